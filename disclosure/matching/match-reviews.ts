/**
 * The queue of pairs that wait for a steward: the same person or not? Both records as received, side by side, with what the model makes of
 * them. Nobody else reads it, nobody finds what is about themselves, their household or their family, and every reading is an entry of the log.
 */
import type { Queryable } from '#access-log/change.ts';
import type { LeafReview } from '#access-log/leaf.ts';
import type { MatchReviewKind } from '#people/linking/entities.ts';
import type { KnownScorer } from '#people/matching/known-scorer.ts';
import type { StaffPeople } from '#people/staff-people.ts';
import type { Caller } from '#terms/caller.ts';
import { isInPerson } from '#terms/caller.ts';
import type { Clock } from '#terms/clock.ts';
import { HUB_RECORDS } from '#terms/demographics.ts';
import { HubError } from '#terms/errors.ts';
import { isUuid } from '#terms/ids.ts';
import type { UnclearFact } from '#terms/matching.ts';
import type { ReadingOfLog } from '#disclosure/gate.ts';
import { REVIEWS } from './review-query.ts';
import type { ReviewRow } from './review-query.ts';
import { showPair } from './shown-record.ts';
import type { ShownPair, StoredRecord } from './shown-record.ts';
import { createReadStewardTies } from './sight.ts';

export interface MatchReview extends ShownPair {
  readonly id: string;
  readonly kind: MatchReviewKind;
  readonly openedAt: Date;
  /** The merge of the two, while it stands. */
  readonly mergeId: string | null;
  /** Of what the two, who were merged or split, do not agree. */
  readonly unclear: readonly UnclearFact[];
}

export interface MatchReviewPage {
  readonly first: number;
  readonly after?: string | null | undefined;
}

