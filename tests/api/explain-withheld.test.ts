import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Leaf } from '#access-log/leaf.ts';
import { callerId, CALLERS } from '#demo/callers.ts';
import { addDays, monthsBefore } from '#terms/clock.ts';
import { change } from '#tests/support/change.ts';
import type { Told } from '#tests/support/explain.ts';
import {
  GOVERNANCE,
  LEAD,
  NOTHING,
  NOT_RELIED_ON,
  TEAM,
  ask,
  declare,
  explain,
  inWords,
  lift,
  restrict,
  sql,
  stepOf,
  stopOf,
} from '#tests/support/explain.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { ABSENT_ID, CAST, startHub } from '#tests/support/hub.ts';
import { actingAs } from '#tests/support/made-once.ts';
import { leavesAdded } from '#tests/support/queries.ts';
import { watchingStatements } from '#tests/support/statements.ts';

const EARLY_HELP = 'northmere-early-help';
const HEALTH = 'northmere-community-health';

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub();
});
afterAll(() => hub.close());
afterEach(() => lift(hub));

const decidedOn = () => inWords(addDays(monthsBefore(hub.world.madeOn, 4), 1));

describe('What is silent', () => {
  /** Amara alone agreed to it, with both organisations. */
  const category = 'HEALTH_CONTACTS';
  const texts = async () => {
    const both = await Promise.all([LEAD, TEAM].map((recipient) => ask(hub, 'lead-worker', { category, recipient })));
    return both.map(({ text }) => text);
  };
  let ordinary: string[];
  beforeAll(async () => {
    const { rows } = await hub.owner.pool.query<{ id: string }>(
      'select id from parental_responsibility where child_id = $1 and holder_id = $2',
      [CAST.toby, CAST.amara],
    );
    await change(hub, 'lead-worker', 'endParentalResponsibility', { id: rows[0]!.id, evidence: 'An order of the court' });
    ordinary = await texts();
    await change(hub, 'lead-worker', 'recordParentalResponsibility', {
      childId: CAST.toby,
      holderKind: 'PERSON',
      holderId: CAST.amara,
      source: 'BIRTH_REGISTRATION',
      evidence: 'Seen again',
      from: monthsBefore(hub.world.madeOn, 12),
    });
    expect((await explain(hub, { category })).outcome).toBe('PERMIT');
  });

  test('an ordinary decision that cannot be relied on says so', () => {
    for (const text of ordinary) {
      const told = (JSON.parse(text) as { data: { explain: Told } }).data.explain;
      expect(told).toMatchObject({ outcome: 'WITHHOLD', reason: 'NO_CONSENT', obligations: [] });
      expect(stopOf(told)).toEqual(['3.8', 'CONSENT', NOT_RELIED_ON]);
    }
  });

  test.each([
    ['of a category, for everybody', () => restrict(hub, CAST.toby, { categories: [category] }), [0, 1]],
    [
      'of a category, for the lead worker alone, whoever is asked about',
      () => restrict(hub, CAST.toby, { categories: [category], binds: [LEAD] }),
      [0, 1],
    ],
    ['of a category, for the other alone', () => restrict(hub, CAST.toby, { categories: [category], binds: [TEAM] }), [1]],
    ['of the whole person, for the other alone', () => restrict(hub, CAST.toby, { kind: 'SEALED', binds: [HEALTH] }), [1]],
    ['in the other’s own life', () => declare(hub, TEAM, CAST.toby, true), [1]],
  ])('%s, reads byte for byte like it', async (_, make, places) => {
    const permitted = await texts();
    await make();
    const silent = await texts();
    for (const place of [0, 1]) expect(silent[place]).toBe(places.includes(place) ? ordinary[place] : permitted[place]);
  });

  test('reads so too where the recipient is the organisation', async () => {
    await restrict(hub, CAST.toby, { categories: [category] });
    expect(stopOf(await explain(hub, { category, recipient: HEALTH }))).toEqual(['3.8', 'CONSENT', NOT_RELIED_ON]);
  });

  test('changes nothing where it would be withheld anyway', async () => {
    const before = (await ask(hub, 'lead-worker', { category: 'MENTAL_HEALTH' })).text;
    await restrict(hub, CAST.toby, { categories: ['MENTAL_HEALTH'] });
    expect((await ask(hub, 'lead-worker', { category: 'MENTAL_HEALTH' })).text).toBe(before);
  });

  test('reads of the hub’s own categories what their answer reads', async () => {
    await restrict(hub, CAST.gareth, { categories: ['ADDRESS'] });
    const told = await explain(hub, { person: CAST.gareth, category: 'ADDRESS' });
    expect(told).toMatchObject({ outcome: 'WITHHOLD', reason: 'NO_CONSENT' });
    expect(stopOf(told)).toEqual(['3.8', 'CONSENT', NOT_RELIED_ON]);
  });

  test('about a mother reads so of her child not yet born', async () => {
    const request = { person: CAST.baby, category: 'IDENTITY', recipient: TEAM };
    expect(await explain(hub, request)).toMatchObject({ outcome: 'PERMIT' });
    const id = await restrict(hub, CAST.amara, { categories: ['PREGNANCY'], binds: [TEAM] });
    expect(stopOf(await explain(hub, request))).toEqual(['3.8', 'CONSENT', NOT_RELIED_ON]);
    const full = await explain(hub, request, 'information-governance');
    expect(full).toMatchObject({ outcome: 'HIDDEN' });
    expect(stopOf(full)?.[2]).toContain('A child not yet born is known of only where');
    expect(stepOf(full, 'VISIBILITY').basis).toContain(id);
  });

  test('protects an address without a word among the obligations', async () => {
    const request = { person: CAST.gareth, category: 'TENANCY' };
    expect(await explain(hub, request)).toMatchObject({ outcome: 'PERMIT' });
    const before = (await ask(hub, 'lead-worker', request)).text;
    await restrict(hub, CAST.gareth, { kind: 'PROTECTED_ADDRESS' });
    expect((await ask(hub, 'lead-worker', request)).text).toBe(before);
    expect((await explain(hub, request, 'information-governance')).obligations).toContain(
      'What would give away where somebody lives, learns or is treated is left out.',
    );
  });

  test('about a partner reads like a partner’s missing consent, whoever is asked about', async () => {
    const ofAmara = async () =>
      (await ask(hub, 'lead-worker', { person: CAST.amara, category: 'DOMESTIC_ABUSE', recipient: callerId('council-app') }))
        .text;
    const missing = await ofAmara();
    await sql(
      hub,
      `insert into consent (id, person, category, purpose, recipient, decision, decided_at, capacity, given_by, method, recorded_by)
        select gen_random_uuid(), p, 'DOMESTIC_ABUSE', 'EARLY_HELP', $2, 'GIVEN', now(), 'SELF', p, 'PHONE', $3 from unnest($1::uuid[]) p`,
      [[CAST.daniel, CAST.gareth], EARLY_HELP, LEAD],
    );
    expect(await ofAmara()).not.toBe(missing);
    for (const more of [{ kind: 'SEALED' }, { categories: ['DOMESTIC_ABUSE'] }]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await restrict(hub, CAST.gareth, { ...more, binds: [LEAD] });
      // oxlint-disable-next-line no-await-in-loop
      expect(await ofAmara()).toBe(missing);
      // oxlint-disable-next-line no-await-in-loop
      await lift(hub);
    }
  });

  test('about the whole person, or in the lead worker’s own life, reads like nobody', async () => {
    await restrict(hub, CAST.toby, { kind: 'SEALED' });
    expect((await ask(hub, 'lead-worker')).text).toBe(NOTHING);
    await lift(hub);
    expect((await ask(hub, 'lead-worker')).text).not.toBe(NOTHING);
    await declare(hub, LEAD, CAST.toby, true);
    expect((await ask(hub, 'lead-worker')).text).toBe(NOTHING);
  });

  test('does not hide from information governance', async () => {
    const id = await restrict(hub, CAST.toby, { categories: [category] });
    const told = await explain(hub, { category }, 'information-governance');
    expect(told).toMatchObject({ outcome: 'WITHHOLD', reason: 'NO_CONSENT' });
    expect(stepOf(told, 'RESTRICTION')).toMatchObject({
      result: 'STOPPED',
      text: 'A silent restriction covers this: a court order. The recipient reads that there is no consent. Without the restriction this would be shown.',
      basis: [id],
    });
    await lift(hub);

    const seal = await restrict(hub, CAST.toby, { kind: 'SEALED', binds: [LEAD] });
    const sealed = await explain(hub, {}, 'information-governance');
    expect(sealed).toMatchObject({ outcome: 'HIDDEN' });
    expect(stepOf(sealed, 'VISIBILITY')).toMatchObject({
      text: 'A silent restriction hides the whole person from the recipient: a sealed record.',
      basis: [seal],
    });
    await lift(hub);

    const interest = await declare(hub, LEAD, CAST.toby, true);
    expect(stepOf(await explain(hub, {}, 'information-governance'), 'VISIBILITY')).toMatchObject({
      text: 'The recipient has silently declared a connection with this person, which hides them.',
      basis: [interest],
    });
  });
});

