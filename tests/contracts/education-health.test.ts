import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AgencyItem } from '#connectors/contract.ts';
import { REVEALS } from '#connectors/contract.ts';
import { attendanceCode, isLate } from '#connectors/education/attendance-codes.ts';
import { education } from '#connectors/education/index.ts';
import { health } from '#connectors/health/index.ts';
import { startEducation } from '#demo/systems/education/index.ts';
import { startHealth } from '#demo/systems/health/index.ts';
import type { SimulatedSystem } from '#demo/systems/system.ts';
import {
  about,
  clock,
  closeAll,
  closeLater,
  connect,
  ELM,
  itemsOf,
  list,
  OAK,
  recordOf,
  revealsOf,
  serve,
  serveHealth,
  world,
} from './education-health-world.ts';

afterAll(closeAll);

describe('education', () => {
  const ALL = ['ATTENDANCE', 'SUSPENSIONS', 'SPECIAL_EDUCATIONAL_NEEDS'];
  let system: SimulatedSystem;
  beforeAll(async () => {
    system = await startEducation({ world, clock });
    closeLater(system.close);
  });

  it('answers for all pupils and categories with one call for each school and resource', async () => {
    const { ask, events } = connect(education, system.settings);
    const question = {
      subjects: [about('1', [`${ELM}/A11`], ALL), about('2', [`${OAK}/A22`], ALL), about('3', [`${ELM}/A33`], ALL)],
    };
    system.requests.length = 0;
    const answers = await ask(question);
    const resources = ['', '/attendance-codes', '/attendance-summaries', '/attendance/session', '/exclusions', '/students'];
    const once = [ELM, OAK].flatMap((id) => resources.map((resource) => `GET /v1.0/schools/${id}${resource}`));
    expect(system.requests.toSorted()).toEqual(once.toSorted());

    const outcomes = (subject: string) => ALL.map((category) => answers.get(subject)?.get(category)?.outcome);
    expect(outcomes('1')).toEqual(['HELD', 'HELD', 'HELD']);
    expect(outcomes('2')).toEqual(['HELD', 'NOTHING_HELD', 'NOTHING_HELD']);
    // The school does not know this pupil: nobody was looked for.
    expect(outcomes('3')).toEqual(['NOT_ANSWERED', 'NOT_ANSWERED', 'NOT_ANSWERED']);
    expect(recordOf(answers.get('1')?.get('ATTENDANCE'))).toMatchObject({
      academicYear: '2025/26',
      persistentlyAbsent: true,
      severelyAbsent: true,
      school: { name: 'Elm Park School', urn: '123456' },
      source: { agency: 'Education', coversFrom: '2025-09-01', coversTo: '2026-03-10', contact: { phone: expect.any(String) } },
    });
    expect(recordOf(answers.get('2')?.get('ATTENDANCE'))).toMatchObject({ persistentlyAbsent: false, severelyAbsent: false });
    expect(answers.get('3')?.get('ATTENDANCE')).toMatchObject({ source: { coversFrom: '2025-09-01', coversTo: '2026-03-10' } });
    expect(events).toEqual([]);

    system.requests.length = 0;
    await ask({ subjects: [about('1', [`${ELM}/A11`], ['SUSPENSIONS'])] });
    expect(system.requests.toSorted()).toEqual([`GET /v1.0/schools/${ELM}/exclusions`, `GET /v1.0/schools/${ELM}/students`]);
  });

  it('counts what lies within the window only, and as the regulations say', async () => {
    const { ask } = connect(education, system.settings);
    const answers = await ask({ subjects: [about('1', [`${ELM}/A11`], ALL, '2026-01-20')] });
    const attendance = recordOf(answers.get('1')?.get('ATTENDANCE'));
    const sessions = attendance.recentSessions as AgencyItem[];
    const counted = (...meanings: string[]) =>
      sessions.filter(({ code }) => meanings.includes(attendanceCode(`${code}`).countsAs)).length;
    expect(sessions.length).toBeGreaterThan(40);
    expect(Math.min(...sessions.map(({ occurredAt }) => occurredAt.getTime()))).toBe(Date.parse('2026-01-20T09:00:00Z'));
    expect(attendance).toMatchObject({
      source: { coversFrom: '2026-01-20' },
      attendedSessions: counted('PRESENT', 'ATTENDING_ELSEWHERE'),
      authorisedAbsenceSessions: counted('AUTHORISED_ABSENCE'),
      unauthorisedAbsenceSessions: counted('UNAUTHORISED_ABSENCE'),
      possibleSessions: sessions.length - counted('NOT_A_POSSIBLE_ATTENDANCE', 'ADMINISTRATIVE'),
      lateSessions: sessions.filter(({ code }) => isLate(`${code}`)).length,
    });
    const suspensions = itemsOf(answers.get('1')?.get('SUSPENSIONS'), 'suspensions');
    const whole = await ask({ subjects: [about('1', [`${ELM}/A11`], ALL, null)] });
    expect(suspensions.length).toBeLessThan(itemsOf(whole.get('1')?.get('SUSPENSIONS'), 'suspensions').length);
    expect(suspensions.every(({ occurredAt }) => occurredAt >= new Date('2026-01-20'))).toBe(true);
  });

  it('keeps each to their own window where one request has two', async () => {
    const { ask } = connect(education, system.settings);
    const subjects = [about('1', [`${ELM}/A11`], ['ATTENDANCE'], null), about('2', [`${ELM}/A11`], ['ATTENDANCE'], '2026-03-02')];
    const answers = await ask({ subjects });
    expect(recordOf(answers.get('2')?.get('ATTENDANCE'))).toMatchObject({
      source: { coversFrom: '2026-03-02' },
      possibleSessions: 12,
    });
    expect(itemsOf(answers.get('2')?.get('ATTENDANCE'), 'recentSessions')).toHaveLength(12);
    expect(itemsOf(answers.get('1')?.get('ATTENDANCE'), 'recentSessions').length).toBeGreaterThan(60);
  });

  it('marks a suspension in the register as one, and masks it where suspensions may not be shown', async () => {
    const { ask } = connect(education, system.settings);
    const answers = await ask({ subjects: [about('1', [`${ELM}/A11`], ['ATTENDANCE'])] });
    const sessions = itemsOf(answers.get('1')?.get('ATTENDANCE'), 'recentSessions');
    const suspended = sessions.filter(({ code }) => code === 'E');
    expect(suspended.length).toBeGreaterThan(0);
    const masked = { categories: ['SUSPENSIONS'], otherwise: { code: null, meaning: null, countsAs: null } };
    for (const session of sessions) expect(session[REVEALS]).toEqual(session.code === 'E' ? masked : undefined);
  });

  it('gives nothing away by a code that the school does not explain', async () => {
    const marks = {
      possible_marks: 2,
      present_marks: 1,
      authorised_absence_marks: 1,
      unauthorised_absence_marks: 0,
      late_marks: 0,
    };
    const mark = (id: string, code: string | null) => ({
      id,
      student: 'A5',
      date: '2026-03-09',
      session: 'AM',
      attendance_code: code,
    });
    const url = await serve({
      '/attendance-summaries': list({ student: 'A5', ...marks }),
      '/attendance/session': list(mark('A1', 'listed'), mark('A2', 'not listed'), mark('A3', null)),
      '/attendance-codes': list({ id: 'listed', code: 'L' }),
    });
    const { ask } = connect(education, { URL: url, TOKEN: 't' });
    const answers = await ask({ subjects: [about('1', ['A1/A5'], ['ATTENDANCE'])] });
    expect(itemsOf(answers.get('1')?.get('ATTENDANCE'), 'recentSessions')).toMatchObject([
      { id: 'A1/A1', code: 'L', countsAs: 'PRESENT' },
      { id: 'A1/A2', code: null, meaning: null, countsAs: null },
      { id: 'A1/A3', code: null, meaning: 'Not yet entered', countsAs: 'ADMINISTRATIVE' },
    ]);
  });

  it('adds up the sessions of a pupil with two schools, and names the one with more', async () => {
    const { ask } = connect(education, system.settings);
    const ids = [`${OAK}/A22`, `${ELM}/A11`];
    const subjects = [about('both', [...ids, ids[0] ?? ''], ['ATTENDANCE']), about('elm', [`${ELM}/A11`], ['ATTENDANCE'])];
    const answers = await ask({ subjects: [...subjects, about('oak', [`${OAK}/A22`], ['ATTENDANCE'])] });
    const [both, elm, oak] = ['both', 'elm', 'oak'].map((subject) => recordOf(answers.get(subject)?.get('ATTENDANCE')));
    expect(both?.possibleSessions).toBe(Number(elm?.possibleSessions) + Number(oak?.possibleSessions));
    expect(both?.school).toEqual(Number(elm?.possibleSessions) > Number(oak?.possibleSessions) ? elm?.school : oak?.school);
    expect(both?.recentSessions).toHaveLength(100);
  });

  it('loses only the pupils of a school that does not answer, and none of a half-answered person', async () => {
    const { ask, events } = connect(education, system.settings);
    const ids = ['A1930490000/A44', `${ELM}/A11`];
    const subjects = [about('down', ['A1930490000/A44'], ALL), about('half', ids, ALL), about('up', [`${ELM}/A11`], ALL)];
    const answers = await ask({ subjects: [...subjects, about('odd', ['not an id'], ALL)] });
    const outcomes = (subject: string) => ALL.map((category) => answers.get(subject)?.get(category)?.outcome);
    for (const subject of ['down', 'half', 'odd']) expect(outcomes(subject)).toEqual(ALL.map(() => 'NOT_ANSWERED'));
    expect(outcomes('up')).toEqual(['HELD', 'HELD', 'HELD']);
    expect(events).toEqual([{ agency: 'education', event: 'SCHOOL_NOT_ANSWERED', count: 1 }]);
  });

  it('rejects where its token is not accepted', async () => {
    const { ask } = connect(education, { ...system.settings, TOKEN: 'wrong' });
    await expect(ask({ subjects: [about('1', [`${ELM}/A11`], ALL)] })).rejects.toMatchObject({ kind: 'STATUS', status: 401 });
  });

  it('does not believe a school that answers about a pupil who was not asked about', async () => {
    const exclusion = { id: 'A9', student: 'A77', type: 'SUSP', reason: 'DB', start_date: '2026-02-02', sessions: 2 };
    const url = await serve({
      '/schools/A1': { data: { id: 'A1', name: 'x', urn: 123456 } },
      '/A1/exclusions': list(exclusion),
      '/A2/exclusions': list({ ...exclusion, student: 'A5' }),
      '/A1/students': list({ id: 'A5', extended_details: { data: { sen_status: 'K' } }, sen_needs: { data: [] } }),
    });
    const { ask, events } = connect(education, { URL: `${url}/v1.0`, TOKEN: 't' });
    const categories = ['SUSPENSIONS', 'SPECIAL_EDUCATIONAL_NEEDS'];
    const answers = await ask({ subjects: [about('1', ['A1/A5'], categories), about('2', ['A2/A5'], ['SUSPENSIONS'])] });
    for (const category of categories) expect(answers.get('1')?.get(category)?.outcome).toBe('NOT_ANSWERED');
    expect(answers.get('2')?.get('SUSPENSIONS')?.outcome).toBe('HELD');
    expect(events).toContainEqual({ agency: 'education', event: 'WRONG_PERSON_ANSWERED', count: 1 });
    expect(JSON.stringify([events, [...answers]])).not.toContain('A77');
  });
});

