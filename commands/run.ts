import { explainFailure } from '#server/start-error.ts';

/** Runs a command: what goes wrong is said in one line each, and the exit code is 1. Ctrl-C ends it, and what it started. */
export function run(command: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  command().catch((error: unknown) => {
    for (const line of explainFailure(error, 'It did not work')) console.error(line);
    process.exit(1);
  });
}
