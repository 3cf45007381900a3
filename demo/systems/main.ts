/** The process of the simulated systems: four agencies and the sign-in service. It ends with the hub's process. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startSignIn } from '#demo/sign-in.ts';
import { makeWorld } from '#demo/world/make-world.ts';
import { systemClock } from '#terms/clock.ts';
import { startEducation } from './education/index.ts';
import { startHealth } from './health/index.ts';
import { startHousing } from './housing/index.ts';
import { startPolice } from './police/index.ts';
import type { StartSystems, SystemsStarted } from './protocol.ts';

const running: { close(): Promise<void> }[] = [];
let starting: Promise<unknown> = Promise.resolve();

async function start({ directory, seed, families, madeOn }: StartSystems): Promise<SystemsStarted> {
  const world = makeWorld({ seed, families, madeOn });
  const clock = systemClock;
  const starts = [
    keep(startEducation({ world, clock })),
    keep(startHealth({ world, clock })),
    keep(startPolice({ world, clock, folder: join(directory, 'police') })),
    keep(whenFree(() => startHousing({ world, clock, directory: join(directory, 'housing') }))),
    keep(startSignIn(directory)),
  ] as const;
  // One that fails must not end the process under another that is still starting its database.
  await Promise.allSettled(starts);
  const [education, health, police, housing, signIn] = await Promise.all(starts);
  const agencies = {
    education: education.settings,
    health: health.settings,
    police: police.settings,
    housing: housing.settings,
  };
  return { started: true, agencies, signIn: signIn.settings };
}

async function keep<System extends { close(): Promise<void> }>(system: Promise<System>): Promise<System> {
  const started = await system;
  running.push(started);
  return started;
}

const PATIENCE_MS = 10_000;

/** The systems of a hub that was killed take a moment to let go of their database. */
async function whenFree<System>(startSystem: () => Promise<System>): Promise<System> {
  for (const until = Date.now() + PATIENCE_MS; ; await sleep(100)) {
    try {
      return await startSystem();
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'FOLDER_IN_USE' || Date.now() > until) throw error;
    }
  }
}

async function end(): Promise<void> {
  await Promise.race([starting, sleep(PATIENCE_MS)]);
  await Promise.allSettled(running.map((system) => system.close()));
  process.exit(0);
}

process.once('message', (message) => {
  starting = start(message as StartSystems)
    .catch((error: unknown): SystemsStarted => ({
      started: false,
      problem: error instanceof Error ? error.message : String(error),
    }))
    .then((answer) => process.send?.(answer))
    .catch(() => process.exit(1));
});
process.once('SIGTERM', () => void end());
// The hub is gone, however it went.
process.once('disconnect', () => void end());
