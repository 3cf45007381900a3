import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { delimiter, join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEmbeddedPostgres } from '#storage/embedded-postgres.ts';
import type { EmbeddedPostgres } from '#storage/embedded-postgres.ts';
import { HUB, isRoot, READY, removeFolders, run, start, stopAll, temporaryFolder } from './program.ts';
import type { Ending, ProgramOptions } from './program.ts';

/** One line on stderr, exit code 1, and no stack. */
function expectOneLine({ code, err }: Ending, line: string | RegExp): void {
  expect(err).toMatch(/^[^\n]+\n$/);
  expect(err).not.toMatch(/\bat .*:\d+/);
  if (typeof line === 'string') expect(err).toBe(`${line}\n`);
  else expect(err).toMatch(line);
  expect(code).toBe(1);
}

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

  test('is not of this machine', async () => {
    expectOneLine(await runHub({ HOST: '192.0.2.1', PORT: '4999' }), 'HOST 192.0.2.1 is not an address of this machine.');
  });

  test('is no port', async () => {
    expectOneLine(await runHub({ PORT: '70000' }), /^PORT cannot be used: /);
  });
});

describe('the data directory', () => {
  test('is a file', async () => {
    const path = join(folder, 'file');
    writeFileSync(path, '');
    expectOneLine(await runHub({ DATA_DIRECTORY: path }), `DATA_DIRECTORY: ${path} is not a folder. Choose another.`);
  });

  test('cannot be made', async () => {
    const path = '/proc/family-view';
    expectOneLine(await runHub({ DATA_DIRECTORY: path }), `DATA_DIRECTORY: ${path} cannot be made. Choose another folder.`);
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

describe('a given database', () => {
  let server: EmbeddedPostgres;
  const query = async (database: string, text: string): Promise<unknown> => {
    const client = new pg.Client(server.url(database));
    await client.connect();
    return client
      .query(text)
      .then(({ rows }) => rows[0] as unknown)
      .finally(() => client.end());
  };
  const withUrl = (change: (url: URL) => void, database = 'empty'): string => {
    const url = new URL(server.url(database));
    change(url);
    return url.href;
  };
  beforeAll(async () => {
    const directory = join(folder, 'given');
    server = await startEmbeddedPostgres({ directory, databases: ['empty', 'council', 'strangers'] });
    await query('empty', "create role stranger login password 'stranger'");
  });
  afterAll(() => server.stop());

  test('does not answer', async () => {
    const line = 'DATABASE_URL: nothing answers there. Check host and port, and that the database runs.';
    expectOneLine(await runHub({ DATABASE_URL: 'postgresql://somebody:secret@127.0.0.1:1/somewhere' }), line);
  });

  test('refuses the password', async () => {
    const url = withUrl((of) => (of.password = 'guess'));
    expectOneLine(await runHub({ DATABASE_URL: url }), 'DATABASE_URL: the database refuses the name or password.');
  });

  test('does not exist', async () => {
    const url = withUrl((of) => (of.pathname = '/nowhere'));
    expectOneLine(await runHub({ DATABASE_URL: url }), 'DATABASE_URL: there is no database of this name. Create it first.');
  });

  test('is no address of a database at all', async () => {
    expectOneLine(await runHub({ DATABASE_URL: 'localhost' }), /^DATABASE_URL cannot be used: /);
  });

  test('is right, but not its owner’s address', async () => {
    const owner = withUrl((of) => (of.password = 'guess'));
    const ending = await runHub({ DATABASE_URL: server.url('empty'), DATABASE_OWNER_URL: owner });
    expectOneLine(ending, 'DATABASE_OWNER_URL: the database refuses the name or password.');
  });

  test('does not let its user migrate', async () => {
    const url = withUrl((of) => ([of.username, of.password] = ['stranger', 'stranger']));
    expectOneLine(await runHub({ DATABASE_URL: url }), /^DATABASE_URL: this user may not do what the hub needs\. /);
  });

  test('gets the made-up council where it is empty, and is neither emptied nor filled anew by a command', async () => {
    const settings = { ...quiet, DATABASE_URL: server.url('council') };
    const hub = start(HUB, { settings });
    await hub.printed(READY);
    hub.child.kill('SIGINT');
    expect(await hub.ended).toMatchObject({ code: 0, err: '' });
    expect(hub.out()).toContain('The made-up council has 200 families (just made)');
    expect(existsSync(join(quiet.DATA_DIRECTORY, 'postgres'))).toBe(false);

    for (const command of ['commands/demo-reset.ts', 'commands/demo-data.ts']) {
      expectOneLine(
        await run(command, { settings, arguments: ['--families', '2'] }),
        /^DATABASE_URL is set, and a database that was given is not emptied here: /,
      );
    }
    expect(await query('council', 'select count(*)::int as families from family')).toEqual({ families: 200 });
  });

  test('is migrated by its owner', async () => {
    const settings = { DATABASE_OWNER_URL: server.url('strangers'), NODE_ENV: 'production' };
    expect(await run('commands/migrate.ts', { settings })).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^The database was brought up to date \(\d+ migrations\)\.\n$/) as string,
    });
    expect(await run('commands/migrate.ts', { settings })).toMatchObject({ code: 0, out: 'The database is up to date.\n' });
  });

  test('of other people is left alone', async () => {
    await query('strangers', "insert into person (id, sex) values (gen_random_uuid(), 'UNKNOWN')");
    const settings = { DATABASE_URL: server.url('strangers'), DATA_DIRECTORY: join(folder, 'strangers') };
    expectOneLine(await runHub(settings), /^The database holds people who are not of the made-up council of this folder: /);
    expect(await query('strangers', 'select count(*)::int as people from person')).toEqual({ people: 1 });
  });
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
      'EDUCATION_URL',
      'EDUCATION_TOKEN',
      'HEALTH_URL',
      'HEALTH_TOKEN_URL',
      'HEALTH_CLIENT_ID',
      'HEALTH_CLIENT_SECRET',
      'POLICE_FOLDER',
      'HOUSING_DATABASE_URL',
    ];
    expect(err.trimEnd().split('\n').toSorted()).toEqual(missing.map((name) => `${name} is not set.`).toSorted());
    expect({ code, out }).toEqual({ code: 1, out: '' });
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
