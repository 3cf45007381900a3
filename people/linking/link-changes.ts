/**
 * From what is settled to what has to be written: the next versions of links, and the pairs that a steward is asked about. Nothing is
 * written where nothing changed. A link whose record no longer belongs to its person is withheld, and a steward is asked.
 */
import { pairOf } from '#people/matching/decisions.ts';
import type { Decisions } from '#people/matching/decisions.ts';
import type { SettledLink, SettledQuestion } from '#people/matching/settling.ts';
import type { NewLink, NewReview, StoredLink, StoredRecord, StoredReview } from './store.ts';

export interface Linked {
  readonly links: readonly StoredLink[];
  readonly reviews: readonly StoredReview[];
  /** What hangs together with what was placed, and what was placed. */
  readonly looked: ReadonlySet<number>;
  /** All records that are known, also those that take no part. */
  readonly records: ReadonlyMap<number, StoredRecord>;
  readonly decisions: Decisions;
  readonly settled: { readonly links: readonly SettledLink[]; readonly questions: readonly SettledQuestion[] };
  weigh(left: number, right: number): number;
}

export interface LinkChanges {
  readonly links: readonly NewLink[];
  readonly reviews: { readonly open: readonly NewReview[]; readonly close: readonly string[] };
}

const isUsable = ({ state, ended }: StoredLink): boolean => !ended && (state === 'AUTOMATIC' || state === 'CONFIRMED');
const linkOf = (person: string, record: number): string => `${person} ${record}`;

export function changesOf(linked: Linked): LinkChanges {
  const open = new Map(
    linked.reviews.filter((review) => isInView(review, linked)).map((review) => [pairOf(review.left, review.right), review]),
  );
  const existing = currentLinks(linked.links);
  const links: NewLink[] = [];
  const questions = new Map<string, NewReview>(linked.settled.questions.map((asked) => [pairOf(asked.left, asked.right), asked]));
  const taken = new Map(
    [...existing.values()].filter((link) => isUsable(link) && link.hub === null).map((link) => [link.record, link]),
  );
  const wanted = new Map<string, SettledLink>();
  for (const link of linked.settled.links) {
    const isTaken = link.state !== 'CANDIDATE' && taken.has(link.record);
    wanted.set(linkOf(link.person, link.record), isTaken && link.state === 'AUTOMATIC' ? { ...link, state: 'CANDIDATE' } : link);
    if (isTaken) settleTaken(link, taken.get(link.record) as StoredLink, { links, questions, weigh: linked.weigh });
  }
  for (const [key, link] of existing) {
    const change = changeOf(link, wanted.get(key), linked, open);
    if (change.state !== 'as it is') links.push(next(link, change));
    if (change.asked) ask(questions, link, linked);
  }
  // Two who were merged may both have had one record in question: it is in question once.
  const chosen = new Set([...existing.values()].map(({ id }) => id));
  for (const link of linked.links) if (!chosen.has(link.id) && isLeftOver(link, linked)) links.push(next(link, to('ended')));
  for (const [key, { person, record, state }] of wanted)
    if (!existing.has(key)) links.push({ follows: null, person, record, state, ended: false });
  return { links: links.toSorted(byUse), reviews: reviewChanges(questions, open, linked) };
}

/** A record is in use for somebody who takes no part: only a steward takes it from them. */
function settleTaken(
  { own, record, state }: SettledLink,
  other: StoredLink,
  { links, questions, weigh }: { links: NewLink[]; questions: Map<string, NewReview>; weigh: Linked['weigh'] },
): void {
  if (state === 'CONFIRMED') links.push(next(other, to('ended')));
  else {
    const [left, right] = [Math.min(own, record), Math.max(own, record)];
    questions.set(pairOf(left, right), { left, right, kind: 'POSSIBLE_MATCH', weight: weigh(left, right) });
  }
}

/**
 * What is asked of a record and a person is looked at with the record; what is asked of two people, with both; and what is asked of a record
 * that takes no part is asked no more.
 */
function isInView({ left, right, open }: StoredReview, { looked, records }: Linked): boolean {
  const sides = [left, right].flatMap((number) => records.get(number) ?? []);
  const ofAgencies = sides.filter(({ hub }) => hub === null);
  const isOver = sides.some((side) => looked.has(side.number) && (side.sealed || side.state !== 'LIVE'));
  return open && (isOver || (ofAgencies.length > 0 ? ofAgencies : sides).every(({ number }) => looked.has(number)));
}

