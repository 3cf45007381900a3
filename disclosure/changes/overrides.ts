/** Rule 8, break glass: a worker alone opens SAFEGUARDING for named people and categories, for at most four hours. */
import { newRows } from '#access-log/change.ts';
import { currentVersion } from '#people/current-version.ts';
import { hasRole, mayActThrough } from '#terms/caller.ts';
import type { Category } from '#terms/category.ts';
import { isUuid } from '#terms/ids.ts';
import type { Problem } from '#terms/problems.ts';
import { problem } from '#terms/problems.ts';
import type { OverrideReason } from '#terms/sharing.ts';
import { Override } from '#disclosure/entities.ts';
import { roleProblems } from './authority.ts';
import type { Change, ChangeInput, Made, Scope } from './change.ts';
import { declaredProblems } from './conflicts.ts';
import { textProblems } from './input.ts';
import { aboutPeople, namedCategoryProblems, namedPeopleProblems, whomTheyStandFor } from './named.ts';

export interface RecordOverrideInput extends ChangeInput {
  readonly personIds: readonly string[];
  readonly categories: readonly Category[];
  readonly reasonCode: OverrideReason;
  readonly narrative: string;
  readonly hours: number;
}

export interface OverrideRecorded {
  readonly overrideId: string;
  readonly version: number;
  readonly endsAt: string;
  readonly recordedAt: string;
}

/** Whether the people named are anybody's is not told, nor that a restriction or a silent interest hides them: it just shows nothing. */
export const recordOverride: Change<RecordOverrideInput, OverrideRecorded> = {
  name: 'recordOverride',
  kind: 'OVERRIDE',
  resultType: 'OverrideRecorded',
  async make(input, scope): Promise<Made<OverrideRecorded>> {
    const { personIds, categories, reasonCode, narrative, hours } = input;
    const { caller, now } = scope;
    const what = [reasonCode];
    const problems = await breakingProblems(scope, input);
    if (problems.length > 0) return { about: aboutPeople(personIds, { what, categories }), problems };
    const row = {
      id: scope.newId(),
      version: 1,
      worker: caller.id,
      organisation: caller.organisationId,
      people: await whomTheyStandFor(scope, personIds),
      categories: [...categories],
      reasonCode,
      narrative,
      startsAt: now,
      endsAt: new Date(now.getTime() + hours * HOUR_MS),
      state: 'LIVE' as const,
    };
    return made(scope, row, ['LIVE', reasonCode]);
  },
};

const HOUR_MS = 3_600_000;
const LONGEST_HOURS = 4;

async function breakingProblems(scope: Scope, input: RecordOverrideInput): Promise<Problem[]> {
  const refused = roleProblems(scope, 'PRACTITIONER', 'MASH');
  if (refused.length > 0) return refused;
  if (!mayActThrough(scope.caller, 'SAFEGUARDING')) return [problem('NOT_ENTITLED')];
  return [
    ...namedPeopleProblems(input.personIds, 'personIds'),
    ...namedCategoryProblems(scope, input.categories, 'categories'),
    ...textProblems(input.narrative, 'narrative'),
    ...(input.hours < 1 ? [problem('ENDS_TOO_EARLY', 'hours')] : []),
    ...(input.hours > LONGEST_HOURS ? [problem('ENDS_TOO_LATE', 'hours')] : []),
    ...(await declaredProblems(scope, input.personIds)),
  ];
}

export interface EndOverrideInput extends ChangeInput {
  readonly overrideId: string;
}

/** At once; by the worker, a manager of theirs, or information governance. */
export const endOverride: Change<EndOverrideInput, OverrideRecorded> = {
  name: 'endOverride',
  kind: 'OVERRIDE',
  resultType: 'OverrideRecorded',
  async make({ overrideId }, scope): Promise<Made<OverrideRecorded>> {
    const what = { what: ['ENDED'], records: isUuid(overrideId) ? [overrideId] : [] };
    if (scope.caller.kind !== 'WORKER' || scope.caller.through) return { about: [what], problems: [problem('NOT_ENTITLED')] };
    const known = await overrideInView(scope, overrideId);
    if (!known) return { about: [what], problems: [problem('NOT_FOUND', 'overrideId')] };
    const isOver = known.state === 'ENDED' || known.endsAt <= scope.now;
    const problems = [
      ...(isOver ? [problem('ALREADY_ENDED', 'overrideId')] : []),
      ...(known.worker === scope.caller.id ? [] : await declaredProblems(scope, known.people)),
    ];
    if (problems.length === 0)
      return made(scope, { ...known, version: known.version + 1, state: 'ENDED' }, ['ENDED', known.reasonCode]);
    return { about: aboutPeople(known.people, { ...what, categories: known.categories }), problems };
  },
};

interface OverrideRow {
  readonly id: string;
  readonly version: number;
  readonly worker: string;
  readonly organisation: string;
  readonly people: string[];
  readonly categories: string[];
  readonly reasonCode: OverrideReason;
  readonly narrative: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly state: 'LIVE' | 'ENDED';
}
type StoredOverride = Omit<OverrideRow, 'startsAt' | 'endsAt'> & { readonly startsAt: string; readonly endsAt: string };

/** The caller's own, or one of a worker whom they oversee. */
async function overrideInView({ caller, database }: Scope, id: string): Promise<OverrideRow | undefined> {
  const { rows } = await database.query<{ row: StoredOverride }>({
    text: `
      select json_build_object('id', o.id, 'version', o.version, 'worker', o.worker, 'organisation', o.organisation, 'people', o.people,
        'categories', o.categories, 'reasonCode', o.reason_code, 'narrative', o.narrative, 'startsAt', o.starts_at,
        'endsAt', o.ends_at, 'state', o.state) as row
      from "override" o join worker w on w.id = o.worker
      where o.id = any($1::uuid[]) and (o.worker = $2 or $3 or ($4 and w.organisation_id = $5)) and ${currentVersion('"override"', 'o')}`,
    values: [
      [id].filter(isUuid),
      caller.id,
      hasRole(caller, 'INFORMATION_GOVERNANCE'),
      hasRole(caller, 'MANAGER'),
      caller.organisationId,
    ],
  });
  const found = rows[0]?.row;
  return found && { ...found, startsAt: new Date(found.startsAt), endsAt: new Date(found.endsAt) };
}

function made(scope: Scope, row: OverrideRow, what: readonly string[]): Made<OverrideRecorded> {
  const { id, version, people, categories } = row;
  const endsAt = row.state === 'ENDED' ? scope.now : row.endsAt;
  return {
    about: aboutPeople(people, { what, categories, purposes: ['SAFEGUARDING'], records: [id] }),
    result: { overrideId: id, version, endsAt: endsAt.toISOString(), recordedAt: scope.now.toISOString() },
    rows: [newRows(Override, { ...row, recordedBy: scope.caller.id, recordedAt: scope.now })],
  };
}
