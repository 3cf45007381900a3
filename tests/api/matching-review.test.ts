/** A steward is asked whether two records are of one person, decides, and nobody learns of whom they may not. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { callerId, CALLERS } from '#demo/callers.ts';
import { change, codes } from '#tests/support/change.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { ABSENT_ID, CAST, startHub } from '#tests/support/hub.ts';
import { actingAs, madeOnce } from '#tests/support/made-once.ts';
import { leavesAdded, personQuery } from '#tests/support/queries.ts';
import { watchingStatements } from '#tests/support/statements.ts';
import {
  addLink,
  addPerson,
  addRecord,
  askForOne,
  linksOf,
  openReview,
  ownRecord,
  QUEUE,
  readQueue,
  STEWARD,
} from '#tests/support/stewarding.ts';

const { gareth: GARETH, amara: AMARA, toby: TOBY } = CAST;
const WHY = 'The same health visitor knows both';
const FIELDS = '... on MatchDecided { decisionId linkId linkVersion recordedAt }';
const GARETH_AT_HEALTH = {
  forename: 'Garreth',
  surname: 'Hughes',
  dateOfBirth: '1985-01-01',
  addresses: [{ line: '1 Made-up Road', town: 'Northmere', postcode: 'NM1 1AA', uprn: null }],
  phones: ['07700 900123'],
  identifiers: { 'nhs-number': '9434765919', 'tenancy-reference': 'T-1' },
};

let hub: TestHub;
let record: string;
let review: string;
/** What is done between an answer and its place in the log. */
let meanwhile: (() => Promise<unknown>) | undefined;
beforeAll(async () => {
  hub = await startHub({
    wrap: {
      accessLog: (log) => ({
        async append(leaves, epochs) {
          const work = meanwhile;
          meanwhile = undefined;
          await work?.();
          return log.append(leaves, epochs);
        },
      }),
    },
  });
});
beforeEach(async () => {
  await sql(
    `delete from match_review; delete from match_decision; delete from worker_interest; delete from restriction where reason = 'test'`,
  );
  record = `made-up-${randomUUID()}`;
  review = await openReview(hub, await ownRecord(hub, GARETH), await addRecord(hub, 'health', record, GARETH_AT_HEALTH));
});
afterAll(() => hub.close());

const sql = (text: string, ...values: unknown[]) => hub.owner.pool.query(text, values);
const same = (reviewId = review, who = 'steward') => change(hub, who, 'confirmSame', { reviewId, rationale: WHY }, FIELDS);
const different = (reviewId = review, who = 'steward') =>
  change(hub, who, 'confirmDifferent', { reviewId, rationale: WHY }, FIELDS);
const ids = async () => (await readQueue(hub)).nodes.map(({ id }) => id);
const restrict = (
  person: string,
  kind: string,
  { silent = false, binds = null as string[] | null, exempt = [] as string[] } = {},
) =>
  sql(
    `insert into restriction (id, person, kind, binds, exempt, silent, placed_by, reason) values (gen_random_uuid(), $1, $2, $3, $4, $5, $6, 'test')`,
    person,
    kind,
    binds,
    exempt,
    silent,
    callerId('information-governance'),
  );
const tie = (person: string, silent = false) =>
  sql(
    `insert into worker_interest (id, worker_id, person, kind, silent) values (gen_random_uuid(), $1, $2, 'FAMILY', $3)`,
    STEWARD,
    person,
    silent,
  );
/** That a review reads, in every way, as one that nothing is. */
async function isNowhere(id: string): Promise<void> {
  const other = await addPerson(hub);
  const shown = await openReview(hub, await ownRecord(hub, other), await addRecord(hub, 'housing', randomUUID(), {}));
  expect(await ids()).toEqual([shown]);
  const read = async (one: string) => {
    const statements: string[] = [];
    const { text } = await watchingStatements(
      hub,
      (name) => statements.push(name),
      () => askForOne(hub, one),
    );
    return { text, statements };
  };
  expect(await read(id)).toEqual(await read(ABSENT_ID));
  for (const decide of [same, different]) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    expect(codes(await decide(id))).toEqual(['NOT_FOUND reviewId']);
  }
}