describe('health', () => {
  const ALL = ['HEALTH_CONTACTS', 'MENTAL_HEALTH', 'SUBSTANCE_MISUSE'];
  let system: SimulatedSystem;
  beforeAll(async () => {
    system = await startHealth({ world, clock });
    closeLater(system.close);
  });

  it('answers for everybody with one token and three searches, and keeps the token', async () => {
    const { ask, events } = connect(health, system.settings);
    const question = { subjects: ['9000000009', '9000000017', '9000000033'].map((id) => about(id, [id], ALL)) };
    system.requests.length = 0;
    const answers = await ask(question);
    const searches = ['Patient', 'Encounter', 'Appointment'].map((type) => `POST /fhir/${type}/_search`);
    expect(system.requests.toSorted()).toEqual(['POST /oauth2/token', ...searches].toSorted());
    const outcomes = (id: string) => ALL.map((category) => answers.get(id)?.get(category)?.outcome);
    expect(outcomes('9000000009')).toEqual(['HELD', 'HELD', 'NOTHING_HELD']);
    expect(outcomes('9000000017')).toEqual(['NOTHING_HELD', 'NOTHING_HELD', 'NOTHING_HELD']);
    expect(outcomes('9000000033')).toEqual(['NOTHING_HELD', 'NOTHING_HELD', 'NOTHING_HELD']);
    expect(answers.get('9000000033')?.get('MENTAL_HEALTH')).toMatchObject({
      source: { coversFrom: '2024-03-10', coversTo: '2026-03-10' },
    });
    expect(events).toEqual([]);

    system.requests.length = 0;
    await ask({ subjects: [about('1', ['9000000033'], ALL)] });
    expect(system.requests).toEqual(['POST /fhir/Patient/_search']);
  });

  it('shows a mental health contact in both categories, each saying that it reveals the other', async () => {
    const { ask } = connect(health, system.settings);
    const answers = await ask({ subjects: [about('1', ['9000000009'], ALL)] });
    const contacts = itemsOf(answers.get('1')?.get('HEALTH_CONTACTS'), 'contacts');
    const mental = itemsOf(answers.get('1')?.get('MENTAL_HEALTH'), 'contacts');
    const isMental = ({ service }: AgencyItem) => service === 'Child and adolescent mental health';
    expect(mental.length).toBeGreaterThan(3);
    expect(mental.every(isMental)).toBe(true);
    expect(contacts.filter(isMental).map(({ id }) => id)).toEqual(mental.map(({ id }) => id));
    expect(contacts.length).toBeGreaterThan(mental.length);
    for (const item of contacts) expect(revealsOf(item)).toEqual(isMental(item) ? ['MENTAL_HEALTH'] : []);
    for (const item of mental) expect(revealsOf(item)).toEqual(['HEALTH_CONTACTS']);
    // When a contact that may be left out was last changed would give it away.
    expect(recordOf(answers.get('1')?.get('MENTAL_HEALTH')).source.updatedAt).toBeNull();
  });

  it('calls a missed appointment by whose it was, and shows nothing twice or from an unlisted service', async () => {
    const { ask } = connect(health, system.settings);
    const answers = await ask({
      subjects: [about('child', ['9000000009'], ALL, null), about('adult', ['9000000025'], ALL, null)],
    });
    const child = itemsOf(answers.get('child')?.get('HEALTH_CONTACTS'), 'contacts');
    const adult = itemsOf(answers.get('adult')?.get('HEALTH_CONTACTS'), 'contacts');
    expect(child.map(({ outcome }) => outcome)).toContain('WAS_NOT_BROUGHT');
    expect(child.map(({ outcome }) => outcome)).not.toContain('DID_NOT_ATTEND');
    expect(adult.map(({ outcome }) => outcome)).toContain('DID_NOT_ATTEND');
    expect(adult.map(({ outcome }) => outcome)).not.toContain('WAS_NOT_BROUGHT');
    // The story has 12 + 8 and 9 + 4 contacts; the system holds besides appointments that took place, and a sexual health contact.
    expect([child.length, adult.length]).toEqual([20, 13]);
    expect(JSON.stringify([...adult, ...child])).not.toMatch(/sexual|Clinical reasons/i);
  });

  it('cuts each answer to its own window', async () => {
    const { ask } = connect(health, system.settings);
    const answers = await ask({
      subjects: [about('1', ['9000000009'], ['HEALTH_CONTACTS'], '2025-10-01'), about('2', ['9000000025'], ALL, null)],
    });
    const cut = itemsOf(answers.get('1')?.get('HEALTH_CONTACTS'), 'contacts');
    expect(cut.length).toBeGreaterThan(0);
    expect(cut.length).toBeLessThan(20);
    expect(cut.every(({ occurredAt }) => occurredAt >= new Date('2025-09-30T23:00:00Z'))).toBe(true);
    expect(itemsOf(answers.get('2')?.get('HEALTH_CONTACTS'), 'contacts')).toHaveLength(13);
  });

  it('rejects where its secret is not accepted', async () => {
    const { ask } = connect(health, { ...system.settings, CLIENT_SECRET: 'wrong' });
    await expect(ask({ subjects: [about('1', ['9000000009'], ALL)] })).rejects.toMatchObject({ kind: 'STATUS', status: 401 });
  });

  it.each([
    ['patient', '9000000017', 'Patient/p1'],
    ['encounter', '9000000009', 'Patient/p2'],
  ])('refuses the whole answer where a %s is of somebody who was not asked about', async (_what, nhsNumber, subject) => {
    const { ask, events } = connect(health, await serveHealth(nhsNumber, '01', subject));
    await expect(ask({ subjects: [about('1', ['9000000009'], ALL)] })).rejects.toMatchObject({ kind: 'WRONG_PERSON' });
    expect(events).toEqual([{ agency: 'health', event: 'WRONG_PERSON_ANSWERED', count: 1 }]);
  });

  it('neither shows a patient whose NHS number is not verified, nor says that nothing is held', async () => {
    const { ask, events } = connect(health, await serveHealth('9000000009', '02'));
    const answers = await ask({ subjects: [about('1', ['9000000009'], ['HEALTH_CONTACTS'])] });
    expect(answers.get('1')?.get('HEALTH_CONTACTS')?.outcome).toBe('NOT_ANSWERED');
    expect(events).toEqual([{ agency: 'health', event: 'UNVERIFIED_IDENTIFIER', count: 1 }]);
  });
});
