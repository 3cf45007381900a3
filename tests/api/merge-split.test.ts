/** Two people of the index who are one: everything follows, the stricter holds; and a split gives back what there was. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { callerId } from '#demo/callers.ts';
import { change, codes } from '#tests/support/change.ts';
import { addFamily } from '#tests/support/families.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { CAST, OKAFOR_HUGHES, startHub } from '#tests/support/hub.ts';
import { madeOnce } from '#tests/support/made-once.ts';
import { CATEGORY_NAMES, familyQuery, leavesAdded, OUTCOME, peopleOf, personQuery } from '#tests/support/queries.ts';
import { readAccount, readThroughLink } from '#tests/support/reviewing.ts';
import { everythingAbout } from '#tests/support/merging.ts';
import { keepFacts } from '#tests/support/walk-council.ts';
import { addLink, addPerson, linksOf, readQueue, STEWARD } from '#tests/support/stewarding.ts';

const { toby: TOBY, amara: AMARA, daniel: DANIEL, gareth: GARETH } = CAST;
const WHY = 'The school has him under both names';
const FIELDS = '... on MergeRecorded { mergeId version unclear recordedAt }';
const LEAD = callerId('lead-worker');
const GOVERNANCE = callerId('information-governance');

let hub: TestHub;
/** A boy whom the hub knows twice: as Toby, and as Tobias, of a family with whom the same worker works. */
let tobias: string;
let family: string;
let restore: () => Promise<void>;
beforeAll(async () => {
  hub = await startHub();
  const { rows } = await sql<{ born: string }>('select date_of_birth::text as born from person where id = $1', TOBY);
  tobias = await addPerson(hub, { forename: 'Tobias', surname: 'Hughes', born: rows[0]!.born });
  family = await addFamily(hub, [tobias]);
  await sql(`update family set organisation_id = 'northmere-early-help' where id = $1`, family);
  restore = await keepFacts(hub);
});
beforeEach(() => restore());
afterAll(() => hub.close());

const sql = async <Row extends object = Record<string, unknown>>(text: string, ...values: unknown[]) =>
  hub.owner.pool.query<Row>(text, values);
const merge = (keepPersonId = TOBY, mergePersonId = tobias, who = 'steward') =>
  change(hub, who, 'merge', { keepPersonId, mergePersonId, rationale: WHY }, FIELDS);
const split = (mergeId: unknown, who = 'steward') => change(hub, who, 'split', { mergeId, rationale: WHY }, FIELDS);
async function merged(keep = TOBY, other = tobias): Promise<{ mergeId: string; unclear: string[] }> {
  const answer = await merge(keep, other);
  if (answer.problems) throw new Error(codes(answer).join());
  return answer as unknown as { mergeId: string; unclear: string[] };
}
async function unmerge(mergeId: string): Promise<string[]> {
  const answer = await split(mergeId);
  if (answer.problems) throw new Error(codes(answer).join());
  return answer['unclear'] as string[];
}

interface Said {
  readonly givenBy?: string;
  readonly category?: string;
  readonly capacity?: string;
  readonly ago?: string;
}
/** A decision on record: somebody's about a child, by parental responsibility. */
const decide = (
  person: string,
  decision: string,
  { givenBy = AMARA, category = 'ATTENDANCE', capacity = 'PARENTAL_RESPONSIBILITY', ago = '1 hour' }: Said = {},
) =>
  sql(
    `insert into consent (id, person, category, purpose, recipient, decision, decided_at, capacity, given_by, method, recorded_by)
      values (gen_random_uuid(), $1, $2, $3, $4, $5, now() - $6::interval, $7, $8, 'IN_PERSON', $9)`,
    person,
    category,
    decision === 'WITHDRAWN' ? null : 'EARLY_HELP',
    decision === 'WITHDRAWN' ? null : 'northmere-early-help',
    decision,
    ago,
    capacity,
    givenBy,
    LEAD,
  );
