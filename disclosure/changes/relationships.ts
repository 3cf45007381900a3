/**
 * Rule 2: who is related to whom is proposed by a worker and confirmed by a manager, and shown only then. A worker who sees a tie ends it
 * at once: that only lessens what is shown, and a partner who was confirmed counts as a former one (rule 7).
 */
import { newRows } from '#access-log/change.ts';
import { currentVersion } from '#people/current-version.ts';
import type { RelationshipState } from '#people/entities.ts';
import { Relationship } from '#people/entities.ts';
import type { LocalDate } from '#terms/clock.ts';
import type { RelationshipKind } from '#terms/family.ts';
import { isUuid } from '#terms/ids.ts';
import type { Problem } from '#terms/problems.ts';
import { problem } from '#terms/problems.ts';
import { decide } from '#disclosure/decide.ts';
import { sightsOf } from '#disclosure/visibility.ts';
import type { Found, Subject } from './authority.ts';
import { personIn, roleProblems } from './authority.ts';
import type { About, Change, ChangeInput, Made, Scope } from './change.ts';
import { conflictProblems, ownWorkProblems, peopleInView, tieProblems } from './conflicts.ts';
import { tieRow } from './first-versions.ts';
import { pastDayProblems } from './input.ts';
import { aboutPeople } from './named.ts';

/** `from` is the `kind` of `to`. */
export interface RecordRelationshipInput extends ChangeInput {
  readonly fromPersonId: string;
  readonly kind: RelationshipKind;
  readonly toPersonId: string;
  readonly from?: LocalDate | null;
}

export interface RelationshipRecorded {
  readonly relationshipId: string;
  readonly version: number;
  readonly recordedAt: string;
}

export const recordRelationship: Change<RecordRelationshipInput, RelationshipRecorded> = {
  name: 'recordRelationship',
  kind: 'RELATIONSHIP_CHANGE',
  resultType: 'RelationshipRecorded',
  async make(input, scope): Promise<Made<RelationshipRecorded>> {
    const { fromPersonId: fromPerson, kind, toPersonId: toPerson, from } = input;
    const about = aboutPeople([fromPerson, toPerson], { what: ['PROPOSED', kind] });
    const problems = await recordingProblems(scope, input);
    if (problems.length > 0) return { about, problems };
    const row = tieRow(scope, 'PROPOSED', { fromPerson, kind, toPerson, fromDate: from ?? null });
    return { about: about.map((one) => ({ ...one, records: [row.id] })), ...recorded(scope, row) };
  },
};

async function recordingProblems(scope: Scope, input: RecordRelationshipInput): Promise<Problem[]> {
  const { fromPersonId, toPersonId, from } = input;
  const refused = roleProblems(scope, 'PRACTITIONER');
  if (refused.length > 0) return refused;
  if (fromPersonId === toPersonId) return [problem('TWO_PEOPLE_NEEDED', 'toPersonId')];
  const ends = await endsInSight(scope, fromPersonId, toPersonId, ['fromPersonId'], ['toPersonId']);
  if ('problems' in ends) return [...ends.problems];
  const [one, other] = ends.found;
  const together = familiesOf(scope, one).some((family) => familiesOf(scope, other).includes(family));
  if (!together) return [problem('NOT_MEMBER', 'toPersonId')];
  return [
    ...(from == null ? [] : pastDayProblems(scope, from, 'from')),
    ...((await isKnown(scope, input)) ? [problem('ALREADY_DONE', 'kind')] : []),
    ...(await tieProblems(scope, one, [toPersonId])),
  ];
}

type Ends = readonly [from: Subject, to: Subject];
type Place = readonly string[];

/** Both ends, where the worker sees them and may know who is related to them. */
async function endsInSight(scope: Scope, from: string, to: string, fromPlace: Place, toPlace: Place): Promise<Found<Ends>> {
  const { caller, settings } = scope;
  const facts = await scope.loadFacts({
    caller,
    purpose: 'EARLY_HELP',
    familyIds: [],
    personIds: [from, to].filter(isUuid),
  });
  const end = (id: string, place: Place): Found<Subject> => {
    const seen = personIn(scope, facts, id, ...place);
    if ('problems' in seen) return seen;
    const { person } = seen.found;
    const request = { caller, settings, person, purpose: 'EARLY_HELP', category: 'RELATIONSHIPS', provider: null } as const;
    return decide(facts, request).outcome === 'PERMIT' ? seen : { problems: [problem('NOT_PERMITTED', ...place)] };
  };
  const [one, other] = [end(from, fromPlace), end(to, toPlace)];
  if ('problems' in one || 'problems' in other)
    return { problems: [one, other].flatMap((found) => ('problems' in found ? found.problems : [])) };
  return { found: [one.found, other.found] };
}

