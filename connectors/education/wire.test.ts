import { describe, expect, it } from 'vitest';
import { TransportError } from '#connectors/transports/http.ts';
import { readCodes, readExclusion, readMark, readProvision, readSchool, readSummary } from './wire.ts';
import { readDay, readInstant } from './wonde-time.ts';

const malformed = new TransportError('MALFORMED');
const time = (date: string, timezone = 'Europe/London') => ({ date, timezone_type: 3, timezone });

describe('times in the manner of Wonde', () => {
  it('takes midnight of an object, or an ISO date, as the day itself', () => {
    expect(readDay(time('2026-06-01 00:00:00.000000'))).toBe('2026-06-01');
    expect(readDay(time('2026-06-01 00:00:00.000000', 'UTC'))).toBe('2026-06-01');
    expect(readDay('2026-06-01')).toBe('2026-06-01');
  });

  it('takes any other time as the day it is in England', () => {
    expect(readDay(time('2026-05-31 23:00:00.000000', 'UTC'))).toBe('2026-06-01');
    expect(readDay('2026-01-31T23:30:00Z')).toBe('2026-01-31');
  });

  it('reads instants with their time zone', () => {
    expect(readInstant(time('2026-06-01 09:00:00.000000')).toISOString()).toBe('2026-06-01T08:00:00.000Z');
    expect(readInstant(time('2026-06-01 09:00:00.000000', 'UTC')).toISOString()).toBe('2026-06-01T09:00:00.000Z');
    expect(readInstant(time('2026-06-01 09:00:00.000000', '+02:00')).toISOString()).toBe('2026-06-01T07:00:00.000Z');
  });

  it.each(['yesterday', '2026-06-01T09:00:00', '01/06/2026'])('does not guess what "%s" means', (text) => {
    expect(() => readInstant(text)).toThrow(malformed);
  });
});

const summary = {
  id: 'A9',
  student: 'A1',
  possible_marks: 100,
  present_marks: 88,
  authorised_absence_marks: 7,
  unauthorised_absence_marks: 5,
  late_marks: 3,
  updated_at: time('2026-03-09 15:45:00.000000', 'UTC'),
};

describe('attendance summaries', () => {
  it('are read by name', () => {
    expect(readSummary(summary)).toEqual({
      studentId: 'A1',
      possible: 100,
      attended: 88,
      authorised: 7,
      unauthorised: 5,
      late: 3,
      updatedAt: new Date('2026-03-09T15:45:00Z'),
    });
  });

  it.each([
    ['more present than possible', { ...summary, present_marks: 101 }],
    ['negative', { ...summary, late_marks: -1 }],
    ['half marks', { ...summary, possible_marks: 99.5 }],
    ['no student', { ...summary, student: undefined }],
  ])('are refused with %s', (_what, wire) => {
    expect(() => readSummary(wire)).toThrow(malformed);
  });
});

describe('register entries', () => {
  const wire = {
    id: 'A7',
    student: 'A1',
    date: time('2026-06-01 00:00:00.000000'),
    session: 'PM',
    attendance_code: 'A3',
    comment: 'x',
  };

  it('begin at nine and at one in England, and carry no comment', () => {
    const mark = { id: 'A7', studentId: 'A1', date: '2026-06-01', session: 'AFTERNOON', codeId: 'A3' };
    expect(readMark(wire)).toEqual({ ...mark, occurredAt: new Date('2026-06-01T12:00:00Z') });
    expect(readMark({ ...wire, session: 'AM' }).occurredAt).toEqual(new Date('2026-06-01T08:00:00Z'));
  });

  it('are refused without one of the two halves of a day', () => {
    expect(() => readMark({ ...wire, session: 'EVENING' })).toThrow(malformed);
  });

  it('have their codes looked up in a list that differs from school to school', () => {
    const codes = readCodes([
      { id: 'A3', code: ' y1', description: 'x' },
      { id: 'A4', code: '/' },
    ]);
    expect(codes).toEqual({ A3: 'Y1', A4: '/' });
  });
});

describe('exclusions', () => {
  const wire = {
    id: 'A5',
    student: 'A1',
    type: 'SUSP',
    reason: 'DB',
    start_date: '2026-06-01',
    sessions: 4,
    comment: 'hit a boy',
  };

  it('are read without the comment', () => {
    const exclusion = readExclusion(wire);
    expect(exclusion).toMatchObject({ from: '2026-06-01', kind: 'SUSPENSION', sessions: 4, reason: 'PERSISTENT_DISRUPTION' });
    expect(JSON.stringify(exclusion)).not.toContain('hit');
  });

  it('that are permanent have no number of sessions', () => {
    expect(readExclusion({ ...wire, type: 'PERM' })).toMatchObject({ kind: 'PERMANENT_EXCLUSION', sessions: null });
  });

  it.each(['XX', 'constructor', null])('for a reason that is not in the code set (%s) have another reason', (reason) => {
    expect(readExclusion({ ...wire, reason }).reason).toBe('OTHER');
  });

  it('of an unknown type are refused: they would read as suspensions', () => {
    expect(() => readExclusion({ ...wire, type: 'ELSE' })).toThrow(malformed);
  });
});

describe('students and schools', () => {
  const student = (status: string, ...needs: unknown[]) => ({
    id: 'A1',
    extended_details: { data: { sen_status: status } },
    sen_needs: { data: needs },
  });

  it('give the main need first and leave out needs that have ended', () => {
    const provision = readProvision(
      student(
        'E',
        { type: 'SLCN', rank: 2, start_date: '2020-09-01' },
        { type: 'ASD', rank: 1, start_date: '2021-09-01' },
        { type: 'MLD', rank: 3, start_date: '2018-09-01', end_date: '2020-01-01' },
      ),
      '2026-03-10',
    );
    expect(provision).toMatchObject({
      provision: 'EDUCATION_HEALTH_AND_CARE_PLAN',
      needs: ['AUTISTIC_SPECTRUM_DISORDER', 'SPEECH_LANGUAGE_AND_COMMUNICATION'],
      from: '2020-09-01',
    });
  });

  it('have no provision with status N, and none is guessed from an unknown one', () => {
    expect(readProvision(student('N'), '2026-03-10').provision).toBeNull();
    expect(() => readProvision(student('?'), '2026-03-10')).toThrow(malformed);
  });

  it('are refused where another school answers', () => {
    const wire = { data: { id: 'A2', name: 'Elm Park Primary School', urn: 123456, phone_number: '01632 960123' } };
    expect(readSchool(wire, 'A2')).toEqual({ name: 'Elm Park Primary School', urn: '123456', phone: '01632 960123' });
    expect(() => readSchool(wire, 'A3')).toThrow(new TransportError('WRONG_PERSON'));
  });
});
