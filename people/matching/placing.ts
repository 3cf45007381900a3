/**
 * Where a record belongs in the index: the keys by which it is found, and what it weighs with those that are found. A record's keys are
 * a pure function of it; a key that more records have than `crowd` finds nobody.
 */
import { createHash } from 'node:crypto';
import { blockingRules } from './blocking.ts';
import { LIMITS_FOR_HUB } from './clusters.ts';
import type { ClusterLimits } from './clusters.ts';
import { isStrongKind } from './normalise/ids.ts';
import { facesOf } from './known-record.ts';
import type { KnownRecord } from './known-record.ts';
import { createKnownScorer } from './known-scorer.ts';
import type { KnownScorer } from './known-scorer.ts';
import type { LinkageModel } from './model.ts';

/** A signed 64-bit number in decimal digits, as PostgreSQL's bigint. */
export type Key = string;

export interface Matcher extends KnownScorer {
  /** Of the model, the number of people and the crowd: what was weighed by another is weighed again. */
  readonly version: string;
  /** Bits: from here on two records hang together, and a steward may be asked about them. */
  readonly review: number;
  readonly limits: ClusterLimits;
  /** A key that more records than this have finds nobody: it is a placeholder, or half the town. */
  readonly crowd: number;
  keysOf(record: KnownRecord): Key[];
}

export interface MatcherOptions {
  /** About how many people the council's area has. */
  readonly population: number;
  readonly crowd?: number;
}

/**
 * Two records taken by chance are of one person once in as many times as there are people: the model's own prior belongs to the size
 * of what it was trained on.
 */
export function createMatcher(model: LinkageModel, { population, crowd = 500 }: MatcherOptions): Matcher {
  const scorer = createKnownScorer({ ...model, prior: 1 / Math.max(2, population) });
  const rules = blockingRules(model.comparisons.map(({ field }) => field)).filter(({ loose }) => !loose);
  return {
    ...scorer,
    version: `${model.version}/${population}/${crowd}`,
    review: model.bands.review,
    limits: { ...LIMITS_FOR_HUB, join: model.bands.join },
    crowd,
    keysOf(record) {
      const keys = new Set<Key>();
      for (const [kind, value] of Object.entries(record.identifiers))
        if (value !== null && isStrongKind(kind)) keys.add(hashed(`identifier:${kind}`, value));
      for (const face of facesOf(record))
        for (const rule of rules) {
          const value = rule.key(face);
          if (value !== null) keys.add(hashed(rule.name, value));
        }
      return [...keys].toSorted();
    },
  };
}

const hashed = (rule: string, value: string): Key =>
  createHash('sha256').update(`${rule}\n${value}`).digest().readBigInt64BE(0).toString();
