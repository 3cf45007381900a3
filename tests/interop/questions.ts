/** Checkpoints and proofs of logs of many sizes, for verifiers that others wrote. */
import { signNote } from '#access-log/keys.ts';
import { consistencyProof, inclusionProof } from '#access-log/tree.ts';
import { SIGNING_KEY } from '#tests/support/log.ts';
import { memoryLog, toBase64 } from '#tests/support/memory-log.ts';

export interface Question {
  readonly checkpoint: string;
  readonly size: number;
  /** Base64, as are the others. */
  readonly root: string;
  readonly hashes: readonly string[];
}
export interface Inclusion extends Question {
  readonly index: number;
  readonly entry: string;
}
export interface Consistency extends Question {
  readonly oldSize: number;
  readonly oldRoot: string;
}

const entries = Array.from({ length: 600 }, (_, n) => Buffer.from(`{"entry":${n}}`));
const log = memoryLog(entries);
const ROOM = 2 ** 32;

/** Repeatable: a size and a place in it, from a seed. */
function* pairs(count: number): Generator<{ size: number; index: number }> {
  let state = 20_261_122;
  const next = (limit: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / ROOM) * limit);
  };
  for (let n = 0; n < count; n++) {
    const size = 1 + next(entries.length);
    yield { size, index: next(size) };
  }
}

function questionOf(size: number): Omit<Question, 'hashes'> {
  const root = toBase64(log.root(size));
  return { checkpoint: signNote(`${SIGNING_KEY.name}\n${size}\n${root}\n`, [SIGNING_KEY]), size, root };
}

export async function inclusions(count: number): Promise<Inclusion[]> {
  return Promise.all(
    [...pairs(count)].map(async ({ size, index }) => ({
      ...questionOf(size),
      index,
      entry: entries[index]?.toString('base64') ?? '',
      hashes: (await inclusionProof(log.read, index, size)).map(toBase64),
    })),
  );
}

export async function consistencies(count: number): Promise<Consistency[]> {
  return Promise.all(
    [...pairs(count)].map(async ({ size, index }) => ({
      ...questionOf(size),
      oldSize: index + 1,
      oldRoot: toBase64(log.root(index + 1)),
      hashes: (await consistencyProof(log.read, index + 1, size)).map(toBase64),
    })),
  );
}

/** The same bytes with one bit turned. */
export function flipped(base64: string): string {
  const bytes = Buffer.from(base64, 'base64');
  bytes[bytes.length >> 1]! ^= 4;
  return bytes.toString('base64');
}
