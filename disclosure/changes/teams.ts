/** Rule 2: a manager says who works with a family of their own service, in what capacity and until when. Visibility rests on it. */
import { newRows } from '#access-log/change.ts';
import { currentVersion } from '#people/current-version.ts';
import { Assignment } from '#people/family-entities.ts';
import type { AssignmentKind } from '#terms/family.ts';
import { isUuid } from '#terms/ids.ts';
import type { Problem } from '#terms/problems.ts';
import { problem } from '#terms/problems.ts';
import { managedFamily, roleProblems } from './authority.ts';
import type { Change, ChangeInput, Made, Scope } from './change.ts';
import { conflictProblems, workerProblems } from './conflicts.ts';

export interface AssignLeadWorkerInput extends ChangeInput {
  readonly familyId: string;
  readonly workerId: string;
}

export interface AssignmentRecorded {
  readonly assignmentId: string;
  readonly version: number;
  readonly endsAt: string | null;
  readonly recordedAt: string;
}

/** One lead worker a family: the present one's assignment ends with the change that makes the next. */
export const assignLeadWorker: Change<AssignLeadWorkerInput, AssignmentRecorded> = {
  name: 'assignLeadWorker',
  kind: 'ASSIGNMENT_CHANGE',
  resultType: 'AssignmentRecorded',
  async make({ familyId, workerId }, scope): Promise<Made<AssignmentRecorded>> {
    const about = { familyId, what: ['LEAD_WORKER'] };
    const refused = await teamProblems(scope, familyId, workerId, { apps: false });
    if (refused.length > 0) return { about: [about], problems: refused };
    const leads = await liveAssignments(scope, familyId, 'LEAD_WORKER');
    if (leads.some(({ worker }) => worker === workerId))
      return { about: [about], problems: [problem('ALREADY_DONE', 'workerId')] };
    const ended = leads.map((row) => endedNow(scope, row));
    const row = newAssignment(scope, { family: familyId, worker: workerId, kind: 'LEAD_WORKER', endsAt: null });
    return {
      about: [{ ...about, recipients: [workerId], records: [row, ...ended].map(({ id }) => id) }],
      result: recorded(scope, row),
      rows: [newRows(Assignment, ...ended, row)],
    };
  },
};

export interface AddTeamMemberInput extends ChangeInput {
  readonly familyId: string;
  readonly workerId: string;
  readonly kind: 'TEAM_MEMBER' | 'COVER' | 'DUTY';
  readonly until?: Date | null;
}

/** Days; of the others there is no limit. */
const LONGEST: Readonly<Partial<Record<AssignmentKind, number>>> = { COVER: 28, DUTY: 14 };
const DAY_MS = 86_400_000;

export const addTeamMember: Change<AddTeamMemberInput, AssignmentRecorded> = {
  name: 'addTeamMember',
  kind: 'ASSIGNMENT_CHANGE',
  resultType: 'AssignmentRecorded',
  async make({ familyId, workerId, kind, until }, scope): Promise<Made<AssignmentRecorded>> {
    const about = { familyId, what: [kind] };
    const refused = await teamProblems(scope, familyId, workerId, { apps: true });
    const problems = refused.length > 0 ? refused : untilProblems(scope, kind, until ?? null);
    if (problems.length > 0) return { about: [about], problems };
    const known = await liveAssignments(scope, familyId, kind);
    if (known.some(({ worker }) => worker === workerId))
      return { about: [about], problems: [problem('ALREADY_DONE', 'workerId')] };
    const row = newAssignment(scope, { family: familyId, worker: workerId, kind, endsAt: until ?? null });
    return {
      about: [{ ...about, recipients: [workerId], records: [row.id] }],
      result: recorded(scope, row),
      rows: [newRows(Assignment, row)],
    };
  },
};

function untilProblems({ now }: Scope, kind: AssignmentKind, until: Date | null): Problem[] {
  const longest = LONGEST[kind];
  if (until === null) return longest === undefined ? [] : [problem('END_NEEDED', 'until')];
  if (until <= now) return [problem('ENDS_TOO_EARLY', 'until')];
  const tooLate = longest !== undefined && until.getTime() > now.getTime() + longest * DAY_MS;
  return tooLate ? [problem('ENDS_TOO_LATE', 'until')] : [];
}

/** Why a worker may not be put to work with a family, whatever for. */
async function teamProblems(
  scope: Scope,
  familyId: string,
  workerId: string,
  { apps }: { readonly apps: boolean },
): Promise<Problem[]> {
  const refused = roleProblems(scope, 'MANAGER');
  if (refused.length > 0) return refused;
  const family = await managedFamily(scope, familyId, 'familyId');
  if ('problems' in family) return [...family.problems];
  if (workerId === scope.caller.id) return [problem('NOT_FOR_YOURSELF', 'workerId')];
  const kind = await kindOfWorker(scope, workerId);
  if (kind === undefined) return [problem('UNKNOWN_RECIPIENT', 'workerId')];
  if (kind === 'APP' && !apps) return [problem('NOT_A_WORKER', 'workerId')];
  return [
    ...(family.found.openEpisode ? [] : [problem('NO_OPEN_EPISODE', 'familyId')]),
    ...(await conflictProblems(scope, { families: [familyId] })),
    ...(await workerProblems(scope, workerId, familyId)),
  ];
}

