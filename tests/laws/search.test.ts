/** Laws of looking for people: nobody is found who is not visible, and nothing that may not be shown makes a difference. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AgencyPort } from '#connectors/contract.ts';
import { decide } from '#disclosure/decide.ts';
import { createDecisions } from '#disclosure/decisions.ts';
import type { Facts, PersonFacts } from '#disclosure/facts.ts';
import { createLedger } from '#disclosure/ledger.ts';
import { isPlaceMasked } from '#disclosure/restrictions.ts';
import type { Candidate } from '#disclosure/search-query.ts';
import { createSearching } from '#disclosure/search.ts';
import { isInSight } from '#disclosure/visibility.ts';
import type { AskedFacts } from '#people/search/asked.ts';
import { isActingThrough } from '#terms/caller.ts';
import type { Case } from '#tests/support/arbitrary-facts.ts';
import { decisionCase } from '#tests/support/arbitrary-facts.ts';
import { AGENCY_CATEGORIES } from '#tests/support/arbitrary-person.ts';

const numRuns = Number(process.env['LAW_RUNS'] ?? 1_000);
const seed = Number(process.env['LAW_SEED'] ?? Date.now() % 2 ** 31);
console.log(`Laws of search: ${numRuns} cases each, LAW_SEED=${seed}`);

const education: AgencyPort = {
  id: 'education',
  name: 'Education',
  identifier: 'pupil',
  categories: AGENCY_CATEGORIES.map((name) => ({
    name,
    field: name,
    recordType: name,
    service: '',
    items: null,
    summaryFields: [],
  })),
  ask: () => Promise.reject(new Error('A search asks no agency.')),
};

/** What a person goes by, where they live, and what an agency says. */
interface Known {
  readonly forename: string | null;
  readonly surname: string | null;
  readonly postcode: string;
  readonly isIdentified: boolean;
  readonly isIdentifiedThere: boolean;
  readonly nameThere: string;
  /** The version of the link by which the first statement read it; the facts, read after, have version 1. */
  readonly linkVersion: number;
}
const known: fc.Arbitrary<Known> = fc.record({
  forename: fc.constantFrom('Toby', 'Tobi', 'Amara', null),
  surname: fc.constantFrom('Hughes', 'Okafor', null),
  postcode: fc.constantFrom('ZX2 4LD', 'ZX3 7RS', 'ZX2 4LB'),
  isIdentified: fc.boolean(),
  isIdentifiedThere: fc.boolean(),
  nameThere: fc.constantFrom('Hughes', 'Bright'),
  linkVersion: fc.constantFrom(1, 1, 1, 2),
});
const asked: fc.Arbitrary<AskedFacts> = fc.record({
  name: fc.constantFrom(
    null,
    { forename: 'toby', surname: 'hughes' },
    { forename: null, surname: 'okafor' },
    { forename: 'toby', surname: 'bright' },
  ),
  dateOfBirth: fc.constantFrom(null, '19850715', '20081122'),
  postcode: fc.constantFrom(null, 'zx24ld', 'zx37rs'),
  identifier: fc.constantFrom(null, { kind: 'pupil', value: 'a1', leftOut: '' }),
});

interface World {
  readonly made: Case;
  readonly asked: AskedFacts;
  readonly known: ReadonlyMap<string, Known>;
}
const world: fc.Arbitrary<World> = fc.tuple(decisionCase, asked, known, known).map(([made, what, ...both]) => ({
  made,
  asked: what,
  known: new Map([...made.facts.people.keys()].map((id, place) => [id, both[place] ?? both[0]!])),
}));

function personOf(person: PersonFacts, { forename, surname, postcode }: Known): PersonFacts {
  const household = { id: 'home', line: '1', town: 'Northmere', postcode, uprn: null };
  const link = {
    id: `link-${person.id}`,
    version: 1,
    agency: 'education',
    agencyPersonId: person.id,
    state: 'AUTOMATIC' as const,
  };
  return { ...person, forename, surname, household, links: [link] };
}

function candidateOf({ id, dateOfBirth }: PersonFacts, one: Known): Candidate {
  const { forename, surname, isIdentified, isIdentifiedThere, nameThere, linkVersion } = one;
  const names = [{ forename, surname: nameThere }];
  const records = [{ link: `link-${id}@${linkVersion}`, agency: 'education', names, isIdentified: isIdentifiedThere }];
  return { id, forename, surname, dateOfBirth, isIdentified, records };
}

function factsOf({ made: { facts }, known: all }: World): Facts {
  return { ...facts, people: new Map([...facts.people].map(([id, person]) => [id, personOf(person, all.get(id)!)])) };
}

