/** Turns a question about people into one about each school's pupils, and asks all schools at once. */
import type { Question } from '#connectors/contract.ts';
import { TransportError } from '#connectors/transports/http.ts';
import type { LocalDate } from '#terms/clock.ts';
import { addDays } from '#terms/clock.ts';
import type { EducationClient, Pupils, Session } from './client.ts';
import type { Exclusion, Provision, School, Summary } from './wire.ts';

const RECENT_DAYS = 70;

/** An agency link stores a pupil as `schoolId/studentId`. */
export interface Pupil {
  readonly schoolId: string;
  readonly studentId: string;
}

/** A parent or carer whom a school holds as the contact of a pupil: their own record, of which the school keeps no attendance or needs. */
export function contactId(schoolId: string, contact: string): string {
  return `${schoolId}/contact/${contact}`;
}

export function isContact(id: string): boolean {
  return /^[\w-]+\/contact\/[\w-]+$/.test(id);
}

/** Null where the id is not of this form; the parts are safe in a URL and in a list with commas. */
export function pupilOf(id: string): Pupil | null {
  const [, schoolId, studentId] = /^([\w-]+)\/([\w-]+)$/.exec(id) ?? [];
  return schoolId && studentId ? { schoolId, studentId } : null;
}

/** The first day of the academic year that a day lies in. */
export function academicYearStart(day: LocalDate): LocalDate {
  const year = Number(day.slice(0, 4));
  return `${day.slice(5) >= '09-01' ? year : year - 1}-09-01`;
}

/** The first day that attendance is counted from: of the academic year, or later where history is cut (rule 9). */
export function attendanceStart(since: LocalDate | null, today: LocalDate): LocalDate {
  return latest(academicYearStart(today), since);
}

/** What one school is asked: pupils for each kind of record. */
export interface SchoolQuestion {
  readonly schoolId: string;
  /** By the first day that is counted: usually one, as the whole request has one agreement. */
  readonly attendance: Map<LocalDate, Set<string>>;
  readonly suspensions: Set<string>;
  readonly needs: Set<string>;
}

export function questionsBySchool(question: Question, today: LocalDate): Map<string, SchoolQuestion> {
  const schools = new Map<string, SchoolQuestion>();
  for (const { ids, categories } of question.subjects) {
    for (const { schoolId, studentId } of ids.flatMap((id) => pupilOf(id) ?? [])) {
      const school = schools.get(schoolId) ?? newQuestion(schoolId);
      schools.set(schoolId, school);
      for (const { category, since } of categories) {
        if (category === 'ATTENDANCE') addTo(school.attendance, attendanceStart(since, today), studentId);
        if (category === 'SUSPENSIONS') school.suspensions.add(studentId);
        if (category === 'SPECIAL_EDUCATIONAL_NEEDS') school.needs.add(studentId);
      }
    }
  }
  return schools;
}

/** What one school answered. Null stands for what was not asked, or not answered. */
export interface SchoolAnswer {
  readonly school: School | null;
  readonly summaries: ReadonlyMap<LocalDate, ReadonlyMap<string, Summary>> | null;
  readonly sessions: ReadonlyMap<string, readonly Session[]> | null;
  readonly exclusions: ReadonlyMap<string, readonly Exclusion[]> | null;
  readonly provisions: ReadonlyMap<string, Provision> | null;
  /** Whom the school knows; null where that could not be learnt. */
  readonly known: ReadonlySet<string> | null;
  readonly failures: readonly TransportError[];
}

/** Asks one school. Does not throw: what failed is null. A school that answers about somebody else is not believed at all. */
export async function askSchool(
  client: EducationClient,
  question: SchoolQuestion,
  today: LocalDate,
  signal: AbortSignal,
): Promise<SchoolAnswer> {
  const failures: TransportError[] = [];
  const attempt = async <T>(wanted: boolean, ask: () => Promise<T>): Promise<T | null> => {
    try {
      return wanted ? await ask() : null;
    } catch (error) {
      failures.push(error instanceof TransportError ? error : new TransportError('MALFORMED'));
      return null;
    }
  };
  const pupils = (studentIds: Iterable<string>): Pupils => ({ schoolId: question.schoolId, studentIds: [...studentIds] });
  const starts = [...question.attendance.keys()].toSorted();
  const attending = new Set([...question.attendance.values()].flatMap((ids) => [...ids]));
  // Their needs are nobody's business here, only whether the school knows them.
  const others = new Set([...attending, ...question.suspensions].filter((id) => !question.needs.has(id)));
  const recent = latest(addDays(today, -RECENT_DAYS), starts[0] ?? null);

  const [school, summaries, sessions, exclusions, provisions, knownOthers] = await Promise.all([
    attempt(true, () => client.school(question.schoolId, signal)),
    attempt(starts.length > 0, () => summariesByStart(client, question, today, signal)),
    attempt(starts.length > 0, () => client.sessions(pupils(attending), recent, today, signal)),
    attempt(question.suspensions.size > 0, () => client.exclusions(pupils(question.suspensions), signal)),
    attempt(question.needs.size > 0, () => client.provisions(pupils(question.needs), today, signal)),
    attempt(others.size > 0, () => client.known(pupils(others), signal)),
  ]);
  if (failures.some(({ kind }) => kind === 'WRONG_PERSON'))
    return { school: null, summaries: null, sessions: null, exclusions: null, provisions: null, known: null, failures };
  const known = new Set([...(provisions?.keys() ?? []), ...(knownOthers ?? [])]);
  return { school, summaries, sessions, exclusions, provisions, known, failures };
}

async function summariesByStart(client: EducationClient, question: SchoolQuestion, today: LocalDate, signal: AbortSignal) {
  const asked = [...question.attendance].map(async ([start, studentIds]) => {
    const pupils = { schoolId: question.schoolId, studentIds: [...studentIds] };
    return [start, await client.summaries(pupils, start, today, signal)] as const;
  });
  return new Map(await Promise.all(asked));
}

export function latest(day: LocalDate, other: LocalDate | null): LocalDate {
  return other !== null && other > day ? other : day;
}

function newQuestion(schoolId: string): SchoolQuestion {
  return { schoolId, attendance: new Map(), suspensions: new Set(), needs: new Set() };
}

function addTo(sets: Map<LocalDate, Set<string>>, key: LocalDate, value: string): void {
  const set = sets.get(key);
  if (set) set.add(value);
  else sets.set(key, new Set([value]));
}
