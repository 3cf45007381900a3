/** The log as files, verified by a program that needs nothing of the hub; and the live database, verified by the command. */
import {
  appendFileSync,
  copyFileSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { execFile, execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createAccessLog } from '#access-log/append.ts';
import { createCheckpointFolder } from '#access-log/checkpoint-folder.ts';
import { createSigner } from '#access-log/checkpoints.ts';
import { exportLog } from '#access-log/export.ts';
import { parseSigningKey, signingKey, signNote } from '#access-log/keys.ts';
import { proveEntries } from '#access-log/proofs.ts';
import { RENDERINGS } from '#review/export/rendering.ts';
import { createIndexer } from '#review/indexing.ts';
import { entities } from '#server/entities.ts';
import type { Database } from '#storage/database.ts';
import { openDatabase } from '#storage/database.ts';
import { systemClock } from '#terms/clock.ts';
import { ROOT, removeFolders, run, temporaryFolder } from '#tests/start/program.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { createTestDatabase } from '#tests/support/database.ts';
import { madeUpEntry } from '#tests/support/arbitrary-entry.ts';
import { madeUpLeaf } from '#tests/support/leaves.ts';
import { HUB_KEY, SIGNING_KEY } from '#tests/support/log.ts';

/** Two whole tiles and a part of a third; more than one tile of level 0 for level 1. */
const ENTRIES = 600;
const KEY = ['--key', SIGNING_KEY.verifierKey];

let testDatabase: TestDatabase;
let database: Database;
let owner: Database;
let checkpoints: string;
beforeAll(async () => {
  testDatabase = await createTestDatabase('emptyTemplate');
  database = await openDatabase({ url: testDatabase.url, entities, as: 'application' });
  owner = await openDatabase({ url: testDatabase.url, entities, as: 'owner', poolSize: 2 });
  checkpoints = temporaryFolder();
  const keys = { keys: [SIGNING_KEY], hubKey: HUB_KEY };
  const signer = createSigner({ pool: database.pool, clock: systemClock, ...keys, folder: createCheckpointFolder(checkpoints) });
  const log = createAccessLog({ pool: database.pool, hubKey: HUB_KEY });
  for (const count of [100, ENTRIES - 100]) {
    await Promise.all(Array.from({ length: count }, () => log.append([madeUpLeaf()], new Map())));
    await signer.sign();
  }
});
afterAll(async () => {
  await database.close();
  await owner.close();
  await testDatabase.drop();
  removeFolders();
});

/** The verifier alone, copied out of the project. */
const alone = (...words: string[]): Promise<string> => {
  const file = join(temporaryFolder(), 'verify.ts');
  copyFileSync(join(ROOT, 'access-log/verify.ts'), file);
  return runAlone(file, ...words);
};
const runAlone = (file: string, ...words: string[]): Promise<string> =>
  promisify(execFile)(process.execPath, [file, ...KEY, ...words], { cwd: '/', env: {} }).then(
    ({ stdout }) => stdout,
    (error: { stderr: string; code: number }) => `${error.code}: ${error.stderr}`,
  );

describe('The log as files', () => {
  let folder: string;
  beforeEach(async () => {
    folder = temporaryFolder();
    expect(await exportLog(database.pool, folder, () => undefined)).toBe(ENTRIES);
  });

  test('holds every entry, and is verified by a file that runs alone', async () => {
    expect(readdirSync(join(folder, 'tile')).toSorted()).toEqual(['0', '1', 'entries']);
    expect(await alone('export', folder)).toBe(
      `Every entry holds, by a checkpoint of ${ENTRIES} entries of hub.example/access-log.\n`,
    );
    const day = readdirSync(checkpoints).find((name) => name.endsWith('.checkpoints'))!;
    expect(await alone('export', folder, join(checkpoints, day))).toMatch(/^Every entry holds/);
  });

  test('is refused by the checkpoint of a log that went further, or of another', async () => {
    const held = join(temporaryFolder(), 'held.checkpoint');
    const hold = (size: number, key = SIGNING_KEY) =>
      writeFileSync(held, signNote(`${key.name}\n${size}\n${Buffer.alloc(32, 7).toString('base64')}\n`, [key]));
    hold(ENTRIES + 1);
    expect(await alone('export', folder, held)).toBe(
      `1: The export ends after ${ENTRIES} entries, and a checkpoint proves ${ENTRIES + 1}: it is older than that, or the log lost its end.\n`,
    );
    hold(ENTRIES);
    expect(await alone('export', folder, held)).toBe(`1: Two checkpoints of ${ENTRIES} entries differ: no log has both.\n`);
    const other = signingKey('other.example/log', Buffer.alloc(32, 7));
    hold(100, other);
    expect(await alone('--key', other.verifierKey, 'export', folder, held)).toBe(
      '1: The checkpoints are of different logs: other.example/log and hub.example/access-log.\n',
    );
  });

  test('is verified, or refused, through a link too', async () => {
    const link = join(temporaryFolder(), 'verify.ts');
    symlinkSync(join(ROOT, 'access-log/verify.ts'), link);
    expect(await runAlone(link, 'export', folder)).toMatch(/^Every entry holds/);
    expect(await runAlone(link, 'export', '/nonexistent')).toBe('1: The export lacks checkpoint.\n');
  });

  test('goes on where it stopped', async () => {
    rmSync(join(folder, 'checkpoint'));
    rmSync(join(folder, 'tile/entries/001'));
    rmSync(join(folder, 'tile/entries/002.p'), { recursive: true });
    const written: number[] = [];
    await exportLog(database.pool, folder, (progress) => written.push(progress.written));
    expect(written).toEqual([512, ENTRIES]);
    expect(await alone('export', folder)).toMatch(/^Every entry holds/);
  });

  const change = (path: string, at: number) => {
    const bytes = readFileSync(join(folder, path));
    bytes[at]! ^= 1;
    writeFileSync(join(folder, path), bytes);
  };
  const SPOILED: Readonly<Record<string, [() => void, RegExp]>> = {
    'an entry changed': [() => change('tile/entries/001', 300), /^1: Entry 256: its bytes, or the hash kept beside them/],
    'a hash changed': [() => change('tile/0/000', 33), /^1: Entry 1: /],
    'a tile above changed': [() => change('tile/1/000.p/2', 40), /^1: tile\/1\/000.p\/2 was changed/],
    'its end cut off': [() => truncateSync(join(folder, 'tile/entries/002.p/88'), 900), /^1: Entry 51\d: /],
    'something after its end': [
      () => appendFileSync(join(folder, 'tile/entries/001'), 'x'),
      /^1: Entry 512: there is more after/,
    ],
    'more hashes than entries': [
      () => appendFileSync(join(folder, 'tile/0/001'), Buffer.alloc(32)),
      /^1: tile\/0\/001 has not 256 hashes/,
    ],
    'a tile missing': [() => rmSync(join(folder, 'tile/entries/001')), /^1: The export lacks tile\/entries\/001/],
    'another checkpoint': [
      () => change('checkpoint', 30),
      /^1: The signature by hub.example\/access-log\+28187a9f is not of this checkpoint/,
    ],
  };
  test.each(Object.keys(SPOILED))('with %s is refused, and the first entry at fault named', async (what) => {
    SPOILED[what]![0]();
    expect(await alone('export', folder)).toMatch(SPOILED[what]![1]);
  });
});

describe('Proofs as files', () => {
  const INDEXES = [3, 4, 255, 599];
  let folder: string;
  beforeEach(async () => {
    folder = temporaryFolder();
    const { head, page, tail } = RENDERINGS.PROOFS;
    const proofs = await proveEntries(database.pool, INDEXES);
    const entries = INDEXES.map((index, place) => ({ entry: madeUpEntry({ index }), proof: proofs[place]! }));
    const about = { id: '', at: new Date() };
    const tar = Buffer.concat([head(about), await page(entries), tail()]);
    execFileSync('tar', ['-x', '-C', folder], { input: tar });
  });

  test('are verified by a file that runs alone, and by the command', async () => {
    const holds = `Every one of 4 entries is in the log, by a checkpoint of ${ENTRIES} entries of hub.example/access-log or an older one.\n`;
    writeFileSync(join(folder, 'README'), 'What else is there says nothing.');
    expect(await alone('proofs', folder)).toBe(holds);
    expect(await run('commands/log-verify.ts', { arguments: [...KEY, 'proofs', folder] })).toMatchObject({ code: 0, out: holds });
  });

  const named = (index: number, kind: string) => join(folder, `${String(index).padStart(12, '0')}.${kind}`);
  const rename = (from: number, to: number) => {
    for (const kind of ['entry', 'tlog-proof']) renameSync(named(from, kind), named(to, kind));
  };
  const SPOILED: Readonly<Record<string, [() => void, string]>> = {
    'an entry changed': [
      () => appendFileSync(named(255, 'entry'), ' '),
      '000000000255.tlog-proof: Entry 255: the proof does not lead from this entry to the checkpoint’s root.',
    ],
    'an entry of more bytes than there are': [
      () => appendFileSync(named(255, 'entry'), Buffer.alloc(65_536)),
      '000000000255.tlog-proof: An entry has more than 65,535 bytes.',
    ],
    'two faults': [
      () => [599, 4].forEach((index) => appendFileSync(named(index, 'entry'), ' ')),
      '000000000004.tlog-proof: Entry 4: the proof does not lead from this entry to the checkpoint’s root.',
    ],
    'an entry missing': [() => rmSync(named(4, 'entry')), '000000000004.entry is missing, or cannot be read.'],
    'a proof missing': [() => rmSync(named(4, 'tlog-proof')), '000000000004.tlog-proof is missing, or cannot be read.'],
    'one entry in place of another': [() => rename(3, 4), '000000000004.tlog-proof: It is of entry 3, and not named so.'],
    'no proofs': [() => readdirSync(folder).forEach((file) => rmSync(join(folder, file))), 'The folder has no proofs.'],
    'no folder': [() => rmSync(folder, { recursive: true }), 'PROOFS is no folder that can be read.'],
  };
  test.each(Object.keys(SPOILED))('with %s are refused, and the first at fault is named', async (what) => {
    SPOILED[what]![0]();
    expect(await alone('proofs', folder)).toBe(`1: ${SPOILED[what]![1].replace('PROOFS', folder)}\n`);
  });
});

test('Proofs of many entries are read in as many statements as that of one', async () => {
  const query = vi.spyOn(database.pool, 'query');
  const statements = async (indexes: readonly number[]) => {
    query.mockClear();
    expect(await proveEntries(database.pool, indexes)).toHaveLength(indexes.length);
    return query.mock.calls.length;
  };
  try {
    expect(await statements(Array.from({ length: 200 }, (_, index) => 3 * index))).toBe(await statements([5]));
  } finally {
    query.mockRestore();
  }
});

describe('npm run log:verify', { timeout: 60_000 }, () => {
  const settings = () => ({ DATABASE_URL: testDatabase.url, DATA_DIRECTORY: temporaryFolder(), LOG_HUB_KEY: HUB_KEY.toString() });
  const verify = (...words: string[]) => run('commands/log-verify.ts', { settings: settings(), arguments: [...KEY, ...words] });

  test('verifies a live database with its checkpoints', async () => {
    const latest = join(checkpoints, 'latest.checkpoint');
    expect(await verify('live', latest)).toMatchObject({
      code: 0,
      out: `Every one of ${ENTRIES} entries holds, and the review’s index of them; 2 checkpoints, the newest of ${ENTRIES} entries.\n`,
    });
    await owner.pool.query(`update access_log_leaf set bytes = bytes || ' ' where index = 17`);
    expect(await verify('live', latest)).toMatchObject({ code: 1, err: expect.stringMatching(/^Entry 17: /) as string });
    await owner.pool.query(`update access_log_leaf set bytes = substr(bytes, 1, length(bytes) - 1) where index = 17`);
    expect(await verify('live', latest)).toMatchObject({ code: 0 });
    await owner.pool.query(`update access_log_leaf set at = at - interval '7 years' where index = 17`);
    expect(await verify('live', latest)).toMatchObject({
      code: 1,
      err: 'Entry 17: its column at does not say what its bytes say.\n',
    });
    await owner.pool.query(`update access_log_leaf set at = at + interval '7 years' where index = 17`);
    await createIndexer({ pool: database.pool }).catchUp();
    await owner.pool.query(`update review_entry set person = gen_random_uuid() where index = 30`);
    expect(await verify('live', latest)).toMatchObject({
      code: 1,
      err: 'Entry 30: the review’s index does not say what the entry says.\n',
    });
  });

  test('verifies a checkpoint, and says what it can be told', async () => {
    expect((await verify('checkpoint', join(checkpoints, 'latest.checkpoint'))).out).toBe(
      `Signed: a checkpoint of ${ENTRIES} entries of hub.example/access-log.\n`,
    );
    const { code, err } = await verify('nonsense');
    expect(code).toBe(1);
    const latest = join(checkpoints, 'latest.checkpoint');
    for (const words of [
      ['checkpoint', latest, latest],
      ['proof', latest, latest, latest],
      ['proofs', checkpoints, checkpoints],
      ['consistency', latest, latest, latest],
    ])
      expect(await alone(...words)).toMatch(/^1: Verifies what the access log proves/);
    expect(err).toMatch(/^Verifies what the access log proves[\s\S]*consistency CHECKPOINT FILE[\s\S]*live \[FILE …\]/);
    expect(await run('commands/log-verify.ts', { arguments: ['--key', 'nonsense', 'checkpoint', 'x'] })).toMatchObject({
      code: 1,
      err: 'A verifier key reads NAME+ID+KEY; this one does not.\n',
    });
  });
});

test('npm run log:key makes a key, and tells what others verify with', async () => {
  const { code, out, err } = await run('commands/log-key.ts', { arguments: ['hub.example.gov.uk/access-log'] });
  expect(code).toBe(0);
  const key = parseSigningKey(out.trim().slice('LOG_SIGNING_KEY='.length));
  expect(err).toContain(key.verifierKey);
  expect(await run('commands/log-key.ts', { arguments: ['two words'] })).toMatchObject({ code: 1 });
  const known = await run('commands/log-key.ts', { settings: { LOG_SIGNING_KEY: out.trim().split('=').slice(1).join('=') } });
  expect(err).toContain(known.out.trim());
  expect(await run('commands/log-key.ts', { settings: { DATA_DIRECTORY: temporaryFolder() } })).toMatchObject({ code: 1 });
});
