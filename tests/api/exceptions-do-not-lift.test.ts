import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { callerId } from '#demo/callers.ts';
import { change } from '#tests/support/change.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { ABSENT_ID, CAST, startHub } from '#tests/support/hub.ts';
import { OUTCOME } from '#tests/support/queries.ts';
import type { PersonAnswer } from '#tests/support/queries.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub();
});
afterAll(() => hub.close());
const sql = async (text: string, values: unknown[] = []): Promise<void> => void (await hub.owner.pool.query(text, values));
afterEach(async () => {
  await sql(`delete from restriction where reason = 'Made up by a test'`);
  await sql(`delete from agreement_event where event = 'ENDED'`);
  await sql(
    `update agreement set minimum_age = null, maximum_age = null, ends_at = now() + interval '1 year' where id like 'safeguarding-%'`,
  );
  await sql('delete from "override"');
  await sql('delete from safeguarding_decision');
  await sql('delete from worker_interest');
});

const WORKER = 'other-worker';
const OFFICER = 'information-governance';
const CATEGORIES = ['ATTENDANCE', 'TENANCY', 'ADDRESS'];
const people = [CAST.toby, CAST.gareth];

/** Two ways to open SAFEGUARDING for the same people and categories to the same worker. */
const WAYS: readonly (readonly [string, () => Promise<void>])[] = [
  [
    'An override',
    async () => {
      const input = { personIds: people, categories: CATEGORIES, reasonCode: 'RISK_TO_LIFE', narrative: 'Made up by a test' };
      expect((await change(hub, WORKER, 'recordOverride', input)).__typename).toBe('OverrideRecorded');
    },
  ],
  [
    'A safeguarding decision',
    async () => {
      const endsAt = new Date(Date.now() + 86_400_000).toISOString();
      const named = { personIds: people, categories: CATEGORIES, recipients: [callerId(WORKER)] };
      const input = { ...named, ground: 'MASH', reason: 'Made up by a test', endsAt };
      const fields = '... on SafeguardingDecisionRecorded { decisionId }';
      const { decisionId } = await change(hub, 'mash', 'recordSafeguardingDecision', input, fields);
      const { __typename } = await change(hub, 'manager', 'approveSafeguardingDecision', { decisionId });
      expect(__typename).toBe('SafeguardingDecisionRecorded');
    },
  ],
];

const DOCUMENT = `query($id: ID!) { person(id: $id, purpose: SAFEGUARDING) { id identity ${OUTCOME} attendance { __typename
  ... on Withheld { reason } ... on Attendance { school { name } } } tenancy ${OUTCOME} address ${OUTCOME} } }`;
const ask = (id: string) => hub.query(WORKER, DOCUMENT, { id });
const person = async (id: string) => (await ask(id)).body.data?.['person'] as unknown as PersonAnswer | null;
const restrict = (personId: string, more: object) =>
  change(hub, OFFICER, 'placeRestriction', { personId, kind: 'COURT_ORDER', reason: 'Made up by a test', ...more });

describe.each(WAYS)('%s', (_what, open) => {
  const reads = async (id: string, field: string) => {
    await open();
    const answer = (await person(id))?.[field];
    return answer?.reason ?? answer?.__typename;
  };

  test('opens what it names, where nothing else stands against it', async () => {
    expect(await reads(CAST.toby, 'attendance')).toBe('Attendance');
    expect(await reads(CAST.gareth, 'tenancy')).toBe('Tenancy');
    expect(await reads(CAST.gareth, 'address')).toBe('Address');
  });

  test('does not lift a restriction', async () => {
    await restrict(CAST.toby, { categories: ['ATTENDANCE'] });
    expect(await reads(CAST.toby, 'attendance')).toBe('RESTRICTED');
  });

  test('does not lift a silent restriction on a category, which reads like a missing consent', async () => {
    await restrict(CAST.toby, { categories: ['ATTENDANCE'], silent: true });
    expect(await reads(CAST.toby, 'attendance')).toBe('NO_CONSENT');
  });

  test('does not lift a silent seal on the whole person: they cannot be told from nobody', async () => {
    await restrict(CAST.toby, { kind: 'SEALED', silent: true });
    await open();
    expect((await ask(CAST.toby)).text).toBe((await ask(ABSENT_ID)).text);
  });

  test('does not lift a protected address: no address, and no place', async () => {
    expect(await reads(CAST.toby, 'address')).toBe('PROTECTED');
    expect((await person(CAST.toby))?.['attendance']?.['school']).toMatchObject({ name: null });
    await restrict(CAST.gareth, { kind: 'PROTECTED_ADDRESS' });
    expect((await person(CAST.gareth))?.['address']?.reason).toBe('PROTECTED');
  });

  test('does not stand in for an agreement', async () => {
    await sql(
      `insert into agreement_event (agreement, version, event, recorded_by) values ('safeguarding-housing', 1, 'ENDED', $1)`,
      [callerId(OFFICER)],
    );
    expect(await reads(CAST.gareth, 'tenancy')).toBe('NO_AGREEMENT');
  });

  test('does not lift an agreement’s ages or its end', async () => {
    await sql(`update agreement set minimum_age = 4, maximum_age = 20 where id = 'safeguarding-education'`);
    expect(await reads(CAST.gareth, 'attendance')).toBe('OUTSIDE_AGREEMENT');
    expect(await reads(CAST.toby, 'attendance')).toBe('Attendance');
    await sql(`update agreement set ends_at = now() - interval '1 minute' where id = 'safeguarding-education'`);
    expect(await reads(CAST.toby, 'attendance')).toMatch(/AGREEMENT$/);
  });

  test('shows nothing of whom the worker has a tie to: withheld, or where it is silent hidden', async () => {
    await open();
    await change(hub, WORKER, 'declareInterest', { personId: CAST.toby, kind: 'FRIEND' });
    expect((await person(CAST.toby))?.['attendance']?.reason).toBe('CONFLICT');
    const silent = { personId: CAST.toby, kind: 'FRIEND', workerId: callerId(WORKER), silent: true };
    await change(hub, 'manager', 'declareInterest', silent);
    expect((await ask(CAST.toby)).text).toBe((await ask(ABSENT_ID)).text);
  });
});
