/**
 * Applies the rules of review to the log, entry after entry: a page is read, what is found put on the queue, and the cursor moved in one
 * transaction, by one process at a time. So nothing doubles, and whoever stops loses nothing.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '#storage/transaction.ts';
import type { Clock } from '#terms/clock.ts';
import { addDays, londonDate, startOfLondonDay } from '#terms/clock.ts';
import { isUuid } from '#terms/ids.ts';
import { workingDaysAfter } from '#terms/working-days.ts';
import type { Indexer } from './indexing.ts';
import { drawSample, findEndedWeek } from './queue-sampling.ts';
import { readLeaf } from './rows.ts';
import { RULES } from './rules/index.ts';
import type { ReadingTools } from './rules/reading.ts';
import { readContext } from './rules/reading.ts';
import type { Finding, RuleEntry } from './rules/rule.ts';

export interface Reviewer {
  /** Applies the rules to what the log had when it was called. @returns to how much they have been applied. @throws where it was stopped before */
  catchUp(stop?: AbortSignal): Promise<number>;
}

export interface ReviewerOptions extends ReadingTools {
  readonly pool: Pool;
  readonly indexer: Pick<Indexer, 'catchUp'>;
  readonly clock: Clock;
}

export function createReviewer(options: ReviewerOptions): Reviewer {
  const { pool, indexer } = options;
  return {
    async catchUp(stop) {
      // Rules that look back read the index.
      const size = await indexer.catchUp(stop);
      // oxlint-disable no-await-in-loop -- page after page
      while ((await readCursor(pool, CURSORS.rules)) < size) {
        stop?.throwIfAborted();
        // Where another process is at it, what it has done is seen when it is done.
        if (!(await inTransaction(pool, (client) => reviewPage(client, size, options)))) await sleep(WAIT_MS);
      }
      while (await findEndedWeek(pool, await readCursor(pool, CURSORS.sample), size)) {
        stop?.throwIfAborted();
        if (!(await inTransaction(pool, (client) => drawWeek(client, size, options)))) await sleep(WAIT_MS);
      }
      // oxlint-enable no-await-in-loop
      return size;
    },
  };
}

const PAGE = 500;
const WAIT_MS = 20;
/** Rows of `review_rule_cursor`. */
const CURSORS = { rules: 0, sample: 1 } as const;

/** @returns false where another process has the lock */
async function reviewPage(client: PoolClient, size: number, options: ReviewerOptions): Promise<boolean> {
  const next = await lockedCursor(client, CURSORS.rules);
  if (next === null) return false;
  if (next >= size) return true;
  const to = Math.min(next + PAGE, size);
  const entries = await readEntries(client, next, to);
  const context = await readContext(client, entries, to, options);
  await insertItems(
    client,
    RULES.flatMap((rule) => rule(entries, context)),
    options,
  );
  await moveCursor(client, CURSORS.rules, to);
  return true;
}

/** @returns false where another process has the lock */
async function drawWeek(client: PoolClient, size: number, options: ReviewerOptions): Promise<boolean> {
  const from = await lockedCursor(client, CURSORS.sample);
  if (from === null) return false;
  const ended = await findEndedWeek(client, from, size);
  if (!ended) return true;
  const drawn = await drawSample(client, ended, options.settings.sample);
  await insertItems(client, drawn.findings, options);
  await moveCursor(client, CURSORS.sample, drawn.to);
  return true;
}

async function readCursor(pool: Pool, id: number): Promise<number> {
  const text = 'select next from review_rule_cursor where id = $1';
  const { rows } = await pool.query<{ next: string }>({ name: 'review-rule-cursor', text, values: [id] });
  if (!rows[0]) throw new Error('The rules of review have no cursor.');
  return Number(rows[0].next);
}

