import { Temporal } from 'temporal-polyfill';

/** A calendar date as ISO 8601 text, `2026-09-01`. Two of them compare correctly as text. */
export type LocalDate = string;

/** Tells the time. Passed in everywhere, so that a test can say what time it is. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** Whether text is a day of the calendar, `2026-02-28`; 30 February is none. */
export function isLocalDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false;
  }
}

/** The calendar date in England at an instant: rules about birthdays and days turn at midnight Europe/London. */
export function londonDate(instant: Date): LocalDate {
  return Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO('Europe/London').toPlainDate().toString();
}

/** The instant at which a calendar date begins in England. */
export function startOfLondonDay(date: LocalDate): Date {
  if (lastDay.date !== date) {
    lastDay = { date, begins: Temporal.PlainDate.from(date).toZonedDateTime('Europe/London').epochMilliseconds };
  }
  return new Date(lastDay.begins);
}

/** The same day is asked for again and again, once for each record of a request, and time zones are slow. */
let lastDay: { readonly date: LocalDate; readonly begins: number } = { date: '', begins: 0 };

/** Completed years between a birth and a day; born on 29 February, a year is completed on 1 March (English common law). */
export function ageOn(dateOfBirth: LocalDate, day: LocalDate): number {
  const [birthYear, birthRest] = [Number(dateOfBirth.slice(0, 4)), dateOfBirth.slice(5)];
  const [year, rest] = [Number(day.slice(0, 4)), day.slice(5)];
  return year - birthYear - (rest < birthRest ? 1 : 0);
}

/** A date so many months earlier, clamped to the month's last day. */
export function monthsBefore(date: LocalDate, months: number): LocalDate {
  return Temporal.PlainDate.from(date).subtract({ months }).toString();
}

/** A date so many days later (earlier where negative). */
export function addDays(date: LocalDate, days: number): LocalDate {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}
