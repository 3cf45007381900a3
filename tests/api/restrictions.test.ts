import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { callerId } from '#demo/callers.ts';
import { change, codes } from '#tests/support/change.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { ABSENT_ID, CAST, OKAFOR_HUGHES, startHub } from '#tests/support/hub.ts';
import { entitled, madeOnce, refusal, traces } from '#tests/support/made-once.ts';
import { familyQuery, OUTCOME, peopleOf } from '#tests/support/queries.ts';
import type { PersonAnswer } from '#tests/support/queries.ts';

const HOUR = 3_600_000;
let moved = 0;
let hub: TestHub;
beforeAll(async () => {
  hub = await startHub({ clock: { now: () => new Date(Date.now() + moved) } });
});
afterAll(() => hub.close());
afterEach(async () => {
  moved = 0;
  await hub.owner.pool.query(`delete from restriction where reason like 'Made up by a test%'`);
  await hub.owner.pool.query('delete from worker_interest');
});

const OFFICER = 'information-governance';
const NURSE = 'team-member';
const RESTRICTION = '... on RestrictionRecorded { restrictionId version recordedAt }';
const REASON = 'Made up by a test';
const HEALTH = 'northmere-community-health';

const input = (personId: string, more: object = {}) => ({ personId, kind: 'COURT_ORDER', reason: REASON, ...more });
const place = (personId: string, more: object = {}) =>
  madeOnce(hub, OFFICER, 'placeRestriction', input(personId, more), RESTRICTION);
const lift = (restrictionId: unknown) =>
  madeOnce(hub, OFFICER, 'liftRestriction', { restrictionId, reason: `${REASON}: lifted` }, RESTRICTION);
const refused = (more: object, who = OFFICER) => refusal(hub, who, 'placeRestriction', input(CAST.toby, more));
const later = (hours: number) => new Date(Date.now() + moved + hours * HOUR).toISOString();

const FIELDS = ['identity', 'address', 'attendance', 'healthContacts'] as const;
const DOCUMENT = familyQuery(FIELDS.map((field) => `${field} ${OUTCOME}`).join(' '));
async function member(personId: string, who = 'lead-worker'): Promise<PersonAnswer | undefined> {
  const people = peopleOf(await hub.query(who, DOCUMENT, { id: OKAFOR_HUGHES }));
  return people.find(({ id }) => id === personId);
}
/** What somebody's categories read as, in the order of `FIELDS`; null where they are hidden. */
async function reads(personId: string, who?: string): Promise<(string | undefined)[] | null> {
  const person = await member(personId, who);
  return person ? FIELDS.map((field) => person[field]?.reason ?? person[field]?.__typename) : null;
}
// His home is protected already.
const TOBY = ['Identity', 'PROTECTED', 'Attendance', 'HealthContacts'];

