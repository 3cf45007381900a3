import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Intake, IntakeResult, IntakeTerms } from '#people/linking/intake.ts';
import { createIntake } from '#people/linking/intake.ts';
import { entities } from '#server/entities.ts';
import type { Database } from '#storage/database.ts';
import { openDatabase } from '#storage/database.ts';
import type { DemographicFeed } from '#terms/demographics.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { createTestDatabase } from '#tests/support/database.ts';
import type { PageOf } from '#tests/support/lists-of-people.ts';
import { deleted, demographics, listOf, merged, record } from '#tests/support/lists-of-people.ts';

const AGENCY = 'voluntary';
const NINE = new Date('2026-09-01T09:00:00Z');
const TEN = new Date('2026-09-01T10:00:00Z');
const ELEVEN = new Date('2026-09-01T11:00:00Z');
const NOON = new Date('2026-09-01T12:00:00Z');
const EVERYBODY: IntakeTerms = { covers: () => true };

let testDatabase: TestDatabase;
let application: Database;
let owner: Database;
let intake: Intake;
beforeAll(async () => {
  testDatabase = await createTestDatabase('emptyTemplate');
  application = await openDatabase({ url: testDatabase.url, entities, as: 'application' });
  owner = await openDatabase({ url: testDatabase.url, entities, as: 'owner' });
  intake = createIntake(application.pool, { now: () => NOON });
});
afterAll(async () => {
  await application.close();
  await owner.close();
  await testDatabase.drop();
});
beforeEach(() => owner.pool.query('truncate agency_record, agency_record_change, agency_feed'));

type Read = (cursor: string | null) => Promise<DemographicFeed>;

const takeIn = (read: Read, findTerms: () => Promise<IntakeTerms | null> = async () => EVERYBODY): Promise<IntakeResult> =>
  intake({ agency: AGENCY, read, findTerms });
const everybody = (...pages: (PageOf | Error)[]): Promise<IntakeResult> => takeIn(listOf('EVERYBODY', pages));
const changes = (...pages: (PageOf | Error)[]): Promise<IntakeResult> => takeIn(listOf('CHANGES', pages));

/** Everybody's state, by id. */
async function states(): Promise<Record<string, string>> {
  const { rows } = await owner.pool.query<{ id: string; state: string }>(
    'select agency_person_id as id, state from agency_record order by agency_person_id',
  );
  return Object.fromEntries(rows.map(({ id, state }) => [id, state]));
}

async function kept(id: string): Promise<Record<string, unknown>> {
  const { rows } = await owner.pool.query<Record<string, unknown>>('select * from agency_record where agency_person_id = $1', [
    id,
  ]);
  return timesOf(rows[0] ?? {});
}

/** The pool gives times as text. */
function timesOf(row: Record<string, unknown>): Record<string, unknown> {
  const times = ['as_of', 'first_known_at', 'received_at', 'stopped_at'];
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      times.includes(name) && typeof value === 'string' ? new Date(value) : value,
    ]),
  );
}

async function history(id: string): Promise<unknown[]> {
  const { rows } = await owner.pool.query<{ change: string; delivery: string }>(
    'select change, delivery from agency_record_change where agency_person_id = $1 order by entry',
    [id],
  );
  return rows.map(({ change, delivery }) => `${change} by ${delivery}`);
}

async function feed(): Promise<unknown> {
  const { rows } = await owner.pool.query<Record<string, unknown>>(
    'select complete, as_of, cursor, stopped_at from agency_feed where agency = $1',
    [AGENCY],
  );
  if (!rows[0]) return undefined;
  const { stopped_at, ...rest } = timesOf(rows[0]);
  return stopped_at === null ? rest : { ...rest, stopped_at };
}

/** As if the linking job had placed everybody. */
const placeEverybody = () => owner.pool.query(`update agency_record set placed = true, keys = '{1,2}'`);

