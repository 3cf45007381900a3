/** Makes a person's answers from what their schools answered. A pupil may be registered at two schools: both count. */
import type { AgencyItem, AgencyRecord, Answer, CategoryQuestion, NotAnswered } from '#connectors/contract.ts';
import { REVEALS } from '#connectors/contract.ts';
import type { LocalDate } from '#terms/clock.ts';
import type { Source } from '#terms/source.ts';
import { academicYearStart, attendanceStart } from './asking.ts';
import type { Pupil, SchoolAnswer } from './asking.ts';
import { attendanceCode, isPersistentlyAbsent, isSeverelyAbsent, revealedBy } from './attendance-codes.ts';
import type { Session } from './client.ts';
import type { School, Summary } from './wire.ts';

const MOST_SESSIONS = 100;

/** One of a person's schools, with its answer. */
export interface Part {
  readonly pupil: Pupil;
  readonly answer: SchoolAnswer;
}

export interface Asked {
  readonly service: string;
  readonly today: LocalDate;
  readonly at: Date;
}

/** All of a person's schools must have answered: half of a pupil's sessions would read as all of them. */
export function answerOf(question: CategoryQuestion, parts: readonly Part[], asked: Asked): Answer {
  switch (question.category) {
    case 'ATTENDANCE':
      return attendance(parts, attendanceStart(question.since, asked.today), asked);
    case 'SUSPENSIONS':
      return suspensions(parts, question.since, asked);
    case 'SPECIAL_EDUCATIONAL_NEEDS':
      return specialEducationalNeeds(parts, question.since, asked);
    default:
      return notAnswered(asked);
  }
}

export function notAnswered({ service, at }: Asked): NotAnswered {
  return { outcome: 'NOT_ANSWERED', source: { agency: 'Education', service, retrievedAt: at } };
}

/** Of somebody whom schools know as a contact of pupils only. */
export function nothingOfContact({ service, at }: Asked): Answer {
  return { outcome: 'NOTHING_HELD', source: { agency: 'Education', service, retrievedAt: at } };
}

function attendance(parts: readonly Part[], start: LocalDate, asked: Asked): Answer {
  if (parts.some(({ answer }) => !answer.summaries || !answer.sessions)) return notAnswered(asked);
  const registered = parts.flatMap(({ pupil, answer }) => {
    const summary = answer.summaries?.get(start)?.get(pupil.studentId);
    return summary ? [{ summary, school: answer.school }] : [];
  });
  const main = registered.toSorted((a, b) => b.summary.possible - a.summary.possible)[0];
  const source = sourceOf(asked, start, main?.school ?? schoolOf(parts), updates(registered.map(({ summary }) => summary)));
  if (!main) return nothing(parts, source);
  const total = (count: (summary: Summary) => number) => registered.reduce((sum, { summary }) => sum + count(summary), 0);
  const [possible, attended] = [total((s) => s.possible), total((s) => s.attended)];
  const [authorised, unauthorised] = [total((s) => s.authorised), total((s) => s.unauthorised)];
  return held({
    source,
    academicYear: academicYear(asked.today),
    possibleSessions: possible,
    attendedSessions: attended,
    authorisedAbsenceSessions: authorised,
    unauthorisedAbsenceSessions: unauthorised,
    lateSessions: total((s) => s.late),
    attendanceRate: possible === 0 ? null : attended / possible,
    persistentlyAbsent: isPersistentlyAbsent(authorised + unauthorised, possible),
    severelyAbsent: isSeverelyAbsent(authorised + unauthorised, possible),
    school: main.school && { name: main.school.name, urn: main.school.urn },
    recentSessions: recentSessions(parts, start),
  });
}

function recentSessions(parts: readonly Part[], start: LocalDate): AgencyItem[] {
  return parts
    .flatMap(({ pupil, answer }) =>
      (answer.sessions?.get(pupil.studentId) ?? [])
        .filter(({ date }) => date >= start)
        .map((session) => sessionItem(session, pupil.schoolId)),
    )
    .sort(newestFirst)
    .slice(0, MOST_SESSIONS);
}

