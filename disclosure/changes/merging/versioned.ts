/**
 * Rows that are told in versions, whatever table they are of: read as they stand, with all their versions; written as the next one. So that
 * what two people have follows them when they are merged and split, without a column being forgotten.
 */
import type { NewRows } from '#access-log/change.ts';
import { AccessLogHold } from '#access-log/entities.ts';
import { AgencyLink, Relationship } from '#people/entities.ts';
import { FamilyMember, ParentalResponsibility, WorkerInterest } from '#people/family-entities.ts';
import { Override, Restriction, SafeguardingDecision } from '#disclosure/entities.ts';
import type { Scope } from '#disclosure/changes/change.ts';

/** By table: what holds it, and in which of its columns people are named; where it names a list of them, `list`. */
const TABLES = {
  family_member: { entity: FamilyMember, people: ['person_id'] },
  parental_responsibility: { entity: ParentalResponsibility, people: ['child_id', 'holder_id'] },
  restriction: { entity: Restriction, people: ['person'] },
  worker_interest: { entity: WorkerInterest, people: ['person'] },
  relationship: { entity: Relationship, people: ['from_person_id', 'to_person_id'] },
  safeguarding_decision: { entity: SafeguardingDecision, people: [], list: 'people' },
  override: { entity: Override, people: [], list: 'people' },
  access_log_hold: { entity: AccessLogHold, people: ['person'] },
  agency_link: { entity: AgencyLink, people: ['person_id'] },
} as const;
export type TableName = keyof typeof TABLES;
/** In the order in which they are written: links last. */
export const TABLE_NAMES = Object.keys(TABLES) as TableName[];

/** By column, as the database has them: instants and days as ISO text. */
export interface Row {
  readonly id: string;
  readonly version: number;
  readonly [column: string]: unknown;
}

/** One row in all its versions, the oldest first. */
export type History = readonly [Row, ...Row[]];

export interface Histories {
  of(table: TableName): readonly History[];
}

/** Every row that names one of these people in any version. */
export async function readHistories({ database }: Scope, people: readonly string[]): Promise<Histories> {
  const found = new Map<TableName, History[]>();
  for (const table of TABLE_NAMES) {
    const { people: columns, ...rest } = TABLES[table];
    const named =
      'list' in rest ? `r.${rest.list} && $1::uuid[]` : columns.map((column) => `r.${column} = any($1::uuid[])`).join(' or ');
    // oxlint-disable-next-line no-await-in-loop -- one connection
    const { rows } = await database.query<{ row: Row }>({
      text: `select to_jsonb(t) as row from "${table}" t where t.id in (select r.id from "${table}" r where ${named})`,
      values: [people],
    });
    found.set(table, historiesOf(rows.map(({ row }) => row)));
  }
  return { of: (table) => found.get(table) ?? [] };
}

function historiesOf(rows: readonly Row[]): History[] {
  const byId = new Map<string, Row[]>();
  // A table without versions cannot be added to.
  for (const row of rows) if (Number.isInteger(row.version)) byId.set(row.id, [...(byId.get(row.id) ?? []), row]);
  return [...byId.values()]
    .map((versions) => versions.toSorted((a, b) => a.version - b.version) as [Row, ...Row[]])
    .toSorted(([a], [b]) => (a.id < b.id ? -1 : 1));
}

export function currentOf(history: History): Row {
  return history.at(-1) ?? history[0];
}

/** Whether a row names somebody. */
export function names(table: TableName, row: Row, person: string): boolean {
  const { people, ...rest } = TABLES[table];
  const list = 'list' in rest ? (row[rest.list] as readonly string[]) : [];
  return list.includes(person) || people.some((column) => row[column] === person);
}

/** A row with somebody in the place of another; in a list, once. */
export function renamed(table: TableName, row: Row, from: string, to: string): Row {
  const { people, ...rest } = TABLES[table];
  const columns = people.filter((column) => row[column] === from).map((column) => [column, to] as const);
  const swap = (list: readonly string[]) => [...new Set(list.map((id) => (id === from ? to : id)))];
  const lists = 'list' in rest ? [[rest.list, swap(row[rest.list] as readonly string[])] as const] : [];
  return { ...row, ...Object.fromEntries([...columns, ...lists]) };
}

/** What is to be added: a next version, or the first of a new row. */
export interface Added {
  readonly table: TableName;
  readonly row: Row;
}

export function nextVersion(table: TableName, current: Row, changed: Row): Added {
  return { table, row: { ...changed, id: current.id, version: current.version + 1 } };
}

/** A row of its own, which says the same of somebody else. */
export function copyOf(table: TableName, scope: Scope, row: Row): Added {
  return { table, row: { ...row, id: scope.newId(), version: 1 } };
}

/** As entities take them. */
export function rowsOf({ caller, now }: Scope, added: readonly Added[]): NewRows[] {
  return TABLE_NAMES.flatMap((table) => {
    const rows = added.filter((one) => one.table === table).map(({ row }) => row);
    if (rows.length === 0) return [];
    const entered = table === 'agency_link' ? { startsAt: now } : { recordedBy: caller.id, recordedAt: now };
    return [{ entity: TABLES[table].entity, rows: rows.map((row) => ({ ...propertiesOf(row), ...entered })) }];
  });
}

/** `family_id` is `family`, `starts_at` an instant; the id that an agency itself uses is a text of that name. */
function propertiesOf(row: Row): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => {
      const name = column.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
      const property = column.endsWith('_id') && column !== 'agency_person_id' ? name.slice(0, -'Id'.length) : name;
      return [property, column.endsWith('_at') && typeof value === 'string' ? new Date(value) : value];
    }),
  );
}
