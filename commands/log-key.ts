/**
 * `npm run -s log:key -- NAME`: a new key that signs the access log's checkpoints, and what others verify them with. Without a name: what
 * others verify this hub's with.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SigningKey } from '#access-log/keys.ts';
import { makeSigningKey, parseSigningKey } from '#access-log/keys.ts';
import { readDataDirectory } from '#server/config.ts';
import { OWN_SIGNING_KEY } from '#server/log-keys.ts';
import { StartError } from '#server/start-error.ts';
import { run } from './run.ts';

run(async () => {
  const [name, ...more] = process.argv.slice(2);
  if (more.length > 0) {
    throw new StartError('Say the log’s name: npm run -s log:key -- NAME, as in hub.example.gov.uk/access-log.');
  }
  if (name === undefined) {
    for (const { verifierKey } of await ownKeys()) console.log(verifierKey);
    return;
  }
  const key = make(name);
  const { verifierKey } = parseSigningKey(key);
  console.log(`LOG_SIGNING_KEY=${key}`);
  console.error(`\nKeep that line secret. Checkpoints are verified with this, which everybody may know:\n${verifierKey}`);
});

/** Of LOG_SIGNING_KEY, or of the hub of this folder. */
async function ownKeys(): Promise<SigningKey[]> {
  const directory = readDataDirectory(process.env);
  const given = process.env['LOG_SIGNING_KEY'] || (await readFile(join(directory, OWN_SIGNING_KEY), 'utf8').catch(() => ''));
  if (given === '') {
    throw new StartError(
      'There is no key here: set LOG_SIGNING_KEY, or say a name to make one: npm run -s log:key -- hub.example.gov.uk/access-log.',
    );
  }
  try {
    return given.trim().split(/\s+/).map(parseSigningKey);
  } catch (error) {
    throw new StartError(`LOG_SIGNING_KEY cannot be used: ${(error as Error).message}.`);
  }
}

function make(name: string): string {
  try {
    return makeSigningKey(name);
  } catch (error) {
    throw new StartError(`${name}: ${(error as Error).message}.`);
  }
}
