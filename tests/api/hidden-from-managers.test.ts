import { randomUUID } from 'node:crypto';
import { afterEach, afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callerId } from '#demo/callers.ts';
import { londonDate } from '#terms/clock.ts';
import { change, codes } from '#tests/support/change.ts';
import { strangers } from '#tests/support/families.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { ABSENT_ID, CAST, OKAFOR_HUGHES, startHub } from '#tests/support/hub.ts';
import { actingAs, entitled, madeOnce, refusal, traces } from '#tests/support/made-once.ts';
import { familyQuery, leavesAdded, OUTCOME, peopleOf } from '#tests/support/queries.ts';

let hub: TestHub;
let [one, two, three] = ['', '', ''];
beforeAll(async () => {
  hub = await startHub();
  [one = '', two = '', three = ''] = await strangers(hub);
});
afterAll(() => hub.close());
/** After each test nobody has a tie, and the only restrictions are the council's own. */
afterEach(async () => {
  await hub.owner.pool.query(`delete from restriction where reason = 'Made up by a test'`);
  await hub.owner.pool.query('delete from worker_interest');
});

const OFFICER = 'information-governance';
const INTEREST = '... on InterestRecorded { interestId version recordedAt }';
const parents = (...ids: string[]) => ids.map((personId) => ({ personId, role: 'PARENT' }));
const openWith = (...ids: string[]) => ({ name: 'New', members: parents(...ids) });
const refusedOpening = (...ids: string[]) => refusal(hub, 'manager', 'openFamily', openWith(...ids));

async function done(who: string, name: string, input: object): Promise<void> {
  expect(codes(await change(hub, who, name, { ...input }))[0]).toMatch(/Recorded$/);
}
const restrict = (personId: string, more: object) =>
  done(OFFICER, 'placeRestriction', { personId, kind: 'SEALED', reason: 'Made up by a test', ...more });
const declare = (who: string, personId: string) => done(who, 'declareInterest', { personId, kind: 'FAMILY' });
const declareSilently = (who: string, personId: string) =>
  done(OFFICER, 'declareInterest', { personId, kind: 'OTHER', workerId: callerId(who), silent: true });

/** What the lead worker reads of each member's IDENTITY. */
async function reads(who = 'lead-worker', id = OKAFOR_HUGHES): Promise<Record<string, string | undefined>> {
  const people = peopleOf(await hub.query(who, familyQuery(`identity ${OUTCOME}`), { id }));
  return Object.fromEntries(people.map((person) => [person.id, person['identity']?.reason ?? person['identity']?.__typename]));
}

/** Proposes somebody for the cast's family, by a worker or, without one, by an agency. */
async function propose(person: string, by: string | null): Promise<string> {
  const id = randomUUID();
  await hub.owner.pool.query(
    `insert into family_member (id, family_id, person_id, role, state, asserted_by, evidence, proposed_by_id)
      values ($1, $2, $3, 'OTHER_RELATIVE', 'PROPOSED', $4, $5, $6)`,
    [id, OKAFOR_HUGHES, person, by === null ? 'AGENCY' : 'WORKER', by === null ? 'Same UPRN' : null, by && callerId(by)],
  );
  return id;
}

