/** How files of any kind are linked: trained on themselves, and joined from evens on. */
import { startThreads } from '#people/linking/threads.ts';
import type { ClusterLimits } from '#people/matching/clusters.ts';
import { fieldsOf } from '#people/matching/comparisons.ts';
import { linking } from '#people/matching/linking.ts';
import type { Linked } from '#people/matching/linking.ts';
import type { LinkageModel } from '#people/matching/model.ts';
import { createBlocks } from '#people/matching/pairs.ts';
import type { PairScope, RuleLog } from '#people/matching/pairs.ts';
import type { PersonRecord } from '#people/matching/record.ts';
import { training } from '#people/matching/training.ts';

const SEED = 20_261_122;

/** One file may hold a person many times; one clear pair counts beside the average, and one doubtful pair does not outvote many. */
const LIMITS: ClusterLimits = {
  join: 0,
  bestCounts: 0,
  mostApart: 0.3,
  loudest: 6,
  mostRecords: 200,
  mostPerSource: 200,
};

/** From the average of all pairs alone to the best pair nearly alone: which is right depends on the data. */
export const LIMITS_FOR_FILES: readonly [ClusterLimits, ...ClusterLimits[]] = [
  LIMITS,
  { ...LIMITS, bestCounts: 0.25 },
  { ...LIMITS, bestCounts: 0.5 },
  { ...LIMITS, bestCounts: 0.75 },
];

export interface LinkFilesOptions extends PairScope {
  /** A model to use instead of training one. */
  readonly given?: LinkageModel | null;
  readonly onlyTrain?: boolean;
  readonly say?: (line: string) => void;
  /** One: no thread but this; as many as there are cores where not said. */
  readonly threads?: number;
}

/** @param records in the order of `byIdentity` */
export async function linkFiles(
  records: readonly PersonRecord[],
  { across, given = null, onlyTrain = false, say = () => undefined, threads: count }: LinkFilesOptions,
): Promise<{ model: LinkageModel; linked: Linked | null }> {
  const threads = startThreads(records, count);
  try {
    const blocks = createBlocks(records.length, fieldsOf(records));
    const model = given ?? (await threads.perform(training(records, blocks, trainingOptions(records, across, say))));
    if (onlyTrain) return { model, linked: null };
    const log = ({ rule, pairs, leftOut }: RuleLog): void =>
      say(`${rule}: ${pairs} pairs${leftOut > 0 ? `; ${leftOut} values are too common and were left out` : ''}`);
    const options = { across, limits: LIMITS_FOR_FILES, log };
    const linked = await threads.perform(linking(records, model, options, given === null ? blocks : undefined));
    say(`joined by the best pair to ${100 * linked.limits.bestCounts} %, by the average of all for the rest`);
    return { model, linked };
  } finally {
    await threads.stop();
  }
}

const trainingOptions = (records: readonly PersonRecord[], across: boolean, say: (line: string) => void) => ({
  across,
  seed: SEED,
  version: '1',
  trainedOn: `${records.length} records`,
  bands: { join: 8, review: -4 },
  say,
});
