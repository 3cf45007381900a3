/** Rule 5: who holds parental responsibility for a child, on what evidence, and what a court keeps them from deciding. */
import { newRows } from '#access-log/change.ts';
import { currentVersion } from '#people/current-version.ts';
import { ParentalResponsibility } from '#people/family-entities.ts';
import type { Category } from '#terms/category.ts';
import { ageOn } from '#terms/clock.ts';
import type { LocalDate } from '#terms/clock.ts';
import { isUuid } from '#terms/ids.ts';
import type { Problem } from '#terms/problems.ts';
import { problem } from '#terms/problems.ts';
import { personInSight, roleProblems, subjectOf } from './authority.ts';
import type { Change, ChangeInput, Made, Scope } from './change.ts';
import { tieProblems } from './conflicts.ts';
import { categoryProblems, pastDayProblems, textProblems } from './input.ts';

export interface RecordParentalResponsibilityInput extends ChangeInput {
  readonly childId: string;
  readonly holderKind: 'PERSON' | 'LOCAL_AUTHORITY';
  readonly holderId?: string | null;
  readonly source: string;
  readonly evidence: string;
  readonly from?: LocalDate | null;
  readonly until?: LocalDate | null;
  readonly courtLimits?: readonly Category[] | null;
}

export interface ParentalResponsibilityRecorded {
  readonly id: string;
  readonly version: number;
  readonly recordedAt: string;
}

/**
 * What is recorded again of the same holder and child is the next version: new evidence, another end, limits by a court. What it leaves
 * out stays as it was; but what has ended begins anew today, so that nothing decided before counts again.
 */
export const recordParentalResponsibility: Change<RecordParentalResponsibilityInput, ParentalResponsibilityRecorded> = {
  name: 'recordParentalResponsibility',
  kind: 'PARENTAL_RESPONSIBILITY_CHANGE',
  resultType: 'ParentalResponsibilityRecorded',
  async make(input, scope): Promise<Made<ParentalResponsibilityRecorded>> {
    const about = { personId: input.childId, what: [input.holderKind], categories: input.courtLimits ?? [] };
    const problems = await responsibilityProblems(scope, input);
    if (problems.length > 0) return { about: [about], problems };
    const holder = input.holderKind === 'PERSON' ? (input.holderId ?? null) : null;
    const known = await lastOf(scope, input.childId, input.holderKind, holder);
    const isOver = known !== undefined && (known.state === 'ENDED' || isPast(scope, known.untilDate));
    const row = {
      id: known?.id ?? scope.newId(),
      version: (known?.version ?? 0) + 1,
      child: input.childId,
      holderKind: input.holderKind,
      holder,
      source: input.source,
      evidence: input.evidence,
      // What a court ordered stands until somebody says otherwise, whatever has ended since.
      courtLimits: [...(input.courtLimits ?? known?.courtLimits ?? [])],
      state: 'LIVE' as const,
      fromDate: input.from ?? (isOver ? scope.today : (known?.fromDate ?? null)),
      untilDate: input.until ?? (known && !isPast(scope, known.untilDate) ? known.untilDate : null),
      recordedBy: scope.caller.id,
      recordedAt: scope.now,
    };
    return {
      about: [{ ...about, categories: row.courtLimits, records: [row.id] }],
      result: { id: row.id, version: row.version, recordedAt: scope.now.toISOString() },
      rows: [newRows(ParentalResponsibility, row)],
    };
  },
};

function isPast({ today }: Scope, lastDay: LocalDate | null): boolean {
  return lastDay !== null && lastDay < today;
}

async function responsibilityProblems(scope: Scope, input: RecordParentalResponsibilityInput): Promise<Problem[]> {
  const refused = roleProblems(scope, 'PRACTITIONER');
  if (refused.length > 0) return refused;
  const subject = await subjectOf(scope, input.childId, 'childId');
  if ('problems' in subject) return [...subject.problems];
  const { dateOfBirth } = subject.found.person;
  const limits = input.courtLimits ?? [];
  const ends = input.until != null && ((input.from != null && input.until < input.from) || input.until < scope.today);
  return [
    ...(dateOfBirth !== null && ageOn(dateOfBirth, scope.today) >= 18 ? [problem('SUBJECT_DECIDES', 'childId')] : []),
    ...(await holderProblems(scope, input)),
    ...textProblems(input.evidence, 'evidence'),
    ...(input.from == null ? [] : pastDayProblems(scope, input.from, 'from')),
    ...(ends ? [problem('ENDS_TOO_EARLY', 'until')] : []),
    ...(limits.length > 0 ? categoryProblems(scope, limits, 'courtLimits') : []),
    ...(await tieProblems(scope, subject.found, [input.holderId])),
  ];
}

