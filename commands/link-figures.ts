/** How well linking did, in lines for people, where the file says who everyone is. */
import { probabilityOf } from '#people/matching/fellegi-sunter.ts';
import { figuresOf, pairsOfOne } from '#people/matching/figures.ts';
import type { Linked } from '#people/matching/linking.ts';
import type { PersonRecord } from '#people/matching/record.ts';

export function describeFigures(
  records: readonly PersonRecord[],
  labels: readonly (string | null)[],
  { pairs, clusterOf }: Linked,
  across: boolean,
): string[] {
  const sources = records.map(({ source }) => source);
  const truth = pairsOfOne(labels, sources, across);
  const isRight = (left: number, right: number): boolean => labels[left] !== null && labels[left] === labels[right];
  const at = (name: string, found: number, right: number): string => {
    const { precision, recall, f1 } = figuresOf({ found, right, truth });
    return `${name}: precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)}, F1 ${f1.toFixed(4)}`;
  };
  const byWeight = (name: string, key: 'weight' | 'ownWeight', least: number): string => {
    const found = pairs.filter((pair) => probabilityOf(pair[key]) >= least);
    return at(name, found.length, found.filter(({ left, right }) => isRight(left, right)).length);
  };
  const clusters = Array.from(clusterOf, String);
  const both = clusters.map((cluster, index) => (labels[index] === null ? null : `${cluster} ${labels[index]}`));
  return [
    byWeight('pairs, p ≥ .5', 'weight', 0.5),
    byWeight('pairs, p ≥ .99', 'weight', 0.99),
    byWeight('pairs by themselves, p ≥ .5', 'ownWeight', 0.5),
    at('clusters', pairsOfOne(clusters, sources, across), pairsOfOne(both, sources, across)),
  ];
}
