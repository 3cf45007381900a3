/**
 * Where the embedded PostgreSQL lives and who runs it. PostgreSQL refuses to run as root: then it runs as the user `postgres` or
 * `nobody`, which must be able to reach both its programs and its data.
 */
import { createHash } from 'node:crypto';
import { access, constants, mkdir, readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { copyBinaries, findBinaries } from './embedded-binaries.ts';
import type { Binaries } from './embedded-binaries.ts';
import { StorageError } from './storage-error.ts';

export interface RunAs {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

export interface Home {
  /** The folder of the data, the password and the log; absolute, links resolved. */
  readonly folder: string;
  readonly binaries: Binaries;
  /** Null: as the hub's own user. */
  readonly runAs: RunAs | null;
}

/** Where a folder that PostgreSQL's user cannot reach is kept instead. */
const FALLBACK = '/var/lib/family-view';

/** Decides folder, programs and user. Throws StorageError `NO_BINARIES`, `NO_USER`, `FOLDER_NOT_WRITABLE` or `FOLDER_NOT_REACHABLE`. */
export async function findHome(directory: string, report: (message: string) => void): Promise<Home> {
  const binaries = await findBinaries();
  const folder = await writableFolder(directory);
  if (process.getuid?.() !== 0) return { folder, binaries, runAs: null };

  const runAs = postgresUser(await readFile('/etc/passwd', 'utf8').catch(() => ''));
  try {
    const reached = (await canReach(runAs, folder)) ? folder : await fallbackFolder(folder, runAs);
    if (reached !== folder) report(`The user ${runAs.name} cannot reach ${folder}: the database is in ${reached} instead.`);
    const usable = (await canReach(runAs, dirname(binaries.postgres))) ? binaries : await copyBinaries(binaries, reached);
    return { folder: reached, binaries: usable, runAs };
  } catch (cause) {
    throw new StorageError(
      'FOLDER_NOT_REACHABLE',
      `PostgreSQL cannot run as root, and the user ${runAs.name} cannot reach ${folder}: run the hub as an ordinary user, or from a folder open to others, such as /opt.`,
      { cause },
    );
  }
}

/** The user that runs PostgreSQL where the hub is root, from the text of /etc/passwd. Throws StorageError `NO_USER`. */
export function postgresUser(passwd: string): RunAs {
  const lines = passwd.split('\n').map((line) => line.split(':'));
  const found = lines.find(([name]) => name === 'postgres') ?? lines.find(([name]) => name === 'nobody');
  if (found) return { name: String(found[0]), uid: Number(found[2]), gid: Number(found[3]) };
  throw new StorageError(
    'NO_USER',
    'PostgreSQL cannot run as root, and there is no user "postgres" or "nobody" to run it as: run the hub as an ordinary user, or set DATABASE_URL.',
  );
}

/** Whether a user may enter a folder and every folder above it, by their modes. */
export async function canReach(user: RunAs, folder: string): Promise<boolean> {
  for (let at = folder; ; at = dirname(at)) {
    const { mode, uid, gid } = await stat(at);
    const bits = uid === user.uid ? mode >> 6 : gid === user.gid ? mode >> 3 : mode;
    if ((bits & 1) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

async function writableFolder(directory: string): Promise<string> {
  try {
    await mkdir(directory, { recursive: true });
    await access(directory, constants.W_OK | constants.X_OK);
    return await realpath(directory);
  } catch (cause) {
    throw new StorageError(
      'FOLDER_NOT_WRITABLE',
      `The database folder ${directory} cannot be written: make it writable, or set DATABASE_URL.`,
      {
        cause,
      },
    );
  }
}

async function fallbackFolder(folder: string, runAs: RunAs): Promise<string> {
  const instead = join(FALLBACK, createHash('sha256').update(folder).digest('hex').slice(0, 16));
  await mkdir(instead, { recursive: true, mode: 0o755 });
  if (!(await canReach(runAs, instead))) throw new Error('not reachable either');
  return instead;
}