async function kindOfWorker({ reference }: Scope, id: string): Promise<'WORKER' | 'APP' | undefined> {
  if (!isUuid(id)) return undefined;
  const { rows } = await reference.query<{ kind: 'WORKER' | 'APP' }>({
    text: 'select kind from worker where id = $1',
    values: [id],
  });
  return rows[0]?.kind;
}

export interface EndTeamMemberInput extends ChangeInput {
  readonly assignmentId: string;
}

/** Of whatever kind; it ends at once. */
export const endTeamMember: Change<EndTeamMemberInput, AssignmentRecorded> = {
  name: 'endTeamMember',
  kind: 'ASSIGNMENT_CHANGE',
  resultType: 'AssignmentRecorded',
  async make({ assignmentId }, scope): Promise<Made<AssignmentRecorded>> {
    const refused = roleProblems(scope, 'MANAGER');
    const known = refused.length > 0 ? undefined : await managedAssignment(scope, assignmentId);
    const about = { familyId: known?.family ?? null, what: ['ENDED'], records: isUuid(assignmentId) ? [assignmentId] : [] };
    if (!known) return { about: [about], problems: refused.length > 0 ? refused : [problem('NOT_FOUND', 'assignmentId')] };
    const problems = isOver(scope, known)
      ? [problem('ALREADY_ENDED', 'assignmentId')]
      : await conflictProblems(scope, { families: [known.family] });
    if (problems.length > 0) return { about: [about], problems };
    const row = endedNow(scope, known);
    return {
      about: [{ ...about, recipients: [known.worker] }],
      result: recorded(scope, row),
      rows: [newRows(Assignment, row)],
    };
  },
};

interface AssignmentRow {
  readonly id: string;
  readonly version: number;
  readonly worker: string;
  readonly family: string;
  readonly kind: AssignmentKind;
  readonly state: 'LIVE' | 'ENDED';
  readonly startsAt: Date;
  readonly endsAt: Date | null;
  readonly madeBy: string;
}

type StoredAssignment = Omit<AssignmentRow, 'startsAt' | 'endsAt'> & {
  readonly startsAt: string;
  readonly endsAt: string | null;
};

/** JSON has one form of an instant, whatever the connection's. */
const ASSIGNMENT = `json_build_object('id', a.id, 'version', a.version, 'worker', a.worker_id, 'family', a.family_id, 'kind', a.kind,
  'state', a.state, 'startsAt', a.starts_at, 'endsAt', a.ends_at, 'madeBy', a.made_by_id)`;

async function assignments({ database }: Scope, where: string, values: unknown[]): Promise<AssignmentRow[]> {
  const { rows } = await database.query<{ row: StoredAssignment }>({
    text: `select ${ASSIGNMENT} as row from assignment a where ${currentVersion('assignment', 'a')} and ${where}`,
    values,
  });
  return rows.map(({ row }) => ({
    ...row,
    startsAt: new Date(row.startsAt),
    endsAt: row.endsAt === null ? null : new Date(row.endsAt),
  }));
}

async function liveAssignments(scope: Scope, familyId: string, kind: AssignmentKind): Promise<AssignmentRow[]> {
  const found = await assignments(scope, 'a.family_id = $1 and a.kind = $2', [familyId, kind]);
  return found.filter((row) => !isOver(scope, row));
}

/** Of a family of the manager's own service. */
async function managedAssignment(scope: Scope, id: string): Promise<AssignmentRow | undefined> {
  if (!isUuid(id)) return undefined;
  const own = 'a.id = $1 and exists (select from family f where f.id = a.family_id and f.organisation_id = $2)';
  const [found] = await assignments(scope, own, [id, scope.caller.organisationId]);
  return found;
}

function isOver({ now }: Scope, { state, endsAt }: AssignmentRow): boolean {
  return state === 'ENDED' || (endsAt !== null && endsAt <= now);
}

function newAssignment({ newId, caller, now }: Scope, row: Pick<AssignmentRow, 'worker' | 'family' | 'kind' | 'endsAt'>) {
  const made = { id: newId(), version: 1, state: 'LIVE' as const, startsAt: now, madeBy: caller.id };
  return { ...made, ...row, recordedBy: caller.id, recordedAt: now };
}

function endedNow({ caller, now }: Scope, row: AssignmentRow) {
  return { ...row, version: row.version + 1, state: 'ENDED' as const, endsAt: now, recordedBy: caller.id, recordedAt: now };
}

function recorded({ now }: Scope, { id, version, endsAt }: Pick<AssignmentRow, 'id' | 'version' | 'endsAt'>): AssignmentRecorded {
  return { assignmentId: id, version, endsAt: endsAt?.toISOString() ?? null, recordedAt: now.toISOString() };
}
