/**
 * The rules of sharing as a naive specification: what `decide` and `isInSight` must say, rule by rule in the rules' own words, without
 * any code of theirs. Slow, and in no need to be anything else.
 */
import type { DecisionRequest } from '#disclosure/decide.ts';
import type { InternalReason, Obligations } from '#disclosure/decision.ts';
import type { AgreementFacts, EpisodeFacts, ExceptionFacts, Facts, PersonFacts, RestrictionFacts } from '#disclosure/facts.ts';
import type { Caller } from '#terms/caller.ts';
import { addDays, ageOn, monthsBefore } from '#terms/clock.ts';
import type { Purpose } from '#terms/purpose.ts';
import type { WithheldReason } from '#terms/withheld-reason.ts';
import { specifyConsent } from './specification-of-consent.ts';

/** `reason` is null for a hidden person: nobody reads it. `internalReason` is undefined where no rule makes it plain. */
export type Specified =
  | { readonly outcome: 'PERMIT'; readonly obligations: Obligations }
  | { readonly outcome: 'WITHHOLD'; readonly reason: WithheldReason | null; readonly internalReason: InternalReason | undefined };

const withhold = (reason: WithheldReason | null, internalReason?: InternalReason): Specified => ({
  outcome: 'WITHHOLD',
  reason,
  internalReason,
});

export function specify(facts: Facts, request: DecisionRequest): Specified {
  const { caller, person, purpose, category } = request;
  // Rule 8, as read for one purpose: "Opens SAFEGUARDING". For any other purpose there are no exceptions.
  const known = purpose === 'SAFEGUARDING' ? facts : { ...facts, exceptions: [] };
  // "Everyone else is hidden": what is not said of them has no reason. Nothing matches → withheld.
  if (!specifyVisible(known, caller, person)) return withhold(null);
  const said = specifyButForSilence(known, request);
  // Rule 2. "A silent restriction on some categories reads NO_CONSENT."
  const silenced = restrictionsOn(person, category).some((each) => each.silent && bindsCaller(each, caller));
  if (!silenced) return said;
  // What is withheld anyway keeps its reason; what is told inwardly of a NO_CONSENT is not plain then.
  if (said.outcome === 'PERMIT') return withhold('NO_CONSENT', 'SILENT_RESTRICTION');
  return withhold(said.reason);
}

/** Rule 3. "A category of a visible person: the first that applies." */
function specifyButForSilence(facts: Facts, request: DecisionRequest): Specified {
  const { caller, person, purpose, category } = request;
  const exception = facts.exceptions.some((each) => opens(facts, each, person, category));
  // Rule 3. "Hub-owned categories (9) go through steps 1, 3 and 5 only", and rule 2: a proposed member's every category is unconfirmed.
  const hubOwned = ['IDENTITY', 'ADDRESS', 'PREGNANCY', 'RELATIONSHIPS'].includes(category);

  // "1. restriction → PROTECTED or RESTRICTED"; rule 2: "the worker's own declared interest withholds (CONFLICT)".
  if (person.interest !== null) return withhold('CONFLICT');
  for (const each of restrictionsOn(person, category)) {
    if (each.silent || !bindsCaller(each, caller)) continue;
    if (each.kind === 'PROTECTED_ADDRESS' || each.kind === 'SEALED') return withhold('PROTECTED');
    if (each.kind === 'SUBJECT_LOCK') return withhold('CONFLICT');
    if (each.kind === 'COURT_ORDER') return withhold('RESTRICTED');
  }
  // "2. deceased → DECEASED"
  if (!hubOwned && person.diedOn !== null) return withhold('DECEASED');
  // "3. purpose → PURPOSE_NOT_OPEN". Rule 1: "SAFEGUARDING: only while a safeguarding decision or a live override names the person".
  if (!isEntitled(caller, purpose)) return withhold('PURPOSE_NOT_OPEN');
  if (purpose === 'SAFEGUARDING' && !exception) return withhold('PURPOSE_NOT_OPEN');
  // "4. membership → MEMBERSHIP_UNCONFIRMED". Rule 8: "Both lift assignment and steps 4, 5 and 8, nothing else".
  if (!exception && confirmedFamilies(facts, person).length === 0) return withhold('MEMBERSHIP_UNCONFIRMED');
  // "5. episode → CASE_CLOSED"
  if (!exception && !confirmedFamilies(facts, person).some((family) => isCaseOpen(facts, request, family)))
    return withhold('CASE_CLOSED');

  const locates = isPlaceMasked(person, caller) ? ('MASK' as const) : ('SHOW' as const);
  if (hubOwned) {
    return {
      outcome: 'PERMIT',
      obligations: { detail: 'FULL', since: null, locates, victimOnly: false, stalenessHours: null },
    };
  }
  // "6. agreement → NO_AGREEMENT"
  const agreements = agreementsInForce(facts, request);
  if (agreements.length === 0) return withhold('NO_AGREEMENT');
  // "7. age or window → OUTSIDE_AGREEMENT"
  const used = agreements
    .filter((each) => coversAge(each, person, facts))
    .find((each, _, all) => all.every((other) => other === each || isWiderOrFirst(each, other)));
  if (used === undefined) return withhold('OUTSIDE_AGREEMENT');
  // "8. consent → NO_CONSENT, see 5."
  const consent = specifyConsent(facts, person, category);
  if (!exception && consent.outcome === 'WITHHOLD') return withhold('NO_CONSENT', consent.internalReason);
  // "Else PERMIT." Rule 9: "FULL or SUMMARY, months of history, @locates masks".
  return {
    outcome: 'PERMIT',
    obligations: {
      detail: used.detail,
      since: used.historyMonths === null ? null : monthsBefore(facts.today, used.historyMonths),
      locates,
      victimOnly: category === 'DOMESTIC_ABUSE' && isForVictimsOnly(facts, request),
      stalenessHours: used.stalenessHours,
    },
  };
}

