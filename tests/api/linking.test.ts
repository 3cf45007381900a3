/** The right record, every time: agencies' records arrive, and a family's view follows. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { callerId } from '#demo/callers.ts';
import { castKeys } from '#demo/world/cast.ts';
import type { Demographics } from '#terms/demographics.ts';
import { LOCKS } from '#server/jobs.ts';
import { HUB_RECORDS } from '#terms/demographics.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { CAST, OKAFOR_HUGHES, startHub } from '#tests/support/hub.ts';
import type { IndexTools, Reference } from '#tests/support/linking.ts';
import { demographicsOf, indexTools } from '#tests/support/linking.ts';
import { familyQuery, OUTCOME, peopleOf } from '#tests/support/queries.ts';

let hub: TestHub;
let index: IndexTools;
let toby: Demographics;
/** His records, by the ids that his agencies have for him. */
let school: Reference;
let clinic: Reference;
const HIM: Reference = { agency: HUB_RECORDS, id: CAST.toby };
const ELSEWHERE = [{ line: '3 Ash Road', town: 'Saltby', postcode: 'ZX9 1AA', uprn: null }];

beforeAll(async () => {
  hub = await startHub();
  index = indexTools(hub.owner.pool, hub.database.pool);
  toby = demographicsOf(hub.world, castKeys.toby);
  const { rows } = await sql<Reference>(`select agency, agency_person_id as id from agency_link where person_id = $1`, CAST.toby);
  [school, clinic] = ['education', 'health'].map((agency) => rows.find((row) => row.agency === agency)) as [Reference, Reference];
});
afterAll(() => hub.close());
beforeEach(async () => {
  await sql('delete from agency_link where person_id = any($1) or agency_person_id = any($2)', Object.values(CAST), [school.id, clinic.id]); // prettier-ignore
  await index.forget();
});

const sql = <Row extends object>(text: string, ...values: unknown[]) => hub.owner.pool.query<Row>(text, values);
const reads = async (person = CAST.toby) => {
  const answer = await hub.query('lead-worker', familyQuery(`attendance ${OUTCOME} healthContacts ${OUTCOME}`), {
    id: OKAFOR_HUGHES,
  });
  const found = peopleOf(answer).find(({ id }) => id === person);
  return ['attendance', 'healthContacts'].map((field) => found?.[field]?.reason ?? found?.[field]?.__typename);
};
async function bothKnowHim(): Promise<void> {
  await index.receive(school, toby);
  await index.receive(clinic, { ...toby, forename: 'Tobby' });
  await index.link();
}

describe('A child whom two agencies know', () => {
  test('is linked to both records by itself, and what they hold is shown', async () => {
    expect(await reads()).toEqual(['NothingHeld', 'NothingHeld']);
    await bothKnowHim();
    expect(await reads()).toEqual(['Attendance', 'HealthContacts']);
    expect(await index.versions(school, CAST.toby)).toEqual(['AUTOMATIC']);
    expect([...(await index.questions(school)), ...(await index.questions(clinic))]).toEqual([]);
  });

  test('is not said to be unknown to an agency before its whole list was looked at', async () => {
    await index.link();
    const leader = await hub.owner.pool.connect();
    try {
      // Nobody else links meanwhile.
      await leader.query('select pg_advisory_lock($1)', [LOCKS.linking]);
      await index.receive(school, toby);
      expect(await reads()).toEqual(['NOT_LINKED', 'NothingHeld']);
      await index.link();
      expect(await reads()).toEqual(['Attendance', 'NothingHeld']);
    } finally {
      await leader.query('select pg_advisory_unlock($1)', [LOCKS.linking]);
      leader.release();
    }
  });

  test('is linked again without a new version where everything is placed anew', async () => {
    await bothKnowHim();
    await sql(`update linking_progress set model = 'another'`);
    await sql('update agency_record set placed = false');
    await index.link();
    expect(await index.versions(school, CAST.toby)).toEqual(['AUTOMATIC']);
  });

  test('is not joined with a twin, whatever the twin is called besides; where their names are alike, a steward is asked', async () => {
    await bothKnowHim();
    const twin = { agency: 'health', id: 'twin' };
    await index.receive(twin, { ...toby, forename: 'Leo', otherNames: [{ forename: 'Toby', surname: null }] });
    await index.link();
    expect([await index.versions(twin, CAST.toby), await index.questions(twin)]).toEqual([[], []]);
    await index.receive(twin, { ...toby, forename: 'Tony' });
    await index.link();
    expect(await index.versions(twin, CAST.toby)).toEqual(['CANDIDATE']);
    expect(await index.questions(twin)).toEqual([`POSSIBLE_MATCH hub ${CAST.toby}`]);
    expect(await reads()).toEqual(['Attendance', 'HealthContacts']);
  });

  test('whose record says something else one day is not shown by it until a steward has looked, or it is put right', async () => {
    await bothKnowHim();
    await index.receive(school, { ...toby, dateOfBirth: '1979-02-03', addresses: ELSEWHERE });
    await index.link();
    expect(await reads()).toEqual(['NOT_LINKED', 'HealthContacts']);
    expect(await index.versions(school, CAST.toby)).toEqual(['AUTOMATIC', 'CANDIDATE']);
    expect(await index.questions(school)).toEqual([`WEAKENED_LINK hub ${CAST.toby}`]);
    // It stays in question whatever else is placed.
    await sql('update agency_record set placed = false');
    await index.link();
    expect(await index.questions(school)).toEqual([`WEAKENED_LINK hub ${CAST.toby}`]);

    await index.receive(school, toby);
    await index.link();
    expect(await reads()).toEqual(['Attendance', 'HealthContacts']);
    expect(await index.versions(school, CAST.toby)).toEqual(['AUTOMATIC', 'CANDIDATE', 'AUTOMATIC']);
    expect(await index.questions(school)).toEqual([]);
  });

  test('is found by a previous surname and a former home', async () => {
    const former = [...toby.addresses, ...ELSEWHERE];
    await index.receive(school, { ...toby, surname: 'Okafor', addresses: ELSEWHERE });
    await index.link();
    expect(await index.versions(school, CAST.toby)).not.toEqual(['AUTOMATIC']);
    const otherNames = [{ forename: null, surname: toby.surname }];
    await index.receive(school, { ...toby, surname: 'Okafor', otherNames, addresses: former.toReversed() });
    await index.link();
    expect((await index.versions(school, CAST.toby)).at(-1)).toBe('AUTOMATIC');
  });
});

