/** Dates, postcodes, streets, emails and other values: on which level two of them agree. */
import { CODE, DATE, EMAIL, POSTCODE, STREET, WORDS } from './levels.ts';
import { damerauLevenshtein, differingPlaces, jaroWinkler, withinOneEdit } from './measures.ts';
import { dayNumber } from './normalise/dates.ts';
import { postcodeRegions } from './normalise/places.ts';
import type { Street } from './normalise/places.ts';

const D = Object.fromEntries(DATE.map((level, index) => [level, index])) as Record<(typeof DATE)[number], number>;
const P = Object.fromEntries(POSTCODE.map((level, index) => [level, index])) as Record<(typeof POSTCODE)[number], number>;
const A = Object.fromEntries(STREET.map((level, index) => [level, index])) as Record<(typeof STREET)[number], number>;
const E = Object.fromEntries(EMAIL.map((level, index) => [level, index])) as Record<(typeof EMAIL)[number], number>;
const C = Object.fromEntries(CODE.map((level, index) => [level, index])) as Record<(typeof CODE)[number], number>;
const W = Object.fromEntries(WORDS.map((level, index) => [level, index])) as Record<(typeof WORDS)[number], number>;

const YEAR = 365.25;

export function compareDates(a: string, b: string, newYearIsUnknown: boolean): number {
  const onlyYear = newYearIsUnknown && (a.endsWith('0101') || b.endsWith('0101'));
  if (onlyYear && a.length === 8 && b.length === 8) {
    const years = Math.abs(Number(a.slice(0, 4)) - Number(b.slice(0, 4)));
    return years === 0 ? D['same year'] : years === 1 ? D['within a year'] : years <= 10 ? D['within ten years'] : D.different;
  }
  if (a === b) return D.same;
  if (withinOneEdit(a, b)) return D.slip;
  const sameYear = a.startsWith(b.slice(0, 4));
  if (sameYear && a.slice(4, 6) === b.slice(6) && a.slice(6) === b.slice(4, 6)) return D.swapped;
  if (differingPlaces(a, b, 2) <= 2) return D['two slips'];
  if (sameYear) return D['same year'];
  const [left, right] = [dayNumber(a), dayNumber(b)];
  if (left === null || right === null) return D.different;
  const days = Math.abs(left - right);
  return days <= YEAR ? D['within a year'] : days <= 10 * YEAR ? D['within ten years'] : D.different;
}

export function comparePostcodes(a: string, b: string): number {
  if (a === b) return P.same;
  if (withinOneEdit(a, b)) return P.slip;
  // Different towns mostly begin with different letters: no need to take them apart.
  if (a.charCodeAt(0) !== b.charCodeAt(0)) return P.different;
  const [left, right] = [postcodeRegions(a), postcodeRegions(b)];
  if (left[0] === right[0]) return P.sector;
  if (left[1] === right[1]) return P.district;
  return left[2] === right[2] && left[2] !== '' ? P.area : P.different;
}

export function compareStreets(a: Street, b: Street): number {
  if (a.text === b.text) return A.same;
  const shared = sharedWords(a.words, b.words);
  const number = a.number !== null && a.number === b.number;
  if (number && shared >= 0.6) return A['number and words'];
  if (shared >= 0.8) return A.words;
  return shared >= 0.45 || (number && shared > 0) ? A.part : A.different;
}

/** Dice’s share of words that are the same but for a slip. */
function sharedWords(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  return (2 * Math.min(countNear(a, b), countNear(b, a))) / (a.length + b.length);
}

function countNear(words: readonly string[], others: readonly string[]): number {
  let near = 0;
  for (const word of words) if (others.some((other) => word === other || isNearWord(word, other))) near++;
  return near;
}

const isNearWord = (a: string, b: string): boolean =>
  a.length > 3 && b.length > 3 && (withinOneEdit(a, b) || (a.length > 6 && b.length > 6 && jaroWinkler(a, b) >= 0.92));

export function compareEmails(a: string, b: string): number {
  if (a === b) return E.same;
  // Measuring the distance of long texts takes microseconds: only where they look alike at all.
  if (Math.abs(a.length - b.length) <= 5 && jaroWinkler(a, b) >= 0.85) {
    const distance = damerauLevenshtein(a, b);
    if (distance <= 2) return E.slip;
    if (distance <= 5) return E.close;
  }
  if (a.charCodeAt(0) !== b.charCodeAt(0)) return E.different;
  const [left, right] = [mailbox(a), mailbox(b)];
  return left === right || (left.length > 5 && withinOneEdit(left, right)) ? E.mailbox : E.different;
}

const mailbox = (email: string): string => {
  const at = email.indexOf('@');
  return at < 0 ? email : email.slice(0, at);
};

export function compareCodes(a: string, b: string): number {
  if (a === b) return C.same;
  if (withinOneEdit(a, b)) return C.slip;
  return a.length > 5 && differingPlaces(a, b, 2) <= 2 ? C['two slips'] : C.different;
}

export function compareWords(a: string, b: string): number {
  if (a === b) return W.same;
  if (a.length > 3 && withinOneEdit(a, b)) return W.slip;
  if (a.length > 4 && jaroWinkler(a, b) >= 0.88) return W.close;
  return a.includes(b) || b.includes(a) || shareWord(a, b) ? W.part : W.different;
}

function shareWord(a: string, b: string): boolean {
  if (!a.includes(' ') || !b.includes(' ')) return false;
  const words = b.split(' ');
  return a.split(' ').some((word) => word.length > 3 && words.includes(word));
}
