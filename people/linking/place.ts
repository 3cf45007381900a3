/**
 * Places records in the index: finds who may be the same person, and settles anew what hangs together with them, and nothing else. What
 * comes out is what a full run over everything would give.
 */
import { componentsOf } from '#people/matching/components.ts';
import { pairOf, standingDecisions } from '#people/matching/decisions.ts';
import type { DecisionEntry } from '#people/matching/decisions.ts';
import { knownRecord } from '#people/matching/known-record.ts';
import type { KnownRecord } from '#people/matching/known-record.ts';
import type { Member } from '#people/matching/own-records.ts';
import type { Matcher } from '#people/matching/placing.ts';
import { settle } from '#people/matching/settling.ts';
import type { Settled } from '#people/matching/settling.ts';
import { HUB_RECORDS } from '#terms/demographics.ts';
import { findHolders } from './holders.ts';
import { changesOf } from './link-changes.ts';
import type { NewEdge, Placement, RecordStore, StoredEdge, StoredRecord } from './store.ts';

/**
 * What hangs together by more records than this is taken apart by asking more of its edges. An agency's three hundred test patients would
 * hold up everything else in this process for seconds.
 */
const LARGEST_COMPONENT = 100;

export interface Placed {
  /** How many records were due. */
  readonly due: number;
  /** False: something changed meanwhile, and they still are. */
  readonly written: boolean;
}

export async function placeDue(store: RecordStore, matcher: Matcher, most: number): Promise<Placed> {
  const due = await store.due(most);
  if (due.records.length === 0) return { due: 0, written: true };
  return { due: due.records.length, written: await store.write(await placementOf(store, matcher, due)) };
}

async function placementOf(store: RecordStore, matcher: Matcher, due: Placement['due']): Promise<Placement> {
  const known = createKnown(store);
  const claimed = await known.read(due.records);
  const keys = new Map(claimed.map((record) => [record.number, takesPart(record) ? matcher.keysOf(known.of(record)) : []]));
  const { dirty, found } = await findHolders(store, known, { claimed, keys, crowd: matcher.crowd });
  const edges = await edgeChanges(store, known, matcher, dirty, found);
  const around = await surroundings(store, known, { claimed, dirty, edges });
  const settled = settleAll(known, matcher, around);
  const looked = [...new Set([...around.nodes, ...due.records])];
  const [links, reviews] = await Promise.all([store.links(looked), store.reviews(looked)]);
  await known.read([...links.flatMap(({ hub }) => hub ?? []), ...reviews.flatMap(({ left, right }) => [left, right])]);
  const changes = changesOf({
    looked: new Set(looked), links, reviews, settled, records: known.all, decisions: around.decisions,
    weigh: (left, right) => matcher.judge(known.at(left), known.at(right)).weight,
  }); // prettier-ignore
  return {
    due,
    placed: claimed.map((record) => ({ record, keys: keys.get(record.number) ?? [] })),
    linked: [...new Set(changes.links.map(({ record }) => record))].flatMap((number) => known.all.get(number) ?? []),
    lookedAt: [...new Set([...looked, ...links.flatMap(({ hub }) => hub ?? [])])],
    edges: { remove: edges.remove, add: edges.add },
    model: matcher.version,
    clusters: settled.clusters,
    ...changes,
  };
}

export const takesPart = ({ state, sealed }: StoredRecord): boolean => state === 'LIVE' && !sealed;

/** Records read so far, each once. */
export interface Known {
  readonly all: ReadonlyMap<number, StoredRecord>;
  read(numbers: Iterable<number>): Promise<StoredRecord[]>;
  of(record: StoredRecord): KnownRecord;
  at(number: number): KnownRecord;
}

function createKnown(store: RecordStore): Known {
  const all = new Map<number, StoredRecord>();
  const normalised = new Map<number, KnownRecord>();
  const known: Known = {
    all,
    async read(numbers) {
      const wanted = [...new Set(numbers)];
      const missing = wanted.filter((number) => !all.has(number));
      if (missing.length > 0) for (const record of await store.records(missing)) all.set(record.number, record);
      return wanted.flatMap((number) => all.get(number) ?? []);
    },
    of(record) {
      const before = normalised.get(record.number);
      if (before) return before;
      const made = knownRecord(record.agency, record.id, record.received);
      normalised.set(record.number, made);
      return made;
    },
    at: (number) => known.of(all.get(number) as StoredRecord),
  };
  return known;
}

interface Edges {
  readonly remove: readonly StoredEdge[];
  readonly add: readonly NewEdge[];
  /** Every edge of a dirty record, as it was and as it is now. */
  readonly before: readonly StoredEdge[];
  readonly now: readonly NewEdge[];
}