export interface MatchReviewConnection {
  readonly edges: readonly { readonly cursor: string; readonly node: MatchReview }[];
  readonly nodes: readonly MatchReview[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
}

/** An answer with what the log keeps of it. Null, and kept all the same, where the caller may not ask, or there is none. */
export interface ReadOfMatching<Answer extends object> extends ReadingOfLog {
  readonly connection: Answer | null;
}

/** What one request of one caller may ask, so often. They reject with HubError. */
export interface MatchReviews {
  matchReviews(page: MatchReviewPage): Promise<ReadOfMatching<MatchReviewConnection>>;
  matchReview(id: string): Promise<ReadOfMatching<MatchReview>>;
}

export interface MatchReviewsOptions {
  readonly database: Queryable;
  readonly clock: Clock;
  readonly staff: StaffPeople;
  /** Makes what pairs are explained by: the same as they are linked by. */
  makeScorer(): KnownScorer;
}

const MOST_ITEMS = 200;
/** Each costs two statements, and up to 200 items. */
const MOST_READINGS = 20;

/** @returns a function that opens the queue to one request */
export function createMatchReviews({
  database,
  clock,
  staff,
  makeScorer,
}: MatchReviewsOptions): (caller: Caller) => MatchReviews {
  const readTies = createReadStewardTies(staff);
  let made: KnownScorer | undefined;

  interface Wanted {
    readonly ids: readonly string[] | null;
    readonly after: Place | null;
    readonly first: number;
  }

  async function read({ id, organisationId }: Caller, { ids, after, first }: Wanted): Promise<ReviewRow[]> {
    const { all } = await readTies(database, id);
    const values = [
      id,
      organisationId,
      clock.now(),
      all,
      ids,
      after?.rank ?? null,
      after?.openedAt ?? null,
      after?.id ?? null,
      first,
    ];
    return (await database.query<ReviewRow>({ name: 'match-reviews', text: REVIEWS, values })).rows;
  }

  return (caller) => {
    let readings = 0;

    /** Undefined where the caller may not. */
    async function find(wanted: Wanted): Promise<ReviewRow[] | undefined> {
      if (++readings > MOST_READINGS) throw new HubError('QUERY_TOO_LARGE');
      if (!isInPerson(caller, 'STEWARD')) return undefined;
      return read(caller, wanted).catch((cause: unknown) => {
        throw new HubError('TEMPORARILY_UNAVAILABLE', { cause });
      });
    }

    const show = (row: ReviewRow): MatchReview => {
      made ??= makeScorer();
      const { id, kind, openedAt, masked, merge } = row;
      // The hub's own person first.
      const [left, right] =
        row.left.agency !== HUB_RECORDS && row.right.agency === HUB_RECORDS ? [row.right, row.left] : [row.left, row.right];
      return {
        ...showPair(made, recordOf(left), recordOf(right), masked),
        id,
        kind,
        openedAt: new Date(openedAt),
        mergeId: merge?.stands === true ? merge.id : null,
        unclear: merge?.unclear ?? [],
      };
    };

    return {
      async matchReviews({ first, after }) {
        if (first < 1 || first > MOST_ITEMS) throw new HubError('BAD_ARGUMENT', { argument: 'first' });
        const start = readPlace(after);
        const found = await find({ ids: null, after: start, first: first + 1 });
        const shown = found?.slice(0, first) ?? [];
        const edges = shown.map((row) => ({ cursor: cursorOf(row), node: show(row) }));
        const pageInfo = {
          hasNextPage: (found?.length ?? 0) > first,
          hasPreviousPage: start !== null,
          startCursor: edges[0]?.cursor ?? null,
          endCursor: edges.at(-1)?.cursor ?? null,
        };
        const connection = found ? { edges, nodes: edges.map(({ node }) => node), pageInfo } : null;
        return reading(connection, 'matchReviews', shown);
      },

      async matchReview(id) {
        const found = await find({ ids: [id].filter(isUuid), after: null, first: 1 });
        const [row] = found ?? [];
        return reading(row ? show(row) : null, 'matchReview', row ? [row] : [], [id].filter(isUuid));
      },
    };
  };
}

/** The log keeps of which pairs and people it was, and that the answer rests on nothing having been recorded about them since. */
function reading<Answer extends object>(
  connection: Answer | null,
  query: string,
  shown: readonly ReviewRow[],
  asked: readonly string[] = [],
): ReadOfMatching<Answer> {
  const people = new Map(shown.flatMap((row) => row.people.map(({ id, epoch }) => [id, epoch] as const)));
  const reviewIds = [...new Set([...asked, ...shown.map(({ id }) => id)])];
  const review: LeafReview = {
    query,
    filter: { reviewIds, personIds: [...people.keys()].toSorted() },
    entries: shown.length,
    completeTo: 0,
  };
  return { kind: 'MATCH_REVIEW', connection, personId: null, review, epochs: people };
}

function recordOf({ asOf, receivedAt, ...record }: ReviewRow['left']): StoredRecord {
  return { ...record, asOf: asOf === null ? null : new Date(asOf), receivedAt: new Date(receivedAt) };
}

interface Place {
  readonly rank: number;
  readonly openedAt: Date;
  readonly id: string;
}

function cursorOf({ rank, openedAt, id }: ReviewRow): string {
  return Buffer.from(`${rank} ${new Date(openedAt).getTime()} ${id}`).toString('base64url');
}

/** The last instant of a year with four digits: later ones PostgreSQL and JavaScript write otherwise. */
const LATEST = Date.parse('9999-12-31T23:59:59.999Z');

/** @throws HubError BAD_ARGUMENT where it is no cursor of this queue */
function readPlace(cursor: string | null | undefined): Place | null {
  if (cursor == null) return null;
  const [, rank, at, id] = /^([01]) (\d{1,15}) (.{36})$/.exec(Buffer.from(cursor, 'base64url').toString('utf8')) ?? [];
  if (id === undefined || !isUuid(id) || Number(at) > LATEST) throw new HubError('BAD_ARGUMENT', { argument: 'after' });
  return { rank: Number(rank), openedAt: new Date(Number(at)), id };
}
