/**
 * The queue of what is to be reviewed, for the data protection officer; and what a manager's service is asked to explain. Nobody else reads
 * them, nobody finds what is about their own access, household or family, and every reading is an entry of the log.
 */
import type { Pool } from 'pg';
import type { LeafReview } from '#access-log/leaf.ts';
import type { Caller } from '#terms/caller.ts';
import { isInPerson } from '#terms/caller.ts';
import type { Clock } from '#terms/clock.ts';
import { HubError } from '#terms/errors.ts';
import { isUuid } from '#terms/ids.ts';
import type { ReviewRule, ReviewState } from '#terms/review.ts';
import type { LogEntry, Party } from './entries.ts';
import { readEntriesOf } from './entries.ts';
import { sentencesOf } from './explanations.ts';
import type { Selection } from './explanations.ts';
import type { Condition } from './filter.ts';
import { readFilter } from './filter.ts';
import { notOfOwnReview } from './own-reviews.ts';
import type { PageInfo, PageRequest } from './pages.ts';
import { checkPage, isPossible, readPage } from './pages.ts';
import type { Place, Reviewing, StoredItem, StoredStep } from './queue-items.ts';
import { placeOf, readItems } from './queue-items.ts';
import type { ExplanationDue } from './queue-due.ts';
import { readDue } from './queue-due.ts';
import type { Reviewer } from './queue-reviewer.ts';
import type { Staff } from './queue-staff.ts';
import { createRead } from './read.ts';
import type { Read } from './read.ts';
import type { Connection } from './review.ts';
import type { ReadTies } from './ties.ts';

export interface QueueRequest {
  readonly state: readonly ReviewState[];
  readonly rules?: readonly ReviewRule[] | null | undefined;
  readonly first: number;
  readonly after?: string | null | undefined;
}

export interface ItemRequest {
  readonly id: string;
  readonly first: number;
  readonly after?: string | null | undefined;
}

/** With the names of whom it names. */
export interface QueuedItem extends Pick<
  StoredItem,
  'id' | 'rule' | 'state' | 'openedAt' | 'explainBy' | 'autoClosedReason' | 'entry'
> {
  readonly worker: Party | null;
  readonly organisation: Party | null;
  readonly people: readonly Party[];
  readonly family: { readonly id: string } | null;
  readonly sentence: string;
  readonly steps: readonly (Omit<StoredStep, 'by'> & { readonly by: Party })[];
}

export interface QueueConnection extends Connection<QueuedItem> {
  /** What lacks the staff file. */
  readonly notEvaluated: readonly ReviewRule[];
}

export interface ItemWithEntries {
  readonly item: QueuedItem;
  readonly entries: Connection<LogEntry>;
}

/** An answer with what the log keeps of it, and what it rests on. Null, and kept all the same, where there is none for the caller. */
export interface ReadOfQueue<Answer> {
  readonly connection: Answer | null;
  readonly personId: string | null;
  readonly review: LeafReview;
  readonly epochs: ReadonlyMap<string, number>;
}

/** What one request of one caller may ask, so often. They reject with HubError. */
export interface Queue {
  reviewQueue(request: QueueRequest): Promise<ReadOfQueue<QueueConnection>>;
  reviewItem(request: ItemRequest): Promise<ReadOfQueue<ItemWithEntries>>;
  explanationsDue(request: { readonly first: number }): Promise<ReadOfQueue<readonly ExplanationDue[]>>;
}

export interface QueueOptions {
  readonly pool: Pool;
  readonly reviewer: Reviewer;
  readonly clock: Clock;
  readonly readTies: ReadTies;
  readonly staff: Staff | null;
}

/** Longer, and the rules are far behind: an operator's matter. */
const LONGEST_CATCHING_UP_MS = 4_000;
const MOST_READINGS = 20;
/** Without the staff file; of the third, what was declared is evaluated all the same. */
const NEEDS_STAFF: readonly ReviewRule[] = ['SAME_ADDRESS', 'COLLEAGUE', 'OWN_RECORD_OR_HOUSEHOLD'];

