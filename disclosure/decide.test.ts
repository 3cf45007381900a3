import { describe, expect, test } from 'vitest';
import type { Decision } from './decision.ts';
import type { DecisionRequest } from './decide.ts';
import { decide, DEFAULT_DECISION_SETTINGS } from './decide.ts';
import type { AgreementFacts, EpisodeFacts, Facts, PersonFacts, RestrictionFacts } from './facts.ts';

const NOW = Date.parse('2026-11-22T12:00:00Z');
const DAY = 86_400_000;

const TOBY: PersonFacts = {
  id: 'toby',
  forename: 'Toby',
  surname: 'Hughes',
  dateOfBirth: '2018-07-22',
  sex: 'MALE',
  diedOn: null,
  dueDate: null,
  unbornChildOf: null,
  household: null,
  memberships: [
    {
      id: 'membership',
      familyId: 'family',
      role: 'CHILD',
      state: 'CONFIRMED',
      assertedBy: 'WORKER',
      proposedBy: 'priya',
      fromDate: null,
      untilDate: null,
    },
  ],
  parentalResponsibility: [{ holderKind: 'PERSON', holder: 'amara', from: null, courtLimits: [] }],
  consents: [
    {
      id: 'consent',
      entry: 1,
      category: 'ATTENDANCE',
      decision: 'GIVEN',
      decidedAt: NOW - DAY,
      decidedOn: '2026-11-21',
      capacity: 'PARENTAL_RESPONSIBILITY',
      givenBy: 'amara',
      competenceAssessedOn: null,
      validUntil: null,
    },
  ],
  competence: [],
  interest: null,
  partners: [],
  restrictions: [],
  householdProtections: [],
  links: [],
  epoch: 7,
};
const AGREEMENT: AgreementFacts = {
  id: 'education-early-help',
  version: 2,
  provider: 'education',
  recipients: ['early-help'],
  categories: ['ATTENDANCE'],
  purposes: ['EARLY_HELP'],
  detail: 'FULL',
  minimumAge: 4,
  maximumAge: 20,
  historyMonths: 24,
  stalenessHours: 72,
  startsAt: NOW - DAY,
  endsAt: NOW + DAY,
  activatedBy: 'second',
  ended: false,
  proposedBy: 'first',
};
const EPISODE: EpisodeFacts = { id: 'episode', familyId: 'family', openedOn: '2026-07-01', closedOn: null, closingReason: null };
const LOCK: RestrictionFacts = {
  id: 'restriction',
  kind: 'COURT_ORDER',
  categories: null,
  binds: null,
  exempt: [],
  silent: false,
};

interface Change {
  person?: Partial<PersonFacts>;
  episode?: Partial<EpisodeFacts>;
  facts?: Partial<Facts>;
  request?: Partial<DecisionRequest>;
  assignment?: 'LEAD_WORKER' | 'TEAM_MEMBER';
}

function made({
  person: changed = {},
  episode = {},
  facts = {},
  request = {},
  assignment = 'LEAD_WORKER',
}: Change = {}): Decision {
  const person = { ...TOBY, ...changed };
  const known: Facts = {
    at: NOW,
    today: '2026-11-22',
    globalEpoch: 3,
    assignments: [{ id: 'assignment', familyId: 'family', kind: assignment, startsAt: NOW - DAY, endsAt: null }],
    exceptions: [],
    episodes: [{ ...EPISODE, ...episode }],
    agreements: [AGREEMENT],
    feeds: new Map(),
    families: new Map(),
    people: new Map([[person.id, person]]),
    epochs: new Map(),
    ...facts,
  };
  return decide(known, {
    caller: {
      kind: 'WORKER',
      id: 'priya',
      name: 'Priya Nair',
      organisationId: 'early-help',
      organisationName: 'Early Help',
      roles: ['PRACTITIONER'],
      approvedPurposes: [],
      through: null,
      epoch: 0,
    },
    purpose: 'EARLY_HELP',
    person,
    category: 'ATTENDANCE',
    provider: 'education',
    settings: DEFAULT_DECISION_SETTINGS,
    ...request,
  });
}
const read = (change: Change): string => {
  const decision = made(change);
  return decision.outcome === 'PERMIT' ? 'PERMIT' : decision.reason;
};
const PROPOSED = { memberships: TOBY.memberships.map((membership) => ({ ...membership, state: 'PROPOSED' as const })) };

