/** SAME_ADDRESS: a worker asked for somebody who lives at their own address: the same UPRN, or where one is not known the same postcode. */
import type { StaffMember } from '#review/queue-staff.ts';
import { plainReason } from './plain-reason.ts';
import type { EntryFacts, Rule } from './rule.ts';
import { findingOf, isViewByWorker, oncePerDay } from './rule.ts';

export const sameAddress: Rule = (entries, { facts, staff, workers, settings }) =>
  entries.flatMap((entry) => {
    const found = facts.get(entry.index);
    const member = staff?.find(workers.get(entry.worker ?? '')?.subject ?? '');
    const by = found && member ? sharedAddress(found, member) : undefined;
    // Their own household has a rule of its own.
    const isOwn = found?.interests.some(({ kind }) => kind === 'SELF' || kind === 'HOUSEHOLD');
    if (!isViewByWorker(entry) || !found || !by || isOwn) return [];
    const plain = plainReason(entry, found, settings);
    return findingOf(entry, {
      rule: 'SAME_ADDRESS',
      ...oncePerDay(entry, [{ code: 'SAME_ADDRESS', by }, ...plain.facts], plain.closedBy),
    });
  });

function sharedAddress(home: EntryFacts, own: StaffMember): 'UPRN' | 'POSTCODE' | undefined {
  if (home.uprn !== null && own.uprn !== null) return home.uprn === own.uprn ? 'UPRN' : undefined;
  return home.postcode !== null && home.postcode === own.postcode ? 'POSTCODE' : undefined;
}
