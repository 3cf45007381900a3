/** Makes a person's answers from the contacts that the health system holds. */
import type { AgencyItem, Answer, CategoryQuestion } from '#connectors/contract.ts';
import { REVEALS } from '#connectors/contract.ts';
import type { Category } from '#terms/category.ts';
import type { LocalDate } from '#terms/clock.ts';
import { ageOn, londonDate, startOfLondonDay } from '#terms/clock.ts';
import type { Source } from '#terms/source.ts';
import type { Contact, Outcome, Patient } from './wire.ts';

const ADULT = 18;

export interface Asked {
  readonly service: string;
  readonly at: Date;
}

/** A person's records with the agency: none, one, or several that share the NHS number. */
export interface OwnRecords {
  readonly patients: readonly Patient[];
  readonly contacts: readonly Contact[];
}

export function answerOf({ category, since }: CategoryQuestion, { patients, contacts }: OwnRecords, asked: Asked): Answer {
  const from = since === null ? null : startOfLondonDay(since);
  const shown = contacts
    .filter(({ service, occurredAt }) => service.categories.includes(category) && (from === null || occurredAt >= from))
    .sort((a, b) => b.occurredAt.getTime() - a.occurredAt.getTime());
  const source: Source = {
    ...sourceOf(asked),
    updatedAt: lastUpdate(shown.filter((contact) => othersRevealed(contact, category).length === 0)),
    coversFrom: since,
    coversTo: londonDate(asked.at),
  };
  if (shown.length === 0) return { outcome: 'NOTHING_HELD', source };
  const birthDate = patients.find((patient) => patient.birthDate)?.birthDate ?? null;
  const items = shown.map((contact) => contactItem(contact, category, birthDate, asked.at));
  return { outcome: 'HELD', record: { source, contacts: items } };
}

export function notAnswered(asked: Asked): Answer {
  return { outcome: 'NOT_ANSWERED', source: sourceOf(asked) };
}

/** A contact belongs to every category of its service: it is shown in one only where the others are permitted too (rule 7). */
function contactItem(contact: Contact, category: Category, birthDate: LocalDate | null, now: Date): AgencyItem {
  const { id, occurredAt, service, kind } = contact;
  const categories = othersRevealed(contact, category);
  const item = { id, occurredAt, service: service.name, kind, outcome: outcomeOf(contact, birthDate, now) };
  return categories.length > 0 ? { ...item, [REVEALS]: { categories } } : item;
}

function othersRevealed({ service }: Contact, category: Category): readonly Category[] {
  return [...service.categories, ...service.reveals].filter((other) => other !== category);
}

type ShownOutcome = Exclude<Outcome, 'NO_SHOW'> | 'WAS_NOT_BROUGHT' | 'DID_NOT_ATTEND';

/** A child who misses an appointment was not brought: somebody else did not bring them. */
function outcomeOf({ outcome, occurredAt }: Contact, birthDate: LocalDate | null, now: Date): ShownOutcome {
  if (outcome === 'NO_SHOW') {
    const isChild = birthDate !== null && ageOn(birthDate, londonDate(occurredAt)) < ADULT;
    return isChild ? 'WAS_NOT_BROUGHT' : 'DID_NOT_ATTEND';
  }
  // Still booked after its time: nobody has said how it ended.
  return outcome === 'PLANNED' && occurredAt < now ? 'UNKNOWN' : outcome;
}

function sourceOf({ service, at }: Asked): Source {
  return { agency: 'Health', service, retrievedAt: at };
}

/** Of contacts that are certain to be shown: the time of one that is left out would give it away. */
function lastUpdate(contacts: readonly Contact[]): Date | null {
  const times = contacts.flatMap(({ updatedAt }) => (updatedAt ? [updatedAt.getTime()] : []));
  return times.length > 0 ? new Date(Math.max(...times)) : null;
}
