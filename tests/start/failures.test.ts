import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  expectOneLine,
  expectSettingRefused,
  HUB,
  isRoot,
  READY,
  removeFolders,
  run,
  start,
  stopAll,
  temporaryFolder,
} from './program.ts';
import type { Ending, ProgramOptions } from './program.ts';

const folder = temporaryFolder();
const quiet = { DATA_DIRECTORY: join(folder, 'data'), PORT: '0' };
const runHub = (settings: Readonly<Record<string, string>>, options: ProgramOptions = {}): Promise<Ending> =>
  run(HUB, { ...options, settings: { ...quiet, ...settings } });

afterAll(async () => {
  await stopAll();
  removeFolders();
});

describe('an older Node', () => {
  const older = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((path) => join(path, 'node'))
    .find(
      (path) => existsSync(path) && /^v([0-9]|1[0-9]|2[0-3])\./.test(execFileSync(path, ['--version'], { encoding: 'utf8' })),
    );

  test.skipIf(older === undefined)('is told which one is needed (needs a Node before 24 in PATH)', async () => {
    expectOneLine(
      await runHub({}, { node: older ?? '' }),
      /^Family View needs Node 24 or later, and this is Node \d+\.\d+\.\d+\. .*\n$/,
    );
  });
});

describe('the address to listen on', () => {
  let server: Server;
  let port: number;
  beforeAll(async () => {
    server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
  });
  afterAll(() => server.close());

  test('is taken: that is said before anything is started', async () => {
    const ending = await runHub({ PORT: String(port) });
    expectOneLine(ending, `Port ${port} is taken: stop the other program, or set PORT to another.`);
    expect(existsSync(quiet.DATA_DIRECTORY)).toBe(false);
  });

  test('of the metrics is taken, or not of this machine: that is said at once too, by its own setting', async () => {
    const taken = await runHub({ METRICS_PORT: String(port) });
    expectOneLine(taken, `Port ${port} is taken: stop the other program, or set METRICS_PORT to another.`);
    const elsewhere = await runHub({ METRICS_HOST: '192.0.2.1', METRICS_PORT: '4999' });
    expectOneLine(elsewhere, 'METRICS_HOST 192.0.2.1 is not an address of this machine.');
    expect(existsSync(quiet.DATA_DIRECTORY)).toBe(false);
  });

  test('is not of this machine', async () => {
    expectOneLine(await runHub({ HOST: '192.0.2.1', PORT: '4999' }), 'HOST 192.0.2.1 is not an address of this machine.');
  });

  test('is no port', async () => {
    const ending = await runHub({ PORT: '70000' });
    expectSettingRefused(ending, 'PORT cannot be used: it is not a whole number from 0 to 65535.');
  });
});

describe('the data directory', () => {
  test('is a file', async () => {
    const path = join(folder, 'file');
    writeFileSync(path, '');
    expectOneLine(await runHub({ DATA_DIRECTORY: path }), `DATA_DIRECTORY: ${path} is not a folder. Choose another.`);
  });

  test.skipIf(!isRoot)('belongs to somebody else (needs root, to be somebody else)', async () => {
    const path = join(folder, 'of-root');
    mkdirSync(path, { mode: 0o755 });
    const ending = await runHub({ DATA_DIRECTORY: path }, { user: { uid: 65_534, gid: 65_534 } });
    expectOneLine(ending, `DATA_DIRECTORY: ${path} cannot be written. Check its owner and modes, or choose another folder.`);
  });
});

