/** The queue of what is to be reviewed: break glass goes to the manager, then to the officer; an unremarkable day leaves it empty. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { AccessLog } from '#access-log/append.ts';
import { callerId, CALLERS } from '#demo/callers.ts';
import { personId } from '#demo/council/families.ts';
import { change, codes } from '#tests/support/change.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { ABSENT_ID, CAST, OKAFOR_HUGHES, startHub } from '#tests/support/hub.ts';
import { actingAs, entitled, madeOnce, refusal } from '#tests/support/made-once.ts';
import { EVERY_CATEGORY, familyQuery, leavesAdded, personQuery } from '#tests/support/queries.ts';
import { askForDue, askForItem, askForQueue, movedClock, raised, readDue, readItem, readQueue } from '#tests/support/queue.ts';

const clock = movedClock();
const WORDS = 'As she told us over tea';
const RECORDED = '... on ReviewStepRecorded { itemId version recordedAt }';
/** What the hub does with the log instead of appending, where a test says so. */
let instead: (() => ReturnType<AccessLog['append']>) | null = null;
let hub: TestHub;
beforeAll(async () => {
  hub = await startHub({
    clock,
    wrap: { accessLog: (log) => ({ append: (leaves, epochs) => (instead ? instead() : log.append(leaves, epochs)) }) },
  });
});
afterEach(async () => {
  instead = null;
  clock.set(0, 10);
  await raised(hub);
  await hub.owner.pool.query(`delete from review_step; delete from review_item; delete from worker_interest;
    delete from restriction where reason = 'test'; delete from "override"; delete from safeguarding_decision`);
});
afterAll(() => hub.close());

const breakGlass = async (personIds = [CAST.toby], who = 'other-worker', as = hub) => {
  const named = { personIds, categories: ['ATTENDANCE'], reasonCode: 'CHILD_MISSING', narrative: WORDS, hours: 4 };
  return String((await change(as, who, 'recordOverride', named, '... on OverrideRecorded { overrideId }'))['overrideId']);
};
const step = async (who: string, name: string, input: object, as = hub) => codes(await change(as, who, name, { ...input }));
const close = (itemId: string) => ({ itemId, disposition: 'NOT_JUSTIFIED', note: WORDS });
const first = async (variables: object = {}) => (await readQueue(hub, variables)).nodes[0]!;
const restrict = (person: string, binds: string[] | null = null) =>
  hub.owner.pool.query(
    `insert into restriction (id, person, kind, binds, exempt, silent, placed_by, reason) values (gen_random_uuid(), $1, 'SEALED', $2, '{}', true, $3, 'test')`,
    [person, binds, callerId('information-governance')],
  );
const declare = (who: string, person: string) =>
  change(hub, who, 'declareInterest', { personId: person, kind: 'FAMILY', silent: false });
