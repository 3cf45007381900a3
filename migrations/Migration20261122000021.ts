/** Whoever is entered at an address shares the household of those who live there: it is looked for among all. */
import { Migration } from '@mikro-orm/migrations';

export class Migration20261122000021 extends Migration {
  override name = 'Migration20261122000021';

  override up(): void {
    this.addSql(`create index "person_household_id_index" on "person" ("household_id");`);
    this.addSql(`create index "household_uprn" on "household" (ltrim(uprn, '0'));`);
    this.addSql(
      `create index "household_address" on "household" (upper(replace(postcode, ' ', '')), lower(trim(both from line)));`,
    );
  }

  override down(): void {
    this.addSql(`drop index "household_address";`);
    this.addSql(`drop index "household_uprn";`);
    this.addSql(`drop index "person_household_id_index";`);
  }
}
