/**
 * Rule 2: at birth consent starts afresh. Who is born is entered as somebody new, who takes the unborn child's place: in families, among
 * kin, under restrictions and in workers' ties. What was agreed or refused before birth stays with whom it was said of. A manager confirmed
 * a child to come, and nobody else: the day of birth has to be that child's.
 */
import type { NewRows } from '#access-log/change.ts';
import { newRows } from '#access-log/change.ts';
import { currentVersion } from '#people/current-version.ts';
import { Relationship } from '#people/entities.ts';
import { FamilyMember, WorkerInterest } from '#people/family-entities.ts';
import type { LocalDate } from '#terms/clock.ts';
import { addDays } from '#terms/clock.ts';
import type { FamilyRole, InterestKind } from '#terms/family.ts';
import type { Problem } from '#terms/problems.ts';
import { problem } from '#terms/problems.ts';
import type { RestrictionKind } from '#terms/sharing.ts';
import { Restriction } from '#disclosure/entities.ts';
import { isUnborn } from '#disclosure/visibility.ts';
import type { Found, Subject } from './authority.ts';
import { mayKnowIdentity, personInSight, roleProblems } from './authority.ts';
import type { Change, ChangeInput, Made, Scope } from './change.ts';
import { tieProblems } from './conflicts.ts';
import { pastDayProblems } from './input.ts';
import type { MembershipRow } from './members.ts';
import { MEMBERSHIP } from './members.ts';
import { enterPeople, nameProblems } from './new-people.ts';
import type { Sex } from './new-people.ts';
import type { RelationshipRow } from './relationships.ts';
import { nextVersion, RELATIONSHIP } from './relationships.ts';

export interface RecordBirthInput extends ChangeInput {
  /** The child who was not yet born. */
  readonly personId: string;
  readonly forename?: string | null;
  readonly surname?: string | null;
  readonly dateOfBirth: LocalDate;
  readonly sex: Sex;
}

export interface BirthRecorded {
  /** The child's from now on. */
  readonly personId: string;
  readonly recordedAt: string;
}

export const recordBirth: Change<RecordBirthInput, BirthRecorded> = {
  name: 'recordBirth',
  kind: 'MEMBERSHIP_CHANGE',
  resultType: 'BirthRecorded',
  async make(input, scope): Promise<Made<BirthRecorded>> {
    const about = { personId: input.personId, what: ['BORN'] };
    const refused = roleProblems(scope, 'PRACTITIONER');
    const subject = refused.length > 0 ? { problems: refused } : await expected(scope, input.personId);
    if ('problems' in subject) return { about: [about], problems: subject.problems };
    const problems = await birthProblems(scope, input, subject.found);
    if (problems.length > 0) return { about: [about], problems };
    const household = subject.found.person.household?.id ?? null;
    const { ids, rows } = await enterPeople(scope, [{ ...input, household }]);
    const [born = ''] = ids;
    const familyId = subject.found.person.memberships[0]?.familyId ?? null;
    return {
      about: [
        { ...about, familyId },
        { ...about, familyId, personId: born },
      ],
      result: { personId: born, recordedAt: scope.now.toISOString() },
      rows: [...rows, ...(await following(scope, input.personId, born))],
    };
  },
};

/** A child not yet born, a confirmed member of a family of the worker's. */
async function expected(scope: Scope, personId: string): Promise<Found<Subject>> {
  const seen = await personInSight(scope, personId, 'personId');
  if ('problems' in seen) return seen;
  if (!mayKnowIdentity(scope, seen.found)) return { problems: [problem('NOT_PERMITTED', 'personId')] };
  return isUnborn(seen.found.person) ? seen : { problems: [problem('ALREADY_DONE', 'personId')] };
}

async function birthProblems(scope: Scope, input: RecordBirthInput, subject: Subject): Promise<Problem[]> {
  return [
    ...nameProblems(input),
    ...birthDayProblems(scope, input.dateOfBirth, subject.person.dueDate),
    ...(await tieProblems(scope, subject, [subject.person.unbornChildOf])),
  ];
}

const EARLIEST_WEEKS = 20;
const LATEST_WEEKS = 4;
/** Of a child whose due date nobody knows. */
const OLDEST_WEEKS = 52;

