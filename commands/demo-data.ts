/** `npm run demo:data -- --families N [--seed S]`: a new made-up council of that size, in place of the one that was there. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { resetCouncil } from '#demo/reset.ts';
import { councilDirectory, makeCouncil, startSystems } from '#demo/start.ts';
import { MOST_FAMILIES } from '#demo/world/make-world.ts';
import { entities } from '#server/entities.ts';
import { StartError } from '#server/start-error.ts';
import { openDatabase } from '#storage/database.ts';
import { startEmbeddedPostgres } from '#storage/embedded-postgres.ts';
import { migrate } from '#storage/migrate.ts';
import { demoDirectory } from './demo-directory.ts';
import { run } from './run.ts';

const USAGE = `Say how many: npm run demo:data -- --families N [--seed S], N from 1 to ${MOST_FAMILIES}.`;

run(async () => {
  const wanted = readWanted();
  const directory = demoDirectory();
  const began = performance.now();
  const seconds = (): string => `${((performance.now() - began) / 1000).toFixed(1)} s`;

  if (await resetCouncil(directory)) console.log(`The made-up council in ${directory} is removed`);
  const server = await startEmbeddedPostgres({
    directory: join(directory, 'postgres'),
    databases: ['family_view'],
    report: console.log,
  });
  try {
    const url = server.url('family_view');
    await migrate(url, entities);
    const owner = await openDatabase({ url, entities, as: 'owner' });
    const { state } = await makeCouncil(owner.orm, councilDirectory(directory), wanted).finally(() => owner.close());
    console.log(`A made-up council of ${state.families} families (seed ${state.seed}) is made, after ${seconds()}`);
    const systems = await startSystems(councilDirectory(directory), state);
    await systems.stop();
    console.log(`The agencies have their records of it, after ${seconds()}: npm start uses it now.`);
  } finally {
    await server.stop();
  }
});

function readWanted(): { families: number; seed: number } {
  try {
    const { values } = parseArgs({ options: { families: { type: 'string' }, seed: { type: 'string', default: '1' } } });
    const [families, seed] = [Number(values.families), Number(values.seed)];
    const fits = Number.isInteger(families) && families >= 1 && families <= MOST_FAMILIES && Number.isInteger(seed) && seed >= 0;
    if (fits) return { families, seed };
  } catch {
    // An option that does not exist is answered like a wrong one.
  }
  throw new StartError(USAGE);
}
