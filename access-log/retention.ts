/**
 * Erases what the log holds of entries past their schedule: their bytes, and the columns that find them. Their hashes stay, so that
 * the rest is proven as before; and each erasure is an entry itself, which names what it erased. What is on hold stays. What an entry
 * is, its bytes say: columns that say otherwise were changed.
 */
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { Clock } from '#terms/clock.ts';
import { appendStatement, makeEntry } from './append.ts';
import type { Leaf, LeafRange } from './leaf.ts';
import { hashLeaf, VerifyError } from './verify.ts';

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
const ACCESSES = ['VIEW', 'FAMILY_LIST', 'EXPLANATION', 'MANAGEMENT_VIEW', 'SEARCH', 'REVIEW', 'EXPORT'];

/** So that nobody waits long for the log, and one leaf has room to name each, however far on in the log. */
const AT_ONCE = 1_000;

/** @returns how many entries were erased. @throws VerifyError where one is not what it was written as: nothing is erased then */
export async function eraseExpired(options: RetentionOptions, stopping?: AbortSignal): Promise<number> {
  const now = options.clock.now();
  let erased = 0;
  let last: number | undefined = -1;
  while (last !== undefined && stopping?.aborted !== true) {
    // oxlint-disable-next-line no-await-in-loop -- part after part
    const entries: readonly Expired[] = await readExpired(options, last, now);
    // oxlint-disable-next-line no-await-in-loop
    erased += await erase(options, entries, now);
    last = entries.at(-1)?.index;
  }
  return erased;
}

interface Expired {
  readonly index: number;
  readonly bytes: Buffer;
}

interface ExpiredRow {
  readonly index: string;
  readonly at: string;
  readonly kind: string;
  readonly person: string | null;
  readonly family: string | null;
  readonly caller: string | null;
  readonly bytes: Buffer;
  readonly hash: Buffer;
}

async function readExpired({ pool, schedule }: RetentionOptions, after: number, now: Date): Promise<Expired[]> {
  const before = (days: number) => new Date(now.getTime() - days * 86_400_000);
  const { rows } = await pool.query<ExpiredRow>({
    text: `
      select l.index, l.at, l.kind, l.person_id as person, l.family_id as family, l.caller_id as caller, l.bytes,
        substr(l.nodes, 1, 32) as hash
      from access_log_leaf l
      where l.at < case when l.kind = any($1::text[]) then $2::timestamptz else $3::timestamptz end
        and l.at < greatest($2::timestamptz, $3::timestamptz) and l.bytes is not null and l.kind <> 'ERASURE' and not access_log_held(l)
        and l.index > $4
      order by l.index limit $5`,
    values: [ACCESSES, before(schedule.accessDays), before(schedule.changeDays), after, AT_ONCE],
  });
  return rows.map((row) => {
    if (!isAsWritten(row)) throw new VerifyError(`Entry ${row.index}: what stands beside its bytes is not what they say.`);
    return { index: Number(row.index), bytes: row.bytes };
  });
}

function isAsWritten({ at, kind, person, family, caller, bytes, hash }: ExpiredRow): boolean {
  if (hashLeaf(bytes) !== hash.toString('latin1')) return false;
  const leaf = readLeaf(bytes);
  const isSame = (column: string | null, said: string | null | undefined) => column === (said?.toLowerCase() ?? null);
  return (
    new Date(at).getTime() === Date.parse(leaf.time ?? '') &&
    kind === leaf.kind &&
    isSame(person, leaf.person) &&
    isSame(family, leaf.family) &&
    isSame(caller, leaf.caller?.id)
  );
}

function readLeaf(bytes: Buffer): Partial<Leaf> {
  try {
    return JSON.parse(bytes.toString('utf8')) as Partial<Leaf>;
  } catch {
    return {};
  }
}

async function erase({ pool, hubKey, hub }: RetentionOptions, expired: readonly Expired[], now: Date): Promise<number> {
  const held = await readHeld(pool);
  const entries = expired.filter(({ bytes }) => !names(bytes, held));
  if (entries.length === 0) return 0;
  const ranges = rangesOf(entries.map(({ index }) => index));
  const { values } = appendStatement([makeEntry([erasureLeaf(ranges, now, hub)], new Map(), hubKey)]);
  // The entry and what it says are one: both or neither.
  await pool.query({
    text: 'select access_log_erase($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)',
    values: [ranges.map(({ from }) => from), ranges.map(({ to }) => to), ...values],
  });
  return entries.length;
}

/** The people, families, workers and apps on hold. */
async function readHeld(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(`
    select held.id from access_log_hold h, unnest(array[h.person, h.family, h.worker]) as held(id)
    where h.state = 'LIVE' and held.id is not null
      and not exists (select from access_log_hold later where later.id = h.id and later.version > h.version)`);
  return rows.map(({ id }) => id);
}

/** Wherever in an entry one of them stands: in a list, in the filter of a review, as the app through which somebody asked. */
function names(bytes: Buffer, ids: readonly string[]): boolean {
  if (ids.length === 0) return false;
  const text = bytes.toString('latin1').toLowerCase();
  return ids.some((id) => text.includes(id));
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
