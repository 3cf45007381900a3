/** The data protection officer reads the log: who saw what of whom, and why. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { AccessLog } from '#access-log/append.ts';
import { createAccessLog } from '#access-log/append.ts';
import type { Leaf } from '#access-log/leaf.ts';
import { callerId, CALLERS } from '#demo/callers.ts';
import { familyId, personId } from '#demo/council/families.ts';
import { change } from '#tests/support/change.ts';
import { createIndexer } from '#review/indexing.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { ABSENT_ID, CAST, OKAFOR_HUGHES, startHub } from '#tests/support/hub.ts';
import { actingAs } from '#tests/support/made-once.ts';
import { madeUpLeaf } from '#tests/support/leaves.ts';
import { HUB_KEY } from '#tests/support/log.ts';
import { agencyIds, namesAndPlaces } from '#tests/support/personal.ts';
import { EVERY_CATEGORY, familyQuery, leavesAdded, personQuery } from '#tests/support/queries.ts';
import { askForAccount, askForLog, DPO, indexedLeaves, readAccount, readLog } from '#tests/support/reviewing.ts';

/** What the hub does with the log instead of appending, where a test says so. */
let instead: ((append: () => ReturnType<AccessLog['append']>) => ReturnType<AccessLog['append']>) | null = null;
let hub: TestHub;
let overrideId: unknown;
let decisionId: unknown;
beforeAll(async () => {
  hub = await startHub({
    wrap: {
      accessLog: (log) => ({
        append: (leaves, epochs) => (instead ? instead(() => log.append(leaves, epochs)) : log.append(leaves, epochs)),
      }),
    },
  });
  await makeHistory();
});
afterEach(async () => {
  instead = null;
  await hub.owner.pool.query(`delete from worker_interest; delete from restriction where reason = 'Made up by a test'`);
});
afterAll(() => hub.close());

const view = (who: string, id: string, selection = 'attendance { __typename }') => hub.query(who, personQuery(selection), { id });
const tie = (person: string) => change(hub, 'dpo', 'declareInterest', { personId: person, kind: 'FAMILY', silent: false });

/** Something of every kind that the log has. */
async function makeHistory(): Promise<void> {
  const throughApp = actingAs(hub, { act: { sub: 'council-app' } });
  await hub.query('lead-worker', familyQuery(EVERY_CATEGORY), { id: OKAFOR_HUGHES });
  await hub.query('team-member', familyQuery('identity { __typename } attendance { __typename }'), { id: OKAFOR_HUGHES });
  await hub.query('council-app', familyQuery('identity { __typename } tenancy { __typename }'), { id: OKAFOR_HUGHES });
  await throughApp.query('lead-worker', personQuery('identity { __typename }'), { id: CAST.toby });
  await hub.query('other-worker', personQuery('identity { __typename }'), { id: CAST.toby });
  await hub.query('lead-worker', '{ myFamilies { id } }');
  await hub.query('other-worker', '{ myFamilies { id } }');
  await hub.query('manager', `{ managedFamily(id: "${OKAFOR_HUGHES}") { name consents { category } } }`);
  await hub.query(
    'lead-worker',
    `{ explain(personId: "${CAST.toby}", category: "MENTAL_HEALTH", recipient: "northmere-early-help", purpose: EARLY_HELP) { outcome } }`,
  );
  const exception = { personIds: [CAST.toby], categories: ['ATTENDANCE', 'MENTAL_HEALTH'] };
  const override = { ...exception, reasonCode: 'CHILD_MISSING', narrative: 'Made up by a test' };
  ({ overrideId } = await change(hub, 'other-worker', 'recordOverride', override, '... on OverrideRecorded { overrideId }'));
  const decision = {
    ...exception,
    ground: 'MASH',
    recipients: ['northmere-mash'],
    reason: 'Made up by a test',
    endsAt: new Date(Date.now() + 86_400_000).toISOString(),
  };
  const fields = '... on SafeguardingDecisionRecorded { decisionId }';
  ({ decisionId } = await change(hub, 'mash', 'recordSafeguardingDecision', decision, fields));
  await change(hub, 'manager', 'approveSafeguardingDecision', { decisionId });
  const safeguarding = personQuery('attendance { __typename }').replace('EARLY_HELP', 'SAFEGUARDING');
  await hub.query('other-worker', safeguarding, { id: CAST.toby });
  await hub.query('mash', safeguarding, { id: CAST.toby });
  await change(hub, 'steward', 'endOverride', { overrideId });
  await hub.query('operator', `{ person(id: "${ABSENT_ID}", purpose: EARLY_HELP) { id } }`);
}

