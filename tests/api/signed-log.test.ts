/** What the log proves: whoever changes it, as the database's own superuser, is found out by a checkpoint kept elsewhere. */
import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool, QueryConfig } from 'pg';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createAccessLog } from '#access-log/append.ts';
import { createCheckpointFolder } from '#access-log/checkpoint-folder.ts';
import { createSigner } from '#access-log/checkpoints.ts';
import type { Signer } from '#access-log/checkpoints.ts';
import { exportLog } from '#access-log/export.ts';
import { makeSigningKey, parseSigningKey, signNote } from '#access-log/keys.ts';
import type { SigningKey } from '#access-log/keys.ts';
import { eraseExpired } from '#access-log/retention.ts';
import { readEntries, readHead } from '#access-log/stored.ts';
import { LogCheck, openCheckpoint, openCheckpoints, parseVerifierKey, requestMac, verifyExport } from '#access-log/verify.ts';
import { checkWhole } from '#access-log/whole.ts';
import { entities } from '#server/entities.ts';
import type { Database } from '#storage/database.ts';
import { openDatabase } from '#storage/database.ts';
import { systemClock } from '#terms/clock.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { createTestDatabase } from '#tests/support/database.ts';
import { madeUpLeaf } from '#tests/support/leaves.ts';
import { HUB_KEY, SIGNING_KEY } from '#tests/support/log.ts';
import { mendLog } from '#tests/support/mended-log.ts';
import { removeFolders, temporaryFolder } from '#tests/start/program.ts';

const VERIFIER = parseVerifierKey(SIGNING_KEY.verifierKey);

let testDatabase: TestDatabase;
let hub: Database;
let owner: Database;
let folder: string;
let signer: Signer;
beforeEach(async () => {
  testDatabase = await createTestDatabase('emptyTemplate');
  hub = await openDatabase({ url: testDatabase.url, entities, as: 'application' });
  owner = await openDatabase({ url: testDatabase.url, entities, as: 'owner', poolSize: 2 });
  folder = temporaryFolder();
  signer = signerWith([SIGNING_KEY]);
});
afterEach(async () => {
  await hub.close();
  await owner.close();
  await testDatabase.drop();
  removeFolders();
});

function signerWith(keys: readonly SigningKey[], to = folder): Signer {
  return createSigner({ pool: hub.pool, clock: systemClock, keys, hubKey: HUB_KEY, folder: createCheckpointFolder(to) });
}

const requestOf = (leaves: number) => {
  const first = madeUpLeaf();
  return [first, ...Array.from({ length: leaves - 1 }, () => ({ ...first, person: crypto.randomUUID() }))];
};
/** Views are logged: so many requests of three leaves. */
const write = async (requests: number) => {
  const log = createAccessLog({ pool: hub.pool, hubKey: HUB_KEY });
  await Promise.all(Array.from({ length: requests }, () => log.append(requestOf(3), new Map())));
};
/** Does it as a superuser, triggers and all. */
const tamper = async (statement: string, values: unknown[] = []) => {
  await owner.pool.query({ text: statement, values });
};
/** What a whole verification finds with nothing but these checkpoints. */
const verify = async (...notes: string[]) => {
  const head = await readHead(owner.pool);
  const check = new LogCheck({ checkpoints: notes.map((note) => openCheckpoint(note, [VERIFIER])) });
  for await (const entry of readEntries(owner.pool, 0, Number.MAX_SAFE_INTEGER)) check.add(entry);
  return check.end(head);
};
const mendHashes = () => mendLog(owner.pool);

