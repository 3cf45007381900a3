/** Keeps the review's index up with the log: page after page, in short transactions, by one process at a time. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '#storage/transaction.ts';
import type { ReviewRow } from './rows.ts';
import { rowsOf } from './rows.ts';

export interface Indexer {
  /** Indexes what the log had when it was called. @returns how much of the log is indexed. @throws where it was stopped before */
  catchUp(stop?: AbortSignal): Promise<number>;
  /** Makes all rows anew, page by page, so that what is asked meanwhile is answered. */
  rebuild(): Promise<void>;
  /** Reads bytes and rows side by side. @returns the first entry whose rows are not what its bytes say; null where there is none */
  differences(): Promise<number | null>;
}

export function createIndexer({ pool }: { readonly pool: Pool }): Indexer {
  return {
    async catchUp(stop) {
      const size = await inTransaction(pool, readSize);
      for (;;) {
        stop?.throwIfAborted();
        // oxlint-disable-next-line no-await-in-loop -- page after page
        const next = await inTransaction(pool, (client) => indexPage(client, size));
        if (next !== null && next >= size) return next;
        // Another process is at it: what it has done is seen when it is done.
        // oxlint-disable-next-line no-await-in-loop
        if (next === null) await sleep(WAIT_MS);
      }
    },

    async rebuild() {
      for (let from = 0; ; from += PAGE) {
        // oxlint-disable-next-line no-await-in-loop -- page after page
        const isDone = await inTransaction(pool, async (client) => {
          const next = await lockedCursor(client, '');
          const to = Math.min(from + PAGE, next ?? 0);
          const isLast = to < from + PAGE;
          await client.query({ ...DELETE, values: [from === 0 ? LOWEST : from, isLast ? null : to] });
          await insertRows(client, from, to);
          return isLast;
        });
        if (isDone) return;
      }
    },

    async differences() {
      const next = await readCursor(pool);
      const { rows } = await pool.query<{ index: string }>(
        'select index from review_entry where index < 0 order by index limit 1',
      );
      if (rows[0]) return Number(rows[0].index);
      for (let from = 0; from < next; from += PAGE) {
        const to = Math.min(from + PAGE, next);
        // oxlint-disable-next-line no-await-in-loop -- page after page
        const different = await inTransaction(pool, async (client) => {
          // Of one moment: what is erased in between is in neither.
          await client.query('set transaction isolation level repeatable read');
          return firstDifference(await rowsOfBytes(client, from, to), await storedRows(client, from, to));
        });
        if (different !== null) return different;
      }
      const [beyond] = await storedRows(pool, next, null);
      return beyond && (await readCursor(pool)) === next ? beyond.index : null;
    },
  };
}

const PAGE = 500;
/** The log begins with 0; a row before is of nothing. */
const LOWEST = String(-(2n ** 63n));
const WAIT_MS = 20;

/** Indexes one page, if nobody else does. @returns how far the index is now; null where another process has the lock */
async function indexPage(client: PoolClient, size: number): Promise<number | null> {
  const next = await lockedCursor(client, 'skip locked');
  if (next === null || next >= size) return next;
  const to = Math.min(next + PAGE, size);
  await insertRows(client, next, to);
  await client.query({ name: 'review-cursor-move', text: 'update review_cursor set next = $1 where id = 0', values: [to] });
  return to;
}

async function readSize(client: PoolClient): Promise<number> {
  const { rows } = await client.query<{ size: string }>({
    name: 'review-head',
    text: 'select size from access_log_head where id = 0',
  });
  if (!rows[0]) throw new Error('The access log has no head.');
  return Number(rows[0].size);
}

async function lockedCursor(client: PoolClient, how: 'skip locked' | ''): Promise<number | null> {
  const { rows } = await client.query<{ next: string }>({
    name: `review-cursor-lock ${how}`,
    text: `select next from review_cursor where id = 0 for update ${how}`,
  });
  return rows[0] ? Number(rows[0].next) : null;
}