describe('The access log', () => {
  test('tells who saw Toby’s attendance, by name, under what, and as soon as they have', async () => {
    await view('team-member', CAST.toby);
    const { nodes, completeTo } = await readLog(hub, {
      filter: { personIds: [CAST.toby], categories: ['ATTENDANCE'], outcomes: ['DISCLOSED'] },
    });
    expect(nodes.map(({ worker, app }) => worker?.name ?? app?.name)).toEqual([
      'Tom Askew',
      'Sam Whitlock',
      'Leah Brookes',
      'Tom Askew',
      'Priya Nair',
    ]);
    expect(nodes[0]).toMatchObject({
      kind: 'VIEW',
      visible: true,
      purpose: 'EARLY_HELP',
      organisation: { id: 'northmere-community-health', name: 'Northmere Community Health NHS Trust' },
      person: { id: CAST.toby, name: 'Toby Hughes' },
      family: { id: OKAFOR_HUGHES },
      app: null,
      decisions: [{ category: 'ATTENDANCE', outcome: 'DISCLOSED', basis: { agreement: 'education-early-help@1' } }],
    });
    expect(nodes[1]).toMatchObject({ purpose: 'SAFEGUARDING', decisions: [{ basis: { safeguardingDecision: decisionId } }] });
    expect(nodes[2]).toMatchObject({ decisions: [{ basis: { override: overrideId } }] });
    // What the log had when it was asked, which does not yet have the asking.
    expect(completeTo).toBe((await hub.leaves()).length - 1);
  });

  test('shows every entry as it is in the log, with its place', async () => {
    const leaves = await indexedLeaves(hub);
    const { nodes } = await readLog(hub, { filter: { until: new Date().toISOString() } });
    const places = leaves.filter(({ caller }) => caller.id !== DPO).map(({ index }) => index);
    expect(nodes.map(({ index }) => index).toSorted((a, b) => a - b)).toEqual(places);
    for (const { index, kind, families, decisions } of nodes) {
      expect([kind, families]).toEqual([leaves[index]?.kind, leaves[index]?.families ?? []]);
      expect(decisions.map(({ category, outcome }) => [category, outcome])).toEqual(
        leaves[index]?.decisions.map(({ category, outcome }) => [category, outcome]),
      );
    }
    const kinds = new Set(nodes.map(({ kind }) => kind));
    for (const kind of ['EXPLANATION', 'FAMILY_LIST', 'MANAGEMENT_VIEW', 'OVERRIDE', 'SAFEGUARDING_DECISION', 'VIEW'])
      expect(kinds).toContain(kind);
    expect(nodes.find(({ kind }) => kind === 'EXPLANATION')).toMatchObject({
      explained: { category: 'MENTAL_HEALTH', recipient: 'northmere-early-help' },
    });
    expect(nodes.find(({ kind }) => kind === 'OVERRIDE')).toMatchObject({
      change: { name: 'endOverride', outcome: 'REFUSED', problems: ['NOT_FOUND'] },
    });
    expect(nodes.find(({ app }) => app !== null)).toMatchObject({
      worker: { name: 'Priya Nair' },
      app: { name: 'Family Support App' },
    });
  });

  test('has no agency’s data, no agency’s ids and no place, and asks no agency', async () => {
    hub.forget();
    const { text } = await askForLog(hub);
    const names = new Set(
      [...hub.world.people, ...CALLERS].flatMap((one) => wordsOf('name' in one ? [one.name] : [one.forename, one.surname])),
    );
    const places = namesAndPlaces(hub.world).filter((secret) => !wordsOf([secret]).every((word) => names.has(word)));
    expect(places.length).toBeGreaterThan(100);
    expect([...agencyIds(hub.world), ...places].filter((secret) => text.includes(secret))).toEqual([]);
    expect(hub.asked.size).toBe(0);
  });

  test('takes in what it says it takes in, whatever is logged and indexed while it is read', async () => {
    const { pool } = hub.database;
    const original = pool.query;
    const query = original.bind(pool) as (...args: unknown[]) => Promise<unknown>;
    let isFirst = true;
    pool.query = (async (statement: { name?: string }, ...rest: unknown[]) => {
      if (isFirst && statement.name?.startsWith('review-page')) {
        isFirst = false;
        await view('lead-worker', CAST.toby);
        await createIndexer({ pool }).catchUp();
      }
      return query(statement, ...rest);
    }) as never;
    const { nodes, completeTo } = await readLog(hub, { first: 1 }).finally(() => (pool.query = original));
    expect(isFirst).toBe(false);
    expect(nodes[0]?.index).toBeLessThan(completeTo);
    expect((await readLog(hub, { first: 1 })).nodes[0]?.index).toBeGreaterThanOrEqual(completeTo);
  });

  test('is indexed in the background', { timeout: 30_000 }, async () => {
    await view('lead-worker', CAST.toby);
    const size = (await hub.leaves()).length;
    const next = async () =>
      Number((await hub.owner.pool.query<{ next: string }>('select next from review_cursor')).rows[0]?.next);
    expect(await next()).toBeLessThanOrEqual(size);
    await vi.waitFor(async () => expect(await next()).toBe(size), { timeout: 20_000, interval: 100 });
  });

  test('is paged so that nothing moves while more is logged', async () => {
    const whole = await readLog(hub);
    const pages: number[] = [];
    let after: string | null = null;
    for (let more = true, count = 0; more; count++) {
      // oxlint-disable-next-line no-await-in-loop -- page after page
      const page: Awaited<ReturnType<typeof readLog>> = await readLog(hub, { first: 7, after });
      expect(page.pageInfo).toMatchObject({
        hasPreviousPage: count > 0,
        startCursor: page.edges[0]?.cursor,
        endCursor: page.edges.at(-1)?.cursor,
      });
      expect(page.edges.map(({ node }) => node.index)).toEqual(page.nodes.map(({ index }) => index));
      pages.push(...page.nodes.map(({ index }) => index));
      ({ endCursor: after, hasNextPage: more } = page.pageInfo);
      // oxlint-disable-next-line no-await-in-loop
      await view('lead-worker', CAST.toby);
    }
    expect(pages).toEqual(whole.nodes.map(({ index }) => index));
    const places = pages.toSorted((a, b) => b - a);
    expect(pages).toEqual(places);

    const first = await readLog(hub, { orderBy: 'OLDEST_FIRST', first: 10 });
    const rest = await readLog(hub, { orderBy: 'OLDEST_FIRST', after: first.pageInfo.endCursor });
    const oldest = [...first.nodes, ...rest.nodes].map(({ index }) => index);
    expect(oldest.slice(0, pages.length)).toEqual(places.toReversed());
    expect(oldest.length).toBeGreaterThan(pages.length);
  });

  test.each([
    ['first', { first: 0 }],
    ['first', { first: 201 }],
    ['after', { after: 'nonsense' }],
    ['after', { after: Buffer.from('1.2 or true').toString('base64url') }],
    ['after', { after: Buffer.from('01.2').toString('base64url') }],
    ['after', { after: Buffer.from('-99999999999999.0').toString('base64url') }],
    ['filter.until', { filter: { from: '2026-02-01T00:00:00Z', until: '2026-02-01T00:00:00Z' } }],
    ['filter.reasons', { filter: { reasons: Array.from({ length: 51 }, (_, n) => `R${n}`) } }],
  ])('refuses %s where it cannot be meant', async (argument, variables) => {
    const { body } = await askForLog(hub, variables);
    expect(body.errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'BAD_ARGUMENT', argument }]);
    expect(body.data).toEqual({ accessLog: null });
  });

  test('is read so often in one request, and no more', async () => {
    const fields = (count: number) => Array.from({ length: count }, (_, n) => `l${n}: accessLog(first: 1) { completeTo }`);
    const leaves = await leavesAdded(hub, async () => {
      expect((await hub.query('dpo', `{ ${fields(20).join(' ')} }`)).body.errors).toBeUndefined();
    });
    expect(leaves.map(({ kind }) => kind)).toEqual(Array.from({ length: 20 }, () => 'REVIEW'));
    const { body } = await hub.query('dpo', `{ ${fields(21).join(' ')} }`);
    expect(body.errors?.map(({ extensions }) => extensions['code'])).toEqual(['QUERY_TOO_LARGE']);
  });
});