describe('The log', () => {
  test('is one tree, whichever of several hubs wrote, and however many requests went together', async () => {
    const another = await openDatabase({ url: testDatabase.url, entities, as: 'application' });
    const batches: number[] = [];
    const logs = [hub, another].map(({ pool }) =>
      createAccessLog({ pool, hubKey: HUB_KEY, onBatch: ({ requests }) => batches.push(requests) }),
    );
    const requests = Array.from({ length: 60 }, (_, n) => requestOf(1 + (n % 6)));
    await Promise.all(requests.map((leaves, n) => logs[n % 2]!.append(leaves, new Map())));
    await another.close();
    await verify();
    expect(batches.reduce((sum, count) => sum + count, 0)).toBe(60);
    expect(batches.length).toBeLessThan(60);
    const { rows } = await owner.pool.query<{ span: number; count: number }>(
      'select max(index) - min(index) + 1 as span, count(*) as count from access_log_leaf group by request_id',
    );
    expect(rows).toHaveLength(60);
    for (const { span, count } of rows) expect(span).toBe(count);
  });

  test('takes those of a batch whose epochs stand, and hands back the others, who cost them nothing', async () => {
    const subject = crypto.randomUUID();
    const log = createAccessLog({ pool: hub.pool, hubKey: HUB_KEY });
    const outcomes = await Promise.all([0, 7, 0, 7, 7].map((epoch) => log.append(requestOf(2), new Map([[subject, epoch]]))));
    expect(outcomes).toEqual(['WRITTEN', 'MOVED', 'WRITTEN', 'MOVED', 'MOVED']);
    expect((await readHead(owner.pool)).size).toBe(4);
    await verify();
  });

  test('one request that the database refuses fails alone', async () => {
    const log = createAccessLog({ pool: hub.pool, hubKey: HUB_KEY });
    const wrong = [{ ...madeUpLeaf(), person: 'no id' }];
    const outcomes = await Promise.allSettled([requestOf(2), wrong, requestOf(2)].map((leaves) => log.append(leaves, new Map())));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((await readHead(owner.pool)).size).toBe(4);
  });

  test('one request that is too large for an entry is refused, and nothing is written', async () => {
    const log = createAccessLog({ pool: hub.pool, hubKey: HUB_KEY });
    const large = { ...madeUpLeaf(), hub: 'x'.repeat(70_000) };
    await expect(log.append([large], new Map())).rejects.toThrow('A leaf has');
    expect((await readHead(owner.pool)).size).toBe(0);
  });

  test('whoever waited more than ten seconds for their turn is refused, and nothing is written for them', async () => {
    let asked = 0;
    let now = performance.now();
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
    // What is under way is never given up, however long it takes.
    const slow = {
      async query(statement: QueryConfig) {
        const answer = await hub.pool.query(statement);
        if ((asked += 1) === 1) now += 10_001;
        return answer;
      },
    } as unknown as Pool;
    const log = createAccessLog({ pool: slow, hubKey: HUB_KEY });
    const [first, second] = await Promise.allSettled([log.append(requestOf(1), new Map()), log.append(requestOf(1), new Map())]);
    expect(first).toMatchObject({ value: 'WRITTEN' });
    expect(second).toMatchObject({ reason: { message: 'The access log could not be written in time.' } });
    expect(await log.append(requestOf(1), new Map())).toBe('WRITTEN');
    clock.mockRestore();
    expect([asked, (await readHead(owner.pool)).size]).toEqual([2, 2]);
  });

  test('shorter than a hub has seen it is trusted no more', async () => {
    const told: string[] = [];
    const log = createAccessLog({ pool: hub.pool, hubKey: HUB_KEY, onShortened: () => told.push('shortened') });
    await log.append(requestOf(3), new Map());
    await log.append(requestOf(3), new Map());
    await tamper('delete from access_log_leaf where index >= 3');
    await mendHashes();
    await expect(log.append(requestOf(1), new Map())).rejects.toThrow('shorter than it was');
    await expect(log.append(requestOf(1), new Map())).rejects.toThrow('shorter than it was');
    expect(told).toEqual(['shortened']);
  });
});

