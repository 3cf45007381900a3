/** Items of the queue as they stand: their state follows from their steps and the time. Of the reviewer's own accesses, household and family there are none. */
import type { Disposition, PlainReason, ReviewRule, ReviewState, ReviewStepKind } from '#terms/review.ts';
import { ALWAYS_REVIEWED } from '#terms/review.ts';
import type { Explanation } from './explanations.ts';
import { NOT_ABOUT_OWN, NOT_OF_OWN_REVIEW } from './own-reviews.ts';
import { NOT_OWN_ENTRY } from './pages.ts';
import type { Read } from './read.ts';
import type { Ties } from './ties.ts';

export interface StoredItem {
  readonly id: string;
  readonly rule: ReviewRule;
  readonly state: ReviewState;
  readonly openedAt: Date;
  readonly entry: number;
  readonly worker: string | null;
  readonly organisation: string | null;
  readonly person: string | null;
  readonly family: string | null;
  readonly asked: string | null;
  readonly explainBy: Date | null;
  readonly explanation: Explanation;
  readonly autoClosedReason: PlainReason | null;
  readonly steps: readonly StoredStep[];
}

export interface StoredStep {
  readonly version: number;
  readonly step: ReviewStepKind;
  readonly by: string;
  readonly at: Date;
  readonly disposition: Disposition | null;
  readonly note: string | null;
}

/** Who asks, when, and whom they may not review. */
export interface Reviewing {
  readonly reviewer: string;
  readonly ties: Ties;
  readonly now: Date;
}

export interface ItemsRequest extends Reviewing {
  /** Null: whatever it is. */
  readonly ids: readonly string[] | null;
  readonly states: readonly ReviewState[] | null;
  readonly rules: readonly ReviewRule[] | null;
  /** Of which this service is asked for an explanation. */
  readonly askedOf: string | null;
  /** Only what is not explained. */
  readonly unexplained?: boolean;
  readonly after: Place | null;
  readonly first: number;
}

/** An item's place in the queue: what is always reviewed first, then the oldest. */
export interface Place {
  readonly rank: number;
  readonly openedAt: Date;
  readonly id: string;
}

export function placeOf({ rule, openedAt, id }: Pick<StoredItem, 'rule' | 'openedAt' | 'id'>): Place {
  return { rank: ALWAYS_REVIEWED.includes(rule) ? 0 : 1, openedAt, id };
}

export async function readItems(read: Read, request: ItemsRequest): Promise<StoredItem[]> {
  const { reviewer, ties, now, ids, states, rules, askedOf, unexplained = false, after, first } = request;
  const rows = await read<ItemRow>('review-items', ITEMS, [
    reviewer,
    ties.people,
    ties.ownFamilies,
    ties.families,
    now,
    ids,
    states,
    rules,
    askedOf,
    ALWAYS_REVIEWED,
    after?.rank ?? null,
    after?.openedAt ?? null,
    after?.id ?? null,
    first,
    unexplained,
  ]);
  return rows.map(({ openedAt, explainBy, steps, ...row }) => ({
    ...row,
    entry: Number(row.entry),
    openedAt: new Date(Number(openedAt)),
    explainBy: explainBy === null ? null : new Date(Number(explainBy)),
    steps: steps.map((step) => ({ ...step, at: new Date(step.at) })),
  }));
}

interface ItemRow extends Omit<StoredItem, 'entry' | 'openedAt' | 'explainBy' | 'steps'> {
  readonly entry: string;
  readonly openedAt: string;
  readonly explainBy: string | null;
  readonly steps: readonly (Omit<StoredStep, 'at'> & { readonly at: string })[];
}

export const STEP = (step: ReviewStepKind) => `exists (select from review_step s where s.item = i.id and s.step = '${step}')`;
const MILLISECONDS = (column: string) => `(extract(epoch from ${column}) * 1000)::bigint`;

/** Of the item `i`. @param now the moment, in SQL */
export const stateAt = (now: string) => `case
  when i.auto_closed_reason is not null or ${STEP('CLOSED')} then 'CLOSED' when ${STEP('STARTED')} then 'INVESTIGATING'
  when i.explain_by > ${now} and not ${STEP('EXPLAINED')} then 'AWAITING_EXPLANATION' else 'OPEN' end`;

const SELECTED = `i.explanation -> 'entries'`;
const isSelected = (part: string, column: string): string =>
  `(not (${SELECTED} ? '${part}') or ${SELECTED} -> '${part}' ? ${column}::text)`;
const PARTS = [
  ['personIds', 'e.person'],
  ['familyIds', 'e.family'],
  ['kinds', 'e.kind'],
  ['outcomes', 'e.outcome'],
] as const;
/** An item names its entries by where the first is, and most of them by the worker and the time. */
const FIRST = 'select from review_entry e where e.index = i.entry';
const SELECTION = `select from review_entry e where e.worker = i.worker and e.at >= (${SELECTED} ->> 'from')::timestamptz
  and e.at < (${SELECTED} ->> 'until')::timestamptz and ${PARTS.map(([part, column]) => isSelected(part, column)).join(' and ')}`;
const READABLE = `${NOT_OWN_ENTRY} and ${NOT_OF_OWN_REVIEW}`;

/**
 * There is an entry of it that the reviewer may read, or none is left. The first most often is one: the others cost more. Without `offset`
 * a plan may hash the whole index for it.
 */
const HAS_READABLE = `(exists (${FIRST} and ${READABLE} offset 0) or exists (${SELECTION} and ${READABLE} offset 0)
  or (not exists (${FIRST} offset 0) and not exists (${SELECTION} offset 0)))`;

/** $1 the reviewer, $2 tied people, $3 their own families, $4 families of any tied person */
const NOT_OWN = `${NOT_ABOUT_OWN} and ${HAS_READABLE}`;

const ITEMS = `
select i.*, i.opened_ms as "openedAt",
  (select coalesce(json_agg(json_build_object('version', s.version, 'step', s.step, 'by', s.by, 'at', ${MILLISECONDS('s.at')},
    'disposition', s.disposition, 'note', s.note) order by s.version), '[]') from review_step s where s.item = i.id) as steps
from (
  select i.id, i.rule, ${stateAt('$5::timestamptz')} as state, ${MILLISECONDS('i.opened_at')} as opened_ms, i.opened_at, i.entry, i.worker, i.organisation, i.person,
    i.family, i.asked, ${MILLISECONDS('i.explain_by')} as "explainBy", i.explanation, i.auto_closed_reason as "autoClosedReason",
    case when i.rule = any($10::text[]) then 0 else 1 end as rank
  from review_item i
  where ($6::uuid[] is null or i.id = any($6::uuid[])) and ($8::text[] is null or i.rule = any($8::text[]))
    and ($9::text is null or i.asked = $9::text)
    and not ($15::boolean and ${STEP('EXPLAINED')}) and ${NOT_OWN}
    and ($7::text[] is null or 'CLOSED' = any($7::text[]) or i.auto_closed_reason is null)
) i
where ($7::text[] is null or i.state = any($7::text[]))
  and ($11::int is null or (i.rank, i.opened_at, i.id) > ($11::int, $12::timestamptz, $13::uuid))
order by i.rank, i.opened_at, i.id limit $14::int
`;