/** Those through which the caller sees somebody as a confirmed member. */
function familiesOf({ caller }: Scope, { person, facts }: Subject): string[] {
  return sightsOf(facts, caller, person).flatMap(({ membership }) =>
    membership.state === 'CONFIRMED' ? [membership.familyId] : [],
  );
}

const ALIKE: readonly RelationshipKind[] = ['SIBLING', 'SPOUSE', 'PARTNER', 'FORMER_PARTNER', 'OTHER_KIN'];

/** Shown already, or proposed by this very worker; what others have proposed is not told. */
async function isKnown(
  { database, caller }: Scope,
  { fromPersonId, kind, toPersonId }: RecordRelationshipInput,
): Promise<boolean> {
  const { rows } = await database.query({
    text: `select from relationship r where r.kind = $1 and (r.from_person_id = $2 and r.to_person_id = $3
        or $4 and r.from_person_id = $3 and r.to_person_id = $2)
      and (r.state = 'CONFIRMED' or r.state = 'PROPOSED' and r.proposed_by_id = $5) and ${currentVersion('relationship', 'r')} limit 1`,
    values: [kind, fromPersonId, toPersonId, ALIKE.includes(kind), caller.id],
  });
  return rows.length > 0;
}

export interface EndRelationshipInput extends ChangeInput {
  readonly relationshipId: string;
  readonly on?: LocalDate | null;
}

export const endRelationship: Change<EndRelationshipInput, RelationshipRecorded> = {
  name: 'endRelationship',
  kind: 'RELATIONSHIP_CHANGE',
  resultType: 'RelationshipRecorded',
  async make({ relationshipId, on }, scope): Promise<Made<RelationshipRecorded>> {
    const what = { what: ['ENDED'], records: isUuid(relationshipId) ? [relationshipId] : [] };
    const refused = roleProblems(scope, 'PRACTITIONER');
    if (refused.length > 0) return { about: [what], problems: refused };
    const known = await relationshipById(scope, relationshipId);
    // Looked for whether there is anybody or not, so that both cost the same.
    const place = ['relationshipId'];
    const ends = await endsInSight(scope, known?.fromPerson ?? NOBODY, known?.toPerson ?? OTHER_NOBODY, place, place);
    const isOwn = known?.proposedBy === scope.caller.id;
    if (!known || 'problems' in ends || !(known.confirmed || isOwn))
      return { about: [what], problems: [problem('NOT_FOUND', 'relationshipId')] };
    const about = aboutPeople([known.fromPerson, known.toPerson], what);
    const isOver = known.state === 'ENDED' || known.state === 'REJECTED';
    const problems = [
      ...(isOver ? [problem('ALREADY_ENDED', 'relationshipId')] : []),
      ...(on == null ? [] : pastDayProblems(scope, on, 'on')),
      ...(on != null && known.fromDate !== null && on < known.fromDate ? [problem('ENDS_TOO_EARLY', 'on')] : []),
      ...(await tieProblems(scope, ends.found[0], [known.toPerson])),
    ];
    if (problems.length > 0) return { about, problems };
    const row = nextVersion(scope, known, { state: 'ENDED', untilDate: on ?? scope.today });
    return { about, ...recorded(scope, row) };
  },
};

const NOBODY = '00000000-0000-0000-0000-000000000000';
const OTHER_NOBODY = '00000000-0000-0000-0000-000000000001';

export interface ConfirmRelationshipInput extends ChangeInput {
  readonly relationshipId: string;
  readonly decision: 'CONFIRM' | 'REJECT';
}

/** By a manager of the service of a family to which both belong; not by whoever proposed it. */
export const confirmRelationship: Change<ConfirmRelationshipInput, RelationshipRecorded> = {
  name: 'confirmRelationship',
  kind: 'RELATIONSHIP_CHANGE',
  resultType: 'RelationshipRecorded',
  async make({ relationshipId, decision }, scope): Promise<Made<RelationshipRecorded>> {
    const state = decision === 'CONFIRM' ? 'CONFIRMED' : 'REJECTED';
    const what = { what: [state], records: isUuid(relationshipId) ? [relationshipId] : [] };
    const refused = roleProblems(scope, 'MANAGER');
    if (refused.length > 0) return { about: [what], problems: refused };
    const known = await managedRelationship(scope, relationshipId);
    if (!known) return { about: [what], problems: [problem('NOT_FOUND', 'relationshipId')] };
    const about: About[] = aboutPeople([known.row.fromPerson, known.row.toPerson], what);
    const problems = await decisionProblems(scope, known);
    if (problems.length > 0) return { about, problems };
    return { about, ...recorded(scope, nextVersion(scope, known.row, { state })) };
  },
};

