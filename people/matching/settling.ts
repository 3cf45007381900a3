/**
 * Who is one person, and whose record is whose, among records that hang together. A function of the records, the stewards' decisions and
 * the frozen model: neither the order in which they came nor what was linked before matters.
 *
 * Two of the hub's own people are never joined by weight. Where they look like one, the one first known takes part and the other waits.
 *
 * What was said of a record and a person counts before any weight. Where that is of two people, or both ways of people who are one since, it
 * is nobody's, and asked.
 */
import { cluster } from './clusters.ts';
import type { Judgement } from './clusters.ts';
import { Sets } from './components.ts';
import { pairOf } from './decisions.ts';
import type { Decisions } from './decisions.ts';
import type { Member, Pair, Pairs } from './own-records.ts';
import { areOne, bothHub, deniedOf, isHub, personOf, placesOf, saidOf, withOnePerson } from './own-records.ts';
import type { Judged } from './known-scorer.ts';
import type { Matcher } from './placing.ts';
import { byIdentity } from './record.ts';

export interface SettledLink {
  readonly person: string;
  /** The hub's own record of the person. */
  readonly own: number;
  readonly record: number;
  readonly state: 'AUTOMATIC' | 'CONFIRMED' | 'CANDIDATE';
}

export interface SettledQuestion {
  readonly left: number;
  readonly right: number;
  readonly kind: 'POSSIBLE_MATCH' | 'DUPLICATE_PERSON';
  readonly weight: number;
}

export interface Settled {
  /** Numbers, in ascending order. */
  readonly clusters: readonly (readonly number[])[];
  readonly links: readonly SettledLink[];
  readonly questions: readonly SettledQuestion[];
}

export function settle(unordered: readonly Member[], decisions: Decisions, matcher: Matcher): Settled {
  const members = unordered.toSorted((a, b) => byIdentity(a.record, b.record));
  const pairs = weighAll(members, decisions, matcher);
  const duplicates = findDuplicates(members, pairs, matcher);
  const waiting = new Set(duplicates.map(({ later }) => later));
  const said = saidOf(members, pairs, waiting);
  const apart = new Set([...waiting, ...said.map(({ place }) => place)]);
  const taking = placesOf(members).filter((place) => !apart.has(place));
  const denied = deniedOf(members, pairs);
  const judge = (left: number, right: number): Judgement => {
    const [one, other] = [taking[left] as number, taking[right] as number];
    const judgement = judgementOf(pairs(one, other), bothHub(members, one, other));
    // The records of people who are one come together by what they are, and are one person's in any case.
    if (areOne(members, one, other)) return { ...judgement, same: false, apart: false, never: false };
    return denied.has(pairOf(one, other)) ? { ...judgement, same: false, never: true } : judgement;
  };
  const { clusters } = cluster(
    taking.map((place) => (members[place] as Member).record),
    judge,
    matcher.limits,
  );
  const found = clusters.map((places) => places.map((place) => taking[place] as number));
  const groups = withOnePerson(members, found).map((places) => groupOf(members, places, pairs));
  const owners = groups.filter((group) => group.owner !== null) as Owned[];
  const owned = new Set([...owners.flatMap(({ places }) => places), ...said.map(({ place }) => place)]);
  const disputed = said.filter(({ owners: claiming, denied }) => claiming.length > 1 || denied);
  const theirs = said.filter((one) => !disputed.includes(one));
  const asked = owners.flatMap((group) => questionsOf(members, group, owned, pairs, matcher.review));
  const number = (place: number): number => (members[place] as Member).number;
  return {
    clusters: [
      ...groups.map(({ places }) => places),
      ...[...waiting].map((own) => [own, ...theirs.flatMap(({ place, owners: [owner] }) => (owner === own ? [place] : []))]),
      ...disputed.map(({ place }) => [place]),
    ].map((places) => places.map(number).toSorted((a, b) => a - b)),
    links: [
      ...owners.flatMap(({ owner, places, confirmed }) =>
        places.filter((place) => !isHub(members, place)).map((place): SettledLink => ({
          person: personOf(members, owner), own: number(owner), record: number(place), state: confirmed.has(place) ? 'CONFIRMED' : 'AUTOMATIC',
        })),
      ),
      ...asked.map(({ owner, place }): SettledLink => ({ person: personOf(members, owner), own: number(owner), record: number(place), state: 'CANDIDATE' })),
      ...candidatesOfWaiting(members, duplicates, owners, pairs, matcher.review).filter(({ record }) => !said.some(({ place }) => number(place) === record)),
      ...said.flatMap((one) =>
        one.owners.map((owner): SettledLink => ({
          person: personOf(members, owner), own: number(owner), record: number(one.place), state: theirs.includes(one) ? 'CONFIRMED' : 'CANDIDATE',
        })),
      ),
      ...owners.flatMap((group) => candidatesOfOthers(members, group)),
    ],
    questions: [
      ...asked.map(({ owner, place, weight }) => question(number(owner), number(place), 'POSSIBLE_MATCH', weight)),
      ...disputed.flatMap(({ place, owners: claiming }) =>
        claiming.map((owner) => question(number(owner), number(place), 'POSSIBLE_MATCH', pairs(owner, place).judged.weight)),
      ),
      ...duplicates.map(({ first, later, weight }) => question(number(first), number(later), 'DUPLICATE_PERSON', weight)),
    ],
  }; // prettier-ignore
}

