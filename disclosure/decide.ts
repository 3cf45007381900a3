/**
 * Rule 3: a category of a visible person. The first step that withholds decides; where none does, it is a permit.
 * Pure: no I/O and no clock of its own. A missing fact never means "everything".
 */
import type { Caller } from '#terms/caller.ts';
import type { Category } from '#terms/category.ts';
import { isHubCategory } from '#terms/category.ts';
import { addDays, ageOn, monthsBefore } from '#terms/clock.ts';
import type { Purpose } from '#terms/purpose.ts';
import type { WithheldReason } from '#terms/withheld-reason.ts';
import { findAgreement } from './agreements.ts';
import { findConsent } from './consents.ts';
import type { Basis, Decision, DecisionStep, InternalReason, Obligations, StepName } from './decision.ts';
import { isEntitled } from './entitlement.ts';
import { findException } from './exceptions.ts';
import type { AgreementFacts, EpisodeFacts, Facts, PersonFacts } from './facts.ts';
import { findRestriction, isPlaceMasked, restrictionReason } from './restrictions.ts';
import type { Sight } from './visibility.ts';
import { isInSight, sightsOf } from './visibility.ts';

export interface DecisionRequest {
  readonly caller: Caller;
  readonly purpose: Purpose;
  readonly person: PersonFacts;
  readonly category: Category;
  /** The agency that holds the category; null for the hub's own. */
  readonly provider: string | null;
  readonly settings: DecisionSettings;
}

/** What a council may set differently (rule 3). */
export interface DecisionSettings {
  /** Days after closure during which the lead worker alone may finish. */
  readonly closureDays: number;
}
export const DEFAULT_DECISION_SETTINGS: DecisionSettings = { closureDays: 28 };

/** Hears each step as it is taken. */
export type Trace = (step: DecisionStep) => void;

/** Decides one category of one visible person. */
export function decide(facts: Facts, request: DecisionRequest, trace?: Trace): Decision {
  const epoch = { person: request.person.epoch, global: facts.globalEpoch };
  const found = takeSteps(facts, request, trace);
  const silent = findRestriction(request.person, request.category, request.caller, 'SILENT');
  if (silent) {
    // A silent restriction must not be noticed: what is withheld anyway keeps its reason, and a permit reads like a missing consent.
    const reason = 'reason' in found ? found.reason : 'NO_CONSENT';
    const basis = { ...found.basis, restriction: silent.id };
    return { outcome: 'WITHHOLD', reason, internalReason: 'SILENT_RESTRICTION', basis, epoch };
  }
  if ('reason' in found) {
    const { reason, internalReason = null, basis } = found;
    return { outcome: 'WITHHOLD', reason, internalReason, basis, epoch };
  }
  return { outcome: 'PERMIT', basis: found.basis, obligations: obligations(facts, request, found.agreement), epoch };
}

interface Passed {
  readonly basis?: Basis;
  readonly agreement?: AgreementFacts;
}
interface Refusal {
  readonly reason: WithheldReason;
  readonly internalReason?: InternalReason;
  readonly basis?: Basis;
}

interface Step {
  readonly name: StepName;
  /** Whether the hub's own categories go through it (rule 3). */
  readonly own: boolean;
  /** Whether a safeguarding decision or an override stands in for it (rule 8). */
  readonly liftable: boolean;
  check(facts: Facts, request: DecisionRequest): Passed | Refusal;
}

/** In the order of rule 3. */
const STEPS: readonly Step[] = [
  { name: 'RESTRICTION', own: true, liftable: false, check: checkRestriction },
  // The hub's own categories stay: that somebody has died is part of who they are.
  { name: 'DECEASED', own: false, liftable: false, check: checkDeceased },
  { name: 'PURPOSE', own: true, liftable: false, check: checkPurpose },
  // Until a manager confirms, the hub's own categories are withheld too: they would show more than the proposer entered.
  { name: 'MEMBERSHIP', own: true, liftable: true, check: checkMembership },
  { name: 'EPISODE', own: true, liftable: true, check: checkEpisode },
  { name: 'AGREEMENT', own: false, liftable: false, check: checkAgreement },
  { name: 'CONSENT', own: false, liftable: true, check: checkConsent },
];

type Found = { readonly basis: Basis; readonly agreement: AgreementFacts | null } | (Refusal & { readonly basis: Basis });

function takeSteps(facts: Facts, request: DecisionRequest, trace?: Trace): Found {
  const isOwn = request.provider === null && isHubCategory(request.category);
  const exception = request.purpose === 'SAFEGUARDING' && findException(facts, request.person, request.category);
  let basis: Basis = {};
  let agreement: AgreementFacts | null = null;
  for (const { name, own, liftable, check } of STEPS) {
    if (isOwn && !own) continue;
    if (exception && liftable) {
      trace?.({ name, result: 'LIFTED', basis });
      continue;
    }
    const result = check(facts, request);
    basis = { ...basis, ...result.basis };
    if ('reason' in result) {
      trace?.({ name, result: 'STOPPED', ...result, basis });
      return { ...result, basis };
    }
    trace?.({ name, result: 'PASSED', basis });
    agreement ??= result.agreement ?? null;
  }
  return { basis, agreement };
}

