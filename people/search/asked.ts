/** What somebody is looked for by: read from what a caller wrote, each fact as it is compared. */
import { normaliseDate } from '#people/matching/normalise/dates.ts';
import { isStrongKind } from '#people/matching/normalise/ids.ts';
import type { Name } from '#people/matching/normalise/names.ts';
import { splitFullName } from '#people/matching/normalise/names.ts';
import { normalisePostcode } from '#people/matching/normalise/places.ts';
import { HubError } from '#terms/errors.ts';
import type { SearchFact } from '#terms/search.ts';

/** As a caller gives it; what is left out, or null, is not asked. */
export interface SearchRequest {
  readonly name?: string | null | undefined;
  readonly dateOfBirth?: string | null | undefined;
  readonly postcode?: string | null | undefined;
  readonly identifier?: { readonly kind: string; readonly value: string } | null | undefined;
}

export interface AskedFacts {
  /** One word alone stands as the surname, and may be either. */
  readonly name: Name | null;
  /** Eight digits, year first. */
  readonly dateOfBirth: string | null;
  readonly postcode: string | null;
  readonly identifier: AskedIdentifier | null;
}

export interface AskedIdentifier {
  readonly kind: string;
  /** Without what people write between its parts. */
  readonly value: string;
  /** What is left out of a value before it is compared: a regular expression that PostgreSQL and JavaScript read alike. */
  readonly leftOut: string;
}

/** Somebody has these wherever they live and go to school. */
const WITHOUT_PLACE: readonly string[] = ['nhs-number', 'upn', 'nominal-reference', 'person-reference'];

/** Whether whoever is known by such an identifier may be found at a place by it: a tenancy is a home, a school's own number names the school. */
export function mayTellPlace(kind: string): boolean {
  return !WITHOUT_PLACE.includes(kind);
}

/** Longer, and it is none of these. */
const LONGEST = 200;
const FEWEST = 2;

/**
 * Reads what is asked. A fact that says nothing (a placeholder, no letters, no full postcode) counts as not given.
 * @throws HubError BAD_ARGUMENT where a text is too long, TOO_FEW_FACTS where fewer than two facts are given
 */
export function readSearch({ name, dateOfBirth, postcode, identifier }: SearchRequest): AskedFacts {
  const asked: AskedFacts = {
    name: nameOf(checked(name, 'name')),
    dateOfBirth: dateOfBirth ? normaliseDate(dateOfBirth) : null,
    postcode: postcodeOf(checked(postcode, 'postcode')),
    identifier: identifier ? readIdentifier(identifier.kind, identifier.value) : null,
  };
  if (factsOf(asked).length < FEWEST) throw new HubError('TOO_FEW_FACTS');
  return asked;
}

/** Null where it says nothing. @throws HubError BAD_ARGUMENT where a text is too long */
export function readIdentifier(called: string, value: string): AskedIdentifier | null {
  for (const text of [called, value]) checked(text, 'identifier');
  // NHS_NUMBER, as it is called where somebody is entered, is nhs-number.
  const kind = called.trim().toLowerCase().replaceAll('_', '-');
  // Of numbers for life only letters and digits count; another agency's reference may tell two people apart by a stroke.
  const leftOut = isStrongKind(kind) ? '[^A-Za-z0-9]' : '[[:space:]]';
  const plain = (isStrongKind(kind) ? value.replaceAll(/[^A-Za-z0-9]/g, '') : value.replaceAll(/\s/gu, '')).toLowerCase();
  return plain === '' || plain.includes('\0') || kind.includes('\0') ? null : { kind, value: plain, leftOut };
}

/** The facts that are asked, by kind: all that the access log keeps of them. */
export function factsOf({ name, dateOfBirth, postcode, identifier }: AskedFacts): SearchFact[] {
  return [
    ...(name ? (['NAME'] as const) : []),
    ...(dateOfBirth ? (['DATE_OF_BIRTH'] as const) : []),
    ...(postcode ? (['POSTCODE'] as const) : []),
    ...(identifier ? (['IDENTIFIER'] as const) : []),
  ];
}

function checked(text: string | null | undefined, argument: string): string {
  if ((text?.length ?? 0) > LONGEST) throw new HubError('BAD_ARGUMENT', { argument });
  return text ?? '';
}

function nameOf(text: string): Name | null {
  const name = splitFullName(text);
  // An initial alone is nobody's name.
  return (name.surname?.length ?? 0) < 2 && name.forename === null ? null : name;
}

/** A part of one would stand for a whole district. */
const WHOLE_POSTCODE = /^[a-z]{1,2}\d[a-z\d]{3,4}$/;

function postcodeOf(text: string): string | null {
  const postcode = normalisePostcode(text);
  return postcode !== null && WHOLE_POSTCODE.test(postcode) ? postcode : null;
}