const responsible = (child: string, holder: string, { state = 'LIVE', limits = '{}' } = {}) =>
  sql(
    `insert into parental_responsibility (id, child_id, holder_kind, holder_id, source, evidence, court_limits, state, from_date)
      values (gen_random_uuid(), $1, 'PERSON', $2, 'BIRTH', 'Seen', $3, $4, current_date - 3000)`,
    child,
    holder,
    limits,
    state,
  );
const restrict = async (person: string, more: { kind?: string; categories?: string | null; silent?: boolean } = {}) => {
  const { rows } = await sql<{ id: string }>(
    `insert into restriction (id, person, kind, categories, exempt, silent, placed_by, reason)
      values (gen_random_uuid(), $1, $2, $3, '{}', $4, $5, 'test') returning id`,
    person,
    more.kind ?? 'COURT_ORDER',
    more.categories === undefined ? '{TENANCY}' : more.categories,
    more.silent ?? false,
    GOVERNANCE,
  );
  return rows[0]!.id;
};
const tie = (worker: string, person: string, silent = false) =>
  sql(
    `insert into worker_interest (id, worker_id, person, kind, silent) values (gen_random_uuid(), $1, $2, 'FRIEND', $3)`,
    worker,
    person,
    silent,
  );

const outcome = async (person: string, field: string, who = 'lead-worker') => {
  const { body } = await hub.query(who, personQuery(`${field} ${OUTCOME}`), { id: person });
  const found = body.data?.['person'] as unknown as Record<string, { __typename: string; reason?: string }> | null;
  return found && (found[field]!.reason ?? found[field]!.__typename);
};
const members = async (id: string) => {
  const { body } = await hub.query('lead-worker', familyQuery('identity { __typename }'), { id });
  return peopleOf({ body }).map((person) => person.id);
};

const everything = (people: readonly string[], families: readonly string[]) => everythingAbout(hub, people, families);

/** All that somebody may have on record. */
async function fillTobias(): Promise<void> {
  await responsible(tobias, AMARA);
  await responsible(tobias, DANIEL);
  await decide(tobias, 'GIVEN', { category: 'ATTENDANCE' });
  await decide(tobias, 'GIVEN', { category: 'HEALTH_CONTACTS', givenBy: DANIEL });
  await decide(tobias, 'REFUSED', { category: 'SUSPENSIONS' });
  await decide(tobias, 'GIVEN', { category: 'MENTAL_HEALTH', ago: '3 hours' });
  await decide(tobias, 'WITHDRAWN', { category: 'MENTAL_HEALTH', ago: '2 hours' });
  await sql(
    `insert into competence_assessment (id, person, categories, outcome, assessed_by, assessed_on, recorded_by)
      values (gen_random_uuid(), $1, '{SUBSTANCE_MISUSE}', 'NOT_COMPETENT', 'A doctor', current_date - 9, $2)`,
    tobias,
    LEAD,
  );
  await restrict(tobias, { categories: '{POLICE_REFERRALS}' });
  await tie(callerId('team-member'), tobias);
  await sql(
    `insert into safeguarding_decision (id, ground, people, categories, recipients, reason, state, decided_by, approved_by, ends_at)
      values (gen_random_uuid(), 'MASH', $1, '{ATTENDANCE}', '{northmere-mash}', 'test', 'APPROVED', $2, $3, now() + interval '2 days')`,
    [tobias, DANIEL],
    callerId('mash'),
    callerId('manager'),
  );
  await sql(
    `insert into "override" (id, worker, organisation, people, categories, reason_code, narrative, starts_at, ends_at)
      values (gen_random_uuid(), $1, 'northmere-mash', $2, '{TENANCY}', 'OTHER', 'test', now() - interval '1 minute', now() + interval '2 hours')`,
    callerId('mash'),
    [tobias],
  );
  await sql(
    `insert into access_log_hold (id, version, person, reason, state, recorded_by, recorded_at)
      values (gen_random_uuid(), 1, $1, 'test', 'LIVE', $2, now())`,
    tobias,
    GOVERNANCE,
  );
  await sql(`insert into person_identifier (person_id, kind, value) values ($1, 'upn', 'H801200001005')`, tobias);
  await addLink(hub, tobias, 'health', 'made-up-of-tobias', 'AUTOMATIC');
  await addLink(hub, tobias, 'housing', 'candidate-of-tobias', 'CANDIDATE');
}