describe('What a steward decided', () => {
  test('stands: the same is linked whatever it weighs', async () => {
    await index.receive(school, { ...toby, forename: 'Amara', dateOfBirth: '1979-02-03', addresses: ELSEWHERE });
    await index.link();
    expect(await index.versions(school, CAST.toby)).toEqual([]);
    await index.decide(HIM, school, 'SAME');
    await index.link();
    expect(await index.versions(school, CAST.toby)).toEqual(['CONFIRMED']);
    expect(await reads()).toEqual(['Attendance', 'NothingHeld']);
  });

  test('stands: another’s is never linked again, however much it looks like his', async () => {
    await index.receive(school, toby);
    await index.link();
    await index.decide(HIM, school, 'DIFFERENT');
    await index.link();
    expect(await index.versions(school, CAST.toby)).toEqual(['AUTOMATIC', 'REJECTED']);
    expect(await reads()).toEqual(['NothingHeld', 'NothingHeld']);
    await index.receive(school, { ...toby, phones: ['07700 900123'] });
    await index.link();
    expect(await index.versions(school, CAST.toby)).toEqual(['AUTOMATIC', 'REJECTED']);
    expect(await index.questions(school)).toEqual([]);

    await index.decide(HIM, school, 'SAME');
    await index.link();
    expect((await index.versions(school, CAST.toby)).at(-1)).toBe('CONFIRMED');
  });

  test('closes what was asked', async () => {
    const twin = { agency: 'health', id: 'twin' };
    await index.receive(twin, { ...toby, forename: 'Tony' });
    await index.link();
    await index.decide(HIM, twin, 'DIFFERENT');
    await index.link();
    expect(await index.questions(twin)).toEqual([]);
    expect(await index.versions(twin, CAST.toby)).toEqual(['CANDIDATE', 'REJECTED']);
  });
});

describe('A record that is in use for somebody with whom nobody works', () => {
  test('is not taken from them by weight: a steward is asked, and decides', async () => {
    const stranger = randomUUID();
    await sql(`insert into person (id, sex) values ($1, 'UNKNOWN')`, stranger);
    await sql(`insert into agency_link (id, version, person_id, agency, agency_person_id, state, starts_at)
      values (gen_random_uuid(), 1, $1, $2, $3, 'CONFIRMED', now())`, stranger, school.agency, school.id); // prettier-ignore
    await index.receive(school, toby);
    await index.link();
    expect(await index.versions(school, CAST.toby)).toEqual(['CANDIDATE']);
    expect(await index.questions(school)).toEqual([`POSSIBLE_MATCH hub ${CAST.toby}`]);
    await index.decide(HIM, school, 'SAME');
    await index.link();
    expect(await index.versions(school, CAST.toby)).toEqual(['CANDIDATE', 'CONFIRMED']);
    expect(await index.versions(school, stranger)).toEqual(['CONFIRMED', 'CONFIRMED ended']);
    expect(await index.questions(school)).toEqual([]);
  });
});

