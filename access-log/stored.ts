/** Reads the log as the database keeps it, in short statements: an open snapshot would slow the head's row. */
import type { Pool } from 'pg';
import type { ReadNodes } from './tree.ts';
import { Frontier, hashLeaf } from './verify.ts';
import type { Hash, KeptEntry } from './verify.ts';

export interface Head {
  readonly size: number;
  readonly root: Hash;
}

export async function readHead(pool: Pool): Promise<Head> {
  const { rows } = await pool.query<{ size: string; peaks: Buffer }>('select size, peaks from access_log_head where id = 0');
  const [head] = rows;
  if (!head) throw new Error('The access log has no head.');
  const frontier = new Frontier();
  for (let at = 0; at < head.peaks.length; at += 32) frontier.peaks.push(head.peaks.toString('latin1', at, at + 32));
  return { size: Number(head.size), root: frontier.root() };
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

/** The entries from one index up to, and not including, another, in order; where some are missing, fewer. */
export async function* readEntries(pool: Pool, from: number, to: number): AsyncGenerator<KeptEntry> {
  for (let next = from; next < to;) {
    // oxlint-disable-next-line no-await-in-loop -- page after page
    const { rows } = await pool.query<{ index: string; bytes: Buffer | null; nodes: Buffer; mac: Buffer | null }>({
      name: 'access-log-entries',
      text: 'select index, bytes, nodes, mac from access_log_leaf where index >= $1 and index < $2 order by index limit $3',
      values: [next, to, PAGE],
    });
    for (const { index, bytes, nodes, mac } of rows) {
      const leaf = bytes ? hashLeaf(bytes) : nodes.toString('latin1', 0, 32);
      yield { index: Number(index), bytes, leaf, kept: { completed: nodes, mac } };
    }
    if (rows.length < PAGE) return;
    next = Number(rows.at(-1)?.index) + 1;
  }
}
