/** `npm run migrate`: brings a given database up to date, as its owner. A hub's own database is brought up to date by `npm start`. */
import { readOwnerUrl } from '#server/config.ts';
import { entities } from '#server/entities.ts';
import { checkDatabase } from '#server/start-checks.ts';
import { explainMigration, StartError } from '#server/start-error.ts';
import { migrate } from '#storage/migrate.ts';
import { run } from './run.ts';

run(async () => {
  const { setting, url } = readOwnerUrl(process.env);
  await checkDatabase(setting, url);
  const count = await migrate(url, entities).catch((error: unknown) => {
    throw new StartError(explainMigration(setting, error));
  });
  console.log(count > 0 ? `The database was brought up to date (${count} migrations).` : 'The database is up to date.');
});
