/** Rule 6: restrictions stand above every agreement and consent; nothing but their end lifts them. */
import type { Caller } from '#terms/caller.ts';
import type { Category } from '#terms/category.ts';
import type { WithheldReason } from '#terms/withheld-reason.ts';
import type { PersonFacts, RestrictionFacts } from './facts.ts';

/** Whether it binds the caller; of a worker and the app that acts for them, it binds both where it binds one. */
function binds(restriction: RestrictionFacts, caller: Caller): boolean {
  return [caller, ...(caller.through ? [caller.through] : [])].some(({ id, organisationId }) => {
    const names = (list: readonly string[]) => list.includes(id) || list.includes(organisationId);
    return (restriction.binds === null || names(restriction.binds)) && !names(restriction.exempt);
  });
}

/** A protected address covers ADDRESS; other kinds cover what they name, or the whole person. */
function covers(restriction: RestrictionFacts, category: Category): boolean {
  if (restriction.kind === 'PROTECTED_ADDRESS') return category === 'ADDRESS';
  return restriction.categories === null || restriction.categories.includes(category);
}

const REASONS: Record<RestrictionFacts['kind'], WithheldReason> = {
  PROTECTED_ADDRESS: 'PROTECTED',
  SEALED: 'PROTECTED',
  SUBJECT_LOCK: 'CONFLICT',
  COURT_ORDER: 'RESTRICTED',
};

/** The restriction, of those to be noticed or of the silent ones, that withholds a category from the caller. */
export function findRestriction(
  person: PersonFacts,
  category: Category,
  caller: Caller,
  which: 'VISIBLE' | 'SILENT',
): RestrictionFacts | undefined {
  return [...person.restrictions, ...person.householdProtections].find(
    (restriction) => restriction.silent === (which === 'SILENT') && binds(restriction, caller) && covers(restriction, category),
  );
}

/** What a restriction that may be noticed reads as. */
export function restrictionReason(restriction: RestrictionFacts): WithheldReason {
  return REASONS[restriction.kind];
}

/** A silent restriction on the whole person hides the person altogether (rule 2). */
export function isHiddenByRestriction(person: PersonFacts, caller: Caller): boolean {
  return person.restrictions.some(
    (restriction) =>
      restriction.silent &&
      restriction.categories === null &&
      restriction.kind !== 'PROTECTED_ADDRESS' &&
      binds(restriction, caller),
  );
}

/** Whether fields that give a place away are masked: for everybody in a household with a protected address. */
export function isPlaceMasked(person: PersonFacts, caller: Caller): boolean {
  return person.householdProtections.some((restriction) => binds(restriction, caller));
}
