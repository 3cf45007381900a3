/** What a hub tells Prometheus: how the log and the review keep up, and never whose business it is. */
import { once } from 'node:events';
import { connect } from 'node:net';
import type { Pool, PoolClient } from 'pg';
import { Gauge, Registry } from 'prom-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAccessLog } from '#access-log/append.ts';
import { deliverCheckpoints } from '#access-log/deliveries.ts';
import { CALLERS, ORGANISATIONS } from '#demo/callers.ts';
import { createIndexer } from '#review/indexing.ts';
import { queueLength } from '#review/queue-length.ts';
import { LOCKS } from '#server/jobs.ts';
import { createMetrics } from '#server/metrics.ts';
import { createLogMeter } from '#server/metrics-log.ts';
import { createLogger } from '#server/telemetry.ts';
import { change, codes } from '#tests/support/change.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { CAST, OKAFOR_HUGHES, startHub } from '#tests/support/hub.ts';
import { madeUpLeaf } from '#tests/support/leaves.ts';
import { HUB_KEY } from '#tests/support/log.ts';
import { listenForMetrics, readMetrics, scrape as scrapeOnce } from '#tests/support/metrics.ts';
import type { Scrape } from '#tests/support/metrics.ts';
import { namesAndPlaces } from '#tests/support/personal.ts';
import { EVERY_CATEGORY, familyQuery, leavesAdded } from '#tests/support/queries.ts';
import { movedClock, readQueue } from '#tests/support/queue.ts';

const WEBHOOK = 'http://127.0.0.1:1/checkpoints';
const moved = movedClock();
let passed = 0;
const clock = { set: moved.set, now: () => new Date(moved.now().getTime() + passed) };
/** A second later: what was told within one is told again. */
const scrape = (at: string): Promise<Scrape> => {
  passed += 1_000;
  return scrapeOnce(at);
};
let hub: TestHub;
let address: string;
let quiet: PoolClient;
beforeAll(async () => {
  hub = await startHub({ clock });
  address = await listenForMetrics(hub);
  // The hub's own jobs would do what these tests watch.
  quiet = await hub.owner.pool.connect();
  for (const lock of [LOCKS.reviewIndex, LOCKS.reviewRules]) await quiet.query('select pg_advisory_lock($1)', [lock]);
});
afterAll(async () => {
  quiet.release(true);
  await hub.close();
});

const view = (on = hub) => on.query('lead-worker', familyQuery(EVERY_CATEGORY), { id: OKAFOR_HUGHES });
const sql = (text: string) => hub.owner.pool.query(text);
/** By how much each of these has grown through some work. */
async function growth(names: readonly string[], work: () => Promise<unknown>): Promise<number[]> {
  const before = await scrape(address);
  await work();
  const after = await scrape(address);
  return names.map((name) => (after.value(name) ?? NaN) - (before.value(name) ?? NaN));
}

