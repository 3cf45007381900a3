/** How well linking did, where the file says who everyone is. */
import { probabilityOf } from '#people/matching/fellegi-sunter.ts';
import { figuresOf, pairsOfOne } from '#people/matching/figures.ts';
import type { Figures } from '#people/matching/figures.ts';
import type { Linked } from '#people/matching/linking.ts';
import type { PersonRecord } from '#people/matching/record.ts';

export interface LinkFigures {
  /** Pairs from p = .5 on. */
  readonly half: Figures;
  /** Pairs from p = .99 on. */
  readonly nearlySure: Figures;
  /** From evens on, each pair by itself. */
  readonly alone: Figures;
  readonly clusters: Figures;
}

export function measureLinked(
  records: readonly PersonRecord[],
  labels: readonly (string | null)[],
  { pairs, clusterOf }: Linked,
  across: boolean,
): LinkFigures {
  const sources = records.map(({ source }) => source);
  const truth = pairsOfOne(labels, sources, across);
  const byWeight = (key: 'weight' | 'ownWeight', least: number): Figures => {
    let [found, right] = [0, 0];
    for (const pair of pairs) {
      if (probabilityOf(pair[key]) < least) continue;
      found++;
      if (labels[pair.left] !== null && labels[pair.left] === labels[pair.right]) right++;
    }
    return figuresOf({ found, right, truth });
  };
  const clusters = Array.from(clusterOf, String);
  const both = clusters.map((cluster, index) => (labels[index] === null ? null : `${cluster} ${labels[index]}`));
  const found = pairsOfOne(clusters, sources, across);
  return {
    half: byWeight('weight', 0.5),
    nearlySure: byWeight('weight', 0.99),
    alone: byWeight('ownWeight', 0.5),
    clusters: figuresOf({ found, right: pairsOfOne(both, sources, across), truth }),
  };
}

export function describeFigures({ half, nearlySure, alone, clusters }: LinkFigures): string[] {
  const line = (name: string, { precision, recall, f1 }: Figures): string =>
    `${name}: precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)}, F1 ${f1.toFixed(4)}`;
  return [
    line('pairs, p ≥ .5', half),
    line('pairs, p ≥ .99', nearlySure),
    line('pairs by themselves, p ≥ .5', alone),
    line('clusters', clusters),
  ];
}
