/** Keeps a copy of all facts, so that after a scenario they are again as the council was made. */
import type { Pool } from 'pg';

export interface AsMade {
  /** Undoes everything but what is in the access log. */
  restore(): Promise<void>;
}

const NOT_FACTS = new Set(['access_log_head', 'access_log_leaf', 'sharing_epoch', 'recorded_change']);

/** @param pool as a superuser: to restore, triggers are put aside. */
export async function keepAsMade(pool: Pool): Promise<AsMade> {
  const { rows } = await pool.query<{ name: string }>(`select tablename as name from pg_tables where schemaname = 'public'`);
  const tables = rows.map(({ name }) => name).filter((name) => !NOT_FACTS.has(name) && !name.includes('migration'));
  const copies = tables.map((table) => `create table as_made."${table}" as table public."${table}"`);
  await pool.query(['create schema as_made', ...copies].join(';'));

  /** What changes with every row that is added, changed or removed: how many there are, and by which transaction the latest was written. */
  const marks = async (): Promise<Map<string, string>> => {
    const mark = (table: string) =>
      `select '${table}' as name, concat(count(*), ' ', max(xmin::text::bigint)) as mark from public."${table}"`;
    const found = await pool.query<{ name: string; mark: string }>(tables.map(mark).join(' union all '));
    return new Map(found.rows.map((row) => [row.name, row.mark]));
  };
  let known = await marks();

  return {
    async restore() {
      const now = await marks();
      const changed = tables.filter((table) => now.get(table) !== known.get(table));
      if (changed.length === 0) return;
      const again = changed.map(
        (table) => `delete from public."${table}"; insert into public."${table}" table as_made."${table}"`,
      );
      await pool.query(['begin', 'set local session_replication_role = replica', ...again, 'commit'].join(';'));
      known = await marks();
    },
  };
}
