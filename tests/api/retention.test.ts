/** What is past its schedule is erased, and nothing else; what is left is proven as before. */
import { randomUUID } from 'node:crypto';
import { Registry } from 'prom-client';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createAccessLog } from '#access-log/append.ts';
import { createCheckpointFolder } from '#access-log/checkpoint-folder.ts';
import { createSigner } from '#access-log/checkpoints.ts';
import { exportLog } from '#access-log/export.ts';
import type { Leaf } from '#access-log/leaf.ts';
import { leafBytes } from '#access-log/leaf.ts';
import { proveEntries } from '#access-log/proofs.ts';
import { eraseExpired } from '#access-log/retention.ts';
import { readEntries, readHead } from '#access-log/stored.ts';
import { LogCheck, openCheckpoint, openProof, parseVerifierKey, VerifyError, verifyExport } from '#access-log/verify.ts';
import { entities } from '#server/entities.ts';
import { createHubLog } from '#server/log.ts';
import { createLogger } from '#server/telemetry.ts';
import type { Database } from '#storage/database.ts';
import { openDatabase } from '#storage/database.ts';
import { systemClock } from '#terms/clock.ts';
import { removeFolders, temporaryFolder } from '#tests/start/program.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { createTestDatabase } from '#tests/support/database.ts';
import { madeUpLeaf } from '#tests/support/leaves.ts';
import { HUB_KEY, SIGNING_KEY, testLog } from '#tests/support/log.ts';

const VERIFIER = parseVerifierKey(SIGNING_KEY.verifierKey);
const [PERSON, FAMILY, WORKER] = [randomUUID(), randomUUID(), randomUUID()];
const yearsAgo = (years: number) => new Date(Date.now() - years * 366 * 86_400_000).toISOString();

const SCHEDULE = { accessDays: 6 * 366, changeDays: 25 * 366 };

let testDatabase: TestDatabase;
let hub: Database;
let retention: Database;
let owner: Database;
let note: string;
beforeEach(async () => {
  testDatabase = await createTestDatabase('emptyTemplate');
  hub = await openDatabase({ url: testDatabase.url, entities, as: 'application' });
  retention = await openDatabase({ url: testDatabase.url, entities, as: 'retention', poolSize: 1 });
  owner = await openDatabase({ url: testDatabase.url, entities, as: 'owner', poolSize: 2 });
});
afterEach(async () => {
  await Promise.all([hub.close(), retention.close(), owner.close()]);
  await testDatabase.drop();
  removeFolders();
});

const write = async (...leaves: Partial<Leaf>[]) => {
  const log = createAccessLog({ pool: hub.pool, hubKey: HUB_KEY });
  for (const leaf of leaves) await log.append([madeUpLeaf(leaf)], new Map());
};
const sign = async () => {
  const folder = createCheckpointFolder(temporaryFolder());
  const signer = createSigner({ pool: hub.pool, clock: systemClock, keys: [SIGNING_KEY], hubKey: HUB_KEY, folder });
  note = (await signer.sign()) ?? '';
};
const erase = () =>
  eraseExpired({
    pool: retention.pool,
    clock: systemClock,
    schedule: SCHEDULE,
    hubKey: HUB_KEY,
    hub: 'test',
  });
const erased = async (): Promise<number[]> => {
  const { rows } = await owner.pool.query<{ index: string }>('select index from access_log_leaf where bytes is null order by 1');
  return rows.map(({ index }) => Number(index));
};
const verify = async () => {
  const check = new LogCheck({ checkpoints: [openCheckpoint(note, [VERIFIER])], hubKeys: [HUB_KEY] });
  for await (const entry of readEntries(owner.pool, 0, Number.MAX_SAFE_INTEGER)) check.add(entry);
  return check.end(await readHead(owner.pool));
};
const hold = (columns: object, version = 1, state = 'LIVE', id = '00000000-0000-4000-8000-000000000001') =>
  hub.pool.query(
    `insert into access_log_hold (id, version, person, family, worker, reason, state, recorded_by, recorded_at)
     values ($1, $2, $3, $4, $5, 'A complaint', $6, $7, now())`,
    [
      id,
      version,
      ...['person', 'family', 'worker'].map((name) => (columns as Record<string, string>)[name] ?? null),
      state,
      randomUUID(),
    ],
  );

