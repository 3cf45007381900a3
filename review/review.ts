/**
 * The data protection officer's reading of the access log. Nobody else reads it, nobody reads of their own accesses, household or family,
 * and every reading is an entry itself, which the gate's ledger writes before anything is released.
 */
import type { Pool } from 'pg';
import type { LeafReview } from '#access-log/leaf.ts';
import type { Caller } from '#terms/caller.ts';
import { isInPerson } from '#terms/caller.ts';
import type { Clock } from '#terms/clock.ts';
import { HubError } from '#terms/errors.ts';
import { isUuid } from '#terms/ids.ts';
import type { Account, AccountedDisclosure } from './account.ts';
import { accountConditions, disclosuresOf, readOneAs, readTold } from './account.ts';
import type { LogEntry } from './entries.ts';
import { readEntriesOf } from './entries.ts';
import type { AccessLogFilter, Condition } from './filter.ts';
import { readFilter } from './filter.ts';
import type { Indexer } from './indexing.ts';
import type { LinkHistory } from './links.ts';
import { namesOf, readLink, readWrongLinks, shownThrough } from './links.ts';
import { notOfOwnReview } from './own-reviews.ts';
import type { PageInfo, PageRequest } from './pages.ts';
import { checkPage, readPage } from './pages.ts';
import type { Read } from './read.ts';
import { createRead } from './read.ts';
import type { ReadTies, Ties } from './ties.ts';

export interface AccessLogRequest extends PageRequest {
  readonly filter?: AccessLogFilter | null | undefined;
}

export interface AccountRequest extends Omit<PageRequest, 'orderBy'>, Pick<Account, 'personId' | 'rendering'> {}

export interface LinkRequest extends Omit<PageRequest, 'orderBy'> {
  readonly linkId: string;
}

export interface Connection<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly nodes: readonly Node[];
  readonly pageInfo: PageInfo;
  /** How many entries of the log the answer takes in. */
  readonly completeTo: number;
}

export interface ShownThroughLink extends LinkHistory {
  readonly entries: Connection<LogEntry>;
}

/** An answer with what the log keeps of it, and what it rests on. Null, and kept all the same, where the caller may not ask, or there is none. */
export interface Reviewed<Answer> {
  readonly connection: Answer | null;
  readonly personId: string | null;
  readonly review: LeafReview;
  readonly epochs: ReadonlyMap<string, number>;
}

/** What one request of one caller may ask, so often. They reject with HubError. */
export interface Review {
  accessLog(request: AccessLogRequest): Promise<Reviewed<Connection<LogEntry>>>;
  /** What was done about one person. */
  accountOfDisclosures(request: AccountRequest): Promise<Reviewed<Connection<AccountedDisclosure>>>;
  /** What an agency's record was shown as, through one link, and of whom. */
  shownThroughLink(request: LinkRequest): Promise<Reviewed<ShownThroughLink>>;
}

export interface ReviewOptions {
  /** May be of a read replica that is not behind the index. */
  readonly pool: Pool;
  readonly indexer: Indexer;
  readonly clock: Clock;
  readonly readTies: ReadTies;
}

/** A reading that the caller may make: whom it leaves out, and how much of the log it takes in. */
interface Reading {
  readonly ties: Ties;
  readonly completeTo: number;
}

/** What the log keeps of a reading beside its answer. */
interface Asked {
  readonly query: string;
  readonly filter: LeafReview['filter'];
  readonly personId: string | null;
}

/** Longer, and the index is far behind: an operator's matter. */
const LONGEST_CATCHING_UP_MS = 4_000;
/** Each costs several statements, and up to 200 entries. */
const MOST_READINGS = 20;

/** @returns a function that opens the log to one request. */
export function createReview(options: ReviewOptions): (caller: Caller) => Review {
  const read = createRead(options.pool);
  return (caller) => openReview(options, read, caller);
}

