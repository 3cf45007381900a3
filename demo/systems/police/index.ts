/** The made-up police: three files of matters in a folder, two of them fresh, and one of the people whom they name. */
import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '#terms/clock.ts';
import type { SimulatedSystem } from '#demo/systems/system.ts';
import type { World } from '#demo/world/world.ts';
import { renderFile } from './files.ts';
import { renderPeople } from './people.ts';
import type { FeedName } from './files.ts';
import { tellMatters } from './matters.ts';

export interface PoliceOptions {
  readonly world: World;
  readonly clock: Clock;
  /** Where the files go. */
  readonly folder: string;
  /** Whether the missing-person file is fresh too; without it, it is nine days old, as when the police have stopped sending it. */
  readonly freshMissing?: boolean;
}

const HOUR = 3_600_000;
const FRESH_FOR = 6 * HOUR;
const STALE_BY = 9 * 24 * HOUR;

/** Drops a new file of each feed whose newest is older than six hours. */
export async function startPolice({ world, clock, folder, freshMissing = false }: PoliceOptions): Promise<SimulatedSystem> {
  // The names of the files tell whole seconds.
  const now = new Date(Math.floor(clock.now().getTime() / 1000) * 1000);
  await mkdir(folder, { recursive: true });
  const names = await readdir(folder);
  for (const feed of ['vprf1', 'encompass', 'missing'] as const) {
    const stale = feed === 'missing' && !freshMissing;
    const newest = newestOf(feed, names);
    if (newest !== null && (stale || now.getTime() - newest < FRESH_FOR)) continue;
    const asOf = stale ? new Date(now.getTime() - STALE_BY) : now;
    const text = renderFile(feed, tellMatters(world, asOf), asOf);
    await drop(folder, `${feed}-${stamp(asOf)}.csv`, text);
    // The transfer repeats itself now and then.
    if (feed === 'vprf1') await drop(folder, `${feed}-${stamp(asOf)}(1).csv`, text);
  }
  // Of those whom they added or changed since the last: in the made-up council everybody, once.
  if (newestOf('people', names) === null) await drop(folder, `people-${stamp(now)}.csv`, renderPeople(world));
  return { settings: { FOLDER: folder }, requests: [], close: async () => {} };
}

/** A file has its name only once it is whole. */
async function drop(folder: string, name: string, text: string): Promise<void> {
  await writeFile(join(folder, `${name}.part`), text);
  await rename(join(folder, `${name}.part`), join(folder, name));
}

function newestOf(feed: FeedName | 'people', names: readonly string[]): number | null {
  const stamps = names
    .flatMap((name) => (name.startsWith(`${feed}-`) ? (/\d{8}T\d{6}Z(?=.*\.csv$)/.exec(name) ?? []) : []))
    .sort();
  const newest = stamps.at(-1)?.replace(/^(....)(..)(..T..)(..)(..)Z$/, '$1-$2-$3:$4:$5Z');
  return newest === undefined ? null : Date.parse(newest);
}

/** `20260901T063000Z`. */
function stamp(instant: Date): string {
  return `${instant.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}
