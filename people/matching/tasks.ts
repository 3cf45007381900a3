/**
 * Matching many records in pieces that know nothing of each other: whoever does them, in whatever order, the answers are the same.
 * `linking.ts` and `training.ts` ask for rounds of tasks and put the answers together in the order in which they asked.
 */
import { blockingRules } from './blocking.ts';
import { createComparison } from './comparisons.ts';
import type { Comparison, Field } from './comparisons.ts';
import { Patterns } from './em.ts';
import type { Pattern } from './em.ts';
import { createScorer } from './fellegi-sunter.ts';
import type { Scorer } from './fellegi-sunter.ts';
import { eachPairOf, groupBy } from './groups.ts';
import type { Groups, Stretch } from './groups.ts';
import { codesOf, sharedNumbers } from './keys.ts';
import type { Codes } from './keys.ts';
import { NO_EVIDENCE } from './levels.ts';
import { prepare } from './model.ts';
import type { LinkageModel } from './model.ts';
import { createRandom } from './random.ts';
import type { PersonRecord } from './record.ts';

/** What is done, and what it answers. */
export interface Tasks {
  /** A value of each record as a number: of a field, or of a part of a blocking rule’s key. */
  codes: { task: { readonly fields: readonly Field[]; readonly rule: number; readonly part: number }; answer: Codes };
  fieldCodes: { task: { readonly field: Field }; answer: Codes };
  groups: { task: { readonly codes: readonly Codes[] }; answer: Groups };
  /** How pairs taken by chance agree: by comparison, how many on each level. */
  chance: { task: { readonly seed: number; readonly pairs: number }; answer: number[][] };
  /** How some of the pairs of a group agree; of all of them `share` are looked at. */
  patterns: {
    task: { readonly groups: Groups; readonly across: boolean; readonly seed: number; readonly share: number };
    answer: Pattern[];
  };
  /** Pairs that no earlier rule brought, left and right in turn: of every so many'th record, where not every one is looked at. */
  pairs: { task: PairsTask & { readonly every: number }; answer: Int32Array };
  /** The same, weighed: those that weigh at least so much. */
  edges: { task: PairsTask & { readonly least: number }; answer: Edges };
}

interface PairsTask {
  /** Which rule's, for whoever asks. */
  readonly block: number;
  readonly groups: Groups;
  readonly stretch: Stretch;
  readonly across: boolean;
  /** Groups of the rules before. */
  readonly before: readonly Codes[];
}

export interface Edges {
  /** Pairs that were looked at. */
  readonly looked: number;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly weight: Float64Array;
}

export type TaskKind = keyof Tasks;
export type PairTask = Omit<Tasks['edges']['task'], 'least'>;
export type Task = { [K in TaskKind]: { readonly kind: K } & Tasks[K]['task'] }[TaskKind];
type TaskOf<K extends TaskKind> = Extract<Task, { kind: K }>;

/** What is to be done next: all of `tasks`, or to know a model from now on. */
export type Round = { readonly tasks: readonly Task[] } | { readonly model: LinkageModel };

/** A piece of work that asks for rounds of tasks. */
export type Steps<T> = Generator<Round, T, readonly unknown[]>;

export function* ask<K extends TaskKind>(tasks: readonly TaskOf<K>[]): Steps<Tasks[K]['answer'][]> {
  return tasks.length === 0 ? [] : ((yield { tasks }) as Tasks[K]['answer'][]);
}

export function* know(model: LinkageModel): Steps<void> {
  yield { model };
}

/** Whoever has all records and does tasks. */
export interface Performer {
  know(model: LinkageModel): void;
  perform(task: Task): unknown;
}

