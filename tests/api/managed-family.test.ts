import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { callerId } from '#demo/callers.ts';
import { change } from '#tests/support/change.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { CAST, OKAFOR_HUGHES, startHub } from '#tests/support/hub.ts';
import type { Managed, ManagedConsent } from '#tests/support/managing.ts';
import { managing, seen } from '#tests/support/managing.ts';
import { leavesAdded } from '#tests/support/queries.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub();
});
afterAll(() => hub.close());
afterEach(() => reset());

const { sql, ask, managed, propose, reject, restrict, assign, reset } = managing(() => hub);

const consentsAbout = ({ consents }: Managed, person: string, category: string, recipient = 'northmere-early-help') =>
  consents.filter((row) => row.personId === person && row.category === category && row.recipient === recipient);
const brief = ({ decision, withdrawn }: ManagedConsent) => `${decision}${withdrawn ? ' WITHDRAWN' : ''}`;

describe('A manager', () => {
  test('sees the episodes and the team of a family of the own service', async () => {
    const { name, episodes, assignments, proposals } = await managed();
    expect(name).toBe('Okafor-Hughes');
    expect(episodes).toMatchObject([{ closedOn: null, closingReason: null }]);
    expect(assignments.map(({ worker, kind, until, live }) => [worker.name, kind, until, live]).toSorted()).toEqual([
      ['Family Support App', 'TEAM_MEMBER', null, true],
      ['Priya Nair', 'LEAD_WORKER', null, true],
      ['Tom Askew', 'TEAM_MEMBER', null, true],
    ]);
    expect(proposals).toEqual([]);
  });

  test('sees who will work with the family, and who did within 90 days', async () => {
    await assign('-200 days', '-91 days');
    await assign('-200 days', '-89 days');
    await assign('3 days', null);
    await assign('-1 day', null, 'ENDED');
    const { assignments } = await managed();
    const added = assignments.filter(({ worker }) => worker.name === 'Leah Brookes');
    expect(added.map(({ live, until }) => [live, until !== null])).toEqual([
      [false, false],
      [false, true],
      [false, true],
    ]);
  });

  test('sees of each giver the decision that stands, in what capacity, and nobody’s name', async () => {
    const family = await managed();
    expect(consentsAbout(family, CAST.toby, 'MENTAL_HEALTH').map(brief).toSorted()).toEqual(['GIVEN', 'REFUSED']);
    expect(
      consentsAbout(family, CAST.chidera, 'MENTAL_HEALTH')
        .map((row) => `${row.capacity} ${brief(row)}`)
        .toSorted(),
    ).toEqual(['PARENTAL_RESPONSIBILITY GIVEN', 'SELF REFUSED']);
    expect(consentsAbout(family, CAST.toby, 'ATTENDANCE', 'northmere-community-health')).toHaveLength(1);
    expect(family.consents.filter(({ personId }) => personId === CAST.daniel)).toEqual([]);
    expect(JSON.stringify(family)).not.toMatch(/Toby|Chidera|Amara|Daniel|Gareth/);
  });

  const consent = (more: object = {}) => ({
    personId: CAST.toby,
    categories: ['ATTENDANCE'],
    purposes: ['EARLY_HELP'],
    recipients: ['northmere-early-help'],
    decision: 'GIVEN',
    decidedAt: new Date().toISOString(),
    givenBy: { capacity: 'PARENTAL_RESPONSIBILITY', personId: CAST.amara },
    method: 'IN_PERSON',
    ...more,
  });
  const withdrawal = {
    personId: CAST.toby,
    categories: ['ATTENDANCE', 'MENTAL_HEALTH'],
    decidedAt: new Date().toISOString(),
    withdrawnBy: { capacity: 'PARENTAL_RESPONSIBILITY', personId: CAST.amara },
    method: 'PHONE',
  };
  const recorded = async (name: string, input: Record<string, unknown>) =>
    expect((await change(hub, 'lead-worker', name, input)).__typename).not.toBe('Problems');

  test('sees a withdrawal on every consent that it ended, on no refusal, and a new consent without it', async () => {
    const read = async (category: string, recipient?: string) =>
      consentsAbout(await managed(), CAST.toby, category, recipient)
        .map(brief)
        .toSorted();
    expect(await read('ATTENDANCE')).toEqual(['GIVEN', 'GIVEN']);
    await recorded('withdrawConsent', withdrawal);
    expect(await read('ATTENDANCE')).toEqual(['GIVEN WITHDRAWN', 'GIVEN WITHDRAWN']);
    expect(await read('ATTENDANCE', 'northmere-community-health')).toEqual(['GIVEN WITHDRAWN']);
    expect(await read('MENTAL_HEALTH')).toEqual(['GIVEN WITHDRAWN', 'REFUSED']);
    await recorded('recordConsent', consent());
    expect(await read('ATTENDANCE')).toEqual(['GIVEN', 'GIVEN WITHDRAWN']);
    expect(await read('ATTENDANCE', 'northmere-community-health')).toEqual(['GIVEN WITHDRAWN']);
  });

  test('sees a giver’s latest decision, by when it was decided, not when it was entered', async () => {
    const read = async () =>
      consentsAbout(await managed(), CAST.toby, 'ATTENDANCE')
        .map(brief)
        .toSorted();
    await recorded('recordConsent', consent({ decision: 'REFUSED' }));
    expect(await read()).toEqual(['GIVEN', 'REFUSED']);
    const yesterday = new Date(Date.now() - 86_400_000).toISOString();
    await recorded('recordConsent', consent({ decidedAt: yesterday }));
    expect(await read()).toEqual(['GIVEN', 'REFUSED']);
  });

  test('sees what was decided for members of today, not for those who were', async () => {
    expect(consentsAbout(await managed(), CAST.amara, 'TENANCY')).toHaveLength(1);
    await sql(`update family_member set until_date = current_date - 2 where family_id = $1 and person_id = $2`, [
      OKAFOR_HUGHES,
      CAST.amara,
    ]);
    expect(consentsAbout(await managed(), CAST.amara, 'TENANCY')).toEqual([]);
  });
});

