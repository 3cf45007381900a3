/**
 * Signed checkpoints: what the log is at a size, for whoever keeps them elsewhere. Nothing is signed that was not verified first:
 * that the log continues the last checkpoint, and that every entry since is one that a hub wrote.
 */
import type { Pool } from 'pg';
import type { Clock } from '#terms/clock.ts';
import type { CheckpointFolder } from './checkpoint-folder.ts';
import type { SigningKey } from './keys.ts';
import { signNote } from './keys.ts';
import type { Head } from './stored.ts';
import { readEntries, readHead, readNodesOf } from './stored.ts';
import { frontierAt } from './tree.ts';
import type { Checkpoint, VerifierKey } from './verify.ts';
import { LogCheck, openCheckpoint, parseVerifierKey, VerifyError } from './verify.ts';

export interface SignerOptions {
  readonly pool: Pool;
  readonly clock: Clock;
  /** Of one name, the log's origin; all of them sign. */
  readonly keys: readonly SigningKey[];
  readonly hubKey: Uint8Array;
  readonly folder: CheckpointFolder;
}

export interface Signer {
  /** Verifies what was added since the last checkpoint. @throws VerifyError at the first entry at fault */
  check(): Promise<Head>;
  /** The same, then signs and exports where the log has grown. @returns the new checkpoint's note, or null */
  sign(): Promise<string | null>;
}

export function createSigner({ pool, clock, keys, hubKey, folder }: SignerOptions): Signer {
  const [first] = keys;
  if (!first) throw new Error('A log needs a key that signs.');
  const origin = first.name;
  const verifiers = keys.map(({ verifierKey }) => parseVerifierKey(verifierKey));

  /** The last checkpoints, as the database and the folder have them: a database that was put back knows only an older one. */
  async function lastSigned(): Promise<Checkpoint[]> {
    const exported = await folder.latest();
    const kept = await openNewest(pool, (note) => openOwn(note, verifiers));
    return [...(kept ? [kept] : []), ...(exported === undefined ? [] : [openOwn(exported, verifiers)])];
  }

  async function check(): Promise<{ head: Head; last: readonly Checkpoint[] }> {
    const last = await lastSigned();
    // Read after the checkpoints: they cannot be ahead of it.
    const head = await readHead(pool);
    return { head: await checkGrowth(pool, { head, since: last, hubKey }), last };
  }

  return {
    check: async () => (await check()).head,
    async sign() {
      const { head, last } = await check();
      if (head.size === 0 || (last.length === 2 && last.every(({ size }) => size === head.size))) return null;
      const root = Buffer.from(head.root, 'latin1').toString('base64');
      const note = signNote(`${origin}\n${head.size}\n${root}\n`, keys);
      const now = clock.now();
      // Outside first: what the database alone knows proves nothing against whoever owns it.
      await folder.add(note, now);
      await pool.query({
        text: 'insert into access_log_checkpoint (size, note, signed_at) values ($1, $2, $3) on conflict (size) do nothing',
        values: [head.size, note, now],
      });
      return note;
    },
  };
}

export async function newestCheckpoint(pool: Pool): Promise<{ size: number; note: string } | null> {
  const { rows } = await pool.query<{ size: string; note: string }>(
    'select size, note from access_log_checkpoint order by size desc limit 1',
  );
  const [row] = rows;
  return row ? { size: Number(row.size), note: row.note } : null;
}

/** @throws VerifyError where the row holds another checkpoint than it says: what is proven by it would be another log. */
export async function openNewest(pool: Pool, open: (note: string) => Checkpoint): Promise<Checkpoint | null> {
  const newest = await newestCheckpoint(pool);
  if (!newest) return null;
  const checkpoint = open(newest.note);
  if (checkpoint.size !== newest.size)
    throw new VerifyError(`What is kept as the checkpoint of ${newest.size} entries is one of ${checkpoint.size}.`);
  return checkpoint;
}

export const OLDEST_UNSIGNED =
  'select at from access_log_leaf where index = coalesce((select max(size) from access_log_checkpoint), 0)';

/** When the oldest entry that no checkpoint proves yet was written; null where there is none. */
export async function oldestUnsigned(pool: Pool): Promise<Date | null> {
  const { rows } = await pool.query<{ at: string }>(OLDEST_UNSIGNED);
  return rows[0] ? new Date(rows[0].at) : null;
}

function openOwn(note: string, verifiers: readonly VerifierKey[]): Checkpoint {
  try {
    return openCheckpoint(note, verifiers);
  } catch (error) {
    throw new VerifyError(
      `The last checkpoint was not signed by this hub’s key: ${(error as Error).message} Where keys change, start with both first.`,
    );
  }
}

interface Growth {
  readonly head: Head;
  readonly since: readonly Checkpoint[];
  readonly hubKey: Uint8Array;
}

/** @returns the head, which follows from the last checkpoints and every entry since. @throws VerifyError where it does not. */
async function checkGrowth(pool: Pool, { head, since, hubKey }: Growth): Promise<Head> {
  const oldest = since.toSorted((a, b) => a.size - b.size)[0];
  for (const { size } of since) {
    if (size > head.size)
      throw new VerifyError(
        `Entry ${head.size}: it is gone, and everything after it: a checkpoint proves ${size} entries. Was a backup restored?`,
      );
  }
  const from = await frontierAt(readNodesOf(pool), oldest?.size ?? 0);
  // Entries that no checkpoint follows yet have nobody but their hub to vouch for them; before the first, there may be older ones.
  const check = new LogCheck({ checkpoints: since, from, hubKeys: [hubKey], mayBeOlder: !oldest });
  for await (const entry of readEntries(pool, from.size, head.size)) check.add(entry);
  check.end(head);
  return head;
}
