/** `npm run -s log:key -- NAME`: a new key that signs the access log's checkpoints, and what others verify them with. */
import { makeSigningKey, parseSigningKey } from '#access-log/keys.ts';
import { StartError } from '#server/start-error.ts';
import { run } from './run.ts';

run(async () => {
  const [name, ...more] = process.argv.slice(2);
  if (name === undefined || more.length > 0) {
    throw new StartError('Say the log’s name: npm run -s log:key -- NAME, as in hub.example.gov.uk/access-log.');
  }
  const key = make(name);
  const { verifierKey } = parseSigningKey(key);
  console.log(`LOG_SIGNING_KEY=${key}`);
  console.error(`\nKeep that line secret. Checkpoints are verified with this, which everybody may know:\n${verifierKey}`);
});

function make(name: string): string {
  try {
    return makeSigningKey(name);
  } catch (error) {
    throw new StartError(`${name}: ${(error as Error).message}.`);
  }
}
