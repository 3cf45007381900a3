/**
 * Queries made by chance over the whole schema, for everybody who may ask and every state of a family. Whatever is answered, and
 * whatever an agency was asked, has its permit in the log of that request; whoever is hidden is nowhere.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Leaf, LeafDecision } from '#access-log/leaf.ts';
import { callerId, CALLERS, ORGANISATIONS } from '#demo/callers.ts';
import { familyId, personId } from '#demo/council/families.ts';
import { createRandom } from '#demo/world/random.ts';
import type { Purpose } from '#terms/purpose.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { ABSENT_ID, CAST, OKAFOR_HUGHES, startHub } from '#tests/support/hub.ts';
import { CATEGORY_NAMES, pairsAsked, pairsPermitted } from '#tests/support/queries.ts';
import type { Ask, Asked, Asker, FamilyState } from '#tests/support/walk-council.ts';
import { asking, ASKERS, bring, FAMILY_STATES, keepFacts, secretsIn, secretsOf } from '#tests/support/walk-council.ts';
import { makeQuery } from '#tests/support/walk-queries.ts';
import type { Suggest } from '#tests/support/walk-queries.ts';
import type { Met } from '#tests/support/walk.ts';
import { categories, objectTypes, reachable, readAnswer } from '#tests/support/walk.ts';

/** What queries ask for, one after the other; besides, by chance, whatever else can be asked. */
const ROOTS = [['family'], ['person'], ['family', 'person'], ['family'], ['myExceptions', 'person'], ['family']];

let hub: TestHub;
let ask: Ask;
let restore: () => Promise<void>;
let breaking = false;
let secrets: readonly string[];
/** Which types answers had, and which fields. */
const metTypes = new Set<string>();
const metFields = new Set<string>();

beforeAll(async () => {
  hub = await startHub({
    freshMissing: true,
    wrap: {
      agency: (port) => ({
        ...port,
        ask: (question) => (breaking ? Promise.reject(new Error(`Toby Hughes at ${port.id}`)) : port.ask(question)),
      }),
    },
  });
  ask = asking(hub);
  restore = await keepFacts(hub);
  secrets = secretsOf(hub.world);
});
afterAll(() => hub.close());

type CastName = keyof typeof CAST;
const EVERYBODY = Object.keys(CAST) as CastName[];

/** Who works with the cast's family. */
const isAtWork = ({ subject }: Asker, state: FamilyState): boolean =>
  ['lead-worker', 'team-member', 'council-app'].includes(subject ?? '') && state !== 'whose assignments have ended';

/** Rule 2, for this family: whom of it somebody may know of. */
function visibleTo(asker: Asker, state: FamilyState, purpose: Purpose): CastName[] {
  const sealed = state === 'with a member silently sealed';
  const hidden = new Set<CastName>([
    ...(sealed ? (['amara', 'baby'] as const) : []),
    ...(state === 'with a member whom only an agency asserts' ? (['gareth'] as const) : []),
    // Follows the mother's PREGNANCY.
    ...(state === 'whose episode is closed' || purpose === 'SAFEGUARDING' ? (['baby'] as const) : []),
  ]);
  const isNamed =
    state === 'of whom a safeguarding decision names the children' &&
    purpose === 'SAFEGUARDING' &&
    ['northmere-early-help', 'northmere-mash'].includes(asker.organisation ?? '');
  const named = isNamed ? (['toby', 'chidera'] as const) : [];
  return EVERYBODY.filter((name) => (isAtWork(asker, state) && !hidden.has(name)) || named.some((one) => one === name));
}

/** What arguments may be, by chance. */
function suggesting(seed: string, purpose: Purpose): Suggest {
  const random = createRandom(seed, 'arguments');
  const strangers = hub.world.families.slice(30).map(({ members }) => personId(members[0]?.personKey ?? ''));
  const people = [...Object.values(CAST), ...Object.values(CAST), ABSENT_ID, 'nobody', random.pick(strangers)];
  const families = [OKAFOR_HUGHES, OKAFOR_HUGHES, OKAFOR_HUGHES, familyId('f-000030'), ABSENT_ID];
  const recipients = [...Object.keys(ORGANISATIONS), ...CALLERS.map(({ key }) => callerId(key)), 'nobody'];
  return (path, type) => {
    if (type === 'Purpose') return purpose;
    if (/person(\.i|I)d$/.test(path)) return random.pick(people);
    if (/[fF]amily(\.i|I)d$/.test(path)) return random.pick(families);
    if (path.endsWith('.recipient')) return random.pick(recipients);
    if (path.endsWith('.category')) return random.pick([...CATEGORY_NAMES, 'IDENTITY', 'RELATIONSHIPS']);
    // Now and then one that the field refuses: an error has no more to say than an answer.
    if (path.endsWith('.last')) return random.chance(0.03) ? 0 : random.int(1, 30);
    throw new Error(`Say what ${path} may be.`);
  };
}

const leafOf = (leaves: readonly Leaf[], person: string) => leaves.find((leaf) => leaf.person === person && leaf.kind === 'VIEW');
const decisionOf = (leaves: readonly Leaf[], of: Met['of']): LeafDecision | undefined =>
  of ? leafOf(leaves, of.personId)?.decisions.find(({ category }) => category === of.category) : undefined;
