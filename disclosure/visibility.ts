/**
 * Rule 2: who is visible to the caller, once per person per request. Everybody else is hidden: absent from every list, count
 * and mention, as if they did not exist.
 */
import type { Caller } from '#terms/caller.ts';
import type { AssignmentFacts, Facts, MembershipFacts, PersonFacts } from './facts.ts';
import { isEntitled } from './entitlement.ts';
import { exceptionsFor } from './exceptions.ts';
import { isHiddenByRestriction } from './restrictions.ts';

/** The place in one of the caller's families through which a person is visible. */
export interface Sight {
  readonly membership: MembershipFacts;
  readonly assignment: AssignmentFacts;
}

/**
 * Whether a person is visible at all: through a family of the caller's, or named in an exception of theirs, where they may ask for what
 * it opens. A silent restriction on the whole person hides, and so does a silent interest. An unborn child needs the mother's PREGNANCY
 * besides.
 */
export function isInSight(facts: Facts, caller: Caller, person: PersonFacts): boolean {
  if (isHiddenAltogether(person, caller)) return false;
  if (sightsOf(facts, caller, person).length > 0) return true;
  return isEntitled(caller, 'SAFEGUARDING') && exceptionsFor(facts, person).length > 0;
}

/** Through which of the caller's families a person is visible. */
export function sightsOf(facts: Facts, caller: Caller, person: PersonFacts): readonly Sight[] {
  if (isHiddenAltogether(person, caller)) return [];
  return person.memberships
    .filter((membership) => mayBeSeen(membership, caller))
    .flatMap((membership) =>
      facts.assignments
        .filter((assignment) => assignment.familyId === membership.familyId)
        .map((assignment) => ({ membership, assignment })),
    );
}

/** By what is silent, wherever they belong. */
export function isHiddenAltogether(person: PersonFacts, caller: Caller): boolean {
  return isHiddenByRestriction(person, caller) || person.interest?.silent === true;
}

/**
 * A child not yet born, by what is known of them or by their place in a family: follows a mother's PREGNANCY, and is hidden where no
 * mother is known.
 */
export function isUnborn({ unbornChildOf, dateOfBirth, dueDate, memberships }: PersonFacts): boolean {
  if (unbornChildOf !== null) return true;
  return dateOfBirth === null && (dueDate !== null || memberships.some(({ role }) => role === 'UNBORN_CHILD'));
}

/** A confirmed member; or one whom this very worker proposed. What only an agency asserts shows nothing. */
function mayBeSeen(membership: MembershipFacts, caller: Caller): boolean {
  if (membership.state === 'CONFIRMED') return true;
  return membership.assertedBy === 'WORKER' && membership.proposedBy === caller.id;
}
