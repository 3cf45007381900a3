/**
 * Lands the files that an agency drops into a folder: each whole or not at all, once, oldest first. Files come late, repeated,
 * out of order, broken and half-written; none of that may lose a row or bring back an older one.
 */
import { londonDate, monthsBefore } from '#terms/clock.ts';
import type { Clock } from '#terms/clock.ts';
import type { LandedFile, LandedRow, LandedStore } from '#terms/landed.ts';
import type { ConnectorEvent } from '#connectors/contract.ts';
import { checksumOf, readCsv } from './csv-file.ts';
import type { CsvRow } from './csv-file.ts';
import { FileDropError, isAhead, leaveUnfinished, listDropped, readable } from './dropped-files.ts';
import type { DroppedFile, FileKind } from './dropped-files.ts';

/** One kind of file that an agency drops. */
export interface Feed extends FileKind {
  readonly feed: string;
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

/**
 * Lands every complete file that has not landed yet. Reports what it landed and what it could not, as counts.
 * Rejects with FileDropError, on abort, and where the store fails; what landed until then stays landed.
 */
export async function landFolder(options: LandFolderOptions): Promise<void> {
  const { agency, report, signal, settled = new Set<string>() } = options;
  const found = (await listDropped(options.folder, options.feeds)).filter(({ state }) => !settled.has(state));
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

/** True where the file need not be looked at again. */
async function landFile(dropped: DroppedFile<Feed>, options: LandFolderOptions): Promise<boolean> {
  const { path, name, kind: feed, asOf, state } = dropped;
  const { agency, landed, clock, report, signal, settled = new Set<string>() } = options;
  // From a file of tomorrow nothing would ever count as old, and nothing could correct it.
  if (isAhead(dropped, clock)) {
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
