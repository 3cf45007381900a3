/**
 * Rule 3: a category of a visible person. The first step that withholds decides; where none does, it is a permit.
 * Pure: no I/O and no clock of its own. A missing fact never means "everything".
 */
import type { Caller } from '#terms/caller.ts';
import { hasRole } from '#terms/caller.ts';
import type { Category } from '#terms/category.ts';
import { isHubCategory } from '#terms/category.ts';
import { addDays, ageOn, monthsBefore } from '#terms/clock.ts';
import type { Purpose } from '#terms/purpose.ts';
import type { WithheldReason } from '#terms/withheld-reason.ts';
import { findAgreement } from './agreements.ts';
import { findConsent } from './consents.ts';
import type { Basis, Decision, InternalReason, Obligations } from './decision.ts';
import type { AgreementFacts, EpisodeFacts, Facts, PersonFacts } from './facts.ts';
import { findRestriction, isPlaceMasked, restrictionReason } from './restrictions.ts';
import type { Sight } from './visibility.ts';
import { sightsOf } from './visibility.ts';

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

interface Refusal {
  readonly reason: WithheldReason;
  readonly internalReason?: InternalReason;
  readonly basis?: Basis;
}

/** Decides one category of one visible person. */
export function decide(facts: Facts, request: DecisionRequest): Decision {
  const decision = decideOpenly(facts, request);
  const silent = findRestriction(request.person, request.category, request.caller, 'SILENT');
  if (!silent) return decision;
  // A silent restriction must not be noticed: what is withheld anyway keeps its reason, and a permit reads like a missing consent.
  return {
    outcome: 'WITHHOLD',
    reason: decision.outcome === 'WITHHOLD' ? decision.reason : 'NO_CONSENT',
    internalReason: 'SILENT_RESTRICTION',
    basis: { ...decision.basis, restriction: silent.id },
    epoch: decision.epoch,
  };
}

/** The steps of rule 3, of which the first that withholds decides. */
function decideOpenly(facts: Facts, request: DecisionRequest): Decision {
  const epoch = { person: request.person.epoch, global: facts.globalEpoch };
  const withhold = ({ reason, internalReason, basis = {} }: Refusal): Decision => ({
    outcome: 'WITHHOLD',
    reason,
    internalReason: internalReason ?? null,
    basis,
    epoch,
  });

  const refusal = restriction(request) ?? deceased(request) ?? purpose(request) ?? membership(facts, request);
  if (refusal) return withhold(refusal);

  const episode = findEpisode(facts, request);
  if (!episode) return withhold({ reason: 'CASE_CLOSED' });
  const basis: Basis = { assignment: episode.sight.assignment.id, episode: episode.episode.id };

  if (request.provider === null) {
    if (!isHubCategory(request.category)) return withhold({ reason: 'NO_AGREEMENT', basis });
    return { outcome: 'PERMIT', basis, obligations: obligations(facts, request, null), epoch };
  }

  const found = findAgreement(facts, {
    provider: request.provider,
    recipient: request.caller.organisationId,
    category: request.category,
    purpose: request.purpose,
    dateOfBirth: request.person.dateOfBirth,
  });
  if ('reason' in found) {
    return withhold({ reason: found.reason, basis, ...(found.ageUnknown && { internalReason: 'AGE_UNKNOWN' as const }) });
  }
  const agreement = `${found.agreement.id}@${found.agreement.version}`;

  const consent = findConsent(request.person, request.category, facts.today, facts.at);
  if ('reason' in consent) {
    return withhold({ reason: 'NO_CONSENT', internalReason: consent.reason, basis: { ...basis, agreement } });
  }
  return {
    outcome: 'PERMIT',
    basis: { ...basis, agreement, consent: consent.consent.id },
    obligations: obligations(facts, request, found.agreement),
    epoch,
  };
}

function restriction({ person, category, caller }: DecisionRequest): Refusal | undefined {
  const found = findRestriction(person, category, caller, 'VISIBLE');
  return found && { reason: restrictionReason(found), basis: { restriction: found.id } };
}

/** The hub's own categories stay: that somebody has died is part of who they are. */
function deceased({ person, provider }: DecisionRequest): Refusal | undefined {
  return provider !== null && person.diedOn !== null ? { reason: 'DECEASED' } : undefined;
}

/** A purpose is an entitlement (rule 1). Nobody is entitled to SAFEGUARDING without a safeguarding decision or an override. */
function purpose({ caller, purpose: asked }: DecisionRequest): Refusal | undefined {
  const entitled =
    asked === 'EARLY_HELP' &&
    (hasRole(caller, 'PRACTITIONER') || (hasRole(caller, 'APP') && caller.approvedPurposes.includes(asked)));
  return entitled ? undefined : { reason: 'PURPOSE_NOT_OPEN', internalReason: 'NOT_ENTITLED' };
}

function confirmedSights(facts: Facts, { caller, person }: DecisionRequest): Sight[] {
  return sightsOf(facts, caller, person).filter((sight) => sight.membership.state === 'CONFIRMED');
}

/** Until a manager confirms, the hub's own categories are withheld too: they would show more than the proposer entered. */
function membership(facts: Facts, request: DecisionRequest): Refusal | undefined {
  return confirmedSights(facts, request).length > 0 ? undefined : { reason: 'MEMBERSHIP_UNCONFIRMED' };
}

/** No open episode, no access; after closure the lead worker alone for a while, unless the family left or stepped up. */
function findEpisode(facts: Facts, request: DecisionRequest): { episode: EpisodeFacts; sight: Sight } | undefined {
  const open = ({ episode, sight }: { episode: EpisodeFacts; sight: Sight }): boolean => {
    if (episode.openedOn > facts.today) return false;
    if (episode.closedOn === null || episode.closedOn > facts.today) return true;
    return (
      sight.assignment.kind === 'LEAD_WORKER' &&
      !ENDS_AT_ONCE.has(episode.closingReason ?? '') &&
      facts.today <= addDays(episode.closedOn, request.settings.closureDays)
    );
  };
  return confirmedSights(facts, request)
    .flatMap((sight) =>
      facts.episodes.filter((episode) => episode.familyId === sight.membership.familyId).map((episode) => ({ episode, sight })),
    )
    .find(open);
}

const ENDS_AT_ONCE = new Set(['STEPPED_UP', 'MOVED_AWAY', 'LEFT_SERVICE']);

function obligations(facts: Facts, { person, caller, category }: DecisionRequest, agreement: AgreementFacts | null): Obligations {
  return {
    detail: agreement?.detail ?? 'FULL',
    since: agreement?.historyMonths == null ? null : monthsBefore(facts.today, agreement.historyMonths),
    locates: isPlaceMasked(person, caller) ? 'MASK' : 'SHOW',
    victimOnly: category === 'DOMESTIC_ABUSE' && !isChild(person, facts),
    stalenessHours: agreement?.stalenessHours ?? null,
  };
}

/** Children are victims in their own right (Domestic Abuse Act 2021 s.3); of adults, the other party has not permitted it (rule 7). */
function isChild(person: PersonFacts, facts: Facts): boolean {
  return person.dateOfBirth !== null && ageOn(person.dateOfBirth, facts.today) < 18;
}
