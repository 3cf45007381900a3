/** The ten questions of a data protection officer (docs/queries/officer), asked after a day on which something happened. */
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openCheckpoint, openConsistency, openProof, parseVerifierKey } from '#access-log/verify.ts';
import { callerId } from '#demo/callers.ts';
import { change, codes } from '#tests/support/change.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { CAST, OKAFOR_HUGHES, startHub } from '#tests/support/hub.ts';
import { SIGNING_KEY } from '#tests/support/log.ts';
import { EVERY_CATEGORY, familyQuery, personQuery } from '#tests/support/queries.ts';

const FOLDER = new URL('../../docs/queries/officer/', import.meta.url);
const FILES = readdirSync(FOLDER).toSorted();
const KEYS = [parseVerifierKey(SIGNING_KEY.verifierKey)];

let hub: TestHub;
let held: string;
beforeAll(async () => {
  hub = await startHub();
  const view = () => hub.query('lead-worker', familyQuery(EVERY_CATEGORY), { id: OKAFOR_HUGHES });
  await view();
  held = (await hub.app.log.sign())!;
  const withdrawn = await change(hub, 'lead-worker', 'withdrawConsent', {
    personId: CAST.toby,
    categories: ['ATTENDANCE'],
    decidedAt: new Date().toISOString(),
    withdrawnBy: { capacity: 'PARENTAL_RESPONSIBILITY', personId: CAST.amara },
    method: 'PHONE',
  });
  expect(codes(withdrawn)).toEqual(['ConsentWithdrawn']);
  await view();
  const broken = await change(hub, 'other-worker', 'recordOverride', {
    personIds: [CAST.toby],
    categories: ['ATTENDANCE'],
    reasonCode: 'CHILD_MISSING',
    narrative: 'Made up by a test: not seen since noon',
    hours: 1,
  });
  expect(codes(broken)).toEqual(['OverrideRecorded']);
  await hub.query('other-worker', personQuery('attendance { __typename }').replace('EARLY_HELP', 'SAFEGUARDING'), {
    id: CAST.toby,
  });
  await hub.query('other-worker', familyQuery('attendance { __typename }'), { id: OKAFOR_HUGHES });
  await hub.app.log.sign();
});
afterAll(() => hub.close());

interface Answer {
  readonly nodes: readonly Record<string, unknown>[];
}

/** The answer of the document with this number, without errors. */
async function ask(number: number, variables: object): Promise<Record<string, Answer>> {
  const file = FILES.find((name) => name.startsWith(String(number).padStart(2, '0')));
  const { status, body } = await hub.query('dpo', readFileSync(new URL(file ?? '', FOLDER), 'utf8'), variables);
  expect({ status, errors: body.errors }).toEqual({ status: 200, errors: undefined });
  return body.data as unknown as Record<string, Answer>;
}

const person = CAST.toby;

describe('An officer asks', () => {
  test('ten questions, each with its number', () => {
    expect(FILES.map((name) => Number(name.slice(0, 2)))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  test('1 who was shown this, for what purpose, and on what it rested', async () => {
    const { accessLog } = await ask(1, { person, category: 'ATTENDANCE' });
    expect(accessLog!.nodes.map(({ worker, purpose }) => [worker, purpose])).toEqual([
      [{ name: 'Leah Brookes' }, 'SAFEGUARDING'],
      [{ name: 'Priya Nair' }, 'EARLY_HELP'],
    ]);
  });

  test('2 what a worker looked at and changed', async () => {
    const { accessLog } = await ask(2, { worker: callerId('other-worker') });
    expect(accessLog!.nodes.map(({ kind }) => kind)).toEqual(['OVERRIDE', 'VIEW', 'VIEW']);
  });

  test('3 what happened to a family', async () => {
    const { accessLog } = await ask(3, { family: OKAFOR_HUGHES });
    // Two views of six people, and one by somebody from whom the family is hidden.
    expect(accessLog!.nodes.length).toBeGreaterThanOrEqual(13);
    expect(new Set(accessLog!.nodes.map(({ worker }) => (worker as { name: string }).name))).toEqual(
      new Set(['Leah Brookes', 'Priya Nair']),
    );
  });

  test('4 what rested on an agreement', async () => {
    const { accessLog } = await ask(4, { agreement: 'education-early-help' });
    expect(accessLog!.nodes.length).toBeGreaterThan(0);
  });

  test('5 whether anything was shown after a withdrawal', async () => {
    const { changes, shown } = await ask(5, { person, category: 'ATTENDANCE' });
    const [withdrawal] = changes!.nodes;
    expect(withdrawal).toMatchObject({ change: { outcome: 'RECORDED', what: ['WITHDRAWN'] } });
    const after = shown!.nodes.filter(({ index }) => Number(index) > Number(withdrawal!['index']));
    // Only what somebody broke the glass for, and no consent was used.
    expect(after.map(({ worker }) => worker)).toEqual([{ name: 'Leah Brookes' }]);
  });

  test('6 what was refused, and why, also where the worker did not read why', async () => {
    const { accessLog } = await ask(6, { organisation: 'northmere-early-help', reasons: ['WITHDRAWN'] });
    expect(accessLog!.nodes).toHaveLength(1);
    expect(accessLog!.nodes[0]).toMatchObject({ worker: { name: 'Priya Nair' } });
  });

  test('7 who broke the glass, and who is to explain it', async () => {
    await expect.poll(async () => (await ask(7, {}))['reviewQueue']!.nodes.length, { timeout: 20_000, interval: 500 }).toBe(1);
    const { reviewQueue } = await ask(7, {});
    expect(reviewQueue!.nodes[0]).toMatchObject({
      rule: 'BREAK_GLASS',
      state: 'AWAITING_EXPLANATION',
      worker: { name: 'Leah Brookes' },
      people: [{ name: 'Toby Hughes' }],
    });
  });

  test('8 what the person may be given, which leaves out what waits for a release', async () => {
    const { subject, officer } = await ask(8, { person: CAST.amara });
    expect(officer!.nodes.length).toBeGreaterThan(0);
    expect(subject!.nodes.length).toBeLessThanOrEqual(officer!.nodes.length);
    expect((await ask(8, { person }))['subject']!.nodes).toEqual([]);
  });

  test('9 what is worth a question, and what could not be looked at', async () => {
    const { reviewQueue } = await ask(9, {});
    expect(reviewQueue!.nodes.map(({ rule }) => rule)).toContain('BREAK_GLASS');
    expect((reviewQueue as unknown as { notEvaluated: string[] }).notEvaluated).toEqual(
      expect.arrayContaining(['SAME_ADDRESS', 'COLLEAGUE']),
    );
  });

  test('10 whether it can be proven', async () => {
    const older = openCheckpoint(held, KEYS);
    const { accessLog, accessLogContinuation } = await ask(10, { person, older: older.size });
    const proven = accessLog!.nodes.filter(({ proof }) => proof !== null) as unknown as {
      index: number;
      proof: { entry: string; proof: string };
    }[];
    expect(proven.length).toBeGreaterThan(2);
    for (const { index, proof } of proven) expect(openProof(proof.proof, Buffer.from(proof.entry), KEYS).index).toBe(index);
    expect(openConsistency(accessLogContinuation as unknown as string, older, KEYS).size).toBeGreaterThan(older.size);
  });
});
