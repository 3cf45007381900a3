/** Too many searches are refused, on every hub alike, and before anything is looked up. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createAdmitSearch } from '#people/search/pace.ts';
import type { Caller } from '#terms/caller.ts';
import type { HubError } from '#terms/errors.ts';
import type { HubResponse, TestHub } from '#tests/support/hub.ts';
import { ABSENT_ID, CAST, startHub } from '#tests/support/hub.ts';
import { listenForMetrics, scrape } from '#tests/support/metrics.ts';
import { leavesAdded } from '#tests/support/queries.ts';
import { identify, search } from '#tests/support/searching.ts';
import { watchingStatements } from '#tests/support/statements.ts';

const WHO = 'lead-worker';
const GARETH = { name: 'Gareth Hughes', postcode: 'ZX3 7RS' };
const searchLimits = { perMinute: 3, perHour: 5 };

let hub: TestHub;
let second: TestHub;
beforeAll(async () => {
  hub = await startHub({ searchLimits });
  second = await startHub({ searchLimits, databaseUrl: hub.shared.databaseUrl });
});
afterAll(async () => {
  await second.close();
  await hub.close();
});
beforeEach(() => hub.owner.pool.query('delete from search_pace'));

const codeOf = ({ body }: HubResponse) => body.errors?.[0]?.extensions['code'] ?? null;

test('As many as are allowed are answered, the next is not, and reads when to come back', async () => {
  for (let n = 0; n < 3; n++) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    expect(codeOf(await search(hub, WHO, GARETH))).toBeNull();
  }
  const refused = await search(hub, WHO, GARETH);
  expect([refused.status, refused.body.data]).toEqual([429, undefined]);
  const { retryAfter, code } = refused.body.errors?.[0]?.extensions ?? {};
  expect(code).toBe('TOO_MANY_SEARCHES');
  expect(retryAfter).toBeGreaterThan(0);
  expect(retryAfter).toBeLessThanOrEqual(60);
  expect(refused.headers.get('retry-after')).toBe(String(retryAfter));
  expect(codeOf(await identify(hub, WHO, 'upn', 'A1'))).toBe('TOO_MANY_SEARCHES');
  // Others search as they did, and whoever searched too often may do everything else.
  expect(codeOf(await search(hub, 'other-worker', GARETH))).toBeNull();
  const { body } = await hub.query(WHO, `{ person(id: "${CAST.gareth}", purpose: EARLY_HELP) { id } }`);
  expect(body.data?.['person']).toEqual({ id: CAST.gareth });
});

test('Many at once, on two hubs, are no more than one after the other', async () => {
  const answers = await Promise.all(Array.from({ length: 24 }, (_, n) => search(n % 2 === 0 ? hub : second, WHO, GARETH)));
  expect(answers.filter((answer) => codeOf(answer) === null)).toHaveLength(3);
  expect(answers.filter((answer) => codeOf(answer) === 'TOO_MANY_SEARCHES')).toHaveLength(21);
});

test('What is refused looks nobody up, leaves no entry, and is counted', async () => {
  const metrics = await listenForMetrics(hub);
  for (let n = 0; n < 3; n++) {
    // oxlint-disable-next-line no-await-in-loop
    await search(hub, WHO, GARETH);
  }
  const refusedSoFar = async () => (await scrape(metrics)).value('searches_refused_total') ?? 0;
  const before = await refusedSoFar();
  const statements: string[] = [];
  const leaves = await leavesAdded(hub, () =>
    watchingStatements(
      hub,
      (name) => void statements.push(name),
      () => search(hub, WHO, GARETH),
    ),
  );
  expect(leaves).toEqual([]);
  expect(statements).toEqual(['people-caller', 'people-search-admit', 'people-search-times']);
  // What is scraped is kept for a second.
  await expect.poll(refusedSoFar, { timeout: 10_000 }).toBe(before + 1);
});

test('What is refused for too few facts takes nobody’s place', async () => {
  for (let n = 0; n < 4; n++) {
    // oxlint-disable-next-line no-await-in-loop
    expect(codeOf(await search(hub, WHO, { name: 'Toby' }))).toBe('TOO_FEW_FACTS');
  }
  expect(codeOf(await search(hub, WHO, GARETH))).toBeNull();
});

test('A request that is run once more, because something changed, searches once', async () => {
  const isolated = await startHub({
    searchLimits,
    wrap: {
      accessLog: (log) => {
        let moves = 1;
        return { append: async (leaves, epochs) => (moves-- > 0 ? 'MOVED' : log.append(leaves, epochs)) };
      },
    },
  });
  expect(codeOf(await search(isolated, WHO, GARETH))).toBeNull();
  const { rows } = await isolated.owner.pool.query<{ searches: number }>(
    'select cardinality(times) as searches from search_pace',
  );
  expect(rows).toEqual([{ searches: 1 }]);
  await isolated.close();
});

test('A minute and an hour later there is room again', async () => {
  let now = Date.parse('2026-11-22T10:00:00Z');
  const admit = createAdmitSearch({ pool: hub.database.pool, clock: { now: () => new Date(now) }, limits: searchLimits });
  const caller = { id: ABSENT_ID } as Caller;
  const answers: string[] = [];
  for (const seconds of [0, 10, 10, 10, 31, 1, 61, 61, 3_407, 10]) {
    now += seconds * 1_000;
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    answers.push(
      await admit(caller).then(
        () => 'yes',
        ({ retryAfter }: HubError) => `in ${retryAfter}`,
      ),
    );
  }
  // The fourth comes 30 seconds after the first, the fifth 61; the sixth and the eighth find three in a minute, and five in an hour. The last comes an hour after the first.
  expect(answers).toEqual(['yes', 'yes', 'yes', 'in 30', 'yes', 'in 8', 'yes', 'in 3416', 'in 9', 'yes']);
});
