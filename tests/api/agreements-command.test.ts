import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Leaf } from '#access-log/leaf.ts';
import { exportAgreements, importAgreements } from '#commands/agreements-database.ts';
import type { Imported } from '#commands/agreements-database.ts';
import { readAgreements, writeAgreements } from '#commands/agreements-file.ts';
import { callerId } from '#demo/callers.ts';
import { entities } from '#server/entities.ts';
import type { Database } from '#storage/database.ts';
import { openDatabase } from '#storage/database.ts';
import { startEmbeddedPostgres } from '#storage/embedded-postgres.ts';
import { findEmbeddedPostgres } from '#storage/embedded-running.ts';
import { migrate } from '#storage/migrate.ts';
import { createTestDatabase } from '#tests/support/database.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { HUB_KEY } from '#tests/support/log.ts';
import { expectOneLine, removeFolders, run, temporaryFolder } from '#tests/start/program.ts';
import type { Ending } from '#tests/start/program.ts';

const example = readFileSync(new URL('../../docs/agreements.example.yaml', import.meta.url), 'utf8');
const EXAMPLES = ['school-attendance', 'community-health', 'police-missing-children', 'school-roll-intake'];
const WHO = 'information-governance';
const folder = temporaryFolder();

let given: TestDatabase;
let database: Database;
let owner: Database;
beforeAll(async () => {
  given = await createTestDatabase('councilTemplate');
  database = await openDatabase({ url: given.url, entities, as: 'application' });
  owner = await openDatabase({ url: given.url, entities, as: 'owner', poolSize: 2 });
});
afterAll(async () => {
  await database.close();
  await owner.close();
  await given.drop();
  removeFolders();
});

const imports = async (text: string, who = WHO): Promise<Imported> =>
  (await importAgreements({ ...database, hubKey: HUB_KEY }, text, who)) as Imported;
const versions = async (): Promise<string[]> => {
  const { rows } = await owner.pool.query<{ version: string }>(
    `select id || '@' || version as version from agreement order by 1`,
  );
  return rows.map(({ version }) => version);
};
const leaves = async (): Promise<Leaf[]> => {
  const { rows } = await owner.pool.query<{ bytes: Buffer }>('select bytes from access_log_leaf order by index');
  return rows.map(({ bytes }) => JSON.parse(bytes.toString('utf8')) as Leaf);
};
/** Nothing has been proposed or logged. */
const expectNothing = async (work: () => Promise<unknown>): Promise<void> => {
  const before = [await versions(), (await leaves()).length];
  await work();
  expect([await versions(), (await leaves()).length]).toEqual(before);
};

