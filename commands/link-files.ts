/** CSV files of people: every row that can be used, and a line for each that cannot. */
import { readFile } from 'node:fs/promises';
import { normaliseRecord } from '#people/matching/record.ts';
import type { PersonRecord, ReceivedRecord } from '#people/matching/record.ts';
import { StartError } from '#server/start-error.ts';
import type { ColumnMap } from './link-options.ts';

export interface PeopleFile {
  readonly records: readonly PersonRecord[];
  /** Who each record really is, where the file says so: for figures only. */
  readonly truth: ReadonlyMap<string, string>;
}

/** A quoted value does not span more lines than this: an open quote costs no more rows than its own. */
const LONGEST_ROW = 20;

interface Row {
  readonly line: number;
  /** Null: its quotes are not closed, or stand where none may. */
  readonly values: readonly string[] | null;
}

export async function readPeople(
  path: string,
  source: string,
  map: ColumnMap,
  report: (line: string) => void,
): Promise<PeopleFile> {
  const [header, ...rows] = rowsOf((await readFile(path, 'utf8')).replace(/^\uFEFF/, ''));
  const names = header?.values?.map((name) => name.trim()) ?? [];
  const read = readerOf(path, names, source, map);
  const truthAt = map.clusterTruth === undefined ? -1 : names.indexOf(map.clusterTruth);
  const records: PersonRecord[] = [];
  const truth = new Map<string, string>();
  const known = new Set<string>();
  for (const { line, values } of rows) {
    const leaveOut = (why: string): void => report(`${path}, line ${line}: ${why}; left out.`);
    if (values === null) leaveOut('its quotes are not closed');
    else if (values.length !== names.length) leaveOut(`${values.length} columns instead of ${names.length}`);
    else {
      const received = read(values);
      if (received.id === '') leaveOut('it has no id');
      else if (known.has(received.id)) leaveOut('its id was there before');
      else {
        const record = normaliseRecord(received);
        if (isEmpty(record)) leaveOut('nothing in it can be compared');
        else {
          if (received.dateOfBirth && record.dateOfBirth === null && /[a-z]/i.test(received.dateOfBirth))
            report(`${path}, line ${line}: its date of birth is no date; taken as not known.`);
          known.add(record.id);
          records.push(record);
          const cluster = values[truthAt]?.trim();
          if (cluster) truth.set(record.id, cluster);
        }
      }
    }
  }
  return { records, truth };
}

function rowsOf(text: string): Row[] {
  const lines = text.split(/\r\n|\n|\r/);
  const rows: Row[] = [];
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] as string;
    if (line.trim() === '') continue;
    if (!line.includes('"')) {
      rows.push({ line: index + 1, values: line.split(',') });
      continue;
    }
    const end = endOfRow(lines, index);
    rows.push({ line: index + 1, values: end === null ? null : quoted(lines.slice(index, end + 1).join('\n')) });
    index = end ?? index;
  }
  return rows;
}

/** The last line of the row that begins here: the first with which its quotes come in pairs. */
function endOfRow(lines: readonly string[], start: number): number | null {
  let open = false;
  for (let index = start; index < Math.min(lines.length, start + LONGEST_ROW); index++) {
    if (((lines[index]?.split('"').length ?? 1) - 1) % 2 === 1) open = !open;
    if (!open) return index;
  }
  return null;
}

/** The values of a row that has quotes (RFC 4180); null where something stands behind a closing quote. */
function quoted(row: string): readonly string[] | null {
  const values: string[] = [];
  for (let at = 0; at <= row.length;) {
    while (row.charAt(at) === ' ') at++;
    if (row.charAt(at) !== '"') {
      const comma = row.indexOf(',', at);
      const end = comma < 0 ? row.length : comma;
      values.push(row.slice(at, end));
      at = end + 1;
      continue;
    }
    let end = row.indexOf('"', at + 1);
    while (end >= 0 && row.charAt(end + 1) === '"') end = row.indexOf('"', end + 2);
    if (end < 0 || !/^ *(,|$)/.test(row.slice(end + 1, end + 4))) return null;
    values.push(row.slice(at + 1, end).replaceAll('""', '"'));
    const comma = row.indexOf(',', end);
    at = comma < 0 ? row.length + 1 : comma + 1;
  }
  return values;
}

function readerOf(path: string, names: readonly string[], source: string, map: ColumnMap) {
  const place = (name: string): number => {
    const at = names.indexOf(name);
    if (at < 0) throw new StartError(`${path} has no column ${name}; it has ${names.join(', ') || 'none'}.`);
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
