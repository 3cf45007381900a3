/**
 * VOLUME_SPIKE: on one day a worker saw more people than the setting says, and so many times the median of their own days before. Covering
 * for a colleague explains it, where those families make the difference.
 */
import { londonDate } from '#terms/clock.ts';
import type { Rule } from './rule.ts';
import { findingOf, isViewByWorker, selectDay } from './rule.ts';

export const volumeSpike: Rule = (entries, { days, settings }) =>
  entries.flatMap((entry) => {
    const day = londonDate(entry.at);
    const count = days.get(`${entry.worker} ${day}`);
    if (!isViewByWorker(entry) || !entry.visible || !count || entry.worker === null) return [];
    const { people, notCovered, median, days: before } = count;
    const isMany = (seen: number) => seen > settings.volumePeople && seen > settings.volumeTimes * median;
    if (!isMany(people)) return [];
    const closedBy = isMany(notCovered) ? null : 'COVER';
    const covered = people - notCovered;
    return findingOf(entry, {
      rule: 'VOLUME_SPIKE',
      key: [entry.worker, day, ...(closedBy === null ? [] : [closedBy])].join(' '),
      person: null,
      family: null,
      closedBy,
      facts: [
        { code: 'VOLUME', people, median, days: before },
        ...(covered > 0 ? [{ code: 'COVERED', people: covered } as const] : []),
      ],
      entries: { ...selectDay(entry.at), workerIds: [entry.worker], kinds: ['VIEW'] },
    });
  });
