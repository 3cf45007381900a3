/** The review's index over the log: it is made from the bytes, once, whoever makes it, and can be made again. */
import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAccessLog } from '#access-log/append.ts';
import { createIndexer } from '#review/indexing.ts';
import { rowsOf } from '#review/rows.ts';
import { entities } from '#server/entities.ts';
import type { Database } from '#storage/database.ts';
import { openDatabase } from '#storage/database.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { createTestDatabase } from '#tests/support/database.ts';
import { madeUpLeaf } from '#tests/support/leaves.ts';
import { HUB_KEY } from '#tests/support/log.ts';

let testDatabase: TestDatabase;
let owner: Database;
/** Two processes of the hub, as the database sees them. */
let hubs: Database[];
beforeAll(async () => {
  testDatabase = await createTestDatabase('emptyTemplate');
  owner = await openDatabase({ url: testDatabase.url, entities, as: 'owner' });
  hubs = await Promise.all([1, 2].map(() => openDatabase({ url: testDatabase.url, entities, as: 'application' })));
});
afterAll(async () => {
  await Promise.all([owner, ...hubs].map((database) => database.close()));
  await testDatabase.drop();
});

const pool = () => hubs[0]!.pool;
const indexer = (hub = 0) => createIndexer(hubs[hub]!);
const decision = (category: string) => ({ category, outcome: 'DISCLOSED', basis: { agreement: 'a@1', links: ['l@1'] } });
const write = (count: number) =>
  createAccessLog({ pool: pool(), hubKey: HUB_KEY }).append(
    Array.from({ length: count }, (_, n) =>
      madeUpLeaf({
        decisions: n % 3 === 0 ? [] : [decision('ATTENDANCE'), decision('TENANCY')],
        ...(n % 5 === 0 && { families: [randomUUID()] }),
      }),
    ),
    new Map(),
  );
const stored = async () =>
  (await owner.pool.query<{ row: string }>('select to_json(e)::text as row from review_entry e order by index, place')).rows.map(
    ({ row }) => row,
  );
/** How many rows the bytes say that there are. */
const said = async () => {
  const { rows } = await owner.pool.query<{ index: string; bytes: Buffer }>('select index, bytes from access_log_leaf');
  return rows.flatMap(({ index, bytes }) => rowsOf(Number(index), bytes)).length;
};
const empty = () => owner.pool.query('delete from review_entry; update review_cursor set next = 0');

