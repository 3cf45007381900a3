/** Finds the embedded PostgreSQL of a hub that runs, for a command beside it. */
import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { OWNER } from './embedded-data.ts';
import { findHome } from './embedded-home.ts';

export type EmbeddedState =
  /** There is no database in the folder. */
  | { readonly state: 'ABSENT' }
  | { readonly state: 'STOPPED' }
  /** `url` has the name and password of the owner of everything. */
  | { readonly state: 'RUNNING'; readonly url: string };

/** @param directory as the hub was started with it. Throws StorageError where the folder cannot be used */
export async function findEmbeddedPostgres(directory: string, database: string): Promise<EmbeddedState> {
  const made = await access(directory).then(
    () => true,
    () => false,
  );
  if (!made) return { state: 'ABSENT' };
  const { folder } = await findHome(directory, () => undefined);
  const password = await readFile(join(folder, 'password'), 'utf8').catch(() => null);
  if (password === null) return { state: 'ABSENT' };
  // Its fourth line is the port (PostgreSQL: storage-file-layout).
  const pidFile = await readFile(join(folder, 'data', 'postmaster.pid'), 'utf8').catch(() => '');
  const port = Number(pidFile.split('\n')[3]);
  if (!(port > 0)) return { state: 'STOPPED' };
  const url = `postgresql://${OWNER}:${password.trim()}@127.0.0.1:${port}/${database}`;
  return (await answers(url)) ? { state: 'RUNNING', url } : { state: 'STOPPED' };
}

/** A file that a killed server left behind may name a port that is somebody else's now. */
async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
