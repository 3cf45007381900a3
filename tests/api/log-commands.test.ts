/** The log as files, verified by a program that needs nothing of the hub; and the live database, verified by the command. */
import { appendFileSync, copyFileSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAccessLog } from '#access-log/append.ts';
import { createCheckpointFolder } from '#access-log/checkpoint-folder.ts';
import { createSigner } from '#access-log/checkpoints.ts';
import { exportLog } from '#access-log/export.ts';
import { parseSigningKey } from '#access-log/keys.ts';
import { createIndexer } from '#review/indexing.ts';
import { entities } from '#server/entities.ts';
import type { Database } from '#storage/database.ts';
import { openDatabase } from '#storage/database.ts';
import { systemClock } from '#terms/clock.ts';
import { ROOT, removeFolders, run, temporaryFolder } from '#tests/start/program.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { createTestDatabase } from '#tests/support/database.ts';
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
const alone = async (...words: string[]): Promise<string> => {
  const file = join(temporaryFolder(), 'verify.ts');
  copyFileSync(join(ROOT, 'access-log/verify.ts'), file);
  return promisify(execFile)(process.execPath, [file, ...KEY, ...words], { cwd: '/', env: {} }).then(
    ({ stdout }) => stdout,
    (error: { stderr: string; code: number }) => `${error.code}: ${error.stderr}`,
  );
};

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
});
