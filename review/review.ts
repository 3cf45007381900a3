/**
 * The data protection officer's reading of the access log. Nobody else reads it, nobody reads of their own accesses, household or family,
 * and every reading is an entry itself, which the gate's ledger writes before anything is released.
 */
import type { Pool } from 'pg';
import type { LeafReview } from '#access-log/leaf.ts';
import type { Caller } from '#terms/caller.ts';
import { hasRole } from '#terms/caller.ts';
import type { Clock } from '#terms/clock.ts';
import { HubError } from '#terms/errors.ts';
import { isUuid } from '#terms/ids.ts';
import type { AccountedDisclosure } from './account.ts';
import { disclosuresOf, subjectConditions } from './account.ts';
import type { LogEntry } from './entries.ts';
import { readEntriesOf } from './entries.ts';
import type { AccessLogFilter, Condition } from './filter.ts';
import { readFilter } from './filter.ts';
import type { Indexer } from './indexing.ts';
import type { FoundEntry, PageInfo, PageRequest } from './pages.ts';
import { checkPage, readPage } from './pages.ts';
import type { Read } from './read.ts';
import { createRead } from './read.ts';
import type { Ties } from './ties.ts';
import { readTies } from './ties.ts';

export interface AccessLogRequest extends PageRequest {
  readonly filter?: AccessLogFilter | null | undefined;
}

export interface AccountRequest extends Omit<PageRequest, 'orderBy'> {
  readonly personId: string;
  readonly rendering: 'SUBJECT' | 'DPO';
}

export interface Connection<Node> {
  readonly edges: readonly { readonly cursor: string; readonly node: Node }[];
  readonly nodes: readonly Node[];
  readonly pageInfo: PageInfo;
  /** How many entries of the log the answer takes in. */
  readonly completeTo: number;
}

/** An answer with what the log keeps of it, and what it rests on. Null, and kept all the same, where the caller may not ask. */
export interface Reviewed<Node> {
  readonly connection: Connection<Node> | null;
  readonly personId: string | null;
  readonly review: LeafReview;
  readonly epochs: ReadonlyMap<string, number>;
}

/** What one request of one caller may ask, so often. They reject with HubError. */
export interface Review {
  accessLog(request: AccessLogRequest): Promise<Reviewed<LogEntry>>;
  /** What was done about one person. */
  accountOfDisclosures(request: AccountRequest): Promise<Reviewed<AccountedDisclosure>>;
}

export interface ReviewOptions {
  /** May be of a read replica that is not behind the index. */
  readonly pool: Pool;
  readonly indexer: Indexer;
  readonly clock: Clock;
}

interface Reading<Node> extends PageRequest {
  readonly query: string;
  readonly kept: LeafReview['filter'];
  readonly personId: string | null;
  readonly conditions: readonly Condition[];
  nodes(found: readonly FoundEntry[], ties: Ties): Promise<readonly Node[]>;
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

function openReview({ indexer, clock }: ReviewOptions, read: Read, caller: Caller): Review {
  let readings = 0;

  async function reading<Node>(request: Reading<Node>): Promise<Reviewed<Node>> {
    checkPage(request);
    if (++readings > MOST_READINGS) throw new HubError('QUERY_TOO_LARGE');
    const { query, kept, personId, conditions } = request;
    const told = (entries: number, completeTo: number) => ({ personId, review: { query, filter: kept, entries, completeTo } });
    if (!mayReview(caller)) return { connection: null, ...told(0, 0), epochs: new Map() };
    const completeTo = await indexer.catchUp(AbortSignal.timeout(LONGEST_CATCHING_UP_MS)).catch((cause: unknown) => {
      throw new HubError('TEMPORARILY_UNAVAILABLE', { cause });
    });
    const ties = await readTies(read, caller.id);
    const { entries, pageInfo } = await readPage(read, { ...request, conditions, reviewer: caller.id, ties, completeTo });
    const nodes = await request.nodes(entries, ties);
    const edges = nodes.map((node, place) => ({ cursor: entries[place]?.cursor ?? '', node }));
    return { connection: { edges, nodes, pageInfo, completeTo }, ...told(nodes.length, completeTo), epochs: ties.epochs };
  }

  return {
    async accessLog({ filter, ...page }) {
      const { conditions, kept } = readFilter(filter ?? {});
      return reading({
        ...page,
        query: 'accessLog',
        kept,
        personId: null,
        conditions,
        nodes: (found, ties) => readEntriesOf(read, found, ties),
      });
    },

    async accountOfDisclosures({ personId, rendering, ...page }) {
      const { conditions, kept } = readFilter({ personIds: [personId] });
      const isSubject = rendering === 'SUBJECT';
      return reading({
        ...page,
        orderBy: 'NEWEST_FIRST',
        query: 'accountOfDisclosures',
        kept: { ...kept, rendering: [rendering] },
        personId: isUuid(personId) ? personId : null,
        conditions: isSubject ? [...conditions, ...subjectConditions(clock.now())] : conditions,
        async nodes(found, ties) {
          const entries = await readEntriesOf(read, found, ties);
          return disclosuresOf(entries, rendering);
        },
      });
    },
  };
}

/** A worker of that role, and not through an app: the narrower of both. */
function mayReview(caller: Caller): boolean {
  return caller.kind === 'WORKER' && caller.through === null && hasRole(caller, 'DPO');
}
