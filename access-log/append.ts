import type { Pool } from 'pg';
import type { Leaf } from './leaf.ts';
import { leafBytes } from './leaf.ts';

export interface AccessLog {
  /**
   * Makes all leaves of one request durable, in one round trip, or none. None, and `MOVED`, where an epoch that the decisions rest on
   * has moved since it was read: something may lessen what they permit. Rejects where it is not certain: the caller must then
   * release nothing, and must not try again, since the outcome of a lost commit is unknown.
   */
  append(leaves: readonly Leaf[], epochs: Epochs): Promise<'WRITTEN' | 'MOVED'>;
}

/** By subject: a person, a family, a worker, or everybody (rule 10). */
export type Epochs = ReadonlyMap<string, number>;

export function createAccessLog(pool: Pool): AccessLog {
  return {
    async append(leaves, epochs) {
      if (leaves.length === 0) return 'WRITTEN';
      const { rows } = await pool.query<{ index: string | null }>(appendStatement(leaves, epochs));
      return rows[0]?.index == null ? 'MOVED' : 'WRITTEN';
    },
  };
}

/** The statement that appends the leaves of one request: it answers the first one's index, or null where an epoch has moved. */
export function appendStatement(leaves: readonly Leaf[], epochs: Epochs): { name: string; text: string; values: unknown[] } {
  const [first] = leaves;
  if (!first) throw new Error('There is nothing to append.');
  const column = <Value>(of: (leaf: Leaf) => Value): Value[] => leaves.map(of);
  return {
    name: 'access-log-append',
    text: 'select access_log_append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) as index',
    values: [
      first.time,
      first.requestId,
      first.caller.id,
      first.caller.organisation,
      first.purpose,
      column((leaf) => leaf.kind),
      column((leaf) => leaf.family),
      column((leaf) => leaf.person),
      column(leafBytes),
      [...epochs.keys()],
      [...epochs.values()],
    ],
  };
}
