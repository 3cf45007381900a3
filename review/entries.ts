/** What an entry of the log says, for the data protection officer, with the names of whom it names. The log has no agency's data, and so has this. */
import type { Leaf, LeafChange, LeafDecision, LeafKind, LeafRange, LeafReview, LeafSearch } from '#access-log/leaf.ts';
import { isUuid } from '#terms/ids.ts';
import { isPurpose } from '#terms/purpose.ts';
import type { Purpose } from '#terms/purpose.ts';
import { itemsOfOwn } from './own-reviews.ts';
import type { FoundEntry } from './pages.ts';
import type { Read } from './read.ts';
import type { Ties } from './ties.ts';

export interface Party {
  readonly id: string;
  /** Null where the hub knows none. */
  readonly name: string | null;
}

export interface LogEntry {
  readonly index: number;
  readonly at: Date;
  readonly kind: LeafKind | 'UNREADABLE';
  readonly worker: Party | null;
  readonly app: Party | null;
  readonly organisation: Party | null;
  readonly person: Party | null;
  readonly family: { readonly id: string } | null;
  readonly purpose: Purpose | null;
  readonly visible: boolean;
  readonly decisions: readonly EntryDecision[];
  readonly requestId: string | null;
  readonly change: EntryChange | null;
  readonly shown: readonly string[];
  readonly explained: EntryExplained | null;
  readonly families: readonly string[];
  readonly review: EntryReview | null;
  readonly search: LeafSearch | null;
  readonly erased: readonly LeafRange[];
  /** Whether nothing was taken out for this reader: only then may they have its bytes. */
  readonly isWhole: boolean;
}

export const OUTCOMES = [
  'DISCLOSED',
  'NOTHING_HELD',
  'UNAVAILABLE',
  'WITHHELD',
  'NAMED',
  'NOT_NAMED',
  'HIDDEN',
  'RECORDED',
  'REFUSED',
] as const;
export type EntryOutcome = (typeof OUTCOMES)[number];

export interface EntryDecision {
  readonly category: string;
  readonly outcome: EntryOutcome | null;
  readonly reason: string | null;
  readonly internalReason: string | null;
  readonly items: number | null;
  readonly named: boolean;
  readonly detail: string | null;
  readonly since: string | null;
  readonly masked: boolean | null;
  readonly fields: readonly string[];
  readonly basis: EntryBasis;
}

const BASES = [
  'agreement',
  'consent',
  'assignment',
  'episode',
  'restriction',
  'interest',
  'override',
  'safeguardingDecision',
] as const;
type EntryBasis = Readonly<Record<(typeof BASES)[number], string | null>> & { readonly links: readonly string[] };

type EntryChange = Required<LeafChange>;

interface EntryExplained {
  readonly category: string;
  readonly recipient: string;
  readonly at: Date;
}

interface EntryReview extends Omit<LeafReview, 'filter'> {
  readonly filter: readonly { readonly name: string; readonly values: readonly string[] }[];
}

/** In the order in which they were found. */
export async function readEntriesOf(read: Read, found: readonly FoundEntry[], ties: Ties): Promise<LogEntry[]> {
  const names = await readNames(read, found);
  const items = await itemsOfOwn(read, found, ties);
  return found.map((entry) => entryOf(entry, names, ties, items));
}

/** Each kind of entry, by the log's own list. */
const KINDS: Readonly<Record<LeafKind, true>> = {
  VIEW: true,
  FAMILY_LIST: true,
  EXPLANATION: true,
  MANAGEMENT_VIEW: true,
  CONSENT_CHANGE: true,
  COMPETENCE_CHANGE: true,
  PARENTAL_RESPONSIBILITY_CHANGE: true,
  RESTRICTION_CHANGE: true,
  INTEREST_CHANGE: true,
  OVERRIDE: true,
  SAFEGUARDING_DECISION: true,
  FAMILY_CHANGE: true,
  MEMBERSHIP_CHANGE: true,
  RELATIONSHIP_CHANGE: true,
  ASSIGNMENT_CHANGE: true,
  AGREEMENT_CHANGE: true,
  SEARCH: true,
  MATCH_REVIEW: true,
  MATCH_CHANGE: true,
  REVIEW: true,
  REVIEW_CHANGE: true,
  ACCOUNT_RELEASE: true,
  EXPORT: true,
  HOLD_CHANGE: true,
  ERASURE: true,
};