describe('a list of everybody', () => {
  it('is kept as it was received, with the page that it came in and when the agency made that', async () => {
    const ada = demographics({ phones: ['07700 900001'], relatedTo: [{ kind: 'NEXT_OF_KIN', id: 'B' }] });
    const result = await everybody(
      { changes: [{ change: 'RECORD', id: 'A', demographics: ada, sealed: false }], delivery: 'page 1' },
      { changes: [record('B')], delivery: 'page 2', cursor: 'next' },
    );

    expect(result).toEqual({
      outcome: 'READ',
      changes: { RECEIVED: 2, CHANGED: 0, DELETED: 0, MERGED: 0 },
      leftOut: 0,
      rejected: {},
    });
    expect(await kept('A')).toMatchObject({
      agency: AGENCY,
      received: ada,
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
      delivery: 'page 1',
      as_of: NINE,
      first_known_at: NOON,
      received_at: NOON,
      state: 'LIVE',
      sealed: false,
      keys: [],
      placed: false,
    });
    expect(await history('B')).toEqual(['RECEIVED by page 2']);
    expect(await feed()).toEqual({ complete: true, as_of: NINE, cursor: 'next' });
  });

  it('that says the same again, in whatever order, changes nothing but when it was last said', async () => {
    await everybody({ changes: [record('A', { forename: 'Ada', surname: 'Reed' }), record('B')] });
    await placeEverybody();
    const before = await kept('A');
    const turned = Object.fromEntries(Object.entries(demographics({ surname: 'Reed' })).toReversed());

    const result = await everybody({
      changes: [record('B'), { change: 'RECORD', id: 'A', demographics: turned as never, sealed: false }],
      asOf: TEN,
      delivery: 'again',
    });

    expect(result.changes).toEqual({ RECEIVED: 0, CHANGED: 0, DELETED: 0, MERGED: 0 });
    expect(await kept('A')).toEqual({ ...before, as_of: TEN });
    expect(await history('A')).toEqual(['RECEIVED by list']);
  });

  it('has whoever changed looked at anew, and nobody else', async () => {
    await everybody({ changes: [record('A'), record('B')] });
    await placeEverybody();

    await everybody({ changes: [record('A', { surname: 'Reed' }), record('B')], asOf: TEN, delivery: 'second' });

    expect(await kept('A')).toMatchObject({ received: { surname: 'Reed' }, delivery: 'second', as_of: TEN, placed: false });
    expect(await kept('B')).toMatchObject({ delivery: 'list', placed: true });
    expect(await history('A')).toEqual(['RECEIVED by list', 'CHANGED by second']);
  });

  it('takes whoever is not in it to be deleted, and to live again once they are back', async () => {
    await everybody({ changes: [record('A'), record('B'), record('C')] });
    await placeEverybody();

    await everybody({ changes: [record('A')], asOf: TEN }, { changes: [record('B')], asOf: TEN, delivery: 'end' });
    expect(await states()).toEqual({ A: 'LIVE', B: 'LIVE', C: 'DELETED' });
    expect(await kept('C')).toMatchObject({ placed: false, keys: [], as_of: TEN });
    expect(await history('C')).toEqual(['RECEIVED by list', 'DELETED by end']);

    await placeEverybody();
    await everybody({ changes: [record('A'), record('B'), record('C')], asOf: ELEVEN });
    expect(await kept('C')).toMatchObject({ state: 'LIVE', placed: false });
    expect(await history('C')).toEqual(['RECEIVED by list', 'DELETED by end', 'RECEIVED by list']);
  });

  it('that breaks off keeps what came, takes nobody to be gone, and is read again from where it began', async () => {
    await everybody({ changes: [record('A'), record('B')], cursor: 'first' });
    const asked: (string | null)[] = [];
    const broken = listOf('EVERYBODY', [
      { changes: [record('A', { surname: 'Reed' })], asOf: TEN, cursor: 'second' },
      new Error('Down.'),
    ]);

    const reading = takeIn((cursor) => {
      asked.push(cursor);
      return broken(cursor);
    });

    await expect(reading).rejects.toThrow('Down.');
    expect(asked).toEqual(['first']);
    expect(await kept('A')).toMatchObject({ received: { surname: 'Reed' } });
    expect(await states()).toEqual({ A: 'LIVE', B: 'LIVE' });
    expect(await feed()).toEqual({ complete: true, as_of: NINE, cursor: 'first' });
  });

  it('in which more than half are missing is not believed: they stay, and nobody says that the list is complete', async () => {
    await everybody({ changes: ['A', 'B', 'C', 'D', 'E'].map((id) => record(id)), cursor: 'first' });

    const result = await everybody({ changes: [record('A'), record('B'), record('X')], asOf: TEN, cursor: 'second' });

    expect(result.outcome).toBe('TOO_SHORT');
    expect(await states()).toEqual({ A: 'LIVE', B: 'LIVE', C: 'LIVE', D: 'LIVE', E: 'LIVE', X: 'LIVE' });
    expect(await feed()).toEqual({ complete: false, as_of: NINE, cursor: 'first' });

    await everybody({ changes: [record('A'), record('B'), record('C'), record('X')], asOf: ELEVEN, cursor: 'third' });
    expect(await states()).toEqual({ A: 'LIVE', B: 'LIVE', C: 'LIVE', D: 'DELETED', E: 'DELETED', X: 'LIVE' });
    expect(await feed()).toEqual({ complete: true, as_of: ELEVEN, cursor: 'third' });
  });

  it('in which more than half are missing is believed where an operator says that it is right', async () => {
    await everybody({ changes: ['A', 'B', 'C'].map((id) => record(id)) });

    const read = listOf('EVERYBODY', [{ changes: [record('A')], asOf: TEN }]);
    await intake({ agency: AGENCY, read, findTerms: async () => EVERYBODY, acceptShort: true });

    expect(await states()).toEqual({ A: 'LIVE', B: 'DELETED', C: 'DELETED' });
    expect(await feed()).toMatchObject({ complete: true, as_of: TEN });
  });

  it('that is empty, or has not even a page, deletes nobody', async () => {
    await everybody({ changes: [record('A')], cursor: 'first' });

    expect((await everybody({ changes: [], asOf: TEN })).outcome).toBe('TOO_SHORT');
    await everybody();

    expect(await states()).toEqual({ A: 'LIVE' });
    expect(await feed()).toEqual({ complete: false, as_of: NINE, cursor: 'first' });
  });

  it('with a row that could not be read takes nobody to be gone: they may be that row', async () => {
    await everybody({ changes: [record('A'), record('B')] });

    const result = await everybody({ changes: [record('A')], asOf: TEN, rejected: { UNREADABLE: 1 } });

    expect(result.rejected).toEqual({ UNREADABLE: 1 });
    expect(await states()).toEqual({ A: 'LIVE', B: 'LIVE' });
    expect(await feed()).toMatchObject({ complete: false, as_of: TEN });
  });

  it('with somebody who cannot be asked about is not complete, but tells who is gone', async () => {
    await everybody({ changes: [record('A'), record('B')] });

    await everybody({ changes: [record('A')], asOf: TEN, rejected: { NO_IDENTIFIER: 1 } });

    expect(await states()).toEqual({ A: 'LIVE', B: 'DELETED' });
    expect(await feed()).toMatchObject({ complete: false });
  });

  it('loses a row that the database cannot keep, and no other', async () => {
    const result = await everybody({
      changes: [record('A', { forename: 'A\0da' }), record('B', { surname: '\ud83d' }), record('C\0'), record('D')],
    });

    expect(result.rejected).toEqual({ UNREADABLE: 3 });
    expect(await states()).toEqual({ D: 'LIVE' });
    expect(await feed()).toMatchObject({ complete: false });
  });

  it('may say two things of one record: the last stands', async () => {
    await everybody({ changes: [record('A', { surname: 'Reed' }), record('A', { surname: 'Read' })] });

    expect(await kept('A')).toMatchObject({ received: { surname: 'Read' } });
    expect(await history('A')).toEqual(['RECEIVED by list']);
  });
});

