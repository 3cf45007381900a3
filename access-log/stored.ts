/** Reads the log as the database keeps it, in short statements: an open snapshot would slow the head's row. */
import type { Pool } from 'pg';
import { inTransaction } from '#storage/transaction.ts';
import { differs } from './columns.ts';
import type { Columns } from './columns.ts';
import type { ReadNodes } from './tree.ts';
import { Frontier, hashLeaf, VerifyError } from './verify.ts';
import type { Hash, KeptEntry } from './verify.ts';

export interface Head {
  readonly size: number;
  readonly peaks: readonly Hash[];
  readonly root: Hash;
}

interface HeadRow {
  readonly size: string;
  readonly peaks: Buffer;
}

export async function readHead(pool: Pool): Promise<Head> {
  const { rows } = await pool.query<HeadRow>('select size, peaks from access_log_head where id = 0');
  return headOf(rows[0]);
}

function headOf(row: HeadRow | undefined): Head {
  if (!row) throw new VerifyError('The access log has no head.');
  const frontier = new Frontier();
  for (let at = 0; at < row.peaks.length; at += 32) frontier.peaks.push(row.peaks.toString('latin1', at, at + 32));
  return { size: Number(row.size), peaks: frontier.peaks, root: frontier.root() };
}

const COUNTING_LIMIT_MS = 600_000;
const COUNT = {
  text: `select size, peaks, l.* from access_log_head,
    (select count(*) as count, min(index) as first, max(index) as last from access_log_leaf) l where id = 0`,
  query_timeout: COUNTING_LIMIT_MS,
};

/** The head, and, of the same moment, how many rows there are. @throws VerifyError unless they are numbered from 0 to its last entry. */
export async function readHeadOfAll(pool: Pool): Promise<Head> {
  return inTransaction(pool, async (client) => {
    await client.query(`set local statement_timeout = ${COUNTING_LIMIT_MS}`);
    const { rows } = await client.query<HeadRow & { count: string; first: string | null; last: string | null }>(COUNT);
    const [row] = rows;
    const head = headOf(row);
    const [first, last, count] = [Number(row?.first ?? 0), Number(row?.last ?? head.size - 1), Number(row?.count)];
    if (first < 0) throw new VerifyError(`Entry ${first}: the log does not have it, it begins with entry 0.`);
    if (last >= head.size)
      throw new VerifyError(`Entry ${last}: the log does not have it, its head counts ${head.size} entries.`);
    if (count !== head.size) throw new VerifyError(`The head counts ${head.size} entries, and there are ${count} rows.`);
    return head;
  });
}

export function readNodesOf(pool: Pool): ReadNodes {
  return async (leaves) => {
    const { rows } = await pool.query<{ index: string; nodes: Buffer }>({
      name: 'access-log-nodes',
      text: 'select index, nodes from access_log_leaf where index = any($1::bigint[])',
      values: [leaves],
    });
    return new Map(rows.map(({ index, nodes }) => [Number(index), nodes]));
  };
}

const PAGE = 1_000;

interface EntryRow {
  readonly index: string;
  readonly bytes: Buffer | null;
  readonly nodes: Buffer;
  readonly mac: Buffer | null;
}

const ENTRIES = { name: 'access-log-entries', columns: 'index, bytes, nodes, mac' };
const ALL_COLUMNS = {
  name: 'access-log-entries-and-columns',
  columns: `${ENTRIES.columns}, at, kind, request_id, caller_id, organisation_id, purpose, family_id, person_id`,
};

/** The entries from one index up to, and not including, another, in order; where some are missing, fewer. */
export async function* readEntries(pool: Pool, from: number, to: number): AsyncGenerator<KeptEntry> {
  for await (const row of readRows<EntryRow>(pool, ENTRIES, from, to)) yield entryOf(row);
}

/** The same. @throws VerifyError at the first whose columns, by which it is found, do not say what its bytes say. */
export async function* readFoundEntries(pool: Pool, from: number, to: number): AsyncGenerator<KeptEntry> {
  for await (const row of readRows<EntryRow & Columns>(pool, ALL_COLUMNS, from, to)) {
    // Whether the bytes themselves hold, whoever reads them says first.
    yield entryOf(row);
    const column = differs(row, row.bytes);
    if (column !== null) throw new VerifyError(`Entry ${row.index}: its column ${column} does not say what its bytes say.`);
  }
}

function entryOf({ index, bytes, nodes, mac }: EntryRow): KeptEntry {
  const leaf = bytes ? hashLeaf(bytes) : nodes.toString('latin1', 0, 32);
  return { index: Number(index), bytes, leaf, kept: { completed: nodes, mac } };
}

async function* readRows<Row extends EntryRow>(
  pool: Pool,
  { name, columns }: typeof ENTRIES,
  from: number,
  to: number,
): AsyncGenerator<Row> {
  for (let next = from; next < to; next += PAGE) {
    const end = Math.min(next + PAGE, to);
    // Where an index is there twice there is a row more than there should be, or some are missing.
    // oxlint-disable-next-line no-await-in-loop -- page after page
    const { rows } = await pool.query<Row>({
      name,
      text: `select ${columns} from access_log_leaf where index >= $1 and index < $2 order by index limit $3`,
      values: [next, end, PAGE + 1],
    });
    yield* rows;
    if (rows.length < end - next) return;
  }
}
