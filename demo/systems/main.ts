/** The process of the simulated systems: four agencies and the sign-in service. It ends with the hub's process. */
import { join } from 'node:path';
import { startSignIn } from '#demo/sign-in.ts';
import { makeWorld } from '#demo/world/make-world.ts';
import { systemClock } from '#terms/clock.ts';
import { startEducation } from './education/index.ts';
import { startHealth } from './health/index.ts';
import { startHousing } from './housing/index.ts';
import { startPolice } from './police/index.ts';
import type { StartSystems, SystemsStarted } from './protocol.ts';

let stop: () => Promise<void> = async () => undefined;

async function start({ directory, seed, families, madeOn }: StartSystems): Promise<SystemsStarted> {
  const world = makeWorld({ seed, families, madeOn });
  const clock = systemClock;
  const [education, health, police, housing, signIn] = await Promise.all([
    startEducation({ world, clock }),
    startHealth({ world, clock }),
    startPolice({ world, clock, folder: join(directory, 'police') }),
    startHousing({ world, clock, directory: join(directory, 'housing') }),
    startSignIn(directory),
  ]);
  stop = async () => {
    await Promise.all([education, health, police, housing, signIn].map((system) => system.close()));
  };
  const agencies = {
    education: education.settings,
    health: health.settings,
    police: police.settings,
    housing: housing.settings,
  };
  return { started: true, agencies, signIn: signIn.settings };
}

async function end(): Promise<void> {
  await stop().catch(() => undefined);
  process.exit(0);
}

process.once('message', (message) => {
  start(message as StartSystems)
    .catch((error: unknown): SystemsStarted => ({
      started: false,
      problem: error instanceof Error ? error.message : String(error),
    }))
    .then((answer) => process.send?.(answer));
});
// The hub stops its parts in order, so Ctrl-C is the hub's to answer; without the hub there is nothing to do here.
process.on('SIGINT', () => undefined);
process.once('SIGTERM', () => void end());
process.once('disconnect', () => void end());