export function createPerformer(records: readonly PersonRecord[]): Performer {
  let model: LinkageModel | null = null;
  let comparisons: readonly Comparison[] = [];
  let scorer: Scorer | null = null;
  const sources = sourceNumbers(records);
  const at = (index: number): PersonRecord => records[index] as PersonRecord;
  const perform: { [K in TaskKind]: (task: Tasks[K]['task']) => Tasks[K]['answer'] } = {
    codes: ({ fields, rule, part }) => codesOf(records, blockingRules(fields)[rule]?.parts[part] ?? (() => null)),
    fieldCodes: ({ field }) => codesOf(records, createComparison(field, NO_LORE).value),
    groups: ({ codes }) => groupBy(codes),
    chance({ seed, pairs }) {
      const random = createRandom(seed);
      const counts = comparisons.map(({ levels }) => levels.map(() => 0));
      for (let pair = 0; pair < pairs; pair++) {
        const left = random.int(0, records.length - 1);
        const right = (left + random.int(1, records.length - 1)) % records.length;
        for (const [index, comparison] of comparisons.entries()) {
          const level = comparison.compare(at(left), at(right));
          const row = counts[index] as number[];
          if (level !== NO_EVIDENCE) row[level] = (row[level] as number) + 1;
        }
      }
      return counts;
    },
    patterns({ groups, across, seed, share }) {
      const random = createRandom(seed);
      const patterns = new Patterns();
      const levels = new Int8Array(comparisons.length);
      eachPairOf(groups, (left, right) => {
        if (share < 1 && random.next() >= share) return;
        if (across && sources[left] === sources[right]) return;
        for (let index = 0; index < levels.length; index++)
          levels[index] = (comparisons[index] as Comparison).compare(at(left), at(right));
        patterns.add(levels);
      });
      return patterns.list();
    },
    pairs({ every, ...task }) {
      const found: number[] = [];
      eachNewPair(task, sources, (left, right) => {
        if (left % every === 0) found.push(left, right);
      });
      return copied(found);
    },
    edges({ least, ...task }) {
      if (model === null) throw new Error('There is no model to weigh by.');
      const { weigh } = (scorer ??= createScorer(model));
      const [ends, weights]: [number[], number[]] = [[], []];
      let looked = 0;
      eachNewPair(task, sources, (left, right) => {
        looked++;
        const weight = weigh(at(left), at(right));
        if (weight < least) return;
        ends.push(left, right);
        weights.push(weight);
      });
      return {
        looked,
        left: copied(ends.filter((_, index) => index % 2 === 0)),
        right: copied(ends.filter((_, index) => index % 2 === 1)),
        weight: Float64Array.from(weights),
      };
    },
  };
  return {
    know(given) {
      model = given;
      scorer = null;
      comparisons = prepare(given).comparisons;
    },
    perform: (task) => (perform[task.kind] as (task: Task) => unknown)(task),
  };
}

/** Does all of it here and now. */
export function performHere<T>(records: readonly PersonRecord[], steps: Steps<T>): T {
  const performer = createPerformer(records);
  let answers: readonly unknown[] = [];
  for (;;) {
    const { done, value } = steps.next(answers);
    if (done) return value;
    if ('model' in value) performer.know(value.model);
    answers = 'tasks' in value ? value.tasks.map((task) => performer.perform(task)) : [];
  }
}

/** Each pair of a stretch that no rule before brought, the lower first. */
function eachNewPair(
  { groups, stretch, across, before }: PairsTask,
  sources: Int32Array,
  each: (left: number, right: number) => void,
): void {
  eachPairOf(
    groups,
    (one, other) => {
      if (across && sources[one] === sources[other]) return;
      for (const of of before) if (of[one] === of[other] && (of[one] as number) >= 0) return;
      each(one, other);
    },
    stretch,
  );
}

export function sourceNumbers(records: readonly PersonRecord[]): Int32Array {
  const known = new Map<string, number>();
  return Int32Array.from(records, ({ source }) => {
    const number = known.get(source) ?? known.size;
    known.set(source, number);
    return number;
  });
}

const NO_LORE = { forenames: { share: () => 0, count: () => 0 }, newYearIsUnknown: false };

function copied(numbers: readonly number[]): Int32Array {
  const list = sharedNumbers(numbers.length);
  list.set(numbers);
  return list;
}