/** Somebody else who is a data protection officer, by their token. */
const SECOND = 'steward';
const second = () => actingAs(hub, { roles: ['DPO'] });

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
    const item = await first();
    expect(item).toMatchObject({
      rule: 'BREAK_GLASS',
      state: 'AWAITING_EXPLANATION',
      worker: { name: 'Leah Brookes' },
      organisation: { id: 'northmere-early-help' },
      people: [{ id: CAST.toby, name: 'Toby Hughes' }],
      sentence: 'Broke the glass for 1 person: a missing child.',
      steps: [],
    });
    const itemId = item.id;
    expect(await step('dpo', 'closeReview', close(itemId))).toEqual(['EXPLANATION_AWAITED itemId']);
    expect(await step('dpo', 'startReview', { itemId })).toEqual(['EXPLANATION_AWAITED itemId']);

    expect(await readDue(hub)).toMatchObject([
      { id: itemId, overdue: false, worker: { name: 'Leah Brookes' }, people: [{ id: CAST.toby, name: 'Toby Hughes' }] },
    ]);
    expect(await step('manager', 'explainAccess', { itemId, explanation: WORDS })).toEqual(['ReviewStepRecorded']);
    expect(await readDue(hub)).toEqual([]);
    expect(await step('manager', 'explainAccess', { itemId, explanation: WORDS })).toEqual(['ALREADY_DONE itemId']);
    expect((await readItem(hub, itemId)).item).toMatchObject({
      state: 'OPEN',
      steps: [{ step: 'EXPLAINED', by: { name: 'Margaret Osei' }, note: WORDS }],
    });

    expect(await step('dpo', 'startReview', { itemId })).toEqual(['ReviewStepRecorded']);
    expect(await step('dpo', 'startReview', { itemId })).toEqual(['ALREADY_DONE itemId']);
    expect((await readItem(hub, itemId)).item.state).toBe('INVESTIGATING');
    expect(await step(SECOND, 'startReview', { itemId }, second())).toEqual(['ReviewStepRecorded']);
    expect(await step('dpo', 'closeReview', { ...close(itemId), disposition: 'JUSTIFIED' })).toEqual(['ReviewStepRecorded']);
    const { item: closed, entries } = await readItem(hub, itemId);
    expect(closed.state).toBe('CLOSED');
    expect(closed.steps).toMatchObject([
      { version: 1, step: 'EXPLAINED', disposition: null },
      { version: 2, step: 'STARTED', by: { name: 'Helen Zhou' } },
      { version: 3, step: 'STARTED', by: { name: 'Iwan Pugh' } },
      { version: 4, step: 'CLOSED', disposition: 'JUSTIFIED', note: WORDS },
    ]);
    expect(entries.nodes).toMatchObject([
      { kind: 'OVERRIDE', change: { records: [overrideId] } },
      { kind: 'VIEW', person: { id: CAST.toby }, decisions: [{ outcome: 'DISCLOSED' }] },
    ]);
    for (const name of ['startReview', 'closeReview'])
      expect(await step('dpo', name, name === 'startReview' ? { itemId } : close(itemId))).toEqual(['ALREADY_ENDED itemId']);
    expect(await step('manager', 'explainAccess', { itemId, explanation: WORDS })).toContain('ALREADY_ENDED itemId');
    expect(await raised(hub)).toEqual([]);
  });

  test('is waited for until the end of the second working day, and then reviewed without; late is better than never', async () => {
    clock.set(2, 10);
    await breakGlass();
    const { id: itemId, explainBy } = await first();
    // Broken on a Friday: until Tuesday's end.
    clock.set(6, 23);
    expect(new Date(explainBy!).getTime() - clock.now().getTime()).toBeLessThanOrEqual(3_600_000);
    expect((await first()).state).toBe('AWAITING_EXPLANATION');
    clock.set(7, 0);
    expect((await first()).state).toBe('OPEN');
    expect(await readDue(hub)).toMatchObject([{ id: itemId, overdue: true }]);
    expect(await step('dpo', 'startReview', { itemId })).toEqual(['ReviewStepRecorded']);
    expect(await readDue(hub)).toMatchObject([{ id: itemId, overdue: true }]);
    expect(await step('manager', 'explainAccess', { itemId, explanation: WORDS })).toEqual(['ReviewStepRecorded']);
    expect((await first()).state).toBe('INVESTIGATING');
    expect(await step('dpo', 'closeReview', close(itemId))).toEqual(['ReviewStepRecorded']);
  });

  test('is closed without an explanation where none came; then nobody is asked any more', async () => {
    await breakGlass();
    const { id: itemId } = await first();
    clock.set(4, 10);
    expect(await step('dpo', 'closeReview', close(itemId))).toEqual(['ReviewStepRecorded']);
    expect(await readDue(hub)).toEqual([]);
    expect(await step('manager', 'explainAccess', { itemId, explanation: WORDS })).toEqual(['ALREADY_ENDED itemId']);
  });

  test('is explained by the service of who broke it, and by no other', async () => {
    await breakGlass([CAST.toby], 'mash');
    const { id: itemId } = await first();
    expect(await readDue(hub)).toEqual([]);
    expect(await step('manager', 'explainAccess', { itemId, explanation: WORDS })).toEqual(['NOT_FOUND itemId']);
    const mash = actingAs(hub, { roles: ['MANAGER'] });
    // Who broke it does not explain it, whatever roles they have.
    expect((await askForDue(mash, 'mash')).body.data?.['explanationsDue']).toEqual([]);
    expect(await step('mash', 'explainAccess', { itemId, explanation: WORDS }, mash)).toEqual(['NOT_FOUND itemId']);
  });

  test('shows the manager names of their own families alone, of nobody who is hidden from them', async () => {
    const stranger = personId(hub.world.families[35]!.members[0]!.personKey);
    await hub.owner.pool.query(
      `update family set organisation_id = 'northmere-mash' where id in (select family_id from family_member where person_id = $1)`,
      [stranger],
    );
    await restrict(CAST.amara);
    await breakGlass([CAST.toby, stranger, ABSENT_ID, CAST.amara, CAST.baby]);
    const [due] = await readDue(hub);
    expect(due!.people.map(({ name }) => name)).toEqual(['Toby Hughes', null, null, null, null]);
    const [, , ...officers] = (await first()).people.map(({ name }) => name);
    expect(officers.slice(0, 2)).toEqual([null, 'Amara Okafor']);
  });
});

