/** Files of entries of the access log: a data protection officer asks for one, sees how far it has come, and fetches it. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { parseVerifierKey, verifyProofs } from '#access-log/verify.ts';
import { change, codes } from '#tests/support/change.ts';
import { ask, bytesOf, exporterOf, fetchFile, indexesIn, stoppingAfter, tellOf, untilReady } from '#tests/support/exporting.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { ABSENT_ID, CAST, OKAFOR_HUGHES, startHub } from '#tests/support/hub.ts';
import { SIGNING_KEY } from '#tests/support/log.ts';
import { entitled } from '#tests/support/made-once.ts';
import { EVERY_CATEGORY, familyQuery, leavesAdded, personQuery } from '#tests/support/queries.ts';
import { askForLog, DPO, readLog } from '#tests/support/reviewing.ts';

let hub: TestHub;
/** Stands between the hub and its log. */
let before: () => Promise<unknown> = async () => undefined;
beforeAll(async () => {
  hub = await startHub({
    wrap: { accessLog: (log) => ({ append: (...parameters) => before().then(() => log.append(...parameters)) }) },
  });
  await hub.query('lead-worker', familyQuery(EVERY_CATEGORY), { id: OKAFOR_HUGHES });
  await hub.query('other-worker', personQuery('attendance { __typename }'), { id: CAST.toby });
});
afterEach(async () => {
  before = async () => undefined;
  await hub.owner.pool.query(`delete from restriction where reason = 'Made up by a test'`);
  for (const table of ['review_export_part', 'review_export', 'worker_interest', '"override"'])
    // oxlint-disable-next-line no-await-in-loop
    await hub.owner.pool.query(`delete from ${table}`);
});
afterAll(() => hub.close());

const tie = (personId: string) => change(hub, 'dpo', 'declareInterest', { personId, kind: 'FAMILY', silent: false });
const expire = (id: string) => hub.owner.pool.query(`update review_export set expires_at = now() where id = $1`, [id]);

