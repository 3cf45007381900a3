/** Starts the hub: with nothing configured, with a database, a made-up council and agencies of its own. */
import { hostname } from 'node:os';
import { join, resolve } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { createMemoryCache, createRedisCache } from '#connectors/cache.ts';
import { connectors } from '#connectors/index.ts';
import { openDatabase } from '#storage/database.ts';
import type { Database } from '#storage/database.ts';
import { migrate, pendingMigrations } from '#storage/migrate.ts';
import { systemClock } from '#terms/clock.ts';
import { createApp } from './app.ts';
import type { App } from './app.ts';
import type { Config, SignInConfig } from './config.ts';
import { readConfig } from './config.ts';
import { entities } from './entities.ts';
import { createLifecycle } from './lifecycle.ts';
import type { LogOptions } from './log.ts';
import { logKeys, newSecret } from './log-keys.ts';
import { ownSecret } from './own-secrets.ts';
import { checkDatabase, checkFolder, checkGivenFolder, checkPort } from './start-checks.ts';
import { readStaffFile } from './staff-file.ts';
import type { Address, AddressSettings } from './start-error.ts';
import { explainFailure, explainFilling, explainPort, StartError } from './start-error.ts';
import { createLogger, describeError } from './telemetry.ts';
import type { Logger } from './telemetry.ts';

const say = (line: string): void => console.log(line);
const { run, keep, goOn, stop } = createLifecycle({ explain: explainFailure, say });

run(async () => {
  const config = readConfig(process.env, connectors);
  const logger = createLogger(config.logLevel);
  for (const event of ['unhandledRejection', 'uncaughtException'] as const) {
    process.on(event, (error) => {
      logger.fatal(describeError(error), 'The hub stops: nothing was prepared for this error.');
      void stop(1);
    });
  }
  const dataDirectory = resolve(config.dataDirectory);
  await check(config, dataDirectory);
  const staff = await readStaffFile(config.review.staffFile);

  const urls = await startDatabase(config, dataDirectory);
  if (!config.production) await bringUpToDate(urls);
  goOn();
  const council = config.agencies ? null : await startCouncil(config, urls.owner, dataDirectory);

  const database = await openDatabase({ url: urls.application, entities, as: 'application' });
  keep(() => database.close());
  if (config.production) await checkMigrated(urls, database, logger);
  const hub = `${hostname()}:${process.pid}`;
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
    itemIdKey: config.itemIdKey ?? (await ownSecret(dataDirectory, 'item-id-key', newSecret)),
    log: {
      ...(await logKeys(config.log, dataDirectory)),
      webhookUrl: config.log.checkpointWebhookUrl,
      checkpointSeconds: config.log.checkpointSeconds,
      retention: await openRetention(config, urls),
      hub,
    },
    decisionSettings: config.decisionSettings,
    review: { settings: config.review.settings, staff },
    searchLimits: config.searchLimits,
    exportHours: config.exportHours,
    agencyDeadlineMs: config.agencyDeadlineMs,
    intakeSeconds: config.intakeSeconds,
    peopleSeconds: config.peopleSeconds,
    shortLists: config.shortLists,
    population: config.population,
    introspection: config.introspection,
    hub,
  });
  keep(() => app.close());
  if (council) await landQuietly(app, logger);
  if (config.metrics) say(`Metrics are at ${await listen(app.metrics, config.metrics, 'METRICS_')}/metrics`);
  const address = await listen(app.http, config);
  say(`Family View answers at ${address}/graphql`);
  council?.introduce(address);
});

/** What would stop the start later is better said now. */
async function check(config: Config, dataDirectory: string): Promise<void> {
  await checkPort(config);
  if (config.metrics) await checkPort(config.metrics, 'METRICS_');
  const { databaseUrl, databaseOwnerUrl } = config;
  if (!databaseUrl || !config.agencies || !config.itemIdKey || !config.log.hubKey || !config.log.signingKeys) {
    await checkFolder(dataDirectory);
    say(`What this hub keeps is in ${config.dataDirectory}`);
  }
  if (config.log.checkpointFolder !== null) await checkGivenFolder('CHECKPOINT_FOLDER', config.log.checkpointFolder);
  if (databaseUrl) await checkDatabase('DATABASE_URL', databaseUrl);
  if (databaseOwnerUrl && databaseOwnerUrl !== databaseUrl) await checkDatabase('DATABASE_OWNER_URL', databaseOwnerUrl);
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
  keep(() => server.stop());
  say(`PostgreSQL runs on 127.0.0.1:${server.port}`);
  return { application: server.url('family_view'), owner: server.url('family_view') };
}