describe('Information governance', () => {
  test('is told everything, with ids: each decision on record and which of them stand', async () => {
    const { rows } = await hub.owner.pool.query<{ id: string; giver: string; entry: string }>(
      `select id, given_by as giver, entry from consent where person = $1 and category = 'MENTAL_HEALTH' order by entry`,
      [CAST.chidera],
    );
    const own = rows.find(({ giver }) => giver === CAST.chidera)!;
    const mothers = rows.find(({ giver }) => giver === CAST.amara)!;
    const consent = stepOf(
      await explain(hub, { person: CAST.chidera, category: 'MENTAL_HEALTH' }, 'information-governance'),
      'CONSENT',
    );
    expect(consent.basis).toEqual([own.id]);
    expect(consent.text).toContain(
      `Refused by the person themselves on ${decidedOn()} (giver ${CAST.chidera}), entered as number ${own.entry}, stands`,
    );
    expect(consent.text).toContain(
      `Agreed by a holder of parental responsibility on ${decidedOn()} (giver ${CAST.amara}), entered as number ${mothers.entry}, does not stand`,
    );
  });

  test('is told what each step rests on', async () => {
    const told = await explain(hub, {}, 'information-governance');
    expect(told.outcome).toBe('PERMIT');
    expect(stepOf(told, 'AGREEMENT').basis).toEqual(['education-early-help@1']);
    expect(stepOf(told, 'VISIBILITY').basis).toHaveLength(2);
    expect(stepOf(told, 'EPISODE').basis).toHaveLength(2);
    expect(stepOf(told, 'CONSENT').text).toContain('relied on');
    expect(stepOf(told, 'LINK').basis[0]).toMatch(/@1$/);
    const address = await explain(hub, { category: 'ADDRESS' }, 'information-governance');
    expect(stepOf(address, 'RESTRICTION').text).toBe('This is protected. It is a protected address.');
  });

  test('reviews nobody in whom they have an interest: themselves, their household or their family', async () => {
    for (const person of [CAST.toby, CAST.amara, CAST.gareth]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await declare(hub, GOVERNANCE, person, false);
      // oxlint-disable-next-line no-await-in-loop
      expect((await ask(hub, 'information-governance')).text).toBe(NOTHING);
      // oxlint-disable-next-line no-await-in-loop
      await lift(hub);
    }
    expect((await explain(hub, {}, 'information-governance-2')).outcome).toBe('PERMIT');
  });

  test('reviews no family that they work with', async () => {
    const both = actingAs(hub, { roles: ['INFORMATION_GOVERNANCE', 'PRACTITIONER'] });
    expect((await ask(both, 'team-member')).text).toBe(NOTHING);
    expect((await explain(both)).steps.flatMap(({ basis }) => basis)).toEqual([]);
  });

  test('is kept by name from what is silent', async () => {
    await restrict(hub, CAST.toby, { categories: ['HEALTH_CONTACTS'], binds: [GOVERNANCE] });
    expect((await ask(hub, 'information-governance')).text).toBe(NOTHING);
    expect((await explain(hub, {}, 'information-governance-2')).outcome).toBe('PERMIT');
  });
});