describe('A member who was proposed', () => {
  const DECIDED = '... on FamilyMemberDecided { membershipId version recordedAt }';
  const decide = (membershipId: string, decision: string) =>
    madeOnce(hub, 'manager', 'confirmFamilyMember', { membershipId, decision }, DECIDED);
  const refused = (membershipId: string) => refusal(hub, 'manager', 'confirmFamilyMember', { membershipId, decision: 'CONFIRM' });

  test('is shown once a manager confirms, which keeps who proposed it and on what evidence', async () => {
    const membership = await propose(one, null);
    expect(await reads()).not.toHaveProperty(one);
    const { answer, leaves } = await decide(membership, 'CONFIRM');
    expect(answer).toMatchObject({ membershipId: membership, version: 2 });
    expect(leaves).toMatchObject([
      { kind: 'MEMBERSHIP_CHANGE', person: one, family: OKAFOR_HUGHES, change: { what: ['CONFIRMED'], records: [membership] } },
    ]);
    expect(await reads()).toMatchObject({ [one]: 'Identity' });
    const { rows } = await hub.owner.pool.query(
      'select state, asserted_by, evidence, role, confirmed_by_id from family_member where id = $1 order by version',
      [membership],
    );
    const kept = { asserted_by: 'AGENCY', evidence: 'Same UPRN', role: 'OTHER_RELATIVE' };
    expect(rows).toEqual([
      { ...kept, state: 'PROPOSED', confirmed_by_id: null },
      { ...kept, state: 'CONFIRMED', confirmed_by_id: callerId('manager') },
    ]);
    expect(await refused(membership)).toEqual(['NOT_PROPOSED membershipId']);
  });

  test('is gone once a manager rejects', async () => {
    const membership = await propose(two, 'lead-worker');
    expect(await reads()).toMatchObject({ [two]: 'MEMBERSHIP_UNCONFIRMED' });
    await decide(membership, 'REJECT');
    expect(await reads()).not.toHaveProperty(two);
    expect(await refused(membership)).toEqual(['NOT_PROPOSED membershipId']);
  });

  test('is not confirmed by who proposed them, nor by who has a tie to the family', async () => {
    expect(await refused(await propose(two, 'manager'))).toEqual(['SECOND_PERSON_NEEDED']);
    const membership = await propose(two, 'lead-worker');
    await declare('manager', CAST.toby);
    expect(await refused(membership)).toEqual(['CONFLICT_OF_INTEREST']);
  });

  test('and is hidden from the manager cannot be told from nobody; nor can one of another service', async () => {
    const membership = await propose(two, 'lead-worker');
    const deciding = (membershipId: string, on = hub, who = 'manager') =>
      traces(on, who, 'confirmFamilyMember', { membershipId, decision: 'CONFIRM' });
    const absent = await deciding(ABSENT_ID);
    const elsewhere = actingAs(hub, { roles: ['MANAGER'] });
    expect(await deciding(membership, elsewhere, 'team-member')).toEqual(await deciding(ABSENT_ID, elsewhere, 'team-member'));
    await restrict(two, { silent: true });
    expect(await deciding(membership)).toEqual(absent);
    expect(await refused('nonsense')).toEqual(await refused(membership));
  });
});

describe('In a new family', () => {
  test.each([
    ['a silent seal on everybody', () => restrict(one, { silent: true })],
    ['a silent seal that binds the manager', () => restrict(one, { silent: true, binds: [callerId('manager')] })],
    [
      'a silent seal that binds the manager’s organisation',
      () => restrict(one, { silent: true, binds: ['northmere-early-help'] }),
    ],
    ['a silent interest of the manager’s', () => declareSilently('manager', one)],
  ])('somebody whom %s hides cannot be told from nobody', async (_what, hide) => {
    const absent = await traces(hub, 'manager', 'openFamily', openWith(ABSENT_ID));
    await hide();
    expect(await traces(hub, 'manager', 'openFamily', openWith(one))).toEqual(absent);
  });

  test.each([
    ['a restriction that may be noticed', { silent: false }],
    ['a silent seal that exempts the manager', { silent: true, absolute: false, exempt: [callerId('manager')] }],
    ['a silent seal that binds others', { silent: true, binds: ['northmere-community-health'] }],
    ['a silent restriction on a category', { silent: true, kind: 'COURT_ORDER', categories: ['ATTENDANCE'] }],
    ['a silent protected address', { silent: true, kind: 'PROTECTED_ADDRESS' }],
    ['a silent seal from tomorrow on', { silent: true, from: new Date(Date.now() + 86_400_000).toISOString() }],
  ])('%s hides nobody', async (_what, restriction) => {
    await restrict(one, restriction);
    expect(await refusedOpening(one, ABSENT_ID)).toEqual(['NOT_FOUND members.1.personId']);
  });

  test.each([
    ['restriction on PREGNANCY', () => restrict(CAST.amara, { kind: 'COURT_ORDER', categories: ['PREGNANCY'] })],
    ['silent seal', () => restrict(CAST.amara, { silent: true })],
    ['tie to the manager', () => declare('manager', CAST.amara)],
  ])('a child not yet born is known of, but for the mother’s %s', async (_what, hide) => {
    expect(await refusedOpening(CAST.baby, ABSENT_ID)).toEqual(['NOT_FOUND members.1.personId']);
    const absent = await traces(hub, 'manager', 'openFamily', openWith(ABSENT_ID));
    await hide();
    expect(await traces(hub, 'manager', 'openFamily', openWith(CAST.baby))).toEqual(absent);
  });
});

