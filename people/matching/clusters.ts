/**
 * Who is one person, among records that hang together: average linkage over all their pairs, the best first. A function of the
 * records, the stewards' decisions and the frozen model; the order in which they come does not matter.
 */
import type { PersonRecord } from './record.ts';

export interface Judgement {
  readonly weight: number;
  /** Two who look like twins: not in one cluster, unless most others of it speak against that. */
  readonly apart: boolean;
  /** Never in one cluster: strong identifiers differ, or a steward said so. */
  readonly never: boolean;
  /** A steward said that they are one person. */
  readonly same: boolean;
}

export interface ClusterLimits {
  /** Bits that the pairs between two clusters weigh on average, at least, for them to be joined. */
  readonly join: number;
  /** From 0 to 1: how much the best pair between two clusters counts, beside the average of all. */
  readonly bestCounts: number;
  /** From 0 to 1: clusters of whose pairs more than this share look like twins are not joined. 0: one such pair is enough. */
  readonly mostApart: number;
  /** One pair says no more than this for or against: many pairs outvote one. */
  readonly loudest: number;
  readonly mostRecords: number;
  readonly mostPerSource: number;
}

export interface Clustering {
  /** Places in the component, each cluster in ascending order, by its first. */
  readonly clusters: readonly (readonly number[])[];
  /** By pair of places (left × size + right, both ways): the linkage at which they were joined, or that remains between them. */
  readonly linkage: Float64Array;
  /** Pairs of places that would have been joined but for a limit, or because another could claim one of them. */
  readonly bridges: readonly (readonly [number, number])[];
}

/** The hub joins only what is well beyond doubt, and nobody whom one pair of records takes for a twin. */
export const LIMITS_FOR_HUB: ClusterLimits = {
  join: 7,
  bestCounts: 0,
  mostApart: 0,
  loudest: 20,
  mostRecords: 12,
  mostPerSource: 3,
};

const APART = -1_000;
/** How much weaker another claim must be not to count. */
const CLEARLY = 5;

export function cluster(
  records: readonly PersonRecord[],
  judge: (left: number, right: number) => Judgement,
  limits: ClusterLimits,
): Clustering {
  const size = records.length;
  const linkage = new Float64Array(size * size);
  const blocked = new Float64Array(size * size);
  const same: [number, number][] = [];
  for (let i = 0; i < size; i++)
    for (let j = i + 1; j < size; j++) {
      const judgement = judge(i, j);
      const weight = Math.max(-limits.loudest, Math.min(limits.loudest, judgement.weight));
      linkage[i * size + j] = linkage[j * size + i] = weight;
      blocked[i * size + j] = blocked[j * size + i] = judgement.never ? Infinity : judgement.apart ? 1 : 0;
      if (judgement.same && !judgement.never) same.push([i, j]);
    }
  const state = new State(records, linkage, blocked, limits);
  for (const [left, right] of same) state.joinAsDecided(left, right);
  for (let best = state.best(); best !== null; best = state.best()) state.join(...best);
  return { clusters: state.clusters(), linkage: state.settled(), bridges: state.bridges };
}

class State {
  readonly bridges: [number, number][] = [];
  readonly #records: readonly PersonRecord[];
  readonly #size: number;
  /** Average weight between clusters, kept at the places of their first records. */
  readonly #between: Float64Array;
  readonly #best: Float64Array;
  /** The share of pairs between two clusters that are apart; infinite: one of them never comes together. */
  readonly #blocked: Float64Array;
  readonly #passed: Uint8Array;
  readonly #settled: Float64Array;
  readonly #members: (number[] | null)[];
  readonly #limits: ClusterLimits;

  constructor(records: readonly PersonRecord[], weights: Float64Array, blocked: Float64Array, limits: ClusterLimits) {
    this.#records = records;
    this.#size = records.length;
    this.#between = weights.slice();
    this.#best = weights.slice();
    this.#blocked = blocked.slice();
    this.#passed = new Uint8Array(weights.length);
    this.#settled = weights.slice();
    this.#members = records.map((_, index) => [index]);
    this.#limits = limits;
  }

