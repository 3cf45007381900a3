/** Which made-up council a data directory holds, so that the hub's data and the simulated systems agree after a restart. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface CouncilState {
  readonly seed: number;
  readonly families: number;
  /** The day it was made. */
  readonly madeOn: string;
}

export async function readState(directory: string): Promise<CouncilState | undefined> {
  try {
    return JSON.parse(await readFile(join(directory, 'council.json'), 'utf8')) as CouncilState;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

export async function writeState(directory: string, state: CouncilState): Promise<void> {
  await mkdir(directory, { recursive: true });
  // A start that is cut short leaves no half a file.
  const path = join(directory, 'council.json');
  await writeFile(`${path}.part`, `${JSON.stringify(state, null, 2)}\n`);
  await rename(`${path}.part`, path);
}
