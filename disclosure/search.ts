/**
 * Rules 2, 6 and 9: looking for people. Only who is visible is found, and only by what the caller may be shown of them: by name, day of
 * birth and identifiers where IDENTITY is permitted; by postcode, and by what may tell a place as a postcode does (a tenancy, a school's own
 * number), where ADDRESS is, and no protected address stands against it; by what an agency alone says of who they are where something of that agency is. What may not be compared counts as what does not agree.
 */
import type { AgencyPort } from '#connectors/contract.ts';
import type { AskedFacts, AskedIdentifier } from '#people/search/asked.ts';
import { factsOf, mayTellPlace } from '#people/search/asked.ts';
import type { ComparedPerson, Likeness } from '#people/search/likeness.ts';
import { likenessOf } from '#people/search/likeness.ts';
import type { Caller } from '#terms/caller.ts';
import type { Purpose } from '#terms/purpose.ts';
import type { SearchFact } from '#terms/search.ts';
import type { Decisions } from './decisions.ts';
import type { Facts } from './facts.ts';
import type { Ledger } from './ledger.ts';
import { usableLinks } from './links.ts';
import type { LoadFacts } from './load-facts.ts';
import { isPlaceMasked } from './restrictions.ts';
import type { Candidate, ReadCandidates } from './search-query.ts';
import { isUnborn } from './visibility.ts';
import type { VisiblePerson } from './visible.ts';

/** Somebody who may be who was looked for. Only a gate makes one. */
export interface FoundPerson {
  readonly person: VisiblePerson;
  /** The facts that agree. */
  readonly agrees: readonly SearchFact[];
}

export interface Searching {
  /** Who may be who is looked for, 20 at most, best first. */
  find(asked: AskedFacts): Promise<FoundPerson[]>;
  /** Null where nobody is known by it to the caller, and where two are: these cost the same and read the same. */
  byIdentifier(asked: AskedIdentifier | null): Promise<VisiblePerson | null>;
}

export interface SearchingOptions {
  readonly caller: Caller;
  readonly purpose: Purpose;
  readonly agencies: readonly AgencyPort[];
  readonly decisions: Decisions;
  readonly ledger: Ledger;
  readonly loadFacts: LoadFacts;
  readonly readCandidates: ReadCandidates;
  /** Hears what answers rest on. */
  restOn(facts: Facts): void;
}

const MOST_FOUND = 20;

interface Found extends Likeness {
  readonly visible: VisiblePerson;
}

