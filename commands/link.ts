/** `npm run -s link -- --left A.csv [--right B.csv] --columns MAP.json --out PAIRS.csv`: who in the files is one person. No database. */
import { createWriteStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import { probabilityOf } from '#people/matching/fellegi-sunter.ts';
import { link } from '#people/matching/linking.ts';
import type { Linked } from '#people/matching/linking.ts';
import { modelSchema } from '#people/matching/model.ts';
import type { LinkageModel } from '#people/matching/model.ts';
import type { PersonRecord } from '#people/matching/record.ts';
import { StartError } from '#server/start-error.ts';
import { readPeople } from './link-files.ts';
import { describeFigures } from './link-figures.ts';
import { LIMITS_FOR_FILES, trainForFiles } from './link-model.ts';
import { readColumnMap, readLinkCommand } from './link-options.ts';
import type { LinkCommand } from './link-options.ts';
import { run } from './run.ts';

const MOST_REPORTS = 1_000;
/** Pairs that are hardly of one person are not written. */
const LEAST_PROBABILITY = 0.01;
const began = performance.now();
const say = (line: string): void => console.error(`${((performance.now() - began) / 1_000).toFixed(1)} s  ${line}`);

run(async () => {
  const command = readLinkCommand(process.argv.slice(2));
  const { records, truth } = await readAll(command);
  if (records.length === 0) throw new StartError('No row could be used.');
  const across = command.right !== null;
  const model = command.model === null ? trainForFiles(records, across, say) : await readModel(command.model);
  if (command.train !== null) await writeFile(command.train, `${JSON.stringify(model)}\n`);
  if (command.out === null) return;
  const log = ({ rule, pairs, leftOut }: { rule: string; pairs: number; leftOut: number }): void =>
    say(`${rule}: ${pairs} pairs${leftOut > 0 ? `; ${leftOut} values are too common and were left out` : ''}`);
  const linked = link(records, model, { across, limits: LIMITS_FOR_FILES, log });
  await writePairs(command.out, records, linked);
  if (command.clusters !== null) await writeClusters(command.clusters, records, linked);
  if (truth.some((label) => label !== null)) for (const line of describeFigures(records, truth, linked, across)) say(line);
  say('done');
});

async function readAll({ left, right, columns }: LinkCommand): Promise<{ records: PersonRecord[]; truth: (string | null)[] }> {
  const map = await readColumnMap(columns);
  let reports = 0;
  const report = (line: string): void => {
    if (++reports <= MOST_REPORTS) console.error(line);
    if (reports === MOST_REPORTS) console.error('More rows are left out, and not listed.');
  };
  const files = [await readPeople(left, 'left', map, report)];
  if (right !== null) files.push(await readPeople(right, 'right', map, report));
  // In an order of their own, so that the same files give the same answer with their rows in any order.
  const all = files.flatMap(({ records, truth }) =>
    records.toSorted((a, b) => (a.id < b.id ? -1 : 1)).map((record) => ({ record, label: truth.get(record.id) ?? null })),
  );
  say(`${all.length} records read`);
  return { records: all.map(({ record }) => record), truth: all.map(({ label }) => label) };
}

async function readModel(path: string): Promise<LinkageModel> {
  const { success, data } = modelSchema.safeParse(JSON.parse(await readFile(path, 'utf8')));
  if (!success) throw new StartError(`${path} is not a model: train one with --train.`);
  return data;
}

async function writePairs(path: string, records: readonly PersonRecord[], { pairs }: Linked): Promise<void> {
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

async function writeClusters(path: string, records: readonly PersonRecord[], { clusterOf }: Linked): Promise<void> {
  const rows = records.map(({ id, source }, index) => [id, String(clusterOf[index]), source]);
  await writeRows(path, ['id', 'cluster', 'source'], rows, (row) => row);
  say(`${new Set(clusterOf).size} people written`);
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
