/** Asks the education system for one school's pupils: one call for each kind of record (and its further pages). */
import type { JsonApi, Query } from '#connectors/transports/json-api.ts';
import { createJsonApi } from '#connectors/transports/json-api.ts';
import { TransportError } from '#connectors/transports/http.ts';
import type { Clock, LocalDate } from '#terms/clock.ts';
import type { Exclusion, Mark, Provision, School, Summary } from './wire.ts';
import { readCodes, readExclusion, readMark, readProvision, readSchool, readSummary } from './wire.ts';

const PAGE_SIZE = 500;
const CACHE_MILLISECONDS = 3_600_000;

/** A register entry with the letter of its code: null where none is entered, undefined where the school's list does not have it. */
export interface Session extends Mark {
  readonly code: string | null | undefined;
}

/** Pupils of one school, by the school's own ids of them. */
export interface Pupils {
  readonly schoolId: string;
  readonly studentIds: readonly string[];
}

/**
 * Both dates of a span are included. Answers are by pupil; who is not in them is not known to the school, or has nothing there.
 * Throws TransportError: WRONG_PERSON where the school answers about a pupil who was not asked about.
 */
export interface EducationClient {
  summaries(pupils: Pupils, from: LocalDate, to: LocalDate, signal: AbortSignal): Promise<ReadonlyMap<string, Summary>>;
  sessions(pupils: Pupils, from: LocalDate, to: LocalDate, signal: AbortSignal): Promise<ReadonlyMap<string, readonly Session[]>>;
  exclusions(pupils: Pupils, signal: AbortSignal): Promise<ReadonlyMap<string, readonly Exclusion[]>>;
  provisions(pupils: Pupils, today: LocalDate, signal: AbortSignal): Promise<ReadonlyMap<string, Provision>>;
  school(schoolId: string, signal: AbortSignal): Promise<School>;
  close(): Promise<void>;
}

export interface EducationClientOptions {
  readonly url: string;
  readonly token: string;
  readonly clock: Clock;
}

export function createEducationClient({ url, token, clock }: EducationClientOptions): EducationClient {
  const api = createJsonApi({ url, token });
  const schools = createCache<School>(clock);
  const codeLists = createCache<ReadonlyMap<string, string>>(clock);

  const school = (schoolId: string, signal: AbortSignal) =>
    schools.get(schoolId, async () => readSchool(await api.get(schoolPath(schoolId), {}, { signal }), schoolId));
  const codes = (schoolId: string, signal: AbortSignal) =>
    codeLists.get(schoolId, async () =>
      readCodes(await api.getPages(`${schoolPath(schoolId)}/attendance-codes`, { per_page: PAGE_SIZE }, { signal })),
    );

  return {
    async summaries(pupils, from, to, signal) {
      const found = await ask(api, pupils, 'attendance-summaries', span(from, to), signal);
      return onePerPupil(found.map(readSummary), pupils);
    },
    async sessions(pupils, from, to, signal) {
      const [found, codeOf] = await Promise.all([
        ask(api, pupils, 'attendance/session', span(from, to), signal),
        codes(pupils.schoolId, signal),
      ]);
      const marks = found.map(readMark);
      if (marks.some(({ codeId }) => codeId !== null && !codeOf.has(codeId))) codeLists.forget(pupils.schoolId);
      return listPerPupil(
        marks.map((mark) => ({ ...mark, code: mark.codeId === null ? null : codeOf.get(mark.codeId) })),
        pupils,
      );
    },
    async exclusions(pupils, signal) {
      return listPerPupil((await ask(api, pupils, 'exclusions', {}, signal)).map(readExclusion), pupils);
    },
    async provisions(pupils, today, signal) {
      const found = await ask(api, pupils, 'students', { include: 'education_details,extended_details,sen_needs' }, signal);
      return onePerPupil(
        found.map((value) => readProvision(value, today)),
        pupils,
      );
    },
    school,
    close: api.close,
  };
}

function ask(api: JsonApi, pupils: Pupils, resource: string, query: Query, signal: AbortSignal): Promise<unknown[]> {
  const students = pupils.studentIds.join(',');
  return api.getPages(`${schoolPath(pupils.schoolId)}/${resource}`, { students, ...query, per_page: PAGE_SIZE }, { signal });
}

function schoolPath(schoolId: string): string {
  return `schools/${encodeURIComponent(schoolId)}`;
}

function span(from: LocalDate, to: LocalDate): Query {
  return { attendance_date_after: from, attendance_date_before: to };
}

/** Two records where there can be one only: which of them holds is not for us to say. */
function onePerPupil<T extends { readonly studentId: string }>(found: readonly T[], pupils: Pupils): ReadonlyMap<string, T> {
  const byPupil = new Map(found.map((record) => [record.studentId, record]));
  if (byPupil.size < found.length) throw new TransportError('MALFORMED');
  refuseOthers(byPupil, pupils);
  return byPupil;
}

function listPerPupil<T extends { readonly studentId: string; readonly id: string }>(
  found: readonly T[],
  pupils: Pupils,
): ReadonlyMap<string, readonly T[]> {
  // An entry that moves to the next page while we read comes twice.
  const once = new Map(found.map((record) => [record.id, record])).values();
  const byPupil = Map.groupBy(once, ({ studentId }) => studentId);
  refuseOthers(byPupil, pupils);
  return byPupil;
}

function refuseOthers(byPupil: ReadonlyMap<string, unknown>, { studentIds }: Pupils): void {
  const asked = new Set(studentIds);
  if ([...byPupil.keys()].some((studentId) => !asked.has(studentId))) throw new TransportError('WRONG_PERSON');
}

/** Keeps what is about nobody for an hour. It keeps values, not questions under way: one caller's abort is not another's. */
function createCache<T>(clock: Clock) {
  const kept = new Map<string, { readonly value: T; readonly until: number }>();
  return {
    async get(key: string, ask: () => Promise<T>): Promise<T> {
      const now = clock.now().getTime();
      const entry = kept.get(key);
      if (entry && now < entry.until) return entry.value;
      const value = await ask();
      kept.set(key, { value, until: now + CACHE_MILLISECONDS });
      return value;
    },
    forget: (key: string) => kept.delete(key),
  };
}
