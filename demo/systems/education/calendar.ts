/** School days of an academic year as an English council might set them. */
import type { LocalDate } from '#terms/clock.ts';

const DAY = 86_400_000;
const years = new Map<number, readonly LocalDate[]>();

/** The first calendar year of the academic year that a day lies in: 2026 for 2026/27. */
export function academicYearOf(day: LocalDate): number {
  const year = Number(day.slice(0, 4));
  return day.slice(5) >= '09-01' ? year : year - 1;
}

/** Every school day of an academic year, in order: weekdays from 1 September to 21 July outside the holidays. */
export function schoolDays(year: number): readonly LocalDate[] {
  let days = years.get(year);
  if (!days) {
    const holidays = holidaysOf(year);
    days = daysBetween(`${year}-09-01`, `${year + 1}-07-21`)
      .filter((day) => weekday(day) >= 1 && weekday(day) <= 5)
      .filter((day) => !holidays.some(([first, last]) => day >= first && day <= last));
    years.set(year, days);
  }
  return days;
}

function holidaysOf(year: number): readonly (readonly [LocalDate, LocalDate])[] {
  const easter = easterSunday(year + 1);
  const mayDay = mondayBefore(`${year + 1}-05-07`);
  return [
    week(mondayBefore(`${year}-10-28`)),
    [`${year}-12-20`, plus(mondayBefore(`${year + 1}-01-09`), -1)],
    week(mondayBefore(`${year + 1}-02-18`)),
    [plus(easter, -6), plus(easter, 5)],
    [mayDay, mayDay],
    week(mondayBefore(`${year + 1}-05-31`)),
  ];
}

function week(monday: LocalDate): readonly [LocalDate, LocalDate] {
  return [monday, plus(monday, 4)];
}

/** The day itself where it is a Monday. */
function mondayBefore(day: LocalDate): LocalDate {
  return plus(day, -((weekday(day) + 6) % 7));
}

/** The Gregorian computus (Meeus, Jones, Butcher). */
function easterSunday(year: number): LocalDate {
  const golden = year % 19;
  const [century, rest] = [Math.floor(year / 100), year % 100];
  const correction = Math.floor((8 * century + 13) / 25);
  const epact = (19 * golden + century - Math.floor(century / 4) - correction + 15) % 30;
  const sunday = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - epact - (rest % 4)) % 7;
  const shift = Math.floor((golden + 11 * epact + 22 * sunday) / 451);
  const days = epact + sunday - 7 * shift + 114;
  const [month, day] = [Math.floor(days / 31), (days % 31) + 1];
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function daysBetween(first: LocalDate, last: LocalDate): LocalDate[] {
  const days: LocalDate[] = [];
  for (let time = Date.parse(first); time <= Date.parse(last); time += DAY) days.push(isoDay(time));
  return days;
}

function plus(day: LocalDate, days: number): LocalDate {
  return isoDay(Date.parse(day) + days * DAY);
}

/** 0 is Sunday. */
function weekday(day: LocalDate): number {
  return new Date(day).getUTCDay();
}

function isoDay(time: number): LocalDate {
  return new Date(time).toISOString().slice(0, 10);
}
