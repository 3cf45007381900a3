/**
 * Lands the files that an agency drops into a folder: each whole or not at all, once, oldest first. Files come late, repeated,
 * out of order, broken and half-written; none of that may lose a row or bring back an older one.
 */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { londonDate, monthsBefore } from '#terms/clock.ts';
import type { Clock } from '#terms/clock.ts';
import type { LandedFile, LandedRow, LandedStore } from '#terms/landed.ts';
import type { ConnectorEvent } from '#connectors/contract.ts';
import { checksumOf, readCsv } from './csv-file.ts';
import type { CsvRow } from './csv-file.ts';

/** One kind of file that an agency drops. */
export interface Feed {
  readonly feed: string;
  /** Matches the file's name, with a group `timestamp`: `20260901T063000Z`, when the agency made the file. */
  readonly pattern: RegExp;
  /** Columns without which a file is not of this feed, in lower case. */
  readonly columns: readonly string[];
  /** How far back each file goes, as agreed with the agency; null where it is not. */
  readonly coversMonths: number | null;
  /** What a row says of people; null where it does not fit. Keeps no free text. */
  parse(row: CsvRow): readonly LandedRow[] | null;
  /** Of a row that does not fit: whom it is about, and the category, where that can be read. */
  subject(row: CsvRow): { readonly agencyPersonId: string; readonly category: string } | null;
}

export interface LandFolderOptions {
  readonly agency: string;
  readonly folder: string;
  readonly feeds: readonly Feed[];
  readonly landed: LandedStore;
  readonly clock: Clock;
  readonly report: (event: ConnectorEvent) => void;
  readonly signal: AbortSignal;
  /** Remembers files between calls of one process, so that a folder of many years is not read again each time. */
  readonly settled?: Set<string>;
}

interface Candidate {
  readonly path: string;
  readonly name: string;
  readonly feed: Feed;
  readonly asOf: Date;
  /** Name, size and time of change: what can be known of a file without reading it. */
  readonly state: string;
  readonly changedAt: number;
}

const SENTENCES = {
  FOLDER: 'The folder of dropped files cannot be read.',
  FILE: 'A dropped file cannot be read.',
} as const;

export class FileDropError extends Error {
  readonly kind: keyof typeof SENTENCES;

  constructor(kind: keyof typeof SENTENCES) {
    super(SENTENCES[kind]);
    this.name = 'FileDropError';
    this.kind = kind;
  }
}

/** How far ahead an agency's clock may be. */
const CLOCK_SKEW_MS = 3_600_000;

/** A file that has not changed for this long is taken to be complete, in milliseconds. */
const QUIET_MS = 1_000;

/**
 * Lands every complete file that has not landed yet. Reports what it landed and what it could not, as counts.
 * Rejects with FileDropError, on abort, and where the store fails; what landed until then stays landed.
 */
export async function landFolder(options: LandFolderOptions): Promise<void> {
  const { agency, report, signal, settled = new Set<string>() } = options;
  const found = (await list(options)).filter(({ state }) => !settled.has(state));
  const complete = await leaveUnfinished(found, signal);
  if (complete.length < found.length) report({ agency, event: 'FILE_LEFT_FOR_LATER', count: found.length - complete.length });
  for (const candidate of complete) {
    signal.throwIfAborted();
    try {
      if (await landFile(candidate, options)) settled.add(candidate.state);
    } catch (error) {
      // One file that cannot be read must not hold up the newer ones; it is tried again at the next call.
      if (!(error instanceof FileDropError)) throw error;
      report({ agency, event: 'FILE_NOT_READ', count: 1 });
    }
  }
}

/** The folder's files by name, oldest first by the time they state. One that ends in `.part` or `.tmp` has no feed's name yet. */
async function list({ folder, feeds }: LandFolderOptions): Promise<Candidate[]> {
  const names = await readdir(folder).catch(() => {
    throw new FileDropError('FOLDER');
  });
  const candidates: Candidate[] = [];
  for (const name of names.filter((name) => !/\.(part|tmp)$/i.test(name))) {
    for (const feed of feeds) {
      const asOf = instantOf(feed.pattern.exec(name)?.groups?.['timestamp']);
      const path = join(folder, name);
      const file = asOf && (await stat(path).catch(() => null));
      if (!asOf || !file?.isFile()) continue;
      candidates.push({ path, name, feed, asOf, state: stateOf(name, file), changedAt: file.mtimeMs });
      break;
    }
  }
  return candidates.sort((a, b) => a.asOf.getTime() - b.asOf.getTime() || a.name.localeCompare(b.name));
}

