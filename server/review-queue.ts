/** The queue of what is to be reviewed, of a running hub: who applies the rules, and who reads what they found. */
import type { Pool } from 'pg';
import type { CategoryDeclaration } from '#connectors/contract.ts';
import type { Mask, Masks } from '#disclosure/masks.ts';
import type { Indexer } from '#review/indexing.ts';
import type { Queue } from '#review/queue.ts';
import { createQueue } from '#review/queue.ts';
import { createReviewer } from '#review/queue-reviewer.ts';
import type { ReviewSettings } from '#review/queue-settings.ts';
import { DEFAULT_REVIEW_SETTINGS } from '#review/queue-settings.ts';
import type { Staff } from '#review/queue-staff.ts';
import type { ReadTies } from '#review/ties.ts';
import type { Caller } from '#terms/caller.ts';
import type { Clock } from '#terms/clock.ts';
import type { Job } from './jobs.ts';
import { LOCKS } from './jobs.ts';

export interface QueueConfig {
  readonly settings: ReviewSettings;
  /** Null: what needs the staff's own people and addresses is not evaluated. */
  readonly staff: Staff | null;
}

export interface HubQueueOptions {
  readonly pool: Pool;
  readonly indexer: Indexer;
  readonly clock: Clock;
  readonly readTies: ReadTies;
  readonly config: QueueConfig | undefined;
  readonly masks: Masks;
  readonly categories: readonly CategoryDeclaration[];
}

export interface HubQueue {
  openQueue(caller: Caller): Queue;
  readonly job: Job;
}

export function createHubQueue({ pool, indexer, clock, readTies, config, masks, categories }: HubQueueOptions): HubQueue {
  const { settings, staff } = config ?? { settings: DEFAULT_REVIEW_SETTINGS, staff: null };
  const records = new Map([['ADDRESS', 'Address'], ...categories.map(({ name, recordType }) => [name, recordType] as const)]);
  const locates = (category: string, field: string): boolean => {
    const recordType = records.get(category);
    return recordType !== undefined && isMasked(masks(recordType), field.split('.'));
  };
  const reviewer = createReviewer({ pool, indexer, clock, settings, staff, locates });
  const work = async (stopping: AbortSignal) => {
    await reviewer.catchUp(stopping).catch((error: unknown) => {
      if (!stopping.aborted) throw error;
    });
  };
  return {
    openQueue: createQueue({ pool, reviewer, clock, readTies, staff }),
    job: { name: 'Reviewing', lock: LOCKS.reviewRules, everySeconds: 5, work },
  };
}

/** Whether a mask takes a field, as the log names it, or anything below. */
function isMasked({ fields, nested }: Mask, [field = '', ...rest]: readonly string[]): boolean {
  const below = nested.get(field);
  if (fields.includes(field)) return true;
  return below !== undefined && (rest.length > 0 ? isMasked(below, rest) : hasPlaces(below));
}

function hasPlaces({ fields, nested }: Mask): boolean {
  return fields.length > 0 || [...nested.values()].some(hasPlaces);
}
