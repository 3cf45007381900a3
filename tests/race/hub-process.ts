/** One hub in a process of its own, for tests of several that share a database: it waits a moment between decision and append. */
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
import { testLog } from '#tests/support/log.ts';

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
}

process.once('message', async (message) => {
  const settings = message as HubProcessSettings;
  const app = await createApp({
    database: await openDatabase({ url: settings.databaseUrl, entities, as: 'application' }),
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
          return log.append(leaves, settings.comparesEpochs ? epochs : new Map());
        },
      }),
    },
  });
  const address = await app.http.listen({ host: '127.0.0.1', port: 0 });
  process.send?.({ address });
});
process.once('disconnect', () => process.exit(0));