describe('Who may not ask', () => {
  const OTHERS = CALLERS.map(({ key }) => key).filter(
    (key) => key !== 'lead-worker' && !key.startsWith('information-governance'),
  );

  test.each(OTHERS)('reads what is read of nobody (%s)', async (who) => {
    expect((await ask(hub, who)).text).toBe(NOTHING);
  });

  test('a lead worker reads it in another role', async () => {
    const asManager = actingAs(hub, { roles: ['MANAGER'] });
    expect((await ask(asManager, 'lead-worker')).text).toBe(NOTHING);
  });

  test('a lead worker reads it through an app: an app never asks', async () => {
    const through = actingAs(hub, { roles: ['PRACTITIONER'], act: { sub: 'council-app' } });
    expect((await ask(through, 'lead-worker')).text).toBe(NOTHING);
  });

  test('a lead worker reads it of another family’s people, of a member not confirmed, and of a recipient who is none', async () => {
    expect((await ask(hub, 'other-worker')).text).toBe(NOTHING);
    expect((await ask(hub, 'lead-worker', { recipient: 'northmere-nobody' })).text).toBe(NOTHING);
    await sql(hub, `update family_member set state = 'PROPOSED' where person_id = $1`, [CAST.gareth]);
    expect((await ask(hub, 'lead-worker', { person: CAST.gareth, category: 'IDENTITY' })).text).toBe(NOTHING);
    await sql(hub, `update family_member set state = 'CONFIRMED' where person_id = $1`, [CAST.gareth]);
  });

  test('a lead worker connected with somebody is told that, and nothing of colleagues or of before', async () => {
    await declare(hub, LEAD, CAST.toby, false);
    const told = await explain(hub);
    expect(told).toMatchObject({ outcome: 'WITHHOLD', reason: 'CONFLICT' });
    expect(stopOf(told)?.[1]).toBe('RESTRICTION');
    expect((await ask(hub, 'lead-worker', { recipient: TEAM })).text).toBe(NOTHING);
    expect((await ask(hub, 'lead-worker', { at: new Date(Date.now() - 60_000).toISOString() })).text).toBe(NOTHING);
  });

  interface Traces {
    readonly text: string;
    readonly headers: object;
    readonly statements: readonly string[];
    readonly leaves: readonly Leaf[];
  }
  const traces = async (who: string, person: string): Promise<Traces> => {
    const statements: string[] = [];
    let response: Awaited<ReturnType<typeof ask>> | undefined;
    const leaves = await leavesAdded(hub, async () => {
      response = await watchingStatements(
        hub,
        (name) => void statements.push(name),
        () => ask(hub, who, { person }),
      );
    });
    const headers = [...response!.headers].filter(([name]) => name !== 'date');
    return { text: response!.text, headers, statements, leaves };
  };
  const likeness = (leaf: Leaf) => {
    const { explained, epochs, kind, visible, decisions, family, purpose } = leaf;
    return { epochs, kind, visible, decisions, family, purpose, explained: { ...explained, at: null } };
  };

  test.each(['lead-worker', 'other-worker', 'manager', 'dpo', 'information-governance'])(
    'somebody hidden looks, costs and leaves what nobody does (%s)',
    async (who) => {
      await restrict(hub, CAST.toby, { kind: 'SEALED', binds: [EARLY_HELP, 'northmere-information', GOVERNANCE] });
      const hidden = await traces(who, CAST.toby);
      expect(hidden.text).toBe(NOTHING);
      expect(hidden.leaves).toMatchObject([{ kind: 'EXPLANATION', person: CAST.toby, visible: false, family: null }]);
      for (const id of [ABSENT_ID, 'toby', '']) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        const absent = await traces(who, id);
        expect({ ...absent, leaves: absent.leaves.map(likeness) }).toEqual({ ...hidden, leaves: hidden.leaves.map(likeness) });
        expect(absent.leaves[0]?.person).toBe(id === ABSENT_ID ? ABSENT_ID : null);
      }
    },
  );
});
