/** For the migration commands of MikroORM's CLI. The running hub is composed in `server/app.ts`. */
import { Migrator } from '@mikro-orm/migrations';
import { defineConfig } from '@mikro-orm/postgresql';
import { migrationOptions } from '#storage/migrate.ts';
import { entities } from '#server/entities.ts';

export default defineConfig({
  clientUrl: process.env['DATABASE_OWNER_URL'] ?? process.env['DATABASE_URL'] ?? 'postgresql://127.0.0.1/family_view',
  entities,
  extensions: [Migrator],
  migrations: migrationOptions,
});
