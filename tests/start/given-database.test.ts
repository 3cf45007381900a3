import { existsSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEmbeddedPostgres } from '#storage/embedded-postgres.ts';
import type { EmbeddedPostgres } from '#storage/embedded-postgres.ts';
import {
  expectOneLine,
  expectSettingRefused,
  HUB,
  READY,
  removeFolders,
  run,
  start,
  stopAll,
  temporaryFolder,
} from './program.ts';
import type { Ending } from './program.ts';

const folder = temporaryFolder();
const quiet = { DATA_DIRECTORY: join(folder, 'data'), PORT: '0' };
const runHub = (settings: Readonly<Record<string, string>>): Promise<Ending> => run(HUB, { settings: { ...quiet, ...settings } });

afterAll(async () => {
  await stopAll();
  removeFolders();
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
    server = await startEmbeddedPostgres({ directory, databases: ['empty', 'council', 'strangers', 'migrated'] });
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
    const ending = await runHub({ DATABASE_URL: 'localhost' });
    expectSettingRefused(ending, 'DATABASE_URL cannot be used: it is not a postgresql:// address.');
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
    expect(existsSync(join(settings.DATA_DIRECTORY, 'postgres'))).toBe(false);

    for (const command of ['commands/demo-reset.ts', 'commands/demo-data.ts']) {
      expectOneLine(
        await run(command, { settings, arguments: ['--families', '2'] }),
        /^DATABASE_URL is set, and a database that was given is not emptied here: /,
      );
    }
    expect(await query('council', 'select count(*)::int as families from family')).toEqual({ families: 200 });
  });

  test('that is migrated and empty is filled by its owner, and then serves the hub’s own login', async () => {
    await run('commands/migrate.ts', { settings: { DATABASE_OWNER_URL: server.url('migrated') } });
    await query('migrated', "create role hub login password 'hub' in role family_view_application");
    const settings = {
      ...quiet,
      DATA_DIRECTORY: join(folder, 'migrated'),
      DATABASE_URL: withUrl((of) => ([of.username, of.password] = ['hub', 'hub']), 'migrated'),
    };
    expectOneLine(
      await run(HUB, { settings }),
      'The database is empty, and this login may not fill it with the made-up council: set DATABASE_OWNER_URL to its owner’s login for the first start.',
    );
    const starts = [{ ...settings, DATABASE_OWNER_URL: server.url('migrated') }, settings];
    for (const given of starts) {
      const hub = start(HUB, { settings: given });
      await hub.printed(READY);
      hub.child.kill('SIGINT');
      expect(await hub.ended).toMatchObject({ code: 0, err: '' });
    }
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
