/**
 * What a lead worker may be told: about their own families, and nothing that shows a silent restriction or interest. Everything is
 * reasoned as if what is silent were not there; what would then be permitted reads like a decision that cannot be relied on.
 */
import type { Caller } from '#terms/caller.ts';
import type { Category } from '#terms/category.ts';
import { exceptionsFor } from './exceptions.ts';
import { notReliedOn, reason } from './explain-reason.ts';
import { isSeen } from './explain-steps.ts';
import type { Reasoning, ReasoningRequest, SeeingRequest } from './explanation.ts';
import type { Facts, PersonFacts } from './facts.ts';
import { findRestriction } from './restrictions.ts';
import { isUnborn, sightsOf } from './visibility.ts';

/** A lead worker who asks about somebody of a family of theirs. */
export interface LeadWorker {
  readonly caller: Caller;
  /** The families that they lead and that the person belongs to. */
  readonly families: ReadonlySet<string>;
  /** What they themselves see now. */
  readonly own: Facts;
  /** Who decided about the person and is hidden from them. */
  readonly hiddenGivers: ReadonlySet<string>;
}

/** The families through which a caller may ask about a person; none where they may not. */
export function familiesLed(request: SeeingRequest, person: PersonFacts): ReadonlySet<string> {
  if (!isSeen(request, person)) return new Set();
  const led = sightsOf(request.facts, request.recipient, person).filter(
    ({ assignment, membership }) => assignment.kind === 'LEAD_WORKER' && membership.state === 'CONFIRMED',
  );
  return new Set(led.map(({ membership }) => membership.familyId));
}

type Asked = Omit<ReasoningRequest, 'full' | 'hiddenGivers'>;

export function reasonForLeadWorker(request: Asked, lead: LeadWorker): Reasoning {
  const facts = withinFamilies(request, lead);
  const person = facts.people.get(request.personId);
  const { hiddenGivers } = lead;
  const told = reason({ ...request, facts: person ? withoutSilent(facts, person) : facts, full: false, hiddenGivers });
  const silent = person !== undefined && isSilent(facts, person, request.category, [request.recipient, lead.caller]);
  return silent && told.permitted ? notReliedOn(told.steps) : told;
}

/** Of other families nothing is told, nor of people whom the lead worker does not see. */
function withinFamilies({ facts, personId, category, settings }: Asked, { caller, families, own }: LeadWorker): Facts {
  const person = facts.people.get(personId);
  const told = (one: PersonFacts): boolean => {
    if (one.id === personId) return one.memberships.length > 0 || exceptionsFor(facts, one).length > 0;
    if (one.id === person?.unbornChildOf) return true;
    const seen = own.people.get(one.id);
    if (!seen || findRestriction(seen, category, caller, 'SILENT')) return false;
    return isSeen({ settings, facts: own, recipient: caller, purpose: 'EARLY_HELP' }, seen);
  };
  const people = [...facts.people.values()]
    .map((one) => ({ ...one, memberships: one.memberships.filter(({ familyId }) => families.has(familyId)) }))
    .filter(told);
  return {
    ...facts,
    assignments: facts.assignments.filter(({ familyId }) => families.has(familyId)),
    episodes: facts.episodes.filter(({ familyId }) => families.has(familyId)),
    people: new Map(people.map((each) => [each.id, each])),
  };
}

/** A silent restriction on the category or the whole person, or a silent interest; of a child not yet born, on the mother too. */
function isSilent(facts: Facts, person: PersonFacts, category: Category, whom: readonly Caller[]): boolean {
  const on = (one: PersonFacts, what: Category) =>
    one.interest?.silent === true || whom.some((caller) => findRestriction(one, what, caller, 'SILENT'));
  const mother = motherOf(facts, person);
  return on(person, category) || (mother !== undefined && on(mother, 'PREGNANCY'));
}

function motherOf(facts: Facts, person: PersonFacts): PersonFacts | undefined {
  return isUnborn(person) && person.unbornChildOf !== null ? facts.people.get(person.unbornChildOf) : undefined;
}

function withoutSilent(facts: Facts, person: PersonFacts): Facts {
  const shown = [person, motherOf(facts, person)].flatMap((one) =>
    one === undefined
      ? []
      : {
          ...one,
          interest: one.interest?.silent ? null : one.interest,
          restrictions: one.restrictions.filter(({ silent }) => !silent),
          householdProtections: one.householdProtections.filter(({ silent }) => !silent),
        },
  );
  return { ...facts, people: new Map([...facts.people, ...shown.map((one) => [one.id, one] as const)]) };
}
