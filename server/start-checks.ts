/** What can be found wrong before anything is started, so that it is said at once. */
import { access, constants, mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import pg from 'pg';
import type { Address, AddressSettings } from './start-error.ts';
import { explainDatabase, explainFolder, explainGivenFolder, explainPort, StartError } from './start-error.ts';

/** Takes the port and gives it back. Another program may still take it before the hub does. @throws StartError */
export async function checkPort({ host, port }: Address, settings?: AddressSettings): Promise<void> {
  if (port === 0) return;
  const probe = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once('error', reject);
      probe.listen({ host, port }, resolve);
    });
  } catch (error) {
    throw new StartError(explainPort(error, { host, port }, settings));
  }
  await new Promise((resolve) => probe.close(resolve));
}

/** Makes the folder where it is missing. @throws StartError */
export async function checkFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartError(explainFolder(error, folder));
  }
}

/** That a folder which somebody else keeps is there. @param setting the name of the setting that holds it @throws StartError */
export async function checkGivenFolder(setting: string, folder: string): Promise<void> {
  try {
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartError(explainGivenFolder(setting, error, folder));
  }
}

const OLDEST_VERSION = 15;
const ANSWER_LIMIT_MS = 5_000;

/** Connects once. @param setting the name of the setting that holds the address, for the sentence. @throws StartError */
export async function checkDatabase(setting: string, url: string): Promise<void> {
  let version: number;
  let durable: boolean;
  try {
    const client = new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: ANSWER_LIMIT_MS,
      query_timeout: ANSWER_LIMIT_MS,
    });
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { rows } = await client.query<{ version: string; fsync: string; commits: string }>(
        "select current_setting('server_version_num') as version, current_setting('fsync') as fsync, current_setting('synchronous_commit') as commits",
      );
      version = Math.floor(Number(rows[0]?.version) / 10_000);
      durable = rows[0]?.fsync === 'on' && rows[0].commits !== 'off';
    } finally {
      void client.end().catch(() => undefined);
    }
  } catch (error) {
    throw new StartError(explainDatabase(setting, error));
  }
  if (!(version >= OLDEST_VERSION)) {
    throw new StartError(`${setting}: this is PostgreSQL ${version}, and the hub needs ${OLDEST_VERSION} or later.`);
  }
  if (!durable) throw new StartError(`${setting}: the access log must be durable, so switch fsync and synchronous_commit on.`);
}
