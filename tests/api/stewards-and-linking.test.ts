/** What a steward decides, and what linking derives, are one: the job takes nothing back of it, doubles nothing, and adds nothing to it later. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { callerId } from '#demo/callers.ts';
import { castKeys } from '#demo/world/cast.ts';
import type { Demographics } from '#terms/demographics.ts';
import { HUB_RECORDS } from '#terms/demographics.ts';
import { change, codes } from '#tests/support/change.ts';
import { addFamily } from '#tests/support/families.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { CAST, startHub } from '#tests/support/hub.ts';
import type { IndexTools, Reference } from '#tests/support/linking.ts';
import { demographicsOf, indexTools } from '#tests/support/linking.ts';
import { OUTCOME, personQuery } from '#tests/support/queries.ts';
import { NO_DEMOGRAPHICS } from '#terms/demographics.ts';
import { addLink, addPerson, linksOf, openReview, ownRecord, readQueue } from '#tests/support/stewarding.ts';
import { keepFacts } from '#tests/support/walk-council.ts';

const TOBY = CAST.toby;
const WHY = 'The school has him under both names';
const SCHOOL: Reference = { agency: 'education', id: 'his' };
const POLICE: Reference = { agency: 'police', id: 'his' };

let hub: TestHub;
let index: IndexTools;
let toby: Demographics;
/** Somebody who is called otherwise, lives elsewhere, and turns out to be Toby. */
let zed: string;
let home: string;
const ZED: Demographics = {
  ...NO_DEMOGRAPHICS,
  forename: 'Zedekiah',
  surname: 'Quillfeather',
  dateOfBirth: '2015-03-04',
  sex: 'M',
  addresses: [{ line: '1 Made-up Road', town: 'Oldmere', postcode: 'ZX9 9ZZ', uprn: null }],
};
let restore: () => Promise<void>;
beforeAll(async () => {
  hub = await startHub();
  index = indexTools(hub.owner.pool, hub.database.pool);
  toby = demographicsOf(hub.world, castKeys.toby);
  home = randomUUID();
  await sql(`insert into household (id, line, town, postcode) values ($1, '1 Made-up Road', 'Oldmere', 'ZX9 9ZZ')`, home);
  zed = await addPerson(hub, { household: home });
  const family = await addFamily(hub, [zed]);
  await sql(`update family set organisation_id = 'northmere-early-help' where id = $1`, family);
  await sql('delete from agency_link where person_id = any($1)', [TOBY, zed]);
  await index.forget();
  await index.link();
  restore = await keepFacts(hub);
});
beforeEach(() => restore());
afterAll(() => hub.close());

const sql = async <Row extends object = Record<string, unknown>>(text: string, ...values: unknown[]) =>
  (await hub.owner.pool.query<Row>(text, values)).rows;
async function says(name: string, input: object, who = 'steward'): Promise<Record<string, unknown>> {
  const fields = name === 'merge' || name === 'split' ? '... on MergeRecorded { mergeId unclear }' : '';
  const answer = await change(hub, who, name, { rationale: WHY, ...input }, fields);
  if (answer.problems) throw new Error(codes(answer).join());
  return answer;
}
const merged = async (): Promise<string> =>
  (await says('merge', { keepPersonId: TOBY, mergePersonId: zed }))['mergeId'] as string;
const links = ({ agency, id }: Reference) => linksOf(hub, agency, id);
const stateOf = async (record: Reference, person = TOBY) => (await links(record))[person]?.split('@')[0];
async function reviewOf(person: string, record: Reference): Promise<string> {
  const [row] = await sql<{ id: string }>(
    `select v.id from match_review v join agency_record a on a.number in (v."left", v."right") and a.agency = 'hub' and a.agency_person_id = $1
       join agency_record b on b.number in (v."left", v."right") and b.agency = $2 and b.agency_person_id = $3 where v.closed_at is null`,
    person,
    record.agency,
    record.id,
  );
  if (!row) throw new Error('Nobody is asked.');
  return row.id;
}
const indexNow = () =>
  sql(
    `select (select json_agg(json_build_array(id, version, person_id, agency, agency_person_id, state, ends_at is null) order by id, version) from agency_link) as links,
       (select json_agg(json_build_array("left", "right", kind, closed_at is null) order by "left", "right") from match_review) as reviews`,
  );
