/**
 * Puts leaves into the log. Whatever waits while the log is being written goes together when it is free again: no timer, nobody
 * waits for company. A request's leaves stay together, and are written all or not at all.
 */
import type { Pool } from 'pg';
import type { Leaf } from './leaf.ts';
import { leafBytes } from './leaf.ts';
import { hashLeaf, requestMac } from './verify.ts';

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

export interface AccessLogOptions {
  readonly pool: Pool;
  /** The hubs' common secret: with it they vouch for what they write, until a checkpoint does. */
  readonly hubKey: Uint8Array;
  /** Told of every request written: the place of its last leaf, and the HMAC that stands there. */
  readonly onWritten?: OnWritten;
  /** Told of every batch written. */
  readonly onBatch?: (batch: { readonly requests: number; readonly leaves: number; readonly seconds: number }) => void;
  /** Told where the log turns out to be shorter than it was; nothing is appended after that. */
  readonly onShortened?: () => void;
}

export type OnWritten = (index: number, mac: Buffer) => void;

/** What one request adds to the log, made ready. */
export interface Entry {
  readonly leaves: readonly Leaf[];
  readonly bytes: readonly Buffer[];
  readonly mac: Buffer;
  readonly epochs: Epochs;
}

interface Waiting extends Entry {
  /** When it was asked for, by `performance.now()`. */
  readonly since: number;
  settle(outcome: 'WRITTEN' | 'MOVED'): void;
  fail(error: unknown): void;
}

/** So that one batch does not hold everybody up for long. */
const MAXIMUM_LEAVES = 512;
/** Who has waited for longer is refused, and nothing is written for them: what they were to be shown is stale (rule 10). */
const MAXIMUM_WAIT_MS = 10_000;

export function createAccessLog({ pool, hubKey, onWritten, onBatch, onShortened }: AccessLogOptions): AccessLog {
  const waiting: Waiting[] = [];
  let isWriting = false;
  /** How many leaves the log has been seen to have. */
  let seen = 0;
  let isShortened = false;

  return {
    async append(leaves, epochs) {
      if (leaves.length === 0) return 'WRITTEN';
      const entry = makeEntry(leaves, epochs, hubKey);
      return new Promise((settle, fail) => {
        waiting.push({ ...entry, since: performance.now(), settle, fail });
        void writeAll();
      });
    },
  };

  async function writeAll(): Promise<void> {
    if (isWriting) return;
    isWriting = true;
    while (waiting.length > 0) {
      const batch = takeBatch(waiting);
      // oxlint-disable-next-line no-await-in-loop -- one batch follows the other
      await write(batch).catch((error: unknown) => batch.forEach(({ fail }) => fail(error)));
    }
    isWriting = false;
  }

  async function write(taken: readonly Waiting[]): Promise<void> {
    if (isShortened) throw new Error('The access log is shorter than it was.');
    const start = performance.now();
    const isLate = ({ since }: Waiting) => start - since > MAXIMUM_WAIT_MS;
    for (const { fail } of taken.filter(isLate)) fail(new Error('The access log could not be written in time.'));
    const batch = taken.filter((entry) => !isLate(entry));
    if (batch.length === 0) return;
    let first: readonly (string | null)[];
    try {
      const { rows } = await pool.query<{ first: (string | null)[] }>(appendStatement(batch));
      first = rows[0]?.first ?? [];
    } catch (error) {
      // The server says that nothing was written, because of what one of them is: the others are none the worse for it.
      if (batch.length === 1 || !isRefused(error)) throw error;
      for (const each of batch) {
        // oxlint-disable-next-line no-await-in-loop
        await write([each]).catch(each.fail);
      }
      return;
    }
    const written = batch.filter((_, place) => first[place] !== null && first[place] !== undefined);
    if (first.some((index) => index !== null && Number(index) < seen)) {
      isShortened = true;
      onShortened?.();
      throw new Error('The access log is shorter than it was.');
    }
    const leaves = written.reduce((sum, entry) => sum + entry.leaves.length, 0);
    const [begin] = first.filter((index) => index !== null);
    if (begin !== undefined) seen = Number(begin) + leaves;
    batch.forEach(({ leaves: { length }, mac, settle }, place) => {
      const index = first[place];
      if (index != null) onWritten?.(Number(index) + length - 1, mac);
      settle(index == null ? 'MOVED' : 'WRITTEN');
    });
    onBatch?.({ requests: written.length, leaves, seconds: (performance.now() - start) / 1000 });
  }
}

function takeBatch(waiting: Waiting[]): Waiting[] {
  let [count, leaves] = [0, 0];
  for (const entry of waiting) {
    leaves += entry.leaves.length;
    if (count > 0 && leaves > MAXIMUM_LEAVES) break;
    count += 1;
  }
  return waiting.splice(0, count);
}

/** Data that PostgreSQL refuses (SQLSTATE classes 22 and 23): the statement was undone. */
function isRefused(error: unknown): boolean {
  return /^2[23]/.test((error as { code?: string }).code ?? '');
}

/** @throws where a leaf is too large. */
export function makeEntry(leaves: readonly Leaf[], epochs: Epochs, hubKey: Uint8Array): Entry {
  const bytes = leaves.map(leafBytes);
  return { leaves, bytes, mac: requestMac(hubKey, bytes.map(hashLeaf)), epochs };
}

/** The statement that appends the leaves of some requests: it answers the index of each one's first, or null where an epoch has moved. */
export function appendStatement(entries: readonly Entry[]): { name: string; text: string; values: unknown[] } {
  const requests = entries.map(({ leaves }) => {
    const [first] = leaves;
    if (!first) throw new Error('There is nothing to append.');
    return first;
  });
  const leaves = entries.flatMap((entry, place) =>
    entry.leaves.map((leaf, n) => ({
      of: place + 1,
      leaf,
      bytes: entry.bytes[n],
      mac: n === entry.leaves.length - 1 ? entry.mac : null,
    })),
  );
  const expected = entries.flatMap(({ epochs }, place) =>
    [...epochs].map(([subject, epoch]) => ({ of: place + 1, subject, epoch })),
  );
  return {
    name: 'access-log-append',
    text: 'select access_log_append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) as first',
    values: [
      requests.map(({ time }) => time),
      requests.map(({ requestId }) => requestId),
      requests.map(({ caller }) => caller.id),
      requests.map(({ caller }) => caller.organisation),
      requests.map(({ purpose }) => purpose),
      leaves.map(({ of }) => of),
      leaves.map(({ leaf }) => leaf.kind),
      leaves.map(({ leaf }) => leaf.family),
      leaves.map(({ leaf }) => leaf.person),
      leaves.map(({ bytes }) => bytes),
      leaves.map(({ mac }) => mac),
      expected.map(({ of }) => of),
      expected.map(({ subject }) => subject),
      expected.map(({ epoch }) => epoch),
    ],
  };
}
