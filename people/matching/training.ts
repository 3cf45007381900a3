/** Trains a model on records alone, without knowing which are of one person: prior from rules, u from chance, m by EM. */
import type { BlockingRule } from './blocking.ts';
import { createComparison, fieldsOf } from './comparisons.ts';
import type { Comparison, Field } from './comparisons.ts';
import { expectationMaximisation } from './em.ts';
import type { Learnt } from './em.ts';
import { eachPairOf } from './groups.ts';
import { countCodes } from './keys.ts';
import type { Codes } from './keys.ts';
import { refining } from './refining.ts';
import { prepare } from './model.ts';
import type { LinkageModel } from './model.ts';
import { countPairsIn, createBlocks, groupsOf } from './pairs.ts';
import type { Blocks, PairScope } from './pairs.ts';
import { byIdentity } from './record.ts';
import type { PersonRecord } from './record.ts';
import { ask, know, performHere, sourceNumbers } from './tasks.ts';
import type { Steps } from './tasks.ts';
import { termsOf } from './term-frequencies.ts';
import type { StoredFrequencies } from './term-frequencies.ts';

export interface TrainingOptions extends PairScope {
  readonly seed: number;
  readonly version: string;
  readonly trainedOn: string;
  readonly bands: LinkageModel['bands'];
  readonly say?: (line: string) => void;
}

/** Pairs taken by chance, in so many pieces. */
const RANDOM_PAIRS = 500_000;
const PIECES = 10;
const PAIRS_A_RUN = 100_000;
/** The share of all pairs of one person that rules this strict find. */
const RULES_RECALL = 0.75;
const FEWEST_MATCHES = 20;

export function train(unordered: readonly PersonRecord[], options: TrainingOptions): LinkageModel {
  const records = unordered.toSorted(byIdentity);
  return performHere(records, training(records, createBlocks(records.length, fieldsOf(records)), options));
}

/** @param records in the order of `byIdentity` */
export function* training(records: readonly PersonRecord[], blocks: Blocks, options: TrainingOptions): Steps<LinkageModel> {
  const { fields } = blocks;
  const codes = yield* fieldCodesOf(fields);
  const newYearIsUnknown = isNewYearUnknown(records);
  const untrained: LinkageModel = {
    version: options.version,
    trainedOn: options.trainedOn,
    prior: 0.5,
    newYearIsUnknown,
    bands: options.bands,
    comparisons: fields.map((field) => ({ field, levels: levelsOf(field) })),
    frequencies: frequenciesFor(codes, records),
  };
  yield* know(untrained);
  const { comparisons } = prepare(untrained);
  const prior = yield* priorOf(records, codes, options);
  options.say?.(`prior: one pair in ${Math.round(1 / prior)}`);
  const chance = yield* agreementByChance(records, comparisons, codes, options.seed);
  const runs = yield* trainingRuns(blocks, options);
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
    ...untrained,
    prior,
    comparisons: comparisons.map(({ field, levels }, index) => ({
      field,
      levels: levels.map((level, at) => ({ level, m: m[index]?.[at] as number, u: u[index]?.[at] as number })),
    })),
  };
  return yield* refining(records, model, blocks, options);
}

type FieldCodes = ReadonlyMap<Field, Codes>;

const NO_LORE = { forenames: { share: () => 0, count: () => 0 }, newYearIsUnknown: false };

const levelsOf = (field: Field) => createComparison(field, NO_LORE).levels.map((level) => ({ level, m: 0, u: 0 }));

function* fieldCodesOf(fields: readonly Field[]): Steps<FieldCodes> {
  const codes = yield* ask<'fieldCodes'>(fields.map((field) => ({ kind: 'fieldCodes', field })));
  return new Map(fields.map((field, index) => [field, codes[index] as Codes]));
}