describe('A merge', () => {
  test('brings everything that is known of the one to the other, at once, and leaves nobody under the old id', async () => {
    await fillTobias();
    await sql('delete from consent where person = $1', TOBY);
    const { mergeId } = await merged();
    expect((await hub.query('lead-worker', personQuery('id'), { id: tobias })).body).toEqual({ data: { person: null } });
    expect(await members(family)).toEqual([TOBY]);
    expect(await members(OKAFOR_HUGHES)).toContain(TOBY);
    expect(await linksOf(hub, 'health', 'made-up-of-tobias')).toEqual({ [TOBY]: 'AUTOMATIC@2' });
    expect(await linksOf(hub, 'housing', 'candidate-of-tobias')).toEqual({ [TOBY]: 'CANDIDATE@2' });
    // What his mother agreed to for Tobias she agreed to for Toby.
    expect(await outcome(TOBY, 'attendance')).toBe('Attendance');
    expect(await outcome(TOBY, 'suspensions')).toBe('NO_CONSENT');
    expect(await outcome(TOBY, 'policeReferrals')).toBe('RESTRICTED');
    expect(await outcome(TOBY, 'attendance', 'team-member')).toBe('CONFLICT');
    const { body } = await hub.query('mash', personQuery(`attendance ${OUTCOME}`).replace('EARLY_HELP', 'SAFEGUARDING'), {
      id: TOBY,
    });
    expect(body.data?.['person']).not.toBeNull();
    const { rows } = await sql('select kept_id, merged_id, state, recorded_by from person_merge where id = $1', mergeId);
    expect(rows).toEqual([{ kept_id: TOBY, merged_id: tobias, state: 'MERGED', recorded_by: STEWARD }]);
    expect((await sql(`select from person_identifier where person_id = $1 and kind = 'upn'`, TOBY)).rows).toHaveLength(1);
    expect((await sql(`select from access_log_hold where person = $1`, TOBY)).rows).toHaveLength(1);
  });

  test('is made once for each key, and is a leaf about each of the two, and about whoever else’s facts moved', async () => {
    await decide(GARETH, 'REFUSED', { givenBy: tobias, category: 'TENANCY', capacity: 'ATTORNEY' });
    const input = { keepPersonId: TOBY, mergePersonId: tobias, rationale: WHY };
    const { answer, leaves } = await madeOnce(hub, 'steward', 'merge', input, FIELDS);
    expect(leaves.map(({ kind, person }) => [kind, person])).toEqual([
      ['MATCH_CHANGE', TOBY],
      ['MATCH_CHANGE', tobias],
      ['MATCH_CHANGE', GARETH],
    ]);
    for (const leaf of leaves) expect(leaf.change).toMatchObject({ what: ['MERGED'] });
    expect(leaves[0]?.change?.records).toContain(answer['mergeId']);
    expect(JSON.stringify(leaves)).not.toContain(WHY);
  });

  test('a split gives everybody back everything as it was, whatever was there', async () => {
    await fillTobias();
    // The two have a family in common, and a holder of parental responsibility on other terms.
    await sql(
      `insert into family_member (id, family_id, person_id, role, state, asserted_by) values (gen_random_uuid(), $1, $2, 'CHILD', 'CONFIRMED', 'WORKER')`,
      OKAFOR_HUGHES,
      tobias,
    );
    await responsible(tobias, GARETH, { limits: '{TENANCY}' });
    for (const category of CATEGORY_NAMES)
      await decide(TOBY, category < 'N' ? 'GIVEN' : 'REFUSED', { category, ago: '30 minutes' });
    const people = [TOBY, tobias, AMARA, DANIEL];
    const before = await everything(people, [OKAFOR_HUGHES, family]);
    const { mergeId } = await merged();
    expect(await everything(people, [OKAFOR_HUGHES, family])).not.toEqual(before);
    expect(await unmerge(mergeId)).toEqual([]);
    expect(await everything(people, [OKAFOR_HUGHES, family])).toEqual(before);
    // And again.
    const { mergeId: second } = await merged();
    await unmerge(second);
    expect(await everything(people, [OKAFOR_HUGHES, family])).toEqual(before);
  });

  test('and back, of a parent: what they gave for a child counts as the kept one’s, and then as their own again', async () => {
    const mother = await addPerson(hub, { forename: 'Amarah', surname: 'Okafor', born: '1989-01-01' });
    await responsible(tobias, mother);
    await decide(tobias, 'GIVEN', { givenBy: mother });
    await addLink(hub, tobias, 'education', 'made-up-pupil', 'AUTOMATIC');
    const people = [tobias, mother, AMARA, TOBY];
    const before = await everything(people, [OKAFOR_HUGHES, family]);
    const shown = await outcome(tobias, 'attendance');
    expect(shown).not.toBe('NO_CONSENT');
    const { mergeId: first } = await merged(AMARA, mother);
    expect(await outcome(tobias, 'attendance')).toBe(shown);
    await unmerge(first);
    expect(await everything(people, [OKAFOR_HUGHES, family])).toEqual(before);
    const { mergeId } = await merged(AMARA, mother);
    // As Amara she withdraws what she agreed to as Amarah.
    await change(hub, 'lead-worker', 'withdrawConsent', {
      personId: tobias,
      categories: ['ATTENDANCE'],
      decidedAt: new Date().toISOString(),
      withdrawnBy: { capacity: 'PARENTAL_RESPONSIBILITY', personId: AMARA },
      method: 'PHONE',
    });
    expect(await outcome(tobias, 'attendance')).toBe('NO_CONSENT');
    expect(await unmerge(mergeId)).toEqual(['CONSENT']);
    expect(await outcome(tobias, 'attendance')).toBe('NO_CONSENT');
  });
});