describe('The decision about a category of a visible person', () => {
  test('is a permit where every step lets it through, with what it rests on and what it obliges to', () => {
    expect(made()).toEqual({
      outcome: 'PERMIT',
      basis: { assignment: 'assignment', episode: 'episode', agreement: 'education-early-help@2', consent: 'consent' },
      obligations: { detail: 'FULL', since: '2024-11-22', locates: 'SHOW', victimOnly: false, stalenessHours: 72 },
      epoch: { person: 7, global: 3 },
    });
  });

  test('is the first of the steps that withholds, in their order', () => {
    const steps: [string, Change][] = [
      ['RESTRICTED', { person: { restrictions: [LOCK] } }],
      ['DECEASED', { person: { diedOn: '2026-10-01' } }],
      ['PURPOSE_NOT_OPEN', { request: { purpose: 'SAFEGUARDING' } }],
      ['MEMBERSHIP_UNCONFIRMED', { person: PROPOSED }],
      ['CASE_CLOSED', { facts: { episodes: [] } }],
      ['NO_AGREEMENT', { facts: { agreements: [] } }],
      ['OUTSIDE_AGREEMENT', { facts: { agreements: [{ ...AGREEMENT, minimumAge: 16 }] } }],
      ['NO_CONSENT', { person: { consents: [] } }],
    ];
    for (const [place, [reason, change]] of steps.entries()) {
      expect(read(change)).toBe(reason);
      for (const [, later] of steps.slice(place + 1)) {
        const both: Change = {
          person: { ...later.person, ...change.person },
          facts: { ...later.facts, ...change.facts },
          request: { ...later.request, ...change.request },
        };
        expect(read(both)).toBe(reason);
      }
    }
  });

  test('of the hub’s own goes through restriction, purpose, membership and episode only: that somebody died is part of who they are', () => {
    const own = { category: 'IDENTITY', provider: null };
    expect(read({ request: own, facts: { agreements: [] }, person: { consents: [], diedOn: '2026-10-01' } })).toBe('PERMIT');
    expect(read({ request: own, person: { restrictions: [LOCK] } })).toBe('RESTRICTED');
    expect(read({ request: { ...own, purpose: 'SAFEGUARDING' } })).toBe('PURPOSE_NOT_OPEN');
    expect(read({ request: own, person: PROPOSED })).toBe('MEMBERSHIP_UNCONFIRMED');
    expect(read({ request: own, facts: { episodes: [] } })).toBe('CASE_CLOSED');
  });

  test('of a category that nobody declared is withheld', () => {
    expect(read({ request: { category: 'HOROSCOPES', provider: null } })).toBe('NO_AGREEMENT');
  });
});

describe('An episode', () => {
  test('lets nobody in before it is opened, and the team until it is closed, whatever the clock says', () => {
    expect(read({ episode: { openedOn: '2026-11-23' } })).toBe('CASE_CLOSED');
    expect(read({ episode: { closedOn: '2026-11-23' }, assignment: 'TEAM_MEMBER' })).toBe('CASE_CLOSED');
    expect(read({ episode: { closedOn: '2026-11-22' }, assignment: 'TEAM_MEMBER' })).toBe('CASE_CLOSED');
  });

  test('lets the lead worker finish for 28 days', () => {
    expect(read({ episode: { closedOn: '2026-10-25', closingReason: 'AIMS_ACHIEVED' } })).toBe('PERMIT');
    expect(read({ episode: { closedOn: '2026-10-24', closingReason: 'AIMS_ACHIEVED' } })).toBe('CASE_CLOSED');
  });

  test.each(['STEPPED_UP', 'MOVED_AWAY', 'LEFT_SERVICE'])('ends at once when the family %s', (closingReason) => {
    expect(read({ episode: { closedOn: '2026-11-22', closingReason } })).toBe('CASE_CLOSED');
  });

  test('of another family does not open this one', () => {
    expect(read({ episode: { familyId: 'another' } })).toBe('CASE_CLOSED');
  });
});

describe('A restriction', () => {
  test.each([
    ['SEALED', 'PROTECTED'],
    ['SUBJECT_LOCK', 'CONFLICT'],
    ['COURT_ORDER', 'RESTRICTED'],
  ] as const)('%s reads %s', (kind, reason) => {
    expect(read({ person: { restrictions: [{ ...LOCK, kind }] } })).toBe(reason);
  });

  test('binds nobody whom it exempts, and covers no category that it does not name', () => {
    expect(read({ person: { restrictions: [{ ...LOCK, exempt: ['early-help'] }] } })).toBe('PERMIT');
    expect(read({ person: { restrictions: [{ ...LOCK, exempt: ['priya'] }] } })).toBe('PERMIT');
    expect(read({ person: { restrictions: [{ ...LOCK, categories: ['SUSPENSIONS'] }] } })).toBe('PERMIT');
  });

  test('on an address withholds the address, and masks what gives it away everywhere else', () => {
    const protection = { ...LOCK, kind: 'PROTECTED_ADDRESS' as const };
    const person = { householdProtections: [protection] };
    expect(read({ person, request: { category: 'ADDRESS', provider: null } })).toBe('PROTECTED');
    expect(made({ person })).toMatchObject({ outcome: 'PERMIT', obligations: { locates: 'MASK' } });
  });

  test('that is silent reads like a missing consent, and the log knows better', () => {
    const decision = made({ person: { restrictions: [{ ...LOCK, categories: ['ATTENDANCE'], silent: true }] } });
    expect(decision).toMatchObject({
      reason: 'NO_CONSENT',
      internalReason: 'SILENT_RESTRICTION',
      basis: { restriction: 'restriction' },
    });
  });
});

test('Domestic abuse of an adult is shown where they are the victim; of a child, who is one in their own right, always', () => {
  const facts = { agreements: [{ ...AGREEMENT, categories: ['DOMESTIC_ABUSE'], minimumAge: null, maximumAge: null }] };
  const consents = TOBY.consents.map((entry) => ({ ...entry, category: 'DOMESTIC_ABUSE' }));
  const request = { category: 'DOMESTIC_ABUSE' };
  expect(made({ facts, request, person: { consents } })).toMatchObject({ obligations: { victimOnly: false } });
  const own = consents.map((entry) => ({ ...entry, capacity: 'SELF' as const, givenBy: 'toby' }));
  const adult = { dateOfBirth: '1989-09-22', consents: own };
  expect(made({ facts, request, person: adult })).toMatchObject({ obligations: { victimOnly: true } });
});
