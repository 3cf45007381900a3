import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { education } from '#connectors/education/index.ts';
import { startEducation } from '#demo/systems/education/index.ts';
import type { SimulatedSystem } from '#demo/systems/system.ts';
import { castKeys } from '#demo/world/cast.ts';
import { makeWorld } from '#demo/world/make-world.ts';
import { closeAll, closeLater, connect, idsOf, NINE, readList, saidOf, serveAnswers } from './reading-lists.ts';

const world = makeWorld({ seed: 1, families: 12, madeOn: '2026-09-01' });
const HOUR = 3_600_000;

afterAll(closeAll);

describe('the schools’ lists of people', () => {
  let system: SimulatedSystem;
  beforeAll(async () => {
    system = await startEducation({ world, clock: { now: () => NINE } });
    closeLater(system.close);
  });

  it('hold every pupil by the id that links have, and whom the school calls about them', async () => {
    const list = await readList(connect(education, system.settings));

    const pupils = world.people.flatMap(({ ids }) =>
      ids.education ? [`${ids.education.schoolId}/${ids.education.studentId}`] : [],
    );
    expect(list).toMatchObject({ covers: 'EVERYBODY', complete: true, rejected: {} });
    expect(idsOf(list).filter((id) => !id.includes('/contact/'))).toEqual(pupils.toSorted());
    expect(new Set(idsOf(list)).size).toBe(list.changes.length);

    const toby = world.people.find(({ key }) => key === castKeys.toby)!;
    const { schoolId, studentId, upn } = toby.ids.education!;
    expect(saidOf(list, `${schoolId}/${studentId}`)).toEqual({
      forename: 'Toby',
      surname: 'Hughes',
      otherNames: [],
      dateOfBirth: toby.dateOfBirth,
      sex: 'MALE',
      addresses: [{ line: '27 Lapwing Drive', town: 'Oldmere', postcode: 'ZX2 4LD', uprn: null }],
      phones: [expect.stringMatching(/^07700 9000\d\d$/)],
      emails: [],
      identifiers: { upn },
      relatedTo: Array.from({ length: 3 }, () => ({
        kind: 'SCHOOL_CONTACT',
        id: expect.stringMatching(new RegExp(`^${schoolId}/contact/A\\d{10}$`)),
      })),
    });
    const called = saidOf(list, `${schoolId}/${studentId}`).relatedTo.map(({ id }) => saidOf(list, id));
    expect(called.map(({ forename }) => forename).toSorted()).toEqual(['Amara', 'Daniel', 'Gareth']);
    expect(called.map(({ dateOfBirth }) => dateOfBirth)).toEqual([null, null, null]);
  });

  it('keep nothing that a school only noted', async () => {
    expect(JSON.stringify(await readList(connect(education, system.settings)))).not.toContain('Prefers');
  });

  it('are read again as a whole once a day, and in between only for what changed', async () => {
    const connected = connect(education, system.settings);
    const first = await readList(connected);
    connected.now = new Date(NINE.getTime() + HOUR);
    const second = await readList(connected, first.cursor);
    connected.now = new Date(NINE.getTime() + 25 * HOUR);
    const third = await readList(connected, second.cursor);

    expect(second).toMatchObject({ covers: 'CHANGES', complete: true, changes: [] });
    expect(third).toMatchObject({ covers: 'EVERYBODY', changes: { length: first.changes.length } });
  });

  it('name contacts by an id for which no school is ever asked for attendance, and of whom nothing is held', async () => {
    const connected = connect(education, system.settings);
    const contact = idsOf(await readList(connected)).find((id) => id.includes('/contact/'))!;
    const pupil = idsOf(await readList(connected)).find((id) => !id.includes('/contact/'))!;
    const categories = education.categories.map(({ name: category }) => ({ category, since: null, victimOnly: false }));
    const ask = (ids: string[]) =>
      connected.agency.ask({ subjects: [{ subject: '1', ids, categories }] }, AbortSignal.timeout(5_000));
    system.requests.length = 0;

    const ofContact = await ask([contact]);
    expect(system.requests).toEqual([]);
    expect([...ofContact.get('1')!.values()].map(({ outcome }) => outcome)).toEqual([
      'NOTHING_HELD',
      'NOTHING_HELD',
      'NOTHING_HELD',
    ]);

    // Somebody who is at school themselves, and a sibling's contact.
    const withBoth = await ask([contact, pupil]);
    expect(withBoth).toEqual(await ask([pupil]));
    expect(withBoth.get('1')?.get('ATTENDANCE')?.outcome).toBe('HELD');
  });
});