const wordsOf = (texts: readonly (string | null)[]): string[] => texts.flatMap((text) => text?.split(' ') ?? []);

type IsMet = (leaf: Leaf & { readonly index: number }) => boolean;
const decided =
  (isOne: (decision: Leaf['decisions'][number]) => boolean): IsMet =>
  (leaf) =>
    leaf.decisions.some(isOne);

/** Each part of a filter, and which leaves it means. */
const FILTERS: readonly (readonly [name: string, filter: () => object, isMet: () => IsMet])[] = [
  [
    'a person',
    () => ({ personIds: [CAST.chidera] }),
    () =>
      ({ person }) =>
        person === CAST.chidera,
  ],
  [
    'several people',
    () => ({ personIds: [CAST.toby, CAST.gareth, 'nobody'] }),
    () =>
      ({ person }) =>
        person === CAST.toby || person === CAST.gareth,
  ],
  ['nobody at all', () => ({ personIds: [] }), () => () => false],
  ['nobody who can be', () => ({ personIds: ['nobody'] }), () => () => false],
  [
    'a family',
    () => ({ familyIds: [OKAFOR_HUGHES] }),
    () => (leaf) => leaf.family === OKAFOR_HUGHES || leaf.families?.includes(OKAFOR_HUGHES) === true,
  ],
  [
    'a worker',
    () => ({ workerIds: [callerId('lead-worker')] }),
    () =>
      ({ caller }) =>
        caller.id === callerId('lead-worker'),
  ],
  [
    'an organisation',
    () => ({ organisationIds: ['northmere-mash'] }),
    () =>
      ({ caller }) =>
        caller.organisation === 'northmere-mash',
  ],
  [
    'an app',
    () => ({ appIds: [callerId('council-app')] }),
    () =>
      ({ caller }) =>
        [caller.id, caller.through].includes(callerId('council-app')),
  ],
  ['a category', () => ({ categories: ['TENANCY'] }), () => decided(({ category }) => category === 'TENANCY')],
  [
    'a purpose',
    () => ({ purposes: ['SAFEGUARDING'] }),
    () =>
      ({ purpose }) =>
        purpose === 'SAFEGUARDING',
  ],
  ['an outcome', () => ({ outcomes: ['WITHHELD'] }), () => decided(({ outcome }) => outcome === 'WITHHELD')],
  [
    'hidden',
    () => ({ outcomes: ['HIDDEN'] }),
    () =>
      ({ visible, decisions, change: made }) =>
        !visible && decisions.length === 0 && !made,
  ],
  ['refused', () => ({ outcomes: ['REFUSED'] }), () => (leaf) => leaf.change?.outcome === 'REFUSED'],
  ['a reason that was read', () => ({ reasons: ['NO_CONSENT'] }), () => decided(({ reason }) => reason === 'NO_CONSENT')],
  [
    'a reason that was not',
    () => ({ reasons: ['DECISION_DISPUTED'] }),
    () => decided(({ internalReason }) => internalReason === 'DECISION_DISPUTED'),
  ],
  ['a problem', () => ({ reasons: ['NOT_FOUND'] }), () => (leaf) => leaf.change?.problems?.includes('NOT_FOUND') === true],
  [
    'an agreement in any version',
    () => ({ agreement: 'education-early-help' }),
    () => decided(({ basis }) => String(basis['agreement']).startsWith('education-early-help@')),
  ],
  [
    'a version of an agreement',
    () => ({ agreement: 'education-early-help@1' }),
    () => decided(({ basis }) => basis['agreement'] === 'education-early-help@1'),
  ],
  ['another version', () => ({ agreement: 'education-early-help@2' }), () => () => false],
  [
    'an override',
    () => ({ overrideId }),
    () => (leaf) => leaf.kind === 'OVERRIDE' || leaf.decisions.some(({ basis }) => basis['override'] !== undefined),
  ],
  [
    'a safeguarding decision',
    () => ({ safeguardingDecisionId: decisionId }),
    () => (leaf) =>
      leaf.kind === 'SAFEGUARDING_DECISION' || leaf.decisions.some(({ basis }) => basis['safeguardingDecision'] !== undefined),
  ],
  [
    'a kind',
    () => ({ kinds: ['EXPLANATION', 'OVERRIDE'] }),
    () =>
      ({ kind }) =>
        ['EXPLANATION', 'OVERRIDE'].includes(kind),
  ],
  [
    'a decision that meets all of it',
    () => ({ categories: ['ATTENDANCE'], outcomes: ['WITHHELD'] }),
    () => decided(({ category, outcome }) => category === 'ATTENDANCE' && outcome === 'WITHHELD'),
  ],
];

