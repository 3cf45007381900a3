/** Records that share a key, and the pairs they make. */
import { combined, countCodes, sharedNumbers } from './keys.ts';
import type { Codes } from './keys.ts';

/** Records by key, as one list in the keys' order and where each key's begin. Keys that too many have are left out. */
export interface Groups {
  /** The group of each record; −1: it has no key, or one that too many have. */
  readonly of: Int32Array;
  /** Within a key in ascending order. */
  readonly members: Int32Array;
  readonly starts: Int32Array;
  /** Over any sources. */
  readonly pairs: number;
  /** Keys that too many records have. */
  readonly leftOut: number;
}

/** A key shared by more than this is a placeholder or a very common name: other rules must tell its records apart. */
const LARGEST_BLOCK = 2_000;

/** Groups by all of these together. */
export function groupBy([first, ...rest]: readonly Codes[]): Groups {
  const codes = rest.reduce((before, next) => combined(before, next), first ?? sharedNumbers(0));
  const counts = countCodes(codes);
  const starts = sharedNumbers(counts.length + 1);
  let [pairs, leftOut] = [0, 0];
  for (let group = 0; group < counts.length; group++) {
    const size = at(counts, group);
    const tooLarge = size > LARGEST_BLOCK;
    if (tooLarge) leftOut++;
    else pairs += (size * (size - 1)) / 2;
    starts[group + 1] = at(starts, group) + (tooLarge ? 0 : size);
  }
  const of = rest.length > 0 ? codes : sharedNumbers(codes.length);
  const members = sharedNumbers(at(starts, counts.length));
  const next = starts.slice();
  for (let index = 0; index < codes.length; index++) {
    const group = at(codes, index);
    // A key that is left out stays open to the rules that follow.
    of[index] = group >= 0 && at(counts, group) > LARGEST_BLOCK ? -1 : group;
    if (at(of, index) < 0) continue;
    const place = at(next, group);
    members[place] = index;
    next[group] = place + 1;
  }
  return { of, members, starts, pairs, leftOut };
}

/** All records in one group. */
export function everyone(size: number): Groups {
  const members = sharedNumbers(size);
  for (let index = 0; index < size; index++) members[index] = index;
  const starts = sharedNumbers(2);
  starts[1] = size;
  return { of: sharedNumbers(size), members, starts, pairs: (size * (size - 1)) / 2, leftOut: 0 };
}

/** A part of a list of members: what one thread looks at. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Stretches of about so many pairs each. */
export function stretchesOf({ of, members, starts }: Groups, pairs: number): Stretch[] {
  const stretches: Stretch[] = [];
  let [from, found] = [0, 0];
  for (let place = 0; place < members.length; place++) {
    found += at(starts, at(of, at(members, place)) + 1) - place - 1;
    if (found < pairs) continue;
    stretches.push({ from, to: place + 1 });
    [from, found] = [place + 1, 0];
  }
  if (found > 0) stretches.push({ from, to: members.length });
  return stretches;
}

/** Calls with each pair's indexes, the lower first. */
export function eachPairOf(
  { of, members, starts }: Groups,
  each: (left: number, right: number) => void,
  { from, to }: Stretch = { from: 0, to: members.length },
): void {
  for (let place = from; place < to; place++) {
    const left = at(members, place);
    const end = at(starts, at(of, left) + 1);
    for (let other = place + 1; other < end; other++) each(left, at(members, other));
  }
}

const at = (list: Int32Array, index: number): number => list[index] as number;
