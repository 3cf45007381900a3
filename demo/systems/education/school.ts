/** What the education system holds of one school, in Wonde's shapes. */
import type { Write } from '#demo/systems/as-written.ts';
import { createRandom } from '#demo/world/random.ts';
import type { WorldPerson, WorldSchool } from '#demo/world/world.ts';
import type { LocalDate } from '#terms/clock.ts';
import { codeList, countsOf } from './codes.ts';
import { contactRecord, contactsPart, pupilPart } from './people.ts';
import type { Registers } from './registers.ts';
import { afternoonOf, midnight } from './wonde.ts';

export interface Filter {
  /** Null for all of them. */
  readonly studentIds: readonly string[] | null;
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** Whether pupils are wanted with where they live and whom the school calls. */
  readonly withContacts: boolean;
}

export interface SchoolRecords {
  details(): unknown;
  attendanceCodes(): unknown[];
  summaries(filter: Filter): unknown[];
  sessions(filter: Filter): unknown[];
  exclusions(filter: Filter): unknown[];
  students(filter: Filter): unknown[];
  contacts(filter: Filter): unknown[];
}

export interface SchoolOptions {
  readonly seed: number;
  readonly school: WorldSchool;
  /** By student id. */
  readonly pupils: ReadonlyMap<string, WorldPerson>;
  readonly registers: Registers;
  /** Whom the school calls, by the pupil's key. */
  readonly contactsOf: ReadonlyMap<string, readonly WorldPerson[]>;
  readonly write: Write;
}

export function createSchool({ seed, school, pupils, registers, contactsOf, write }: SchoolOptions): SchoolRecords {
  const codes = codeList(seed, school.id);
  const id = (...parts: (string | number)[]) => `A${createRandom(seed, school.id, ...parts).int(1_000_000_000, 9_999_999_999)}`;
  const chosen = ({ studentIds }: Filter) =>
    (studentIds ?? [...pupils.keys()]).flatMap((studentId) => {
      const pupil = pupils.get(studentId);
      return pupil ? [{ studentId, pupil }] : [];
    });

  return {
    details: () => ({
      id: school.id,
      name: school.name,
      urn: Number(school.urn),
      phase_of_learning: school.phase,
      timezone: 'Europe/London',
      // 01632 960000 to 960999 are kept for fiction (Ofcom).
      phone_number: `01632 960${createRandom(seed, school.id, 'phone').int(100, 999)}`,
    }),

    attendanceCodes: () =>
      [...codes.values()].map(({ id, code, description }) => ({ id, mis_id: null, code, description, active: true })),

    summaries: (filter) =>
      chosen(filter).map(({ studentId, pupil }) => {
        const marks = registers.marks(pupil, filter.from, filter.to);
        const count = (...counts: string[]) => marks.filter(({ code }) => counts.includes(countsOf(code))).length;
        const last = marks.at(-1)?.date;
        return {
          id: id('summary', studentId),
          student: studentId,
          possible_marks: count('present', 'authorised', 'unauthorised'),
          present_marks: count('present'),
          authorised_absence_marks: count('authorised'),
          unauthorised_absence_marks: count('unauthorised'),
          late_marks: marks.filter(({ code }) => code === 'L').length,
          updated_at: last === undefined ? null : afternoonOf(last),
        };
      }),

    sessions: (filter) =>
      chosen(filter).flatMap(({ studentId, pupil }) =>
        registers.marks(pupil, filter.from, filter.to).map(({ date, session, code }) => ({
          id: id('mark', studentId, date, session),
          student: studentId,
          date: midnight(date),
          session,
          attendance_code: codes.get(code)?.id ?? null,
          comment: code === 'N' ? 'Left a message with the family.' : null,
          minutes_late: code === 'L' ? 10 : null,
          updated_at: afternoonOf(date),
        })),
      ),

    exclusions: (filter) =>
      chosen(filter).flatMap(({ studentId, pupil }) =>
        registers.suspensions(pupil).map(({ number, days, reason }) => ({
          id: id('exclusion', studentId, number),
          student: studentId,
          type: 'SUSP',
          reason,
          start_date: midnight(days[0] ?? filter.to),
          end_date: midnight(days.at(-1) ?? filter.to),
          sessions: days.length * 2,
          comment: 'See the file kept by the head of year.',
          updated_at: afternoonOf(days[0] ?? filter.to),
        })),
      ),

    students: (filter) =>
      chosen(filter).map(({ studentId, pupil }) => ({
        ...studentRecord(seed, studentId, pupil),
        ...pupilPart(pupil, write),
        ...(filter.withContacts && contactsPart(seed, school.id, pupil, contactsOf.get(pupil.key) ?? [], write)),
      })),

    contacts: (filter) => {
      const called = new Set(chosen(filter).flatMap(({ pupil }) => contactsOf.get(pupil.key) ?? []));
      return [...called].map((person) => contactRecord(seed, school.id, person, write));
    },
  };
}

const SEN_STATUS = { NONE: 'N', SUPPORT: 'K', PLAN: 'E' } as const;

function studentRecord(seed: number, studentId: string, pupil: WorldPerson) {
  const random = createRandom(seed, pupil.key, 'needs');
  const { specialEducationalNeeds: status } = pupil.story;
  const types = random.shuffle(['SEMH', 'SLCN', 'ASD', 'MLD', 'SPLD']).slice(0, status === 'NONE' ? 0 : random.int(1, 2));
  const start = `${Number(pupil.dateOfBirth?.slice(0, 4) ?? 2010) + random.int(5, 7)}-${random.pick(['01', '04', '09'])}-15`;
  return {
    id: studentId,
    extended_details: { data: { sen_status: SEN_STATUS[status] } },
    sen_needs: { data: types.map((type, index) => ({ type, rank: index + 1, start_date: start, end_date: null })) },
    updated_at: null,
  };
}
