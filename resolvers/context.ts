import type { Change, ChangeInput } from '#disclosure/changes/change.ts';
import type { AgreementVersion } from '#disclosure/agreement-versions.ts';
import type { ListExceptions } from '#disclosure/exception-list.ts';
import type { Gate } from '#disclosure/gate.ts';
import type { MatchReviews } from '#disclosure/matching/match-reviews.ts';
import type { FamilyList } from '#people/family-list.ts';
import type { Caller } from '#terms/caller.ts';
import type { ListHolds } from '#review/holds.ts';
import type { Downloads } from '#review/export/downloads.ts';
import type { Queue } from '#review/queue.ts';
import type { Proofs } from '#access-log/proofs.ts';
import type { Review } from '#review/review.ts';
import type { CategoryFields } from './look-ahead.ts';

/** What resolvers may use: one request of one caller. */
export interface HubContext {
  readonly caller: Caller;
  readonly gate: Gate;
  /** The families that a caller has live assignments to. */
  listFamilies(caller: Caller): Promise<FamilyList>;
  /** Lets one search of the request through; rejects with HubError where the caller searches too often. */
  admitSearch(query: string): Promise<void>;
  /** The agreements as they stand: nothing about anybody. */
  listAgreements(): Promise<readonly AgreementVersion[]>;
  /** What is open to a caller under rule 8. */
  listExceptions: ListExceptions;
  /** The access log, for whoever reviews it. */
  readonly review: Review;
  /** What is to be reviewed of it, and explained. */
  readonly queue: Queue;
  /** Pairs of records that wait for a steward. */
  readonly matching: MatchReviews;
  /** What is kept of it past its schedule. */
  listHolds: ListHolds;
  /** Files of it that an officer asked for. */
  readonly downloads: Downloads;
  /** That the access log is what was signed. */
  readonly proofs: Proofs;
  readonly categoryFields: CategoryFields;
  /** Makes a change, once for each client key; answers its result or the problems, as GraphQL has them. */
  change(change: Change<never, object>, input: ChangeInput): Promise<Readonly<Record<string, unknown>>>;
}
