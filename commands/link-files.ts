/** CSV files of people: every row that can be used, and a line for each that cannot. */
import { normaliseRecord } from '#people/matching/record.ts';
import type { PersonRecord, ReceivedRecord } from '#people/matching/record.ts';
import { StartError } from '#server/start-error.ts';
import type { ColumnMap } from './link-options.ts';
import { rowsOf } from './link-rows.ts';

export interface PeopleFile {
  readonly records: readonly PersonRecord[];
  /** Who each record really is, where the file says so: for figures only. */
  readonly truth: ReadonlyMap<string, string>;
}

export async function readPeople(
  path: string,
  source: string,
  map: ColumnMap,
  report: (line: string) => void,
): Promise<PeopleFile> {
  let reading: Reading | null = null;
  const records: PersonRecord[] = [];
  const truth = new Map<string, string>();
  const known = new Set<string>();
  for await (const rows of rowsOf(path))
    for (const { line, values } of rows) {
      if (reading === null) {
        reading = readingOf(path, namesIn(path, values), source, map);
        continue;
      }
      const record = usable(reading, values, known);
      if (typeof record === 'string') {
        report(`${path}, line ${line}: ${record}; left out.`);
        continue;
      }
      if (record.dateOfBirth === null && reading.hasWordsForDate(values ?? []))
        report(`${path}, line ${line}: its date of birth is not as YYYY-MM-DD or YYYYMMDD; taken as not known.`);
      known.add(record.id);
      records.push(record);
      const cluster = reading.truthOf(values ?? []);
      if (cluster) truth.set(record.id, cluster);
    }
  if (reading === null) throw new StartError(`${path} is empty.`);
  return { records, truth };
}

/** The record, or why there is none. */
function usable(reading: Reading, values: readonly string[] | null, known: ReadonlySet<string>): PersonRecord | string {
  if (values === null) return 'its quotes are not closed';
  if (values.length !== reading.columns) return `${values.length} columns instead of ${reading.columns}`;
  const received = reading.read(values);
  if (received.id === '') return 'it has no id';
  if (known.has(received.id)) return 'its id was there before';
  const record = normaliseRecord(received);
  return isEmpty(record) ? 'nothing in it can be compared' : record;
}

const SEPARATORS: Readonly<Record<string, string>> = { ';': 'semicolons', '\t': 'tabs', '|': 'bars' };

/** @throws StartError where they cannot be what the columns are called */
function namesIn(path: string, values: readonly string[] | null): string[] {
  if (values === null) throw new StartError(`${path}, line 1: its quotes are not closed.`);
  const names = values.map((name) => name.trim());
  const [only = ''] = names;
  const separator = names.length > 1 ? undefined : Object.keys(SEPARATORS).find((character) => only.includes(character));
  if (separator !== undefined)
    throw new StartError(`${path} separates its values by ${SEPARATORS[separator]}: separate them by commas.`);
  return names;
}

/** How a file's rows are read. */
interface Reading {
  readonly columns: number;
  read(values: readonly string[]): ReceivedRecord;
  hasWordsForDate(values: readonly string[]): boolean;
  /** Who it really is, where the file says so. */
  truthOf(values: readonly string[]): string | undefined;
}

function readingOf(path: string, names: readonly string[], source: string, map: ColumnMap): Reading {
  const truthAt = map.clusterTruth === undefined ? -1 : names.indexOf(map.clusterTruth);
  const dateAt = (map.dateOfBirth ?? []).map((name) => names.indexOf(name));
  return {
    columns: names.length,
    read: readerOf(path, names, source, map),
    hasWordsForDate: (values) => dateAt.some((at) => /[a-z]|\d[/.]\d/i.test(values[at] ?? '')),
    truthOf: (values) => values[truthAt]?.trim(),
  };
}

function readerOf(path: string, names: readonly string[], source: string, map: ColumnMap): Reading['read'] {
  const place = (name: string): number => {
    const at = names.indexOf(name);
    if (at < 0) throw new StartError(`${path} has no column ${name}; it has ${names.join(', ') || 'none'}.`);
    if (names.lastIndexOf(name) !== at) throw new StartError(`${path} has two columns called ${name}.`);
    return at;
  };
  const places = (list: readonly string[] | undefined): number[] => (list ?? []).map(place);
  const [id, forename, surname, fullName] = [place(map.id), places(map.forename), places(map.surname), places(map.fullName)];
  const [dateOfBirth, sex, postcode, street] = [
    places(map.dateOfBirth),
    places(map.sex),
    places(map.postcode),
    places(map.street),
  ];
  const [locality, email, phone] = [places(map.locality), places(map.email), places(map.phone)];
  const identifiers = Object.entries(map.identifier).map(([kind, name]) => [kind, place(name)] as const);
  const other = map.other.map((name) => [name, place(name)] as const);
  const named = (values: readonly string[], list: readonly (readonly [string, number])[]) =>
    list.length === 0 ? {} : Object.fromEntries(list.map(([name, at]) => [name, values[at]?.trim()]));
  return (values: readonly string[]): ReceivedRecord => {
    const text = (list: readonly number[]): string =>
      list.length === 1
        ? (values[list[0] as number]?.trim() ?? '')
        : list
            .map((at) => values[at]?.trim())
            .filter(Boolean)
            .join(' ');
    return {
      id: values[id]?.trim() ?? '',
      source,
      forename: text(forename),
      surname: text(surname),
      fullName: text(fullName),
      dateOfBirth: text(dateOfBirth),
      sex: text(sex),
      postcode: text(postcode),
      street: text(street),
      locality: text(locality),
      email: text(email),
      phone: text(phone),
      identifiers: named(values, identifiers),
      other: named(values, other),
    };
  };
}

function isEmpty({ id: _id, source: _source, identifiers, other, ...fields }: PersonRecord): boolean {
  return [...Object.values(fields), ...Object.values(identifiers), ...Object.values(other)].every((value) => value === null);
}
