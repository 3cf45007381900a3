/** The laws of the decision, each as a property of whichever `decide` it is given: mistakes.ts has some that break it. */
import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import type { decide } from '#disclosure/decide.ts';
import type { Decision, Obligations } from '#disclosure/decision.ts';
import type { ConsentFacts, EpisodeFacts, RestrictionFacts } from '#disclosure/facts.ts';
import { isInSight } from '#disclosure/visibility.ts';
import type { Case } from '#tests/support/arbitrary-facts.ts';
import { consent, consentCase, decisionCase, restriction, withPerson } from '#tests/support/arbitrary-facts.ts';
import { APP, EARLY_HELP, NOW, OTHERS, TODAY } from '#tests/support/arbitrary-person.ts';
import type { ActingApp } from '#terms/caller.ts';
import type { Purpose } from '#terms/purpose.ts';
import { WITHHELD_REASONS } from '#terms/withheld-reason.ts';
import type { Change } from './changes.ts';
import {
  excepted,
  frozen,
  ODDITIES,
  served,
  shuffled,
  withAgreements,
  withCaller,
  withConsent,
  withExceptions,
  withFacts,
  withOthers,
  withRestriction,
} from './changes.ts';

export type Decide = typeof decide;
export type Law = (decide: Decide) => fc.IProperty<unknown>;

const asked = (decide: Decide, { facts, request }: Case): Decision => decide(facts, request);
const permits = (decide: Decide, example: Case): boolean => asked(decide, example).outcome === 'PERMIT';
/** What a client may notice of a decision. */
const noticed = (decision: Decision) => (decision.outcome === 'PERMIT' ? decision.obligations : decision.reason);

const cases = fc.oneof({ weight: 3, arbitrary: decisionCase }, { weight: 1, arbitrary: consentCase });
const anyOf = <T>(list: readonly T[], index: number): T | undefined => list[index % list.length];
const isOfAgency = ({ request }: Case): boolean => request.provider !== null;
const isEarlyHelp = ({ request }: Case): boolean => request.purpose === 'EARLY_HELP';
const isSafeguarding = ({ request }: Case): boolean => request.purpose === 'SAFEGUARDING';

function isNoWider(less: Obligations, more: Obligations): boolean {
  return (
    (less.detail === 'SUMMARY' || more.detail === 'FULL') &&
    (less.since ?? '') >= (more.since ?? '') &&
    (less.locates === 'MASK' || more.locates === 'SHOW') &&
    (less.victimOnly || !more.victimOnly) &&
    (less.stalenessHours ?? Infinity) <= (more.stalenessHours ?? Infinity)
  );
}
const disclosesNoMore = (less: Decision, more: Decision): boolean =>
  less.outcome === 'WITHHOLD' || (more.outcome === 'PERMIT' && isNoWider(less.obligations, more.obligations));

/** Each takes away all facts of a kind, without which such a case must be withheld. */
const TAKEN_AWAY: readonly { readonly where: (example: Case) => boolean; readonly take: Change }[] = [
  { where: isOfAgency, take: (example) => withFacts(example, { agreements: [] }) },
  { where: isOfAgency, take: (example) => withAgreements(example, (row) => ({ ...row, activatedBy: row.proposedBy })) },
  { where: isOfAgency, take: (example) => withAgreements(example, (row) => ({ ...row, provider: 'somebody else' })) },
  { where: isOfAgency, take: (example) => withAgreements(example, (row) => ({ ...row, endsAt: NOW })) },
  { where: (example) => isOfAgency(example) && isEarlyHelp(example), take: (example) => withPerson(example, { consents: [] }) },
  { where: isEarlyHelp, take: (example) => withFacts(example, { assignments: [] }) },
  { where: isEarlyHelp, take: (example) => withFacts(example, { episodes: [] }) },
  { where: isEarlyHelp, take: (example) => withPerson(example, { memberships: [] }) },
  { where: isSafeguarding, take: (example) => withFacts(example, { exceptions: [] }) },
  { where: isSafeguarding, take: (example) => withExceptions(example, (row) => ({ ...row, endsAt: NOW })) },
  { where: isSafeguarding, take: (example) => withExceptions(example, (row) => ({ ...row, people: ['stranger'] })) },
  { where: () => true, take: (example) => withCaller(example, { roles: [], approvedPurposes: [] }) },
];
export const withholdsByDefault: Law = (decide) =>
  fc.property(
    cases,
    fc.constantFrom(...TAKEN_AWAY),
    (example, { where, take }) => !where(example) || !permits(decide, take(example)),
  );