describe('Somebody proposed as a member', () => {
  test('shows the manager their name and the kind of evidence, and nothing else', async () => {
    await propose(CAST.gareth);
    await propose(CAST.toby, 'WORKER', null);
    const { proposals, consents } = await managed();
    const priya = { id: callerId('lead-worker'), name: 'Priya Nair', organisation: 'Northmere Council Early Help' };
    const any = { membershipId: expect.any(String) as string };
    expect(proposals).toHaveLength(2);
    expect(proposals).toEqual(
      expect.arrayContaining([
        { ...any, name: 'Gareth Hughes', role: 'PARENT', assertedBy: 'AGENCY', evidence: 'SAME_UPRN', proposedBy: priya },
        { ...any, name: 'Toby Hughes', role: 'CHILD', assertedBy: 'WORKER', evidence: null, proposedBy: priya },
      ]),
    );
    const { text } = await ask();
    for (const person of [CAST.gareth, CAST.toby]) expect(text).not.toContain(person);
    expect(consents.length).toBeGreaterThan(0);
  });

  test('has no name where a restriction keeps who they are from the manager, to be noticed or not', async () => {
    for (const silent of [false, true]) {
      await propose(CAST.gareth);
      await restrict(CAST.gareth, { categories: ['IDENTITY'], silent });
      expect((await managed()).proposals).toMatchObject([{ name: null, role: 'PARENT' }]);
      await sql(`delete from restriction where reason = 'test'`);
    }
    await restrict(CAST.gareth, { silent: false });
    expect((await managed()).proposals).toMatchObject([{ name: null, role: 'PARENT' }]);
  });

  test('is no longer a proposal once it was decided about', async () => {
    await propose(CAST.gareth);
    const [proposal] = (await managed()).proposals;
    await sql(
      `insert into family_member (id, version, family_id, person_id, role, state, asserted_by, confirmed_by_id)
        select id, 2, family_id, person_id, role, 'CONFIRMED', asserted_by, $2 from family_member where id = $1`,
      [proposal?.membershipId, callerId('manager')],
    );
    const { proposals, consents } = await managed();
    expect(proposals).toEqual([]);
    expect(consents.some(({ personId }) => personId === CAST.gareth)).toBe(true);
  });
});

describe('Somebody hidden from the manager', () => {
  const BOUND = {
    everybody: null,
    'the manager': [callerId('manager')],
    'their organisation': ['northmere-early-help'],
  };

  test.each(Object.entries(BOUND))('leaves no trace where a silent restriction binds %s', async (_whom, binds) => {
    await propose(CAST.daniel);
    await reject(CAST.daniel);
    await reject(CAST.chidera);
    const without = seen(await ask());
    await propose(CAST.daniel);
    await sql(`update family_member set state = 'CONFIRMED' where family_id = $1 and person_id = $2`, [
      OKAFOR_HUGHES,
      CAST.chidera,
    ]);
    expect(seen(await ask())).not.toEqual(without);
    await restrict(CAST.daniel, { binds });
    await restrict(CAST.chidera, { binds });
    expect(seen(await ask())).toEqual(without);
  });

  test('decided nothing about anybody: what they agreed to or refused for a child is left out', async () => {
    const read = async () =>
      consentsAbout(await managed(), CAST.toby, 'MENTAL_HEALTH')
        .map(brief)
        .toSorted();
    expect(await read()).toEqual(['GIVEN', 'REFUSED']);
    await restrict(CAST.gareth);
    expect(await read()).toEqual(['GIVEN']);
    await restrict(CAST.amara, { binds: [callerId('manager')] });
    expect(await read()).toEqual([]);
  });

  test('is seen by a manager whom the restriction does not bind', async () => {
    await propose(CAST.gareth);
    await restrict(CAST.gareth, { binds: ['northmere-mash', callerId('lead-worker')] });
    expect((await managed()).proposals).toMatchObject([{ name: 'Gareth Hughes' }]);
  });

  test('is a child not yet born, whoever proposes it', async () => {
    await reject(CAST.baby);
    const without = seen(await ask());
    await propose(CAST.baby, 'WORKER');
    expect(seen(await ask())).toEqual(without);
  });

  test('leaves a leaf that says so', async () => {
    await restrict(CAST.amara);
    const leaves = await leavesAdded(hub, ask);
    const ofHer = leaves.filter(({ person }) => person === CAST.amara);
    expect(ofHer).toMatchObject([{ kind: 'MANAGEMENT_VIEW', visible: false, family: OKAFOR_HUGHES }]);
    expect(ofHer[0]).not.toHaveProperty('shown');
  });
});

describe('A restriction on some categories', () => {
  const categories = ['ATTENDANCE'];
  const kinds = async () =>
    new Set((await managed()).consents.flatMap((row) => (row.personId === CAST.toby ? row.category : [])));

  test('that may be noticed leaves their consents out', async () => {
    expect(await kinds()).toContain('ATTENDANCE');
    await restrict(CAST.toby, { categories, silent: false });
    expect(await kinds()).not.toContain('ATTENDANCE');
    expect(await kinds()).toContain('MENTAL_HEALTH');
  });

  test('that is silent changes nothing that could be noticed', async () => {
    const before = seen(await ask());
    await restrict(CAST.toby, { categories });
    expect(seen(await ask())).toEqual(before);
  });
});
