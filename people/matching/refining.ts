/**
 * The last step of training: prior and m once more, from all pairs that blocking finds, each as far as the model takes it for one
 * person, family guards included. Runs that block on a field see only the cleaner pairs.
 */
import { createScorer, probabilityOf } from './fellegi-sunter.ts';
import type { LinkageModel } from './model.ts';
import { blocksOf, countPairsIn, pairTasks } from './pairs.ts';
import type { Blocks, PairScope } from './pairs.ts';
import type { PersonRecord } from './record.ts';
import { ask } from './tasks.ts';
import type { Steps } from './tasks.ts';

const ROUNDS = 3;
const LARGE = 200_000;
/** Records whose pairs are looked at. */
const SAMPLE = 20_000;
/** How far the prior may move from what the rules said. */
const FARTHEST = 4;
const IMAGINED = 0.5;

export function* refining(
  records: readonly PersonRecord[],
  model: LinkageModel,
  blocks: Blocks,
  scope: PairScope,
): Steps<LinkageModel> {
  const every = Math.max(1, Math.ceil(records.length / SAMPLE));
  // In a large set strict rules find nearly all, and looking for the rest takes long.
  const looked = records.length > LARGE ? blocks.rules.filter(({ loose }) => !loose) : blocks.rules;
  const tasks = pairTasks(yield* blocksOf(blocks, looked), scope);
  const sampled = yield* ask<'pairs'>(tasks.map((task) => ({ kind: 'pairs', every, ...task })));
  const all = countPairsIn(records, scope);
  let refined = model;
  for (let round = 0; round < ROUNDS; round++) {
    const scorer = createScorer(refined);
    const sums = refined.comparisons.map(({ levels }) => levels.map(() => 0));
    let matches = 0;
    for (const pairs of sampled)
      for (let at = 0; at < pairs.length; at += 2) {
        const [left, right] = [records[pairs[at] as number], records[pairs[at + 1] as number]];
        const probability = probabilityOf(scorer.weigh(left as PersonRecord, right as PersonRecord));
        matches += probability;
        for (const [index, level] of scorer.levels.entries())
          if (level >= 0) (sums[index] as number[])[level] = ((sums[index] as number[])[level] as number) + probability;
      }
    const prior = (matches * every) / all;
    refined = {
      ...refined,
      prior: Math.min(0.5, model.prior * FARTHEST, Math.max(model.prior / FARTHEST, prior)),
      comparisons: refined.comparisons.map(({ field, levels }, index) => ({
        field,
        levels: withM(levels, sums[index] as number[]),
      })),
    };
  }
  return refined;
}

type Levels = LinkageModel['comparisons'][number]['levels'];

/** Where hardly any pair had the field, what was learnt before stays. */
function withM(levels: Levels, sums: readonly number[]): Levels {
  const total = sums.reduce((sum, value) => sum + value, 0);
  if (total < 50) return levels;
  return levels.map((level, at) => ({ ...level, m: ((sums[at] as number) + IMAGINED) / (total + IMAGINED * levels.length) }));
}
