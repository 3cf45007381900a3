import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { callerId } from '#demo/callers.ts';
import { addDays, londonDate, startOfLondonDay } from '#terms/clock.ts';
import { workingDaysAfter } from '#terms/working-days.ts';
import { change, codes } from '#tests/support/change.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { ABSENT_ID, CAST, startHub } from '#tests/support/hub.ts';
import { actingAs, entitled, madeOnce, refusal, traces } from '#tests/support/made-once.ts';
import { leavesAdded, OUTCOME } from '#tests/support/queries.ts';
import type { PersonAnswer } from '#tests/support/queries.ts';

const HOUR = 3_600_000;
let moved = 0;
let hub: TestHub;
beforeAll(async () => {
  hub = await startHub({ clock: { now: () => new Date(Date.now() + moved) } });
});
afterAll(() => hub.close());
/** After each test nothing is open, and nobody has a tie. */
afterEach(async () => {
  moved = 0;
  const made = `delete from restriction where reason = 'Made up by a test'`;
  for (const text of ['delete from "override"', 'delete from safeguarding_decision', 'delete from worker_interest', made])
    // oxlint-disable-next-line no-await-in-loop
    await hub.owner.pool.query(text);
});

/** Works in early help, and not with the cast's family. */
const WORKER = 'other-worker';
const OFFICER = 'information-governance';
const EARLY_HELP = 'northmere-early-help';
const now = () => Date.now() + moved;
const later = (ms: number) => new Date(now() + ms).toISOString();

const FIELDS = ['identity', 'attendance', 'healthContacts', 'mentalHealth', 'tenancy', 'address'] as const;
type Field = (typeof FIELDS)[number];
const document = (purpose: string) => `query($id: ID!) { person(id: $id, purpose: ${purpose}) {
  id ${FIELDS.map((field) => `${field} ${OUTCOME}`).join(' ')} } }`;

/** What somebody's categories read as; null where they are hidden. */
async function reads(who: string, id: string, purpose = 'SAFEGUARDING', on = hub): Promise<Record<Field, string> | null> {
  const { body } = await on.query(who, document(purpose), { id });
  const person = body.data?.['person'] as unknown as PersonAnswer | null;
  if (!person) return null;
  return Object.fromEntries(FIELDS.map((field) => [field, person[field]?.reason ?? person[field]?.__typename])) as Record<
    Field,
    string
  >;
}

const OVERRIDE = '... on OverrideRecorded { overrideId version endsAt recordedAt }';
const override = (more: object = {}) => ({
  personIds: [CAST.toby],
  categories: ['ATTENDANCE', 'MENTAL_HEALTH'],
  reasonCode: 'CHILD_MISSING',
  narrative: 'Made up by a test: not seen since noon',
  ...more,
});
const breakGlass = (more: object = {}, who = WORKER) => madeOnce(hub, who, 'recordOverride', override(more), OVERRIDE);
const refusedOverride = (more: object, who = WORKER) => refusal(hub, who, 'recordOverride', override(more));

const DECISION = '... on SafeguardingDecisionRecorded { decisionId version endsAt recordedAt }';
const decision = (more: object = {}) => ({
  ground: 'SECTION_47',
  personIds: [CAST.toby],
  categories: ['ATTENDANCE', 'MENTAL_HEALTH'],
  recipients: ['northmere-mash', callerId(WORKER)],
  reason: 'Made up by a test: strategy discussion',
  endsAt: later(48 * HOUR),
  ...more,
});
const decide = (more: object = {}, who = 'mash') => madeOnce(hub, who, 'recordSafeguardingDecision', decision(more), DECISION);
const approve = (decisionId: unknown, who = 'manager') =>
  madeOnce(hub, who, 'approveSafeguardingDecision', { decisionId }, DECISION);
const refusedDecision = (more: object) => refusal(hub, 'mash', 'recordSafeguardingDecision', decision(more));
const refusedApproval = (decisionId: unknown, who = 'manager') =>
  refusal(hub, who, 'approveSafeguardingDecision', { decisionId });
const restrict = (personId: string, more: object) =>
  change(hub, OFFICER, 'placeRestriction', { personId, kind: 'COURT_ORDER', reason: 'Made up by a test', ...more });
const tie = (who: string, personId: string, by = who) =>
  change(hub, by, 'declareInterest', { personId, kind: 'FAMILY', ...(by !== who && { workerId: callerId(who), silent: true }) });