describe('A file of entries', () => {
  test('has what the log shows for the same filter, oldest first', async () => {
    const filter = { personIds: [CAST.toby, CAST.gareth], categories: ['ATTENDANCE', 'TENANCY'] };
    const id = await ask(hub, { filter });
    const told = await untilReady(hub, id);
    expect(told).toMatchObject({ progress: 1, path: `/exports/${id}` });
    const response = await fetchFile(hub, id);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/gzip',
      'content-length': String(told.bytes),
      'content-disposition': `attachment; filename="access-log-${new Date().toISOString().slice(0, 10)}-${id.slice(0, 8)}.csv.gz"`,
      'accept-ranges': 'bytes',
      'cache-control': 'private, no-store',
      vary: 'Authorization',
    });
    const { nodes } = await readLog(hub, { filter, orderBy: 'OLDEST_FIRST' });
    const shown = (nodes as unknown as { readonly index: number }[]).map(({ index }) => index);
    expect(indexesIn(await bytesOf(response))).toEqual(shown);
    expect(shown).toHaveLength(told.entries);
    expect(shown.length).toBeGreaterThan(1);
  });

  test('is in the log when it is asked for, with its filter, and each time it is fetched', async () => {
    let id = '';
    const asked = await leavesAdded(hub, async () => {
      id = await ask(hub, { filter: { personIds: [CAST.toby], reasons: ['made up by a test, no code'] } });
    });
    expect(asked).toMatchObject([
      {
        kind: 'EXPORT',
        visible: true,
        caller: { id: DPO },
        change: { name: 'exportAccessLog', outcome: 'RECORDED', what: ['CSV'], records: [id] },
        review: { query: 'exportAccessLog', filter: { personIds: [CAST.toby], reasons: [] } },
      },
    ]);
    const { entries } = await untilReady(hub, id);
    // What cannot be a reason finds nothing.
    expect(entries).toBe(0);
    const fetched = await leavesAdded(hub, () => fetchFile(hub, id));
    expect(fetched).toMatchObject([
      { kind: 'EXPORT', visible: true, review: { query: 'fetchExport', filter: { exportIds: [id] }, entries: 0 } },
    ]);
    expect(fetched[0]?.review?.completeTo).toBeGreaterThan(0);
  });

  test('is fetched in parts by whom the connection failed, and the parts are the whole', async () => {
    const id = await ask(hub);
    const { bytes } = await untilReady(hub, id);
    const whole = await bytesOf(await fetchFile(hub, id));
    const half = Math.floor(bytes / 2);
    const first = await fetchFile(hub, id, { range: `bytes=0-${half}` });
    expect([first.status, first.headers.get('content-range')]).toEqual([206, `bytes 0-${half}/${bytes}`]);
    const rest = await fetchFile(hub, id, { range: `bytes=${half + 1}-`, 'if-range': first.headers.get('etag') ?? '' });
    expect([rest.status, rest.headers.get('content-range')]).toEqual([206, `bytes ${half + 1}-${bytes - 1}/${bytes}`]);
    expect(Buffer.concat([await bytesOf(first), await bytesOf(rest)])).toEqual(whole);
    expect(await bytesOf(await fetchFile(hub, id, { range: 'bytes=-7' }))).toEqual(whole.subarray(-7));
    // Another file's part, several parts, and what is no range: the whole.
    const wholes = ['bytes=0-1,4-5', 'pages=1', 'bytes=5-1', 'bytes=a-b', 'bytes=-', 'bytes=1.5-3', 'bytes=-99999999999999'];
    for (const headers of [{ range: 'bytes=5-', 'if-range': '"another"' }, ...wholes.map((range) => ({ range }))]) {
      // oxlint-disable-next-line no-await-in-loop
      const response = await fetchFile(hub, id, headers);
      expect(response.status).toBe(headers.range.startsWith('bytes=-9') ? 206 : 200);
      // oxlint-disable-next-line no-await-in-loop
      expect(await bytesOf(response)).toEqual(whole);
    }
    for (const range of [`bytes=${bytes}-`, 'bytes=-0']) {
      // oxlint-disable-next-line no-await-in-loop
      const beyond = await fetchFile(hub, id, { range });
      expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, `bytes */${bytes}`]);
    }
  });

  test('is made in parts of many entries, whoever goes on with it after a stop, as if it were made at once', async () => {
    await hub.app.jobs.stop();
    const ids = [await ask(hub), await ask(hub)] as const;
    // Both take in the same: what they leave out is the asking.
    const parts = async (id: string) => {
      const { rows } = await hub.owner.pool.query<{ count: number }>(
        'select count(*)::int as count from review_export_part where export = $1',
        [id],
      );
      return rows[0]!.count;
    };
    const { clock, signal } = stoppingAfter(8);
    await exporterOf(hub, { entriesAPart: 2, clock }).work(signal);
    const begun = await Promise.all(ids.map(parts));
    expect(Math.max(...begun)).toBeGreaterThan(1);
    // They took turns.
    expect(Math.abs(begun[0]! - begun[1]!)).toBeLessThanOrEqual(1);
    expect(await tellOf(hub, ids[0])).toMatchObject({ state: 'RUNNING', path: null });
    expect((await fetchFile(hub, ids[0])).status).toBe(409);
    // Two at once, as where a lock was lost.
    await Promise.all([1, 2].map(() => exporterOf(hub, { entriesAPart: 2 }).work(new AbortController().signal)));
    const [one, other] = await Promise.all(ids.map(async (id) => indexesIn(await bytesOf(await fetchFile(hub, id)))));
    const { nodes } = await readLog(hub, { orderBy: 'OLDEST_FIRST' });
    const shown = (nodes as unknown as { readonly index: number }[]).map(({ index }) => index);
    expect(one).toEqual(shown.slice(0, one!.length));
    expect(other).toEqual(shown.slice(0, other!.length));
    expect((await tellOf(hub, ids[0]))?.entries).toBe(one!.length);
  });
});