describe('Nobody reviews or explains', () => {
  test('their own access', async () => {
    const both = actingAs(hub, { roles: ['DPO', 'PRACTITIONER', 'MANAGER'] });
    await breakGlass([CAST.toby], 'dpo', both);
    expect((await askForQueue(both, {}, 'dpo')).body.data?.['reviewQueue']).toMatchObject({
      nodes: [],
      pageInfo: { hasNextPage: false },
    });
    const seen = (await askForQueue(second(), {}, SECOND)).body.data?.['reviewQueue'] as unknown as { nodes: { id: string }[] };
    const itemId = seen.nodes[0]!.id;
    clock.set(5, 10);
    expect((await askForItem(hub, itemId)).body).toEqual({ data: { reviewItem: null } });
    expect(await step('dpo', 'startReview', { itemId })).toEqual(['NOT_FOUND itemId']);
    expect(await step('dpo', 'closeReview', close(itemId))).toEqual(['NOT_FOUND itemId']);
    expect((await askForDue(both, 'dpo')).body.data?.['explanationsDue']).toEqual([]);
    expect(await step('dpo', 'explainAccess', { itemId, explanation: WORDS }, both)).toEqual(['NOT_FOUND itemId']);
    expect(await step(SECOND, 'closeReview', close(itemId), second())).toEqual(['ReviewStepRecorded']);
  });

  test('what is about their household or family, of whichever of several people', async () => {
    await declare('dpo', CAST.chidera);
    await declare('manager', CAST.chidera);
    await breakGlass([ABSENT_ID, CAST.toby]);
    expect(await raised(hub)).toEqual([]);
    expect(await readDue(hub)).toEqual([]);
    const seen = (await askForQueue(second(), {}, SECOND)).body.data?.['reviewQueue'] as unknown as { nodes: { id: string }[] };
    const itemId = seen.nodes[0]!.id;
    expect((await askForItem(hub, itemId)).body).toEqual({ data: { reviewItem: null } });
    expect(await step('manager', 'explainAccess', { itemId, explanation: WORDS })).toEqual(['NOT_FOUND itemId']);
    clock.set(5, 10);
    expect(await step('dpo', 'startReview', { itemId })).toEqual(['NOT_FOUND itemId']);
    const absent = await askForItem(hub, ABSENT_ID);
    expect((await askForItem(hub, itemId)).text).toBe(absent.text);
  });

  test('whom a seal hides from them by name', async () => {
    await restrict(CAST.toby, [callerId('dpo')]);
    await breakGlass();
    expect(await raised(hub)).toEqual([]);
  });

  test('a decision in which they had a part', async () => {
    const both = actingAs(hub, { roles: ['DPO', 'MANAGER'] });
    const endsAt = new Date(clock.now().getTime() + 86_400_000).toISOString();
    const decision = {
      ground: 'MASH',
      personIds: [CAST.toby],
      categories: ['ATTENDANCE'],
      recipients: ['northmere-mash'],
      reason: WORDS,
      endsAt,
    };
    const { decisionId } = await change(
      both,
      'dpo',
      'recordSafeguardingDecision',
      decision,
      '... on SafeguardingDecisionRecorded { decisionId }',
    );
    await change(hub, 'mash', 'approveSafeguardingDecision', { decisionId });
    expect(await raised(hub)).toEqual([]);
    expect(await raised(actingAs(hub, { roles: ['DPO'], sub: SECOND }))).toEqual(['SAFEGUARDING_DECISION Sam Whitlock']);
  });
});

