/** Records on their way to a thread: each value once, and in shared memory which record has which. Threads need no ids. */
import { codesOf } from '#people/matching/keys.ts';
import type { Codes } from '#people/matching/keys.ts';
import type { Street } from '#people/matching/normalise/places.ts';
import type { PersonRecord } from '#people/matching/record.ts';

interface Column<T> {
  readonly values: readonly T[];
  readonly codes: Codes;
}

const TEXTS = ['source', 'forename', 'surname', 'dateOfBirth', 'sex', 'postcode', 'locality', 'email', 'phone'] as const;
type Texts = { readonly [field in (typeof TEXTS)[number]]: Column<NonNullable<PersonRecord[field]>> };
type Keyed = readonly (readonly [key: string, column: Column<string>])[];

export interface PackedRecords {
  readonly size: number;
  readonly texts: Texts;
  readonly street: Column<Street>;
  readonly identifiers: Keyed;
  readonly other: Keyed;
}

export function packRecords(records: readonly PersonRecord[]): PackedRecords {
  const text = <T extends string>(value: (record: PersonRecord) => T | null | undefined): Column<T> =>
    columnOf(records, value, value);
  const keyed = (field: 'identifiers' | 'other'): Keyed =>
    keysOf(records, field).map((key) => [key, text((record) => record[field][key])]);
  return {
    size: records.length,
    texts: Object.fromEntries(TEXTS.map((field) => [field, text((record) => record[field])])) as unknown as Texts,
    street: columnOf(
      records,
      ({ street }) => street?.text,
      ({ street }) => street,
    ),
    identifiers: keyed('identifiers'),
    other: keyed('other'),
  };
}

export function unpackRecords({ size, texts, street, identifiers, other }: PackedRecords): PersonRecord[] {
  return Array.from({ length: size }, (_, index) => ({
    id: '',
    source: valueAt(texts.source, index) ?? '',
    forename: valueAt(texts.forename, index),
    surname: valueAt(texts.surname, index),
    dateOfBirth: valueAt(texts.dateOfBirth, index),
    sex: valueAt(texts.sex, index),
    postcode: valueAt(texts.postcode, index),
    street: valueAt(street, index),
    locality: valueAt(texts.locality, index),
    email: valueAt(texts.email, index),
    phone: valueAt(texts.phone, index),
    identifiers: keyedAt(identifiers, index),
    other: keyedAt(other, index),
  }));
}

function columnOf<T>(
  records: readonly PersonRecord[],
  textOf: (record: PersonRecord) => string | null | undefined,
  valueOf: (record: PersonRecord) => T | null | undefined,
): Column<T> {
  const codes = codesOf(records, textOf);
  const values: T[] = [];
  for (const [index, code] of codes.entries())
    if (code === values.length) values.push(valueOf(records[index] as PersonRecord) as T);
  return { values, codes };
}

function keysOf(records: readonly PersonRecord[], field: 'identifiers' | 'other'): string[] {
  const keys = new Set<string>();
  for (const record of records) for (const key in record[field]) keys.add(key);
  return [...keys];
}

const valueAt = <T>({ values, codes }: Column<T>, index: number): T | null => values[codes[index] as number] ?? null;

const NOTHING: Readonly<Record<string, string | null>> = {};

function keyedAt(columns: Keyed, index: number): Readonly<Record<string, string | null>> {
  if (columns.length === 0) return NOTHING;
  const found: Record<string, string | null> = {};
  for (const [key, column] of columns) found[key] = valueAt(column, index);
  return found;
}
