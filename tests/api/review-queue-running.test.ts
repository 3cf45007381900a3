/** How the rules of review are applied: by several processes at once, after a stop, and as the weekly sample is drawn. */
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool, PoolClient } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { familyId } from '#demo/council/families.ts';
import { createIndexer } from '#review/indexing.ts';
import type { Reviewer } from '#review/queue-reviewer.ts';
import { createReviewer } from '#review/queue-reviewer.ts';
import { sampleOf } from '#review/queue-sampling.ts';
import { DEFAULT_REVIEW_SETTINGS } from '#review/queue-settings.ts';
import { openDatabase } from '#storage/database.ts';
import type { Database } from '#storage/database.ts';
import { entities } from '#server/entities.ts';
import { LOCKS } from '#server/jobs.ts';
import { change } from '#tests/support/change.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { CAST, OKAFOR_HUGHES, startHub } from '#tests/support/hub.ts';
import { familyQuery, personQuery } from '#tests/support/queries.ts';
import { movedClock, raised, readItem, readQueue } from '#tests/support/queue.ts';

const clock = movedClock();
let hub: TestHub;
let other: Database;
let quiet: PoolClient;
beforeAll(async () => {
  hub = await startHub({ clock });
  other = await openDatabase({ url: hub.shared.databaseUrl, entities, as: 'application' });
  // The hub's own job would do what these tests watch.
  quiet = await hub.owner.pool.connect();
  await quiet.query('select pg_advisory_lock($1)', [LOCKS.reviewRules]);
  await makeHistory();
});
afterAll(async () => {
  quiet.release(true);
  await other.close();
  await hub.close();
});

const viewFamily = (who: string, id = OKAFOR_HUGHES) => hub.query(who, familyQuery('identity { __typename }'), { id });
const sql = async (text: string): Promise<void> => void (await hub.owner.pool.query(text));
const forget = () => sql('delete from review_item; update review_rule_cursor set next = 0');
const reviewerOn = (pool: Pool): Reviewer =>
  createReviewer({
    pool,
    indexer: createIndexer({ pool }),
    clock,
    settings: DEFAULT_REVIEW_SETTINGS,
    staff: null,
    locates: () => false,
  });
/** Everything on the queue but ids and times. */
async function kept(): Promise<unknown[]> {
  const text = `select rule, key, entry, worker, person, family, explanation, auto_closed_reason from review_item order by rule, key`;
  return (await hub.owner.pool.query(text)).rows;
}

/** More than a page of entries; broken glass, refusals and much of a day. */
async function makeHistory(): Promise<void> {
  const families = hub.world.families.slice(10, 30).map(({ key }) => familyId(key));
  for (let times = 0; times < 7; times++) for (const id of families) await viewFamily('other-worker', id);
  for (let times = 0; times < 6; times++) await hub.query('other-worker', personQuery('id'), { id: CAST.toby });
  for (const personIds of [[CAST.toby], [CAST.chidera], [CAST.toby, CAST.amara]])
    await change(hub, 'lead-worker', 'recordOverride', {
      personIds,
      categories: ['ATTENDANCE'],
      reasonCode: 'OTHER',
      narrative: 'test',
      hours: 1,
    });
  for (let times = 0; times < 20; times++) await viewFamily('lead-worker');
}

