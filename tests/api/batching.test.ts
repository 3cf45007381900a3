import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Leaf } from '#access-log/leaf.ts';
import { personId } from '#demo/council/families.ts';
import { addFamily, twentyPeople } from '#tests/support/families.ts';
import type { HubResponse, TestHub } from '#tests/support/hub.ts';
import { CAST, OKAFOR_HUGHES, startHub } from '#tests/support/hub.ts';
import {
  CATEGORY_FIELDS,
  EVERY_CATEGORY,
  familyQuery,
  leavesAdded,
  OUTCOME,
  pairsAsked,
  pairsPermitted,
  peopleOf,
} from '#tests/support/queries.ts';

const AGENCIES = ['education', 'health', 'housing', 'police'];
/** A school's details, its codes, four kinds of record, and whether it knows a pupil. */
const RESOURCES = 7;

let hub: TestHub;
let familyOf2: string;
let familyOf20: string;
beforeAll(async () => {
  hub = await startHub();
  familyOf2 = await addFamily(hub, [CAST.chidera, CAST.amara]);
  familyOf20 = await addFamily(hub, await twentyPeople(hub));
});
afterAll(() => hub.close());
beforeEach(() => hub.forget());

interface Asked {
  readonly response: HubResponse;
  readonly leaves: readonly Leaf[];
}

/** Asks as the lead worker; whatever the query, only what was permitted may have been asked for. */
async function ask(document: string, variables: object = {}): Promise<Asked> {
  let response: HubResponse | undefined;
  const leaves = await leavesAdded(hub, async () => (response = await hub.query('lead-worker', document, variables)));
  if (!response) throw new Error('There is no response.');
  expect(response.body.errors).toBeUndefined();
  const permitted = new Set(pairsPermitted(leaves));
  for (const questions of hub.asked.values()) {
    const pairs = pairsAsked(questions);
    expect(pairs.filter((pair) => !permitted.has(pair))).toEqual([]);
    expect(new Set(pairs).size).toBe(pairs.length);
  }
  return { response, leaves };
}

const timesAsked = () => Object.fromEntries([...hub.asked].toSorted().map(([agency, questions]) => [agency, questions.length]));
const allPairs = () => pairsAsked([...hub.asked.values()].flat()).toSorted();
const ONCE = Object.fromEntries(AGENCIES.map((agency) => [agency, 1]));
const schoolsAsked = () =>
  new Set(
    (hub.asked.get('education') ?? []).flatMap(({ subjects }) =>
      subjects.flatMap(({ ids }) => ids.map((id) => id.split('/')[0])),
    ),
  );

describe('A family of two and a family of twenty', () => {
  test.each([
    ['two', 2, () => familyOf2],
    ['twenty', 20, () => familyOf20],
  ])('asks each agency once for a family of %s, for every category of everybody', async (_, size, id) => {
    const { response, leaves } = await ask(familyQuery(EVERY_CATEGORY), { id: id() });
    expect(timesAsked()).toEqual(ONCE);
    const people = peopleOf(response);
    expect(people).toHaveLength(size);
    for (const person of people) {
      for (const field of CATEGORY_FIELDS) expect(person[field]?.__typename).toBeTypeOf('string');
      const leaf = leaves.find((one) => one.person === person.id);
      expect(leaf?.decisions).toHaveLength(CATEGORY_FIELDS.length);
    }
  });

  test('asks education once for each school and resource, however many pupils', async () => {
    await ask(familyQuery(EVERY_CATEGORY), { id: familyOf20 });
    const { requests } = hub.systems.education;
    expect(schoolsAsked().size).toBeGreaterThanOrEqual(4);
    // Only whether a school knows a pupil is asked apart from their needs, where those may not be asked for.
    const others = requests.filter((request) => !request.endsWith('/students'));
    expect(new Set(others).size).toBe(others.length);
    expect(requests.length).toBeLessThanOrEqual(schoolsAsked().size * RESOURCES);
    expect(requests.length).toBeGreaterThan(schoolsAsked().size);
  });

  test('asks health no more often for twenty than for two', async () => {
    await ask(familyQuery(EVERY_CATEGORY), { id: familyOf2 });
    const forTwo = hub.systems.health.requests.length;
    hub.forget();
    await ask(familyQuery(EVERY_CATEGORY), { id: familyOf20 });
    expect(hub.systems.health.requests.length).toBe(forTwo);
    expect(forTwo).toBeGreaterThan(0);
    expect(forTwo).toBeLessThanOrEqual(4);
  });
});

