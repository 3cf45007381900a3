/** Asks the education system for one school's pupils: one call for each kind of record (and its further pages). */
import { z } from 'zod';
import type { ReferenceCache } from '#connectors/cache.ts';
import type { JsonApi, Query } from '#connectors/transports/json-api.ts';
import { createJsonApi } from '#connectors/transports/json-api.ts';
import { TransportError } from '#connectors/transports/http.ts';
import type { LocalDate } from '#terms/clock.ts';
import type { Exclusion, Mark, Provision, School, Summary } from './wire.ts';
import { readCodes, readExclusion, readMark, readProvision, readSchool, readStudentId, readSummary } from './wire.ts';

const PAGE_SIZE = 500;
const KEPT_SECONDS = 3_600;

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
  /** Which of these pupils the school knows; nothing else about them is asked for. */
  known(pupils: Pupils, signal: AbortSignal): Promise<ReadonlySet<string>>;
  school(schoolId: string, signal: AbortSignal): Promise<School>;
  close(): Promise<void>;
}

export interface EducationClientOptions {
  readonly url: string;
  readonly token: string;
  /** Keeps schools and their code lists for an hour. */
  readonly cache: ReferenceCache;
}

export function createEducationClient({ url, token, cache }: EducationClientOptions): EducationClient {
  const api = createJsonApi({ url, token });
  const schools = keptReference(cache, 'education:school', schoolSchema, async (schoolId, signal) =>
    readSchool(await api.get(schoolPath(schoolId), {}, { signal }), schoolId),
  );
  const codeLists = keptReference(cache, 'education:attendance-codes', codeListSchema, async (schoolId, signal) =>
    readCodes(await api.getPages(`${schoolPath(schoolId)}/attendance-codes`, { per_page: PAGE_SIZE }, { signal })),
  );

  return {
    async summaries(pupils, from, to, signal) {
      const found = await ask(api, pupils, 'attendance-summaries', span(from, to), signal);
      return onePerPupil(found.map(readSummary), pupils);
    },
    async sessions(pupils, from, to, signal) {
      const [found, list] = await Promise.all([
        ask(api, pupils, 'attendance/session', span(from, to), signal),
        codeLists.find(pupils.schoolId, signal),
      ]);
      const marks = found.map(readMark);
      // The school has added a code since its list was kept.
      const isNew = list.kept && marks.some(({ codeId }) => codeId !== null && !Object.hasOwn(list.value, codeId));
      const codes = isNew ? await codeLists.renew(pupils.schoolId, signal) : list.value;
      const codeOf = new Map(Object.entries(codes));
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
    async known(pupils, signal) {
      const found = (await ask(api, pupils, 'students', {}, signal)).map(readStudentId);
      refuseOthers(new Map(found.map((studentId) => [studentId, null])), pupils);
      return new Set(found);
    },
    school: async (schoolId, signal) => (await schools.find(schoolId, signal)).value,
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

const schoolSchema = z.object({ name: z.string(), urn: z.string().nullable(), phone: z.string().nullable() });
const codeListSchema = z.record(z.string(), z.string());

type AskReference<T> = (schoolId: string, signal: AbortSignal) => Promise<T>;

/** What is about a school and nobody in it: from the cache, or asked for and put there. */
function keptReference<T>(cache: ReferenceCache, prefix: string, schema: z.ZodType<T>, ask: AskReference<T>) {
  const renew: AskReference<T> = async (schoolId, signal) => {
    const value = await ask(schoolId, signal);
    await cache.set(`${prefix}:${schoolId}`, JSON.stringify(value), KEPT_SECONDS);
    return value;
  };
  return {
    renew,
    async find(schoolId: string, signal: AbortSignal): Promise<{ readonly value: T; readonly kept: boolean }> {
      const text = await cache.get(`${prefix}:${schoolId}`);
      const value = text === undefined ? undefined : kept(schema, text);
      if (value !== undefined) return { value, kept: true };
      return { value: await renew(schoolId, signal), kept: false };
    },
  };
}

/** What another version of the hub may have kept in another form counts as not kept. */
function kept<T>(schema: z.ZodType<T>, text: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
