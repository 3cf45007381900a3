import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Leaf } from '#access-log/leaf.ts';
import { callerId } from '#demo/callers.ts';
import { familyId } from '#demo/council/families.ts';
import { addFamily } from '#tests/support/families.ts';
import type { HubResponse, TestHub } from '#tests/support/hub.ts';
import { ABSENT_ID, CAST, OKAFOR_HUGHES, startHub } from '#tests/support/hub.ts';
import type { Outcome, PersonAnswer } from '#tests/support/queries.ts';
import {
  CATEGORY_FIELDS,
  EVERY_CATEGORY,
  familyQuery,
  leavesAdded,
  OUTCOME,
  peopleOf,
  personQuery,
} from '#tests/support/queries.ts';
import { watchingStatements } from '#tests/support/statements.ts';

const EVERYTHING = `identity ${OUTCOME} address ${OUTCOME} ${EVERY_CATEGORY}`;
const ALL_FIELDS = ['identity', 'address', ...CATEGORY_FIELDS];
const FAMILY = familyQuery(EVERYTHING);
const PERSON = personQuery(EVERYTHING);

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub();
});
afterAll(() => hub.close());

const sql = async (text: string, values: unknown[] = []): Promise<void> => void (await hub.owner.pool.query(text, values));
/** After each test the family is again as it was made, and the worker's only one of its people. */
afterEach(async () => {
  await sql(`update assignment set ends_at = now() where family_id in (select id from family where name = 'Added')`);
  await sql(`delete from restriction where reason = 'test'`);
  await sql(`update family_member set state = 'CONFIRMED', asserted_by = 'WORKER', proposed_by_id = $2 where family_id = $1`, [
    OKAFOR_HUGHES,
    callerId('lead-worker'),
  ]);
  await sql(`update assignment set ends_at = null where family_id = $1`, [OKAFOR_HUGHES]);
  await sql(`update episode set closed_on = null, closing_reason = null where family_id = $1`, [OKAFOR_HUGHES]);
});

const ask = (document: string, id: string, who = 'lead-worker') => hub.query(who, document, { id });
const membersSeen = async (who = 'lead-worker') => peopleOf(await ask(FAMILY, OKAFOR_HUGHES, who));
const idsSeen = async () => (await membersSeen()).map(({ id }) => id);
const without = (...hidden: string[]) =>
  [CAST.baby, CAST.toby, CAST.chidera, CAST.daniel, CAST.amara, CAST.gareth].filter((id) => !hidden.includes(id));
const reads = (person: PersonAnswer | undefined) =>
  new Set(ALL_FIELDS.map((field) => person?.[field]?.reason ?? person?.[field]?.__typename));
const personOf = ({ body }: HubResponse) => body.data?.['person'] as unknown as PersonAnswer | null;

/** Everything about a response that a caller could compare. */
const seen = ({ status, text, headers }: HubResponse) => ({
  status,
  text,
  headers: [...headers].filter(([name]) => name !== 'date'),
});

interface Traces {
  readonly seen: ReturnType<typeof seen>;
  readonly statements: string[];
  readonly leaves: Leaf[];
}

/** What asking for an id shows, costs and leaves. */
async function traces(who: string, document: string, id: string): Promise<Traces> {
  hub.forget();
  const statements: string[] = [];
  let shown: Traces['seen'] | undefined;
  const leaves = await leavesAdded(hub, async () => {
    const note = (name: string) => void statements.push(name);
    shown = seen(await watchingStatements(hub, note, () => hub.query(who, document, { id })));
  });
  expect(hub.asked.size).toBe(0);
  const { education, health } = hub.systems;
  expect([...education.requests, ...health.requests]).toEqual([]);
  if (!shown) throw new Error('There is no response.');
  return { seen: shown, statements, leaves };
}

/** A leaf less what tells one request from another. */
function likeness(leaf: Leaf | undefined): object {
  const {
    time: _time,
    requestId: _request,
    family: _family,
    person: _person,
    nonce: _nonce,
    ...rest
  } = leaf as Leaf & { nonce: string };
  return rest;
}

