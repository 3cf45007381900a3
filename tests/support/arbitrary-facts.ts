/** Random facts about one person, dense enough that about a third of them permit. */
import * as fc from 'fast-check';
import type { DecisionRequest } from '#disclosure/decide.ts';
import { DEFAULT_DECISION_SETTINGS } from '#disclosure/decide.ts';
import type { AgreementFacts, ConsentFacts, Facts, PersonFacts, RestrictionFacts } from '#disclosure/facts.ts';
import { addDays } from '#terms/clock.ts';

export const TODAY = '2026-11-22';
export const NOW = Date.parse('2026-11-22T10:00:00Z');
const DAY = 86_400_000;

export const PERSON = 'person';
export const MOTHER = 'mother';
export const FATHER = 'father';

export interface Case {
  readonly facts: Facts;
  readonly request: DecisionRequest;
}

/** Mostly the first value. */
const mostly = <T>(value: T, ...others: T[]) =>
  fc.oneof({ weight: 19, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: fc.constantFrom(...others) });

const category = fc.oneof(
  { weight: 4, arbitrary: fc.constant('ATTENDANCE') },
  { weight: 1, arbitrary: fc.constantFrom('SUSPENSIONS', 'DOMESTIC_ABUSE') },
);
const pastInstant = fc.integer({ min: 0, max: 400 }).map((days) => NOW - days * DAY);

export const consent: fc.Arbitrary<ConsentFacts> = fc
  .record({
    id: fc.uuid(),
    entry: fc.integer({ min: 1, max: 1_000_000 }),
    category,
    decision: fc.oneof(
      { weight: 6, arbitrary: fc.constant<ConsentFacts['decision']>('GIVEN') },
      { weight: 1, arbitrary: fc.constantFrom<ConsentFacts['decision'][]>('REFUSED', 'WITHDRAWN') },
    ),
    decidedAt: pastInstant,
    capacity: mostly<ConsentFacts['capacity']>('PARENTAL_RESPONSIBILITY', 'SELF', 'LOCAL_AUTHORITY', 'BEST_INTERESTS'),
    givenBy: mostly<string | null>(MOTHER, FATHER, PERSON, 'stranger', null),
    competenceAssessedOn: mostly<string | null>(null, '2026-01-05'),
    validUntil: mostly<string | null>(null, '2026-11-21', '2026-11-22', '2027-01-01'),
  })
  .map((row) => {
    const givenBy = row.capacity === 'SELF' ? PERSON : row.givenBy;
    return { ...row, givenBy, decidedOn: new Date(row.decidedAt).toISOString().slice(0, 10) };
  });

export const agreement: fc.Arbitrary<AgreementFacts> = fc.record({
  id: fc.constantFrom('a', 'b', 'c'),
  version: fc.integer({ min: 1, max: 3 }),
  provider: mostly('education', 'health'),
  recipients: mostly<string[]>(['early-help'], ['others'], []),
  categories: mostly<string[]>(['ATTENDANCE', 'SUSPENSIONS', 'DOMESTIC_ABUSE'], ['SUSPENSIONS'], []),
  purposes: mostly<string[]>(['EARLY_HELP'], []),
  detail: mostly<AgreementFacts['detail']>('FULL', 'SUMMARY'),
  minimumAge: mostly<number | null>(null, 4, 16),
  maximumAge: mostly<number | null>(null, 15, 20),
  historyMonths: mostly<number | null>(null, 12, 24),
  stalenessHours: mostly<number | null>(null, 72),
  startsAt: mostly(NOW - 300 * DAY, NOW + DAY),
  endsAt: mostly(NOW + 300 * DAY, NOW - DAY, NOW),
  activatedBy: mostly<string | null>('second', null, 'first'),
  proposedBy: fc.constant('first'),
});

export const restriction: fc.Arbitrary<RestrictionFacts> = fc.record({
  id: fc.uuid(),
  kind: fc.constantFrom('PROTECTED_ADDRESS', 'SEALED', 'SUBJECT_LOCK', 'COURT_ORDER'),
  categories: mostly<string[] | null>(['SUSPENSIONS'], null, ['ATTENDANCE']),
  exempt: mostly<string[]>([], ['early-help'], ['worker']),
  silent: fc.boolean(),
  startsAt: fc.constant(NOW - DAY),
  endsAt: fc.constant(null),
});

