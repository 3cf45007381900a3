/** Keys as numbers: two records have one number where they have one value. In shared memory, so that threads need no copies; and exact. */
import type { PersonRecord } from './record.ts';

/** By record; −1: it has no value. */
export type Codes = Int32Array;

export const sharedNumbers = (size: number): Int32Array => new Int32Array(new SharedArrayBuffer(4 * size));

export function codesOf(records: readonly PersonRecord[], value: (record: PersonRecord) => string | null | undefined): Codes {
  const known = new Map<string, number>();
  const codes = sharedNumbers(records.length);
  for (const [index, record] of records.entries()) {
    const text = value(record);
    if (!text) {
      codes[index] = -1;
      continue;
    }
    let code = known.get(text);
    if (code === undefined) known.set(text, (code = known.size));
    codes[index] = code;
  }
  return codes;
}

/** One number for each combination; a record that lacks one of the two has none. */
export function combined(left: Codes, right: Codes): Codes {
  const codes = sharedNumbers(left.length);
  const places = 2 ** Math.ceil(Math.log2(2 * left.length + 2));
  const slots = new Int32Array(places).fill(-1);
  /** The first record of each combination. */
  const firsts = new Int32Array(left.length);
  let known = 0;
  for (let index = 0; index < left.length; index++) {
    const [a, b] = [left[index] as number, right[index] as number];
    if (a < 0 || b < 0) {
      codes[index] = -1;
      continue;
    }
    let slot = scattered(a, b) & (places - 1);
    let code = slots[slot] as number;
    while (code >= 0 && (left[firsts[code] as number] !== a || right[firsts[code] as number] !== b)) {
      slot = (slot + 1) & (places - 1);
      code = slots[slot] as number;
    }
    if (code < 0) {
      slots[slot] = code = known++;
      firsts[code] = index;
    }
    codes[index] = code;
  }
  return codes;
}

function scattered(a: number, b: number): number {
  let mixed = Math.imul(a, 0x9e3779b1) ^ Math.imul(b + 0x7ed55d16, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}

/** How many records have each value, by its code. */
export function countCodes(codes: Codes): Int32Array {
  let most = -1;
  for (const code of codes) if (code > most) most = code;
  const counts = new Int32Array(most + 1);
  for (const code of codes) if (code >= 0) counts[code] = (counts[code] as number) + 1;
  return counts;
}
