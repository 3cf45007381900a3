/**
 * What one entry of the log says, as rows that a review can find it by: one for each category decided, and another where somebody else's
 * record named the person in it besides; one for each family or person that a list, a search, a review or a refusal names; one where there is none of
 * these. Only the entry's bytes are read.
 */
import type { Leaf, LeafDecision } from '#access-log/leaf.ts';
import { isUuid } from '#terms/ids.ts';
import { isLeaf } from './leaf-shape.ts';

export interface ReviewRow {
  readonly index: number;
  readonly place: number;
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly kind: string;
  readonly worker: string | null;
  readonly app: string | null;
  readonly organisation: string | null;
  readonly person: string | null;
  readonly family: string | null;
  readonly purpose: string | null;
  readonly category: string | null;
  readonly outcome: string | null;
  readonly reason: string | null;
  readonly internalReason: string | null;
  readonly items: number | null;
  readonly agreement: string | null;
  readonly consent: string | null;
  readonly override: string | null;
  readonly safeguardingDecision: string | null;
  readonly links: readonly string[] | null;
  readonly waits: boolean;
}

/** The kind of what cannot be read: it is found, and it keeps nobody from what comes after it. */
export const UNREADABLE = 'UNREADABLE';

export function rowsOf(index: number, bytes: Uint8Array): ReviewRow[] {
  return (readEntry(bytes)?.rows ?? [NOTHING]).map((row, place) => ({ ...row, index, place }));
}

/** The leaf that these bytes are; undefined where they are none that can be found by its rows. */
export function readLeaf(bytes: Uint8Array): Leaf | undefined {
  return readEntry(bytes)?.leaf;
}

/** A leaf has room for fewer ids. */
const MOST_ROWS = 2_000;

function readEntry(bytes: Uint8Array): { readonly leaf: Leaf; readonly rows: readonly ReviewRow[] } | undefined {
  const leaf = parse(bytes);
  if (!isLeaf(leaf)) return undefined;
  const rows = rowsOfLeaf(leaf);
  return rows.length <= MOST_ROWS ? { leaf, rows } : undefined;
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8'));
  } catch {
    return undefined;
  }
}

function rowsOfLeaf(leaf: Leaf): ReviewRow[] {
  const { caller, change, review, search } = leaf;
  const shared = {
    ...NOTHING,
    ...recordedException(leaf),
    at: new Date(leaf.time).toISOString(),
    kind: leaf.kind,
    worker: caller.id,
    app: caller.kind === 'APP' ? caller.id : (caller.through ?? null),
    organisation: caller.organisation,
    person: leaf.person,
    family: leaf.family,
    purpose: leaf.purpose,
    outcome: change?.outcome ?? (leaf.visible ? null : 'HIDDEN'),
    waits: isWaiting(leaf),
  };
  const rows: Partial<ReviewRow>[] = [
    ...leaf.decisions.flatMap(decisionRows),
    ...(leaf.families ?? []).map((family) => ({ family })),
    ...(search?.people ?? []).map((person) => ({ person })),
    ...(change?.problems ?? []).map((reason) => ({ reason })),
    ...(review?.filter['familyIds'] ?? []).map((family) => ({ family: uuid(family) })),
    ...(review?.filter['personIds'] ?? []).map((person) => ({ person: uuid(person) })),
  ];
  return (rows.length > 0 ? rows : [{}]).map((row) => ({ ...shared, ...row }));
}

const NOTHING: ReviewRow = {
  index: 0,
  place: 0,
  at: new Date(0).toISOString(),
  kind: UNREADABLE,
  worker: null,
  app: null,
  organisation: null,
  person: null,
  family: null,
  purpose: null,
  category: null,
  outcome: null,
  reason: null,
  internalReason: null,
  items: null,
  agreement: null,
  consent: null,
  override: null,
  safeguardingDecision: null,
  links: null,
  waits: false,
};

function decisionRows(decision: LeafDecision): Partial<ReviewRow>[] {
  const row = decisionRow(decision);
  return decision.named === true ? [row, { ...row, outcome: 'NAMED', items: null, reason: null, internalReason: null }] : [row];
}

function decisionRow({ category, outcome, reason, internalReason, items, basis }: LeafDecision): Partial<ReviewRow> {
  const { agreement, links } = basis;
  return {
    category,
    outcome,
    reason: reason ?? null,
    internalReason: internalReason ?? null,
    items: items ?? null,
    agreement: typeof agreement === 'string' ? agreement : null,
    consent: uuid(basis['consent']),
    override: uuid(basis['override']),
    safeguardingDecision: uuid(basis['safeguardingDecision']),
    links: Array.isArray(links) ? (links as readonly string[]) : null,
  };
}

/** What opens SAFEGUARDING is found with everything that was shown through it. */
function recordedException({ kind, change }: Leaf): Partial<ReviewRow> {
  const record = uuid(change?.records?.[0]);
  if (kind === 'OVERRIDE') return { override: record };
  return kind === 'SAFEGUARDING_DECISION' ? { safeguardingDecision: record } : {};
}

/**
 * Rule 11: what the subject's own account leaves out until it is released. The whole entry, where any decision of it is so. Of
 * restrictions and masked places the log does not say whose they are: they are taken for another's. Of domestic abuse it counts that it
 * was permitted, whatever was held: else what is left out would tell what there is.
 */
function isWaiting({ purpose, decisions }: Leaf): boolean {
  return purpose === 'SAFEGUARDING' || decisions.some(isDelicate);
}

function isDelicate({ category, outcome, reason, detail, basis, masked, revealed }: LeafDecision): boolean {
  const isAbuse = category === ABUSE && (outcome !== 'WITHHELD' || detail !== undefined);
  const isRestricted = 'restriction' in basis || masked === true || reason === 'PROTECTED' || reason === 'RESTRICTED';
  return isAbuse || isRestricted || 'override' in basis || 'safeguardingDecision' in basis || ABUSE in (revealed ?? {});
}

const ABUSE = 'DOMESTIC_ABUSE';

function uuid(value: unknown): string | null {
  return typeof value === 'string' && isUuid(value) ? value : null;
}
