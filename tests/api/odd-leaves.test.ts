/** One odd leaf stops nobody: it cannot be taken out of the log, and so whoever reads the log goes on past it. */
import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAccessLog } from '#access-log/append.ts';
import { readEntriesOf } from '#review/entries.ts';
import { csv } from '#review/export/csv.ts';
import { fhirAuditEvents } from '#review/export/fhir.ts';
import { createIndexer } from '#review/indexing.ts';
import { readPage } from '#review/pages.ts';
import { createReviewer } from '#review/queue-reviewer.ts';
import { DEFAULT_REVIEW_SETTINGS } from '#review/queue-settings.ts';
import { createRead } from '#review/read.ts';
import { systemClock } from '#terms/clock.ts';
import { change } from '#tests/support/change.ts';
import { ask, bytesOf, exporterOf, fetchFile, indexesIn, tellOf } from '#tests/support/exporting.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { ABSENT_ID, CAST, startHub } from '#tests/support/hub.ts';
import { madeUpLeaf } from '#tests/support/leaves.ts';
import { HUB_KEY } from '#tests/support/log.ts';
import { arbitraryOdd, ODD, writeOdd } from '#tests/support/odd-leaves.ts';
import { personQuery } from '#tests/support/queries.ts';
import { raised, readQueue } from '#tests/support/queue.ts';
import { readAccount, readLog } from '#tests/support/reviewing.ts';

const ABOUT = { id: ABSENT_ID, at: new Date('2026-11-23T09:00:00Z') };
/** Of kinds that this version does not know, and with names that every object has. */
const LATER = [
  { kind: 'FORECAST' },
  { kind: 'toString' },
  { review: JSON.parse('{"query":"x","filter":{"__proto__":["x"],"constructor":["y"]},"entries":1,"completeTo":1}') as object },
];

let hub: TestHub;
/** Where the odd leaves are. */
let from: number;
let until: number;
beforeAll(async () => {
  hub = await startHub();
  const odd = [...Object.values(ODD), ...LATER].map((more) => ({ ...madeUpLeaf({ person: CAST.toby }), ...more }));
  from = await writeOdd(hub.database.pool, [...odd, Buffer.from('not JSON'), Buffer.from([0xff, 0x00]), null]);
  until = from + odd.length + 3;
  await hub.query('lead-worker', personQuery('attendance { __typename }'), { id: CAST.toby });
  const decisions = [{ category: 'TENANCY', outcome: 'DISCLOSED', basis: {}, masked: false }];
  await createAccessLog({ pool: hub.database.pool, hubKey: HUB_KEY }).append(
    [madeUpLeaf({ person: CAST.amara, decisions })],
    new Map(),
  );
  const named = { personIds: [CAST.toby], categories: ['ATTENDANCE'], reasonCode: 'CHILD_MISSING', narrative: 'test', hours: 1 };
  await change(hub, 'other-worker', 'recordOverride', named);
});
afterAll(() => hub.close());

const view = { kind: 'VIEW', worker: { name: 'Priya Nair' }, person: { id: CAST.toby } };
const newest = { orderBy: 'NEWEST_FIRST', filter: { personIds: [CAST.toby], kinds: ['VIEW'] } };

describe('After leaves as nobody should have written them', () => {
  test('the log is read, with them in it', async () => {
    expect((await readLog(hub, newest)).nodes[0]).toMatchObject(view);
    const { nodes } = await readLog(hub);
    const theirs = nodes.filter(({ index }) => index >= from && index < until);
    expect(theirs).toHaveLength(until - from);
    expect(theirs.filter(({ kind }) => kind === 'UNREADABLE')).toHaveLength(until - from - 1);
    expect((await readLog(hub, { filter: { kinds: ['UNREADABLE'] } })).nodes).toHaveLength(until - from - LATER.length);
    expect(await createIndexer(hub.database).differences()).toBeNull();
  });

  test('accounts are given', async () => {
    const { nodes } = await readAccount(hub, CAST.toby, 'DPO');
    expect(nodes.find(({ entry }) => entry?.worker?.name === 'Priya Nair')?.entry).toMatchObject(view);
    const given = await readAccount(hub, CAST.amara, 'SUBJECT');
    expect(given.nodes).toMatchObject([{ categories: ['TENANCY'], entry: null }]);
  });

  test('the rules are applied to what comes after them', async () => {
    expect(await raised(hub)).toContain('BREAK_GLASS Leah Brookes');
    expect((await readQueue(hub)).completeTo).toBeGreaterThan(until);
  });

  test.each(['CSV', 'FHIR_AUDIT_EVENT'])('a file of them is made: %s', async (format) => {
    const { index } = (await readLog(hub, newest)).nodes[0]!;
    const id = await ask(hub, { format });
    await exporterOf(hub).work(new AbortController().signal);
    expect(await tellOf(hub, id)).toMatchObject({ state: 'READY' });
    const file = await bytesOf(await fetchFile(hub, id));
    if (format === 'CSV') expect(indexesIn(file)).toEqual(expect.arrayContaining([from, until - 1, index]));
    else expect(JSON.parse(gunzipSync(file).toString('utf8'))).toMatchObject({ resourceType: 'Bundle' });
  });

  test('the log is signed, and what cannot be read is not given by its bytes: they may name the reader’s own family', async () => {
    await hub.app.log.sign();
    const { body } = await hub.query('dpo', '{ accessLog(first: 200) { nodes { index kind proof { entry } } } }');
    const { nodes } = body.data!['accessLog'] as unknown as { nodes: { index: number; kind: string; proof: object | null }[] };
    const proven = nodes.filter(({ proof }) => proof !== null).map(({ kind }) => kind);
    expect(proven).toContain('VIEW');
    expect(proven).not.toContain('UNREADABLE');
    const id = await ask(hub, { format: 'PROOFS' });
    await exporterOf(hub).work(new AbortController().signal);
    expect((await tellOf(hub, id))?.entries).toBe(proven.length);
  });
});

test('Whatever leaves say, they are indexed, reviewed, read and rendered', async () => {
  const { pool } = hub.database;
  const indexer = createIndexer(hub.database);
  const tools = {
    settings: DEFAULT_REVIEW_SETTINGS,
    staff: null,
    locates: (_category: string, field: string) => field.includes('a'),
  };
  const reviewer = createReviewer({ pool, indexer, clock: systemClock, ...tools });
  const ties = { people: [], ownFamilies: [], families: [], reviewer: ABSENT_ID, epochs: new Map<string, number>() };
  const read = createRead(pool);
  await fc.assert(
    fc.asyncProperty(fc.array(arbitraryOdd, { minLength: 100, maxLength: 100 }), async (odd) => {
      const first = await writeOdd(pool, odd);
      const completeTo = first + odd.length;
      expect(await reviewer.catchUp()).toBe(completeTo);
      const theirs = { key: 'T', values: [first], text: (place: (value: number) => string) => `e.index >= ${place(0)}::bigint` };
      const query = { first: 100, orderBy: 'OLDEST_FIRST', reviewer: ABSENT_ID, ties, completeTo, conditions: [theirs] } as const;
      const entries = await readEntriesOf(read, (await readPage(read, query)).entries, ties);
      expect(entries).toHaveLength(odd.length);
      const exported = entries.map((entry) => ({ entry, proof: null }));
      await csv.page(exported);
      const page = Buffer.from(await fhirAuditEvents.page(exported)).toString('utf8');
      JSON.parse(`${Buffer.from(fhirAuditEvents.head(ABOUT)).toString('utf8')}${page}]}`);
    }),
    { numRuns: 20 },
  );
  expect(await indexer.differences()).toBeNull();
});
