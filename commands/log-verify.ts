/** `npm run -s log:verify -- --key VKEY …`: verifies what the access log proves, from files (access-log/verify.ts) or the live database. */
import { readFile } from 'node:fs/promises';
import { newestCheckpoint } from '#access-log/checkpoints.ts';
import { readEntries, readHead } from '#access-log/stored.ts';
import type { VerifierKey } from '#access-log/verify.ts';
import {
  LogCheck,
  openCheckpoint,
  openCheckpoints,
  readArguments,
  USAGE,
  VerifyError,
  verifyCommand,
} from '#access-log/verify.ts';
import { createIndexer } from '#review/indexing.ts';
import { StartError } from '#server/start-error.ts';
import type { Database } from '#storage/database.ts';
import { readGivenHubKey, withHubDatabase } from './hub-database.ts';
import { run } from './run.ts';

const LIVE = '  --key VKEY …  live [FILE …]                   the database, its last checkpoint, and those in the files';

run(async () => {
  const args = process.argv.slice(2);
  const { keys, words } = readArguments(args);
  const [what, ...files] = words;
  if (what === 'live' && keys.length > 0) console.log(await withHubDatabase((database) => verifyLive(database, keys, files)));
  else console.log(await verifyCommand(args).catch(explain));
});

function explain(error: unknown): never {
  throw error instanceof Error && error.message === USAGE ? new StartError(`${USAGE}\n${LIVE}`) : error;
}

async function verifyLive({ pool }: Database, keys: readonly VerifierKey[], files: readonly string[]): Promise<string> {
  const newest = await newestCheckpoint(pool);
  const given = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  const checkpoints = [
    ...(newest ? [openCheckpoint(newest.note, keys)] : []),
    ...given.flatMap((text) => openCheckpoints(text, keys)),
  ];
  const head = await readHead(pool);
  const hubKey = readGivenHubKey();
  const check = new LogCheck({ checkpoints, hubKeys: hubKey ? [hubKey] : [] });
  for await (const entry of readEntries(pool, 0, head.size)) check.add(entry);
  check.end(head);
  const different = await createIndexer({ pool }).differences();
  if (different !== null) throw new VerifyError(`Entry ${different}: the review’s index does not say what the entry says.`);
  const proven = Math.max(0, ...checkpoints.map(({ size }) => size));
  return [
    `Every one of ${head.size} entries holds, and the review’s index of them; ${checkpoints.length} checkpoints, the newest of ${proven} entries.`,
    ...(head.size > proven && !hubKey ? ['LOG_HUB_KEY is not set: whether a hub wrote the entries since was not checked.'] : []),
  ].join('\n');
}
