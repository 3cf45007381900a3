/** The tables of the spine: people, disclosure, the access log, landed files. */
import { Migration } from '@mikro-orm/migrations';

export class Migration20261122000001 extends Migration {
  override name = 'Migration20261122000001';

  override up(): void | Promise<void> {
    this.addSql(
      `create table "access_log_leaf" ("index" bigserial primary key, "at" timestamptz(3) not null, "request_id" uuid not null, "kind" text not null, "caller_id" uuid not null, "organisation_id" text not null, "purpose" text null, "family_id" uuid null, "person_id" uuid null, "bytes" bytea not null);`,
    );
    this.addSql(`comment on table "access_log_leaf" is 'The access log: append-only, one leaf per person that a view touched';`);
    this.addSql(`comment on column "access_log_leaf"."index" is 'The leaf’s place in the log';`);
    this.addSql(
      `comment on column "access_log_leaf"."at" is 'When the hub decided, by its clock; the order is the index, not this';`,
    );
    this.addSql(`comment on column "access_log_leaf"."request_id" is 'All leaves of one request share it';`);
    this.addSql(`comment on column "access_log_leaf"."kind" is 'What was done: view, search, consent change, …';`);
    this.addSql(`comment on column "access_log_leaf"."caller_id" is 'The worker or app that asked';`);
    this.addSql(`comment on column "access_log_leaf"."organisation_id" is 'The organisation that the caller answers to';`);
    this.addSql(`comment on column "access_log_leaf"."purpose" is 'The purpose asked for';`);
    this.addSql(`comment on column "access_log_leaf"."family_id" is 'The family through which the person was reached';`);
    this.addSql(`comment on column "access_log_leaf"."person_id" is 'The person whom the leaf is about';`);
    this.addSql(
      `comment on column "access_log_leaf"."bytes" is 'The leaf itself, canonical JSON (RFC 8785); these bytes count, the other columns only find them';`,
    );
    this.addSql(`create index "access_log_leaf_person_id_at_index_index" on "access_log_leaf" ("person_id", "at", "index");`);
    this.addSql(`create index "access_log_leaf_caller_id_at_index_index" on "access_log_leaf" ("caller_id", "at", "index");`);
    this.addSql(`create index "access_log_leaf_family_id_at_index_index" on "access_log_leaf" ("family_id", "at", "index");`);
    this.addSql(`create index "access_log_leaf_at_index_index" on "access_log_leaf" ("at", "index");`);

    this.addSql(
      `create table "agency_feed" ("agency" text not null, "complete" boolean not null, "as_of" timestamptz(3) not null, primary key ("agency"));`,
    );
    this.addSql(`comment on table "agency_feed" is 'The state of each agency’s demographic feed';`);

    this.addSql(
      `create table "agreement" ("id" text not null, "version" int not null, "provider" text not null, "recipients" text[] not null, "categories" text[] not null, "purposes" text[] not null, "detail" text not null, "minimum_age" int null, "maximum_age" int null, "history_months" int null, "staleness_hours" int null, "starts_at" timestamptz(3) not null, "ends_at" timestamptz(3) not null, "proposed_by" uuid not null, "activated_by" uuid null, "activated_at" timestamptz(3) null, "legal_basis" jsonb not null, primary key ("id", "version"));`,
    );
    this.addSql(`comment on table "agreement" is 'Information sharing agreements; a change is a new version';`);
    this.addSql(`comment on column "agreement"."provider" is 'The agency that shares, by the id of its connector';`);
    this.addSql(`comment on column "agreement"."recipients" is 'The organisations that receive';`);
    this.addSql(`comment on column "agreement"."minimum_age" is 'Completed years of the subject';`);
    this.addSql(`comment on column "agreement"."maximum_age" is 'Completed years of the subject';`);
    this.addSql(`comment on column "agreement"."history_months" is 'How far back items may reach; null: without limit';`);
    this.addSql(`comment on column "agreement"."staleness_hours" is 'What is older counts as unavailable; null: without limit';`);
    this.addSql(`comment on column "agreement"."activated_by" is 'A second person';`);
    this.addSql(`alter table "agreement" add constraint "agreement_detail_check" check ("detail" in ('FULL', 'SUMMARY'));`);

    this.addSql(
      `create table "consent" ("id" uuid not null, "entry" bigserial, "person" uuid not null, "category" text not null, "purpose" text not null, "recipient" text not null, "decision" text not null, "decided_at" timestamptz(3) not null, "capacity" text not null, "given_by" uuid null, "competence_assessed_by" text null, "competence_assessed_on" date null, "method" text not null, "valid_until" date null, "recorded_by" uuid not null, "recorded_at" timestamptz(3) not null, primary key ("id"));`,
    );
    this.addSql(
      `comment on table "consent" is 'Decisions about sharing, one row per person, category, purpose, recipient and decision; never changed';`,
    );
    this.addSql(`comment on column "consent"."entry" is 'Order of entry';`);
    this.addSql(`comment on column "consent"."decided_at" is 'When it was decided, which may be before it was entered';`);
    this.addSql(`comment on column "consent"."given_by" is 'Null where the local authority decided';`);
    this.addSql(
      `comment on column "consent"."competence_assessed_by" is 'Under 16 deciding for themselves: who assessed competence';`,
    );
    this.addSql(`alter table "consent" add constraint "consent_entry_unique" unique ("entry");`);
    this.addSql(`create index "consent_person_index" on "consent" ("person");`);
    this.addSql(
      `alter table "consent" add constraint "consent_decision_check" check ("decision" in ('GIVEN', 'REFUSED', 'WITHDRAWN'));`,
    );
    this.addSql(
      `alter table "consent" add constraint "consent_capacity_check" check ("capacity" in ('SELF', 'PARENTAL_RESPONSIBILITY', 'BEST_INTERESTS', 'ATTORNEY', 'DEPUTY', 'LOCAL_AUTHORITY'));`,
    );
    this.addSql(
      `alter table "consent" add constraint "consent_method_check" check ("method" in ('IN_PERSON', 'PHONE', 'WRITTEN', 'ONLINE'));`,
    );

    this.addSql(`create table "family" ("id" uuid not null, "name" text not null, primary key ("id"));`);
    this.addSql(`comment on table "family" is 'A family that has been in touch with early help';`);

    this.addSql(
      `create table "episode" ("id" uuid not null, "family_id" uuid not null, "agreed_on" date not null, "opened_on" date not null, "closed_on" date null, "closing_reason" text null, primary key ("id"));`,
    );
    this.addSql(`comment on table "episode" is 'Episodes of early help; without an open one there is no access';`);
    this.addSql(`comment on column "episode"."agreed_on" is 'When the family agreed to the service';`);
    this.addSql(`create index "episode_family_id_index" on "episode" ("family_id");`);
    this.addSql(
      `alter table "episode" add constraint "episode_closing_reason_check" check ("closing_reason" in ('AIMS_ACHIEVED', 'UNABLE_TO_ENGAGE', 'STEPPED_UP', 'MOVED_AWAY', 'LEFT_SERVICE', 'OTHER'));`,
    );

    this.addSql(
      `create table "household" ("id" uuid not null, "line" text not null, "town" text not null, "postcode" text not null, "uprn" text null, primary key ("id"));`,
    );
    this.addSql(`comment on table "household" is 'Where people live together';`);
    this.addSql(`comment on column "household"."uprn" is 'Unique Property Reference Number, up to 12 digits';`);

    this.addSql(
      `create table "landed_row" ("agency" text not null, "agency_person_id" text not null, "category" text not null, "key" text not null, "occurred_at" timestamptz(3) not null, "as_of" timestamptz(3) not null, "content" jsonb not null, primary key ("agency", "agency_person_id", "category", "key"));`,
    );
    this.addSql(
      `comment on table "landed_row" is 'Rows of landed files, in the agency’s wire format, without free text; all file-drop agencies share this table';`,
    );
    this.addSql(`comment on column "landed_row"."agency_person_id" is 'The id that the agency itself uses';`);
    this.addSql(
      `comment on column "landed_row"."key" is 'The agency’s key of the entry; a newer file’s row replaces an older one’s';`,
    );
    this.addSql(`comment on column "landed_row"."as_of" is 'Of the file that the row came in';`);

    this.addSql(
      `create table "landed_file" ("id" uuid not null, "agency" text not null, "feed" text not null, "name" text not null, "checksum" text not null, "as_of" timestamptz(3) not null, "covers_from" date null, "landed_at" timestamptz(3) not null, primary key ("id"));`,
    );
    this.addSql(`comment on table "landed_file" is 'Files that file-drop agencies delivered and the hub landed';`);
    this.addSql(`comment on column "landed_file"."checksum" is 'SHA-256 of the file, hex';`);
    this.addSql(`comment on column "landed_file"."as_of" is 'When the agency made the file';`);
    this.addSql(`create index "landed_file_agency_feed_as_of_index" on "landed_file" ("agency", "feed", "as_of");`);
    this.addSql(
      `alter table "landed_file" add constraint "landed_file_agency_checksum_as_of_unique" unique ("agency", "checksum", "as_of");`,
    );

    this.addSql(`create table "organisation" ("id" text not null, "name" text not null, primary key ("id"));`);
    this.addSql(`comment on table "organisation" is 'Organisations that receive what is shared';`);

    this.addSql(
      `create table "person" ("id" uuid not null, "forename" text null, "surname" text null, "date_of_birth" date null, "sex" text not null, "died_on" date null, "due_date" date null, "unborn_child_of_id" uuid null, "household_id" uuid null, primary key ("id"));`,
    );
    this.addSql(`comment on table "person" is 'The person index: one row for each human being';`);
    this.addSql(`comment on column "person"."forename" is 'Null for a child not yet born';`);
    this.addSql(`comment on column "person"."due_date" is 'For a child not yet born';`);
    this.addSql(`comment on column "person"."unborn_child_of_id" is 'The mother of a child not yet born; ended at birth';`);
    this.addSql(
      `alter table "person" add constraint "person_sex_check" check ("sex" in ('FEMALE', 'MALE', 'INDETERMINATE', 'UNKNOWN'));`,
    );

    this.addSql(
      `create table "parental_responsibility" ("id" uuid not null, "child_id" uuid not null, "holder_kind" text not null, "holder_id" uuid null, "source" text not null, "evidence" text not null, "from_date" date null, "until_date" date null, primary key ("id"));`,
    );
    this.addSql(
      `comment on table "parental_responsibility" is 'Who holds parental responsibility for which child (Children Act 1989 s.3)';`,
    );
    this.addSql(`comment on column "parental_responsibility"."holder_id" is 'Null where the local authority holds it';`);
    this.addSql(`comment on column "parental_responsibility"."source" is 'Birth, marriage, agreement, order';`);
    this.addSql(`comment on column "parental_responsibility"."evidence" is 'What was seen';`);
    this.addSql(`create index "parental_responsibility_child_id_index" on "parental_responsibility" ("child_id");`);
    this.addSql(
      `alter table "parental_responsibility" add constraint "parental_responsibility_holder_kind_check" check ("holder_kind" in ('PERSON', 'LOCAL_AUTHORITY'));`,
    );

    this.addSql(
      `create table "agency_link" ("id" uuid not null, "version" int not null, "person_id" uuid not null, "agency" text not null, "agency_person_id" text not null, "state" text not null, "starts_at" timestamptz(3) not null, "ends_at" timestamptz(3) null, primary key ("id", "version"));`,
    );
    this.addSql(
      `comment on table "agency_link" is 'Which agency record is about which person; a change ends the row and adds the next version';`,
    );
    this.addSql(`comment on column "agency_link"."agency_person_id" is 'The id that the agency itself uses';`);
    this.addSql(`create index "agency_link_person_id_agency_index" on "agency_link" ("person_id", "agency");`);
    this.addSql(
      `alter table "agency_link" add constraint "agency_link_state_check" check ("state" in ('AUTOMATIC', 'CONFIRMED', 'CANDIDATE', 'REJECTED'));`,
    );

    this.addSql(
      `create table "relationship" ("id" uuid not null, "from_person_id" uuid not null, "kind" text not null, "to_person_id" uuid not null, primary key ("id"));`,
    );
    this.addSql(`comment on table "relationship" is 'Kinship between two people: from_person is the kind of to_person';`);
    this.addSql(`create index "relationship_from_person_id_index" on "relationship" ("from_person_id");`);
    this.addSql(`create index "relationship_to_person_id_index" on "relationship" ("to_person_id");`);
    this.addSql(
      `alter table "relationship" add constraint "relationship_kind_check" check ("kind" in ('MOTHER', 'FATHER', 'PARENT', 'STEP_PARENT', 'GRANDPARENT', 'SIBLING', 'SPOUSE', 'PARTNER', 'FORMER_PARTNER', 'OTHER_KIN'));`,
    );

    this.addSql(
      `create table "restriction" ("id" uuid not null, "person" uuid not null, "kind" text not null, "categories" text[] null, "exempt" text[] not null, "silent" boolean not null, "starts_at" timestamptz(3) not null, "ends_at" timestamptz(3) null, "placed_by" uuid not null, "reason" text not null, primary key ("id"));`,
    );
    this.addSql(`comment on table "restriction" is 'Protected addresses, sealed records, subject locks and court orders';`);
    this.addSql(`comment on column "restriction"."categories" is 'Null: the whole person';`);
    this.addSql(`comment on column "restriction"."exempt" is 'Organisations and workers that the restriction does not bind';`);
    this.addSql(`comment on column "restriction"."silent" is 'Not to be noticed by anybody whom it binds';`);
    this.addSql(`create index "restriction_person_index" on "restriction" ("person");`);
    this.addSql(
      `alter table "restriction" add constraint "restriction_kind_check" check ("kind" in ('PROTECTED_ADDRESS', 'SEALED', 'SUBJECT_LOCK', 'COURT_ORDER'));`,
    );

    this.addSql(`create table "sharing_epoch" ("person_id" uuid not null, "epoch" bigint not null, primary key ("person_id"));`);
    this.addSql(
      `comment on table "sharing_epoch" is 'Moves whenever disclosure about a person may lessen; the row of the nil UUID stands for everybody';`,
    );

    this.addSql(
      `create table "worker" ("id" uuid not null, "kind" text not null, "subject" text not null, "name" text not null, "organisation_id" text not null, "approved_purposes" text[] not null, primary key ("id"));`,
    );
    this.addSql(`comment on table "worker" is 'Workers and council apps that may sign in';`);
    this.addSql(`comment on column "worker"."subject" is 'The \`sub\` claim that sign-in knows the worker or app by';`);
    this.addSql(
      `comment on column "worker"."approved_purposes" is 'For an app: the purposes that information governance approved';`,
    );
    this.addSql(`alter table "worker" add constraint "worker_subject_unique" unique ("subject");`);
    this.addSql(`alter table "worker" add constraint "worker_kind_check" check ("kind" in ('WORKER', 'APP'));`);

    this.addSql(
      `create table "family_member" ("id" uuid not null, "family_id" uuid not null, "person_id" uuid not null, "role" text not null, "state" text not null, "asserted_by" text not null, "proposed_by_id" uuid null, "confirmed_by_id" uuid null, "from_date" date null, "until_date" date null, primary key ("id"));`,
    );
    this.addSql(`comment on table "family_member" is 'Who belongs to which family; only confirmed members are ever shown';`);
    this.addSql(`create index "family_member_family_id_index" on "family_member" ("family_id");`);
    this.addSql(`create index "family_member_person_id_index" on "family_member" ("person_id");`);
    this.addSql(
      `alter table "family_member" add constraint "family_member_role_check" check ("role" in ('PARENT', 'STEP_PARENT', 'CARER', 'CHILD', 'UNBORN_CHILD', 'GRANDPARENT', 'OTHER_RELATIVE', 'OTHER'));`,
    );
    this.addSql(
      `alter table "family_member" add constraint "family_member_state_check" check ("state" in ('PROPOSED', 'CONFIRMED'));`,
    );
    this.addSql(
      `alter table "family_member" add constraint "family_member_asserted_by_check" check ("asserted_by" in ('WORKER', 'AGENCY'));`,
    );

    this.addSql(
      `create table "assignment" ("id" uuid not null, "worker_id" uuid not null, "family_id" uuid not null, "kind" text not null, "starts_at" timestamptz(3) not null, "ends_at" timestamptz(3) null, "made_by_id" uuid not null, primary key ("id"));`,
    );
    this.addSql(`comment on table "assignment" is 'Which worker works with which family, in what capacity and when';`);
    this.addSql(`comment on column "assignment"."made_by_id" is 'The manager who made it';`);
    this.addSql(`create index "assignment_worker_id_family_id_index" on "assignment" ("worker_id", "family_id");`);
    this.addSql(`create index "assignment_family_id_index" on "assignment" ("family_id");`);
    this.addSql(
      `alter table "assignment" add constraint "assignment_kind_check" check ("kind" in ('LEAD_WORKER', 'TEAM_MEMBER', 'COVER', 'DUTY'));`,
    );

    this.addSql(
      `alter table "episode" add constraint "episode_family_id_foreign" foreign key ("family_id") references "family" ("id");`,
    );

    this.addSql(
      `alter table "person" add constraint "person_unborn_child_of_id_foreign" foreign key ("unborn_child_of_id") references "person" ("id") on delete restrict;`,
    );
    this.addSql(
      `alter table "person" add constraint "person_household_id_foreign" foreign key ("household_id") references "household" ("id") on delete set null;`,
    );

    this.addSql(
      `alter table "parental_responsibility" add constraint "parental_responsibility_child_id_foreign" foreign key ("child_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "parental_responsibility" add constraint "parental_responsibility_holder_id_foreign" foreign key ("holder_id") references "person" ("id") on delete set null;`,
    );

    this.addSql(
      `alter table "agency_link" add constraint "agency_link_person_id_foreign" foreign key ("person_id") references "person" ("id");`,
    );

    this.addSql(
      `alter table "relationship" add constraint "relationship_from_person_id_foreign" foreign key ("from_person_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "relationship" add constraint "relationship_to_person_id_foreign" foreign key ("to_person_id") references "person" ("id");`,
    );

    this.addSql(
      `alter table "worker" add constraint "worker_organisation_id_foreign" foreign key ("organisation_id") references "organisation" ("id");`,
    );

    this.addSql(
      `alter table "family_member" add constraint "family_member_family_id_foreign" foreign key ("family_id") references "family" ("id");`,
    );
    this.addSql(
      `alter table "family_member" add constraint "family_member_person_id_foreign" foreign key ("person_id") references "person" ("id");`,
    );
    this.addSql(
      `alter table "family_member" add constraint "family_member_proposed_by_id_foreign" foreign key ("proposed_by_id") references "worker" ("id") on delete set null;`,
    );
    this.addSql(
      `alter table "family_member" add constraint "family_member_confirmed_by_id_foreign" foreign key ("confirmed_by_id") references "worker" ("id") on delete set null;`,
    );

    this.addSql(
      `alter table "assignment" add constraint "assignment_worker_id_foreign" foreign key ("worker_id") references "worker" ("id");`,
    );
    this.addSql(
      `alter table "assignment" add constraint "assignment_family_id_foreign" foreign key ("family_id") references "family" ("id");`,
    );
    this.addSql(
      `alter table "assignment" add constraint "assignment_made_by_id_foreign" foreign key ("made_by_id") references "worker" ("id");`,
    );
  }

  override down(): void {
    for (const table of TABLES) this.addSql(`drop table if exists "${table}" cascade;`);
  }
}

const TABLES = `
  access_log_leaf agency_feed agreement consent family episode household landed_row landed_file organisation
  person parental_responsibility agency_link relationship restriction sharing_epoch worker family_member assignment`
  .trim()
  .split(/\s+/);
