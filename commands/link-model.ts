/** How files of any kind are linked: trained on themselves, and joined from evens on. */
import type { ClusterLimits } from '#people/matching/clusters.ts';
import type { LinkageModel } from '#people/matching/model.ts';
import type { PersonRecord } from '#people/matching/record.ts';
import { train } from '#people/matching/training.ts';

const SEED = 20_261_122;

/** One file may hold a person many times; one clear pair counts beside the average, and one doubtful pair does not outvote many. */
export const LIMITS_FOR_FILES: ClusterLimits = {
  join: 0,
  bestCounts: 0.5,
  mostApart: 0.3,
  loudest: 5,
  mostRecords: 200,
  mostPerSource: 200,
};

export const trainForFiles = (records: readonly PersonRecord[], across: boolean, say?: (line: string) => void): LinkageModel =>
  train(records, {
    across,
    seed: SEED,
    version: '1',
    trainedOn: `${records.length} records`,
    bands: { join: 8, review: -4 },
    ...(say && { say }),
  });
