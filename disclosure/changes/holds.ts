/** What an inquiry, a complaint or a court still needs of the access log stays past its schedule, until information governance lifts it. */
import { newRows } from '#access-log/change.ts';
import { AccessLogHold } from '#access-log/entities.ts';
import { currentVersion } from '#people/current-version.ts';
import { isUuid } from '#terms/ids.ts';
import type { Problem } from '#terms/problems.ts';
import { problem } from '#terms/problems.ts';
import { roleProblems } from './authority.ts';
import type { About, Change, ChangeInput, Made, Scope } from './change.ts';
import { conflictProblems, declaredProblems, isSilentlyTied } from './conflicts.ts';
import { textProblems } from './input.ts';

export interface PlaceHoldInput extends ChangeInput {
  readonly personId?: string | null;
  readonly familyId?: string | null;
  readonly workerId?: string | null;
  readonly reason: string;
}

export interface HoldRecorded {
  readonly holdId: string;
  readonly version: number;
  readonly recordedAt: string;
}

/** Whether there is such a person, family or worker is not asked: the entries say, and a hold on nothing keeps nothing. */
export const placeHold: Change<PlaceHoldInput, HoldRecorded> = {
  name: 'placeHold',
  kind: 'HOLD_CHANGE',
  resultType: 'HoldRecorded',
  async make(input, scope): Promise<Made<HoldRecorded>> {
    const { personId = null, familyId = null, workerId = null, reason } = input;
    const about = { ...concerned(personId, familyId), what: ['PLACED'] };
    const problems = await placingProblems(scope, input);
    if (problems.length > 0) return { about: [about], problems };
    const row = {
      id: scope.newId(),
      version: 1,
      person: personId,
      family: familyId,
      worker: workerId,
      reason,
      state: 'LIVE' as const,
      recordedBy: scope.caller.id,
      recordedAt: scope.now,
    };
    return { about: [{ ...about, records: [row.id] }], result: recorded(row), rows: [newRows(AccessLogHold, row)] };
  },
};

function concerned(personId: string | null, familyId: string | null): Pick<About, 'personId' | 'familyId'> {
  return {
    personId: personId !== null && isUuid(personId) ? personId : null,
    familyId: familyId !== null && isUuid(familyId) ? familyId : null,
  };
}

async function placingProblems(scope: Scope, { personId, familyId, workerId, reason }: PlaceHoldInput): Promise<Problem[]> {
  const refused = roleProblems(scope, 'INFORMATION_GOVERNANCE');
  if (refused.length > 0) return refused;
  const named = Object.entries({ personId, familyId, workerId }).flatMap(([name, id]) => (id == null ? [] : [{ name, id }]));
  return [
    ...(named.length === 1 ? [] : [problem('NAME_ONE', 'personId')]),
    ...named.flatMap(({ name, id }) => (isUuid(id) ? [] : [problem('NOT_FOUND', name)])),
    ...textProblems(reason, 'reason'),
    ...(personId == null ? [] : await declaredProblems(scope, [personId])),
  ];
}

export interface LiftHoldInput extends ChangeInput {
  readonly holdId: string;
  readonly reason: string;
}

/** What is lifted may be erased: nobody lifts what keeps entries of their own, their household's or their family's. */
export const liftHold: Change<LiftHoldInput, HoldRecorded> = {
  name: 'liftHold',
  kind: 'HOLD_CHANGE',
  resultType: 'HoldRecorded',
  async make({ holdId, reason }, scope): Promise<Made<HoldRecorded>> {
    const what = { what: ['LIFTED'], records: isUuid(holdId) ? [holdId] : [] };
    const refused = roleProblems(scope, 'INFORMATION_GOVERNANCE');
    const known = refused.length > 0 ? undefined : await holdInView(scope, holdId);
    if (!known) return { about: [what], problems: refused.length > 0 ? refused : [problem('NOT_FOUND', 'holdId')] };
    const about = [{ ...what, ...concerned(known.person, known.family) }];
    const problems = [
      ...(known.state === 'LIFTED' ? [problem('ALREADY_ENDED', 'holdId')] : []),
      ...(known.worker === scope.caller.id ? [problem('NOT_FOR_YOURSELF', 'holdId')] : []),
      ...(await conflictProblems(scope, { people: [known.person ?? []].flat(), families: [known.family ?? []].flat() })),
      ...textProblems(reason, 'reason'),
    ];
    if (problems.length > 0) return { about, problems };
    const row = {
      ...known,
      version: known.version + 1,
      reason,
      state: 'LIFTED' as const,
      recordedBy: scope.caller.id,
      recordedAt: scope.now,
    };
    return { about, result: recorded(row), rows: [newRows(AccessLogHold, row)] };
  },
};

interface HoldRow {
  readonly id: string;
  readonly version: number;
  readonly person: string | null;
  readonly family: string | null;
  readonly worker: string | null;
  readonly state: 'LIVE' | 'LIFTED';
}

/** Of somebody whom a silent tie hides from the caller there is none. */
async function holdInView(scope: Scope, id: string): Promise<HoldRow | undefined> {
  const hold = await holdOf(scope, id);
  return hold?.person != null && (await isSilentlyTied(scope, [hold.person])) ? undefined : hold;
}

async function holdOf({ database }: Scope, id: string): Promise<HoldRow | undefined> {
  const { rows } = await database.query<{ row: HoldRow }>({
    text: `select json_build_object('id', h.id, 'version', h.version, 'person', h.person, 'family', h.family, 'worker', h.worker,
      'state', h.state) as row from access_log_hold h where h.id = any($1::uuid[]) and ${currentVersion('access_log_hold', 'h')}`,
    values: [[id].filter(isUuid)],
  });
  return rows[0]?.row;
}

function recorded(row: { readonly id: string; readonly version: number; readonly recordedAt: Date }): HoldRecorded {
  return { holdId: row.id, version: row.version, recordedAt: row.recordedAt.toISOString() };
}
