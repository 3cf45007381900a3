/** Rule 2: “One asserted by an agency (same UPRN, school contact, tenancy) is hidden; the manager sees name and kind of evidence.” */
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { createFamilyProposals } from '#people/linking/family-proposals.ts';
import type { Demographics } from '#terms/demographics.ts';
import { systemClock } from '#terms/clock.ts';
import { decides, waiting } from '#tests/scenarios/proposals.ts';
import {
  amara,
  closes,
  FAMILY,
  gareth,
  leadWorker,
  reads,
  restricts,
  schoolNurse,
  sees,
  sql,
  tellStories,
  theHub,
  toby,
} from '#tests/scenarios/story.ts';
import { change, codes } from '#tests/support/change.ts';
import { addFamily, strangers } from '#tests/support/families.ts';

tellStories();

const everybody = ['amara', 'baby', 'chidera', 'daniel', 'gareth', 'toby'];
const NOBODY: Demographics = {
  forename: null,
  surname: null,
  otherNames: [],
  dateOfBirth: null,
  sex: null,
  addresses: [],
  phones: [],
  emails: [],
  identifiers: {},
  relatedTo: [],
};
/** A grandmother whom the school has as Toby's contact. */
const nana = { forename: ' Ruth ', surname: 'Hughes', dateOfBirth: '1957-02-11', sex: 'F' };

/** An agency's record, as it was received. */
const has = async (agency: string, id: string, given: Partial<Demographics>, more: { sealed?: boolean; state?: string } = {}) =>
  sql(
    `insert into agency_record (agency, agency_person_id, received, digest, delivery, first_known_at, received_at, state, sealed)
      values ($1, $2, $3, '', 'made up', now(), now(), $4, $5)`,
    [agency, id, JSON.stringify({ ...NOBODY, ...given }), more.state ?? 'LIVE', more.sealed ?? false],
  );
const isAt = (uprn: string) => ({ addresses: [{ line: null, town: null, postcode: null, uprn }] });
const contacts = (...ids: string[]) => ({ relatedTo: ids.map((id) => ({ kind: 'SCHOOL_CONTACT' as const, id })) });

/** The record at an agency that is about somebody, whom the council's own links name. */
async function recordOf(person: string, agency: string): Promise<string> {
  const [link] = await sql<{ id: string }>(
    `select agency_person_id as id from agency_link where person_id = $1 and agency = $2 and ends_at is null and state in ('AUTOMATIC', 'CONFIRMED')`,
    [person, agency],
  );
  return link!.id;
}

let propose: () => Promise<number>;
beforeEach(() => {
  // As the hub's own role does it, which may only add.
  const round = createFamilyProposals({ pool: theHub().database.pool, clock: systemClock });
  propose = () => round(new AbortController().signal);
});

/** Toby's home is protected; where that has no part in the story, it is not. */
const isNotProtected = () =>
  sql(`update restriction set state = 'LIFTED' where person = $1 and kind = 'PROTECTED_ADDRESS'`, [amara]);
const proposed = async () => (await waiting()).proposals.map(({ name, evidence }) => `${name} ${evidence}`).toSorted();