describe('Writing the log', () => {
  const APPENDS = 'log_append_seconds_count';
  const FAILURES = 'log_append_failures_total';

  test('is counted by request, by batch and by entry', async () => {
    let entries = 0;
    const grown = await growth(
      [APPENDS, 'log_batch_requests_sum', 'log_batch_leaves_sum', 'log_size_entries', FAILURES],
      async () => {
        const leaves = await leavesAdded(hub, () => Promise.all([view(), view(), view()]));
        entries = leaves.length;
      },
    );
    expect(entries).toBeGreaterThan(3);
    expect(grown).toEqual([3, 3, entries, entries, 0]);
    const { value } = await scrape(address);
    expect(value('log_append_seconds_sum')).toBeGreaterThan(0);
    expect(value('log_append_seconds_bucket', { le: '5' })).toBe(value(APPENDS));
  });

  test('that fails is counted as that, and not as an append', async () => {
    await sql('revoke execute on function access_log_append from family_view_application');
    const grown = await growth([APPENDS, 'log_batch_requests_count', FAILURES], async () => {
      expect((await view()).body.errors?.[0]?.extensions['code']).toBe('ACCESS_LOG_UNAVAILABLE');
    });
    await sql('grant execute on function access_log_append to family_view_application');
    expect(grown).toEqual([0, 0, 1]);
  });

  test('is not counted where nothing was written, since its grounds had moved', async () => {
    const registry = new Registry();
    const { watch, onBatch } = createLogMeter(registry, () => true);
    const log = watch(createAccessLog({ pool: hub.database.pool, hubKey: HUB_KEY, onBatch }));
    const append = (epoch: number) => log.append([madeUpLeaf()], new Map([[crypto.randomUUID(), epoch]]));
    const counted = async () => {
      const { value } = readMetrics(await registry.metrics());
      return [APPENDS, 'log_batch_requests_count', 'log_batch_leaves_count', FAILURES].map((name) => value(name));
    };
    expect(await append(7)).toBe('MOVED');
    expect(await counted()).toEqual([0, 0, 0, 0]);
    expect(await append(0)).toBe('WRITTEN');
    expect(await counted()).toEqual([1, 1, 1, 0]);
  });

  test('is followed by a checkpoint: until then the oldest entry’s age is told', async () => {
    clock.set(0, 10);
    await view();
    await hub.app.log.sign();
    expect((await scrape(address)).value('log_unsigned_seconds')).toBe(0);
    await view();
    clock.set(0, 11);
    await view();
    const { value } = await scrape(address);
    expect(value('log_unsigned_seconds')).toBeGreaterThan(3_500);
    expect(value('log_unsigned_seconds')).toBeLessThanOrEqual(3_601);
    expect(value('log_size_entries')).toBe((await hub.leaves()).length);
    // Clocks of several machines differ, and no age is below 0.
    clock.set(0, 9);
    expect((await scrape(address)).value('log_unsigned_seconds')).toBe(0);
    clock.set(0, 11);
    await hub.app.log.sign();
    expect((await scrape(address)).value('log_unsigned_seconds')).toBe(0);
  });
});

describe('The review', () => {
  test('says how far its index and its rules are behind the log', async () => {
    const behind = async () => {
      const { value } = await scrape(address);
      return [value('review_index_behind_entries'), value('review_rules_behind_entries')];
    };
    await readQueue(hub);
    // What was asked of the queue is an entry itself.
    expect(await behind()).toEqual([1, 1]);
    const { length } = await leavesAdded(hub, () => view());
    expect(await behind()).toEqual([length + 1, length + 1]);
    await createIndexer({ pool: hub.database.pool }).catchUp();
    expect(await behind()).toEqual([0, length + 1]);
    await readQueue(hub);
    expect(await behind()).toEqual([1, 1]);
  });

  test('says how much is not closed, and for how long something has waited for an officer', async () => {
    const queue = async () => {
      const { value } = await scrape(address);
      const items = ['OPEN', 'INVESTIGATING', 'AWAITING_EXPLANATION'].map((state) => value('review_queue_items', { state }));
      return { items, days: (value('review_queue_oldest_seconds') ?? NaN) / 86_400 };
    };
    const NOTHING = { items: [0, 0, 0], days: 0 };
    clock.set(0, 10);
    await sql(`delete from review_item; insert into review_item (id, rule, key, opened_at, entry, explanation, auto_closed_reason)
      values (gen_random_uuid(), 'COLLEAGUE', 'test', '2020-01-01', 0, '{}', 'LEAD_WORKER')`);
    expect(await queue()).toEqual(NOTHING);

    const glass = { categories: ['ATTENDANCE'], reasonCode: 'CHILD_MISSING', narrative: 'test', hours: 4 };
    await change(hub, 'other-worker', 'recordOverride', { ...glass, personIds: [CAST.toby] });
    const [item] = (await readQueue(hub)).nodes;
    // It waits for the manager.
    expect(await queue()).toEqual({ items: [0, 0, 1], days: 0 });
    clock.set(5, 10);
    expect(await queue()).toEqual({ items: [1, 0, 0], days: expect.closeTo(5, 1) });
    expect(codes(await change(hub, 'dpo', 'startReview', { itemId: item?.id }))).toEqual(['ReviewStepRecorded']);
    expect(await queue()).toEqual({ items: [0, 1, 0], days: expect.closeTo(5, 1) });
    await change(hub, 'dpo', 'closeReview', { itemId: item?.id, disposition: 'JUSTIFIED', note: 'test' });
    expect(await queue()).toEqual(NOTHING);
    // What is closed, by a reason or an officer, is not even counted: there is ever more of it.
    expect((await hub.database.pool.query(queueLength('now()'))).rows).toEqual([]);
  });
});