describe('A checkpoint', () => {
  test('is signed when the log has grown, and is the same in the database, the folder’s latest, and the day’s file', async () => {
    expect(await signer.sign()).toBeNull();
    await write(2);
    const first = await signer.sign();
    expect(await signer.sign()).toBeNull();
    await write(1);
    const second = await signer.sign();
    expect(openCheckpoint(second!, [VERIFIER])).toMatchObject({ origin: 'hub.example/access-log', size: 9 });
    const { rows } = await owner.pool.query<{ note: string }>('select note from access_log_checkpoint order by size');
    expect(rows.map(({ note }) => note)).toEqual([first, second]);
    expect(await readFile(join(folder, 'latest.checkpoint'), 'utf8')).toBe(second);
    const day = await readFile(join(folder, `${new Date().toISOString().slice(0, 10)}.checkpoints`), 'utf8');
    expect(openCheckpoints(day, [VERIFIER]).map(({ size }) => size)).toEqual([6, 9]);
  });

  test('cut off by a crash in the day’s file is dropped there, and nothing else', async () => {
    const exported = createCheckpointFolder(folder);
    const notes = [1, 2, 3].map((size) =>
      signNote(`hub.example/access-log\n${size}\n${Buffer.alloc(32).toString('base64')}\n`, [SIGNING_KEY]),
    );
    const now = new Date('2026-11-22T12:00:00Z');
    const day = join(folder, '2026-11-22.checkpoints');
    await exported.add(notes[0]!, now);
    for (const length of [1, 25, 70, notes[1]!.length - 1]) {
      await appendFile(day, `\n${notes[1]!.slice(0, length)}`);
      await exported.add(notes[2]!, now);
      expect(openCheckpoints(await readFile(day, 'utf8'), [VERIFIER]).at(-1)?.size).toBe(3);
      await rm(join(folder, 'latest.checkpoint'));
    }
    expect(openCheckpoints(await readFile(day, 'utf8'), [VERIFIER]).map(({ size }) => size)).toEqual([1, 3, 3, 3, 3]);
  });

  const noteOf = (size: number) =>
    signNote(`hub.example/access-log\n${size}\n${Buffer.alloc(32).toString('base64')}\n`, [SIGNING_KEY]);
  const NOON = new Date('2026-11-22T12:00:00Z');

  test('is added to a day’s file that was damaged, or that ends with something else, and takes nothing away', async () => {
    const day = join(folder, '2026-11-22.checkpoints');
    const three = [1, 2, 3].map(noteOf).join('\n');
    for (const text of [three.replace('\n\n', '\n\n\n'), `${three}not ours\n`, `not ours, and long: ${'x'.repeat(20_000)}`]) {
      await writeFile(day, text);
      await rm(join(folder, 'latest.checkpoint'), { force: true });
      await createCheckpointFolder(folder).add(noteOf(4), NOON);
      const after = await readFile(day, 'utf8');
      expect(after.slice(0, text.length)).toBe(text);
      expect(after.endsWith(`\n\n${noteOf(4)}`)).toBe(true);
    }
  });

  test('is added to a day’s file of one every second, without reading it all', async () => {
    const day = join(folder, '2026-11-22.checkpoints');
    const text = Array.from({ length: 60_000 }, () => noteOf(1)).join('\n');
    await writeFile(day, `${text}\n${noteOf(2).slice(0, 60)}`);
    await createCheckpointFolder(folder).add(noteOf(2), NOON);
    expect(await readFile(day, 'utf8')).toBe(`${text}\n${noteOf(2)}`);
  });

  test('is signed by both keys while they change, and by the new one after', async () => {
    const next = parseSigningKey(makeSigningKey('hub.example/access-log'));
    await write(1);
    await signer.sign();
    await write(1);
    await expect(signerWith([next]).sign()).rejects.toThrow('start with both first');
    expect((await signerWith([SIGNING_KEY, next]).sign())?.split('\n— ')).toHaveLength(3);
    await write(1);
    expect(await signerWith([next]).sign()).toMatch(/^hub.example\/access-log\n9\n/);
  });

  test('lost from the folder by a crash, or from the database, is exported again', async () => {
    await write(1);
    const note = await signer.sign();
    await rm(join(folder, 'latest.checkpoint'));
    expect(await signer.sign()).toBe(note);
    expect(await readFile(join(folder, 'latest.checkpoint'), 'utf8')).toBe(note);
    const day = join(folder, `${new Date().toISOString().slice(0, 10)}.checkpoints`);
    const before = await readFile(day, 'utf8');
    await tamper('delete from access_log_checkpoint');
    expect(await signer.sign()).toBe(note);
    // It was exported: not again.
    expect(await readFile(day, 'utf8')).toBe(before);
    const { rows } = await owner.pool.query('select note from access_log_checkpoint');
    expect(rows).toEqual([{ note }]);
  });
});