describe('Whom an agency’s records put beside a member', () => {
  beforeEach(isNotProtected);

  test('is proposed to the manager by name and kind of evidence, and hidden from every worker until confirmed', async () => {
    await has('education', await recordOf(toby, 'education'), contacts('nana'));
    await has('education', 'nana', nana);
    expect(await propose()).toBe(1);
    const { proposals } = await waiting();
    expect(proposals).toMatchObject([
      { name: 'Ruth Hughes', assertedBy: 'AGENCY', evidence: 'SCHOOL_CONTACT', proposedBy: null },
    ]);
    expect(await sees(leadWorker)).toEqual(everybody);
    const [made] = await sql<{ id: string; born: string; sex: string; home: string | null }>(
      `select p.id, p.date_of_birth::text as born, p.sex, p.household_id as home from person p
        join family_member m on m.person_id = p.id where m.id = $1`,
      [proposals[0]!.membershipId],
    );
    expect(made).toMatchObject({ born: '1957-02-11', sex: 'FEMALE', home: null });
    expect(await sql(`select left_agency, left_id, right_agency, right_id, verdict, grounds from match_decision`)).toEqual([
      {
        left_agency: 'education',
        left_id: 'nana',
        right_agency: 'hub',
        right_id: made!.id,
        verdict: 'SAME',
        grounds: 'MADE_FROM',
      },
    ]);
    expect(await reads(leadWorker, made!.id, 'IDENTITY')).toBe('HIDDEN');
    await decides(proposals[0]!.membershipId, 'CONFIRM');
    expect(await reads(schoolNurse, made!.id, 'IDENTITY')).toBe('Identity');
  });

  test('is proposed once, however often it is asked, and rejected stays rejected', async () => {
    await has('education', await recordOf(toby, 'education'), contacts('nana'));
    await has('education', 'nana', nana);
    await propose();
    expect(await propose()).toBe(0);
    const again = createFamilyProposals({ pool: theHub().database.pool, clock: systemClock });
    expect(await again(new AbortController().signal)).toBe(0);
    await decides((await waiting()).proposals[0]!.membershipId, 'REJECT');
    expect(await propose()).toBe(0);
    expect(await proposed()).toEqual([]);
  });

  test('is made anew only where a steward took back that the two are one', async () => {
    await has('education', await recordOf(toby, 'education'), contacts('nana'));
    await has('education', 'nana', nana);
    await propose();
    await sql(
      `insert into match_decision (id, left_agency, left_id, right_agency, right_id, verdict, grounds)
        select gen_random_uuid(), left_agency, left_id, right_agency, right_id, 'DIFFERENT', 'STEWARD' from match_decision`,
    );
    await sql(
      `insert into agency_record_change (agency, agency_person_id, change, delivery) values ('education', 'nana', 'CHANGED', 'made up')`,
    );
    expect(await propose()).toBe(1);
    expect(await proposed()).toEqual(['Ruth Hughes SCHOOL_CONTACT', 'Ruth Hughes SCHOOL_CONTACT']);
  });

  test('is whoever was kept of those who are one since: who was made of the record, and merged, is nobody', async () => {
    const [kept = '', member = ''] = await strangers(theHub());
    await has('education', await recordOf(toby, 'education'), contacts('nana'));
    await has('education', 'nana', nana);
    await propose();
    const [made] = await sql<{ id: string }>(
      `select right_id as id from match_decision where grounds = 'MADE_FROM' order by entry limit 1`,
    );
    const input = { keepPersonId: kept, mergePersonId: made!.id, rationale: 'Her maiden name' };
    expect(codes(await change(theHub(), 'steward', 'merge', input))).toEqual(['MergeRecorded']);
    const another = await addFamily(theHub(), [member]);
    await sql(
      `insert into agency_link (id, version, person_id, agency, agency_person_id, state, starts_at) values ($1, 1, $2, 'education', 'theirs', 'CONFIRMED', now())`,
      [randomUUID(), member],
    );
    await has('education', 'theirs', contacts('nana'));
    const again = createFamilyProposals({ pool: theHub().database.pool, clock: systemClock });
    await again(new AbortController().signal);
    expect(await sql(`select person_id from family_member where family_id = $1 and asserted_by = 'AGENCY'`, [another])).toEqual([
      { person_id: kept },
    ]);
  });

  test('is the person whom the record is about, where the hub knows them', async () => {
    const [stranger = ''] = await strangers(theHub());
    await has('housing', await recordOf(gareth, 'housing'), { relatedTo: [{ kind: 'SAME_TENANCY', id: 'theirs' }] });
    await has('housing', 'theirs', { forename: 'Somebody' });
    await sql(
      `insert into agency_link (id, version, person_id, agency, agency_person_id, state, starts_at) values ($1, 1, $2, 'housing', 'theirs', 'AUTOMATIC', now())`,
      [randomUUID(), stranger],
    );
    expect(await propose()).toBe(1);
    expect(await sql(`select person_id from family_member where family_id = $1 and asserted_by = 'AGENCY'`, [FAMILY])).toEqual([
      { person_id: stranger },
    ]);
    expect(await sql('select 1 from match_decision')).toEqual([]);
  });

  test('is whoever is at the same property, of whatever agency; but not where half the town is', async () => {
    await has('housing', await recordOf(gareth, 'housing'), isAt('999000111'));
    await has('education', 'lodger', { forename: 'Lodger', ...isAt('999000111') });
    expect(await propose()).toBe(1);
    expect(await proposed()).toEqual(['Lodger SAME_UPRN']);
    await has('education', await recordOf(toby, 'education'), isAt('999000222'));
    for (let count = 0; count < 12; count++) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await has('housing', `hostel ${count}`, { forename: `Guest${count}`, ...isAt('999000222') });
    }
    await sql(
      `insert into agency_record_change (agency, agency_person_id, change, delivery) values ('housing', 'hostel', 'RECEIVED', 'made up')`,
    );
    expect(await propose()).toBe(0);
  });

  test('is not somebody who is likely a member already, nor the same twice from two agencies', async () => {
    await has('education', await recordOf(toby, 'education'), contacts('nana', 'father'));
    await has('education', 'nana', nana);
    await has('education', 'father', { forename: 'Gareth', surname: 'Hughes' });
    await has('housing', await recordOf(gareth, 'housing'), { relatedTo: [{ kind: 'SAME_TENANCY', id: 'nana' }] });
    await has('housing', 'nana', nana);
    const number = `(select number from agency_record where agency = $1 and agency_person_id = $2)`;
    const edge = (agency: string, id: string, other: string, otherId: string) =>
      sql(
        `insert into match_edge select least(a.n, b.n), greatest(a.n, b.n), 14, 'test'
          from (select ${number} as n) a, (select ${number.replace('$1', '$3').replace('$2', '$4')} as n) b`,
        [agency, id, other, otherId],
      );
    await edge('education', 'nana', 'housing', 'nana');
    await edge('education', 'father', 'housing', await recordOf(gareth, 'housing'));
    expect(await propose()).toBe(1);
    expect(await proposed()).toEqual(['Ruth Hughes SCHOOL_CONTACT']);
  });

  test.each([
    ['is sealed at the agency', { sealed: true }, {}],
    ['is deleted there', { state: 'DELETED' }, {}],
    ['has no name', {}, { forename: null, surname: ' ' }],
  ])('is nobody where the record %s', async (_what, state, given) => {
    await has('education', await recordOf(toby, 'education'), contacts('nana'));
    await has('education', 'nana', { ...nana, ...given }, state);
    expect(await propose()).toBe(0);
  });

  test('is nobody where the family’s episode is closed', async () => {
    await has('education', await recordOf(toby, 'education'), contacts('nana'));
    await has('education', 'nana', nana);
    await closes('AIMS_ACHIEVED');
    expect(await propose()).toBe(0);
  });

  test('are 20 at most who wait', async () => {
    const ids = Array.from({ length: 25 }, (_, place) => `contact ${place}`);
    await has('education', await recordOf(toby, 'education'), contacts(...ids));
    for (const id of ids) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await has('education', id, { forename: id });
    }
    expect(await propose()).toBe(20);
    expect(await propose()).toBe(0);
  });
});