describe('Nothing personal', () => {
  test('is in a scrape: no id, no name, no place, and no label that is not a word of a fixed list', async () => {
    await view();
    const { text, samples } = await scrape(address);
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/i);
    const words = new Set(text.match(/[\w'-]+/g));
    const telling = [
      ...namesAndPlaces(hub.world),
      ...CALLERS.flatMap(({ key, name }) => [key, name]),
      ...Object.entries(ORGANISATIONS).flat(),
    ];
    expect(telling.length).toBeGreaterThan(100);
    expect(telling.filter((word) => words.has(word) || (word.includes(' ') && text.includes(word)))).toEqual([]);

    const ours = samples.filter(({ name }) => !/^family_view_(process|nodejs)_/.test(name));
    const labels = new Set(
      ours.flatMap(({ labels: { le, ...rest } }) => [
        ...Object.entries(rest).map((pair) => pair.join('=')),
        ...(le ? ['le'] : []),
      ]),
    );
    expect([...labels].toSorted()).toEqual(['le', 'state=AWAITING_EXPLANATION', 'state=INVESTIGATING', 'state=OPEN']);
    // Of Node and the process: kinds of memory, of handles and of collections, and Node's version.
    const others = samples.filter((sample) => !ours.includes(sample)).flatMap((sample) => Object.keys(sample.labels));
    expect(['kind', 'le', 'major', 'minor', 'patch', 'space', 'type', 'version']).toEqual(expect.arrayContaining(others));
  });
});

describe('However many scrape', () => {
  test('the database is asked once a second, by a clock that may also be set back', async () => {
    let now = Date.now();
    let asked = 0;
    const pool = {
      query(statement: never) {
        asked += 1;
        return hub.database.pool.query(statement);
      },
    } as unknown as Pool;
    const logger = createLogger('silent');
    const own = { now: () => new Date(now) };
    const metrics = createMetrics({ registry: new Registry(), pool, clock: own, logger, webhookUrl: null });
    const times = async () => {
      // oxlint-disable-next-line no-await-in-loop -- one after the other, so that none shares what is under way
      for (let n = 0; n < 20; n++) expect((await metrics.inject('/metrics')).statusCode).toBe(200);
      return asked;
    };
    expect(await times()).toBe(1);
    now += 999;
    expect(await times()).toBe(1);
    now += 1;
    expect(await times()).toBe(2);
    now -= 60_000;
    expect(await times()).toBe(3);
  });
});

describe('A scrape that fails', () => {
  test('says nothing of why', async () => {
    const registry = new Registry();
    const collect = () => {
      throw new Error(CAST.toby);
    };
    new Gauge({ name: 'broken', help: 'broken', registers: [registry], collect });
    const lines: string[] = [];
    const logger = createLogger('debug', { write: (line) => void lines.push(line) });
    const metrics = createMetrics({ registry, pool: hub.database.pool, clock, logger, webhookUrl: null });
    const { statusCode, body } = await metrics.inject('/metrics');
    expect({ statusCode, body }).toEqual({ statusCode: 500, body: '' });
    expect(lines.join('')).toContain('The metrics could not be served.');
    expect(lines.join('')).not.toContain(CAST.toby);
  });
});

/** What is left of a scrape while the database does not answer. */
function expectNoReading({ samples, value }: Scrape, appends: number): void {
  expect(value('metrics_database_up')).toBe(0);
  expect(value('log_append_seconds_count')).toBe(appends);
  expect(value('log_trusted')).toBe(1);
  const read = /size_entries|unsigned|behind|queue/;
  expect(samples.filter(({ name }) => read.test(name))).toEqual([]);
}

describe('A database that hangs', () => {
  test('is asked once for however many scrapes, each of which answers soon, without what it cannot know', async () => {
    const appends = (await scrape(address)).value('log_append_seconds_count')!;
    const holder = await hub.owner.pool.connect();
    // The hub's background work, which waits as well, leaves this table alone.
    await holder.query('begin; lock table access_log_checkpoint in access exclusive mode');
    const begin = performance.now();
    const scrapes = Promise.all([1, 2, 3, 4, 5].map(() => scrape(address)));
    const waiting = await countWaiting(holder);
    for (const each of await scrapes) expectNoReading(each, appends);
    expect(performance.now() - begin).toBeLessThan(3_500);
    await holder.query('rollback');
    holder.release();
    expect(waiting).toBe(1);
    expect((await scrape(address)).value('metrics_database_up')).toBe(1);
    expect(hub.logLines.join('')).toContain('The database did not answer for the metrics.');
  });

  async function countWaiting(client: PoolClient): Promise<number> {
    await new Promise((resolve) => setTimeout(resolve, 500));
    const { rows } = await client.query<{ count: number }>(
      `select count(*)::int from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%unsignedSince%'`,
    );
    return rows[0]?.count ?? 0;
  }
});

describe('Another hub', () => {
  let other: TestHub;
  let its: string;
  beforeAll(async () => {
    other = await startHub({ clock, log: { webhookUrl: WEBHOOK } });
    expect((await other.app.metrics.inject('/metrics')).body).not.toContain('_process_');
    its = await listenForMetrics(other);
  });
  afterAll(() => other.close());

  test('counts for itself', async () => {
    await view(other);
    expect((await scrape(its)).value('log_append_seconds_count')).toBe(1);
  });

  test('answers nothing but that where its metrics are, and no metrics where it answers callers', async () => {
    expect((await fetch(new URL('/graphql', its))).status).toBe(404);
    expect((await fetch(new URL('/metrics', other.url))).status).toBe(404);
    expect((await scrape(its)).value('process_start_time_seconds')).toBeGreaterThan(0);
  });

  test('says how many checkpoints its webhook lacks; one that has no webhook says nothing of it', async () => {
    const NAME = 'checkpoint_deliveries_behind';
    for (const behind of [1, 2]) {
      await view(other);
      await other.app.log.sign();
      expect((await scrape(its)).value(NAME)).toBe(behind);
    }
    await deliverCheckpoints(other.database.pool, WEBHOOK, async () => undefined, new AbortController().signal);
    expect((await scrape(its)).value(NAME)).toBe(0);
    expect((await scrape(address)).value(NAME)).toBeNull();
  });

  test('says that it trusts the log, and when it does not any more', async () => {
    expect((await scrape(its)).value('log_trusted')).toBe(1);
    await view(other);
    await other.owner.pool.query(
      `update access_log_leaf set bytes = bytes || ' ' where index = (select size - 1 from access_log_head)`,
    );
    await expect(other.app.log.sign()).rejects.toThrow('its bytes');
    const before = (await scrape(its)).value('log_append_failures_total');
    await view(other);
    const { value } = await scrape(its);
    expect([value('log_trusted'), value('log_append_failures_total')]).toEqual([0, before! + 1]);
  });

  test('without a database answers what it has counted, and is silent when it is stopped', async () => {
    const third = await startHub({ clock });
    const where = await listenForMetrics(third);
    await view(third);
    await third.database.close();
    expectNoReading(await scrape(where), 1);
    // Not even a scrape that never ends keeps it.
    const { port } = new URL(where);
    const half = connect(Number(port), '127.0.0.1').on('error', () => undefined);
    half.write('GET /metrics HTTP/1.1\r\n');
    await once(half, 'connect');
    const begin = performance.now();
    await third.close();
    expect(performance.now() - begin).toBeLessThan(8_000);
    await expect(fetch(where)).rejects.toThrow('fetch failed');
  });
});