describe('A filter by', () => {
  const found = async (filter: object): Promise<number[]> =>
    (await readLog(hub, { filter, orderBy: 'OLDEST_FIRST' })).nodes.map(({ index }) => index);
  const meant = async (isMet: IsMet): Promise<number[]> =>
    (await indexedLeaves(hub)).filter((leaf) => leaf.caller.id !== DPO && isMet(leaf)).map(({ index }) => index);

  test.each(FILTERS)('%s finds what meets it, and nothing else', async (name, filter, isMet) => {
    const expected = await meant(isMet());
    expect(await found(filter())).toEqual(expected);
    if (!/nobody|another/.test(name)) expect(expected.length).toBeGreaterThan(0);
  });

  test('a consent finds what rests on it', async () => {
    const leaves = await indexedLeaves(hub);
    const consentId = leaves.flatMap(({ decisions }) => decisions.flatMap(({ basis }) => basis['consent'] ?? []))[0];
    const expected = await meant(decided(({ basis }) => basis['consent'] === consentId));
    expect(expected.length).toBeGreaterThan(0);
    expect(await found({ consentId })).toEqual(expected);
  });

  test('time takes in its beginning, and leaves out its end', async () => {
    const times = (await indexedLeaves(hub)).filter(({ caller }) => caller.id !== DPO).map(({ time }) => time);
    const [from, until] = [times[10]!, times.at(-10)!];
    expect(await found({ from, until })).toEqual(await meant(({ time }) => time >= from && time < until));
  });
});

