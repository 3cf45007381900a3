import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { change, codes } from '#tests/support/change.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { ABSENT_ID, CAST, OKAFOR_HUGHES, startHub } from '#tests/support/hub.ts';
import { leavesAdded, OUTCOME, peopleOf, familyQuery } from '#tests/support/queries.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub();
});
afterAll(() => hub.close());

const EARLY_HELP = 'northmere-early-help';
const before = (minutes: number) => new Date(Date.now() - minutes * 60_000).toISOString();
const decision = (personId: string, more: object = {}) => ({
  personId,
  categories: ['ATTENDANCE'],
  purposes: ['EARLY_HELP'],
  recipients: [EARLY_HELP],
  decision: 'GIVEN',
  decidedAt: before(5),
  givenBy: { capacity: 'PARENTAL_RESPONSIBILITY', personId: CAST.amara },
  method: 'IN_PERSON',
  ...more,
});
const withdrawal = (personId: string, more: object = {}) => ({
  personId,
  categories: ['ATTENDANCE'],
  decidedAt: before(0),
  withdrawnBy: { capacity: 'PARENTAL_RESPONSIBILITY', personId: CAST.amara },
  method: 'PHONE',
  ...more,
});

const attendanceOf = async (person: string) => {
  const people = peopleOf(await hub.query('lead-worker', familyQuery(`attendance ${OUTCOME}`), { id: OKAFOR_HUGHES }));
  const answer = people.find(({ id }) => id === person)?.['attendance'] as { __typename: string; reason?: string } | undefined;
  return answer?.reason ?? answer?.__typename;
};

describe('A consent', () => {
  test('is withdrawn by a holder of parental responsibility, and bites at once; a new one is given', async () => {
    expect(await attendanceOf(CAST.toby)).toBe('Attendance');
    expect((await change(hub, 'lead-worker', 'withdrawConsent', withdrawal(CAST.toby))).__typename).toBe('ConsentWithdrawn');
    expect(await attendanceOf(CAST.toby)).toBe('NO_CONSENT');
    const late = await change(hub, 'lead-worker', 'recordConsent', decision(CAST.toby, { decidedAt: before(60) }));
    expect(late.__typename).toBe('ConsentRecorded');
    expect(await attendanceOf(CAST.toby)).toBe('NO_CONSENT');
    await change(hub, 'lead-worker', 'recordConsent', decision(CAST.toby, { decidedAt: before(0) }));
    expect(await attendanceOf(CAST.toby)).toBe('Attendance');
  });

  test('is recorded once for each key, however often it is asked for', async () => {
    const input = decision(CAST.toby, { clientKey: randomUUID() });
    const ask = () => change(hub, 'lead-worker', 'recordConsent', input, '... on ConsentRecorded { consentIds recordedAt }');
    const first = await ask();
    const leaves = await leavesAdded(hub, async () => expect(await ask()).toEqual(first));
    expect(leaves).toEqual([]);
    const other = await change(hub, 'lead-worker', 'recordConsent', { ...input, categories: ['SUSPENSIONS'] });
    expect(codes(other)).toEqual(['CLIENT_KEY_REUSED clientKey']);
  });

  test('is in the access log, and so is a refused attempt', async () => {
    const leaves = await leavesAdded(hub, async () => {
      await change(hub, 'lead-worker', 'recordConsent', decision(CAST.toby));
      await change(
        hub,
        'lead-worker',
        'recordConsent',
        decision(CAST.toby, { givenBy: { capacity: 'PARENTAL_RESPONSIBILITY', personId: CAST.daniel } }),
      );
    });
    expect(
      leaves.map(({ kind, person, change: made }) => ({ kind, person, outcome: made?.outcome, problems: made?.problems })),
    ).toEqual([
      { kind: 'CONSENT_CHANGE', person: CAST.toby, outcome: 'RECORDED', problems: undefined },
      { kind: 'CONSENT_CHANGE', person: CAST.toby, outcome: 'REFUSED', problems: ['NOT_A_PR_HOLDER'] },
    ]);
  });

  test('of somebody hidden cannot be told from that of nobody', async () => {
    const hidden = hub.world.people.find(({ key }) => key.startsWith('p-'))!;
    const answers = [ABSENT_ID, 'nonsense', hidden.key].map((personId) =>
      change(hub, 'lead-worker', 'recordConsent', decision(personId)),
    );
    expect(new Set((await Promise.all(answers)).map((answer) => JSON.stringify(answer))).size).toBe(1);
  });
});