/** Rule 2, less the unborn child. */
export function specifyVisible(facts: Facts, caller: Caller, person: PersonFacts): boolean {
  // "a silent restriction on the whole person hides". A protected address is never about the whole person.
  for (const each of person.restrictions) {
    if (each.kind !== 'PROTECTED_ADDRESS' && each.categories === null && each.silent && bindsCaller(each, caller)) return false;
  }
  // "the worker's own declared interest withholds (CONFLICT) or, where silent, hides"
  if (person.interest !== null && person.interest.silent) return false;
  // "Visible: a confirmed member of a family to which the caller has a live assignment"
  if (confirmedFamilies(facts, person).length > 0) return true;
  // "A member proposed by a worker shows only what the proposer entered. One asserted by an agency is hidden."
  for (const each of person.memberships) {
    const proposedByCaller = each.state === 'PROPOSED' && each.assertedBy === 'WORKER' && each.proposedBy === caller.id;
    if (proposedByCaller && isAssigned(facts, each.familyId)) return true;
  }
  // "or named in a safeguarding decision or override of the caller's. Everyone else is hidden." What they are not entitled to is not theirs.
  if (!isEntitled(caller, 'SAFEGUARDING')) return false;
  return facts.exceptions.some((each) => each.people.includes(person.id) && facts.at < each.endsAt);
}

/** Rule 8. "named people and categories", while it lasts; and the IDENTITY of who is named. */
function opens(facts: Facts, exception: ExceptionFacts, person: PersonFacts, category: string): boolean {
  if (!(facts.at < exception.endsAt)) return false;
  if (!exception.people.includes(person.id)) return false;
  return category === 'IDENTITY' || exception.categories.includes(category);
}

/** Rule 1. "A purpose is an entitlement, never a claim." */
function isEntitled(caller: Caller, purpose: Purpose): boolean {
  const roles: string[] = [];
  // "EARLY_HELP: practitioners and apps so approved"; SAFEGUARDING also the MASH.
  if (purpose === 'EARLY_HELP') roles.push('PRACTITIONER');
  if (purpose === 'SAFEGUARDING') roles.push('PRACTITIONER', 'MASH');
  const own =
    caller.kind === 'APP'
      ? caller.roles.includes('APP') && caller.approvedPurposes.includes(purpose)
      : caller.roles.some((role) => roles.includes(role));
  // "An app acting for a worker has the narrower of both."
  const app = caller.through;
  if (app === null) return own;
  return own && app.approvedPurposes.includes(purpose) && app.organisationId === caller.organisationId;
}

/** Rule 6. What is marked against this category, the person's own first. "No override lifts an address." */
function restrictionsOn(person: PersonFacts, category: string): RestrictionFacts[] {
  return [...person.restrictions, ...person.householdProtections].filter((each) =>
    each.kind === 'PROTECTED_ADDRESS' ? category === 'ADDRESS' : each.categories === null || each.categories.includes(category),
  );
}

/** Rule 6. "recipients they bind or exempt". What binds the worker or the app that acts for them binds both. */
function bindsCaller(restriction: RestrictionFacts, caller: Caller): boolean {
  const askers = [{ id: caller.id, organisationId: caller.organisationId }, ...(caller.through === null ? [] : [caller.through])];
  return askers.some(({ id, organisationId }) => {
    const bound = restriction.binds === null || restriction.binds.includes(id) || restriction.binds.includes(organisationId);
    const exempt = restriction.exempt.includes(id) || restriction.exempt.includes(organisationId);
    return bound && !exempt;
  });
}

