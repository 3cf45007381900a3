/** Adding members, births and kinship: each is made once for each key, and only some roles may ask for it. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays, londonDate } from '#terms/clock.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { ABSENT_ID, CAST, OKAFOR_HUGHES, startHub } from '#tests/support/hub.ts';
import { actingAs, entitled, madeOnce, refusal } from '#tests/support/made-once.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub();
});
afterAll(() => hub.close());

const today = londonDate(new Date());
const RELATED = '... on RelationshipRecorded { relationshipId version recordedAt }';
const member = (familyId: string, more: object = {}) => ({
  familyId,
  role: 'OTHER',
  person: { new: { forename: 'Kofi', identifiers: [{ kind: 'UPN', value: 'b801 2000 05001' }] } },
  ...more,
});
const tie = { fromPersonId: CAST.daniel, kind: 'OTHER_KIN', toPersonId: CAST.toby };

test('A member is added once, with who they are and what they are to others, and each has a leaf', async () => {
  const input = member(OKAFOR_HUGHES, { relationships: [{ kind: 'OTHER_KIN', fromPersonId: CAST.amara }], from: today });
  const fields = '... on FamilyMemberAdded { membershipId personId state relationshipIds recordedAt }';
  const { answer, leaves } = await madeOnce(hub, 'lead-worker', 'addFamilyMember', input, fields);
  const [relationship] = answer['relationshipIds'] as string[];
  expect(leaves).toMatchObject([
    {
      kind: 'MEMBERSHIP_CHANGE',
      person: answer['personId'],
      change: { what: ['PROPOSED', 'OTHER'], records: [answer['membershipId']] },
    },
    { kind: 'MEMBERSHIP_CHANGE', person: CAST.amara, change: { what: ['PROPOSED', 'OTHER_KIN'], records: [relationship] } },
  ]);
  const { rows } = await hub.owner.pool.query('select kind, value from person_identifier where person_id = $1', [
    answer['personId'],
  ]);
  expect(rows).toEqual([{ kind: 'upn', value: 'B801200005001' }]);
});

test('Kinship is proposed, confirmed and ended once, each a version, and both have a leaf', async () => {
  const proposed = await madeOnce(hub, 'lead-worker', 'recordRelationship', { ...tie, from: today }, RELATED);
  const relationshipId = proposed.answer['relationshipId'] as string;
  const confirmed = await madeOnce(hub, 'manager', 'confirmRelationship', { relationshipId, decision: 'CONFIRM' }, RELATED);
  const early = { relationshipId, on: addDays(today, -1) };
  expect(await refusal(hub, 'lead-worker', 'endRelationship', early)).toEqual(['ENDS_TOO_EARLY on']);
  const ended = await madeOnce(hub, 'team-member', 'endRelationship', { relationshipId }, RELATED);
  expect([proposed, confirmed, ended].map(({ answer }) => answer['version'])).toEqual([1, 2, 3]);
  const people = [CAST.daniel, CAST.toby];
  for (const { leaves } of [proposed, confirmed, ended]) {
    expect(leaves.map(({ person }) => person)).toEqual(people);
    for (const leaf of leaves) expect(leaf).toMatchObject({ kind: 'RELATIONSHIP_CHANGE', change: { records: [relationshipId] } });
  }
  const { rows } = await hub.owner.pool.query(
    'select state, from_date::text as "from", until_date::text as until from relationship where id = $1 order by version',
    [relationshipId],
  );
  expect(rows).toEqual([
    { state: 'PROPOSED', from: today, until: null },
    { state: 'CONFIRMED', from: today, until: null },
    { state: 'ENDED', from: today, until: today },
  ]);
});

test('A birth is recorded once', async () => {
  const input = { personId: CAST.baby, forename: 'Ada', dateOfBirth: today, sex: 'FEMALE' };
  const { answer, leaves } = await madeOnce(
    hub,
    'lead-worker',
    'recordBirth',
    input,
    '... on BirthRecorded { personId recordedAt }',
  );
  expect(leaves.map(({ person }) => person)).toEqual([CAST.baby, answer['personId']]);
  expect(JSON.stringify(leaves)).not.toContain('Ada');
});

const PRACTITIONERS = ['lead-worker', 'team-member', 'other-worker'];
test.each([
  ['addFamilyMember', member(ABSENT_ID), [...PRACTITIONERS, 'manager']],
  ['recordBirth', { personId: ABSENT_ID, forename: 'Ada', dateOfBirth: today, sex: 'FEMALE' }, PRACTITIONERS],
  ['recordRelationship', { ...tie, fromPersonId: ABSENT_ID }, PRACTITIONERS],
  ['endRelationship', { relationshipId: ABSENT_ID }, PRACTITIONERS],
  ['confirmRelationship', { relationshipId: ABSENT_ID, decision: 'CONFIRM' }, ['manager']],
])('Only some may %s, and no app that says it is one of them', async (name, input, may) => {
  expect((await entitled(hub, name, input)).toSorted()).toEqual(may.toSorted());
  const app = actingAs(hub, { roles: ['MANAGER', 'PRACTITIONER', 'APP'] });
  expect(await refusal(app, 'council-app', name, input)).toEqual(['NOT_ENTITLED']);
});
