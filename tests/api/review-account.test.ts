/** Rule 11: what a person may be told of who was shown what about them, and what of it waits for a release. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { callerId } from '#demo/callers.ts';
import { londonDate } from '#terms/clock.ts';
import { change } from '#tests/support/change.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { ABSENT_ID, CAST, startHub } from '#tests/support/hub.ts';
import { entitled, madeOnce, refusal } from '#tests/support/made-once.ts';
import { leavesAdded, personQuery } from '#tests/support/queries.ts';
import { readAccount, readLog } from '#tests/support/reviewing.ts';

const OFFICER = 'information-governance';
/** An adult of another household than the protected one. */
const { gareth: GARETH, toby: TOBY } = CAST;

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub();
});
afterEach(async () => {
  const added = [`restriction where reason = 'Made up by a test'`, 'worker_interest', '"override"', 'account_release'];
  for (const table of [...added, 'safeguarding_decision'])
    // oxlint-disable-next-line no-await-in-loop
    await hub.owner.pool.query(`delete from ${table}`);
});
afterAll(() => hub.close());

const view = (id: string, selection: string, { who = 'lead-worker', purpose = 'EARLY_HELP' } = {}) =>
  hub.query(who, personQuery(selection).replace('EARLY_HELP', purpose), { id });
const subjects = async (id: string) => (await readAccount(hub, id, 'SUBJECT')).nodes;
/** What some work adds to the subject's account. */
async function added(id: string, work: () => Promise<unknown>): Promise<readonly string[][]> {
  const before = (await subjects(id)).length;
  await work();
  const all = await subjects(id);
  return all.slice(0, all.length - before).map(({ categories }) => [...categories]);
}
const release = (more: object = {}, who = OFFICER) =>
  madeOnce(hub, who, 'releaseAccount', releasing(more), '... on AccountReleased { releaseId recordedAt }');
const releasing = (more: object = {}) => ({ personId: GARETH, until: new Date().toISOString(), ...more });
const newest = async (personId: string) =>
  (await readLog(hub, { first: 1, filter: { personIds: [personId], kinds: ['VIEW'] } })).nodes[0]!;

describe('The account of a person', () => {
  test('tells the subject which organisation was shown what, for what, on which day; and nobody’s name', async () => {
    await view(GARETH, 'identity { __typename } tenancy { __typename } attendance { __typename }');
    const { nodes, pageInfo, completeTo } = await readAccount(hub, GARETH, 'SUBJECT');
    expect(nodes).toEqual([
      {
        date: londonDate(new Date()),
        purpose: 'EARLY_HELP',
        categories: ['IDENTITY', 'TENANCY'],
        throughLink: false,
        waits: null,
        organisation: { id: 'northmere-early-help', name: 'Northmere Council Early Help' },
        entry: null,
      },
    ]);
    expect(pageInfo.hasNextPage).toBe(false);
    expect(completeTo).toBe((await hub.leaves()).length - 1);
    expect(JSON.stringify(nodes)).not.toContain('Priya');
  });

  test('tells the officer everything, by name; refusals, changes and readings too', async () => {
    await view(GARETH, 'healthContacts { __typename }');
    const { nodes } = await readAccount(hub, GARETH, 'DPO');
    expect(nodes[0]).toMatchObject({
      categories: [],
      entry: { kind: 'VIEW', worker: { name: 'Priya Nair' }, person: { name: 'Gareth Hughes' } },
    });
    const index = (await newest(GARETH)).index;
    expect(nodes[0]?.entry?.index).toBe(index);
    expect(await added(GARETH, () => view(GARETH, 'healthContacts { __typename }'))).toEqual([]);
  });

  test('has nothing of anybody else, and nothing of nobody', async () => {
    expect(await subjects(ABSENT_ID)).toEqual([]);
    expect(await subjects('nobody')).toEqual([]);
    expect(await added(GARETH, () => view(CAST.daniel, 'identity { __typename }'))).toEqual([]);
  });
});

