/** A log that is not what was written is served by nobody. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openCheckpoint, parseVerifierKey } from '#access-log/verify.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { OKAFOR_HUGHES, startHub } from '#tests/support/hub.ts';
import { SIGNING_KEY, testLog } from '#tests/support/log.ts';
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
    await expect(hub.app.log.sign()).rejects.toThrow('Entry 5: the tree’s hash that ends with it is missing.');
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

describe('A second party', () => {
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