describe('Importing a file', () => {
  test('proposes each agreement, with a leaf for each, and activates none', async () => {
    expect(await imports(example)).toEqual({ proposed: EXAMPLES.map((id) => ({ id, version: 1 })), unchanged: [], ended: [] });
    const { rows } = await owner.pool.query('select distinct proposed_by from agreement where id = any($1)', [EXAMPLES]);
    expect(rows).toEqual([{ proposed_by: callerId(WHO) }]);
    expect((await owner.pool.query('select from agreement_event where agreement = any($1)', [EXAMPLES])).rows).toEqual([]);
    expect(await leaves()).toMatchObject(
      EXAMPLES.map((id) => ({
        kind: 'AGREEMENT_CHANGE',
        caller: { kind: 'WORKER', id: callerId(WHO), organisation: 'northmere-information', roles: [] },
        change: { name: 'importAgreements', outcome: 'RECORDED', records: [`${id}@1`], what: ['PROPOSED'] },
        operation: { name: 'agreements import', document: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
      })),
    );
  });

  test('again changes nothing, in whatever order it names things', async () => {
    const reordered = example.replace(
      '- northmere-early-help\n      - northmere-mash',
      '- northmere-mash\n      - northmere-early-help',
    );
    expect(reordered).not.toBe(example);
    await expectNothing(async () => expect(await imports(reordered)).toEqual({ proposed: [], unchanged: EXAMPLES, ended: [] }));
  });

  test('proposes the next version of what differs, and leaves the others', async () => {
    const changed = example.replace('historyMonths: 24', 'historyMonths: 36');
    expect(await imports(changed)).toMatchObject({
      proposed: [{ id: 'school-attendance', version: 2 }],
      unchanged: EXAMPLES.slice(1),
    });
    expect(await versions()).toEqual(
      expect.arrayContaining(['school-attendance@1', 'school-attendance@2', 'community-health@1']),
    );
  });

  test('with one mistake proposes nothing', async () => {
    const wrong = example.replace('historyMonths: 24', 'historyMonths: 48').replace('- MISSING_EPISODES', '- TENANCY');
    await expectNothing(async () =>
      expect(await importAgreements({ ...database, hubKey: HUB_KEY }, wrong, WHO)).toMatchObject({
        mistakes: [{ line: expect.any(Number) as number }],
      }),
    );
  });

  test('with one agreement that is over proposes nothing', async () => {
    const past = example
      .replace('historyMonths: 24', 'historyMonths: 48')
      .replaceAll(
        /(school-roll-intake[\s\S]*)from: 2026-09-01\n    until: 2028-09-01([\s\S]*)reviewOn: 2027-09-01/g,
        '$1from: 2020-09-01\n    until: 2021-09-01$2reviewOn: 2021-01-01',
      );
    await expectNothing(() =>
      expect(imports(past)).rejects.toThrow('Nothing was proposed: the agreement school-roll-intake is over already'),
    );
  });

  test.each(['nobody', 'council-app'])('needs a worker whom the hub knows: %s is none', async (who) => {
    const changed = example.replace('historyMonths: 24', 'historyMonths: 48');
    await expectNothing(() =>
      expect(imports(changed, who)).rejects.toThrow(`The hub knows no worker with the sign-in subject “${who}”`),
    );
  });

  test('leaves what was ended, until it differs', async () => {
    const event = `insert into agreement_event (agreement, version, event, recorded_by) values ('community-health', 1, $1, $2)`;
    await owner.pool.query(event, ['ACTIVATED', callerId('information-governance-2')]);
    await owner.pool.query(event, ['ENDED', callerId(WHO)]);
    await expectNothing(async () =>
      expect(await imports(example.replace('historyMonths: 24', 'historyMonths: 36'))).toMatchObject({
        proposed: [],
        ended: ['community-health'],
      }),
    );
    expect((await exportAgreements(database)).text).not.toContain('- id: community-health\n');
    const again = example.replace('historyMonths: 24', 'historyMonths: 36').replace('historyMonths: 12', 'historyMonths: 13');
    expect(await imports(again)).toMatchObject({ proposed: [{ id: 'community-health', version: 2 }], ended: [] });
  });
});

test('An export has the latest version of all that is in force or proposed, and importing it changes nothing', async () => {
  await owner.pool.query(`update agreement set ends_at = now() - interval '1 day' where id = 'operation-encompass'`);
  const { text } = await exportAgreements(database);
  for (const id of [...EXAMPLES, 'education-early-help', 'safeguarding-police', 'intake-housing'])
    expect(text).toContain(`- id: ${id}\n`);
  expect(text).not.toContain('operation-encompass');
  expect(text).toContain('historyMonths: 36');
  await expectNothing(async () => expect(await imports(text)).toMatchObject({ proposed: [], ended: [] }));
  expect((await imports(text)).unchanged).toContain('education-early-help');
});

// Each command is a program of its own: it starts, and reads the schema.
describe('npm run agreements', { timeout: 60_000 }, () => {
  const file = join(folder, 'agreements.yaml');
  const quiet = { DATA_DIRECTORY: join(folder, 'nothing') };
  const command = (settings: Readonly<Record<string, string>>, ...words: string[]): Promise<Ending> =>
    run('commands/agreements.ts', { settings: { ...quiet, ...settings }, arguments: words });

  test('check says where each mistake is, and looks up recipients where there is a database', async () => {
    writeFileSync(file, example.replace('- northmere-community-health', '- the-gym').replace('- SUSPENSIONS', '- TENANCY'));
    const without = await command({}, 'check', file);
    expect(without).toMatchObject({ code: 1, err: '' });
    expect(without.out).toMatch(
      /^\S+agreements\.yaml:22: “TENANCY” is no category of education: .*\.\nRecipients were not looked up: .*\.\n$/,
    );
    const lookedUp = await command({ DATABASE_URL: given.url }, 'check', file);
    expect(lookedUp).toMatchObject({ code: 1, err: '' });
    expect(lookedUp.out).toMatch(/^\S+agreements\.yaml:19: There is no organisation “the-gym”: .*\.\n\S+:22: .*\n$/);
    expect(await command({ DATABASE_URL: given.url }, 'check', 'docs/agreements.example.yaml')).toMatchObject({
      code: 0,
      out: '4 agreements, all in order.\n',
    });
  });

  test('import and export work on the given database', async () => {
    writeFileSync(file, example.replace('historyMonths: 24', 'historyMonths: 60'));
    const imported = await command({ DATABASE_URL: given.url }, 'import', file, '--by', WHO);
    expect(imported).toMatchObject({ code: 0, err: '' });
    expect(imported.out).toMatch(/^school-attendance: version \d+ is proposed\.\n/);
    const exported = join(folder, 'exported.yaml');
    const { count } = await exportAgreements(database);
    expect(await command({ DATABASE_URL: given.url }, 'export', exported)).toMatchObject({
      code: 0,
      out: `${count} agreements written to ${exported}.\n`,
      err: '',
    });
    const text = readFileSync(exported, 'utf8');
    expect(text).toContain('historyMonths: 60');
    expect(await command({ DATABASE_URL: given.url }, 'export', '-')).toMatchObject({ code: 0, out: text, err: '' });
    const again = await command({ DATABASE_URL: given.url }, 'import', exported, '--by', WHO);
    expect(again).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^There is nothing to change: \d+ agreements as in the file\.\n$/) as string,
    });
  });

  test('export leaves a file that is there as it is', async () => {
    writeFileSync(file, 'Somebody’s work of a week\n');
    const ending = await command({ DATABASE_URL: given.url }, 'export', file);
    expectOneLine(ending, `${file} exists already: give another name.`);
    expect(readFileSync(file, 'utf8')).toBe('Somebody’s work of a week\n');
  });

  test.each(['agreements: []\n', writeAgreements([])])(
    'check does not call the file %j in order, which has no agreements',
    async (text) => {
      writeFileSync(file, text);
      expectOneLine(await command({}, 'check', file), `There are no agreements in ${file}.`);
    },
  );

  test('says in one line what it cannot do', async () => {
    const words = [
      ['import', file],
      ['check', file, '--fast'],
    ];
    const [usage, absent, nothing, nowhere] = await Promise.all([
      Promise.all(words.map((given) => command({}, ...given))),
      command({}, 'check', join(folder, 'absent.yaml')),
      command({}, 'export', '-'),
      command({ DATABASE_URL: given.url }, 'export', join(folder, 'absent', 'agreements.yaml')),
    ]);
    for (const ending of usage) expectOneLine(ending, /^Say what to do: /);
    expectOneLine(absent, /absent\.yaml cannot be read: check the name\.\n$/);
    expectOneLine(nothing, 'There is no database here: set DATABASE_URL, or run npm start once.');
    expectOneLine(nowhere, /cannot be written: choose another place\.\n$/);
  }, 120_000);
});