describe('The rules', () => {
  test('are applied once, by however many at once', async () => {
    await reviewerOn(other.pool).catchUp();
    const once = await kept();
    const rules = (once as { rule: string }[]).map(({ rule }) => rule);
    expect(rules).toEqual(expect.arrayContaining(['BREAK_GLASS', 'REPEATED_REFUSAL', 'VOLUME_SPIKE']));
    for (let times = 0; times < 3; times++) {
      await forget();
      let pages = 0;
      const count = (name: string) => void (pages += Number(name === 'review-rules-about'));
      const pools = [hub.database.pool, other.pool, other.pool, hub.database.pool].map((pool) => watched(pool, count));
      const reviewers = pools.map(reviewerOn);
      const sizes = await Promise.all(reviewers.map((reviewer) => reviewer.catchUp()));
      expect(Math.min(...sizes)).toBeGreaterThan(500);
      // Each page by one of them.
      expect(pages).toBe(Math.ceil(Math.max(...sizes) / 500));
      expect(await kept()).toEqual(once);
    }
    await sql('update review_rule_cursor set next = 0');
    await reviewerOn(other.pool).catchUp();
    expect(await kept()).toEqual(once);
  });

  test('raise a case again where it goes on after a person closed it: once each time, by however many at once', async () => {
    const at = personQuery('identity { __typename }');
    await change(hub, 'other-worker', 'declareInterest', { personId: CAST.daniel, kind: 'SELF', silent: false });
    const catchUp = () =>
      Promise.all(
        [hub.database.pool, other.pool, other.pool].map((pool) => reviewerOn(watched(pool, () => undefined)).catchUp()),
      );
    const open = async () => (await readQueue(hub, { rules: ['OWN_RECORD_OR_HOUSEHOLD'] })).nodes;
    const found: number[] = [];
    for (let times = 0; times < 3; times++) {
      for (let views = 0; views < 3; views++) await hub.query('other-worker', at, { id: CAST.daniel });
      await catchUp();
      expect(await open()).toHaveLength(1);
      const [item] = await open();
      found.push(item!.entry);
      await change(hub, 'dpo', 'closeReview', { itemId: item!.id, disposition: 'JUSTIFIED', note: 'By mistake' });
      expect(await open()).toEqual([]);
    }
    // Each by the first view after the one before was closed.
    const views = (await hub.leaves()).flatMap(({ kind, person }, index) =>
      kind === 'VIEW' && person === CAST.daniel ? [index] : [],
    );
    expect(found).toEqual([views.at(-9), views.at(-6), views.at(-3)]);
    const raisedSoFar = await kept();
    await sql('update review_rule_cursor set next = 0');
    await catchUp();
    expect(await kept()).toEqual(raisedSoFar);
    await sql('delete from review_step; delete from worker_interest');
  });

  test('go on where they stopped, and a stop loses nothing', async () => {
    await forget();
    await reviewerOn(other.pool).catchUp();
    const whole = await kept();
    await forget();
    // Stops before each of its statements in turn, until there is none left.
    let stops = 0;
    for (let at = 1; ; at++) {
      const done = await reviewerOn(stopping(other.pool, at))
        .catchUp()
        .then(
          () => true,
          () => false,
        );
      if (done) break;
      stops += 1;
      const { rows } = await hub.owner.pool.query<{ next: string }>('select next from review_rule_cursor where id = 0');
      const { rows: raisedBefore } = await hub.owner.pool.query<{ count: number }>(
        'select count(*)::int from review_item where entry >= $1',
        [rows[0]?.next],
      );
      // What was found and how far it went are written together.
      expect(raisedBefore[0]?.count).toBe(0);
    }
    expect(stops).toBeGreaterThan(10);
    expect(await kept()).toEqual(whole);
  });

  test('tell how far they have come, and what they lack', async () => {
    const { completeTo, notEvaluated } = await readQueue(hub);
    expect(completeTo).toBe((await hub.leaves()).length - 1);
    expect([...notEvaluated].toSorted()).toEqual(['COLLEAGUE', 'OWN_RECORD_OR_HOUSEHOLD', 'SAME_ADDRESS']);
  });

  test('pass over what is no leaf, or none as it should be', async () => {
    const { rows } = await hub.owner.pool.query<{ size: string }>('select size from access_log_head');
    const size = Number(rows[0]?.size);
    const broken =
      '{"time":"2026-01-01T00:00:00Z","kind":"OVERRIDE","caller":7,"change":{"records":["x",7],"problems":3},"decisions":[null,3]}';
    await sql(`create table kept_leaf as select index, bytes from access_log_leaf where index in (3, 4);
      alter table access_log_leaf disable trigger user; update review_rule_cursor set next = 0;
      update access_log_leaf set bytes = case index when 3 then 'no leaf'::bytea else convert_to('${broken}', 'UTF8') end where index in (3, 4)`);
    expect(await reviewerOn(other.pool).catchUp()).toBeGreaterThanOrEqual(size);
    await sql(`update access_log_leaf l set bytes = k.bytes from kept_leaf k where k.index = l.index;
      alter table access_log_leaf enable trigger user`);
  });
});

/** A pool whose connections break before a statement. */
function stopping(pool: Pool, at: number): Pool {
  let count = 0;
  return watched(pool, () => {
    if (++count === at) throw new Error('stopped');
  });
}

/** A pool that tells of each statement of its connections by name, before it is sent. */
function watched(pool: Pool, told: (name: string) => void): Pool {
  return new Proxy(pool, {
    get(target, name) {
      if (name !== 'connect') return (Reflect.get(target, name) as (() => void) | undefined)?.bind(target);
      return async () => {
        const client = await target.connect();
        const query = client.query.bind(client) as (...args: unknown[]) => Promise<unknown>;
        return {
          async query(statement: string | { readonly name?: string }) {
            told(typeof statement === 'string' ? statement : (statement.name ?? ''));
            return query(statement);
          },
          release: (error?: Error) => client.release(error),
        };
      };
    },
  });
}