describe('Kin', () => {
  const KINSHIP = `insert into relationship (id, from_person_id, kind, to_person_id, state) values (gen_random_uuid(), $1, $2, $3, $4)`;
  const kinOf = async () => {
    const { rows } = await sql<{ kin: string }>(
      `select concat_ws(' ', from_person_id, kind, to_person_id, state) as kin from relationship r where $1 in (from_person_id, to_person_id)
        and not exists (select from relationship later where later.id = r.id and later.version > r.version) order by 1`,
      tobias,
    );
    return rows.map(({ kin }) => kin);
  };

  test('follows, is not said twice, and goes back', async () => {
    await sql(KINSHIP, DANIEL, 'PARENT', tobias, 'CONFIRMED');
    const { rows } = await sql<{ kind: string }>(
      'select kind from relationship where from_person_id = $1 and to_person_id = $2',
      AMARA,
      TOBY,
    );
    await sql(KINSHIP, AMARA, rows[0]!.kind, tobias, 'CONFIRMED');
    await sql(KINSHIP, TOBY, 'SIBLING', tobias, 'PROPOSED');
    const before = await kinOf();
    const of = async (person: string) => {
      const { rows } = await sql<{ state: string }>(
        `select state from relationship r where from_person_id = $1 and to_person_id = $2
          and not exists (select from relationship later where later.id = r.id and later.version > r.version)`,
        person,
        TOBY,
      );
      return rows.map(({ state }) => state).toSorted();
    };
    const amaras = await of(AMARA);
    expect(amaras).toEqual(['CONFIRMED']);
    const daniels = await of(DANIEL);
    const { mergeId } = await merged();
    expect(await of(DANIEL)).toEqual([...daniels, 'CONFIRMED'].toSorted());
    expect(await of(AMARA)).toEqual(['CONFIRMED', 'REJECTED']);
    expect(await kinOf()).toEqual([`${TOBY} SIBLING ${tobias} REJECTED`]);
    await unmerge(mergeId);
    expect(await kinOf()).toEqual(before);
    expect(await of(AMARA)).toEqual(amaras);
  });
});

