/** The hub's own way of linking on the made-up population: joined by itself, sent to a steward, or missed; and whether families held. */
import { LIMITS_FOR_HUB } from '#people/matching/clusters.ts';
import { FROZEN_MODEL } from '#people/matching/frozen-model.ts';
import { figuresOf, pairsOfOne } from '#people/matching/figures.ts';
import { link } from '#people/matching/linking.ts';
import type { Linked } from '#people/matching/linking.ts';
import type { LinkageModel } from '#people/matching/model.ts';
import { normaliseRecord } from '#people/matching/record.ts';
import { train } from '#people/matching/training.ts';
import { atLeast, atMost } from './goals.ts';
import type { Goal } from './goals.ts';
import { makePopulation } from './population.ts';
import type { Population, PopulationOptions } from './population.ts';

const SEED = 20_261_122;
const SIZE = { households: 12_000, twins: 500, siblings: 1_000 };

export type PopulationSize = Omit<PopulationOptions, 'seed'>;

export interface PopulationFigures {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** Of the true pairs. */
  readonly toReview: number;
  readonly twinsJoined: number;
  readonly siblingsJoined: number;
}

export function measurePopulation(say: (line: string) => void, size: PopulationSize = SIZE): PopulationFigures {
  const population = makePopulation({ seed: 2, ...size });
  const records = population.records.map(normaliseRecord);
  const began = performance.now();
  const model = FROZEN_MODEL;
  const linked = link(records, model, { across: true, limits: LIMITS_FOR_HUB });
  const figures = figuresFor(population, linked, model);
  say(`made-up population: ${records.length} records of ${new Set(population.personOf).size} people, ${seconds(began)} s`);
  say(`  joined: precision ${figures.precision.toFixed(5)}, recall ${figures.recall.toFixed(4)}, F1 ${figures.f1.toFixed(4)}`);
  say(`  sent to review: ${(100 * figures.toReview).toFixed(2)} % of the true pairs`);
  say(
    `  joined by themselves: ${figures.twinsJoined} of ${size.twins} twins, ${figures.siblingsJoined} of ${size.siblings} siblings`,
  );
  return figures;
}

export const goalsOfPopulation = ({ precision, recall, toReview, twinsJoined, siblingsJoined }: PopulationFigures): Goal[] => [
  atLeast('made-up population: precision', 0.9995, precision),
  atLeast('made-up population: recall', 0.97, recall),
  atMost('made-up population: share of true pairs sent to review', 0.03, toReview),
  atMost('made-up population: twins joined', 0, twinsJoined),
  atMost('made-up population: siblings joined', 0, siblingsJoined),
];

/** Trained on another such population than the one that is measured. */
export function trainOnMadeUp(say?: (line: string) => void): LinkageModel {
  const { records } = makePopulation({ seed: 1, ...SIZE });
  const model = train(records.map(normaliseRecord), {
    across: true,
    seed: SEED,
    version: '2026-11-22',
    trainedOn: 'a made-up population (bench/link/population.ts, seed 1)',
    bands: { join: LIMITS_FOR_HUB.join, review: -4 },
    ...(say && { say }),
  });
  // How common names are is alike everywhere; how common streets are is not.
  const { forename, surname } = model.frequencies;
  return { ...model, frequencies: { ...(forename && { forename }), ...(surname && { surname }) } };
}

function figuresFor(
  { records, personOf, twins, siblings }: Population,
  { clusterOf, pairs }: Linked,
  model: LinkageModel,
): PopulationFigures {
  const sources = records.map(({ source }) => source);
  const clusters = Array.from(clusterOf, String);
  const truth = pairsOfOne(personOf, sources, true);
  const right = pairsOfOne(
    personOf.map((person, index) => `${person} ${clusters[index]}`),
    sources,
    true,
  );
  const review = pairs.filter(
    ({ left, right: other, ownWeight }) =>
      personOf[left] === personOf[other] && clusterOf[left] !== clusterOf[other] && ownWeight >= model.bands.review,
  );
  const clustersOf = new Map<string, Set<number>>();
  for (const [index, person] of personOf.entries())
    clustersOf.set(person, (clustersOf.get(person) ?? new Set()).add(clusterOf[index] as number));
  const joined = (list: readonly (readonly [string, string])[]): number =>
    list.filter(([one, other]) => [...(clustersOf.get(one) ?? [])].some((cluster) => clustersOf.get(other)?.has(cluster))).length;
  return {
    ...figuresOf({ found: pairsOfOne(clusters, sources, true), right, truth }),
    toReview: review.length / truth,
    twinsJoined: joined(twins),
    siblingsJoined: joined(siblings),
  };
}

const seconds = (began: number): string => ((performance.now() - began) / 1_000).toFixed(1);