function openReview({ indexer, clock, readTies }: ReviewOptions, read: Read, caller: Caller): Review {
  let readings = 0;

  /** Counts the reading; null where the caller may not make it. */
  async function open(page: PageRequest): Promise<Reading | null> {
    checkPage(page);
    if (++readings > MOST_READINGS) throw new HubError('QUERY_TOO_LARGE');
    if (!isInPerson(caller, 'DPO')) return null;
    const completeTo = await indexer.catchUp(AbortSignal.timeout(LONGEST_CATCHING_UP_MS)).catch((cause: unknown) => {
      throw new HubError('TEMPORARILY_UNAVAILABLE', { cause });
    });
    return { ties: await readTies(read, caller.id), completeTo };
  }

  async function entriesOf(reading: Reading, page: PageRequest, conditions: readonly Condition[]): Promise<Connection<LogEntry>> {
    const { ties, completeTo } = reading;
    const query = { ...page, conditions: [...conditions, notOfOwnReview], reviewer: caller.id, ties, completeTo };
    const found = await readPage(read, query);
    const nodes = await readEntriesOf(read, found.entries, ties);
    const edges = nodes.map((node, place) => ({ cursor: found.entries[place]?.cursor ?? '', node }));
    return { edges, nodes, pageInfo: found.pageInfo, completeTo };
  }

  return {
    async accessLog({ filter, ...page }) {
      const { conditions, kept } = readFilter(filter ?? {});
      const asked = { query: 'accessLog', filter: kept, personId: null };
      const reading = await open(page);
      if (!reading) return nothing(asked);
      const entries = await entriesOf(reading, page, conditions);
      return reviewed(asked, reading, entries, entries);
    },

    async accountOfDisclosures({ personId, rendering, ...request }) {
      const page: PageRequest = { ...request, orderBy: 'NEWEST_FIRST' };
      const { kept } = readFilter({ personIds: [personId] });
      const filter = { ...kept, rendering: [rendering] };
      const asked = { query: 'accountOfDisclosures', filter, personId: isUuid(personId) ? personId : null };
      const reading = await open(page);
      if (!reading) return nothing(asked);
      const people = await readOneAs(read, personId);
      const account = { personId: people[0], people, rendering, wrongLinks: await readWrongLinks(read, people[0], reading.ties) };
      const entries = await entriesOf(reading, page, accountConditions(account, clock.now()));
      const indexes = rendering === 'DPO' ? entries.nodes.map(({ index }) => index) : [];
      const told = await readTold(read, indexes, account, clock.now());
      return reviewed(asked, reading, accountOf(entries, account, told), entries);
    },

    async shownThroughLink({ linkId, ...request }) {
      const page: PageRequest = { ...request, orderBy: 'NEWEST_FIRST' };
      const asked = { query: 'shownThroughLink', filter: { linkIds: [linkId].filter(isUuid) }, personId: null };
      const reading = await open(page);
      const link = reading && (await readLink(read, linkId, reading.ties));
      if (!reading || !link) return nothing(asked, reading?.completeTo);
      const entries = await entriesOf(reading, page, [shownThrough(namesOf(linkId, link))]);
      return reviewed(asked, reading, { ...link, entries }, entries);
    },
  };
}

function accountOf(
  { nodes, edges, ...rest }: Connection<LogEntry>,
  account: Account,
  told: ReadonlySet<number>,
): Connection<AccountedDisclosure> {
  const disclosures = disclosuresOf(nodes, account, told);
  return {
    ...rest,
    nodes: disclosures,
    edges: disclosures.map((node, place) => ({ cursor: edges[place]?.cursor ?? '', node })),
  };
}

function reviewed<Answer>(
  { query, filter, personId }: Asked,
  { ties, completeTo }: Reading,
  connection: Answer,
  { nodes }: Connection<LogEntry>,
): Reviewed<Answer> {
  return { connection, personId, review: { query, filter, entries: nodes.length, completeTo }, epochs: ties.epochs };
}

function nothing({ query, filter, personId }: Asked, completeTo = 0): Reviewed<never> {
  return { connection: null, personId, review: { query, filter, entries: 0, completeTo }, epochs: new Map() };
}
