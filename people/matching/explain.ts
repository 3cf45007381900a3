/** A score in words, for a steward: what agrees, what differs, and what that probably means. */
import { splitField } from './comparisons.ts';
import { forenamesConflict } from './family-guards.ts';
import type { Score, ScorePart } from './fellegi-sunter.ts';
import { DATE, FORENAME } from './levels.ts';

const NAMES: Readonly<Record<string, string>> = {
  forename: 'forename',
  surname: 'surname',
  dateOfBirth: 'date of birth',
  sex: 'sex',
  postcode: 'postcode',
  street: 'street',
  locality: 'town',
  email: 'email',
  phone: 'phone',
  'identifier:nhs-number': 'NHS number',
  'identifier:upn': 'UPN',
};

const SLIGHT = new Set(['slip', 'close', 'short form', 'swapped', 'two slips', 'number and words']);

/** "surname and date of birth agree; forename differs; same postcode and street; no shared id: probably twins". */
export function explain(score: Score): string {
  const own = score.parts.filter(({ household, level }) => !household && level !== null);
  const home = score.parts.filter(({ household, level }) => household && level === 'same');
  const said = [
    clause(own.filter(agrees), 'agrees', 'agree'),
    clause(
      own.filter(({ level }) => SLIGHT.has(level ?? '')),
      'nearly agrees',
      'nearly agree',
    ),
    clause(
      own.filter((part) => !agrees(part) && !SLIGHT.has(part.level ?? '')),
      'differs',
      'differ',
    ),
    home.length > 0 ? `same ${list(home.map(nameOf))}` : '',
    score.parts.some((part) => isId(part) && agrees(part)) ? '' : 'no shared id',
  ].filter((words) => words !== '');
  const meaning = meaningOf(score);
  return said.join('; ') + (meaning === null ? '' : `: ${meaning}`);
}

function meaningOf(score: Score): string | null {
  const { strongIds, apart, parts, familyMost } = score;
  if (strongIds === 'different') return 'two people, by their ids';
  const level = (field: string) => parts.find((part) => part.field === field)?.level ?? null;
  const forename = FORENAME.findIndex((name) => name === level('forename'));
  if (strongIds === 'shared' && forenamesConflict(forename)) return 'a new name, or somebody else’s number';
  if (apart) return 'probably twins';
  const born = DATE.findIndex((name) => name === level('dateOfBirth'));
  if (forenamesConflict(forename)) return born >= DATE.indexOf('two slips') ? 'perhaps of one family' : 'probably two people';
  if (familyMost !== null && born > DATE.indexOf('two slips')) return 'perhaps a parent and child of one name';
  return familyMost !== null && (forename < 0 || born < 0) ? 'too little to tell one of a family from another' : null;
}

const agrees = ({ level }: ScorePart): boolean => level === 'same';
const isId = ({ field }: ScorePart): boolean => splitField(field)[0] === 'identifier';
const nameOf = ({ field }: ScorePart): string => NAMES[field] ?? splitField(field)[1];

function clause(parts: readonly ScorePart[], one: string, many: string): string {
  return parts.length === 0 ? '' : `${list(parts.map(nameOf))} ${parts.length === 1 ? one : many}`;
}

const list = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