  /** The two clusters that are most one person; null where none are. */
  best(): [number, number] | null {
    for (;;) {
      let best: [number, number] | null = null;
      let most = this.#limits.join;
      for (let i = 0; i < this.#size; i++) {
        if (this.#members[i] === null) continue;
        for (let j = i + 1; j < this.#size; j++) {
          if (this.#members[j] === null) continue;
          const at = i * this.#size + j;
          const weight = this.#linkage(at);
          if (weight < most || (weight === most && best !== null) || this.#isBlocked(at) || this.#passed[at] === 1) continue;
          [best, most] = [[i, j], weight];
        }
      }
      if (best === null || !this.#mustWait(...best)) return best;
      this.#passed[best[0] * this.#size + best[1]] = 1;
      this.bridges.push(best);
    }
  }

  join(into: number, from: number): void {
    const [a, b] = [this.#list(into), this.#list(from)];
    const weight = this.#linkage(into * this.#size + from);
    for (const left of a) for (const right of b) this.#settle(left, right, weight);
    for (let k = 0; k < this.#size; k++) {
      if (k === into || k === from || this.#members[k] === null) continue;
      const [one, other] = [into * this.#size + k, from * this.#size + k];
      const average =
        ((this.#between[one] as number) * a.length + (this.#between[other] as number) * b.length) / (a.length + b.length);
      this.#between[one] = this.#between[k * this.#size + into] = average;
      this.#best[one] = this.#best[k * this.#size + into] = Math.max(this.#best[one] as number, this.#best[other] as number);
      const blocked =
        ((this.#blocked[one] as number) * a.length + (this.#blocked[other] as number) * b.length) / (a.length + b.length);
      this.#blocked[one] = this.#blocked[k * this.#size + into] = blocked;
      this.#passed[one] = this.#passed[k * this.#size + into] = 0;
    }
    this.#members[into] = [...a, ...b].toSorted((left, right) => left - right);
    this.#members[from] = null;
  }

  /** What a steward said goes before every weight and limit, but never against "not the same". */
  joinAsDecided(left: number, right: number): void {
    const [a, b] = [this.#clusterOf(left), this.#clusterOf(right)];
    if (a === b || this.#blocked[a * this.#size + b] === Infinity) return;
    this.join(Math.min(a, b), Math.max(a, b));
    this.#settle(left, right, this.#limits.loudest);
  }

  clusters(): number[][] {
    return this.#members.filter((members) => members !== null);
  }

  /** The linkage of each pair, now that all is joined that is to be. */
  settled(): Float64Array {
    for (let i = 0; i < this.#size; i++)
      for (let j = i + 1; j < this.#size; j++) {
        if (this.#members[i] === null || this.#members[j] === null) continue;
        const at = i * this.#size + j;
        const weight = this.#isBlocked(at) ? APART : Math.min(this.#linkage(at), this.#limits.join - 1);
        for (const left of this.#list(i)) for (const right of this.#list(j)) this.#settle(left, right, weight);
      }
    return this.#settled;
  }

  #isBlocked(at: number): boolean {
    return (this.#blocked[at] as number) > this.#limits.mostApart;
  }

  #linkage(at: number): number {
    const average = this.#between[at] as number;
    return average + this.#limits.bestCounts * ((this.#best[at] as number) - average);
  }

  #list(index: number): number[] {
    return this.#members[index] ?? [];
  }

  #clusterOf(record: number): number {
    return this.#members.findIndex((members) => members?.includes(record) ?? false);
  }

  #settle(left: number, right: number, weight: number): void {
    this.#settled[left * this.#size + right] = this.#settled[right * this.#size + left] = weight;
  }

  #mustWait(into: number, from: number): boolean {
    return this.#isOverLimit(into, from) || this.#isClaimed(into, from) || this.#isClaimed(from, into);
  }

  #isOverLimit(into: number, from: number): boolean {
    const all = [...this.#list(into), ...this.#list(from)];
    if (all.length > this.#limits.mostRecords) return true;
    const counts = new Map<string, number>();
    for (const index of all) {
      const source = this.#records[index]?.source ?? '';
      counts.set(source, (counts.get(source) ?? 0) + 1);
    }
    return Math.max(...counts.values()) > this.#limits.mostPerSource;
  }

  /** Whether another, who is not this one, has nearly as good a claim: the record without a forename in a home with twins. */
  #isClaimed(one: number, claimed: number): boolean {
    const weight = this.#linkage(one * this.#size + claimed);
    for (let k = 0; k < this.#size; k++) {
      if (k === one || k === claimed || this.#members[k] === null) continue;
      if (!this.#isBlocked(one * this.#size + k) || this.#isBlocked(claimed * this.#size + k)) continue;
      const other = this.#linkage(claimed * this.#size + k);
      if (other >= this.#limits.join && other > weight - CLEARLY) return true;
    }
    return false;
  }
}