describe('Each agency is asked once, whatever the shape of the query', () => {
  const FAMILY = `family(id: "${OKAFOR_HUGHES}", purpose: EARLY_HELP)`;
  const half = (from: number, to: number) =>
    CATEGORY_FIELDS.slice(from, to)
      .map((field) => `${field} ${OUTCOME}`)
      .join('\n');
  const interleaved = (place: number) =>
    CATEGORY_FIELDS.filter((_, index) => index % 2 === place)
      .map((field) => `${field} ${OUTCOME}`)
      .join('\n');

  const shapes: Record<string, string> = {
    'aliases everywhere': `{ f: ${FAMILY} { m: members { p: person { i: id ${CATEGORY_FIELDS.map((field) => `x_${field}: ${field} ${OUTCOME}`).join('\n')} } } } }`,
    'named fragments within named fragments': `
      query { ...Root }
      fragment Root on Query { ${FAMILY} { ...Members } }
      fragment Members on Family { members { person { ...Some ...Rest } } }
      fragment Some on Person { ${half(0, 5)} }
      fragment Rest on Person { ...Some ${half(5, 12)} }`,
    'inline fragments, with and without a type': `{ ... { ... on Query { ${FAMILY} { ... on Family { members { ... { person { ... on Person { ${half(0, 7)} } ... { ${half(7, 12)} } } } } } } } } }`,
    'members under two aliases with different categories': `{ ${FAMILY} { a: members { person { ${interleaved(0)} } } b: members { person { ${interleaved(1)} } } } }`,
    'one family under two aliases with different categories': `{ a: ${FAMILY} { members { person { ${interleaved(0)} } } } b: ${FAMILY} { members { person { ${interleaved(1)} } } } }`,
    'variables in directives that include': `query($yes: Boolean! = true, $no: Boolean! = false) { ${FAMILY} { members @include(if: $yes) { person { ... @skip(if: $no) { ${EVERY_CATEGORY} } } } } }`,
  };

  test.each(Object.entries(shapes))('%s', async (_, document) => {
    await ask(familyQuery(EVERY_CATEGORY), { id: OKAFOR_HUGHES });
    const asPlainly = allPairs();
    hub.forget();
    await ask(document);
    expect(timesAsked()).toEqual(ONCE);
    expect(allPairs()).toEqual(asPlainly);
  });

  test('two families and a person in one query', async () => {
    const third = hub.world.families.slice(3, 10).flatMap(({ members }) => members)[0]!;
    const { leaves } = await ask(`{
      a: ${FAMILY} { members { person { ${EVERY_CATEGORY} } } }
      b: family(id: "${familyOf20}", purpose: EARLY_HELP) { members { person { ${EVERY_CATEGORY} } } }
      c: person(id: "${personId(third.personKey)}", purpose: EARLY_HELP) { ${EVERY_CATEGORY} }
    }`);
    expect(timesAsked()).toEqual(ONCE);
    expect(leaves.map(({ person }) => person)).toEqual(expect.arrayContaining([CAST.toby, personId(third.personKey)]));
  });

  test('a category of the people whom relationships name', async () => {
    await ask(`{ ${FAMILY} {
      members { person { attendance ${OUTCOME} } }
      relationships { ... on Relationships { relationships { from { tenancy ${OUTCOME} attendance ${OUTCOME} } to { suspensions ${OUTCOME} } } } }
    } }`);
    expect(timesAsked()).toEqual({ education: 1, housing: 1 });
    hub.forget();
    await ask(
      `{ ${FAMILY} { relationships { ... on Relationships { relationships { from { ${half(0, 6)} } to { ${half(6, 12)} } } } } } }`,
    );
    expect(timesAsked()).toEqual(ONCE);
  });

  test('a category of the people whom an incident names costs one question more, for all of them', async () => {
    const { response } = await ask(
      familyQuery(`domesticAbuse { ... on DomesticAbuse { incidents { others { person { id ${EVERY_CATEGORY} } } } } }`),
      {
        id: OKAFOR_HUGHES,
      },
    );
    expect(response.text).toContain(`"others":[{"person":{"id":"${CAST.amara}"`);
    expect(timesAsked()).toEqual({ ...ONCE, police: 2 });
  });
});