describe('An entry that an officer puts on the queue', () => {
  const sample = (entryIndex: number) => ({ entryIndex, note: WORDS });
  const newest = async () => (await hub.leaves()).findLastIndex(({ kind }) => kind === 'VIEW');

  test('is there once, with what they wrote', async () => {
    await hub.query('lead-worker', personQuery('identity { __typename }'), { id: CAST.toby });
    // The index has it not yet.
    const indexing = await hub.owner.pool.connect();
    await indexing.query('begin; select from review_cursor for update');
    const index = await newest();
    const { leaves } = await madeOnce(hub, 'dpo', 'sampleForReview', sample(index), RECORDED);
    indexing.release(true);
    expect(leaves).toMatchObject([
      { kind: 'REVIEW_CHANGE', person: CAST.toby, change: { what: ['BY_HAND', 'PUT'], outcome: 'RECORDED' } },
    ]);
    const item = await first();
    expect(item).toMatchObject({
      rule: 'BY_HAND',
      state: 'OPEN',
      entry: index,
      worker: { name: 'Priya Nair' },
      sentence: 'Put here by an officer.',
    });
    expect(item.steps).toMatchObject([{ step: 'PUT', by: { name: 'Helen Zhou' }, note: WORDS }]);
    expect(leaves[0]?.change?.records).toEqual([item.id]);
    expect((await readItem(hub, item.id)).entries.nodes.map((entry) => entry.index)).toEqual([index]);
    expect(await refusal(hub, 'dpo', 'sampleForReview', sample(index))).toEqual(['ALREADY_DONE entryIndex']);
  });

  test('is none of their own, of their family or of nowhere', async () => {
    await hub.query('lead-worker', personQuery('identity { __typename }'), { id: CAST.toby });
    const index = await newest();
    const own = (await hub.leaves()).findLastIndex(({ caller }) => caller.id === callerId('dpo'));
    for (const absent of [own, 1_000_000, -1])
      expect(await refusal(hub, 'dpo', 'sampleForReview', sample(absent))).toEqual(['NOT_FOUND entryIndex']);
    await declare('dpo', CAST.chidera);
    expect(await refusal(hub, 'dpo', 'sampleForReview', sample(index))).toEqual(['NOT_FOUND entryIndex']);
  });
});

