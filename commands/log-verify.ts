/** `npm run -s log:verify -- --key VKEY …`: verifies what the access log proves, from files (access-log/verify.ts) or the live database. */
import { readFile } from 'node:fs/promises';
import { openNewest } from '#access-log/checkpoints.ts';
import type { VerifierKey } from '#access-log/verify.ts';
import { openCheckpoint, openCheckpoints, readArguments, USAGE, VerifyError, verifyCommand } from '#access-log/verify.ts';
import { checkWhole } from '#access-log/whole.ts';
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
  const newest = await openNewest(pool, (note) => openCheckpoint(note, keys));
  const given = await Promise.all(files.map((file) => readFile(file, 'utf8')));
  const checkpoints = [...(newest ? [newest] : []), ...given.flatMap((text) => openCheckpoints(text, keys))];
  const hubKey = readGivenHubKey();
  const head = await checkWhole(pool, { checkpoints, hubKeys: hubKey ? [hubKey] : [] });
  const different = await createIndexer({ pool }).differences();
  if (different !== null) throw new VerifyError(`Entry ${different}: the review’s index does not say what the entry says.`);
  const proven = checkpoints.reduce((most, { size }) => Math.max(most, size), 0);
  return [
    `Every one of ${head.size} entries holds, and the review’s index of them; ${checkpoints.length} checkpoints, the newest of ${proven} entries.`,
    ...(head.size > proven && !hubKey ? ['LOG_HUB_KEY is not set: whether a hub wrote the entries since was not checked.'] : []),
  ].join('\n');
}
