/**
 * The education system's JSON, in Wonde's manner (https://docs.wonde.com), as values of ours. Free text (comments, descriptions)
 * is not read at all. Every function throws MALFORMED for what it cannot read.
 */
import { z } from 'zod';
import { readAs, TransportError } from '#connectors/transports/http.ts';
import type { LocalDate } from '#terms/clock.ts';
import type { SpecialEducationalNeed, SuspensionReason } from './census-codes.ts';
import { specialEducationalNeed, suspensionReason } from './census-codes.ts';
import type { WondeTime } from './wonde-time.ts';
import { readDay, readInstant, schoolHour, wondeTimeSchema } from './wonde-time.ts';

/** Registers say which half of the day, not the minute: the beginning of a session is taken to be nine and one o'clock. */
const SESSION_HOURS = { AM: 9, PM: 13 } as const;

const marksSchema = z.int().nonnegative();
const idSchema = z.string().min(1);

const summarySchema = z.object({
  student: idSchema,
  possible_marks: marksSchema,
  present_marks: marksSchema,
  authorised_absence_marks: marksSchema,
  unauthorised_absence_marks: marksSchema,
  late_marks: marksSchema,
  updated_at: wondeTimeSchema.nullish(),
});
const markSchema = z.object({
  id: idSchema,
  student: idSchema,
  date: wondeTimeSchema,
  session: z.enum(['AM', 'PM']),
  attendance_code: idSchema.nullable(),
});
const codeSchema = z.object({ id: idSchema, code: z.string() });
const exclusionSchema = z.object({
  id: idSchema,
  student: idSchema,
  type: z.enum(['SUSP', 'FIXD', 'LNCH', 'PERM']),
  reason: z.string().nullish(),
  start_date: wondeTimeSchema,
  sessions: marksSchema.nullish(),
  updated_at: wondeTimeSchema.nullish(),
});
const schoolSchema = z.object({
  data: z.object({ id: idSchema, name: z.string(), urn: z.coerce.string().nullish(), phone_number: z.string().nullish() }),
});
const studentSchema = z.object({
  id: idSchema,
  updated_at: wondeTimeSchema.nullish(),
  extended_details: z.object({ data: z.object({ sen_status: z.string().nullish() }) }),
  sen_needs: z.object({
    data: z.array(
      z.object({
        type: z.string(),
        rank: z.int().nullish(),
        start_date: wondeTimeSchema.nullish(),
        end_date: wondeTimeSchema.nullish(),
      }),
    ),
  }),
});

/** Sessions of one pupil over the dates asked for. */
export interface Summary {
  readonly studentId: string;
  readonly possible: number;
  /** Here or elsewhere. */
  readonly attended: number;
  readonly authorised: number;
  readonly unauthorised: number;
  readonly late: number;
  readonly updatedAt: Date | null;
}

export function readSummary(value: unknown): Summary {
  const wire = readAs(summarySchema, value);
  if (wire.present_marks > wire.possible_marks) throw new TransportError('MALFORMED');
  return {
    studentId: wire.student,
    possible: wire.possible_marks,
    attended: wire.present_marks,
    authorised: wire.authorised_absence_marks,
    unauthorised: wire.unauthorised_absence_marks,
    late: wire.late_marks,
    updatedAt: optionalInstant(wire.updated_at),
  };
}

/** One entry in a register. */
export interface Mark {
  readonly id: string;
  readonly studentId: string;
  readonly date: LocalDate;
  readonly occurredAt: Date;
  readonly session: 'MORNING' | 'AFTERNOON';
  /** The school's own id of the code, to be looked up in its list; null where the register is not filled in. */
  readonly codeId: string | null;
}

export function readMark(value: unknown): Mark {
  const wire = readAs(markSchema, value);
  const date = readDay(wire.date);
  return {
    id: wire.id,
    studentId: wire.student,
    date,
    occurredAt: schoolHour(date, SESSION_HOURS[wire.session]),
    session: wire.session === 'AM' ? 'MORNING' : 'AFTERNOON',
    codeId: wire.attendance_code,
  };
}

/** The letters of a school's codes by the school's own ids of them. */
export function readCodes(values: readonly unknown[]): Record<string, string> {
  return Object.fromEntries(
    values.map((value) => {
      const { id, code } = readAs(codeSchema, value);
      return [id, code.trim().toUpperCase()];
    }),
  );
}

export interface Exclusion {
  readonly id: string;
  readonly studentId: string;
  readonly from: LocalDate;
  readonly occurredAt: Date;
  readonly kind: 'SUSPENSION' | 'PERMANENT_EXCLUSION';
  readonly sessions: number | null;
  readonly reason: SuspensionReason;
  readonly updatedAt: Date | null;
}

export function readExclusion(value: unknown): Exclusion {
  const wire = readAs(exclusionSchema, value);
  const from = readDay(wire.start_date);
  return {
    id: wire.id,
    studentId: wire.student,
    from,
    occurredAt: schoolHour(from, SESSION_HOURS.AM),
    kind: wire.type === 'PERM' ? 'PERMANENT_EXCLUSION' : 'SUSPENSION',
    // A permanent exclusion has no end.
    sessions: wire.type === 'PERM' ? null : (wire.sessions ?? null),
    reason: suspensionReason(wire.reason),
    updatedAt: optionalInstant(wire.updated_at),
  };
}

export interface School {
  readonly name: string;
  readonly urn: string | null;
  readonly phone: string | null;
}

/** Throws WRONG_PERSON where it is another school than the one asked for. */
export function readSchool(value: unknown, schoolId: string): School {
  const { data } = readAs(schoolSchema, value);
  if (data.id !== schoolId) throw new TransportError('WRONG_PERSON');
  return { name: data.name, urn: data.urn ?? null, phone: data.phone_number ?? null };
}

export interface Provision {
  readonly studentId: string;
  /** Null where no provision is made. */
  readonly provision: 'EDUCATION_HEALTH_AND_CARE_PLAN' | 'SUPPORT' | null;
  /** The main need first. */
  readonly needs: readonly SpecialEducationalNeed[];
  readonly from: LocalDate | null;
  readonly updatedAt: Date | null;
}

export function readStudentId(value: unknown): string {
  return readAs(z.object({ id: idSchema }), value).id;
}

/** Special educational needs as they are today: needs that have ended are left out. */
export function readProvision(value: unknown, today: LocalDate): Provision {
  const wire = readAs(studentSchema, value);
  const needs = wire.sen_needs.data
    .filter(({ end_date }) => !end_date || readDay(end_date) >= today)
    .toSorted((a, b) => (a.rank ?? 99) - (b.rank ?? 99));
  const starts = needs.flatMap(({ start_date }) => (start_date ? [readDay(start_date)] : []));
  return {
    studentId: wire.id,
    provision: provisionOf(wire.extended_details.data.sen_status ?? 'N'),
    needs: needs.map(({ type }) => specialEducationalNeed(type)),
    from: starts.toSorted()[0] ?? null,
    updatedAt: optionalInstant(wire.updated_at),
  };
}

/** SEN provision of the school census: E, K or N. A status that is not in it must not read as "none". */
function provisionOf(status: string): Provision['provision'] {
  if (status === 'E') return 'EDUCATION_HEALTH_AND_CARE_PLAN';
  if (status === 'K') return 'SUPPORT';
  if (status === 'N') return null;
  throw new TransportError('MALFORMED');
}

function optionalInstant(value: WondeTime | null | undefined): Date | null {
  return value ? readInstant(value) : null;
}
