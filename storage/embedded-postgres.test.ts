import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canReach, postgresUser } from './embedded-home.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import type { EmbeddedPostgres } from './embedded-postgres.ts';

let top: string;
let directory: string;
let running: EmbeddedPostgres[];

beforeEach(async () => {
  top = await mkdtemp(join(tmpdir(), 'family-view-postgres-'));
  await chmod(top, 0o755);
  directory = join(top, 'database');
  running = [];
});

afterEach(async () => {
  await Promise.all(running.map((server) => server.stop()));
  await rm(top, { recursive: true, force: true });
});

async function start(databases: string[], port?: number): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ directory, databases, port });
  running.push(server);
  return server;
}

async function ask(url: string, text: string): Promise<unknown> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(text);
    return rows[0] && Object.values(rows[0])[0];
  } finally {
    await client.end();
  }
}

describe('the embedded PostgreSQL', () => {
  it('keeps its data over a stop and a second start, and makes only the databases that are missing', async () => {
    const first = await start(['family_view']);
    await ask(first.url('family_view'), 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();

    const second = await start(['family_view', 'another']);

    expect(await ask(second.url('family_view'), 'SELECT answer FROM kept')).toBe(42);
    expect(await ask(second.url('another'), 'SELECT current_database()')).toBe('another');
  }, 30_000);

  it('lets at most one of several that start together have the folder, and says so to the others', async () => {
    const starts = await Promise.allSettled([start(['family_view']), start(['family_view']), start(['family_view'])]);
    const refused = starts.filter((result) => result.status === 'rejected');
    expect(refused.length).toBeGreaterThanOrEqual(2);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'FOLDER_IN_USE' });
  }, 30_000);

  it('listens on this machine only, asks for a password, keeps UTF-8 and writes durably', async () => {
    const { url, port } = await start(['family_view']);

    expect(await ask(url('family_view'), 'SHOW listen_addresses')).toBe('127.0.0.1');
    expect(await ask(url('family_view'), 'SHOW unix_socket_directories')).toBe('');
    expect(await ask(url('family_view'), 'SHOW server_encoding')).toBe('UTF8');
    expect(await ask(url('family_view'), 'SHOW fsync')).toBe('on');
    expect(await ask(url('family_view'), "SELECT upper('é')")).toBe('É');
    await expect(ask(`postgresql://family_view_owner:guess@127.0.0.1:${port}/family_view`, 'SELECT 1')).rejects.toThrow(
      'password',
    );
    expect((await stat(join(directory, 'password'))).mode & 0o777).toBe(0o600);
  }, 30_000);

  it('takes over from a hub that was killed, whose server still runs', async () => {
    const script = `
      import { startEmbeddedPostgres } from ${JSON.stringify(new URL('./embedded-postgres.ts', import.meta.url).href)};
      const server = await startEmbeddedPostgres({ directory: ${JSON.stringify(directory)}, databases: ['family_view'] });
      console.log(server.url('family_view'));
      setInterval(() => {}, 1000);`;
    const hub = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const url = await new Promise<string>((resolve) => hub.stdout.once('data', (data) => resolve(String(data).trim())));
    await ask(url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await expect(start(['family_view'])).rejects.toMatchObject({ code: 'FOLDER_IN_USE' });
    const killed = new Promise((resolve) => hub.once('exit', resolve));
    hub.kill('SIGKILL');
    await killed;
    expect(await ask(url, 'SELECT 1 AS alive')).toBe(1);

    const next = await start(['family_view']);

    expect(await ask(next.url('family_view'), 'SELECT answer FROM kept')).toBe(42);
    await expect(ask(url, 'SELECT 1')).rejects.toThrow();
  }, 30_000);

  it('is not hindered by a pid file whose number now belongs to another process', async () => {
    const first = await start([]);
    await first.stop();
    const stranger = spawn('sleep', ['30']);
    await writeFile(join(directory, 'data', 'postmaster.pid'), `${stranger.pid}\n${directory}/data\n`);
    try {
      await start([]);
      expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
    } finally {
      stranger.kill();
    }
  }, 30_000);

  it('starts again after its server process was killed', async () => {
    const first = await start(['family_view']);
    await ask(first.url('family_view'), 'CREATE TABLE kept AS SELECT 42 AS answer');
    process.kill(Number((await readFile(join(directory, 'data', 'postmaster.pid'), 'utf8')).split('\n')[0]), 'SIGKILL');
    await first.stop();

    const second = await start(['family_view']);

    expect(await ask(second.url('family_view'), 'SELECT answer FROM kept')).toBe(42);
  }, 30_000);

  it('begins anew where making the data folder was interrupted', async () => {
    await mkdir(join(directory, 'data.part', 'base'), { recursive: true });

    const server = await start([]);

    expect(await ask(server.url('postgres'), 'SELECT 1')).toBe(1);
  }, 30_000);

  it('says in one sentence that its folder cannot be written', async () => {
    await writeFile(directory, 'a file, not a folder');

    await expect(start([])).rejects.toMatchObject({ name: 'StorageError', code: 'FOLDER_NOT_WRITABLE', message: /^[^\n]+\.$/ });
  });

  it('says in one sentence that its port is taken, and leaves the folder free', async () => {
    const taker = createServer();
    const port = await new Promise<number>((resolve) =>
      taker.listen(0, '127.0.0.1', () => resolve((taker.address() as AddressInfo).port)),
    );
    await expect(start([], port)).rejects.toMatchObject({ code: 'PORT_TAKEN', message: /^[^\n]+\.$/ });
    await new Promise((resolve) => taker.close(resolve));

    expect((await start([], port)).port).toBe(port);
  }, 30_000);

  it('says that the password is missing or wrong rather than waiting', async () => {
    const first = await start([]);
    await first.stop();
    await writeFile(join(directory, 'password'), 'not-the-one\n');
    await expect(start([])).rejects.toMatchObject({ code: 'PASSWORD_LOST' });
    await rm(join(directory, 'password'));

    await expect(start([])).rejects.toMatchObject({ code: 'PASSWORD_LOST' });
  }, 30_000);

  it.runIf(process.getuid?.() === 0)(
    'as root, puts what PostgreSQL cannot reach elsewhere and says where',
    async () => {
      await chmod(top, 0o700);
      const said: string[] = [];

      const server = await startEmbeddedPostgres({
        directory,
        databases: ['family_view'],
        report: (message) => said.push(message),
      });
      running.push(server);

      const elsewhere = /is in (\S+) instead\.$/.exec(said[0] ?? '')?.[1] ?? '';
      try {
        expect(await ask(server.url('family_view'), 'SELECT current_database()')).toBe('family_view');
        expect((await stat(join(elsewhere, 'data'))).uid).not.toBe(0);
      } finally {
        await server.stop();
        if (elsewhere.startsWith('/var/lib/family-view/')) await rm(elsewhere, { recursive: true });
      }
    },
    30_000,
  );
});