describe('schools’ lists that are not as agreed', () => {
  const page = (data: readonly unknown[], next: string | null = null) => ({
    data,
    meta: { pagination: { next, more: next !== null } },
  });
  const settings = (origin: string) => ({ URL: `${origin}/v1.0/`, TOKEN: 't' });

  it('are read page by page, and what does not fit is counted', async () => {
    const { origin, asked } = await serveAnswers((url) => {
      if (url.pathname.endsWith('/schools')) return page([{ id: 'A1' }]);
      if (!url.pathname.endsWith('/students')) return page([]);
      if (url.searchParams.has('cursor'))
        return page([
          { id: 'S3', surname: 'x'.repeat(201) },
          { id: 'S4', date_of_birth: 'soon' },
        ]);
      return page([{ id: 'S1', forename: ' Ada ', surname: '' }, { id: 'S 2' }, 'S5'], `${url.href}&cursor=2`);
    });
    const list = await readList(connect(education, settings(origin)));

    expect(idsOf(list)).toEqual(['A1/S1', 'A1/S4']);
    expect(saidOf(list, 'A1/S1')).toMatchObject({ forename: 'Ada', surname: null, dateOfBirth: null });
    expect(saidOf(list, 'A1/S4')).toMatchObject({ dateOfBirth: 'soon' });
    expect(list.rejected).toEqual({ UNREADABLE: 3 });
    expect(list.pages.map(({ delivery, cursor }) => [delivery, cursor])).toEqual([
      ['schools/A1/students', null],
      ['schools/A1/students', null],
      ['schools/A1/contacts', null],
      ['schools', expect.any(String)],
    ]);
    expect(asked.every((path) => path.startsWith('/v1.0/schools'))).toBe(true);
  });

  it('tell of pupils and contacts who were deleted', async () => {
    const { origin, asked } = await serveAnswers((url) => {
      if (url.pathname.endsWith('/schools')) return page([{ id: 'A1' }]);
      if (!url.pathname.endsWith('/deletions')) return page([]);
      return page([
        { id: 'S1', type: 'student' },
        { id: 'C1', type: 'contact' },
        { id: 'L1', type: 'lesson' },
        { id: 'S2', type: 'student', restored_at: '2026-09-01' },
      ]);
    });
    const connected = connect(education, settings(origin));
    const first = await readList(connected);
    connected.now = new Date(NINE.getTime() + HOUR);
    const list = await readList(connected, first.cursor);

    expect(list.changes).toEqual([
      { change: 'DELETED', id: 'A1/S1' },
      { change: 'DELETED', id: 'A1/contact/C1' },
    ]);
    expect(list.rejected).toEqual({});
    expect(asked.filter((path) => path.includes('updated_after')).length).toBe(3);
    // A little earlier than the last reading: clocks differ.
    expect(decodeURIComponent(asked.at(-1)!).replaceAll('+', ' ')).toContain('updated_after=2026-09-01 08:50:00');
  });

  it.each([
    ['where each school of the borough is among them', 'A1, A2', true],
    ['not where one has taken its access back', 'A1,A2,A3', false],
    ['not where nobody said which schools there are', '', false],
  ])('are of everybody %s', async (_, schools, complete) => {
    const { origin } = await serveAnswers((url) => page(url.pathname.endsWith('/schools') ? [{ id: 'A1' }, { id: 'A2' }] : []));

    expect(await readList(connect(education, { ...settings(origin), SCHOOLS: schools }))).toMatchObject({ complete });
  });

  it('are no list where one school does not answer: its pupils are not gone', async () => {
    const { origin } = await serveAnswers((url) => {
      if (url.pathname.endsWith('/schools')) return page([{ id: 'A1' }, { id: 'A2' }]);
      return url.pathname.includes('/A2/') ? 403 : page([{ id: 'S1' }]);
    });

    await expect(readList(connect(education, settings(origin)))).rejects.toThrow(/^The agency answered with an error\.$/);
  });

  it('are no list where a page cannot be read at all', async () => {
    const { origin } = await serveAnswers((url) => (url.pathname.endsWith('/schools') ? page([{ id: 'A1' }]) : { data: 'none' }));

    await expect(readList(connect(education, settings(origin)))).rejects.toThrow(/in a form that the hub does not know/);
  });
});
