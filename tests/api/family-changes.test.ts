import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { callerId } from '#demo/callers.ts';
import { addDays, londonDate } from '#terms/clock.ts';
import { PROBLEMS } from '#terms/problems.ts';
import { change, codes } from '#tests/support/change.ts';
import { strangers } from '#tests/support/families.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { ABSENT_ID, CAST, OKAFOR_HUGHES, startHub } from '#tests/support/hub.ts';
import { actingAs, entitled, madeOnce, refusal, traces } from '#tests/support/made-once.ts';
import { familyQuery, OUTCOME } from '#tests/support/queries.ts';
import type { PersonAnswer } from '#tests/support/queries.ts';

const DAY = 86_400_000;
let moved = 0;
let hub: TestHub;
let [one, two] = ['', ''];
beforeAll(async () => {
  hub = await startHub({ clock: { now: () => new Date(Date.now() + moved) } });
  [one = '', two = ''] = await strangers(hub);
});
afterAll(() => hub.close());

const now = () => new Date(Date.now() + moved);
const today = () => londonDate(now());
const later = (ms: number) => new Date(now().getTime() + ms).toISOString();
const manager = (name: string, input: object, fields: string) => madeOnce(hub, 'manager', name, input, fields);
const refused = (name: string, input: object) => refusal(hub, 'manager', name, input);

const OPENED = '... on FamilyOpened { familyId episodeId membershipIds recordedAt }';
const CLOSED = '... on FamilyClosed { familyId episodeId version recordedAt }';
const ASSIGNED = '... on AssignmentRecorded { assignmentId version endsAt recordedAt }';
const parentOf = (...members: string[]) => members.map((personId) => ({ personId, role: 'PARENT' }));

async function openFamily(...members: string[]): Promise<string> {
  const { answer } = await manager('openFamily', { name: 'New', members: parentOf(...members) }, OPENED);
  return answer['familyId'] as string;
}
async function add(familyId: string, who: string, kind = 'TEAM_MEMBER', until?: string): Promise<string> {
  const input = { familyId, workerId: callerId(who), kind, until };
  return (await manager('addTeamMember', input, ASSIGNED)).answer['assignmentId'] as string;
}
const lead = (familyId: string, who: string) => manager('assignLeadWorker', { familyId, workerId: callerId(who) }, ASSIGNED);

/** What a worker reads of each member's IDENTITY; null where there is no such family for them. */
async function reads(who: string, familyId: string): Promise<Record<string, string> | null> {
  const { body } = await hub.query(who, familyQuery(`identity ${OUTCOME}`), { id: familyId });
  const family = body.data?.['family'] as unknown as { members: { person: PersonAnswer }[] } | null;
  if (!family) return null;
  return Object.fromEntries(
    family.members.map(({ person: { id, identity } }) => [id, identity?.reason ?? identity?.__typename ?? '']),
  );
}

test('Every problem has its code in the schema, with its sentence', async () => {
  const { body } = await hub.query('manager', '{ __type(name: "ProblemCode") { enumValues { name description } } }');
  const type = body.data?.['__type'] as unknown as { enumValues: { name: string; description: string }[] } | undefined;
  expect(Object.fromEntries((type?.enumValues ?? []).map(({ name, description }) => [name, description]))).toEqual(PROBLEMS);
});