/** A restriction on what is asked, which binds the caller, or the app that acts for them, by one of their names. */
function covering(example: Case, row: RestrictionFacts, index: number): RestrictionFacts {
  const { category, caller } = example.request;
  const names = [caller.id, caller.organisationId, caller.through?.id ?? caller.id];
  const binds = index === 0 ? null : [names[index - 1] ?? caller.id, 'nobody'];
  const kind = row.kind === 'PROTECTED_ADDRESS' && category !== 'ADDRESS' ? 'SEALED' : row.kind;
  return { ...row, kind, categories: [category], binds, exempt: ['nobody'] };
}
export const restrictionTrumps: Law = (decide) =>
  fc.property(
    cases,
    restriction,
    fc.nat(3),
    (example, added, index) => !permits(decide, withRestriction(example, covering(example, added, index))),
  );

export const addedRestrictionNeverDisclosesMore: Law = (decide) =>
  fc.property(cases, restriction, (example, added) =>
    disclosesNoMore(asked(decide, withRestriction(example, added)), asked(decide, example)),
  );

/** Which of several restrictions is named depends on their order; that one is does not. */
const OF_RESTRICTIONS = new Set<unknown>(['PROTECTED', 'RESTRICTED', 'CONFLICT']);
export const orderAndDuplicatesDoNotMatter: Law = (decide) =>
  fc.property(cases, fc.integer({ min: 1, max: 1_000_000 }), (example, seed) => {
    const [one, other] = [noticed(asked(decide, example)), noticed(asked(decide, shuffled(example, seed)))];
    return isDeepStrictEqual(one, other) || (OF_RESTRICTIONS.has(one) && OF_RESTRICTIONS.has(other));
  });

const against = fc
  .tuple(consent, fc.constantFrom('REFUSED' as const, 'WITHDRAWN' as const))
  .map(([row, decision]): ConsentFacts => ({ ...row, decision }));
/** By anybody at any time, or by one of those who decided before, next to what they decided. */
const byOneWhoDecided = (example: Case, added: ConsentFacts, index: number): ConsentFacts => {
  const near = index % 2 === 0 ? undefined : anyOf(example.request.person.consents, index);
  if (!near) return added;
  const { capacity, givenBy, decidedAt, decidedOn, competenceAssessedOn, entry } = near;
  return { ...added, capacity, givenBy, decidedAt, decidedOn, competenceAssessedOn, entry: entry + 1 };
};
export const addedRefusalOrWithdrawalNeverDisclosesMore: Law = (decide) =>
  fc.property(cases, against, fc.nat(20), (example, added, index) => {
    const changed = withConsent(example, byOneWhoDecided(example, added, index));
    return disclosesNoMore(asked(decide, changed), asked(decide, example));
  });

const thisMoment = { decidedAt: NOW, decidedOn: TODAY, entry: 2_000_000 };
/** Where consent is needed, that is: no exception lifts it. */
export const withdrawalOfThisMomentWithholds: Law = (decide) =>
  fc.property(cases, consent, (example, row) => {
    const withdrawn = withConsent(example, { ...row, ...thisMoment, decision: 'WITHDRAWN' });
    return !isOfAgency(example) || !isEarlyHelp(example) || !permits(decide, withdrawn);
  });

