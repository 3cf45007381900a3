/** How fast a whole export is verified from disk, to the root that was signed. */
import { exportLog } from '#access-log/export.ts';
import { createCheckpointFolder } from '#access-log/checkpoint-folder.ts';
import { createSigner } from '#access-log/checkpoints.ts';
import { makeSigningKey, parseSigningKey } from '#access-log/keys.ts';
import { parseVerifierKey, verifyExport } from '#access-log/verify.ts';
import { median } from '#bench/results.ts';
import { entities } from '#server/entities.ts';
import { openDatabase } from '#storage/database.ts';
import { systemClock } from '#terms/clock.ts';

export interface VerificationResult {
  readonly leaves: number;
  readonly leavesPerSecond: number;
}

export async function measureVerification(url: string, folder: string, say: (line: string) => void): Promise<VerificationResult> {
  const { pool, close } = await openDatabase({ url, entities, as: 'owner' });
  const key = parseSigningKey(makeSigningKey('bench.example/access-log'));
  const signer = createSigner({
    pool,
    clock: systemClock,
    keys: [key],
    hubKey: Buffer.alloc(32),
    folder: createCheckpointFolder(`${folder}-checkpoints`),
  });
  await signer.sign();
  const leaves = (await exportLog(pool, folder, () => undefined)) ?? 0;
  await close();
  const rates: number[] = [];
  for (let round = 0; round < 3; round++) {
    const start = performance.now();
    await verifyExport(folder, [parseVerifierKey(key.verifierKey)]);
    rates.push(leaves / ((performance.now() - start) / 1000));
  }
  const leavesPerSecond = median(rates);
  say(`Verified ${leaves} leaves from disk to an equal root: ${Math.round(leavesPerSecond)} leaves/s (goal 250,000)`);
  return { leaves, leavesPerSecond };
}