export function createSearching(options: SearchingOptions): Searching {
  const { caller, purpose, agencies, decisions, ledger, loadFacts, readCandidates, restOn } = options;

  /**
   * Two statements, whoever is there. Whom not even all of what is known would find is left out before anything is decided; for that a
   * postcode counts as everybody's, so that nothing depends on where somebody lives until it is known whether it may.
   */
  async function look(asked: AskedFacts): Promise<Found[]> {
    const { identifier } = asked;
    const knowing = agencies.filter((agency) => agency.identifier === identifier?.kind).map(({ id }) => id);
    const candidates = await readCandidates({ caller, purpose, identifier, agencies: knowing });
    const possible = candidates.filter((candidate) => likenessOf(asked, everythingOf(candidate, asked.postcode)) !== null);
    const facts = await loadFacts({ caller, purpose, familyIds: [], personIds: possible.map(({ id }) => id) });
    restOn(facts);
    return possible.flatMap((candidate) => {
      const person = facts.people.get(candidate.id);
      // A child not yet born has no name and no day of birth: they are found by their mother.
      const visible = person && !isUnborn(person) ? decisions.see(facts, candidate.id) : null;
      const likeness = visible && likenessOf(asked, comparedOf(visible, candidate, asked));
      return visible && likeness ? [{ visible, ...likeness }] : [];
    });
  }

  /** What the caller may be shown of somebody, as it was when the decisions were made. */
  function comparedOf(visible: VisiblePerson, candidate: Candidate, { identifier }: AskedFacts): ComparedPerson {
    if (!isPermitted(visible, 'IDENTITY')) return NOTHING;
    const { person } = visible;
    const isPlaceKnown = isPermitted(visible, 'ADDRESS') && !isPlaceMasked(person, caller);
    const isNumberKnown = isPlaceKnown || !mayTellPlace(identifier?.kind ?? '');
    const records = candidate.records.filter(({ agency, link }) => mayBeKnownAt(visible, agency, link));
    return {
      names: [{ forename: person.forename, surname: person.surname, link: null }, ...namesOf(records)],
      dateOfBirth: person.dateOfBirth,
      postcode: isPlaceKnown ? (person.household?.postcode ?? null) : null,
      identifiedBy: isNumberKnown ? identifiersOf(candidate.isIdentified, records) : [],
    };
  }

  const isPermitted = (visible: VisiblePerson, category: string) => decisions.of(visible, category).outcome === 'PERMIT';

  /** Else it would tell that the agency knows them, which a category that is withheld does not. */
  function mayBeKnownAt(visible: VisiblePerson, agency: string, link: string): boolean {
    const isStillLinked = usableLinks(visible.person, agency).some(({ id, version }) => `${id}@${version}` === link);
    const categories = agencies.find(({ id }) => id === agency)?.categories ?? [];
    return isStillLinked && categories.some(({ name }) => isPermitted(visible, name));
  }

  /** What was compared is in the log as what was shown. */
  function record(query: string, asked: AskedFacts, found: readonly Found[]): void {
    for (const { visible, links } of found) {
      decisions.own(visible, 'IDENTITY', fieldsOf(asked));
      ledger.knownBy(visible.id, links);
      if (asked.postcode) decisions.own(visible, 'ADDRESS', ['postcode']);
    }
    ledger.searched({ query, facts: factsOf(asked), people: found.map(({ visible }) => visible.id) });
  }

  return {
    async find(asked) {
      const found = (await look(asked)).toSorted(bestFirst).slice(0, MOST_FOUND);
      record('findPeople', asked, found);
      return found.map(({ visible, agrees }) => ({ person: visible, agrees }));
    },
    async byIdentifier(identifier) {
      const asked = { ...NOT_ASKED, identifier };
      const found = await look(asked);
      // Whose it is, is not for the hub to guess.
      const only = found.length === 1 ? found : [];
      record('personByIdentifier', asked, only);
      return only[0]?.visible ?? null;
    },
  };
}

const NOT_ASKED: Omit<AskedFacts, 'identifier'> = { name: null, dateOfBirth: null, postcode: null };
const NOTHING: ComparedPerson = { names: [], dateOfBirth: null, postcode: null, identifiedBy: [] };

function everythingOf(candidate: Candidate, postcode: string | null): ComparedPerson {
  const { forename, surname, records, isIdentified, dateOfBirth } = candidate;
  const names = [{ forename, surname, link: null }, ...namesOf(records)];
  return { names, dateOfBirth, postcode, identifiedBy: identifiersOf(isIdentified, records) };
}

function namesOf(records: Candidate['records']): ComparedPerson['names'] {
  return records.flatMap(({ names, link }) => names.map(({ forename, surname }) => ({ forename, surname, link })));
}

function identifiersOf(isIdentified: boolean, records: Candidate['records']): ComparedPerson['identifiedBy'] {
  return [...(isIdentified ? [null] : []), ...records.flatMap((record) => (record.isIdentified ? [record.link] : []))];
}

function fieldsOf({ name, dateOfBirth }: AskedFacts): string[] {
  return [...(dateOfBirth ? ['dateOfBirth'] : []), ...(name ? ['name'] : [])];
}

/** Where two agree as well, ids alone decide: they say nothing. */
function bestFirst(a: Found, b: Found): number {
  return b.score - a.score || a.visible.id.localeCompare(b.visible.id);
}