describe('The queue', () => {
  test('shows both records side by side as received, and says what speaks for one person', async () => {
    const { nodes } = await readQueue(hub);
    expect(nodes).toHaveLength(1);
    const [{ left, right, ...rest }] = nodes as [(typeof nodes)[number]];
    expect(left).toMatchObject({ agency: 'hub', personId: GARETH, linkId: null, forename: 'Gareth', surname: 'Hughes' });
    expect(right).toMatchObject({
      agency: 'health',
      personId: null,
      forename: 'Garreth',
      addresses: GARETH_AT_HEALTH.addresses,
      phones: ['07700 900123'],
      identifiers: expect.arrayContaining([{ kind: 'nhs-number', value: '9434765919' }]) as unknown,
    });
    expect(rest).toMatchObject({ id: review, kind: 'POSSIBLE_MATCH', mergeId: null, unclear: [] });
    expect(rest.explanation).toContain('surname');
    expect(rest.parts.map(({ field }) => field)).toEqual(expect.arrayContaining(['forename', 'surname', 'dateOfBirth']));
    expect(rest.probability).toBeCloseTo(1 / (1 + 2 ** -rest.weight));
  });

  test('has links that may be wrong and people who may be here twice first, then the oldest, page by page', async () => {
    const add = async (kind: string, ago: string) =>
      openReview(hub, await ownRecord(hub, await addPerson(hub)), await addRecord(hub, 'housing', randomUUID(), {}), kind, ago);
    const old = await add('POSSIBLE_MATCH', '3 days');
    const weak = await add('WEAKENED_LINK', '1 minute');
    const twice = await add('DUPLICATE_PERSON', '2 minutes');
    const unclear = await add('UNCLEAR_FACTS', '2 days');
    const wanted = [twice, weak, old, unclear, review];
    expect(await ids()).toEqual(wanted);
    const found: string[] = [];
    let after: string | null = null;
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- each page begins where the last one ended
      const { nodes, pageInfo }: Awaited<ReturnType<typeof readQueue>> = await readQueue(hub, { first: 2, after });
      found.push(...nodes.map(({ id }) => id));
      if (!pageInfo.hasNextPage) break;
      after = pageInfo.endCursor;
    }
    expect(found).toEqual(wanted);
    const { body } = await hub.query('steward', QUEUE, { first: 201 });
    expect(body.errors?.[0]?.extensions['code']).toBe('BAD_ARGUMENT');
    expect((await hub.query('steward', QUEUE, { after: 'bm8' })).body.errors?.[0]?.extensions['code']).toBe('BAD_ARGUMENT');
  });

  test('is for stewards in person, and every reading is an entry of the log with the pairs and people, and no name', async () => {
    for (const { key } of CALLERS.filter((caller) => caller.key !== 'steward')) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const leaves = await leavesAdded(hub, async () => {
        expect((await hub.query(key, QUEUE)).body.data).toEqual({ matchReviews: null });
        expect((await askForOne(hub, review, key)).body.data).toEqual({ matchReview: null });
      });
      expect(leaves).toMatchObject([
        { kind: 'MATCH_REVIEW', visible: false, review: { query: 'matchReviews', entries: 0, filter: { personIds: [] } } },
        {
          kind: 'MATCH_REVIEW',
          visible: false,
          review: { query: 'matchReview', filter: { reviewIds: [review], personIds: [] } },
        },
      ]);
    }
    const leaves = await leavesAdded(hub, async () => {
      await readQueue(hub);
      await askForOne(hub, review);
    });
    const filter = { reviewIds: [review], personIds: [GARETH] };
    expect(leaves).toMatchObject([
      { kind: 'MATCH_REVIEW', visible: true, person: null, review: { query: 'matchReviews', filter, entries: 1 } },
      { kind: 'MATCH_REVIEW', visible: true, review: { query: 'matchReview', filter, entries: 1 } },
    ]);
    expect(JSON.stringify(leaves)).not.toMatch(/Garreth|Hughes|9434765919|made-up-/);
    expect(JSON.stringify((await readQueue(hub)).nodes)).not.toContain(record);
  });

  test('masks addresses, phones and what else tells a place where either lives at a protected address, and explains without them', async () => {
    const before = (await readQueue(hub)).nodes[0]!;
    await restrict(GARETH, 'PROTECTED_ADDRESS');
    const { text } = await askForOne(hub, review);
    for (const told of ['Made-up Road', 'NM1 1AA', '07700', 'T-1']) expect(text).not.toContain(told);
    const [{ left, right, explanation, parts }] = (await readQueue(hub)).nodes as [typeof before];
    for (const one of [left, right]) expect(one).toMatchObject({ addresses: null, phones: null });
    expect(right.identifiers).toEqual([{ kind: 'nhs-number', value: '9434765919' }]);
    expect(explanation).not.toMatch(/postcode|street|town|phone/);
    expect(parts.filter(({ field }) => /postcode|street|locality|phone/.test(field))).toEqual([]);
    expect(before.parts.some(({ field }) => field === 'postcode')).toBe(true);
  });

  test('shows places of a protected household to whom the restriction exempts, and masks them through a link too', async () => {
    await restrict(GARETH, 'PROTECTED_ADDRESS', { exempt: ['northmere-information'] });
    expect((await readQueue(hub)).nodes[0]!.right.phones).toEqual(['07700 900123']);
    // Another pair, of a record that is linked to somebody protected.
    const linked = randomUUID();
    await addLink(hub, AMARA, 'housing', linked, 'AUTOMATIC');
    const other = await openReview(
      hub,
      await addRecord(hub, 'housing', linked, { phones: ['07700 900999'] }),
      await addRecord(hub, 'health', randomUUID(), { phones: ['07700 900999'] }),
    );
    const one = (await readQueue(hub)).nodes.find(({ id }) => id === other)!;
    expect([one.left, one.right].map(({ phones }) => phones)).toEqual([null, null]);
    expect([one.left.personId, one.right.personId].toSorted()).toEqual([AMARA, null].toSorted());
  });
});

