import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { police } from '#connectors/police/index.ts';
import { startPolice } from '#demo/systems/police/index.ts';
import { smallWorld } from '#tests/support/small-world.ts';
import type { Connected } from './reading-lists.ts';
import { closeAll, connect, idsOf, NINE, readList, saidOf } from './reading-lists.ts';

const ADA = 'NOM00000001';

let folder: string;
let connected: Connected;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'family-view-police-people-'));
  connected = connect(police, { FOLDER: folder });
});
afterEach(async () => {
  await closeAll();
  await rm(folder, { recursive: true, force: true });
});

const HEADER =
  'nominal_reference,status,merged_into,restricted,forename,surname,aliases,date_of_birth,sex,address,town,postcode,phones,markers';
const line = (
  id: string,
  { status = 'LIVE', into = '', restricted = 'N', surname = 'MADE-UP', born = '04/03/1990' } = {},
): string =>
  [
    id,
    status,
    into,
    restricted,
    'ADA',
    surname,
    'Ada Reed;REED',
    born,
    'F',
    '1 Lane',
    '',
    'ZX1 1AA',
    '07700 900001',
    'Note',
  ].join(',');

/** A file that was finished a while ago. */
async function drop(name: string, ...lines: string[]): Promise<void> {
  await writeFile(join(folder, name), `${lines.join('\n')}\n`);
  const before = new Date(Date.now() - 60_000);
  await utimes(join(folder, name), before, before);
}

it('holds everybody whom the made-up police name, by the reference that links have', async () => {
  await startPolice({ world: smallWorld, clock: { now: () => NINE }, folder });
  const list = await readList(connected);

  expect(list).toMatchObject({ covers: 'CHANGES', complete: false, rejected: {} });
  expect(idsOf(list)).toEqual(['NOM00000001', 'NOM00000002', 'NOM00000003', 'NOM00000004']);
  expect(saidOf(list, ADA)).toMatchObject({ forename: 'ADA', surname: 'MADE-UP', dateOfBirth: '1990-03-04' });
  expect(JSON.stringify(list)).not.toContain('Nobody');
  expect((await readList(connected, list.cursor)).pages).toEqual([]);
});

describe('the police’s files of people', () => {
  it('are read once each, the oldest first, and a late one still', async () => {
    await drop('people-20260901T070000Z.csv', HEADER, line(ADA));
    await drop('people-20260901T060000Z.csv', HEADER, line('NOM2'));
    const first = await readList(connected);
    await drop('people-20260831T060000Z.csv', HEADER, line('NOM3'));
    const second = await readList(connected, first.cursor);

    expect(first.pages.map(({ delivery, asOf }) => [delivery, asOf.toISOString()])).toEqual([
      ['people-20260901T060000Z.csv', '2026-09-01T06:00:00.000Z'],
      ['people-20260901T070000Z.csv', '2026-09-01T07:00:00.000Z'],
    ]);
    expect(idsOf(second)).toEqual(['NOM3']);
    expect((await readList(connected, second.cursor)).pages).toEqual([]);
    expect((await readList(connected, 'of another form')).changes).toHaveLength(3);
  });

  it('tell who was added, changed, deleted, merged or restricted, and nothing that an officer only noted', async () => {
    const others = [
      line('NOM2', { status: 'DELETED' }),
      line('NOM3', { status: 'MERGED', into: ADA }),
      line('NOM4', { restricted: 'Y' }),
    ];
    await drop('people-20260901T070000Z.csv', HEADER, line(ADA), ...others);
    const list = await readList(connected);

    expect(saidOf(list, ADA)).toEqual({
      forename: 'ADA',
      surname: 'MADE-UP',
      otherNames: [
        { forename: 'Ada', surname: 'Reed' },
        { forename: null, surname: 'REED' },
      ],
      dateOfBirth: '1990-03-04',
      sex: 'F',
      addresses: [{ line: '1 Lane', town: null, postcode: 'ZX1 1AA', uprn: null }],
      phones: ['07700 900001'],
      emails: [],
      identifiers: {},
      relatedTo: [],
    });
    expect(list.changes.slice(1)).toEqual([
      { change: 'DELETED', id: 'NOM2' },
      { change: 'MERGED', id: 'NOM3', into: ADA },
      expect.objectContaining({ id: 'NOM4', sealed: true }),
    ]);
  });

  it('lose the rows that do not fit, which are counted, and leave a day that is none as it came', async () => {
    const broken = ['NOM2,LIVE', line('two words'), line('NOM3', { status: 'GONE' }), line('NOM4', { status: 'MERGED' })];
    await drop('people-20260901T070000Z.csv', HEADER, line(ADA, { born: '31/02/1990' }), ...broken);
    const list = await readList(connected);

    expect(idsOf(list)).toEqual([ADA]);
    expect(saidOf(list, ADA).dateOfBirth).toBe('31/02/1990');
    expect(list.rejected).toEqual({ UNREADABLE: 4 });
  });

  it('are kept in pages, and only the last of a file has it behind it', async () => {
    const lines = Array.from({ length: 1_100 }, (_, number) => line(`NOM${number}`));
    await drop('people-20260901T070000Z.csv', HEADER, ...lines);
    const { pages } = await readList(connected);

    expect(pages.map(({ changes }) => changes.length)).toEqual([500, 500, 100]);
    expect(pages.map(({ cursor }) => cursor?.includes('people-20260901T070000Z.csv'))).toEqual([false, false, true]);
  });

  it('that are broken, of tomorrow or still being written hold up no other', async () => {
    await drop('people-20260901T050000Z.csv', 'not,the,columns', '1,2,3');
    await drop('people-20260901T060000Z.csv', HEADER, `${ADA},"it never ends`);
    await drop('people-20991231T235959Z.csv', HEADER, line('NOM2'));
    await drop('people-20260901T063000Z.csv.part', HEADER, line('NOM3'));
    await drop('people-20260901T070000Z.csv', HEADER, line(ADA));
    const list = await readList(connected);

    expect(idsOf(list)).toEqual([ADA]);
    expect(connected.events).toEqual(Array.from({ length: 3 }, () => ({ agency: 'police', event: 'FILE_REFUSED', count: 1 })));
    expect((await readList(connected, list.cursor)).pages).toEqual([]);
  });

  it('cannot be listed where the folder cannot be read', async () => {
    await rm(folder, { recursive: true });

    await expect(readList(connected)).rejects.toThrow(/^The folder of dropped files cannot be read\.$/);
    await mkdir(folder);
  });

  it('leave what the police drop about matters alone, and are left alone by it', async () => {
    await startPolice({ world: smallWorld, clock: { now: () => NINE }, folder });
    await connected.agency.land!(AbortSignal.timeout(10_000));

    expect(connected.events.filter(({ event }) => event === 'FILE_REFUSED')).toEqual([]);
    expect((await readList(connected)).pages).toHaveLength(1);
  });
});
