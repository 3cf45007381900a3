/** Contender 4, the hub itself: sign-in, decisions, PostgreSQL, the access log before each answer. Only its agencies are the bench's. */
import { DEFAULT_DECISION_SETTINGS } from '#disclosure/decide.ts';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryCache } from '#connectors/cache.ts';
import { AGENCIES } from '#bench/agencies.ts';
import { connectorFor } from '#bench/connectors.ts';
import { answerParent } from '#bench/processes.ts';
import type { ContenderSettings, ContenderStarted } from '#bench/processes.ts';
import { createApp } from '#server/app.ts';
import { entities } from '#server/entities.ts';
import { createLogger } from '#server/telemetry.ts';
import { openDatabase } from '#storage/database.ts';
import { systemClock } from '#terms/clock.ts';
import { testLog } from '#tests/support/log.ts';

async function start({ upstreamUrl, databaseUrl, signIn }: ContenderSettings): Promise<ContenderStarted> {
  const connectors = AGENCIES.map(connectorFor);
  const app = await createApp({
    database: await openDatabase({ url: databaseUrl ?? '', entities, as: 'application' }),
    connectors,
    agencySettings: new Map(connectors.map(({ id }) => [id, { URL: upstreamUrl }])),
    signIn,
    cache: createMemoryCache(),
    clock: systemClock,
    logger: createLogger('warn', process.stderr),
    itemIdKey: 'a key of the bench, of thirty-two characters or more',
    log: testLog(await mkdtemp(join(tmpdir(), 'family-view-bench-'))),
    decisionSettings: DEFAULT_DECISION_SETTINGS,
    agencyDeadlineMs: 2_000,
    intakeSeconds: 10,
    introspection: false,
    hub: 'bench',
  });
  const address = await app.http.listen({ host: '127.0.0.1', port: 0 });
  return { url: `${address}/graphql` };
}

answerParent(start);
