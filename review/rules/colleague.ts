/** COLLEAGUE: a worker asked for somebody else who is on the staff. */
import { plainReason } from './plain-reason.ts';
import type { Rule } from './rule.ts';
import { findingOf, isViewByWorker, oncePerDay } from './rule.ts';

export const colleague: Rule = (entries, { facts, staff, workers, settings }) =>
  entries.flatMap((entry) => {
    const found = facts.get(entry.index);
    const worker = workers.get(entry.worker ?? '');
    const member = entry.person === null ? undefined : staff?.ofPerson(entry.person);
    if (!isViewByWorker(entry) || !found || !worker || !member || member.subject === worker.subject) return [];
    const plain = plainReason(entry, found, settings);
    const sameOrganisation = member.organisation === null || member.organisation === worker.organisation;
    return findingOf(entry, {
      rule: 'COLLEAGUE',
      ...oncePerDay(entry, [{ code: 'COLLEAGUE', sameOrganisation }, ...plain.facts], plain.closedBy),
    });
  });