describe('The queue', () => {
  test('has first what is always reviewed, then the oldest, page after page', async () => {
    for (let times = 0; times < 5; times++) await hub.query('other-worker', personQuery('id'), { id: CAST.toby });
    await raised(hub);
    clock.set(0, 11);
    await breakGlass();
    await raised(hub);
    clock.set(0, 12);
    await breakGlass([CAST.chidera]);
    const { nodes, pageInfo } = await readQueue(hub);
    expect(nodes.map(({ rule, people }) => [rule, people[0]?.name])).toEqual([
      ['BREAK_GLASS', 'Toby Hughes'],
      ['BREAK_GLASS', 'Chidera Hughes'],
      ['REPEATED_REFUSAL', undefined],
    ]);
    expect(pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: false });
    const pages: string[] = [];
    for (let after: string | null = null; ;) {
      const page = await readQueue(hub, { first: 1, after });
      pages.push(...page.nodes.map(({ id }) => id));
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor;
    }
    expect(pages).toEqual(nodes.map(({ id }) => id));
    expect(await raised(hub, { rules: ['REPEATED_REFUSAL'] })).toHaveLength(1);
    expect(await raised(hub, { state: ['OPEN'] })).toEqual(['REPEATED_REFUSAL Leah Brookes']);
    expect(await raised(hub, { state: [] })).toEqual([]);
  });

  const cursor = (text: string) => ({ after: Buffer.from(text).toString('base64url') });
  test.each([{ first: 0 }, { first: 201 }, { after: 'nowhere' }, cursor('2 1 x'), cursor(`0 999999999999999 ${ABSENT_ID}`)])(
    'refuses %o',
    async (variables) => {
      expect((await askForQueue(hub, variables)).body.errors).toMatchObject([{ extensions: { code: 'BAD_ARGUMENT' } }]);
    },
  );

  test('is read, and that is logged, however often a state or rule is named', async () => {
    const many = <Name>(names: readonly Name[]) => Array.from({ length: 6_000 }, (_, n) => names[n % names.length]!);
    await breakGlass();
    const variables = { state: many(['OPEN', 'AWAITING_EXPLANATION']), rules: many(['BREAK_GLASS', 'SAFEGUARDING_DECISION']) };
    const logged = await leavesAdded(hub, async () => expect(await raised(hub, variables)).toEqual(['BREAK_GLASS Leah Brookes']));
    const filter = { states: ['OPEN', 'AWAITING_EXPLANATION'], rules: ['BREAK_GLASS', 'SAFEGUARDING_DECISION'] };
    expect(logged).toMatchObject([{ kind: 'REVIEW', review: { query: 'reviewQueue', filter, entries: 1 } }]);
  });

  test('is the officer’s, and what is due the manager’s; of nobody through an app', async () => {
    await breakGlass();
    const { id } = await first();
    const answers = async (ask: (who: string) => ReturnType<typeof askForDue>) => {
      const found: string[] = [];
      for (const { key } of CALLERS) if (Object.values((await ask(key)).body.data ?? {})[0] !== null) found.push(key);
      return found;
    };
    expect(await answers((who) => askForQueue(hub, {}, who))).toEqual(['dpo']);
    expect(await answers((who) => askForItem(hub, id, who))).toEqual(['dpo']);
    expect(await answers((who) => askForDue(hub, who))).toEqual(['manager']);
    const throughApp = actingAs(hub, { roles: ['DPO', 'MANAGER'], act: { sub: 'council-app' } });
    for (const ask of [askForQueue(throughApp, {}, 'dpo'), askForItem(throughApp, id), askForDue(throughApp, 'manager')])
      expect(Object.values((await ask).body.data ?? {})).toEqual([null]);
  });

  test('lets only some take its steps', async () => {
    expect(await entitled(hub, 'startReview', { itemId: ABSENT_ID })).toEqual(['dpo']);
    expect(await entitled(hub, 'closeReview', close(ABSENT_ID))).toEqual(['dpo']);
    expect(await entitled(hub, 'sampleForReview', { entryIndex: 1_000_000, note: WORDS })).toEqual(['dpo']);
    expect(await entitled(hub, 'explainAccess', { itemId: ABSENT_ID, explanation: WORDS })).toEqual(['manager']);
  });

  test('refuses a step that says nothing, or too much, or is of nothing', async () => {
    await breakGlass();
    const { id: itemId } = await first();
    clock.set(5, 10);
    for (const note of ['  ', 'x'.repeat(2_001)])
      expect(await refusal(hub, 'dpo', 'closeReview', { ...close(itemId), note })).toEqual([
        note === '  ' ? 'TEXT_NEEDED note' : 'TEXT_TOO_LONG note',
      ]);
    expect(await refusal(hub, 'manager', 'explainAccess', { itemId, explanation: ' ' })).toEqual(['TEXT_NEEDED explanation']);
    expect(await refusal(hub, 'dpo', 'startReview', { itemId: 'nothing' })).toEqual(['NOT_FOUND itemId']);
  });

  test('leaves every reading and step in the log, and what anybody wrote nowhere in it', async () => {
    await breakGlass();
    const { id: itemId } = await first();
    const [due] = await leavesAdded(hub, () => readDue(hub));
    expect(due).toMatchObject({
      kind: 'REVIEW',
      visible: true,
      review: { query: 'explanationsDue', filter: { itemIds: [itemId] }, entries: 1 },
    });
    const explained = await madeOnce(hub, 'manager', 'explainAccess', { itemId, explanation: WORDS }, RECORDED);
    expect(explained.leaves).toMatchObject([
      {
        kind: 'REVIEW_CHANGE',
        person: CAST.toby,
        caller: { id: callerId('manager') },
        change: { what: ['BREAK_GLASS', 'EXPLAINED'], records: [itemId] },
      },
    ]);
    expect(explained.answer).toMatchObject({ itemId, version: 1 });
    expect((await madeOnce(hub, 'dpo', 'startReview', { itemId }, RECORDED)).leaves).toMatchObject([
      { change: { what: ['BREAK_GLASS', 'STARTED'] } },
    ]);
    const closed = await madeOnce(hub, 'dpo', 'closeReview', close(itemId), RECORDED);
    expect(closed.leaves).toMatchObject([{ change: { what: ['BREAK_GLASS', 'CLOSED', 'NOT_JUSTIFIED'], records: [itemId] } }]);
    const [queue] = await leavesAdded(hub, () => readQueue(hub, { rules: ['BREAK_GLASS'] }));
    expect(queue).toMatchObject({
      kind: 'REVIEW',
      review: { query: 'reviewQueue', filter: { rules: ['BREAK_GLASS'] }, entries: 0 },
    });
    const [item] = await leavesAdded(hub, () => readItem(hub, itemId));
    expect(item).toMatchObject({
      kind: 'REVIEW',
      person: CAST.toby,
      review: { query: 'reviewItem', filter: { itemIds: [itemId] }, entries: 1 },
    });
    const [inVain] = await leavesAdded(hub, () => askForQueue(hub, {}, 'lead-worker'));
    expect(inVain).toMatchObject({ kind: 'REVIEW', visible: false, review: { entries: 0, completeTo: 0 } });
    expect((await hub.owner.pool.query('select note from review_step where note = $1', [WORDS])).rows).toHaveLength(2);
    expect(JSON.stringify(await hub.leaves())).not.toContain(WORDS);
    expect(
      JSON.stringify(
        (await hub.owner.pool.query('select * from recorded_change union all select * from recorded_change where false')).rows,
      ),
    ).not.toContain(WORDS);
    expect(JSON.stringify((await hub.owner.pool.query('select * from review_entry')).rows)).not.toContain(WORDS);
    expect(hub.logLines.join('')).not.toContain(WORDS);
  });

  test('is not read where the log cannot be written', async () => {
    await breakGlass();
    const { id } = await first();
    instead = () => Promise.reject(new Error('full'));
    for (const ask of [askForQueue(hub), askForItem(hub, id), askForDue(hub)]) {
      const { status, text } = await ask;
      expect([status, text.includes('BREAK_GLASS')]).toEqual([503, false]);
    }
  });

  test('has no agency’s data, and asks no agency', async () => {
    await hub.query('lead-worker', familyQuery('attendance { ... on Attendance { school { name } } }'), { id: OKAFOR_HUGHES });
    await breakGlass();
    hub.forget();
    const { id } = await first();
    await readItem(hub, id);
    await readDue(hub);
    expect(hub.asked.size).toBe(0);
  });

  test('cannot be changed by the hub’s own role: facts are added', async () => {
    const { pool } = hub.database;
    for (const text of [
      `update review_item set rule = 'COLLEAGUE'`,
      'delete from review_item',
      `update review_step set note = ''`,
      'delete from review_step',
    ])
      await expect(pool.query(text)).rejects.toThrow('permission denied');
    const closed = `insert into review_item (id, rule, key, opened_at, entry, explanation, auto_closed_reason)
      values (gen_random_uuid(), 'BREAK_GLASS', 'x', now(), 0, '{}', 'LEAD_WORKER')`;
    await expect(pool.query(closed)).rejects.toThrow('review_item_closed_by_reason');
  });
});