/** Of several links between the same two the one that is used, or one that is not over, or the last. */
function currentLinks(links: readonly StoredLink[]): Map<string, StoredLink> {
  const current = new Map<string, StoredLink>();
  for (const link of links.toSorted((a, b) => a.version - b.version || (a.id < b.id ? -1 : 1))) {
    const key = linkOf(link.person, link.record);
    const other = current.get(key);
    if (!other || standing(link) >= standing(other)) current.set(key, link);
  }
  return current;
}

function isLeftOver({ state, ended, record, hub }: StoredLink, { records }: Linked): boolean {
  const sides = [records.get(record), hub === null ? undefined : records.get(hub)];
  return state === 'CANDIDATE' && !ended && sides.every((side) => side !== undefined && !side.sealed);
}

const standing = (link: StoredLink): number => (isUsable(link) ? 2 : link.ended ? 0 : 1);

interface LinkChange {
  readonly state: NewLink['state'] | 'as it is' | 'ended';
  /** Whether a steward is asked because it was in use, and its record belongs to the person no more. */
  readonly asked: boolean;
}
const AS_IT_IS: LinkChange = { state: 'as it is', asked: false };
const to = (state: LinkChange['state'], asked = false): LinkChange => ({ state, asked });

function changeOf(
  link: StoredLink,
  wanted: SettledLink | undefined,
  linked: Linked,
  open: ReadonlyMap<string, StoredReview>,
): LinkChange {
  const record = linked.records.get(link.record);
  const own = link.hub === null ? undefined : linked.records.get(link.hub);
  // Whoever takes no part keeps what they have: people with whom nobody works, and sealed records.
  if (!record || !own || record.sealed || own.sealed) return AS_IT_IS;
  // What a merged person had is the other's now.
  if (record.state !== 'LIVE' || own.hub?.person !== link.person)
    return link.ended || link.state === 'REJECTED' ? AS_IT_IS : to('ended');
  const isWeak = open.get(pairOf(link.record, own.number))?.kind === 'WEAKENED_LINK';
  if (wanted) {
    if (wanted.state === 'CANDIDATE') return isUsable(link) ? to('CANDIDATE', true) : link.state === 'CANDIDATE' && !link.ended ? to('as it is', isWeak) : to('CANDIDATE'); // prettier-ignore
    return link.state === wanted.state && !link.ended ? AS_IT_IS : to(wanted.state);
  }
  if (linked.decisions.get(pairOf(link.record, own.number)) === 'DIFFERENT')
    return link.state === 'REJECTED' && !link.ended ? AS_IT_IS : to('REJECTED');
  if (isUsable(link)) return to('CANDIDATE', true);
  if (link.ended || link.state === 'REJECTED') return AS_IT_IS;
  return isWeak ? to('as it is', true) : to('ended');
}

const next = ({ id, version, person, record, state: before }: StoredLink, { state }: LinkChange): NewLink => ({
  follows: { id, version },
  person,
  record,
  state: state === 'ended' || state === 'as it is' ? before : state,
  ended: state === 'ended',
});

function ask(questions: Map<string, NewReview>, { hub, record }: StoredLink, { weigh }: Linked): void {
  if (hub === null) return;
  const [left, right] = [Math.min(hub, record), Math.max(hub, record)];
  const weight = questions.get(pairOf(left, right))?.weight ?? weigh(left, right);
  questions.set(pairOf(left, right), { left, right, kind: 'WEAKENED_LINK', weight });
}

/** What is no longer used goes first: a record has one link in use at most. */
const byUse = (a: NewLink, b: NewLink): number => inUse(a) - inUse(b) || (a.person < b.person ? -1 : 1) || a.record - b.record;
const inUse = ({ state, ended }: NewLink): number => (!ended && (state === 'AUTOMATIC' || state === 'CONFIRMED') ? 1 : 0);

function reviewChanges(
  questions: ReadonlyMap<string, NewReview>,
  open: ReadonlyMap<string, StoredReview>,
  { reviews }: Linked,
): LinkChanges['reviews'] {
  // Whether facts follow a person is not asked here, and not answered.
  const others = new Set(reviews.filter(({ kind, open: isOpen }) => isOpen && kind === 'UNCLEAR_FACTS').map(({ id }) => id));
  const changed = [...questions].filter(([pair, { kind, weight }]) => {
    const before = open.get(pair);
    if (!before) return true;
    return !others.has(before.id) && (before.kind !== kind || (kind !== 'WEAKENED_LINK' && before.weight !== weight));
  });
  return {
    open: changed.map(([, review]) => review),
    close: [...open].filter(([pair, { id }]) => !questions.has(pair) && !others.has(id)).map(([, { id }]) => id),
  };
}