describe.each(['other-worker', 'manager', 'dpo', 'mash'])('For somebody without an assignment (%s)', (who) => {
  test.each([
    ['family', FAMILY, OKAFOR_HUGHES],
    ['person', PERSON, CAST.toby],
  ] as const)('a %s looks, costs and leaves what an absent one does, and one that cannot be', async (kind, document, hidden) => {
    const hiddenOne = await traces(who, document, hidden);
    expect(hiddenOne.seen).toMatchObject({ status: 200, text: `{"data":{"${kind}":null}}\n` });
    expect(hiddenOne.statements).toHaveLength(3);
    expect(hiddenOne.leaves).toMatchObject([{ [kind]: hidden, visible: false, decisions: [] }]);

    for (const id of [ABSENT_ID, 'toby', "' or 1=1 --", hidden.toUpperCase(), '']) {
      const other = await traces(who, document, id);
      expect(other.seen).toEqual(hiddenOne.seen);
      expect(other.statements).toEqual(hiddenOne.statements);
      expect(other.leaves.map(likeness)).toEqual(hiddenOne.leaves.map(likeness));
      expect(other.leaves[0]?.[kind]).toBe(id === ABSENT_ID ? ABSENT_ID : null);
    }
  });
});

describe('Somebody under a silent seal', () => {
  const seal = (person: string, exempt: string[] = []) =>
    sql(
      `insert into restriction (id, person, kind, categories, exempt, silent, starts_at, placed_by, reason)
        values ($1, $2, 'SEALED', null, $3, true, now() - interval '1 day', $4, 'test')`,
      [randomUUID(), person, exempt, callerId('information-governance')],
    );
  const EVERYWHERE = `query($id: ID!) { family(id: $id, purpose: EARLY_HELP) {
    members { person { id policeReferrals { ... on PoliceReferrals { referrals { others { person { id } } } } }
      domesticAbuse { ... on DomesticAbuse { incidents { others { person { id } } } } } } }
    relationships { ... on Relationships { relationships { from { id } to { id } } } } } }`;

  test('is nowhere: not a member, not a relative, not in anybody’s records', async () => {
    expect((await ask(EVERYWHERE, OKAFOR_HUGHES)).text.split(CAST.amara).length).toBeGreaterThan(6);
    await seal(CAST.amara);
    const { text, body } = await ask(EVERYWHERE, OKAFOR_HUGHES);
    expect(body.errors).toBeUndefined();
    expect(text).not.toContain(CAST.amara);
    expect(text).toContain(`"from":{"id":"${CAST.gareth}"},"to":{"id":"${CAST.toby}"}`);
    // Her unborn child is seen through her alone.
    expect(await idsSeen()).toEqual(without(CAST.amara, CAST.baby));
  });

  test('cannot be told from an absent person', async () => {
    await seal(CAST.amara);
    const sealed = await traces('lead-worker', PERSON, CAST.amara);
    const absent = await traces('lead-worker', PERSON, ABSENT_ID);
    expect(sealed.seen).toEqual(absent.seen);
    expect(sealed.statements).toEqual(absent.statements);
    expect(sealed.leaves.map(likeness)).toEqual(absent.leaves.map(likeness));
  });

  test('leaves one leaf that says so, however often the family is looked through', async () => {
    await seal(CAST.amara);
    const leaves = await leavesAdded(hub, () => ask(EVERYWHERE, OKAFOR_HUGHES));
    const ofHer = leaves.filter(({ person }) => person === CAST.amara);
    expect(ofHer).toMatchObject([{ visible: false, decisions: [], family: OKAFOR_HUGHES }]);
    expect(leaves).toHaveLength(6);
  });

  test('is seen by whom it does not bind', async () => {
    await seal(CAST.amara, [callerId('lead-worker')]);
    expect(await idsSeen()).toEqual(without());
  });
});

describe('A child not yet born', () => {
  test('is hidden where the mother’s PREGNANCY is restricted, and she is not', async () => {
    await sql(
      `insert into restriction (id, person, kind, categories, exempt, silent, starts_at, placed_by, reason)
        values ($1, $2, 'COURT_ORDER', '{PREGNANCY}', '{}', false, now() - interval '1 day', $3, 'test')`,
      [randomUUID(), CAST.amara, callerId('information-governance')],
    );
    const leaves = await leavesAdded(hub, async () => expect(await idsSeen()).toEqual(without(CAST.baby)));
    expect(leaves.find(({ person }) => person === CAST.amara)?.decisions).toContainEqual(
      expect.objectContaining({ category: 'PREGNANCY', outcome: 'WITHHELD', reason: 'RESTRICTED' }),
    );
    const ties =
      'query($id: ID!) { family(id: $id, purpose: EARLY_HELP) { relationships { ... on Relationships { relationships { to { id } } } } } }';
    expect((await ask(ties, OKAFOR_HUGHES)).text).not.toContain(CAST.baby);
    expect(seen(await ask(PERSON, CAST.baby))).toEqual(seen(await ask(PERSON, ABSENT_ID)));
  });
});

