/** NO_ACTIVE_CASE: somebody was seen of a family without an open episode. SAFEGUARDING has rules of its own. */
import { plainReason } from './plain-reason.ts';
import type { Rule } from './rule.ts';
import { findingOf, isView, oncePerDay } from './rule.ts';

export const noActiveCase: Rule = (entries, { facts, settings }) =>
  entries.flatMap((entry) => {
    const found = facts.get(entry.index);
    if (!isView(entry) || !entry.visible || entry.purpose === 'SAFEGUARDING' || !found || found.openEpisode) return [];
    const plain = plainReason(entry, found, settings);
    const told = [{ code: 'NO_OPEN_EPISODE', closedOn: found.closedOn } as const, ...plain.facts];
    return findingOf(entry, { rule: 'NO_ACTIVE_CASE', ...oncePerDay(entry, told, plain.closedBy) });
  });
