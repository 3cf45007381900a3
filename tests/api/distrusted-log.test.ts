/** A log that is not what was written is served by nobody. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { deliverCheckpoints } from '#access-log/deliveries.ts';
import { openCheckpoint, parseVerifierKey } from '#access-log/verify.ts';
import { createWritten, MOST_REMEMBERED } from '#access-log/written.ts';
import { LOCKS } from '#server/jobs.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { OKAFOR_HUGHES, startHub } from '#tests/support/hub.ts';
import { SIGNING_KEY, testLog } from '#tests/support/log.ts';
import { mendLog } from '#tests/support/mended-log.ts';
import { familyQuery, OUTCOME, peopleOf } from '#tests/support/queries.ts';

let hub: TestHub;
beforeEach(async () => {
  hub = await startHub();
});
afterEach(() => hub.close());

const view = (on = hub) => on.query('lead-worker', familyQuery(`attendance ${OUTCOME}`), { id: OKAFOR_HUGHES });
const CLOSE = `mutation ($id: ID!) { closeFamily(input: { clientKey: "1", familyId: $id, closedOn: "${new Date().toISOString().slice(0, 10)}", reason: OTHER }) { __typename } }`;
const ready = async (on = hub) => {
  const response = await fetch(new URL('/health/ready', on.url));
  return { status: response.status, body: await response.json() };
};
const tamper = () => hub.owner.pool.query(`update access_log_leaf set bytes = bytes || ' ' where index = 2`);

describe('Where an entry was changed', () => {
  test('a hub that runs finds it as it signs: it shows nothing more, and says that it is not ready', async () => {
    expect(peopleOf(await view())).toHaveLength(6);
    expect(await ready()).toEqual({ status: 200, body: { status: 'ready', accessLog: 'SIGNED' } });
    await tamper();
    await expect(hub.app.log.sign()).rejects.toThrow('Entry 2: its bytes');
    const { status, body } = await view();
    expect({ status, code: body.errors?.[0]?.extensions['code'] }).toEqual({ status: 503, code: 'ACCESS_LOG_UNAVAILABLE' });
    const changed = await hub.query('manager', CLOSE, { id: OKAFOR_HUGHES });
    expect(changed.body.errors?.[0]?.extensions['code']).toBe('ACCESS_LOG_UNAVAILABLE');
    const { rows } = await hub.owner.pool.query('select from recorded_change');
    expect(rows).toEqual([]);
    expect(await ready()).toEqual({ status: 503, body: { status: 'not ready' } });
    expect(hub.logLines.join('\n')).toContain('ACCESS_LOG_DISTRUSTED');
  });

  test('or is gone, the last that a checkpoint proves: nothing is shown either', async () => {
    await view();
    await hub.app.log.sign();
    await hub.owner.pool.query('delete from access_log_leaf where index = (select max(size) - 1 from access_log_checkpoint)');
    await expect(hub.app.log.sign()).rejects.toThrow('Entry 5');
    expect((await ready()).status).toBe(503);
  });

  test('a hub does not start', async () => {
    await view();
    await tamper();
    await expect(startHub({ databaseUrl: hub.shared.databaseUrl })).rejects.toThrow('Entry 2: its bytes');
  });

  test('before a checkpoint that covers it, only a whole verification finds it; a hub goes on from the checkpoint', async () => {
    await view();
    await hub.app.log.sign();
    await tamper();
    const another = await startHub({ databaseUrl: hub.shared.databaseUrl, log: testLog(hub.shared.directory) });
    expect(peopleOf(await view(another))).toHaveLength(6);
    await another.close();
  });
});

describe('A folder that somebody else keeps', () => {
  test('is missed where it has none of what was signed, and is not made where it is gone', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'family-view-checkpoints-'));
    const served = await startHub();
    await served.query('lead-worker', '{ myFamilies { id } }');
    await served.app.log.sign();
    const { databaseUrl } = served.shared;
    const kept = { folder: elsewhere, isFolderGiven: true };
    const another = await startHub({ databaseUrl, log: kept });
    expect(another.logLines.join('')).toContain('CHECKPOINT_FOLDER_EMPTY');
    await rm(elsewhere, { recursive: true });
    await another.query('lead-worker', '{ myFamilies { id } }');
    await expect(another.app.log.sign()).rejects.toThrow('ENOENT');
    await another.close();
    await served.close();
  });
});

/** A change to what no checkpoint proves yet, made by somebody who may do everything in the database, and has not the hubs' secret. */
describe('Where what a hub wrote since the last checkpoint is as a hub would have written it, but not as it did', () => {
  beforeEach(async () => {
    await view();
    await hub.app.log.sign();
    for (let n = 0; n < 3; n++) await view();
  });
  /** Requests of six entries each: 6 to 11, 12 to 17, 18 to 23. */
  const WAYS: Readonly<Record<string, string>> = {
    'two requests in each other’s place': `update access_log_leaf set index = index + case when index < 12 then 1006 else 994 end
      where index between 6 and 17; update access_log_leaf set index = index - 1000 where index >= 1000`,
    'a request that is gone': 'delete from access_log_leaf where index between 12 and 17',
    'the last request gone': 'delete from access_log_leaf where index >= 18',
    'a request in place of another': `update access_log_leaf l set bytes = o.bytes, mac = o.mac from access_log_leaf o
      where l.index between 12 and 17 and o.index = l.index - 12`,
  };
  const change = async (way: string) => {
    for (const statement of WAYS[way]!.split(';')) await hub.owner.pool.query(statement);
    await mendLog(hub.owner.pool);
  };

  test.each(Object.keys(WAYS))('the hub signs nothing: %s', async (way) => {
    await change(way);
    await expect(hub.app.log.sign()).rejects.toThrow('it is not what this hub wrote there, or it is gone');
    expect((await view()).status).toBe(503);
    expect(await ready()).toEqual({ status: 503, body: { status: 'not ready' } });
  });

  test('nor where it was a change of facts that is gone', async () => {
    await hub.query('manager', CLOSE, { id: OKAFOR_HUGHES });
    await hub.owner.pool.query('delete from access_log_leaf where index >= 24');
    await mendLog(hub.owner.pool);
    await expect(hub.app.log.sign()).rejects.toThrow('Entry 24');
  });

  test('another hub signs, and the one that wrote finds out by itself', async () => {
    const watching = await startHub({
      databaseUrl: hub.shared.databaseUrl,
      log: { ...testLog(hub.shared.directory), checkpointSeconds: 1 },
    });
    const leader = await hub.owner.pool.connect();
    await leader.query('select pg_advisory_lock($1)', [LOCKS.checkpoints]);
    await view(watching);
    expect((await ready(watching)).status).toBe(200);
    await hub.owner.pool.query('delete from access_log_leaf where index between 12 and 17');
    await mendLog(hub.owner.pool);
    await expect.poll(async () => (await ready(watching)).status, { timeout: 10_000 }).toBe(503);
    leader.release(true);
    await watching.close();
  });
});

