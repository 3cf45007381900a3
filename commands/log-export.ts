/** `npm run -s log:export -- FOLDER`: the whole access log as files (C2SP tlog-tiles), for whoever is to verify it elsewhere. */
import { exportLog } from '#access-log/export.ts';
import { StartError } from '#server/start-error.ts';
import { withHubDatabase } from './hub-database.ts';
import { run } from './run.ts';

const SAY_EVERY = 100_000;

run(async () => {
  const [folder, ...more] = process.argv.slice(2);
  if (folder === undefined || more.length > 0) throw new StartError('Say where to: npm run -s log:export -- FOLDER.');
  const size = await withHubDatabase(({ pool }) =>
    exportLog(pool, folder, (progress) => {
      if (progress.written % SAY_EVERY < 256) console.error(`${progress.written} of ${progress.size} entries`);
    }),
  );
  if (size === null)
    throw new StartError('No checkpoint has been signed yet: the hub signs one a few seconds after its first entry.');
  console.log(`${size} entries are in ${folder}. Whoever has the log’s verifier key can verify them there.`);
});
