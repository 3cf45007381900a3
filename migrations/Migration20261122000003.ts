/** Facts with history: versions in place of changes, exceptions, interests, competence, and what puts changes and disclosures in order. */
import { Migration } from '@mikro-orm/migrations';

export class Migration20261122000003 extends Migration {
  override name = 'Migration20261122000003';

  override up(): void | Promise<void> {
    this.addSql(`create table "access_log_head" ("id" int not null, "size" bigint not null, primary key ("id"));`);
    this.addSql(`comment on table "access_log_head" is 'The head of the access log; who holds its lock goes next';`);
    this.addSql(`comment on column "access_log_head"."size" is 'How many leaves the log has';`);

    this.addSql(
      `create table "agreement_event" ("agreement" text not null, "version" int not null, "event" text not null, "recorded_by" uuid not null, "recorded_at" timestamptz(3) not null default now(), primary key ("agreement", "version", "event"));`,
    );
    this.addSql(`comment on table "agreement_event" is 'What became of a version of an agreement';`);
    this.addSql(`comment on column "agreement_event"."recorded_at" is 'When it was entered';`);

    this.addSql(
      `create table "competence_assessment" ("id" uuid not null, "entry" bigserial, "person" uuid not null, "categories" text[] not null, "outcome" text not null, "assessed_by" text not null, "assessed_on" date not null, "recorded_by" uuid not null, "recorded_at" timestamptz(3) not null default now(), primary key ("id"));`,
    );
    this.addSql(
      `comment on table "competence_assessment" is 'Whether a person can decide about sharing; the latest for a category stands';`,
    );
    this.addSql(`comment on column "competence_assessment"."entry" is 'Order of entry';`);
    this.addSql(`comment on column "competence_assessment"."categories" is 'The decisions it is about';`);
    this.addSql(`comment on column "competence_assessment"."recorded_at" is 'When it was entered';`);
    this.addSql(`alter table "competence_assessment" add constraint "competence_assessment_entry_unique" unique ("entry");`);
    this.addSql(`create index "competence_assessment_person_index" on "competence_assessment" ("person");`);

    this.addSql(
      `create table "family_agreement_form" ("id" uuid not null, "family" uuid not null, "reference" text not null, "notice_version" text not null, "decided_at" timestamptz(3) not null, "recorded_by" uuid not null, "recorded_at" timestamptz(3) not null default now(), primary key ("id"));`,
    );
    this.addSql(`comment on table "family_agreement_form" is 'Forms on which a whole family decided at one visit';`);
    this.addSql(`comment on column "family_agreement_form"."reference" is 'The form’s own reference';`);
    this.addSql(`comment on column "family_agreement_form"."notice_version" is 'Which privacy notice the family was given';`);
    this.addSql(`comment on column "family_agreement_form"."recorded_at" is 'When it was entered';`);
    this.addSql(`create index "family_agreement_form_family_index" on "family_agreement_form" ("family");`);

    this.addSql(
      `create table "override" ("id" uuid not null, "version" int not null default 1, "worker" uuid not null, "organisation" text not null, "people" uuid[] not null, "categories" text[] not null, "reason_code" text not null, "narrative" text not null, "starts_at" timestamptz(3) not null, "ends_at" timestamptz(3) not null, "state" text not null default 'LIVE', "recorded_by" uuid null, "recorded_at" timestamptz(3) not null default now(), primary key ("id", "version"));`,
    );
    this.addSql(
      `comment on table "override" is 'Break glass, by a worker alone, for at most four hours. A change is a new version';`,
    );
    this.addSql(`comment on column "override"."people" is 'May name nobody: a worker cannot look up whom they may not see';`);
    this.addSql(`comment on column "override"."recorded_by" is 'The worker who entered it';`);
    this.addSql(`comment on column "override"."recorded_at" is 'When it was entered';`);
    this.addSql(`create index "override_worker_index" on "override" ("worker");`);

    this.addSql(
      `create table "recorded_change" ("caller" uuid not null, "client_key" text not null, "change" text not null, "digest" text not null, "result" jsonb not null, "recorded_at" timestamptz(3) not null, primary key ("caller", "client_key"));`,
    );
    this.addSql(`comment on table "recorded_change" is 'Changes recorded, by the caller’s own key: asked for twice, made once';`);
    this.addSql(`comment on column "recorded_change"."change" is 'The mutation';`);
    this.addSql(
      `comment on column "recorded_change"."digest" is 'SHA-256 of its input, so that a key is not used for something else';`,
    );
    this.addSql(`comment on column "recorded_change"."result" is 'What was answered: ids and times, nothing personal';`);

    this.addSql(
      `create table "safeguarding_decision" ("id" uuid not null, "version" int not null default 1, "ground" text not null, "people" uuid[] not null, "categories" text[] not null, "recipients" text[] not null, "reason" text not null, "state" text not null, "decided_by" uuid not null, "approved_by" uuid null, "ends_at" timestamptz(3) not null, "recorded_by" uuid null, "recorded_at" timestamptz(3) not null default now(), primary key ("id", "version"));`,
    );
    this.addSql(
      `comment on table "safeguarding_decision" is 'Decisions of MASH or under section 47, by two people. A change is a new version';`,
    );
    this.addSql(
      `comment on column "safeguarding_decision"."recipients" is 'Organisations and workers for whom it opens SAFEGUARDING';`,
    );
    this.addSql(`comment on column "safeguarding_decision"."approved_by" is 'A second person';`);
    this.addSql(`comment on column "safeguarding_decision"."recorded_by" is 'The worker who entered it';`);
    this.addSql(`comment on column "safeguarding_decision"."recorded_at" is 'When it was entered';`);

    this.addSql(`create table "sharing_setting" ("name" text not null, "value" text not null, primary key ("name"));`);
    this.addSql(
      `comment on table "sharing_setting" is 'The settings that decisions rest on; another value moves everybody’s epoch';`,
    );

    this.addSql(
      `create table "worker_interest" ("id" uuid not null, "version" int not null default 1, "worker_id" uuid not null, "person" uuid not null, "kind" text not null, "silent" boolean not null, "state" text not null default 'LIVE', "recorded_by" uuid null, "recorded_at" timestamptz(3) not null default now(), primary key ("id", "version"));`,
    );
    this.addSql(`comment on table "worker_interest" is 'Workers’ own ties to people of the index. A change is a new version';`);
    this.addSql(
      `comment on column "worker_interest"."person" is 'May name nobody: a worker cannot look up whom they may not see';`,
    );
    this.addSql(`comment on column "worker_interest"."recorded_by" is 'The worker who entered it';`);
    this.addSql(`comment on column "worker_interest"."recorded_at" is 'When it was entered';`);
    this.addSql(`create index "worker_interest_worker_id_index" on "worker_interest" ("worker_id");`);
    this.addSql(`create index "worker_interest_person_index" on "worker_interest" ("person");`);

    this.addSql(`alter table "access_log_leaf" alter column "index" drop default;`);

    this.addSql(`comment on column "access_log_leaf"."index" is 'The leaf’s place in the log, from 0, without gaps';`);

    this.addSql(
      `insert into "agreement_event" ("agreement", "version", "event", "recorded_by", "recorded_at") select "id", "version", 'ACTIVATED', "activated_by", "activated_at" from "agreement" where "activated_at" is not null and "activated_by" is not null;`,
    );
    this.addSql(`alter table "agreement" drop column "activated_at", drop column "activated_by";`);
    this.addSql(`alter table "agreement" add "proposed_at" timestamptz(3) not null default now();`);
    this.addSql(
      `comment on table "agreement" is 'Information sharing agreements as proposed; a change is a new version. It is in force only where an event activates it';`,
    );

    this.addSql(`alter table "consent" add "form" uuid null;`);
    this.addSql(`comment on column "consent"."form" is 'The family agreement form it was ticked on';`);
    this.addSql(`alter table "consent" alter column "purpose" drop not null;`);
    this.addSql(`alter table "consent" alter column "recipient" drop not null;`);
    this.addSql(`alter table "consent" alter column "recorded_at" set default now();`);
    this.addSql(`comment on column "consent"."competence_assessed_by" is 'Who assessed competence, or the lack of capacity';`);
    this.addSql(`comment on column "consent"."purpose" is 'Null: every purpose; for withdrawals only';`);
    this.addSql(`comment on column "consent"."recipient" is 'Null: every recipient; for withdrawals only';`);
    this.addSql(`comment on column "consent"."recorded_at" is 'When it was entered';`);
    this.addSql(`comment on column "consent"."valid_until" is 'The last day; for best interests the day of review';`);
    this.addSql(
      `alter table "consent" add constraint "consent_only_withdrawals_cover_all" check (((decision = 'WITHDRAWN'::text) OR ((purpose IS NOT NULL) AND (recipient IS NOT NULL))));`,
    );

    this.addSql(`alter table "family" add "organisation_id" text null;`);
    this.addSql(`comment on column "family"."organisation_id" is 'The service that opened it; its managers act for it';`);
    this.addSql(
      `alter table "family" add constraint "family_organisation_id_foreign" foreign key ("organisation_id") references "organisation" ("id") on delete set null;`,
    );

    this.addSql(`alter table "episode" drop constraint "episode_pkey";`);
    this.addSql(
      `alter table "episode" add "version" int not null default 1, add "recorded_by" uuid null, add "recorded_at" timestamptz(3) not null default now();`,
    );
    this.addSql(`comment on column "episode"."recorded_by" is 'The worker who entered it';`);
    this.addSql(`comment on column "episode"."recorded_at" is 'When it was entered';`);
    this.addSql(`alter table "episode" alter column "agreed_on" drop not null;`);
    this.addSql(
      `comment on column "episode"."agreed_on" is 'When the family agreed to the service, or last renewed that; null until they do';`,
    );
    this.addSql(`alter table "episode" add primary key ("id", "version");`);
    this.addSql(
      `comment on table "episode" is 'Episodes of early help; without an open one there is no access. A change is a new version';`,
    );

    this.addSql(`alter table "parental_responsibility" drop constraint "parental_responsibility_pkey";`);
    this.addSql(
      `alter table "parental_responsibility" add "version" int not null default 1, add "court_limits" text[] not null default '{}', add "state" text not null default 'LIVE', add "recorded_by" uuid null, add "recorded_at" timestamptz(3) not null default now();`,
    );
    this.addSql(
      `comment on column "parental_responsibility"."court_limits" is 'Categories about which a court order keeps the holder from deciding';`,
    );
    this.addSql(`comment on column "parental_responsibility"."recorded_by" is 'The worker who entered it';`);
    this.addSql(`comment on column "parental_responsibility"."recorded_at" is 'When it was entered';`);
    this.addSql(`comment on column "parental_responsibility"."until_date" is 'The last day';`);
    this.addSql(`alter table "parental_responsibility" add primary key ("id", "version");`);
    this.addSql(
      `alter table "parental_responsibility" add constraint "parental_responsibility_state_check" check ("state" in ('LIVE', 'ENDED'));`,
    );
    this.addSql(
      `comment on table "parental_responsibility" is 'Who holds parental responsibility for which child (Children Act 1989 s.3). A change is a new version';`,
    );

    this.addSql(`alter table "restriction" drop constraint "restriction_pkey";`);
    this.addSql(
      `alter table "restriction" add "version" int not null default 1, add "binds" text[] null, add "absolute" boolean not null default true, add "state" text not null default 'LIVE', add "recorded_by" uuid null, add "recorded_at" timestamptz(3) not null default now();`,
    );
    this.addSql(`comment on column "restriction"."binds" is 'Organisations and workers that it binds; null: everybody';`);
    this.addSql(`comment on column "restriction"."absolute" is 'Nobody may be exempted from it';`);
    this.addSql(`comment on column "restriction"."state" is 'Lifted is lifted at once, whatever any clock says';`);
    this.addSql(`comment on column "restriction"."recorded_by" is 'The worker who entered it';`);
    this.addSql(`comment on column "restriction"."recorded_at" is 'When it was entered';`);
    this.addSql(`alter table "restriction" alter column "starts_at" drop not null;`);
    this.addSql(`comment on column "restriction"."exempt" is 'Organisations and workers that it does not bind';`);
    this.addSql(`comment on column "restriction"."starts_at" is 'Null: since it was placed';`);
    this.addSql(`alter table "restriction" add primary key ("id", "version");`);
    this.addSql(`alter table "restriction" add constraint "restriction_state_check" check ("state" in ('LIVE', 'LIFTED'));`);
    this.addSql(
      `comment on table "restriction" is 'Protected addresses, sealed records, subject locks and court orders. A change is a new version';`,
    );

    this.addSql(`alter table "sharing_epoch" drop constraint "sharing_epoch_pkey";`);
    this.addSql(`alter table "sharing_epoch" rename column "person_id" to "subject";`);
    this.addSql(`alter table "sharing_epoch" add primary key ("subject");`);
    this.addSql(
      `comment on table "sharing_epoch" is 'Moves whenever disclosure may lessen: about a person, in a family, to a worker; the nil UUID stands for everybody';`,
    );

    this.addSql(`alter table "family_member" drop constraint "family_member_pkey";`);
    this.addSql(`alter table "family_member" drop constraint "family_member_state_check";`);
    this.addSql(
      `alter table "family_member" add "version" int not null default 1, add "evidence" text null, add "recorded_by" uuid null, add "recorded_at" timestamptz(3) not null default now();`,
    );
    this.addSql(
      `comment on column "family_member"."evidence" is 'The kind of evidence, where an agency asserts it: same UPRN, school contact, tenancy';`,
    );
    this.addSql(`comment on column "family_member"."recorded_by" is 'The worker who entered it';`);
    this.addSql(`comment on column "family_member"."recorded_at" is 'When it was entered';`);
    this.addSql(`alter table "family_member" add primary key ("id", "version");`);
    this.addSql(
      `alter table "family_member" add constraint "family_member_state_check" check ("state" in ('PROPOSED', 'CONFIRMED', 'REJECTED'));`,
    );
    this.addSql(
      `comment on table "family_member" is 'Who belongs to which family; only confirmed members are ever shown. A change is a new version';`,
    );

    this.addSql(`alter table "assignment" drop constraint "assignment_pkey";`);
    this.addSql(
      `alter table "assignment" add "version" int not null default 1, add "state" text not null default 'LIVE', add "recorded_by" uuid null, add "recorded_at" timestamptz(3) not null default now();`,
    );
    this.addSql(`comment on column "assignment"."state" is 'Ended is ended at once, whatever any clock says';`);
    this.addSql(`comment on column "assignment"."recorded_by" is 'The worker who entered it';`);
    this.addSql(`comment on column "assignment"."recorded_at" is 'When it was entered';`);
    this.addSql(`alter table "assignment" add primary key ("id", "version");`);
    this.addSql(`alter table "assignment" add constraint "assignment_state_check" check ("state" in ('LIVE', 'ENDED'));`);
    this.addSql(
      `comment on table "assignment" is 'Which worker works with which family, in what capacity and when. A change is a new version';`,
    );

    this.addSql(
      `alter table "agreement_event" add constraint "agreement_event_event_check" check ("event" in ('ACTIVATED', 'ENDED'));`,
    );

    this.addSql(
      `alter table "competence_assessment" add constraint "competence_assessment_outcome_check" check ("outcome" in ('COMPETENT', 'NOT_COMPETENT'));`,
    );

    this.addSql(
      `alter table "override" add constraint "override_ends_within_four_hours" check (((ends_at > starts_at) AND (ends_at <= (starts_at + '04:00:00'::interval))));`,
    );
    this.addSql(
      `alter table "override" add constraint "override_reason_code_check" check ("reason_code" in ('IMMEDIATE_DANGER', 'CHILD_MISSING', 'SUSPECTED_SIGNIFICANT_HARM', 'RISK_TO_LIFE', 'OTHER'));`,
    );
    this.addSql(`alter table "override" add constraint "override_state_check" check ("state" in ('LIVE', 'ENDED'));`);

    this.addSql(
      `alter table "safeguarding_decision" add constraint "safeguarding_decision_by_two" check (((state <> 'APPROVED'::text) OR COALESCE((approved_by <> decided_by), false)));`,
    );
    this.addSql(
      `alter table "safeguarding_decision" add constraint "safeguarding_decision_ground_check" check ("ground" in ('MASH', 'SECTION_47'));`,
    );
    this.addSql(
      `alter table "safeguarding_decision" add constraint "safeguarding_decision_state_check" check ("state" in ('PROPOSED', 'APPROVED', 'ENDED'));`,
    );

    this.addSql(
      `alter table "worker_interest" add constraint "worker_interest_worker_id_foreign" foreign key ("worker_id") references "worker" ("id");`,
    );
    this.addSql(
      `alter table "worker_interest" add constraint "worker_interest_kind_check" check ("kind" in ('SELF', 'HOUSEHOLD', 'FAMILY', 'FRIEND', 'OTHER'));`,
    );
    this.addSql(
      `alter table "worker_interest" add constraint "worker_interest_state_check" check ("state" in ('LIVE', 'ENDED'));`,
    );
  }

