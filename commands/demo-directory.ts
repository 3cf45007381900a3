import { resolve } from 'node:path';
import { connectors } from '#connectors/index.ts';
import { readConfig } from '#server/config.ts';
import { StartError } from '#server/start-error.ts';

/** The data directory whose made-up council may be replaced. @throws ConfigError, StartError where the hub's data are kept elsewhere */
export function demoDirectory(): string {
  const { databaseUrl, agencies, dataDirectory } = readConfig(process.env, connectors);
  if (databaseUrl !== null) {
    throw new StartError(
      'DATABASE_URL is set, and a database that was given is not emptied here: empty it yourself, and npm start fills it (DEMO_FAMILIES).',
    );
  }
  if (agencies !== null) throw new StartError('Agencies are configured: this hub has no made-up council.');
  return resolve(dataDirectory);
}
