/**
 * Erases what the log holds of entries past their schedule: their bytes, and the columns that find them. Their hashes stay, so that
 * the rest is proven as before; and each erasure is an entry itself, which names what it erased. What is on hold stays.
 */
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { Clock } from '#terms/clock.ts';
import { appendStatement, makeEntry } from './append.ts';
import type { Leaf, LeafRange } from './leaf.ts';

export interface Schedule {
  /** How many days what somebody looked at is kept. */
  readonly accessDays: number;
  /** How many days what somebody decided or changed is kept. */
  readonly changeDays: number;
}

export interface RetentionOptions {
  /** As the role that may erase. */
  readonly pool: Pool;
  readonly clock: Clock;
  readonly schedule: Schedule;
  readonly hubKey: Uint8Array;
  /** Names this process in the log. */
  readonly hub: string;
}

/** Somebody looked; every other kind is a decision or a change. Erasures are never erased. */
const ACCESSES = ['VIEW', 'FAMILY_LIST', 'EXPLANATION', 'MANAGEMENT_VIEW', 'REVIEW', 'EXPORT'];

/** So that nobody waits long for the log. */
const AT_ONCE = 2_000;

/** @returns how many entries were erased. */
export async function eraseExpired(options: RetentionOptions, stopping?: AbortSignal): Promise<number> {
  let erased = 0;
  for (let last = AT_ONCE; last === AT_ONCE && stopping?.aborted !== true; erased += last) {
    // oxlint-disable-next-line no-await-in-loop -- part after part
    last = await eraseSome(options);
  }
  return erased;
}

async function eraseSome({ pool, clock, schedule, hubKey, hub }: RetentionOptions): Promise<number> {
  const now = clock.now();
  const before = (days: number) => new Date(now.getTime() - days * 86_400_000);
  const { rows } = await pool.query<{ index: string }>({
    text: `
      select l.index from access_log_leaf l
      where l.at < case when l.kind = any($1::text[]) then $2::timestamptz else $3::timestamptz end
        and l.at < greatest($2::timestamptz, $3::timestamptz) and l.bytes is not null and l.kind <> 'ERASURE' and not access_log_held(l)
      order by l.index limit $4`,
    values: [ACCESSES, before(schedule.accessDays), before(schedule.changeDays), AT_ONCE],
  });
  if (rows.length === 0) return 0;
  const ranges = rangesOf(rows.map(({ index }) => Number(index)));
  const { values } = appendStatement([makeEntry([erasureLeaf(ranges, now, hub)], new Map(), hubKey)]);
  // The entry and what it says are one: both or neither.
  await pool.query({
    text: 'select access_log_erase($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)',
    values: [ranges.map(({ from }) => from), ranges.map(({ to }) => to), ...values],
  });
  return rows.length;
}

function rangesOf(indexes: readonly number[]): LeafRange[] {
  const ranges: { from: number; to: number }[] = [];
  for (const index of indexes) {
    const last = ranges.at(-1);
    if (last && last.to === index - 1) last.to = index;
    else ranges.push({ from: index, to: index });
  }
  return ranges;
}

/** The hub itself, by the schedule. */
const NOBODY = '00000000-0000-0000-0000-000000000000';

function erasureLeaf(erased: readonly LeafRange[], now: Date, hub: string): Leaf {
  return {
    time: now.toISOString(),
    kind: 'ERASURE',
    caller: { kind: 'APP', id: NOBODY, organisation: 'hub', roles: [] },
    purpose: null,
    family: null,
    person: null,
    visible: false,
    decisions: [],
    erased,
    epochs: { person: null, global: null },
    operation: { name: null, document: 'schedule' },
    requestId: randomUUID(),
    hub,
  };
}