/** What somebody who may do everything in the database might do to entry 4 of 12, and who says what of it. */
const TAMPERINGS: Readonly<Record<string, { how: () => Promise<unknown>; found: RegExp }>> = {
  'changes an entry': {
    how: () => tamper(`update access_log_leaf set bytes = set_byte(bytes, 19, get_byte(bytes, 19) # 1) where index = 4`),
    found: /^Entry 4: its bytes, or the hashes kept beside them, were changed/,
  },
  'changes an entry’s hash': {
    how: () => tamper(`update access_log_leaf set nodes = set_byte(nodes, 4, get_byte(nodes, 4) # 255) where index = 4`),
    found: /^Entry 4: /,
  },
  'changes a node of the tree': {
    how: () => tamper(`update access_log_leaf set nodes = set_byte(nodes, 39, get_byte(nodes, 39) # 255) where index = 3`),
    found: /^Entry 3: /,
  },
  'removes an entry': { how: () => tamper('delete from access_log_leaf where index = 4'), found: /^Entry 4: it is missing/ },
  'removes the end': {
    how: async () => {
      await tamper('delete from access_log_leaf where index >= 4');
      await mendHashes();
    },
    found: /^Entry 4: it is gone, and everything after it/,
  },
  'removes everything': {
    how: async () => {
      await tamper('truncate access_log_leaf');
      await mendHashes();
    },
    found: /^Entry 0: it is gone/,
  },
  'erases an entry without an erasure in the log': {
    how: () => tamper('update access_log_leaf set bytes = null where index = 4'),
    found: /^Entry 4: its bytes are gone, and no erasure in the log names it/,
  },
  'changes an entry and every hash after it': {
    how: async () => {
      await tamper(`update access_log_leaf set bytes = set_byte(bytes, 19, get_byte(bytes, 19) # 1) where index = 4`);
      await mendHashes();
    },
    found: /^Entries 0 to 5: one of them was changed after the checkpoint of 6 entries was signed/,
  },
  'puts one in between, and mends every hash': {
    how: async () => {
      await tamper('update access_log_leaf set index = -index - 2 where index >= 4');
      await tamper('update access_log_leaf set index = -index - 1 where index < 0');
      await tamper(
        `insert into access_log_leaf (index, at, kind, bytes, nodes) values (4, now(), 'VIEW', '{"kind":"VIEW"}', '')`,
      );
      await mendHashes();
    },
    found: /^Entries 0 to 5: /,
  },
  'exchanges two, and mends every hash': {
    how: async () => {
      await tamper('update access_log_leaf set index = -1 where index = 4');
      await tamper('update access_log_leaf set index = 4 where index = 1');
      await tamper('update access_log_leaf set index = 1 where index = -1');
      await mendHashes();
    },
    found: /^Entries 0 to 5: /,
  },
};

