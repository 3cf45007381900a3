/** What linking reads and writes, wherever it is kept: the database, or a test's memory. */
import type { DecisionEntry } from '#people/matching/decisions.ts';
import type { Key } from '#people/matching/placing.ts';
import type { LinkState } from '#people/entities.ts';
import type { ScorePart } from '#people/matching/fellegi-sunter.ts';
import type { Demographics } from '#terms/demographics.ts';
import type { MatchReviewKind, RecordState } from './entities.ts';

export interface StoredRecord {
  readonly number: number;
  readonly agency: string;
  readonly id: string;
  readonly received: Demographics;
  /** Changes with whatever is written to it. */
  readonly version: string;
  readonly state: RecordState;
  /** The record that stays, where the agency merged this one into it and it is there. */
  readonly mergedInto: number | null;
  /** Sealed itself, or of a person who is: it takes no part, and its links stay as they are. */
  readonly sealed: boolean;
  readonly keys: readonly Key[];
  /** Of the hub's own people: who it is, after merges, and since when the hub works with them. */
  readonly hub: { readonly person: string; readonly firstKnownAt: number } | null;
}

/** What waits to be placed, and the marks that say so; a record that was changed has none. */
export interface Due {
  readonly records: readonly number[];
  readonly marks: readonly string[];
  /** Tells what was marked later. */
  readonly asOf: string;
}

export interface StoredEdge {
  readonly left: number;
  readonly right: number;
  readonly weight: number;
  readonly model: string;
}

export interface NewEdge extends StoredEdge {
  /** Where a steward may be asked. */
  readonly parts: readonly ScorePart[] | null;
}

/** The newest version of a link to one of the records. */
export interface StoredLink {
  readonly id: string;
  readonly version: number;
  readonly person: string;
  readonly record: number;
  readonly state: LinkState;
  readonly ended: boolean;
  /** The hub's own record of the person; null: they take no part, and their links are left alone. */
  readonly hub: number | null;
}

export interface NewLink {
  /** Null: the first version. */
  readonly follows: { readonly id: string; readonly version: number } | null;
  readonly person: string;
  readonly record: number;
  readonly state: LinkState;
  /** Over as soon as it begins: the agency has the record no more. */
  readonly ended: boolean;
}

export interface StoredReview {
  readonly id: string;
  readonly left: number;
  readonly right: number;
  readonly kind: MatchReviewKind;
  readonly weight: number;
  readonly open: boolean;
}

export type NewReview = Pick<StoredReview, 'left' | 'right' | 'kind' | 'weight'>;

export interface Placement {
  readonly due: Due;
  /** The records as they were read: nothing is written where one is not that any more. */
  readonly placed: readonly { readonly record: StoredRecord; readonly keys: readonly Key[] }[];
  /** The agencies' records of the links, as they were read: nothing is written where one is not that any more. */
  readonly linked: readonly StoredRecord[];
  /** Every record whose links were looked at: nothing is written where one was marked meanwhile. */
  readonly lookedAt: readonly number[];
  readonly edges: { readonly remove: readonly StoredEdge[]; readonly add: readonly NewEdge[] };
  readonly links: readonly NewLink[];
  readonly reviews: { readonly open: readonly NewReview[]; readonly close: readonly string[] };
  readonly model: string;
  /** Who is one person, as it is now. */
  readonly clusters: readonly (readonly number[])[];
}

export interface RecordStore {
  due(most: number): Promise<Due>;
  records(numbers: readonly number[]): Promise<readonly StoredRecord[]>;
  /** Which live records have each key, as stored; of each key at most so many. */
  holders(keys: readonly Key[], most: number): Promise<ReadonlyMap<Key, readonly number[]>>;
  edges(numbers: readonly number[]): Promise<readonly StoredEdge[]>;
  /** Decisions about these records, and about those that their agencies merged into them. */
  decisions(numbers: readonly number[]): Promise<readonly DecisionEntry[]>;
  links(numbers: readonly number[]): Promise<readonly StoredLink[]>;
  reviews(numbers: readonly number[]): Promise<readonly StoredReview[]>;
  /** All or nothing. @returns false where what was read has changed: nothing is written, and it is to be read again. */
  write(placement: Placement): Promise<boolean>;
}
