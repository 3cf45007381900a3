/**
 * Rule 2: a worker proposes a member of a family, or a manager adds one: somebody whom they may name, somebody new, somebody of whom only a
 * number is known, a child not yet born, or a father of whom nothing is known. Whether anybody matches is never told.
 */
import type { NewRows } from '#access-log/change.ts';
import { newRows } from '#access-log/change.ts';
import { Relationship } from '#people/entities.ts';
import { FamilyMember } from '#people/family-entities.ts';
import type { LocalDate } from '#terms/clock.ts';
import { addDays } from '#terms/clock.ts';
import type { FamilyRole, RelationshipKind } from '#terms/family.ts';
import { isUuid } from '#terms/ids.ts';
import type { Problem } from '#terms/problems.ts';
import { problem } from '#terms/problems.ts';
import type { Adding } from './adding.ts';
import { addingTo } from './adding.ts';
import { roleProblems } from './authority.ts';
import type { About, Change, ChangeInput, Made, Scope } from './change.ts';
import { pastDayProblems } from './input.ts';
import { memberRow, tieRow } from './first-versions.ts';
import type { Entered, EnteredIdentifierInput, NewPersonInput } from './new-people.ts';
import { enterPeople, identifierProblems, newPersonProblems } from './new-people.ts';

export interface AddFamilyMemberInput extends ChangeInput {
  readonly familyId: string;
  readonly role: FamilyRole;
  readonly person: MemberPersonInput;
  readonly relationships?: readonly MemberTieInput[] | null;
  readonly from?: LocalDate | null;
}

/** Exactly one. */
export interface MemberPersonInput {
  readonly personId?: string | null;
  readonly new?: NewPersonInput | null;
  readonly identifier?: EnteredIdentifierInput | null;
  readonly unbornChildOf?: { readonly motherPersonId: string; readonly dueDate: LocalDate } | null;
  readonly unknownFather?: boolean | null;
}

/** The new member is the `kind` of whom `toPersonId` names, or whom `fromPersonId` names is that of the new member. */
export interface MemberTieInput {
  readonly kind: RelationshipKind;
  readonly toPersonId?: string | null;
  readonly fromPersonId?: string | null;
}

export interface FamilyMemberAdded {
  readonly membershipId: string;
  /** Of somebody new. */
  readonly personId: string | null;
  readonly state: 'PROPOSED' | 'CONFIRMED';
  readonly relationshipIds: readonly string[];
  readonly recordedAt: string;
}

export const addFamilyMember: Change<AddFamilyMemberInput, FamilyMemberAdded> = {
  name: 'addFamilyMember',
  kind: 'MEMBERSHIP_CHANGE',
  resultType: 'FamilyMemberAdded',
  async make(input, scope): Promise<Made<FamilyMemberAdded>> {
    const { familyId, role, person } = input;
    const named = person.personId ?? person.unbornChildOf?.motherPersonId ?? null;
    const attempt = { about: [{ familyId, personId: named, what: ['ADDED', role] }] };
    const refused = [...roleProblems(scope, 'PRACTITIONER', 'MANAGER'), ...shapeProblems(input)];
    if (refused.length > 0) return { ...attempt, problems: refused };
    const adding = await addingTo(scope, familyId);
    if ('problems' in adding) return { ...attempt, problems: adding.problems };
    const { state } = adding.found;
    const [somebody, ties] = [
      await somebodyFrom(scope, adding.found, input),
      await tiesFrom(adding.found, input.relationships ?? []),
    ];
    const problems = [
      ...('problems' in somebody ? somebody.problems : []),
      ...('problems' in ties ? ties.problems : []),
      ...(input.from == null ? [] : pastDayProblems(scope, input.from, 'from')),
    ];
    if (problems.length > 0 || 'problems' in somebody || 'problems' in ties) return { ...attempt, problems };
    const { ids, rows } = await enterPeople(scope, somebody.entered ? [somebody.entered] : []);
    const personId = ids[0] ?? person.personId ?? '';
    const membership = memberRow(scope, state, familyId, personId, role, input.from ?? null);
    const mother = somebody.entered?.unborn ? [{ kind: 'MOTHER' as const, from: somebody.entered.unborn.mother, to: null }] : [];
    const relationships = [...mother, ...ties.ties].map(({ kind, from, to }) =>
      tieRow(scope, state, { fromPerson: from ?? personId, kind, toPerson: to ?? personId, proposedWith: membership.id }),
    );
    return {
      about: aboutOf(familyId, membership, relationships),
      result: {
        membershipId: membership.id,
        personId: ids[0] ?? null,
        state,
        relationshipIds: relationships.map(({ id }) => id),
        recordedAt: scope.now.toISOString(),
      },
      rows: [...rows, newRows(FamilyMember, membership), ...(relationships.length > 0 ? [tieRows(relationships)] : [])],
    };
  },
};

