/** Trains a model on records alone, without knowing which are of one person: prior from rules, u from chance, m by EM. */
import { blockingRules } from './blocking.ts';
import type { BlockingRule } from './blocking.ts';
import { createComparison, fieldsOf } from './comparisons.ts';
import type { Comparison, Field } from './comparisons.ts';
import { expectationMaximisation, Patterns } from './em.ts';
import type { Learnt } from './em.ts';
import { refine } from './refining.ts';
import { NO_EVIDENCE } from './levels.ts';
import { prepare } from './model.ts';
import type { LinkageModel } from './model.ts';
import { countPairsIn, eachPairOf, groupBy, sourceNumbers } from './pairs.ts';
import type { PairScope } from './pairs.ts';
import { createRandom } from './random.ts';
import { byIdentity } from './record.ts';
import type { PersonRecord } from './record.ts';
import { countTerms } from './term-frequencies.ts';
import type { StoredFrequencies } from './term-frequencies.ts';

export interface TrainingOptions extends PairScope {
  readonly seed: number;
  readonly version: string;
  readonly trainedOn: string;
  readonly bands: LinkageModel['bands'];
  readonly say?: (line: string) => void;
}

const RANDOM_PAIRS = 500_000;
const PAIRS_A_RUN = 300_000;
/** The share of all pairs of one person that rules this strict find. */
const RULES_RECALL = 0.75;
const FEWEST_MATCHES = 20;

export function train(unordered: readonly PersonRecord[], options: TrainingOptions): LinkageModel {
  const records = unordered.toSorted(byIdentity);
  const fields = fieldsOf(records);
  const frequencies = frequenciesFor(fields, records);
  const newYearIsUnknown = isNewYearUnknown(records);
  const { comparisons } = prepare({
    comparisons: fields.map((field) => ({ field, levels: levelsOf(field) })),
    frequencies,
    newYearIsUnknown,
  });
  const prior = priorOf(records, fields, options);
  options.say?.(`prior: one pair in ${Math.round(1 / prior)}`);
  const chance = agreementByChance(records, comparisons, options.seed);
  const runs = trainingRules(fields).map((rule) => ({ rule, patterns: patternsOf(records, rule, comparisons, options) }));
  let u = chance.map(smoothed);
  let m: number[][] = [];
  // Some of the pairs taken by chance are of one person after all: once m is known, they are taken out again.
  for (let pass = 0; pass < 3; pass++) {
    const learnt = runs.map(({ rule, patterns }) => {
      const learns = comparisons.map(({ field }) => !rule.fields.includes(field));
      return expectationMaximisation(patterns, u, learns);
    });
    m = comparisons.map((comparison, index) => averageM(comparison, index, learnt));
    u = chance.map((counts, index) => withoutMatches(counts, m[index] as number[], prior));
    if (pass === 2)
      for (const [index, { rule }] of runs.entries())
        options.say?.(`trained on ${rule.name}: ${Math.round((learnt[index] as Learnt).matches)} pairs of one person`);
  }
  const model: LinkageModel = {
    version: options.version,
    trainedOn: options.trainedOn,
    prior,
    newYearIsUnknown,
    bands: options.bands,
    comparisons: comparisons.map(({ field, levels }, index) => ({
      field,
      levels: levels.map((level, at) => ({ level, m: m[index]?.[at] as number, u: u[index]?.[at] as number })),
    })),
    frequencies,
  };
  return refine(records, model, blockingRules(fields), options);
}

const levelsOf = (field: Field) =>
  createComparison(field, { forenames: { share: () => 0, count: () => 0 }, newYearIsUnknown: false }).levels.map((level) => ({
    level,
    m: 0,
    u: 0,
  }));

function frequenciesFor(fields: readonly Field[], records: readonly PersonRecord[]): Record<Field, StoredFrequencies> {
  const counted: Record<Field, StoredFrequencies> = {};
  for (const field of fields) {
    const { byFrequency, value } = createComparison(field, {
      forenames: { share: () => 0, count: () => 0 },
      newYearIsUnknown: false,
    });
    if (byFrequency) counted[field] = countTerms(records.map(value));
  }
  return counted;
}

/** A day of the year that is three times as common as it should be stands for "some time that year". */
function isNewYearUnknown(records: readonly PersonRecord[]): boolean {
  const dates = records.flatMap(({ dateOfBirth }) => (dateOfBirth?.length === 8 ? [dateOfBirth] : []));
  return dates.length > 200 && dates.filter((date) => date.endsWith('0101')).length > (3 * dates.length) / 365;
}

/** Pairs that agree on so much that they are of one person, for all the others. */
function priorOf(records: readonly PersonRecord[], fields: readonly Field[], scope: PairScope): number {
  const has = new Set(fields);
  const combinations = [
    ...fields.filter((field) => field.startsWith('identifier:')).map((field) => [field]),
    ['forename', 'surname', 'dateOfBirth'],
    ['forename', 'dateOfBirth', 'postcode'],
    ['forename', 'surname', 'postcode'],
    ['forename', 'surname', 'phone'],
    ['email'],
  ].filter((wanted) => wanted.every((field) => has.has(field)));
  const keys = combinations.map((wanted) => {
    const values = wanted.map(
      (field) => createComparison(field, { forenames: { share: () => 0, count: () => 0 }, newYearIsUnknown: false }).value,
    );
    return groupBy(records, (record) => {
      const parts = values.map((value) => value(record));
      return parts.includes(null) ? null : parts.join('|');
    });
  });
  const sources = sourceNumbers(records);
  let found = 0;
  for (const [index, groups] of keys.entries())
    eachPairOf(groups, (left, right) => {
      if (scope.across && sources[left] === sources[right]) return;
      const before = keys.slice(0, index).some(({ of }) => of[left] === of[right] && (of[left] as number) >= 0);
      if (!before) found++;
    });
  return Math.min(0.5, Math.max(1, found) / RULES_RECALL / Math.max(2, countPairsIn(records, scope)));
}