describe('Where the two do not agree', () => {
  beforeEach(async () => {
    await sql('delete from consent where person = any($1)', [TOBY, tobias]);
    await responsible(tobias, AMARA);
  });

  test.each([
    ['refused', 'REFUSED'],
    ['withdrawn', 'WITHDRAWN'],
  ])('what was %s of the one stands against a later consent of the other, until they decide anew', async (_how, decision) => {
    await decide(tobias, decision, { ago: '2 hours' });
    await decide(TOBY, 'GIVEN', { ago: '1 hour' });
    expect(await outcome(TOBY, 'attendance')).toBe('Attendance');
    const { mergeId, unclear } = await merged();
    expect(unclear).toEqual(['CONSENT']);
    expect(await outcome(TOBY, 'attendance')).toBe('NO_CONSENT');
    const { nodes } = await readQueue(hub);
    expect(nodes).toMatchObject([{ kind: 'UNCLEAR_FACTS', mergeId, unclear: ['CONSENT'] }]);
    expect(nodes.flatMap(({ left, right }) => [left.forename, right.forename]).toSorted()).toEqual(['Tobias', 'Toby']);
    await decide(TOBY, 'GIVEN', { ago: '0 seconds' });
    expect(await outcome(TOBY, 'attendance')).toBe('Attendance');
  });

  test('a withdrawal is revived neither by a merge nor by a split', async () => {
    await decide(TOBY, 'GIVEN', { ago: '3 hours' });
    await decide(TOBY, 'WITHDRAWN', { ago: '2 hours' });
    await decide(tobias, 'GIVEN', { ago: '1 hour' });
    const { mergeId } = await merged();
    expect(await outcome(TOBY, 'attendance')).toBe('NO_CONSENT');
    await unmerge(mergeId);
    expect(await outcome(TOBY, 'attendance')).toBe('NO_CONSENT');
    expect(await outcome(tobias, 'attendance')).not.toBe('NO_CONSENT');
  });

  test('who decided under both names for somebody else has one last word', async () => {
    await sql('delete from consent where person = $1', GARETH);
    await sql(
      `insert into competence_assessment (id, person, categories, outcome, assessed_by, assessed_on, recorded_by)
        values (gen_random_uuid(), $1, '{TENANCY}', 'NOT_COMPETENT', 'A doctor', current_date - 9, $2)`,
      GARETH,
      LEAD,
    );
    const attorney = { category: 'TENANCY', capacity: 'ATTORNEY' };
    const twice = await addPerson(hub, { forename: 'Dan', born: '1990-01-01' });
    await decide(GARETH, 'REFUSED', { ...attorney, givenBy: twice });
    const { mergeId } = await merged(DANIEL, twice);
    expect(await outcome(GARETH, 'tenancy')).toBe('NO_CONSENT');
    await decide(GARETH, 'GIVEN', { ...attorney, givenBy: DANIEL, ago: '0 seconds' });
    expect(await outcome(GARETH, 'tenancy')).not.toBe('NO_CONSENT');
    // As two again they disagree.
    await unmerge(mergeId);
    expect(await outcome(GARETH, 'tenancy')).toBe('NO_CONSENT');
  });

  test('the review is closed by whoever has seen to it; that they are two is a split', async () => {
    await decide(tobias, 'REFUSED', { ago: '2 hours' });
    await decide(TOBY, 'GIVEN', { ago: '1 hour' });
    const { mergeId } = await merged();
    const reviewId = (await readQueue(hub)).nodes[0]!.id;
    expect(codes(await change(hub, 'steward', 'confirmDifferent', { reviewId, rationale: WHY }))).toEqual([
      'SPLIT_THEM reviewId',
    ]);
    expect(codes(await change(hub, 'steward', 'confirmSame', { reviewId, rationale: WHY }))).toEqual(['MatchDecided']);
    expect((await readQueue(hub)).nodes).toEqual([]);
    await unmerge(mergeId);
  });

  test('a holder has the limits of both, and no responsibility where it has ended of either', async () => {
    await sql('delete from parental_responsibility where child_id = any($1)', [TOBY, tobias]);
    await responsible(TOBY, AMARA);
    await responsible(tobias, AMARA, { limits: '{ATTENDANCE}' });
    await responsible(TOBY, GARETH);
    await responsible(tobias, GARETH, { state: 'ENDED' });
    await decide(TOBY, 'GIVEN');
    await decide(TOBY, 'GIVEN', { category: 'SUSPENSIONS', givenBy: GARETH });
    expect([await outcome(TOBY, 'attendance'), await outcome(TOBY, 'suspensions')]).not.toContain('NO_CONSENT');
    const { mergeId, unclear } = await merged();
    expect(unclear).toEqual(['PARENTAL_RESPONSIBILITY']);
    expect([await outcome(TOBY, 'attendance'), await outcome(TOBY, 'suspensions')]).toEqual(['NO_CONSENT', 'NO_CONSENT']);
    await unmerge(mergeId);
    expect([await outcome(TOBY, 'attendance'), await outcome(TOBY, 'suspensions')]).not.toContain('NO_CONSENT');
  });

  test('a record that is not of the one is not asked with for the other: it waits', async () => {
    await addLink(hub, tobias, 'health', 'made-up-of-tobias', 'AUTOMATIC');
    await sql(
      `insert into match_decision (id, left_agency, left_id, right_agency, right_id, verdict, grounds)
        values (gen_random_uuid(), 'health', 'made-up-of-tobias', 'hub', $1, 'DIFFERENT', 'STEWARD')`,
      TOBY,
    );
    const { mergeId, unclear } = await merged();
    expect(unclear).toEqual(['LINK']);
    expect(await linksOf(hub, 'health', 'made-up-of-tobias')).toEqual({ [TOBY]: 'CANDIDATE@2' });
    await unmerge(mergeId);
    expect(await linksOf(hub, 'health', 'made-up-of-tobias')).toEqual({ [tobias]: 'AUTOMATIC@3' });
  });

  test('whoever of the two lives with somebody protected protects both', async () => {
    const { rows } = await sql<{ id: string }>(
      `insert into household (id, line, town, postcode) values (gen_random_uuid(), '1 Made-up Road', 'Oldmere', 'ZX9 9ZZ') returning id`,
    );
    const mother = await addPerson(hub, { forename: 'Ama', household: rows[0]!.id });
    const son = await addPerson(hub, { forename: 'Gareth', household: rows[0]!.id });
    await restrict(mother, { kind: 'PROTECTED_ADDRESS', categories: null });
    const address = async () => outcome(GARETH, 'address');
    expect(await address()).toBe('Address');
    const { mergeId, unclear } = await merged(GARETH, son);
    expect(unclear).toEqual(['ADDRESS']);
    expect(await address()).toBe('PROTECTED');
    await unmerge(mergeId);
    expect(await address()).toBe('Address');
  });

  test('who belongs to one family twice belongs to it once, as what was confirmed', async () => {
    await sql(
      `insert into family_member (id, family_id, person_id, role, state, asserted_by) values (gen_random_uuid(), $1, $2, 'OTHER', 'PROPOSED', 'WORKER')`,
      family,
      TOBY,
    );
    const { mergeId } = await merged();
    expect(await members(family)).toEqual([TOBY]);
    expect(
      (await sql(`select state from family_member where family_id = $1 order by recorded_at desc, version desc`, family)).rows,
    ).toHaveLength(4);
    await unmerge(mergeId);
    const { rows } = await sql(
      `select person_id, state from family_member m where family_id = $1
        and not exists (select from family_member later where later.id = m.id and later.version > m.version) order by state`,
      family,
    );
    expect(rows).toEqual([
      { person_id: tobias, state: 'CONFIRMED' },
      { person_id: TOBY, state: 'PROPOSED' },
    ]);
  });
});