/** A person whom the worker sees, and not the child; whoever is hidden reads like whoever does not exist. */
async function holderProblems(
  scope: Scope,
  { childId, holderKind, holderId }: RecordParentalResponsibilityInput,
): Promise<Problem[]> {
  if (holderKind === 'LOCAL_AUTHORITY') return [];
  if (holderId == null) return [problem('HOLDER_NEEDED', 'holderId')];
  if (holderId === childId) return [problem('NOT_FOUND', 'holderId')];
  const holder = await personInSight(scope, holderId, 'holderId');
  return 'problems' in holder ? [...holder.problems] : [];
}

type LastVersion = Pick<CurrentRow, 'id' | 'version' | 'courtLimits' | 'state' | 'fromDate' | 'untilDate'>;

/** The last version that is on record of a holder and a child, in force before one that has ended. */
async function lastOf(
  { database }: Scope,
  child: string,
  holderKind: string,
  holder: string | null,
): Promise<LastVersion | undefined> {
  const { rows } = await database.query<LastVersion>({
    text: `select pr.id, pr.version, ${COLUMNS} from parental_responsibility pr where pr.child_id = $1 and pr.holder_kind = $2
      and pr.holder_id is not distinct from $3::uuid and ${currentVersion('parental_responsibility', 'pr')}
      order by pr.state = 'LIVE' desc, pr.recorded_at desc, pr.id limit 1`,
    values: [child, holderKind, holder],
  });
  return rows[0];
}

const COLUMNS = `pr.court_limits as "courtLimits", pr.state, to_char(pr.from_date, 'YYYY-MM-DD') as "fromDate",
  to_char(pr.until_date, 'YYYY-MM-DD') as "untilDate"`;

export interface EndParentalResponsibilityInput extends ChangeInput {
  readonly id: string;
  readonly evidence: string;
}

/** It ends at once: an adoption or an order discharged it. */
export const endParentalResponsibility: Change<EndParentalResponsibilityInput, ParentalResponsibilityRecorded> = {
  name: 'endParentalResponsibility',
  kind: 'PARENTAL_RESPONSIBILITY_CHANGE',
  resultType: 'ParentalResponsibilityRecorded',
  async make({ id, evidence }, scope): Promise<Made<ParentalResponsibilityRecorded>> {
    const what = { what: ['ENDED'], records: isUuid(id) ? [id] : [] };
    const refused = roleProblems(scope, 'PRACTITIONER');
    if (refused.length > 0) return { about: [what], problems: refused };
    const current = await currentById(scope, id);
    // Looked for whether there is anybody or not, so that both cost the same.
    const subject = await subjectOf(scope, current?.child ?? NOBODY, 'id');
    // Whose child is hidden reads like an id that nothing has.
    const unseen = !current || ('problems' in subject && subject.problems[0]?.code === 'NOT_FOUND');
    if (unseen) return { about: [what], problems: [problem('NOT_FOUND', 'id')] };
    const about = { ...what, personId: current.child };
    const problems =
      'problems' in subject
        ? subject.problems
        : [
            ...(current.state === 'ENDED' ? [problem('ALREADY_ENDED', 'id')] : []),
            ...textProblems(evidence, 'evidence'),
            ...(await tieProblems(scope, subject.found, [current.holder])),
          ];
    if (problems.length > 0) return { about: [about], problems };
    const { state: _state, ...rest } = current;
    const row = {
      ...rest,
      version: current.version + 1,
      state: 'ENDED' as const,
      evidence,
      recordedBy: scope.caller.id,
      recordedAt: scope.now,
    };
    return {
      about: [about],
      result: { id, version: row.version, recordedAt: scope.now.toISOString() },
      rows: [newRows(ParentalResponsibility, row)],
    };
  },
};

const NOBODY = '00000000-0000-0000-0000-000000000000';

interface CurrentRow {
  readonly id: string;
  readonly version: number;
  readonly child: string;
  readonly holderKind: 'PERSON' | 'LOCAL_AUTHORITY';
  readonly holder: string | null;
  readonly source: string;
  readonly courtLimits: string[];
  readonly state: 'LIVE' | 'ENDED';
  readonly fromDate: string | null;
  readonly untilDate: string | null;
}

async function currentById({ database }: Scope, id: string): Promise<CurrentRow | undefined> {
  if (!isUuid(id)) return undefined;
  const { rows } = await database.query<CurrentRow>({
    text: `select pr.id, pr.version, pr.child_id as child, pr.holder_kind as "holderKind", pr.holder_id as holder, pr.source, ${COLUMNS}
      from parental_responsibility pr where pr.id = $1 and ${currentVersion('parental_responsibility', 'pr')}`,
    values: [id],
  });
  return rows[0];
}
