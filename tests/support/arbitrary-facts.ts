/** Random facts about one person and a partner, dense enough that a quarter to a third of them permit. */
import * as fc from 'fast-check';
import type { DecisionRequest } from '#disclosure/decide.ts';
import { DEFAULT_DECISION_SETTINGS } from '#disclosure/decide.ts';
import type { AgreementFacts, AssignmentFacts, EpisodeFacts, ExceptionFacts, Facts, PersonFacts } from '#disclosure/facts.ts';
import type { ActingApp, Caller } from '#terms/caller.ts';
import { HUB_CATEGORIES, isHubCategory } from '#terms/category.ts';
import { addDays } from '#terms/clock.ts';
import type { Purpose } from '#terms/purpose.ts';
import {
  AGENCY_CATEGORIES,
  APP,
  DAY,
  EARLY_HELP,
  FAMILY,
  NOW,
  OTHERS,
  PARTNER,
  PERSON,
  SECOND_FAMILY,
  TODAY,
  WORKER,
  category,
  decidedBySome,
  mostly,
  partner,
  person,
  someCategories,
  usually,
} from './arbitrary-person.ts';

export { FATHER, MOTHER, NOW, PARTNER, PERSON, TODAY, consent, restriction } from './arbitrary-person.ts';

export interface Case {
  readonly facts: Facts;
  readonly request: DecisionRequest;
}

export const agreement: fc.Arbitrary<AgreementFacts> = fc.record({
  id: fc.constantFrom('a', 'b', 'c'),
  version: fc.integer({ min: 1, max: 3 }),
  provider: mostly('education', 'health'),
  recipients: mostly<string[]>([EARLY_HELP], [OTHERS], [], [OTHERS, EARLY_HELP]),
  categories: mostly<string[]>(AGENCY_CATEGORIES, ['SUSPENSIONS'], []),
  purposes: usually<string[]>(8, ['EARLY_HELP', 'SAFEGUARDING'], ['EARLY_HELP'], ['SAFEGUARDING'], []),
  detail: usually<AgreementFacts['detail']>(4, 'FULL', 'SUMMARY'),
  minimumAge: usually<number | null>(8, null, 4, 16),
  maximumAge: usually<number | null>(10, null, 15, 17, 20),
  historyMonths: usually<number | null>(4, null, 9, 12, 24),
  stalenessHours: usually<number | null>(4, null, 72, 24),
  startsAt: usually(12, NOW - 300 * DAY, NOW + DAY, NOW),
  endsAt: usually(12, NOW + 300 * DAY, NOW - DAY, NOW, NOW + 1),
  activatedBy: mostly<string | null>('second', null, 'first'),
  proposedBy: fc.constant('first'),
  ended: mostly(false, true),
});

const assignment: fc.Arbitrary<AssignmentFacts> = fc.record({
  id: fc.uuid(),
  familyId: usually(3, FAMILY, SECOND_FAMILY),
  kind: fc.constantFrom('LEAD_WORKER', 'TEAM_MEMBER', 'COVER', 'DUTY'),
  startsAt: fc.constantFrom(NOW - 10 * DAY, NOW),
  endsAt: fc.constantFrom(null, NOW + 4 * DAY),
});
const assignments = fc.oneof(
  { weight: 12, arbitrary: fc.array(assignment, { maxLength: 2 }).map((more) => [assigned('LEAD_WORKER'), ...more]) },
  { weight: 5, arbitrary: fc.array(assignment, { maxLength: 3 }) },
);
function assigned(kind: AssignmentFacts['kind']): AssignmentFacts {
  return { id: 'assignment', familyId: FAMILY, kind, startsAt: NOW - 100 * DAY, endsAt: null };
}

const episode: fc.Arbitrary<EpisodeFacts> = fc.record({
  id: fc.uuid(),
  familyId: usually(3, FAMILY, SECOND_FAMILY),
  openedOn: usually(6, '2026-01-01', TODAY, addDays(TODAY, 1)),
  closedOn: fc.constantFrom(null, TODAY, addDays(TODAY, -28), addDays(TODAY, -29), addDays(TODAY, -40), addDays(TODAY, 1)),
  closingReason: fc.constantFrom('AIMS_ACHIEVED', 'STEPPED_UP', 'MOVED_AWAY', 'LEFT_SERVICE', 'OTHER', null),
});
const open: EpisodeFacts = { id: 'episode', familyId: FAMILY, openedOn: '2026-01-01', closedOn: null, closingReason: null };
const episodes = fc.oneof(
  { weight: 6, arbitrary: fc.array(episode, { maxLength: 2 }).map((more) => [...more, open]) },
  { weight: 1, arbitrary: fc.array(episode, { maxLength: 3 }) },
);

const exception: fc.Arbitrary<ExceptionFacts> = fc.record({
  id: fc.uuid(),
  kind: fc.constantFrom('OVERRIDE', 'SAFEGUARDING_DECISION'),
  people: usually<string[]>(3, [PERSON, PARTNER], [PERSON], [PARTNER], ['stranger']),
  categories: someCategories,
  endsAt: usually(6, NOW + DAY / 8, NOW, NOW + 1, NOW - DAY),
});

