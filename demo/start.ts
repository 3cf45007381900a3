/** Makes the made-up council where there is none, and starts its agencies' simulated systems in their own process. */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MikroORM } from '@mikro-orm/postgresql';
import { londonDate } from '#terms/clock.ts';
import { fillCouncil, isEmpty } from './council/fill.ts';
import { readState, writeState } from './council/state.ts';
import type { CouncilState } from './council/state.ts';
import type { StartSystems, SystemsStarted } from './systems/protocol.ts';
import { makeWorld } from './world/make-world.ts';

/** One sentence for whoever started the hub. */
export class CouncilError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CouncilError';
  }
}

/** Fills an empty database. @returns the council's parameters, and whether it was made now. @throws CouncilError */
export async function makeCouncil(
  owner: MikroORM,
  directory: string,
  wanted: { seed: number; families: number },
): Promise<{ state: CouncilState; made: boolean }> {
  const known = await readState(directory);
  if (!(await isEmpty(owner))) {
    if (known) return { state: known, made: false };
    throw new CouncilError(
      'The database holds people who are not of the made-up council of this folder: use an empty database, or set the agencies’ settings.',
    );
  }
  const state = { ...wanted, madeOn: londonDate(new Date()) };
  const world = makeWorld(state);
  // Files of another council would land beside this one's.
  await rm(join(directory, 'police'), { recursive: true, force: true });
  // Before the council: a start that is cut short in between finds an empty database, and begins anew.
  await writeState(directory, state);
  await fillCouncil(owner, world);
  return { state, made: true };
}

export interface SystemsOptions {
  /** Called once where their process ends without having been stopped. */
  readonly onLoss?: () => void;
}

export interface RunningSystems {
  readonly agencies: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly signIn: { readonly issuer: string; readonly audience: string; readonly keySetUrl: string };
  stop(): Promise<void>;
}

/** Starts the four agencies' systems and the sign-in service. @throws CouncilError with what the systems said. */
export async function startSystems(
  directory: string,
  state: CouncilState,
  options: SystemsOptions = {},
): Promise<RunningSystems> {
  // Out of reach of the terminal's Ctrl-C: the hub stops its parts in order.
  const child = fork(fileURLToPath(new URL('./systems/main.ts', import.meta.url)), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    detached: true,
  });
  const answer = await new Promise<SystemsStarted>((resolve) => {
    const failed = (): void => resolve({ started: false, problem: 'Their process ended before it was ready.' });
    child.once('message', (message) => resolve(message as SystemsStarted));
    child.once('exit', failed).once('error', failed);
    child.send({ directory, ...state } satisfies StartSystems, (error) => error && failed());
  });
  if (!answer.started) {
    await stopChild(child);
    throw new CouncilError(`The simulated systems did not start: ${answer.problem}`);
  }
  const lost = (): void => options.onLoss?.();
  child.once('exit', lost);
  const stop = (): Promise<void> => {
    child.off('exit', lost);
    return stopChild(child);
  };
  return { agencies: answer.agencies, signIn: answer.signIn, stop };
}

const PATIENCE_MS = 12_000;

function stopChild(child: ChildProcess): Promise<void> {
  const ended = child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
  if (ended) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

/** Where a data directory keeps the made-up council. */
export function councilDirectory(dataDirectory: string): string {
  return join(dataDirectory, 'demo');
}