async function readCursor(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ next: string }>({
    name: 'review-cursor',
    text: 'select next from review_cursor where id = 0',
  });
  if (!rows[0]) throw new Error('The index of the access log has no cursor.');
  return Number(rows[0].next);
}

type Database = Pick<Pool, 'query'> | Pick<PoolClient, 'query'>;

/** What the bytes of these entries say. What was erased says nothing. */
async function rowsOfBytes(database: Database, from: number, to: number): Promise<ReviewRow[]> {
  const { rows } = await (database as Pool).query<{ index: string; bytes: Buffer }>({
    name: 'review-bytes',
    text: 'select index, bytes from access_log_leaf where index >= $1 and index < $2 and bytes is not null order by index',
    values: [from, to],
  });
  return rows.flatMap(({ index, bytes }) => rowsOf(Number(index), bytes));
}

async function insertRows(client: PoolClient, from: number, to: number): Promise<void> {
  const rows = await rowsOfBytes(client, from, to);
  if (rows.length > 0) await client.query({ ...INSERT, values: [JSON.stringify(rows)] });
}

async function storedRows(database: Database, from: number, to: number | null): Promise<ReviewRow[]> {
  const { rows } = await (database as Pool).query<{ row: ReviewRow }>({ ...SELECT, values: [from, to] });
  return rows.map(({ row }) => ({ ...row, at: new Date(row.at).toISOString() }));
}

function firstDifference(said: readonly ReviewRow[], stored: readonly ReviewRow[]): number | null {
  for (let place = 0; place < Math.max(said.length, stored.length); place++) {
    const [one, other] = [said[place], stored[place]];
    if (!one || !other || COLUMNS.some(([name]) => JSON.stringify(one[name]) !== JSON.stringify(other[name])))
      return Math.min(one?.index ?? Infinity, other?.index ?? Infinity);
  }
  return null;
}

/** Each property of a row with its column and type. */
const COLUMNS: readonly (readonly [name: keyof ReviewRow, column: string, type: string])[] = [
  ['index', 'index', 'bigint'],
  ['place', 'place', 'int'],
  ['at', 'at', 'timestamptz'],
  ['kind', 'kind', 'text'],
  ['worker', 'worker', 'uuid'],
  ['app', 'app', 'uuid'],
  ['organisation', 'organisation', 'text'],
  ['person', 'person', 'uuid'],
  ['family', 'family', 'uuid'],
  ['purpose', 'purpose', 'text'],
  ['category', 'category', 'text'],
  ['outcome', 'outcome', 'text'],
  ['reason', 'reason', 'text'],
  ['internalReason', 'internal_reason', 'text'],
  ['items', 'items', 'int'],
  ['agreement', 'agreement', 'text'],
  ['consent', 'consent', 'uuid'],
  ['override', 'override', 'uuid'],
  ['safeguardingDecision', 'safeguarding_decision', 'uuid'],
  ['links', 'links', 'text[]'],
  ['waits', 'waits', 'boolean'],
];

const quoted = (part: (column: (typeof COLUMNS)[number]) => string): string => COLUMNS.map(part).join(', ');

const INSERT = {
  name: 'review-insert',
  text: `insert into review_entry (${quoted(([, column]) => `"${column}"`)})
    select ${quoted(([name]) => `"${name}"`)} from jsonb_to_recordset($1::jsonb) as r(${quoted(([name, , type]) => `"${name}" ${type}`)})`,
};
const DELETE = {
  name: 'review-delete',
  text: 'delete from review_entry where index >= $1 and ($2::bigint is null or index < $2::bigint)',
};
const SELECT = {
  name: 'review-rows',
  text: `select json_build_object(${quoted(([name, column]) => `'${name}', "${column}"`)}) as row from review_entry
    where index >= $1 and ($2::bigint is null or index < $2::bigint) order by index, place limit case when $2::bigint is null then 1 end`,
};
