/** Writes the whole log to a folder (C2SP tlog-tiles), for whoever is to check it elsewhere. Going on where it stopped costs nothing. */
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Pool } from 'pg';
import { newestCheckpoint } from './checkpoints.ts';
import { readEntries, readNodesOf } from './stored.ts';
import { tilePath } from './verify.ts';
import type { KeptEntry } from './verify.ts';

const TILE = 256;

export interface ExportProgress {
  readonly written: number;
  readonly size: number;
}

/**
 * @returns how many entries the folder proves, or null where no checkpoint has been signed yet. @throws where entries were erased since the
 * newest checkpoint: of what it proves they would be missing, and nothing in it says why.
 */
export async function exportLog(
  pool: Pool,
  folder: string,
  onProgress: (progress: ExportProgress) => void,
): Promise<number | null> {
  const checkpoint = await newestCheckpoint(pool);
  if (!checkpoint) return null;
  const { size, note } = checkpoint;
  await refuseErasedSince(pool, size);
  // Until everything is there, nothing claims to be whole.
  await rm(join(folder, 'checkpoint'), { force: true });
  const full = Math.floor(size / TILE);
  let tile = 0;
  while (tile < full && (await exists(join(folder, tilePath('entries', tile))))) tile += 1;
  let entries: KeptEntry[] = [];
  for await (const entry of readEntries(pool, tile * TILE, size)) {
    entries.push(entry);
    if (entries.length === TILE || entry.index === size - 1) {
      await writeTile(folder, Math.floor(entry.index / TILE), entries);
      entries = [];
      onProgress({ written: entry.index + 1, size });
    }
  }
  await writeLevels(pool, folder, size);
  await refuseErasedSince(pool, size);
  await write(join(folder, 'checkpoint'), note);
  return size;
}

async function refuseErasedSince(pool: Pool, size: number): Promise<void> {
  const { rows } = await pool.query({
    text: `select from access_log_leaf where index >= $1 and kind = 'ERASURE' limit 1`,
    values: [size],
  });
  if (rows.length > 0)
    throw new Error('entries were erased, and no checkpoint proves the erasure yet. Try again when the hub has signed one.');
}

async function writeTile(folder: string, tile: number, entries: readonly KeptEntry[]): Promise<void> {
  const bundle = entries.flatMap(({ bytes }) => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(bytes?.length ?? 0);
    return bytes ? [length, bytes] : [length];
  });
  await write(join(folder, tilePath(0, tile, entries.length)), Buffer.from(entries.map(({ leaf }) => leaf).join(''), 'latin1'));
  // After its hashes: what is there is whole.
  await write(join(folder, tilePath('entries', tile, entries.length)), Buffer.concat(bundle));
}

/** The tiles above: level l holds the roots of 256^l entries each. */
async function writeLevels(pool: Pool, folder: string, size: number): Promise<void> {
  const read = readNodesOf(pool);
  for (let level = 1; TILE ** level <= size; level++) {
    const count = Math.floor(size / TILE ** level);
    for (let first = 0; first < count; first += TILE) {
      const width = Math.min(TILE, count - first);
      const leaves = Array.from({ length: width }, (_, place) => (first + place + 1) * TILE ** level - 1);
      const nodes = await read(leaves);
      const hashes = leaves.map((leaf) => nodes.get(leaf)?.subarray(256 * level, 256 * level + 32) ?? Buffer.alloc(0));
      await write(join(folder, tilePath(level, first / TILE, width)), Buffer.concat(hashes));
    }
  }
}

async function write(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(`${path}.unfinished`, content);
  await rename(`${path}.unfinished`, path);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