/** Who is confirmed as a child to come is not found to be a grown person: nobody would have confirmed them. */
function birthDayProblems(scope: Scope, day: LocalDate, due: LocalDate | null): Problem[] {
  const [from, until] =
    due === null
      ? [addDays(scope.today, -7 * OLDEST_WEEKS), scope.today]
      : [addDays(due, -7 * EARLIEST_WEEKS), addDays(due, 7 * LATEST_WEEKS)];
  const toCome = pastDayProblems(scope, day, 'dateOfBirth');
  return toCome.length > 0 || (day >= from && day <= until) ? toCome : [problem('BIRTH_DATE_UNLIKELY', 'dateOfBirth')];
}

/**
 * The next versions of memberships and kinship, of the child who is born; in other families too. Restrictions and ties stand for the child
 * besides: whoever was named in an exception before birth stays under them.
 */
async function following(scope: Scope, unborn: string, born: string): Promise<NewRows[]> {
  const { caller, now, newId } = scope;
  const { rows } = await scope.database.query<Following>({ text: FOLLOWING, values: [unborn] });
  const [found] = rows;
  if (!found) return [];
  const recorded = { recordedBy: caller.id, recordedAt: now };
  const anew = () => ({ id: newId(), version: 1, person: born, ...recorded });
  return [
    newRows(
      FamilyMember,
      ...found.memberships.map((row) => ({ ...row, version: row.version + 1, person: born, role: roleOf(row), ...recorded })),
    ),
    newRows(
      Relationship,
      ...found.relationships.map((row) =>
        nextVersion(scope, row, {
          fromPerson: row.fromPerson === unborn ? born : row.fromPerson,
          toPerson: row.toPerson === unborn ? born : row.toPerson,
        }),
      ),
    ),
    newRows(
      Restriction,
      ...found.restrictions.map(({ startsAt, endsAt, ...row }) => ({
        ...row,
        ...anew(),
        startsAt: startsAt === null ? null : new Date(startsAt),
        endsAt: endsAt === null ? null : new Date(endsAt),
      })),
    ),
    newRows(WorkerInterest, ...found.interests.map((row) => ({ ...row, ...anew() }))),
  ];
}

const roleOf = ({ role }: MembershipRow): FamilyRole => (role === 'UNBORN_CHILD' ? 'CHILD' : role);

interface Following {
  readonly memberships: readonly MembershipRow[];
  readonly relationships: readonly RelationshipRow[];
  readonly restrictions: readonly RestrictionRow[];
  readonly interests: readonly InterestRow[];
}

interface RestrictionRow {
  readonly kind: RestrictionKind;
  readonly categories: string[] | null;
  readonly binds: string[] | null;
  readonly exempt: string[];
  readonly silent: boolean;
  readonly absolute: boolean;
  readonly state: 'LIVE';
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  readonly placedBy: string;
  readonly reason: string;
}

interface InterestRow {
  readonly worker: string;
  readonly kind: InterestKind;
  readonly silent: boolean;
  readonly state: 'LIVE';
}

/** $1 the child not yet born */
const FOLLOWING = `
select
  (select coalesce(json_agg(${MEMBERSHIP}), '[]') from family_member fm
    where fm.person_id = $1 and fm.state <> 'REJECTED' and ${currentVersion('family_member', 'fm')}) as memberships,
  (select coalesce(json_agg(${RELATIONSHIP}), '[]') from relationship r
    where (r.from_person_id = $1 or r.to_person_id = $1) and r.state in ('PROPOSED', 'CONFIRMED') and ${currentVersion('relationship', 'r')})
    as relationships,
  (select coalesce(json_agg(json_build_object('kind', r.kind, 'categories', r.categories, 'binds', r.binds, 'exempt', r.exempt,
      'silent', r.silent, 'absolute', r.absolute, 'state', r.state, 'startsAt', r.starts_at, 'endsAt', r.ends_at,
      'placedBy', r.placed_by, 'reason', r.reason)), '[]') from restriction r
    where r.person = $1 and r.state = 'LIVE' and ${currentVersion('restriction', 'r')}) as restrictions,
  (select coalesce(json_agg(json_build_object('worker', i.worker_id, 'kind', i.kind, 'silent', i.silent, 'state', i.state)), '[]')
    from worker_interest i where i.person = $1 and i.state = 'LIVE' and ${currentVersion('worker_interest', 'i')}) as interests
`;