describe('the user that runs PostgreSQL for root', () => {
  const root = 'root:x:0:0:root:/root:/bin/bash\n';
  const nobody = 'nobody:x:65534:65533:nobody:/nonexistent:/usr/sbin/nologin\n';
  const postgres = 'postgres:x:101:104:PostgreSQL administrator,,,:/var/lib/postgresql:/bin/bash\n';

  it('is postgres where there is one, else nobody', () => {
    expect(postgresUser(root + nobody + postgres)).toEqual({ name: 'postgres', uid: 101, gid: 104 });
    expect(postgresUser(root + nobody)).toEqual({ name: 'nobody', uid: 65534, gid: 65533 });
  });

  it('is asked for in one sentence where there is neither', () => {
    expect(() => postgresUser(root)).toThrow(
      expect.objectContaining({ code: 'NO_USER', message: expect.stringMatching(/^[^\n]+\.$/) }),
    );
  });

  it('cannot reach a folder under one that is closed to it', async () => {
    await mkdir(join(top, 'closed', 'inner'), { recursive: true });
    await chmod(join(top, 'closed'), 0o700);
    const stranger = { name: 'stranger', uid: 54321, gid: 54321 };

    expect(await canReach(stranger, top)).toBe(true);
    expect(await canReach(stranger, join(top, 'closed', 'inner'))).toBe(false);
  });
});
