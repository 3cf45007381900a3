/**
 * Whether something of an agency's list is not looked at yet is asked with every view: until it is, nobody says "nothing held" (rule 3). How
 * far an agency's records are marked to be placed anew is kept. And the hub's role changes of a record only what intake and linking change.
 */
import { Migration } from '@mikro-orm/migrations';

const CHANGED = {
  agency_record: 'received, digest, delivery, as_of, first_known_at, received_at, state, merged_into, sealed, keys, placed',
  match_review: 'kind, weight, model, opened_at, closed_at',
};

export class Migration20261122000019 extends Migration {
  override name = 'Migration20261122000019';

  override up(): void {
    this.addSql(`
      create index "agency_record_list_to_place" on "agency_record" ("agency") where state = 'LIVE' and not sealed and not placed;`);
    this.addSql(`alter table "agency_feed" add column "anew_from" int null;`);
    this.addSql(`
      comment on column "agency_feed"."anew_from" is 'Up to which number its records are marked to be placed anew; null: all are that have to be';`);
    for (const [table, columns] of Object.entries(CHANGED)) {
      this.addSql(`revoke update on ${table} from family_view_application;`);
      this.addSql(`grant update (${columns}) on ${table} to family_view_application;`);
    }
  }

  override down(): void {
    for (const [table, columns] of Object.entries(CHANGED)) {
      this.addSql(`revoke update (${columns}) on ${table} from family_view_application;`);
      this.addSql(`grant update on ${table} to family_view_application;`);
    }
    this.addSql(`alter table "agency_feed" drop column "anew_from";`);
    this.addSql(`drop index "agency_record_list_to_place";`);
  }
}
