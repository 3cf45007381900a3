/** Names as they are compared: without titles and suffixes, hyphens as spaces, particles and Mac joined to what they belong to. */
import { plainText } from './text.ts';

const TITLES = new Set(
  'mr mrs miss ms mx master dr doctor prof professor sir dame lord lady rev reverend capt captain col colonel major'.split(' '),
);
const SUFFIXES = new Set('jr jnr junior sr snr senior esq ii iii iv phd obe mbe'.split(' '));
const PARTICLES = new Set('al ap bin bint da das de del della den der di dos du el ibn la le mac mc o st ter van von'.split(' '));

export interface Name {
  readonly forename: string | null;
  readonly surname: string | null;
}

export function normaliseForename(text: string): string | null {
  const words = wordsOf(text);
  while (words.length > 1 && TITLES.has(words[0] as string)) words.shift();
  return words.length === 0 ? null : words.join(' ');
}

export function normaliseSurname(text: string): string | null {
  const words = wordsOf(text);
  while (words.length > 1 && SUFFIXES.has(words.at(-1) as string)) words.pop();
  return words.length === 0 ? null : joinParticles(words).join(' ');
}

/** "Sir Thomas de la Rue, 1st Baronet" → thomas, delarue; "Okafor, Amara" → amara, okafor. One word alone is a surname. */
export function splitFullName(text: string): Name {
  const [before = '', after = ''] = text.split(',', 2);
  const first = wordsOf(before);
  const rest = wordsOf(after);
  const reversed = first.length === 1 && rest.length > 0 && !/\d/.test(after);
  const words = reversed ? [...rest, ...first] : first;
  while (words.length > 1 && TITLES.has(words[0] as string)) words.shift();
  while (words.length > 1 && (SUFFIXES.has(words.at(-1) as string) || /\d/.test(words.at(-1) as string))) words.pop();
  const joined = joinParticles(words);
  const surname = joined.pop() ?? null;
  return { forename: joined.length === 0 ? null : joined.join(' '), surname };
}

const wordsOf = (text: string): string[] => plainText(text)?.split(' ') ?? [];

/** de la cruz → delacruz, mc donald → mcdonald: agencies write them together, apart and with an apostrophe. */
function joinParticles(words: readonly string[]): string[] {
  const joined: string[] = [];
  let particles = '';
  for (const [index, word] of words.entries()) {
    if (PARTICLES.has(word) && index < words.length - 1) {
      particles += word;
      continue;
    }
    joined.push(particles + word);
    particles = '';
  }
  return joined;
}
