/** How often somebody may search. Each search takes its place before anything is looked up, so that many at once are not more than one by one. */
import type { Pool } from 'pg';
import type { Caller } from '#terms/caller.ts';
import type { Clock } from '#terms/clock.ts';
import { HubError } from '#terms/errors.ts';

export interface SearchLimits {
  readonly perMinute: number;
  readonly perHour: number;
}
export const DEFAULT_SEARCH_LIMITS: SearchLimits = { perMinute: 30, perHour: 300 };

/** Lets a search of a caller's through. Rejects with HubError TOO_MANY_SEARCHES, or where the database does not answer. */
export type AdmitSearch = (caller: Caller) => Promise<void>;

export interface SearchPaceOptions {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly limits: SearchLimits;
  /** Told of each search that was refused; never of whose. */
  onRefused?(): void;
}

export function createAdmitSearch({ pool, clock, limits, onRefused }: SearchPaceOptions): AdmitSearch {
  const ask = async <Row extends object>(name: string, text: string, values: readonly unknown[]): Promise<Row | undefined> => {
    const { rows } = await pool.query<Row>({ name, text, values: [...values] }).catch((cause: unknown) => {
      throw new HubError('TEMPORARILY_UNAVAILABLE', { cause });
    });
    return rows[0];
  };
  return async ({ id }) => {
    const now = clock.now().getTime();
    if (await ask('people-search-admit', ADMIT, [id, now, limits.perMinute, limits.perHour])) return;
    onRefused?.();
    const paced = await ask<{ times: string[] }>('people-search-times', TIMES, [id]);
    throw new HubError('TOO_MANY_SEARCHES', { retryAfter: secondsToWait(paced?.times.map(Number) ?? [], now, limits) });
  };
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Until so many have passed that one more is within both limits; a second at least. @param times milliseconds, oldest first */
export function secondsToWait(times: readonly number[], now: number, { perMinute, perHour }: SearchLimits): number {
  const waits = [
    [perMinute, MINUTE],
    [perHour, HOUR],
  ].map(([most = 0, span = 0]) => (times.at(-most) ?? -Infinity) + span - now);
  return Math.max(1, Math.ceil(Math.max(...waits) / 1_000));
}

/** Whoever comes at the same time waits for the row, and is counted after. $1 the caller, $2 now in milliseconds, $3 a minute, $4 an hour */
const ADMIT = `
insert into search_pace as pace (caller, times) values ($1, array[$2::bigint])
on conflict (caller) do update
  set times = array(select t from unnest(pace.times) t where t > $2::bigint - ${HOUR} order by t) || $2::bigint
  where (select count(*) < $4::int and count(*) filter (where t > $2::bigint - ${MINUTE}) < $3::int
    from unnest(pace.times) t where t > $2::bigint - ${HOUR})
returning 1 as admitted`;

const TIMES = `select array(select t from unnest(times) t order by t) as times from search_pace where caller = $1`;
