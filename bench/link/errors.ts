/** What happens to what people say on its way into a system, after FEBRL's manner: typing, swapping, hearing, scanning, leaving out. */
import type { Random } from '#demo/world/random.ts';

const KEYBOARD = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', '1234567890'];
const HEARD: readonly (readonly [string, string])[] = [
  ['ph', 'f'],
  ['f', 'ph'],
  ['ck', 'k'],
  ['c', 'k'],
  ['k', 'c'],
  ['ie', 'y'],
  ['y', 'ie'],
  ['ee', 'ea'],
  ['ea', 'ee'],
  ['s', 'z'],
  ['z', 's'],
  ['tt', 't'],
  ['t', 'tt'],
  ['ll', 'l'],
  ['l', 'll'],
  ['nn', 'n'],
  ['n', 'nn'],
  ['gh', 'g'],
  ['ey', 'y'],
  ['ai', 'ay'],
];
const SCANNED: readonly (readonly [string, string])[] = [
  ['m', 'rn'],
  ['rn', 'm'],
  ['l', 'i'],
  ['i', 'l'],
  ['o', '0'],
  ['0', 'o'],
  ['1', 'l'],
  ['5', 's'],
  ['s', '5'],
  ['cl', 'd'],
  ['b', '6'],
  ['8', 'b'],
  ['g', 'q'],
  ['u', 'v'],
  ['h', 'n'],
  ['w', 'vv'],
];

/** One slip in a text; nothing happens to an empty one. */
export function slip(random: Random, text: string): string {
  if (text === '') return text;
  const kind = random.next();
  if (kind < 0.15) return replaced(random, text, HEARD);
  if (kind < 0.25) return replaced(random, text, SCANNED);
  return typed(random, text);
}

/** A finger on the wrong key, one too few, one too many, or two in the wrong order. */
export function typed(random: Random, text: string): string {
  const at = random.int(0, text.length - 1);
  const letter = text.charAt(at);
  const kind = random.int(0, 3);
  const [before, after] = [text.slice(0, at), text.slice(at + 1)];
  if (kind === 0) return before + neighbour(random, letter) + after;
  if (kind === 1 && text.length > 2) return before + after;
  if (kind === 2) return before + letter + neighbour(random, letter) + after;
  return at + 1 < text.length ? before + text.charAt(at + 1) + letter + text.slice(at + 2) : before + neighbour(random, letter);
}

export function slipInDigits(random: Random, digits: string): string {
  const places = [...digits].flatMap((character, index) => (/\d/.test(character) ? [index] : []));
  const at = random.pick(places);
  if (random.chance(0.4)) {
    const next = places[places.indexOf(at) + 1];
    if (next !== undefined) {
      const swapped = [...digits];
      [swapped[at], swapped[next]] = [digits.charAt(next), digits.charAt(at)];
      return swapped.join('');
    }
  }
  return digits.slice(0, at) + String(random.int(0, 9)) + digits.slice(at + 1);
}

function neighbour(random: Random, letter: string): string {
  const row = KEYBOARD.find((keys) => keys.includes(letter.toLowerCase())) ?? KEYBOARD[1] ?? '';
  const at = row.indexOf(letter.toLowerCase()) + (random.chance(0.5) ? 1 : -1);
  return row.charAt(Math.max(0, Math.min(row.length - 1, at)));
}

function replaced(random: Random, text: string, list: readonly (readonly [string, string])[]): string {
  const lower = text.toLowerCase();
  const possible = list.filter(([from]) => lower.includes(from));
  if (possible.length === 0) return typed(random, text);
  const [from, to] = random.pick(possible);
  const at = lower.indexOf(from);
  return text.slice(0, at) + to + text.slice(at + from.length);
}
