import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import canonicalize from 'canonicalize';
import type { AccessLog } from '#access-log/append.ts';
import type { Leaf } from '#access-log/leaf.ts';
import { callerId } from '#demo/callers.ts';
import type { ErrorCode } from '#terms/errors.ts';
import { ERRORS } from '#terms/errors.ts';
import { WITHHELD_REASONS } from '#terms/withheld-reason.ts';
import type { HubResponse, TestHub } from '#tests/support/hub.ts';
import { ABSENT_ID, CAST, OKAFOR_HUGHES, startHub } from '#tests/support/hub.ts';
import { LOG_ATTEMPTS } from '#tests/support/log-attempts.ts';
import type { OwnDatabase } from '#tests/support/own-database.ts';
import { startOwnDatabase } from '#tests/support/own-database.ts';
import { agencyIds, namesAndPlaces, textsIn } from '#tests/support/personal.ts';
import { CATEGORY_NAMES, EVERY_CATEGORY, familyQuery, leavesAdded, peopleOf, personQuery } from '#tests/support/queries.ts';
import { watchingStatements } from '#tests/support/statements.ts';

const ONE_FAMILY = readFileSync(new URL('../../docs/queries/one-family.graphql', import.meta.url), 'utf8');
const FAMILY_ID = { id: OKAFOR_HUGHES };
const anyText = expect.any(String) as string;

/** What the hub does with the log instead of appending, where a test says so. */
let instead: ((append: () => ReturnType<AccessLog['append']>) => ReturnType<AccessLog['append']>) | null = null;
let hub: TestHub;
beforeAll(async () => {
  hub = await startHub({
    wrap: {
      accessLog: (log) => ({
        append: (leaves, epochs) => (instead ? instead(() => log.append(leaves, epochs)) : log.append(leaves, epochs)),
      }),
    },
  });
});
afterEach(() => void (instead = null));
afterAll(() => hub.close());

/** One error, the catalogue's, and nothing else at all. */
function expectOnlyRefusal({ status, body }: HubResponse, code: ErrorCode = 'ACCESS_LOG_UNAVAILABLE'): void {
  expect({ status, body }).toEqual({ status: 503, body: { errors: [{ message: ERRORS[code].message, extensions: { code } }] } });
}

describe('A response leaves only after its leaves are durable', () => {
  test('and waits for as long as that takes', async () => {
    const reached = Promise.withResolvers<void>();
    const held = Promise.withResolvers<void>();
    instead = async (append) => {
      reached.resolve();
      await held.promise;
      return append();
    };
    let settled = false;
    const responding = hub.query('lead-worker', ONE_FAMILY, FAMILY_ID).finally(() => (settled = true));
    await reached.promise;
    await sleep(300);
    expect(settled).toBe(false);
    held.resolve();
    expect(peopleOf(await responding)).toHaveLength(6);
  });

  test('and not at all where they cannot be written, which is tried once: a lost commit may have been made', async () => {
    let times = 0;
    instead = () => Promise.reject(new Error(`connection to Toby Hughes lost ${(times += 1)}`));
    expectOnlyRefusal(await hub.query('lead-worker', ONE_FAMILY, FAMILY_ID));
    expect(times).toBe(1);
    expect(hub.logLines.join('\n')).toContain('ACCESS_LOG_UNAVAILABLE');
    expect(hub.logLines.join('\n')).not.toContain('Toby');
    expectOnlyRefusal(await hub.query('lead-worker', personQuery('attendance { __typename }'), { id: ABSENT_ID }));
    expectOnlyRefusal(await hub.query('lead-worker', '{ myFamilies { id } }'));
  });
});