describe('Reading the log', () => {
  test('is itself in the log, once for each reading, with what was asked, before anything is shown', async () => {
    const filter = { personIds: [CAST.toby, 'not an id, but a sentence about him'], categories: ['ATTENDANCE'] };
    let count = 0;
    const leaves = await leavesAdded(hub, async () => (count = (await readLog(hub, { filter })).nodes.length));
    expect(leaves).toMatchObject([
      {
        kind: 'REVIEW',
        caller: { id: DPO },
        visible: true,
        decisions: [],
        person: null,
        review: { query: 'accessLog', filter: { personIds: [CAST.toby], categories: ['ATTENDANCE'] }, entries: count },
      },
    ]);
    expect(JSON.stringify(leaves)).not.toContain('sentence');
    const accounts = await leavesAdded(hub, () => readAccount(hub, CAST.toby, 'SUBJECT'));
    expect(accounts).toMatchObject([
      {
        kind: 'REVIEW',
        person: CAST.toby,
        review: { query: 'accountOfDisclosures', filter: { personIds: [CAST.toby], rendering: ['SUBJECT'] } },
      },
    ]);
    instead = () => Promise.reject(new Error('no log'));
    for (const { status, body } of [await askForLog(hub), await askForAccount(hub, { personId: CAST.toby, rendering: 'DPO' })])
      expect([status, body.data, body.errors?.[0]?.extensions['code']]).toEqual([503, undefined, 'ACCESS_LOG_UNAVAILABLE']);
  });

  test.each(CALLERS.map(({ key }) => key).filter((key) => key !== 'dpo'))('is nothing for %s, and leaves a leaf', async (who) => {
    const leaves = await leavesAdded(hub, async () => {
      expect((await askForLog(hub, {}, who)).body).toEqual({ data: { accessLog: null } });
      const account = await askForAccount(hub, { personId: CAST.toby, rendering: 'DPO' }, who);
      expect(account.body).toEqual({ data: { accountOfDisclosures: null } });
    });
    expect(leaves.map(({ kind, visible, review }) => [kind, visible, review?.entries])).toEqual([
      ['REVIEW', false, 0],
      ['REVIEW', false, 0],
    ]);
  });

  test('is nothing for the officer through an app', async () => {
    const throughApp = actingAs(hub, { act: { sub: 'council-app' } });
    expect((await askForLog(throughApp)).body).toEqual({ data: { accessLog: null } });
  });
});

