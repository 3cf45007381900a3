/**
 * People whom the hub does not know yet, as somebody enters them. Whether the index or an agency knows anybody like them is neither looked
 * for nor told: it finds that out later. Who is entered where others live shares their household, so that a protected address protects
 * them too (rule 6).
 */
import type { NewRows } from '#access-log/change.ts';
import { newRows } from '#access-log/change.ts';
import { Household, Person } from '#people/entities.ts';
import { PersonIdentifier } from '#people/linking/entities.ts';
import type { LocalDate } from '#terms/clock.ts';
import type { IdentifierKind } from '#terms/identifiers.ts';
import { IDENTIFIER_KINDS, isUprn, readIdentifier } from '#terms/identifiers.ts';
import type { Problem } from '#terms/problems.ts';
import { problem } from '#terms/problems.ts';
import { liveRestriction } from '#disclosure/sql.ts';
import type { Scope } from './change.ts';
import { listProblems, pastDayProblems, textProblems } from './input.ts';

export interface NewPersonInput {
  readonly forename?: string | null;
  readonly surname?: string | null;
  readonly dateOfBirth?: LocalDate | null;
  readonly sex?: Sex | null;
  readonly address?: AddressInput | null;
  /** Somebody of the family, whose home is theirs. */
  readonly livesWithPersonId?: string | null;
  readonly identifiers?: readonly EnteredIdentifierInput[] | null;
}

export type Sex = 'FEMALE' | 'MALE' | 'INDETERMINATE' | 'UNKNOWN';

export interface AddressInput {
  readonly line: string;
  readonly town: string;
  readonly postcode: string;
  readonly uprn?: string | null;
}

export interface EnteredIdentifierInput {
  readonly kind: IdentifierKind;
  readonly value: string;
}

type Path = readonly (string | number)[];

/** What is wrong with what was entered. Of whom they live with, the caller looks. */
export function newPersonProblems(scope: Scope, input: NewPersonInput, ...path: Path): Problem[] {
  const { dateOfBirth, address, livesWithPersonId, identifiers } = input;
  return [
    ...nameProblems(input, ...path),
    ...(dateOfBirth == null ? [] : pastDayProblems(scope, dateOfBirth, ...path, 'dateOfBirth')),
    ...(address != null && livesWithPersonId != null ? [problem('ONE_WAY_NEEDED', ...path, 'address')] : []),
    ...(address == null ? [] : addressProblems(address, ...path, 'address')),
    ...(identifiers == null || identifiers.length === 0 ? [] : identifiersProblems(identifiers, ...path, 'identifiers')),
  ];
}

/** A name in part will do. */
export function nameProblems({ forename, surname }: Pick<NewPersonInput, 'forename' | 'surname'>, ...path: Path): Problem[] {
  if (forename == null && surname == null) return [problem('NAME_NEEDED', ...path)];
  return [
    ...(forename == null ? [] : textProblems(forename, ...path, 'forename')),
    ...(surname == null ? [] : textProblems(surname, ...path, 'surname')),
  ];
}

function addressProblems({ line, town, postcode, uprn }: AddressInput, ...path: Path): Problem[] {
  return [
    ...textProblems(line, ...path, 'line'),
    ...textProblems(town, ...path, 'town'),
    ...textProblems(postcode, ...path, 'postcode'),
    ...(uprn == null || isUprn(uprn) ? [] : [problem('IDENTIFIER_WRONG', ...path, 'uprn')]),
  ];
}

function identifiersProblems(identifiers: readonly EnteredIdentifierInput[], ...path: Path): Problem[] {
  const wrong = identifiers.flatMap((identifier, place) => identifierProblems(identifier, ...path, place));
  const kinds = identifiers.map(({ kind }) => kind);
  return [...listProblems(kinds, ...path), ...wrong];
}

/** Its form and its check digit; never whose it is. */
export function identifierProblems({ kind, value }: EnteredIdentifierInput, ...path: Path): Problem[] {
  return readIdentifier(kind, value) === null ? [problem('IDENTIFIER_WRONG', ...path, 'value')] : [];
}

