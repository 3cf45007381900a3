/**
 * The person index: agencies' records of people as received, what hangs together among them, and what stewards decided. A link is still
 * only added to: a further version ends the one before it.
 */
import { Migration } from '@mikro-orm/migrations';

const COMMENTS: readonly (readonly [on: string, comment: string])[] = [
  [
    'table "agency_record"',
    'Demographics of each agency’s people, as received; kept under the agency’s agreement for the person index (rule 4)',
  ],
  ['column "agency_record"."number"', 'Stands for the record in edges and reviews'],
  ['column "agency_record"."agency_person_id"', 'The id that the agency itself uses; of the hub’s own people the person’s'],
  ['column "agency_record"."digest"', 'SHA-256 of what was received, hex: the same again changes nothing'],
  ['column "agency_record"."delivery"', 'The file or page that it came in'],
  ['column "agency_record"."as_of"', 'When the agency made that'],
  ['column "agency_record"."merged_into"', 'The agency’s own id of the record that stays'],
  ['column "agency_record"."sealed"', 'Never matched and never shown: adoption, gender recognition, witness protection'],
  ['column "agency_record"."keys"', 'Hashes of its blocking keys; none where it takes no part'],
  ['column "agency_record"."placed"', 'Whether its links are derived from what it is now'],
  ['table "agency_record_change"', 'What became of agencies’ records, and by which delivery; never what they said'],
  ['column "agency_record_change"."entry"', 'Order of entry'],
  ['column "agency_record_change"."digest"', 'SHA-256 of what was received, hex'],
  ['column "agency_record_change"."recorded_at"', 'When it was entered'],
  ['table "match_edge"', 'Pairs of records that may be of one person, as the model weighs them'],
  ['column "match_edge"."left"', 'The lower number of the two'],
  ['column "match_edge"."weight"', 'Bits: log2 of the odds for one person'],
  ['column "match_edge"."model"', 'Version of the model that weighed it'],
  ['column "match_edge"."parts"', 'What of it agrees, and what that weighs; where a steward may be asked'],
  ['table "match_decision"', 'Stewards’ decisions that two records are of one person, or of two; the latest of a pair stands'],
  ['column "match_decision"."entry"', 'Order of entry'],
  ['column "match_decision"."left_id"', 'Of the pair the lower by agency, then id'],
  ['column "match_decision"."grounds"', 'MADE_FROM: the hub’s person was made from the record'],
  ['column "match_decision"."rationale"', 'As the steward wrote it; it never leaves this table'],
  ['column "match_decision"."recorded_by"', 'The steward'],
  ['column "match_decision"."recorded_at"', 'When it was entered'],
  ['table "match_review"', 'Pairs of records that a steward is asked about'],
  ['column "match_review"."left"', 'The lower number of the two'],
  ['column "match_review"."closed_at"', 'Decided, or no longer in question'],
  ['table "person_identifier"', 'Identifiers of the hub’s own people, as workers entered them'],
  ['column "person_identifier"."kind"', 'nhs-number, upn …'],
  ['column "person_identifier"."recorded_by"', 'The worker who entered it'],
  ['column "person_identifier"."recorded_at"', 'When it was entered'],
  ['table "person_merge"', 'People of the index who turned out to be one, in versions: merged, or split again'],
  ['column "person_merge"."merged_id"', 'Whose facts moved to the one who was kept'],
  ['column "person_merge"."moved"', 'Which versions of which rows moved: what a split takes back'],
  ['column "person_merge"."recorded_by"', 'The steward'],
  ['column "person_merge"."recorded_at"', 'When it was entered'],
  ['column "agency_feed"."cursor"', 'From where its list is read on'],
];

const TABLES = [
  'agency_record',
  'agency_record_change',
  'match_edge',
  'match_decision',
  'match_review',
  'person_identifier',
  'person_merge',
];

export class Migration20261122000013 extends Migration {
  override name = 'Migration20261122000013';

