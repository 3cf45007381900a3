/**
 * Rule 5: consent (agreement to share) is per person, category, purpose and recipient. Who may decide depends on age; each
 * giver's latest decision stands; a withdrawal ends everything decided before it and never revives anything older.
 */
import type { Category } from '#terms/category.ts';
import type { LocalDate } from '#terms/clock.ts';
import { ageOn } from '#terms/clock.ts';
import { isFoundAbleSince, isFoundUnableSince, wasAble, wasUnable } from './competence.ts';
import type { ConsentFacts, Instant, PersonFacts } from './facts.ts';
import type { InternalReason } from './decision.ts';

export type ConsentResult = { readonly consent: ConsentFacts } | { readonly reason: InternalReason };

/** Whether sharing one category of a person has been agreed to, by whoever decides for that person on that day. */
export function findConsent(person: PersonFacts, category: Category, today: LocalDate, at: Instant): ConsentResult {
  return weighConsents(person, category, today, at).result;
}

/** What the result rests on, for `explain`. */
export interface WeighedConsents {
  readonly result: ConsentResult;
  /** Consents that stand, the latest first; and those that stood until their last day. */
  readonly agreeing: readonly ConsentFacts[];
  readonly expired: readonly ConsentFacts[];
  readonly refusing: readonly ConsentFacts[];
  /** The latest one. */
  readonly withdrawal: ConsentFacts | null;
}

export function weighConsents(person: PersonFacts, category: Category, today: LocalDate, at: Instant): WeighedConsents {
  // At birth consent starts afresh (rule 2).
  const born = person.dateOfBirth ?? '';
  // What lessens disclosure counts from when it is entered, whatever the clocks of several hubs say.
  const entries = person.consents.filter(
    (entry) => entry.category === category && (entry.decision !== 'GIVEN' || entry.decidedAt <= at) && entry.decidedOn >= born,
  );
  // Every recorded withdrawal counts: who may withdraw is checked where one is recorded, and here it only lessens disclosure.
  const withdrawal = entries.filter((entry) => entry.decision === 'WITHDRAWN').toSorted(latestFirst)[0] ?? null;
  // A withdrawal ends consents; it takes back nobody's refusal.
  const standing = deciders(person, entries, today).toSorted(latestFirst);

  const given = standing.filter((entry) => entry.decision === 'GIVEN' && (!withdrawal || isLater(entry, withdrawal)));
  const agreeing = given.filter((entry) => entry.validUntil === null || today <= entry.validUntil);
  const expired = given.filter((entry) => !agreeing.includes(entry));
  const [consent] = agreeing;
  const refusing = [
    ...standing.filter((entry) => entry.decision === 'REFUSED'),
    ...(consent ? overruling(consent, person, entries) : []),
  ];
  const result = ((): ConsentResult => {
    if (consent) return refusing.length > 0 ? { reason: 'DECISION_DISPUTED' } : { consent };
    if (refusing.length > 0) return { reason: 'REFUSED' };
    if (expired.length > 0) return { reason: 'LAPSED' };
    if (withdrawal) return { reason: 'WITHDRAWN' };
    if (!entries.some((entry) => entry.decision === 'GIVEN')) return { reason: 'NEVER_ASKED' };
    return { reason: isOfParents(person, entries, today) ? 'LAPSED' : 'NOT_RELIED_ON' };
  })();
  return { result, agreeing, expired, refusing, withdrawal };
}

/** Of each giver's latest word, those of whoever decides for the person today: what is replaced does not stand in for what replaced it. */
function deciders(person: PersonFacts, entries: readonly ConsentFacts[], today: LocalDate): ConsentFacts[] {
  const own = ownDecisions(person, entries);
  // A competent person's own decision stands above everybody's, a withdrawal too.
  if (own.length > 0) return own.filter(({ decision }) => decision !== 'WITHDRAWN');
  const words = latestPerGiver(entries.filter(({ decision }) => decision !== 'WITHDRAWN'));
  const age = person.dateOfBirth === null ? null : ageOn(person.dateOfBirth, today);
  if (age !== null && age >= 16) return words.filter((entry) => isByRepresentative(person, entry));
  // Under a care order the authority's decision counts.
  if (person.parentalResponsibility.some((holder) => holder.holderKind === 'LOCAL_AUTHORITY')) {
    return words.filter((entry) => entry.capacity === 'LOCAL_AUTHORITY' && isByHolder(person, entry));
  }
  return words.filter((entry) => entry.capacity === 'PARENTAL_RESPONSIBILITY' && isByHolder(person, entry));
}

