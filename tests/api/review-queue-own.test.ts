/** Nobody reviews themselves: the officer’s own record, by the staff file; what colleagues look into about them; what is left without it. */
import { gunzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { familyId, personId } from '#demo/council/families.ts';
import { makeWorld } from '#demo/world/make-world.ts';
import { DEFAULT_REVIEW_SETTINGS } from '#review/queue-settings.ts';
import { readStaff } from '#review/queue-staff.ts';
import { change, codes } from '#tests/support/change.ts';
import { COUNCIL } from '#tests/support/council.ts';
import { ask, bytesOf, fetchFile, indexesIn, untilReady } from '#tests/support/exporting.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { ABSENT_ID, CAST, startHub } from '#tests/support/hub.ts';
import { actingAs } from '#tests/support/made-once.ts';
import { personQuery } from '#tests/support/queries.ts';
import { askForItem, askForQueue, movedClock, raised, readDue, readItem, readQueue } from '#tests/support/queue.ts';
import { askForAccount, askForLog, DPO, readLog } from '#tests/support/reviewing.ts';

const clock = movedClock();
/** The officer is one of the council’s people by the file, and lives with another; the manager belongs to a family of the own service. */
const { families } = makeWorld({ ...COUNCIL, madeOn: inject('madeOn') });
const [SELF, MATE] = families[33]!.members.map(({ personKey }) => personId(personKey)) as [string, string];
const [OWN_FAMILY, MANAGER] = [familyId(families[34]!.key), personId(families[34]!.members[0]!.personKey)];
const staff = readStaff(`subject,personId,postcode,uprn,organisation
dpo,${SELF},,,northmere-information
manager,${MANAGER},,,northmere-early-help`);
let hub: TestHub;
beforeAll(async () => {
  hub = await startHub({ clock, review: { settings: DEFAULT_REVIEW_SETTINGS, staff } });
});
afterEach(async () => {
  clock.set(0, 10);
  await raised(hub);
  await hub.owner.pool.query(
    `delete from review_step; delete from review_item; delete from worker_interest; delete from "override"`,
  );
});
afterAll(() => hub.close());

const view = (who: string, id: string, selection = 'identity { __typename }') => hub.query(who, personQuery(selection), { id });
const step = async (as: TestHub, who: string, name: string, input: object) => codes(await change(as, who, name, { ...input }));
const close = (itemId: string) => ({ itemId, disposition: 'NOT_JUSTIFIED', note: 'Seen' });
/** Somebody else who is a data protection officer, by their token. */
const SECOND = 'steward';
const second = () => actingAs(hub, { roles: ['DPO'] });
const itemsOf = async (as: TestHub, who: string, variables: object = {}) =>
  (await askForQueue(as, variables, who)).body.data?.['reviewQueue'] as unknown as {
    nodes: { id: string; rule: string; sentence: string }[];
  };
const override = (personIds: string[]) => ({
  personIds,
  categories: ['ATTENDANCE'],
  reasonCode: 'OTHER',
  narrative: 'x',
  hours: 1,
});
const newestIndex = async () => (await hub.leaves()).length - 1;

describe('By the staff file, an officer', () => {
  const all = { state: ['OPEN', 'CLOSED'] };

  test('finds nothing about themselves or who lives with them, and nothing in the log', async () => {
    await view('lead-worker', SELF);
    await view('lead-worker', MATE);
    const sampled = (await hub.leaves()).findLastIndex(({ person }) => person === SELF);
    expect(await raised(hub, all)).toEqual([]);
    expect(await step(hub, 'dpo', 'sampleForReview', { entryIndex: sampled, note: 'x' })).toEqual(['NOT_FOUND entryIndex']);
    expect((await readLog(hub, { filter: { personIds: [SELF, MATE] } })).nodes).toEqual([]);
    const account = await askForAccount(hub, { personId: SELF, rendering: 'DPO' });
    expect(account.body.data?.['accountOfDisclosures']).toMatchObject({ nodes: [] });
    // Another officer does.
    const { nodes } = await itemsOf(second(), SECOND, all);
    expect(nodes).toMatchObject([{ rule: 'COLLEAGUE' }]);
    expect((await askForItem(hub, nodes[0]!.id)).body).toEqual({ data: { reviewItem: null } });
    expect(await step(hub, 'dpo', 'closeReview', close(nodes[0]!.id))).toEqual(['NOT_FOUND itemId']);
  });

  test('has a file without them, and none of what is kept of them', async () => {
    await view('lead-worker', SELF);
    await view('lead-worker', CAST.toby);
    const leaves = await hub.leaves();
    await change(hub, 'information-governance', 'placeHold', { personId: SELF, reason: 'An inquiry' });
    const id = await ask(hub, { filter: { personIds: [SELF, CAST.toby] } });
    await untilReady(hub, id);
    const file = await bytesOf(await fetchFile(hub, id));
    expect(indexesIn(file)).toContain(leaves.findLastIndex(({ person }) => person === CAST.toby));
    expect(gunzipSync(file).toString()).not.toContain(SELF);
    const holds = await hub.query('dpo', '{ accessLogHolds { person { id } } }');
    expect(holds.body).toEqual({ data: { accessLogHolds: [] } });
  });
});

describe('What a colleague looks into about them', () => {
  /** An access of the officer’s own, which a colleague puts on the queue. */
  async function put(): Promise<string> {
    await actingAs(hub, { roles: ['DPO', 'PRACTITIONER'] }).query('dpo', personQuery('id'), { id: CAST.toby });
    const entryIndex = await newestIndex();
    const made = await change(
      second(),
      SECOND,
      'sampleForReview',
      { entryIndex, note: 'x' },
      '... on ReviewStepRecorded { itemId }',
    );
    return made['itemId'] as string;
  }
  const since = async (index: number) => (await readLog(hub)).nodes.filter((entry) => entry.index > index);

  test('they do not read: neither that it was put on the queue, nor what was found, nor that it was refused', async () => {
    const before = await newestIndex();
    const itemId = await put();
    await askForItem(second(), itemId, SECOND);
    await step(second(), SECOND, 'closeReview', close(itemId));
    await step(second(), SECOND, 'closeReview', close(itemId));
    expect(await since(before)).toEqual([]);
    expect((await readLog(hub, { filter: { kinds: ['REVIEW_CHANGE'] } })).nodes.filter(({ index }) => index > before)).toEqual(
      [],
    );
    // Of anybody else’s item they read it all.
    await view('lead-worker', CAST.gareth);
    const other = await newestIndex();
    await step(second(), SECOND, 'sampleForReview', { entryIndex: other, note: 'x' });
    expect((await since(other)).map(({ kind }) => kind)).toEqual(['REVIEW_CHANGE']);
  });

  test('they find in no file, in no item and put on no queue', async () => {
    const itemId = await put();
    const own = await newestIndex();
    await step(second(), SECOND, 'startReview', { itemId });
    await view('lead-worker', CAST.gareth);
    const other = await newestIndex();
    const id = await ask(hub, { filter: { kinds: ['REVIEW_CHANGE', 'VIEW'] } });
    await untilReady(hub, id);
    const exported = indexesIn(await bytesOf(await fetchFile(hub, id)));
    expect([own, own + 1, other].filter((index) => exported.includes(index))).toEqual([other]);
    expect(await step(hub, 'dpo', 'sampleForReview', { entryIndex: own, note: 'x' })).toEqual(['NOT_FOUND entryIndex']);
    // A third officer reviews what the colleague did.
    const third = actingAs(hub, { roles: ['DPO'] });
    await step(third, 'operator', 'sampleForReview', { entryIndex: own, note: 'x' });
    expect(await raised(hub)).toEqual([]);
    expect((await itemsOf(third, 'operator')).nodes).toHaveLength(2);
    await hub.owner.pool.query(
      `update review_item set explanation = jsonb_set(explanation, '{entries,indexes}', $1) where entry = $2`,
      [JSON.stringify([own, other]), own],
    );
    await hub.owner.pool.query('update review_item set entry = $1 where entry = $2', [other, own]);
    const [item] = (await readQueue(hub)).nodes;
    expect((await readItem(hub, item!.id)).entries.nodes.map(({ index }) => index)).toEqual([other]);
  });

  test('they do not read either where an item is about several people, one of them their own', async () => {
    await change(hub, 'lead-worker', 'recordOverride', override([CAST.toby, SELF]));
    const [item] = (await itemsOf(second(), SECOND)).nodes;
    clock.set(5, 10);
    const before = await newestIndex();
    await askForItem(second(), item!.id, SECOND);
    await step(second(), SECOND, 'startReview', { itemId: item!.id });
    expect((await hub.leaves()).slice(before + 1).map(({ kind }) => kind)).toEqual(['REVIEW', 'REVIEW_CHANGE']);
    expect(await since(before)).toEqual([]);
  });

  test('they do not read as a filter: left out where it names them alone, without them where it names others', async () => {
    const before = await newestIndex();
    await askForLog(second(), { filter: { workerIds: [DPO] } }, SECOND);
    await askForLog(second(), { filter: { workerIds: [DPO], kinds: ['VIEW'] } }, SECOND);
    await change(second(), SECOND, 'exportAccessLog', { format: 'CSV', filter: { workerIds: [DPO] } });
    expect(await since(before)).toEqual([]);
    await askForLog(second(), { filter: { workerIds: [ABSENT_ID, DPO] } }, SECOND);
    expect((await since(before)).map(({ review }) => review?.filter)).toEqual([[{ name: 'workerIds', values: [ABSENT_ID] }]]);
  });

  test('they do not read in what a manager was asked to explain', async () => {
    const { pool } = hub.owner;
    await change(hub, 'lead-worker', 'recordOverride', override([CAST.toby]));
    await change(actingAs(hub, { roles: ['DPO', 'PRACTITIONER'] }), 'dpo', 'recordOverride', override([CAST.gareth]));
    await raised(hub);
    await pool.query(`update review_item set asked = 'northmere-early-help'`);
    const before = await newestIndex();
    await readDue(hub);
    const idsOf = async (which: string) =>
      (await pool.query<{ id: string }>(`select id from review_item where worker ${which} $1`, [DPO])).rows.map(({ id }) => id);
    const [own, others] = [await idsOf('='), await idsOf('<>')];
    expect((await hub.leaves())[before + 1]?.review?.filter['itemIds']?.toSorted()).toEqual([...own, ...others].toSorted());
    expect((await since(before)).map(({ review }) => review?.filter)).toEqual([[{ name: 'itemIds', values: others }]]);
    await pool.query('delete from review_item where worker <> $1', [DPO]);
    const alone = await newestIndex();
    await readDue(hub);
    expect(await since(alone)).toEqual([]);
  });
});

describe('Of what is counted', () => {
  test('nothing is there of their own family alone; of others too there is', async () => {
    await change(hub, 'dpo', 'declareInterest', { personId: CAST.gareth, kind: 'FAMILY', silent: false });
    clock.set(30, 10);
    for (let times = 0; times < 6; times++) await view('other-worker', CAST.gareth);
    expect(await raised(hub)).toEqual([]);
    const { nodes } = await itemsOf(second(), SECOND);
    expect(nodes).toMatchObject([{ rule: 'REPEATED_REFUSAL' }]);
    expect((await askForItem(hub, nodes[0]!.id)).body).toEqual({ data: { reviewItem: null } });
    expect(await step(hub, 'dpo', 'closeReview', close(nodes[0]!.id))).toEqual(['NOT_FOUND itemId']);
    await view('other-worker', personId(families[36]!.members[0]!.personKey));
    expect(await raised(hub)).toEqual(['REPEATED_REFUSAL Leah Brookes']);
  });

  test('nothing is lost where its entries were erased', async () => {
    clock.set(40, 10);
    for (let times = 0; times < 6; times++) await view('other-worker', CAST.gareth);
    expect(await raised(hub)).toEqual(['REPEATED_REFUSAL Leah Brookes']);
    await hub.owner.pool.query('create table kept_entry as table review_entry');
    await hub.owner.pool.query(`delete from review_entry where at > $1::timestamptz - interval '1 day'`, [clock.now()]);
    expect(await raised(hub)).toEqual(['REPEATED_REFUSAL Leah Brookes']);
    await hub.owner.pool.query('insert into review_entry table kept_entry on conflict do nothing; drop table kept_entry');
  });
});

test('Whoever explained an access as the manager does not find as the officer; another officer does', async () => {
  await change(hub, 'lead-worker', 'recordOverride', override([CAST.chidera]));
  const both = actingAs(hub, { roles: ['DPO', 'MANAGER'] });
  const itemId = (await itemsOf(both, 'manager')).nodes[0]!.id;
  expect(await step(both, 'manager', 'explainAccess', { itemId, explanation: 'I asked her to' })).toEqual(['ReviewStepRecorded']);
  expect(await step(both, 'manager', 'closeReview', close(itemId))).toEqual(['NOT_FOR_YOURSELF itemId']);
  expect(await step(hub, 'dpo', 'closeReview', close(itemId))).toEqual(['ReviewStepRecorded']);
});

test('A manager’s look at their own family is reviewed: by the staff file, and by what they declared', async () => {
  const manage = () => hub.query('manager', `{ managedFamily(id: "${OWN_FAMILY}") { name } }`);
  expect((await manage()).body.data?.['managedFamily']).not.toBeNull();
  const found = async () => (await readQueue(hub)).nodes.map(({ rule, worker, sentence }) => [rule, worker?.name, sentence]);
  const own = (by: string) => ['OWN_RECORD_OR_HOUSEHOLD', 'Margaret Osei', `Somebody of the worker’s own family, by ${by}.`];
  expect(await found()).toEqual([own('the staff file')]);

  const relative = personId(families[35]!.members[0]!.personKey);
  await change(hub, 'manager', 'declareInterest', { personId: relative, kind: 'FAMILY', silent: false });
  const hidden = await hub.query('manager', `{ managedFamily(id: "${familyId(families[35]!.key)}") { name } }`);
  expect(hidden.body).toEqual({ data: { managedFamily: null } });
  expect(await found()).toEqual([own('the staff file'), own('what was declared')]);
});