describe('a hub of root', () => {
  const hidden = join(temporaryFolder(0o700), 'data');
  const mayHide = isRoot && canHide();
  const inPrivate = (prepare: string): readonly string[] => ['unshare', '-m', 'sh', '-c', `${prepare} && exec "$@"`, 'sh'];

  test.skipIf(!isRoot)('keeps its database elsewhere where PostgreSQL’s user cannot reach the folder (needs root)', async () => {
    const settings = { ...quiet, DATA_DIRECTORY: hidden };
    const hub = start(HUB, { settings });
    await hub.printed(READY);
    hub.child.kill('SIGINT');
    expect(await hub.ended).toMatchObject({ code: 0, err: '' });
    const [, fallback = ''] =
      /cannot reach \S+: the database is in (\/var\/lib\/family-view\/\w+) instead\./.exec(hub.out()) ?? [];
    expect(existsSync(join(fallback, 'data'))).toBe(true);

    expect(await run('commands/demo-reset.ts', { settings })).toMatchObject({ code: 0, err: '' });
    expect(existsSync(fallback)).toBe(false);
    if (existsSync('/var/lib/family-view')) removeIfEmpty('/var/lib/family-view');
  });

  test.skipIf(!mayHide)('says so where the folder is read-only (needs root and unshare)', async () => {
    const path = temporaryFolder();
    const ending = await runHub({ DATA_DIRECTORY: path }, { under: inPrivate(`mount -t tmpfs -o ro tmpfs ${path}`) });
    expectOneLine(ending, `DATA_DIRECTORY: ${path} is read-only. Choose another folder.`);
  });

  test.skipIf(!mayHide)('says so where PostgreSQL’s user can reach neither (needs root and unshare)', async () => {
    const under = inPrivate('mount -t tmpfs -o mode=700 tmpfs /var/lib');
    const ending = await runHub({ DATA_DIRECTORY: hidden }, { under });
    expectOneLine(
      ending,
      /^PostgreSQL cannot run as root, and the user \w+ cannot reach \S+: run the hub as an ordinary user, or /,
    );
  });

  test.skipIf(!mayHide)('says so where there is no user to run PostgreSQL as (needs root and unshare)', async () => {
    const passwd = join(folder, 'passwd');
    writeFileSync(passwd, 'root:x:0:0:root:/root:/bin/sh\n');
    const ending = await runHub({}, { under: inPrivate(`mount --bind ${passwd} /etc/passwd`) });
    expectOneLine(ending, /^PostgreSQL cannot run as root, and there is no user "postgres" or "nobody" to run it as: /);
  });
});

test('A checkpoint folder that is not there is not made: what was exported before would be missed', async () => {
  const missing = join(folder, 'not-mounted');
  const ending = await runHub({ CHECKPOINT_FOLDER: missing });
  expectOneLine(
    ending,
    `CHECKPOINT_FOLDER: ${missing} is not there. Make or mount it: the hub does not, since what was exported before would be missed.`,
  );
});

describe('production', () => {
  test('uses no default, and names every setting that is missing at once', async () => {
    const { code, out, err } = await runHub({ NODE_ENV: 'production' });
    const missing = [
      'DATABASE_URL',
      'REDIS_URL',
      'SIGN_IN_ISSUER',
      'SIGN_IN_AUDIENCE',
      'SIGN_IN_KEY_SET_URL',
      'ITEM_ID_KEY',
      'LOG_HUB_KEY',
      'LOG_SIGNING_KEY',
      'CHECKPOINT_FOLDER',
      'EDUCATION_URL',
      'EDUCATION_TOKEN',
      'HEALTH_URL',
      'HEALTH_TOKEN_URL',
      'HEALTH_CLIENT_ID',
      'HEALTH_CLIENT_SECRET',
      'POLICE_FOLDER',
      'HOUSING_DATABASE_URL',
    ];
    const lines = err.trimEnd().split('\n');
    expect(lines.pop()).toBe('docs/operate.md says what each setting is.');
    expect(lines.toSorted()).toEqual(missing.map((name) => `${name} is not set.`).toSorted());
    expect({ code, out }).toEqual({ code: 1, out: '' });
  });

  test('that is misspelt does not become a made-up council', async () => {
    const ending = await runHub({ NODE_ENV: 'prod' });
    expectSettingRefused(ending, 'NODE_ENV cannot be used: it is none of production, development, test.');
  });

  test('has no made-up council to reset', async () => {
    const { code, err } = await run('commands/demo-reset.ts', { settings: { ...quiet, NODE_ENV: 'production' } });
    expect(code).toBe(1);
    expect(err).toContain('DATABASE_URL is not set.\n');
  });
});

describe('a command', () => {
  test.each([[[]], [['--families', '0']], [['--families', 'many']], [['--family', '3']]])(
    'of demo:data with %j says how it is used',
    async (given) => {
      const ending = await run('commands/demo-data.ts', { settings: quiet, arguments: given });
      expectOneLine(ending, 'Say how many: npm run demo:data -- --families N [--seed S], N from 1 to 56250.');
    },
  );

  test('of token without a made-up council says how to get one', async () => {
    const ending = await run('commands/token.ts', {
      settings: { DATA_DIRECTORY: join(folder, 'nowhere') },
      arguments: ['lead-worker'],
    });
    expectOneLine(ending, /^There is no made-up council here: run npm start first /);
  });
});

function canHide(): boolean {
  try {
    execFileSync('unshare', ['-m', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function removeIfEmpty(path: string): void {
  try {
    rmdirSync(path);
  } catch {
    // Another hub of this machine lives there.
  }
}
