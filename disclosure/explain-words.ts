/**
 * The words of `explain`: short sentences for a lead worker, without codes or names of people. What withholds silently has none of
 * its own: it reads `NOT_RELIED_ON`, as ordinary causes do.
 */
import type { LocalDate } from '#terms/clock.ts';
import { londonDate } from '#terms/clock.ts';
import type { AssignmentKind } from '#terms/family.ts';
import type { Purpose } from '#terms/purpose.ts';
import type { Capacity, ConsentDecision, RestrictionKind } from '#terms/sharing.ts';
import type { Obligations } from './decision.ts';
import type { Reasoning, Stop } from './explanation.ts';
import type { ExceptionFacts, Instant } from './facts.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** `2026-11-03` → `3 November 2026`. */
export function day(date: LocalDate): string {
  const [year, month, dayOfMonth] = date.split('-').map(Number);
  return `${dayOfMonth} ${MONTHS[(month ?? 1) - 1]} ${year}`;
}

/** The day of an instant in England. */
export function dayOf(instant: Instant): string {
  return day(londonDate(new Date(instant)));
}

const FAMILY_WORK: Record<AssignmentKind, string> = {
  LEAD_WORKER: 'as lead worker',
  TEAM_MEMBER: 'in the team around the family',
  COVER: 'in cover for somebody',
  DUTY: 'on duty',
};
const EXCEPTIONS: Record<ExceptionFacts['kind'], string> = {
  OVERRIDE: 'An override',
  SAFEGUARDING_DECISION: 'A safeguarding decision',
};
const RESTRICTIONS: Record<RestrictionKind, string> = {
  PROTECTED_ADDRESS: 'a protected address',
  SEALED: 'a sealed record',
  SUBJECT_LOCK: 'a lock that the person asked for',
  COURT_ORDER: 'a court order',
};
const PURPOSES: Record<Purpose, string> = { EARLY_HELP: 'early help', SAFEGUARDING: 'safeguarding' };

export const NOT_REACHED = 'Not reached.';

export const visibility = {
  works: (kind: AssignmentKind) => `The recipient works with a family of this person, ${FAMILY_WORK[kind]}.`,
  named: (kind: ExceptionFacts['kind']) => `${EXCEPTIONS[kind]} names this person.`,
  notAssigned: {
    text: 'The recipient is not assigned to a family of this person.',
    remedy: 'A manager of the service assigns workers.',
  },
  nobodyAssigned: {
    text: 'Nobody of this organisation is assigned to a family of this person.',
    remedy: 'A manager of the service assigns workers.',
  },
  unconfirmed: {
    text: 'A manager has not confirmed that this person belongs to a family that the recipient works with.',
    remedy: 'Ask the manager to confirm the proposal.',
  },
  unborn: { text: 'A child not yet born is known of only where the mother’s pregnancy may be shown.', remedy: null },
  silentRestriction: (kind: RestrictionKind): Stop => ({
    text: `A silent restriction hides the whole person from the recipient: ${RESTRICTIONS[kind]}.`,
    remedy: null,
  }),
  silentInterest: { text: 'The recipient has silently declared a connection with this person, which hides them.', remedy: null },
} as const;

export const restriction = {
  none: 'No restriction stands against this.',
  PROTECTED: { text: 'This is protected.', remedy: 'Ask information governance if it is needed to keep somebody safe.' },
  RESTRICTED: {
    text: 'A restriction is in force for this person.',
    remedy: 'Ask information governance if it is needed to keep somebody safe.',
  },
  CONFLICT: {
    text: 'The recipient has a connection with this person, or the person asked for this.',
    remedy: 'Ask the manager to assign somebody else.',
  },
  kind: (kind: RestrictionKind) => `It is ${RESTRICTIONS[kind]}.`,
  interest: 'The recipient has declared a connection with this person.',
  silent: (kind: RestrictionKind) => `A silent restriction covers this: ${RESTRICTIONS[kind]}.`,
  /** What the recipient reads of a silent one, and what would stand without it. */
  readsLike: (without: string | null) =>
    without === null
      ? 'The recipient reads that there is no consent. Without the restriction this would be shown.'
      : `The recipient reads what they would read without it: ${without}`,
} as const;