/** Each pair's weight and decision, both ways. */
function weighAll(members: readonly Member[], decisions: Decisions, matcher: Matcher): Pairs {
  const size = members.length;
  const known: Pair[] = [];
  for (const [i, { record: left, number }] of members.entries())
    for (let j = i + 1; j < size; j++) {
      const other = members[j] as Member;
      known[i * size + j] = { judged: matcher.judge(left, other.record), verdict: decisions.get(pairOf(number, other.number)) };
    }
  return (left, right) => known[Math.min(left, right) * size + Math.max(left, right)] as Pair;
}

const judgementOf = ({ judged: { weight, apart, strongIds }, verdict }: Pair, twoPeople: boolean): Judgement => {
  const same = verdict === 'SAME';
  return {
    weight,
    same,
    apart: apart && !same,
    never: verdict === 'DIFFERENT' || ((strongIds === 'different' || twoPeople) && !same),
  };
};

interface Duplicate {
  readonly first: number;
  readonly later: number;
  readonly weight: number;
}

/**
 * Two of the hub's people who may be one, of whom nothing was decided: they look like one; or one's number is on a record that looks like the
 * other's. Else whoever was entered with somebody's number, and nothing else, would take their records. Twins are two: they look different.
 */
function findDuplicates(members: readonly Member[], pairs: Pairs, { review, limits }: Matcher): Duplicate[] {
  const sharesRecords = recordsInCommon(members, pairs, limits.join);
  const hub = placesOf(members)
    .filter((place) => isHub(members, place))
    .toSorted(byFirstKnown(members));
  return hub.flatMap((first, index) =>
    hub.slice(index + 1).flatMap((later) => {
      const { judged, verdict } = pairs(first, later);
      const maybe =
        verdict === undefined && (mayBeOne(judged, review) || (mayBeOne(judged, -Infinity) && sharesRecords(first, later)));
      return maybe && personOf(members, first) !== personOf(members, later) ? [{ first, later, weight: judged.weight }] : [];
    }),
  );
}

const mayBeOne = ({ apart, strongIds, weight }: Judged, review: number): boolean =>
  !apart && strongIds !== 'different' && weight >= review;

/** Whether, by agencies' records alone, two of the hub's people would be one, and a number that one of them was entered with speaks for it. */
function recordsInCommon(members: readonly Member[], pairs: Pairs, join: number): (one: number, other: number) => boolean {
  const joined = new Sets(members.length);
  const numbered = new Set<number>();
  for (const left of placesOf(members))
    for (let right = left + 1; right < members.length; right++) {
      const pair = pairs(left, right);
      const { never, apart, same, weight } = judgementOf(pair, bothHub(members, left, right));
      if (bothHub(members, left, right) || never || apart || !(same || weight >= join)) continue;
      joined.join(left, right);
      if (pair.judged.strongIds === 'shared') for (const place of [left, right]) numbered.add(place);
    }
  return (one, other) => (numbered.has(one) || numbered.has(other)) && joined.find(one) === joined.find(other);
}