describe('An override', () => {
  test('opens SAFEGUARDING to the worker at once, for whom and what it names, without assignment or consent', async () => {
    expect(await reads(WORKER, CAST.toby)).toBeNull();
    const { answer } = await breakGlass();
    // His parents dispute his mental health: nobody agreed.
    expect(await reads(WORKER, CAST.toby)).toEqual({
      identity: 'Identity',
      attendance: 'Attendance',
      mentalHealth: 'NothingHeld',
      healthContacts: 'PURPOSE_NOT_OPEN',
      tenancy: 'PURPOSE_NOT_OPEN',
      address: 'PROTECTED',
    });
    expect(await reads(WORKER, CAST.chidera)).toBeNull();
    expect(await reads(WORKER, CAST.toby, 'EARLY_HELP')).toBeNull();
    expect(await reads('lead-worker', CAST.toby)).toMatchObject({ attendance: 'PURPOSE_NOT_OPEN' });
    expect(new Date(answer['endsAt'] as string).getTime() - new Date(answer['recordedAt'] as string).getTime()).toBe(4 * HOUR);
  });

  test('is in the log, with each person whom it names; and so is what is shown through it', async () => {
    const { answer, leaves } = await breakGlass({ personIds: [CAST.toby, ABSENT_ID] });
    const { overrideId } = answer;
    const told = { what: ['LIVE', 'CHILD_MISSING'], categories: ['ATTENDANCE', 'MENTAL_HEALTH'], records: [overrideId] };
    expect(leaves).toMatchObject([
      { kind: 'OVERRIDE', person: CAST.toby, change: told },
      { kind: 'OVERRIDE', person: ABSENT_ID, change: told },
    ]);
    expect(JSON.stringify(leaves)).not.toContain('noon');
    const views = await leavesAdded(hub, () => reads(WORKER, CAST.toby));
    const attendance = views[0]?.decisions.find(({ category }) => category === 'ATTENDANCE');
    expect(attendance).toMatchObject({
      outcome: 'DISCLOSED',
      basis: { agreement: 'safeguarding-education@1', override: overrideId },
    });
  });

  test.each([
    [undefined, 4],
    [1, 1],
  ])('for %s hours is over after %i', async (hours, longest) => {
    const { overrideId } = (await breakGlass({ hours })).answer;
    moved = longest * HOUR - 60_000;
    expect(await reads(WORKER, CAST.toby)).toMatchObject({ attendance: 'Attendance' });
    moved = longest * HOUR + 1_000;
    expect(await reads(WORKER, CAST.toby)).toBeNull();
    expect(await refusal(hub, WORKER, 'endOverride', { overrideId })).toEqual(['ALREADY_ENDED overrideId']);
  });

  test.each([
    ['the worker', WORKER],
    ['a manager of theirs', 'manager'],
    ['information governance', OFFICER],
  ])('is ended at once by %s', async (_what, who) => {
    const { overrideId } = (await breakGlass()).answer;
    const { answer, leaves } = await madeOnce(hub, who, 'endOverride', { overrideId }, OVERRIDE);
    expect(answer).toMatchObject({ overrideId, version: 2, endsAt: answer['recordedAt'] });
    expect(leaves).toMatchObject([{ kind: 'OVERRIDE', person: CAST.toby, change: { what: ['ENDED', 'CHILD_MISSING'] } }]);
    expect(await reads(WORKER, CAST.toby)).toBeNull();
    expect(await refusal(hub, who, 'endOverride', { overrideId })).toEqual(['ALREADY_ENDED overrideId']);
  });

  test.each(['lead-worker', 'team-member', 'mash', 'dpo', 'steward', 'operator'])(
    'cannot be told from nobody’s by %s, who may not end it; nor by a manager of others',
    async (who) => {
      const { overrideId } = (await breakGlass()).answer;
      const others = actingAs(hub, { roles: ['MANAGER'] });
      const ending = (id: unknown, on = hub, by = who) => traces(on, by, 'endOverride', { overrideId: id });
      expect(await ending(overrideId)).toEqual(await ending(ABSENT_ID));
      expect(await ending(overrideId, others, 'team-member')).toEqual(await ending(ABSENT_ID, others, 'team-member'));
      expect(await refusal(hub, who, 'endOverride', { overrideId: 'nonsense' })).toEqual(['NOT_FOUND overrideId']);
      expect(await reads(WORKER, CAST.toby)).not.toBeNull();
    },
  );

  test.each([
    ['for nobody', { personIds: [] }, ['NOTHING_NAMED personIds']],
    ['for what is no id', { personIds: [CAST.toby, 'x'] }, ['NOT_FOUND personIds.1']],
    ['for 51 people', { personIds: Array.from({ length: 51 }, (_, place) => `${place}`) }, ['TOO_MANY_NAMED personIds']],
    ['of a category that there is not', { categories: ['MAGIC'] }, ['UNKNOWN_CATEGORY categories.0']],
    ['without words', { narrative: ' ' }, ['TEXT_NEEDED narrative']],
    ['for no time', { hours: 0 }, ['ENDS_TOO_EARLY hours']],
    ['for five hours', { hours: 5 }, ['ENDS_TOO_LATE hours']],
  ])('is not recorded %s', async (_what, more, problems) => {
    expect(await refusedOverride(more)).toEqual(problems);
  });

  test('is not recorded for whom the worker has declared a tie to; a silent one is not to be noticed, and nothing is shown', async () => {
    const answers = async (personId: string) => {
      const { __typename, version } = await change(hub, WORKER, 'recordOverride', override({ personIds: [personId] }), OVERRIDE);
      return { __typename, version, reads: await reads(WORKER, personId) };
    };
    await tie(WORKER, CAST.toby, 'manager');
    expect(await answers(CAST.toby)).toEqual(await answers(ABSENT_ID));
    // Who lives with whom is not told either.
    await tie(WORKER, CAST.chidera);
    expect(await refusedOverride({ personIds: [CAST.chidera] })).toEqual(['CONFLICT_OF_INTEREST']);
    expect((await answers(CAST.amara)).__typename).toBe('OverrideRecorded');
  });

  test('is recorded by practitioners and the front door, also through an app, but never by an app', async () => {
    expect(await refusedOverride({}, 'council-app')).toEqual(['NOT_ENTITLED']);
    expect(await entitled(hub, 'recordOverride', override({ personIds: [] }))).toEqual([
      'lead-worker',
      'team-member',
      WORKER,
      'mash',
    ]);
    const through = actingAs(hub, { roles: ['PRACTITIONER'], act: { sub: 'council-app' } });
    // The narrower of both: the app has early help alone.
    expect(codes(await change(through, WORKER, 'recordOverride', override()))).toEqual(['NOT_ENTITLED']);
    await change(hub, WORKER, 'recordOverride', override());
    expect(await reads(WORKER, CAST.toby, 'SAFEGUARDING', through)).toBeNull();
    await hub.owner.pool.query(`update worker set approved_purposes = '{EARLY_HELP,SAFEGUARDING}' where subject = 'council-app'`);
    expect(codes(await change(through, WORKER, 'recordOverride', override()))).toEqual(['OverrideRecorded']);
    expect(await reads(WORKER, CAST.toby, 'SAFEGUARDING', through)).toMatchObject({ attendance: 'Attendance' });
    await hub.owner.pool.query(`update worker set approved_purposes = '{EARLY_HELP}' where subject = 'council-app'`);
    expect(await reads(WORKER, CAST.toby)).toMatchObject({ attendance: 'Attendance' });
  });
});

