/**
 * Rule 8: safeguarding decisions and overrides (break glass). They open SAFEGUARDING for the people and categories that they name,
 * and lift assignment, membership, episode and consent; never a restriction, an address, an agreement or its window.
 */
import type { Category } from '#terms/category.ts';
import type { ExceptionFacts, Facts, PersonFacts } from './facts.ts';

/** Exceptions of the caller's that name a person; the facts hold none but for SAFEGUARDING. */
export function exceptionsFor(facts: Facts, person: PersonFacts): readonly ExceptionFacts[] {
  return facts.exceptions.filter((exception) => exception.people.includes(person.id) && facts.at < exception.endsAt);
}

/** The exception that opens a category of a person; who is named is named with their IDENTITY. Two people's decision goes first. */
export function findException(facts: Facts, person: PersonFacts, category: Category): ExceptionFacts | undefined {
  const opening = exceptionsFor(facts, person).filter(
    (exception) => category === 'IDENTITY' || exception.categories.includes(category),
  );
  return opening.find((exception) => exception.kind === 'SAFEGUARDING_DECISION') ?? opening[0];
}
