/**
 * Makes the files of entries that officers asked for: part after part, each in a transaction with how far it has come, so that whoever
 * goes on after a stop neither repeats nor leaves out. Unfinished files take turns.
 */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Pool } from 'pg';
import { newestCheckpoint } from '#access-log/checkpoints.ts';
import { proveEntries } from '#access-log/proofs.ts';
import { inTransaction } from '#storage/transaction.ts';
import type { Clock } from '#terms/clock.ts';
import type { ExportFormat } from '#terms/review.ts';
import { readEntriesOf } from '#review/entries.ts';
import type { ReadFilter } from '#review/filter.ts';
import { keptFilter, readFilter } from '#review/filter.ts';
import type { Indexer } from '#review/indexing.ts';
import { notOfOwnReview } from '#review/own-reviews.ts';
import { readPage } from '#review/pages.ts';
import { createRead } from '#review/read.ts';
import type { ReadTies, Ties } from '#review/ties.ts';
import type { ExportedEntry } from './rendering.ts';
import { RENDERINGS } from './rendering.ts';
import { groundOf } from './ground.ts';

export interface Exporter {
  /** Makes what is unfinished, and removes what has expired. */
  work(stopping: AbortSignal): Promise<void>;
}

export interface ExporterOptions {
  readonly pool: Pool;
  readonly indexer: Indexer;
  readonly clock: Clock;
  readonly readTies: ReadTies;
  /** How long a file can be fetched. */
  readonly hours: number;
  /** How many entries a part has; 500 in a hub. */
  readonly entriesAPart?: number;
}

interface Unfinished {
  readonly id: string;
  readonly requestedBy: string;
  readonly requestedAt: string;
  readonly format: ExportFormat;
  readonly filter: ReadFilter['kept'];
  readonly completeTo: number | null;
  readonly ground: string | null;
  readonly after: string | null;
  readonly reached: number;
  readonly entries: number;
  readonly parts: number;
  readonly bytes: number;
}

/** What one step adds. */
interface Progress {
  readonly completeTo: number;
  readonly ground: string;
  readonly after: string | null;
  readonly reached: number;
  readonly entries: number;
  readonly isDone: boolean;
  readonly contents: readonly Uint8Array[];
}

const ENTRIES_A_PART = 500;
const compress = promisify(gzip);

