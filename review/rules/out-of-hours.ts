/** OUT_OF_HOURS: in one week a worker viewed out of hours more often than the setting says. One request is one view. */
import { isOutOfHours, selectWeek, weekOf } from '#review/weeks.ts';
import type { Rule } from './rule.ts';
import { findingOf, isViewByWorker } from './rule.ts';

export const outOfHours: Rule = (entries, { weeks, settings }) =>
  entries.flatMap((entry) => {
    const { name, monday } = weekOf(entry.at);
    const count = weeks.get(`${entry.worker} ${monday}`);
    if (!isViewByWorker(entry) || !entry.visible || !isOutOfHours(entry.at, settings) || !count || entry.worker === null)
      return [];
    if (count.outOfHours <= settings.outOfHoursViews) return [];
    return findingOf(entry, {
      rule: 'OUT_OF_HOURS',
      key: `${entry.worker} ${name}`,
      person: null,
      family: null,
      facts: [{ code: 'HOURS', out: count.outOfHours, of: count.all }],
      entries: { ...selectWeek(entry.at), workerIds: [entry.worker], kinds: ['VIEW'] },
    });
  });
