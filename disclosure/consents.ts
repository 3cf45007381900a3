/**
 * Rule 5: consent (agreement to share) is per person, category, purpose and recipient. Who may decide depends on age; each
 * giver's latest decision stands; a withdrawal ends everything decided before it and never revives anything older.
 */
import type { Category } from '#terms/category.ts';
import type { LocalDate } from '#terms/clock.ts';
import { ageOn } from '#terms/clock.ts';
import { isFoundUnableSince, wasAble } from './competence.ts';
import type { ConsentFacts, Instant, PersonFacts } from './facts.ts';
import type { InternalReason } from './decision.ts';

export type ConsentResult = { readonly consent: ConsentFacts } | { readonly reason: InternalReason };

/** Whether sharing one category of a person has been agreed to, by whoever decides for that person on that day. */
export function findConsent(person: PersonFacts, category: Category, today: LocalDate, at: Instant): ConsentResult {
  // At birth consent starts afresh (rule 2).
  const born = person.dateOfBirth ?? '';
  // What lessens disclosure counts from when it is entered, whatever the clocks of several hubs say.
  const entries = person.consents.filter(
    (entry) => entry.category === category && (entry.decision !== 'GIVEN' || entry.decidedAt <= at) && entry.decidedOn >= born,
  );
  if (entries.length === 0) return { reason: 'NEVER_ASKED' };

  // Every recorded withdrawal counts: who may withdraw is checked where one is recorded, and here it only lessens disclosure.
  const withdrawal = entries.filter((entry) => entry.decision === 'WITHDRAWN').toSorted(latestFirst)[0];
  // A withdrawal ends consents; it takes back nobody's refusal.
  const standing = latestPerGiver(deciders(person, entries, today).filter((entry) => entry.decision !== 'WITHDRAWN'));

  const given = standing.filter((entry) => entry.decision === 'GIVEN' && (!withdrawal || isLater(entry, withdrawal)));
  const consent = given.find((entry) => entry.validUntil === null || today <= entry.validUntil);
  const refused = standing.some((entry) => entry.decision === 'REFUSED') || (consent && isOverruled(consent, person, entries));
  if (consent && refused) return { reason: 'DECISION_DISPUTED' };
  if (consent) return { consent };
  if (refused) return { reason: 'REFUSED' };
  if (given.length > 0) return { reason: 'LAPSED' };
  if (withdrawal) return { reason: 'WITHDRAWN' };
  if (!entries.some((entry) => entry.decision === 'GIVEN')) return { reason: 'NEVER_ASKED' };
  return { reason: isOfParents(person, entries, today) ? 'LAPSED' : 'NOT_RELIED_ON' };
}

/** Of all decisions, those of whoever decides for the person today. */
function deciders(person: PersonFacts, entries: readonly ConsentFacts[], today: LocalDate): ConsentFacts[] {
  const age = person.dateOfBirth === null ? null : ageOn(person.dateOfBirth, today);
  // A competent person's own decision stands above everybody's, a withdrawal too. Found unable since, only their refusal does.
  const own = entries.filter(
    (entry) => isAbleOwn(person, entry) && (entry.decision === 'REFUSED' || !isFoundUnableSince(person, entry)),
  );
  if (own.length > 0) return own;
  if (age !== null && age >= 16) return entries.filter((entry) => REPRESENTATIVES.has(entry.capacity));
  // Under a care order the authority's decision counts.
  if (person.parentalResponsibility.some((holder) => holder.holderKind === 'LOCAL_AUTHORITY')) {
    return entries.filter((entry) => entry.capacity === 'LOCAL_AUTHORITY');
  }
  return entries.filter((entry) => isByHolder(person, entry));
}

/** A person's own consent gives way to a later refusal: their own, assessed competent for it or not, or a representative's. */
function isOverruled(consent: ConsentFacts, person: PersonFacts, entries: readonly ConsentFacts[]): boolean {
  if (consent.capacity !== 'SELF') return false;
  return entries.some((entry) => {
    const mayRefuse = entry.capacity === 'SELF' ? entry.givenBy === person.id : REPRESENTATIVES.has(entry.capacity);
    return entry.decision === 'REFUSED' && mayRefuse && isLater(entry, consent);
  });
}

const REPRESENTATIVES = new Set<ConsentFacts['capacity']>(['BEST_INTERESTS', 'ATTORNEY', 'DEPUTY']);

/** The person's own decision, made while they were able to make it. */
function isAbleOwn(person: PersonFacts, entry: ConsentFacts): boolean {
  return entry.capacity === 'SELF' && entry.givenBy === person.id && wasAble(person, entry);
}

function isByHolder(person: PersonFacts, entry: ConsentFacts): boolean {
  return (
    entry.capacity === 'PARENTAL_RESPONSIBILITY' &&
    entry.givenBy !== null &&
    // A holder today, and already when deciding; not one whom a court keeps from deciding this.
    person.parentalResponsibility.some(
      (holder) =>
        holder.holder === entry.givenBy &&
        (holder.from === null || holder.from <= entry.decidedOn) &&
        !holder.courtLimits.includes(entry.category),
    )
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
  return [...latest.values()].toSorted(latestFirst);
}

function latestFirst(a: ConsentFacts, b: ConsentFacts): number {
  return isLater(a, b) ? -1 : 1;
}

/** By when it was decided, then by entry. */
function isLater(a: ConsentFacts, b: ConsentFacts): boolean {
  return a.decidedAt === b.decidedAt ? a.entry > b.entry : a.decidedAt > b.decidedAt;
}
