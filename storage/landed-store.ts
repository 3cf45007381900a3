import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { Clock } from '#terms/clock.ts';
import type { LandedFile, LandedRow, LandedStore } from '#terms/landed.ts';
import { inTransaction } from './transaction.ts';

/** Keeps file-drop agencies' rows in PostgreSQL. All agencies share two tables. */
export function createLandedStore(pool: Pool, clock: Clock): LandedStore {
  return {
    async hasLanded(agency, checksum, asOf) {
      const { rowCount } = await pool.query('select from landed_file where agency = $1 and checksum = $2 and as_of = $3', [
        agency,
        checksum,
        asOf,
      ]);
      return (rowCount ?? 0) > 0;
    },

    async land(file, rows) {
      await inTransaction(pool, async (client) => {
        await client.query(INSERT_FILE, [
          randomUUID(),
          file.agency,
          file.feed,
          file.name,
          file.checksum,
          file.asOf,
          file.coversFrom,
          clock.now(),
        ]);
        for (let start = 0; start < rows.length; start += ROWS_PER_STATEMENT) {
          await client.query(UPSERT_ROWS, rowColumns(file, rows.slice(start, start + ROWS_PER_STATEMENT)));
        }
      });
    },

    async rowsOf(agency, agencyPersonIds, categories) {
      const { rows } = await pool.query<LandedRow & { occurredAt: Date }>({
        name: 'landed-rows',
        text: `
          select category, agency_person_id as "agencyPersonId", key, occurred_at as "occurredAt", content
          from landed_row where agency = $1 and agency_person_id = any($2) and category = any($3)
          order by occurred_at desc, key`,
        values: [agency, agencyPersonIds, categories],
      });
      return rows.map((row) => ({ ...row, occurredAt: new Date(row.occurredAt) }));
    },

    async newestFiles(agency) {
      const { rows } = await pool.query<LandedFile>({
        name: 'landed-newest-files',
        text: `
          select distinct on (feed) agency, feed, name, checksum, as_of as "asOf", covers_from::text as "coversFrom"
          from landed_file where agency = $1 order by feed, as_of desc`,
        values: [agency],
      });
      return new Map(rows.map((row) => [row.feed, { ...row, asOf: new Date(row.asOf) }]));
    },
  };
}

const ROWS_PER_STATEMENT = 1_000;

const INSERT_FILE = `insert into landed_file (id, agency, feed, name, checksum, as_of, covers_from, landed_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8)`;

/** One statement may not meet the same key twice: of two rows with one key in one file, the later counts. */
const UPSERT_ROWS = `
  insert into landed_row (agency, category, agency_person_id, key, occurred_at, as_of, content)
  select distinct on (u.agency_person_id, u.category, u.key)
    $1, u.category, u.agency_person_id, u.key, u.occurred_at, $2::timestamptz, u.content
  from unnest($3::text[], $4::text[], $5::text[], $6::timestamptz[], $7::jsonb[])
    with ordinality as u(category, agency_person_id, key, occurred_at, content, place)
  order by u.agency_person_id, u.category, u.key, u.place desc
  on conflict (agency, agency_person_id, category, key) do update
    set occurred_at = excluded.occurred_at, as_of = excluded.as_of, content = excluded.content
    where landed_row.as_of <= excluded.as_of`;

function rowColumns(file: LandedFile, rows: readonly LandedRow[]): unknown[] {
  return [
    file.agency,
    file.asOf,
    rows.map((row) => row.category),
    rows.map((row) => row.agencyPersonId),
    rows.map((row) => row.key),
    rows.map((row) => row.occurredAt),
    rows.map((row) => JSON.stringify(row.content)),
  ];
}
