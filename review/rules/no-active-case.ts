/**
 * NO_ACTIVE_CASE: somebody was seen of a family without an open episode; once a week for each worker and family. SAFEGUARDING has rules of
 * its own.
 */
import { selectWeek, weekOf } from '#review/weeks.ts';
import { plainReason } from './plain-reason.ts';
import type { Rule } from './rule.ts';
import { findingOf, isView } from './rule.ts';

export const noActiveCase: Rule = (entries, { facts, settings }) =>
  entries.flatMap((entry) => {
    const found = facts.get(entry.index);
    if (!isView(entry) || !entry.visible || entry.purpose === 'SAFEGUARDING' || !found || found.openEpisode) return [];
    const plain = plainReason(entry, found, settings);
    const told = [{ code: 'NO_OPEN_EPISODE', closedOn: found.closedOn } as const, ...plain.facts];
    const { worker, family, person, at } = entry;
    if (worker === null) return [];
    const whom = family === null ? { personIds: person === null ? [] : [person] } : { familyIds: [family] };
    return findingOf(entry, {
      rule: 'NO_ACTIVE_CASE',
      key: [worker, family ?? person, weekOf(at).name, ...(plain.closedBy === null ? [] : [plain.closedBy])].join(' '),
      person: family === null ? person : null,
      facts: told,
      closedBy: plain.closedBy,
      entries: { ...selectWeek(at), workerIds: [worker], ...whom },
    });
  });