describe('By the schedule', () => {
  beforeEach(async () => {
    await write(
      { time: yearsAgo(7) },
      { time: yearsAgo(7), person: PERSON },
      { time: yearsAgo(7), kind: 'CONSENT_CHANGE' },
      { time: yearsAgo(26), kind: 'CONSENT_CHANGE' },
      { time: yearsAgo(7), family: FAMILY },
      { time: yearsAgo(5) },
      { time: yearsAgo(30), kind: 'ERASURE', erased: [] },
    );
    await sign();
  });

  test('what somebody looked at goes after six years and what was changed after 25, with every column that finds it', async () => {
    expect(await erase()).toBe(4);
    expect(await erased()).toEqual([0, 1, 3, 4]);
    const { rows } = await owner.pool.query(
      `select distinct request_id, caller_id, organisation_id, purpose, family_id, person_id from access_log_leaf where bytes is null`,
    );
    expect(rows).toEqual([
      { request_id: null, caller_id: null, organisation_id: null, purpose: null, family_id: null, person_id: null },
    ]);
    expect(await erase()).toBe(0);
  });

  test('the erasure is an entry that names what it erased, and the log holds as before', async () => {
    await erase();
    const { rows } = await owner.pool.query<{ bytes: Buffer }>('select bytes from access_log_leaf where index = 7');
    expect(JSON.parse(rows[0]!.bytes.toString())).toMatchObject({
      kind: 'ERASURE',
      erased: [
        { from: 0, to: 1 },
        { from: 3, to: 4 },
      ],
    });
    await verify();
    await sign();
    const [proof, gone] = await proveEntries(hub.pool, [5, 3]);
    expect(openProof(proof!.proof, Buffer.from(proof!.entry!), [VERIFIER])).toMatchObject({ index: 5 });
    expect(gone).toMatchObject({ entry: null });
    const folder = temporaryFolder();
    await exportLog(hub.pool, folder, () => undefined);
    expect((await verifyExport(folder, [VERIFIER])).size).toBe(8);
  });

  test.each([{ person: PERSON }, { family: FAMILY }])('what is on hold stays, until the hold is lifted: %j', async (columns) => {
    await hold(columns);
    expect(await erase()).toBe(3);
    await hold(columns, 2, 'LIFTED');
    expect(await erase()).toBe(1);
    await verify();
  });
});

describe('What stands beside an entry is not what erasing rests on: where it was changed, nothing is erased, and the log is distrusted', () => {
  beforeEach(async () => {
    await write(
      {},
      {},
      { time: yearsAgo(7), person: PERSON },
      { time: yearsAgo(7), kind: 'CONSENT_CHANGE' },
      { time: yearsAgo(7) },
    );
    await hold({ person: PERSON });
  });

  test.each([
    [1, `at = now() - interval '7 years'`],
    [2, 'person_id = gen_random_uuid()'],
    [3, `kind = 'VIEW'`],
    [3, `kind = 'VIEW', bytes = convert_to(replace(convert_from(bytes, 'UTF8'), 'CONSENT_CHANGE', 'VIEW'), 'UTF8')`],
    [4, 'family_id = gen_random_uuid()'],
    [4, 'caller_id = gen_random_uuid()'],
    [4, `bytes = 'none', nodes = sha256('\\x006e6f6e65')`],
  ])('entry %i: %s', async (index, columns) => {
    await owner.pool.query(`update access_log_leaf set ${columns} where index = ${index}`);
    await expect(erase()).rejects.toThrow(new VerifyError(`Entry ${index}: what stands beside its bytes is not what they say.`));
    expect(await erased()).toEqual([]);
  });

  test('a hub that finds it trusts the log no more', async () => {
    await owner.pool.query(`update access_log_leaf set at = now() - interval '7 years' where index = 1`);
    const log = createHubLog(
      hub,
      { ...testLog(temporaryFolder()), retention: { pool: retention.pool, schedule: SCHEDULE } },
      { clock: systemClock, logger: createLogger('silent'), registry: new Registry() },
    );
    expect(await log.health()).toBe('SIGNED');
    const erasing = log.jobs.find(({ name }) => name === 'Erasing');
    await expect(erasing?.work(new AbortController().signal)).rejects.toThrow('Entry 1');
    await expect(log.health()).rejects.toThrow('The access log cannot be trusted.');
  });
});

test('What is erased while the review’s index is made is not in it: the erasure waits for the page', async () => {
  await write({ time: yearsAgo(7), person: PERSON });
  const indexing = await owner.pool.connect();
  await indexing.query('begin; select next from review_cursor where id = 0 for update');
  const erasing = erase();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(await erased()).toEqual([]);
  // What the page had read before.
  await indexing.query(`insert into review_entry (index, place, at, kind, waits) values (0, 0, now(), 'VIEW', false)`);
  await indexing.query('commit');
  indexing.release();
  expect(await erasing).toBe(1);
  expect((await owner.pool.query('select from review_entry where index = 0')).rowCount).toBe(0);
});

test('Of a log that is larger than most, single entries among others are erased as well', async () => {
  await owner.pool.query({
    text: `insert into access_log_leaf (index, at, kind, person_id, caller_id, bytes, nodes)
      select 9000000000000000 + index, (leaf ->> 'time')::timestamptz, leaf ->> 'kind', (leaf ->> 'person')::uuid, (leaf #>> '{caller,id}')::uuid,
        bytes, sha256('\\x00'::bytea || bytes)
      from unnest($1::bigint[], $2::bytea[]) as entry(index, bytes), lateral (select convert_from(bytes, 'UTF8')::jsonb as leaf) l`,
    values: [
      Array.from({ length: 3_000 }, (_, n) => n),
      Array.from({ length: 3_000 }, (_, n) =>
        leafBytes(madeUpLeaf({ time: yearsAgo(7), kind: n % 2 ? 'CONSENT_CHANGE' : 'VIEW' })),
      ),
    ],
  });
  expect(await erase()).toBe(1_500);
});

