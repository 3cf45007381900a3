/** `npm run migrate`: brings a given database up to date, as its owner. A hub's own database is brought up to date by `npm start`. */
import { entities } from '#server/entities.ts';
import { checkDatabase } from '#server/start-checks.ts';
import { StartError } from '#server/start-error.ts';
import { migrate } from '#storage/migrate.ts';
import { run } from './run.ts';

run(async () => {
  const setting = process.env['DATABASE_OWNER_URL'] ? 'DATABASE_OWNER_URL' : 'DATABASE_URL';
  const url = process.env[setting];
  if (!url) throw new StartError('DATABASE_OWNER_URL (or DATABASE_URL) is not set: npm start migrates a database of its own.');
  if (!/^postgres(ql)?:\/\//.test(url)) throw new StartError(`${setting} cannot be used: it is not a postgresql:// address.`);
  await checkDatabase(setting, url);
  const count = await migrate(url, entities);
  console.log(count > 0 ? `The database was brought up to date (${count} migrations).` : 'The database is up to date.');
});