describe('Whoever may do everything in the database', () => {
  test.each(Object.keys(TAMPERINGS))('and %s is found out by the checkpoints exported before', async (what) => {
    await write(2);
    const first = await signer.sign();
    await write(2);
    const second = await signer.sign();
    await verify(first!, second!);
    await TAMPERINGS[what]!.how();
    // They hide the hub's own checkpoints too.
    await tamper('delete from access_log_checkpoint');
    await expect(verify(first!, second!)).rejects.toThrow(TAMPERINGS[what]!.found);
  });

  test('and puts back an old backup is found out: nothing more is signed or served', async () => {
    await write(2);
    await tamper('create table backup as select * from access_log_leaf');
    await write(2);
    await signer.sign();
    await tamper('truncate access_log_leaf, access_log_checkpoint');
    await tamper('insert into access_log_leaf select * from backup');
    await mendHashes();
    await expect(signer.sign()).rejects.toThrow(
      'Entry 6: it is gone, and everything after it: a checkpoint proves 12 entries. Was a backup restored?',
    );
    await write(4);
    await expect(signer.check()).rejects.toThrow('was changed after the checkpoint of 12 entries was signed');
  });

  test.each([
    'changes an entry',
    'removes an entry',
    'changes an entry and every hash after it',
    'puts one in between, and mends every hash',
  ])('and %s before the first checkpoint since gets no signature for it', async (what) => {
    await write(1);
    await signer.sign();
    await write(3);
    await TAMPERINGS[what]!.how();
    await expect(signer.sign()).rejects.toThrow(/^Entr(y 4|y 3|ies)/);
    await expect(signer.check()).rejects.toThrow();
  });

  test('and adds an entry of their own gets no signature for it: no hub vouches', async () => {
    await write(1);
    await signer.sign();
    await tamper(`insert into access_log_leaf (index, at, kind, bytes, nodes) values (3, now(), 'VIEW', '{"kind":"VIEW"}', '')`);
    await mendHashes();
    await expect(signer.sign()).rejects.toThrow('Entry 3: no hub vouches for it');
    await write(1);
    await expect(signer.sign()).rejects.toThrow('Entry 3: no hub wrote it, or not so');
  });
});

/** What somebody who may do everything in the database might do to 1,100 entries that a checkpoint proves, and leave every hash right. */
const BESIDE_THE_TREE: Readonly<Record<string, { how: () => Promise<unknown>; found: string }>> = {
  'puts an entry before the first': {
    how: () => tamper(`insert into access_log_leaf (index, at, kind, bytes, nodes) values (-1, now(), 'VIEW', '{}', '')`),
    found: 'Entry -1: the log does not have it, it begins with entry 0.',
  },
  'puts an entry in the place of the next, so that nothing can be logged': {
    how: () => tamper(`insert into access_log_leaf (index, at, kind, bytes, nodes) values (1100, now(), 'VIEW', '{}', '')`),
    found: 'Entry 1100: the log does not have it, its head counts 1100 entries.',
  },
  'puts a second row in the place of an entry': {
    how: async () => {
      await tamper('alter table access_log_leaf drop constraint access_log_leaf_pkey');
      await tamper('create index on access_log_leaf (index)');
      await tamper(`insert into access_log_leaf (index, at, kind, bytes, nodes) values (999, now(), 'VIEW', '{}', '')`);
    },
    found: 'Entry 999: it is missing, or there twice.',
  },
  'puts a row that has no place': {
    how: async () => {
      await tamper('alter table access_log_leaf drop constraint access_log_leaf_pkey');
      await tamper('alter table access_log_leaf alter column index drop not null');
      await tamper(`insert into access_log_leaf (index, at, kind, bytes, nodes) values (null, now(), 'VIEW', '{}', '')`);
    },
    found: 'The head counts 1100 entries, and there are 1101 rows.',
  },
  'folds the head’s peaks into their root': {
    how: async () => {
      const { root } = await readHead(owner.pool);
      await tamper('update access_log_head set peaks = $1', [Buffer.from(root, 'latin1')]);
    },
    found: 'The head’s tree is not that of its 1100 entries.',
  },
  ...Object.fromEntries(
    [
      ['at', `now() - interval '7 years'`],
      ['kind', `'SEARCH'`],
      ['request_id', 'gen_random_uuid()'],
      ['caller_id', 'gen_random_uuid()'],
      ['organisation_id', `'another'`],
      ['purpose', `'SAFEGUARDING'`],
      ['family_id', 'gen_random_uuid()'],
      ['person_id', 'null'],
    ].map(([column, value]) => [
      `changes ${column} beside an entry`,
      {
        how: () => tamper(`update access_log_leaf set ${column} = ${value} where index = 4`),
        found: `Entry 4: its column ${column} does not say what its bytes say.`,
      },
    ]),
  ),
};

