/** `npm run -s agreements -- check|import|export FILE`: information sharing agreements as a file (rule 4). */
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { StartError } from '#server/start-error.ts';
import { exportAgreements, importAgreements, knownParties } from './agreements-database.ts';
import type { Imported } from './agreements-database.ts';
import { readAgreements } from './agreements-file.ts';
import { readHubKey, withHubDatabase, withRunningHubDatabase } from './hub-database.ts';
import { run } from './run.ts';
import type { Mistake } from './yaml-reader.ts';

const USAGE = [
  'Say what to do: npm run -s agreements -- check FILE, import FILE --by SUBJECT (the sign-in subject of who proposes),',
  'or export FILE (- for the terminal).',
].join(' ');

run(async () => {
  const { action, file, by } = readArguments();
  if (action === 'check') await check(file);
  else if (action === 'import' && by !== undefined) await propose(file, by);
  else if (action === 'export') await write(file);
  else throw new StartError(USAGE);
});

function readArguments(): { action: string | undefined; file: string; by: string | undefined } {
  try {
    const { values, positionals } = parseArgs({ options: { by: { type: 'string' } }, allowPositionals: true });
    const [action, file, ...more] = positionals;
    if (file !== undefined && more.length === 0) return { action, file, by: values.by };
  } catch {
    // An option that does not exist is answered like a wrong one.
  }
  throw new StartError(USAGE);
}

async function check(file: string): Promise<void> {
  const text = await read(file);
  const known = (await withRunningHubDatabase(knownParties)) ?? (await knownParties(null));
  const { agreements, mistakes } = readAgreements(text, known);
  if (mistakes.length > 0) tell(file, mistakes);
  else if (agreements.length === 0) throw new StartError(`There are no agreements in ${file}.`);
  else console.log(`${count(agreements.length)}, all in order.`);
  if (known.organisations === null) {
    console.log('Recipients were not looked up: no hub runs here, and DATABASE_URL is not set.');
  }
}

async function propose(file: string, subject: string): Promise<void> {
  const text = await read(file);
  const imported = await withHubDatabase(async (database) =>
    importAgreements({ ...database, hubKey: await readHubKey() }, text, subject),
  );
  if ('mistakes' in imported) {
    tell(file, imported.mistakes);
    console.log('Nothing was proposed.');
    return;
  }
  for (const line of summary(imported)) console.log(line);
}

function summary({ proposed, unchanged, ended }: Imported): string[] {
  return [
    ...proposed.map(({ id, version }) => `${id}: version ${version} is proposed.`),
    ...ended.map((id) => `${id}: its latest version has been ended, and is left so; change it to propose it anew.`),
    proposed.length > 0
      ? `${count(proposed.length)} proposed, ${unchanged.length} unchanged. Each is in force once a second person has activated it (activateAgreement).`
      : `There is nothing to change: ${count(unchanged.length)} as in the file.`,
  ];
}

async function write(file: string): Promise<void> {
  const { text, count: written } = await withHubDatabase(exportAgreements);
  if (file === '-') {
    process.stdout.write(text);
    return;
  }
  await writeFile(file, text, { flag: 'wx' }).catch(({ code }: NodeJS.ErrnoException) => {
    if (code === 'EEXIST') throw new StartError(`${file} exists already: give another name.`);
    throw new StartError(`${file} cannot be written: choose another place.`);
  });
  console.log(`${count(written)} written to ${file}.`);
}

async function read(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => {
    throw new StartError(`${file} cannot be read: check the name.`);
  });
}

function tell(file: string, mistakes: readonly Mistake[]): void {
  for (const { line, sentence } of mistakes) console.log(`${file}:${line}: ${sentence}`);
  process.exitCode = 1;
}

function count(agreements: number): string {
  return agreements === 1 ? '1 agreement' : `${agreements} agreements`;
}
