/**
 * A record of the person index as it is matched: who it is about by its current names and home, and the other names and homes that its
 * agency knows of. What cannot be read is left out; nothing here can fail.
 */
import type { Address, Demographics, OtherName } from '#terms/demographics.ts';
import { normalisePhone } from './normalise/contacts.ts';
import { normaliseRecord } from './record.ts';
import type { PersonRecord, ReceivedRecord } from './record.ts';

export type KnownName = Pick<PersonRecord, 'forename' | 'surname'>;
export type KnownHome = Pick<PersonRecord, 'postcode' | 'street' | 'locality'>;

export interface KnownRecord extends PersonRecord {
  /** Aliases, preferred and previous names, whole: what an alias leaves out is as in the current name. */
  readonly otherNames: readonly KnownName[];
  readonly otherHomes: readonly KnownHome[];
  readonly otherPhones: readonly string[];
}

/** Of each kind; who has more aliases than this is found by the first. */
const MOST_OTHERS = 3;

export function knownRecord(source: string, id: string, said: Demographics): KnownRecord {
  const received = (more: Partial<ReceivedRecord> = {}): PersonRecord =>
    normaliseRecord({
      id,
      source,
      forename: text(said.forename),
      surname: text(said.surname),
      dateOfBirth: text(said.dateOfBirth),
      sex: text(said.sex),
      email: list<string>(said.emails).map(text).find(Boolean),
      identifiers: identifiersOf(said.identifiers),
      ...more,
    });
  const addresses = list<Address>(said.addresses);
  const [phone = null, ...otherPhones] = list<string>(said.phones).flatMap((number) => normalisePhone(text(number) ?? '') ?? []);
  const main = received({ ...(addresses[0] && home(addresses[0])), phone });
  const names = list<OtherName>(said.otherNames).map((name) => {
    const other = received({ forename: text(name.forename), surname: text(name.surname) });
    return { forename: other.forename ?? main.forename, surname: other.surname ?? main.surname };
  });
  const homes = addresses.slice(1).map((address) => {
    const { postcode, street, locality } = received(home(address));
    return { postcode, street, locality };
  });
  return {
    ...main,
    otherNames: different(names, [main.forename, main.surname]),
    otherHomes: different(homes, [main.postcode, main.street, main.locality]),
    otherPhones: [...new Set(otherPhones)].filter((number) => number !== phone).slice(0, MOST_OTHERS),
  };
}

/** What an agency sends is kept as it came: a number may stand where a text should. */
const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const list = <T>(value: unknown): readonly T[] =>
  Array.isArray(value)
    ? (value as T[]).filter((item) => typeof item === 'string' || (typeof item === 'object' && item !== null))
    : [];
const home = ({ line, town, postcode }: Address): Partial<ReceivedRecord> => ({
  street: text(line),
  locality: text(town),
  postcode: text(postcode),
});

function identifiersOf(said: unknown): Record<string, string | null> {
  if (typeof said !== 'object' || said === null) return {};
  return Object.fromEntries(Object.entries(said).map(([kind, value]) => [kind, text(value)]));
}

/** Each once, without those that say what the current one says. */
function different<T extends object>(others: readonly T[], current: readonly unknown[]): T[] {
  const seen = new Set([JSON.stringify(current)]);
  return others
    .filter((other) => {
      const values = Object.values(other);
      const said = JSON.stringify(values);
      return values.some((value) => value !== null) && !seen.has(said) && seen.add(said);
    })
    .slice(0, MOST_OTHERS);
}

/** The record under each of its names, at each of its homes, with each of its phones: one thing at a time. */
export function facesOf(record: KnownRecord): PersonRecord[] {
  return [
    record,
    ...record.otherNames.map((name) => ({ ...record, ...name })),
    ...record.otherHomes.map((other) => ({ ...record, ...other })),
    ...record.otherPhones.map((phone) => ({ ...record, phone })),
  ];
}
