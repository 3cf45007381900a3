/** Tells a second party of every checkpoint, in order, each at least once: what it has taken is kept, and the rest is tried again. */
import { createHash } from 'node:crypto';
import type { Pool } from 'pg';

/** Sends one checkpoint's note. Rejects unless the receiver took it. */
export type Send = (note: string) => Promise<void>;

const AT_ONCE = 100;

/** Resolves when there is nothing left to tell. Rejects at the first one that the receiver does not take. */
export async function deliverCheckpoints(pool: Pool, receiverUrl: string, send: Send, stopping: AbortSignal): Promise<void> {
  const receiver = receiverOf(receiverUrl);
  for (let told = AT_ONCE; told === AT_ONCE && !stopping.aborted;) {
    // oxlint-disable-next-line no-await-in-loop -- in order
    const { rows } = await pool.query<{ size: string; note: string }>(
      `select size, note from access_log_checkpoint
       where size > coalesce((select size from access_log_delivery where receiver = $1), 0) order by size limit $2`,
      [receiver, AT_ONCE],
    );
    told = rows.length;
    for (const { size, note } of rows) {
      if (stopping.aborted) return;
      // oxlint-disable-next-line no-await-in-loop
      await send(note);
      // oxlint-disable-next-line no-await-in-loop
      await pool.query(
        // A process that thought itself the only one does not set it back.
        `insert into access_log_delivery (receiver, size) values ($1, $2)
         on conflict (receiver) do update set size = greatest(access_log_delivery.size, excluded.size)`,
        [receiver, size],
      );
    }
  }
}

/** By which what a receiver has taken is known: its address may hold a secret. */
export function receiverOf(url: string): string {
  return createHash('sha256').update(url).digest('hex');
}
