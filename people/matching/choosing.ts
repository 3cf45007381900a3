/**
 * How readily records are joined, chosen for the data at hand, without knowing who anybody is. The model says how likely each pair is of
 * one person by itself, and so how precise and how complete a way of joining is expected to be. That expectation takes pairs that are
 * joined through others for more doubtful than they are: so of several ways the one that joins most is taken, as long as it is expected
 * to be hardly worse than the best. Where joining through others goes wrong, the expectation falls far, and it is not taken.
 */
import { cluster } from './clusters.ts';
import type { ClusterLimits, Judgement } from './clusters.ts';
import { probabilityOf } from './fellegi-sunter.ts';
import type { PersonRecord } from './record.ts';

/** Records that hang together, and what is to be said of each two of them. */
export interface Component {
  readonly records: readonly PersonRecord[];
  judge(left: number, right: number): Judgement;
}

/** Of the expected F1. */
const HARDLY_WORSE = 0.0075;
const RECORDS_LOOKED_AT = 30_000;

/** @param ways from the one that joins least to the one that joins most */
export function chooseLimits(
  components: readonly Component[],
  ways: readonly [ClusterLimits, ...ClusterLimits[]],
): ClusterLimits {
  if (ways.length === 1) return ways[0];
  const looked = some(components);
  const expected = ways.map((limits) => expectedF1(looked, limits));
  const least = Math.max(...expected) - HARDLY_WORSE;
  return ways[expected.findLastIndex((f1) => f1 >= least)] ?? ways[0];
}

/** Every so many'th. */
function some(components: readonly Component[]): readonly Component[] {
  const records = components.reduce((sum, component) => sum + component.records.length, 0);
  const every = Math.ceil(records / RECORDS_LOOKED_AT);
  return every < 2 ? components : components.filter((_, index) => index % every === 0);
}

function expectedF1(components: readonly Component[], limits: ClusterLimits): number {
  let [joined, right, all] = [0, 0, 0];
  for (const { records, judge } of components) {
    const likely = (i: number, j: number): number => probabilityOf(judge(i, j).weight);
    for (let i = 0; i < records.length; i++) for (let j = i + 1; j < records.length; j++) all += likely(i, j);
    for (const places of cluster(records, judge, limits).clusters)
      for (const [at, i] of places.entries())
        for (const j of places.slice(at + 1)) {
          joined++;
          right += likely(i, j);
        }
  }
  return joined + all === 0 ? 1 : (2 * right) / (joined + all);
}
