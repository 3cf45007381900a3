/** What is compared of two records, and on which level they agree. Pure: the same both ways. */
import { compareForenames, compareSurnames } from './compare-names.ts';
import { compareCodes, compareDates, compareEmails, comparePostcodes, compareStreets, compareWords } from './compare-values.ts';
import { CODE, DATE, EMAIL, FORENAME, NO_EVIDENCE, POSTCODE, SEX, STREET, SURNAME, WORDS } from './levels.ts';
import type { PersonRecord } from './record.ts';
import type { TermFrequencies } from './term-frequencies.ts';

/** `forename`, `identifier:nhs-number`, `other:occupation` and so on. */
export type Field = string;

export interface Comparison {
  readonly field: Field;
  readonly levels: readonly string[];
  /** Says where somebody lives or is reached, not who it is: everyone of a household has it. */
  readonly household: boolean;
  /** Agreement on a common value counts less. */
  readonly byFrequency: boolean;
  value(record: PersonRecord): string | null;
  compare(left: PersonRecord, right: PersonRecord): number;
}

export interface Lore {
  readonly forenames: TermFrequencies;
  /** 1 January is what this data has for a day that is not known. */
  readonly newYearIsUnknown: boolean;
}

const PLAIN = ['sex', 'postcode', 'street', 'locality', 'email', 'phone'] as const;

export function createComparison(field: Field, lore: Lore): Comparison {
  const [kind, key] = splitField(field);
  const value = valueOf(kind, key);
  const make = (
    levels: readonly string[],
    compare: (left: string, right: string) => number,
    more: Partial<Comparison> = {},
  ): Comparison => ({
    field,
    levels,
    household: false,
    byFrequency: false,
    value,
    compare(left, right) {
      const [a, b] = [value(left), value(right)];
      return a === null || b === null ? NO_EVIDENCE : compare(a, b);
    },
    ...more,
  });
  switch (kind) {
    case 'forename':
      return make(FORENAME, () => NO_EVIDENCE, {
        byFrequency: true,
        compare: (left, right) => compareForenames(left, right, lore.forenames),
      });
    case 'surname':
      return make(SURNAME, () => NO_EVIDENCE, { byFrequency: true, compare: compareSurnames });
    case 'dateOfBirth':
      return make(DATE, (left, right) => compareDates(left, right, lore.newYearIsUnknown));
    case 'sex':
      return make(SEX, (left, right) => (left === right ? 0 : 1));
    case 'postcode':
      return make(POSTCODE, comparePostcodes, { household: true, byFrequency: true });
    case 'street':
      return make(STREET, () => NO_EVIDENCE, {
        household: true,
        byFrequency: true,
        compare: ({ street: a }, { street: b }) => (a === null || b === null ? NO_EVIDENCE : compareStreets(a, b)),
      });
    case 'locality':
      return make(WORDS, compareWords, { household: true, byFrequency: true });
    case 'email':
      return make(EMAIL, compareEmails);
    case 'phone':
      return make(CODE, compareCodes, { household: true });
    case 'identifier':
      return make(CODE, compareCodes);
    case 'other':
      return make(WORDS, compareWords, { byFrequency: true });
    default:
      throw new RangeError(`There is no comparison for ${field}.`);
  }
}

export const splitField = (field: Field): [kind: string, key: string] => {
  const colon = field.indexOf(':');
  return colon < 0 ? [field, ''] : [field.slice(0, colon), field.slice(colon + 1)];
};

function valueOf(kind: string, key: string): (record: PersonRecord) => string | null {
  switch (kind) {
    case 'forename':
      return (record) => record.forename;
    case 'surname':
      return (record) => record.surname;
    case 'dateOfBirth':
      return (record) => record.dateOfBirth;
    case 'street':
      return (record) => record.street?.text ?? null;
    case 'identifier':
      return (record) => record.identifiers[key] ?? null;
    case 'other':
      return (record) => record.other[key] ?? null;
    case 'sex':
      return (record) => record.sex;
    case 'postcode':
      return (record) => record.postcode;
    case 'locality':
      return (record) => record.locality;
    case 'email':
      return (record) => record.email;
    default:
      return (record) => record.phone;
  }
}

/** What these records have at all. */
export function fieldsOf(records: readonly PersonRecord[]): Field[] {
  const found = new Set<Field>();
  for (const record of records) {
    if (record.forename !== null) found.add('forename');
    if (record.surname !== null) found.add('surname');
    if (record.dateOfBirth !== null) found.add('dateOfBirth');
    for (const field of PLAIN) if (record[field] !== null) found.add(field);
    for (const kind in record.identifiers) if (record.identifiers[kind] !== null) found.add(`identifier:${kind}`);
    for (const key in record.other) if (record.other[key] !== null) found.add(`other:${key}`);
  }
  return ['forename', 'surname', 'dateOfBirth', ...PLAIN, ...[...found].filter((field) => field.includes(':')).toSorted()].filter(
    (field) => found.has(field),
  );
}
