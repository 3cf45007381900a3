/** How long an officer waits: pages of the log by what they ask for, of data in which a few people and workers have most of the entries. */
import type { Pool } from 'pg';
import { entities } from '#server/entities.ts';
import { createIndexer } from '#review/indexing.ts';
import type { AccessLogRequest } from '#review/review.ts';
import { createReview } from '#review/review.ts';
import { createReadTies } from '#review/ties.ts';
import { openDatabase } from '#storage/database.ts';
import type { Caller } from '#terms/caller.ts';
import { systemClock } from '#terms/clock.ts';

export interface ReviewResult {
  readonly query: string;
  readonly medianMs: number;
  readonly p95Ms: number;
}

export interface ReviewMeasured {
  readonly leaves: number;
  /** How fast the index was made. */
  readonly leavesPerSecond: number;
  readonly queries: readonly ReviewResult[];
}

const QUERIES = 200;
const GOAL_MS = 50;

const OFFICER: Caller = {
  kind: 'WORKER',
  id: '00000000-0000-4000-8000-000000000001',
  name: 'Officer',
  organisationId: 'bench',
  organisationName: 'Bench',
  roles: ['DPO'],
  approvedPurposes: [],
  through: null,
  epoch: 0,
};

/** Of the entries themselves: whoever has the most is asked for the most. */
interface Sample {
  readonly at: Date;
  readonly person: string;
  readonly worker: string;
  readonly family: string;
  readonly category: string;
}

const LATER_MS = 7 * 86_400_000;

const ASKED: Readonly<Record<string, (sample: Sample) => AccessLogRequest['filter']>> = {
  'a person': ({ person }) => ({ personIds: [person] }),
  'a worker': ({ worker }) => ({ workerIds: [worker] }),
  'a family': ({ family }) => ({ familyIds: [family] }),
  'a category': ({ category }) => ({ categories: [category] }),
  'a week': ({ at }) => ({ from: at, until: new Date(at.getTime() + LATER_MS) }),
  'a person and a category': ({ person, category }) => ({ personIds: [person], categories: [category] }),
  'a worker in a week': ({ worker, at }) => ({ workerIds: [worker], from: at, until: new Date(at.getTime() + LATER_MS) }),
  'a category withheld': ({ category }) => ({ categories: [category], outcomes: ['WITHHELD'] }),
  'a person by a worker': ({ person, worker }) => ({ personIds: [person], workerIds: [worker] }),
  'an agreement that nothing rests on': () => ({ agreement: 'nothing' }),
};

export async function measureReview(url: string, say: (line: string) => void): Promise<ReviewMeasured> {
  const { pool, close } = await openDatabase({ url, entities, as: 'application', statementTimeoutMs: 60_000 });
  const indexer = createIndexer({ pool });
  const start = performance.now();
  const leaves = await indexer.catchUp();
  const leavesPerSecond = leaves / ((performance.now() - start) / 1000);
  say(`Indexed ${leaves} leaves for review: ${Math.round(leavesPerSecond)} leaves/s`);
  const owner = await openDatabase({ url, entities, as: 'owner' });
  await owner.pool.query('vacuum analyze review_entry');
  await owner.close();
  const samples = await readSamples(pool);
  const queries: ReviewResult[] = [];
  for (const [query, filterOf] of Object.entries(ASKED)) {
    const times = await timesOf(pool, indexer, samples.map(filterOf));
    const found = { query, medianMs: at(times, 0.5), p95Ms: at(times, 0.95) };
    queries.push(found);
    say(`Review by ${query}: median ${found.medianMs.toFixed(1)} ms, p95 ${found.p95Ms.toFixed(1)} ms (goal ${GOAL_MS})`);
  }
  await close();
  return { leaves, leavesPerSecond, queries };
}

/** In milliseconds, the shortest first: a first page, and the one after it. */
async function timesOf(
  pool: Pool,
  indexer: ReturnType<typeof createIndexer>,
  filters: readonly AccessLogRequest['filter'][],
): Promise<number[]> {
  const open = createReview({ pool, indexer, clock: systemClock, readTies: createReadTies(null) });
  const times: number[] = [];
  for (const [place, filter] of filters.entries()) {
    let after: string | null = null;
    for (let page = 0; page < 2; page++) {
      const start = performance.now();
      const { connection } = await open(OFFICER).accessLog({ filter, first: 50, after, orderBy: 'NEWEST_FIRST' });
      // The first warm up: connections, statements.
      if (place >= 10) times.push(performance.now() - start);
      after = connection?.pageInfo.endCursor ?? null;
      if (after === null) break;
    }
  }
  return times.toSorted((one, other) => one - other);
}

async function readSamples(pool: Pool): Promise<Sample[]> {
  const { rows } = await pool.query<Omit<Sample, 'at'> & { readonly at: string }>(
    `select at, person, worker, family, category from review_entry tablesample system (0.5) where person is not null and category is not null
      order by random() limit $1`,
    [QUERIES],
  );
  return rows.map((row) => ({ ...row, at: new Date(row.at) }));
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN;
}
