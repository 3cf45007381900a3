/** Rule 5 as a naive specification: who decides about one category of one person, and what stands. */
import type { InternalReason } from '#disclosure/decision.ts';
import type { ConsentFacts, Facts, PersonFacts } from '#disclosure/facts.ts';
import { ageOn } from '#terms/clock.ts';

export type SpecifiedConsent =
  { readonly outcome: 'PERMIT' } | { readonly outcome: 'WITHHOLD'; readonly internalReason: InternalReason | undefined };

/** "Consent per person, category, purpose, recipient": the facts hold those of one purpose and one recipient. */
export function specifyConsent(facts: Facts, person: PersonFacts, category: string): SpecifiedConsent {
  const rows = person.consents
    .filter((row) => row.category === category)
    // "At birth consent starts afresh."
    .filter((row) => person.dateOfBirth === null || row.decidedOn >= person.dateOfBirth)
    // "ordered by decidedAt (when it was decided)": what is dated in the future has not been given yet.
    .filter((row) => row.decision !== 'GIVEN' || row.decidedAt <= facts.at);
  if (rows.length === 0) return { outcome: 'WITHHOLD', internalReason: 'NEVER_ASKED' };

  const own = ownDecision(person, category, rows);
  // "Each giver's latest decision stands": what a giver has replaced is nobody's decision any more.
  const isReplaced = (row: ConsentFacts) =>
    rows.some((other) => other.decision !== 'WITHDRAWN' && isSameGiver(other, row) && isAfter(other, row));
  const deciders =
    own === undefined
      ? rows.filter((row) => row.decision === 'WITHDRAWN' || !isReplaced(row)).filter((row) => maySpeakFor(facts, person, row))
      : [own];
  const standing = deciders.filter((row) => row.decision === 'GIVEN' && stands(facts, row, deciders, rows));
  const against = refusalsThatStand(deciders, own, rows);

  // "One holder's consent against another's standing refusal is DECISION_DISPUTED: withheld."
  if (standing.length > 0 && against.length > 0) return { outcome: 'WITHHOLD', internalReason: 'DECISION_DISPUTED' };
  if (standing.length > 0) return { outcome: 'PERMIT' };
  return { outcome: 'WITHHOLD', internalReason: plainReason(facts, rows, deciders) };
}

/** "an adult for themselves. 16–17: presumed competent. Under 16: a child assessed competent decides, and their decision beats every parent's" */
function ownDecision(person: PersonFacts, category: string, rows: readonly ConsentFacts[]): ConsentFacts | undefined {
  const own = rows.filter((row) => row.capacity === 'SELF' && row.givenBy === person.id && isAbleThen(person, category, row));
  // "Each giver's latest decision stands"; "a refusal is answered only by that giver's new decision"
  const words = own.filter((row) => row.decision !== 'WITHDRAWN');
  const lastWord = words.find((row) => !words.some((other) => isAfter(other, row)));
  // Found unable since, the person is no longer held to a yes, nor others to its end; a no binds them all the same.
  const binding = own
    .filter((row) => row.decision === 'WITHDRAWN' || row === lastWord)
    .filter((row) => row.decision === 'REFUSED' || !wasFoundAfter('NOT_COMPETENT', person, category, row));
  return binding.find((row) => !binding.some((other) => isAfter(other, row)));
}

function wasFoundAfter(outcome: string, person: PersonFacts, category: string, row: ConsentFacts): boolean {
  return person.competence.some(
    (each) => each.outcome === outcome && each.categories.includes(category) && each.assessedOn > row.decidedOn,
  );
}

/** "an adult for themselves. 16–17: presumed competent" */
function isGrownThen(person: PersonFacts, row: ConsentFacts): boolean {
  return person.dateOfBirth !== null && ageOn(person.dateOfBirth, row.decidedOn) >= 16;
}

function isAbleThen(person: PersonFacts, category: string, row: ConsentFacts): boolean {
  const found = foundUpTo(person, category, row, 'COMPETENT');
  return found === undefined ? isGrownThen(person, row) : found === 'COMPETENT';
}

/** "assessed competent for this decision (who assessed, when)"; "16+ lacking capacity: (assessor …)": what was found last. */
function foundUpTo(
  person: PersonFacts,
  category: string,
  row: ConsentFacts,
  onTheForm: 'COMPETENT' | 'NOT_COMPETENT',
): 'COMPETENT' | 'NOT_COMPETENT' | undefined {
  const assessments = person.competence
    .filter((each) => each.categories.includes(category))
    .map(({ outcome, assessedOn, entry }) => ({ outcome, assessedOn, entry }));
  if (row.competenceAssessedOn !== null) {
    assessments.push({ outcome: onTheForm, assessedOn: row.competenceAssessedOn, entry: 0 });
  }
  const before = assessments.filter((each) => each.assessedOn <= row.decidedOn);
  // A refusal is not undone by who assesses its giver anew: what the form says of them stands.
  if (row.decision === 'REFUSED' && row.competenceAssessedOn !== null && row.competenceAssessedOn <= row.decidedOn)
    return onTheForm;
  const latest = before.find((each) =>
    before.every(
      (other) =>
        other === each ||
        other.assessedOn < each.assessedOn ||
        (other.assessedOn === each.assessedOn && other.entry < each.entry),
    ),
  );
  return latest?.outcome;
}

