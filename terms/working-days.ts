import { Temporal } from 'temporal-polyfill';
import type { LocalDate } from './clock.ts';

/**
 * The last of so many working days after a day, which is not counted itself. Working days are Mondays to Fridays. Bank holidays are
 * counted like any other day: to leave them in only makes a period shorter, and needs no calendar that somebody has to keep.
 * @param count one or more.
 */
export function workingDaysAfter(day: LocalDate, count: number): LocalDate {
  let last = Temporal.PlainDate.from(day);
  for (let counted = 0; counted < count;) {
    last = last.add({ days: 1 });
    if (last.dayOfWeek <= FRIDAY) counted += 1;
  }
  return last.toString();
}

const FRIDAY = 5;
