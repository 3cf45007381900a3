/** Since when an agency's list of people is not taken in: without an agreement its records are not matched either (rule 4). */
import { Migration } from '@mikro-orm/migrations';

export class Migration20261122000017 extends Migration {
  override name = 'Migration20261122000017';

  override up(): void {
    this.addSql(`alter table "agency_feed" add column "stopped_at" timestamptz(3) null;`);
    this.addSql(`
      comment on column "agency_feed"."stopped_at" is 'Since when no agreement for its intake is in force (rule 4); null while one is';`);
  }

  override down(): void {
    this.addSql(`alter table "agency_feed" drop column "stopped_at";`);
  }
}