describe('A file may be', () => {
  const make = async (input: object) => {
    const id = await ask(hub, input);
    await exporterOf(hub).work(new AbortController().signal);
    const told = await tellOf(hub, id);
    expect(told?.state).toBe('READY');
    return { id, entries: told?.entries };
  };

  test('a Bundle of AuditEvents, one for each entry and the hub', async () => {
    const { id, entries } = await make({ format: 'FHIR_AUDIT_EVENT', filter: { personIds: [CAST.toby] } });
    const bundle = JSON.parse(gunzipSync(await bytesOf(await fetchFile(hub, id))).toString('utf8')) as Bundle;
    const events = bundle.entry.filter(({ resource }) => resource.resourceType === 'AuditEvent');
    expect([bundle.resourceType, bundle.type, events.length]).toEqual(['Bundle', 'collection', entries]);
    expect(entries).toBeGreaterThan(1);
  });

  test('proofs of what a checkpoint was signed of, which hold for whoever has the key', async () => {
    await hub.app.log.sign();
    const { id, entries } = await make({ format: 'PROOFS' });
    const folder = await mkdtemp(join(tmpdir(), 'family-view-proofs-'));
    const tar = gunzipSync(await bytesOf(await fetchFile(hub, id)));
    execFileSync('tar', ['-x', '-C', folder], { input: tar });
    expect(await verifyProofs(folder, [parseVerifierKey(SIGNING_KEY.verifierKey)])).toMatchObject({ entries });
    await rm(folder, { recursive: true });
    expect(entries).toBeGreaterThan(5);
  });

  test('proofs without the bytes of what names somebody of whom the officer may not read', async () => {
    // Asked in vain, and in the log all the same.
    await askForLog(hub, { filter: { personIds: [CAST.toby] } }, 'information-governance');
    const asked = (await hub.leaves()).length - 1;
    await hub.app.log.sign();
    const names = async () => {
      const { id } = await make({ format: 'PROOFS' });
      const tar = gunzipSync(await bytesOf(await fetchFile(hub, id))).toString('latin1');
      return [tar.includes(`${String(asked).padStart(12, '0')}.entry`), tar.includes(CAST.toby)];
    };
    expect(await names()).toEqual([true, true]);
    await tie(CAST.toby);
    expect(await names()).toEqual([false, false]);
  });
});

interface Bundle {
  readonly resourceType: string;
  readonly type: string;
  readonly entry: readonly { readonly resource: { readonly resourceType: string } }[];
}

test('A filter that cannot be is refused, and the attempt is in the log', async () => {
  const asking = async (filter: object) => {
    let answer: string[] = [];
    const leaves = await leavesAdded(hub, async () => {
      answer = codes(await change(hub, 'dpo', 'exportAccessLog', { format: 'CSV', filter }));
    });
    expect(leaves).toMatchObject([{ kind: 'EXPORT', visible: false, change: { outcome: 'REFUSED' } }]);
    return answer;
  };
  const now = new Date().toISOString();
  expect(await asking({ from: now, until: now })).toEqual(['UNTIL_TOO_EARLY filter.until']);
  expect(await asking({ reasons: Array.from({ length: 51 }, (_, place) => `R${place}`) })).toEqual([
    'TOO_MANY_NAMED filter.reasons',
  ]);
});