describe('The subject’s account leaves out', () => {
  const identity = () => view(GARETH, 'identity { __typename }');

  test('what was shown through an override, until it is released', async () => {
    const named = { personIds: [GARETH], categories: ['TENANCY'], reasonCode: 'RISK_TO_LIFE', narrative: 'Made up by a test' };
    await change(hub, 'other-worker', 'recordOverride', named);
    const through = { who: 'other-worker', purpose: 'SAFEGUARDING' };
    expect(await added(GARETH, () => view(GARETH, 'identity { __typename }', through))).toEqual([]);
    expect((await newest(GARETH)).decisions).toMatchObject([{ category: 'IDENTITY', outcome: 'DISCLOSED' }]);
    const all = await added(GARETH, () => release());
    expect(all).toEqual([['IDENTITY']]);
  });

  test('what was shown for safeguarding, whatever it rests on', async () => {
    const until = new Date(Date.now() + 86_400_000).toISOString();
    const decision = {
      ground: 'MASH',
      personIds: [GARETH],
      categories: ['TENANCY'],
      recipients: ['northmere-mash'],
      reason: 'Made up by a test',
      endsAt: until,
    };
    const { decisionId } = await change(
      hub,
      'mash',
      'recordSafeguardingDecision',
      decision,
      '... on SafeguardingDecisionRecorded { decisionId }',
    );
    await change(hub, 'manager', 'approveSafeguardingDecision', { decisionId });
    expect(await added(GARETH, () => view(GARETH, 'identity { __typename }', { who: 'mash', purpose: 'SAFEGUARDING' }))).toEqual(
      [],
    );
    expect((await newest(GARETH)).decisions).toMatchObject([{ outcome: 'DISCLOSED' }]);
  });

  test('an entry in which domestic abuse was permitted, whatever was held; not one in which it was withheld', async () => {
    const selection = 'identity { __typename } domesticAbuse { __typename }';
    expect(await added(GARETH, () => view(GARETH, selection))).toEqual([['IDENTITY']]);
    const consent = `insert into consent (id, person, category, purpose, recipient, decision, decided_at, capacity, given_by, method, recorded_by)
      values (gen_random_uuid(), $1, 'DOMESTIC_ABUSE', 'EARLY_HELP', 'northmere-early-help', 'GIVEN', now() - interval '1 day', 'SELF', $1, 'IN_PERSON', $2)`;
    await hub.owner.pool.query(consent, [GARETH, callerId('lead-worker')]);
    expect(await added(GARETH, () => view(GARETH, selection))).toEqual([]);
    const { decisions } = await newest(GARETH);
    expect(decisions.find(({ category }) => category === 'DOMESTIC_ABUSE')?.outcome).not.toBe('DISCLOSED');
  });

  test('what a restriction had a part in, and what was masked for one', async () => {
    const restriction = {
      personId: GARETH,
      kind: 'COURT_ORDER',
      categories: ['TENANCY'],
      silent: false,
      absolute: true,
      reason: 'Made up by a test',
    };
    expect(await added(GARETH, identity)).toEqual([['IDENTITY']]);
    await change(hub, OFFICER, 'placeRestriction', restriction);
    expect(await added(GARETH, () => view(GARETH, 'identity { __typename } tenancy { __typename }'))).toEqual([]);
    // In the household of a protected address.
    expect(await added(CAST.daniel, () => view(CAST.daniel, 'identity { __typename }'))).toEqual([]);
    expect((await newest(CAST.daniel)).decisions).toMatchObject([{ outcome: 'DISCLOSED', masked: true }]);
  });

  test('everything about a child: it may be a parent who asks', async () => {
    await hub.owner.pool.query(`update person set date_of_birth = (now() - interval '17 years')::date where id = $1`, [GARETH]);
    const kept = hub.world.people.find(({ forename, surname }) => `${forename} ${surname}` === 'Gareth Hughes')?.dateOfBirth;
    try {
      await identity();
      expect(await subjects(GARETH)).toEqual([]);
      await hub.owner.pool.query('update person set date_of_birth = null where id = $1', [GARETH]);
      expect(await subjects(GARETH)).toEqual([]);
    } finally {
      await hub.owner.pool.query('update person set date_of_birth = $2 where id = $1', [GARETH, kept]);
    }
    expect((await subjects(GARETH)).length).toBeGreaterThan(0);
    await view(TOBY, 'attendance { __typename }');
    expect(await subjects(TOBY)).toEqual([]);
    await release({ personId: TOBY });
    expect((await subjects(TOBY)).map(({ categories }) => categories)).toEqual([['ATTENDANCE']]);
  });
});

