/**
 * Intake: an agency's list of people becomes `agency_record`, page by page, each in a short transaction. Rule 4: only while an agreement
 * for it is in force, asked again before each page. Whoever is missing from a list of everybody is gone only once all of it has been read.
 */
import type { Pool } from 'pg';
import type { Clock } from '#terms/clock.ts';
import type { DemographicFeed, DemographicPage } from '#terms/demographics.ts';
import { UNREADABLE } from '#terms/demographics.ts';
import type { Entry } from './intake-page.ts';
import { finishFeed, keepPage, liveRecords, markIncomplete, readFeed, resumeFeed, stopFeed } from './intake-store.ts';

/** What an agreement in force says of whom an agency's list is taken in. */
export interface IntakeTerms {
  /** A date of birth as received. */
  covers(dateOfBirth: string | null): boolean;
}

export interface IntakeRequest {
  readonly agency: string;
  /** Asks the agency, from a cursor on; not called without an agreement. */
  read(cursor: string | null): Promise<DemographicFeed>;
  /** Null: no agreement is in force. */
  findTerms(): Promise<IntakeTerms | null>;
  /** Whether an operator said that a list in which most are missing is right. */
  readonly acceptShort?: boolean;
}

export interface IntakeResult {
  /** TOO_SHORT: more than half of those whom the hub knew were missing, so nobody was taken to be gone. */
  readonly outcome: 'READ' | 'NO_AGREEMENT' | 'TOO_SHORT';
  readonly changes: Readonly<Record<Entry['change'], number>>;
  /** Whom the agreement does not cover. */
  readonly leftOut: number;
  readonly rejected: Readonly<Record<string, number>>;
}

export type Intake = (request: IntakeRequest) => Promise<IntakeResult>;

/** Rejects where the agency or the database fails: what was kept so far stands, and the next intake begins where this one did. */
export function createIntake(pool: Pool, clock: Clock): Intake {
  return async ({ agency, read, findTerms, acceptShort = false }) => {
    const counts = createCounts();
    const stop = async () => {
      await stopFeed(pool, agency, clock.now());
      return counts.result('NO_AGREEMENT');
    };
    if (!(await findTerms())) return stop();
    await resumeFeed(pool, agency);
    const before = await readFeed(pool, agency);
    const feed = await read(before?.cursor ?? null);
    const everybody = feed.covers === 'EVERYBODY';
    const missing = new Set(everybody ? await liveRecords(pool, agency) : []);
    const known = missing.size;
    let [first, last]: (DemographicPage | null)[] = [null, null];
    for await (const page of feed.pages) {
      const agreed = await findTerms();
      if (!agreed) return stop();
      const terms = { covers: agreed.covers, outOfOrder: !everybody };
      const kept = await keepPage(pool, { agency, page, terms, at: clock.now(), keepCursor: !everybody });
      counts.add(kept.entries, kept.leftOut, kept.rejected);
      for (const { id } of page.changes) missing.delete(id);
      first ??= page;
      last = page;
    }
    // A list without a page has said nothing.
    if (!first || !last) return counts.result('READ');

    if (missing.size > known / 2 && !acceptShort) {
      await markIncomplete(pool, agency);
      return counts.result('TOO_SHORT');
    }
    // Whoever is missing may be in a row that could not be read.
    if (!counts.rejected(UNREADABLE)) {
      for (const page of deletions([...missing], first, last)) {
        const terms = { covers: () => true, outOfOrder: false };
        const kept = await keepPage(pool, { agency, page, terms, at: clock.now(), keepCursor: false });
        counts.add(kept.entries, 0, {});
      }
    }
    const whole = (everybody || before?.complete === true) && counts.isWhole();
    await finishFeed(pool, agency, { complete: feed.complete && whole, asOf: last.asOf, cursor: last.cursor });
    return counts.result('READ');
  };
}

const IDS_AT_ONCE = 500;

/** As if the agency had said so when it made the list. */
function* deletions(
  ids: readonly string[],
  { asOf }: DemographicPage,
  { delivery }: DemographicPage,
): Generator<DemographicPage> {
  for (let start = 0; start < ids.length; start += IDS_AT_ONCE) {
    const changes = ids.slice(start, start + IDS_AT_ONCE).map((id) => ({ change: 'DELETED' as const, id }));
    yield { changes, asOf, delivery, cursor: null, rejected: {} };
  }
}

function createCounts() {
  const changes = { RECEIVED: 0, CHANGED: 0, DELETED: 0, MERGED: 0 };
  const rejected: Record<string, number> = {};
  let leftOut = 0;
  return {
    add(entries: readonly Entry[], others: number, refused: Readonly<Record<string, number>>) {
      for (const { change } of entries) changes[change] += 1;
      for (const [reason, count] of Object.entries(refused)) rejected[reason] = (rejected[reason] ?? 0) + count;
      leftOut += others;
    },
    rejected: (reason: string) => rejected[reason] ?? 0,
    /** Whether everybody whom the agency named is kept. */
    isWhole: () => leftOut === 0 && Object.values(rejected).every((count) => count === 0),
    result: (outcome: IntakeResult['outcome']): IntakeResult => ({ outcome, changes, leftOut, rejected }),
  };
}
