/** Precision, recall and F1 of pairs, against a truth that linking itself never sees. */
export interface Figures {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export interface PairCounts {
  readonly found: number;
  readonly right: number;
  readonly truth: number;
}

export function figuresOf({ found, right, truth }: PairCounts): Figures {
  const precision = found === 0 ? 1 : right / found;
  const recall = truth === 0 ? 1 : right / truth;
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}

/** Pairs of records with one label, over two sources only where `across`; records without a label are of nobody. */
export function pairsOfOne(labels: readonly (string | null)[], sources: readonly string[], across: boolean): number {
  const counts = new Map<string, Map<string, number>>();
  for (const [index, label] of labels.entries()) {
    if (label === null) continue;
    const bySource = counts.get(label) ?? new Map<string, number>();
    counts.set(label, bySource);
    const source = across ? (sources[index] as string) : '';
    bySource.set(source, (bySource.get(source) ?? 0) + 1);
  }
  let pairs = 0;
  for (const bySource of counts.values()) {
    const sizes = [...bySource.values()];
    const all = sizes.reduce((sum, size) => sum + size, 0);
    const within = sizes.reduce((sum, size) => sum + size * (size - 1), 0) / 2;
    pairs += (all * (all - 1)) / 2 - (across ? within : 0);
  }
  return pairs;
}