describe('A manager with a tie', () => {
  const tomorrow = londonDate(new Date(Date.now() + 86_400_000));
  const close = (familyId: string) => refusal(hub, 'manager', 'closeFamily', { familyId, closedOn: tomorrow, reason: 'OTHER' });
  const FUTURE = 'IN_THE_FUTURE closedOn';

  test.each(['toby', 'chidera', 'gareth'] as const)(
    'to Toby does not open a family of %s: the same, at home, family',
    async (name) => {
      expect(await refusedOpening(CAST[name], ABSENT_ID)).toEqual(['NOT_FOUND members.1.personId']);
      await declare('manager', CAST.toby);
      expect(await refusedOpening(CAST[name])).toEqual(['CONFLICT_OF_INTEREST']);
    },
  );

  test('does not open a family of who moved in with whom they have a tie to', async () => {
    const { pool } = hub.owner;
    const open = async () => codes(await change(hub, 'manager', 'openFamily', openWith(three)));
    await declare('manager', CAST.gareth);
    expect(await open()).toEqual(['FamilyOpened']);
    await pool.query('update person set household_id = (select household_id from person where id = $2) where id = $1', [
      three,
      CAST.gareth,
    ]);
    expect(await open()).toEqual(['CONFLICT_OF_INTEREST']);
  });

  test('to a member changes nothing of the family', async () => {
    await declare('manager', CAST.gareth);
    expect(await close(OKAFOR_HUGHES)).toEqual([FUTURE, 'CONFLICT_OF_INTEREST']);
    expect(await refusal(hub, 'manager', 'openFamily', { familyId: OKAFOR_HUGHES })).toContain('CONFLICT_OF_INTEREST');
    const team = { familyId: OKAFOR_HUGHES, workerId: callerId('other-worker') };
    expect(await refusal(hub, 'manager', 'assignLeadWorker', team)).toEqual(['CONFLICT_OF_INTEREST']);
    expect(await refusal(hub, 'manager', 'addTeamMember', { ...team, kind: 'TEAM_MEMBER' })).toEqual(['CONFLICT_OF_INTEREST']);
    const { rows } = await hub.owner.pool.query<{ id: string }>('select id from assignment where family_id = $1', [
      OKAFOR_HUGHES,
    ]);
    expect(await refusal(hub, 'manager', 'endTeamMember', { assignmentId: rows[0]!.id })).toEqual(['CONFLICT_OF_INTEREST']);
  });

  test('to somebody hidden is told nothing by it', async () => {
    await declare('manager', CAST.gareth);
    await restrict(CAST.gareth, { silent: true });
    expect(await close(OKAFOR_HUGHES)).toEqual([FUTURE]);
    await declareSilently('manager', CAST.daniel);
    expect(await close(OKAFOR_HUGHES)).toEqual([FUTURE]);
  });
});

