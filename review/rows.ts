/**
 * What one entry of the log says, as rows that a review can find it by: one for each category decided, and another where somebody else's
 * record named the person in it besides; one for each family or person that a list, a review or a refusal names; one where there is none of
 * these. Only the entry's bytes are read.
 */
import type { Leaf, LeafDecision } from '#access-log/leaf.ts';
import { isUuid } from '#terms/ids.ts';

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

/** The leaf that these bytes are; undefined where they are none. */
export function readLeaf(bytes: Uint8Array): ReadLeaf | undefined {
  return readEntry(bytes)?.leaf;
}

/** A leaf as it was stored: nothing is taken for granted but its time and kind. */
export type ReadLeaf = Partial<Leaf> & Pick<Leaf, 'time' | 'kind'>;

function readEntry(bytes: Uint8Array): { readonly leaf: ReadLeaf; readonly rows: readonly ReviewRow[] } | undefined {
  try {
    const leaf = JSON.parse(Buffer.from(bytes).toString('utf8')) as ReadLeaf;
    return typeof leaf.kind === 'string' ? { leaf, rows: rowsOfLeaf(leaf) } : undefined;
  } catch {
    // No JSON, or not as a leaf has it.
    return undefined;
  }
}

function rowsOfLeaf(leaf: ReadLeaf): ReviewRow[] {
  const { caller, change, review } = leaf;
  const shared = {
    ...NOTHING,
    ...recordedException(leaf),
    at: new Date(leaf.time).toISOString(),
    kind: text(leaf.kind) ?? UNREADABLE,
    worker: uuid(caller?.id),
    app: uuid(caller?.kind === 'APP' ? caller.id : caller?.through),
    organisation: text(caller?.organisation),
    person: uuid(leaf.person),
    family: uuid(leaf.family),
    purpose: text(leaf.purpose),
    outcome: text(change?.outcome) ?? (leaf.visible === false ? 'HIDDEN' : null),
    waits: isWaiting(leaf),
  };
  const rows: Partial<ReviewRow>[] = [
    ...(leaf.decisions ?? []).flatMap(decisionRows),
    ...(leaf.families ?? []).map((family) => ({ family: uuid(family) })),
    ...(change?.problems ?? []).map((reason) => ({ reason: text(reason) })),
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
  const links = basis['links'];
  return {
    category: text(category),
    outcome: text(outcome),
    reason: text(reason),
    internalReason: text(internalReason),
    items: Number.isInteger(items) && items !== undefined ? items : null,
    agreement: text(basis['agreement']),
    consent: uuid(basis['consent']),
    override: uuid(basis['override']),
    safeguardingDecision: uuid(basis['safeguardingDecision']),
    links: Array.isArray(links) ? links.flatMap((link: unknown) => text(link) ?? []) : null,
  };
}

/** What opens SAFEGUARDING is found with everything that was shown through it. */
function recordedException({ kind, change }: Partial<Leaf>): Partial<ReviewRow> {
  const record = uuid(change?.records?.[0]);
  if (kind === 'OVERRIDE') return { override: record };
  return kind === 'SAFEGUARDING_DECISION' ? { safeguardingDecision: record } : {};
}

/**
 * Rule 11: what the subject's own account leaves out until it is released. The whole entry, where any decision of it is so. Of
 * restrictions and masked places the log does not say whose they are: they are taken for another's. Of domestic abuse it counts that it
 * was permitted, whatever was held: else what is left out would tell what there is.
 */
function isWaiting({ purpose, decisions }: Partial<Leaf>): boolean {
  return purpose === 'SAFEGUARDING' || (decisions ?? []).some(isDelicate);
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

/** PostgreSQL takes no null character and no half of a surrogate pair. */
function text(value: unknown): string | null {
  return typeof value === 'string' && value.isWellFormed() && !value.includes('\0') ? value : null;
}