describe('The weekly sample', () => {
  /** From the folder that a second party keeps. */
  async function exported(): Promise<{ size: number; root: Buffer }[]> {
    const folder = join(hub.shared.directory, 'checkpoints');
    const files = (await readdir(folder)).filter((name) => name.endsWith('.checkpoints')).toSorted();
    const text = (await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')))).join('');
    return [...text.matchAll(/^hub\.example\/access-log\n(\d+)\n(.+)\n/gm)].map(([, size, root]) => ({
      size: Number(size),
      root: Buffer.from(root ?? '', 'base64'),
    }));
  }
  const sampled = async () => (await readQueue(hub, { rules: ['RANDOM_SAMPLE'] })).nodes;

  test('is drawn when the week is over, of all its views, by the root of the first checkpoint after it', async () => {
    await hub.app.log.sign();
    clock.set(2, 10);
    await viewFamily('lead-worker');
    await hub.app.log.sign();
    expect(await sampled()).toEqual([]);

    clock.set(5, 9);
    await viewFamily('lead-worker');
    await hub.app.log.sign();
    const drawn = await sampled();
    expect(drawn).toHaveLength(30);
    const after = (await exported()).at(-1)!;
    const views = (await hub.leaves()).flatMap(({ kind, person, visible }, index) =>
      kind === 'VIEW' && person !== null && visible && index < after.size ? [index] : [],
    );
    expect(views.length).toBeGreaterThan(100);
    const [, week] = /of week (\S+)\.$/.exec(drawn[0]!.sentence) ?? [];
    // Anybody who has the checkpoint and the log draws the same: here without the hub's own code.
    const hash = (index: number) =>
      createHash('sha256')
        .update(Buffer.concat([after.root, Buffer.from(`${week}\n${index}`)]))
        .digest('hex');
    const smallest = views.toSorted((a, b) => (hash(a) < hash(b) ? -1 : 1)).slice(0, 30);
    expect(drawn.map(({ entry }) => entry).toSorted((a, b) => a - b)).toEqual(smallest.toSorted((a, b) => a - b));
    expect(drawn[0]!.sentence).toBe(`Drawn by chance of ${views.length} views of week ${week}.`);
    const { entries } = await readItem(hub, drawn[0]!.id);
    expect(entries.nodes.map(({ index }) => index)).toEqual([drawn[0]!.entry]);
  });

  test('is the same whoever draws it, and another with another root or week', async () => {
    const before = (await sampled()).map(({ entry }) => entry).toSorted();
    await forget();
    await Promise.all([reviewerOn(other.pool).catchUp(), reviewerOn(hub.database.pool).catchUp()]);
    expect((await sampled()).map(({ entry }) => entry).toSorted()).toEqual(before);
    const indexes = Array.from({ length: 300 }, (_, index) => index);
    const seed = { root: Buffer.alloc(32, 1), week: '2026-W47', count: 30 };
    const one = sampleOf(seed, indexes);
    expect(sampleOf(seed, indexes.toReversed())).toEqual(one);
    expect(sampleOf({ ...seed, root: Buffer.alloc(32, 2) }, indexes)).not.toEqual(one);
    expect(sampleOf({ ...seed, week: '2026-W48' }, indexes)).not.toEqual(one);
    // What is added elsewhere moves nothing into or out of the rest's order.
    expect(
      sampleOf(seed, indexes.slice(0, 200)).every((index) => sampleOf({ ...seed, count: 300 }, indexes).includes(index)),
    ).toBe(true);
  });

  test('of the next week has none of the week before', async () => {
    const before = new Set((await sampled()).map(({ entry }) => entry));
    clock.set(12, 9);
    await viewFamily('lead-worker');
    await hub.app.log.sign();
    const next = (await sampled()).map(({ entry }) => entry).filter((entry) => !before.has(entry));
    expect(next.length).toBeGreaterThan(0);
    expect(next.length).toBeLessThanOrEqual(30);
    const boundary = Math.max(...before);
    expect(Math.min(...next)).toBeGreaterThan(boundary);
    expect(await raised(hub, { rules: ['RANDOM_SAMPLE'] })).toHaveLength(before.size + next.length);
  });
});