describe('The index of the log', () => {
  beforeEach(() => write(40));

  test('has what the log had when it was asked to catch up, and no more than once', async () => {
    await write(1_200);
    const { rows } = await owner.pool.query<{ size: string }>('select size from access_log_head');
    expect(await indexer().catchUp()).toBe(Number(rows[0]?.size));
    expect((await stored()).length).toBe(await said());
    const before = await stored();
    expect(await indexer().catchUp()).toBe(Number(rows[0]?.size));
    expect(await stored()).toEqual(before);
    expect(await indexer().differences()).toBeNull();
  });

  test('made again is the one that grew, and is never missing meanwhile', async () => {
    await indexer().catchUp();
    const grown = await stored();
    await indexer().rebuild();
    expect(await stored()).toEqual(grown);
    await empty();
    await indexer().catchUp();
    expect(await stored()).toEqual(grown);

    let least = Infinity;
    const rebuilding = Promise.all([indexer().rebuild(), indexer(1).catchUp()]);
    let isDone = false;
    void rebuilding.finally(() => (isDone = true));
    do {
      // oxlint-disable-next-line no-await-in-loop
      least = Math.min(least, (await stored()).length);
    } while (!isDone);
    await rebuilding;
    expect(least).toBe(grown.length);
  });

  test('is not doubled by processes that index at once', async () => {
    await write(2_500);
    await Promise.all([...hubs.keys(), ...hubs.keys(), ...hubs.keys()].map((hub) => indexer(hub).catchUp()));
    expect((await stored()).length).toBe(await said());
    expect(await indexer().differences()).toBeNull();
  });

  test('waits for another process that has begun, and stops where it is told', async () => {
    const other = await hubs[1]!.pool.connect();
    await other.query('begin; select next from review_cursor for update');
    let isDone = false;
    const catching = indexer()
      .catchUp()
      .finally(() => (isDone = true));
    await expect(indexer().catchUp(AbortSignal.timeout(150))).rejects.toThrow();
    expect(isDone).toBe(false);
    await other.query('rollback');
    other.release();
    await catching;
    expect((await stored()).length).toBe(await said());
  });

  test('has nothing of what was erased, and goes on past what cannot be read', async () => {
    const { rows } = await owner.pool.query<{ size: string }>('select size from access_log_head');
    const next = Number(rows[0]?.size);
    await write(10);
    // As its owner may, with the triggers that stand in everybody's way put aside.
    const change = async (text: string, values: unknown[]) => {
      await owner.pool.query('alter table access_log_leaf disable trigger user');
      await owner.pool.query(text, values);
      await owner.pool.query('alter table access_log_leaf enable trigger user');
    };
    await change('update access_log_leaf set bytes = null where index = $1', [next + 1]);
    await change('update access_log_leaf set bytes = $2 where index = $1', [next + 2, Buffer.from('not a leaf')]);
    await indexer().catchUp();
    const { rows: kinds } = await owner.pool.query<{ index: string; kind: string }>(
      'select distinct index, kind from review_entry where index >= $1 order by index',
      [next],
    );
    expect(kinds.map(({ index, kind }) => `${Number(index) - next} ${kind}`).slice(0, 3)).toEqual([
      '0 VIEW',
      '2 UNREADABLE',
      '3 VIEW',
    ]);
    expect(await indexer().differences()).toBeNull();
  });
});

describe('Differences between the index and the bytes', () => {
  afterEach(() => indexer().rebuild());

  test.each([
    ['a changed row', `update review_entry set outcome = 'WITHHELD' where index = 7 and place = 0`, 7],
    ['a changed list', `update review_entry set links = '{l@2}' where index = 7 and place = 1`, 7],
    ['a row for another person', 'update review_entry set person = gen_random_uuid() where index = 601', 601],
    ['a missing row', 'delete from review_entry where index = 7 and place = 1', 7],
    ['missing entries', 'delete from review_entry where index in (8, 9)', 8],
    ['a row too many', `insert into review_entry (index, place, at, kind, waits) select 601, 9, now(), 'VIEW', false`, 601],
    ['a row before the first', `insert into review_entry (index, place, at, kind, waits) select -1, 0, now(), 'VIEW', false`, -1],
    ['a row beyond', `insert into review_entry (index, place, at, kind, waits) select 99999, 0, now(), 'VIEW', false`, 99_999],
    ['the first of two', `update review_entry set kind = 'SEARCH' where index in (30, 700)`, 30],
  ])('are found: %s', async (_name, statement, index) => {
    await indexer().catchUp();
    expect(await indexer().differences()).toBeNull();
    await owner.pool.query(statement);
    expect(await indexer().differences()).toBe(index);
    await indexer().rebuild();
    expect(await indexer().differences()).toBeNull();
  });

  test('are none where an entry is erased while they are looked for', async () => {
    await write(10);
    await indexer().catchUp();
    let isErased = false;
    const intercept = (client: PoolClient) => {
      const query = client.query.bind(client) as (...words: unknown[]) => unknown;
      client.query = ((...words: unknown[]) => {
        if (isErased || (words[0] as { name?: string }).name !== 'review-rows') return query(...words);
        isErased = true;
        const erasing = owner.pool
          .query('update access_log_leaf set bytes = null where index = 3')
          .then(() => owner.pool.query('delete from review_entry where index = 3'));
        return erasing.then(() => query(...words));
      }) as typeof client.query;
    };
    pool().on('acquire', intercept);
    expect(await indexer().differences()).toBeNull();
    expect(isErased).toBe(true);
    pool().off('acquire', intercept);
  });
});
