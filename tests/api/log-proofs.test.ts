/** What an officer gives to somebody who does not trust the council: proofs, by GraphQL, that others can verify. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCheckpoint, openConsistency, openProof, parseVerifierKey } from '#access-log/verify.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { CAST, OKAFOR_HUGHES, startHub } from '#tests/support/hub.ts';
import { SIGNING_KEY } from '#tests/support/log.ts';
import { familyQuery, OUTCOME } from '#tests/support/queries.ts';

const KEYS = [parseVerifierKey(SIGNING_KEY.verifierKey)];
let hub: TestHub;
beforeAll(async () => {
  hub = await startHub();
});
afterAll(() => hub.close());

const view = () => hub.query('lead-worker', familyQuery(`attendance ${OUTCOME}`), { id: OKAFOR_HUGHES });
const ask = async (who: string, query: string) => (await hub.query(who, query)).body.data as Record<string, unknown>;
const TOBY = `{ accessLog(filter: { personIds: ["${CAST.toby}"] }) { nodes { index proof { entry proof } } } }`;
interface Node {
  readonly index: number;
  readonly proof: { readonly entry: string; readonly proof: string } | null;
}
const entries = async (who = 'dpo') => (await ask(who, TOBY))['accessLog'] as { nodes: Node[] } | null;

describe('An officer', () => {
  test('has no proof before a checkpoint is signed, and then one for every entry', async () => {
    await view();
    expect((await entries())?.nodes.map(({ proof }) => proof)).toEqual([null]);
    await hub.app.log.sign();
    const { nodes } = (await entries())!;
    expect(nodes.length).toBeGreaterThan(0);
    for (const { index, proof } of nodes.slice(-1)) {
      expect(openProof(proof!.proof, Buffer.from(proof!.entry), KEYS)).toMatchObject({ index });
      expect(JSON.parse(proof!.entry)).toMatchObject({ kind: 'VIEW', person: CAST.toby });
      expect(() => openProof(proof!.proof, Buffer.from(`${proof!.entry} `), KEYS)).toThrow('does not lead');
    }
  });

  test('shows that the log continues the checkpoint that somebody holds', async () => {
    const held = (await ask('dpo', '{ accessLogCheckpoint }'))['accessLogCheckpoint'] as string;
    const older = openCheckpoint(held, KEYS);
    await view();
    await hub.app.log.sign();
    const file = (await ask('dpo', `{ accessLogContinuation(older: ${older.size}) }`))['accessLogContinuation'] as string;
    expect(openConsistency(file, older, KEYS).size).toBeGreaterThan(older.size);
    expect(await ask('dpo', `{ accessLogContinuation(older: 100000) }`)).toEqual({ accessLogContinuation: null });
    expect(await ask('dpo', `{ accessLogContinuation(older: -1) }`)).toEqual({ accessLogContinuation: null });
  });
});

test.each(['lead-worker', 'manager', 'operator', 'council-app'])('A %s reads neither entries nor checkpoints', async (who) => {
  expect(await entries(who)).toBeNull();
  expect(await ask(who, '{ accessLogCheckpoint accessLogContinuation(older: 0) }')).toEqual({
    accessLogCheckpoint: null,
    accessLogContinuation: null,
  });
});

test('Information governance has checkpoints, and no entries', async () => {
  expect(await ask('information-governance', '{ accessLogCheckpoint }')).toEqual({
    accessLogCheckpoint: expect.stringContaining('hub.example/access-log') as string,
  });
  expect(await entries('information-governance')).toBeNull();
});
