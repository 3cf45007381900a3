/** Agencies' records, edges, links and reviews in memory: what linking keeps in the database, for tests that make many. */
import type { LinkState } from '#people/entities.ts';
import type { RecordState } from '#people/linking/entities.ts';
import type { Placement, RecordStore, StoredEdge, StoredLink, StoredRecord, StoredReview } from '#people/linking/store.ts';
import { pairOf } from '#people/matching/decisions.ts';
import type { Verdict } from '#people/matching/decisions.ts';
import type { Demographics } from '#terms/demographics.ts';
import { HUB_RECORDS } from '#terms/demographics.ts';

export interface GivenRecord {
  readonly agency: string;
  readonly id: string;
  readonly received: Demographics;
  readonly state?: RecordState;
  readonly mergedInto?: string;
  readonly sealed?: boolean;
}

export interface GivenDecision {
  readonly left: Pick<GivenRecord, 'agency' | 'id'>;
  readonly right: Pick<GivenRecord, 'agency' | 'id'>;
  readonly verdict: Verdict;
}

export interface MemoryStore extends RecordStore {
  /** A record as its agency has it from now on. */
  receive(record: GivenRecord): void;
  decide(decision: GivenDecision): void;
  /** Who is one person, as agency and id. */
  people(): string[];
  /** Live links, as person, record and state. */
  linksInUse(): string[];
  /** Open questions but those about weakened links, which tell of what was before. */
  asked(): string[];
  /** Pairs whose link was in use, and is in question. */
  weakened(): string[];
  edgesNow(): string[];
  /** Each link and review with its version. */
  everything(): unknown;
}

type Kept = StoredRecord & { placed: boolean; into: string | null; isSealed: boolean };

