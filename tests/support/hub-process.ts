/** One hub in a process of its own, for tests of several that share a database, and of what survives when one is killed. */
import { setTimeout as sleep } from 'node:timers/promises';
import { createMemoryCache, createRedisCache } from '#connectors/cache.ts';
import { connectors } from '#connectors/index.ts';
import { DEFAULT_DECISION_SETTINGS } from '#disclosure/decide.ts';
import { createApp } from '#server/app.ts';
import type { SignInConfig } from '#server/config.ts';
import { entities } from '#server/entities.ts';
import { createLogger } from '#server/telemetry.ts';
import { openDatabase } from '#storage/database.ts';
import { systemClock } from '#terms/clock.ts';
import type { CrashStep } from './crash-steps.ts';
import { arm, watchStatements } from './crash-steps.ts';
import { testLog } from './log.ts';

export interface HubProcessSettings {
  readonly name: string;
  readonly databaseUrl: string;
  readonly redisUrl: string | null;
  /** Where it exports checkpoints to. */
  readonly directory: string;
  readonly agencies: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly signIn: SignInConfig;
  /** At most how long, in milliseconds, each request waits between its decisions and their place in the log. */
  readonly waitMs: number;
  /** Whether the append compares epochs, as the hub always does; a test of the test turns it off. */
  readonly comparesEpochs: boolean;
  /** Whether it answers before its leaves are durable, as the hub never does; a test of the test has it so. */
  readonly answersEarly?: boolean;
}

/** What its parent may tell a hub that runs: to die at a step, or to sign a checkpoint. */
export type HubOrder = { readonly arm: CrashStep | null } | { readonly sign: true };

process.once('message', async (message) => {
  const settings = message as HubProcessSettings;
  const database = await openDatabase({ url: settings.databaseUrl, entities, as: 'application' });
  watchStatements(database.pool);
  const app = await createApp({
    database,
    connectors,
    agencySettings: new Map(
      connectors.flatMap(({ id, settings: schema }) => {
        const given = settings.agencies[id];
        return given ? [[id, schema.parse(given)] as const] : [];
      }),
    ),
    signIn: settings.signIn,
    cache: settings.redisUrl ? createRedisCache(settings.redisUrl, () => undefined) : createMemoryCache(),
    clock: systemClock,
    logger: createLogger('silent'),
    itemIdKey: 'a key for tests, and for tests only',
    log: testLog(settings.directory),
    decisionSettings: DEFAULT_DECISION_SETTINGS,
    agencyDeadlineMs: 5_000,
    intakeSeconds: 3_600,
    introspection: false,
    hub: settings.name,
    wrap: {
      accessLog: (log) => ({
        async append(leaves, epochs) {
          await sleep(Math.random() * settings.waitMs);
          const written = log.append(leaves, settings.comparesEpochs ? epochs : new Map());
          if (!settings.answersEarly) return written;
          written.catch(() => undefined);
          return 'WRITTEN';
        },
      }),
    },
  });
  // What its jobs find to do at the start is done: a step that it is armed with is not one of theirs.
  await app.jobs.firstRound;
  const address = await app.http.listen({ host: '127.0.0.1', port: 0 });
  process.on('message', async (given) => {
    const order = given as HubOrder | string;
    if (typeof order === 'string') return;
    let isDone = true;
    if ('arm' in order) arm(order.arm ?? undefined);
    else {
      isDone = await app.log.sign().then(
        () => true,
        () => false,
      );
    }
    process.send?.({ done: isDone });
  });
  process.send?.({ address });
});
process.once('disconnect', () => process.exit(0));
