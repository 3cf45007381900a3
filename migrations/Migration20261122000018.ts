/** How often callers may search: when they did, over the last hour. */
import { Migration } from '@mikro-orm/migrations';

export class Migration20261122000018 extends Migration {
  override name = 'Migration20261122000018';

  override up(): void {
    this.addSql(`create table "search_pace" ("caller" uuid not null, "times" bigint[] not null, primary key ("caller"));`);
    this.addSql(`
      comment on table "search_pace" is 'When callers searched, for as long as it counts against how often they may; never for whom';`);
    this.addSql(`comment on column "search_pace"."caller" is 'The worker or app';`);
    this.addSql(
      `comment on column "search_pace"."times" is 'Of the searches that were let through, oldest first, in milliseconds since 1970';`,
    );
    this.addSql(`grant select, insert, update on "search_pace" to family_view_application;`);
  }

  override down(): void {
    this.addSql(`drop table "search_pace";`);
  }
}
