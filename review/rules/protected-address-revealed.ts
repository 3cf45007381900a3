/** PROTECTED_ADDRESS_REVEALED: of somebody in a household with a protected address, a field that gives a place away was shown. */
import type { LeafDecision } from '#access-log/leaf.ts';
import type { Rule, RuleContext } from './rule.ts';
import { findingOf, isView, oncePerDay } from './rule.ts';

export const protectedAddressRevealed: Rule = (entries, { facts, locates }) =>
  entries.flatMap((entry) => {
    if (!isView(entry) || !facts.get(entry.index)?.protectedHome) return [];
    const categories = entry.decisions.filter((decision) => isPlaceShown(decision, locates)).map(({ category }) => category);
    if (categories.length === 0) return [];
    return findingOf(entry, { rule: 'PROTECTED_ADDRESS_REVEALED', ...oncePerDay(entry, [{ code: 'PLACE_SHOWN', categories }]) });
  });

function isPlaceShown({ category, outcome, masked, fields }: LeafDecision, locates: RuleContext['locates']): boolean {
  if (outcome !== 'DISCLOSED' || masked !== false) return false;
  return category === 'ADDRESS' || (fields ?? []).some((field) => locates(category, field));
}