describe('what changed', () => {
  it('takes nobody else to be gone, and is kept with the place to go on from', async () => {
    await everybody({ changes: [record('A'), record('B')], cursor: 'first' });

    const reading = changes(
      { changes: [record('B', { surname: 'Reed' })], asOf: TEN, cursor: 'second' },
      { changes: [deleted('A')], asOf: TEN, cursor: 'third' },
      new Error('Down.'),
    );

    await expect(reading).rejects.toThrow('Down.');
    expect(await states()).toEqual({ A: 'DELETED', B: 'LIVE' });
    expect(await feed()).toEqual({ complete: true, as_of: NINE, cursor: 'third' });
  });

  it('is complete only where a whole list was', async () => {
    await changes({ changes: [record('A')] });
    expect(await feed()).toMatchObject({ complete: false });

    await everybody({ changes: [record('A')], asOf: TEN });
    await changes({ changes: [record('B')], asOf: ELEVEN });
    expect(await feed()).toMatchObject({ complete: true, as_of: ELEVEN });

    await changes({ changes: [], asOf: NOON, rejected: { UNREADABLE: 1 } });
    expect(await feed()).toMatchObject({ complete: false, as_of: NOON });
  });

  it('comes late, and does not undo what the agency said since', async () => {
    await changes({ changes: [record('A', { surname: 'Reed' }), record('B'), deleted('C')], asOf: TEN });
    await placeEverybody();

    await changes({ changes: [record('A', { surname: 'Read' }), deleted('B'), record('C'), record('D')], asOf: NINE });

    expect(await kept('A')).toMatchObject({ received: { surname: 'Reed' }, placed: true });
    // Of somebody who was deleted before they were known, nothing but that is kept.
    expect(await states()).toEqual({ A: 'LIVE', B: 'LIVE', C: 'DELETED', D: 'LIVE' });
    expect(await kept('C')).toMatchObject({ received: { forename: null, surname: null, dateOfBirth: null } });
    expect(await feed()).toMatchObject({ as_of: TEN });
  });

  it('tells that two records are one person: one goes, and the other is looked at anew', async () => {
    await everybody({ changes: [record('A'), record('B'), record('C')] });
    await placeEverybody();

    await changes({ changes: [merged('A', 'B'), merged('C', 'C')], asOf: TEN, delivery: 'merges' });

    expect(await kept('A')).toMatchObject({ state: 'MERGED', merged_into: 'B', keys: [], placed: false });
    expect(await kept('B')).toMatchObject({ state: 'LIVE', placed: false });
    expect(await kept('C')).toMatchObject({ state: 'LIVE', merged_into: null, placed: true });
    expect(await history('A')).toEqual(['RECEIVED by list', 'MERGED by merges']);

    await everybody({ changes: [record('B'), record('C')], asOf: ELEVEN });
    expect(await states()).toEqual({ A: 'MERGED', B: 'LIVE', C: 'LIVE' });
  });
});