describe('A steward learns nothing', () => {
  test('of a sealed record', async () => {
    await sql('update agency_record set sealed = true where agency_person_id = $1', record);
    await isNowhere(review);
  });

  test('of a record of somebody who is sealed, openly or silently, for whomever else', async () => {
    await restrict(GARETH, 'SEALED', { binds: [callerId('lead-worker')] });
    await isNowhere(review);
  });

  test('of a record of somebody whose seal is to begin tomorrow', async () => {
    await restrict(GARETH, 'SEALED');
    await sql(`update restriction set starts_at = now() + interval '1 day' where person = $1 and reason = 'test'`, GARETH);
    await isNowhere(review);
  });

  test('of a record that is linked to somebody sealed', async () => {
    const person = await addPerson(hub);
    const linked = randomUUID();
    await addLink(hub, person, 'housing', linked, 'AUTOMATIC');
    const other = await openReview(
      hub,
      await addRecord(hub, 'housing', linked, {}),
      await addRecord(hub, 'health', randomUUID(), {}),
    );
    expect(await ids()).toContain(other);
    await restrict(person, 'SEALED', { silent: true });
    await sql('delete from match_review where id = $1', review);
    await isNowhere(other);
  });

  test('of somebody to whom a sealed record is linked', async () => {
    const sealed = randomUUID();
    await addRecord(hub, 'education', sealed, {}, { sealed: true });
    await addLink(hub, GARETH, 'education', sealed, 'CONFIRMED');
    await isNowhere(review);
    await sql('delete from agency_link where agency_person_id = $1', sealed);
  });

  test('of whom a silent restriction hides from them', async () => {
    await restrict(GARETH, 'COURT_ORDER', { silent: true });
    await isNowhere(review);
  });

  test('of whom a silent interest ties them to, or who lives with them', async () => {
    await tie(GARETH, true);
    await isNowhere(review);
  });

  test('of records that their agency has deleted', async () => {
    await sql(`update agency_record set state = 'DELETED' where agency_person_id = $1`, record);
    await isNowhere(review);
  });

  test('of a person who is sealed while the pair is read: it is read anew', async () => {
    meanwhile = () => restrict(GARETH, 'SEALED');
    expect(await ids()).toEqual([]);
  });
});