describe('Nobody reviews', () => {
  const people = async (): Promise<Set<string | undefined>> =>
    new Set((await readLog(hub)).nodes.map(({ person }) => person?.id));

  test('their own accesses', async () => {
    await view('dpo', CAST.toby);
    const { nodes } = await readLog(hub, { filter: { workerIds: [DPO] } });
    expect(nodes).toEqual([]);
    expect((await readLog(hub)).nodes.filter(({ worker }) => worker?.id === DPO)).toEqual([]);
  });

  test('anybody whom they are tied to, their household or their family', async () => {
    // Somebody who lives with a member of another family, and belongs to that family without living there.
    const families = hub.world.families.slice(-5);
    const family = familyId(families.pop()!.key);
    const [own, mate, relative, stranger] = families.map(({ members }) => personId(members[0]!.personKey)) as [
      string,
      string,
      string,
      string,
    ];
    const pool = hub.owner.pool;
    const kept = await pool.query<{ id: string; household_id: string }>(
      'select id, household_id from person where id = any($1)',
      [[own, mate]],
    );
    const member = `insert into family_member (id, family_id, person_id, role, state, asserted_by) values (gen_random_uuid(), $1, $2, 'OTHER_RELATIVE', $3, 'WORKER')`;
    await pool.query(`update person set household_id = (select household_id from person where id = $1) where id = $2`, [
      own,
      mate,
    ]);
    await pool.query(member, [family, own, 'CONFIRMED']);
    await pool.query(member, [family, relative, 'CONFIRMED']);
    await pool.query(member, [family, stranger, 'PROPOSED']);
    for (const id of [own, mate, relative, stranger]) {
      // oxlint-disable-next-line no-await-in-loop
      await view('operator', id);
    }
    expect([...(await people())]).toEqual(expect.arrayContaining([own, mate, relative, stranger]));
    await tie(own);
    const seen = await people();
    expect([own, mate, relative].filter((id) => seen.has(id))).toEqual([]);
    expect(seen.has(stranger)).toBe(true);
    for (const id of [own, mate, relative]) {
      // oxlint-disable-next-line no-await-in-loop
      const account = await askForAccount(hub, { personId: id, rendering: 'DPO' });
      // oxlint-disable-next-line no-await-in-loop
      const nobodys = await askForAccount(hub, { personId: randomUUID(), rendering: 'DPO' });
      const like = ({ body }: typeof account) => ({
        ...(body.data?.['accountOfDisclosures'] as object | undefined),
        completeTo: 0,
      });
      expect(like(account)).toEqual(like(nobodys));
    }
    for (const row of kept.rows) {
      // oxlint-disable-next-line no-await-in-loop
      await pool.query('update person set household_id = $2 where id = $1', [row.id, row.household_id]);
    }
    await pool.query('delete from family_member where family_id = $1 and person_id = any($2)', [
      family,
      [own, relative, stranger],
    ]);
  });

  test('their own family, in lists of families either', async () => {
    const lists = async () => (await readLog(hub, { filter: { kinds: ['FAMILY_LIST'] } })).nodes;
    const named = (await lists()).map(({ families }) => families);
    expect(named.flat()).toContain(OKAFOR_HUGHES);
    const other = named.flat().find((id) => id !== OKAFOR_HUGHES)!;
    const { rows } = await hub.owner.pool.query<{ id: string }>(
      `select person_id as id from family_member where family_id = $1 and state = 'CONFIRMED' limit 1`,
      [other],
    );
    await tie(rows[0]!.id);
    expect((await lists()).flatMap(({ families }) => families)).not.toContain(other);
    expect((await lists()).map(({ families }) => families.length)).toEqual(
      named.map((ids) => ids.filter((id) => id !== other).length).filter((length) => length > 0),
    );
    expect((await readLog(hub, { filter: { familyIds: [other] } })).nodes).toEqual([]);
    // Another officer’s reading of it is left out too, and where it names others as well, what it names of it.
    await tie(CAST.amara);
    const asOfficer = actingAs(hub, { roles: ['DPO'] });
    await asOfficer.query('operator', '{ accessLog(filter: { personIds: ["' + CAST.toby + '"] }) { completeTo } }');
    await asOfficer.query('operator', `{ accessLog(filter: { personIds: ["${CAST.toby}", "${ABSENT_ID}"] }) { completeTo } }`);
    const reviews = (await readLog(hub, { filter: { kinds: ['REVIEW'], workerIds: [callerId('operator')] } })).nodes;
    expect(reviews.flatMap(({ review }) => review?.filter.filter(({ name }) => name === 'personIds') ?? [])).toEqual([
      { name: 'personIds', values: [ABSENT_ID] },
    ]);
    expect((await readLog(hub)).nodes.filter(({ person }) => Object.values(CAST).includes(person?.id ?? ''))).toEqual([]);
  });

  test('who was reached through their own family, nor the family of who lives with theirs', async () => {
    const { pool } = hub.owner;
    const { rows: kept } = await pool.query<{ id: string }>(
      `update family_member set state = 'PROPOSED', confirmed_by_id = null where family_id = $1 and person_id = $2 returning id`,
      [OKAFOR_HUGHES, CAST.gareth],
    );
    await hub.query('lead-worker', familyQuery('id'), { id: OKAFOR_HUGHES });
    const reached = { filter: { personIds: [CAST.gareth], familyIds: [OKAFOR_HUGHES] }, first: 1 };
    expect((await readLog(hub, reached)).nodes).toHaveLength(1);

    // Somebody alone moves in with a child of the family.
    const [tied] = hub.world.families.slice(-1).map(({ members }) => personId(members[0]!.personKey));
    const { rows: home } = await pool.query<{ id: string }>('select household_id as id from person where id = $1', [tied]);
    await pool.query('update person set household_id = (select household_id from person where id = $2) where id = $1', [
      tied,
      CAST.toby,
    ]);
    await hub.query('operator', familyQuery('id'), { id: OKAFOR_HUGHES });
    const family = { filter: { familyIds: [OKAFOR_HUGHES], workerIds: [callerId('operator')] } };
    expect((await readLog(hub, family)).nodes).toMatchObject([{ person: null, family: { id: OKAFOR_HUGHES } }]);
    await tie(tied!);
    expect((await readLog(hub, family)).nodes).toEqual([]);
    // He belongs to the family, and lives elsewhere.
    expect((await readLog(hub, reached)).nodes).toHaveLength(1);
    await tie(CAST.amara);
    expect((await readLog(hub, reached)).nodes).toEqual([]);
    await pool.query('update person set household_id = $2 where id = $1', [tied, home[0]?.id]);
    await pool.query(`update family_member set state = 'CONFIRMED' where id = $1`, [kept[0]?.id]);
  });

  const seal = (more: object) =>
    change(hub, 'information-governance', 'placeRestriction', {
      personId: CAST.chidera,
      kind: 'SEALED',
      silent: true,
      absolute: true,
      reason: 'Made up by a test',
      ...more,
    });

  test('whom a silent restriction that names them hides', async () => {
    await seal({ binds: ['northmere-mash'] });
    expect((await people()).has(CAST.chidera)).toBe(true);
    await seal({ binds: [DPO] });
    expect((await people()).has(CAST.chidera)).toBe(false);
  });

  test('somebody whom a silent restriction hides from them while the answer is made', async () => {
    let times = 0;
    instead = async (append) => {
      if ((times += 1) === 1) await seal({ binds: [DPO] });
      return append();
    };
    const { nodes } = await readLog(hub, { filter: { personIds: [CAST.chidera] } });
    expect([times, nodes]).toEqual([2, []]);
  });

  test('somebody to whom they are tied while the answer is made', async () => {
    let times = 0;
    instead = async (append) => {
      // The tie is recorded after the log was read, and before the reading is.
      if ((times += 1) === 1) await tie(CAST.toby);
      return append();
    };
    const { nodes } = await readLog(hub, { filter: { personIds: [CAST.toby] } });
    expect([times, nodes]).toEqual([2, []]);
  });
});

