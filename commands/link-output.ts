/** What `npm run link` writes: pairs, the best first, and who is one person with whom. */
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import { probabilityOf } from '#people/matching/fellegi-sunter.ts';
import type { Linked } from '#people/matching/linking.ts';
import type { PersonRecord } from '#people/matching/record.ts';

/** Pairs that are hardly of one person are not written. */
const LEAST_PROBABILITY = 0.01;

export async function writePairs(
  path: string,
  records: readonly PersonRecord[],
  { pairs }: Linked,
  say: (line: string) => void,
): Promise<void> {
  const rows = pairs
    .map(({ left, right, weight }) => ({ left, right, weight, probability: probabilityOf(weight) }))
    .filter(({ probability }) => probability >= LEAST_PROBABILITY)
    .toSorted((a, b) => b.weight - a.weight || a.left - b.left || a.right - b.right);
  const id = (index: number): string => records[index]?.id ?? '';
  await writeRows(path, ['id_l', 'id_r', 'weight', 'probability'], rows, ({ left, right, weight, probability }) => [
    id(left),
    id(right),
    weight.toFixed(3),
    probability.toFixed(6),
  ]);
  say(
    `${rows.length} pairs written, ${rows.filter(({ probability }) => probability >= 0.5).length} of them more likely than not`,
  );
}

export async function writeClusters(
  path: string,
  records: readonly PersonRecord[],
  { clusterOf, bridges }: Linked,
  say: (line: string) => void,
): Promise<void> {
  const rows = records.map(({ id, source }, index) => [id, String(clusterOf[index]), source]);
  await writeRows(path, ['id', 'cluster', 'source'], rows, (row) => row);
  say(
    `${new Set(clusterOf).size} people written; ${bridges.length} pairs of them were left apart, though they may be one person`,
  );
}

const ROWS_AT_ONCE = 10_000;

async function writeRows<T>(
  path: string,
  header: readonly string[],
  rows: readonly T[],
  cells: (row: T) => readonly string[],
): Promise<void> {
  function* chunks() {
    yield stringify([[...header]]);
    for (let start = 0; start < rows.length; start += ROWS_AT_ONCE)
      yield stringify(rows.slice(start, start + ROWS_AT_ONCE).map((row) => [...cells(row)]));
  }
  await pipeline(Readable.from(chunks()), createWriteStream(path));
}
