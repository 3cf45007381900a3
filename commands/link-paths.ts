/** Before a long work begins: that the files to read are there, and that nothing is written over what is read. */
import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { StartError } from '#server/start-error.ts';
import type { LinkCommand } from './link-options.ts';

const READ = ['left', 'right', 'columns', 'model'] as const;
const WRITTEN = ['out', 'clusters', 'train'] as const;

/** @throws StartError, a sentence that names the option */
export async function checkPaths(command: LinkCommand): Promise<void> {
  const taken = new Map<string, string>();
  for (const option of READ) {
    const path = command[option];
    if (path === null) continue;
    // oxlint-disable-next-line no-await-in-loop -- the first that is wrong is told
    const found = await stat(path).catch(() => null);
    if (found === null) throw new StartError(`--${option}: ${path} is not there.`);
    if (found.isDirectory()) throw new StartError(`--${option}: ${path} is a folder; name a file.`);
    // oxlint-disable-next-line no-await-in-loop
    taken.set(await realpath(path), option);
  }
  for (const option of WRITTEN) {
    const path = command[option];
    if (path === null) continue;
    // oxlint-disable-next-line no-await-in-loop
    const folder = await realpath(dirname(path)).catch(() => null);
    if (folder === null) throw new StartError(`--${option}: there is no folder ${dirname(path)}; make it first.`);
    // oxlint-disable-next-line no-await-in-loop
    const whole = await realpath(path).catch(() => join(folder, basename(path)));
    const other = taken.get(whole);
    if (other !== undefined) throw new StartError(`--${option} would write over --${other}: name another file.`);
    taken.set(whole, option);
  }
}