describe('A record that its agency', () => {
  test('deleted is linked no more, and is again once it is back', async () => {
    await bothKnowHim();
    await index.receive(school, toby, { state: 'DELETED' });
    await index.link();
    expect(await reads()).toEqual(['NothingHeld', 'HealthContacts']);
    expect(await index.versions(school, CAST.toby)).toEqual(['AUTOMATIC', 'AUTOMATIC ended']);
    await index.receive(school, toby);
    await index.link();
    expect(await reads()).toEqual(['Attendance', 'HealthContacts']);
  });

  test('merged into another leaves its decisions to that one', async () => {
    const old = { agency: 'education', id: 'old' };
    await index.receive(old, { ...toby, forename: 'T' });
    await index.receive(school, { ...toby, forename: 'Amara', dateOfBirth: '1979-02-03', addresses: ELSEWHERE });
    await index.decide(HIM, old, 'SAME');
    await index.link();
    expect(await index.versions(old, CAST.toby)).toEqual(['CONFIRMED']);
    await index.receive(old, toby, { state: 'MERGED', into: school.id });
    await index.link();
    expect(await index.versions(old, CAST.toby)).toEqual(['CONFIRMED', 'CONFIRMED ended']);
    expect(await index.versions(school, CAST.toby)).toEqual(['CONFIRMED']);
    await index.receive(old, toby);
    await index.link();
    expect((await index.versions(old, CAST.toby)).at(-1)).toBe('CONFIRMED');
    expect((await index.versions(school, CAST.toby)).at(-1)).toBe('CANDIDATE');
  });

  test('merged with another child’s is shown for neither, until a steward says whose it is not', async () => {
    const [another, theirs] = [
      { agency: HUB_RECORDS, id: CAST.amara },
      { agency: 'education', id: 'theirs' },
    ] as const;
    const amara = demographicsOf(hub.world, castKeys.amara);
    await index.receive(school, toby);
    await index.receive(theirs, amara);
    await index.decide(HIM, school, 'SAME');
    await index.decide(another, theirs, 'SAME');
    await index.link();
    expect(await index.versions(school, CAST.toby)).toEqual(['CONFIRMED']);
    expect(await index.versions(theirs, CAST.amara)).toEqual(['CONFIRMED']);

    await index.receive(theirs, amara, { state: 'MERGED', into: school.id });
    await index.link();
    expect(await index.versions(school, CAST.toby)).toEqual(['CONFIRMED', 'CANDIDATE']);
    expect(await index.versions(school, CAST.amara)).toEqual(['CANDIDATE']);
    expect(await reads()).toEqual(['NOT_LINKED', 'NothingHeld']);
    expect(await index.questions(school)).toEqual(
      [`POSSIBLE_MATCH hub ${CAST.amara}`, `WEAKENED_LINK hub ${CAST.toby}`].toSorted(),
    );

    await index.decide(another, school, 'DIFFERENT');
    await index.link();
    expect(await index.versions(school, CAST.toby)).toEqual(['CONFIRMED', 'CANDIDATE', 'CONFIRMED']);
    expect(await index.versions(school, CAST.amara)).toEqual(['CANDIDATE', 'REJECTED']);
    expect(await index.questions(school)).toEqual([]);
  });
});

describe('A sealed', () => {
  const traces = async (record: Reference) => {
    const { rows } = await sql<{ traces: number }>(
      `select (cardinality(r.keys) + (select count(*) from match_edge e where r.number in (e."left", e."right"))
         + (select count(*) from match_review m where r.number in (m."left", m."right") and m.closed_at is null))::int as traces
       from agency_record r where r.agency = $1 and r.agency_person_id = $2`,
      record.agency, record.id,
    ); // prettier-ignore
    return rows[0]?.traces;
  };

  test('record is never matched, and leaves no trace among the others', async () => {
    await index.receive(school, toby, { sealed: true });
    await index.link();
    expect(await traces(school)).toBe(0);
    expect(await index.versions(school, CAST.toby)).toEqual([]);
    await index.receive(clinic, { ...toby, forename: 'Tony' });
    await index.link();
    await index.receive(clinic, { ...toby, forename: 'Tony' }, { sealed: true });
    await index.link();
    expect(await traces(clinic)).toBe(0);
    expect(await index.versions(clinic, CAST.toby)).toEqual(['CANDIDATE']);
  });

  test('person keeps the links that are there, and gets no others until the seal is lifted', async () => {
    await bothKnowHim();
    const other = { agency: 'housing', id: 'another' };
    await index.receive(other, { ...toby, forename: 'Tony' });
    await index.link();
    const seal = `insert into restriction (id, version, person, kind, exempt, silent, placed_by, reason, state)
      values ($1, $2, $3, 'SEALED', '{}', false, $4, 'Made up by a test', $5)`;
    const id = randomUUID();
    await sql(seal, id, 1, CAST.toby, callerId('information-governance'), 'LIVE');
    await index.link();
    expect(await Promise.all([HIM, school, clinic].map(traces))).toEqual([0, 0, 0]);
    expect(await index.questions(other)).toEqual([]);
    await index.receive({ agency: 'police', id: 'new' }, toby);
    await index.receive(school, { ...toby, dateOfBirth: '1979-02-03' });
    await index.link();
    expect(await index.versions(school, CAST.toby)).toEqual(['AUTOMATIC']);
    expect(await index.versions({ agency: 'police', id: 'new' }, CAST.toby)).toEqual([]);

    await sql(seal, id, 2, CAST.toby, callerId('information-governance'), 'LIFTED');
    await index.link();
    expect(await index.versions(school, CAST.toby)).toEqual(['AUTOMATIC', 'CANDIDATE']);
    expect(await index.versions({ agency: 'police', id: 'new' }, CAST.toby)).toEqual(['AUTOMATIC']);
  });
});