describe('A restriction', () => {
  test('on some categories withholds them at once, until it is lifted', async () => {
    expect(await reads(CAST.toby)).toEqual(TOBY);
    const { answer, leaves } = await place(CAST.toby, { categories: ['ATTENDANCE', 'IDENTITY'] });
    expect(await reads(CAST.toby)).toEqual(['RESTRICTED', 'PROTECTED', 'RESTRICTED', 'HealthContacts']);
    const { restrictionId } = answer;
    const what = ['COURT_ORDER', 'ABSOLUTE'];
    expect(leaves).toMatchObject([
      {
        kind: 'RESTRICTION_CHANGE',
        person: CAST.toby,
        visible: true,
        change: { what, categories: ['ATTENDANCE', 'IDENTITY'], records: [restrictionId] },
      },
    ]);
    expect(JSON.stringify(leaves)).not.toContain(REASON);

    const lifted = await lift(restrictionId);
    expect(lifted.answer).toMatchObject({ restrictionId, version: 2 });
    expect(lifted.leaves).toMatchObject([{ person: CAST.toby, change: { what: ['LIFTED'], records: [restrictionId] } }]);
    expect(await reads(CAST.toby)).toEqual(TOBY);
    const again = { restrictionId, reason: REASON };
    expect(await refusal(hub, OFFICER, 'liftRestriction', again)).toEqual(['ALREADY_ENDED restrictionId']);
  });

  test('keeps why it was placed, and why it was lifted', async () => {
    const binds = [HEALTH, callerId('lead-worker')];
    const { answer } = await place(CAST.toby, { categories: ['TENANCY'], binds, silent: true, until: later(48) });
    await lift(answer['restrictionId']);
    const { rows } = await hub.owner.pool.query<Record<string, unknown>>(
      'select * from restriction where id = $1 order by version',
      [answer['restrictionId']],
    );
    const [placed, lifted] = rows.map(({ recorded_at: _at, ...row }) => row);
    expect(placed).toMatchObject({
      version: 1,
      state: 'LIVE',
      reason: REASON,
      binds,
      silent: true,
      absolute: true,
      starts_at: null,
    });
    expect(lifted).toEqual({ ...placed, version: 2, state: 'LIFTED', reason: `${REASON}: lifted` });
  });

  test.each([
    ['SEALED', 'PROTECTED'],
    ['SUBJECT_LOCK', 'CONFLICT'],
    ['COURT_ORDER', 'RESTRICTED'],
  ])('of kind %s on the whole person reads %s', async (kind, reason) => {
    await place(CAST.toby, { kind });
    expect(await reads(CAST.toby)).toEqual([reason, reason, reason, reason]);
  });

  test('that is silent hides the whole person, and reads like a missing consent on some categories', async () => {
    await place(CAST.toby, { categories: ['ATTENDANCE'], silent: true });
    expect(await reads(CAST.toby)).toEqual(['Identity', 'PROTECTED', 'NO_CONSENT', 'HealthContacts']);
    const { answer, leaves } = await place(CAST.toby, { kind: 'SEALED', silent: true });
    expect(leaves[0]?.change?.what).toEqual(['SEALED', 'SILENT', 'ABSOLUTE']);
    expect(await reads(CAST.toby)).toBeNull();
    await lift(answer['restrictionId']);
    expect(await reads(CAST.toby)).not.toBeNull();
  });

  test.each([
    ['binds one organisation', { binds: [HEALTH] }, 'Identity', 'PROTECTED'],
    ['binds one worker', { binds: [callerId('lead-worker')] }, 'PROTECTED', 'Identity'],
    ['exempts one organisation', { absolute: false, exempt: [HEALTH] }, 'PROTECTED', 'Identity'],
    ['exempts one worker', { absolute: false, exempt: [callerId('lead-worker')] }, 'Identity', 'PROTECTED'],
  ])('that %s leaves the others alone', async (_what, more, lead, nurse) => {
    await place(CAST.toby, { kind: 'SEALED', ...more });
    expect([(await reads(CAST.toby))?.[0], (await reads(CAST.toby, NURSE))?.[0]]).toEqual([lead, nurse]);
  });

  test('of an address covers the address and every place of everybody at home', async () => {
    expect((await reads(CAST.gareth))?.[1]).toBe('Address');
    await place(CAST.gareth, { kind: 'PROTECTED_ADDRESS' });
    expect((await reads(CAST.gareth))?.slice(0, 2)).toEqual(['Identity', 'PROTECTED']);
  });

  test('holds from when it says until when it says', async () => {
    const { answer } = await place(CAST.toby, { kind: 'SEALED', from: later(2), until: later(4) });
    const seen = async (hours: number) => {
      moved = hours * HOUR;
      return (await reads(CAST.toby))?.[0];
    };
    expect([await seen(0), await seen(3), await seen(5)]).toEqual(['Identity', 'PROTECTED', 'Identity']);
    const lifting = { restrictionId: answer['restrictionId'], reason: REASON };
    expect(await refusal(hub, OFFICER, 'liftRestriction', lifting)).toEqual(['ALREADY_ENDED restrictionId']);
  });
});

