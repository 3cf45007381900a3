/** Proofs as others read them: of an entry (C2SP tlog-proof), and that the log continues an older checkpoint (C2SP tlog-witness). */
import type { Pool } from 'pg';
import { newestCheckpoint } from './checkpoints.ts';
import { readNodesOf } from './stored.ts';
import { consistencyProof, inclusionProof } from './tree.ts';
import type { Hash } from './verify.ts';

export interface EntryProof {
  readonly index: number;
  /** The entry's exact bytes, which the proof is of; null where they were erased, past their schedule. */
  readonly entry: string | null;
  /** The file. */
  readonly proof: string;
}

const lines = (hashes: readonly Hash[]): string[] => hashes.map((hash) => Buffer.from(hash, 'latin1').toString('base64'));

/** Null where no signed checkpoint has the entry yet: one does a few seconds after it was written. */
export async function proveEntry(pool: Pool, index: number): Promise<EntryProof | null> {
  const [checkpoint, { rows }] = await Promise.all([
    newestCheckpoint(pool),
    pool.query<{ bytes: Buffer | null }>('select bytes from access_log_leaf where index = $1', [index]),
  ]);
  const [row] = rows;
  if (!row || !checkpoint || index >= checkpoint.size) return null;
  const hashes = await inclusionProof(readNodesOf(pool), index, checkpoint.size);
  return {
    index,
    entry: row.bytes?.toString('utf8') ?? null,
    proof: ['c2sp.org/tlog-proof@v1', `index ${index}`, ...lines(hashes), '', checkpoint.note].join('\n'),
  };
}

/** Null where the log has no checkpoint of that size or later. @param older size of the checkpoint that somebody holds */
export async function proveContinuation(pool: Pool, older: number): Promise<string | null> {
  const checkpoint = await newestCheckpoint(pool);
  if (!checkpoint || older > checkpoint.size) return null;
  const hashes = await consistencyProof(readNodesOf(pool), older, checkpoint.size);
  return [`old ${older}`, ...lines(hashes), '', checkpoint.note].join('\n');
}