export function createExporter(options: ExporterOptions): Exporter {
  const { pool, clock } = options;
  const read = createRead(pool);

  /** @returns whether it is still unfinished */
  async function goOn(id: string, stopping: AbortSignal): Promise<boolean> {
    const [stored] = await read<{ row: Unfinished }>('export-unfinished', UNFINISHED, [id, clock.now()]);
    if (!stored) return false;
    const found = stored.row;
    const ties = await options.readTies(read, found.requestedBy);
    // What they may not read any more is not in a part already made.
    if (found.ground !== null && found.ground !== groundOf(ties)) {
      await pool.query({ name: 'export-void', text: VOID, values: [id, clock.now()] });
      return false;
    }
    const progress = await (found.completeTo === null ? begin(found, ties, stopping) : nextPart(found, found.completeTo, ties));
    await keep(found, progress);
    return !progress.isDone;
  }

  async function begin({ id, format, requestedAt }: Unfinished, ties: Ties, stopping: AbortSignal): Promise<Progress> {
    const indexed = await options.indexer.catchUp(stopping);
    // What no checkpoint has yet cannot be proven.
    const proven = format === 'PROOFS' ? ((await newestCheckpoint(pool))?.size ?? 0) : indexed;
    const head = RENDERINGS[format].head({ id, at: new Date(requestedAt) });
    const completeTo = Math.min(indexed, proven);
    return { completeTo, ground: groundOf(ties), after: null, reached: 0, entries: 0, isDone: false, contents: [head] };
  }

  async function nextPart({ after, ...wanted }: Unfinished, completeTo: number, ties: Ties): Promise<Progress> {
    const conditions = [...readFilter(keptFilter(wanted.filter)).conditions, notOfOwnReview];
    const first = options.entriesAPart ?? ENTRIES_A_PART;
    const query = { first, after, orderBy: 'OLDEST_FIRST', reviewer: wanted.requestedBy, ties, completeTo, conditions } as const;
    const page = await readPage(read, query);
    const found = await readEntriesOf(read, page.entries, ties);
    const exported = wanted.format === 'PROOFS' ? await prove(found) : found.map((entry) => ({ entry, proof: null }));
    const rendering = RENDERINGS[wanted.format];
    const isDone = !page.pageInfo.hasNextPage;
    return {
      completeTo,
      ground: groundOf(ties),
      after: page.pageInfo.endCursor ?? after,
      reached: isDone ? completeTo : Math.max(wanted.reached, found.at(-1)?.index ?? 0),
      entries: exported.length,
      isDone,
      contents: [...(exported.length > 0 ? [await rendering.page(exported)] : []), ...(isDone ? [rendering.tail()] : [])],
    };
  }

  /** Without those whose bytes name somebody of whom the officer may not read, and those that were erased. */
  async function prove(entries: Parameters<typeof indexesOf>[0]): Promise<ExportedEntry[]> {
    const whole = entries.filter(({ isWhole }) => isWhole);
    const proofs = await proveEntries(pool, indexesOf(whole));
    return whole.flatMap((entry, place) => {
      const proof = proofs[place];
      return proof?.entry == null ? [] : [{ entry, proof }];
    });
  }

  /** Adds the part where nobody else has added it meanwhile. */
  async function keep({ id, parts, bytes, entries }: Unfinished, progress: Progress): Promise<void> {
    const contents = await Promise.all(progress.contents.filter(({ length }) => length > 0).map((content) => compress(content)));
    await inTransaction(pool, async (client) => {
      const total = bytes + contents.reduce((sum, { length }) => sum + length, 0);
      const now = clock.now();
      const expiresAt = new Date(now.getTime() + options.hours * 3_600_000);
      const { completeTo, ground, after, reached, isDone } = progress;
      const { rowCount } = await client.query({
        name: 'export-progress',
        text: PROGRESS,
        values: [
          id,
          parts,
          parts + contents.length,
          total,
          entries + progress.entries,
          completeTo,
          ground,
          after,
          reached,
          isDone ? 'READY' : 'RUNNING',
          expiresAt,
          now,
        ],
      });
      if (rowCount === 0) return;
      let start = bytes;
      for (const [place, content] of contents.entries()) {
        // oxlint-disable-next-line no-await-in-loop -- one connection, in order
        await client.query({ name: 'export-part', text: PART, values: [id, parts + place, start, content] });
        start += content.length;
      }
    });
  }

  return {
    async work(stopping) {
      await expire(pool, clock.now());
      const { rows } = await pool.query<{ id: string }>({ name: 'export-list', text: LIST, values: [clock.now()] });
      let waiting = rows.map(({ id }) => id);
      const failures: unknown[] = [];
      while (waiting.length > 0 && !stopping.aborted) {
        const left: string[] = [];
        for (const id of waiting) {
          if (stopping.aborted) break;
          // What is wrong with one keeps no other from being made.
          // oxlint-disable-next-line no-await-in-loop -- a part of each in turn
          if (await goOn(id, stopping).catch((error: unknown) => void failures.push(error))) left.push(id);
        }
        waiting = left;
      }
      if (failures.length > 0 && !stopping.aborted) throw failures[0];
    },
  };
}

function indexesOf(entries: readonly ExportedEntry['entry'][]): number[] {
  return entries.map(({ index }) => index);
}

/** Files that have expired lose their parts, few at a time; what was asked for is kept for a month longer. */
async function expire(pool: Pool, now: Date): Promise<void> {
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- few at a time
    const { rowCount } = await pool.query({ name: 'export-expire', text: EXPIRE, values: [now, FEW] });
    if ((rowCount ?? 0) < FEW) break;
  }
  await pool.query({ name: 'export-forget', text: FORGET, values: [new Date(now.getTime() - MONTH_MS)] });
}

const FEW = 500;
const MONTH_MS = 30 * 86_400_000;

const LIST = `select id from review_export where state in ('WAITING', 'RUNNING') and expires_at > $1 order by requested_at, id`;
const UNFINISHED = `
  select json_build_object('id', id, 'requestedBy', requested_by, 'requestedAt', requested_at, 'format', format, 'filter', filter,
    'completeTo', complete_to, 'ground', ground, 'after', after, 'reached', reached, 'entries', entries, 'parts', parts, 'bytes', bytes) as row
  from review_export where id = $1 and state in ('WAITING', 'RUNNING') and expires_at > $2`;
const PROGRESS = `
  update review_export set parts = $3, bytes = $4, entries = $5, complete_to = $6, ground = $7, after = $8, reached = $9, state = $10,
    expires_at = $11
  where id = $1 and parts = $2 and state in ('WAITING', 'RUNNING') and expires_at > $12`;
const VOID = `update review_export set state = 'VOID', expires_at = $2 where id = $1 and state in ('WAITING', 'RUNNING')`;
const PART = 'insert into review_export_part (export, place, start, content) values ($1, $2, $3, $4)';
const EXPIRE = `
  delete from review_export_part where (export, place) in (
    select p.export, p.place from review_export_part p join review_export e on e.id = p.export where e.expires_at <= $1 limit $2)`;
const FORGET = 'delete from review_export where expires_at <= $1';