describe('A family', () => {
  test('is opened by a manager, worked with and closed; each step is seen at once', async () => {
    const family = await openFamily(one, two);
    expect(await reads('other-worker', family)).toBeNull();
    await lead(family, 'other-worker');
    await add(family, 'team-member');
    expect(await reads('other-worker', family)).toEqual({ [one]: 'Identity', [two]: 'Identity' });
    expect(await reads('team-member', family)).toEqual({ [one]: 'Identity', [two]: 'Identity' });

    await manager('closeFamily', { familyId: family, closedOn: today(), reason: 'AIMS_ACHIEVED' }, CLOSED);
    expect(await reads('other-worker', family)).toEqual({ [one]: 'Identity', [two]: 'Identity' });
    expect(await reads('team-member', family)).toEqual({ [one]: 'CASE_CLOSED', [two]: 'CASE_CLOSED' });

    await manager('openFamily', { familyId: family }, OPENED);
    expect(await reads('team-member', family)).toEqual({ [one]: 'Identity', [two]: 'Identity' });
    await manager('closeFamily', { familyId: family, closedOn: today(), reason: 'STEPPED_UP' }, CLOSED);
    expect(await reads('team-member', family)).toEqual({ [one]: 'CASE_CLOSED', [two]: 'CASE_CLOSED' });
    expect(await reads('other-worker', family)).toEqual({ [one]: 'CASE_CLOSED', [two]: 'CASE_CLOSED' });
  });

  test('that steps up is closed to its lead worker the same day', async () => {
    const family = await openFamily(one);
    await lead(family, 'other-worker');
    await manager('closeFamily', { familyId: family, closedOn: today(), reason: 'STEPPED_UP' }, CLOSED);
    expect(await reads('other-worker', family)).toEqual({ [one]: 'CASE_CLOSED' });
  });

  test('keeps every version: as it was opened, and as it was closed', async () => {
    const family = await openFamily(one);
    await manager('closeFamily', { familyId: family, closedOn: today(), reason: 'OTHER' }, CLOSED);
    const { rows } = await hub.owner.pool.query(
      `select version, agreed_on, opened_on::text, closed_on::text, closing_reason, recorded_by from episode where family_id = $1
        order by version`,
      [family],
    );
    const opened = { version: 1, agreed_on: null, opened_on: today(), recorded_by: callerId('manager') };
    expect(rows).toEqual([
      { ...opened, closed_on: null, closing_reason: null },
      { ...opened, version: 2, closed_on: today(), closing_reason: 'OTHER' },
    ]);
  });

  test('is in the access log with everybody who belongs to it', async () => {
    const { answer, leaves } = await manager('openFamily', { name: 'New', members: parentOf(one, two) }, OPENED);
    const family = answer['familyId'];
    const [first, second] = answer['membershipIds'] as string[];
    expect(leaves).toMatchObject([
      { kind: 'FAMILY_CHANGE', family, person: null, change: { what: ['OPENED'], records: [answer['episodeId']] } },
      { kind: 'FAMILY_CHANGE', family, person: one, change: { what: ['CONFIRMED', 'PARENT'], records: [first] } },
      { kind: 'FAMILY_CHANGE', family, person: two, change: { what: ['CONFIRMED', 'PARENT'], records: [second] } },
    ]);
    expect(JSON.stringify(leaves)).not.toContain('New');
  });

  const tomorrow = addDays(londonDate(new Date()), 1);
  const many = parentOf(...Array.from({ length: 51 }, (_, place) => `${place}`));
  const days = { openedOn: tomorrow, agreedOn: tomorrow };
  test.each([
    ['an id that nothing has', { familyId: ABSENT_ID }, ['NOT_FOUND familyId']],
    ['what is no id', { familyId: 'nonsense' }, ['NOT_FOUND familyId']],
    ['a family that is open', { familyId: OKAFOR_HUGHES }, ['EPISODE_OPEN familyId']],
    ['nothing', {}, ['FAMILY_OR_MEMBERS']],
    ['a name alone', { name: 'New' }, ['FAMILY_OR_MEMBERS']],
    ['both a family and members', { familyId: OKAFOR_HUGHES, name: 'New', members: [] }, ['FAMILY_OR_MEMBERS']],
    ['days to come', { familyId: OKAFOR_HUGHES, ...days }, ['IN_THE_FUTURE openedOn', 'IN_THE_FUTURE agreedOn']],
    ['no name and nobody', { name: ' ', members: [] }, ['TEXT_NEEDED name', 'NOTHING_NAMED members']],
    ['somebody twice', { name: 'New', members: parentOf(CAST.toby, CAST.toby) }, ['NAMED_TWICE members']],
    ['51 people', { name: 'New', members: many }, ['TOO_MANY_NAMED members']],
    [
      'people who do not exist',
      { name: 'New', members: parentOf(CAST.toby, ABSENT_ID, 'x') },
      ['NOT_FOUND members.1.personId', 'NOT_FOUND members.2.personId'],
    ],
  ])('is not opened with %s', async (_what, input, problems) => {
    expect(await refused('openFamily', input)).toEqual(problems);
  });

  test('is not closed in the future, before it was opened, or twice; nor one of another service', async () => {
    const familyId = await openFamily(one);
    const close = (closedOn: string, who = 'manager', on = hub) =>
      refusal(on, who, 'closeFamily', { familyId, closedOn, reason: 'OTHER' });
    expect(await close(tomorrow)).toEqual(['IN_THE_FUTURE closedOn']);
    expect(await close(addDays(today(), -1))).toEqual(['BEFORE_OPENED closedOn']);
    const elsewhere = actingAs(hub, { roles: ['MANAGER'] });
    expect(await close(today(), 'team-member', elsewhere)).toEqual(['NOT_FOUND familyId']);
    const closing = (id: string) =>
      traces(elsewhere, 'team-member', 'closeFamily', { familyId: id, closedOn: today(), reason: 'OTHER' });
    expect(await closing(familyId)).toEqual(await closing(ABSENT_ID));
    await manager('closeFamily', { familyId, closedOn: today(), reason: 'OTHER' }, CLOSED);
    expect(await close(today())).toEqual(['NO_OPEN_EPISODE familyId']);
  });
});

