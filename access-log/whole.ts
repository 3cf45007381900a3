/** Verifies the whole log as the database keeps it, while hubs go on writing to it. */
import type { Pool } from 'pg';
import { readFoundEntries, readHead, readHeadOfAll } from './stored.ts';
import type { Head } from './stored.ts';
import { LogCheck } from './verify.ts';
import type { Checkpoint } from './verify.ts';

export interface WholeLog {
  /** Read before: they cannot be ahead of the log. */
  readonly checkpoints: readonly Checkpoint[];
  readonly hubKeys: readonly Uint8Array[];
}

/** @returns the head that follows from all entries. @throws VerifyError at the first entry at fault. */
export async function checkWhole(pool: Pool, { checkpoints, hubKeys }: WholeLog): Promise<Head> {
  const check = new LogCheck({ checkpoints, hubKeys });
  const before = await readHead(pool);
  for await (const entry of readFoundEntries(pool, 0, before.size)) check.add(entry);
  // What was erased meanwhile is named further on; and what is that young is not erased.
  const head = await readHeadOfAll(pool);
  for await (const entry of readFoundEntries(pool, check.tree.size, head.size)) check.add(entry);
  check.end(head);
  return head;
}
