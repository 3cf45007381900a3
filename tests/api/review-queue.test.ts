/** The queue of what is to be reviewed: break glass goes to the manager, then to the officer; an unremarkable day leaves it empty. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { callerId } from '#demo/callers.ts';
import { change, codes } from '#tests/support/change.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { CAST, OKAFOR_HUGHES, startHub } from '#tests/support/hub.ts';
import { EVERY_CATEGORY, familyQuery, leavesAdded, personQuery } from '#tests/support/queries.ts';
import { askForDue, askForItem, askForQueue, movedClock, raised, readDue, readItem, readQueue } from '#tests/support/queue.ts';

const clock = movedClock();
const WORDS = 'As she told us over tea';
let hub: TestHub;
beforeAll(async () => {
  hub = await startHub({ clock });
});
afterEach(async () => {
  clock.set(0, 10);
  await hub.owner.pool.query(`delete from review_step; delete from review_item; delete from worker_interest;
    delete from restriction where reason = 'Made up by a test'; delete from "override"`);
});
afterAll(() => hub.close());

const breakGlass = async (personIds = [CAST.toby], who = 'other-worker') => {
  const named = { personIds, categories: ['ATTENDANCE'], reasonCode: 'CHILD_MISSING', narrative: WORDS, hours: 4 };
  return String((await change(hub, who, 'recordOverride', named, '... on OverrideRecorded { overrideId }'))['overrideId']);
};
const step = async (who: string, name: string, input: object) => codes(await change(hub, who, name, { ...input }));

describe('An ordinary day', () => {
  test('raises an empty queue', async () => {
    await hub.query('lead-worker', '{ myFamilies { id } }');
    for (let times = 0; times < 3; times++) await hub.query('lead-worker', familyQuery(EVERY_CATEGORY), { id: OKAFOR_HUGHES });
    await hub.query('team-member', familyQuery('identity { __typename } attendance { __typename }'), { id: OKAFOR_HUGHES });
    await hub.query('council-app', familyQuery('identity { __typename }'), { id: OKAFOR_HUGHES });
    await hub.query('manager', `{ managedFamily(id: "${OKAFOR_HUGHES}") { name } }`);
    expect(await raised(hub)).toEqual([]);
    expect(await raised(hub, { state: ['CLOSED'] })).toEqual([]);
  });
});

describe('Broken glass', () => {
  test('goes to the service’s manager for an explanation, then to the officer for a finding', async () => {
    const overrideId = await breakGlass();
    await hub.query('other-worker', personQuery('attendance { __typename }').replace('EARLY_HELP', 'SAFEGUARDING'), {
      id: CAST.toby,
    });
    const [item] = (await readQueue(hub)).nodes;
    expect(item).toMatchObject({
      rule: 'BREAK_GLASS',
      state: 'AWAITING_EXPLANATION',
      worker: { name: 'Leah Brookes' },
      people: [{ id: CAST.toby, name: 'Toby Hughes' }],
      sentence: 'Broke the glass for 1 person: a missing child.',
      steps: [],
    });
    const itemId = item!.id;
    expect(await step('dpo', 'closeReview', { itemId, disposition: 'JUSTIFIED', note: WORDS })).toEqual([
      'EXPLANATION_AWAITED itemId',
    ]);
    expect(await step('dpo', 'startReview', { itemId })).toEqual(['EXPLANATION_AWAITED itemId']);

    expect(await readDue(hub)).toMatchObject([
      { id: itemId, overdue: false, worker: { name: 'Leah Brookes' }, people: [{ id: CAST.toby, name: 'Toby Hughes' }] },
    ]);
    expect(await step('manager', 'explainAccess', { itemId, explanation: WORDS })).toEqual(['ReviewStepRecorded']);
    expect(await readDue(hub)).toEqual([]);
    expect((await readItem(hub, itemId)).item).toMatchObject({
      state: 'OPEN',
      steps: [{ step: 'EXPLAINED', by: { name: 'Margaret Osei' }, note: WORDS }],
    });

    expect(await step('dpo', 'startReview', { itemId })).toEqual(['ReviewStepRecorded']);
    expect((await readItem(hub, itemId)).item.state).toBe('INVESTIGATING');
    expect(await step('dpo', 'closeReview', { itemId, disposition: 'JUSTIFIED', note: WORDS })).toEqual(['ReviewStepRecorded']);
    const { item: closed, entries } = await readItem(hub, itemId);
    expect(closed).toMatchObject({
      state: 'CLOSED',
      steps: [{ version: 1 }, { version: 2 }, { version: 3, disposition: 'JUSTIFIED' }],
    });
    expect(entries.nodes).toMatchObject([
      { kind: 'OVERRIDE', change: { records: [overrideId] } },
      { kind: 'VIEW', person: { id: CAST.toby }, decisions: [{ outcome: 'DISCLOSED' }] },
    ]);
    expect(await raised(hub)).toEqual([]);
  });
});
