/** Rule 5: recordCompetence, whether somebody can decide about sharing some categories. */
import { newRows } from '#access-log/change.ts';
import type { Category } from '#terms/category.ts';
import type { LocalDate } from '#terms/clock.ts';
import type { Problem } from '#terms/problems.ts';
import { problem } from '#terms/problems.ts';
import { CompetenceAssessment } from '#disclosure/entities.ts';
import { roleProblems, subjectOf } from './authority.ts';
import type { Change, ChangeInput, Scope } from './change.ts';
import { tieProblems } from './conflicts.ts';
import { categoryProblems, pastDayProblems, textProblems } from './input.ts';

export interface RecordCompetenceInput extends ChangeInput {
  readonly personId: string;
  readonly categories: readonly Category[];
  readonly outcome: 'COMPETENT' | 'NOT_COMPETENT';
  readonly assessedBy: string;
  readonly assessedOn: LocalDate;
}

export interface CompetenceRecorded {
  readonly id: string;
  readonly recordedAt: string;
}

export const recordCompetence: Change<RecordCompetenceInput, CompetenceRecorded> = {
  name: 'recordCompetence',
  kind: 'COMPETENCE_CHANGE',
  resultType: 'CompetenceRecorded',
  async make({ personId, categories, outcome, assessedBy, assessedOn }, scope) {
    const about = { personId, categories, what: [outcome] };
    const problems = await assessmentProblems(scope, personId, categories, assessedBy, assessedOn);
    if (problems.length > 0) return { about: [about], problems };
    const row = {
      id: scope.newId(),
      person: personId,
      categories: [...categories],
      outcome,
      assessedBy,
      assessedOn,
      recordedBy: scope.caller.id,
      recordedAt: scope.now,
    };
    return {
      about: [{ ...about, records: [row.id] }],
      result: { id: row.id, recordedAt: scope.now.toISOString() },
      rows: [newRows(CompetenceAssessment, row)],
    };
  },
};

async function assessmentProblems(
  scope: Scope,
  personId: string,
  categories: readonly Category[],
  assessedBy: string,
  assessedOn: LocalDate,
): Promise<Problem[]> {
  const refused = roleProblems(scope, 'PRACTITIONER');
  if (refused.length > 0) return refused;
  const subject = await subjectOf(scope, personId, 'personId');
  if ('problems' in subject) return [...subject.problems];
  const { dateOfBirth } = subject.found.person;
  return [
    ...categoryProblems(scope, categories, 'categories'),
    ...textProblems(assessedBy, 'assessedBy'),
    ...pastDayProblems(scope, assessedOn, 'assessedOn'),
    ...(dateOfBirth !== null && assessedOn < dateOfBirth ? [problem('BEFORE_BIRTH', 'assessedOn')] : []),
    ...(await tieProblems(scope, subject.found)),
  ];
}
