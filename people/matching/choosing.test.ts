import { describe, expect, it } from 'vitest';
import { boy } from '#tests/support/matching.ts';
import { chooseLimits } from './choosing.ts';
import type { Component } from './choosing.ts';
import { LIMITS_FOR_HUB } from './clusters.ts';
import { throughOthers } from './settling-pairs.ts';

const AVERAGE = { ...LIMITS_FOR_HUB, join: 0, loudest: 6 };
const BEST = { ...AVERAGE, bestCounts: 1 };

/** Records a, b, c … and what each pair weighs; what is not named weighs nothing. */
function component(size: number, weights: Readonly<Record<string, number>>): Component {
  const names = [...'abcdefgh'].slice(0, size);
  return {
    records: names.map((id) => boy({ id, source: id })),
    judge: (i, j) => {
      const pair = [names[i], names[j]].toSorted().join('');
      return { weight: weights[pair] ?? 0, apart: false, never: false, same: false };
    },
  };
}

describe('how readily records are joined', () => {
  it('is by the best pair where the others hardly speak against it', () => {
    const chain = component(3, { ab: 9, bc: 9, ac: 3 });
    expect(chooseLimits([chain], [AVERAGE, BEST])).toBe(BEST);
  });

  it('is by the average where joining by the best pair brings two people together', () => {
    const bridge = component(4, { ab: 9, cd: 9, bc: 1, ac: -20, ad: -20, bd: -20 });
    expect(chooseLimits([bridge], [AVERAGE, BEST])).toBe(AVERAGE);
    expect(chooseLimits([bridge], [BEST])).toBe(BEST);
  });
});

describe('a pair that is joined through others', () => {
  const own = Float64Array.from([0, 9, -3, 9, 0, 8, -3, 8, 0]);

  it('is nearly as sure as the weakest link', () => {
    const weight = throughOthers(own, new Float64Array(9), [[0, 1, 2]])[2] ?? NaN;
    expect(weight).toBeLessThan(8);
    expect(weight).toBeGreaterThan(7.4);
  });

  it('stays as it is where its cluster is another', () => {
    expect(throughOthers(own, new Float64Array(9), [[0, 1], [2]])[2]).toBe(0);
  });
});
