/** Processes by their number: what runs there now, since a number in a file may have passed to another process. */
import { execFile } from 'node:child_process';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { StorageError } from './storage-error.ts';

/** How long a fast shutdown may take before the process is killed, in milliseconds. */
export const STOP_LIMIT_MS = 10_000;

const CLAIM = 'in-use-by.';
const TRIES = 4;
let claims = 0;

/**
 * Claims a folder for this process and returns the release; claims of processes that are gone do not count.
 * Throws StorageError `FOLDER_IN_USE` where another claim's process runs.
 */
export async function claimFolder(folder: string): Promise<() => Promise<void>> {
  const own = `${CLAIM}${process.pid}.${(claims += 1)}`;
  const path = join(folder, own);
  const release = (): Promise<void> => rm(path, { force: true });
  try {
    for (let tries = 1; ; tries += 1) {
      await writeFile(`${path}.part`, String(await startOf(process.pid)), { mode: 0o644 });
      await rename(`${path}.part`, path);
      // Everybody claims before looking: of two who claim together, at least one sees the other.
      const other = await otherClaim(folder, own);
      if (other === null) return release;
      await release();
      if (tries === TRIES) {
        throw new StorageError('FOLDER_IN_USE', `Another hub (process ${other}) uses the database in ${folder}: stop it first.`);
      }
      // Both may have seen each other and given way.
      await sleep(50 + Math.random() * 100);
    }
  } catch (cause) {
    if (cause instanceof StorageError) throw cause;
    throw new StorageError('FOLDER_NOT_WRITABLE', `The database folder ${folder} cannot be written.`, { cause });
  }
}

/** The process of another claim, where it still runs. */
async function otherClaim(folder: string, own: string): Promise<number | null> {
  const names = (await readdir(folder)).filter((name) => /^in-use-by\.\d+\.\d+$/.test(name) && name !== own);
  for (const name of names) {
    const pid = Number(name.slice(CLAIM.length).split('.')[0]);
    const start = await readFile(join(folder, name), 'utf8').catch(() => null);
    if (start === null) continue;
    if ((await startOf(pid)) === start) return pid;
    await rm(join(folder, name), { force: true });
  }
  return null;
}

/** Stops the server that an earlier, killed hub left behind in a data folder, and clears a pid file that only looks alive. */
export async function stopOrphan(data: string): Promise<void> {
  const pidFile = `${data}/postmaster.pid`;
  const pid = Number((await readFile(pidFile, 'utf8').catch(() => '')).split('\n')[0]);
  if (!(pid > 1)) return;

  const runs = async (): Promise<boolean> => (await commandOf(pid))?.includes(data) ?? false;
  if (await runs()) {
    signal(pid, 'SIGINT');
    if (!(await gone(runs, STOP_LIMIT_MS))) {
      signal(pid, 'SIGKILL');
      await gone(runs, STOP_LIMIT_MS);
    }
  }
  // PostgreSQL judges a pid file of a dead process itself; one whose number lives on in another process would stop it for ever.
  if (isAlive(pid) && !(await runs())) await rm(pidFile, { force: true });
}

async function gone(runs: () => Promise<boolean>, limitMs: number): Promise<boolean> {
  for (const until = Date.now() + limitMs; Date.now() < until;) {
    if (!(await runs())) return true;
    await sleep(25);
  }
  return false;
}

function signal(pid: number, name: 'SIGINT' | 'SIGKILL'): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself, or is not ours; the caller looks again.
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** When a living process began, in the system's own words; null for one that is gone or only waits to be reaped. */
async function startOf(pid: number): Promise<string | null> {
  if (process.platform !== 'linux') return ps(pid, 'lstart=');
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  // The second field is the command in brackets and may hold spaces; the state is the third, the start the 22nd (proc(5)).
  const fields = status.slice(status.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? null : (fields[19] ?? null);
}

async function commandOf(pid: number): Promise<string | null> {
  if (process.platform !== 'linux') return ps(pid, 'command=');
  return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
}

async function ps(pid: number, column: string): Promise<string | null> {
  const { stdout } = await promisify(execFile)('ps', ['-o', column, '-p', String(pid)]).catch(() => ({ stdout: '' }));
  return stdout.trim() || null;
}
