/** What explains an item: codes, ids and numbers, from which its sentences are made. Never what anybody wrote, and of restrictions not which. */
import type { LocalDate } from '#terms/clock.ts';
import type { AssignmentKind } from '#terms/family.ts';
import type { OverrideReason, SafeguardingGround } from '#terms/sharing.ts';

export type Fact =
  | { readonly code: 'OVERRIDE'; readonly reason: OverrideReason; readonly people: number }
  | { readonly code: 'SAFEGUARDING'; readonly ground: SafeguardingGround; readonly people: number }
  | { readonly code: 'NEW_MEMBER'; readonly membership: string; readonly on: LocalDate; readonly byViewer: boolean }
  | { readonly code: 'PLACE_SHOWN'; readonly categories: readonly string[] }
  | { readonly code: 'RESTRICTION'; readonly restrictions: readonly string[] }
  | { readonly code: 'OWN'; readonly how: 'SELF' | 'HOUSEHOLD' | 'FAMILY'; readonly by: 'INTEREST' | 'STAFF_FILE' }
  | { readonly code: 'SAME_ADDRESS'; readonly by: 'UPRN' | 'POSTCODE' }
  | { readonly code: 'COLLEAGUE'; readonly sameOrganisation: boolean }
  | { readonly code: 'SURNAME'; readonly people: number }
  | { readonly code: 'NO_OPEN_EPISODE'; readonly closedOn: LocalDate | null }
  | { readonly code: 'VOLUME'; readonly people: number; readonly median: number; readonly days: number }
  | { readonly code: 'HOURS'; readonly out: number; readonly of: number }
  | { readonly code: 'OUT_OF_HOURS' }
  | { readonly code: 'REFUSALS'; readonly count: number }
  | { readonly code: 'SAMPLE'; readonly week: string; readonly of: number; readonly size: number }
  | { readonly code: 'BY_HAND' }
  | { readonly code: 'ASSIGNED'; readonly kind: AssignmentKind; readonly assignment: string; readonly since: LocalDate }
  | { readonly code: 'COVERED'; readonly people: number }
  | { readonly code: 'NOT_ASSIGNED' };

/** Which entries of the log an item is of, in the words of the log's filter; or by their places. */
export interface Selection {
  readonly indexes?: readonly number[];
  readonly overrideId?: string;
  readonly safeguardingDecisionId?: string;
  readonly workerIds?: readonly string[];
  readonly personIds?: readonly string[];
  readonly familyIds?: readonly string[];
  readonly kinds?: readonly string[];
  readonly outcomes?: readonly string[];
  /** ISO 8601. */
  readonly from?: string;
  readonly until?: string;
}

/** As an item keeps it. */
export interface Explanation {
  readonly facts: readonly Fact[];
  readonly entries: Selection;
  /** The people whom it is about, where there are several. */
  readonly people?: readonly string[];
  /** Whoever had a part in it besides the worker. */
  readonly workers?: readonly string[];
}

/** One sentence for each fact. */
export function sentencesOf(facts: readonly Fact[]): string {
  return facts.map(sentenceOf).join(' ');
}

const REASONS: Readonly<Record<OverrideReason, string>> = {
  IMMEDIATE_DANGER: 'immediate danger',
  CHILD_MISSING: 'a missing child',
  SUSPECTED_SIGNIFICANT_HARM: 'suspected significant harm',
  RISK_TO_LIFE: 'a risk to life',
  OTHER: 'another reason',
};
const GROUNDS: Readonly<Record<SafeguardingGround, string>> = { MASH: 'the front door', SECTION_47: 'section 47' };
const ASSIGNMENTS: Readonly<Record<AssignmentKind, string>> = {
  LEAD_WORKER: 'Lead worker of this family',
  TEAM_MEMBER: 'In the team around this family',
  COVER: 'Covers for a colleague with this family',
  DUTY: 'On duty for this family',
};
const OWN = {
  SELF: 'This is the worker’s own record',
  HOUSEHOLD: 'Somebody of the worker’s own household',
  FAMILY: 'Somebody of the worker’s own family',
} as const;

function sentenceOf(fact: Fact): string {
  switch (fact.code) {
    case 'OVERRIDE':
      return `Broke the glass for ${counted(fact.people, 'person', 'people')}: ${REASONS[fact.reason]}.`;
    case 'SAFEGUARDING':
      return `A safeguarding decision of ${GROUNDS[fact.ground]} for ${counted(fact.people, 'person', 'people')} was approved.`;
    case 'NEW_MEMBER':
      return `Viewed soon after they became a member of the family on ${day(fact.on)}, ${fact.byViewer ? 'as the viewer proposed' : 'which the viewer had not proposed'}.`;
    case 'PLACE_SHOWN':
      return `A protected address, or what gives it away, was shown: ${fact.categories.join(', ')}.`;
    case 'RESTRICTION':
      return 'About somebody under a restriction.';
    case 'OWN':
      return `${OWN[fact.how]}, by ${fact.by === 'INTEREST' ? 'what was declared' : 'the staff file'}.`;
    case 'SAME_ADDRESS':
      return fact.by === 'UPRN' ? 'They live at the worker’s own address.' : 'They live at the worker’s own postcode.';
    case 'COLLEAGUE':
      return fact.sameOrganisation
        ? 'About a colleague of the same organisation.'
        : 'About somebody on the staff of another organisation.';
    case 'SURNAME':
      return `They share the worker’s surname, which ${counted(fact.people, 'person has', 'people have')} here.`;
    default:
      return sentenceOfWork(fact);
  }
}

type OfWork = Exclude<
  Fact,
  {
    code:
      | 'OVERRIDE'
      | 'SAFEGUARDING'
      | 'NEW_MEMBER'
      | 'PLACE_SHOWN'
      | 'RESTRICTION'
      | 'OWN'
      | 'SAME_ADDRESS'
      | 'COLLEAGUE'
      | 'SURNAME';
  }
>;

function sentenceOfWork(fact: OfWork): string {
  switch (fact.code) {
    case 'NO_OPEN_EPISODE':
      return fact.closedOn === null ? 'The family had no open episode.' : `The family had been closed on ${day(fact.closedOn)}.`;
    case 'VOLUME':
      return `Saw ${counted(fact.people, 'person', 'people')} in one day; on half of ${counted(fact.days, 'day', 'days')} before, ${fact.median} or fewer.`;
    case 'HOURS':
      return `${fact.out} of ${counted(fact.of, 'view', 'views')} that week out of hours.`;
    case 'OUT_OF_HOURS':
      return 'Viewed out of hours.';
    case 'REFUSALS':
      return `Was refused ${fact.count} times within an hour.`;
    case 'SAMPLE':
      return `Drawn by chance of ${counted(fact.of, 'view', 'views')} of week ${fact.week}.`;
    case 'BY_HAND':
      return 'Put here by an officer.';
    case 'ASSIGNED':
      return `${ASSIGNMENTS[fact.kind]} since ${day(fact.since)}.`;
    case 'COVERED':
      return `Of these, ${counted(fact.people, 'person was', 'people were')} of families that the worker covered for a colleague.`;
    case 'NOT_ASSIGNED':
      return 'Does not work with any family of theirs.';
  }
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

function day(date: LocalDate): string {
  return DAY.format(new Date(date));
}
