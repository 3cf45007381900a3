import type { Pool } from 'pg';
import type { Leaf } from './leaf.ts';
import { leafBytes } from './leaf.ts';

export interface AccessLog {
  /**
   * Makes all leaves of one request durable, in one round trip, or none. Rejects where that is not certain: the caller must then
   * release nothing, and must not try again, since the outcome of a lost commit is unknown.
   */
  append(leaves: readonly Leaf[]): Promise<void>;
}

export function createAccessLog(pool: Pool): AccessLog {
  return {
    async append(leaves) {
      const [first] = leaves;
      if (!first) return;
      const column = <Value>(of: (leaf: Leaf) => Value): Value[] => leaves.map(of);
      await pool.query({
        name: 'access-log-append',
        text: 'select access_log_append($1, $2, $3, $4, $5, $6, $7, $8, $9)',
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
        ],
      });
    },
  };
}