export const deceased = {
  no: 'There is no record that this person has died.',
  own: 'What the hub itself keeps does not depend on this.',
  yes: { text: 'This person has died.', remedy: null },
} as const;

export const purposeWords = {
  entitled: (purpose: Purpose) => `The recipient may ask for ${PURPOSES[purpose]}.`,
  opened: (kind: ExceptionFacts['kind']) => `${EXCEPTIONS[kind]} opens this category of this person for safeguarding.`,
  taken: (kind: 'WORKER' | 'APP') =>
    `Roles come from sign-in and are not kept: the recipient is taken to be ${kind === 'APP' ? 'an app' : 'a practitioner'}.`,
  stopped: (purpose: Purpose): Stop => ({
    text:
      purpose === 'SAFEGUARDING'
        ? 'Safeguarding is not open to the recipient for this category of this person.'
        : `The recipient is not entitled to ${PURPOSES[purpose]}.`,
    remedy: 'Ask for the purpose that the work rests on.',
  }),
} as const;

export const membership = {
  confirmed: 'A manager has confirmed that this person belongs to the family.',
  stopped: {
    text: 'A manager has not yet confirmed that this person belongs to the family.',
    remedy: 'Ask the manager to confirm the proposal.',
  },
} as const;

export const episode = {
  open: (since: LocalDate) => `An episode of early help has been open since ${day(since)}.`,
  finishing: (closedOn: LocalDate, until: LocalDate) =>
    `The episode of early help was closed on ${day(closedOn)}; the lead worker may finish until ${day(until)}.`,
  stopped: (closedOn: LocalDate | null): Stop => ({
    text: `No episode of early help is open for this family.${closedOn === null ? '' : ` The last one was closed on ${day(closedOn)}.`}`,
    remedy: 'Ask the manager to open one if the family agrees to the service again.',
  }),
} as const;

export const agreement = {
  own: 'The hub keeps this itself: it needs no agency’s agreement.',
  covers: (agency: string, endsAt: Instant) =>
    `An agreement lets ${agency} share this with the recipient’s organisation. It ends on ${dayOf(endsAt)}.`,
  none: (agency: string, endedAt: Instant | null): Stop => ({
    text: `No agreement in force lets ${agency} share this with the recipient’s organisation.${endedAt === null ? '' : ` The last one ended on ${dayOf(endedAt)}.`}`,
    remedy: 'Ask information governance whether an agreement is planned.',
  }),
  endedEarly: (agency: string): Stop => ({
    text: `No agreement in force lets ${agency} share this with the recipient’s organisation. The last one was ended before its time.`,
    remedy: 'Ask information governance whether an agreement is planned.',
  }),
  outside: (agency: string): Stop => ({
    text: `The agreement with ${agency} does not cover a person of this age.`,
    remedy: null,
  }),
  ageUnknown: (agency: string): Stop => ({
    text: `The agreement with ${agency} covers certain ages, and this person’s date of birth is not known.`,
    remedy: 'Ask a data steward to look for the date of birth.',
  }),
} as const;

const CAPACITIES: Record<Capacity, string> = {
  SELF: 'the person themselves',
  PARENTAL_RESPONSIBILITY: 'a holder of parental responsibility',
  BEST_INTERESTS: 'whoever decides in the person’s best interests',
  ATTORNEY: 'an attorney',
  DEPUTY: 'a deputy',
  LOCAL_AUTHORITY: 'the local authority',
};
const DECISIONS: Record<ConsentDecision, string> = { GIVEN: 'Agreed', REFUSED: 'Refused', WITHDRAWN: 'Withdrawn' };
const NOT_AGAIN = 'Do not ask again unless circumstances change.';

