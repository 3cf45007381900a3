/** What rested on an agreement, a consent or an agency link is found as fast as everything else; and the review's index says who was named besides. */
import { Migration } from '@mikro-orm/migrations';

export class Migration20261122000009 extends Migration {
  override name = 'Migration20261122000009';

  override up(): void {
    // Its rows now tell that a person was named besides: the hub makes them anew from the log's bytes.
    this.addSql(`delete from review_entry;`);
    this.addSql(`update review_cursor set next = 0 where id = 0;`);
    this.addSql(`create index "review_entry_links" on "review_entry" using gin ("links");`);
    this.addSql(
      `create index "review_entry_agreement" on "review_entry" ("agreement", "at", "index") where agreement is not null;`,
    );
    this.addSql(
      `create index "review_entry_agreement_id" on "review_entry" (split_part(agreement, '@', 1), "at", "index") where agreement is not null;`,
    );
    this.addSql(`create index "review_entry_consent" on "review_entry" ("consent", "at", "index") where consent is not null;`);
    this.addSql(`create index "agency_link_agency_agency_person_id_index" on "agency_link" ("agency", "agency_person_id");`);
  }

  override down(): void {
    this.addSql(`drop index "agency_link_agency_agency_person_id_index";`);
    for (const what of ['links', 'agreement', 'agreement_id', 'consent']) this.addSql(`drop index "review_entry_${what}";`);
  }
}
