/**
 * Keeps links up with the agencies' records, the hub's own people and the stewards' decisions: batch after batch, each in one transaction, so
 * that a stop loses nothing and does nothing twice. One process of all does this.
 */
import type { Pool } from 'pg';
import { FROZEN_MODEL } from '#people/matching/frozen-model.ts';
import { createMatcher } from '#people/matching/placing.ts';
import type { Matcher } from '#people/matching/placing.ts';
import type { Clock } from '#terms/clock.ts';
import { keepHubRecords } from './hub-records.ts';
import { followModel } from './model-change.ts';
import { placeDue } from './place.ts';
import type { RecordStore } from './store.ts';
import { createStoredRecords } from './stored-records.ts';
import { createWritePlacement } from './write-placement.ts';

export interface LinkingOptions {
  readonly pool: Pool;
  readonly clock: Clock;
  /** About how many people the council's area has. */
  readonly population: number;
}

export interface Linking {
  /** Places what is due until nothing is, for some seconds at most, or until it is stopped. */
  work(stopping?: AbortSignal): Promise<void>;
}

export const DEFAULT_POPULATION = 100_000;

/** So few that everything else in this process has its turn. */
const BATCH = 50;
/** In one go: whoever waits for a first round to end does not wait for a whole council. */
const BATCHES = 40;

export function createLinking({ pool, clock, population }: LinkingOptions): Linking {
  let matcher: Matcher | undefined;
  const store = createRecordStore(pool, clock);
  return {
    async work(stopping) {
      matcher ??= createMatcher(FROZEN_MODEL, { population });
      await followModel(pool, matcher.version);
      for (let batch = 0; batch < BATCHES && !stopping?.aborted; batch++) {
        // oxlint-disable-next-line no-await-in-loop -- batch after batch
        const people = await keepHubRecords(pool, clock.now());
        // oxlint-disable-next-line no-await-in-loop
        const { due, written } = await placeDue(store, matcher, BATCH);
        // What changed meanwhile is placed in the next round.
        if (!written || (people === 0 && due < BATCH)) return;
      }
    },
  };
}

export function createRecordStore(pool: Pool, clock: Clock): RecordStore {
  const now = () => clock.now();
  return { ...createStoredRecords(pool, now), write: createWritePlacement(pool, now) };
}