function entryOf({ index, at, leaf }: FoundEntry, names: Names, ties: Ties, items: readonly string[]): LogEntry {
  const { caller, change, explained, review, search }: Partial<Leaf> = leaf ?? {};
  const kind = leaf && Object.hasOwn(KINDS, leaf.kind) ? leaf.kind : 'UNREADABLE';
  const { reviewer, people, families } = ties;
  // The reader, and whom they may not read about.
  const isNamed = (id: string): boolean => id === reviewer || [people, families, items].some((ids) => ids.includes(id));
  const party = (id: string | null | undefined): Party | null => (id == null ? null : { id, name: names.get(id) ?? null });
  return {
    index,
    at,
    kind,
    worker: caller?.kind === 'WORKER' ? party(caller.id) : null,
    app: party(caller?.kind === 'APP' ? caller.id : caller?.through),
    organisation: party(caller?.organisation),
    person: party(leaf?.person),
    family: leaf?.family == null ? null : { id: leaf.family },
    purpose: isPurpose(leaf?.purpose) ? leaf.purpose : null,
    visible: leaf?.visible === true,
    decisions: (leaf?.decisions ?? []).map(decisionOf),
    requestId: leaf?.requestId ?? null,
    change: change ? { ...NO_CHANGE, ...change } : null,
    shown: leaf?.shown ?? [],
    explained: explained ? { ...explained, at: new Date(explained.at) } : null,
    erased: leaf?.erased ?? [],
    // Whom the reader may not read about is left out of lists too.
    families: (leaf?.families ?? []).filter((id) => !families.includes(id)),
    // What cannot be read may name anybody.
    isWhole: kind !== 'UNREADABLE' && !namedIn(leaf).some(isNamed),
    search: search ? { ...search, people: search.people.filter((id) => !isNamed(id)) } : null,
    review: review
      ? {
          ...review,
          filter: Object.entries(review.filter).map(([name, values]) => ({
            name,
            values: values.filter((id) => !isNamed(id)),
          })),
        }
      : null,
  };
}

/** Whoever stands in its lists. */
function namedIn(leaf: Leaf | undefined): string[] {
  return [...(leaf?.families ?? []), ...(leaf?.search?.people ?? []), ...Object.values(leaf?.review?.filter ?? {}).flat()];
}

const NO_CHANGE = { problems: [], records: [], categories: [], recipients: [], purposes: [], what: [] };

function decisionOf({ category, outcome, basis, ...rest }: LeafDecision): EntryDecision {
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  const bases = Object.fromEntries(BASES.map((name) => [name, text(basis[name])])) as Omit<EntryBasis, 'links'>;
  const links = basis['links'];
  return {
    category,
    outcome: OUTCOMES.find((known) => known === outcome) ?? null,
    reason: rest.reason ?? null,
    internalReason: rest.internalReason ?? null,
    items: rest.items ?? null,
    named: rest.named === true,
    detail: rest.detail ?? null,
    since: rest.since ?? null,
    masked: rest.masked ?? null,
    fields: rest.fields ?? [],
    basis: { ...bases, links: Array.isArray(links) ? (links as readonly string[]) : [] },
  };
}

type Names = ReadonlyMap<string, string>;

/** Of workers, apps, people and organisations. */
async function readNames(read: Read, found: readonly FoundEntry[]): Promise<Names> {
  const callers = found.flatMap(({ leaf }) => leaf?.caller ?? []);
  const ids = (values: readonly (string | null | undefined)[]) => [...new Set(values.filter((id) => id != null))];
  const rows = await read<{ id: string; name: string }>('review-names', NAMES, [
    ids(callers.flatMap(({ id, through }) => [id, through])).filter(isUuid),
    ids(found.map(({ leaf }) => leaf?.person)).filter(isUuid),
    ids(callers.map(({ organisation }) => organisation)),
  ]);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** $1 workers and apps, $2 people, $3 organisations. A child not yet born has no name. */
const NAMES = `
select id::text, name from worker where id = any($1::uuid[])
union all select id::text, concat_ws(' ', forename, surname) from person
  where id = any($2::uuid[]) and coalesce(forename, surname) is not null
union all select id, name from organisation where id = any($3::text[])`;
