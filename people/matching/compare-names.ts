/** Names: a slip of the finger makes a word that nobody is called; two names in use, however alike (Eva, Ava), are two names. */
import { FORENAME, NO_EVIDENCE, SURNAME } from './levels.ts';
import { damerauLevenshtein, jaroWinkler, withinOneEdit } from './measures.ts';
import { sameForename, sameSpelling } from './normalise/nicknames.ts';
import type { PersonRecord } from './record.ts';
import type { TermFrequencies } from './term-frequencies.ts';

const forename = (level: (typeof FORENAME)[number]): number => FORENAME.indexOf(level);
const F = {
  same: forename('same'),
  shortForm: forename('short form'),
  slip: forename('slip'),
  close: forename('close'),
  alike: forename('alike'),
  initial: forename('initial'),
  twoNames: forename('two names'),
  swapped: forename('swapped'),
  misplaced: forename('misplaced'),
  different: forename('different'),
};
const surname = (level: (typeof SURNAME)[number]): number => SURNAME.indexOf(level);
const S = {
  same: surname('same'),
  slip: surname('slip'),
  close: surname('close'),
  part: surname('part'),
  alike: surname('alike'),
  different: surname('different'),
};

export function compareForenames(left: PersonRecord, right: PersonRecord, names: TermFrequencies): number {
  const [a, b] = [left.forename, right.forename];
  if (a === b) return a === null ? NO_EVIDENCE : F.same;
  if (isSwapped(left, right)) return F.swapped;
  if (isMisplaced(left, right)) return F.misplaced;
  if (a === null || b === null) return NO_EVIDENCE;
  return forenameLevel(a, b, names);
}

export function compareSurnames(left: PersonRecord, right: PersonRecord): number {
  const [a, b] = [left.surname, right.surname];
  if (a === b) return a === null ? NO_EVIDENCE : S.same;
  // Said once, with the forename.
  if (a === null || b === null || isSwapped(left, right) || isMisplaced(left, right)) return NO_EVIDENCE;
  return surnameLevel(a, b);
}

function forenameLevel(a: string, b: string, names: TermFrequencies): number {
  if (a.length === 1 || b.length === 1) return a.charCodeAt(0) === b.charCodeAt(0) ? F.initial : F.different;
  const [firstA, firstB] = [firstWord(a), firstWord(b)];
  // Mary Jane and Mary, Mary-Jane and Maryjane.
  if (firstA === firstB && (firstA === a || firstB === b)) return F.shortForm;
  if (sameSpelling(firstA, firstB)) return F.shortForm;
  if (sameForename(firstA, firstB)) return areTwoNames(names.count(a), names.count(b)) ? F.twoNames : F.shortForm;
  if (isReordered(a, b)) return F.shortForm;
  const similarity = jaroWinkler(a, b);
  const level =
    withinOneEdit(a, b) || a.replaceAll(' ', '') === b.replaceAll(' ', '')
      ? F.slip
      : similarity >= 0.88
        ? F.close
        : similarity >= 0.7
          ? F.alike
          : F.different;
  if (level === F.different) return hasWordOf(a, b) ? F.alike : level;
  return bothInUse(names.count(a), names.count(b)) ? F.twoNames : level;
}

/** A misspelling is rare, and much rarer than the name it was to be. */
function bothInUse(a: number, b: number): boolean {
  const [rarer, commoner] = a < b ? [a, b] : [b, a];
  return rarer > 2 && rarer > commoner * 0.01;
}

/** Some short forms are given at baptism as often as the long one: Thomas and Tommy may be brothers. */
const areTwoNames = (a: number, b: number): boolean => Math.min(a, b) > 2 && Math.min(a, b) > 0.3 * Math.max(a, b);

function surnameLevel(a: string, b: string): number {
  if (withinOneEdit(a, b)) return S.slip;
  if (hasWordOf(a, b)) return S.part;
  const similarity = jaroWinkler(a, b);
  return similarity >= 0.9 ? S.close : similarity >= 0.75 ? S.alike : S.different;
}

/** Each other’s names, but for a slip. */
function isSwapped({ forename: lf, surname: ls }: PersonRecord, { forename: rf, surname: rs }: PersonRecord): boolean {
  if (lf === null || rf === null || ls === null || rs === null) return false;
  if (ls === rf) return lf !== ls && isNear(lf, rs);
  return lf === rs ? lf !== ls && isNear(ls, rf) : isSlip(ls, rf) && isSlip(lf, rs) && !isNear(lf, rf);
}

/** One has a single name, and it is what the other has in the other column. */
function isMisplaced({ forename: lf, surname: ls }: PersonRecord, { forename: rf, surname: rs }: PersonRecord): boolean {
  if ((lf === null) !== (ls === null) && rf !== null && rs !== null) return isOther(lf, ls, rf, rs);
  return (rf === null) !== (rs === null) && lf !== null && ls !== null && isOther(rf, rs, lf, ls);
}

function isOther(forename: string | null, surname: string | null, otherForename: string, otherSurname: string): boolean {
  if (forename !== null) return isSlip(forename, otherSurname) && !isNear(forename, otherForename);
  return surname !== null && isSlip(surname, otherForename) && !isNear(surname, otherSurname);
}

const isSlip = (a: string, b: string): boolean => a === b || (a.length > 3 && b.length > 3 && withinOneEdit(a, b));
const isNear = (a: string, b: string): boolean =>
  withinOneEdit(a, b) || (Math.min(a.length, b.length) > 5 && jaroWinkler(a, b) >= 0.85 && damerauLevenshtein(a, b) <= 2);
const firstWord = (name: string): string => {
  const space = name.indexOf(' ');
  return space < 0 ? name : name.slice(0, space);
};

const isReordered = (a: string, b: string): boolean =>
  a.length === b.length && a.includes(' ') && a.split(' ').toSorted().join(' ') === b.split(' ').toSorted().join(' ');

/** Whether one of several words is the other, or one of the other's: Smith-Jones and Jones. */
function hasWordOf(a: string, b: string): boolean {
  if (!a.includes(' ') && !b.includes(' ')) return false;
  const words = b.split(' ');
  return a.split(' ').some((word) => word.length > 2 && words.includes(word));
}
