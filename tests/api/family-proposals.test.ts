/** Rule 2: “One asserted by an agency (same UPRN, school contact, tenancy) is hidden; the manager sees name and kind of evidence.” */
import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { createFamilyProposals } from '#people/linking/family-proposals.ts';
import type { Demographics } from '#terms/demographics.ts';
import { NO_DEMOGRAPHICS } from '#terms/demographics.ts';
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
/** A grandmother whom the school has as Toby's contact. */
const nana = { forename: ' Ruth ', surname: 'Hughes', dateOfBirth: '1957-02-11', sex: 'F' };

/** An agency's record, as it was received; linking does not look at it, for it says too little. */
const has = async (agency: string, id: string, given: Partial<Demographics>, more: { sealed?: boolean; state?: string } = {}) =>
  sql(
    `insert into agency_record (agency, agency_person_id, received, digest, delivery, first_known_at, received_at, state, sealed, placed)
      values ($1, $2, $3, '', 'made up', now(), now(), $4, $5, true)`,
    [agency, id, JSON.stringify({ ...NO_DEMOGRAPHICS, ...given }), more.state ?? 'LIVE', more.sealed ?? false],
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
const looksAgain = () =>
  sql(
    `insert into agency_record_change (agency, agency_person_id, change, delivery) values ('housing', 'any', 'CHANGED', 'made up')`,
  );
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

  test('is found some families at a time, each go from where the last one ended', async () => {
    await has('education', await recordOf(toby, 'education'), contacts('nana'));
    await has('education', 'nana', nana);
    const { pool } = theHub().database;
    const asked: number[] = [];
    const watched = {
      query: async (statement: { name: string; text: string; values: unknown[] }) => {
        if (statement.name === 'family-proposals-candidates') asked.push((statement.values[3] as string[]).length);
        return pool.query(statement);
      },
      connect: () => pool.connect(),
    } as unknown as typeof pool;
    const go = createFamilyProposals({ pool: watched, clock: systemClock, familiesAtOnce: 3, statements: 2 });
    const [open] = await sql<{ families: number }>(
      `select count(distinct family_id)::int as families from episode where closed_on is null`,
    );
    const counts: number[] = [];
    for (let goes = 0; goes <= open!.families / 6; goes++) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      counts.push(await go(new AbortController().signal));
    }
    expect(counts.filter((count) => count > 0)).toEqual([1]);
    expect(Math.max(...asked)).toBe(3);
    expect(await proposed()).toEqual(['Ruth Hughes SCHOOL_CONTACT']);
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

  test('who lives at a protected address, however its number or postcode is written', async () => {
    await restricts(amara, 'PROTECTED_ADDRESS', {});
    await has('housing', await recordOf(gareth, 'housing'), { relatedTo: [{ kind: 'SAME_TENANCY', id: 'lodger' }] });
    await sql(
      `update household set uprn = '0001234', postcode = 'ZX9 8YY' where id = (select household_id from person where id = $1)`,
      [amara],
    );
    const elsewhere = { line: '1 Ash Road', town: null, postcode: 'ZX1 1AA', uprn: null };
    await has('housing', 'lodger', { forename: 'Lodger', addresses: [elsewhere, { ...elsewhere, uprn: '1234' }] });
    expect(await propose()).toBe(0);
    await sql(`update household set uprn = null where id = (select household_id from person where id = $1)`, [amara]);
    await sql(
      `update agency_record set received = jsonb_set(received, '{addresses,1,postcode}', '"zx98yy"') where agency_person_id = 'lodger'`,
    );
    await looksAgain();
    expect(await propose()).toBe(0);
    await isNotProtected();
    expect(await propose()).toBe(1);
  });

  test('by the records of an agency without an agreement for its list', async () => {
    await isNotProtected();
    await has('education', await recordOf(toby, 'education'), contacts('nana'));
    await has('education', 'nana', nana);
    await sql(`insert into agency_feed (agency, complete, as_of, stopped_at) values ('education', false, now(), now())
      on conflict (agency) do update set stopped_at = now()`);
    expect(await propose()).toBe(0);
    await sql(`update agency_feed set stopped_at = null where agency = 'education'`);
    await looksAgain();
    expect(await propose()).toBe(1);
  });

  describe('who, once found, is', () => {
    /** Something happens between finding and proposing. Answers how many were found and how many were proposed. */
    const meanwhile = async (happens: () => Promise<unknown>) => {
      const { pool } = theHub().database;
      let found = 0;
      const watched = {
        query: async (statement: { name: string; text: string }) => {
          const answer = await pool.query(statement);
          if (statement.name === 'family-proposals-candidates' && answer.rows.length > 0 && found++ === 0) await happens();
          return answer;
        },
        connect: () => pool.connect(),
      } as unknown as typeof pool;
      const made = await createFamilyProposals({ pool: watched, clock: systemClock })(new AbortController().signal);
      return { found: found > 0, made, members: await sql('select 1 from family_member where family_id = $1 and asserted_by = $2', [FAMILY, 'AGENCY']) }; // prettier-ignore
    };
    beforeEach(async () => {
      await isNotProtected();
      await has('housing', await recordOf(gareth, 'housing'), { relatedTo: [{ kind: 'SAME_TENANCY', id: 'theirs' }] });
      await has('housing', 'theirs', { forename: 'Somebody' });
    });

    test('sealed at the agency', async () => {
      const seals = () => sql(`update agency_record set sealed = true where agency_person_id = 'theirs'`);
      expect(await meanwhile(seals)).toEqual({ found: true, made: 0, members: [] });
      expect(await sql('select 1 from match_decision')).toEqual([]);
    });

    test('restricted silently', async () => {
      const [stranger = ''] = await strangers(theHub());
      await sql(
        `insert into agency_link (id, version, person_id, agency, agency_person_id, state, starts_at) values ($1, 1, $2, 'housing', 'theirs', 'AUTOMATIC', now())`,
        [randomUUID(), stranger],
      );
      const restricting = () => restricts(stranger, 'COURT_ORDER', { silent: true });
      expect(await meanwhile(restricting)).toEqual({ found: true, made: 0, members: [] });
    });
  });

  test.each([
    ['sealed', 'SEALED', { silent: false }],
    ['sealed from tomorrow on', 'SEALED', { from: new Date(Date.now() + 86_400_000).toISOString() }],
    ['protected', 'PROTECTED_ADDRESS', {}],
    ['silently restricted', 'COURT_ORDER', { silent: true }],
  ])('who is %s, nor by way of a member who is', async (_what, kind, more) => {
    const [stranger = ''] = await strangers(theHub());
    const [he] = await sql<Demographics>(
      `select forename, surname, date_of_birth::text as "dateOfBirth" from person where id = $1`,
      [gareth],
    );
    // Once a seal is lifted linking looks again.
    await has('housing', await recordOf(gareth, 'housing'), { ...he, relatedTo: [{ kind: 'SAME_TENANCY', id: 'theirs' }] });
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