const byFirstKnown =
  (members: readonly Member[]) =>
  (a: number, b: number): number =>
    (members[a]?.hub?.firstKnownAt ?? 0) - (members[b]?.hub?.firstKnownAt ?? 0) || a - b;

interface Group {
  readonly places: readonly number[];
  /** The hub's own record of the person whose it is: of several the one first known. */
  readonly owner: number | null;
  /** Whom stewards joined with the owner. */
  readonly confirmed: ReadonlySet<number>;
}
type Owned = Group & { readonly owner: number };

function groupOf(members: readonly Member[], places: readonly number[], pairs: Pairs): Group {
  const own = places.filter((place) => isHub(members, place)).toSorted(byFirstKnown(members));
  // A person who was merged into another is that other: the record of the one who was kept speaks for both.
  const owner = own.find((place) => members[place]?.record.id === personOf(members, own[0] as number)) ?? own[0] ?? null;
  if (owner === null) return { places, owner, confirmed: new Set() };
  const joined = new Sets(places.length);
  for (let i = 0; i < places.length; i++)
    for (let j = i + 1; j < places.length; j++)
      if (pairs(places[i] as number, places[j] as number).verdict === 'SAME') joined.join(i, j);
  const root = joined.find(places.indexOf(owner));
  return { places, owner, confirmed: new Set(places.filter((_, index) => joined.find(index) === root)) };
}

interface Asked {
  readonly owner: number;
  readonly place: number;
  readonly weight: number;
}

/**
 * Records of nobody that may be this person's: by what they weigh with any record of the person's that was not told apart from them. Of
 * people who are one since, what was said of the one does not answer for the other.
 */
function questionsOf(
  members: readonly Member[],
  group: Owned,
  owned: ReadonlySet<number>,
  pairs: Pairs,
  review: number,
): Asked[] {
  return placesOf(members).flatMap((place) => {
    if (owned.has(place) || isHub(members, place)) return [];
    const own = group.places.filter((one) => isHub(members, one));
    if (own.every((one) => pairs(one, place).verdict === 'DIFFERENT')) return [];
    const weights = group.places.map((one) => pairs(one, place)).filter(({ verdict }) => verdict !== 'DIFFERENT');
    const weight = Math.max(...weights.map(({ judged }) => judged.weight));
    return weight >= review ? [{ owner: group.owner, place, weight }] : [];
  });
}

/** Who may be somebody whom the hub knows already may have what is theirs: no category of such a person reads "nothing held". */
function candidatesOfWaiting(
  members: readonly Member[],
  duplicates: readonly Duplicate[],
  owners: readonly Owned[],
  pairs: Pairs,
  review: number,
): SettledLink[] {
  const found = new Map<string, SettledLink>();
  for (const { first, later } of duplicates) {
    const theirs = new Set(owners.find(({ places }) => places.includes(first))?.places);
    for (const [place, { number, hub }] of members.entries()) {
      if (hub !== null || pairs(later, place).verdict === 'DIFFERENT') continue;
      if (!theirs.has(place) && pairs(later, place).judged.weight < review) continue;
      const person = personOf(members, later);
      found.set(`${person} ${number}`, { person, own: (members[later] as Member).number, record: number, state: 'CANDIDATE' });
    }
  }
  return [...found.values()];
}

/** Two of the hub's people whom a steward called one, and who are not merged yet: what is theirs is the first one's meanwhile. */
function candidatesOfOthers(members: readonly Member[], { places, owner }: Owned): SettledLink[] {
  const all = places.map((place) => members[place] as Member);
  const others = all.filter(({ hub }) => hub !== null && hub.person !== personOf(members, owner));
  const records = all.filter(({ hub }) => hub === null);
  return others.flatMap(({ hub, number: own }) =>
    records.map(({ number }): SettledLink => ({ person: hub?.person ?? '', own, record: number, state: 'CANDIDATE' })),
  );
}

const question = (one: number, other: number, kind: SettledQuestion['kind'], weight: number): SettledQuestion => ({
  left: Math.min(one, other),
  right: Math.max(one, other),
  kind,
  weight,
});
