/**
 * Which pairs are looked at: those that share a key. A key is a pure function of one record, so that a database can index it; a key
 * of which a part is missing matches nothing, and a rule leaves out what the rules before it found.
 */
import { doubleMetaphone } from 'double-metaphone';
import { splitField } from './comparisons.ts';
import type { Field } from './comparisons.ts';
import { remembering } from './normalise/text.ts';
import { postcodeRegions } from './normalise/places.ts';
import type { PersonRecord } from './record.ts';

export interface BlockingRule {
  readonly name: string;
  /** The fields that it makes agree: training on its pairs learns nothing about them. */
  readonly fields: readonly Field[];
  /** Looked at only where its pairs are few: loose rules find much in a small set, and far too much in a city. */
  readonly loose: boolean;
  /** What its keys are put together from. */
  readonly parts: readonly BlockingPart[];
  key(record: PersonRecord): string | null;
}

export type BlockingPart = (record: PersonRecord) => string | null | undefined;
type Part = readonly [field: Field, of: BlockingPart];

const soundOf = remembering((name) => doubleMetaphone(name)[0] || name);
const firstWord = (text: string | null): string | null => (text === null ? null : (text.split(' ', 1)[0] ?? null));
const slice = (text: string | null | undefined, start: number, end: number): string | null =>
  text && text.length >= end ? text.slice(start, end) : null;

const forename: Part = ['forename', (record) => record.forename];
const forenameSound: Part = ['forename', ({ forename: name }) => soundOf(firstWord(name))];
const forenameStart: Part = ['forename', ({ forename: name }) => slice(name, 0, 1)];
const surname: Part = ['surname', (record) => record.surname];
const surnameSound: Part = ['surname', ({ surname: name }) => soundOf(name)];
const surnameStart: Part = ['surname', ({ surname: name }) => slice(name, 0, 3)];
const born: Part = ['dateOfBirth', (record) => record.dateOfBirth];
const year: Part = ['dateOfBirth', ({ dateOfBirth }) => slice(dateOfBirth, 0, 4)];
const month: Part = ['dateOfBirth', ({ dateOfBirth }) => slice(dateOfBirth, 0, 6)];
const day: Part = ['dateOfBirth', ({ dateOfBirth }) => slice(dateOfBirth, 4, 8)];
const postcode: Part = ['postcode', (record) => record.postcode];
const district: Part = ['postcode', (record) => record.postcode && postcodeRegions(record.postcode)[1]];
const street: Part = ['street', (record) => record.street?.text];
const house: Part = ['street', ({ street: home }) => home?.number && home.words[0] && `${home.number} ${home.words[0]}`];
const locality: Part = ['locality', (record) => record.locality];
const email: Part = ['email', (record) => record.email];
const mailbox: Part = ['email', (record) => record.email?.split('@', 1)[0]];
const phone: Part = ['phone', (record) => record.phone];
/** Both names in one order, whichever column they are in. */
const bothNames: Part = ['forename', ({ forename: a, surname: b }) => a && b && (a < b ? `${a} ${b}` : `${b} ${a}`)];

const STRICT: readonly (readonly Part[])[] = [
  [email],
  [surnameSound, born],
  [forenameSound, born],
  [bothNames, year],
  [bothNames, day],
  [bothNames, postcode],
  [born, postcode],
  [born, house],
  [born, phone],
  [forenameSound, surnameSound, month],
  [forenameSound, surnameSound, postcode],
  [forenameSound, phone],
  [forenameSound, surnameSound, house],
];

const LOOSE: readonly (readonly Part[])[] = [
  [bothNames, district],
  [forenameSound, surnameSound, day],
  [forenameSound, surnameSound, year],
  [bothNames, locality],
  [forename, postcode],
  [forename, house],
  [surnameSound, postcode],
  [surnameSound, house],
  [born, locality],
  [mailbox],
  [bothNames],
  [born],
  [forenameSound, surnameSound],
  [phone],
  [street],
  [postcode, year],
  [postcode, day],
  [forenameStart, surnameSound, locality],
  [forename, locality, month],
  [surnameStart, forenameStart, month],
  [surnameStart, forenameStart, day],
  [surname, locality, year],
  [forenameSound, month],
  [surnameSound, month],
  [forename, locality],
  [surname, locality],
  [postcode],
  [house],
  [surname],
];

export function blockingRules(fields: readonly Field[]): BlockingRule[] {
  const has = new Set(fields);
  const keyed = fields.flatMap((field): Part[] => {
    const [kind, key] = splitField(field);
    if (kind === 'identifier') return [[field, ({ identifiers }) => identifiers[key]]];
    return kind === 'other' ? [[field, ({ other }) => other[key]]] : [];
  });
  const identifiers = keyed.filter(([field]) => field.startsWith('identifier:')).map((part) => [part]);
  const others = keyed
    .filter(([field]) => field.startsWith('other:'))
    .flatMap((part) => [
      [part, born],
      [part, bothNames],
      [part, surnameSound, year],
      [part, forenameSound, year],
    ]);
  const rules = (list: readonly (readonly Part[])[], loose: boolean): BlockingRule[] =>
    list
      .filter((parts) => parts.every(([field, of]) => has.has(field) && (of !== bothNames[1] || has.has('surname'))))
      .map((parts) => ruleOf(parts, loose));
  return [...rules([...identifiers, ...STRICT], false), ...rules([...LOOSE, ...others], true)];
}

function ruleOf(parts: readonly Part[], loose: boolean): BlockingRule {
  const both = parts.some(([, of]) => of === bothNames[1]);
  return {
    name: parts.map(([field, of]) => (of === bothNames[1] ? 'names' : (NAMES.get(of) ?? field))).join(' + '),
    fields: [...parts.map(([field]) => field), ...(both ? ['surname'] : [])],
    loose,
    parts: parts.map(([, of]) => of),
    key(record) {
      let key = '';
      for (const [, of] of parts) {
        const value = of(record);
        if (!value) return null;
        key += `${value}|`;
      }
      return key;
    },
  };
}

const NAMES = new Map<unknown, string>([
  [forenameSound[1], 'sound of forename'],
  [forenameStart[1], 'initial'],
  [surnameSound[1], 'sound of surname'],
  [surnameStart[1], 'beginning of surname'],
  [year[1], 'year of birth'],
  [month[1], 'month of birth'],
  [day[1], 'birthday'],
  [district[1], 'postcode district'],
  [house[1], 'house'],
  [mailbox[1], 'mailbox'],
]);
