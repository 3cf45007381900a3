/** A PostgreSQL of a test's own with the made-up council, which can be stopped and started again. */
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { fillCouncil } from '#demo/council/fill.ts';
import { makeWorld } from '#demo/world/make-world.ts';
import { entities } from '#server/entities.ts';
import { openDatabase } from '#storage/database.ts';
import { startEmbeddedPostgres } from '#storage/embedded-postgres.ts';
import { migrate } from '#storage/migrate.ts';
import { COUNCIL } from './council.ts';

export interface OwnDatabase {
  readonly url: string;
  stop(): Promise<void>;
  /** As a crash would: the server's processes are killed where they are. */
  kill(): Promise<void>;
  /** On the same port, with the same data. */
  startAgain(): Promise<void>;
  /** Stops it and removes its data. */
  remove(): Promise<void>;
}

export async function startOwnDatabase(): Promise<OwnDatabase> {
  const directory = await mkdtemp(join(tmpdir(), 'family-view-own-'));
  // The database's own user must be able to enter.
  await chmod(directory, 0o755);
  const start = (port?: number) => startEmbeddedPostgres({ directory: join(directory, 'hub'), port, databases: ['family_view'] });
  let server = await start();
  const url = server.url('family_view');
  await migrate(url, entities);
  const owner = await openDatabase({ url, entities, as: 'owner' });
  await fillCouncil(owner.orm, makeWorld({ ...COUNCIL, madeOn: inject('madeOn') })).finally(() => owner.close());
  return {
    url,
    stop: () => server.stop(),
    async kill() {
      const client = new pg.Client({ connectionString: url });
      client.on('error', () => undefined);
      await client.connect();
      const { rows } = await client.query<{ pid: string }>(`select split_part(pg_read_file('postmaster.pid'), E'\\n', 1) as pid`);
      process.kill(Number(rows[0]?.pid), 'SIGKILL');
      await client.end().catch(() => undefined);
      await server.stop();
    },
    startAgain: async () => void (server = await start(server.port)),
    async remove() {
      await server.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
