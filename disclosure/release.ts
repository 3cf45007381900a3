/**
 * Rules 6, 7 and 9: what must be done to an agency's answer before it is released. Nothing that a decision did not permit, no
 * upstream id and no upstream marker passes.
 */
import type { AgencyItem, AgencyRecord, CategoryDeclaration, PortAnswer } from '#connectors/contract.ts';
import type { Category } from '#terms/category.ts';
import { startOfLondonDay } from '#terms/clock.ts';
import type { Reveals } from '#terms/item-marks.ts';
import { MENTIONS, REVEALS } from '#terms/item-marks.ts';
import type { Source } from '#terms/source.ts';
import type { Answer } from './answers.ts';
import type { Obligations } from './decision.ts';
import { withheld } from './explanations.ts';
import type { Mask, Masks } from './masks.ts';
import { maskPlaces } from './masks.ts';

export interface Release {
  readonly declaration: CategoryDeclaration;
  readonly obligations: Obligations;
  readonly now: Date;
  readonly masks: Masks;
  /** Whether another category of the same person is permitted too, for an item that shows them as the victim or not. */
  permits(category: Category, subjectIsVictim: boolean): boolean;
  /** Whether the person whom an agency's id stands for is visible, and these categories are permitted for them. */
  permitsOther(agencyPersonId: string, categories: readonly Category[]): boolean;
  /** The person whom an agency's id stands for, where all these categories are permitted for them too; otherwise null: another person. */
  name(agencyPersonId: string, categories: readonly Category[]): unknown;
  /** Turns an agency's id of an item into an opaque one. */
  opaqueId(id: string): string;
}

export interface Released {
  readonly answer: Answer;
  /** How many items are shown; 1 for a record without items. */
  readonly items: number;
}

/** Applies every obligation of a permit to an agency's answer. */
export function release(answer: PortAnswer, context: Release): Released {
  const { declaration, obligations } = context;
  const category = declaration.name;
  const sourceMask = context.masks('Source');
  const source = (value: Source): Source => place(value, sourceMask, obligations);

  if (answer.outcome === 'UNAVAILABLE') {
    const { since, lastAnswered } = answer;
    return none({ __typename: 'Unavailable', category, source: source(answer.source), since, lastAnswered });
  }
  const { source: stated } = answer.outcome === 'HELD' ? answer.record : answer;
  const staleSince = staleAt(stated, obligations);
  if (staleSince && staleSince <= context.now) {
    const lastAnswered = stated.updatedAt ?? null;
    const since = stated.updatedAt ? staleSince : context.now;
    return none({ __typename: 'Unavailable', category, source: source(stated), since, lastAnswered });
  }

  const nothing: Released = obligations.victimOnly
    ? none(withheld(category, 'OTHER_PERSON'))
    : none({ __typename: 'NothingHeld', category, source: source(stated) });
  if (answer.outcome === 'NOTHING_HELD') return nothing;

  const items = releasedItems(answer.record, context);
  // A record that is nothing but its items, none of which may be shown, must read as if there were none.
  if (items?.length === 0 && (isItemsOnly(declaration) || obligations.victimOnly)) return nothing;
  return { answer: shape(answer.record, items, context), items: items?.length ?? 1 };
}

function none(answer: Answer): Released {
  return { answer, items: 0 };
}

/** From when on what the agency last updated is too old to be shown. */
function staleAt(source: Source, { stalenessHours }: Obligations): Date | null {
  if (stalenessHours === null) return null;
  // An agency that does not say how old its answer is cannot keep to a limit.
  if (!source.updatedAt) return new Date(0);
  return new Date(source.updatedAt.getTime() + stalenessHours * 3_600_000);
}

function isItemsOnly(declaration: CategoryDeclaration): boolean {
  return declaration.items !== null && declaration.summaryFields.length === 0;
}

function releasedItems(record: AgencyRecord, context: Release): object[] | null {
  const { items } = context.declaration;
  if (items === null) return null;
  const { since } = context.obligations;
  const from = since === null ? null : startOfLondonDay(since);
  return ((record[items] ?? []) as AgencyItem[]).flatMap((item) => {
    if (from && item.occurredAt < from) return [];
    const shown = withoutRevealing(item, context);
    return shown ? [opaque(shown, item, context)] : [];
  });
}

/** Rule 7: an item is shown only if every category it reveals is permitted, or without what reveals it. */
function withoutRevealing(item: AgencyItem, context: Release): AgencyItem | null {
  const reveals: Reveals | undefined = item[REVEALS];
  if (!reveals) return item;
  const isPermitted = reveals.categories.every((category) => context.permits(category, reveals.subjectIsVictim === true));
  if (isPermitted && haveOthersPermitted(reveals, context)) return item;
  return reveals.otherwise ? { ...item, ...reveals.otherwise } : null;
}

function haveOthersPermitted({ needsOthers, categories }: Reveals, context: Release): boolean {
  if (!needsOthers) return true;
  return needsOthers.length > 0 && needsOthers.every((agencyPersonId) => context.permitsOther(agencyPersonId, categories));
}

function opaque(shown: AgencyItem, item: AgencyItem, context: Release): object {
  const { [REVEALS]: reveals, [MENTIONS]: mentions, ...fields } = shown;
  const categories = [context.declaration.name, ...(reveals?.categories ?? [])];
  return {
    ...fields,
    id: context.opaqueId(item.id),
    // Asked only where the query selects it: whom nobody reads of is not named.
    ...(mentions && { others: mentions.map((agencyPersonId) => ({ person: () => context.name(agencyPersonId, categories) })) }),
  };
}

function shape(record: AgencyRecord, items: object[] | null, context: Release): Answer {
  const { declaration, obligations } = context;
  const whole = { ...record, ...(declaration.items !== null && { [declaration.items]: items }) };
  const allowed =
    obligations.detail === 'FULL'
      ? whole
      : Object.fromEntries(Object.entries(whole).filter(([field]) => declaration.summaryFields.includes(field)));
  const masked = place({ ...allowed, source: record.source }, context.masks(declaration.recordType), obligations);
  return { ...masked, __typename: declaration.recordType, detail: obligations.detail };
}

function place<Value>(value: Value, mask: Mask, obligations: Obligations): Value {
  return obligations.locates === 'MASK' ? maskPlaces(value, mask) : value;
}