describe('“The same”', () => {
  test('links the record at once, confirmed, closes the review and is a leaf about the person', async () => {
    const before = await hub.query('lead-worker', personQuery('id'), { id: GARETH });
    expect(before.body.errors).toBeUndefined();
    const { answer, leaves } = await madeOnce(hub, 'steward', 'confirmSame', { reviewId: review, rationale: WHY }, FIELDS);
    expect(await linksOf(hub, 'health', record)).toEqual({ [GARETH]: 'CONFIRMED@1' });
    expect(await ids()).toEqual([]);
    const { rows } = await sql('select * from match_decision');
    expect(rows).toMatchObject([
      {
        id: answer['decisionId'],
        left_agency: 'health',
        left_id: record,
        right_agency: 'hub',
        right_id: GARETH,
        verdict: 'SAME',
        grounds: 'STEWARD',
        rationale: WHY,
        recorded_by: STEWARD,
      },
    ]);
    expect(leaves).toMatchObject([
      {
        kind: 'MATCH_CHANGE',
        person: GARETH,
        change: { what: ['SAME', 'POSSIBLE_MATCH'], records: [review, answer['decisionId'], `${answer['linkId'] as string}@1`] },
      },
    ]);
    expect(JSON.stringify(leaves)).not.toContain(WHY);
    expect(codes(await different())).toEqual(['ALREADY_DONE reviewId']);
  });

  test('confirms a candidate as the next version of its link', async () => {
    const link = await addLink(hub, GARETH, 'health', record, 'CANDIDATE');
    expect(await same()).toMatchObject({ linkId: link, linkVersion: 2 });
    expect(await linksOf(hub, 'health', record)).toEqual({ [GARETH]: 'CONFIRMED@2' });
  });

  test('does not take a record from somebody else: it is unlinked there first', async () => {
    const link = await addLink(hub, TOBY, 'health', record, 'AUTOMATIC');
    expect(codes(await same())).toEqual(['LINKED_TO_ANOTHER reviewId']);
    expect(await change(hub, 'steward', 'unlinkRecord', { linkId: link, rationale: WHY }, FIELDS)).toMatchObject({
      linkVersion: 2,
    });
    expect(await same()).toMatchObject({ linkVersion: 1 });
    expect(await linksOf(hub, 'health', record)).toEqual({ [TOBY]: 'REJECTED@2', [GARETH]: 'CONFIRMED@1' });
  });

  test('of two agencies’ records makes no link by itself', async () => {
    const [one, other] = [randomUUID(), randomUUID()];
    const pair = await openReview(hub, await addRecord(hub, 'housing', one, {}), await addRecord(hub, 'health', other, {}));
    const leaves = await leavesAdded(hub, async () => expect(await same(pair)).toMatchObject({ linkId: null }));
    expect(leaves).toMatchObject([{ kind: 'MATCH_CHANGE', person: null, change: { outcome: 'RECORDED' } }]);
    expect(await linksOf(hub, 'housing', one)).toEqual({});
  });

  test('of two of the hub’s own people is a merge, and says so; that they are two is decided here', async () => {
    const twice = await openReview(
      hub,
      await ownRecord(hub, await addPerson(hub)),
      await ownRecord(hub, GARETH),
      'DUPLICATE_PERSON',
    );
    expect(codes(await same(twice))).toEqual(['MERGE_THEM reviewId']);
    expect(await different(twice)).toMatchObject({ linkId: null });
    expect(await ids()).toEqual([review]);
  });
});