describe('A hub’s own database', () => {
  const own = join(folder, 'own');
  const directory = join(own, 'postgres');
  const settings = { DATA_DIRECTORY: own };
  const words = ['import', 'docs/agreements.example.yaml', '--by', WHO];
  const command = (...given: string[]): Promise<Ending> => run('commands/agreements.ts', { settings, arguments: given });

  test('is used while the hub runs, and started for the while where it does not', async () => {
    expect(await findEmbeddedPostgres(directory, 'family_view')).toEqual({ state: 'ABSENT' });
    mkdirSync(own);
    const server = await startEmbeddedPostgres({ directory, databases: ['family_view'] });
    expectOneLine(await command(...words), /^The database lacks \d+ migrations: run npm start/);
    await migrate(server.url('family_view'), entities);
    const hub = await openDatabase({ url: server.url('family_view'), entities, as: 'owner', poolSize: 1 });
    await hub.pool.query(`insert into organisation (id, name) select id, id from unnest($1::text[]) id`, [
      ['northmere-early-help', 'northmere-community-health', 'northmere-mash', 'northmere-information'],
    ]);
    await hub.pool.query(
      `insert into worker (id, kind, subject, name, organisation_id, approved_purposes) values ($1, 'WORKER', $2, 'IG', 'northmere-information', '{}')`,
      [callerId(WHO), WHO],
    );
    await hub.close();

    expect(await command('check', 'docs/agreements.example.yaml')).toMatchObject({
      code: 0,
      out: '4 agreements, all in order.\n',
    });
    expect(await command(...words)).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringContaining('4 agreements proposed') as string,
    });
    await server.stop();

    expect(await findEmbeddedPostgres(directory, 'family_view')).toEqual({ state: 'STOPPED' });
    expect((await command('check', 'docs/agreements.example.yaml')).out).toContain('Recipients were not looked up');
    expect(await command(...words)).toMatchObject({
      code: 0,
      out: expect.stringContaining('There is nothing to change') as string,
    });
    const exported = await command('export', '-');
    expect(exported).toMatchObject({ code: 0, err: '' });
    expect(readAgreements(exported.out, { agencies: [], organisations: null }).mistakes).not.toEqual([]);
    expect(exported.out).toContain('- id: school-roll-intake\n');
    expect(await findEmbeddedPostgres(directory, 'family_view')).toEqual({ state: 'STOPPED' });
  }, 120_000);
});

test('An export of nothing is a file of nothing', () => {
  expect(readAgreements(writeAgreements([]), { agencies: [], organisations: null })).toEqual({ agreements: [], mistakes: [] });
});
