/**
 * Steps at which a process may be killed: before or after a statement that it sends. A hub process that is armed with a step ends
 * itself there, or waits there until its parent has killed the database.
 */
import type { Pool } from 'pg';

export interface CrashStep {
  /** What the statement's text begins with or holds. */
  readonly statement: string;
  readonly when: 'before' | 'after';
  readonly dies: 'hub' | 'database';
}

let armed: CrashStep | undefined;

export function arm(step: CrashStep | undefined): void {
  armed = step;
}

/** Called at the step. Where the database dies, resolves when the parent says so. */
async function reach(step: CrashStep): Promise<void> {
  if (step.dies === 'hub') process.kill(process.pid, 'SIGKILL');
  const goOn = new Promise<void>((resolve) => {
    process.on('message', function listen(message) {
      if (message !== 'go on') return;
      process.off('message', listen);
      resolve();
    });
  });
  process.send?.('reached');
  await goOn;
}

type Query = (...parameters: unknown[]) => unknown;

/** Stands between a pool's connections and the server. */
export function watchStatements(pool: Pool): void {
  pool.on('connect', (client) => {
    const connection = client as unknown as { query: Query };
    const send = connection.query.bind(connection);
    connection.query = (...parameters) => {
      const [what] = parameters;
      const text = typeof what === 'string' ? what : ((what as { text?: string }).text ?? '');
      const step = armed;
      if (!step || !text.includes(step.statement)) return send(...parameters);
      armed = undefined;
      return sendAt(step, send, parameters);
    };
  });
}

async function answer(result: Promise<unknown>, callback: (error: Error | null, result?: unknown) => void): Promise<void> {
  const settled = await Promise.allSettled([result]);
  const [outcome] = settled;
  if (outcome.status === 'fulfilled') callback(null, outcome.value);
  else callback(outcome.reason as Error);
}

function sendAt(step: CrashStep, send: Query, parameters: unknown[]): unknown {
  const callback = parameters.findLast((each) => typeof each === 'function') as
    ((error: Error | null, result?: unknown) => void) | undefined;
  const run = async () => {
    if (step.when === 'before') await reach(step);
    const result = await (send(...parameters.filter((each) => typeof each !== 'function')) as Promise<unknown>);
    if (step.when === 'after') await reach(step);
    return result;
  };
  if (!callback) return run();
  void answer(run(), callback);
  return undefined;
}
