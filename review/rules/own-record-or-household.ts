/**
 * OWN_RECORD_OR_HOUSEHOLD: a worker asked for themselves, their household or their family, shown or not: by what was declared, and by the
 * staff file where there is one. Nothing explains it away.
 */
import type { Rule } from './rule.ts';
import { findingOf, isAskedFor, oncePerDay } from './rule.ts';

const CLOSE = ['SELF', 'HOUSEHOLD', 'FAMILY'] as const;

export const ownRecordOrHousehold: Rule = (entries, { facts }) =>
  entries.flatMap((entry) => {
    const interests = facts.get(entry.index)?.interests ?? [];
    const how = CLOSE.find((kind) => interests.some((interest) => interest.kind === kind));
    const by = interests.find(({ kind }) => kind === how)?.by;
    if (entry.isApp || !isAskedFor(entry) || !how || !by) return [];
    return findingOf(entry, { rule: 'OWN_RECORD_OR_HOUSEHOLD', ...oncePerDay(entry, [{ code: 'OWN', how, by }]) });
  });