export const consent = {
  /** What is the hub's own has no consent: said so that a silent restriction on it differs by nothing else. */
  own: 'Nobody’s decision stands against this.',
  made: (decision: ConsentDecision, capacity: Capacity, on: LocalDate) =>
    `${DECISIONS[decision]} by ${CAPACITIES[capacity]} on ${day(on)}`,
  agreedFor: (on: LocalDate) => `Whoever decides for this person agreed on ${day(on)}.`,
  neverAsked: {
    text: 'Whoever decides for this person has not been asked.',
    remedy: 'Talk with the family about sharing, and record what they decide.',
  },
  refused: (made: string): Stop => ({ text: `${made}.`, remedy: NOT_AGAIN }),
  withdrawn: (made: string): Stop => ({ text: `${made}.`, remedy: NOT_AGAIN }),
  expired: (on: LocalDate): Stop => ({
    text: `What was agreed held until ${day(on)}.`,
    remedy: 'Ask again, and record what is decided.',
  }),
  grown: {
    text: 'What others agreed to for a child lapsed at the start of the 16th birthday.',
    remedy: 'Ask the person themselves, and record what they decide.',
  },
  disputed: (made: readonly string[]): Stop => ({
    text: `Those who decide disagree: ${made.join('; ')}.`,
    remedy: `A refusal is answered only by a new decision of whoever refused. ${NOT_AGAIN}`,
  }),
  notReliedOn: {
    text: 'The decision on record cannot be relied on at present. Do not ask the family again; ask information governance.',
    remedy: 'Ask information governance.',
  },
  /** For information governance, who may know why. */
  whyNotReliedOn: 'Whoever agreed no longer decides for this person, or has been found unable to decide since.',
  onRecord: (decisions: readonly string[]) => `On record: ${decisions.join('; ')}.`,
  nothingOnRecord: 'Nothing is on record.',
  recorded: (made: string, giver: string | null, entry: number, standing: string) =>
    `${made}${giver === null ? '' : ` (giver ${giver})`}, entered as number ${entry}, ${standing}`,
  reliedOn: 'relied on',
  stands: 'stands',
  doesNotStand: 'does not stand',
} as const;

export const link = {
  own: 'The hub keeps this itself.',
  linked: (agency: string) => `A record of ${agency} is known to be about this person.`,
  nothingHeld: (agency: string) =>
    `${agency}’s list of people is complete and has nobody who could be this person: the answer is that nothing is held.`,
  notLinked: (agency: string): Stop => ({
    text: `No record of ${agency} is known to be about this person, so it is not asked. This does not mean there is nothing.`,
    remedy: 'Ask the agency yourself. Where a record may be this person’s, a data steward has been asked.',
  }),
} as const;

/** A safeguarding decision or an override stands in for a step (rule 8). */
export function lifted(kind: ExceptionFacts['kind']): string {
  return `${EXCEPTIONS[kind]} stands in for this.`;
}

/** What is done to an answer before it is shown (rule 9). */
export function obligationWords({ detail, since, locates, victimOnly, stalenessHours }: Obligations): string[] {
  return [
    ...(detail === 'SUMMARY' ? ['Only a summary is shown.'] : []),
    ...(since === null ? [] : [`Nothing from before ${day(since)} is shown.`]),
    ...(locates === 'MASK' ? ['What would give away where somebody lives, learns or is treated is left out.'] : []),
    ...(victimOnly ? ['Only what shows this person as the victim is shown.'] : []),
    ...(stalenessHours === null
      ? []
      : [`What the agency last updated more than ${stalenessHours} hours ago counts as unavailable.`]),
  ];
}

export interface Summary {
  readonly outcome: Reasoning['outcome'];
  /** What the step that stopped says. */
  readonly stop: string | null;
  readonly ofOrganisation: boolean;
  /** Where a time in the past is explained. */
  readonly asOf: Instant | null;
}

const OUTCOMES = {
  PERMIT: 'The recipient may be shown this.',
  WITHHOLD: 'The recipient is not shown this.',
  HIDDEN: 'This person is hidden from the recipient.',
} as const;

/** The whole in a few sentences. */
export function summary({ outcome, stop, ofOrganisation, asOf }: Summary): string {
  const past = (at: Instant) =>
    `This is as it was, and as far as it was known, on ${dayOf(at)}. What is kept without its history, such as addresses, dates of birth and kinship, is as it stands today.`;
  return [
    OUTCOMES[outcome],
    ...(stop === null ? [] : [stop]),
    ...(ofOrganisation ? ['Of the organisation’s workers, this is the one who may be shown most.'] : []),
    ...(asOf === null ? [] : [past(asOf)]),
  ].join(' ');
}
