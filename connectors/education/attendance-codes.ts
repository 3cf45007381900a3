/**
 * What attendance codes count as: School Attendance (Pupil Registration) (England) Regulations 2024. D, Q, X and Y1–Y7 are not
 * possible attendances: counting them as absence would inflate it. A code that is not in the table is administrative.
 */
import type { Category } from '#terms/category.ts';

export type AttendanceMeaning =
  | 'PRESENT'
  | 'ATTENDING_ELSEWHERE'
  | 'AUTHORISED_ABSENCE'
  | 'UNAUTHORISED_ABSENCE'
  | 'NOT_A_POSSIBLE_ATTENDANCE'
  | 'ADMINISTRATIVE';

export interface AttendanceCode {
  readonly countsAs: AttendanceMeaning;
  /** In words of ours: an agency's own description is free text. */
  readonly meaning: string;
}

const TABLE: Readonly<Record<AttendanceMeaning, Readonly<Record<string, string>>>> = {
  PRESENT: {
    '/': 'Present in the morning',
    '\\': 'Present in the afternoon',
    L: 'Late, before the register closed',
  },
  ATTENDING_ELSEWHERE: {
    K: 'Education arranged by the local authority',
    V: 'Educational visit',
    P: 'Sporting activity',
    W: 'Work experience',
    B: 'Other educational activity off site',
  },
  AUTHORISED_ABSENCE: {
    C: 'Leave for an exceptional circumstance',
    C1: 'Regulated performance or employment abroad',
    C2: 'Part-time timetable',
    E: 'Suspended or permanently excluded',
    I: 'Illness',
    J1: 'Interview for a job or another school',
    M: 'Medical or dental appointment',
    R: 'Religious observance',
    S: 'Study leave',
    T: 'Parent travelling for work',
  },
  UNAUTHORISED_ABSENCE: {
    G: 'Holiday not granted',
    N: 'No reason given yet',
    O: 'Absent without permission',
    U: 'Arrived after the register closed',
  },
  NOT_A_POSSIBLE_ATTENDANCE: {
    D: 'Registered at two schools, due at the other',
    Q: 'No access arrangements made',
    X: 'Not of compulsory school age',
    Y1: 'Transport not available',
    Y2: 'Widespread disruption to travel',
    Y3: 'Part of the school closed',
    Y4: 'School closed unexpectedly',
    Y5: 'In criminal justice detention',
    Y6: 'Public health guidance or law',
    Y7: 'Another unavoidable cause',
  },
  ADMINISTRATIVE: {
    Z: 'Prospective pupil, not yet on the register',
    '#': 'Planned closure',
  },
};

const CODES: ReadonlyMap<string, AttendanceCode> = new Map(
  Object.entries(TABLE).flatMap(([countsAs, codes]) =>
    Object.entries(codes).map(([code, meaning]) => [code, { countsAs: countsAs as AttendanceMeaning, meaning }] as const),
  ),
);

const UNKNOWN: AttendanceCode = { countsAs: 'ADMINISTRATIVE', meaning: 'A code that is not in the regulations' };

export function attendanceCode(code: string): AttendanceCode {
  return CODES.get(code) ?? UNKNOWN;
}

/** Only L is late: U was not in the register in time, and is an absence. */
export function isLate(code: string): boolean {
  return code === 'L';
}

/** The categories of others that a code gives away (rule 7). */
export function revealedBy(code: string): readonly Category[] {
  if (code === 'E') return ['SUSPENSIONS'];
  if (code === 'Y5') return ['POLICE_REFERRALS', 'DOMESTIC_ABUSE', 'MISSING_EPISODES'];
  return [];
}

/** Missed 10% of possible sessions or more; null while no session was possible. */
export function isPersistentlyAbsent(absences: number, possible: number): boolean | null {
  return possible === 0 ? null : absences * 10 >= possible;
}

/** Missed 50% of possible sessions or more (who is severely absent is persistently absent too); null while none was possible. */
export function isSeverelyAbsent(absences: number, possible: number): boolean | null {
  return possible === 0 ? null : absences * 2 >= possible;
}
