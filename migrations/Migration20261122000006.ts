/**
 * The review of the access log: an index over its bytes that is kept up by the hub and can be made again from them, how far it has come,
 * and what of a person's account has been released (rule 11).
 */
import { Migration } from '@mikro-orm/migrations';

export class Migration20261122000006 extends Migration {
  override name = 'Migration20261122000006';

  override up(): void {
    this.addSql(
      `create table "account_release" ("id" uuid not null, "person" uuid not null, "until" timestamptz(3) not null, "indexes" bigint[] null, "released_by" uuid not null, "recorded_at" timestamptz(3) not null default now(), primary key ("id"));`,
    );
    this.addSql(
      `comment on table "account_release" is 'What of a person’s account of disclosures information governance has released; never changed';`,
    );
    this.addSql(`comment on column "account_release"."until" is 'Entries made before';`);
    this.addSql(`comment on column "account_release"."indexes" is 'Of these, by their place in the log; null: all of them';`);
    this.addSql(`comment on column "account_release"."recorded_at" is 'When it was entered';`);
    this.addSql(`create index "account_release_person_index" on "account_release" ("person");`);

    this.addSql(`create table "review_cursor" ("id" int not null, "next" bigint not null, primary key ("id"));`);
    this.addSql(`comment on table "review_cursor" is 'How far the access log has been indexed for review';`);
    this.addSql(`comment on column "review_cursor"."next" is 'The first entry that has no rows yet';`);

    this.addSql(
      `create table "review_entry" ("index" bigint not null, "place" int not null, "at" timestamptz(3) not null, "kind" text not null, "worker" uuid null, "app" uuid null, "organisation" text null, "person" uuid null, "family" uuid null, "purpose" text null, "category" text null, "outcome" text null, "reason" text null, "internal_reason" text null, "items" int null, "agreement" text null, "consent" uuid null, "override" uuid null, "safeguarding_decision" uuid null, "links" text[] null, "waits" boolean not null, primary key ("index", "place"));`,
    );
    this.addSql(
      `comment on table "review_entry" is 'What the access log’s entries say, one row per category decided: an index that can be made again from their bytes';`,
    );
    this.addSql(`comment on column "review_entry"."index" is 'The entry’s place in the log';`);
    this.addSql(`comment on column "review_entry"."place" is 'The row’s place among those of its entry, from 0';`);
    this.addSql(`comment on column "review_entry"."at" is 'When the hub decided, by its clock';`);
    this.addSql(`comment on column "review_entry"."kind" is 'What was done; UNREADABLE where the bytes are no leaf';`);
    this.addSql(`comment on column "review_entry"."worker" is 'The worker or app that asked';`);
    this.addSql(`comment on column "review_entry"."app" is 'The app that asked, or through which a worker asked';`);
    this.addSql(`comment on column "review_entry"."organisation" is 'The organisation that the caller answers to';`);
    this.addSql(`comment on column "review_entry"."person" is 'The person whom it is about';`);
    this.addSql(
      `comment on column "review_entry"."family" is 'The family through which the person was reached, or that a list named';`,
    );
    this.addSql(`comment on column "review_entry"."purpose" is 'The purpose asked for';`);
    this.addSql(`comment on column "review_entry"."category" is 'Which category was decided; null where none was';`);
    this.addSql(`comment on column "review_entry"."outcome" is 'What came of it';`);
    this.addSql(`comment on column "review_entry"."reason" is 'Why it was withheld or refused, as the client read it';`);
    this.addSql(`comment on column "review_entry"."internal_reason" is 'What the client did not read';`);
    this.addSql(`comment on column "review_entry"."items" is 'How many items were shown';`);
    this.addSql(`comment on column "review_entry"."agreement" is 'The agreement that it rests on, \`id@version\`';`);
    this.addSql(`comment on column "review_entry"."consent" is 'The consent that it rests on';`);
    this.addSql(`comment on column "review_entry"."override" is 'The override that it rests on, or records';`);
    this.addSql(
      `comment on column "review_entry"."safeguarding_decision" is 'The safeguarding decision that it rests on, or records';`,
    );
    this.addSql(`comment on column "review_entry"."links" is 'The agency links that were asked with, \`id@version\`';`);
    this.addSql(
      `comment on column "review_entry"."waits" is 'Left out of the subject’s own account until it is released (rule 11)';`,
    );
    this.addSql(`create index "review_entry_person_at_index_index" on "review_entry" ("person", "at", "index");`);
    this.addSql(`create index "review_entry_worker_at_index_index" on "review_entry" ("worker", "at", "index");`);
    this.addSql(`create index "review_entry_family_at_index_index" on "review_entry" ("family", "at", "index");`);
    this.addSql(`create index "review_entry_category_at_index_index" on "review_entry" ("category", "at", "index");`);
    this.addSql(`create index "review_entry_organisation_at_index_index" on "review_entry" ("organisation", "at", "index");`);
    this.addSql(`create index "review_entry_at_index_index" on "review_entry" ("at", "index");`);
    this.addSql(`create index "review_entry_reason_at_index_index" on "review_entry" ("reason", "at", "index");`);
    this.addSql(`create index "review_entry_override" on "review_entry" ("override", "at", "index") where override is not null;`);
    this.addSql(`insert into review_cursor (id, next) values (0, 0);`);

    // An index that can be made again: its rows may go. What was released is a fact, and stays.
    this.addSql(`grant select, insert, delete on review_entry to family_view_application;`);
    this.addSql(`grant select, update on review_cursor to family_view_application;`);
    this.addSql(`grant select, insert on account_release to family_view_application;`);
  }

  override down(): void {
    this.addSql(`drop table "account_release";`);
    this.addSql(`drop table "review_cursor";`);
    this.addSql(`drop table "review_entry";`);
  }
}