async function lockedCursor(client: PoolClient, id: number): Promise<number | null> {
  const { rows } = await client.query<{ next: string }>({
    name: 'review-rule-cursor-lock',
    text: 'select next from review_rule_cursor where id = $1 for update skip locked',
    values: [id],
  });
  return rows[0] ? Number(rows[0].next) : null;
}

async function moveCursor(client: PoolClient, id: number, next: number): Promise<void> {
  const text = 'update review_rule_cursor set next = $2 where id = $1';
  await client.query({ name: 'review-rule-cursor-move', text, values: [id, next] });
}

/** What was erased, or is no leaf, raises nothing. */
async function readEntries(client: PoolClient, from: number, to: number): Promise<RuleEntry[]> {
  const { rows } = await client.query<{ index: string; bytes: Buffer }>({
    name: 'review-bytes',
    text: 'select index, bytes from access_log_leaf where index >= $1 and index < $2 and bytes is not null order by index',
    values: [from, to],
  });
  return rows.flatMap(({ index, bytes }) => entryOf(Number(index), bytes) ?? []);
}

/** Undefined where its bytes are no leaf. */
export function entryOf(index: number, bytes: Uint8Array): RuleEntry | undefined {
  const leaf = readLeaf(bytes);
  if (!leaf) return undefined;
  const { caller, time, kind, person, family, purpose, visible, decisions, change } = leaf;
  return {
    index,
    at: new Date(time),
    kind,
    worker: caller.id,
    isApp: caller.kind === 'APP',
    organisation: caller.organisation,
    person,
    family,
    purpose,
    visible,
    decisions,
    // Of what is no id nothing is asked.
    change: change ? { ...change, records: (change.records ?? []).filter(isUuid) } : null,
  };
}

async function insertItems(
  client: PoolClient,
  findings: readonly Finding[],
  { clock, settings }: ReviewerOptions,
): Promise<void> {
  if (findings.length === 0) return;
  const now = clock.now();
  const lastDay = workingDaysAfter(londonDate(now), settings.explanationWorkingDays);
  const explainBy = startOfLondonDay(addDays(lastDay, 1));
  const rows = findings.map(({ facts, entries, people, workers, asked, closedBy, ...finding }) => ({
    ...finding,
    id: randomUUID(),
    openedAt: now,
    asked,
    explainBy: asked === null ? null : explainBy,
    explanation: { facts, entries, ...(people && people.length > 1 && { people }), ...(workers && { workers }) },
    closedBy,
  }));
  await client.query({ name: 'review-items-insert', text: INSERT, values: [JSON.stringify(rows)] });
}

/** Whether a person had closed the item of a finding's rule and this key before the entry was made. */
const IS_CLOSED = (key: string): string => `exists (select from review_item i join review_step s on s.item = i.id
  where i.rule = r.rule and i.key = ${key} and s.step = 'CLOSED' and s.at < e.at)`;

/**
 * An item for each case; another, `key #2`, where its last one was closed before. How many had been closed by the time of the entry never
 * changes, so whoever goes over the log again raises the same.
 */
const INSERT = `
insert into review_item (id, rule, key, opened_at, entry, worker, organisation, person, family, asked, explain_by, explanation, auto_closed_reason)
select id, rule, r.key || coalesce(' #' || (c.number + 1), ''), "openedAt", entry, worker, organisation, person, family, asked, "explainBy", explanation, "closedBy"
from jsonb_to_recordset($1::jsonb) as r(id uuid, rule text, key text, "openedAt" timestamptz, entry bigint, worker uuid, organisation text,
  person uuid, family uuid, asked text, "explainBy" timestamptz, explanation jsonb, "closedBy" text)
  left join lateral (select e.at from review_entry e where e.index = r.entry limit 1) e on true
  cross join lateral (
    with recursive closed(number) as (
      select 1 where ${IS_CLOSED('r.key')}
      union all select number + 1 from closed where ${IS_CLOSED(`r.key || ' #' || (number + 1)`)}
    ) select max(number) as number from closed
  ) c
on conflict (rule, key) do nothing`;
