/**
 * How well somebody is who is looked for. A fact that does not agree, one that is not known, and one that may not be compared come to
 * the same: nothing. So a result and its place say no more than the facts that agree.
 */
import { compareDates, comparePostcodes } from '#people/matching/compare-values.ts';
import { DATE, POSTCODE } from '#people/matching/levels.ts';
import { normaliseDate } from '#people/matching/normalise/dates.ts';
import type { Name } from '#people/matching/normalise/names.ts';
import { normaliseForename, normaliseSurname } from '#people/matching/normalise/names.ts';
import { remembering } from '#people/matching/normalise/text.ts';
import { normalisePostcode } from '#people/matching/normalise/places.ts';
import type { SearchFact } from '#terms/search.ts';
import type { AskedFacts } from './asked.ts';
import { nameDegree } from './name-degree.ts';

/** What may be compared of somebody; what may not is left out. */
export interface ComparedPerson {
  /** The hub's own first. */
  readonly names: readonly ComparedName[];
  readonly dateOfBirth: string | null;
  readonly postcode: string | null;
  /** By what the identifier that is asked for is known to be theirs; null stands for the hub itself. */
  readonly identifiedBy: readonly (string | null)[];
}

export interface ComparedName {
  readonly forename: string | null;
  readonly surname: string | null;
  /** The agency link, `id@version`, by which it is known; null where the hub itself knows it. */
  readonly link: string | null;
}

export interface Likeness {
  /** Higher is better. */
  readonly score: number;
  /** The facts that agree, at least nearly. */
  readonly agrees: readonly SearchFact[];
  /** Agency links without which they would not agree so well. */
  readonly links: readonly string[];
}

const WEIGHTS: Readonly<Record<SearchFact, number>> = { IDENTIFIER: 4, NAME: 3, DATE_OF_BIRTH: 3, POSTCODE: 2 };

/** The same families are looked through again and again. */
const MOST_REMEMBERED = 50_000;
/** From here on a fact agrees. */
const AGREES = 0.5;
/** From here on a name is one that nobody else of a few hundred families is likely to have. */
const IS_NAMED = 0.75;
/** A name by which somebody goes no longer, or elsewhere. */
const OTHER_NAME = 0.95;

/**
 * Null where this is not who is looked for: neither the identifier nor the whole name agrees, and fewer than two facts do.
 * A postcode alone is never enough: all who live there would be found.
 */
export function likenessOf(asked: AskedFacts, person: ComparedPerson): Likeness | null {
  const named = asked.name ? bestName(asked.name, person.names) : NOT_NAMED;
  const degrees: Readonly<Record<SearchFact, number>> = {
    NAME: named.degree,
    DATE_OF_BIRTH: asked.dateOfBirth ? dateDegree(asked.dateOfBirth, person.dateOfBirth) : 0,
    POSTCODE: asked.postcode ? postcodeDegree(asked.postcode, person.postcode) : 0,
    IDENTIFIER: asked.identifier && person.identifiedBy.length > 0 ? 1 : 0,
  };
  const agrees = (Object.keys(degrees) as SearchFact[]).filter((fact) => degrees[fact] >= AGREES);
  if (degrees.IDENTIFIER === 0 && degrees.NAME < IS_NAMED && agrees.length < 2) return null;
  const score = agrees.reduce((sum, fact) => sum + WEIGHTS[fact] * degrees[fact], 0);
  return { score, agrees, links: [...new Set([...named.links, ...identifyingLinks(person)])] };
}

/** None where the hub itself knows the identifier. */
function identifyingLinks({ identifiedBy }: ComparedPerson): string[] {
  const links = identifiedBy.filter((link) => link !== null);
  return links.length < identifiedBy.length ? [] : links;
}

const forenameOf = remembering(normaliseForename, MOST_REMEMBERED);
const surnameOf = remembering(normaliseSurname, MOST_REMEMBERED);

interface BestName {
  readonly degree: number;
  readonly links: readonly string[];
}
const NOT_NAMED: BestName = { degree: 0, links: [] };

/** The hub's own name goes before others that agree as well. */
function bestName(asked: Name, names: readonly ComparedName[]): BestName {
  let best = NOT_NAMED;
  for (const { forename, surname, link } of names) {
    const degree =
      nameDegree(asked, { forename: forenameOf(forename), surname: surnameOf(surname) }) * (link === null ? 1 : OTHER_NAME);
    if (degree > best.degree) best = { degree, links: link === null ? [] : [link] };
  }
  return best.degree < AGREES ? NOT_NAMED : best;
}

const DATES: Readonly<Record<(typeof DATE)[number], number>> = {
  same: 1,
  slip: 0.8,
  swapped: 0.8,
  // As far apart as a brother's is from a sister's.
  'two slips': 0,
  'same year': 0,
  'within a year': 0,
  'within ten years': 0,
  different: 0,
};

function dateDegree(asked: string, known: string | null): number {
  const date = known === null ? null : normaliseDate(known);
  if (date === null) return 0;
  // Many systems write 1 January where they know the year alone.
  return asked === date ? 1 : DATES[DATE[compareDates(asked, date, true)] ?? 'different'];
}

const POSTCODES: Readonly<Record<(typeof POSTCODE)[number], number>> = {
  same: 1,
  slip: 0.8,
  sector: 0.5,
  district: 0,
  area: 0,
  different: 0,
};

function postcodeDegree(asked: string, known: string | null): number {
  const postcode = known === null ? null : normalisePostcode(known);
  return postcode === null ? 0 : POSTCODES[POSTCODE[comparePostcodes(asked, postcode)] ?? 'different'];
}
