/** The pairs that blocking rules find in a set of records, each once. */
import { blockingRules } from './blocking.ts';
import type { BlockingPart, BlockingRule } from './blocking.ts';
import type { Field } from './comparisons.ts';
import { everyone, stretchesOf } from './groups.ts';
import type { Groups } from './groups.ts';
import type { Codes } from './keys.ts';
import type { PersonRecord } from './record.ts';
import { ask, performHere } from './tasks.ts';
import type { PairTask, Steps } from './tasks.ts';

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

/** Records grouped by rules, each rule once: training and linking look at the same records. */
export interface Blocks {
  readonly size: number;
  readonly fields: readonly Field[];
  readonly rules: readonly BlockingRule[];
  readonly codes: Map<BlockingPart, Codes>;
  readonly groups: Map<BlockingRule, Groups>;
}

export const createBlocks = (size: number, fields: readonly Field[]): Blocks => ({
  size,
  fields,
  rules: blockingRules(fields),
  codes: new Map(),
  groups: new Map(),
});

/** A rule that is looked at, and what it brings together. */
export interface Block {
  readonly rule: string;
  readonly groups: Groups;
}

/** So few that every pair can be looked at. */
const FEW = 1_500;
/** Pairs that one loose rule may bring, at least; and for each record. */
const FEWEST_ALLOWED = 400_000;
const ALLOWED_EACH = 2;
/** Rules that are grouped at once: what is too much is let go before the next. */
const RULES_AT_ONCE = 8;
const PAIRS_A_TASK = 50_000;

/** The groups that these rules make, in the rules’ order. */
export function* groupsOf(blocks: Blocks, rules: readonly BlockingRule[]): Steps<Groups[]> {
  const { fields, codes, groups } = blocks;
  const wanted = new Map<BlockingPart, { kind: 'codes'; fields: readonly Field[]; rule: number; part: number }>();
  const missing = rules.filter((rule) => !groups.has(rule));
  for (const rule of missing)
    for (const [part, of] of rule.parts.entries())
      if (!codes.has(of)) wanted.set(of, { kind: 'codes', fields, rule: blocks.rules.indexOf(rule), part });
  const answers = yield* ask<'codes'>([...wanted.values()]);
  for (const [index, of] of [...wanted.keys()].entries()) codes.set(of, answers[index] as Codes);
  const made = yield* ask<'groups'>(
    missing.map(({ parts }) => ({ kind: 'groups', codes: parts.map((of) => codes.get(of) as Codes) })),
  );
  for (const [index, rule] of missing.entries()) groups.set(rule, made[index] as Groups);
  return rules.map((rule) => groups.get(rule) as Groups);
}

/** What these rules bring together; without the loose rules that bring too much. */
export function* blocksOf(blocks: Blocks, rules: readonly BlockingRule[]): Steps<Block[]> {
  if (blocks.size <= FEW) return [{ rule: 'every pair', groups: everyone(blocks.size) }];
  const most = Math.max(FEWEST_ALLOWED, ALLOWED_EACH * blocks.size);
  const kept: Block[] = [];
  for (let first = 0; first < rules.length; first += RULES_AT_ONCE) {
    const some = rules.slice(first, first + RULES_AT_ONCE);
    const made = yield* groupsOf(blocks, some);
    for (const [index, rule] of some.entries()) {
      const groups = made[index] as Groups;
      if (!rule.loose || groups.pairs <= most) kept.push({ rule: rule.name, groups });
      else blocks.groups.delete(rule);
    }
  }
  return kept;
}

/** All pairs that blocks bring, in pieces. */
export function pairTasks(blocks: readonly Block[], { across }: PairScope): PairTask[] {
  return blocks.flatMap(({ groups }, block) => {
    const before = blocks.slice(0, block).map(({ groups: { of } }) => of);
    return stretchesOf(groups, PAIRS_A_TASK).map((stretch) => ({ block, groups, stretch, across, before }));
  });
}

/** Calls with each pair's indexes, the lower first. */
export function findPairs(
  records: readonly PersonRecord[],
  fields: readonly Field[],
  scope: PairScope,
  each: (left: number, right: number) => void,
  log: (entry: RuleLog) => void = () => undefined,
): void {
  const own = createBlocks(records.length, fields);
  const blocks = performHere(records, blocksOf(own, own.rules));
  const tasks = pairTasks(blocks, scope);
  const found = performHere(records, ask<'pairs'>(tasks.map((task) => ({ kind: 'pairs', every: 1, ...task }))));
  for (const list of found) for (let at = 0; at < list.length; at += 2) each(list[at] as number, list[at + 1] as number);
  for (const entry of logOf(blocks, tasks, found.map(({ length }) => length / 2))) log(entry); // prettier-ignore
}

/** What each rule found, from what its tasks found. */
export function logOf(blocks: readonly Block[], tasks: readonly PairTask[], found: readonly number[]): RuleLog[] {
  const pairs = blocks.map(() => 0);
  for (const [index, { block }] of tasks.entries()) pairs[block] = (pairs[block] as number) + (found[index] as number);
  return blocks.map(({ rule, groups }, block) => ({ rule, pairs: pairs[block] as number, leftOut: groups.leftOut }));
}

/** How many pairs there are at all. */
export function countPairsIn(records: readonly PersonRecord[], { across }: PairScope): number {
  const all = (records.length * (records.length - 1)) / 2;
  if (!across) return all;
  const counts = new Map<string, number>();
  for (const { source } of records) counts.set(source, (counts.get(source) ?? 0) + 1);
  return [...counts.values()].reduce((left, count) => left - (count * (count - 1)) / 2, all);
}
