/** Reads beforehand, in a few statements for a page of entries, what the rules need to know of the workers and people that these name. */
import type { Queryable } from '#access-log/change.ts';
import { plainPostcode, plainUprn } from '#review/queue-staff.ts';
import { isOutOfHours, weekOf } from '#review/weeks.ts';
import { addDays, londonDate } from '#terms/clock.ts';
import { ABOUT } from './about-query.ts';
import { DAYS, DECISIONS, OVERRIDES, REFUSALS, WEEKS, WORKERS } from './counting-queries.ts';
import type {
  DayCount,
  DecisionFacts,
  EntryFacts,
  OverrideFacts,
  RuleContext,
  RuleEntry,
  WeekCount,
  WorkerFacts,
} from './rule.ts';
import { isAskedFor, isViewByWorker } from './rule.ts';

/** What a page of entries is read with. */
export type ReadingTools = Pick<RuleContext, 'settings' | 'staff' | 'locates'>;

/** @param to how far the page goes: what is counted is counted up to there */
export async function readContext(
  database: Queryable,
  entries: readonly RuleEntry[],
  to: number,
  tools: ReadingTools,
): Promise<RuleContext> {
  const ask = async <Row extends object>(name: string, text: string, ...values: unknown[]): Promise<Row[]> => {
    const isNothing = Array.isArray(values[0]) ? values[0].length === 0 : values[0] === '[]';
    return isNothing ? [] : (await database.query<Row>({ name: `review-rules-${name}`, text, values })).rows;
  };
  const named = recordsOf(entries);
  const workers = new Map(
    (
      await ask<WorkerFacts & { id: string }>('workers', WORKERS, [...new Set(entries.flatMap(({ worker }) => worker ?? []))])
    ).map((row) => [row.id, row]),
  );
  const overrides = await ask<OverrideFacts & { id: string }>('overrides', OVERRIDES, named);
  const decisions = await ask<DecisionFacts & { id: string }>('decisions', DECISIONS, named);
  return {
    ...tools,
    workers,
    overrides: new Map(overrides.map((row) => [row.id, row])),
    decisions: new Map(decisions.map((row) => [row.id, row])),
    facts: factsOf(await ask<AboutRow>('about', ABOUT, aboutValues(entries, workers, tools), tools.settings.newMemberDays)),
    ...(await readCounts(ask, entries, to, tools)),
  };
}

type Ask = <Row extends object>(name: string, text: string, ...values: unknown[]) => Promise<Row[]>;

/** What overrides and safeguarding decisions the entries record. */
function recordsOf(entries: readonly RuleEntry[]): string[] {
  const isException = ({ kind }: RuleEntry) => kind === 'OVERRIDE' || kind === 'SAFEGUARDING_DECISION';
  return [...new Set(entries.filter(isException).flatMap(({ change }) => change?.records ?? []))];
}

function aboutValues(entries: readonly RuleEntry[], workers: ReadonlyMap<string, WorkerFacts>, { staff }: ReadingTools): string {
  const asked = entries.filter(isAskedFor).map(({ index, at, worker, person, family }) => {
    const subject = workers.get(worker ?? '')?.subject;
    const self = subject === undefined ? undefined : staff?.find(subject)?.personId;
    return { index, at, day: londonDate(at), worker, person, family, self: self ?? null };
  });
  return JSON.stringify(asked);
}

interface AboutRow extends Omit<EntryFacts, 'newMember'> {
  readonly index: string;
  readonly newMember: { readonly id: string; readonly at: string; readonly proposedBy: string | null } | null;
}

function factsOf(rows: readonly AboutRow[]): ReadonlyMap<number, EntryFacts> {
  return new Map(
    rows.map(({ index, newMember, postcode, uprn, ...row }) => [
      Number(index),
      {
        ...row,
        newMember: newMember && { ...newMember, at: new Date(newMember.at) },
        postcode: plainPostcode(postcode),
        uprn: plainUprn(uprn),
      },
    ]),
  );
}

/** Once for each worker and day, week or refusal. */
async function readCounts(
  ask: Ask,
  entries: readonly RuleEntry[],
  to: number,
  { settings }: ReadingTools,
): Promise<Pick<RuleContext, 'days' | 'weeks' | 'refusals'>> {
  const seen = entries.filter((entry) => isViewByWorker(entry) && entry.visible);
  const daysAsked = unique(seen.map(({ worker, at }) => ({ worker, day: londonDate(at) })));
  const late = seen.filter(({ at }) => isOutOfHours(at, settings));
  const weeksAsked = unique(late.map(({ worker, at }) => ({ worker, day: weekOf(at).monday })));
  const refused = entries.filter(isRefused).map(({ index, worker, at }) => ({ index, worker, at }));
  const days = await ask<DayCount & Asked>('days', DAYS, daysAsked, to, settings.volumePeople, settings.volumeDays);
  const weeks = await ask<WeekCount & Asked>('weeks', WEEKS, weeksAsked, to, settings.hoursFrom, settings.hoursUntil);
  const refusals = await ask<{ index: string; count: number }>('refusals', REFUSALS, JSON.stringify(refused), AUTHORITY_PROBLEMS);
  return {
    days: new Map(days.map((row) => [keyOf(row), row])),
    weeks: new Map(weeks.map((row) => [keyOf(row), row])),
    refusals: new Map(refusals.map(({ index, count }) => [Number(index), count])),
  };
}

interface Asked {
  readonly worker: string | null;
  readonly day: string;
}

function keyOf({ worker, day }: Asked): string {
  return `${worker} ${day}`;
}

function unique(asked: readonly Asked[]): string {
  return JSON.stringify([...new Map(asked.map((one) => [keyOf(one), { ...one, next: addDays(one.day, 1) }])).values()]);
}

/** Problems that say that somebody may not, rather than that they mistyped. */
export const AUTHORITY_PROBLEMS: readonly string[] = [
  'NOT_ENTITLED',
  'NOT_FOUND',
  'NOT_PERMITTED',
  'CONFLICT_OF_INTEREST',
  'NOT_FOR_YOURSELF',
  'SECOND_PERSON_NEEDED',
];

/** Asked in vain, or for a change that is not theirs to make. Whoever of a family stays hidden was not asked for. */
export function isRefused({ worker, visible, family, person, change }: RuleEntry): boolean {
  if (worker === null || visible) return false;
  return change ? (change.problems ?? []).some((code) => AUTHORITY_PROBLEMS.includes(code)) : family === null || person === null;
}