/** Whoever gave the consent that a permit rests on may refuse, and so may every holder of parental responsibility beside a holder. */
export const refusalByWhoDecidesWithholds: Law = (decide) =>
  fc.property(cases, fc.nat(5), (example, index) => {
    const found = asked(decide, example);
    const { person, category } = example.request;
    const relied = person.consents.find(({ id }) => found.outcome === 'PERMIT' && id === found.basis.consent);
    if (!relied) return true;
    const holders = person.parentalResponsibility
      .filter(({ courtLimits }) => relied.capacity === 'PARENTAL_RESPONSIBILITY' && !courtLimits.includes(category))
      .map(({ holder }) => holder);
    const givenBy = anyOf([relied.givenBy, ...holders], index) ?? null;
    return !permits(decide, withConsent(example, { ...relied, ...thisMoment, decision: 'REFUSED', givenBy }));
  });

/** The widest agreement: full before summary, then the longest history, then the oldest data. */
function isOfNoWiderAgreement(less: Obligations, more: Obligations): boolean {
  if (less.detail !== more.detail) return less.detail === 'SUMMARY';
  if (less.since !== more.since) return (less.since ?? '') > (more.since ?? '');
  return (less.stalenessHours ?? Infinity) <= (more.stalenessHours ?? Infinity);
}
export const removedAgreementNeverDisclosesMore: Law = (decide) =>
  fc.property(cases, fc.nat(3), (example, index) => {
    const removed = anyOf(example.facts.agreements, index)?.id;
    const agreements = example.facts.agreements.filter(({ id }) => id !== removed);
    const [less, more] = [asked(decide, withFacts(example, { agreements })), asked(decide, example)];
    if (less.outcome === 'WITHHOLD') return true;
    return more.outcome === 'PERMIT' && isOfNoWiderAgreement(less.obligations, more.obligations);
  });

/** A consent that has not lapsed; a person's own only where nobody else decided, who would be heard instead. */
function mayBeReliedOn(row: ConsentFacts, all: readonly ConsentFacts[]): boolean {
  if (row.decision !== 'GIVEN' || (row.validUntil !== null && row.validUntil < TODAY)) return false;
  return row.capacity !== 'SELF' || all.every(({ capacity }) => capacity === 'SELF');
}
type Removal = (example: Case, index: number) => Case;
/** The list without one of the rows that permit. */
function withoutOne<Row>(rows: readonly Row[], index: number, permitting: (row: Row) => boolean = () => true): Row[] {
  const removed = anyOf(rows.filter(permitting), index);
  return rows.filter((row) => row !== removed);
}
const isOpen = ({ openedOn, closedOn }: EpisodeFacts): boolean => openedOn <= TODAY && closedOn === null;
const REMOVALS: readonly Removal[] = [
  (example, index) => withFacts(example, { assignments: withoutOne(example.facts.assignments, index) }),
  (example, index) => withFacts(example, { exceptions: withoutOne(example.facts.exceptions, index) }),
  (example, index) => withFacts(example, { episodes: withoutOne(example.facts.episodes, index, isOpen) }),
  (example, index) => withPerson(example, { memberships: withoutOne(example.request.person.memberships, index) }),
  (example, index) => {
    const { consents } = example.request.person;
    return withPerson(example, { consents: withoutOne(consents, index, (row) => mayBeReliedOn(row, consents)) });
  },
];
export const removedPermittingFactNeverDisclosesMore: Law = (decide) =>
  fc.property(cases, fc.constantFrom(...REMOVALS), fc.nat(60), (example, remove, index) =>
    disclosesNoMore(asked(decide, remove(example, index)), asked(decide, example)),
  );

/** But for the items of DOMESTIC_ABUSE in which a partner is not the victim. */
export const othersConsentsDoNotMatter: Law = (decide) =>
  fc.property(cases, fc.array(consent, { maxLength: 4 }), (example, consents) => {
    const [one, other] = [asked(decide, example), asked(decide, withOthers(example, { consents }))];
    if (one.outcome === 'WITHHOLD' || other.outcome === 'WITHHOLD') return isDeepStrictEqual(noticed(one), noticed(other));
    const victimOnly = example.request.category === 'DOMESTIC_ABUSE' ? one.obligations.victimOnly : other.obligations.victimOnly;
    return isDeepStrictEqual(one.obligations, { ...other.obligations, victimOnly });
  });