describe('Where the database stops between a decision and the log', () => {
  let database: OwnDatabase;
  let own: TestHub;
  let [stopping, held] = [false, 0];
  beforeAll(async () => {
    database = await startOwnDatabase();
    own = await startHub({
      databaseUrl: database.url,
      wrap: {
        agency: (port) => ({
          ...port,
          async ask(question) {
            const answers = await port.ask(question);
            if (port.id === 'education' && stopping) {
              held = [...(answers.get(CAST.toby)?.values() ?? [])].filter(({ outcome }) => outcome === 'HELD').length;
              await database.stop();
            }
            return answers;
          },
        }),
      },
    });
  });
  afterAll(async () => {
    await own.close();
    await database.remove();
  });

  test('nothing is shown, and the hub serves again once the database is back', async () => {
    const document = familyQuery('identity { ... on Identity { name } } attendance { __typename } healthContacts { __typename }');
    expect(peopleOf(await own.query('lead-worker', document, FAMILY_ID))).toHaveLength(6);
    const before = (await own.leaves()).length;

    stopping = true;
    expectOnlyRefusal(await own.query('lead-worker', document, FAMILY_ID));
    expect(held).toBe(1);
    expectOnlyRefusal(await own.query('lead-worker', document, FAMILY_ID), 'TEMPORARILY_UNAVAILABLE');

    stopping = false;
    await database.startAgain();
    expect(await own.leaves()).toHaveLength(before);
    expect(peopleOf(await own.query('lead-worker', document, FAMILY_ID))).toHaveLength(6);
    expect(await own.leaves()).toHaveLength(2 * before);
  });
});

test('Where what decisions rest on cannot be read, nothing is shown, not even that there is nothing', async () => {
  const refuse = (name: string) => {
    if (name === 'disclosure-facts') throw new Error('canceling statement due to statement timeout');
  };
  const response = await watchingStatements(hub, refuse, () => hub.query('lead-worker', ONE_FAMILY, FAMILY_ID));
  expectOnlyRefusal(response, 'TEMPORARILY_UNAVAILABLE');
});

