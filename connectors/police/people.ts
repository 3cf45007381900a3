/**
 * The police's list of people, for the person index: files of those whom they added, changed or removed since the last. They share no list
 * of everybody whom they know. Which files were read is the cursor, so that a late one is still read.
 */
import { z } from 'zod';
import type { Agency, Tools } from '#connectors/contract.ts';
import { readCsv } from '#connectors/transports/csv-file.ts';
import type { CsvRow } from '#connectors/transports/csv-file.ts';
import type { DroppedFile, FileKind } from '#connectors/transports/dropped-files.ts';
import { FileDropError, isAhead, leaveUnfinished, listDropped, readable } from '#connectors/transports/dropped-files.ts';
import { distinct, readRows, shortText } from '#connectors/transports/list-rows.ts';
import { isLocalDate } from '#terms/clock.ts';
import type { DemographicPage, Demographics, OtherName } from '#terms/demographics.ts';
import { UNREADABLE } from '#terms/demographics.ts';
import { nominal } from './wire.ts';

const AGENCY = 'police';
const ROWS_AT_ONCE = 500;
const PEOPLE: FileKind = { pattern: /^people-(?<timestamp>\d{8}T\d{6}Z)(?: ?\(\d+\))?\.csv$/ };

const row = z.object({
  nominal_reference: nominal,
  status: z.enum(['LIVE', 'DELETED', 'MERGED']),
  merged_into: z.literal('').or(nominal),
  restricted: z.enum(['Y', 'N', '']),
  forename: shortText,
  surname: shortText,
  aliases: shortText,
  date_of_birth: shortText,
  sex: shortText,
  address: shortText,
  town: shortText,
  postcode: shortText,
  phones: shortText,
});
const COLUMNS = Object.keys(row.shape);

export function createPolicePeople(folder: string, { clock, report }: Tools): NonNullable<Agency['people']> {
  const ahead = new Set<string>();

  async function* pages(
    files: readonly DroppedFile<FileKind>[],
    readBefore: readonly string[],
    signal: AbortSignal,
  ): AsyncGenerator<DemographicPage> {
    let read = readBefore;
    for (const file of files) {
      const items = await rowsOf(file, signal);
      if (items === null) continue;
      const before = JSON.stringify(read);
      read = [...read, file.state];
      // A file without rows has been read too.
      for (let start = 0; start === 0 || start < items.length; start += ROWS_AT_ONCE) {
        const page = readRows(items.slice(start, start + ROWS_AT_ONCE), row, changeOf);
        const cursor = start + ROWS_AT_ONCE < items.length ? before : JSON.stringify(read);
        yield { ...page, asOf: file.asOf, delivery: file.name, cursor };
      }
    }
  }

  /** Null for a file that is looked at again another time. One that is no such CSV counts as read, with nothing in it. */
  async function rowsOf(file: DroppedFile<FileKind>, signal: AbortSignal): Promise<readonly unknown[] | null> {
    signal.throwIfAborted();
    const refused = (event: string, items: null | []) => {
      report({ agency: AGENCY, event, count: 1 });
      return items;
    };
    if (isAhead(file, clock)) {
      // Said once, and looked at again until its time has come.
      if (ahead.has(file.state)) return null;
      ahead.add(file.state);
      return refused('FILE_REFUSED', null);
    }
    try {
      const reading = await readable(
        readCsv(file.path, COLUMNS, (csv: CsvRow) => [csv], signal),
        signal,
      );
      // A row with too few or too many fields cannot be read, whatever is in it.
      return reading ? [...reading.items, ...Array.from({ length: reading.misfits }, () => null)] : refused('FILE_REFUSED', []);
    } catch (error) {
      if (!(error instanceof FileDropError)) throw error;
      return refused('FILE_NOT_READ', null);
    }
  }

  return async (cursor, signal) => {
    const known = new Set(readCursor(cursor));
    const listed = await listDropped(folder, [PEOPLE]);
    const files = await leaveUnfinished(
      listed.filter(({ state }) => !known.has(state)),
      signal,
    );
    // What has gone from the folder need not be remembered.
    const read = listed.filter(({ state }) => known.has(state)).map(({ state }) => state);
    return { covers: 'CHANGES', complete: false, pages: pages(files, read, signal) };
  };
}

/** A cursor of another form counts as none: what is read again changes nothing. */
function readCursor(cursor: string | null): string[] {
  try {
    return z.array(z.string()).parse(JSON.parse(cursor ?? '[]'));
  } catch {
    return [];
  }
}

function changeOf(person: z.infer<typeof row>) {
  const { nominal_reference: id, merged_into: into } = person;
  if (person.status === 'DELETED') return { change: 'DELETED' as const, id };
  if (person.status === 'MERGED') return into === '' || into === id ? UNREADABLE : { change: 'MERGED' as const, id, into };
  return { change: 'RECORD' as const, id, demographics: demographicsOf(person), sealed: person.restricted === 'Y' };
}

function demographicsOf(person: z.infer<typeof row>): Demographics {
  const { address: line, town, postcode } = person;
  return {
    forename: person.forename,
    surname: person.surname,
    otherNames: distinct((person.aliases ?? '').split(';').map((alias) => alias.trim())).map(aliasOf),
    dateOfBirth: dayOf(person.date_of_birth),
    sex: person.sex,
    addresses: line || town || postcode ? [{ line, town, postcode, uprn: null }] : [],
    phones: distinct((person.phones ?? '').split(';').map((phone) => phone.trim())),
    emails: [],
    identifiers: {},
    relatedTo: [],
  };
}

/** The last word is taken for the surname. */
function aliasOf(alias: string): OtherName {
  const words = alias.split(/\s+/);
  return { forename: words.slice(0, -1).join(' ') || null, surname: words.at(-1) ?? null };
}

/** The police write days as 31/01/1990; what is none is left as it came. */
function dayOf(text: string | null): string | null {
  const [, day, month, year] = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text ?? '') ?? [];
  const date = `${year}-${month}-${day}`;
  return isLocalDate(date) ? date : text;
}
