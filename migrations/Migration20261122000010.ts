/** Files of entries of the access log that officers asked for. */
import { Migration } from '@mikro-orm/migrations';

export class Migration20261122000010 extends Migration {
  override name = 'Migration20261122000010';

  override up(): void {
    this.addSql(
      `create table "review_export" ("id" uuid not null, "requested_by" uuid not null, "requested_at" timestamptz(3) not null, "format" text not null, "filter" jsonb not null, "state" text not null, "complete_to" bigint null, "ground" text null, "after" text null, "reached" bigint not null, "entries" bigint not null, "parts" int not null, "bytes" bigint not null, "expires_at" timestamptz(3) not null, primary key ("id"));`,
    );
    this.addSql(
      `comment on table "review_export" is 'A file of entries of the access log that an officer asked for, and how far it has come';`,
    );
    for (const [column, comment] of Object.entries({
      requested_by: 'The officer: nobody else may fetch it',
      filter: 'Which entries: ids and codes',
      complete_to: 'How many entries of the log it takes in; null until it was begun',
      ground: 'What the officer may read of, as it was when it was begun: where it changes, the file is void',
      after: 'The cursor of the last entry that was looked at',
      reached: 'How many entries of the log have been looked at, about',
      entries: 'How many entries it has',
      expires_at: 'When its parts are removed',
    })) {
      this.addSql(`comment on column "review_export"."${column}" is '${comment}';`);
    }
    this.addSql(
      `alter table "review_export" add constraint "review_export_format_check" check ("format" in ('CSV', 'FHIR_AUDIT_EVENT', 'PROOFS'));`,
    );
    this.addSql(
      `alter table "review_export" add constraint "review_export_state_check" check ("state" in ('WAITING', 'RUNNING', 'READY', 'VOID'));`,
    );
    this.addSql(
      `create index "review_export_requested_by_requested_at_index" on "review_export" ("requested_by", "requested_at");`,
    );
    this.addSql(
      `create table "review_export_part" ("export" uuid not null, "place" int not null, "start" bigint not null, "content" bytea not null, primary key ("export", "place"));`,
    );
    this.addSql(`comment on table "review_export_part" is 'One part of such a file: gzip members, one after the other';`);
    this.addSql(`comment on column "review_export_part"."place" is 'From 0';`);
    this.addSql(`comment on column "review_export_part"."start" is 'Its first byte’s place in the file';`);
    // Compressed already.
    this.addSql(`alter table "review_export_part" alter column "content" set storage external;`);

    this.addSql(`grant select, insert, update, delete on review_export to family_view_application;`);
    this.addSql(`grant select, insert, delete on review_export_part to family_view_application;`);
  }

  override down(): void {
    this.addSql(`drop table "review_export_part";`);
    this.addSql(`drop table "review_export";`);
  }
}