/** @returns a function that opens the queue to one request. */
export function createQueue(options: QueueOptions): (caller: Caller) => Queue {
  const read = createRead(options.pool);
  return (caller) => openQueue(options, read, caller);
}

function openQueue({ reviewer, clock, readTies, staff }: QueueOptions, read: Read, caller: Caller): Queue {
  let readings = 0;

  /** Counts the reading; null where the caller has not that role, or asks through an app. */
  async function open(role: 'DPO' | 'MANAGER'): Promise<(Reviewing & { readonly completeTo: number }) | null> {
    if (++readings > MOST_READINGS) throw new HubError('QUERY_TOO_LARGE');
    if (!isInPerson(caller, role)) return null;
    const completeTo = await reviewer.catchUp(AbortSignal.timeout(LONGEST_CATCHING_UP_MS)).catch((cause: unknown) => {
      throw new HubError('TEMPORARILY_UNAVAILABLE', { cause });
    });
    return { reviewer: caller.id, ties: await readTies(read, caller.id), now: clock.now(), completeTo };
  }

  const kept = (query: string, filter: LeafReview['filter'], entries = 0, completeTo = 0): LeafReview => ({
    query,
    filter,
    entries,
    completeTo,
  });
  const nothing = (review: LeafReview) => ({ connection: null, personId: null, review, epochs: new Map<string, number>() });

  return {
    async reviewQueue({ first, after, ...asked }) {
      checkPage({ first, orderBy: 'OLDEST_FIRST' });
      const start = readPlace(after);
      // However often one is named, an entry of the log has room for it.
      const states = [...new Set(asked.state)];
      const rules = asked.rules ? [...new Set(asked.rules)] : null;
      const filter = { states, ...(rules && { rules }) };
      const reviewing = await open('DPO');
      if (!reviewing) return nothing(kept('reviewQueue', filter));
      const { completeTo, ties } = reviewing;
      const wanted = { ...reviewing, ids: null, states, rules, askedOf: null };
      const found = await readItems(read, { ...wanted, after: start, first: first + 1 });
      const shown = found.slice(0, first);
      const nodes = await nameItems(read, shown);
      const edges = nodes.map((node) => ({ cursor: cursorOf(node), node }));
      const pageInfo = pageInfoOf(edges, found.length > first, start !== null);
      const notEvaluated = staff ? [] : NEEDS_STAFF;
      return {
        connection: { edges, nodes, pageInfo, completeTo, notEvaluated },
        personId: null,
        review: kept('reviewQueue', filter, nodes.length, completeTo),
        epochs: ties.epochs,
      };
    },

    async reviewItem({ id, ...page }) {
      const request: PageRequest = { ...page, orderBy: 'OLDEST_FIRST' };
      checkPage(request);
      const filter = { itemIds: [id].filter(isUuid) };
      const reviewing = await open('DPO');
      const wanted = { ids: filter.itemIds, states: null, rules: null, askedOf: null, after: null, first: 1 };
      const [found] = reviewing ? await readItems(read, { ...reviewing, ...wanted }) : [];
      if (!reviewing || !found) return nothing(kept('reviewItem', filter, 0, reviewing?.completeTo));
      const { ties, completeTo } = reviewing;
      const { entries, pageInfo } = await readPage(read, {
        ...request,
        reviewer: caller.id,
        ties,
        completeTo,
        conditions: [...conditionsOf(found.explanation.entries), notOfOwnReview],
      });
      const nodes = await readEntriesOf(read, entries, ties);
      const edges = nodes.map((node, place) => ({ cursor: entries[place]?.cursor ?? '', node }));
      const [item] = await nameItems(read, [found]);
      if (!item) throw new Error('An item that was found has no names.');
      return {
        connection: { item, entries: { edges, nodes, pageInfo, completeTo } },
        personId: found.person,
        review: kept('reviewItem', filter, nodes.length, completeTo),
        epochs: ties.epochs,
      };
    },

    async explanationsDue({ first }) {
      checkPage({ first, orderBy: 'OLDEST_FIRST' });
      const reviewing = await open('MANAGER');
      if (!reviewing) return nothing(kept('explanationsDue', {}));
      const { items, epochs } = await readDue(read, caller, reviewing, first);
      // Whose names a manager read is told by the items.
      const filter = { itemIds: items.map(({ id }) => id) };
      return {
        connection: items,
        personId: null,
        review: kept('explanationsDue', filter, items.length, reviewing.completeTo),
        epochs,
      };
    },
  };
}

