/** From records to people: pairs found by blocking, weighed, clustered. Pure: nothing is read, written or asked. */
import { chooseLimits } from './choosing.ts';
import type { Component } from './choosing.ts';
import { cluster } from './clusters.ts';
import type { ClusterLimits, Judgement } from './clusters.ts';
import { componentsOf } from './components.ts';
import type { Edge } from './components.ts';
import { createScorer } from './fellegi-sunter.ts';
import type { LinkageModel } from './model.ts';
import { blocksOf, createBlocks, logOf, pairTasks } from './pairs.ts';
import type { Blocks, PairScope, RuleLog } from './pairs.ts';
import { byIdentity } from './record.ts';
import type { PersonRecord } from './record.ts';
import { settle, throughOthers } from './settling-pairs.ts';
import type { Settled } from './settling-pairs.ts';
import { ask, know, performHere } from './tasks.ts';
import type { Edges, Steps } from './tasks.ts';

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
  readonly limits: ClusterLimits;
  /** Two records each, of clusters that would be one but for a limit, or for another who could claim one of them. */
  readonly bridges: readonly (readonly [number, number])[];
}

export interface LinkOptions extends PairScope {
  /** One way of joining; or several, from the one that joins least, of which one is chosen for the data. */
  readonly limits: ClusterLimits | readonly [ClusterLimits, ...ClusterLimits[]];
  readonly decisions?: readonly Decision[];
  readonly log?: (entry: RuleLog) => void;
}

/** Pairs below this are of two people and are not kept; from the second on they may hang together. */
const LEAST = -7;
const HANGS_TOGETHER = -1;
const LARGEST_COMPONENT = 300;

export const link = (records: readonly PersonRecord[], model: LinkageModel, options: LinkOptions): Linked =>
  performHere(records, linking(records, model, options));

/** @param known what training on the same records grouped already */
export function* linking(
  records: readonly PersonRecord[],
  model: LinkageModel,
  options: LinkOptions,
  known?: Blocks,
): Steps<Linked> {
  const edges = yield* edgesOf(records, model, options, known);
  const scorer = createScorer(model);
  const at = (index: number) => records[index] as PersonRecord;
  const decided = indexDecisions(records, options.decisions ?? []);
  const judge = (left: number, right: number): Judgement => {
    const { weight, apart, strongIds } = scorer.judge(at(left), at(right));
    const verdict = decided.size === 0 ? undefined : decided.get(pairKey(left, right, records.length));
    const same = verdict === 'same';
    return { weight, same, apart: apart && !same, never: verdict === 'different' || (strongIds === 'different' && !same) };
  };
  const hanging = [...strongEdges(edges), ...sameEdges(decided, records.length)];
  const components = componentsOf(records.length, hanging, HANGS_TOGETHER, LARGEST_COMPONENT).map((component) => {
    const members = component.toSorted((a, b) => byIdentity(at(a), at(b)));
    return { members, ...judged(members.map(at), (i, j) => judge(members[i] as number, members[j] as number)) };
  });
  const limits = 'mostRecords' in options.limits ? options.limits : chooseLimits(components, options.limits);
  const clusterOf = Int32Array.from(records, (_, index) => index);
  const settled: Settled[] = [];
  const bridges: (readonly [number, number])[] = [];
  for (const component of components) {
    const { members, own } = component;
    const member = (place: number): number => members[place] as number;
    const { clusters, linkage, bridges: left } = cluster(component.records, component.judge, limits);
    for (const places of clusters) {
      const first = Math.min(...places.map(member));
      for (const place of places) clusterOf[member(place)] = first;
    }
    for (const [one, other] of left) bridges.push([member(one), member(other)]);
    settled.push({ members, own, linkage: throughOthers(own, linkage, clusters) });
  }
  return { pairs: settle(records, edges, settled, clusterOf, options), clusterOf, limits, bridges };
}

/** A component whose pairs are judged once, however often they are asked about. */
function judged(records: readonly PersonRecord[], judge: Component['judge']): Component & { readonly own: Float64Array } {
  const size = records.length;
  const own = new Float64Array(size * size);
  const kinds = new Uint8Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = i + 1; j < size; j++) {
      const { weight, apart, never, same } = judge(i, j);
      own[i * size + j] = own[j * size + i] = weight;
      kinds[i * size + j] = kinds[j * size + i] = (apart ? 1 : 0) + (never ? 2 : 0) + (same ? 4 : 0);
    }
  return {
    records,
    own,
    judge(i, j) {
      const kind = kinds[i * size + j] as number;
      return { weight: own[i * size + j] as number, apart: (kind & 1) > 0, never: (kind & 2) > 0, same: (kind & 4) > 0 };
    },
  };
}

/** All pairs that weigh anything worth keeping. */
function* edgesOf(records: readonly PersonRecord[], model: LinkageModel, options: LinkOptions, known?: Blocks): Steps<Edges[]> {
  const own = known ?? createBlocks(records.length, model.comparisons.map(({ field }) => field)); // prettier-ignore
  const blocks = yield* blocksOf(own, own.rules);
  const tasks = pairTasks(blocks, options);
  yield* know(model);
  const edges = yield* ask<'edges'>(tasks.map((task) => ({ kind: 'edges', least: LEAST, ...task })));
  for (const entry of logOf(blocks, tasks, edges.map(({ looked }) => looked))) options.log?.(entry); // prettier-ignore
  return edges;
}

function strongEdges(edges: readonly Edges[]): Edge[] {
  const strong: Edge[] = [];
  for (const { left, right, weight } of edges)
    for (let at = 0; at < weight.length; at++)
      if ((weight[at] as number) >= HANGS_TOGETHER)
        strong.push({ left: left[at] as number, right: right[at] as number, weight: weight[at] as number });
  return strong;
}

const pairKey = (left: number, right: number, size: number): number => Math.min(left, right) * size + Math.max(left, right);

function indexDecisions(records: readonly PersonRecord[], decisions: readonly Decision[]): Map<number, Decision['verdict']> {
  const decided = new Map<number, Decision['verdict']>();
  if (decisions.length === 0) return decided;
  const places = new Map(records.map(({ id }, index) => [id, index]));
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