async function edgeChanges(
  store: RecordStore,
  known: Known,
  matcher: Matcher,
  dirty: ReadonlySet<number>,
  found: ReadonlyMap<number, ReadonlySet<number>>,
): Promise<Edges> {
  const [before] = await Promise.all([store.edges([...dirty]), known.read([...found.values()].flatMap((set) => [...set]))]);
  const now = new Map<string, NewEdge>();
  const takes = (number: number): boolean => {
    const record = known.all.get(number);
    return record !== undefined && takesPart(record);
  };
  for (const [one, others] of found)
    for (const other of others) {
      const [left, right] = one < other ? [one, other] : [other, one];
      if (now.has(pairOf(left, right)) || !takes(left) || !takes(right)) continue;
      const score = matcher.judge(known.at(left), known.at(right));
      if (score.weight < matcher.review) continue;
      // A steward is asked only where a person of the hub's is concerned.
      const isHub = [left, right].some((number) => known.all.get(number)?.agency === HUB_RECORDS);
      const parts = isHub ? matcher.score(known.at(left), known.at(right)).parts : null;
      now.set(pairOf(left, right), { left, right, weight: score.weight, model: matcher.version, parts });
    }
  const old = new Map(before.map((edge) => [pairOf(edge.left, edge.right), edge]));
  const isSame = (one: StoredEdge | undefined, other: StoredEdge | undefined) =>
    one !== undefined && one.weight === other?.weight && one.model === other.model;
  return {
    before,
    now: [...now.values()],
    remove: before.filter((edge) => !isSame(edge, now.get(pairOf(edge.left, edge.right)))),
    add: [...now.values()].filter((edge) => !isSame(edge, old.get(pairOf(edge.left, edge.right)))),
  };
}

interface Surroundings {
  /** Records that take part. */
  readonly nodes: readonly number[];
  readonly edges: readonly { readonly left: number; readonly right: number; readonly weight: number }[];
  readonly decisions: ReturnType<typeof standingDecisions>;
}

/** Everything that hangs together, before or now, with what was placed. */
async function surroundings(
  store: RecordStore,
  known: Known,
  { claimed, dirty, edges }: { claimed: readonly StoredRecord[]; dirty: ReadonlySet<number>; edges: Edges },
): Promise<Surroundings> {
  const nodes = new Set<number>();
  const stored = new Map<string, StoredEdge>();
  const entries = new Map<number, DecisionEntry>();
  const ends = (list: readonly { left: number; right: number }[]) => list.flatMap(({ left, right }) => [left, right]);
  const now = Map.groupBy(edges.now.flatMap((edge) => [[edge.left, edge.right], [edge.right, edge.left]] as const), ([one]) => one); // prettier-ignore
  let frontier = [...dirty, ...ends(edges.before), ...claimed.flatMap(({ mergedInto }) => mergedInto ?? [])];
  const gone = claimed.filter((record) => !takesPart(record)).map(({ number }) => number);
  for (const decision of await store.decisions(gone)) {
    entries.set(decision.entry, decision);
    frontier.push(decision.left, decision.right);
  }
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- from neighbour to neighbour
    const reached = (await known.read(frontier)).filter((record) => takesPart(record) && !nodes.has(record.number));
    if (reached.length === 0) break;
    const numbers = reached.map(({ number }) => number);
    for (const number of numbers) nodes.add(number);
    // oxlint-disable-next-line no-await-in-loop
    const [beside, decided] = await Promise.all([store.edges(numbers), store.decisions(numbers)]);
    for (const edge of beside)
      if (!dirty.has(edge.left) && !dirty.has(edge.right)) stored.set(pairOf(edge.left, edge.right), edge);
    for (const decision of decided) entries.set(decision.entry, decision);
    frontier = [
      ...ends(beside.filter(({ left, right }) => !dirty.has(left) && !dirty.has(right))),
      ...numbers.flatMap((number) => (now.get(number) ?? []).map(([, other]) => other)),
      ...ends(decided.filter(({ verdict }) => verdict === 'SAME')),
    ];
  }
  return { nodes: [...nodes], edges: [...stored.values(), ...edges.now], decisions: standingDecisions(entries.values()) };
}

function settleAll(known: Known, matcher: Matcher, { nodes, edges, decisions }: Surroundings): Settled {
  const places = new Map(nodes.map((number, place) => [number, place]));
  const between = (left: number, right: number, weight: number) => {
    const [a, b] = [places.get(left), places.get(right)];
    return a === undefined || b === undefined ? [] : [{ left: a, right: b, weight }];
  };
  const together = [...decisions].flatMap(([pair, verdict]) => {
    const [left = 0, right = 0] = pair.split(' ').map(Number);
    return verdict === 'SAME' ? between(left, right, Infinity) : [];
  });
  const member = (place: number): Member => {
    const record = known.all.get(nodes[place] as number) as StoredRecord;
    return { number: record.number, record: known.of(record), hub: record.hub };
  };
  const hanging = [...edges.flatMap(({ left, right, weight }) => between(left, right, weight)), ...together];
  const components = componentsOf(nodes.length, hanging, matcher.review, LARGEST_COMPONENT);
  const inOne = new Set(components.flat());
  const alone = nodes.flatMap((_, place) => (inOne.has(place) ? [] : [[place]]));
  const settled = [...components, ...alone].map((component) => settle(component.map(member), decisions, matcher));
  return {
    clusters: settled.flatMap(({ clusters }) => clusters),
    links: settled.flatMap(({ links }) => links),
    questions: settled.flatMap(({ questions }) => questions),
  };
}
