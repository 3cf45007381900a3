/** Reads one CSV file, whole or not at all. A row that does not fit is counted, never quoted. */
import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import type { CsvError } from 'csv-parse';

export type CsvRow = Readonly<Record<string, string>>;

export interface CsvReading<T> {
  readonly items: readonly T[];
  /** How many rows had too few or too many fields, or were refused by `take`. */
  readonly misfits: number;
  /** SHA-256 of the bytes that were read, hex. */
  readonly checksum: string;
}

/** The longest row that is read, in bytes: a quote that is never closed must not swallow the rest of a file. */
const LONGEST_ROW = 256 * 1024;

/**
 * Streams a UTF-8 file with a header row. `take` gives what a row is worth, or null where it does not fit.
 * Null for a file that is no such CSV, or lacks one of the columns. Rejects where it cannot be read, and on abort.
 */
export async function readCsv<T>(
  path: string,
  columns: readonly string[],
  take: (row: CsvRow) => readonly T[] | null,
  signal: AbortSignal,
  misfit: (row: CsvRow) => void = () => undefined,
): Promise<CsvReading<T> | null> {
  const items: T[] = [];
  const hash = createHash('sha256');
  let misfits = 0;
  let header: readonly string[] = [];
  const parser = parse({
    bom: true,
    columns: (first: string[]) => {
      const names = first.map((name) => name.trim().toLowerCase());
      if (columns.some((column) => !names.includes(column))) throw new NotThisCsv();
      header = names;
      return names;
    },
    relax_column_count: false,
    skip_empty_lines: true,
    max_record_size: LONGEST_ROW,
    skip_records_with_error: true,
    on_skip: (error) => {
      // Any other complaint means that what follows may be read wrongly.
      if (error?.code !== 'CSV_RECORD_INCONSISTENT_COLUMNS') throw new NotThisCsv();
      misfits += 1;
      const record = (error as { record?: string[] }).record ?? [];
      misfit(Object.fromEntries(header.map((name, place) => [name, record[place] ?? ''])));
      return undefined;
    },
  });
  try {
    await pipeline(createReadStream(path), hashing(hash), parser, collect, { signal });
  } catch (error) {
    if (error instanceof NotThisCsv || (error as Partial<CsvError>).code?.startsWith('CSV_')) return null;
    throw error;
  }
  return { items, misfits, checksum: hash.digest('hex') };

  async function collect(rows: AsyncIterable<CsvRow>): Promise<void> {
    for await (const row of rows) {
      const taken = take(row);
      if (taken) items.push(...taken);
      else misfits += 1;
    }
  }
}

/** SHA-256 of a file's bytes, hex. */
export async function checksumOf(path: string, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { signal })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

function hashing(hash: Hash) {
  return async function* (chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      hash.update(chunk);
      yield chunk;
    }
  };
}

class NotThisCsv extends Error {}