/** What can be told wrong of the input by itself. */
function shapeProblems({ role, person, relationships }: AddFamilyMemberInput): Problem[] {
  const { personId, new: entered, identifier, unbornChildOf } = person;
  const isUnknown = person.unknownFather === true;
  const ways = [personId, entered, identifier, unbornChildOf, isUnknown ? true : null].filter((way) => way != null);
  if (ways.length !== 1) return [problem('ONE_WAY_NEEDED', 'person')];
  const ties = relationships ?? [];
  const fits = (role === 'UNBORN_CHILD') === (unbornChildOf != null) && (!isUnknown || role === 'PARENT');
  const ofWhom = ties.flatMap(({ fromPersonId, toPersonId }, place) =>
    (fromPersonId == null) === (toPersonId == null) ? [problem('ONE_WAY_NEEDED', 'relationships', place)] : [],
  );
  const isFather = ties.some(({ kind, toPersonId }) => kind === 'FATHER' && toPersonId != null);
  return [
    // Whether somebody whom the hub knows is born is looked up.
    ...(fits || personId != null ? [] : [problem('ROLE_DOES_NOT_FIT', 'role')]),
    ...(isUnknown && !isFather ? [problem('CHILD_NEEDED', 'relationships')] : []),
    ...(ties.length > MOST_TIES ? [problem('TOO_MANY_NAMED', 'relationships')] : ofWhom),
  ];
}

const MOST_TIES = 50;

/** Somebody whom the hub knows, or what is entered of somebody new. */
type Somebody = { readonly entered: Entered | null } | { readonly problems: readonly Problem[] };

async function somebodyFrom(scope: Scope, adding: Adding, { person, role }: AddFamilyMemberInput): Promise<Somebody> {
  if (person.personId != null) {
    const problems = await adding.somebody(person.personId, role, 'person', 'personId');
    return problems.length > 0 ? { problems } : { entered: null };
  }
  if (person.unbornChildOf != null) return unborn(scope, adding, person.unbornChildOf);
  if (person.identifier != null) {
    const problems = identifierProblems(person.identifier, 'person', 'identifier');
    return problems.length > 0 ? { problems } : { entered: { identifiers: [person.identifier] } };
  }
  // Of an unknown father nothing is entered, so that he is never taken for anybody.
  if (person.new == null) return { entered: { sex: 'MALE' } };
  const problems = newPersonProblems(scope, person.new, 'person', 'new');
  const { livesWithPersonId } = person.new;
  if (livesWithPersonId == null) return problems.length > 0 ? { problems } : { entered: person.new };
  const mate = await adding.member(livesWithPersonId, 'IDENTITY', 'person', 'new', 'livesWithPersonId');
  const all = [...problems, ...('problems' in mate ? mate.problems : [])];
  if (all.length > 0 || 'problems' in mate) return { problems: all };
  return { entered: { ...person.new, household: mate.found.household } };
}

/** A child is known of where the mother's PREGNANCY is permitted (rule 2), and lives where she does. */
async function unborn(
  { today }: Scope,
  adding: Adding,
  { motherPersonId, dueDate }: NonNullable<MemberPersonInput['unbornChildOf']>,
): Promise<Somebody> {
  const place = ['person', 'unbornChildOf'];
  const mother = await adding.member(motherPersonId, 'PREGNANCY', ...place, 'motherPersonId');
  const isLikely = dueDate >= addDays(today, -28) && dueDate <= addDays(today, 45 * 7);
  const problems = [
    ...('problems' in mother ? mother.problems : []),
    ...(isLikely ? [] : [problem('DUE_DATE_UNLIKELY', ...place, 'dueDate')]),
  ];
  if (problems.length > 0 || 'problems' in mother) return { problems };
  return { entered: { household: mother.found.household, unborn: { mother: motherPersonId, dueDate } } };
}

interface Tie {
  readonly kind: RelationshipKind;
  /** Null: the new member. */
  readonly from: string | null;
  readonly to: string | null;
}

async function tiesFrom(
  adding: Adding,
  inputs: readonly MemberTieInput[],
): Promise<{ readonly ties: readonly Tie[] } | { readonly problems: readonly Problem[] }> {
  const problems: Problem[] = [];
  for (const [place, { fromPersonId, toPersonId }] of inputs.entries()) {
    const end = toPersonId != null ? 'toPersonId' : 'fromPersonId';
    // oxlint-disable-next-line no-await-in-loop -- one connection, in order
    const member = await adding.member(toPersonId ?? fromPersonId ?? '', 'RELATIONSHIPS', 'relationships', place, end);
    if ('problems' in member) problems.push(...member.problems);
  }
  if (problems.length > 0) return { problems };
  return {
    ties: inputs.map(({ kind, fromPersonId, toPersonId }) => ({ kind, from: fromPersonId ?? null, to: toPersonId ?? null })),
  };
}

const tieRows = (rows: readonly ReturnType<typeof tieRow>[]): NewRows => newRows(Relationship, ...rows);

function aboutOf(
  familyId: string,
  { id, person, role, state }: ReturnType<typeof memberRow>,
  ties: readonly ReturnType<typeof tieRow>[],
): About[] {
  const others = ties.map(({ id: record, kind, fromPerson, toPerson }) => ({
    familyId,
    personId: fromPerson === person ? toPerson : fromPerson,
    what: [state, kind],
    records: [record],
  }));
  return [{ familyId, personId: isUuid(person) ? person : null, what: [state, role], records: [id] }, ...others];
}
