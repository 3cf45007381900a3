/** How alike two strings are, as DuckDB and rapidfuzz measure it. Code units are compared: normalised text is plain ASCII. */

const LONGEST = 128;
const leftTaken = new Uint8Array(LONGEST);
const rightTaken = new Uint8Array(LONGEST);

/** Jaro: the shared characters that stand near each other, and how many of them are out of order. 0 to 1. */
export function jaro(left: string, right: string): number {
  const a = Math.min(left.length, LONGEST);
  const b = Math.min(right.length, LONGEST);
  if (a === 0 || b === 0) return 0;
  if (left === right) return 1;
  const reach = Math.max(0, (Math.max(a, b) >> 1) - 1);
  leftTaken.fill(0, 0, a);
  rightTaken.fill(0, 0, b);
  let shared = 0;
  for (let i = 0; i < a; i++) {
    const code = left.charCodeAt(i);
    const end = Math.min(b, i + reach + 1);
    for (let j = Math.max(0, i - reach); j < end; j++) {
      if (rightTaken[j] === 1 || right.charCodeAt(j) !== code) continue;
      leftTaken[i] = rightTaken[j] = 1;
      shared++;
      break;
    }
  }
  if (shared === 0) return 0;
  let outOfOrder = 0;
  for (let i = 0, j = 0; i < a; i++) {
    if (leftTaken[i] === 0) continue;
    while (rightTaken[j] === 0) j++;
    if (left.charCodeAt(i) !== right.charCodeAt(j)) outOfOrder++;
    j++;
  }
  return (shared / a + shared / b + (shared - (outOfOrder >> 1)) / shared) / 3;
}

/** Jaro–Winkler: a common beginning of up to four characters counts more, where Jaro is above .7. */
export function jaroWinkler(left: string, right: string): number {
  const similarity = jaro(left, right);
  if (similarity <= 0.7) return similarity;
  const most = Math.min(4, left.length, right.length);
  let prefix = 0;
  while (prefix < most && left.charCodeAt(prefix) === right.charCodeAt(prefix)) prefix++;
  return similarity + prefix * 0.1 * (1 - similarity);
}

/** Damerau–Levenshtein, unrestricted: insertions, deletions, replacements and swaps of neighbours that make one of the other. */
export function damerauLevenshtein(left: string, right: string): number {
  if (left === right) return 0;
  const a = left.length;
  const b = right.length;
  if (a === 0 || b === 0) return a + b;
  const width = b + 2;
  const far = a + b;
  const cells = (a + 2) * width > grid.length ? new Uint16Array((a + 2) * width) : grid;
  cells[0] = far;
  for (let i = 0; i <= a; i++) {
    cells[(i + 1) * width] = far;
    cells[(i + 1) * width + 1] = i;
  }
  for (let j = 0; j <= b; j++) {
    cells[j + 1] = far;
    cells[width + j + 1] = j;
  }
  lastRows.fill(0);
  for (let i = 1; i <= a; i++) {
    const code = left.charCodeAt(i - 1);
    let lastColumn = 0;
    for (let j = 1; j <= b; j++) {
      const other = right.charCodeAt(j - 1);
      const row = other < 256 ? (lastRows[other] as number) : rowOf(left, other, i);
      const column = lastColumn;
      const above = i * width + j;
      const here = above + width;
      let cost = 1;
      if (code === other) {
        cost = 0;
        lastColumn = j;
      }
      cells[here + 1] = Math.min(
        (cells[above] as number) + cost,
        (cells[here] as number) + 1,
        (cells[above + 1] as number) + 1,
        (cells[row * width + column] as number) + (i - row - 1) + 1 + (j - column - 1),
      );
    }
    if (code < 256) lastRows[code] = i;
  }
  return cells[(a + 1) * width + b + 1] as number;
}

const grid = new Uint16Array(66 * 66);
const lastRows = new Uint16Array(256);

/** The last place before `end` where the character stands, counted from 1; 0 where nowhere. */
function rowOf(text: string, code: number, end: number): number {
  for (let i = end - 1; i >= 1; i--) if (text.charCodeAt(i - 1) === code) return i;
  return 0;
}

/** Whether one edit (or none) makes one of the other: what a slip of the finger does. Faster than measuring the whole distance. */
export function withinOneEdit(left: string, right: string): boolean {
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  const longer = long.length - short.length;
  if (longer > 1) return false;
  let start = 0;
  while (start < short.length && short.charCodeAt(start) === long.charCodeAt(start)) start++;
  if (start === short.length) return true;
  let end = 0;
  while (end < short.length - start && short.charCodeAt(short.length - 1 - end) === long.charCodeAt(long.length - 1 - end)) end++;
  const unlike = short.length - start - end;
  if (longer === 1) return unlike === 0;
  if (unlike === 1) return true;
  return (
    unlike === 2 &&
    short.charCodeAt(start) === long.charCodeAt(start + 1) &&
    short.charCodeAt(start + 1) === long.charCodeAt(start)
  );
}

/** In how many places two texts of one length differ; more than `most` where they do not have one length. */
export function differingPlaces(left: string, right: string, most: number): number {
  if (left.length !== right.length) return most + 1;
  let places = 0;
  for (let i = 0; i < left.length && places <= most; i++) if (left.charCodeAt(i) !== right.charCodeAt(i)) places++;
  return places;
}