/** What is known of somebody who is entered; everything may be missing. */
export interface Entered extends Pick<
  NewPersonInput,
  'forename' | 'surname' | 'dateOfBirth' | 'sex' | 'address' | 'identifiers'
> {
  /** Where those live with whom they live. */
  readonly household?: string | null;
  readonly unborn?: { readonly mother: string; readonly dueDate: LocalDate };
}

/** The rows of new people, and each one's id, in the order in which they were entered. */
export interface EnteredPeople {
  readonly ids: readonly string[];
  readonly rows: readonly NewRows[];
}

/** Makes the rows of people who were entered without a problem. */
export async function enterPeople(scope: Scope, people: readonly Entered[]): Promise<EnteredPeople> {
  const homes: { readonly at: PlainAddress; readonly home: string }[] = [];
  const households: (AddressInput & { id: string; uprn: string | null })[] = [];
  const homeOf = async (address: AddressInput): Promise<string> => {
    const at = plainly(address);
    const known = (await householdAt(scope, at)) ?? homes.find((other) => isSamePlace(other.at, at))?.home;
    const home = known ?? scope.newId();
    if (known === undefined) households.push({ ...address, id: home, uprn: address.uprn ?? null });
    homes.push({ at, home });
    return home;
  };
  const made: { person: string; entered: Entered; household: string | null }[] = [];
  for (const entered of people) {
    // oxlint-disable-next-line no-await-in-loop -- who is entered at one address shares a household
    const household = entered.household ?? (entered.address ? await homeOf(entered.address) : null);
    made.push({ person: scope.newId(), entered, household });
  }
  const recorded = { recordedBy: scope.caller.id, recordedAt: scope.now };
  return {
    ids: made.map(({ person }) => person),
    rows: [
      newRows(Household, ...households),
      newRows(
        Person,
        ...made.map(({ person, entered, household }) => ({
          id: person,
          forename: entered.forename?.trim() ?? null,
          surname: entered.surname?.trim() ?? null,
          dateOfBirth: entered.dateOfBirth ?? null,
          sex: entered.sex ?? ('UNKNOWN' as const),
          diedOn: null,
          dueDate: entered.unborn?.dueDate ?? null,
          unbornChildOf: entered.unborn?.mother ?? null,
          household,
          ...recorded,
        })),
      ),
      newRows(
        PersonIdentifier,
        ...made.flatMap(({ person, entered }) =>
          (entered.identifiers ?? []).map(({ kind, value }) => ({
            person,
            kind: IDENTIFIER_KINDS[kind],
            value: readIdentifier(kind, value) ?? value,
            ...recorded,
          })),
        ),
      ),
    ],
  };
}

interface PlainAddress {
  readonly line: string;
  readonly postcode: string;
  readonly uprn: string | null;
}

function plainly({ line, postcode, uprn }: AddressInput): PlainAddress {
  return {
    line: line.trim().toLowerCase(),
    postcode: postcode.replaceAll(/\s/g, '').toUpperCase(),
    uprn: uprn?.replace(/^0+/, '') ?? null,
  };
}

/** By the number of the property, or as it is written: of two who are entered at once one may be entered with less. */
function isSamePlace(one: PlainAddress, other: PlainAddress): boolean {
  return (one.uprn !== null && one.uprn === other.uprn) || (one.line === other.line && one.postcode === other.postcode);
}

/** Who lives at an address already, a protected household first. Nothing tells whether there is one. */
async function householdAt({ database, now }: Scope, { line, postcode, uprn }: PlainAddress): Promise<string | undefined> {
  const { rows } = await database.query<{ id: string }>({
    text: `select h.id from household h
      where ltrim(h.uprn, '0') = $1 or (upper(replace(h.postcode, ' ', '')) = $2 and lower(trim(h.line)) = $3)
      order by exists (select from person p join restriction r on r.person = p.id
        where p.household_id = h.id and r.kind = 'PROTECTED_ADDRESS' and ${liveRestriction('$4')}) desc, h.id limit 1`,
    values: [uprn, postcode, line, now],
  });
  return rows[0]?.id;
}