describe('a sealed record', () => {
  it('is kept without anything that it says, and is found by nothing any more', async () => {
    await everybody({ changes: [record('A'), record('B')] });
    await placeEverybody();

    await changes({ changes: [record('A', { forename: 'Somebody else' }, true)], asOf: TEN });

    expect(await kept('A')).toMatchObject({
      sealed: true,
      received: demographics({ forename: null, surname: null, dateOfBirth: null }),
    });
    expect(await kept('A')).toMatchObject({ keys: [], placed: false });
  });

  it('stays sealed, whatever the agency says later', async () => {
    await everybody({ changes: [record('A', {}, true)] });
    const sealed = await kept('A');

    await everybody({ changes: [record('A', { forename: 'Ada' }, false)], asOf: TEN });

    expect(await kept('A')).toEqual({ ...sealed, as_of: TEN });
  });

  it('is sealed whichever of the agency’s words on it comes last: on one page, or in a file that comes late', async () => {
    await changes({ changes: [record('A', {}, true), record('A')], asOf: TEN });
    expect(await kept('A')).toMatchObject({ sealed: true, received: { forename: null } });

    await changes({ changes: [record('B'), record('C')], asOf: TEN });
    await changes({ changes: [deleted('C')], asOf: ELEVEN });
    await placeEverybody();
    await changes({ changes: [record('B', {}, true), record('C', {}, true)], asOf: NINE });
    expect(await kept('B')).toMatchObject({
      sealed: true, state: 'LIVE', keys: [], placed: false, received: { forename: null }, as_of: TEN,
    }); // prettier-ignore
    expect(await kept('C')).toMatchObject({ sealed: true, state: 'DELETED', received: { forename: null }, as_of: ELEVEN });
  });
});

