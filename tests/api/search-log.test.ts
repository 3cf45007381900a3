/** What the data protection officer reads of searches, and what the people who were found are told. */
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { callerId } from '#demo/callers.ts';
import { ask, bytesOf, fetchFile, untilReady } from '#tests/support/exporting.ts';
import { addFamily, strangers } from '#tests/support/families.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { CAST, startHub } from '#tests/support/hub.ts';
import { DPO, readAccount, readLog } from '#tests/support/reviewing.ts';
import { found } from '#tests/support/searching.ts';

const GARETH = { name: 'Gareth Hughes', postcode: 'ZX3 7RS' };
const SEARCHES = { filter: { kinds: ['SEARCH'] } };

let hub: TestHub;
/** Of another family of the lead worker's, and of Gareth's name. */
let namesake: string;
beforeAll(async () => {
  hub = await startHub();
  [namesake] = (await strangers(hub)) as [string];
  await hub.owner.pool.query(`update person set forename = 'Gareth', surname = 'Hughes' where id = $1`, [namesake]);
  await addFamily(hub, [namesake]);
  await found(hub, 'lead-worker', GARETH);
  await found(hub, 'lead-worker', { name: 'Nobody Here', dateOfBirth: '1999-09-09' });
});
afterAll(() => hub.close());
afterEach(() => hub.owner.pool.query('delete from worker_interest'));

const isTiedTo = (person: string) =>
  hub.owner.pool.query(
    `insert into worker_interest (id, worker_id, person, kind, silent) values (gen_random_uuid(), $1, $2, 'FRIEND', false)`,
    [DPO, person],
  );

test('The officer reads each search, with its facts and whom it found, best first', async () => {
  const { nodes } = await readLog(hub, SEARCHES);
  expect(nodes).toMatchObject([
    { kind: 'SEARCH', visible: false, person: null, search: { facts: ['NAME', 'DATE_OF_BIRTH'], people: [] } },
    {
      kind: 'SEARCH',
      visible: true,
      worker: { name: 'Priya Nair' },
      search: { query: 'findPeople', facts: ['NAME', 'POSTCODE'], people: [CAST.gareth, namesake] },
    },
  ]);
});

test('It is found by each person whom it found', async () => {
  for (const person of [CAST.gareth, namesake]) {
    // oxlint-disable-next-line no-await-in-loop
    const { nodes } = await readLog(hub, { filter: { kinds: ['SEARCH'], personIds: [person] } });
    expect(nodes).toHaveLength(1);
  }
  expect((await readLog(hub, { filter: { kinds: ['SEARCH'], personIds: [CAST.toby] } })).nodes).toEqual([]);
  expect((await readLog(hub, { filter: { kinds: ['SEARCH'], outcomes: ['HIDDEN'] } })).nodes).toHaveLength(1);
});

test('The account of a person who was found has it for the officer; for the person it has that who they are was shown', async () => {
  const forOfficer = await readAccount(hub, CAST.gareth, 'DPO');
  expect(forOfficer.nodes.map(({ entry, categories }) => [entry?.kind, categories])).toEqual(
    expect.arrayContaining([
      ['SEARCH', []],
      ['VIEW', ['IDENTITY', 'ADDRESS']],
    ]),
  );
  const forGareth = await readAccount(hub, CAST.gareth, 'SUBJECT');
  expect(forGareth.nodes.map(({ categories }) => categories)).toEqual([['IDENTITY', 'ADDRESS']]);
});

test('An officer who is tied to somebody whom it found reads it without them; and not at all, where nobody else is left', async () => {
  const asked = '{ accessLog(filter: { kinds: [SEARCH], outcomes: [] }) { nodes { index } } }';
  expect((await hub.query('dpo', asked)).body.errors).toBeUndefined();
  await isTiedTo(namesake);
  const { nodes } = await readLog(hub, SEARCHES);
  expect(nodes.map(({ search }) => search?.people)).toEqual([[], [CAST.gareth]]);
  const proof = `query { accessLog(filter: { kinds: [SEARCH], personIds: ["${CAST.gareth}"] }) { nodes { proof { entry } } } }`;
  await hub.app.log.sign();
  expect((await hub.query('dpo', proof)).body.data?.['accessLog']).toEqual({ nodes: [{ proof: null }] });
  await isTiedTo(CAST.gareth);
  expect((await readLog(hub, SEARCHES)).nodes.map(({ search }) => search?.people)).toEqual([[]]);
});

test('A file of entries has them, as a table and as FHIR', async () => {
  const fileOf = async (format: string) => {
    const id = await ask(hub, { format, ...SEARCHES });
    await untilReady(hub, id);
    return gunzipSync(await bytesOf(await fetchFile(hub, id)));
  };
  const rows = parse(await fileOf('CSV'), { columns: true, bom: true }) as Record<string, string>[];
  const row = rows.find((one) => one['visible'] === 'true');
  expect(row).toMatchObject({
    kind: 'SEARCH',
    'search query': 'findPeople',
    'search facts': 'NAME POSTCODE',
    'search people': `${CAST.gareth} ${namesake}`,
    'worker id': callerId('lead-worker'),
  });
  const events = (await fileOf('FHIR_AUDIT_EVENT')).toString('utf8');
  expect(events).toContain(`urn:uuid:${CAST.gareth}`);
  expect(events).toContain('"name":"findPeople"');
});
