/** Plain text to compare: ASCII, lower case, single spaces, no punctuation; what only says that nothing is known is null. */
import anyAscii from 'any-ascii';

const NOTHING = new Set(['unknown', 'not known', 'not stated', 'not given', 'none', 'null', 'n a', 'tbc']);

export function plainText(text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null;
  // oxlint-disable-next-line no-control-regex -- whether anything is outside ASCII
  const ascii = /[^\x00-\x7f]/.test(text) ? anyAscii(text) : text;
  const plain = ascii
    .toLowerCase()
    .replace(/['`’]/g, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
  return plain === '' || NOTHING.has(plain) ? null : plain;
}

/** Remembers what a pure function gave: the same names, streets and dates come again and again. Forgets everything when full. */
export function remembering<T>(normalise: (text: string) => T, most = 400_000): (text: string | null | undefined) => T | null {
  const known = new Map<string, T>();
  return (text) => {
    if (text === null || text === undefined || text === '') return null;
    const before = known.get(text);
    if (before !== undefined || known.has(text)) return before as T;
    if (known.size >= most) known.clear();
    const value = normalise(text);
    known.set(text, value);
    return value;
  };
}
