/** Times as Wonde writes them: PHP's `{ date: '2026-09-01 08:50:00.000000', timezone }`, or ISO 8601 text. */
import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { TransportError } from '#connectors/transports/http.ts';
import type { LocalDate } from '#terms/clock.ts';
import { londonDate, startOfLondonDay } from '#terms/clock.ts';

export const wondeTimeSchema = z.union([z.string(), z.object({ date: z.string(), timezone: z.string() })]);
export type WondeTime = z.infer<typeof wondeTimeSchema>;

/** A day, from a day or its midnight; from any other time the day in England. Throws MALFORMED. */
export function readDay(value: WondeTime): LocalDate {
  const text = typeof value === 'string' ? value : value.date;
  const day = /^(\d{4}-\d{2}-\d{2})(?:[ T]00:00:00(?:\.0+)?)?$/.exec(text)?.[1];
  return day ?? londonDate(readInstant(value));
}

/** An instant; of a day, its beginning in England. Throws MALFORMED. */
export function readInstant(value: WondeTime): Date {
  try {
    if (typeof value !== 'string') {
      const local = Temporal.PlainDateTime.from(value.date.replace(' ', 'T'));
      return new Date(local.toZonedDateTime(value.timezone).epochMilliseconds);
    }
    if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return startOfLondonDay(value);
    return new Date(Temporal.Instant.from(value).epochMilliseconds);
  } catch {
    throw new TransportError('MALFORMED');
  }
}

const HOUR = 3_600_000;
const dayStarts = new Map<LocalDate, number>();

/** An hour of a school day in England: clocks never change on a weekday. Days repeat in every answer, so they are kept. */
export function schoolHour(day: LocalDate, hour: number): Date {
  let start = dayStarts.get(day);
  if (start === undefined) {
    start = readInstant(day).getTime();
    if (dayStarts.size >= 1000) dayStarts.clear();
    dayStarts.set(day, start);
  }
  return new Date(start + hour * HOUR);
}