test('What cannot be read is shown to be so, and keeps nothing from being read', async () => {
  await createAccessLog({ pool: hub.database.pool, hubKey: HUB_KEY }).append(
    [madeUpLeaf({ decisions: [null as never], person: CAST.toby })],
    new Map(),
  );
  await view('lead-worker', CAST.toby);
  expect((await readLog(hub, { first: 1 })).nodes).toMatchObject([{ kind: 'VIEW', person: { id: CAST.toby } }]);
  // It does not say when it was.
  const unreadable = [{ kind: 'UNREADABLE', at: '1970-01-01T00:00:00.000Z', person: null, worker: null, decisions: [] }];
  expect((await readLog(hub, { filter: { kinds: ['UNREADABLE'] } })).nodes).toMatchObject(unreadable);
  expect((await readLog(hub, { first: 1, orderBy: 'OLDEST_FIRST' })).nodes).toMatchObject(unreadable);
});

test('What was erased past its schedule is told by the erasure', async () => {
  const erased = [
    { from: 0, to: 1 },
    { from: 3, to: 3 },
  ];
  await createAccessLog({ pool: hub.database.pool, hubKey: HUB_KEY }).append(
    [madeUpLeaf({ kind: 'ERASURE', person: null, purpose: null, erased })],
    new Map(),
  );
  expect((await readLog(hub, { filter: { kinds: ['ERASURE'] } })).nodes).toMatchObject([{ kind: 'ERASURE', erased }]);
});
