/** How often each value occurs: to agree on a rare name says more than on a common one. Frozen with the model. */
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

export function countTerms(values: Iterable<string | null>): StoredFrequencies {
  const counts = new Map<string, number>();
  let total = 0;
  for (const value of values) {
    if (value === null) continue;
    counts.set(value, (counts.get(value) ?? 0) + 1);
    total++;
  }
  return { total, counts: Object.fromEntries([...counts].filter(([, count]) => count > 1)) };
}

export function frequenciesOf({ total, counts }: StoredFrequencies): TermFrequencies {
  const known = new Map(Object.entries(counts));
  const rarest = 1 / Math.max(2, total);
  return {
    share: (value) => (known.get(value) ?? 1) * rarest,
    count: (value) => known.get(value) ?? 0,
  };
}