describe('“Different”', () => {
  test('rejects the link of the pair, and stays', async () => {
    const link = await addLink(hub, GARETH, 'health', record, 'CANDIDATE');
    const { answer } = await madeOnce(hub, 'steward', 'confirmDifferent', { reviewId: review, rationale: WHY }, FIELDS);
    expect(answer).toMatchObject({ linkId: link, linkVersion: 2 });
    expect(await linksOf(hub, 'health', record)).toEqual({ [GARETH]: 'REJECTED@2' });
    expect(await ids()).toEqual([]);
  });

  test('takes a wrong link away at once: the next view does not ask with it', async () => {
    const { rows } = await sql(
      `select id from agency_link where person_id = $1 and agency = 'housing' and ends_at is null and state <> 'CANDIDATE' limit 1`,
      GARETH,
    );
    const linkId = (rows[0] as { id: string }).id;
    const tenancy = async () => {
      const { body } = await hub.query('lead-worker', personQuery('tenancy { __typename ... on Withheld { reason } }'), {
        id: GARETH,
      });
      return body.data?.['person'] as unknown as object;
    };
    const before = await tenancy();
    const { leaves } = await madeOnce(hub, 'steward', 'unlinkRecord', { linkId, rationale: WHY }, FIELDS);
    expect(leaves).toMatchObject([{ person: GARETH, change: { what: ['DIFFERENT', 'UNLINKED'] } }]);
    expect(await tenancy()).not.toEqual(before);
    expect(codes(await change(hub, 'steward', 'unlinkRecord', { linkId, rationale: WHY }))).toEqual(['ALREADY_DONE linkId']);
    await sql('delete from agency_link where id = $1 and version > 1', linkId);
    await sql('update agency_link set ends_at = null where id = $1', linkId);
  });
});

describe('Nobody decides', () => {
  test('without the role, or through an app', async () => {
    const input = { reviewId: review, rationale: WHY };
    for (const { key } of CALLERS.filter((caller) => caller.key !== 'steward'))
      for (const name of ['confirmSame', 'confirmDifferent'])
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        expect(codes(await change(hub, key, name, input))).toEqual(['NOT_ENTITLED']);
    const throughApp = actingAs(hub, { act: { sub: 'council-app' } });
    expect(codes(await change(throughApp, 'steward', 'confirmSame', input))).toEqual(['NOT_ENTITLED']);
    expect((await throughApp.query('steward', QUEUE)).body.data).toEqual({ matchReviews: null });
    expect(await ids()).toEqual([review]);
  });

  test('about whom they have declared a tie to, or who lives or belongs with them', async () => {
    await tie(CAST.chidera);
    const daughter = await ownRecord(hub, CAST.chidera);
    const own = await openReview(hub, daughter, await addRecord(hub, 'health', randomUUID(), {}));
    for (const one of [own, review]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect(codes(await same(one))).toEqual(['CONFLICT_OF_INTEREST']);
    }
    expect(await ids()).toEqual([]);
  });

  test('about a family that they work with in another role', async () => {
    const assignment = randomUUID();
    await sql(
      `insert into assignment (id, worker_id, family_id, kind, starts_at, made_by_id)
        select $1, $2, family_id, 'TEAM_MEMBER', now(), $3 from family_member where person_id = $4 limit 1`,
      assignment,
      STEWARD,
      callerId('manager'),
      GARETH,
    );
    expect(codes(await same())).toEqual(['NOT_FOR_YOURSELF']);
    await sql('delete from assignment where id = $1', assignment);
  });

  test('without saying why, or of what is no review', async () => {
    expect(codes(await change(hub, 'steward', 'confirmSame', { reviewId: review, rationale: ' ' }))).toEqual([
      'TEXT_NEEDED rationale',
    ]);
    for (const id of [ABSENT_ID, 'nobody', GARETH, record])
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect(codes(await same(id))).toEqual(['NOT_FOUND reviewId']);
    for (const linkId of [ABSENT_ID, 'nobody', GARETH])
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect(codes(await change(hub, 'steward', 'unlinkRecord', { linkId, rationale: WHY }))).toEqual(['NOT_FOUND linkId']);
  });

  test('the same pair otherwise at the same time: one is recorded, the other finds it done', async () => {
    const pairs = [review];
    for (let count = 0; count < 6; count++) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const [one, other] = [await addRecord(hub, 'housing', randomUUID(), {}), await addRecord(hub, 'health', randomUUID(), {})];
      // oxlint-disable-next-line no-await-in-loop
      pairs.push(await openReview(hub, one, other));
    }
    for (const pair of pairs) {
      // oxlint-disable-next-line no-await-in-loop
      const answers = await Promise.all([same(pair), different(pair)]);
      expect(answers.map((answer) => codes(answer)[0]).toSorted()).toEqual(['ALREADY_DONE reviewId', 'MatchDecided']);
    }
    expect((await sql('select from match_decision')).rows).toHaveLength(pairs.length);
  });
});
