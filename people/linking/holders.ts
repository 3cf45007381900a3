/**
 * Who is to be weighed with whom: records that share a key. A key that too many have finds nobody; when it becomes so, or no longer is,
 * all its records are looked at anew, so that the order in which they came does not matter.
 */
import type { Key } from '#people/matching/placing.ts';
import type { Known } from './place.ts';
import type { RecordStore, StoredRecord } from './store.ts';

export interface Held {
  /** Records whose edges are to be found anew: those that were due, and all of a key that became a crowd's or is none any more. */
  readonly dirty: ReadonlySet<number>;
  /** By dirty record, with whom it shares a key. */
  readonly found: ReadonlyMap<number, ReadonlySet<number>>;
}

interface Claimed {
  readonly claimed: readonly StoredRecord[];
  /** What their keys are from now on. */
  readonly keys: ReadonlyMap<number, readonly Key[]>;
  readonly crowd: number;
}

export async function findHolders(store: RecordStore, known: Known, { claimed, keys, crowd }: Claimed): Promise<Held> {
  const numbers = new Set(claimed.map(({ number }) => number));
  const gaining = Map.groupBy([...keys].flatMap(([number, list]) => list.map((key) => ({ key, number }))), ({ key }) => key); // prettier-ignore
  // Enough to tell on which side of the limit a key was, and is.
  const most = crowd + claimed.length + 1;
  const before = new Map<Key, readonly number[]>();
  const read = async (wanted: Iterable<Key>) => {
    const missing = [...new Set(wanted)].filter((key) => !before.has(key));
    if (missing.length === 0) return;
    const held = await store.holders(missing, most);
    for (const key of missing) before.set(key, held.get(key) ?? []);
  };
  const now = (key: Key): number[] => [
    ...(before.get(key) ?? []).filter((number) => !numbers.has(number)),
    ...(gaining.get(key) ?? []).map(({ number }) => number),
  ];
  const isCrowd = (list: readonly number[]): boolean => list.length > crowd;

  await read([...claimed.flatMap((record) => record.keys), ...gaining.keys()]);
  const crossing = [...before].filter(([key, list]) => isCrowd(list) !== isCrowd(now(key))).map(([key]) => key);
  const dirty = new Set([...numbers, ...crossing.flatMap(now)]);
  const others = (await known.read(dirty)).filter(({ number }) => !numbers.has(number));
  await read(others.flatMap((record) => record.keys));

  const found = new Map<number, Set<number>>();
  for (const number of dirty) {
    const own = keys.get(number) ?? known.all.get(number)?.keys ?? [];
    const holders = own.map(now).filter((list) => !isCrowd(list));
    found.set(number, new Set(holders.flat().filter((other) => other !== number)));
  }
  return { dirty, found };
}