/** Looks again, a moment later, at files that changed just now; those still changing are left for the next call. */
async function leaveUnfinished(candidates: readonly Candidate[], signal: AbortSignal): Promise<Candidate[]> {
  const now = Date.now();
  if (candidates.every(({ changedAt }) => changedAt <= now - QUIET_MS)) return [...candidates];
  await sleep(QUIET_MS, undefined, { signal });
  const states = await Promise.all(
    candidates.map(({ path, name }) =>
      stat(path).then(
        (file) => stateOf(name, file),
        () => null,
      ),
    ),
  );
  return candidates.filter(({ state }, index) => state === states[index]);
}

/** True where the file need not be looked at again. */
async function landFile({ path, name, feed, asOf, state }: Candidate, options: LandFolderOptions): Promise<boolean> {
  const { agency, landed, clock, report, signal, settled = new Set<string>() } = options;
  // From a file of tomorrow nothing would ever count as old, and nothing could correct it.
  if (asOf.getTime() > clock.now().getTime() + CLOCK_SKEW_MS) {
    if (!settled.has(`ahead ${state}`)) report({ agency, event: 'FILE_REFUSED', count: 1 });
    settled.add(`ahead ${state}`);
    return false;
  }
  const checksum = await readable(checksumOf(path, signal), signal);
  if (await landed.hasLanded(agency, checksum, asOf)) return true;

  const unreadable = new Map<string, LandedRow>();
  const misfit = (row: CsvRow): void => {
    const subject = feed.subject(row);
    if (subject) unreadable.set(JSON.stringify(subject), unreadableRow(subject, asOf));
  };
  const take = (row: CsvRow) => {
    const rows = feed.parse(row);
    if (!rows) misfit(row);
    return rows;
  };
  const reading = await readable(readCsv(path, feed.columns, take, signal, misfit), signal);
  // It was replaced while it was being read.
  if (reading && reading.checksum !== checksum) return false;
  // A file of which nothing fits would else pass for news that there is nothing.
  if (!reading || (reading.misfits > 0 && reading.items.length === 0)) {
    report({ agency, event: 'FILE_REFUSED', count: 1 });
    return true;
  }
  const coversFrom = feed.coversMonths === null ? null : monthsBefore(londonDate(asOf), feed.coversMonths);
  const file: LandedFile = { agency, feed: feed.feed, name, checksum, asOf, coversFrom };
  const rows = [...lastOfEach(reading.items), ...unreadable.values()];
  await landed.land(file, rows);
  report({ agency, event: 'FILE_LANDED', count: rows.length - unreadable.size });
  if (reading.misfits > 0) report({ agency, event: 'ROWS_REFUSED', count: reading.misfits });
  return true;
}

/** Stands for what a file says of somebody and nobody can read: until a newer file, it is not known that there is nothing. */
function unreadableRow({ agencyPersonId, category }: { agencyPersonId: string; category: string }, asOf: Date): LandedRow {
  return { agencyPersonId, category, key: `${UNREADABLE} ${agencyPersonId}`, occurredAt: asOf, content: { [UNREADABLE]: true } };
}

const UNREADABLE = 'unreadable';

/** Whether a landed row only says that a row about this person could not be read. Its `occurredAt` is the file's time. */
export function isUnreadable(row: LandedRow): boolean {
  return row.content[UNREADABLE] === true;
}

/** A file may repeat an entry: its last word on it counts. */
function lastOfEach(rows: readonly LandedRow[]): LandedRow[] {
  return [...new Map(rows.map((row) => [`${row.category} ${row.key}`, row])).values()];
}

async function readable<T>(reading: Promise<T>, signal: AbortSignal): Promise<T> {
  return reading.catch(() => {
    signal.throwIfAborted();
    throw new FileDropError('FILE');
  });
}

function stateOf(name: string, { size, mtimeMs }: { size: number; mtimeMs: number }): string {
  return `${name} ${size} ${mtimeMs}`;
}

function instantOf(timestamp: string | undefined): Date | null {
  const [, year, month, day, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(timestamp ?? '') ?? [];
  const instant = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(instant.getTime()) ? null : instant;
}
