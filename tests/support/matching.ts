/** Made-up records for the tests of matching, and a model trained on many of them. */
import { makePopulation } from '#bench/link/population.ts';
import { LIMITS_FOR_HUB } from '#people/matching/clusters.ts';
import type { LinkageModel } from '#people/matching/model.ts';
import { normaliseRecord } from '#people/matching/record.ts';
import type { PersonRecord, ReceivedRecord } from '#people/matching/record.ts';
import { train } from '#people/matching/training.ts';

export const HUB = { across: true, limits: LIMITS_FOR_HUB } as const;

let trained: LinkageModel | undefined;

export function trainedModel(): LinkageModel {
  trained ??= train(smallPopulation().records, {
    across: true,
    seed: 1,
    version: 'test',
    trainedOn: 'a small made-up population',
    bands: { join: LIMITS_FOR_HUB.join, review: -4 },
  });
  return trained;
}

export function smallPopulation(seed = 1) {
  const population = makePopulation({ seed, households: 700, twins: 40, siblings: 80 });
  return { ...population, records: population.records.map(normaliseRecord) };
}

const OLIVER: ReceivedRecord = {
  id: 'oliver',
  source: 'education',
  forename: 'Oliver',
  surname: 'Hughes',
  dateOfBirth: '2014-03-11',
  sex: 'M',
  postcode: 'ZX2 4LD',
  street: '27 Lapwing Drive',
  locality: 'Oldmere',
};

/** A boy as an agency has him; what is given is different there. */
export const boy = (changes: Partial<ReceivedRecord> & Pick<ReceivedRecord, 'id'>): PersonRecord =>
  normaliseRecord({ ...OLIVER, ...changes });
