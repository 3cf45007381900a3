/** Secrets of a data directory, for a hub that is given none: each made once, whole or not at all. */
import { existsSync, readFileSync } from 'node:fs';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** @param make what it is, where there is none yet */
export async function ownSecret(dataDirectory: string, name: string, make: () => string): Promise<string> {
  await mkdir(dataDirectory, { recursive: true });
  const path = join(dataDirectory, name);
  const unfinished = `${path}.${process.pid}`;
  await writeFile(unfinished, make(), { mode: 0o600 });
  await link(unfinished, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(unfinished);
  return readFile(path, 'utf8');
}

/** The same, where it was made; otherwise null, and none is. */
export function findOwnSecret(dataDirectory: string, name: string): string | null {
  const path = join(dataDirectory, name);
  return existsSync(path) ? readFileSync(path, 'utf8') : null;
}
