import { describe, expect, test } from 'vitest';
import { addDays, ageOn, londonDate, monthsBefore, startOfLondonDay } from './clock.ts';

describe('The day in England', () => {
  test('turns at midnight Europe/London, in winter and in summer', () => {
    expect(londonDate(new Date('2026-11-21T23:59:59Z'))).toBe('2026-11-21');
    expect(londonDate(new Date('2026-11-22T00:00:00Z'))).toBe('2026-11-22');
    expect(londonDate(new Date('2026-06-30T22:59:59Z'))).toBe('2026-06-30');
    expect(londonDate(new Date('2026-06-30T23:00:00Z'))).toBe('2026-07-01');
  });

  test('begins at the instant at which the date turns', () => {
    expect(startOfLondonDay('2026-11-22').toISOString()).toBe('2026-11-22T00:00:00.000Z');
    expect(startOfLondonDay('2026-07-01').toISOString()).toBe('2026-06-30T23:00:00.000Z');
  });
});

describe('Age', () => {
  test('is counted in completed years', () => {
    expect(ageOn('2010-11-22', '2026-11-21')).toBe(15);
    expect(ageOn('2010-11-22', '2026-11-22')).toBe(16);
  });

  test('of somebody born on 29 February is completed on 1 March in other years', () => {
    expect(ageOn('2008-02-29', '2026-02-28')).toBe(17);
    expect(ageOn('2008-02-29', '2026-03-01')).toBe(18);
  });
});

test('Months and days are counted on the calendar', () => {
  expect(monthsBefore('2026-03-31', 1)).toBe('2026-02-28');
  expect(addDays('2026-02-27', 2)).toBe('2026-03-01');
  expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
});
