/**
 * Rule 5: whether a person could decide about sharing a category. Under 16 only where assessed competent for it (Gillick v West
 * Norfolk [1986] AC 112); from 16 unless found to lack capacity (Mental Capacity Act 2005 s.1(2)).
 */
import { ageOn } from '#terms/clock.ts';
import type { CompetenceFacts, ConsentFacts, PersonFacts } from './facts.ts';

/** Whether the person was able to make this decision of their own: the latest assessment up to that day tells, else their age. */
export function wasAble(person: PersonFacts, entry: ConsentFacts): boolean {
  const { competenceAssessedOn } = entry;
  const onTheForm: CompetenceFacts[] =
    competenceAssessedOn === null
      ? []
      : [{ entry: 0, categories: [entry.category], outcome: 'COMPETENT', assessedOn: competenceAssessedOn }];
  const latest = [...person.competence, ...onTheForm]
    .filter(({ categories, assessedOn }) => categories.includes(entry.category) && assessedOn <= entry.decidedOn)
    .toSorted(latestFirst)[0];
  if (latest) return latest.outcome === 'COMPETENT';
  return person.dateOfBirth !== null && ageOn(person.dateOfBirth, entry.decidedOn) >= 16;
}

/** Whether the person was found unable to decide this after they did: what they agreed to can no longer be relied on. */
export function isFoundUnableSince(person: PersonFacts, { category, decidedOn }: ConsentFacts): boolean {
  return person.competence.some(
    ({ categories, outcome, assessedOn }) =>
      outcome === 'NOT_COMPETENT' && categories.includes(category) && assessedOn > decidedOn,
  );
}

/** Of two assessments of one day the one entered later stands. */
function latestFirst(a: CompetenceFacts, b: CompetenceFacts): number {
  if (a.assessedOn !== b.assessedOn) return a.assessedOn > b.assessedOn ? -1 : 1;
  return b.entry - a.entry;
}