describe('A file is kept from', () => {
  const make = async (input: object = {}) => {
    const id = await ask(hub, input);
    await exporterOf(hub).work(new AbortController().signal);
    return id;
  };

  test('everybody but who asked for it, to whom it is as one that is not there', async () => {
    const id = await make();
    expect(await tellOf(hub, id)).toMatchObject({ state: 'READY' });
    for (const who of ['lead-worker', 'manager', 'information-governance', 'early-help-app', 'operator']) {
      const answers = async (which: string) => {
        // oxlint-disable-next-line no-await-in-loop
        const response = await fetchFile(hub, which, {}, who);
        return [response.status, await response.text(), await tellOf(hub, which, who).catch(() => null)];
      };
      // oxlint-disable-next-line no-await-in-loop
      const [theirs, absent] = [await answers(id), await answers(ABSENT_ID)];
      expect(theirs).toEqual(absent);
      expect(theirs[0]).toBe(who === 'early-help-app' || who === 'operator' ? theirs[0] : 404);
      expect(theirs[0]).not.toBe(200);
      expect(theirs[2]).toBeNull();
    }
    // Another officer.
    await hub.owner.pool.query('update review_export set requested_by = $1 where id = $2', [ABSENT_ID, id]);
    const refused = await leavesAdded(hub, async () => {
      expect((await fetchFile(hub, id)).status).toBe(404);
      expect(await tellOf(hub, id)).toBeNull();
    });
    expect(refused).toMatchObject([{ kind: 'EXPORT', visible: false, review: { filter: { exportIds: [id] } } }]);
    const unsigned = await fetch(new URL(`/exports/${id}`, hub.url));
    expect(unsigned.status).toBe(401);
  });

  test('whom it is about: their own accesses, household and family are not in it', async () => {
    await tie(CAST.toby);
    const id = await make();
    const file = indexesIn(await bytesOf(await fetchFile(hub, id)));
    const leaves = await hub.leaves();
    expect(file.length).toBeGreaterThan(0);
    const found = file.map((index) => leaves[index]!);
    expect(found.filter(({ person }) => person === CAST.toby)).toEqual([]);
    expect(found.filter(({ caller }) => caller.id === DPO)).toEqual([]);
  });

  test('an officer who has declared a tie since, and is void where it was being made', async () => {
    const made = await make();
    const begun = await ask(hub);
    const { clock, signal } = stoppingAfter(5);
    await exporterOf(hub, { entriesAPart: 1, clock }).work(signal);
    expect((await tellOf(hub, begun))?.entries).toBe(1);
    await tie(CAST.toby);
    await exporterOf(hub).work(new AbortController().signal);
    expect((await fetchFile(hub, made)).status).toBe(410);
    expect((await fetchFile(hub, begun)).status).toBe(410);
    expect(await tellOf(hub, begun)).toMatchObject({ state: 'VOID', path: null });
    // With the next round.
    await exporterOf(hub).work(new AbortController().signal);
    const { rows } = await hub.owner.pool.query('select from review_export_part where export = $1', [begun]);
    expect(rows).toEqual([]);
  });

  test('an officer whom a silent restriction names while they fetch it', async () => {
    const id = await make();
    const seal = {
      personId: CAST.chidera,
      kind: 'SEALED',
      silent: true,
      absolute: true,
      reason: 'Made up by a test',
      binds: [DPO],
    };
    let times = 0;
    before = async () => {
      if ((times += 1) === 1)
        expect(codes(await change(hub, 'information-governance', 'placeRestriction', seal))).toHaveLength(1);
    };
    expect((await fetchFile(hub, id)).status).toBe(503);
    expect((await fetchFile(hub, id)).status).toBe(410);
  });

  test('nobody for what is recorded about those whom it leaves out: of that it tells nothing', async () => {
    await tie(CAST.chidera);
    const id = await make();
    const broken = await change(hub, 'other-worker', 'recordOverride', {
      personIds: [CAST.chidera],
      categories: ['ATTENDANCE'],
      reasonCode: 'OTHER',
      narrative: 'Made up by a test',
      hours: 1,
    });
    expect(codes(broken)).toEqual(['OverrideRecorded']);
    expect((await fetchFile(hub, id)).status).toBe(200);
  });

  test('everybody where it expired while it was made', async () => {
    const id = await ask(hub);
    const { clock, signal } = stoppingAfter(5);
    await exporterOf(hub, { entriesAPart: 2, clock }).work(signal);
    await expire(id);
    await exporterOf(hub, { entriesAPart: 2 }).work(new AbortController().signal);
    expect(await tellOf(hub, id)).toMatchObject({ state: 'EXPIRED' });
    expect((await fetchFile(hub, id)).status).toBe(410);
  });

  test('everybody once it has expired; a month later nothing is left of it', async () => {
    const id = await make();
    await expire(id);
    expect(await tellOf(hub, id)).toMatchObject({ state: 'EXPIRED', path: null });
    expect((await fetchFile(hub, id)).status).toBe(410);
    const left = async (table: string) => (await hub.owner.pool.query(`select from ${table}`)).rowCount;
    expect(await left('review_export_part')).toBeGreaterThan(0);
    await exporterOf(hub).work(new AbortController().signal);
    expect([await left('review_export_part'), await left('review_export')]).toEqual([0, 1]);
    await hub.owner.pool.query(`update review_export set expires_at = now() - interval '31 days'`);
    await exporterOf(hub).work(new AbortController().signal);
    expect(await left('review_export')).toBe(0);
  });

  test('everybody where the log cannot be written', async () => {
    const id = await make();
    before = () => Promise.reject(new Error('The disk is full.'));
    const response = await fetchFile(hub, id);
    expect([response.status, await response.text()]).toEqual([503, expect.stringContaining('ACCESS_LOG_UNAVAILABLE')]);
  });

  test('whoever is not a data protection officer, or has five already', async () => {
    const atOnce = await Promise.all(Array.from({ length: 8 }, () => change(hub, 'dpo', 'exportAccessLog', { format: 'CSV' })));
    expect(atOnce.filter(({ __typename }) => __typename === 'AccessLogExportBegun')).toHaveLength(5);
    await hub.owner.pool.query('delete from review_export');
    for (let count = 0; count < 4; count++)
      // oxlint-disable-next-line no-await-in-loop
      await ask(hub);
    expect(codes(await change(hub, 'dpo', 'exportAccessLog', { format: 'PROOFS' }))).toEqual(['AccessLogExportBegun']);
    expect(codes(await change(hub, 'dpo', 'exportAccessLog', { format: 'PROOFS' }))).toEqual(['TOO_MANY_EXPORTS']);
    expect(await entitled(hub, 'exportAccessLog', { format: 'CSV' })).toEqual(['dpo']);
  });
});