describe('What was recorded while the two were one', () => {
  const says = (decision: string, category = 'ATTENDANCE') =>
    change(hub, 'lead-worker', 'recordConsent', {
      personId: TOBY,
      categories: [category],
      purposes: ['EARLY_HELP'],
      recipients: ['northmere-early-help'],
      decision,
      decidedAt: new Date().toISOString(),
      givenBy: { capacity: 'PARENTAL_RESPONSIBILITY', personId: AMARA },
      method: 'IN_PERSON',
    });
  beforeEach(async () => {
    await sql('delete from consent where person = any($1)', [TOBY, tobias]);
    await responsible(tobias, AMARA);
    await addLink(hub, tobias, 'education', 'made-up-pupil', 'AUTOMATIC');
  });

  test('lessens sharing for both: refusals, withdrawals, restrictions, ties and holds', async () => {
    for (const person of [TOBY, tobias])
      for (const category of ['ATTENDANCE', 'SUSPENSIONS']) await decide(person, 'GIVEN', { category });
    const { mergeId } = await merged();
    expect(codes(await says('REFUSED'))).toEqual(['ConsentRecorded']);
    await change(hub, 'lead-worker', 'withdrawConsent', {
      personId: TOBY,
      categories: ['SUSPENSIONS'],
      decidedAt: new Date().toISOString(),
      withdrawnBy: { capacity: 'PARENTAL_RESPONSIBILITY', personId: AMARA },
      method: 'PHONE',
    });
    await restrict(TOBY, { categories: '{TENANCY}' });
    expect(await unmerge(mergeId)).toEqual(['CONSENT', 'RESTRICTION']);
    for (const person of [TOBY, tobias]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect([
        await outcome(person, 'attendance'),
        await outcome(person, 'suspensions'),
        await outcome(person, 'tenancy'),
      ]).toEqual(['NO_CONSENT', 'NO_CONSENT', 'RESTRICTED']);
    }
    expect((await readQueue(hub)).nodes).toMatchObject([
      { kind: 'UNCLEAR_FACTS', mergeId: null, unclear: ['CONSENT', 'RESTRICTION'] },
    ]);
  });

  test('widens it for neither: what was agreed to is asked again', async () => {
    const { mergeId } = await merged();
    await says('GIVEN');
    expect(await outcome(TOBY, 'attendance')).not.toBe('NO_CONSENT');
    await unmerge(mergeId);
    expect([await outcome(TOBY, 'attendance'), await outcome(tobias, 'attendance')]).toEqual(['NO_CONSENT', 'NO_CONSENT']);
    await says('GIVEN');
    expect(await outcome(TOBY, 'attendance')).toBe('Attendance');
  });

  test('and a restriction that was lifted meanwhile is the former one’s again', async () => {
    const restrictionId = await restrict(tobias, { categories: '{ATTENDANCE}' });
    await decide(tobias, 'GIVEN');
    const { mergeId } = await merged();
    expect(await outcome(TOBY, 'attendance')).toBe('RESTRICTED');
    const lifted = await change(hub, 'information-governance', 'liftRestriction', {
      restrictionId,
      reason: 'The order has ended',
    });
    expect(codes(lifted)).toEqual(['RestrictionRecorded']);
    expect(await outcome(TOBY, 'attendance')).not.toBe('RESTRICTED');
    expect(await unmerge(mergeId)).toEqual(['RESTRICTION']);
    expect(await outcome(tobias, 'attendance')).toBe('RESTRICTED');
  });

  test('a record that a steward took away is not given back to either', async () => {
    const { mergeId } = await merged();
    const [linkId] = (
      await sql<{ id: string }>(`select id from agency_link where agency_person_id = 'made-up-pupil' and ends_at is null`)
    ).rows.map(({ id }) => id);
    expect(codes(await change(hub, 'steward', 'unlinkRecord', { linkId, rationale: WHY }))).toEqual(['MatchDecided']);
    await unmerge(mergeId);
    expect(await linksOf(hub, 'education', 'made-up-pupil')).toEqual({ [tobias]: 'REJECTED@4' });
    const { rows } = await sql(
      `select right_id from match_decision where verdict = 'DIFFERENT' and left_agency = 'education' order by 1`,
    );
    expect(rows.map(({ right_id: id }) => id)).toEqual([TOBY, tobias].toSorted());
  });

  test('names the kept one, whoever is asked for by the old id; and there is nobody else to restrict', async () => {
    await merged();
    const override = { personIds: [tobias], categories: ['ATTENDANCE'], reasonCode: 'OTHER', narrative: 'test', hours: 1 };
    expect(codes(await change(hub, 'lead-worker', 'recordOverride', override))).toEqual(['OverrideRecorded']);
    const { rows } = await sql('select people from "override" order by recorded_at desc limit 1');
    expect(rows).toEqual([{ people: [TOBY] }]);
    const { body } = await hub.query('lead-worker', personQuery('id').replace('EARLY_HELP', 'SAFEGUARDING'), { id: tobias });
    expect(body).toEqual({ data: { person: null } });
    const restriction = { personId: tobias, kind: 'COURT_ORDER', silent: false, absolute: true, reason: 'test' };
    expect(codes(await change(hub, 'information-governance', 'placeRestriction', restriction))).toEqual(['NOT_FOUND personId']);
  });
});