/** The worker's own tie to the person stands beside the restrictions on it. */
function checkRestriction(_facts: Facts, { person, category, caller }: DecisionRequest): Passed | Refusal {
  const { interest } = person;
  if (interest) return { reason: 'CONFLICT', internalReason: 'INTEREST', basis: { interest: interest.id } };
  const found = findRestriction(person, category, caller, 'VISIBLE');
  return found ? { reason: restrictionReason(found), basis: { restriction: found.id } } : {};
}

function checkDeceased(_facts: Facts, { person }: DecisionRequest): Passed | Refusal {
  return person.diedOn === null ? {} : { reason: 'DECEASED' };
}

/** A purpose is an entitlement (rule 1): SAFEGUARDING is open only for whom and what a decision or an override names. */
function checkPurpose(facts: Facts, { caller, purpose, person, category }: DecisionRequest): Passed | Refusal {
  const refusal: Refusal = { reason: 'PURPOSE_NOT_OPEN', internalReason: 'NOT_ENTITLED' };
  if (!isEntitled(caller, purpose)) return refusal;
  if (purpose === 'EARLY_HELP') return {};
  const exception = findException(facts, person, category);
  if (!exception) return refusal;
  return { basis: exception.kind === 'OVERRIDE' ? { override: exception.id } : { safeguardingDecision: exception.id } };
}

function confirmedSights(facts: Facts, { caller, person }: DecisionRequest): Sight[] {
  return sightsOf(facts, caller, person).filter((sight) => sight.membership.state === 'CONFIRMED');
}

function checkMembership(facts: Facts, request: DecisionRequest): Passed | Refusal {
  return confirmedSights(facts, request).length > 0 ? {} : { reason: 'MEMBERSHIP_UNCONFIRMED' };
}

/**
 * No open episode, no access; after closure the lead worker alone for a while, unless the family left or stepped up. What was closed
 * before a later closing, or since opened again, leaves nothing to finish.
 */
function checkEpisode(facts: Facts, request: DecisionRequest): Passed | Refusal {
  const open = ({ episode, sight }: { episode: EpisodeFacts; sight: Sight }): boolean => {
    if (episode.openedOn > facts.today) return false;
    if (episode.closedOn === null) return true;
    const others = facts.episodes.filter(({ familyId }) => familyId === episode.familyId);
    return (
      others.every((other) => other.closedOn !== null && other.closedOn <= (episode.closedOn ?? '')) &&
      !others.some((other) => other.closedOn === episode.closedOn && ENDS_AT_ONCE.has(other.closingReason ?? '')) &&
      sight.assignment.kind === 'LEAD_WORKER' &&
      facts.today <= addDays(episode.closedOn, request.settings.closureDays)
    );
  };
  const found = confirmedSights(facts, request)
    .flatMap((sight) =>
      facts.episodes.filter((episode) => episode.familyId === sight.membership.familyId).map((episode) => ({ episode, sight })),
    )
    .find(open);
  if (!found) return { reason: 'CASE_CLOSED' };
  return { basis: { assignment: found.sight.assignment.id, episode: found.episode.id } };
}

const ENDS_AT_ONCE = new Set(['STEPPED_UP', 'MOVED_AWAY', 'LEFT_SERVICE']);

function checkAgreement(facts: Facts, { provider, caller, category, purpose, person }: DecisionRequest): Passed | Refusal {
  if (provider === null) return { reason: 'NO_AGREEMENT' };
  const recipient = caller.organisationId;
  const found = findAgreement(facts, { provider, recipient, category, purpose, dateOfBirth: person.dateOfBirth });
  if ('reason' in found) return { reason: found.reason, ...(found.ageUnknown && { internalReason: 'AGE_UNKNOWN' as const }) };
  return { agreement: found.agreement, basis: { agreement: `${found.agreement.id}@${found.agreement.version}` } };
}

function checkConsent(facts: Facts, { person, category }: DecisionRequest): Passed | Refusal {
  const found = findConsent(person, category, facts.today, facts.at);
  if ('reason' in found) return { reason: 'NO_CONSENT', internalReason: found.reason };
  return { basis: { consent: found.consent.id } };
}

function obligations(facts: Facts, request: DecisionRequest, agreement: AgreementFacts | null): Obligations {
  const { person, caller, category } = request;
  return {
    detail: agreement?.detail ?? 'FULL',
    since: agreement?.historyMonths == null ? null : monthsBefore(facts.today, agreement.historyMonths),
    locates: isPlaceMasked(person, caller) ? 'MASK' : 'SHOW',
    victimOnly: category === 'DOMESTIC_ABUSE' && !isChild(person, facts) && !haveOthersPermitted(facts, request),
    stalenessHours: agreement?.stalenessHours ?? null,
  };
}

/** Children are victims in their own right (Domestic Abuse Act 2021 s.3). */
function isChild(person: PersonFacts, facts: Facts): boolean {
  return person.dateOfBirth !== null && ageOn(person.dateOfBirth, facts.today) < 18;
}

/** Rule 7: whether every partner whom the hub knows of is visible and permitted for the same category. Nobody known: not. */
function haveOthersPermitted(facts: Facts, request: DecisionRequest): boolean {
  const { partners } = request.person;
  return (
    partners.length > 0 &&
    partners.every((id) => {
      const partner = facts.people.get(id);
      if (!partner || !isInSight(facts, request.caller, partner)) return false;
      const hidden = findRestriction(partner, request.category, request.caller, 'SILENT');
      return !hidden && !('reason' in takeSteps(facts, { ...request, person: partner }));
    })
  );
}
