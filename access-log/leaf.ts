/**
 * One leaf of the access log: who asked for what about whom, what was decided and why (after IHE BALP PrivacyDisclosure and FHIR
 * AuditEvent). Never the data itself, never free text from an agency.
 */
import { randomBytes } from 'node:crypto';
import canonicalize from 'canonicalize';

export interface Leaf {
  /** When the hub decided, ISO 8601 in UTC. The log's order is the leaf's index, never this. */
  readonly time: string;
  readonly kind: LeafKind;
  readonly caller: {
    readonly kind: 'WORKER' | 'APP';
    readonly id: string;
    readonly organisation: string;
    readonly roles: readonly string[];
    /** The app through which a worker asked. */
    readonly through?: string;
  };
  readonly purpose: string | null;
  readonly family: string | null;
  readonly person: string | null;
  /** Whether the caller was shown that the person or family exists. */
  readonly visible: boolean;
  readonly decisions: readonly LeafDecision[];
  readonly change?: LeafChange;
  /** For a manager's view: what of the person was shown. */
  readonly shown?: readonly string[];
  /** For an explanation: for whom and of when it was asked. */
  readonly explained?: { readonly category: string; readonly recipient: string; readonly at: string };
  /** For a list: whom it named. */
  readonly families?: readonly string[];
  /** For a reading of the log itself. */
  readonly review?: LeafReview;
  /** For a search. */
  readonly search?: LeafSearch;
  /** For an erasure: the entries whose bytes it removed. */
  readonly erased?: readonly LeafRange[];
  /** What must not have moved since the decision (rule 10). */
  readonly epochs: { readonly person: number | null; readonly global: number | null };
  readonly operation: { readonly name: string | null; readonly document: string };
  readonly requestId: string;
  /** Which hub process wrote the leaf. */
  readonly hub: string;
}

export type LeafKind =
  | 'VIEW'
  | 'FAMILY_LIST'
  | 'EXPLANATION'
  | 'MANAGEMENT_VIEW'
  | 'CONSENT_CHANGE'
  | 'COMPETENCE_CHANGE'
  | 'PARENTAL_RESPONSIBILITY_CHANGE'
  | 'RESTRICTION_CHANGE'
  | 'INTEREST_CHANGE'
  | 'OVERRIDE'
  | 'SAFEGUARDING_DECISION'
  | 'FAMILY_CHANGE'
  | 'MEMBERSHIP_CHANGE'
  | 'RELATIONSHIP_CHANGE'
  | 'ASSIGNMENT_CHANGE'
  | 'AGREEMENT_CHANGE'
  | 'SEARCH'
  | 'MATCH_REVIEW'
  | 'MATCH_CHANGE'
  | 'REVIEW'
  | 'REVIEW_CHANGE'
  | 'ACCOUNT_RELEASE'
  | 'EXPORT'
  | 'HOLD_CHANGE'
  | 'ERASURE';

/** First and last entry. */
export interface LeafRange {
  readonly from: number;
  readonly to: number;
}

/** Whom somebody looked for: by which facts, never what they were. */
export interface LeafSearch {
  /** The query. */
  readonly query: string;
  readonly facts: readonly string[];
  /** Whom it showed, best first. */
  readonly people: readonly string[];
}

/** What was asked of the log, and how much of it was answered: ids and codes, never what anybody wrote. */
export interface LeafReview {
  /** The query. */
  readonly query: string;
  /** Its filter, by name; what is not given is left out. */
  readonly filter: Readonly<Record<string, readonly string[]>>;
  /** How many entries were shown. */
  readonly entries: number;
  /** How many entries of the log the answer takes in. */
  readonly completeTo: number;
}

/** What a change recorded, or why it was refused: ids, codes and categories, never what anybody wrote. */
export interface LeafChange {
  /** The mutation. */
  readonly name: string;
  readonly outcome: 'RECORDED' | 'REFUSED';
  /** Codes of the problems, where it was refused. */
  readonly problems?: readonly string[];
  /** Ids of the rows that it added. */
  readonly records?: readonly string[];
  readonly categories?: readonly string[];
  readonly recipients?: readonly string[];
  readonly purposes?: readonly string[];
  /** What was decided: GIVEN, REFUSED, WITHDRAWN, a kind, a state. */
  readonly what?: readonly string[];
}

export interface LeafDecision {
  readonly category: string;
  readonly outcome: string;
  /** What the client read, where it was withheld. */
  readonly reason?: string;
  /** What the client did not read: refused, withdrawn, lapsed … */
  readonly internalReason?: string;
  readonly items?: number;
  /** Besides, somebody else's record named the person. */
  readonly named?: boolean;
  /** `agreement@version`, consent, assignment, episode, restriction; `link@version`, of those asked with or, where NAMED, named by. */
  readonly basis: Readonly<Record<string, string | readonly string[]>>;
  readonly detail?: string;
  readonly since?: string;
  readonly masked?: boolean;
  readonly fields?: readonly string[];
  readonly revealed?: Readonly<Record<string, boolean>>;
}

const MAXIMUM_BYTES = 65_535;

/** The exact bytes of a leaf: canonical JSON (RFC 8785) with a random nonce, so that equal leaves never look equal. @throws over 65,535 bytes. */
export function leafBytes(leaf: Leaf): Buffer {
  const bytes = bytesOf(leaf);
  if (bytes.length === 0 || bytes.length > MAXIMUM_BYTES)
    throw new Error(`A leaf has ${bytes.length} bytes; it may have 1 to ${MAXIMUM_BYTES}.`);
  return bytes;
}

export function hasRoomFor(leaf: Leaf): boolean {
  return bytesOf(leaf).length <= MAXIMUM_BYTES;
}

function bytesOf(leaf: Leaf): Buffer {
  return Buffer.from(canonicalize({ ...leaf, nonce: randomBytes(16).toString('base64url') }) ?? '', 'utf8');
}
