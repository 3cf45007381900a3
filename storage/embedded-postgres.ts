/** The database of an installation that has none: PostgreSQL itself, from an npm package, in a folder, on a port of this machine only. */
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { OWNER, prepareData } from './embedded-data.ts';
import { findHome } from './embedded-home.ts';
import type { Home } from './embedded-home.ts';
import { claimFolder, STOP_LIMIT_MS, stopOrphan } from './embedded-process.ts';
import { ended, logFile, run } from './embedded-program.ts';
import { StorageError } from './storage-error.ts';

export interface EmbeddedPostgresOptions {
  /** Holds the data, the password (mode 600) and the log; made where missing. One hub at a time. */
  readonly directory: string;
  /** Any free port where left out. */
  readonly port?: number | undefined;
  /** Made where missing; letters, digits and `_`. */
  readonly databases: readonly string[];
  /** Receives a sentence for the operator, seldom. */
  readonly report?: ((message: string) => void) | undefined;
}

export interface EmbeddedPostgres {
  readonly port: number;
  /** Where a database is, with the name and password of the owner of everything. */
  url(database: string): string;
  /** Ends connections, writes everything down and stops; after 10 seconds it is killed. May be called again. */
  stop(): Promise<void>;
}

const START_LIMIT_MS = 60_000;

/** Starts the database, after stopping a server that a killed hub left in the folder. Throws StorageError. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const report = options.report ?? (() => {});
  const home = await findHome(options.directory, report);
  const release = await claimFolder(home.folder);
  try {
    const password = await prepareData(home);
    await stopOrphan(join(home.folder, 'data'));
    const { child, port } = await startServer(home, password, options.port);
    const url = (database: string): string => `postgresql://${OWNER}:${password}@127.0.0.1:${port}/${database}`;
    const stop = stopper(child, release, report);
    try {
      await createDatabases(url('postgres'), options.databases);
    } catch (cause) {
      await stop();
      throw new StorageError('DATABASE_NOT_CREATED', `A database could not be made; see ${logFile(home)}.`, { cause });
    }
    return { port, url, stop };
  } catch (cause) {
    await release();
    if (cause instanceof StorageError) throw cause;
    throw new StorageError(
      'FOLDER_NOT_WRITABLE',
      `The database folder ${home.folder} cannot be used: check its owner and modes.`,
      { cause },
    );
  }
}

async function startServer(home: Home, password: string, wanted?: number): Promise<{ child: ChildProcess; port: number }> {
  // Between the look for a free port and its use, another program may take it.
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort(wanted);
    const child = await run(home, home.binaries.postgres, serverFlags(join(home.folder, 'data'), port));
    const exit = ended(child);
    const outcome = await greet(port, password, exit);
    if (outcome === 'READY') {
      child.unref();
      return { child, port };
    }
    child.kill('SIGKILL');
    await exit;
    if (outcome === 'WRONG_PASSWORD') {
      throw new StorageError(
        'PASSWORD_LOST',
        `The file "password" in ${home.folder} does not fit its data: put the right one back.`,
      );
    }
    if (attempt === 3) throw new StorageError('START_FAILED', `PostgreSQL did not start; see ${logFile(home)}.`);
    await sleep(300);
  }
}

function serverFlags(data: string, port: number): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    fsync: 'on',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    // Statements and error details hold personal data, which must not reach a log file.
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
  };
  return ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

async function greet(port: number, password: string, exit: Promise<number>): Promise<'READY' | 'WRONG_PASSWORD' | 'NOT_READY'> {
  let over = false;
  void exit.then(() => (over = true));
  for (const until = Date.now() + START_LIMIT_MS; !over && Date.now() < until; await sleep(25)) {
    const client = new pg.Client({
      host: '127.0.0.1',
      port,
      user: OWNER,
      password,
      database: 'postgres',
      connectionTimeoutMillis: 2000,
    });
    client.on('error', () => {});
    const refused = await client.connect().then(
      () => null,
      (error: { code?: string }) => error.code ?? 'NO_CODE',
    );
    await client.end().catch(() => {});
    // Another server may hold the port while ours has just given up.
    if (refused === null) return over ? 'NOT_READY' : 'READY';
    if (refused === '28P01') return 'WRONG_PASSWORD';
  }
  return 'NOT_READY';
}

function stopper(child: ChildProcess, release: () => Promise<void>, report: (message: string) => void): () => Promise<void> {
  let stopped: Promise<void> | undefined;
  const onExit = (): boolean => child.kill('SIGINT');
  process.once('exit', onExit);
  void ended(child).then(() => {
    process.off('exit', onExit);
    if (!stopped) report('The embedded PostgreSQL stopped by itself.');
  });
  const stop = async (): Promise<void> => {
    const exit = ended(child);
    const killer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
    child.ref();
    child.kill('SIGINT');
    await exit;
    clearTimeout(killer);
    await release();
  };
  return () => (stopped ??= stop());
}

async function createDatabases(url: string, databases: readonly string[]): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query<{ datname: string }>('SELECT datname FROM pg_database');
    const existing = new Set(rows.map((row) => row.datname));
    for (const name of databases) if (!existing.has(name)) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

function freePort(wanted?: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (cause) =>
      reject(
        new StorageError('PORT_TAKEN', `Port ${wanted} for the database is taken or not allowed: choose another.`, { cause }),
      ),
    );
    probe.listen(wanted ?? 0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
