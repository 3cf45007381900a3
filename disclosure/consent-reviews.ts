/**
 * Rule 5: when consent that others gave for a child is to be looked at again: from 12 on, when the child may withdraw it; for 12 weeks
 * before 16; and from 16 on, when it has lapsed.
 */
import type { Caller } from '#terms/caller.ts';
import type { Category } from '#terms/category.ts';
import type { LocalDate } from '#terms/clock.ts';
import { addDays, isLocalDate, startOfLondonDay } from '#terms/clock.ts';
import { findConsent } from './consents.ts';
import type { ConsentFacts, Facts, Instant, PersonFacts } from './facts.ts';
import type { Gate } from './gate.ts';
import { findRestriction } from './restrictions.ts';
import type { VisibleFamily, VisiblePerson } from './visible.ts';

export interface ReviewPrompt {
  readonly prompt: 'TURNED_12' | 'TURNS_16' | 'TURNED_16';
  /** The birthday. */
  readonly on: LocalDate;
}

export interface ConsentReview extends ReviewPrompt {
  readonly person: VisiblePerson;
}

/**
 * The prompts for a family's members, youngest first: of those alone whose date of birth the caller may know, and without what was
 * decided of categories that are restricted for the caller: a silent one reads as if there were no consent.
 */
export function consentReviewsOf(gate: Gate, family: VisibleFamily, caller: Caller): ConsentReview[] {
  return gate.members(family).flatMap((person) => {
    const prompts = reviewPrompts(withoutRestricted(person.person, caller), family.facts);
    if (prompts.length === 0 || gate.own(person, 'IDENTITY', ['dateOfBirth']).outcome === 'WITHHOLD') return [];
    return prompts.map((prompt) => ({ person, ...prompt }));
  });
}

function withoutRestricted(person: PersonFacts, caller: Caller): PersonFacts {
  const isOpen = ({ category }: ConsentFacts) =>
    (['VISIBLE', 'SILENT'] as const).every((which) => !findRestriction(person, category, caller, which));
  return { ...person, consents: person.consents.filter(isOpen) };
}

/** Twelve weeks. */
const DAYS_BEFORE_16 = 84;

/** The prompts that stand for a person today, by birthday. Of an unknown date of birth, nobody is taken to have any. */
export function reviewPrompts(person: PersonFacts, { today, at }: Pick<Facts, 'today' | 'at'>): ReviewPrompt[] {
  const { dateOfBirth, diedOn } = person;
  if (dateOfBirth === null || diedOn !== null) return [];
  const [twelfth, sixteenth] = [birthday(dateOfBirth, 12), birthday(dateOfBirth, 16)];
  if (today >= sixteenth) {
    const lapsed = consentsByOthers(person, addDays(sixteenth, -1), startOfLondonDay(sixteenth).getTime());
    return lapsed.length > 0 && !hasDecidedSince(person, sixteenth, at) ? [{ prompt: 'TURNED_16', on: sixteenth }] : [];
  }
  const standing = consentsByOthers(person, today, at);
  if (standing.length === 0) return [];
  const isFrom12 = today >= twelfth && standing.every(({ decidedOn }) => decidedOn < twelfth);
  return [
    ...(isFrom12 ? [{ prompt: 'TURNED_12' as const, on: twelfth }] : []),
    ...(today >= addDays(sixteenth, -DAYS_BEFORE_16) ? [{ prompt: 'TURNS_16' as const, on: sixteenth }] : []),
  ];
}

/**
 * Of each category the consent on which sharing rested that day, where a holder of parental responsibility, or the authority, gave it.
 * What has been withdrawn or refused since counts as if it had been then; a later consent does not.
 */
function consentsByOthers(person: PersonFacts, day: LocalDate, at: Instant): ConsentFacts[] {
  const categories = new Set<Category>(person.consents.map(({ category }) => category));
  return [...categories].flatMap((category) => {
    const found = findConsent(person, category, day, at);
    return 'consent' in found && BY_HOLDERS.has(found.consent.capacity) ? [found.consent] : [];
  });
}

const BY_HOLDERS = new Set<ConsentFacts['capacity']>(['PARENTAL_RESPONSIBILITY', 'LOCAL_AUTHORITY']);

/** Whether the person has agreed to anything since; or, who lacks capacity, whoever decides for them. */
function hasDecidedSince({ id, consents }: PersonFacts, day: LocalDate, at: Instant): boolean {
  return consents.some(({ decision, capacity, givenBy, decidedOn, decidedAt }) => {
    const isTheirs = capacity === 'SELF' ? givenBy === id : !BY_HOLDERS.has(capacity);
    return decision === 'GIVEN' && isTheirs && decidedOn >= day && decidedAt <= at;
  });
}

/** The first day of that age; born on 29 February, 1 March where there is none. */
function birthday(dateOfBirth: LocalDate, age: number): LocalDate {
  const day = `${Number(dateOfBirth.slice(0, 4)) + age}${dateOfBirth.slice(4)}`;
  return isLocalDate(day) ? day : `${day.slice(0, 4)}-03-01`;
}
