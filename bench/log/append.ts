/** Requests a second through the real append path, beside plain inserts of the same rows: by concurrency, by hubs, by the log's size. */
import { createAccessLog } from '#access-log/append.ts';
import { median } from '#bench/results.ts';
import type { RunningProcess } from '#bench/processes.ts';
import { entities } from '#server/entities.ts';
import { openDatabase } from '#storage/database.ts';
import { APPLICATION_ROLE } from '#storage/roles.ts';
import type { Way, WriterAnswer, WriterQuestion } from './writer.ts';
import { LEAVES_A_REQUEST, viewLeaves } from './writer.ts';

const WAYS: readonly Way[] = ['chained', 'grouped', 'ungrouped'];
export const CONCURRENCIES = [1, 8, 64] as const;

export type Writer = RunningProcess<WriterQuestion, WriterAnswer>;

export interface AppendResult {
  readonly hubs: number;
  readonly concurrency: number;
  /** How many leaves the log had at least. */
  readonly leaves: number;
  /** Medians of requests a second, by way. */
  readonly requestsPerSecond: Readonly<Record<Way, number>>;
}

/** A table with the log's rows, indexes and storage, and no tree. */
export async function makePlainTable(url: string): Promise<void> {
  const { pool, close } = await openDatabase({ url, entities, as: 'owner' });
  await pool.query(`
    create table plain_leaf (index bigint generated always as identity primary key, at timestamptz(3) not null, request_id uuid, kind text not null,
      caller_id uuid, organisation_id text, purpose text, family_id uuid, person_id uuid, bytes bytea);
    alter table plain_leaf alter column bytes set storage external;
    alter table plain_leaf set (toast_tuple_target = 8160);
    create index on plain_leaf (person_id, at, index);
    create index on plain_leaf (caller_id, at, index);
    create index on plain_leaf (family_id, at, index);
    create index on plain_leaf (at, index);
    grant insert on plain_leaf to ${APPLICATION_ROLE};`);
  await close();
}

/** Fills both until they have so many leaves. */
export async function fill(url: string, leaves: number, say: (line: string) => void): Promise<void> {
  const { pool, close } = await openDatabase({ url, entities, as: 'owner' });
  const log = createAccessLog({ pool, hubKey: Buffer.alloc(32) });
  const { rows } = await pool.query<{ size: string }>('select size from access_log_head');
  for (let size = Number(rows[0]?.size); size < leaves; size += 256 * LEAVES_A_REQUEST) {
    // A year, as fast as it goes: what is asked for by time is somewhere in it.
    const at = new Date(Date.now() - (1 - size / leaves) * YEAR_MS);
    await Promise.all(Array.from({ length: 256 }, () => log.append(viewLeaves(at), new Map())));
    if (Math.floor(size / 200_000) < Math.floor((size + 256 * LEAVES_A_REQUEST) / 200_000)) say(`  ${size} leaves`);
  }
  await pool.query(`
    insert into plain_leaf (at, request_id, kind, caller_id, organisation_id, purpose, family_id, person_id, bytes)
      select at, request_id, kind, caller_id, organisation_id, purpose, family_id, person_id, bytes from access_log_leaf
      order by index offset (select count(*) from plain_leaf)`);
  await pool.query('vacuum analyze access_log_leaf');
  await pool.query('vacuum analyze plain_leaf');
  await pool.query('checkpoint');
  await close();
}

const YEAR_MS = 366 * 86_400_000;

interface Round {
  readonly url: string;
  readonly writers: readonly Writer[];
  readonly concurrency: number;
  readonly rounds: number;
  readonly seconds: number;
  readonly leaves: number;
}

/** Interleaved: chained, grouped, ungrouped, chained, … The first round warms up. */
export async function measureAppend({ url, writers, concurrency, rounds, seconds, leaves }: Round): Promise<AppendResult> {
  const found: Record<Way, number[]> = { chained: [], grouped: [], ungrouped: [] };
  for (let round = 0; round <= rounds; round++) {
    for (const way of WAYS) {
      const answers = await Promise.all(
        writers.map((writer) =>
          writer.ask({ databaseUrl: url, way, concurrency: Math.ceil(concurrency / writers.length), seconds }),
        ),
      );
      const total = answers.reduce((sum, { requestsPerSecond }) => sum + requestsPerSecond, 0);
      if (round > 0) found[way].push(total);
    }
  }
  const requestsPerSecond = Object.fromEntries(WAYS.map((way) => [way, median(found[way])])) as Record<Way, number>;
  return { hubs: writers.length, concurrency, leaves, requestsPerSecond };
}
