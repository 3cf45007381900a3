/** What the rules of review share: a rule reads entries in the order of the log, with what was read beforehand, and says what it finds. */
import type { LeafChange, LeafDecision } from '#access-log/leaf.ts';
import type { Explanation, Fact, Selection } from '#review/explanations.ts';
import type { ReviewSettings } from '#review/queue-settings.ts';
import type { Staff } from '#review/queue-staff.ts';
import type { LocalDate } from '#terms/clock.ts';
import { addDays, londonDate, startOfLondonDay } from '#terms/clock.ts';
import type { AssignmentKind, InterestKind } from '#terms/family.ts';
import type { PlainReason, ReviewRule } from '#terms/review.ts';
import type { OverrideReason, SafeguardingGround } from '#terms/sharing.ts';

/** An entry of the log, as far as rules read it. */
export interface RuleEntry {
  readonly index: number;
  readonly at: Date;
  readonly kind: string;
  readonly worker: string | null;
  /** An app that asked on its own. */
  readonly isApp: boolean;
  readonly organisation: string | null;
  readonly person: string | null;
  readonly family: string | null;
  readonly purpose: string | null;
  readonly visible: boolean;
  readonly decisions: readonly LeafDecision[];
  readonly change: LeafChange | null;
}

/** An assignment, with whether its family had an open episode, and when the last one was closed. */
export interface AssignmentFacts {
  readonly id: string;
  readonly kind: AssignmentKind;
  readonly since: LocalDate;
  readonly openEpisode: boolean;
  readonly closedOn: LocalDate | null;
}

/** What holds about the worker and the person of an entry, at its time. */
export interface EntryFacts {
  /** Live ones, to families of the person. */
  readonly assignments: readonly AssignmentFacts[];
  /** Of any family of the person. */
  readonly openEpisode: boolean;
  /** The last day on which one was closed. */
  readonly closedOn: LocalDate | null;
  /** On the person, but for protected addresses. */
  readonly restrictions: readonly string[];
  readonly protectedHome: boolean;
  readonly interests: readonly { readonly kind: InterestKind; readonly by: 'INTEREST' | 'STAFF_FILE' }[];
  /** The latest of the person's memberships that was confirmed within the days of the setting, in a family that was there before. */
  readonly newMember: { readonly id: string; readonly at: Date; readonly proposedBy: string | null } | null;
  readonly postcode: string | null;
  readonly uprn: string | null;
  readonly surname: string | null;
  /** How many people have the person's surname, where it is the worker's. */
  readonly surnamePeople: number | null;
}

export interface WorkerFacts {
  readonly subject: string;
  readonly organisation: string;
}

export interface OverrideFacts {
  readonly reason: OverrideReason;
  readonly organisation: string;
  readonly people: readonly string[];
}

export interface DecisionFacts {
  readonly ground: SafeguardingGround;
  readonly people: readonly string[];
  readonly decidedBy: string;
}

/** What one worker did on one day in England, and before. */
export interface DayCount {
  readonly people: number;
  /** Of these, of families that they did not cover for a colleague. */
  readonly notCovered: number;
  /** The median of the days before on which they saw anybody, and how many those are. */
  readonly median: number;
  readonly days: number;
}

export interface WeekCount {
  readonly outOfHours: number;
  readonly all: number;
}

/** What rules need read beforehand. */
export interface RuleContext {
  readonly settings: ReviewSettings;
  /** Null: not known, so what needs it is not evaluated. */
  readonly staff: Staff | null;
  /** Whether a field of a category's record gives a place away. */
  locates(category: string, field: string): boolean;
  readonly workers: ReadonlyMap<string, WorkerFacts>;
  readonly overrides: ReadonlyMap<string, OverrideFacts>;
  readonly decisions: ReadonlyMap<string, DecisionFacts>;
  /** By the entry's index. */
  readonly facts: ReadonlyMap<number, EntryFacts>;
  /** By worker and day: `id 2026-11-22`. */
  readonly days: ReadonlyMap<string, DayCount>;
  /** By worker and Monday. */
  readonly weeks: ReadonlyMap<string, WeekCount>;
  /** By the index of a refused entry: how many of the worker's were refused within the hour up to it. */
  readonly refusals: ReadonlyMap<number, number>;
}

export interface Finding extends Explanation {
  readonly rule: ReviewRule;
  /** What tells it from the rule's others: raised again, it is the same. */
  readonly key: string;
  readonly entry: number;
  readonly worker: string | null;
  readonly organisation: string | null;
  readonly person: string | null;
  readonly family: string | null;
  /** The service that is asked for an explanation. */
  readonly asked: string | null;
  readonly closedBy: PlainReason | null;
}

export type Rule = (entries: readonly RuleEntry[], context: RuleContext) => readonly Finding[];

type Told = Pick<Finding, 'rule' | 'key' | 'facts' | 'entries'> & Partial<Finding>;

/** What an entry raises, about its own worker, person and family where the rule does not say otherwise. */
export function findingOf(entry: RuleEntry, told: Told): Finding {
  const { worker, organisation, person, family } = entry;
  return { entry: entry.index, worker, organisation, person, family, asked: null, closedBy: null, ...told };
}

/** Somebody was shown to exist, or asked for in vain. Whoever of a family stays hidden was not asked for. */
export function isView(entry: RuleEntry): boolean {
  return entry.kind === 'VIEW' && entry.person !== null && isAskedFor(entry);
}

const ASKING: readonly string[] = ['VIEW', 'EXPLANATION', 'MANAGEMENT_VIEW'];

/** A person, or a family, was asked for. */
export function isAskedFor({ kind, worker, person, family, visible }: RuleEntry): boolean {
  return ASKING.includes(kind) && worker !== null && (visible || person === null || family === null);
}

/** By a human being: an app that asks on its own has no hours, no neighbours and no surname. */
export function isViewByWorker(entry: RuleEntry): boolean {
  return isView(entry) && !entry.isApp;
}

/** Every access of one worker to one person on one day in England is one case; what a plain reason closes is another than what it does not. */
export function oncePerDay(entry: RuleEntry, facts: readonly Fact[], closedBy: PlainReason | null = null) {
  const { worker, person, family, at } = entry;
  return {
    key: [worker, person ?? family, londonDate(at), ...(closedBy === null ? [] : [closedBy])].join(' '),
    facts,
    closedBy,
    entries: {
      ...selectDay(at),
      ...(worker !== null && { workerIds: [worker] }),
      ...(person !== null ? { personIds: [person] } : family !== null && { familyIds: [family] }),
    },
  };
}

/** Of a day in England. */
export function selectDay(at: Date): Pick<Selection, 'from' | 'until'> {
  const day = londonDate(at);
  return { from: startOfLondonDay(day).toISOString(), until: startOfLondonDay(addDays(day, 1)).toISOString() };
}
