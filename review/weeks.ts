/** Weeks as people at work count them: ISO 8601, from Monday, in England. */
import { Temporal } from 'temporal-polyfill';
import type { LocalDate } from '#terms/clock.ts';
import { addDays, londonDate, startOfLondonDay } from '#terms/clock.ts';

export interface Week {
  /** `2026-W47` */
  readonly name: string;
  readonly monday: LocalDate;
  readonly nextMonday: LocalDate;
}

export function weekOf(at: Date): Week {
  const day = Temporal.PlainDate.from(londonDate(at));
  const monday = addDays(day.toString(), 1 - day.dayOfWeek);
  const name = `${day.yearOfWeek}-W${String(day.weekOfYear).padStart(2, '0')}`;
  return { name, monday, nextMonday: addDays(monday, 7) };
}

/** Of a week, as the log's filter has it. */
export function selectWeek(at: Date): { readonly from: string; readonly until: string } {
  const { monday, nextMonday } = weekOf(at);
  return { from: startOfLondonDay(monday).toISOString(), until: startOfLondonDay(nextMonday).toISOString() };
}

/** Whether it is Saturday or Sunday in England, or earlier than one hour, or not earlier than the other. */
export function isOutOfHours(
  at: Date,
  { hoursFrom, hoursUntil }: { readonly hoursFrom: number; readonly hoursUntil: number },
): boolean {
  const { dayOfWeek, hour } = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO('Europe/London');
  return dayOfWeek > FRIDAY || hour < hoursFrom || hour >= hoursUntil;
}

const FRIDAY = 5;