describe('The leaves of one view', () => {
  let response: HubResponse;
  let leaves: Leaf[];
  const leafOf = (name: keyof typeof CAST) => leaves.find(({ person }) => person === CAST[name]);
  const decisionOf = (name: keyof typeof CAST, category: string) =>
    leafOf(name)?.decisions.find((decision) => decision.category === category);
  beforeAll(async () => {
    leaves = await leavesAdded(hub, async () => (response = await hub.query('lead-worker', ONE_FAMILY, FAMILY_ID)));
  });

  test('are one for each person', () => {
    expect(leaves.map(({ person }) => person).toSorted()).toEqual(Object.values(CAST).toSorted());
    for (const leaf of leaves) {
      expect(leaf).toMatchObject({
        kind: 'VIEW',
        visible: true,
        purpose: 'EARLY_HELP',
        family: OKAFOR_HUGHES,
        caller: { kind: 'WORKER', id: callerId('lead-worker'), organisation: 'northmere-early-help', roles: ['PRACTITIONER'] },
        operation: { name: 'OneFamily', document: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
      });
    }
    expect(new Set(leaves.map(({ requestId }) => requestId)).size).toBe(1);
  });

  test('list every category decided, permits and refusals alike', () => {
    for (const name of Object.keys(CAST) as (keyof typeof CAST)[]) {
      const own = ['IDENTITY', 'ADDRESS', 'RELATIONSHIPS', ...(name === 'amara' ? ['PREGNANCY'] : [])];
      const decided = leafOf(name)?.decisions.map(({ category }) => category) ?? [];
      expect(decided.toSorted()).toEqual([...CATEGORY_NAMES, ...own].toSorted());
    }
  });

  test('say what each permit rests on, and how much was shown', async () => {
    const { rows } = await hub.owner.pool.query<Record<string, string>>(
      `select a.id as assignment, e.id as episode, c.id as consent, l.id || '@' || l.version as link
        from assignment a, episode e, consent c, agency_link l
        where a.family_id = $1 and a.kind = 'LEAD_WORKER' and e.family_id = $1 and l.person_id = $2 and l.agency = 'health'
          and c.person = $2 and c.category = 'HEALTH_CONTACTS' and c.recipient = 'northmere-early-help'`,
      [OKAFOR_HUGHES, CAST.toby],
    );
    const { assignment, episode, consent, link } = rows[0] ?? {};
    const shown = peopleOf(response).find(({ id }) => id === CAST.toby)?.['healthContacts']?.['contacts'] as unknown[];
    expect(decisionOf('toby', 'HEALTH_CONTACTS')).toMatchObject({
      outcome: 'DISCLOSED',
      basis: { agreement: 'health-early-help@1', consent, assignment, episode, links: [link] },
      items: shown.length,
      detail: 'FULL',
      masked: true,
      since: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) as string,
    });
    expect(shown.length).toBeGreaterThan(0);
    expect(decisionOf('toby', 'SUSPENSIONS')).toMatchObject({ outcome: 'NOTHING_HELD', items: 0 });
    expect(decisionOf('toby', 'MISSING_EPISODES')).toMatchObject({ outcome: 'UNAVAILABLE', items: 0 });
    expect(decisionOf('amara', 'ADDRESS')).toMatchObject({ reason: 'PROTECTED', basis: { restriction: anyText } });
    for (const decision of leaves.flatMap(({ decisions }) => decisions.filter(({ detail }) => detail !== undefined))) {
      expect(decision.basis).toMatchObject({ assignment, episode });
      if (CATEGORY_NAMES.includes(decision.category)) expect(decision.basis['consent']).toEqual(anyText);
    }
  });

  test('know why something was withheld where the response does not', async () => {
    expect(decisionOf('chidera', 'MENTAL_HEALTH')).toMatchObject({ reason: 'NO_CONSENT', internalReason: 'REFUSED' });
    expect(decisionOf('toby', 'MENTAL_HEALTH')).toMatchObject({ reason: 'NO_CONSENT', internalReason: 'DECISION_DISPUTED' });
    expect(decisionOf('daniel', 'HEALTH_CONTACTS')).toMatchObject({ reason: 'NO_CONSENT', internalReason: 'NEVER_ASKED' });
    const outcomes = await hub.query('lead-worker', familyQuery(EVERY_CATEGORY), FAMILY_ID);
    for (const text of [outcomes.text, response.text]) {
      for (const internal of ['DECISION_DISPUTED', 'NEVER_ASKED', 'internalReason', 'northmere-early-help'])
        expect(text).not.toContain(internal);
    }
    expect(outcomes.text).not.toContain('REFUSED');
  });

  test('are found by columns that say what their bytes say, and their bytes are canonical, with a nonce each', async () => {
    const { rows } = await hub.owner.pool.query<Record<string, string> & { bytes: Buffer }>('select * from access_log_leaf');
    expect(rows.length).toBeGreaterThan(6);
    const nonces = new Set<string>();
    for (const { bytes, index: _index, nodes: _nodes, mac: _mac, at, ...columns } of rows) {
      const text = bytes.toString('utf8');
      const leaf = JSON.parse(text) as Leaf & { nonce: string };
      expect(canonicalize(leaf)).toBe(text);
      expect(new Date(at ?? '').toISOString()).toBe(leaf.time);
      expect(leaf.nonce).toMatch(/^[\w-]{22}$/);
      nonces.add(leaf.nonce);
      expect(columns).toEqual({
        request_id: leaf.requestId,
        kind: leaf.kind,
        caller_id: leaf.caller.id,
        organisation_id: leaf.caller.organisation,
        purpose: leaf.purpose,
        family_id: leaf.family,
        person_id: leaf.person,
      });
    }
    expect(nonces.size).toBe(rows.length);
  });

  test('hold nothing of what was shown: no data of an agency, and no name', () => {
    const bytes = JSON.stringify(leaves);
    const known = [...agencyIds(hub.world), ...namesAndPlaces(hub.world), 'Priya'];
    expect(known.filter((text) => bytes.includes(text))).toEqual([]);
    // What a leaf says as well: who, which category, why not, how much of it and since when.
    const sinces = leaves.flatMap(({ decisions }) => decisions.map(({ since }) => since));
    const said = new Set([
      ...Object.values(CAST),
      ...CATEGORY_NAMES,
      'ADDRESS',
      ...WITHHELD_REASONS,
      'FULL',
      'SUMMARY',
      ...sinces,
      // An agency may have answered in the very millisecond of the decision.
      ...leaves.map(({ time }) => time),
    ]);
    const shown = textsIn(peopleOf(response)).filter((text) => !said.has(text));
    expect(shown.length).toBeGreaterThan(100);
    expect(shown.filter((text) => bytes.includes(JSON.stringify(text)))).toEqual([]);
  });
});