test('Entries that name who is on hold anywhere stay: in a list, a review’s filter, or as the app that was used', async () => {
  const APP = randomUUID();
  const old = { time: yearsAgo(7) };
  const review = (filter: Record<string, string[]>) => ({ query: 'accessLog', filter, entries: 0, completeTo: 0 });
  await write(
    { ...old, kind: 'FAMILY_LIST', families: [randomUUID(), FAMILY] },
    { ...old, kind: 'REVIEW', review: review({ familyIds: [FAMILY] }) },
    { ...old, kind: 'REVIEW', review: review({ personIds: [PERSON] }) },
    { ...old, caller: { ...madeUpLeaf().caller, through: APP } },
    { ...old, kind: 'FAMILY_LIST', families: [randomUUID()] },
  );
  await hold({ family: FAMILY });
  await hold({ person: PERSON }, 1, 'LIVE', randomUUID());
  await hold({ worker: APP }, 1, 'LIVE', randomUUID());
  expect(await erase()).toBe(1);
  expect(await erased()).toEqual([4]);
  await hold({ family: FAMILY }, 2, 'LIFTED');
  expect(await erase()).toBe(2);
});

test('Entries of a worker on hold stay', async () => {
  await write({ time: yearsAgo(7), caller: { ...madeUpLeaf().caller, id: WORKER } }, { time: yearsAgo(7) });
  await hold({ worker: WORKER });
  expect(await erase()).toBe(1);
  expect(await erased()).toEqual([1]);
});

describe('The role that erases', () => {
  beforeEach(() => write({ time: yearsAgo(7), person: PERSON }, { time: yearsAgo(0) }));
  const named = (from: number, to: number, kind = 'ERASURE') => JSON.stringify({ erased: [{ from, to }], kind });
  /** An erasure that names what it erases, but for what is given. */
  const erasing = (from: number, to: number, more: { kind?: string; bytes?: string; expected?: string } = {}) =>
    `select access_log_erase(array[${from}], array[${to}], array[now()], array[gen_random_uuid()], array[gen_random_uuid()], array['x'], array['x'],
      array[1], ${more.kind ?? `array['ERASURE']`}, array[null::uuid], array[null::uuid], ${more.bytes ?? `array['${named(from, to)}'::bytea]`},
      array[null::bytea], ${more.expected ?? `'{}', '{}', '{}'`})`;

  test.each([
    'update access_log_leaf set bytes = null',
    'delete from access_log_leaf',
    'insert into access_log_leaf select * from access_log_leaf',
    `select access_log_append('{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}','{}')`,
    'select * from person',
    'delete from access_log_hold',
  ])('may not %s', async (statement) => {
    await expect(retention.pool.query(statement)).rejects.toMatchObject({ code: '42501' });
  });

  test('may not erase what is younger than a year, on hold, or an erasure, whatever it says', async () => {
    await expect(retention.pool.query(erasing(1, 1))).rejects.toMatchObject({ code: '42501' });
    await hold({ person: PERSON });
    await expect(retention.pool.query(erasing(0, 0))).rejects.toMatchObject({ code: '42501' });
    await hold({ person: PERSON }, 2, 'LIFTED');
    expect(await erased()).toEqual([]);
    await retention.pool.query(erasing(0, 0));
    expect(await erased()).toEqual([0]);
  });

  test.each([
    ['of another kind', { kind: `array['VIEW']` }],
    ['of no kind', { kind: 'null' }],
    ['of no entry', { kind: 'null', bytes: `'{}'` }],
    ['whose bytes are none', { bytes: `array['{}'::bytea]` }],
    ['whose bytes are of another kind', { bytes: `array['${named(0, 0, 'VIEW')}'::bytea]` }],
    ['whose bytes name another entry', { bytes: `array['${named(1, 1)}'::bytea]` }],
    [
      'which is handed back, since what it rests on has moved',
      { expected: 'array[1], array[gen_random_uuid()], array[7::bigint]' },
    ],
  ])('may not erase by an erasure %s', async (_, more) => {
    await expect(retention.pool.query(erasing(0, 0, more))).rejects.toMatchObject({ code: '22023' });
    expect(await erased()).toEqual([]);
    expect((await readHead(owner.pool)).size).toBe(2);
  });

  test('and the hub’s own role may not erase at all', async () => {
    await expect(hub.pool.query(erasing(0, 0))).rejects.toMatchObject({ code: '42501' });
  });

  test('what is erased without saying so is found, whoever did it', async () => {
    await sign();
    await owner.pool.query('update access_log_leaf set bytes = null where index = 0');
    await expect(verify()).rejects.toThrow('Entry 0: its bytes are gone, and no erasure in the log names it');
  });
});
