/**
 * What this process wrote, as it remembers it. An HMAC says that a hub wrote a request, and not where, nor that it was all: until a
 * checkpoint says that, the hub that wrote it does.
 */
import type { Pool } from 'pg';
import { newestCheckpoint } from './checkpoints.ts';
import type { VerifierKey } from './verify.ts';
import { openCheckpoint, VerifyError } from './verify.ts';

export interface Written {
  /** @param index of a request's last entry @param mac which stands there */
  add(index: number, mac: Buffer): void;
  /** Compares all of it with the log, and forgets what a checkpoint proves by then. @throws VerifyError where the log differs */
  compare(): Promise<void>;
}

/** Where no checkpoint is signed for long, the oldest are forgotten. */
export const MOST_REMEMBERED = 65_536;

const AT_ONCE = 1_000;

/** @param verifiers of the keys that sign this log */
export function createWritten(pool: Pool, verifiers: readonly VerifierKey[]): Written {
  const remembered = new Map<number, Buffer>();

  return {
    add(index, mac) {
      // What is written where something was written before does not make that forgotten.
      if (remembered.has(index)) return;
      const [oldest] = remembered.keys();
      if (oldest !== undefined && remembered.size >= MOST_REMEMBERED) remembered.delete(oldest);
      remembered.set(index, mac);
    },
    async compare() {
      const all = [...remembered];
      if (all.length === 0) return;
      // Read before: what is changed after the comparison, a checkpoint from before it finds out.
      const proven = await provenSize();
      for (let from = 0; from < all.length; from += AT_ONCE) {
        // oxlint-disable-next-line no-await-in-loop -- part after part
        await comparePart(all.slice(from, from + AT_ONCE), proven);
      }
    },
  };

  async function comparePart(part: readonly (readonly [number, Buffer])[], proven: number): Promise<void> {
    const { rows } = await pool.query<{ index: string; mac: Buffer | null }>({
      name: 'access-log-macs',
      text: 'select index, mac from access_log_leaf where index = any($1::bigint[])',
      values: [part.map(([index]) => index)],
    });
    const kept = new Map(rows.map(({ index, mac }) => [Number(index), mac]));
    for (const [index, mac] of part) {
      if (kept.get(index)?.equals(mac) !== true)
        throw new VerifyError(`Entry ${index}: it is not what this hub wrote there, or it is gone.`);
      if (index < proven) remembered.delete(index);
    }
  }

  /** 0 where the newest checkpoint is nobody's that this process knows: it forgets nothing for its sake. */
  async function provenSize(): Promise<number> {
    const newest = await newestCheckpoint(pool);
    try {
      return newest ? openCheckpoint(newest.note, verifiers).size : 0;
    } catch (error) {
      if (error instanceof VerifyError) return 0;
      throw error;
    }
  }
}