interface Managed {
  readonly row: RelationshipRow;
  /** Of the manager's service, to which both belong. */
  readonly families: readonly string[];
}

async function decisionProblems(scope: Scope, { row, families }: Managed): Promise<Problem[]> {
  const { state, proposedBy, fromPerson, toPerson } = row;
  if (state !== 'PROPOSED') return [problem('NOT_PROPOSED', 'relationshipId')];
  if (proposedBy === scope.caller.id) return [problem('SECOND_PERSON_NEEDED')];
  const own = await ownWorkProblems(scope, { families }, 'relationshipId');
  return own.length > 0 ? own : conflictProblems(scope, { people: [fromPerson, toPerson], families });
}

export interface RelationshipRow {
  readonly id: string;
  readonly version: number;
  readonly fromPerson: string;
  readonly kind: RelationshipKind;
  readonly toPerson: string;
  readonly state: RelationshipState;
  readonly fromDate: LocalDate | null;
  readonly untilDate: LocalDate | null;
  readonly proposedBy: string | null;
  readonly proposedWith: string | null;
  /** Whether any version was confirmed. */
  readonly confirmed: boolean;
}

/** Relationship `r`, as JSON. */
export const RELATIONSHIP = `json_build_object('id', r.id, 'version', r.version, 'fromPerson', r.from_person_id, 'kind', r.kind,
  'toPerson', r.to_person_id, 'state', r.state, 'fromDate', r.from_date, 'untilDate', r.until_date, 'proposedBy', r.proposed_by_id,
  'proposedWith', r.proposed_with,
  'confirmed', exists (select from relationship was where was.id = r.id and was.state = 'CONFIRMED'))`;

async function relationshipById({ database }: Scope, id: string): Promise<RelationshipRow | undefined> {
  const { rows } = await database.query<{ row: RelationshipRow }>({
    text: `select ${RELATIONSHIP} as row from relationship r where r.id = any($1::uuid[]) and ${currentVersion('relationship', 'r')}`,
    values: [[id].filter(isUuid)],
  });
  return rows[0]?.row;
}

/** One between members of a family of the manager's service; of somebody hidden from the manager there is none. */
async function managedRelationship(scope: Scope, id: string): Promise<Managed | undefined> {
  const member = (alias: string, person: string): string =>
    `${alias}.person_id = ${person} and ${alias}.state <> 'REJECTED' and ${currentVersion('family_member', alias)}`;
  const { rows } = await scope.database.query<Managed>({
    text: `
      select ${RELATIONSHIP} as row, array(select distinct a.family_id from family_member a join family_member b using (family_id)
          join family f on f.id = family_id and f.organisation_id = $2
          where ${member('a', 'r.from_person_id')} and ${member('b', 'r.to_person_id')}) as families
      from relationship r where r.id = any($1::uuid[]) and ${currentVersion('relationship', 'r')}`,
    values: [[id].filter(isUuid), scope.caller.organisationId],
  });
  const [found] = rows;
  const inView = await peopleInView(scope, found ? [found.row.fromPerson, found.row.toPerson] : []);
  return found && found.families.length > 0 && inView.size === 2 ? found : undefined;
}

/** The next version of a tie: decided, ended, or of somebody else. */
export function nextVersion(
  { caller, now }: Scope,
  { confirmed: _confirmed, ...row }: RelationshipRow,
  changed: Partial<Pick<RelationshipRow, 'state' | 'untilDate' | 'fromPerson' | 'toPerson'>>,
) {
  return { ...row, ...changed, version: row.version + 1, recordedBy: caller.id, recordedAt: now };
}

function recorded({ now }: Scope, row: ReturnType<typeof nextVersion> | ReturnType<typeof tieRow>) {
  return {
    result: { relationshipId: row.id, version: row.version, recordedAt: now.toISOString() },
    rows: [newRows(Relationship, row)],
  };
}
