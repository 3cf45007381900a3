/**
 * The hub's own records among those that hang together: which of them are one person's, since people were merged, and what was said of
 * agencies' records and them. What was said counts before any weight.
 */
import { Sets } from './components.ts';
import { pairOf } from './decisions.ts';
import type { KnownRecord } from './known-record.ts';
import type { Judged } from './known-scorer.ts';

export interface Member {
  readonly number: number;
  readonly record: KnownRecord;
  /** Of the hub's own people only. */
  readonly hub: { readonly person: string; readonly firstKnownAt: number } | null;
}

export interface Pair {
  readonly judged: Judged;
  readonly verdict: 'SAME' | 'DIFFERENT' | undefined;
}

export type Pairs = (left: number, right: number) => Pair;

export const placesOf = (members: readonly Member[]): number[] => members.map((_, place) => place);
export const isHub = (members: readonly Member[], place: number): boolean => members[place]?.hub !== null;
export const bothHub = (members: readonly Member[], left = 0, right = 0): boolean =>
  isHub(members, left) && isHub(members, right);
export const personOf = (members: readonly Member[], place: number): string => members[place]?.hub?.person ?? '';

export const areOne = (members: readonly Member[], left: number, right: number): boolean =>
  bothHub(members, left, right) && personOf(members, left) === personOf(members, right);

/** As pairs of places: what was said not to be of somebody is not of whoever is one with them, by weight. */
export function deniedOf(members: readonly Member[], pairs: Pairs): ReadonlySet<string> {
  const hub = placesOf(members).filter((place) => isHub(members, place));
  const places = [...Map.groupBy(hub, (place) => personOf(members, place)).values()].filter(({ length }) => length > 1);
  return new Set(
    places.flatMap((own) =>
      placesOf(members)
        .filter((place) => !own.includes(place) && own.some((one) => pairs(one, place).verdict === 'DIFFERENT'))
        .flatMap((place) => own.map((one) => pairOf(one, place))),
    ),
  );
}

/** Clusters of people who are merged are one person's, however little these records are alike: each keeps what they had. */
export function withOnePerson(members: readonly Member[], clusters: readonly (readonly number[])[]): (readonly number[])[] {
  const sets = new Sets(members.length);
  const first = new Map<string, number>();
  for (const places of clusters)
    for (const place of places) {
      sets.join(places[0] as number, place);
      if (!isHub(members, place)) continue;
      const person = personOf(members, place);
      sets.join(first.get(person) ?? place, place);
      first.set(person, first.get(person) ?? place);
    }
  return [...Map.groupBy(clusters.flat(), (place) => sets.find(place)).values()];
}

/** An agency's record of which it was said whose it is, where that does not settle it with the others: it takes no part by weight. */
export interface Said {
  readonly place: number;
  /** The hub's own records of whoever it was said to be of, one for each person. */
  readonly owners: readonly number[];
  /** Whether it was said not to be of one of these, too: of somebody who is merged with them. */
  readonly denied: boolean;
}

/** Those that were said to be of several people, or to be and not to be of one; and those of somebody who waits. */
export function saidOf(members: readonly Member[], pairs: Pairs, waiting: ReadonlySet<number>): Said[] {
  const hub = placesOf(members).filter((place) => isHub(members, place));
  const ownRecords = Map.groupBy(hub, (place) => personOf(members, place));
  const isOwn = (place: number): boolean => members[place]?.record.id === personOf(members, place);
  return placesOf(members).flatMap((place): Said[] => {
    if (isHub(members, place)) return [];
    const claiming = [...ownRecords.values()].filter((own) => own.some((one) => pairs(one, place).verdict === 'SAME'));
    const denied = claiming.some((own) => own.some((one) => pairs(one, place).verdict === 'DIFFERENT'));
    const isOfWaiting = claiming.some((own) => own.every((one) => waiting.has(one)));
    if (!denied && claiming.length < 2 && !isOfWaiting) return [];
    return [{ place, owners: claiming.map((own) => own.find(isOwn) ?? (own[0] as number)), denied }];
  });
}
