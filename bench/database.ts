/** The PostgreSQL of the bench: the real one, with the bench's family in it, and a second database for the second contender's log. */
import { join } from 'node:path';
import { entities } from '#server/entities.ts';
import { openDatabase } from '#storage/database.ts';
import { startEmbeddedPostgres } from '#storage/embedded-postgres.ts';
import { migrate } from '#storage/migrate.ts';
import { fillFamily } from './fill-family.ts';

export interface BenchDatabases {
  /** Of the hub, with the family in it. */
  readonly hubUrl: string;
  /** Of the contender that only writes the log. */
  readonly logUrl: string;
  stop(): Promise<void>;
}

/** @param directory must be open to the user that PostgreSQL runs as */
export async function startDatabases(directory: string): Promise<BenchDatabases> {
  const server = await startEmbeddedPostgres({ directory: join(directory, 'postgres'), databases: ['hub', 'log'] });
  const [hubUrl, logUrl] = [server.url('hub'), server.url('log')];
  try {
    await migrate(hubUrl, entities);
    await migrate(logUrl, entities);
    const owner = await openDatabase({ url: hubUrl, entities, as: 'owner' });
    await owner.orm.em
      .fork()
      .transactional(fillFamily)
      .finally(() => owner.close());
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { hubUrl, logUrl, stop: () => server.stop() };
}