describe('An account', () => {
  test('of either has the entries of both while they are one; afterwards each has their own', async () => {
    await hub.query('lead-worker', personQuery('identity { __typename }'), { id: tobias });
    await hub.query('lead-worker', personQuery('identity { __typename }'), { id: TOBY });
    const about = async (person: string) =>
      new Set((await readAccount(hub, person, 'DPO')).nodes.flatMap(({ entry }) => entry?.person?.id ?? []));
    expect(await about(TOBY)).toEqual(new Set([TOBY]));
    const { mergeId } = await merged();
    expect(await about(TOBY)).toEqual(new Set([TOBY, tobias]));
    expect(await about(tobias)).toEqual(new Set([TOBY, tobias]));
    await unmerge(mergeId);
    expect(await about(TOBY)).toEqual(new Set([TOBY]));
    expect(await about(tobias)).toEqual(new Set([tobias]));
  });

  test('does not take the merged one’s own record for somebody else’s, until they are two again', async () => {
    await addLink(hub, tobias, 'health', 'made-up-of-tobias', 'AUTOMATIC');
    const wrong = async (person: string) => (await readAccount(hub, person, 'DPO')).nodes.some(({ throughLink }) => throughLink);
    const { mergeId } = await merged();
    expect(await wrong(TOBY)).toBe(false);
    await unmerge(mergeId);
    expect(await wrong(tobias)).toBe(false);
  });

  test('has what was shown of the one as the other: the versions of a link, which keeps its id, tell whose it was taken for', async () => {
    const linkId = await addLink(hub, tobias, 'health', 'made-up-of-tobias', 'AUTOMATIC');
    await responsible(TOBY, AMARA);
    await decide(TOBY, 'GIVEN', { category: 'HEALTH_CONTACTS' });
    const { mergeId } = await merged();
    const [leaf] = await leavesAdded(hub, () => outcome(TOBY, 'healthContacts'));
    expect(leaf?.decisions[0]?.basis['links']).toContain(`${linkId}@2`);
    await unmerge(mergeId);
    const { versions } = await readThroughLink(hub, linkId);
    expect(versions.map(({ version, person }) => [version, person.id])).toEqual([
      [1, tobias],
      [2, TOBY],
      [3, tobias],
    ]);
  });

  test('is nobody’s own to read: who is tied to the kept one does not read of the merged one', async () => {
    await hub.query('lead-worker', personQuery('identity { __typename }'), { id: tobias });
    await merged();
    await change(hub, 'dpo', 'declareInterest', { personId: TOBY, kind: 'FAMILY', silent: false });
    expect((await readAccount(hub, tobias, 'DPO')).nodes).toEqual([]);
  });
});
