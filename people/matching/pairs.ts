/** The pairs that blocking rules find in a set of records, each once. */
import type { BlockingRule } from './blocking.ts';
import type { PersonRecord } from './record.ts';

export interface RuleLog {
  readonly rule: string;
  readonly pairs: number;
  /** Keys that too many records have. */
  readonly leftOut: number;
}

/** Which pairs count: any two, or only those of two sources. */
export interface PairScope {
  readonly across: boolean;
}

/** Records by key, as one list in the keys' order and where each key's begin. */
export interface Groups {
  /** The group of each record; −1: it has no key. */
  readonly of: Int32Array;
  readonly members: Int32Array;
  readonly starts: Int32Array;
}

export function groupBy(records: readonly PersonRecord[], key: (record: PersonRecord) => string | null): Groups {
  const known = new Map<string, number>();
  const of = new Int32Array(records.length).fill(-1);
  for (const [index, record] of records.entries()) {
    const value = key(record);
    if (value === null) continue;
    let group = known.get(value);
    if (group === undefined) known.set(value, (group = known.size));
    of[index] = group;
  }
  const starts = new Int32Array(known.size + 1);
  for (const group of of) if (group >= 0) starts[group + 1] = at(starts, group + 1) + 1;
  for (let group = 0; group < known.size; group++) starts[group + 1] = at(starts, group + 1) + at(starts, group);
  const members = new Int32Array(starts[known.size] ?? 0);
  const next = starts.slice();
  for (const [index, group] of of.entries()) {
    if (group < 0) continue;
    const place = at(next, group);
    members[place] = index;
    next[group] = place + 1;
  }
  return { of, members, starts };
}

const at = (list: Int32Array, index: number): number => list[index] as number;

/** A key shared by more than this is a placeholder or a very common name: other rules must tell its records apart. */
const LARGEST_BLOCK = 2_000;

export interface Budget {
  /** Pairs that one loose rule may bring. */
  readonly perLooseRule: number;
}

const budgetFor = (records: number): Budget => ({ perLooseRule: Math.max(400_000, 2 * records) });

const SAMPLE = 30_000;
/** So few that every pair can be looked at. */
const FEW = 1_500;

const pairsIn = (size: number): number => (size > LARGEST_BLOCK ? 0 : (size * (size - 1)) / 2);

/** Calls with each pair's indexes, the lower first. */
export function findPairs(
  records: readonly PersonRecord[],
  rules: readonly BlockingRule[],
  scope: PairScope,
  each: (left: number, right: number) => void,
  log: (entry: RuleLog) => void = () => undefined,
): void {
  if (records.length <= FEW) return everyPair(records, scope, each, log);
  const { perLooseRule } = budgetFor(records.length);
  const before: Int32Array[] = [];
  const sources = sourceNumbers(records);
  for (const rule of rules) {
    if (rule.loose && isHopeless(records, rule, perLooseRule)) continue;
    const groups = groupBy(records, (record) => rule.key(record));
    const found = countPairs(groups);
    if (rule.loose && found.pairs > perLooseRule) continue;
    let pairs = 0;
    eachPairOf(groups, (left, right) => {
      if (scope.across && sources[left] === sources[right]) return;
      if (before.some((of) => of[left] === of[right] && at(of, left) >= 0)) return;
      pairs++;
      each(left, right);
    });
    // Keys that were left out must stay open to the rules that follow.
    forgetLarge(groups);
    before.push(groups.of);
    log({ rule: rule.name, pairs, leftOut: found.leftOut });
  }
}

/** Whether a sample of a large set shows already that a rule brings far too many pairs. */
function isHopeless(records: readonly PersonRecord[], rule: BlockingRule, budget: number): boolean {
  const every = Math.floor(records.length / SAMPLE);
  if (every < 2) return false;
  const sample = records.filter((_, index) => index % every === 0);
  const { pairs } = countPairs(groupBy(sample, (record) => rule.key(record)));
  return pairs * every * every > 3 * budget;
}

function everyPair(
  records: readonly PersonRecord[],
  { across }: PairScope,
  each: (left: number, right: number) => void,
  log: (entry: RuleLog) => void,
): void {
  const sources = sourceNumbers(records);
  let pairs = 0;
  for (let left = 0; left < records.length; left++)
    for (let right = left + 1; right < records.length; right++) {
      if (across && sources[left] === sources[right]) continue;
      pairs++;
      each(left, right);
    }
  log({ rule: 'every pair', pairs, leftOut: 0 });
}

function countPairs({ starts }: Groups): { pairs: number; leftOut: number } {
  let [pairs, leftOut] = [0, 0];
  for (let group = 0; group + 1 < starts.length; group++) {
    const size = at(starts, group + 1) - at(starts, group);
    pairs += pairsIn(size);
    if (size > LARGEST_BLOCK) leftOut++;
  }
  return { pairs, leftOut };
}

export function eachPairOf({ members, starts }: Groups, each: (left: number, right: number) => void): void {
  for (let group = 0; group + 1 < starts.length; group++) {
    const [start, end] = [at(starts, group), at(starts, group + 1)];
    if (end - start > LARGEST_BLOCK) continue;
    for (let i = start; i < end; i++) for (let j = i + 1; j < end; j++) each(at(members, i), at(members, j));
  }
}

function forgetLarge({ of, members, starts }: Groups): void {
  for (let group = 0; group + 1 < starts.length; group++) {
    const [start, end] = [at(starts, group), at(starts, group + 1)];
    if (end - start <= LARGEST_BLOCK) continue;
    for (let i = start; i < end; i++) of[at(members, i)] = -1;
  }
}

export function sourceNumbers(records: readonly PersonRecord[]): Int32Array {
  const known = new Map<string, number>();
  return Int32Array.from(records, ({ source }) => {
    const number = known.get(source) ?? known.size;
    known.set(source, number);
    return number;
  });
}

/** How many pairs there are at all. */
export function countPairsIn(records: readonly PersonRecord[], { across }: PairScope): number {
  const all = (records.length * (records.length - 1)) / 2;
  if (!across) return all;
  const counts = new Map<string, number>();
  for (const { source } of records) counts.set(source, (counts.get(source) ?? 0) + 1);
  return [...counts.values()].reduce((left, count) => left - (count * (count - 1)) / 2, all);
}
