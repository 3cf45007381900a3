/** Expectation–maximisation: how records of one person agree, learnt from pairs of which nobody said which are of one person. */
import { NO_EVIDENCE } from './levels.ts';

/** How many pairs agree on the same level in every comparison. */
export interface Pattern {
  readonly levels: readonly number[];
  readonly count: number;
}

export class Patterns {
  readonly #counts = new Map<string, number>();

  add(levels: Iterable<number>): void {
    let key = '';
    for (const level of levels) key += String.fromCharCode(level + 66);
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
  }

  list(): Pattern[] {
    // In an order of their own, so that sums are rounded alike whatever came first.
    return [...this.#counts]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, count]) => ({ levels: Array.from(key, (character) => character.charCodeAt(0) - 66), count }));
  }
}

export interface Learnt {
  /** By comparison and level; null where the run did not learn about it. */
  readonly m: readonly (readonly number[] | null)[];
  /** By comparison: in how many pairs of one person it was seen, as expected. */
  readonly seen: readonly number[];
  readonly matches: number;
}

const ROUNDS = 60;
const SETTLED = 1e-5;
/** Pairs that are added to each level, so that nothing is impossible. */
const IMAGINED = 0.5;

/**
 * @param u how records of two people agree, by comparison and level: stays as it is
 * @param learns which comparisons to learn about; the others are left out, because the pairs were chosen by them
 */
export function expectationMaximisation(
  patterns: readonly Pattern[],
  u: readonly (readonly number[])[],
  learns: readonly boolean[],
): Learnt {
  let m = u.map((levels) => startingM(levels.length));
  let share = 0.3;
  let learnt: Learnt = { m, seen: [], matches: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    const sums = u.map((levels) => new Float64Array(levels.length).fill(IMAGINED));
    let [matches, pairs] = [0, 0];
    for (const { levels, count } of patterns) {
      let odds = share / (1 - share);
      for (const [index, level] of levels.entries())
        if (learns[index] === true && level !== NO_EVIDENCE)
          odds *= (m[index]?.[level] as number) / Math.max(u[index]?.[level] as number, 1e-9);
      const expected = (count * odds) / (1 + odds);
      matches += Number.isFinite(odds) ? expected : count;
      pairs += count;
      for (const [index, level] of levels.entries())
        if (level !== NO_EVIDENCE)
          (sums[index] as Float64Array)[level] =
            ((sums[index] as Float64Array)[level] as number) + (Number.isFinite(odds) ? expected : count);
    }
    const next = sums.map((levels) => {
      const total = levels.reduce((sum, value) => sum + value, 0);
      return Array.from(levels, (value) => value / total);
    });
    const moved = Math.max(
      ...next.flatMap((levels, index) => levels.map((value, level) => Math.abs(value - (m[index]?.[level] as number)))),
    );
    m = next;
    share = Math.min(0.9999, Math.max(1e-7, matches / pairs));
    learnt = {
      m: m.map((levels, index) => (learns[index] === true ? levels : null)),
      seen: sums.map((levels) => levels.reduce((sum, value) => sum + value, 0) - IMAGINED * levels.length),
      matches,
    };
    if (moved < SETTLED) break;
  }
  return learnt;
}

/** Before anything is learnt: most agree, and the nearer a level the likelier. */
function startingM(levels: number): number[] {
  const rest = Array.from({ length: levels - 1 }, (_, index) => 0.5 ** index);
  const total = rest.reduce((sum, value) => sum + value, 0);
  return [0.85, ...rest.map((value) => (0.15 * value) / total)];
}
