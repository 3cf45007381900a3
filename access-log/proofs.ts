/** Proofs as others read them: of an entry (C2SP tlog-proof), and that the log continues an older checkpoint (C2SP tlog-witness). */
import DataLoader from 'dataloader';
import type { Pool } from 'pg';
import { newestCheckpoint } from './checkpoints.ts';
import { readNodesOf } from './stored.ts';
import type { ReadNodes } from './tree.ts';
import { consistencyProof, inclusionProof } from './tree.ts';
import type { Hash } from './verify.ts';

export interface EntryProof {
  /** The entry's exact bytes, which the proof is of; null where they were erased, past their schedule. */
  readonly entry: string | null;
  /** The file. */
  readonly proof: string;
}

/** What one request may have proven: however many entries, their proofs are read together. */
export interface Proofs {
  entry(index: number): Promise<EntryProof | null>;
  /** The newest signed checkpoint, or null before the first. */
  checkpoint(): Promise<string | null>;
  /** @param older size of the checkpoint that somebody holds */
  continuation(older: number): Promise<string | null>;
}

/** @returns a function that opens them to one request. */
export function createProofs(pool: Pool): () => Proofs {
  return () => {
    const loader = new DataLoader<number, EntryProof | null>((indexes) => proveEntries(pool, indexes));
    return {
      entry: (index) => loader.load(index),
      checkpoint: async () => (await newestCheckpoint(pool))?.note ?? null,
      continuation: (older) => proveContinuation(pool, older),
    };
  };
}

const lines = (hashes: readonly Hash[]): string[] => hashes.map((hash) => Buffer.from(hash, 'latin1').toString('base64'));

/** In order; null for each that no signed checkpoint has yet: one does a few seconds after it was written. */
export async function proveEntries(pool: Pool, indexes: readonly number[]): Promise<(EntryProof | null)[]> {
  const [checkpoint, { rows }] = await Promise.all([
    newestCheckpoint(pool),
    pool.query<{ index: string; bytes: Buffer | null }>({
      name: 'access-log-bytes',
      text: 'select index, bytes from access_log_leaf where index = any($1::bigint[])',
      values: [indexes],
    }),
  ]);
  const bytesOf = new Map(rows.map(({ index, bytes }) => [Number(index), bytes]));
  const read = readTogether(readNodesOf(pool));
  return Promise.all(
    indexes.map(async (index) => {
      const bytes = bytesOf.get(index);
      if (bytes === undefined || !checkpoint || index >= checkpoint.size) return null;
      const hashes = await inclusionProof(read, index, checkpoint.size);
      const proof = ['c2sp.org/tlog-proof@v1', `index ${index}`, ...lines(hashes), '', checkpoint.note].join('\n');
      return { entry: bytes?.toString('utf8') ?? null, proof };
    }),
  );
}

/** What is asked at the same time is read at once, and nothing twice: proofs share most of what is near the root. */
function readTogether(read: ReadNodes): ReadNodes {
  const loader = new DataLoader<number, Uint8Array | undefined>(async (leaves) => {
    const kept = await read(leaves);
    return leaves.map((leaf) => kept.get(leaf));
  });
  return async (leaves) => {
    const found = await Promise.all(leaves.map(async (leaf) => [leaf, await loader.load(leaf)] as const));
    return new Map(found.flatMap(([leaf, nodes]) => (nodes ? [[leaf, nodes]] : [])));
  };
}

/** Null where the log has no checkpoint of that size or later. @param older size of the checkpoint that somebody holds */
async function proveContinuation(pool: Pool, older: number): Promise<string | null> {
  const checkpoint = await newestCheckpoint(pool);
  if (!checkpoint || older < 0 || older > checkpoint.size) return null;
  const hashes = await consistencyProof(readNodesOf(pool), older, checkpoint.size);
  return [`old ${older}`, ...lines(hashes), '', checkpoint.note].join('\n');
}
