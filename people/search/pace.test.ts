import { expect, test } from 'vitest';
import { secondsToWait } from './pace.ts';

const limits = { perMinute: 2, perHour: 3 };
const seconds = (...ago: number[]) => ago.map((one) => 1_000_000_000 - one * 1_000);

test('A search is worth trying again once the oldest of those that count has passed', () => {
  const wait = (...ago: number[]) => secondsToWait(seconds(...ago), 1_000_000_000, limits);
  expect(wait(40, 10)).toBe(20);
  expect(wait(59.5, 59)).toBe(1);
  expect(wait(3_000, 100, 70)).toBe(600);
  expect(wait(3_000, 40, 10)).toBe(600);
  expect(wait()).toBe(1);
});
