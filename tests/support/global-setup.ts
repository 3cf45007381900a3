/** Once per run: a PostgreSQL (of its own, or the one that TEST_DATABASE_URL names) with templates, and the housing system. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { fillCouncil } from '#demo/council/fill.ts';
import { startHousing } from '#demo/systems/housing/index.ts';
import { makeWorld } from '#demo/world/make-world.ts';
import { entities } from '#server/entities.ts';
import { openDatabase } from '#storage/database.ts';
import { startEmbeddedPostgres } from '#storage/embedded-postgres.ts';
import { migrate } from '#storage/migrate.ts';
import { londonDate, systemClock } from '#terms/clock.ts';
import { COUNCIL } from './council.ts';
import { findRedis } from './redis.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A superuser's connection to the maintenance database. */
    readonly postgresUrl: string;
    /** Databases to copy: with tables only, and with the made-up council. */
    readonly emptyTemplate: string;
    readonly councilTemplate: string;
    /** The day on which the council of the template was made. */
    readonly madeOn: string;
    readonly housingSettings: Readonly<Record<string, string>>;
    readonly redisUrl: string | null;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(join(tmpdir(), 'family-view-test-'));
  // The database's own user must be able to enter.
  const { chmod } = await import('node:fs/promises');
  await chmod(directory, 0o755);
  const stops: (() => Promise<unknown>)[] = [() => rm(directory, { recursive: true, force: true })];
  const stopAll = async () => {
    for (const stop of stops.toReversed()) await stop();
  };
  try {
    const given = process.env['TEST_DATABASE_URL'];
    const server = given ? undefined : await startEmbeddedPostgres({ directory: join(directory, 'hub'), databases: [] });
    if (server) stops.push(() => server.stop());
    const postgresUrl = given ?? server?.url('postgres') ?? '';

    const run = `${process.pid}_${Date.now().toString(36)}`;
    const madeOn = londonDate(new Date());
    const world = makeWorld({ ...COUNCIL, madeOn });
    const emptyTemplate = await createTemplate(postgresUrl, `family_view_empty_${run}`, stops);
    const councilTemplate = await createTemplate(postgresUrl, `family_view_council_${run}`, stops);
    await migrate(urlOf(postgresUrl, emptyTemplate), entities);
    await migrate(urlOf(postgresUrl, councilTemplate), entities);
    const owner = await openDatabase({ url: urlOf(postgresUrl, councilTemplate), entities, as: 'owner' });
    await fillCouncil(owner.orm, world).finally(() => owner.close());

    const housing = await startHousing({ world, clock: systemClock, directory: join(directory, 'housing') });
    stops.push(() => housing.close());
    const redis = await findRedis();
    if (redis) stops.push(redis.stop);

    project.provide('postgresUrl', postgresUrl);
    project.provide('emptyTemplate', emptyTemplate);
    project.provide('councilTemplate', councilTemplate);
    project.provide('madeOn', madeOn);
    project.provide('housingSettings', housing.settings);
    project.provide('redisUrl', redis?.url ?? null);
    return stopAll;
  } catch (error) {
    await stopAll();
    throw error;
  }
}

async function createTemplate(postgresUrl: string, name: string, stops: (() => Promise<unknown>)[]): Promise<string> {
  await run(postgresUrl, `create database ${name}`);
  stops.push(() => run(postgresUrl, `drop database if exists ${name} with (force)`).catch(() => undefined));
  return name;
}

async function run(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

function urlOf(postgresUrl: string, database: string): string {
  const url = new URL(postgresUrl);
  url.pathname = `/${database}`;
  return url.href;
}
