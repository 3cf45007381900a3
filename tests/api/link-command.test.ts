import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'csv-parse/sync';

const FAKE = new URL('../../bench/link/data/', import.meta.url).pathname;
const COMMAND = new URL('../../commands/link.ts', import.meta.url).pathname;

let folder: string;
const file = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'family-view-link-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Ending {
  readonly code: number;
  readonly said: string;
}

const link = (...args: string[]): Promise<Ending> =>
  new Promise((resolve) => {
    execFile(process.execPath, [COMMAND, ...args], (error, _, said) => resolve({ code: Number(error?.code ?? 0), said }));
  });
const rowsOf = async (name: string) => parse(await readFile(file(name)), { columns: true }) as Record<string, string>[];
const COLUMNS = JSON.stringify({
  id: 'id',
  forename: 'forename',
  surname: 'surname',
  dateOfBirth: 'dob',
  street: ['number', 'street'],
});

describe('npm run link', { timeout: 90_000 }, () => {
  it('deduplicates a file that nobody here made up, better than its goal', async () => {
    const { code, said } = await link(
      '--left', `${FAKE}fake_1000.csv`, '--columns', `${FAKE}fake_1000.columns.json`,
      '--out', file('pairs.csv'), '--clusters', file('clusters.csv'),
    ); // prettier-ignore
    expect(code).toBe(0);
    const f1 = (what: string): number => Number(new RegExp(`${what}: .*F1 ([\\d.]+)`).exec(said)?.[1]);
    expect(f1('clusters')).toBeGreaterThan(0.965);
    expect(f1('pairs, p ≥ .5')).toBeGreaterThan(0.911);
    const pairs = await rowsOf('pairs.csv');
    expect(Object.keys(pairs[0] ?? {})).toEqual(['id_l', 'id_r', 'weight', 'probability']);
    const weights = pairs.map(({ weight }) => Number(weight));
    expect(weights).toEqual(weights.toSorted((a, b) => b - a));
    expect(await rowsOf('clusters.csv')).toHaveLength(1_000);
  });

  it('gives the same files, byte for byte, with the rows in another order', async () => {
    const [header = '', ...rows] = (await readFile(`${FAKE}fake_1000.csv`, 'utf8')).trimEnd().split('\n').slice(0, 300);
    const written: string[] = [];
    for (const list of [rows, rows.toReversed()]) {
      await writeFile(file('some.csv'), [header, ...list].join('\n'));
      await link(
        '--left',
        file('some.csv'),
        '--columns',
        `${FAKE}fake_1000.columns.json`,
        '--out',
        file('p.csv'),
        '--clusters',
        file('c.csv'),
      );
      written.push((await readFile(file('p.csv'), 'utf8')) + (await readFile(file('c.csv'), 'utf8')));
    }
    expect(written[1]).toBe(written[0]);
  });

  it('links two files, says which rows it could not use, and goes on', async () => {
    await writeFile(file('columns.json'), COLUMNS);
    await writeFile(
      file('left.csv'),
      '\uFEFFid,forename,surname,dob,number,street\r\n1,Toby,Hughes,2017-07-22,27,Lapwing Drive\r\n2,Amara,Okafor,1988-01-02,27\r\n,No,Id,2000-01-05,1,A\r\n1,Toby,Again,2017-07-22,2,B\r\n3,"Open,Quote,2001-02-03,1,C\r\n4,"Marsh, Jr","""Daniel""",19850607,"6",Ropewalk Street\r\n5,,,,,\r\n',
    );
    await writeFile(
      file('right.csv'),
      'id,forename,surname,dob,number,street\n7,Toby,Hughes,20170722,27,Lapwing Drive\n8,Zoe,Bell,1990-05-05,9,Ash Road\n',
    );
    const { code, said } = await link(
      '--left',
      file('left.csv'),
      '--right',
      file('right.csv'),
      '--columns',
      file('columns.json'),
      '--out',
      file('pairs.csv'),
    );
    expect(code).toBe(0);
    expect(said.match(/line \d+: .*/g)).toEqual([
      'line 3: 5 columns instead of 6; left out.',
      'line 4: it has no id; left out.',
      'line 5: its id was there before; left out.',
      'line 6: its quotes are not closed; left out.',
      'line 8: nothing in it can be compared; left out.',
    ]);
    expect(await rowsOf('pairs.csv')).toMatchObject([{ id_l: '1', id_r: '7' }]);
  });

  it('reads what spreadsheets write: marks at the beginning, carriage returns, values over several lines', async () => {
    await writeFile(file('columns.json'), JSON.stringify({ id: 'id', forename: 'forename', surname: 'surname' }));
    const rows = 'id,forename,surname\r\n1,Zoë,"Bell\r\n (née Ash)"\r\n2,Zoe,Bell';
    for (const [mark, encoding] of [
      ['\uFEFF', 'utf8'],
      ['', 'utf8'],
      ['\uFEFF', 'utf16le'],
    ] as const) {
      await writeFile(file('sheet.csv'), mark + rows, encoding);
      const { code, said } = await link(
        '--left', file('sheet.csv'), '--columns', file('columns.json'), '--out', file('p.csv'), '--clusters', file('c.csv'),
      ); // prettier-ignore
      expect({ encoding, code, said }).toMatchObject({ code: 0, said: expect.stringContaining('2 records read') });
      expect(said).toMatch(/done; at most \d+ MB of memory\n$/);
      expect((await rowsOf('c.csv')).map(({ id }) => id)).toEqual(['1', '2']);
    }
  });

  it('says in one sentence what is wrong with a file', async () => {
    await writeFile(file('columns.json'), JSON.stringify({ id: 'id', forename: 'forename', surname: 'surname' }));
    for (const [content, wrong] of [
      ['', 'odd.csv is empty.'],
      ['id;forename;surname\n1;Toby;Hughes\n', 'odd.csv separates its values by semicolons: separate them by commas.'],
      ['id\tforename\tsurname\n1\tToby\tHughes\n', 'odd.csv separates its values by tabs: separate them by commas.'],
      ['id,forename,surname,surname\n1,Toby,Hughes,Bell\n', 'odd.csv has two columns called surname.'],
      ['"id,forename,surname\n1,Toby,Hughes\n', 'odd.csv, line 1: its quotes are not closed.'],
      ['\u0000\u0001\u0000\n', 'odd.csv is not text: save it as CSV in UTF-8.'],
    ] as const) {
      await writeFile(file('odd.csv'), content);
      const { code, said } = await link('--left', file('odd.csv'), '--columns', file('columns.json'), '--out', file('p.csv'));
      expect({ wrong, code, said: said.trim().replace(/.*\//, '') }).toEqual({ wrong, code: 1, said: wrong });
    }
  });

  it('takes one row, and people of whom nobody is another', async () => {
    await writeFile(file('columns.json'), COLUMNS);
    await writeFile(file('one.csv'), 'id,forename,surname,dob,number,street\n1,Toby,Hughes,2017-07-22,27,Lapwing Drive\n');
    const { code } = await link('--left', file('one.csv'), '--columns', file('columns.json'), '--out', file('p.csv'), '--clusters', file('c.csv')); // prettier-ignore
    expect({ code, pairs: await rowsOf('p.csv'), clusters: await rowsOf('c.csv') }).toEqual({
      code: 0,
      pairs: [],
      clusters: [{ id: '1', cluster: '0', source: 'left' }],
    });
  });

  it('ends with 1 where no row was usable, and says what is wrong with what it was told', async () => {
    await writeFile(file('columns.json'), COLUMNS);
    await writeFile(file('none.csv'), 'id,forename,surname,dob,number,street\n1,Toby\n');
    const told = (...args: string[]) =>
      link('--left', file('none.csv'), '--columns', file('columns.json'), '--out', file('p.csv'), ...args);
    expect(await told()).toMatchObject({ code: 1, said: expect.stringMatching(/No row could be used\.\n$/) });
    expect((await told('--left', file('missing.csv'))).code).toBe(1);
    expect(await told('--nonsense')).toMatchObject({
      code: 1,
      said: expect.stringMatching(/Say: npm run -s link -- --left A\.csv/),
    });
    await writeFile(file('columns.json'), JSON.stringify({ id: 'id', forename: 'first' }));
    expect((await told()).said).toMatch(/none\.csv has no column first; it has id, forename, surname, dob, number, street\.\n$/);
    await writeFile(file('columns.json'), JSON.stringify({ id: 'id', shoeSize: 'shoe' }));
    expect((await told()).said).toMatch(/columns\.json: Unrecognized key: "shoeSize"\. It takes id, forename, .*\n$/);
    await writeFile(file('columns.json'), JSON.stringify({ id: 'id' }));
    expect((await told()).said).toMatch(/columns\.json names nothing to compare: .*\n$/);
  });

  it('writes over nothing that it reads, and says before it begins what is not there', async () => {
    await writeFile(file('columns.json'), COLUMNS);
    const people = 'id,forename,surname,dob,number,street\n1,Toby,Hughes,2017-07-22,27,Lapwing Drive\n';
    await writeFile(file('people.csv'), people);
    const told = async (...args: string[]) => {
      const { code, said } = await link('--left', file('people.csv'), '--columns', file('columns.json'), ...args);
      return { code, said: said.replaceAll(`${folder}/`, '').trim() };
    };
    const over = (option: string, other: string) => `--${option} would write over --${other}: name another file.`;
    expect(await told('--out', file('people.csv'))).toEqual({ code: 1, said: over('out', 'left') });
    expect(await told('--out', file('x.csv'), '--clusters', file('x.csv'))).toEqual({ code: 1, said: over('clusters', 'out') });
    expect(await told('--train', file('columns.json'))).toEqual({ code: 1, said: over('train', 'columns') });
    expect(await told('--right', file('gone.csv'), '--out', file('x.csv'))).toEqual({
      code: 1,
      said: '--right: gone.csv is not there.',
    });
    expect((await told('--right', folder, '--out', file('x.csv'))).said).toMatch(/^--right: .* is a folder; name a file\.$/);
    expect((await told('--out', file('no/x.csv'))).said).toBe('--out: there is no folder no; make it first.');
    expect(await readFile(file('people.csv'), 'utf8')).toBe(people);
  });
});