const isPermit = (decision: LeafDecision | undefined): boolean => decision?.detail !== undefined;
const RECORD_TYPES = new Set([...categories.map(({ recordType }) => recordType), 'Identity', 'Address']);
const OUTCOMES: Readonly<Record<string, string>> = {
  NothingHeld: 'NOTHING_HELD',
  Unavailable: 'UNAVAILABLE',
  Withheld: 'WITHHELD',
};

/** Why an object of an answer should not be there, by the leaves of its request. */
function unaccounted({ type, by, of, personId: person, fields }: Met, leaves: readonly Leaf[]): string[] {
  const decision = decisionOf(leaves, of);
  const what = `${type} by ${by} of ${of?.personId} ${of?.category}`;
  const found: string[] = [];
  const need = (isMet: boolean | undefined, why: string) => void (isMet || found.push(`${what}: ${why}`));
  if (person !== null) need(leafOf(leaves, person)?.visible, 'no leaf says that they were shown');
  if (by === 'PersonMention.person') {
    const named = person === null ? undefined : decisionOf(leaves, { personId: person, category: of?.category ?? '' });
    need((named?.outcome === 'NAMED' || named?.named) && isPermit(named), 'they were not named by the gate');
  }
  if (by?.startsWith('Relationship.'))
    need(isPermit(decisionOf(leaves, { personId: person ?? '', category: 'RELATIONSHIPS' })), 'no permit');
  if (RECORD_TYPES.has(type)) {
    need(isPermit(decision) && decision?.outcome === 'DISCLOSED', 'no permit');
    const selected = fields.map(({ name }) => name).filter((name) => name !== 'source');
    need(
      selected.every((name) => decision?.fields?.includes(name)),
      'a field is not in the log',
    );
  } else if (of && OUTCOMES[type] && by?.startsWith('Person.')) {
    need(
      decision?.outcome === OUTCOMES[type] && (type === 'Withheld' || isPermit(decision)),
      `the log says ${decision?.outcome}`,
    );
    const reason = fields.find(({ name }) => name === 'reason')?.value;
    need(reason === undefined || reason === decision?.reason, `the log says ${decision?.reason}`);
  }
  for (const { name, value, locates } of fields) {
    if (locates && value !== null) need(decision?.masked === false, `${name} gives a place away`);
  }
  const family = fields.find(({ name }) => name === 'id')?.value;
  const kinds: Readonly<Record<string, string>> = {
    Family: 'VIEW',
    ManagedFamily: 'MANAGEMENT_VIEW',
    FamilySummary: 'FAMILY_LIST',
    Explanation: 'EXPLANATION',
  };
  if (kinds[type]) {
    const told = leaves.filter((leaf) => leaf.kind === kinds[type] && leaf.visible);
    need(
      told.some((leaf) => family === undefined || leaf.family === family || leaf.families?.includes(String(family))),
      'no leaf tells of it',
    );
  }
  return found;
}

/** What of the council's secrets this caller may read in an answer: of whom the gate showed it, and who they work with. */
function mayRead(asker: Asker, state: FamilyState, purpose: Purpose, { leaves }: Asked): string[] {
  const visible = visibleTo(asker, state, purpose);
  const people = new Map(hub.world.people.map((person) => [personId(person.key), person]));
  const homes = new Map(hub.world.households.map((home) => [home.key, home]));
  const shown = visible.flatMap((name) => {
    const person = people.get(CAST[name]);
    const isIn = (category: string) => decisionOf(leaves, { personId: CAST[name], category })?.outcome === 'DISCLOSED';
    const home = name === 'gareth' && isIn('ADDRESS') ? homes.get(person?.householdKey ?? '') : undefined;
    return [
      CAST[name],
      ...(isIn('IDENTITY') ? [`${person?.forename} ${person?.surname}`] : []),
      ...(home ? [home.line, home.postcode, home.uprn] : []),
    ];
  });
  const listed = leaves.flatMap((leaf) => [
    ...(leaf.families ?? []),
    ...(leaf.visible && leaf.family !== null ? [leaf.family] : []),
  ]);
  const families = hub.world.families.filter(({ key }) => listed.includes(familyId(key)));
  // A manager acts for members whose consents they see, by id, and reads the name of whom they are to confirm.
  const managed = leaves
    .filter(({ kind, visible: isShown }) => kind === 'MANAGEMENT_VIEW' && isShown)
    .flatMap((leaf) => {
      const person = people.get(leaf.person ?? '');
      return [
        ...(leaf.shown?.includes('CONSENTS') ? [leaf.person ?? ''] : []),
        ...(leaf.shown?.includes('NAME') ? [`${person?.forename} ${person?.surname}`] : []),
      ];
    });
  const workers = CALLERS.map(({ name }) => name);
  return [...workers, ...shown, ...families.flatMap(({ key, name }) => [familyId(key), name]), ...managed];
}