/** Rule 6. "masked for everyone of a protected household to any caller the restriction does not name, in every category". */
function isPlaceMasked(person: PersonFacts, caller: Caller): boolean {
  return [...person.restrictions, ...person.householdProtections].some(
    (each) => each.kind === 'PROTECTED_ADDRESS' && bindsCaller(each, caller),
  );
}

function isAssigned(facts: Facts, familyId: string): boolean {
  return facts.assignments.some((each) => each.familyId === familyId);
}

/** The families of the caller's in which the person is a confirmed member. */
function confirmedFamilies(facts: Facts, person: PersonFacts): string[] {
  const confirmed = person.memberships.filter((each) => each.state === 'CONFIRMED').map((each) => each.familyId);
  return confirmed.filter((familyId) => isAssigned(facts, familyId));
}

function isCaseOpen(facts: Facts, { settings }: DecisionRequest, familyId: string): boolean {
  const leads = facts.assignments.some((each) => each.familyId === familyId && each.kind === 'LEAD_WORKER');
  const isOpenTo = (episode: EpisodeFacts) => {
    if (episode.familyId !== familyId || episode.openedOn > facts.today) return false;
    // "No open episode, no access"
    if (episode.closedOn === null) return true;
    // "step-up, moving away or leaving the service ends it that day"
    if (['STEPPED_UP', 'MOVED_AWAY', 'LEFT_SERVICE'].includes(episode.closingReason ?? '')) return false;
    // What is open again, or was closed again later or for such a reason, leaves nothing of an earlier closing to finish.
    const ofFamily = facts.episodes.filter((other) => other.familyId === familyId);
    if (ofFamily.some((other) => other.closedOn === null || other.closedOn > (episode.closedOn ?? ''))) return false;
    const sameDay = ofFamily.filter((other) => other.closedOn === episode.closedOn);
    if (sameDay.some((other) => ['STEPPED_UP', 'MOVED_AWAY', 'LEFT_SERVICE'].includes(other.closingReason ?? ''))) return false;
    // "after closure the lead worker alone for 28 days (setting), to finish"
    return leads && facts.today <= addDays(episode.closedOn, settings.closureDays);
  };
  return facts.episodes.some(isOpenTo);
}

/** Rule 4. Every agreement in force between these parties, about this category, for this purpose. */
function agreementsInForce(facts: Facts, { caller, category, provider, purpose }: DecisionRequest): AgreementFacts[] {
  // "activated by a second person, from ≤ now"
  const started = facts.agreements.filter(
    (each) => each.activatedBy !== null && each.activatedBy !== each.proposedBy && each.startsAt <= facts.at,
  );
  return started
    .filter((each) => !started.some((later) => later.id === each.id && later.version > each.version))
    .filter((each) => !each.ended && facts.at < each.endsAt)
    .filter((each) => each.provider === provider && each.recipients.includes(caller.organisationId))
    .filter((each) => each.categories.includes(category) && each.purposes.includes(purpose));
}

function coversAge({ minimumAge, maximumAge }: AgreementFacts, person: PersonFacts, facts: Facts): boolean {
  if (minimumAge === null && maximumAge === null) return true;
  if (person.dateOfBirth === null) return false;
  const age = ageOn(person.dateOfBirth, facts.today);
  return (minimumAge === null || age >= minimumAge) && (maximumAge === null || age <= maximumAge);
}

/** "the widest single one in force is used, two never combine" */
function isWiderOrFirst(one: AgreementFacts, other: AgreementFacts): boolean {
  if (one.detail !== other.detail) return one.detail === 'FULL';
  const months = [one.historyMonths ?? Infinity, other.historyMonths ?? Infinity] as const;
  if (months[0] !== months[1]) return months[0] > months[1];
  const hours = [one.stalenessHours ?? Infinity, other.stalenessHours ?? Infinity] as const;
  if (hours[0] !== hours[1]) return hours[0] > hours[1];
  return one.id < other.id;
}

/** Rule 7. "DOMESTIC_ABUSE between partners: while the other party has not permitted it, the permit carries victimOnly". */
function isForVictimsOnly(facts: Facts, request: DecisionRequest): boolean {
  const { person, caller } = request;
  if (person.dateOfBirth !== null && ageOn(person.dateOfBirth, facts.today) < 18) return false;
  if (person.partners.length === 0) return true;
  return !person.partners.every((id) => {
    const partner = facts.people.get(id);
    if (partner === undefined || !specifyVisible(facts, caller, partner)) return false;
    return isPermittedBut(facts, { ...request, person: partner });
  });
}

/** Whether the partner's own category is permitted, whatever for: the partner's own victimOnly does not matter. */
function isPermittedBut(facts: Facts, request: DecisionRequest): boolean {
  const alone = { ...request, person: { ...request.person, partners: [] } };
  return specify(facts, alone).outcome === 'PERMIT';
}