describe('A whole verification of the database', () => {
  const YEARS_AGO = new Date(Date.now() - 7 * 366 * 86_400_000).toISOString();
  const writeOne = (more: Parameters<typeof madeUpLeaf>[0] = {}, hubKey = HUB_KEY) =>
    createAccessLog({ pool: hub.pool, hubKey }).append([madeUpLeaf(more)], new Map());
  const erase = async () => {
    const retention = await openDatabase({ url: testDatabase.url, entities, as: 'retention', poolSize: 1 });
    const schedule = { accessDays: 2192, changeDays: 9131 };
    const count = await eraseExpired({ pool: retention.pool, clock: systemClock, schedule, hubKey: HUB_KEY, hub: 'test' });
    await retention.close();
    return count;
  };
  /** Does it once, just before the hub's next statement that says this. */
  const before = (text: string, act: () => Promise<unknown>) => {
    const query = hub.pool.query.bind(hub.pool) as (statement: unknown) => Promise<unknown>;
    const spy = vi.spyOn(hub.pool, 'query').mockImplementation((async (statement: string | { text: string }) => {
      if ((typeof statement === 'string' ? statement : statement.text).includes(text)) {
        spy.mockRestore();
        await act();
      }
      return query(statement);
    }) as never);
  };
  const exported = async () => {
    const to = temporaryFolder();
    await exportLog(hub.pool, to, () => undefined);
    return verifyExport(to, [VERIFIER]);
  };

  test.each(Object.keys(BESIDE_THE_TREE))('finds out who %s', async (what) => {
    const log = createAccessLog({ pool: hub.pool, hubKey: HUB_KEY });
    await Promise.all(Array.from({ length: 275 }, () => log.append(requestOf(4), new Map())));
    const checkpoints = [openCheckpoint((await signer.sign())!, [VERIFIER])];
    const whole = () => checkWhole(hub.pool, { checkpoints, hubKeys: [HUB_KEY] });
    expect((await whole()).size).toBe(1_100);
    await BESIDE_THE_TREE[what]!.how();
    await expect(whole()).rejects.toThrow(BESIDE_THE_TREE[what]!.found);
  });

  test('finds what an erased entry still says beside its bytes', async () => {
    await writeOne({ time: YEARS_AGO });
    await writeOne();
    await erase();
    expect((await checkWhole(hub.pool, { checkpoints: [], hubKeys: [HUB_KEY] })).size).toBe(3);
    await tamper('update access_log_leaf set person_id = gen_random_uuid() where index = 0');
    await expect(checkWhole(hub.pool, { checkpoints: [], hubKeys: [] })).rejects.toThrow('Entry 0: its column person_id');
  });

  test('holds while entries are written and erased', async () => {
    await writeOne({ time: YEARS_AGO });
    await writeOne();
    before('select index', erase);
    expect((await checkWhole(hub.pool, { checkpoints: [], hubKeys: [HUB_KEY] })).size).toBe(3);
  });

  test('needs no more than a checkpoint for what another secret of the hubs vouched for', async () => {
    const another = Buffer.from('another secret, as the hubs have now');
    await writeOne();
    const checkpoints = [openCheckpoint((await signer.sign())!, [VERIFIER])];
    await writeOne({}, another);
    expect((await checkWhole(hub.pool, { checkpoints, hubKeys: [another] })).size).toBe(2);
    await expect(checkWhole(hub.pool, { checkpoints: [], hubKeys: [another] })).rejects.toThrow('Entry 0: no hub wrote it');
  });

  test('of an export holds right after an erasure, once a checkpoint proves that; before, there is none', async () => {
    await writeOne({ time: YEARS_AGO });
    await signer.sign();
    await erase();
    await expect(exported()).rejects.toThrow('no checkpoint proves the erasure yet');
    await signer.sign();
    expect((await exported()).size).toBe(2);
    await writeOne({ time: YEARS_AGO });
    await signer.sign();
    before('select index, bytes', erase);
    await expect(exported()).rejects.toThrow('no checkpoint proves the erasure yet');
  });
});