function frequenciesFor(codes: FieldCodes, records: readonly PersonRecord[]): Record<Field, StoredFrequencies> {
  const counted: Record<Field, StoredFrequencies> = {};
  for (const [field, coded] of codes) {
    const { byFrequency, value } = createComparison(field, NO_LORE);
    if (byFrequency) counted[field] = termsOf(coded, (index) => value(records[index] as PersonRecord) as string);
  }
  return counted;
}

/** A day of the year that is three times as common as it should be stands for "some time that year". */
function isNewYearUnknown(records: readonly PersonRecord[]): boolean {
  const dates = records.flatMap(({ dateOfBirth }) => (dateOfBirth?.length === 8 ? [dateOfBirth] : []));
  return dates.length > 200 && dates.filter((date) => date.endsWith('0101')).length > (3 * dates.length) / 365;
}

/** Pairs that agree on so much that they are of one person, for all the others. */
function* priorOf(records: readonly PersonRecord[], codes: FieldCodes, scope: PairScope): Steps<number> {
  const combinations = [
    ...[...codes.keys()].filter((field) => field.startsWith('identifier:')).map((field) => [field]),
    ['forename', 'surname', 'dateOfBirth'],
    ['forename', 'dateOfBirth', 'postcode'],
    ['forename', 'surname', 'postcode'],
    ['forename', 'surname', 'phone'],
    ['email'],
  ].filter((wanted) => wanted.every((field) => codes.has(field)));
  const keys = yield* ask<'groups'>(
    combinations.map((wanted) => ({ kind: 'groups', codes: wanted.map((field) => codes.get(field) as Codes) })),
  );
  const sources = sourceNumbers(records);
  let found = 0;
  for (const [index, groups] of keys.entries()) {
    const before = keys.slice(0, index);
    eachPairOf(groups, (left, right) => {
      if (scope.across && sources[left] === sources[right]) return;
      if (!before.some(({ of }) => of[left] === of[right] && (of[left] as number) >= 0)) found++;
    });
  }
  return Math.min(0.5, Math.max(1, found) / RULES_RECALL / Math.max(2, countPairsIn(records, scope)));
}

/** How many pairs taken by chance agree on each level; exact agreement is counted over all pairs, because it is rare. */
function* agreementByChance(
  records: readonly PersonRecord[],
  comparisons: readonly Comparison[],
  codes: FieldCodes,
  seed: number,
): Steps<number[][]> {
  const pairs = Math.ceil(Math.min(RANDOM_PAIRS, (records.length * (records.length - 1)) / 2) / PIECES);
  const pieces = yield* ask<'chance'>(
    Array.from({ length: PIECES }, (_, piece) => ({ kind: 'chance', seed: seed + piece, pairs })),
  );
  return comparisons.map(({ field, levels }, index) => {
    const row = levels.map((_, level) => pieces.reduce((sum, counts) => sum + (counts[index]?.[level] as number), 0));
    const total = row.reduce((sum, count) => sum + count, 0);
    // A date that is only a year is not the same as another.
    if (field === 'dateOfBirth' && row[0] === 0) return row;
    return [total * exactAgreement(codes.get(field) as Codes), ...row.slice(1)];
  });
}

function exactAgreement(codes: Codes): number {
  let [total, same] = [0, 0];
  for (const count of countCodes(codes)) {
    total += count;
    same += count * (count - 1);
  }
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
function trainingRules({ rules }: Blocks): BlockingRule[] {
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
  return rules.filter(
    ({ name, fields: blocked }) =>
      wanted.includes(name) || (blocked.length === 1 && (blocked[0] as string).startsWith('identifier:')),
  );
}

function* trainingRuns(blocks: Blocks, { across, seed }: TrainingOptions) {
  const rules = trainingRules(blocks);
  const groups = yield* groupsOf(blocks, rules);
  const patterns = yield* ask<'patterns'>(
    groups.map((made) => ({
      kind: 'patterns',
      groups: made,
      across,
      seed,
      share: Math.min(1, PAIRS_A_RUN / Math.max(1, made.pairs)),
    })),
  );
  return rules.map((rule, index) => ({ rule, patterns: patterns[index] as (typeof patterns)[number] }));
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
