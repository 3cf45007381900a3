/** Asks the reporting views once per category, for everybody at once. */
import type { ZodType } from 'zod';
import { londonDate } from '#terms/clock.ts';
import type { LocalDate } from '#terms/clock.ts';
import type { Source } from '#terms/source.ts';
import { addAnswer } from '#connectors/contract.ts';
import type { Agency, Answer, Answers, CategoryQuestion, Question, Tools } from '#connectors/contract.ts';
import { createSqlView, SqlViewError } from '#connectors/transports/sql-view.ts';
import type { SqlView } from '#connectors/transports/sql-view.ts';
import { createHousingPeople } from './people.ts';
import {
  homelessnessRow,
  personRow,
  refreshOf,
  rehousingRow,
  tenancyRow,
  toHomelessness,
  toRehousing,
  toTenancy,
} from './wire.ts';
import type { Fields, Row } from './wire.ts';

/** One category: its service, and how its rows are asked for. */
interface View {
  readonly service: string;
  readonly read: (sql: SqlView, ids: readonly string[], signal: AbortSignal) => Promise<PersonsRows>;
}

/** The rows of everybody asked about, and the record that those of one person make. */
interface PersonsRows {
  readonly rows: readonly Row[];
  record(ids: readonly string[], since: LocalDate | null, today: LocalDate): Fields;
}

/** A row's columns, and nothing else, are asked for by name. */
type RowSchema<R> = ZodType<R> & { readonly shape: Readonly<Record<string, unknown>> };

const VIEWS: Readonly<Record<string, View>> = {
  TENANCY: view('Housing tenancies', 'reporting.tenancy', tenancyRow, toTenancy),
  HOMELESSNESS: view('Housing options', 'reporting.homelessness_application', homelessnessRow, toHomelessness),
  REHOUSING: view('Housing register', 'reporting.rehousing_application', rehousingRow, toRehousing),
};

function view<R extends Row>(
  service: string,
  table: string,
  schema: RowSchema<R>,
  toRecord: (rows: readonly R[], since: LocalDate | null, today: LocalDate) => Fields,
): View {
  return {
    service,
    read: async (sql, ids, signal) => {
      const rows = await rowsOf(sql, table, schema, ids, signal);
      return {
        rows,
        record: (own, since, today) =>
          toRecord(
            rows.filter((row) => own.includes(row.person_reference)),
            since,
            today,
          ),
      };
    },
  };
}

export function connectHousing(url: string, tools: Tools): Agency {
  const sql = createSqlView({ url });
  return {
    async ask(question, signal) {
      const ids = [...new Set(question.subjects.flatMap((subject) => subject.ids))];
      const names = new Set(question.subjects.flatMap((subject) => subject.categories.map(({ category }) => category)));
      const views = [...names].flatMap((name) => (VIEWS[name] ? [[name, VIEWS[name]] as const] : []));
      const [people, ...answered] = await Promise.all([
        rowsOf(sql, 'reporting.person', personRow, ids, signal),
        ...views.map(async ([name, { read }]) => [name, await read(sql, ids, signal).catch(ofThisViewOnly)] as const),
      ]);
      const missing = answered.filter(([, rows]) => rows === null).length;
      if (missing > 0) tools.report({ agency: 'housing', event: 'VIEW_NOT_ANSWERED', count: missing });
      return answersFrom(question, people, new Map(answered), tools);
    },
    people: createHousingPeople(sql),
    close: () => sql.close(),
  };
}

/** A view that is broken costs its own category only; anything else costs the whole answer. */
function ofThisViewOnly(error: unknown): null {
  if (error instanceof SqlViewError && (error.kind === 'FAILED' || error.kind === 'MALFORMED')) return null;
  throw error;
}

async function rowsOf<R extends Row>(
  sql: SqlView,
  table: string,
  schema: RowSchema<R>,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<R[]> {
  const columns = Object.keys(schema.shape).join(', ');
  const rows = await sql.query(schema, `SELECT ${columns} FROM ${table} WHERE person_reference = ANY($1)`, [ids], { signal });
  if (rows.some((row) => !ids.includes(row.person_reference))) throw new SqlViewError('WRONG_PERSON');
  return rows;
}

function answersFrom(
  question: Question,
  people: readonly Row[],
  answered: ReadonlyMap<string, PersonsRows | null>,
  { clock, report }: Tools,
): Answers {
  const now = clock.now();
  const answers: Answers = new Map();
  let unknown = 0;
  for (const { subject, ids, categories } of question.subjects) {
    const known = people.filter((row) => ids.includes(row.person_reference));
    const allKnown = ids.every((id) => known.some((row) => row.person_reference === id));
    if (!allKnown) unknown += 1;
    for (const wanted of categories) {
      const rows = answered.get(wanted.category);
      if (rows) addAnswer(answers, subject, wanted.category, answerOf(wanted, ids, rows, allKnown ? known : [], now));
    }
  }
  if (unknown > 0) report({ agency: 'housing', event: 'PERSON_NOT_KNOWN', count: unknown });
  return answers;
}

/** Somebody whom the housing service does not know by this reference was not looked for: that is not "nothing held". */
function answerOf(
  { category, since, victimOnly }: CategoryQuestion,
  ids: readonly string[],
  answered: PersonsRows,
  known: readonly Row[],
  now: Date,
): Answer {
  // No entry of these views says who was the victim of anything.
  const record = victimOnly ? 'NONE' : answered.record(ids, since, londonDate(now));
  // The oldest of what was read. Applications may be left out later, and must not be seen by their time.
  const entries = category === 'HOMELESSNESS' ? [] : answered.rows.filter((row) => ids.includes(row.person_reference));
  const refresh = refreshOf([...known, ...entries]);
  const source: Source = {
    agency: 'Housing',
    service: VIEWS[category]?.service ?? null,
    retrievedAt: now,
    updatedAt: refresh?.updatedAt ?? null,
    coversFrom: refresh ? since : null,
    coversTo: refresh?.coversTo ?? null,
    contact: null,
  };
  if (record === 'UNREADABLE') return { outcome: 'NOT_ANSWERED', source };
  if (record === 'NONE') return { outcome: known.length > 0 ? 'NOTHING_HELD' : 'NOT_ANSWERED', source };
  return { outcome: 'HELD', record: { source, ...record } };
}