describe('A safeguarding decision', () => {
  test('opens nothing until somebody else approves it; then for its recipients, and for nobody else', async () => {
    const { answer, leaves } = await decide();
    const { decisionId } = answer;
    const told = {
      categories: ['ATTENDANCE', 'MENTAL_HEALTH'],
      recipients: ['northmere-mash', callerId(WORKER)],
      records: [decisionId],
    };
    const [kind, person] = ['SAFEGUARDING_DECISION', CAST.toby];
    expect(leaves).toMatchObject([{ kind, person, change: { ...told, what: ['PROPOSED', 'SECTION_47'] } }]);
    expect([await reads('mash', CAST.toby), await reads(WORKER, CAST.toby)]).toEqual([null, null]);

    const approved = await approve(decisionId);
    expect(approved.answer).toMatchObject({ decisionId, version: 2, endsAt: answer['endsAt'] });
    expect(approved.leaves).toMatchObject([{ kind, person, change: { ...told, what: ['APPROVED', 'SECTION_47'] } }]);
    const open = { identity: 'Identity', attendance: 'Attendance', mentalHealth: 'NothingHeld', tenancy: 'PURPOSE_NOT_OPEN' };
    expect(await reads('mash', CAST.toby)).toMatchObject(open);
    expect(await reads(WORKER, CAST.toby)).toMatchObject(open);
    expect(await reads('team-member', CAST.toby)).toMatchObject({ attendance: 'PURPOSE_NOT_OPEN' });
    expect([await reads('mash', CAST.amara), await reads('mash', CAST.toby, 'EARLY_HELP')]).toEqual([null, null]);
    const views = await leavesAdded(hub, () => reads('mash', CAST.toby));
    const attendance = views[0]?.decisions.find(({ category }) => category === 'ATTENDANCE');
    expect(attendance?.basis).toMatchObject({ safeguardingDecision: decisionId });
  });

  test('is approved once, by a second person, while it lasts', async () => {
    const { decisionId } = (await decide()).answer;
    expect(await refusedApproval(decisionId, 'mash')).toEqual(['SECOND_PERSON_NEEDED']);
    await approve(decisionId);
    expect(await refusedApproval(decisionId)).toEqual(['NOT_PROPOSED decisionId']);
    const { decisionId: late } = (await decide({ endsAt: later(HOUR) }, 'manager')).answer;
    moved = HOUR;
    expect(await refusedApproval(late, 'mash')).toEqual(['ALREADY_ENDED decisionId']);
    expect(await refusedApproval(ABSENT_ID)).toEqual(['NOT_FOUND decisionId']);
    expect(await refusedApproval('nonsense')).toEqual(['NOT_FOUND decisionId']);
  });

  test('is over when it says, and when somebody ends it', async () => {
    const { decisionId } = (await decide({ endsAt: later(2 * HOUR) })).answer;
    await approve(decisionId);
    moved = 2 * HOUR;
    expect(await reads('mash', CAST.toby)).toBeNull();
    moved = 0;
    expect(await reads('mash', CAST.toby)).not.toBeNull();
    await madeOnce(hub, 'mash', 'endSafeguardingDecision', { decisionId }, DECISION);
    expect(await reads('mash', CAST.toby)).toBeNull();
    expect(await refusal(hub, 'mash', 'endSafeguardingDecision', { decisionId })).toEqual(['ALREADY_ENDED decisionId']);
    expect(await refusedApproval(decisionId)).toEqual(['ALREADY_ENDED decisionId']);
  });

  test('ends with the 15th working day at the latest', async () => {
    const last = startOfLondonDay(addDays(workingDaysAfter(londonDate(new Date(now())), 15), 1));
    expect(await refusedDecision({ endsAt: new Date(last.getTime() + 1) })).toEqual(['ENDS_TOO_LATE endsAt']);
    expect((await decide({ endsAt: last.toISOString() })).answer['endsAt']).toBe(last.toISOString());
    expect(await refusedDecision({ endsAt: later(-1_000) })).toEqual(['ENDS_TOO_EARLY endsAt']);
  });

  test.each([
    ['nobody', { personIds: [] }, ['NOTHING_NAMED personIds']],
    ['what is no id', { personIds: ['x'] }, ['NOT_FOUND personIds.0']],
    ['somebody twice', { personIds: [CAST.toby, CAST.toby] }, ['NAMED_TWICE personIds']],
    ['an unknown category', { categories: ['ADDRESS', 'MAGIC'] }, ['UNKNOWN_CATEGORY categories.1']],
    ['an unknown recipient', { recipients: [EARLY_HELP, ABSENT_ID] }, ['UNKNOWN_RECIPIENT recipients.1']],
    ['no recipient', { recipients: [] }, ['NOTHING_NAMED recipients']],
    ['no reason', { reason: '' }, ['TEXT_NEEDED reason']],
  ])('is not recorded with %s', async (_what, more, problems) => {
    expect(await refusedDecision(more)).toEqual(problems);
  });

  test('tells nobody whether those whom it names are anybody', async () => {
    await tie('mash', CAST.amara);
    await restrict(CAST.gareth, { kind: 'SEALED', silent: true });
    // Daniel lives with Amara; Gareth is sealed.
    for (const personId of [ABSENT_ID, CAST.daniel, CAST.gareth]) {
      // oxlint-disable-next-line no-await-in-loop
      expect((await decide({ personIds: [personId] })).leaves).toMatchObject([{ person: personId }]);
    }
    expect(await refusedDecision({ personIds: [CAST.amara] })).toEqual(['CONFLICT_OF_INTEREST']);
  });

  test('is not approved by who has a tie to those around whom it names, nor ended by whom it names one of; of a silent one, nothing is told', async () => {
    const { decisionId } = (await decide()).answer;
    const approving = (id: unknown) => traces(hub, 'manager', 'approveSafeguardingDecision', { decisionId: id });
    const absent = await approving(ABSENT_ID);
    await tie('manager', CAST.chidera);
    expect(await refusedApproval(decisionId)).toEqual(['CONFLICT_OF_INTEREST']);
    await tie('manager', CAST.toby, OFFICER);
    expect(await approving(decisionId)).toEqual(absent);
    const { decisionId: ofHer } = (await decide({ personIds: [CAST.chidera] })).answer;
    expect(await refusal(hub, 'manager', 'endSafeguardingDecision', { decisionId: ofHer })).toEqual(['CONFLICT_OF_INTEREST']);
    // Of their own word nobody learns anything: it counts whether or not there is such a person.
    await tie('manager', ABSENT_ID);
    const { decisionId: ofNobody } = (await decide({ personIds: [ABSENT_ID] })).answer;
    expect(await refusedApproval(ofNobody)).toEqual(['CONFLICT_OF_INTEREST']);
  });

  test.each([
    ['recordSafeguardingDecision', decision({ personIds: [] })],
    ['approveSafeguardingDecision', { decisionId: ABSENT_ID }],
    ['endSafeguardingDecision', { decisionId: ABSENT_ID }],
  ])('is for the front door and managers: %s', async (name, input) => {
    expect(await entitled(hub, name, input)).toEqual(['manager', 'mash']);
  });
});
