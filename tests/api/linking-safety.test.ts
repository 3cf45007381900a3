/** Linking is stopped anywhere, started twice, or overtaken by a steward: nothing is lost, nothing is there twice, nothing is overruled. */
import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { castKeys } from '#demo/world/cast.ts';
import { makeWorld } from '#demo/world/make-world.ts';
import { createLinking, DEFAULT_POPULATION } from '#people/linking/linking.ts';
import { entities } from '#server/entities.ts';
import type { Database } from '#storage/database.ts';
import { openDatabase } from '#storage/database.ts';
import { inTransaction } from '#storage/transaction.ts';
import { systemClock } from '#terms/clock.ts';
import type { Demographics } from '#terms/demographics.ts';
import { HUB_RECORDS } from '#terms/demographics.ts';
import { COUNCIL } from '#tests/support/council.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { createTestDatabase } from '#tests/support/database.ts';
import { CAST } from '#tests/support/hub.ts';
import type { IndexTools, Reference } from '#tests/support/linking.ts';
import { demographicsOf, indexTools } from '#tests/support/linking.ts';

let testDatabase: TestDatabase;
let owner: Database;
let hub: Database;
let index: IndexTools;
let toby: Demographics;
const HIM: Reference = { agency: HUB_RECORDS, id: CAST.toby };
const SCHOOL: Reference = { agency: 'education', id: 'toby' };
const CLINIC: Reference = { agency: 'health', id: 'toby' };

beforeAll(async () => {
  testDatabase = await createTestDatabase('councilTemplate');
  owner = await openDatabase({ url: testDatabase.url, entities, as: 'owner' });
  hub = await openDatabase({ url: testDatabase.url, entities, as: 'application' });
  index = indexTools(owner.pool, hub.pool);
  toby = demographicsOf(makeWorld({ ...COUNCIL, madeOn: inject('madeOn') }), castKeys.toby);
});
afterAll(async () => {
  await hub.close();
  await owner.close();
  await testDatabase.drop();
});
beforeEach(async () => {
  await owner.pool.query('delete from agency_link');
  await index.forget();
  await index.link();
  await index.receive(SCHOOL, toby);
  await index.receive(CLINIC, { ...toby, forename: 'Tony' });
});

const linkingWith = (pool: Pool) => createLinking({ pool, clock: systemClock, population: DEFAULT_POPULATION });
async function everything(): Promise<unknown> {
  const { rows } = await owner.pool.query(`
    select (select json_agg(json_build_array(agency, agency_person_id, person_id, version, state) order by agency, agency_person_id, person_id, version) from agency_link) as links,
      (select json_agg(json_build_array("left", "right", weight) order by "left", "right") from match_edge) as edges,
      (select json_agg(json_build_array("left", "right", kind, closed_at is null) order by "left", "right") from match_review) as reviews,
      (select json_agg(json_build_array(agency, agency_person_id, keys, placed) order by agency, agency_person_id) from agency_record) as records`);
  return rows[0];
}

type Send = (...parameters: unknown[]) => Promise<unknown>;

/** The hub's pool, with something that happens before each statement. */
function between(happens: (text: string) => Promise<void>): Pool {
  const around = (send: Send): Send => async (...parameters) => {
    const [statement] = parameters as [string | { text: string }];
    await happens(typeof statement === 'string' ? statement : statement.text);
    return send(...parameters);
  }; // prettier-ignore
  const watched = <Sender extends { query: unknown }>(sender: Sender): Sender => {
    const query = around((sender.query as Send).bind(sender));
    return new Proxy(sender, { get: (target, name) => (name === 'query' ? query : bound(target, name)) });
  };
  const bound = (target: object, name: string | symbol): unknown => {
    const value: unknown = Reflect.get(target, name);
    return typeof value === 'function' ? (value as Send).bind(target) : value;
  };
  const connect = async () => watched(await hub.pool.connect()) as PoolClient;
  const pool = watched(hub.pool);
  return new Proxy(pool, { get: (target, name) => (name === 'connect' ? connect : Reflect.get(target, name)) as unknown });
}

describe('Linking that stops between any two statements', () => {
  test('goes on as if it had not', async () => {
    await index.link();
    const undisturbed = await everything();
    let stopped = true;
    for (let last = 1; stopped; last++) {
      /* oxlint-disable no-await-in-loop -- one stop after the other */
      await owner.pool.query('delete from agency_link; delete from match_edge; delete from match_review');
      await owner.pool.query(`update agency_record set placed = false, keys = '{}' where agency <> 'hub' or agency_person_id = $1`, [CAST.toby]); // prettier-ignore
      let statements = 0;
      const dying = between(() =>
        (statements += 1) > last ? Promise.reject(new Error('The hub was killed.')) : Promise.resolve(),
      );
      stopped = await linkingWith(dying).work().then(() => false, () => true); // prettier-ignore
      await index.link();
      expect({ last, now: await everything() }).toEqual({ last, now: undisturbed });
      /* oxlint-enable no-await-in-loop */
    }
  });
});

