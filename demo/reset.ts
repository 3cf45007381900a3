/** Removes the made-up council of a data directory, and nothing else. */
import { access, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { findHome } from '#storage/embedded-home.ts';
import { claimFolder, stopOrphan } from '#storage/embedded-process.ts';
import { readState } from './council/state.ts';
import { councilDirectory, CouncilError } from './start.ts';

/** @returns whether there was one. @throws StorageError where a hub uses it, CouncilError where the data are not the council's */
export async function resetCouncil(dataDirectory: string): Promise<boolean> {
  const postgres = join(dataDirectory, 'postgres');
  const council = councilDirectory(dataDirectory);
  if (!(await readState(council))) {
    if (!(await exists(postgres))) return false;
    throw new CouncilError(`${postgres} is not known to be of a made-up council, so it is not removed: remove it by hand.`);
  }
  const releases: (() => Promise<void>)[] = [];
  try {
    const homes: string[] = [];
    for (const database of [postgres, join(council, 'housing')]) {
      if (!(await exists(database))) continue;
      const { folder } = await findHome(database, () => undefined);
      releases.push(await claimFolder(folder));
      await stopOrphan(join(folder, 'data'));
      homes.push(folder);
    }
    // Its log goes too, and with it what was signed of it.
    const own = ['item-id-key', 'log-hub-key', 'log-signing-key', 'checkpoints'].map((name) => join(dataDirectory, name));
    for (const path of [postgres, ...homes, council, ...own]) {
      await rm(path, { recursive: true, force: true });
    }
  } finally {
    for (const release of releases) await release();
  }
  return true;
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