/** What a person decided while able to. Found unable since, only a refusal of theirs still stands, if it was their latest word. */
function ownDecisions(person: PersonFacts, entries: readonly ConsentFacts[]): ConsentFacts[] {
  const able = entries.filter((entry) => entry.capacity === 'SELF' && entry.givenBy === person.id && wasAble(person, entry));
  const latest = able.filter(({ decision }) => decision !== 'WITHDRAWN').toSorted(latestFirst)[0];
  return able.filter(
    (entry) =>
      (entry.decision === 'WITHDRAWN' || entry === latest) &&
      (entry.decision === 'REFUSED' || !isFoundUnableSince(person, entry)),
  );
}

/** A person's own consent gives way to a later refusal: their own, assessed competent for it or not, or a representative's. */
function overruling(consent: ConsentFacts, person: PersonFacts, entries: readonly ConsentFacts[]): ConsentFacts[] {
  if (consent.capacity !== 'SELF') return [];
  return entries.filter((entry) => {
    const mayRefuse = entry.capacity === 'SELF' ? entry.givenBy === person.id : REPRESENTATIVES.has(entry.capacity);
    return entry.decision === 'REFUSED' && mayRefuse && isLater(entry, consent);
  });
}

const REPRESENTATIVES = new Set<ConsentFacts['capacity']>(['BEST_INTERESTS', 'ATTORNEY', 'DEPUTY']);

/** For somebody from 16 who lacked capacity then, and has not been found able since (Mental Capacity Act 2005 ss.1 and 2). */
function isByRepresentative(person: PersonFacts, entry: ConsentFacts): boolean {
  return REPRESENTATIVES.has(entry.capacity) && wasUnable(person, entry) && !isFoundAbleSince(person, entry);
}

/** By somebody who holds parental responsibility today and held it when deciding, and whom no court keeps from deciding this. */
function isByHolder(person: PersonFacts, entry: ConsentFacts): boolean {
  return person.parentalResponsibility.some(
    (holder) =>
      (holder.holderKind === 'LOCAL_AUTHORITY'
        ? entry.capacity === 'LOCAL_AUTHORITY'
        : entry.givenBy !== null && holder.holder === entry.givenBy) &&
      (holder.from === null || holder.from <= entry.decidedOn) &&
      !holder.courtLimits.includes(entry.category),
  );
}

/** From 16 on what others decided for a child has lapsed. */
function isOfParents(person: PersonFacts, entries: readonly ConsentFacts[], today: LocalDate): boolean {
  const grown = person.dateOfBirth !== null && ageOn(person.dateOfBirth, today) >= 16;
  return grown && entries.some(({ decision, capacity }) => decision === 'GIVEN' && OF_CHILDREN.has(capacity));
}

const OF_CHILDREN = new Set<ConsentFacts['capacity']>(['PARENTAL_RESPONSIBILITY', 'LOCAL_AUTHORITY']);

function latestPerGiver(entries: readonly ConsentFacts[]): ConsentFacts[] {
  const latest = new Map<string, ConsentFacts>();
  for (const entry of entries) {
    // The authority is one giver, whoever speaks for it.
    const giver = entry.capacity === 'LOCAL_AUTHORITY' ? entry.capacity : `${entry.capacity}:${entry.givenBy ?? ''}`;
    const other = latest.get(giver);
    if (!other || isLater(entry, other)) latest.set(giver, entry);
  }
  return [...latest.values()];
}

function latestFirst(a: ConsentFacts, b: ConsentFacts): number {
  return isLater(a, b) ? -1 : 1;
}

/** By when it was decided, then by entry. */
function isLater(a: ConsentFacts, b: ConsentFacts): boolean {
  return a.decidedAt === b.decidedAt ? a.entry > b.entry : a.decidedAt > b.decidedAt;
}
