/** The append is planned once a connection and not anew each time: what it reads, it reads by key. */
import { Migration } from '@mikro-orm/migrations';

export class Migration20261122000011 extends Migration {
  override name = 'Migration20261122000011';

  override up(): void {
    this.addSql(`alter function access_log_append set plan_cache_mode = force_generic_plan;`);
  }

  override down(): void {
    this.addSql(`alter function access_log_append reset plan_cache_mode;`);
  }
}