/** Links, and once more, and all anew: nothing changes but the first time. */
async function settles(): Promise<void> {
  await index.link();
  const first = await indexNow();
  await index.link();
  await sql('update agency_record set placed = false');
  await index.link();
  expect(await indexNow()).toEqual(first);
}

describe('Linking after a decision leaves it as it is:', () => {
  test('the same, whatever the two weigh, and different, however much they agree', async () => {
    await index.receive(SCHOOL, ZED);
    await index.receive(POLICE, toby);
    await index.link();
    expect(await stateOf(POLICE)).toBe('AUTOMATIC');
    expect(await links(SCHOOL)).toEqual({ [zed]: 'AUTOMATIC@1' });
    const [link] = await sql<{ id: string }>(`select id from agency_link where agency_person_id = 'his' and person_id = $1`, zed);
    await says('unlinkRecord', { linkId: link!.id });
    const numbers = await sql<{ number: number }>(
      `select number from agency_record where agency = 'education' and agency_person_id = 'his'`,
    );
    await says('confirmSame', { reviewId: await openReview(hub, await ownRecord(hub, TOBY), numbers[0]!.number) });
    const decided = { [TOBY]: 'CONFIRMED@1', [zed]: 'REJECTED@2' };
    expect(await links(SCHOOL)).toEqual(decided);
    await settles();
    expect(await links(SCHOOL)).toEqual(decided);
  });

  test('a merge: each keeps what they had, however little the two are alike; and a split', async () => {
    await index.receive(SCHOOL, ZED);
    await index.receive(POLICE, toby);
    await index.link();
    const mergeId = await merged();
    const together = [{ [TOBY]: 'AUTOMATIC@2' }, { [TOBY]: 'AUTOMATIC@1' }];
    expect([await links(SCHOOL), await links(POLICE)]).toEqual(together);
    await settles();
    expect([await links(SCHOOL), await links(POLICE)]).toEqual(together);
    await says('split', { mergeId });
    const apart = [{ [zed]: 'AUTOMATIC@3' }, { [TOBY]: 'AUTOMATIC@1' }];
    expect([await links(SCHOOL), await links(POLICE)]).toEqual(apart);
    await settles();
    expect([await links(SCHOOL), await links(POLICE)]).toEqual(apart);
  });

  test.each([SCHOOL, POLICE])(
    'a record that is of the one and not of the other waits when the two are one ($agency)',
    async (record) => {
      await index.receive(record, ZED);
      await index.link();
      await index.decide({ agency: HUB_RECORDS, id: zed }, record, 'SAME');
      await index.decide({ agency: HUB_RECORDS, id: TOBY }, record, 'DIFFERENT');
      await index.link();
      expect(await stateOf(record, zed)).toBe('CONFIRMED');
      const mergeId = await merged();
      expect(await stateOf(record)).toBe('CANDIDATE');
      await settles();
      expect(await stateOf(record)).toBe('CANDIDATE');
      // The steward's last word counts, and stays.
      await says('confirmSame', { reviewId: await reviewOf(TOBY, record) });
      await settles();
      expect(await stateOf(record)).toBe('CONFIRMED');
      // As two again each was said to have it.
      await says('split', { mergeId });
      await settles();
      expect([await stateOf(record), await stateOf(record, zed)]).toEqual(['CANDIDATE', 'CANDIDATE']);
      await says('confirmSame', { reviewId: await reviewOf(zed, record) });
      await settles();
      expect([await stateOf(record), await stateOf(record, zed)]).toEqual(['REJECTED', 'CONFIRMED']);
    },
  );

  test('so does one that by weight alone was of the one', async () => {
    await index.receive(SCHOOL, ZED);
    await index.decide({ agency: HUB_RECORDS, id: TOBY }, SCHOOL, 'DIFFERENT');
    await index.link();
    await merged();
    await settles();
    expect(await stateOf(SCHOOL)).toBe('CANDIDATE');
    await says('confirmDifferent', { reviewId: await reviewOf(TOBY, SCHOOL) });
    await settles();
    expect(await stateOf(SCHOOL)).toBe('REJECTED');
  });

  test('one that was in question for both is in question once, and no more once it is told apart', async () => {
    await index.receive(SCHOOL, toby);
    await index.link();
    await addLink(hub, zed, SCHOOL.agency, SCHOOL.id, 'CANDIDATE');
    await merged();
    await settles();
    const current = () =>
      sql<{ id: string; state: string }>(
        `select id, state from agency_link where agency_person_id = 'his' and person_id = $1 and ends_at is null`,
        TOBY,
      );
    expect((await current()).map(({ state }) => state)).toEqual(['AUTOMATIC']);
    await says('unlinkRecord', { linkId: (await current())[0]!.id });
    await settles();
    expect((await current()).map(({ state }) => state)).toEqual(['REJECTED']);
  });

  test('two records of which a steward said whose each is, and which their agency then merges, are nobody’s until it is asked', async () => {
    const other: Reference = { agency: 'education', id: 'other' };
    await index.receive(SCHOOL, toby);
    await index.receive(other, ZED);
    await index.decide({ agency: HUB_RECORDS, id: TOBY }, SCHOOL, 'SAME');
    await index.decide({ agency: HUB_RECORDS, id: zed }, other, 'SAME');
    await index.link();
    await index.receive(other, ZED, { state: 'MERGED', into: SCHOOL.id });
    await settles();
    expect([await stateOf(SCHOOL), await stateOf(SCHOOL, zed)]).toEqual(['CANDIDATE', 'CANDIDATE']);
    await says('confirmSame', { reviewId: await reviewOf(TOBY, SCHOOL) });
    await settles();
    expect([await stateOf(SCHOOL), await stateOf(SCHOOL, zed)]).toEqual(['CONFIRMED', 'REJECTED']);
  });

  test('a record that is confirmed as somebody’s stays theirs while it is asked whether they are somebody known before', async () => {
    await index.receive(SCHOOL, ZED);
    await index.decide({ agency: HUB_RECORDS, id: zed }, SCHOOL, 'SAME');
    await index.link();
    const before = await addPerson(hub, { household: home });
    await addFamily(hub, [before]);
    await sql(`update family_member set recorded_at = now() - interval '1 year' where person_id = $1`, before);
    await settles();
    expect(await index.questions({ agency: HUB_RECORDS, id: zed })).toEqual([`DUPLICATE_PERSON hub ${before}`]);
    expect(await links(SCHOOL)).toMatchObject({ [zed]: 'CONFIRMED@1' });
  });
});