describe('Two hubs that both take themselves for the leader', () => {
  test('do nothing twice', async () => {
    for (let child = 0; child < 60; child++)
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await index.receive({ agency: 'housing', id: `${child}` }, { ...toby, dateOfBirth: `2014-03-${10 + (child % 9)}`, forename: child % 2 ? 'Tony' : 'Toby' }); // prettier-ignore
    await Promise.all(Array.from({ length: 4 }, () => index.link()));
    const { rows } = await owner.pool.query<{ twice: number }>(
      `select count(*)::int as twice from (select from agency_link group by person_id, agency, agency_person_id having count(distinct id) > 1) t`,
    );
    expect(rows[0]?.twice).toBe(0);
    const before = await everything();
    await owner.pool.query('update agency_record set placed = false');
    await index.link();
    expect(await everything()).toEqual(before);
  });
});

describe('What comes while linking works', () => {
  /** Lets something happen before the first statement that begins so. */
  const once = (beginning: string, happens: () => Promise<unknown>): Pool => {
    let happened = false;
    return between(async (text) => {
      if (happened || !text.trim().startsWith(beginning)) return;
      happened = true;
      await happens();
    });
  };

  test.each(['begin', 'select pg_advisory_xact_lock', 'update agency_record', 'select access_log_lock'])(
    'counts: a steward’s decision before "%s"',
    async (statement) => {
      await linkingWith(once(statement, () => index.decide(HIM, SCHOOL, 'DIFFERENT'))).work();
      expect(await index.versions(SCHOOL, CAST.toby)).toEqual([]);
      await index.link();
      expect(await index.versions(SCHOOL, CAST.toby)).toEqual([]);
      expect(await index.questions(SCHOOL)).toEqual([]);
    },
  );

  test('counts: a seal', async () => {
    const seal = () =>
      owner.pool.query(
        `insert into restriction (id, person, kind, exempt, silent, placed_by, reason) values ($1, $2, 'SEALED', '{}', false, $1, 'Made up by a test')`,
        [randomUUID(), CAST.toby],
      );
    await linkingWith(once('select access_log_lock', seal)).work();
    await index.link();
    expect(await index.versions(SCHOOL, CAST.toby)).toEqual([]);
  });

  test.each(['begin', 'select pg_advisory_xact_lock', 'select number from agency_record'])(
    'counts: its agency seals a record that was placed before, before "%s"',
    async (statement) => {
      await index.link();
      await owner.pool.query('delete from agency_link');
      await owner.pool.query(`update agency_record set placed = false where agency = 'hub'`);
      const sealing = () => index.receive(SCHOOL, toby, { sealed: true });
      await linkingWith(once(statement, sealing)).work();
      await index.link();
      expect(await index.versions(SCHOOL, CAST.toby)).toEqual([]);
    },
  );

  test.each(['begin', 'select pg_advisory_xact_lock', 'select number from agency_record'])(
    'counts: another delivery of the record before "%s"',
    async (statement) => {
      const another = { ...toby, dateOfBirth: '1979-02-03', forename: 'Amara', surname: 'Okafor' };
      await linkingWith(once(statement, () => index.receive(SCHOOL, another))).work();
      expect(await index.versions(SCHOOL, CAST.toby)).toEqual([]);
      await index.link();
      expect(await index.versions(SCHOOL, CAST.toby)).toEqual([]);
      await index.receive(SCHOOL, toby);
      await index.link();
      expect(await index.versions(SCHOOL, CAST.toby)).toEqual(['AUTOMATIC']);
    },
  );

  test('and intake take records in one order, so that neither is given up', async () => {
    await index.link();
    // What was decided about comes before what was received.
    await index.receive(SCHOOL, { ...toby, phones: ['07700900123'] });
    await index.decide(HIM, CLINIC, 'SAME');
    const page = await hub.pool.connect();
    await page.query('begin');
    const keeping = `select number from agency_record where agency = $1 and agency_person_id = 'toby' for update`;
    await page.query(keeping, ['education']);
    const [waits, isWaiting] = [Promise.withResolvers<void>(), `select count(*)::int as count from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`] as const; // prettier-ignore
    const working = linkingWith(hub.pool).work();
    const look = setInterval(() => {
      void owner.pool.query<{ count: number }>(isWaiting).then(({ rows }) => rows[0]?.count && waits.resolve());
    }, 20);
    await waits.promise;
    clearInterval(look);
    await page.query(keeping, ['health']);
    await page.query('commit');
    page.release();
    await working;
    expect((await index.versions(CLINIC, CAST.toby)).at(-1)).toBe('CONFIRMED');
  });

  test('waits for nobody, and holds nobody up who changes something: a change takes its place in the log first', async () => {
    const working = Array.from({ length: 5 }, async (_, round) => {
      await index.receive(SCHOOL, { ...toby, phones: [`0770090012${round}`] });
      await index.link();
    });
    const deciding = Array.from({ length: 10 }, (_, round) =>
      inTransaction(hub.pool, async (client) => {
        await client.query('select access_log_lock()');
        await client.query(
          `insert into match_decision (id, left_agency, left_id, right_agency, right_id, verdict, grounds)
            values ($1, 'education', 'toby', 'hub', $2, $3, 'STEWARD')`,
          [randomUUID(), CAST.toby, round % 2 ? 'SAME' : 'DIFFERENT'],
        );
      }),
    );
    await Promise.all([...working, ...deciding]);
    await index.link();
    expect(['REJECTED', 'CONFIRMED', undefined]).toContain((await index.versions(SCHOOL, CAST.toby)).at(-1));
  });
});
