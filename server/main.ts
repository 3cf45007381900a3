/** Starts the hub: with nothing configured, with a database, a made-up council and agencies of its own. */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import { createMemoryCache, createRedisCache } from '#connectors/cache.ts';
import { connectors } from '#connectors/index.ts';
import { openDatabase } from '#storage/database.ts';
import type { Database } from '#storage/database.ts';
import { migrate, pendingMigrations } from '#storage/migrate.ts';
import { systemClock } from '#terms/clock.ts';
import { createApp } from './app.ts';
import type { Config, SignInConfig } from './config.ts';
import { readConfig } from './config.ts';
import { entities } from './entities.ts';
import { explainFailure, StartError } from './start-error.ts';
import { createLogger, describeError } from './telemetry.ts';

/** What was started, to be stopped in the opposite order. */
const started: { name: string; stop(): Promise<unknown> }[] = [];
const say = (line: string): void => console.log(line);

async function main(): Promise<void> {
  const config = readConfig(process.env, connectors);
  const logger = createLogger(config.logLevel);
  process.once('SIGINT', () => void stop(0));
  process.once('SIGTERM', () => void stop(0));
  process.on('unhandledRejection', (error) => {
    logger.fatal(describeError(error), 'A promise was rejected that nobody waited for.');
    void stop(1);
  });

  const dataDirectory = resolve(config.dataDirectory);
  const urls = await startDatabase(config, dataDirectory);
  await bringUpToDate(config, urls);
  const council = config.agencies ? null : await startCouncil(config, urls.owner, dataDirectory);

  const database = await openDatabase({ url: urls.application, entities, as: 'application' });
  started.push({ name: 'connections', stop: () => database.close() });
  const app = await createApp({
    database,
    connectors,
    agencySettings: config.agencies ?? council?.agencySettings ?? new Map(),
    signIn: config.signIn ?? council?.signIn ?? missingSignIn(),
    cache: config.redisUrl
      ? createRedisCache(config.redisUrl, () => logger.warn({ event: 'REDIS_UNAVAILABLE' }, 'Redis does not answer.'))
      : createMemoryCache(),
    clock: systemClock,
    logger,
    itemIdKey: config.itemIdKey ?? (await ownKey(dataDirectory)),
    agencyDeadlineMs: config.agencyDeadlineMs,
    intakeSeconds: config.intakeSeconds,
    introspection: config.introspection,
    hub: `${hostname()}:${process.pid}`,
  });
  started.push({ name: 'hub', stop: () => app.close() });
  await app.jobs.firstRound;
  const address = await app.http.listen({ host: config.host, port: config.port });
  say(`Family View answers at ${address}/graphql`);
  if (council) council.introduce(address);
}

interface DatabaseUrls {
  readonly application: string;
  readonly owner: string;
}

async function startDatabase(config: Config, dataDirectory: string): Promise<DatabaseUrls> {
  if (config.databaseUrl) return { application: config.databaseUrl, owner: config.databaseOwnerUrl ?? config.databaseUrl };
  const { startEmbeddedPostgres } = await import('#storage/embedded-postgres.ts');
  const server = await startEmbeddedPostgres({
    directory: join(dataDirectory, 'postgres'),
    databases: ['family_view'],
    report: say,
  });
  started.push({ name: 'database', stop: () => server.stop() });
  say(`PostgreSQL runs on 127.0.0.1:${server.port}, its data in ${join(config.dataDirectory, 'postgres')}`);
  return { application: server.url('family_view'), owner: server.url('family_view') };
}

/** In production somebody else migrates (`npm run migrate`), so that the hub's own login owns nothing. */
async function bringUpToDate(config: Config, urls: DatabaseUrls): Promise<void> {
  if (config.production) {
    const pending = await pendingMigrations(urls.application, entities);
    if (pending > 0) throw new StartError(`The database lacks ${pending} migrations: run npm run migrate as its owner first.`);
    return;
  }
  const count = await migrate(urls.owner, entities);
  say(count > 0 ? `The database was brought up to date (${count} migrations)` : 'The database is up to date');
}

interface Council {
  readonly agencySettings: ReadonlyMap<string, unknown>;
  readonly signIn: SignInConfig;
  introduce(address: string): void;
}

async function startCouncil(config: Config, ownerUrl: string, dataDirectory: string): Promise<Council> {
  const { councilDirectory, makeCouncil, startSystems } = await import('#demo/start.ts');
  const { introduce } = await import('#demo/introduce.ts');
  const directory = councilDirectory(dataDirectory);
  await mkdir(directory, { recursive: true });
  const owner: Database = await openDatabase({ url: ownerUrl, entities, as: 'owner' });
  const { state, made } = await makeCouncil(owner.orm, directory, config.demo).finally(() => owner.close());
  say(`The made-up council has ${state.families} families${made ? ' (just made)' : ''}`);
  const systems = await startSystems(directory, state);
  started.push({ name: 'agencies', stop: () => systems.stop() });
  say('The simulated systems of education, health, police and housing run');
  const agencySettings = new Map(
    connectors.flatMap(({ id, settings }) => (systems.agencies[id] ? [[id, settings.parse(systems.agencies[id])] as const] : [])),
  );
  return { agencySettings, signIn: systems.signIn, introduce: (address) => introduce(address, say) };
}

/** A secret of this data directory, made once. */
async function ownKey(dataDirectory: string): Promise<string> {
  const path = join(dataDirectory, 'item-id-key');
  await mkdir(dataDirectory, { recursive: true });
  await writeFile(path, randomBytes(32).toString('base64url'), { mode: 0o600, flag: 'wx' }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    },
  );
  return readFile(path, 'utf8');
}

function missingSignIn(): never {
  throw new StartError('SIGN_IN_ISSUER, SIGN_IN_AUDIENCE and SIGN_IN_KEY_SET_URL are not set.');
}

let stopping: Promise<void> | undefined;

function stop(exitCode: number): Promise<void> {
  stopping ??= (async () => {
    for (const part of started.toReversed()) await part.stop().catch(() => undefined);
    process.exit(exitCode);
  })();
  return stopping;
}

main().catch(async (error: unknown) => {
  for (const line of explainFailure(error)) console.error(line);
  await stop(1);
});
