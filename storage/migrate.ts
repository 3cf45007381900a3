import { fileURLToPath } from 'node:url';
import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import type { MigrationsOptions } from '@mikro-orm/core';
import type { Options } from '@mikro-orm/postgresql';

const folder = fileURLToPath(new URL('../migrations', import.meta.url));

export const migrationOptions: MigrationsOptions = {
  path: folder,
  pathTs: folder,
  glob: '!(*.d).ts',
  emit: 'ts',
  snapshot: true,
  snapshotName: '.snapshot',
  snapshotOnMigrate: false,
  tableName: 'migration',
};

/** Brings the database up to date, as its owner. @returns how many migrations ran. */
export async function migrate(ownerUrl: string, entities: Options['entities']): Promise<number> {
  return withMigrator(ownerUrl, entities, async (migrator) => (await migrator.up()).length);
}

/** How many migrations the database still lacks. */
export async function pendingMigrations(url: string, entities: Options['entities']): Promise<number> {
  return withMigrator(url, entities, async (migrator) => (await migrator.getPending()).length);
}

async function withMigrator<Result>(
  url: string,
  entities: Options['entities'],
  use: (migrator: Migrator) => Promise<Result>,
): Promise<Result> {
  const orm = await MikroORM.init({
    clientUrl: url,
    entities: entities ?? [],
    extensions: [Migrator],
    migrations: migrationOptions,
    driverOptions: { connectionTimeoutMillis: 5_000 },
    logger: () => undefined,
  });
  try {
    return await use(orm.migrator as unknown as Migrator);
  } finally {
    await orm.close(true);
  }
}
