/** A change is read and checked while everybody goes on, and holds them up for its writing alone. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAccessLog } from '#access-log/append.ts';
import { createRecordChange } from '#access-log/change.ts';
import type { Recorded } from '#access-log/change.ts';
import type { Leaf } from '#access-log/leaf.ts';
import { entities } from '#server/entities.ts';
import type { Database } from '#storage/database.ts';
import { openDatabase } from '#storage/database.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { createTestDatabase } from '#tests/support/database.ts';
import { HUB_KEY } from '#tests/support/log.ts';

const CALLER = randomUUID();
const NOW = new Date();

const leaf: Leaf = {
  time: NOW.toISOString(),
  kind: 'VIEW',
  caller: { kind: 'WORKER', id: CALLER, organisation: 'northmere-early-help', roles: [] },
  purpose: null,
  family: null,
  person: null,
  visible: true,
  decisions: [],
  epochs: { person: null, global: null },
  operation: { name: null, document: 'test' },
  requestId: randomUUID(),
  hub: 'test',
};

let testDatabase: TestDatabase;
let database: Database;
let owner: Database;
beforeAll(async () => {
  testDatabase = await createTestDatabase('councilTemplate');
  database = await openDatabase({ url: testDatabase.url, entities, as: 'application', statementTimeoutMs: 1_000 });
  owner = await openDatabase({ url: testDatabase.url, entities, as: 'owner', poolSize: 2 });
});
afterAll(async () => {
  await database.close();
  await owner.close();
  await testDatabase.drop();
});

let request: Parameters<ReturnType<typeof createRecordChange>>[0];
beforeEach(() => {
  request = { caller: CALLER, clientKey: randomUUID(), name: 'test', input: {}, now: NOW, epochs: new Map() };
});

const recorded = (restsOnMore: boolean): Recorded<{ id: string }> => ({
  result: { id: randomUUID() },
  leaves: [leaf],
  rows: [],
  epochs: new Map(),
  restsOnMore,
});
const makeChange: ReturnType<typeof createRecordChange> = (asked, decide) =>
  createRecordChange({ ...database, hubKey: HUB_KEY })(asked, decide);
/** Somebody else changes a fact; it fails after a short wait where the log's lock is held. */
const changeAFact = () =>
  owner.pool.query(
    `set lock_timeout = 200; update family_member set from_date = from_date where id = (select min(id::text)::uuid from family_member)`,
  );

test('Whatever isolation a database has by default, what changes while an append waits for its place is seen', async () => {
  const isolation = (change: string) =>
    owner.pool.query(`do $$ begin execute format('alter database %I ${change}', current_database()); end $$`);
  await isolation(`set default_transaction_isolation = ''repeatable read''`);
  const fresh = await openDatabase({ url: testDatabase.url, entities, as: 'application' });
  const person = randomUUID();
  const changing = await owner.pool.connect();
  await changing.query('begin');
  await changing.query('select sharing_moved(array[$1::uuid])', [person]);
  const appended = createAccessLog({ pool: fresh.pool, hubKey: HUB_KEY }).append([leaf], new Map([[person, 0]]));
  await expect
    .poll(async () => {
      const { rows } = await owner.pool.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%access_log_append%'`,
      );
      return rows.length;
    })
    .toBe(1);
  await changing.query('commit');
  changing.release();
  expect(await appended).toBe('MOVED');
  await fresh.close();
  await isolation('reset default_transaction_isolation');
});

describe('While a change is read and checked', () => {
  test('views go on being written to the log', async () => {
    const answer = await makeChange(request, async () => {
      await expect(createAccessLog({ pool: database.pool, hubKey: HUB_KEY }).append([leaf], new Map())).resolves.toBe('WRITTEN');
      return recorded(true);
    });
    expect(answer).toHaveProperty('result');
  });

  test('and what it rests on changes: it is checked anew', async () => {
    let tries = 0;
    await makeChange(request, async () => {
      if (++tries < 3) await changeAFact();
      return recorded(true);
    });
    expect(tries).toBe(3);
  });

  test('and it rests on nothing that changed: once is enough', async () => {
    let tries = 0;
    await makeChange(request, async () => {
      tries += 1;
      await changeAFact();
      return recorded(false);
    });
    expect(tries).toBe(1);
  });

  test('changes that never cease cannot keep it from being made: at last it is checked while nobody else may change anything', async () => {
    const others: string[] = [];
    const answer = await makeChange(request, async () => {
      others.push(
        await changeAFact().then(
          () => 'changed',
          () => 'waits',
        ),
      );
      return recorded(true);
    });
    expect(others).toEqual(['changed', 'changed', 'changed', 'changed', 'changed', 'waits']);
    expect(answer).toHaveProperty('result');
  });
});
