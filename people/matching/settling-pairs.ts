/** What pairs weigh in the end: what they say themselves, or what their clusters say. */
import type { LinkedPair } from './linking.ts';
import type { PairScope } from './pairs.ts';
import type { PersonRecord } from './record.ts';
import type { Edges } from './tasks.ts';

/** What was clustered together: its records, and the linkage of each pair of places (left × size + right). */
export interface Settled {
  readonly members: readonly number[];
  /** What each pair says itself. */
  readonly own: Float64Array;
  readonly linkage: Float64Array;
}

/** A pair weighs what its clusters say where that is more (joined through others) or less (someone else's). */
export function settle(
  records: readonly PersonRecord[],
  edges: readonly Edges[],
  settled: readonly Settled[],
  clusterOf: Int32Array,
  { across }: PairScope,
): LinkedPair[] {
  const { componentOf, placeOf } = placesIn(records.length, settled);
  const seen = settled.map(({ linkage }) => new Uint8Array(linkage.length));
  const pairs: LinkedPair[] = [];
  const add = (left: number, right: number, ownWeight: number, linkage: number | null): void => {
    const joined = clusterOf[left] === clusterOf[right];
    const weight = linkage === null ? ownWeight : joined ? Math.max(ownWeight, linkage) : Math.min(ownWeight, linkage);
    pairs.push({ left, right, weight, ownWeight });
  };
  for (const { left: lefts, right: rights, weight } of edges)
    for (let index = 0; index < weight.length; index++) {
      const [left, right] = [lefts[index] as number, rights[index] as number];
      const component = componentOf[left] as number;
      const together = settled[component];
      if (together === undefined || component !== componentOf[right]) {
        add(left, right, weight[index] as number, null);
        continue;
      }
      const size = together.members.length;
      const [i, j] = [placeOf[left] as number, placeOf[right] as number];
      const place = Math.min(i, j) * size + Math.max(i, j);
      (seen[component] as Uint8Array)[place] = 1;
      add(left, right, weight[index] as number, together.linkage[place] as number);
    }
  // Pairs that no rule brought, and that are one person through others.
  for (const [component, { members, own, linkage }] of settled.entries()) {
    const size = members.length;
    for (let i = 0; i < size; i++)
      for (let j = i + 1; j < size; j++) {
        if (seen[component]?.[i * size + j] === 1) continue;
        const [left, right] = [members[i] as number, members[j] as number].toSorted((a, b) => a - b) as [number, number];
        if (clusterOf[left] !== clusterOf[right]) continue;
        if (across && records[left]?.source === records[right]?.source) continue;
        add(left, right, own[i * size + j] as number, linkage[i * size + j] as number);
      }
  }
  return pairs;
}

/** Which of the components each record is in, and where; −1: in none. */
function placesIn(records: number, settled: readonly Settled[]) {
  const [componentOf, placeOf] = [new Int32Array(records).fill(-1), new Int32Array(records)];
  for (const [component, { members }] of settled.entries())
    for (const [place, member] of members.entries()) {
      componentOf[member] = component;
      placeOf[member] = place;
    }
  return { componentOf, placeOf };
}

/**
 * The linkage, and within a cluster at least what others say: where one record is surely a second, and that surely a third, the first
 * is the third. Each step must hold, so that a chain is less sure than its weakest link.
 */
export function throughOthers(own: Float64Array, linkage: Float64Array, clusters: readonly (readonly number[])[]): Float64Array {
  const size = Math.sqrt(own.length);
  for (const places of clusters) {
    if (places.length < 3) continue;
    const count = places.length;
    // Bits of doubt: they add up along a chain.
    const doubt = new Float64Array(count * count);
    for (const [i, a] of places.entries())
      for (const [j, b] of places.entries()) doubt[i * count + j] = i === j ? 0 : doubtOf(own[a * size + b] as number);
    for (let k = 0; k < count; k++)
      for (let i = 0; i < count; i++)
        for (let j = 0; j < count; j++) {
          const chain = (doubt[i * count + k] as number) + (doubt[k * count + j] as number);
          if (chain < (doubt[i * count + j] as number)) doubt[i * count + j] = chain;
        }
    for (const [i, a] of places.entries())
      for (const [j, b] of places.entries())
        if (i !== j)
          linkage[a * size + b] = Math.max(linkage[a * size + b] as number, weightOfDoubt(doubt[i * count + j] as number));
  }
  return linkage;
}

/** −log2 of the probability. */
const doubtOf = (weight: number): number => (weight < -30 ? -weight : Math.log1p(2 ** -weight) / Math.LN2);
const weightOfDoubt = (doubt: number): number => -doubt - Math.log2(Math.max(1e-12, -Math.expm1(-doubt * Math.LN2)));
