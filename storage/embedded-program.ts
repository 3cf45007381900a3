import { spawn } from 'node:child_process';
import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Home } from './embedded-home.ts';
import { StorageError } from './storage-error.ts';

/** Where everything that PostgreSQL says goes. */
export function logFile({ folder }: Home): string {
  return join(folder, 'postgres.log');
}

/** Runs a program as the right user, its output in the log, out of reach of the terminal's Ctrl-C: the hub stops it in order. */
export async function run(home: Home, program: string, flags: string[]): Promise<ChildProcess> {
  const log = await open(logFile(home), 'a', 0o600).catch((cause: unknown) => {
    throw new StorageError('FOLDER_NOT_WRITABLE', `The database folder ${home.folder} cannot be written.`, { cause });
  });
  const user = home.runAs ? { uid: home.runAs.uid, gid: home.runAs.gid } : {};
  // The hub's own environment holds secrets and may hold PG* settings: neither is PostgreSQL's business.
  const env = { PATH: process.env['PATH'] ?? '', LC_ALL: 'C', TZ: 'UTC' };
  const options: SpawnOptions = { ...user, env, cwd: dirname(program), stdio: ['ignore', log.fd, log.fd], detached: true };
  const child = spawn(program, flags, options);
  child.once('error', () => {});
  await log.close();
  return child;
}

/** The exit code; 1 where the program was killed or could not be run at all. */
export function ended(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode ?? 1);
    child.once('exit', (code) => resolve(code ?? 1));
    child.once('error', () => resolve(1));
  });
}
