/** RESTRICTED_PERSON: somebody under a restriction was seen, or asked for in vain. Protected addresses have a rule of their own. */
import { plainReason } from './plain-reason.ts';
import type { Rule } from './rule.ts';
import { findingOf, isView, oncePerDay } from './rule.ts';

export const restrictedPerson: Rule = (entries, { facts, settings }) =>
  entries.flatMap((entry) => {
    const found = facts.get(entry.index);
    if (!isView(entry) || !found || found.restrictions.length === 0) return [];
    const plain = plainReason(entry, found, settings);
    const told = [{ code: 'RESTRICTION', restrictions: found.restrictions } as const, ...plain.facts];
    return findingOf(entry, { rule: 'RESTRICTED_PERSON', ...oncePerDay(entry, told, plain.closedBy) });
  });
