/**
 * What stewards decided, as it stands: of one pair the latest. Where an agency merges two of its records, decisions about the one count for
 * the other, and a "different" about either stays: no later data undoes it.
 */
export type Verdict = 'SAME' | 'DIFFERENT';

export interface DecisionEntry {
  readonly entry: number;
  /** The pair that was decided, by the agencies' own ids. */
  readonly pair: string;
  /** The records that it counts for now. */
  readonly left: number;
  readonly right: number;
  readonly verdict: Verdict;
}

/** By `pairOf` the records. */
export type Decisions = ReadonlyMap<string, Verdict>;

export const pairOf = (left: number, right: number): string => (left < right ? `${left} ${right}` : `${right} ${left}`);

export function standingDecisions(entries: Iterable<DecisionEntry>): Decisions {
  const latest = new Map<string, DecisionEntry>();
  for (const decision of entries)
    if (decision.entry > (latest.get(decision.pair)?.entry ?? -Infinity)) latest.set(decision.pair, decision);
  const standing = new Map<string, Verdict>();
  for (const { left, right, verdict } of latest.values()) {
    if (left === right) continue;
    const pair = pairOf(left, right);
    if (standing.get(pair) !== 'DIFFERENT') standing.set(pair, verdict);
  }
  return standing;
}