describe('A person whom the hub seems to have twice', () => {
  const DOUBLE = randomUUID();
  beforeAll(async () => {
    await sql(`insert into person (id, forename, surname, date_of_birth, sex, household_id)
      select $1, forename, surname, date_of_birth, sex, household_id from person where id = $2`, DOUBLE, CAST.toby); // prettier-ignore
    await sql(`insert into family_member (id, family_id, person_id, role, state, asserted_by, recorded_at)
      values (gen_random_uuid(), $1, $2, 'CHILD', 'CONFIRMED', 'WORKER', now() + interval '1 second')`, OKAFOR_HUGHES, DOUBLE); // prettier-ignore
  });

  test('is linked as whom it knew first; of the other nothing is shown, nor said to be held by nobody', async () => {
    await bothKnowHim();
    expect(await index.questions(HIM)).toEqual([`DUPLICATE_PERSON hub ${DOUBLE}`]);
    expect(await index.versions(school, CAST.toby)).toEqual(['AUTOMATIC']);
    expect(await index.versions(school, DOUBLE)).toEqual(['CANDIDATE']);
  });

  test('is one once they are merged, and two again once that is taken back', async () => {
    await bothKnowHim();
    const merge = `insert into person_merge (id, version, kept_id, merged_id, state, moved) values ($1, $2, $3, $4, $5, '[]')`;
    const id = randomUUID();
    await index.decide(HIM, { agency: HUB_RECORDS, id: DOUBLE }, 'SAME');
    await sql(merge, id, 1, CAST.toby, DOUBLE, 'MERGED');
    await index.link();
    expect(await index.questions(HIM)).toEqual([]);
    expect(await index.versions(school, CAST.toby)).toEqual(['AUTOMATIC']);
    expect(await index.versions(school, DOUBLE)).toEqual(['CANDIDATE', 'CANDIDATE ended']);

    await index.decide(HIM, { agency: HUB_RECORDS, id: DOUBLE }, 'DIFFERENT');
    await sql(merge, id, 2, CAST.toby, DOUBLE, 'SPLIT');
    await index.link();
    // Either may have it: a steward says who.
    expect((await index.versions(school, CAST.toby)).at(-1)).toBe('CANDIDATE');
    expect((await index.versions(school, DOUBLE)).at(-1)).toBe('CANDIDATE');
    expect((await index.questions(school)).map((asked) => asked.split(' ')[2]).toSorted()).toEqual(
      [CAST.toby, DOUBLE].toSorted(),
    );
  });

  test('keeps what is theirs from whoever is entered by the number on it alone, who is under none of their restrictions', async () => {
    const [health, nobody] = [{ 'nhs-number': '9434765919' }, randomUUID()];
    await bothKnowHim();
    await index.receive(clinic, { ...toby, identifiers: health });
    await sql(`insert into person (id, sex) values ($1, 'UNKNOWN')`, nobody);
    await sql(`insert into person_identifier (person_id, kind, value) values ($1, 'nhs-number', '9434765919')`, nobody);
    await sql(`insert into family_member (id, family_id, person_id, role, state, asserted_by, recorded_at)
      values (gen_random_uuid(), $1, $2, 'OTHER', 'CONFIRMED', 'WORKER', now() + interval '2 seconds')`, OKAFOR_HUGHES, nobody); // prettier-ignore
    await index.link();
    expect(await index.versions(clinic, CAST.toby)).toEqual(['AUTOMATIC']);
    expect(await index.versions(clinic, nobody)).toEqual(['CANDIDATE']);
    expect(await index.questions(HIM)).toContain(`DUPLICATE_PERSON hub ${nobody}`);
    expect(await reads()).toEqual(['Attendance', 'HealthContacts']);
    await sql(`update family_member set state = 'REJECTED' where person_id = $1`, nobody);
  });
});