/** In production somebody else migrates (`npm run migrate`), so that the hub's own login owns nothing. */
async function checkMigrated(urls: DatabaseUrls, database: Database, logger: Logger): Promise<void> {
  const pending = await pendingMigrations(urls.application, entities);
  if (pending > 0) throw new StartError(`The database lacks ${pending} migrations: run npm run migrate as its owner first.`);
  const { rows } = await database.pool.query<{ owns: boolean }>(
    `select r.rolsuper or t.tableowner = session_user as owns
     from pg_roles r, pg_tables t where r.rolname = session_user and t.tablename = 'access_log_leaf'`,
  );
  if (rows[0]?.owns) {
    logger.warn(
      { event: 'LOGIN_OWNS_DATABASE' },
      'The login of DATABASE_URL can change the access log: give the hub one that owns nothing.',
    );
  }
}

async function bringUpToDate(urls: DatabaseUrls): Promise<void> {
  const count = await migrate(urls.owner, entities);
  say(count > 0 ? `The database was brought up to date (${count} migrations)` : 'The database is up to date');
}

/** Whoever erases from the log can do nothing else; where no such login is set, nothing is erased. */
async function openRetention({ log, databaseUrl }: Config, urls: DatabaseUrls): Promise<LogOptions['retention']> {
  const url = log.retentionDatabaseUrl ?? (databaseUrl === null ? urls.owner : null);
  if (url === null) return null;
  const { pool, close } = await openDatabase({ url, entities, as: 'retention', poolSize: 1, statementTimeoutMs: 60_000 });
  keep(close);
  return { pool, schedule: log.schedule };
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
  const owner = await openDatabase({ url: ownerUrl, entities, as: 'owner' });
  const { state, made } = await makeCouncil(owner.orm, directory, config.demo)
    .catch((error: unknown) => Promise.reject(explainFilling(error)))
    .finally(() => owner.close());
  say(`The made-up council has ${state.families} families${made ? ' (just made)' : ''}`);
  goOn();
  const systems = await startSystems(directory, state, {
    onLoss: () => say('The simulated systems have ended: their agencies are unavailable until the hub is started again.'),
  });
  keep(() => systems.stop());
  say('The simulated systems of education, health, police and housing run');
  const others = connectors.filter(({ id }) => !systems.agencies[id]).map(({ id }) => id);
  if (others.length > 0) say(`Not simulated, so unavailable: ${others.join(', ')}`);
  const agencySettings = new Map(
    connectors.flatMap(({ id, settings }) => (systems.agencies[id] ? [[id, settings.parse(systems.agencies[id])] as const] : [])),
  );
  return {
    agencySettings,
    signIn: systems.signIn,
    introduce: (address) => introduce({ address, dataDirectory: config.dataDirectory, say }),
  };
}

/** The made-up police's files hold rows that do not fit, on purpose: a warning of each would only hide the way in. */
async function landQuietly({ jobs }: App, logger: Logger): Promise<void> {
  const { level } = logger;
  if (level === 'warn') logger.level = 'error';
  await jobs.firstRound;
  logger.level = level;
  say('The files that the police dropped have landed');
}

async function listen(server: FastifyInstance, { host, port }: Address, settings?: AddressSettings): Promise<string> {
  return server.listen({ host, port }).catch((error: unknown) => {
    throw new StartError(explainPort(error, { host, port }, settings));
  });
}

function missingSignIn(): never {
  throw new StartError('SIGN_IN_ISSUER, SIGN_IN_AUDIENCE and SIGN_IN_KEY_SET_URL are not set.');
}