describe('rule 4', () => {
  it('asks the agency for nothing without an agreement, and no longer says that its list is complete', async () => {
    await everybody({ changes: [record('A')], cursor: 'first' });

    const result = await takeIn(
      () => Promise.reject(new Error('It was asked.')),
      async () => null,
    );

    expect(result.outcome).toBe('NO_AGREEMENT');
    expect(await states()).toEqual({ A: 'LIVE' });
    expect(await feed()).toEqual({ complete: false, as_of: NINE, cursor: 'first', stopped_at: NOON });

    // Once there is one again, it goes on from where it was; complete is what has been read as a whole since.
    await changes({ changes: [record('B')], asOf: TEN, cursor: 'second' });
    expect(await feed()).toEqual({ complete: false, as_of: TEN, cursor: 'second' });
  });

  it('looks at all that the agency ever sent anew when its agreement ends, however much that is and wherever a hub stops', async () => {
    const fill = `insert into agency_record (agency, agency_person_id, received, digest, delivery, first_known_at, received_at, state, placed)
      select $1, n, '{}', '', '', now(), now(), 'LIVE', true from generate_series(1, $2) n`;
    await owner.pool.query(fill, ['another', 10]);
    await owner.pool.query(fill, [AGENCY, 4_500]);
    const waiting = async () =>
      (await owner.pool.query('select agency, count(*)::int from agency_record where not placed group by 1')).rows;
    let parts = 0;
    const query = (statement: { text: string; values: unknown[] }) =>
      statement.text.includes('for no key update') && (parts += 1) > 1
        ? Promise.reject(new Error('The hub was killed.'))
        : application.pool.query(statement);
    const request = { agency: AGENCY, read: listOf('EVERYBODY', []), findTerms: async () => null };

    await expect(createIntake({ query } as never, { now: () => NOON })(request)).rejects.toThrow('killed');
    expect(await waiting()).toEqual([{ agency: AGENCY, count: 2_000 }]);
    await intake(request);
    expect(await waiting()).toEqual([{ agency: AGENCY, count: 4_500 }]);

    await placeEverybody();
    await intake(request);
    expect(await waiting()).toEqual([]);
    await changes({ changes: [] });
    expect(await waiting()).toEqual([{ agency: AGENCY, count: 4_500 }]);
  });

  it('keeps no page after the agreement has ended', async () => {
    let questions = 0;
    const result = await takeIn(listOf('EVERYBODY', [{ changes: [record('A')] }, { changes: [record('B')] }]), async () => {
      questions += 1;
      return questions > 2 ? null : EVERYBODY;
    });

    expect(result.outcome).toBe('NO_AGREEMENT');
    expect(await states()).toEqual({ A: 'LIVE' });
    expect(await feed()).toMatchObject({ complete: false, cursor: null, stopped_at: NOON });
  });

  it('keeps only whom the agreement covers, and lets go of whom it does not cover any more', async () => {
    await everybody({
      changes: [record('child', { dateOfBirth: '2016-01-01' }), record('grown-up', { dateOfBirth: '1990-01-01' })],
    });
    const read = listOf('EVERYBODY', [
      {
        changes: [
          record('child', { dateOfBirth: '2016-01-01' }),
          record('grown-up', { dateOfBirth: '1990-01-01' }),
          record('unknown', { dateOfBirth: null }),
        ],
        asOf: TEN,
      },
    ]);

    const result = await takeIn(read, async () => ({ covers: (dateOfBirth) => dateOfBirth !== null && dateOfBirth < '2008' }));

    expect(result.leftOut).toBe(2);
    expect(await states()).toEqual({ child: 'DELETED', 'grown-up': 'LIVE' });
    expect(await feed()).toMatchObject({ complete: false });
  });
});
