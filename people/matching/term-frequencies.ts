/** How often each value occurs: to agree on a rare name says more than on a common one. Frozen with the model. */
import { countCodes } from './keys.ts';
import type { Codes } from './keys.ts';

export interface TermFrequencies {
  /** The share of records that have any value here and have this one; one that was never seen counts as the rarest. */
  share(value: string): number;
  /** In how many of the records it was trained on; 0 where in none. */
  count(value: string): number;
}

export interface StoredFrequencies {
  readonly total: number;
  /** Values that occur more than once. */
  readonly counts: Readonly<Record<string, number>>;
}

/** @param valueAt the value of a record, by its index */
export function termsOf(codes: Codes, valueAt: (index: number) => string): StoredFrequencies {
  const counts = countCodes(codes);
  const kept: Record<string, number> = {};
  let total = 0;
  for (const [index, code] of codes.entries()) {
    if (code < 0) continue;
    total++;
    const count = counts[code] as number;
    if (count > 1) kept[valueAt(index)] = count;
    // Said once.
    counts[code] = 0;
  }
  return { total, counts: kept };
}

export function frequenciesOf({ total, counts }: StoredFrequencies): TermFrequencies {
  const known = new Map(Object.entries(counts));
  const rarest = 1 / Math.max(2, total);
  return {
    share: (value) => (known.get(value) ?? 1) * rarest,
    count: (value) => known.get(value) ?? 0,
  };
}
