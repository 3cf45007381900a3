/** `npm run -s link -- --left A.csv [--right B.csv] --columns MAP.json --out PAIRS.csv`: who in the files is one person. No database. */
import { readFile, writeFile } from 'node:fs/promises';
import { modelSchema } from '#people/matching/model.ts';
import type { LinkageModel } from '#people/matching/model.ts';
import type { PersonRecord } from '#people/matching/record.ts';
import { StartError } from '#server/start-error.ts';
import { readPeople } from './link-files.ts';
import { describeFigures, measureLinked } from './link-figures.ts';
import { linkFiles } from './link-model.ts';
import { readColumnMap, readLinkCommand } from './link-options.ts';
import type { LinkCommand } from './link-options.ts';
import { writeClusters, writePairs } from './link-output.ts';
import { checkPaths } from './link-paths.ts';
import { run } from './run.ts';

const MOST_REPORTS = 1_000;
const began = performance.now();
const say = (line: string): void => console.error(`${((performance.now() - began) / 1_000).toFixed(1)} s  ${line}`);

run(async () => {
  const command = readLinkCommand(process.argv.slice(2));
  await checkPaths(command);
  const { records, truth } = await readAll(command);
  if (records.length === 0) throw new StartError('No row could be used.');
  const across = command.right !== null;
  const given = command.model === null ? null : await readModel(command.model);
  const { model, linked } = await linkFiles(records, { across, given, onlyTrain: command.out === null, say });
  if (command.train !== null) await writeFile(command.train, `${JSON.stringify(model)}\n`);
  if (command.out !== null && linked !== null) {
    await writePairs(command.out, records, linked, say);
    if (command.clusters !== null) await writeClusters(command.clusters, records, linked, say);
    if (truth.some((label) => label !== null))
      for (const line of describeFigures(measureLinked(records, truth, linked, across))) say(line);
  }
  say(`done; at most ${Math.round(process.resourceUsage().maxRSS / 1_024)} MB of memory`);
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
