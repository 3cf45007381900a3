/**
 * Registers and suspensions of made-up pupils: a pure function of seed, pupil, day and half, so that they never change with the
 * asking. Absence is spread evenly enough that TYPICAL stays under 10%, PERSISTENT from 10% to 50% and SEVERE from 50% of
 * possible sessions once 20 sessions have passed.
 */
import { createRandom } from '#demo/world/random.ts';
import type { WorldPerson } from '#demo/world/world.ts';
import type { LocalDate } from '#terms/clock.ts';
import { academicYearOf, schoolDays } from './calendar.ts';

export interface Mark {
  readonly date: LocalDate;
  readonly session: 'AM' | 'PM';
  readonly code: string;
}

export interface Suspension {
  readonly number: number;
  readonly days: readonly LocalDate[];
  readonly reason: string;
}

export interface Registers {
  /** A pupil's marks from one day to another, both included, in order. */
  marks(pupil: WorldPerson, from: LocalDate, to: LocalDate): Mark[];
  suspensions(pupil: WorldPerson): readonly Suspension[];
}

/** Sessions of five school days are planned together. */
const BLOCK_DAYS = 5;

/** Per kind of story: the least and the greatest share of sessions missed, how a block's share is rounded, and why sessions are missed. */
const ABSENCE = {
  TYPICAL: {
    least: 0.045,
    greatest: 0.06,
    round: Math.floor,
    why: [
      ['I', 60],
      ['M', 18],
      ['G', 8],
      ['C', 6],
      ['O', 4],
      ['N', 4],
    ],
  },
  PERSISTENT: {
    least: 0.16,
    greatest: 0.24,
    round: Math.ceil,
    why: [
      ['I', 38],
      ['O', 22],
      ['U', 14],
      ['N', 10],
      ['G', 10],
      ['M', 6],
    ],
  },
  SEVERE: {
    least: 0.6,
    greatest: 0.65,
    round: Math.ceil,
    why: [
      ['O', 42],
      ['I', 26],
      ['U', 14],
      ['N', 14],
      ['M', 4],
    ],
  },
} as const;

const REASONS = ['DB', 'DB', 'VA', 'PP', 'VP', 'DM', 'PA', 'MT', 'DA', 'OW'];

export function createRegisters(seed: number, madeOn: LocalDate): Registers {
  const years = new Map<string, readonly Mark[]>();
  const suspended = new Map<string, readonly Suspension[]>();

  function suspensions(pupil: WorldPerson): readonly Suspension[] {
    const known = suspended.get(pupil.key) ?? planSuspensions(seed, pupil, madeOn);
    suspended.set(pupil.key, known);
    return known;
  }

  function yearOf(pupil: WorldPerson, year: number): readonly Mark[] {
    const key = `${pupil.key} ${year}`;
    const known = years.get(key) ?? planYear(seed, pupil, year, new Set(suspensions(pupil).flatMap(({ days }) => days)));
    years.set(key, known);
    return known;
  }

  return {
    suspensions,
    marks(pupil, from, to) {
      const marks: Mark[] = [];
      for (let year = academicYearOf(from); year <= academicYearOf(to); year++)
        for (const mark of yearOf(pupil, year)) if (mark.date >= from && mark.date <= to) marks.push(mark);
      return marks;
    },
  };
}

function planYear(seed: number, pupil: WorldPerson, year: number, suspended: ReadonlySet<LocalDate>): Mark[] {
  const { least, greatest, round } = ABSENCE[pupil.story.absence];
  const share = least + createRandom(seed, pupil.key, year, 'share').next() * (greatest - least);
  const days = schoolDays(year);
  const marks: Mark[] = [];
  for (let start = 0; start < days.length; start += BLOCK_DAYS) {
    const missed = round((start + BLOCK_DAYS) * 2 * share) - round(start * 2 * share);
    marks.push(...planBlock(seed, pupil, days.slice(start, start + BLOCK_DAYS), missed, suspended));
  }
  return marks;
}

/** Suspended days are missed first, then whole days by chance, then a half. */
function planBlock(
  seed: number,
  pupil: WorldPerson,
  days: readonly LocalDate[],
  missed: number,
  suspended: ReadonlySet<LocalDate>,
): Mark[] {
  const random = createRandom(seed, pupil.key, days[0] ?? '');
  const order = random.shuffle(days).toSorted((a, b) => Number(suspended.has(b)) - Number(suspended.has(a)));
  const codes = new Map<LocalDate, readonly [string, string]>();
  let left = missed;
  for (const day of order) {
    const reason = random.pickWeighted<string>(ABSENCE[pupil.story.absence].why);
    const [morning, afternoon] = presentCodes(random.next());
    if (suspended.has(day)) codes.set(day, ['E', 'E']);
    // Only a morning is closed before somebody comes late: U is missed in the morning alone.
    else if (left >= 2) codes.set(day, [reason, reason === 'U' ? 'O' : reason]);
    else if (left === 1) codes.set(day, reason === 'N' ? [morning, reason] : [reason, afternoon]);
    else codes.set(day, [morning, afternoon]);
    left = Math.max(0, left - 2);
  }
  return days.flatMap((date) => {
    const [morning = '/', afternoon = '\\'] = codes.get(date) ?? [];
    return [
      { date, session: 'AM' as const, code: morning },
      { date, session: 'PM' as const, code: afternoon },
    ];
  });
}

function presentCodes(chance: number): readonly [string, string] {
  if (chance < 0.06) return ['L', '\\'];
  if (chance < 0.075) return ['B', 'B'];
  if (chance < 0.085) return ['V', 'V'];
  if (chance < 0.09) return ['Y1', '\\'];
  if (chance < 0.092) return ['Y2', 'Y2'];
  return ['/', '\\'];
}

/** Suspensions lie in the fifteen months before the world was made; a TYPICAL pupil's before that academic year, whose count they would spoil. */
function planSuspensions(seed: number, pupil: WorldPerson, madeOn: LocalDate): Suspension[] {
  const { absence, suspensions: count } = pupil.story;
  const year = academicYearOf(madeOn);
  const past = [...schoolDays(year - 2).slice(-60), ...schoolDays(year - 1), ...schoolDays(year)].filter((day) =>
    absence === 'TYPICAL' ? day < `${year}-09-01` : day < madeOn,
  );
  const days = past.slice(-230);
  const random = createRandom(seed, pupil.key, 'suspensions');
  return Array.from({ length: count }, (_, number) => {
    const first = Math.floor(((number + random.next() * 0.6) * days.length) / count);
    const length = absence === 'PERSISTENT' ? 1 : random.int(1, 3);
    return { number, days: days.slice(first, first + length), reason: random.pick(REASONS) };
  });
}
