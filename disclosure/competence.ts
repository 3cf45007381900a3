/**
 * Rule 5: whether a person could decide about sharing a category. Under 16 only where assessed competent for it (Gillick v West
 * Norfolk [1986] AC 112); from 16 unless found to lack capacity (Mental Capacity Act 2005 s.1(2)).
 */
import { ageOn } from '#terms/clock.ts';
import type { CompetenceFacts, ConsentFacts, PersonFacts } from './facts.ts';

/** Whether the person was able to make this decision of their own: the latest assessment up to that day tells, else their age. */
export function wasAble(person: PersonFacts, entry: ConsentFacts): boolean {
  const latest = latestAssessment(person, entry, 'COMPETENT');
  return latest ? latest.outcome === 'COMPETENT' : wasGrown(person, entry);
}

/** Whether, from 16, they lacked the capacity to decide when somebody else did for them; without an assessment nobody does. */
export function wasUnable(person: PersonFacts, entry: ConsentFacts): boolean {
  return wasGrown(person, entry) && latestAssessment(person, entry, 'NOT_COMPETENT')?.outcome === 'NOT_COMPETENT';
}

/** Whether the person was found unable to decide this after they did: what they agreed to can no longer be relied on. */
export function isFoundUnableSince(person: PersonFacts, entry: ConsentFacts): boolean {
  return isFoundSince(person, entry, 'NOT_COMPETENT');
}

/** Whether the person was found able to decide this after somebody else did for them. */
export function isFoundAbleSince(person: PersonFacts, entry: ConsentFacts): boolean {
  return isFoundSince(person, entry, 'COMPETENT');
}

function isFoundSince(person: PersonFacts, { category, decidedOn }: ConsentFacts, found: CompetenceFacts['outcome']): boolean {
  return person.competence.some(
    ({ categories, outcome, assessedOn }) => outcome === found && categories.includes(category) && assessedOn > decidedOn,
  );
}

/**
 * Up to the day of a decision. The one on the form itself was entered with it: later ones of that day stand before it. But a refusal is
 * not undone by assessing its giver anew: there the form's own stands before every other.
 */
function latestAssessment(
  person: PersonFacts,
  { category, decision, decidedOn, competenceAssessedOn }: ConsentFacts,
  onTheForm: CompetenceFacts['outcome'],
): CompetenceFacts | undefined {
  const own: CompetenceFacts[] =
    competenceAssessedOn === null || competenceAssessedOn > decidedOn
      ? []
      : [{ entry: 0, categories: [category], outcome: onTheForm, assessedOn: competenceAssessedOn }];
  if (own[0] && decision === 'REFUSED') return own[0];
  return [...person.competence, ...own]
    .filter(({ categories, assessedOn }) => categories.includes(category) && assessedOn <= decidedOn)
    .toSorted(latestFirst)[0];
}

function wasGrown(person: PersonFacts, { decidedOn }: ConsentFacts): boolean {
  return person.dateOfBirth !== null && ageOn(person.dateOfBirth, decidedOn) >= 16;
}

/** Of two assessments of one day the one entered later stands. */
function latestFirst(a: CompetenceFacts, b: CompetenceFacts): number {
  if (a.assessedOn !== b.assessedOn) return a.assessedOn > b.assessedOn ? -1 : 1;
  return b.entry - a.entry;
}