describe('What else leaves a leaf', () => {
  test('a list of families, which names them all, leaves one', async () => {
    let families: { id: string }[] = [];
    const leaves = await leavesAdded(hub, async () => {
      const { body } = await hub.query('lead-worker', '{ me { id } myFamilies { id } again: myFamilies { name } }');
      families = body.data?.['myFamilies'] as unknown as typeof families;
    });
    expect(families).toHaveLength(10);
    expect(leaves).toHaveLength(1);
    const named = families.map(({ id }) => id);
    expect(leaves[0]).toMatchObject({ kind: 'FAMILY_LIST', purpose: null, person: null, decisions: [], families: named });
  });

  test('who the caller is leaves none', async () => {
    expect(await leavesAdded(hub, () => hub.query('lead-worker', '{ me { id name roles } __typename }'))).toEqual([]);
  });

  test('a person who is met again and again leaves one, with every field that was selected', async () => {
    const toby = (identity: string, attendance: string) => `person(id: "${CAST.toby}", purpose: EARLY_HELP) {
      identity { ... on Identity { ${identity} } } attendance { ... on Attendance { ${attendance} } } }`;
    const absent = `person(id: "${ABSENT_ID}", purpose: EARLY_HELP) { id }`;
    const document = `{ a: ${toby('name', 'attendanceRate')} b: ${toby('age', 'lateSessions')} c: ${absent} d: ${absent} }`;
    const leaves = await leavesAdded(hub, () => hub.query('lead-worker', document));
    expect(leaves.map(({ person, visible }) => [person, visible])).toEqual([
      [CAST.toby, true],
      [ABSENT_ID, false],
    ]);
    expect(leaves[0]?.decisions.map(({ category, fields }) => [category, fields]).toSorted()).toEqual([
      ['ATTENDANCE', ['attendanceRate', 'lateSessions']],
      ['IDENTITY', ['age', 'name']],
    ]);
  });

  test('who is not signed in leaves none, but a line in the security log', async () => {
    const before = hub.logLines.length;
    const leaves = await leavesAdded(hub, async () => expect((await hub.query(null, ONE_FAMILY, FAMILY_ID)).status).toBe(401));
    expect(leaves).toEqual([]);
    const lines = hub.logLines.slice(before).map((line) => JSON.parse(line) as object);
    expect(lines).toMatchObject([{ log: 'security', event: 'UNAUTHENTICATED', address: '127.0.0.1' }]);
  });
});

describe('The hub’s own role in the database', () => {
  test.each(LOG_ATTEMPTS)('may not %s', async (statement) => {
    const before = await hub.leaves();
    expect(before.length).toBeGreaterThan(0);
    await expect(hub.database.pool.query(statement)).rejects.toMatchObject({ code: '42501' });
    expect(await hub.leaves()).toEqual(before);
  });

  test('finds what every column of the log means', async () => {
    const { rows } = await hub.database.pool.query<{ comment: string | null }>(
      `select col_description(attrelid, attnum) as comment from pg_attribute
        where attrelid = 'access_log_leaf'::regclass and attnum > 0 and not attisdropped`,
    );
    expect(rows.length).toBeGreaterThanOrEqual(10);
    for (const { comment } of rows) expect(comment).toMatch(/\w+ \w+/);
  });
});
