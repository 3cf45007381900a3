/** Rule 2: a worker's own ties to people. A worker declares them, and only somebody else ends them; a silent one is never the worker's own. */
import type { NewRows } from '#access-log/change.ts';
import { newRows } from '#access-log/change.ts';
import { currentVersion } from '#people/current-version.ts';
import { WorkerInterest } from '#people/family-entities.ts';
import { hasRole } from '#terms/caller.ts';
import type { InterestKind } from '#terms/family.ts';
import { isUuid } from '#terms/ids.ts';
import type { Problem } from '#terms/problems.ts';
import { problem } from '#terms/problems.ts';
import { roleProblems } from './authority.ts';
import type { Change, ChangeInput, Made, Scope } from './change.ts';
import { declaredProblems } from './conflicts.ts';
import { whomTheyStandFor } from './named.ts';

export interface DeclareInterestInput extends ChangeInput {
  readonly personId: string;
  readonly kind: InterestKind;
  /** Another worker; left out: the caller. */
  readonly workerId?: string | null;
  readonly silent: boolean;
}

export interface InterestRecorded {
  readonly interestId: string;
  readonly version: number;
  readonly recordedAt: string;
}

/** Whether there is such a person is not told: an interest may name nobody. */
export const declareInterest: Change<DeclareInterestInput, InterestRecorded> = {
  name: 'declareInterest',
  kind: 'INTEREST_CHANGE',
  resultType: 'InterestRecorded',
  async make({ personId, kind, silent, ...input }, scope): Promise<Made<InterestRecorded>> {
    const workerId = input.workerId ?? scope.caller.id;
    const about = { personId, what: ['LIVE', kind, ...(silent ? ['SILENT'] : [])] };
    const problems = await declaringProblems(scope, workerId, personId, silent);
    if (problems.length > 0) return { about: [about], problems };
    const [person = personId] = await whomTheyStandFor(scope, [personId]);
    const row = { id: scope.newId(), version: 1, worker: workerId, person, kind, silent, state: 'LIVE' as const };
    return { about: [{ ...about, recipients: [workerId], records: [row.id] }], ...recorded(scope, row) };
  },
};

async function declaringProblems(scope: Scope, workerId: string, personId: string, silent: boolean): Promise<Problem[]> {
  const { caller } = scope;
  if (caller.kind !== 'WORKER' || caller.through) return [problem('NOT_ENTITLED')];
  const unknown = isUuid(personId) ? [] : [problem('NOT_FOUND', 'personId')];
  if (workerId === caller.id) return [...unknown, ...(silent ? [problem('NOT_FOR_YOURSELF', 'silent')] : [])];
  const refused = roleProblems(scope, 'MANAGER', 'INFORMATION_GOVERNANCE');
  if (refused.length > 0) return refused;
  if (!(await isOverseen(scope, workerId))) return [problem('NOT_FOUND', 'workerId')];
  return [...unknown, ...(await declaredProblems(scope, [personId]))];
}

/** A worker of the manager's own organisation; for information governance, any. */
async function isOverseen({ caller, reference }: Scope, workerId: string): Promise<boolean> {
  const { rows } = await reference.query({
    text: `select from worker where id = any($1::uuid[]) and kind = 'WORKER' and ($2 or organisation_id = $3)`,
    values: [[workerId].filter(isUuid), hasRole(caller, 'INFORMATION_GOVERNANCE'), caller.organisationId],
  });
  return rows.length > 0;
}

export interface EndInterestInput extends ChangeInput {
  readonly interestId: string;
}

export const endInterest: Change<EndInterestInput, InterestRecorded> = {
  name: 'endInterest',
  kind: 'INTEREST_CHANGE',
  resultType: 'InterestRecorded',
  async make({ interestId }, scope): Promise<Made<InterestRecorded>> {
    const what = { what: ['ENDED'], records: isUuid(interestId) ? [interestId] : [] };
    const refused = roleProblems(scope, 'MANAGER', 'INFORMATION_GOVERNANCE');
    const known = refused.length > 0 ? undefined : await interestInView(scope, interestId);
    if (!known) return { about: [what], problems: refused.length > 0 ? refused : [problem('NOT_FOUND', 'interestId')] };
    const about = [{ ...what, personId: known.person, recipients: [known.worker] }];
    const problems = await endingProblems(scope, known);
    if (problems.length > 0) return { about, problems };
    return { about, ...recorded(scope, { ...known, version: known.version + 1, state: 'ENDED' as const }) };
  },
};

async function endingProblems(scope: Scope, { worker, person, state }: InterestRow): Promise<Problem[]> {
  if (worker === scope.caller.id) return [problem('NOT_FOR_YOURSELF', 'interestId')];
  if (state === 'ENDED') return [problem('ALREADY_ENDED', 'interestId')];
  return declaredProblems(scope, [person]);
}

interface InterestRow {
  readonly id: string;
  readonly version: number;
  readonly worker: string;
  readonly person: string;
  readonly kind: InterestKind;
  readonly silent: boolean;
  readonly state: 'LIVE' | 'ENDED';
}

/** Of a worker whom the caller oversees; a silent one of the caller's own is not to be noticed. */
async function interestInView(scope: Scope, id: string): Promise<InterestRow | undefined> {
  const { caller, database } = scope;
  const { rows } = await database.query<InterestRow>({
    text: `
      select i.id, i.version, i.worker_id as worker, i.person, i.kind, i.silent, i.state
      from worker_interest i join worker w on w.id = i.worker_id
      where i.id = any($1::uuid[]) and ($2 or w.organisation_id = $3) and not (i.silent and i.worker_id = $4)
        and ${currentVersion('worker_interest', 'i')}`,
    values: [[id].filter(isUuid), hasRole(caller, 'INFORMATION_GOVERNANCE'), caller.organisationId, caller.id],
  });
  return rows[0];
}

function recorded(
  { caller, now }: Scope,
  row: InterestRow,
): { readonly result: InterestRecorded; readonly rows: readonly NewRows[] } {
  return {
    result: { interestId: row.id, version: row.version, recordedAt: now.toISOString() },
    rows: [newRows(WorkerInterest, { ...row, recordedBy: caller.id, recordedAt: now })],
  };
}