describe('The team around a family', () => {
  test('has one lead worker: the next one takes the place of the last', async () => {
    const family = await openFamily(one);
    const first = await lead(family, 'lead-worker');
    expect(await refused('assignLeadWorker', { familyId: family, workerId: callerId('lead-worker') })).toEqual([
      'ALREADY_DONE workerId',
    ]);
    const { answer, leaves } = await lead(family, 'other-worker');
    expect(await reads('lead-worker', family)).toBeNull();
    expect(await reads('other-worker', family)).toEqual({ [one]: 'Identity' });
    const ids = [answer['assignmentId'], first.answer['assignmentId']];
    expect(leaves).toMatchObject([
      { kind: 'ASSIGNMENT_CHANGE', family, person: null, change: { recipients: [callerId('other-worker')], records: ids } },
    ]);
    const { rows } = await hub.owner.pool.query('select version, state from assignment where id = $1 order by version', [ids[1]]);
    expect(rows).toEqual([
      { version: 1, state: 'LIVE' },
      { version: 2, state: 'ENDED' },
    ]);
  });

  test('has one lead worker also where two are assigned, and a family one episode where two are opened, at the same moment', async () => {
    const familyId = await openFamily(one);
    const assign = (who: string) => change(hub, 'manager', 'assignLeadWorker', { familyId, workerId: callerId(who) });
    await Promise.all(['lead-worker', 'other-worker', 'team-member'].map(assign));
    const live = `select count(*)::int from assignment a where family_id = $1 and state = 'LIVE'
      and not exists (select from assignment b where b.id = a.id and b.version > a.version)`;
    expect((await hub.owner.pool.query(live, [familyId])).rows).toEqual([{ count: 1 }]);

    await manager('closeFamily', { familyId, closedOn: today(), reason: 'OTHER' }, CLOSED);
    const opened = await Promise.all([1, 2, 3].map(() => change(hub, 'manager', 'openFamily', { familyId })));
    expect(opened.flatMap(codes).toSorted()).toEqual(['EPISODE_OPEN familyId', 'EPISODE_OPEN familyId', 'FamilyOpened']);
  });

  test('takes workers and apps of any organisation, until they are ended', async () => {
    const family = await openFamily(one);
    const nurse = await add(family, 'team-member');
    await add(family, 'council-app');
    expect(await reads('council-app', family)).toEqual({ [one]: 'Identity' });
    const input = { familyId: family, workerId: callerId('team-member'), kind: 'TEAM_MEMBER' };
    expect(await refused('addTeamMember', input)).toEqual(['ALREADY_DONE workerId']);
    await manager('endTeamMember', { assignmentId: nurse }, ASSIGNED);
    expect(await reads('team-member', family)).toBeNull();
    expect(await refused('endTeamMember', { assignmentId: nurse })).toEqual(['ALREADY_ENDED assignmentId']);
    await add(family, 'team-member');
    expect(await reads('team-member', family)).toEqual({ [one]: 'Identity' });
  });

  test('cannot be told from that of no family by a manager of another service', async () => {
    const assignmentId = await add(await openFamily(one), 'team-member');
    const elsewhere = actingAs(hub, { roles: ['MANAGER'] });
    const ending = (id: string) => traces(elsewhere, 'team-member', 'endTeamMember', { assignmentId: id });
    expect(await ending(assignmentId)).toEqual(await ending(ABSENT_ID));
    expect(await refused('endTeamMember', { assignmentId: 'nonsense' })).toEqual(['NOT_FOUND assignmentId']);
  });

  test.each([
    ['COVER', null, ['END_NEEDED until']],
    ['DUTY', null, ['END_NEEDED until']],
    ['COVER', 28 * DAY + 60_000, ['ENDS_TOO_LATE until']],
    ['DUTY', 14 * DAY + 60_000, ['ENDS_TOO_LATE until']],
    ['TEAM_MEMBER', -60_000, ['ENDS_TOO_EARLY until']],
  ])('takes nobody as %s for %s ms', async (kind, ms, problems) => {
    const input = { familyId: OKAFOR_HUGHES, workerId: callerId('other-worker'), kind, until: ms === null ? null : later(ms) };
    expect(await refused('addTeamMember', input)).toEqual(problems);
  });

  test('has cover for 28 days and duty for 14, and then no more', async () => {
    const family = await openFamily(one);
    const cover = await add(family, 'other-worker', 'COVER', later(28 * DAY - 60_000));
    await add(family, 'team-member', 'DUTY', later(14 * DAY - 60_000));
    expect(await reads('other-worker', family)).toEqual({ [one]: 'Identity' });
    expect(await reads('team-member', family)).toEqual({ [one]: 'Identity' });
    try {
      moved = 14 * DAY;
      expect([await reads('other-worker', family), await reads('team-member', family)]).toEqual([{ [one]: 'Identity' }, null]);
      moved = 28 * DAY;
      expect(await reads('other-worker', family)).toBeNull();
      expect(await refused('endTeamMember', { assignmentId: cover })).toEqual(['ALREADY_ENDED assignmentId']);
    } finally {
      moved = 0;
    }
  });

  test('is not the manager, nobody unknown, and no app that leads; and a closed family has none', async () => {
    const familyId = await openFamily(one);
    const leadBy = (workerId: string) => refused('assignLeadWorker', { familyId, workerId });
    expect(await leadBy(callerId('manager'))).toEqual(['NOT_FOR_YOURSELF workerId']);
    expect(await leadBy(ABSENT_ID)).toEqual(['UNKNOWN_RECIPIENT workerId']);
    expect(await leadBy('nonsense')).toEqual(['UNKNOWN_RECIPIENT workerId']);
    expect(await leadBy(callerId('council-app'))).toEqual(['NOT_A_WORKER workerId']);
    await manager('closeFamily', { familyId, closedOn: today(), reason: 'OTHER' }, CLOSED);
    expect(await leadBy(callerId('lead-worker'))).toEqual(['NO_OPEN_EPISODE familyId']);
  });

  test('has no lead worker with a tie to somebody of the family', async () => {
    const declared = await change(hub, 'other-worker', 'declareInterest', { personId: CAST.gareth, kind: 'FRIEND' });
    expect(declared.__typename).toBe('InterestRecorded');
    const input = { familyId: OKAFOR_HUGHES, workerId: callerId('other-worker') };
    expect(await refused('assignLeadWorker', input)).toEqual(['CONFLICT_OF_INTEREST workerId']);
    expect(await refused('addTeamMember', { ...input, kind: 'TEAM_MEMBER' })).toEqual(['CONFLICT_OF_INTEREST workerId']);
    // Of somebody hidden from the manager nothing is told, not even so.
    const seal = { personId: CAST.gareth, kind: 'SEALED', silent: true, reason: 'Made up' };
    await change(hub, 'information-governance', 'placeRestriction', seal);
    expect(codes(await change(hub, 'manager', 'addTeamMember', { ...input, kind: 'TEAM_MEMBER' }))).toEqual([
      'AssignmentRecorded',
    ]);
  });
});

test.each([
  ['openFamily', { familyId: ABSENT_ID }],
  ['closeFamily', { familyId: ABSENT_ID, closedOn: '2026-01-01', reason: 'OTHER' }],
  ['assignLeadWorker', { familyId: ABSENT_ID, workerId: ABSENT_ID }],
  ['addTeamMember', { familyId: ABSENT_ID, workerId: ABSENT_ID, kind: 'TEAM_MEMBER' }],
  ['endTeamMember', { assignmentId: ABSENT_ID }],
  ['confirmFamilyMember', { membershipId: ABSENT_ID, decision: 'CONFIRM' }],
])('Only a manager may %s, and no app that says it is one', async (name, input) => {
  expect(await entitled(hub, name, input)).toEqual(['manager']);
  expect(await refusal(actingAs(hub, { roles: ['MANAGER', 'APP'] }), 'council-app', name, input)).toEqual(['NOT_ENTITLED']);
});
