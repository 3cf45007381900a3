/** Sigstore's own verifier (npm, @sigstore/verify) accepts our checkpoints and proofs, and nothing else. */
import { createPublicKey } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SIGNING_KEY } from '#tests/support/log.ts';
import type { Inclusion } from './questions.ts';
import { flipped, inclusions } from './questions.ts';

interface LogEntry {
  readonly inclusionProof: {
    readonly logIndex: string;
    readonly hashes: readonly Buffer[];
    readonly checkpoint: { readonly envelope: string };
  };
  readonly canonicalizedBody: Buffer;
}
interface Sigstore {
  verifyCheckpoint(entry: LogEntry, logs: readonly object[]): object;
  verifyMerkleInclusion(entry: LogEntry, checkpoint: object): void;
}

// Not part of its interface, which speaks of whole bundles only: its version is pinned.
const require = createRequire(import.meta.url);
const tlog = join(require.resolve('@sigstore/verify'), '../tlog');
const { verifyCheckpoint } = require(join(tlog, 'checkpoint.js')) as Sigstore;
const { verifyMerkleInclusion } = require(join(tlog, 'merkle.js')) as Sigstore;

const log = {
  baseURL: `https://${SIGNING_KEY.name}`,
  logID: Buffer.from(SIGNING_KEY.id, 'hex'),
  publicKey: createPublicKey(SIGNING_KEY.key),
};

function accepts({ checkpoint, hashes, index, entry }: Inclusion): boolean {
  const logEntry: LogEntry = {
    inclusionProof: {
      logIndex: String(index),
      hashes: hashes.map((hash) => Buffer.from(hash, 'base64')),
      checkpoint: { envelope: checkpoint },
    },
    canonicalizedBody: Buffer.from(entry, 'base64'),
  };
  try {
    verifyMerkleInclusion(logEntry, verifyCheckpoint(logEntry, [log]));
    return true;
  } catch {
    return false;
  }
}

describe('Sigstore', () => {
  test('accepts 500 proofs of ours', async () => {
    const refused = (await inclusions(500)).filter((each) => !accepts(each));
    expect(refused).toEqual([]);
  });

  test('accepts none with an entry, a hash or a root changed', async () => {
    for (const each of await inclusions(100)) {
      expect(accepts({ ...each, entry: flipped(each.entry) })).toBe(false);
      expect(accepts({ ...each, checkpoint: each.checkpoint.replace(each.root, flipped(each.root)) })).toBe(false);
      if (each.hashes.length > 0) expect(accepts({ ...each, hashes: each.hashes.map(flipped) })).toBe(false);
    }
  });
});
