import { describe, expect, it } from 'vitest';
import { makePopulation } from '#bench/link/population.ts';
import { LIMITS_FOR_HUB } from '#people/matching/clusters.ts';
import { fieldsOf } from '#people/matching/comparisons.ts';
import { linking } from '#people/matching/linking.ts';
import type { LinkageModel } from '#people/matching/model.ts';
import { createBlocks } from '#people/matching/pairs.ts';
import { byIdentity, normaliseRecord } from '#people/matching/record.ts';
import { training } from '#people/matching/training.ts';
import { packRecords, unpackRecords } from './packing.ts';
import { startThreads } from './threads.ts';

const records = makePopulation({ seed: 5, households: 45, twins: 10, siblings: 20 })
  .records.map(normaliseRecord)
  .toSorted(byIdentity);
const TRAINING = { across: true, seed: 1, version: 'test', trainedOn: 'a test', bands: { join: 7, review: -4 } };

async function linkedBy(count: number) {
  const threads = startThreads(records, count);
  const blocks = createBlocks(records.length, fieldsOf(records));
  try {
    const model = await threads.perform(training(records, blocks, TRAINING));
    const logged: unknown[] = [];
    const options = { across: true, limits: LIMITS_FOR_HUB, log: (entry: unknown) => logged.push(entry) };
    return { model, logged, ...(await threads.perform(linking(records, model, options, blocks))) };
  } finally {
    await threads.stop();
  }
}

describe('matching in threads', { timeout: 90_000 }, () => {
  it('trains the same model and finds the same people as without, to the last bit', async () => {
    const [alone, two, three] = [await linkedBy(1), await linkedBy(2), await linkedBy(3)];
    expect(alone.pairs.length).toBeGreaterThan(200);
    expect(two).toEqual(alone);
    expect(three).toEqual(alone);
  });

  it('gives threads all of the records but their ids', () => {
    expect(unpackRecords(packRecords(records))).toEqual(records.map((record) => ({ ...record, id: '' })));
  });

  it('says so when a thread fails, and does not wait for ever', async () => {
    const threads = startThreads(records, 2);
    const blocks = createBlocks(records.length, fieldsOf(records));
    const model: LinkageModel = {
      version: 'test',
      trainedOn: 'nothing',
      prior: 0.1,
      newYearIsUnknown: false,
      bands: TRAINING.bands,
      frequencies: {},
      comparisons: [{ field: 'shoes', levels: [] }],
    };
    const steps = linking(records, model, { across: true, limits: LIMITS_FOR_HUB }, blocks);
    await expect(threads.perform(steps)).rejects.toThrow('There is no comparison for shoes.');
    await threads.stop();
  });
});