export const othersRefusalOnlyReduces: Law = (decide) =>
  fc.property(cases, fc.array(against, { maxLength: 2 }), (example, added) => {
    const { person, category } = example.request;
    const decided = [...example.facts.people.values()].find(({ id }) => id !== person.id)?.consents ?? [];
    const consents = added.length === 0 ? [] : [...decided, ...added.map((row) => ({ ...row, category }))];
    return disclosesNoMore(asked(decide, withOthers(example, { consents })), asked(decide, example));
  });

/**
 * It stands in for assignment, membership, episode and consent: with these in place, the same is disclosed without it, under the
 * same restrictions, masks, agreements and windows.
 */
export const exceptionLiftsNothingElse: Law = (decide) =>
  fc.property(cases, (made) => {
    const example = excepted(made);
    fc.pre(isInSight(example.facts, example.request.caller, example.request.person));
    const [one, other] = [asked(decide, example), asked(decide, served(made))];
    if (one.outcome === 'WITHHOLD' || other.outcome === 'WITHHOLD') return isDeepStrictEqual(noticed(one), noticed(other));
    const { victimOnly } = one.obligations;
    return isDeepStrictEqual(one.obligations, { ...other.obligations, victimOnly });
  });

const actingApp: fc.Arbitrary<ActingApp> = fc.record({
  id: fc.constant(APP),
  name: fc.constant('Unified record'),
  organisationId: fc.constantFrom(EARLY_HELP, EARLY_HELP, OTHERS),
  approvedPurposes: fc.constantFrom<Purpose[]>(['EARLY_HELP', 'SAFEGUARDING'], ['EARLY_HELP'], []),
});
export const actingAppHasTheNarrowerOfBoth: Law = (decide) =>
  fc.property(cases, actingApp, (example, through) => {
    const both = asked(decide, withCaller(example, { kind: 'WORKER', through }));
    const worker = asked(decide, withCaller(example, { kind: 'WORKER', through: null }));
    const app = asked(decide, withCaller(example, { ...through, kind: 'APP', roles: ['APP'], through: null }));
    return disclosesNoMore(both, worker) && disclosesNoMore(both, app);
  });

/**
 * What is withheld anyway keeps its reason; what is not reads as if consent had never been asked for. (Rule 2 wants that of the
 * hub's own categories and where an exception lifts consent too, though without a restriction nobody reads it there.)
 */
export const silentRestrictionIsNotNoticed: Law = (decide) =>
  fc.property(cases, restriction, fc.nat(3), (example, added, index) => {
    const hushed = asked(decide, withRestriction(example, { ...covering(example, added, index), silent: true }));
    const open = asked(decide, example);
    if (hushed.outcome === 'PERMIT' || !WITHHELD_REASONS.includes(hushed.reason)) return false;
    if (open.outcome === 'WITHHOLD') return hushed.reason === open.reason;
    const neverAsked = asked(decide, withPerson(example, { consents: [] }));
    return hushed.reason === (neverAsked.outcome === 'WITHHOLD' ? neverAsked.reason : 'NO_CONSENT');
  });

/** Elsewhere than where it withholds, it changes nothing but what gives a place away. */
export const silentRestrictionChangesNothingElse: Law = (decide) =>
  fc.property(cases, restriction, (example, added) => {
    const elsewhere = { ...added, silent: true, categories: ['SOMETHING_ELSE'] };
    if (added.kind === 'PROTECTED_ADDRESS') return true;
    return isDeepStrictEqual(noticed(asked(decide, withRestriction(example, elsewhere))), noticed(asked(decide, example)));
  });

/** Never throws, whatever the facts; changes none of them; says the same of the same facts. */
export const decidesEverythingPurely: Law = (decide) =>
  fc.property(cases, fc.subarray([...ODDITIES], { maxLength: 3 }), (example, oddities) => {
    const odd = oddities.reduce((changed, change) => change(changed), example);
    const [once, twice] = [asked(decide, frozen(odd)), asked(decide, frozen(odd))];
    return isDeepStrictEqual(once, twice);
  });