  override up(): void {
    this.addSql(`
      create table "agency_record" ("number" serial primary key, "agency" text not null, "agency_person_id" text not null, "received" jsonb not null,
        "digest" text not null, "delivery" text not null, "as_of" timestamptz(3) null, "first_known_at" timestamptz(3) not null, "received_at" timestamptz(3) not null,
        "state" text not null, "merged_into" text null, "sealed" boolean not null default false, "keys" bigint[] not null default '{}', "placed" boolean not null default false);`);
    this.addSql(`
      alter table "agency_record" add constraint "agency_record_agency_agency_person_id_unique" unique ("agency", "agency_person_id");`);
    this.addSql(`create index "agency_record_keys" on "agency_record" using gin ("keys");`);
    this.addSql(`create index "agency_record_to_place" on "agency_record" ("number") where not placed;`);
    this.addSql(`
      alter table "agency_record" add constraint "agency_record_state_check" check ("state" in ('LIVE', 'DELETED', 'MERGED'));`);

    this.addSql(`
      create table "agency_record_change" ("entry" bigserial primary key, "agency" text not null, "agency_person_id" text not null, "change" text not null,
        "digest" text null, "delivery" text not null, "recorded_at" timestamptz(3) not null default now());`);
    this.addSql(`
      create index "agency_record_change_agency_agency_person_id_index" on "agency_record_change" ("agency", "agency_person_id");`);
    this.addSql(`
      alter table "agency_record_change" add constraint "agency_record_change_change_check" check ("change" in ('RECEIVED', 'CHANGED', 'DELETED', 'MERGED'));`);

    this.addSql(`
      create table "match_edge" ("left" int not null, "right" int not null, "weight" double precision not null, "model" text not null, "parts" jsonb null,
        primary key ("left", "right"));`);
    this.addSql(`create index "match_edge_right_index" on "match_edge" ("right");`);

    this.addSql(`
      create table "match_decision" ("id" uuid not null, "entry" bigserial not null, "left_agency" text not null, "left_id" text not null,
        "right_agency" text not null, "right_id" text not null, "verdict" text not null, "grounds" text not null, "rationale" text null,
        "recorded_by" uuid null, "recorded_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`alter table "match_decision" add constraint "match_decision_entry_unique" unique ("entry");`);
    this.addSql(`create index "match_decision_left_agency_left_id_index" on "match_decision" ("left_agency", "left_id");`);
    this.addSql(`create index "match_decision_right_agency_right_id_index" on "match_decision" ("right_agency", "right_id");`);
    this.addSql(`
      alter table "match_decision" add constraint "match_decision_verdict_check" check ("verdict" in ('SAME', 'DIFFERENT'));`);
    this.addSql(`
      alter table "match_decision" add constraint "match_decision_grounds_check" check ("grounds" in ('STEWARD', 'MERGE', 'SPLIT', 'MADE_FROM'));`);

    this.addSql(`
      create table "match_review" ("id" uuid not null, "left" int not null, "right" int not null, "kind" text not null, "weight" double precision not null,
        "model" text not null, "opened_at" timestamptz(3) not null, "closed_at" timestamptz(3) null, primary key ("id"));`);
    this.addSql(`alter table "match_review" add constraint "match_review_left_right_unique" unique ("left", "right");`);
    this.addSql(`create index "match_review_right_index" on "match_review" ("right");`);
    this.addSql(`create index "match_review_open" on "match_review" ("opened_at", "id") where closed_at is null;`);
    this.addSql(`
      alter table "match_review" add constraint "match_review_kind_check" check ("kind" in ('POSSIBLE_MATCH', 'WEAKENED_LINK', 'DUPLICATE_PERSON', 'UNCLEAR_FACTS'));`);

    this.addSql(`
      create table "person_identifier" ("person_id" uuid not null, "kind" text not null, "value" text not null, "recorded_by" uuid null,
        "recorded_at" timestamptz(3) not null default now(), primary key ("person_id", "kind", "value"));`);
    this.addSql(`create index "person_identifier_kind_value_index" on "person_identifier" ("kind", "value");`);
    this.addSql(`
      alter table "person_identifier" add constraint "person_identifier_person_id_foreign" foreign key ("person_id") references "person" ("id");`);

    this.addSql(`
      create table "person_merge" ("id" uuid not null, "version" int not null default 1, "kept_id" uuid not null, "merged_id" uuid not null, "state" text not null,
        "moved" jsonb not null, "recorded_by" uuid null, "recorded_at" timestamptz(3) not null default now(), primary key ("id", "version"));`);
    this.addSql(`create index "person_merge_kept_id_index" on "person_merge" ("kept_id");`);
    this.addSql(`create index "person_merge_merged_id_index" on "person_merge" ("merged_id");`);
    this.addSql(`alter table "person_merge" add constraint "person_merge_state_check" check ("state" in ('MERGED', 'SPLIT'));`);
    this.addSql(`
      alter table "person_merge" add constraint "person_merge_kept_id_foreign" foreign key ("kept_id") references "person" ("id");`);
    this.addSql(`
      alter table "person_merge" add constraint "person_merge_merged_id_foreign" foreign key ("merged_id") references "person" ("id");`);

    this.addSql(`alter table "agency_feed" add column "cursor" text null;`);
    for (const [on, comment] of COMMENTS) this.addSql(`comment on ${on} is '${comment}';`);

    this.addSql(`
      create function agency_link_ends_version() returns trigger language plpgsql security definer set search_path = pg_catalog, public, pg_temp as $$
      begin
        update agency_link set ends_at = greatest(starts_at, new.starts_at) where id = new.id and version < new.version and ends_at is null;
        return new;
      end $$;`);
    this.addSql(`revoke all on function agency_link_ends_version from public;`);
    this.addSql(`
      create trigger agency_link_ends_version before insert on agency_link for each row when (new.version > 1)
        execute function agency_link_ends_version();`);

    this.addSql(`grant select on ${list(TABLES)} to family_view_application;`);
    this.addSql(`grant insert, update on agency_record, match_review, agency_feed to family_view_application;`);
    this.addSql(`grant insert, delete on match_edge to family_view_application;`);
    this.addSql(`
      grant insert on agency_record_change, match_decision, person_identifier, person_merge, agency_link, person, household to family_view_application;`);
    this.addSql(`
      grant usage on sequence agency_record_number_seq, agency_record_change_entry_seq, match_decision_entry_seq to family_view_application;`);
  }

  override down(): void {
    this.addSql(`revoke insert on agency_link, person, household from family_view_application;`);
    this.addSql(`revoke insert, update on agency_feed from family_view_application;`);
    this.addSql(`drop trigger agency_link_ends_version on agency_link;`);
    this.addSql(`drop function agency_link_ends_version;`);
    this.addSql(`alter table "agency_feed" drop column "cursor";`);
    this.addSql(`drop table ${list(TABLES)};`);
  }
}

const list = (tables: readonly string[]): string => tables.map((table) => `"${table}"`).join(', ');