/** Where an answer has other people, or more or fewer, than the caller may know of. */
function miscounted(met: readonly Met[], asker: Asker, state: FamilyState, purpose: Purpose): string[] {
  const visible = visibleTo(asker, state, purpose);
  const count = (value: unknown): number => (Array.isArray(value) ? value.length : Number(value !== null));
  return met.flatMap(({ type, personId: person, fields }) => {
    const stranger = person !== null && !visible.some((name) => CAST[name] === person) ? [`${person} is hidden`] : [];
    const wrong = fields.filter(({ name, arguments: { id }, value }) => {
      if (`${type}.${name}` === 'Query.person') return count(value) !== Number(visible.some((one) => CAST[one] === id));
      if (`${type}.${name}` === 'Query.family') return count(value) !== Number(id === OKAFOR_HUGHES && isAtWork(asker, state));
      if (`${type}.${name}` === 'Family.members') return count(value) !== visible.length;
      if (`${type}.${name}` !== 'Exception.people') return false;
      return count(value) !== visible.filter((one) => one === 'toby' || one === 'chidera').length;
    });
    return [
      ...stranger,
      ...wrong.map(({ name, arguments: { id }, value }) => `${type}.${name} ${String(id)} has ${count(value)}`),
    ];
  });
}

/** Sends one query made by chance, and looks at everything that it shows and leaves. */
async function walk(asker: Asker, state: FamilyState, roots: readonly string[], place: number): Promise<void> {
  const seed = [asker.name, state, place].join(' ');
  const purpose: Purpose = place === (state.startsWith('of whom a') ? 1 : 4) ? 'SAFEGUARDING' : 'EARLY_HELP';
  const { document, variables } = makeQuery(createRandom(seed), suggesting(seed, purpose), roots);
  hub.forget();
  const t0 = performance.now();
  const asked = await ask(asker, document, variables);
  const { response, leaves } = asked;
  const t1 = performance.now();
  const questions = [...hub.asked.values()].flat();
  const codes = response.body.errors?.map(({ extensions }) => String(extensions['code'])) ?? [];
  const about = `${seed}\n${document}`;

  expect(secretsIn(response, secrets, mayRead(asker, state, purpose, asked)), about).toEqual([]);
  const t2 = performance.now();
  (globalThis as any).T ??= [0, 0, 0, 0];
  const T = (globalThis as any).T;
  T[0] += t1 - t0;
  T[1] += t2 - t1;
  T[2]++;
  T[3] += document.length;
  const permitted = new Set(pairsPermitted(leaves.filter(({ visible }) => visible)));
  expect(
    pairsAsked(questions).filter((pair) => !permitted.has(pair) && !breaking),
    about,
  ).toEqual([]);
  expect(
    leaves.filter(({ caller, purpose: logged }) => caller.id !== callerId(asker.subject ?? '') || logged !== purpose),
    about,
  ).toEqual([]);
  if (asker.subject === null || asker.subject === 'unheard-of') {
    expect([codes, leaves, questions], about).toEqual([[asker.subject === null ? 'UNAUTHENTICATED' : 'UNKNOWN_CALLER'], [], []]);
    return;
  }
  expect(
    codes.filter((code) => code !== 'BAD_ARGUMENT' && !(breaking && code === 'INTERNAL_SERVER_ERROR')),
    about,
  ).toEqual([]);
  if (codes.length > 0) return;
  const met = readAnswer(document, variables, response.body.data ?? {});
  expect(
    met.flatMap((one) => unaccounted(one, leaves)),
    about,
  ).toEqual([]);
  expect(miscounted(met, asker, state, purpose), about).toEqual([]);
  const pairs = met.flatMap(({ of }) => (of ? [`${of.personId} ${of.category}`] : []));
  expect(
    pairsAsked(questions).filter((pair) => !pairs.includes(pair)),
    about,
  ).toEqual([]);
  for (const { type, fields } of met) {
    metTypes.add(type);
    for (const { name } of fields) metFields.add(`${type}.${name}`);
  }
}

describe.each(Object.keys(FAMILY_STATES) as FamilyState[])('A family %s', (state) => {
  beforeAll(async () => {
    await bring(hub, state);
    breaking = state === 'while every agency breaks';
  });
  afterAll(async () => {
    breaking = false;
    await restore();
  });

  test.each(ASKERS)('shows $name nothing but what is in the log', async (asker) => {
    // oxlint-disable-next-line no-await-in-loop -- the leaves of each are its own
    for (const [place, roots] of ROOTS.entries())
      if (place < 2 || visibleTo(asker, state, 'EARLY_HELP').length > 0) await walk(asker, state, roots, place);
  });
});

test('T', () => {
  console.log((globalThis as any).T);
});
test('Every type and field that a query can reach was asked for, and every type was met', () => {
  const reached = objectTypes.filter(({ name }) => reachable('Query').has(name));
  expect(reached.map(({ name }) => name).filter((name) => !metTypes.has(name))).toEqual([]);
  const fields = reached.flatMap((type) => Object.keys(type.getFields()).map((name) => `${type.name}.${name}`));
  expect(fields.filter((name) => !metFields.has(name))).toEqual([]);
});
