/** The made-up housing service: a database of its own with reporting views, and a login for the council that may read them. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { londonDate } from '#terms/clock.ts';
import type { Clock } from '#terms/clock.ts';
import { startEmbeddedPostgres } from '#storage/embedded-postgres.ts';
import type { SimulatedSystem } from '#demo/systems/system.ts';
import type { World } from '#demo/world/world.ts';
import { tellHousing } from './entries.ts';
import type { Entry } from './entries.ts';
import { HOUSING_INDEXES, HOUSING_SCHEMA, readerStatements } from './schema.ts';

export interface HousingOptions {
  readonly world: World;
  readonly clock: Clock;
  /** Where its database is kept between starts. */
  readonly directory: string;
}

/** Starts the database; fills it where it does not hold this world yet, and refreshes it as every night. */
export async function startHousing({ world, clock, directory }: HousingOptions): Promise<SimulatedSystem> {
  const server = await startEmbeddedPostgres({ directory, databases: ['housing'] });
  try {
    const url = new URL(server.url('housing'));
    const password = randomBytes(18).toString('hex');
    const client = new pg.Client(url.href);
    await client.connect();
    try {
      await fill(client, world, clock.now());
      await client.query('TRUNCATE housing_system.refresh');
      await client.query('INSERT INTO housing_system.refresh VALUES ($1)', [clock.now()]);
      await client.query(readerStatements(password));
    } finally {
      await client.end();
    }
    [url.username, url.password] = ['council_reader', password];
    return { settings: { DATABASE_URL: url.href }, requests: [], close: () => server.stop() };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

const ROWS_AT_ONCE = 5_000;

async function fill(client: pg.Client, world: World, now: Date): Promise<void> {
  // The comment of the schema says which world its tables hold.
  const filledFrom = `made-up council ${world.seed} of ${world.madeOn} with ${world.people.length} people, version 2`;
  const { rows } = await client.query<{ comment: string | null }>(
    "SELECT obj_description(to_regnamespace('housing_system')) AS comment",
  );
  if (rows[0]?.comment === filledFrom) return;

  await client.query('BEGIN');
  await client.query(HOUSING_SCHEMA);
  for (const [table, entries] of Object.entries(tellHousing(world, londonDate(now)))) {
    await insert(client, `housing_system.${table}`, entries as readonly Entry[]);
  }
  await client.query(HOUSING_INDEXES);
  await client.query(`COMMENT ON SCHEMA housing_system IS ${pg.escapeLiteral(filledFrom)}`);
  await client.query('COMMIT');
}

async function insert(client: pg.Client, table: string, entries: readonly Entry[]): Promise<void> {
  for (let at = 0; at < entries.length; at += ROWS_AT_ONCE) {
    const rows = JSON.stringify(entries.slice(at, at + ROWS_AT_ONCE));
    await client.query(`INSERT INTO ${table} SELECT * FROM json_populate_recordset(NULL::${table}, $1)`, [rows]);
  }
}
