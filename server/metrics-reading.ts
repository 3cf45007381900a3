/** What the database says of the hub's work, in one statement: read as somebody asks, and by one reader at a time. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Gauge, Registry } from 'prom-client';
import type { Pool } from 'pg';
import { OLDEST_UNSIGNED } from '#access-log/checkpoints.ts';
import { receiverOf } from '#access-log/deliveries.ts';
import { queueLength } from '#review/queue-length.ts';
import type { Clock } from '#terms/clock.ts';
import type { ReviewState } from '#terms/review.ts';

export interface Reading {
  /** How many entries the log has, and to how many the review's index and its rules have come. */
  readonly size: number;
  readonly indexed: number;
  readonly reviewed: number;
  /** In milliseconds, as all times here; null: everything is signed. */
  readonly unsignedSince: number | null;
  /** What is not closed, by state. */
  readonly queue: { readonly [State in ReviewState]?: { readonly count: number; readonly oldest: number } };
  /** Checkpoints that the second party was not told of yet; null: there is none. */
  readonly deliveries: number | null;
}

export interface ReaderOptions {
  readonly pool: Pool;
  readonly clock: Clock;
  /** Whom the hub tells of checkpoints. */
  readonly webhookUrl: string | null;
}

const LIMIT_MS = 2_000;

/** @returns a function that rejects where the database does not answer in time */
export function createReader({ pool, clock, webhookUrl }: ReaderOptions): () => Promise<Reading> {
  const receiver = webhookUrl === null ? null : receiverOf(webhookUrl);
  let underWay: Promise<Reading> | undefined;

  async function read(): Promise<Reading> {
    const { rows } = await pool.query<Reading>({ name: 'metrics', text: READING, values: [clock.now(), receiver] });
    if (!rows[0]) throw new Error('The access log has no head.');
    return rows[0];
  }

  return async () => {
    // A database that hangs is asked once, however many wait for it.
    underWay ??= read().finally(() => (underWay = undefined));
    const reading = await Promise.race([underWay, sleep(LIMIT_MS, null, { ref: false })]);
    if (!reading) throw new Error('The database did not answer in time.');
    return reading;
  };
}

const MILLISECONDS = (moment: string) => `floor(extract(epoch from ${moment}) * 1000)::float8`;
/** A receiver that never took one has all of them before it. */
const MOST_DELIVERIES = 10_000;

/** $1 now, $2 the receiver of checkpoints */
const READING = `
select size::float8,
  (select next::float8 from review_cursor where id = 0) as indexed,
  (select next::float8 from review_rule_cursor where id = 0) as reviewed,
  ${MILLISECONDS(`(${OLDEST_UNSIGNED})`)} as "unsignedSince",
  (select coalesce(json_object_agg(state, json_build_object('count', count, 'oldest', ${MILLISECONDS('oldest')})), '{}')
    from (${queueLength('$1::timestamptz')}) q) as queue,
  (select count(*)::int from (select from access_log_checkpoint
    where size > coalesce((select size from access_log_delivery where receiver = $2), 0) limit ${MOST_DELIVERIES}) d
    having $2::text is not null) as deliveries
from access_log_head where id = 0`;

/** A reading as gauges, or only that there was none: an old number would be taken for a new one. */
export function gaugesOf(reading: Reading | null, now: Date): Registry {
  const registry = new Registry();
  const gauge = (name: string, help: string, labels: readonly 'state'[] = []) =>
    new Gauge({ name: `family_view_${name}`, help, labelNames: labels, registers: [registry] });
  gauge('metrics_database_up', '1 where the database answered this scrape, 0 where what it knows is left out').set(
    reading ? 1 : 0,
  );
  if (!reading) return registry;

  const { size, indexed, reviewed, unsignedSince, queue, deliveries } = reading;
  const secondsSince = (then: number | null | undefined) => (then == null ? 0 : Math.max(0, now.getTime() - then) / 1000);
  gauge('log_size_entries', 'Entries of the access log').set(size);
  gauge('log_unsigned_seconds', 'Age of the oldest entry that no checkpoint proves yet').set(secondsSince(unsignedSince));
  gauge('review_index_behind_entries', 'Entries that the index of the review lacks').set(size - indexed);
  gauge('review_rules_behind_entries', 'Entries that the rules of review have not looked at').set(size - reviewed);
  const items = gauge('review_queue_items', 'Items of the review queue that are not closed', ['state']);
  for (const state of NOT_CLOSED) items.set({ state }, queue[state]?.count ?? 0);
  const waiting = WAIT_FOR_OFFICERS.flatMap((state) => queue[state]?.oldest ?? []);
  gauge('review_queue_oldest_seconds', 'Time since the oldest item that waits for an officer was raised').set(
    waiting.length === 0 ? 0 : secondsSince(Math.min(...waiting)),
  );
  if (deliveries !== null)
    gauge('checkpoint_deliveries_behind', `Checkpoints that the webhook has not taken, up to ${MOST_DELIVERIES}`).set(deliveries);
  return registry;
}

const NOT_CLOSED = ['OPEN', 'INVESTIGATING', 'AWAITING_EXPLANATION'] as const satisfies readonly ReviewState[];
/** The others wait for a manager. */
const WAIT_FOR_OFFICERS = ['OPEN', 'INVESTIGATING'] as const satisfies readonly ReviewState[];