describe('What a query leaves out, or asks for twice', () => {
  test('is not asked, not decided, not logged and not answered where it is skipped', async () => {
    const { response, leaves } = await ask(
      `query($id: ID!, $no: Boolean!) {
        person(id: $id, purpose: EARLY_HELP) {
          attendance ${OUTCOME}
          suspensions @include(if: false) ${OUTCOME}
          healthContacts @include(if: $no) ${OUTCOME}
          policeReferrals @skip(if: true) ${OUTCOME}
          ...Housing @include(if: $no)
          ... @include(if: $no) { mentalHealth ${OUTCOME} }
        }
      }
      fragment Housing on Person { tenancy ${OUTCOME} identity { __typename } }`,
      { id: CAST.toby, no: false },
    );
    expect(response.body.data?.['person']).toEqual({ attendance: { __typename: 'Attendance' } });
    expect(allPairs()).toEqual([`${CAST.toby} ATTENDANCE`]);
    expect(leaves.flatMap(({ decisions }) => decisions.map(({ category }) => category))).toEqual(['ATTENDANCE']);
  });

  test('is one decision and one answer where a field is asked for twice', async () => {
    const { response, leaves } = await ask(
      `query($id: ID!) {
        person(id: $id, purpose: EARLY_HELP) {
          a: attendance { ... on Attendance { attendanceRate recentSessions(last: 5) { id } source { retrievedAt } } }
          b: attendance { ... on Attendance { attendanceRate recentSessions(last: 5) { id } source { retrievedAt } } }
        }
        again: person(id: $id, purpose: EARLY_HELP) {
          c: attendance { ... on Attendance { attendanceRate recentSessions(last: 5) { id } source { retrievedAt } } }
        }
      }`,
      { id: CAST.toby },
    );
    const { person, again } = response.body.data as unknown as { person: { a: object; b: object }; again: { c: object } };
    expect(person.a).toMatchObject({ attendanceRate: expect.any(Number) as number });
    expect(person.b).toEqual(person.a);
    expect(again.c).toEqual(person.a);
    expect(leaves.map(({ decisions }) => decisions.map(({ category }) => category))).toEqual([['ATTENDANCE']]);
    expect(timesAsked()).toEqual({ education: 1 });
  });

  test('asks nobody where nothing of an agency is selected', async () => {
    await ask(familyQuery('identity { __typename } address { __typename }'), { id: OKAFOR_HUGHES });
    expect(timesAsked()).toEqual({});
  });
});

describe('What is not permitted', () => {
  test('is never asked for: no agency hears of somebody who was never asked', async () => {
    const { leaves } = await ask(familyQuery(EVERY_CATEGORY), { id: OKAFOR_HUGHES });
    const subjects = [...hub.asked.values()].flat().flatMap((question) => question.subjects.map(({ subject }) => subject));
    expect(subjects).toContain(CAST.toby);
    expect(subjects).not.toContain(CAST.daniel);
    expect(pairsAsked(hub.asked.get('health') ?? [])).not.toContain(`${CAST.chidera} MENTAL_HEALTH`);
    const daniel = leaves.find(({ person }) => person === CAST.daniel);
    expect(daniel?.decisions.map(({ outcome }) => outcome)).toEqual(CATEGORY_FIELDS.map(() => 'WITHHELD'));
  });

  test('asks nobody at all where everything is refused', async () => {
    await ask(`{ person(id: "${CAST.daniel}", purpose: EARLY_HELP) { ${EVERY_CATEGORY} } }`);
    expect(timesAsked()).toEqual({});
    await ask(`{ person(id: "${CAST.toby}", purpose: SAFEGUARDING) { ${EVERY_CATEGORY} } }`);
    expect(timesAsked()).toEqual({});
    expect(hub.systems.education.requests).toEqual([]);
    expect(hub.systems.health.requests).toEqual([]);
  });
});