describe('A restriction is not placed', () => {
  test.each([
    ['with a category that there is not', { categories: ['ATTENDANCE', 'MAGIC'] }, ['UNKNOWN_CATEGORY categories.1']],
    ['on no category', { categories: [] }, ['NOTHING_NAMED categories']],
    ['on a category twice', { categories: ['TENANCY', 'TENANCY'] }, ['NAMED_TWICE categories']],
    ['on categories, of an address', { kind: 'PROTECTED_ADDRESS', categories: ['ADDRESS'] }, ['COVERS_ADDRESS_ONLY categories']],
    ['binding nobody', { binds: [] }, ['NOTHING_NAMED binds']],
    [
      'binding whoever is unknown',
      { binds: [HEALTH, 'magic', ABSENT_ID] },
      ['UNKNOWN_RECIPIENT binds.1', 'UNKNOWN_RECIPIENT binds.2'],
    ],
    ['exempting whoever is unknown', { exempt: ['magic'], absolute: false }, ['UNKNOWN_RECIPIENT exempt.0']],
    ['exempting somebody, absolutely', { exempt: [HEALTH] }, ['ABSOLUTE_EXEMPTS_NOBODY exempt']],
    ['for too many', { binds: Array.from({ length: 51 }, (_, place) => `${place}`) }, ['TOO_MANY_NAMED binds']],
    ['that is over', { until: new Date(0).toISOString() }, ['ENDS_TOO_EARLY until']],
    ['that ends before it begins', { from: later(3), until: later(2) }, ['ENDS_TOO_EARLY until']],
    ['without a reason', { reason: ' ' }, ['TEXT_NEEDED reason']],
    ['with a reason too long', { reason: 'x'.repeat(2_001) }, ['TEXT_TOO_LONG reason']],
  ])('%s', async (_what, more, problems) => {
    expect(await refused(more)).toEqual(problems);
  });

  test('on somebody who does not exist; but a silent seal of others’ hides nobody from information governance', async () => {
    expect(await refused({ personId: ABSENT_ID })).toEqual(['NOT_FOUND personId']);
    expect(await refused({ personId: 'nonsense' })).toEqual(['NOT_FOUND personId']);
    const { answer } = await place(CAST.toby, { kind: 'SEALED', silent: true });
    await place(CAST.toby, { categories: ['TENANCY'] });
    await place(CAST.amara, { categories: ['PREGNANCY'] });
    await place(CAST.baby, { kind: 'SEALED' });
    await lift(answer['restrictionId']);
  });

  test('nor lifted, by who has a tie to the person or lives with them', async () => {
    const { answer } = await place(CAST.toby);
    const lifting = { restrictionId: answer['restrictionId'], reason: REASON };
    await change(hub, OFFICER, 'declareInterest', { personId: CAST.daniel, kind: 'FAMILY' });
    expect(await refused({})).toEqual(['CONFLICT_OF_INTEREST']);
    expect(await refusal(hub, OFFICER, 'liftRestriction', lifting)).toEqual(['CONFLICT_OF_INTEREST']);
    expect(codes(await change(hub, `${OFFICER}-2`, 'liftRestriction', lifting))).toEqual(['RestrictionRecorded']);
  });

  test.each([
    ['a silent interest', () => change(hub, OFFICER, 'declareInterest', silentTie(`${OFFICER}-2`))],
    [
      'a silent seal that names them',
      () => place(CAST.toby, { kind: 'SEALED', silent: true, binds: [callerId(`${OFFICER}-2`)] }),
    ],
  ])('nor lifted, by whom %s keeps from the person: they cannot tell the person from nobody', async (_what, hide) => {
    const { answer } = await place(CAST.toby);
    const placing = (personId: string) => traces(hub, `${OFFICER}-2`, 'placeRestriction', input(personId));
    const lifting = (restrictionId: unknown) => traces(hub, `${OFFICER}-2`, 'liftRestriction', { restrictionId, reason: REASON });
    await hide();
    expect(await placing(CAST.toby)).toEqual(await placing(ABSENT_ID));
    expect(await lifting(answer['restrictionId'])).toEqual(await lifting(ABSENT_ID));
  });
  const silentTie = (who: string) => ({ personId: CAST.toby, kind: 'OTHER', workerId: callerId(who), silent: true });
});

test('A restriction is not lifted without a reason, nor one that there is not', async () => {
  const { answer } = await place(CAST.toby);
  const lifting = (restrictionId: unknown, reason: string) => refusal(hub, OFFICER, 'liftRestriction', { restrictionId, reason });
  expect(await lifting(answer['restrictionId'], '')).toEqual(['TEXT_NEEDED reason']);
  expect(await lifting(ABSENT_ID, REASON)).toEqual(['NOT_FOUND restrictionId']);
  expect(await lifting('nonsense', REASON)).toEqual(['NOT_FOUND restrictionId']);
});

test.each([
  ['placeRestriction', input(ABSENT_ID)],
  ['liftRestriction', { restrictionId: ABSENT_ID, reason: REASON }],
])('Only information governance may %s', async (name, asked) => {
  expect(await entitled(hub, name, asked)).toEqual([OFFICER, `${OFFICER}-2`]);
});
