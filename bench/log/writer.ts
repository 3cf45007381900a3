/** One hub's share of the log's load, in a process of its own: so many requests at once, each of six leaves, in one of three ways. */
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { createAccessLog } from '#access-log/append.ts';
import type { Leaf } from '#access-log/leaf.ts';
import { leafBytes } from '#access-log/leaf.ts';
import { answerParent } from '#bench/processes.ts';
import { entities } from '#server/entities.ts';
import type { Database } from '#storage/database.ts';
import { openDatabase } from '#storage/database.ts';

/** `chained` is the hub's own log. The others insert the same rows into a plain table: what waits together, or each request alone. */
export type Way = 'chained' | 'grouped' | 'ungrouped';

export interface WriterQuestion {
  readonly databaseUrl: string;
  readonly way: Way;
  /** Requests at once. */
  readonly concurrency: number;
  readonly seconds: number;
}

export interface WriterAnswer {
  readonly requestsPerSecond: number;
}

export const LEAVES_A_REQUEST = 6;

const CATEGORIES = [
  'ATTENDANCE',
  'HEALTH_CONTACTS',
  'POLICE_REFERRALS',
  'TENANCY',
  'SUSPENSIONS',
  'MENTAL_HEALTH',
  'HOMELESSNESS',
];
const OUTCOMES = ['DISCLOSED', 'DISCLOSED', 'DISCLOSED', 'NOTHING_HELD', 'WITHHELD', 'UNAVAILABLE'];
const ids = (count: number): readonly string[] => Array.from({ length: count }, () => randomUUID());
const consents = ids(5_000);

/** By far the most of the first, as of a family that everybody works with. */
function skewed<One>(all: readonly One[]): One {
  return all[Math.floor(all.length * Math.random() ** 3)] as One;
}

/** Of one person in one view. */
const decisionLists = Array.from({ length: 500 }, () =>
  Array.from({ length: 4 }, () => {
    const outcome = skewed(OUTCOMES);
    return {
      category: skewed(CATEGORIES),
      outcome,
      ...(outcome === 'WITHHELD' ? { reason: 'NO_CONSENT', internalReason: 'WITHDRAWN' } : { items: 3 }),
      basis: { agreement: `${skewed(['education', 'health', 'police', 'housing'])}-early-help@1`, consent: skewed(consents) },
    };
  }),
);
const families = ids(2_000);
const people = families.map(() => ids(LEAVES_A_REQUEST));
const workers = ids(200);

/** Of a view of one family, about 1.1 kB each. @param at when it was */
export function viewLeaves(at = new Date()): Leaf[] {
  const place = Math.floor(families.length * Math.random() ** 3);
  const shared = {
    time: at.toISOString(),
    kind: 'VIEW' as const,
    caller: { kind: 'WORKER' as const, id: skewed(workers), organisation: 'northmere-early-help', roles: ['PRACTITIONER'] },
    purpose: 'EARLY_HELP',
    family: families[place] ?? '',
    visible: true,
    epochs: { person: 1, global: 1 },
    operation: { name: 'Family', document: 'a'.repeat(64) },
    requestId: randomUUID(),
    hub: 'bench:1',
  };
  return (people[place] ?? []).map((person) => ({ ...shared, person, decisions: skewed(decisionLists) }));
}

type Append = (leaves: readonly Leaf[]) => Promise<unknown>;

function plainInsert(pool: Pool, leaves: readonly Leaf[]): Promise<unknown> {
  return pool.query({
    name: 'plain',
    text: `insert into plain_leaf (at, request_id, kind, caller_id, organisation_id, purpose, family_id, person_id, bytes)
      select * from unnest($1::timestamptz[], $2::uuid[], $3::text[], $4::uuid[], $5::text[], $6::text[], $7::uuid[], $8::uuid[], $9::bytea[])`,
    values: [
      leaves.map(({ time }) => time),
      leaves.map(({ requestId }) => requestId),
      leaves.map(({ kind }) => kind),
      leaves.map(({ caller }) => caller.id),
      leaves.map(({ caller }) => caller.organisation),
      leaves.map(({ purpose }) => purpose),
      leaves.map(({ family }) => family),
      leaves.map(({ person }) => person),
      leaves.map(leafBytes),
    ],
  });
}

/** As the hub groups: whatever waits while one insert is under way goes with the next. */
function grouped(pool: Pool): Append {
  const waiting: { leaves: readonly Leaf[]; done: () => void; fail: (error: unknown) => void }[] = [];
  let isWriting = false;
  const writeAll = async () => {
    if (isWriting) return;
    isWriting = true;
    while (waiting.length > 0) {
      const batch = waiting.splice(0, Math.floor(512 / LEAVES_A_REQUEST));
      try {
        await plainInsert(
          pool,
          batch.flatMap(({ leaves }) => leaves),
        );
        for (const { done } of batch) done();
      } catch (error) {
        for (const { fail } of batch) fail(error);
      }
    }
    isWriting = false;
  };
  return (leaves) =>
    new Promise<void>((done, fail) => {
      waiting.push({ leaves, done, fail });
      void writeAll();
    });
}

function appendIn(way: Way, { pool }: Database): Append {
  if (way === 'ungrouped') return (leaves) => plainInsert(pool, leaves);
  if (way === 'grouped') return grouped(pool);
  const log = createAccessLog({ pool, hubKey: Buffer.alloc(32) });
  return (leaves) => log.append(leaves, new Map());
}

const opened = new Map<string, { database: Database; ways: Map<Way, Append> }>();

async function write({ databaseUrl, way, concurrency, seconds }: WriterQuestion): Promise<WriterAnswer> {
  const known = opened.get(databaseUrl) ?? {
    database: await openDatabase({ url: databaseUrl, entities, as: 'application', statementTimeoutMs: 60_000 }),
    ways: new Map<Way, Append>(),
  };
  opened.set(databaseUrl, known);
  const append = known.ways.get(way) ?? appendIn(way, known.database);
  known.ways.set(way, append);
  const start = performance.now();
  const end = start + seconds * 1000;
  let requests = 0;
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (performance.now() < end) {
        await append(viewLeaves());
        requests += 1;
      }
    }),
  );
  return { requestsPerSecond: requests / ((performance.now() - start) / 1000) };
}

if (process.send) answerParent(write);