export function createMemoryStore(): MemoryStore {
  const records = new Map<string, Kept>();
  const byNumber = new Map<number, string>();
  const decisions: (GivenDecision & { entry: number })[] = [];
  const edges = new Map<string, StoredEdge>();
  const links = new Map<string, StoredLink>();
  const reviews = new Map<string, StoredReview>();
  const clusterOf = new Map<number, readonly number[]>();
  const refOf = ({ agency, id }: { agency: string; id: string }): string => `${agency} ${id}`;
  const at = (number: number): Kept => records.get(byNumber.get(number) as string) as Kept;
  const markOf = (ref: string): void => {
    const record = records.get(ref);
    if (record) record.placed = false;
  };
  /** The record that stays, as far as it is there; null where none is. */
  const resolved = (ref: string): number | null => {
    const seen = new Set<string>();
    let found: number | null = null;
    for (let now: string | null = ref; now !== null && !seen.has(now);) {
      seen.add(now);
      const record: Kept | undefined = records.get(now);
      found = record?.number ?? found;
      now = record?.state === 'MERGED' ? `${record.agency} ${record.into}` : null;
    }
    return found;
  };
  const inUse = () => [...links.values()].filter(({ state, ended }) => !ended && isUsed(state));
  /** Of somebody who is sealed. */
  const isOfSealed = (number: number): boolean =>
    inUse().some(({ record, person }) => record === number && records.get(`${HUB_RECORDS} ${person}`)?.isSealed === true);
  const read = (record: Kept): StoredRecord => ({
    ...record,
    mergedInto: record.state === 'MERGED' ? resolved(refOf(record)) : null,
    sealed: record.isSealed || isOfSealed(record.number),
  });
  const among = (numbers: readonly number[]) => {
    const wanted = new Set(numbers);
    return ({ left, right }: { left: number; right: number }) => wanted.has(left) || wanted.has(right);
  };

  return {
    receive({ agency, id, received, state = 'LIVE', mergedInto, sealed = false }) {
      const ref = refOf({ agency, id });
      const before = records.get(ref);
      const number = before?.number ?? records.size + 1;
      const hub = agency === HUB_RECORDS ? { person: id, firstKnownAt: Number(id.replaceAll(/\D/g, '')) } : null;
      byNumber.set(number, ref);
      const into = mergedInto ?? null;
      records.set(ref, {
        number, agency, id, received, version: '', state, mergedInto: null, sealed, hub, into,
        keys: before?.keys ?? [], placed: false, isSealed: sealed,
      }); // prettier-ignore
      if (before && before.isSealed !== sealed)
        for (const { person, record, ended } of links.values()) if (person === id && !ended) at(record).placed = false;
      for (const target of [before?.into, into]) if (target) markOf(refOf({ agency, id: target }));
    },
    decide(decision) {
      decisions.push({ ...decision, entry: decisions.length + 1 });
      markOf(refOf(decision.left));
      markOf(refOf(decision.right));
    },
    due: (most) => {
      const due = [...records.values()].filter(({ placed }) => !placed).map(({ number }) => number);
      return Promise.resolve({ records: due.slice(0, most), marks: [], asOf: '' });
    },
    records: (numbers) => Promise.resolve(numbers.map((number) => read(at(number)))),
    holders: (keys, most) =>
      Promise.resolve(
        new Map(
          keys.map((key) => [
            key,
            [...records.values()].filter((record) => record.keys.includes(key)).map(({ number }) => number).slice(0, most),
          ]),
        ),
      ), // prettier-ignore
    edges: (numbers) => Promise.resolve([...edges.values()].filter(among(numbers))),
    decisions: (numbers) =>
      Promise.resolve(
        decisions.flatMap(({ left, right, verdict, entry }) => {
          const [a, b] = [resolved(refOf(left)), resolved(refOf(right))];
          const own = [a, b, records.get(refOf(left))?.number, records.get(refOf(right))?.number];
          if (a === null || b === null || !own.some((number) => numbers.includes(number ?? 0))) return [];
          return [{ entry, pair: [refOf(left), refOf(right)].toSorted().join(), left: a, right: b, verdict }];
        }),
      ),
    links: (numbers) => Promise.resolve([...links.values()].filter(({ record }) => numbers.includes(record))),
    reviews: (numbers) => Promise.resolve([...reviews.values()].filter(among(numbers))),
    write(placement: Placement) {
      for (const { record, keys } of placement.placed) Object.assign(at(record.number), { keys, placed: true });
      for (const edge of placement.edges.remove) edges.delete(pairOf(edge.left, edge.right));
      for (const edge of placement.edges.add) {
        if (edges.has(pairOf(edge.left, edge.right))) throw new Error('An edge is there already.');
        edges.set(pairOf(edge.left, edge.right), edge);
      }
      for (const { follows, person, record, state, ended } of placement.links) {
        const id = follows?.id ?? `${person} ${record}`;
        const version = (follows?.version ?? 0) + 1;
        if ((links.get(id)?.version ?? 0) !== version - 1) throw new Error('A link has this version already.');
        const hub = records.get(`${HUB_RECORDS} ${person}`)?.number ?? null;
        links.set(id, { id, version, person, record, state, ended, hub });
        if (inUse().filter((link) => link.record === record).length > 1) throw new Error('A record has two links in use.');
      }
      for (const { left, right, kind, weight } of placement.reviews.open)
        reviews.set(pairOf(left, right), { id: pairOf(left, right), left, right, kind, weight, open: true });
      for (const id of placement.reviews.close) reviews.set(id, { ...(reviews.get(id) as StoredReview), open: false });
      for (const { record } of placement.placed) clusterOf.delete(record.number);
      for (const cluster of placement.clusters) for (const number of cluster) clusterOf.set(number, cluster);
      return Promise.resolve(true);
    },
    people: () => [
      ...new Set([...clusterOf.values()].map((cluster) => cluster.map((number) => refOf(at(number))).toSorted().join(', '))),
    ].toSorted(), // prettier-ignore
    linksInUse: () =>
      inUse()
        .map(({ person, record, state }) => `${person} ${refOf(at(record))} ${state}`)
        .toSorted(),
    asked: () =>
      [...reviews.values()]
        .filter(({ open, kind }) => open && kind !== 'WEAKENED_LINK')
        .map(({ left, right, kind }) => `${kind} ${[refOf(at(left)), refOf(at(right))].toSorted().join()}`)
        .toSorted(),
    weakened: () =>
      [...reviews.values()]
        .filter(({ open, kind }) => open && kind === 'WEAKENED_LINK')
        .map(({ left, right }) => [refOf(at(left)), refOf(at(right))].toSorted().join()),
    everything: () => [[...links.values()], [...reviews.values()], [...edges.values()]],
    edgesNow: () =>
      [...edges.values()]
        .map(({ left, right, weight }) => `${[refOf(at(left)), refOf(at(right))].toSorted().join()} ${weight}`)
        .toSorted(),
  };
}

const isUsed = (state: LinkState): boolean => state === 'AUTOMATIC' || state === 'CONFIRMED';