  override down(): void | Promise<void> {
    this.addSql(`drop table if exists "access_log_head" cascade;`);
    this.addSql(`drop table if exists "competence_assessment" cascade;`);
    this.addSql(`drop table if exists "family_agreement_form" cascade;`);
    this.addSql(`drop table if exists "override" cascade;`);
    this.addSql(`drop table if exists "recorded_change" cascade;`);
    this.addSql(`drop table if exists "safeguarding_decision" cascade;`);
    this.addSql(`drop table if exists "sharing_setting" cascade;`);
    this.addSql(`drop table if exists "worker_interest" cascade;`);

    this.addSql(`alter table "family" drop constraint "family_organisation_id_foreign";`);

    this.addSql(`comment on column "access_log_leaf"."index" is 'The leaf’s place in the log';`);

    this.addSql(`alter table "agreement" drop column "proposed_at";`);
    this.addSql(`alter table "agreement" add "activated_at" timestamptz(3) null, add "activated_by" uuid null;`);
    this.addSql(
      `update "agreement" a set "activated_at" = e."recorded_at", "activated_by" = e."recorded_by" from "agreement_event" e where e."agreement" = a."id" and e."version" = a."version" and e."event" = 'ACTIVATED';`,
    );
    this.addSql(`drop table if exists "agreement_event" cascade;`);
    this.addSql(`comment on column "agreement"."activated_by" is 'A second person';`);
    this.addSql(`comment on table "agreement" is 'Information sharing agreements; a change is a new version';`);

    this.addSql(`alter table "assignment" drop constraint "assignment_pkey";`);
    this.addSql(`alter table "assignment" drop constraint "assignment_state_check";`);
    this.addSql(
      `delete from "assignment" e using "assignment" later where later."id" = e."id" and later."version" > e."version";`,
    );
    this.addSql(
      `alter table "assignment" drop column "version", drop column "state", drop column "recorded_by", drop column "recorded_at";`,
    );
    this.addSql(`alter table "assignment" add primary key ("id");`);
    this.addSql(`comment on table "assignment" is 'Which worker works with which family, in what capacity and when';`);

    this.addSql(`alter table "consent" drop constraint "consent_only_withdrawals_cover_all";`);
    this.addSql(`alter table "consent" drop column "form";`);
    this.addSql(`alter table "consent" alter column "purpose" set not null;`);
    this.addSql(`alter table "consent" alter column "recipient" set not null;`);
    this.addSql(`alter table "consent" alter column "recorded_at" drop default;`);
    this.addSql(`comment on column "consent"."purpose" is null;`);
    this.addSql(`comment on column "consent"."recipient" is null;`);
    this.addSql(
      `comment on column "consent"."competence_assessed_by" is 'Under 16 deciding for themselves: who assessed competence';`,
    );
    this.addSql(`comment on column "consent"."valid_until" is null;`);
    this.addSql(`comment on column "consent"."recorded_at" is null;`);

    this.addSql(`alter table "episode" drop constraint "episode_pkey";`);
    this.addSql(`delete from "episode" e using "episode" later where later."id" = e."id" and later."version" > e."version";`);
    this.addSql(`alter table "episode" drop column "version", drop column "recorded_by", drop column "recorded_at";`);
    this.addSql(`update "episode" set "agreed_on" = "opened_on" where "agreed_on" is null;`);
    this.addSql(`alter table "episode" alter column "agreed_on" set not null;`);
    this.addSql(`comment on column "episode"."agreed_on" is 'When the family agreed to the service';`);
    this.addSql(`alter table "episode" add primary key ("id");`);
    this.addSql(`comment on table "episode" is 'Episodes of early help; without an open one there is no access';`);

    this.addSql(`alter table "family" drop column "organisation_id";`);

    this.addSql(`alter table "family_member" drop constraint "family_member_pkey";`);
    this.addSql(`alter table "family_member" drop constraint "family_member_state_check";`);
    this.addSql(
      `delete from "family_member" e using "family_member" later where later."id" = e."id" and later."version" > e."version";`,
    );
    this.addSql(
      `alter table "family_member" drop column "version", drop column "evidence", drop column "recorded_by", drop column "recorded_at";`,
    );
    this.addSql(`alter table "family_member" add primary key ("id");`);
    this.addSql(
      `alter table "family_member" add constraint "family_member_state_check" check ("state" in ('PROPOSED', 'CONFIRMED'));`,
    );
    this.addSql(`comment on table "family_member" is 'Who belongs to which family; only confirmed members are ever shown';`);

    this.addSql(`alter table "parental_responsibility" drop constraint "parental_responsibility_pkey";`);
    this.addSql(`alter table "parental_responsibility" drop constraint "parental_responsibility_state_check";`);
    this.addSql(
      `delete from "parental_responsibility" e using "parental_responsibility" later where later."id" = e."id" and later."version" > e."version";`,
    );
    this.addSql(
      `alter table "parental_responsibility" drop column "version", drop column "court_limits", drop column "state", drop column "recorded_by", drop column "recorded_at";`,
    );
    this.addSql(`comment on column "parental_responsibility"."until_date" is null;`);
    this.addSql(`alter table "parental_responsibility" add primary key ("id");`);
    this.addSql(
      `comment on table "parental_responsibility" is 'Who holds parental responsibility for which child (Children Act 1989 s.3)';`,
    );

    this.addSql(`alter table "restriction" drop constraint "restriction_pkey";`);
    this.addSql(`alter table "restriction" drop constraint "restriction_state_check";`);
    this.addSql(
      `delete from "restriction" e using "restriction" later where later."id" = e."id" and later."version" > e."version";`,
    );
    this.addSql(
      `alter table "restriction" drop column "version", drop column "binds", drop column "absolute", drop column "state", drop column "recorded_by", drop column "recorded_at";`,
    );
    this.addSql(`alter table "restriction" alter column "starts_at" set not null;`);
    this.addSql(`comment on column "restriction"."exempt" is 'Organisations and workers that the restriction does not bind';`);
    this.addSql(`comment on column "restriction"."starts_at" is null;`);
    this.addSql(`alter table "restriction" add primary key ("id");`);
    this.addSql(`comment on table "restriction" is 'Protected addresses, sealed records, subject locks and court orders';`);

    this.addSql(`alter table "sharing_epoch" drop constraint "sharing_epoch_pkey";`);
    this.addSql(`alter table "sharing_epoch" rename column "subject" to "person_id";`);
    this.addSql(`alter table "sharing_epoch" add primary key ("person_id");`);
    this.addSql(
      `comment on table "sharing_epoch" is 'Moves whenever disclosure about a person may lessen; the row of the nil UUID stands for everybody';`,
    );

    this.addSql(`create sequence if not exists "access_log_leaf_index_seq";`);
    this.addSql(`select setval('access_log_leaf_index_seq', (select max("index") from "access_log_leaf"));`);
    this.addSql(`alter table "access_log_leaf" alter column "index" set default nextval('access_log_leaf_index_seq');`);
  }
}
