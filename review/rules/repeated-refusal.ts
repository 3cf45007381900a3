/** REPEATED_REFUSAL: within an hour, a worker or app asked in vain, or for changes that are not theirs, as often as the setting says. */
import { londonDate } from '#terms/clock.ts';
import type { Rule } from './rule.ts';
import { findingOf } from './rule.ts';

const HOUR_MS = 3_600_000;

export const repeatedRefusal: Rule = (entries, { refusals, settings }) =>
  entries.flatMap((entry) => {
    const count = refusals.get(entry.index) ?? 0;
    const { worker, at } = entry;
    if (worker === null || count < settings.refusals) return [];
    return findingOf(entry, {
      rule: 'REPEATED_REFUSAL',
      key: `${worker} ${londonDate(at)}`,
      person: null,
      family: null,
      facts: [{ code: 'REFUSALS', count }],
      entries: {
        workerIds: [worker],
        outcomes: ['HIDDEN', 'REFUSED'],
        from: new Date(at.getTime() - HOUR_MS).toISOString(),
        until: new Date(at.getTime() + HOUR_MS).toISOString(),
      },
    });
  });