/** How many pairs taken by chance agree on each level; exact agreement is counted over all pairs, because it is rare. */
function agreementByChance(records: readonly PersonRecord[], comparisons: readonly Comparison[], seed: number): number[][] {
  const random = createRandom(seed);
  const counts = comparisons.map(({ levels }) => levels.map(() => 0));
  const wanted = Math.min(RANDOM_PAIRS, (records.length * (records.length - 1)) / 2);
  for (let pair = 0; pair < wanted; pair++) {
    const left = random.int(0, records.length - 1);
    const right = (left + random.int(1, records.length - 1)) % records.length;
    for (const [index, comparison] of comparisons.entries()) {
      const level = comparison.compare(records[left] as PersonRecord, records[right] as PersonRecord);
      const row = counts[index] as number[];
      if (level !== NO_EVIDENCE) row[level] = (row[level] as number) + 1;
    }
  }
  return counts.map((row, index) => {
    const { field, value } = comparisons[index] as Comparison;
    const total = row.reduce((sum, count) => sum + count, 0);
    // A date that is only a year is not the same as another.
    if (field === 'dateOfBirth' && row[0] === 0) return row;
    return [total * exactAgreement(records, value), ...row.slice(1)];
  });
}

function exactAgreement(records: readonly PersonRecord[], value: Comparison['value']): number {
  const counts = new Map<string, number>();
  let total = 0;
  for (const record of records) {
    const text = value(record);
    if (text === null) continue;
    counts.set(text, (counts.get(text) ?? 0) + 1);
    total++;
  }
  let same = 0;
  for (const count of counts.values()) same += count * (count - 1);
  return total < 2 ? 0 : same / (total * (total - 1));
}

const smoothed = (counts: readonly number[]): number[] => {
  const total = counts.reduce((sum, count) => sum + count, 0) + 0.5 * counts.length;
  return counts.map((count) => (count + (count > 0 ? 0 : 0.5)) / total);
};

/** What is left of an agreement by chance without the share of pairs that are of one person; a tenth of it at least. */
function withoutMatches(counts: readonly number[], m: readonly number[], prior: number): number[] {
  const raw = smoothed(counts);
  return raw.map((share, level) => Math.max(share * 0.1, (share - prior * (m[level] as number)) / (1 - prior)));
}

/** What runs learn from must not be what they are chosen by: each is one or two fields, and every field is left free by some. */
function trainingRules(fields: readonly Field[]): BlockingRule[] {
  const wanted = [
    'email',
    'sound of surname + dateOfBirth',
    'sound of forename + dateOfBirth',
    'dateOfBirth + postcode',
    'names',
    'names + postcode',
    'dateOfBirth + locality',
    'dateOfBirth + house',
    'dateOfBirth',
    'forename + postcode',
    'names + postcode district',
  ];
  const rules = blockingRules(fields);
  return rules.filter(
    ({ name, fields: blocked }) =>
      wanted.includes(name) || (blocked.length === 1 && (blocked[0] as string).startsWith('identifier:')),
  );
}

function patternsOf(
  records: readonly PersonRecord[],
  rule: BlockingRule,
  comparisons: readonly Comparison[],
  scope: PairScope & { seed: number },
) {
  const groups = groupBy(records, (record) => rule.key(record));
  const sources = sourceNumbers(records);
  let all = 0;
  eachPairOf(groups, () => all++);
  const random = createRandom(scope.seed);
  const taken = Math.min(1, PAIRS_A_RUN / Math.max(1, all));
  const patterns = new Patterns();
  const levels = new Int8Array(comparisons.length);
  eachPairOf(groups, (left, right) => {
    if (taken < 1 && random.next() >= taken) return;
    if (scope.across && sources[left] === sources[right]) return;
    for (const [index, comparison] of comparisons.entries())
      levels[index] = comparison.compare(records[left] as PersonRecord, records[right] as PersonRecord);
    patterns.add(levels);
  });
  return patterns.list();
}

/** The runs' answers, each as heavy as the pairs it saw. */
function averageM({ levels }: Comparison, index: number, learnt: readonly Learnt[]): number[] {
  const runs = learnt.filter(({ m, seen }) => m[index] !== null && (seen[index] as number) >= FEWEST_MATCHES);
  const total = runs.reduce((sum, { seen }) => sum + (seen[index] as number), 0);
  // Nothing was learnt: agree nearly always, and otherwise say little.
  if (total === 0) return levels.map((_, level) => (level === 0 ? 0.9 : 0.1 / (levels.length - 1)));
  return levels.map(
    (_, level) => runs.reduce((sum, { m, seen }) => sum + (m[index]?.[level] as number) * (seen[index] as number), 0) / total,
  );
}
