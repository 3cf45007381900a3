import { describe, expect, it } from 'vitest';
import { boy } from '#tests/support/matching.ts';
import { cluster, LIMITS_FOR_HUB } from './clusters.ts';
import type { ClusterLimits } from './clusters.ts';

const records = ['a', 'b', 'c', 'd'].map((id) => boy({ id, source: id === 'd' ? 'a' : id }));

/** Clusters of the first few records, from weights by pair (`ab: 9`); what is not named weighs nothing. */
function clustersOf(size: number, weights: Readonly<Record<string, number>>, apart = '', limits: Partial<ClusterLimits> = {}) {
  const few = records.slice(0, size);
  const { clusters, bridges } = cluster(
    few,
    (left, right) => {
      const pair = `${few[left]?.id}${few[right]?.id}`;
      return { weight: weights[pair] ?? 0, apart: apart === pair, never: false, same: false };
    },
    { ...LIMITS_FOR_HUB, ...limits },
  );
  return { clusters: clusters.map((places) => places.map((place) => few[place]?.id).join('')), bridges };
}

describe('clusters', () => {
  it('are joined by the average of all their pairs: one bridge is not enough', () => {
    expect(clustersOf(3, { ab: 12, bc: 12, ac: 10 }).clusters).toEqual(['abc']);
    expect(clustersOf(3, { ab: 12, bc: 12, ac: -10 }).clusters).toEqual(['ab', 'c']);
  });

  it('do not take a record that one who is apart from them could claim as well: a steward says whose it is', () => {
    expect(clustersOf(3, { ac: 12, bc: 11, ab: -1 }, 'ab')).toMatchObject({ clusters: ['a', 'b', 'c'], bridges: [[0, 2], [1, 2]] }); // prettier-ignore
    expect(clustersOf(3, { ac: 16, bc: 8, ab: -1 }, 'ab').clusters).toEqual(['ac', 'b']);
  });

  it('have no more records, and no more of one source, than their limits', () => {
    const all = { ab: 12, ac: 12, ad: 12, bc: 12, bd: 12, cd: 12 };
    expect(clustersOf(4, all).clusters).toEqual(['abcd']);
    expect(clustersOf(4, all, '', { mostRecords: 3 }).clusters).toEqual(['abc', 'd']);
    expect(clustersOf(4, all, '', { mostPerSource: 1 }).clusters).toEqual(['abc', 'd']);
  });
});