describe('Nobody is proposed', () => {
  test('by way of somebody whose home is protected, nor who lives at a protected address', async () => {
    const [home] = await sql<{ uprn: string }>(
      'select h.uprn from household h join person p on p.household_id = h.id where p.id = $1',
      [amara],
    );
    await has('education', await recordOf(toby, 'education'), contacts('nana'));
    await has('education', 'nana', nana);
    await has('housing', await recordOf(gareth, 'housing'), { relatedTo: [{ kind: 'SAME_TENANCY', id: 'lodger' }] });
    await has('housing', 'lodger', { forename: 'Lodger', ...isAt(home!.uprn) });
    expect(await propose()).toBe(0);
    await isNotProtected();
    expect(await propose()).toBe(2);
  });

  test.each([
    ['sealed', 'SEALED', { silent: false }],
    ['protected', 'PROTECTED_ADDRESS', {}],
    ['silently restricted', 'COURT_ORDER', { silent: true }],
  ])('who is %s, nor by way of a member who is', async (_what, kind, more) => {
    const [stranger = ''] = await strangers(theHub());
    const record = await recordOf(gareth, 'housing');
    await has('housing', record, { relatedTo: [{ kind: 'SAME_TENANCY', id: 'theirs' }] });
    await has('housing', 'theirs', { forename: 'Somebody' });
    await sql(
      `insert into agency_link (id, version, person_id, agency, agency_person_id, state, starts_at) values ($1, 1, $2, 'housing', 'theirs', 'AUTOMATIC', now())`,
      [randomUUID(), stranger],
    );
    await restricts(stranger, kind, more);
    expect(await propose()).toBe(0);
    await sql(`update restriction set state = 'LIFTED' where person = $1`, [stranger]);
    await restricts(gareth, kind, more);
    expect(await propose()).toBe(0);
    await sql(`update restriction set state = 'LIFTED' where person = $1`, [gareth]);
    expect(await propose()).toBe(1);
  });
});
