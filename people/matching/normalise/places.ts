/** Postcodes and addresses as they are compared. */
import { plainText } from './text.ts';

const BRITISH = /^([a-z]{1,2})(\d[a-z\d]?)(\d)([a-z]{2})$/;

/** Compact and lower case; the NHS's "no fixed abode" and other pseudo-postcodes (ZZ99) are none. */
export function normalisePostcode(text: string): string | null {
  const compact = plainText(text)?.replaceAll(' ', '') ?? null;
  return compact === null || compact.startsWith('zz99') || /^0+$/.test(compact) ? null : compact;
}

/** From near to far: sector, district, area. Postcodes of other countries: their beginnings. */
export function postcodeRegions(postcode: string): readonly [sector: string, district: string, area: string] {
  const [, area, number, sector] = BRITISH.exec(postcode) ?? [];
  if (area === undefined) return [postcode.slice(0, -1), postcode.slice(0, -2), postcode.slice(0, -3)];
  return [`${area}${number} ${sector}`, `${area}${number}`, area];
}

export interface Street {
  readonly text: string;
  /** The house's number, with its letter. */
  readonly number: string | null;
  readonly words: readonly string[];
}

const LONG_FORMS: Readonly<Record<string, string>> = {
  rd: 'road',
  ave: 'avenue',
  av: 'avenue',
  ln: 'lane',
  dr: 'drive',
  ct: 'court',
  cl: 'close',
  cres: 'crescent',
  cr: 'crescent',
  pl: 'place',
  sq: 'square',
  gdns: 'gardens',
  gr: 'grove',
  terr: 'terrace',
  tce: 'terrace',
  apt: 'flat',
  apartment: 'flat',
  unit: 'flat',
};

export function normaliseStreet(text: string): Street | null {
  const plain = plainText(text);
  if (plain === null) return null;
  const all = plain
    .split(' ')
    .map((word, index, { length }) => (word === 'st' && index === length - 1 ? 'street' : (LONG_FORMS[word] ?? word)));
  const numbers = all.filter((word) => /^\d+[a-z]?$/.test(word));
  const words = all.filter((word) => !/^\d+[a-z]?$/.test(word));
  return { text: all.join(' '), number: numbers.at(-1) ?? null, words };
}
