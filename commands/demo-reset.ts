/** `npm run demo:reset`: removes the made-up council, so that the next `npm start` makes a new one. */
import { resetCouncil } from '#demo/reset.ts';
import { demoDirectory } from './demo-directory.ts';
import { run } from './run.ts';

run(async () => {
  const directory = demoDirectory();
  const removed = await resetCouncil(directory);
  console.log(removed ? `The made-up council in ${directory} is removed.` : `There is no made-up council in ${directory}.`);
});
