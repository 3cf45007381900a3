/** The hub's database for a command: the given one, or this installation's own, of a hub that runs or started for the while. */
import { join, resolve } from 'node:path';
import { ConfigError, readConfig } from '#server/config.ts';
import { entities } from '#server/entities.ts';
import { findHubKey, hubKeyOf } from '#server/log-keys.ts';
import { checkDatabase } from '#server/start-checks.ts';
import { StartError } from '#server/start-error.ts';
import { openDatabase } from '#storage/database.ts';
import type { Database } from '#storage/database.ts';
import { startEmbeddedPostgres } from '#storage/embedded-postgres.ts';
import { findEmbeddedPostgres } from '#storage/embedded-running.ts';
import { pendingMigrations } from '#storage/migrate.ts';

const NAME = 'family_view';

/** Opens it as the application. @throws ConfigError, StorageError, StartError where there is none, or it is not up to date */
export async function withHubDatabase<Result>(use: (database: Database) => Promise<Result>): Promise<Result> {
  const { url, stop } = await findDatabase();
  try {
    return await useAt(url, use);
  } finally {
    await stop();
  }
}

/** The same, where a database is given or a hub runs here; otherwise null, and nothing is started. */
export async function withRunningHubDatabase<Result>(use: (database: Database) => Promise<Result>): Promise<Result | null> {
  const { databaseUrl, directory } = readPlace();
  if (databaseUrl !== null) return useAt(await checked(databaseUrl), use);
  const found = await findEmbeddedPostgres(directory, NAME);
  return found.state === 'RUNNING' ? useAt(found.url, use) : null;
}

/** The secret with which this installation vouches for what it writes to the access log. */
export async function readHubKey(): Promise<Uint8Array> {
  const { log, dataDirectory } = readPlace();
  // One made here would be no hub's.
  if (isProduction() && log.hubKey === null) throw new ConfigError(['LOG_HUB_KEY is not set.']);
  return hubKeyOf(log, dataDirectory);
}

/** The same, where there is one: of a given database the key that was given with it, of its own also one that it has made. */
export function readGivenHubKey(): Uint8Array | null {
  const { databaseUrl, log, dataDirectory } = readPlace();
  if (databaseUrl === null) return findHubKey(log, dataDirectory);
  return log.hubKey === null ? null : Buffer.from(log.hubKey);
}

async function findDatabase(): Promise<{ url: string; stop: () => Promise<void> }> {
  const { databaseUrl, directory } = readPlace();
  const nothing = async (): Promise<void> => undefined;
  if (databaseUrl !== null) return { url: await checked(databaseUrl), stop: nothing };
  const found = await findEmbeddedPostgres(directory, NAME);
  if (found.state === 'RUNNING') return { url: found.url, stop: nothing };
  if (found.state === 'ABSENT') throw new StartError('There is no database here: set DATABASE_URL, or run npm start once.');
  const server = await startEmbeddedPostgres({ directory, databases: [NAME], report: console.error });
  return { url: server.url(NAME), stop: () => server.stop() };
}

/** What a command needs; whatever else a hub in production has to be told, it has not. */
const SETTINGS = ['DATABASE_URL', 'DATA_DIRECTORY', 'LOG_HUB_KEY'];

const isProduction = (): boolean => process.env['NODE_ENV'] === 'production';

function readPlace() {
  const names = isProduction() ? SETTINGS : [...SETTINGS, 'NODE_ENV'];
  const { databaseUrl, dataDirectory, log } = readConfig(Object.fromEntries(names.map((name) => [name, process.env[name]])), []);
  if (isProduction() && databaseUrl === null) throw new ConfigError(['DATABASE_URL is not set.']);
  return { databaseUrl, log, dataDirectory: resolve(dataDirectory), directory: join(resolve(dataDirectory), 'postgres') };
}

async function checked(databaseUrl: string): Promise<string> {
  await checkDatabase('DATABASE_URL', databaseUrl);
  return databaseUrl;
}

async function useAt<Result>(url: string, use: (database: Database) => Promise<Result>): Promise<Result> {
  const pending = await pendingMigrations(url, entities);
  if (pending > 0)
    throw new StartError(`The database lacks ${pending} migrations: run npm start, or npm run migrate as its owner.`);
  const database = await openDatabase({ url, entities, as: 'application', poolSize: 2 });
  return use(database).finally(() => database.close());
}
