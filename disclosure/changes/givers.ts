/** Rule 5: who decides about sharing for a person, by age, competence, parental responsibility and capacity. */
import { ageOn } from '#terms/clock.ts';
import type { LocalDate } from '#terms/clock.ts';
import { isUuid } from '#terms/ids.ts';
import type { Problem } from '#terms/problems.ts';
import { problem } from '#terms/problems.ts';
import { wasAble } from '#disclosure/competence.ts';
import type { ConsentFacts, PersonFacts } from '#disclosure/facts.ts';
import type { DecisionInput } from './consents.ts';

/** Why whoever is said to have decided may not decide for this person about all of these categories. */
export function giverProblems(
  person: PersonFacts,
  input: DecisionInput,
  decidedOn: LocalDate,
  ...path: (string | number)[]
): Problem[] {
  const place = [...path, 'givenBy'];
  const { personId } = input.givenBy;
  if ((input.givenBy.competenceAssessedBy?.length ?? 0) > 200)
    return [problem('TEXT_TOO_LONG', ...place, 'competenceAssessedBy')];
  if (personId != null && !isUuid(personId)) return [problem('NOT_FOUND', ...place, 'personId')];
  switch (input.givenBy.capacity) {
    case 'SELF':
      return selfProblems(person, input, decidedOn, place);
    case 'PARENTAL_RESPONSIBILITY':
      return holderProblems(person, input, decidedOn, place);
    case 'LOCAL_AUTHORITY':
      return authorityProblems(person, decidedOn, place);
    case 'BEST_INTERESTS':
    case 'ATTORNEY':
    case 'DEPUTY':
      return representativeProblems(person, input, decidedOn, [...path]);
  }
}

type Place = readonly (string | number)[];

/** Of an unknown age, nobody is taken to be 16. */
function isGrown(person: PersonFacts, on: LocalDate): boolean {
  return person.dateOfBirth !== null && ageOn(person.dateOfBirth, on) >= 16;
}

function selfProblems(
  person: PersonFacts,
  { givenBy, categories, decision }: DecisionInput,
  decidedOn: LocalDate,
  place: Place,
): Problem[] {
  if (givenBy.personId != null && givenBy.personId !== person.id) return [problem('NOT_THE_SUBJECT', ...place, 'personId')];
  const assessedOn = givenBy.competenceAssessedOn ?? null;
  const isAssessed = assessedOn !== null && (givenBy.competenceAssessedBy ?? '').trim() !== '';
  if ((assessedOn !== null || givenBy.competenceAssessedBy != null) && !isAssessed) {
    return [problem('COMPETENCE_NOT_ASSESSED', ...place)];
  }
  if (assessedOn !== null && assessedOn > decidedOn)
    return [problem('COMPETENCE_NOT_ASSESSED', ...place, 'competenceAssessedOn')];
  const able = categories.every((category) =>
    wasAble(person, { category, decision, decidedOn, competenceAssessedOn: assessedOn } as ConsentFacts),
  );
  if (able) return [];
  return [problem(isGrown(person, decidedOn) ? 'LACKS_CAPACITY' : 'COMPETENCE_NOT_ASSESSED', ...place)];
}

function holderProblems(
  person: PersonFacts,
  { givenBy, categories }: DecisionInput,
  decidedOn: LocalDate,
  place: Place,
): Problem[] {
  if (isGrown(person, decidedOn)) return [problem('SUBJECT_DECIDES', ...place, 'capacity')];
  if (givenBy.personId == null) return [problem('GIVER_NEEDED', ...place, 'personId')];
  const held = person.parentalResponsibility.filter(
    ({ holder, from }) => holder === givenBy.personId && (from === null || from <= decidedOn),
  );
  if (held.length === 0) return [problem('NOT_A_PR_HOLDER', ...place, 'personId')];
  if (person.parentalResponsibility.some(({ holderKind }) => holderKind === 'LOCAL_AUTHORITY')) {
    return [problem('AUTHORITY_DECIDES', ...place, 'capacity')];
  }
  const limited = categories.some((category) => held.every(({ courtLimits }) => courtLimits.includes(category)));
  return limited ? [problem('LIMITED_BY_COURT', ...place, 'personId')] : [];
}

function authorityProblems(person: PersonFacts, decidedOn: LocalDate, place: Place): Problem[] {
  if (isGrown(person, decidedOn)) return [problem('SUBJECT_DECIDES', ...place, 'capacity')];
  const inCare = person.parentalResponsibility.some(
    ({ holderKind, from }) => holderKind === 'LOCAL_AUTHORITY' && (from === null || from <= decidedOn),
  );
  return inCare ? [] : [problem('NOT_A_PR_HOLDER', ...place, 'capacity')];
}

/** For people from 16 who lack capacity (Mental Capacity Act 2005 ss.4, 9 and 16). */
function representativeProblems(person: PersonFacts, input: DecisionInput, decidedOn: LocalDate, path: Place): Problem[] {
  const { capacity, personId, competenceAssessedBy, competenceAssessedOn } = input.givenBy;
  const place = [...path, 'givenBy'];
  if (!isGrown(person, decidedOn)) return [problem('SUBJECT_TOO_YOUNG', ...place, 'capacity')];
  const assessed =
    competenceAssessedOn != null && competenceAssessedOn <= decidedOn && (competenceAssessedBy ?? '').trim() !== '';
  return [
    ...(assessed ? [] : [problem('CAPACITY_NOT_ASSESSED', ...place)]),
    ...(capacity !== 'BEST_INTERESTS' && personId == null ? [problem('GIVER_NEEDED', ...place, 'personId')] : []),
    ...(capacity === 'BEST_INTERESTS' && input.validUntil == null ? [problem('REVIEW_NEEDED', ...path, 'validUntil')] : []),
  ];
}
