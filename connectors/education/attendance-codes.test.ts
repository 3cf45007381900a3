import { describe, expect, it } from 'vitest';
import { attendanceCode, isLate, isPersistentlyAbsent, isSeverelyAbsent, revealedBy } from './attendance-codes.ts';

const REGULATIONS = {
  PRESENT: ['/', '\\', 'L'],
  ATTENDING_ELSEWHERE: ['K', 'V', 'P', 'W', 'B'],
  AUTHORISED_ABSENCE: ['C', 'C1', 'C2', 'E', 'I', 'J1', 'M', 'R', 'S', 'T'],
  UNAUTHORISED_ABSENCE: ['G', 'N', 'O', 'U'],
  NOT_A_POSSIBLE_ATTENDANCE: ['D', 'Q', 'X', 'Y1', 'Y2', 'Y3', 'Y4', 'Y5', 'Y6', 'Y7'],
  ADMINISTRATIVE: ['Z', '#'],
};

describe('attendance codes', () => {
  it.each(Object.entries(REGULATIONS))('counts as %s: %s', (countsAs, codes) => {
    expect(codes.map((code) => attendanceCode(code).countsAs)).toEqual(codes.map(() => countsAs));
  });

  it.each(['H', 'J', 'Y', '?', '', 'constructor'])('counts the withdrawn or unknown code "%s" as administrative', (code) => {
    expect(attendanceCode(code).countsAs).toBe('ADMINISTRATIVE');
  });

  it('has words of its own for every code', () => {
    const words = Object.values(REGULATIONS).flatMap((codes) => codes.map((code) => attendanceCode(code).meaning));
    expect(new Set(words).size).toBe(34);
  });

  it('takes L alone as late', () => {
    expect(Object.values(REGULATIONS).flat().filter(isLate)).toEqual(['L']);
  });

  it('knows that E gives away a suspension and Y5 a detention, and no other code anything', () => {
    const revealing = Object.values(REGULATIONS)
      .flat()
      .filter((code) => revealedBy(code).length > 0);
    expect(revealing).toEqual(['E', 'Y5']);
    expect(revealedBy('E')).toEqual(['SUSPENSIONS']);
    expect(revealedBy('Y5')).toEqual(['POLICE_REFERRALS', 'DOMESTIC_ABUSE', 'MISSING_EPISODES']);
  });
});

describe('persistent and severe absence', () => {
  it.each([
    { absences: 0, possible: 20, persistent: false, severe: false },
    { absences: 1, possible: 11, persistent: false, severe: false },
    { absences: 2, possible: 20, persistent: true, severe: false },
    { absences: 3, possible: 30, persistent: true, severe: false },
    { absences: 9, possible: 19, persistent: true, severe: false },
    { absences: 10, possible: 20, persistent: true, severe: true },
    { absences: 20, possible: 20, persistent: true, severe: true },
    { absences: 0, possible: 0, persistent: null, severe: null },
  ])('of $possible sessions $absences missed: persistent $persistent, severe $severe', (example) => {
    expect(isPersistentlyAbsent(example.absences, example.possible)).toBe(example.persistent);
    expect(isSeverelyAbsent(example.absences, example.possible)).toBe(example.severe);
  });
});
