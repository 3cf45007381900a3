/** How well a name that somebody was told, or read on a form, agrees with one that is known: from 0 to 1. */
import { doubleMetaphone } from 'double-metaphone';
import { jaroWinkler, withinOneEdit } from '#people/matching/measures.ts';
import type { Name } from '#people/matching/normalise/names.ts';
import { remembering } from '#people/matching/normalise/text.ts';
import { sameForename } from '#people/matching/normalise/nicknames.ts';

/** Both parts have to be this near before they count together. */
const NEAR = 0.7;
/** The surname before the forename. */
const SWAPPED = 0.95;
/** One name alone, or a surname that a whole family has. */
const HALF = 0.5;

/** Of more words, and nobody's forenames end there. */
const MOST_WORDS = 6;

/** Where the forenames end and the surnames begin is not said: every place is tried. */
export function nameDegree({ forename, surname }: Name, known: Name): number {
  const words = [forename, surname].flatMap((part) => part?.split(' ') ?? []);
  const [word = ''] = words;
  if (words.length === 1) {
    return Math.max(surnameDegree(word, known.surname), forenameDegree(word, known.forename)) >= NEAR ? HALF : 0;
  }
  let best = 0;
  for (let end = 1; end < Math.min(words.length, MOST_WORDS); end++) {
    const [first, last] = [words.slice(0, end).join(' '), words.slice(end).join(' ')];
    const inOrder = bothDegree(forenameDegree(first, known.forename), surnameDegree(last, known.surname));
    const swapped = bothDegree(forenameDegree(last, known.forename), surnameDegree(first, known.surname));
    best = Math.max(best, inOrder, SWAPPED * swapped);
  }
  return best;
}

/** One of the two alone, however near, is half a name. */
function bothDegree(forename: number, surname: number): number {
  if (Math.min(forename, surname) >= NEAR) return (forename + surname) / 2;
  return Math.max(forename, surname) >= 0.9 ? HALF : 0;
}

function forenameDegree(asked: string, known: string | null): number {
  if (known === null) return 0;
  if (asked === known) return 1;
  const [first, other] = [firstWord(asked), firstWord(known)];
  if (first.length === 1 || other.length === 1) return first.charAt(0) === other.charAt(0) ? NEAR : 0;
  if (first === other) return 0.95;
  if (sameForename(first, other)) return 0.9;
  return Math.max(spellingDegree(asked, known), spellingDegree(first, other));
}

function surnameDegree(asked: string, known: string | null): number {
  if (known === null) return 0;
  if (asked === known) return 1;
  const words = known.split(' ');
  // Smith-Jones and Jones; a forename in the middle that is the first of two surnames.
  if (asked.split(' ').some((word) => word.length > 2 && words.includes(word))) return 0.85;
  return spellingDegree(asked, known);
}

/** A slip of the finger, or of the ear. Of short names one letter makes another name: Eva, Ava. */
function spellingDegree(asked: string, known: string): number {
  const isShort = Math.min(asked.length, known.length) < 4;
  if (withoutSpaces(asked) === withoutSpaces(known)) return 0.95;
  if (withinOneEdit(asked, known)) return isShort ? NEAR : 0.9;
  if (!isShort && jaroWinkler(asked, known) >= 0.88) return 0.8;
  return !isShort && soundOf(asked) === soundOf(known) ? 0.75 : 0;
}

const soundOf = remembering((name: string) => doubleMetaphone(name)[0], 50_000);
const firstWord = (name: string): string => name.split(' ', 1)[0] ?? '';
const withoutSpaces = (name: string): string => name.replaceAll(' ', '');