describe('Where every checkpoint is gone', () => {
  const forget = async () => {
    await tamper('delete from access_log_checkpoint');
    signer = signerWith([SIGNING_KEY], temporaryFolder());
  };

  test('nothing is signed that no hub wrote', async () => {
    await write(3);
    await signer.sign();
    await forget();
    await signer.sign();
    await forget();
    await tamper(`update access_log_leaf set bytes = set_byte(bytes, 19, get_byte(bytes, 19) # 1) where index = 4`);
    await mendHashes();
    await expect(signer.sign()).rejects.toThrow('Entry 3: no hub wrote it, or not so');
    await tamper('update access_log_leaf set mac = null where index = 5');
    await expect(signer.sign()).rejects.toThrow('Entry 3: no hub wrote it, or not so');
  });

  test('entries from before hubs vouched are let through, and nothing after them', async () => {
    await write(3);
    await tamper('update access_log_leaf set mac = null where index < 6');
    expect(await signer.sign()).toMatch(/^hub.example\/access-log\n9\n/);
    await forget();
    await write(1);
    await tamper('update access_log_leaf set mac = null where index > 8');
    await expect(signer.sign()).rejects.toThrow('Entry 9: no hub vouches for it');
    await tamper('update access_log_leaf set mac = null');
    expect(await signer.sign()).toMatch(/^hub.example\/access-log\n12\n/);
  });
});

describe('What was put between, since the last checkpoint, by who has not the hubs’ secret', () => {
  const another = Buffer.from('no secret of any hub of this log');

  test('is a copy of a request, and gets no signature', async () => {
    await write(1);
    await signer.sign();
    await write(2);
    await tamper(
      `update access_log_leaf l set bytes = o.bytes, mac = o.mac from access_log_leaf o where o.index = l.index - 3 and l.index > 5`,
    );
    await mendHashes();
    await expect(signer.sign()).rejects.toThrow('Entry 6: it is a copy of an earlier one');
  });

  test('stays as it is, and is signed, once somebody who has the secret vouches for it', async () => {
    await write(1);
    await signer.sign();
    await createAccessLog({ pool: hub.pool, hubKey: another }).append(requestOf(2), new Map());
    await write(1);
    for (const index of [3, 4]) {
      await expect(signer.sign()).rejects.toThrow(`Entry ${index}: no hub wrote it, or not so`);
      // As docs/operate.md has it done.
      const { rows } = await owner.pool.query<{ hash: Buffer }>({
        text: 'select substr(nodes, 1, 32) as hash from access_log_leaf where index = $1',
        values: [index],
      });
      await tamper('update access_log_leaf set mac = $1 where index = $2', [
        requestMac(HUB_KEY, [rows[0]!.hash.toString('latin1')]),
        index,
      ]);
    }
    expect(await signer.sign()).toMatch(/^hub.example\/access-log\n8\n/);
  });

  test('is a row among the checkpoints, and stops the signing until it is removed', async () => {
    await write(1);
    const note = await signer.sign();
    await write(1);
    for (const [text, said] of [
      ['no note', 'The last checkpoint was not signed by this hub’s key'],
      [note!, 'What is kept as the checkpoint of 999999 entries is one of 3.'],
    ]) {
      await hub.pool.query('insert into access_log_checkpoint (size, note, signed_at) values (999999, $1, now())', [text]);
      await expect(signer.sign()).rejects.toThrow(said);
      await tamper('delete from access_log_checkpoint where size = 999999');
    }
    expect(await signer.sign()).toMatch(/^hub.example\/access-log\n6\n/);
  });
});