const person: fc.Arbitrary<PersonFacts> = fc
  .record({
    dateOfBirth: mostly<string | null>('2016-05-01', '2011-11-23', '2010-11-22', '1990-01-01', null),
    diedOn: mostly<string | null>(null, '2026-10-01'),
    state: mostly<'CONFIRMED' | 'PROPOSED'>('CONFIRMED', 'PROPOSED'),
    holders: mostly<PersonFacts['parentalResponsibility']>(
      [MOTHER, FATHER].map((holder) => ({ holderKind: 'PERSON' as const, holder, from: null })),
      [{ holderKind: 'PERSON' as const, holder: MOTHER, from: null }],
      [
        { holderKind: 'LOCAL_AUTHORITY' as const, holder: null, from: null },
        { holderKind: 'PERSON' as const, holder: MOTHER, from: null },
      ],
      [],
    ),
    consents: fc.array(consent, { minLength: 0, maxLength: 6 }),
    restrictions: fc.oneof(
      { weight: 4, arbitrary: fc.constant<RestrictionFacts[]>([]) },
      fc.array(restriction, { maxLength: 2 }),
    ),
  })
  .map(({ state, holders, restrictions, ...own }) => ({
    id: PERSON,
    forename: 'Toby',
    surname: 'Hughes',
    sex: 'MALE' as const,
    dueDate: null,
    unbornChildOf: null,
    household: null,
    ...own,
    memberships: [
      {
        id: 'membership',
        familyId: 'family',
        role: 'CHILD' as const,
        state,
        assertedBy: 'WORKER' as const,
        proposedBy: 'worker',
        fromDate: null,
        untilDate: null,
      },
    ],
    parentalResponsibility: holders,
    restrictions,
    householdProtections: restrictions.filter(({ kind }) => kind === 'PROTECTED_ADDRESS'),
    links: [],
    epoch: 0,
  }));

export const decisionCase: fc.Arbitrary<Case> = fc
  .record({
    person,
    agreements: fc.array(agreement, { minLength: 1, maxLength: 4 }),
    closedOn: mostly<string | null>(null, TODAY, addDays(TODAY, -28), addDays(TODAY, -29)),
    closingReason: fc.constantFrom('AIMS_ACHIEVED', 'STEPPED_UP'),
    assignment: mostly<'LEAD_WORKER' | 'TEAM_MEMBER'>('LEAD_WORKER', 'TEAM_MEMBER'),
    category,
    purpose: mostly<'EARLY_HELP' | 'SAFEGUARDING'>('EARLY_HELP', 'SAFEGUARDING'),
    role: mostly<'PRACTITIONER' | 'MANAGER'>('PRACTITIONER', 'MANAGER'),
  })
  .map((made) => ({
    facts: {
      at: NOW,
      today: TODAY,
      globalEpoch: 0,
      assignments: [{ id: 'assignment', familyId: 'family', kind: made.assignment, startsAt: NOW - 100 * DAY, endsAt: null }],
      episodes: [
        { id: 'episode', familyId: 'family', openedOn: '2026-01-01', closedOn: made.closedOn, closingReason: made.closingReason },
      ],
      agreements: made.agreements,
      feeds: new Map(),
      families: new Map(),
      people: new Map([[PERSON, made.person]]),
    },
    request: {
      caller: {
        kind: 'WORKER' as const,
        id: 'worker',
        name: 'Priya Nair',
        organisationId: 'early-help',
        organisationName: 'Early Help',
        roles: [made.role],
        approvedPurposes: [],
      },
      purpose: made.purpose,
      person: made.person,
      category: made.category,
      provider: 'education',
      settings: DEFAULT_DECISION_SETTINGS,
    },
  }));

/** The same case with another person in place of the first. */
export function withPerson({ facts, request }: Case, change: Partial<PersonFacts>): Case {
  const changed = { ...request.person, ...change };
  return { facts: { ...facts, people: new Map([[changed.id, changed]]) }, request: { ...request, person: changed } };
}