const purposes = usually<Purpose[]>(3, ['EARLY_HELP', 'SAFEGUARDING'], ['EARLY_HELP'], ['SAFEGUARDING'], []);
const through: fc.Arbitrary<ActingApp | null> = fc.oneof(
  { weight: 12, arbitrary: fc.constant(null) },
  {
    weight: 1,
    arbitrary: fc.record({
      id: fc.constant(APP),
      name: fc.constant('Unified record'),
      organisationId: usually(6, EARLY_HELP, OTHERS),
      approvedPurposes: purposes,
    }),
  },
);
const worker = fc.record({
  kind: fc.constant<Caller['kind']>('WORKER'),
  id: fc.constant(WORKER),
  name: fc.constant('Priya Nair'),
  roles: usually<Caller['roles']>(14, ['PRACTITIONER'], ['MANAGER'], ['MASH'], ['MANAGER', 'PRACTITIONER'], ['DPO'], []),
  approvedPurposes: mostly<Purpose[]>([], ['EARLY_HELP', 'SAFEGUARDING']),
  through,
});
const app = fc.record({
  kind: fc.constant<Caller['kind']>('APP'),
  id: fc.constant(APP),
  name: fc.constant('Unified record'),
  roles: mostly<Caller['roles']>(['APP'], []),
  approvedPurposes: purposes,
  through: fc.constant(null),
});
const caller: fc.Arbitrary<Caller> = fc
  .oneof({ weight: 8, arbitrary: worker }, { weight: 1, arbitrary: app })
  .map((own) => ({ ...own, organisationId: EARLY_HELP, organisationName: 'Early Help', epoch: 0 }));

/** Whatever is asked about, most consents are about it: its consents change places with those for ATTENDANCE. */
function mostlyAsked(own: PersonFacts, asked: string): PersonFacts {
  if (isHubCategory(asked)) return own;
  const places: Record<string, string> = { ATTENDANCE: asked, [asked]: 'ATTENDANCE' };
  return { ...own, consents: own.consents.map((row) => ({ ...row, category: places[row.category] ?? row.category })) };
}

export const decisionCase: fc.Arbitrary<Case> = fc
  .record({
    person,
    partner: fc.option(partner, { freq: 4 }),
    agreements: fc.uniqueArray(agreement, { minLength: 1, maxLength: 4, selector: ({ id, version }) => `${id}@${version}` }),
    assignments,
    episodes,
    exceptions: fc.oneof(
      { weight: 1, arbitrary: fc.constant<ExceptionFacts[]>([]) },
      { weight: 2, arbitrary: fc.array(exception, { minLength: 1, maxLength: 2 }) },
    ),
    category: fc.oneof({ weight: 9, arbitrary: category }, { weight: 1, arbitrary: fc.constantFrom<string>(...HUB_CATEGORIES) }),
    purpose: usually<Purpose>(6, 'EARLY_HELP', 'SAFEGUARDING'),
    caller,
  })
  .map(({ person: first, partner: second, ...rest }) => ({
    ...rest,
    person: mostlyAsked(first, rest.category),
    partner: second && mostlyAsked(second, rest.category),
  }))
  .map((made) => ({
    facts: {
      at: NOW,
      today: TODAY,
      globalEpoch: 0,
      assignments: made.assignments,
      exceptions: made.exceptions,
      episodes: made.episodes,
      agreements: made.agreements,
      feeds: new Map(),
      families: new Map(),
      people: new Map([made.person, ...(made.partner === null ? [] : [made.partner])].map((each) => [each.id, each])),
      epochs: new Map(),
    },
    request: {
      caller: made.caller,
      purpose: made.purpose,
      person: made.person,
      category: made.category,
      provider: isHubCategory(made.category) ? null : 'education',
      settings: DEFAULT_DECISION_SETTINGS,
    },
  }));

/** Everything but consent permits, and few people decide on few days: yes meets no, assessments, birthdays and the day of birth. */
export const consentCase: fc.Arbitrary<Case> = fc.tuple(decisionCase, decidedBySome, agreement).map(([made, own, terms]) => {
  const settled: Case = {
    facts: {
      ...made.facts,
      exceptions: [],
      assignments: [assigned('LEAD_WORKER')],
      episodes: [open],
      agreements: [
        {
          ...terms,
          provider: 'education',
          recipients: [EARLY_HELP],
          categories: ['ATTENDANCE'],
          purposes: ['EARLY_HELP'],
          minimumAge: null,
          maximumAge: null,
          startsAt: NOW - DAY,
          endsAt: NOW + DAY,
          activatedBy: 'second',
          ended: false,
        },
      ],
    },
    request: {
      ...made.request,
      caller: { ...made.request.caller, kind: 'WORKER', id: WORKER, roles: ['PRACTITIONER'], through: null },
      purpose: 'EARLY_HELP',
      category: 'ATTENDANCE',
      provider: 'education',
    },
  };
  return withPerson(settled, own);
});

/** The same case with the person changed. */
export function withPerson({ facts, request }: Case, change: Partial<PersonFacts>): Case {
  const changed = { ...request.person, ...change };
  return {
    facts: { ...facts, people: new Map([...facts.people, [changed.id, changed]]) },
    request: { ...request, person: changed },
  };
}
