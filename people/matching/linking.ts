/** From records to people: pairs found by blocking, weighed, clustered. Pure: nothing is read, written or asked. */
import { blockingRules } from './blocking.ts';
import { cluster } from './clusters.ts';
import type { ClusterLimits, Judgement } from './clusters.ts';
import { componentsOf } from './components.ts';
import type { Edge } from './components.ts';
import { createScorer } from './fellegi-sunter.ts';
import type { LinkageModel } from './model.ts';
import { findPairs } from './pairs.ts';
import type { PairScope, RuleLog } from './pairs.ts';
import { byIdentity } from './record.ts';
import type { PersonRecord } from './record.ts';

export interface Decision {
  readonly left: string;
  readonly right: string;
  readonly verdict: 'same' | 'different';
}

export interface LinkedPair {
  readonly left: number;
  readonly right: number;
  /** Bits, in the light of all other records: what the pair itself says, or what its clusters say. */
  readonly weight: number;
  readonly ownWeight: number;
}

export interface Linked {
  readonly pairs: readonly LinkedPair[];
  /** The cluster of each record, named by its first record. */
  readonly clusterOf: Int32Array;
}

export interface LinkOptions extends PairScope {
  readonly limits: ClusterLimits;
  readonly decisions?: readonly Decision[];
  readonly log?: (entry: RuleLog) => void;
}

/** Pairs below this are of two people and are not kept; from the second on they may hang together. */
const LEAST = -7;
const HANGS_TOGETHER = -1;
const LARGEST_COMPONENT = 300;

export function link(records: readonly PersonRecord[], model: LinkageModel, options: LinkOptions): Linked {
  const scorer = createScorer(model);
  const at = (index: number) => records[index] as PersonRecord;
  const edges: Edge[] = [];
  const rules = blockingRules(model.comparisons.map(({ field }) => field));
  findPairs(
    records,
    rules,
    options,
    (left, right) => {
      const weight = scorer.weigh(at(left), at(right));
      if (weight >= LEAST) edges.push({ left, right, weight });
    },
    options.log,
  );
  const decided = indexDecisions(records, options.decisions ?? []);
  const judge = (left: number, right: number): Judgement => {
    const { weight, apart, strongIds } = scorer.judge(at(left), at(right));
    const verdict = decided.size === 0 ? undefined : decided.get(pairKey(left, right, records.length));
    const same = verdict === 'same';
    return { weight, same, apart: apart && !same, never: verdict === 'different' || (strongIds === 'different' && !same) };
  };
  const hanging = [...edges, ...sameEdges(decided, records.length)];
  const clusterOf = Int32Array.from(records, (_, index) => index);
  const settled = new Map<number, number>();
  for (const component of componentsOf(records.length, hanging, HANGS_TOGETHER, LARGEST_COMPONENT)) {
    const members = component.toSorted((a, b) => byIdentity(at(a), at(b)));
    const { clusters, linkage } = cluster(
      members.map(at),
      (i, j) => judge(members[i] as number, members[j] as number),
      options.limits,
    );
    for (const places of clusters) {
      const first = Math.min(...places.map((place) => members[place] as number));
      for (const place of places) clusterOf[members[place] as number] = first;
    }
    for (let i = 0; i < members.length; i++)
      for (let j = i + 1; j < members.length; j++)
        settled.set(
          pairKey(members[i] as number, members[j] as number, records.length),
          linkage[i * members.length + j] as number,
        );
  }
  return { pairs: settlePairs(records, edges, settled, clusterOf, scorer.weigh, options), clusterOf };
}

const pairKey = (left: number, right: number, size: number): number => Math.min(left, right) * size + Math.max(left, right);

function indexDecisions(records: readonly PersonRecord[], decisions: readonly Decision[]): Map<number, Decision['verdict']> {
  const places = new Map(records.map(({ id }, index) => [id, index]));
  const decided = new Map<number, Decision['verdict']>();
  for (const { left, right, verdict } of decisions) {
    const [a, b] = [places.get(left), places.get(right)];
    if (a === undefined || b === undefined || a === b) continue;
    const key = pairKey(a, b, records.length);
    if (decided.get(key) !== 'different') decided.set(key, verdict);
  }
  return decided;
}

/** Whom a steward called the same hang together, whatever they weigh. */
const sameEdges = (decided: ReadonlyMap<number, Decision['verdict']>, size: number): Edge[] =>
  [...decided].flatMap(([key, verdict]) =>
    verdict === 'same' ? [{ left: Math.floor(key / size), right: key % size, weight: Infinity }] : [],
  );

/** A pair weighs what its clusters say where that is more (joined through others) or less (someone else's). */
function settlePairs(
  records: readonly PersonRecord[],
  edges: readonly Edge[],
  settled: ReadonlyMap<number, number>,
  clusterOf: Int32Array,
  weigh: (left: PersonRecord, right: PersonRecord) => number,
  { across }: PairScope,
): LinkedPair[] {
  const size = records.length;
  const own = new Map(edges.map(({ left, right, weight }) => [pairKey(left, right, size), weight]));
  for (const key of settled.keys()) {
    const [left, right] = [Math.floor(key / size), key % size];
    if (own.has(key) || clusterOf[left] !== clusterOf[right]) continue;
    if (across && records[left]?.source === records[right]?.source) continue;
    own.set(key, weigh(records[left] as PersonRecord, records[right] as PersonRecord));
  }
  return [...own].map(([key, ownWeight]) => {
    const [left, right] = [Math.floor(key / size), key % size];
    const linkage = settled.get(key);
    const joined = clusterOf[left] === clusterOf[right];
    const weight = linkage === undefined ? ownWeight : joined ? Math.max(ownWeight, linkage) : Math.min(ownWeight, linkage);
    return { left, right, weight, ownWeight };
  });
}