/** What a search shows, and what it leaves. */
async function look(one: World, query: 'find' | 'byIdentifier') {
  const { caller, purpose, settings } = one.made.request;
  const facts = factsOf(one);
  const ledger = createLedger();
  const decisions = createDecisions({ caller, purpose, agencies: [education], settings, ledger });
  const searching = createSearching({
    caller,
    purpose,
    agencies: [education],
    decisions,
    ledger,
    readCandidates: async () => [...facts.people.values()].map((person) => candidateOf(person, one.known.get(person.id)!)),
    loadFacts: async ({ personIds }) => ({
      ...facts,
      people: new Map([...facts.people].filter(([id]) => personIds.includes(id) || isNeeded(facts, id))),
    }),
    restOn: () => undefined,
  });
  const found =
    query === 'find'
      ? (await searching.find(one.asked)).map(({ person, agrees }) => ({ id: person.id, agrees }))
      : [await searching.byIdentifier(one.asked.identifier)].flatMap((person) => (person ? [{ id: person.id, agrees: [] }] : []));
  return { found, leaves: ledger.leaves() };
}

/** The statement reads whom others' decisions rest on besides. */
const isNeeded = (facts: Facts, id: string) =>
  [...facts.people.values()].some(({ partners, unbornChildOf }) => partners.includes(id) || unbornChildOf === id);

const decided = ({ made: { request } }: World, facts: Facts, person: PersonFacts, category: string) =>
  decide(facts, { ...request, person, category, provider: AGENCY_CATEGORIES.includes(category) ? 'education' : null }).outcome;

/** The same world with something else known of the people of whom something is so. */
function changed(one: World, isSo: (person: PersonFacts, facts: Facts) => boolean, change: Partial<Known>): World {
  const facts = factsOf(one);
  const changing = new Map(
    [...one.known].map(([id, now]) => [id, isSo(facts.people.get(id)!, facts) ? { ...now, ...change } : now]),
  );
  return { ...one, known: changing };
}

function without(one: World, id: string): World {
  const people = new Map([...one.made.facts.people].filter(([other]) => other !== id));
  return { ...one, made: { ...one.made, facts: { ...one.made.facts, people } } };
}

async function holds(law: (one: World, query: 'find' | 'byIdentifier') => Promise<void>): Promise<void> {
  await fc.assert(fc.asyncProperty(world, fc.constantFrom('find' as const, 'byIdentifier' as const), law), { numRuns, seed });
}
const makesNoDifference = async (one: World, other: World, query: 'find' | 'byIdentifier') =>
  expect(await look(other, query)).toEqual(await look(one, query));

let somebodyWasFound = 0;

test('Nobody is found but whom the caller may know of and whose IDENTITY they may be shown', async () => {
  await holds(async (one, query) => {
    const facts = factsOf(one);
    for (const { id } of (await look(one, query)).found) {
      const person = facts.people.get(id)!;
      expect([isInSight(facts, one.made.request.caller, person), decided(one, facts, person, 'IDENTITY')]).toEqual([
        true,
        'PERMIT',
      ]);
      expect(isActingThrough(one.made.request.caller)).toBe(true);
      somebodyWasFound++;
    }
  });
  expect(somebodyWasFound).toBeGreaterThan(numRuns / 20);
});

test('Whoever is hidden makes no difference, to what is shown or to what is logged', async () => {
  await holds(async (one, query) => {
    const facts = factsOf(one);
    for (const person of facts.people.values()) {
      // oxlint-disable-next-line no-await-in-loop
      if (!isInSight(facts, one.made.request.caller, person)) await makesNoDifference(one, without(one, person.id), query);
    }
  });
});

test('A place that is protected or withheld makes no difference', async () => {
  await holds(async (one, query) => {
    const isSecret = (person: PersonFacts, facts: Facts) =>
      isPlaceMasked(person, one.made.request.caller) || decided(one, facts, person, 'ADDRESS') !== 'PERMIT';
    await makesNoDifference(one, changed(one, isSecret, { postcode: 'AB1 2CD' }), query);
    await makesNoDifference(one, changed(one, isSecret, { postcode: 'ZX2 4LD' }), query);
  });
});

test('A name or an identifier that is withheld makes no difference', async () => {
  await holds(async (one, query) => {
    const isSecret = (person: PersonFacts, facts: Facts) => decided(one, facts, person, 'IDENTITY') !== 'PERMIT';
    const other = { forename: 'Toby', surname: 'Hughes', isIdentified: true, isIdentifiedThere: true, nameThere: 'Bright' };
    await makesNoDifference(one, changed(one, isSecret, other), query);
  });
});

test('What an agency says of who somebody is makes no difference, where nothing of that agency is permitted, or the link has changed since', async () => {
  await holds(async (one, query) => {
    const isSecret = (person: PersonFacts, facts: Facts) =>
      one.known.get(person.id)?.linkVersion !== 1 ||
      AGENCY_CATEGORIES.every((category) => decided(one, facts, person, category) !== 'PERMIT');
    await makesNoDifference(one, changed(one, isSecret, { isIdentifiedThere: true, nameThere: 'Bright' }), query);
    await makesNoDifference(one, changed(one, isSecret, { isIdentifiedThere: false, nameThere: 'Hughes' }), query);
  });
});