describe('A worker’s interest', () => {
  test('withholds the person from the worker at once, until somebody else ends it', async () => {
    const { answer, leaves } = await madeOnce(
      hub,
      'lead-worker',
      'declareInterest',
      { personId: CAST.gareth, kind: 'FRIEND' },
      INTEREST,
    );
    const { interestId } = answer;
    expect(leaves).toMatchObject([
      { kind: 'INTEREST_CHANGE', person: CAST.gareth, change: { what: ['LIVE', 'FRIEND'], records: [interestId] } },
    ]);
    expect(await reads()).toMatchObject({ [CAST.gareth]: 'CONFLICT', [CAST.toby]: 'Identity' });
    expect(await refusal(hub, 'lead-worker', 'endInterest', { interestId })).toEqual(['NOT_ENTITLED']);
    const both = actingAs(hub, { roles: ['PRACTITIONER', 'MANAGER'] });
    expect(await refusal(both, 'lead-worker', 'endInterest', { interestId })).toEqual(['NOT_FOR_YOURSELF interestId']);
    await madeOnce(hub, 'manager', 'endInterest', { interestId }, INTEREST);
    expect(await reads()).toMatchObject({ [CAST.gareth]: 'Identity' });
    expect(await refusal(hub, 'manager', 'endInterest', { interestId })).toEqual(['ALREADY_ENDED interestId']);
  });

  test('that others declare silently hides the person', async () => {
    const input = { personId: CAST.gareth, kind: 'FAMILY', workerId: callerId('lead-worker'), silent: true };
    const { answer, leaves } = await madeOnce(hub, 'manager', 'declareInterest', input, INTEREST);
    expect(leaves[0]?.change).toMatchObject({ what: ['LIVE', 'FAMILY', 'SILENT'], recipients: [callerId('lead-worker')] });
    expect(await reads()).not.toHaveProperty(CAST.gareth);
    expect(await reads('team-member')).toHaveProperty(CAST.gareth);
    const both = actingAs(hub, { roles: ['MANAGER'] });
    const ending = (interestId: unknown) => traces(both, 'lead-worker', 'endInterest', { interestId });
    expect(await ending(answer['interestId'])).toEqual(await ending(ABSENT_ID));
    await madeOnce(hub, OFFICER, 'endInterest', { interestId: answer['interestId'] }, INTEREST);
    expect(await reads()).toMatchObject({ [CAST.gareth]: 'Identity' });
  });

  test('may name nobody, and tells nothing of whether it does', async () => {
    const shape = async (personId: string) => {
      const leaves = await leavesAdded(hub, () => done('lead-worker', 'declareInterest', { personId, kind: 'OTHER' }));
      return leaves.map(({ person, visible, change: made }) => ({ named: person === personId, visible, what: made?.what }));
    };
    expect(await shape(ABSENT_ID)).toEqual(await shape(one));
    const refused = (input: object, who = 'lead-worker') => refusal(hub, who, 'declareInterest', { kind: 'OTHER', ...input });
    expect(await refused({ personId: 'nonsense' })).toEqual(['NOT_FOUND personId']);
    expect(await refused({ personId: one, silent: true })).toEqual(['NOT_FOR_YOURSELF silent']);
    expect(await refused({ personId: one, workerId: callerId('team-member') })).toEqual(['NOT_ENTITLED']);
    expect(await refused({ personId: one }, 'council-app')).toEqual(['NOT_ENTITLED']);
  });

  test('is declared or ended for others by a manager of their organisation or information governance, for workers only', async () => {
    const declaring = (workerId: string) => ({ personId: one, kind: 'OTHER', workerId, silent: true });
    const nurse = declaring(callerId('team-member'));
    expect(await refusal(hub, 'manager', 'declareInterest', nurse)).toEqual(['NOT_FOUND workerId']);
    expect(await refusal(hub, 'manager', 'declareInterest', declaring(callerId('council-app')))).toEqual(['NOT_FOUND workerId']);
    const { answer } = await madeOnce(hub, OFFICER, 'declareInterest', nurse, INTEREST);
    const ending = (interestId: unknown) => traces(hub, 'manager', 'endInterest', { interestId });
    expect(await ending(answer['interestId'])).toEqual(await ending(ABSENT_ID));
    expect(await entitled(hub, 'declareInterest', declaring(ABSENT_ID))).toEqual(['manager', OFFICER, `${OFFICER}-2`]);
    expect(await entitled(hub, 'endInterest', { interestId: ABSENT_ID })).toEqual(['manager', OFFICER, `${OFFICER}-2`]);
  });

  test('is not declared or ended for others by who has the same tie', async () => {
    const other = { personId: one, kind: 'OTHER', workerId: callerId('lead-worker') };
    const { answer } = await madeOnce(hub, OFFICER, 'declareInterest', other, INTEREST);
    await declare('manager', one);
    expect(await refusal(hub, 'manager', 'declareInterest', other)).toEqual(['CONFLICT_OF_INTEREST']);
    expect(await refusal(hub, 'manager', 'endInterest', { interestId: answer['interestId'] })).toEqual(['CONFLICT_OF_INTEREST']);
  });
});