describe('What a hub remembers of what it wrote', () => {
  const written = () => createWritten(hub.database.pool, [parseVerifierKey(SIGNING_KEY.verifierKey)]);
  const macAt = async (index: number) => {
    const { rows } = await hub.owner.pool.query<{ mac: Buffer }>('select mac from access_log_leaf where index = $1', [index]);
    return rows[0]!.mac;
  };
  const noMac = Buffer.alloc(32);

  test('is compared until a checkpoint proves it, once more after that, and then no more', async () => {
    await view();
    const memory = written();
    memory.add(5, await macAt(5));
    await memory.compare();
    await hub.owner.pool.query('update access_log_leaf set mac = $1 where index = 5', [noMac]);
    await expect(memory.compare()).rejects.toThrow('Entry 5');
    await hub.owner.pool.query('update access_log_leaf set mac = null where index = 5');
    await expect(memory.compare()).rejects.toThrow('Entry 5');
  });

  test('is forgotten for no checkpoint but one of this log’s keys', async () => {
    await view();
    await hub.app.log.sign();
    const [known, unknown] = [written(), createWritten(hub.database.pool, [])];
    for (const memory of [known, unknown]) {
      memory.add(5, await macAt(5));
      await memory.compare();
    }
    await hub.owner.pool.query('update access_log_leaf set mac = null where index = 5');
    await known.compare();
    await expect(unknown.compare()).rejects.toThrow('Entry 5');
  });

  test('stays what it was where something else is written in its place, and has a bound', async () => {
    await view();
    const memory = written();
    memory.add(5, noMac);
    memory.add(5, await macAt(5));
    await expect(memory.compare()).rejects.toThrow('Entry 5');
    for (let n = 0; n < MOST_REMEMBERED; n++) memory.add(1_000_000 + n, noMac);
    await expect(memory.compare()).rejects.toThrow('Entry 1000000');
  });
});

describe('A second party', () => {
  test('is told on from where it was, though two processes tell it at once', async () => {
    const sizes = async () => {
      const { rows } = await hub.owner.pool.query<{ size: string }>('select size from access_log_delivery');
      return rows.map(({ size }) => Number(size));
    };
    for (let n = 0; n < 2; n++) {
      await view();
      await hub.app.log.sign();
    }
    const held = Promise.withResolvers<void>();
    const deliver = (send: () => Promise<void>, stopping = new AbortController()) =>
      deliverCheckpoints(hub.database.pool, 'http://receiver.example', send, stopping.signal);
    const stopping = new AbortController();
    const slow = deliver(() => held.promise, stopping);
    await deliver(async () => undefined);
    expect(await sizes()).toEqual([12]);
    stopping.abort();
    held.resolve();
    await slow;
    expect(await sizes()).toEqual([12]);
  });

  test('is told of every checkpoint, in order, at least once, and of what it refused again', async () => {
    const told: number[] = [];
    let [refuses, refused] = [true, 0];
    const receiver = createServer((request, response) => {
      let note = '';
      request.on('data', (chunk) => (note += chunk));
      request.on('end', () => {
        if (refuses) refused += 1;
        else told.push(openCheckpoint(note, [parseVerifierKey(SIGNING_KEY.verifierKey)]).size);
        response.writeHead(refuses ? 503 : 204).end();
      });
    });
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
    const webhookUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
    const telling = await startHub({ log: { webhookUrl, checkpointSeconds: 1 } });
    const sizes: number[] = [];
    const signed = async () => {
      await view(telling);
      const note = await telling.app.log.sign();
      if (note) sizes.push(openCheckpoint(note, [parseVerifierKey(SIGNING_KEY.verifierKey)]).size);
    };
    await signed();
    await signed();
    await expect.poll(() => refused, { timeout: 15_000 }).toBeGreaterThan(0);
    refuses = false;
    await expect.poll(() => told.length, { timeout: 15_000 }).toBeGreaterThanOrEqual(2);
    await signed();
    await expect.poll(() => told.at(-1), { timeout: 15_000 }).toBe(18);
    expect(told).toEqual([6, 12, 18]);
    await telling.close();
    receiver.close();
  });
});