/** Whose decision counts where the person's own does not. */
function maySpeakFor(facts: Facts, person: PersonFacts, row: ConsentFacts): boolean {
  // "16+ lacking capacity: BEST_INTERESTS, attorney or deputy"; "A parent's consent lapses at the start of the 16th birthday"
  if (person.dateOfBirth !== null && ageOn(person.dateOfBirth, facts.today) >= 16)
    return (
      ['BEST_INTERESTS', 'ATTORNEY', 'DEPUTY'].includes(row.capacity) &&
      isGrownThen(person, row) &&
      foundUpTo(person, row.category, row, 'NOT_COMPETENT') === 'NOT_COMPETENT' &&
      !wasFoundAfter('COMPETENT', person, row.category, row)
    );
  // "Under a care order the authority's decision counts."
  if (person.parentalResponsibility.some((holder) => holder.holderKind === 'LOCAL_AUTHORITY'))
    return (
      row.capacity === 'LOCAL_AUTHORITY' &&
      person.parentalResponsibility.some(
        (holder) =>
          holder.holderKind === 'LOCAL_AUTHORITY' &&
          (holder.from === null || holder.from <= row.decidedOn) &&
          !holder.courtLimits.includes(row.category),
      )
    );
  // "otherwise holders of parental responsibility (holder; from; until; court limits). Anyone else → NOT_A_PR_HOLDER."
  return (
    row.capacity === 'PARENTAL_RESPONSIBILITY' &&
    person.parentalResponsibility.some(
      (holder) =>
        holder.holder === row.givenBy &&
        (holder.from === null || holder.from <= row.decidedOn) &&
        !holder.courtLimits.includes(row.category),
    )
  );
}

/** Whether a consent of a giver who counts is still one. */
function stands(facts: Facts, given: ConsentFacts, deciders: readonly ConsentFacts[], rows: readonly ConsentFacts[]): boolean {
  // "A withdrawal never revives anything older. Withdrawn by: the giver, any holder, or the subject from 12 years"
  if (rows.some((row) => row.decision === 'WITHDRAWN' && isAfter(row, given))) return false;
  // "Each giver's latest decision stands"
  if (deciders.some((row) => isSameGiver(row, given) && isAfter(row, given))) return false;
  return given.validUntil === null || facts.today <= given.validUntil;
}

/** "A refusal is answered only by that giver's new decision." */
function refusalsThatStand(
  deciders: readonly ConsentFacts[],
  own: ConsentFacts | undefined,
  rows: readonly ConsentFacts[],
): ConsentFacts[] {
  const standing = deciders.filter(
    (row) =>
      row.decision === 'REFUSED' &&
      !deciders.some((other) => other.decision === 'GIVEN' && isSameGiver(other, row) && isAfter(other, row)),
  );
  // A person's own consent gives way to their own later no, able or not, and to a later one of who represents them.
  const against =
    own?.decision !== 'GIVEN'
      ? []
      : rows.filter(
          (row) =>
            row.decision === 'REFUSED' &&
            isAfter(row, own) &&
            ['SELF', 'BEST_INTERESTS', 'ATTORNEY', 'DEPUTY'].includes(row.capacity),
        );
  return [...standing, ...against];
}

/** The internal reason, where only one could be meant. */
function plainReason(facts: Facts, rows: readonly ConsentFacts[], deciders: readonly ConsentFacts[]): InternalReason | undefined {
  if (deciders.length !== rows.length) return undefined;
  if (rows.every((row) => row.decision === 'REFUSED')) return 'REFUSED';
  if (rows.every((row) => row.decision === 'GIVEN' && row.validUntil !== null && row.validUntil < facts.today)) return 'LAPSED';
  if (rows.every((row) => row.decision !== 'REFUSED' && row.validUntil === null)) return 'WITHDRAWN';
  return undefined;
}

/** "A giver is capacity and name"; the local authority is one giver. */
function isSameGiver(one: ConsentFacts, other: ConsentFacts): boolean {
  return one.capacity === other.capacity && (one.capacity === 'LOCAL_AUTHORITY' || one.givenBy === other.givenBy);
}

/** "ordered by decidedAt (when it was decided), then by entry" */
function isAfter(one: ConsentFacts, other: ConsentFacts): boolean {
  return one.decidedAt > other.decidedAt || (one.decidedAt === other.decidedAt && one.entry > other.entry);
}