describe('A release', () => {
  test('is of what was made before a time, and of some entries where it names them', async () => {
    const attendance = () => view(TOBY, 'attendance { __typename }');
    await view(CAST.chidera, 'identity { __typename }');
    await attendance();
    const one = await newest(TOBY);
    await attendance();
    const until = new Date().toISOString();
    await new Promise((resolve) => setTimeout(resolve, 5));
    await attendance();
    /** What the officer reads of what waits for a release. */
    const waiting = async () =>
      (await readAccount(hub, TOBY, 'DPO')).nodes.filter(({ waits }) => waits).map(({ entry }) => entry?.index);
    expect(await waiting()).toContain(one.index);
    const { answer, leaves } = await release({ personId: TOBY, indexes: [one.index] });
    expect(await waiting()).not.toContain(one.index);
    expect(leaves).toMatchObject([
      { kind: 'ACCOUNT_RELEASE', person: TOBY, change: { what: ['SOME'], records: [answer['releaseId']] } },
    ]);
    expect(await subjects(TOBY)).toHaveLength(1);
    await release({ personId: TOBY, until });
    const released = await subjects(TOBY);
    expect(released.length).toBe(
      (await readAccount(hub, TOBY, 'DPO')).nodes.filter(({ categories }) => categories.length > 0).length - 1,
    );
    await release({ personId: TOBY });
    expect(await subjects(TOBY)).toHaveLength(released.length + 1);
    expect(await waiting()).toEqual([]);
    // Of nobody else.
    expect((await readAccount(hub, CAST.chidera, 'DPO')).nodes[0]?.categories).toEqual(['IDENTITY']);
    expect(await subjects(CAST.chidera)).toEqual([]);
  });

  test('is information governance’s alone', async () => {
    const officers = [OFFICER, 'information-governance-2'];
    expect(await entitled(hub, 'releaseAccount', releasing({ personId: ABSENT_ID }))).toEqual(officers);
  });

  test.each([
    ['NOT_FOUND personId', { personId: ABSENT_ID }],
    ['NOT_FOUND personId', { personId: 'nobody' }],
    ['IN_THE_FUTURE until', { until: '2200-01-01T00:00:00Z' }],
    ['NOTHING_NAMED indexes', { indexes: [] }],
    ['NAMED_TWICE indexes', { indexes: [1, 1] }],
    ['NOT_FOUND indexes', { indexes: [999_999_999] }],
    ['FORM_TOO_LARGE indexes', { indexes: Array.from({ length: 1_001 }, (_, n) => n) }],
  ])('is refused with %s', async (expected, more) => {
    expect(await refusal(hub, OFFICER, 'releaseAccount', releasing(more))).toEqual([expected]);
  });

  test('is not for an officer’s own family, and of nobody whom a seal hides from them', async () => {
    const binds = [callerId('information-governance-2')];
    const seal = { kind: 'SEALED', silent: true, absolute: true, binds, reason: 'Made up by a test' };
    await change(hub, OFFICER, 'placeRestriction', { ...seal, personId: CAST.daniel });
    const sealed = releasing({ personId: CAST.daniel });
    expect(await refusal(hub, 'information-governance-2', 'releaseAccount', sealed)).toEqual(['NOT_FOUND personId']);
    await change(hub, OFFICER, 'declareInterest', { personId: CAST.chidera, kind: 'FAMILY', silent: false });
    expect(await refusal(hub, OFFICER, 'releaseAccount', releasing({ personId: TOBY }))).toEqual(['CONFLICT_OF_INTEREST']);
  });

  test('leaves a leaf of a refusal, with nothing that was written', async () => {
    const leaves = await leavesAdded(hub, () => change(hub, 'lead-worker', 'releaseAccount', releasing()));
    expect(leaves).toMatchObject([
      { kind: 'ACCOUNT_RELEASE', visible: false, change: { outcome: 'REFUSED', problems: ['NOT_ENTITLED'] } },
    ]);
  });
});