describe('Whoever is merged into somebody', () => {
  const seal = (person: string) =>
    sql(
      `insert into restriction (id, person, kind, exempt, silent, placed_by, reason) values (gen_random_uuid(), $1, 'SEALED', '{}', false, $2, 'test')`,
      person,
      callerId('information-governance'),
    );
  const traces = async () => {
    const [row] = await sql<{ traces: number }>(
      `select sum(cardinality(r.keys) + (select count(*) from match_edge e where r.number in (e."left", e."right")))::int as traces
         from agency_record r where r.agency = 'hub' and r.agency_person_id = any($1)`,
      [TOBY, zed],
    );
    return row?.traces;
  };

  test('is sealed with them: nothing joins by the name that they had', async () => {
    await merged();
    await index.link();
    await seal(TOBY);
    await index.receive(SCHOOL, ZED);
    await index.link();
    expect(await links(SCHOOL)).toEqual({});
    expect(await index.questions(SCHOOL)).toEqual([]);
    expect(await traces()).toBe(0);
    await sql(`update restriction set state = 'LIFTED' where person = $1 and kind = 'SEALED'`, TOBY);
    await settles();
    expect(await links(SCHOOL)).toEqual({ [TOBY]: 'AUTOMATIC@1' });
  });

  test('keeps the address protected of those with whom they live; until that is lifted, or they are two', async () => {
    const sister = await addPerson(hub, { forename: 'Ada', household: home });
    await addFamily(hub, [sister]);
    await sql(
      `insert into restriction (id, person, kind, exempt, silent, placed_by, reason) values (gen_random_uuid(), $1, 'PROTECTED_ADDRESS', '{}', false, $2, 'test')`,
      zed,
      callerId('information-governance'),
    );
    const address = async () => {
      const { body } = await hub.query('lead-worker', personQuery(`address ${OUTCOME}`), { id: sister });
      const found = body.data?.['person'] as unknown as { address: { __typename: string; reason?: string } };
      return found.address.reason ?? found.address.__typename;
    };
    expect(await address()).toBe('PROTECTED');
    const mergeId = await merged();
    expect(await address()).toBe('PROTECTED');
    await says('split', { mergeId });
    expect(await address()).toBe('PROTECTED');
    await merged();
    const [own] = await sql<{ id: string }>(
      `select id from restriction r where person = $1 and kind = 'PROTECTED_ADDRESS' and reason = 'test' and state = 'LIVE'
        and not exists (select from restriction later where later.id = r.id and later.version > r.version)`,
      TOBY,
    );
    const lift = { restrictionId: own!.id, reason: 'They have moved' };
    expect(codes(await change(hub, 'information-governance', 'liftRestriction', lift))).toEqual(['RestrictionRecorded']);
    expect(await address()).toBe('Address');
  });

  test('is matched only where somebody works, or worked, with them: that a steward is asked makes nobody take part', async () => {
    const stranger = await addPerson(hub, { forename: 'Ezra', surname: 'Nightingale', household: home });
    await sql(
      `insert into restriction (id, person, kind, exempt, silent, placed_by, reason) values (gen_random_uuid(), $1, 'PROTECTED_ADDRESS', '{}', false, $2, 'test')`,
      zed,
      callerId('information-governance'),
    );
    const { unclear } = await says('merge', { keepPersonId: TOBY, mergePersonId: stranger });
    expect(unclear).toEqual(['ADDRESS']);
    const [row] = await sql<{ id: string }>(`select id from match_review where kind = 'UNCLEAR_FACTS' and closed_at is null`);
    expect(row).toBeDefined();
    await index.receive(SCHOOL, { ...ZED, forename: 'Ezra', surname: 'Nightingale', identifiers: {} });
    await settles();
    expect(await links(SCHOOL)).toEqual({});
    const [own] = await sql(`select keys, state from agency_record where agency = 'hub' and agency_person_id = $1`, stranger);
    expect(own).toEqual({ keys: [], state: 'DELETED' });
  });

  test('keeps those with whom they live: nobody decides about them who has a tie to either', async () => {
    const sister = await addPerson(hub, { forename: 'Ada', household: home });
    await addFamily(hub, [sister]);
    await index.receive(SCHOOL, NO_DEMOGRAPHICS);
    await merged();
    await index.link();
    const numbers = await sql<{ number: number }>(
      `select number from agency_record where agency = 'education' and agency_person_id = 'his'`,
    );
    const reviewId = await openReview(hub, await ownRecord(hub, sister), numbers[0]!.number);
    await sql(
      `insert into worker_interest (id, worker_id, person, kind, silent) values (gen_random_uuid(), $1, $2, 'FRIEND', false)`,
      callerId('steward'),
      TOBY,
    );
    const decide = () => change(hub, 'steward', 'confirmDifferent', { reviewId, rationale: WHY });
    expect(codes(await decide())).toEqual(['CONFLICT_OF_INTEREST']);
    expect((await readQueue(hub)).nodes.filter(({ id }) => id === reviewId)).toEqual([]);
  });
});
