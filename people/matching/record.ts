/** One record about one person at one agency, normalised: all that blocking and scoring ever look at. */
import { normaliseEmail, normalisePhone } from './normalise/contacts.ts';
import { normaliseDate } from './normalise/dates.ts';
import { normaliseIdentifier } from './normalise/ids.ts';
import { normaliseForename, normaliseSurname, splitFullName } from './normalise/names.ts';
import { normalisePostcode, normaliseStreet } from './normalise/places.ts';
import type { Street } from './normalise/places.ts';
import { plainText, remembering } from './normalise/text.ts';

type Text = string | null | undefined;

/** As received. */
export interface ReceivedRecord {
  readonly id: string;
  /** Which agency or file holds it. */
  readonly source: string;
  readonly forename?: Text;
  readonly surname?: Text;
  readonly fullName?: Text;
  readonly dateOfBirth?: Text;
  readonly sex?: Text;
  readonly postcode?: Text;
  readonly street?: Text;
  readonly locality?: Text;
  readonly email?: Text;
  readonly phone?: Text;
  readonly identifiers?: Readonly<Record<string, Text>>;
  readonly other?: Readonly<Record<string, Text>>;
}

export interface PersonRecord {
  readonly id: string;
  readonly source: string;
  readonly forename: string | null;
  readonly surname: string | null;
  readonly dateOfBirth: string | null;
  readonly sex: 'f' | 'm' | null;
  readonly postcode: string | null;
  readonly street: Street | null;
  readonly locality: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  readonly identifiers: Readonly<Record<string, string | null>>;
  readonly other: Readonly<Record<string, string | null>>;
}

const forenameOf = remembering(normaliseForename);
const surnameOf = remembering(normaliseSurname);
const nameOf = remembering(splitFullName);
const dateOf = remembering(normaliseDate);
const postcodeOf = remembering(normalisePostcode);
const streetOf = remembering(normaliseStreet);
const localityOf = remembering(plainText);
const otherOf = remembering(plainText);

export function normaliseRecord(received: ReceivedRecord): PersonRecord {
  const whole = nameOf(received.fullName);
  return {
    id: received.id,
    source: received.source,
    forename: forenameOf(received.forename) ?? whole?.forename ?? null,
    surname: surnameOf(received.surname) ?? whole?.surname ?? null,
    dateOfBirth: dateOf(received.dateOfBirth),
    sex: sexOf(received.sex),
    postcode: postcodeOf(received.postcode),
    street: streetOf(received.street),
    locality: localityOf(received.locality),
    email: received.email ? normaliseEmail(received.email) : null,
    phone: received.phone ? normalisePhone(received.phone) : null,
    identifiers: each(received.identifiers, normaliseIdentifier),
    other: each(received.other, (_, text) => otherOf(text)),
  };
}

const NOTHING: Readonly<Record<string, string | null>> = {};

function each(
  texts: Readonly<Record<string, Text>> | undefined,
  normalise: (key: string, text: string) => string | null,
): Readonly<Record<string, string | null>> {
  if (texts === undefined) return NOTHING;
  const normalised: Record<string, string | null> = {};
  for (const key in texts) {
    const text = texts[key];
    normalised[key] = text ? normalise(key, text) : null;
  }
  return normalised;
}

function sexOf(text: Text): 'f' | 'm' | null {
  const first = text?.trim().charAt(0).toLowerCase();
  return first === 'f' || first === 'm' ? first : null;
}

/** By source and id: an order of the records' own, whichever came first. */
export const byIdentity = (a: PersonRecord, b: PersonRecord): number =>
  compareText(a.source, b.source) || compareText(a.id, b.id);

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
