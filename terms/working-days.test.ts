import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from './clock.ts';
import { workingDaysAfter } from './working-days.ts';

test.each([
  ['a Monday', '2026-09-07', '2026-09-28'],
  ['a Friday', '2026-09-11', '2026-10-02'],
  ['a Saturday, as from the Friday before', '2026-09-12', '2026-10-02'],
  ['a Sunday, as from the Friday before', '2026-09-13', '2026-10-02'],
  ['a day before Christmas: bank holidays count', '2026-12-23', '2027-01-13'],
])('15 working days after %s (%s) end on %s', (_what, day, last) => {
  expect(workingDaysAfter(day, 15)).toBe(last);
});

test('One working day after a Thursday is the Friday, and after a Friday the Monday', () => {
  expect([workingDaysAfter('2026-09-10', 1), workingDaysAfter('2026-09-11', 1)]).toEqual(['2026-09-11', '2026-09-14']);
});

test('There are just so many days from Monday to Friday between, and the last is one of them', () => {
  const days = fc.integer({ min: 0, max: 4_000 }).map((days) => addDays('2024-01-01', days));
  fc.assert(
    fc.property(days, fc.integer({ min: 1, max: 40 }), (day, count) => {
      const last = workingDaysAfter(day, count);
      const isWorkingDay = (date: string) => ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay());
      const all: string[] = [];
      for (let date = addDays(day, 1); date <= last; date = addDays(date, 1)) all.push(date);
      expect(isWorkingDay(last)).toBe(true);
      expect(all.filter(isWorkingDay)).toHaveLength(count);
    }),
  );
});