/** An item says which entries it is of in the words of the log's filter; some by their places. */
function conditionsOf({ indexes, from, until, ...rest }: Selection): Condition[] {
  const { conditions } = readFilter({
    ...rest,
    from: from === undefined ? null : new Date(from),
    until: until === undefined ? null : new Date(until),
  });
  const places: Condition = { key: 'I', values: [indexes], text: (place) => `e.index = any(${place(0)}::bigint[])` };
  return indexes ? [...conditions, places] : [...conditions];
}

async function nameItems(read: Read, items: readonly StoredItem[]): Promise<QueuedItem[]> {
  const peopleOf = ({ person, explanation }: StoredItem) => explanation.people ?? (person === null ? [] : [person]);
  const rows = await read<{ id: string; name: string }>('review-item-names', NAMES, [
    items.flatMap(({ worker, steps }) => [worker, ...steps.map(({ by }) => by)]).filter((id) => id !== null),
    items.flatMap(peopleOf),
    items.flatMap(({ organisation }) => organisation ?? []),
  ]);
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  const party = (id: string): Party => ({ id, name: names.get(id) ?? null });
  return items.map((item) => {
    const { id, rule, state, openedAt, entry, explainBy, autoClosedReason, worker, organisation, family, explanation, steps } =
      item;
    return {
      id,
      rule,
      state,
      openedAt,
      entry,
      explainBy,
      autoClosedReason,
      worker: worker === null ? null : party(worker),
      organisation: organisation === null ? null : party(organisation),
      people: peopleOf(item).map(party),
      family: family === null ? null : { id: family },
      sentence: sentencesOf(explanation.facts),
      steps: steps.map((step) => ({ ...step, by: party(step.by) })),
    };
  });
}

/** $1 workers and apps, $2 people, $3 organisations. */
const NAMES = `
select id::text, name from worker where id = any($1::uuid[])
union all select id::text, concat_ws(' ', forename, surname) from person
  where id = any($2::uuid[]) and coalesce(forename, surname) is not null
union all select id, name from organisation where id = any($3::text[])`;

function pageInfoOf(edges: readonly { readonly cursor: string }[], hasNextPage: boolean, hasPreviousPage: boolean): PageInfo {
  return { hasNextPage, hasPreviousPage, startCursor: edges[0]?.cursor ?? null, endCursor: edges.at(-1)?.cursor ?? null };
}

function cursorOf(item: Pick<StoredItem, 'rule' | 'openedAt' | 'id'>): string {
  const { rank, openedAt, id } = placeOf(item);
  return Buffer.from(`${rank} ${openedAt.getTime()} ${id}`).toString('base64url');
}

/** @throws HubError BAD_ARGUMENT where it is no cursor of this queue */
function readPlace(cursor: string | null | undefined): Place | null {
  if (cursor == null) return null;
  const [, rank, at, id] = /^([01]) (\d{1,15}) (.{36})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? [];
  if (id === undefined || !isUuid(id) || !isPossible(Number(at))) throw new HubError('BAD_ARGUMENT', { argument: 'after' });
  return { rank: Number(rank), openedAt: new Date(Number(at)), id };
}
