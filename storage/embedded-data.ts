import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Home, RunAs } from './embedded-home.ts';
import { ended, logFile, run } from './embedded-program.ts';
import { StorageError } from './storage-error.ts';

/** The superuser, owner of everything. */
export const OWNER = 'family_view_owner';

/** Makes the data folder, whole or not at all, and returns the owner's password. */
export async function prepareData(home: Home): Promise<string> {
  const { folder, binaries, runAs } = home;
  const [data, unfinished, passwordFile] = [join(folder, 'data'), join(folder, 'data.part'), join(folder, 'password')];
  const made = await readFile(join(data, 'PG_VERSION'), 'utf8').catch(() => null);
  const known = await readFile(passwordFile, 'utf8').catch(() => null);
  if (made !== null) {
    if (known === null) {
      throw new StorageError(
        'PASSWORD_LOST',
        `The password of the database is missing: put ${passwordFile} back, or remove ${folder} to begin anew.`,
      );
    }
    if (made.trim() !== binaries.version.split('.')[0]) {
      throw new StorageError(
        'OTHER_VERSION',
        `${folder} holds data of PostgreSQL ${made.trim()}, which ${binaries.version} cannot read.`,
      );
    }
    if (runAs && (await stat(data)).uid !== runAs.uid) await giveTo(data, runAs);
    return known.trim();
  }

  const password = randomBytes(24).toString('hex');
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
  await chmod(passwordFile, 0o600);
  if (runAs) for (const path of [unfinished, passwordFile]) await chown(path, runAs.uid, runAs.gid);
  const flags = [
    `--pgdata=${unfinished}`,
    `--username=${OWNER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
  ];
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const child = await run(home, binaries.initdb, [...flags, ...locale]);
  if ((await ended(child)) !== 0) {
    throw new StorageError('INITDB_FAILED', `PostgreSQL could not make its data folder; see ${logFile(home)}.`);
  }
  await rename(unfinished, data);
  return password;
}

async function giveTo(folder: string, user: RunAs): Promise<void> {
  const entries = await readdir(folder, { recursive: true });
  for (const path of [folder, ...entries.map((entry) => join(folder, entry))]) await chown(path, user.uid, user.gid);
}
