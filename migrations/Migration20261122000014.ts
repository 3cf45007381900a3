/** Kinship is proposed, confirmed, rejected and ended, each a further version; and who entered a person is kept with them. */
import { Migration } from '@mikro-orm/migrations';

const COMMENTS: readonly (readonly [on: string, comment: string])[] = [
  [
    'table "relationship"',
    'Kinship between two people: from_person is the kind of to_person. Only what is confirmed is shown. A change is a new version',
  ],
  ['column "relationship"."state"', 'Ended is ended at once; who was once confirmed as a partner counts as a former one'],
  ['column "relationship"."until_date"', 'The last day'],
  ['column "relationship"."proposed_with"', 'The membership that it was proposed with, and is decided with'],
  ['column "relationship"."recorded_by"', 'The worker who entered it'],
  ['column "relationship"."recorded_at"', 'When it was entered'],
  ['column "person"."recorded_by"', 'The worker who entered them; null: nobody did, they were made from an agency’s record'],
  ['column "person"."recorded_at"', 'When it was entered'],
];

export class Migration20261122000014 extends Migration {
  override name = 'Migration20261122000014';

  override up(): void {
    // What was known before had no versions: it is taken as confirmed, and known all the time.
    this.addSql(`
      alter table "relationship" add column "version" int not null default 1, add column "state" text not null default 'CONFIRMED',
        add column "from_date" date null, add column "until_date" date null, add column "proposed_by_id" uuid null, add column "proposed_with" uuid null,
        add column "recorded_by" uuid null, add column "recorded_at" timestamptz(3) not null default 'epoch';`);
    this.addSql(`alter table "relationship" alter column "state" drop default, alter column "recorded_at" set default now();`);
    this.addSql(`alter table "relationship" drop constraint "relationship_pkey", add primary key ("id", "version");`);
    this.addSql(`
      alter table "relationship" add constraint "relationship_state_check" check ("state" in ('PROPOSED', 'CONFIRMED', 'REJECTED', 'ENDED'));`);
    this.addSql(`
      alter table "relationship" add constraint "relationship_proposed_by_id_foreign" foreign key ("proposed_by_id") references "worker" ("id") on delete set null;`);
    this.addSql(`create index "relationship_proposed_with_index" on "relationship" ("proposed_with");`);

    this.addSql(`
      alter table "person" add column "recorded_by" uuid null, add column "recorded_at" timestamptz(3) not null default 'epoch';`);
    this.addSql(`alter table "person" alter column "recorded_at" set default now();`);
    this.addSql(`
      create index "agency_record_uprn" on "agency_record" ((received -> 'addresses' -> 0 ->> 'uprn')) where state = 'LIVE' and not sealed;`);
    for (const [on, comment] of COMMENTS) this.addSql(`comment on ${on} is '${comment}';`);

    this.addSql(`grant insert on relationship to family_view_application;`);
  }

  override down(): void {
    this.addSql(`revoke insert on relationship from family_view_application;`);
    this.addSql(`drop index "agency_record_uprn";`);
    this.addSql(`alter table "person" drop column "recorded_by", drop column "recorded_at";`);
    // Of each only what holds now can be kept.
    this.addSql(`
      delete from "relationship" r where r.state <> 'CONFIRMED'
        or exists (select from "relationship" later where later.id = r.id and later.version > r.version);`);
    this.addSql(`
      alter table "relationship" drop constraint "relationship_pkey", drop column "version", drop column "state", drop column "from_date",
        drop column "until_date", drop column "proposed_by_id", drop column "proposed_with", drop column "recorded_by", drop column "recorded_at",
        add primary key ("id");`);
    this.addSql(`comment on table "relationship" is 'Kinship between two people: from_person is the kind of to_person';`);
  }
}
