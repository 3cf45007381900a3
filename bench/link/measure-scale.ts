/** How long `npm run link` takes for many records of four agencies, and how much memory. */
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import { execFile } from 'node:child_process';
import type { ReceivedRecord } from '#people/matching/record.ts';
import { atMost } from './goals.ts';
import type { Goal } from './goals.ts';
import { makePopulation } from './population.ts';

const ROOT = new URL('../../', import.meta.url).pathname;
/** Of a household. */
const RECORDS = 8.8;
const COLUMNS = {
  id: 'id',
  forename: 'forename',
  surname: 'surname',
  dateOfBirth: 'dob',
  sex: 'sex',
  postcode: 'postcode',
  street: 'street',
  locality: 'town',
  phone: 'phone',
  identifier: { 'nhs-number': 'nhs', upn: 'upn' },
};

export async function measureScale(records: number, say: (line: string) => void): Promise<Goal[]> {
  const folder = await mkdtemp(join(tmpdir(), 'family-view-link-'));
  try {
    await writePopulation(join(folder, 'people.csv'), records);
    await writeFile(join(folder, 'columns.json'), JSON.stringify(COLUMNS));
    const began = performance.now();
    const said = await link(folder);
    const seconds = (performance.now() - began) / 1_000;
    const megabytes = Number(/at most (\d+) MB/.exec(said)?.[1]);
    say(`${/(\d+) records read/.exec(said)?.[1]} records of four agencies: ${seconds.toFixed(1)} s, ${megabytes} MB`);
    if (records < 1_000_000) return [];
    return [atMost('a million records, seconds', 300, seconds), atMost('a million records, MB', 4_096, megabytes)];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const link = (folder: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const args = ['run', '-s', 'link', '--', '--left', 'people.csv', '--columns', 'columns.json', '--out', 'pairs.csv'].map(
      (arg) => (/\.(csv|json)$/.test(arg) ? join(folder, arg) : arg),
    );
    execFile('npm', args, { cwd: ROOT, maxBuffer: 2 ** 24 }, (error, _, said) => (error ? reject(error) : resolve(said)));
  });

async function writePopulation(path: string, records: number): Promise<void> {
  const population = makePopulation({ seed: 7, households: Math.ceil(records / RECORDS), twins: 500, siblings: 1_000 });
  function* chunks() {
    yield stringify([['id', 'forename', 'surname', 'dob', 'sex', 'postcode', 'street', 'town', 'phone', 'nhs', 'upn']]);
    for (let start = 0; start < population.records.length; start += 10_000)
      yield stringify(population.records.slice(start, start + 10_000).map(cellsOf));
  }
  await pipeline(Readable.from(chunks()), createWriteStream(path));
}

const cellsOf = ({ identifiers, ...record }: ReceivedRecord): string[] =>
  [
    record.id,
    record.forename,
    record.surname,
    record.dateOfBirth,
    record.sex,
    record.postcode,
    record.street,
    record.locality,
    record.phone,
    identifiers?.['nhs-number'],
    identifiers?.['upn'],
  ].map((cell) => cell ?? '');
