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

const decisions = ['ATTENDANCE', 'HEALTH_CONTACTS', 'POLICE_REFERRALS', 'TENANCY'].map((category) => ({
  category,
  outcome: 'DISCLOSED',
  items: 3,
  basis: { agreement: 'education-early-help@1', consent: randomUUID() },
}));
const people = Array.from({ length: 5_000 }, () => randomUUID());
const workers = Array.from({ length: 200 }, () => randomUUID());
const oneOf = (ids: readonly string[]): string => ids[Math.floor(Math.random() * ids.length)] ?? '';

/** Of a view of one family, about 1.1 kB each. */
export function viewLeaves(): Leaf[] {
  const shared = {
    time: new Date().toISOString(),
    kind: 'VIEW' as const,
    caller: { kind: 'WORKER' as const, id: oneOf(workers), organisation: 'northmere-early-help', roles: ['PRACTITIONER'] },
    purpose: 'EARLY_HELP',
    family: oneOf(people),
    visible: true,
    decisions,
    epochs: { person: 1, global: 1 },
    operation: { name: 'Family', document: 'a'.repeat(64) },
    requestId: randomUUID(),
    hub: 'bench:1',
  };
  return Array.from({ length: LEAVES_A_REQUEST }, () => ({ ...shared, person: oneOf(people) }));
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