function sessionItem({ id, occurredAt, session, code }: Session, schoolId: string): AgencyItem {
  const item = { id: `${schoolId}/${id}`, occurredAt, session };
  if (code === null) return { ...item, code: null, meaning: 'Not yet entered', countsAs: 'ADMINISTRATIVE' };
  // A code that the school does not explain may be one that gives something away.
  if (code === undefined) return { ...item, code: null, meaning: null, countsAs: null };
  const { meaning, countsAs } = attendanceCode(code);
  const categories = revealedBy(code);
  if (categories.length === 0) return { ...item, code, meaning, countsAs };
  const otherwise = { code: null, meaning: null, countsAs: null };
  return { ...item, code, meaning, countsAs, [REVEALS]: { categories, otherwise } };
}

function suspensions(parts: readonly Part[], since: LocalDate | null, asked: Asked): Answer {
  if (parts.some(({ answer }) => !answer.exclusions)) return notAnswered(asked);
  const found = parts.flatMap(({ pupil, answer }) =>
    (answer.exclusions?.get(pupil.studentId) ?? [])
      .filter(({ from }) => since === null || from >= since)
      .map((exclusion) => ({ exclusion, schoolId: pupil.schoolId })),
  );
  const source = sourceOf(asked, since, schoolOf(parts), updates(found.map(({ exclusion }) => exclusion)));
  if (found.length === 0) return nothing(parts, source);
  const items = found.map(({ exclusion: { id, occurredAt, kind, sessions, reason }, schoolId }) => {
    return { id: `${schoolId}/${id}`, occurredAt, kind, sessions, reason };
  });
  return held({ source, suspensions: items.sort(newestFirst) });
}

/** Needs are as they stand today. Of two schools the one with the fuller provision is taken: a plan belongs to the pupil. */
function specialEducationalNeeds(parts: readonly Part[], since: LocalDate | null, asked: Asked): Answer {
  if (parts.some(({ answer }) => !answer.provisions)) return notAnswered(asked);
  const known = parts.flatMap(({ pupil, answer }) => answer.provisions?.get(pupil.studentId) ?? []);
  const made = known.filter(({ provision }) => provision !== null);
  const fullest = made.find(({ provision }) => provision === 'EDUCATION_HEALTH_AND_CARE_PLAN') ?? made[0];
  const source = sourceOf(asked, asked.today, schoolOf(parts), updates(known));
  if (!fullest) return nothing(parts, source);
  const { provision, needs, from } = fullest;
  return held({
    source,
    provision,
    primaryNeed: needs[0] ?? null,
    secondaryNeed: needs[1] ?? null,
    // The needs stand today, but a beginning before the cut stays here (rule 9).
    from: from !== null && (since === null || from >= since) ? from : null,
  });
}

/** Somebody whom a school does not know by this id was not looked for: that is not "nothing held". */
function nothing(parts: readonly Part[], source: Source): Answer {
  const known = parts.every(({ pupil, answer }) => answer.known?.has(pupil.studentId));
  return { outcome: known ? 'NOTHING_HELD' : 'NOT_ANSWERED', source };
}

function held(record: AgencyRecord): Answer {
  return { outcome: 'HELD', record };
}

function schoolOf(parts: readonly Part[]): School | null {
  return parts.find(({ answer }) => answer.school)?.answer.school ?? null;
}

function sourceOf({ service, today, at }: Asked, from: LocalDate | null, school: School | null, updatedAt: Date | null): Source {
  const contact = school && { name: `${school.name}, school office`, phone: school.phone, email: null };
  return { agency: 'Education', service, retrievedAt: at, updatedAt, coversFrom: from, coversTo: today, contact };
}

function updates(records: readonly { readonly updatedAt: Date | null }[]): Date | null {
  const times = records.flatMap(({ updatedAt }) => (updatedAt ? [updatedAt.getTime()] : []));
  return times.length > 0 ? new Date(Math.max(...times)) : null;
}

function newestFirst(a: AgencyItem, b: AgencyItem): number {
  return b.occurredAt.getTime() - a.occurredAt.getTime();
}

function academicYear(today: LocalDate): string {
  const year = Number(academicYearStart(today).slice(0, 4));
  return `${year}/${String(year + 1).slice(2)}`;
}
