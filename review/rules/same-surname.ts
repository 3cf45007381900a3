/**
 * SAME_SURNAME: a worker asked for somebody with their own rare surname, and a second fact speaks against it: they do not work with them,
 * or it was out of hours. A surname alone is nothing: Khans and Smiths would drown the queue.
 */
import { isOutOfHours } from '#review/weeks.ts';
import { plainReason } from './plain-reason.ts';
import type { Rule } from './rule.ts';
import { findingOf, isViewByWorker, oncePerDay } from './rule.ts';

export const sameSurname: Rule = (entries, { facts, settings }) =>
  entries.flatMap((entry) => {
    const found = facts.get(entry.index);
    const people = found?.surnamePeople ?? null;
    if (!isViewByWorker(entry) || !found || people === null || people > settings.rareSurnamePeople) return [];
    const plain = plainReason(entry, found, settings);
    const isLate = isOutOfHours(entry.at, settings);
    if (found.assignments.length > 0 && !isLate) return [];
    const told = [{ code: 'SURNAME', people } as const, ...(isLate ? [{ code: 'OUT_OF_HOURS' } as const] : []), ...plain.facts];
    return findingOf(entry, { rule: 'SAME_SURNAME', ...oncePerDay(entry, told, isLate ? null : plain.closedBy) });
  });
