import { execFileSync } from 'node:child_process';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { signNote } from '#access-log/keys.ts';
import type { EntryProof } from '#access-log/proofs.ts';
import { inclusionProof } from '#access-log/tree.ts';
import { parseVerifierKey, verifyProofs } from '#access-log/verify.ts';
import { removeFolders, temporaryFolder } from '#tests/start/program.ts';
import { madeUpEntry } from '#tests/support/arbitrary-entry.ts';
import { SIGNING_KEY } from '#tests/support/log.ts';
import { memoryLog, toBase64 } from '#tests/support/memory-log.ts';
import { proofFiles } from './proofs.ts';

const ABOUT = { id: '0b7a3c55-6a1e-4d57-8d6e-5f0f3a3c2f10', at: new Date('2026-11-23T09:00:00Z') };
const LEAVES = ['{"kind":"VIEW"}', '{"name":"Zoë"}', '{"kind":"REVIEW"}'];
const log = memoryLog(LEAVES.map((leaf) => Buffer.from(leaf)));
afterAll(removeFolders);

async function proofOf(index: number, size: number): Promise<EntryProof> {
  const note = signNote(`${SIGNING_KEY.name}\n${size}\n${toBase64(log.root(size))}\n`, [SIGNING_KEY]);
  const hashes = (await inclusionProof(log.read, index, size)).map(toBase64);
  return { entry: LEAVES[index]!, proof: ['c2sp.org/tlog-proof@v1', `index ${index}`, ...hashes, '', note].join('\n') };
}

async function tar(): Promise<Buffer> {
  const proofs = [await proofOf(0, 2), { entry: null, proof: 'erased' }, null, await proofOf(1, 3)];
  const entries = [0, 7, 8, 1].map((index, place) => ({ entry: madeUpEntry({ index }), proof: proofs[place]! }));
  const pages = [await proofFiles.page(entries.slice(0, 2)), await proofFiles.page(entries.slice(2))];
  return Buffer.concat([proofFiles.head(ABOUT), ...pages, proofFiles.tail()]);
}

test('Proofs unpacked from a download are files that verify, each by its own checkpoint', async () => {
  const [file, folder] = [join(temporaryFolder(), 'proofs.tar'), temporaryFolder()];
  writeFileSync(file, await tar());
  execFileSync('tar', ['-xf', file, '-C', folder]);
  expect(readdirSync(folder).toSorted()).toEqual([
    '000000000000.entry',
    '000000000000.tlog-proof',
    '000000000001.entry',
    '000000000001.tlog-proof',
  ]);
  expect(statSync(join(folder, '000000000000.entry')).mode & 0o777).toBe(0o644);
  const verified = await verifyProofs(folder, [parseVerifierKey(SIGNING_KEY.verifierKey)]);
  expect(verified).toMatchObject({ entries: 2, newest: { size: 3 } });
});

test('The file is the same whenever it is made', async () => {
  const now = await tar();
  vi.useFakeTimers({ now: new Date('2040-01-01'), toFake: ['Date'] });
  try {
    expect(await tar()).toEqual(now);
  } finally {
    vi.useRealTimers();
  }
});