describe('A member who is not confirmed', () => {
  const propose = (person: string, assertedBy: string, by: string | null) =>
    sql(
      `update family_member set state = 'PROPOSED', asserted_by = $3, proposed_by_id = $4 where family_id = $1 and person_id = $2`,
      [OKAFOR_HUGHES, person, assertedBy, by],
    );

  test('is hidden where only an agency asserts it, or another worker proposed it', async () => {
    await propose(CAST.gareth, 'AGENCY', null);
    expect(await idsSeen()).toEqual(without(CAST.gareth));
    expect(personOf(await ask(PERSON, CAST.gareth))).toBeNull();
    await propose(CAST.gareth, 'WORKER', callerId('team-member'));
    expect(await idsSeen()).toEqual(without(CAST.gareth));
  });

  test('reads MEMBERSHIP_UNCONFIRMED in every category to the worker who proposed it', async () => {
    await propose(CAST.gareth, 'WORKER', callerId('lead-worker'));
    hub.forget();
    const gareth = (await membersSeen()).find(({ id }) => id === CAST.gareth);
    expect(reads(gareth)).toEqual(new Set(['MEMBERSHIP_UNCONFIRMED']));
    const asked = [...hub.asked.values()].flat().flatMap(({ subjects }) => subjects.map(({ subject }) => subject));
    expect(asked).toContain(CAST.toby);
    expect(asked).not.toContain(CAST.gareth);
  });

  test('of one family is not shown there because another family has confirmed them', async () => {
    const other = await addFamily(hub, [CAST.gareth, CAST.toby]);
    await sql(
      `update family_member set state = 'PROPOSED', asserted_by = 'AGENCY', confirmed_by_id = null where family_id = $1 and person_id = $2`,
      [other, CAST.gareth],
    );
    expect(peopleOf(await ask(FAMILY, other)).map(({ id }) => id)).toEqual([CAST.toby]);
    expect(await idsSeen()).toEqual(without());
  });
});

describe('When the work ends', () => {
  test('an ended assignment hides at once', async () => {
    expect(await membersSeen()).toHaveLength(6);
    await sql(`update assignment set ends_at = now() where family_id = $1 and worker_id = $2`, [
      OKAFOR_HUGHES,
      callerId('lead-worker'),
    ]);
    expect(seen(await ask(FAMILY, OKAFOR_HUGHES))).toEqual(seen(await ask(FAMILY, ABSENT_ID)));
    expect(seen(await ask(PERSON, CAST.toby))).toEqual(seen(await ask(PERSON, ABSENT_ID)));
    const { body } = await hub.query('lead-worker', '{ myFamilies { id } }');
    expect(JSON.stringify(body)).not.toContain(OKAFOR_HUGHES);
    expect(JSON.stringify(body)).toContain(familyId('f-000001'));
    expect(await membersSeen('team-member')).not.toHaveLength(0);
  });

  const close = (daysAgo: number, reason: string) =>
    sql(
      `update episode set closed_on = (now() at time zone 'Europe/London')::date - $2::int, closing_reason = $3 where family_id = $1`,
      [OKAFOR_HUGHES, daysAgo, reason],
    );
  const attendance = async (who: string) => {
    const { attendance: answer } = personOf(await ask(PERSON, CAST.toby, who)) as unknown as { attendance: Outcome };
    return answer.reason ?? answer.__typename;
  };

  test.each([
    [0, 'AIMS_ACHIEVED', 'Attendance', 'CASE_CLOSED'],
    [28, 'AIMS_ACHIEVED', 'Attendance', 'CASE_CLOSED'],
    [29, 'AIMS_ACHIEVED', 'CASE_CLOSED', 'CASE_CLOSED'],
    [0, 'STEPPED_UP', 'CASE_CLOSED', 'CASE_CLOSED'],
    [0, 'MOVED_AWAY', 'CASE_CLOSED', 'CASE_CLOSED'],
    [0, 'LEFT_SERVICE', 'CASE_CLOSED', 'CASE_CLOSED'],
  ])('an episode closed %i days ago (%s) reads %s to the lead worker and %s to the team', async (days, reason, lead, team) => {
    await close(days, reason);
    expect([await attendance('lead-worker'), await attendance('team-member')]).toEqual([lead, team]);
  });

  test('a closed episode reads CASE_CLOSED in every category, and nobody is asked', async () => {
    await close(29, 'AIMS_ACHIEVED');
    hub.forget();
    const members = await membersSeen();
    expect(reads(members.find(({ id }) => id === CAST.gareth))).toEqual(new Set(['CASE_CLOSED']));
    expect(hub.asked.size).toBe(0);
  });
});
