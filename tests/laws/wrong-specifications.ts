/** Specifications that break one rule each: the comparison must tell every one of them from the hub. */
import type { DecisionRequest } from '#disclosure/decide.ts';
import type {
  AgreementFacts,
  ConsentFacts,
  EpisodeFacts,
  ExceptionFacts,
  Facts,
  PersonFacts,
  RestrictionFacts,
} from '#disclosure/facts.ts';
import { addDays } from '#terms/clock.ts';
import { specify, specifyVisible } from './specification.ts';

type Change = (facts: Facts, request: DecisionRequest) => { facts: Facts; request: DecisionRequest };

const everybody =
  (change: (person: PersonFacts, facts: Facts, request: DecisionRequest) => Partial<PersonFacts>): Change =>
  (facts, request) => {
    const changed = (person: PersonFacts) => ({ ...person, ...change(person, facts, request) });
    const people = new Map([...facts.people].map(([id, person]) => [id, changed(person)]));
    return { facts: { ...facts, people }, request: { ...request, person: changed(request.person) } };
  };
const consents = (change: (rows: readonly ConsentFacts[], person: PersonFacts, facts: Facts) => ConsentFacts[]) =>
  everybody((person, facts) => ({ consents: change(person.consents, person, facts) }));
const restrictions = (change: (rows: readonly RestrictionFacts[]) => RestrictionFacts[]) =>
  everybody((person) => ({
    restrictions: change(person.restrictions),
    householdProtections: change(person.householdProtections),
  }));
const agreements =
  (change: (rows: readonly AgreementFacts[]) => AgreementFacts[]): Change =>
  (facts, request) => ({ facts: { ...facts, agreements: change(facts.agreements) }, request });
const episodes =
  (change: (episode: EpisodeFacts) => Partial<EpisodeFacts>): Change =>
  (facts, request) => ({
    facts: { ...facts, episodes: facts.episodes.map((each) => ({ ...each, ...change(each) })) },
    request,
  });
const exceptions =
  (change: (exception: ExceptionFacts, facts: Facts, request: DecisionRequest) => Partial<ExceptionFacts>): Change =>
  (facts, request) => ({
    facts: { ...facts, exceptions: facts.exceptions.map((each) => ({ ...each, ...change(each, facts, request) })) },
    request,
  });
const callers =
  (change: (caller: DecisionRequest['caller']) => Partial<DecisionRequest['caller']>): Change =>
  (facts, request) => ({ facts, request: { ...request, caller: { ...request.caller, ...change(request.caller) } } });

/** Whether any exception names the person while it lasts. */
const isNamed = (facts: Facts, person: PersonFacts) =>
  facts.exceptions.some((each) => each.people.includes(person.id) && facts.at < each.endsAt);

const decisions: Record<string, Change> = {
  'has no exceptions': (facts, request) => ({ facts: { ...facts, exceptions: [] }, request }),
  'goes on with exceptions that have ended': exceptions(() => ({ endsAt: Infinity })),
  'opens every category to who is named': exceptions((_, __, { category }) => ({ categories: [category] })),
  'opens everybody where one is named': exceptions((_, __, { person }) => ({ people: [person.id] })),
  'opens no identity of who is named': exceptions(({ categories, people }, _, { category }) =>
    category === 'IDENTITY' && !categories.includes('IDENTITY') ? { people: [] } : { people },
  ),
  'lifts a restriction by an override': everybody((person, facts, { purpose }) =>
    purpose === 'SAFEGUARDING' && isNamed(facts, person) ? { restrictions: [], householdProtections: [] } : {},
  ),
  'lifts an address by an override': everybody((person, facts, { purpose }) =>
    purpose === 'SAFEGUARDING' && isNamed(facts, person) ? { householdProtections: [] } : {},
  ),
  'lifts death by an override': everybody((person, facts, { purpose }) =>
    purpose === 'SAFEGUARDING' && isNamed(facts, person) ? { diedOn: null } : {},
  ),
  'ignores the worker’s own interest': everybody(() => ({ interest: null })),
  'ignores restrictions': restrictions(() => []),
  'ignores the protected address of another of the household': everybody(() => ({ householdProtections: [] })),
  'binds everybody by every restriction': restrictions((rows) => rows.map((each) => ({ ...each, binds: null }))),
  'exempts nobody from a restriction': restrictions((rows) => rows.map((each) => ({ ...each, exempt: [] }))),
  'lets every silent restriction be read': restrictions((rows) => rows.map((each) => ({ ...each, silent: false }))),
  'keeps every restriction silent': restrictions((rows) => rows.map((each) => ({ ...each, silent: true }))),
  'restricts the whole person for one category': restrictions((rows) => rows.map((each) => ({ ...each, categories: null }))),
  'takes sealed for a court order': restrictions((rows) =>
    rows.map((each) => (each.kind === 'SEALED' ? { ...each, kind: 'COURT_ORDER' } : each)),
  ),
  'ignores death': everybody(() => ({ diedOn: null })),
  'lets an app have the whole of its worker': callers(() => ({ through: null })),
  'approves every purpose of every app': callers(() => ({ approvedPurposes: ['EARLY_HELP', 'SAFEGUARDING'] })),
  'lets managers ask as practitioners': callers(({ roles }) => ({
    roles: roles.includes('MANAGER') ? [...roles, 'PRACTITIONER'] : roles,
  })),
  'keeps the MASH out': callers(({ roles }) => ({ roles: roles.filter((role) => role !== 'MASH') })),
  'takes a proposed member for a confirmed one': everybody(({ memberships }) => ({
    memberships: memberships.map((each) => ({ ...each, state: 'CONFIRMED' })),
  })),
  'keeps a closed family open': episodes(() => ({ closedOn: null })),
  'leaves nobody time to finish': episodes((each) => (each.closedOn === null ? {} : { closingReason: 'STEPPED_UP' })),
  'leaves time to finish after a step-up': episodes(() => ({ closingReason: null })),
  'leaves a day more to finish': episodes(({ closedOn }) => ({ closedOn: closedOn === null ? null : addDays(closedOn, 1) })),
  'leaves the whole team time to finish': (facts, request) => ({
    facts: { ...facts, assignments: facts.assignments.map((each) => ({ ...each, kind: 'LEAD_WORKER' })) },
    request,
  }),
  'opens an episode before its day': episodes(({ openedOn }) => ({ openedOn: addDays(openedOn, -1) })),
  'takes any family’s episode for the person’s': (facts, request) => ({
    facts: {
      ...facts,
      episodes: facts.episodes.flatMap((each) => facts.assignments.map(({ familyId }) => ({ ...each, familyId }))),
    },
    request,
  }),
  'goes on with an expired agreement': agreements((rows) => rows.map((each) => ({ ...each, endsAt: Infinity }))),
  'goes on with an agreement that was ended': agreements((rows) => rows.map((each) => ({ ...each, ended: false }))),
  'begins an agreement before its day': agreements((rows) => rows.map((each) => ({ ...each, startsAt: 0 }))),
  'needs no second person for an agreement': agreements((rows) => rows.map((each) => ({ ...each, activatedBy: 'third' }))),
  'goes back to a replaced version of an agreement': agreements((rows) =>
    rows.map((each) => ({ ...each, id: `${each.id}@${each.version}` })),
  ),
  'uses the narrowest agreement': agreements((rows) =>
    rows.map((each) => ({ ...each, detail: rows.some(({ detail }) => detail === 'SUMMARY') ? 'SUMMARY' : each.detail })),
  ),
  'combines two agreements': agreements((rows) =>
    rows.map((each) => ({
      ...each,
      historyMonths: rows.some(({ historyMonths }) => historyMonths === null) ? null : each.historyMonths,
    })),
  ),
  'takes one recipient’s agreement for another’s': (facts, request) => ({
    facts: {
      ...facts,
      agreements: facts.agreements.map((each) => ({ ...each, recipients: [request.caller.organisationId] })),
    },
    request,
  }),
  'takes an agreement for one purpose for another': (facts, request) => ({
    facts: { ...facts, agreements: facts.agreements.map((each) => ({ ...each, purposes: [request.purpose] })) },
    request,
  }),
  'takes an agreement of one provider for another’s': (facts, request) => ({
    facts: { ...facts, agreements: facts.agreements.map((each) => ({ ...each, provider: request.provider ?? each.provider })) },
    request,
  }),
  'ignores an agreement’s ages': agreements((rows) => rows.map((each) => ({ ...each, minimumAge: null, maximumAge: null }))),
  'lets an unknown age pass': everybody(({ dateOfBirth }) => ({ dateOfBirth: dateOfBirth ?? '2016-05-01' })),
  'counts birthdays a day late': everybody(({ dateOfBirth }) => ({ dateOfBirth: dateOfBirth && addDays(dateOfBirth, 1) })),
  'ignores withdrawals': consents((rows) => rows.filter((row) => row.decision !== 'WITHDRAWN')),
  'ignores refusals': consents((rows) => rows.filter((row) => row.decision !== 'REFUSED')),
  'takes a withdrawal for a refusal': consents((rows) =>
    rows.map((row) => (row.decision === 'WITHDRAWN' ? { ...row, decision: 'REFUSED' } : row)),
  ),
  'goes on with a consent whose last day is over': consents((rows) => rows.map((row) => ({ ...row, validUntil: null }))),
  'ends a consent on its last day': consents((rows) =>
    rows.map((row) => ({ ...row, validUntil: row.validUntil && addDays(row.validUntil, -1) })),
  ),
  'follows a consent before it is given': consents((rows, _, { at }) =>
    rows.map((row) => ({ ...row, decidedAt: Math.min(row.decidedAt, at) })),
  ),
  'turns the order of entry round': consents((rows) => rows.map((row) => ({ ...row, entry: -row.entry }))),
  'orders by entry alone': consents((rows) => rows.map((row) => ({ ...row, decidedAt: 0 }))),
  'follows what was decided before the birth': consents((rows, { dateOfBirth }) =>
    rows.map((row) => ({ ...row, decidedOn: row.decidedOn < (dateOfBirth ?? '') ? (dateOfBirth ?? '') : row.decidedOn })),
  ),
  'takes consent to one category for another': (facts, request) =>
    consents((rows) => rows.map((row) => ({ ...row, category: request.category })))(facts, request),
  'lets a stranger decide': consents((rows) =>
    rows.map((row) => ({ ...row, givenBy: row.givenBy === 'stranger' ? 'mother' : row.givenBy })),
  ),
  'takes all parents for one': consents((rows) =>
    rows.map((row) => ({ ...row, givenBy: row.givenBy === 'father' ? 'mother' : row.givenBy })),
  ),
  'lets nobody represent an adult': consents((rows) =>
    rows.filter((row) => !['BEST_INTERESTS', 'ATTORNEY', 'DEPUTY'].includes(row.capacity)),
  ),
  'ignores what the person decided': consents((rows) => rows.filter((row) => row.capacity !== 'SELF')),
  'ignores assessments of competence': everybody(() => ({ competence: [] })),
  'ignores an assessment made with the decision': consents((rows) => rows.map((row) => ({ ...row, competenceAssessedOn: null }))),
  'lets a refusal be undone by assessing its giver anew': everybody((person) => {
    const own = person.consents.filter((row) => row.decision === 'REFUSED' && row.capacity === 'SELF');
    const onForms = own.flatMap(({ category, competenceAssessedOn: assessedOn }) =>
      assessedOn === null ? [] : [{ entry: 0, categories: [category], outcome: 'COMPETENT' as const, assessedOn }],
    );
    return {
      competence: [...person.competence, ...onForms],
      consents: person.consents.map((row) => (own.includes(row) ? { ...row, competenceAssessedOn: null } : row)),
    };
  }),
  'turns the order of assessments round': everybody(({ competence }) => ({
    competence: competence.map((each) => ({ ...each, entry: 1000 - each.entry })),
  })),
  'ignores court limits': everybody(({ parentalResponsibility }) => ({
    parentalResponsibility: parentalResponsibility.map((each) => ({ ...each, courtLimits: [] })),
  })),
  'lets a holder have decided before holding': everybody(({ parentalResponsibility }) => ({
    parentalResponsibility: parentalResponsibility.map((each) => ({ ...each, from: null })),
  })),
  'lets parents decide for a child in care': everybody(({ parentalResponsibility }) => ({
    parentalResponsibility: parentalResponsibility.filter((each) => each.holderKind === 'PERSON'),
  })),
  'does not ask a partner': everybody(() => ({ partners: [] })),
  'forgets a partner who is not in sight': everybody(({ partners }, { people }) => ({
    partners: partners.filter((id) => people.has(id)),
  })),
  'takes every partner’s consent for given': (facts, request) => {
    const { person } = request;
    const alike = new Map(person.partners.map((id) => [id, { ...person, id, partners: [] }]));
    return { facts: { ...facts, people: new Map([...facts.people, ...alike]) }, request };
  },
};

/** Each breaks one rule, and says which. */
export const WRONG_DECISIONS: readonly (readonly [string, typeof specify])[] = [
  ...Object.entries(decisions).map(([name, change]): [string, typeof specify] => [
    name,
    (facts, request) => {
      const changed = change(facts, request);
      return specify(changed.facts, changed.request);
    },
  ]),
  [
    'follows an exception for every purpose',
    (facts, request) =>
      specify(facts, { ...request, purpose: isNamed(facts, request.person) ? 'SAFEGUARDING' : request.purpose }),
  ],
  [
    'shows a child the victims only',
    (facts, request) => {
      const specified = specify(facts, request);
      if (specified.outcome === 'WITHHOLD' || request.category !== 'DOMESTIC_ABUSE') return specified;
      return { ...specified, obligations: { ...specified.obligations, victimOnly: true } };
    },
  ],
];

export const WRONG_VISIBILITIES: readonly (readonly [string, typeof specifyVisible])[] = [
  ['hides who is named in an exception', (facts, caller, person) => specifyVisible({ ...facts, exceptions: [] }, caller, person)],
  [
    'shows who is named to everybody who works for the organisation named',
    (facts, caller, person) =>
      specifyVisible(facts, { ...caller, kind: 'WORKER', roles: ['PRACTITIONER'], through: null }, person),
  ],
  [
    'hides nobody silently',
    (facts, caller, person) => specifyVisible(facts, caller, { ...person, interest: null, restrictions: [] }),
  ],
  [
    'hides by a protected address',
    (facts, caller, person) =>
      specifyVisible(facts, caller, {
        ...person,
        restrictions: person.restrictions.map((each) => ({ ...each, kind: 'SEALED' })),
      }),
  ],
  [
    'shows a member whom an agency asserts',
    (facts, caller, person) =>
      specifyVisible(facts, caller, {
        ...person,
        memberships: person.memberships.map((each) => ({ ...each, assertedBy: 'WORKER' })),
      }),
  ],
  [
    'shows a proposed member to everybody of the family',
    (facts, caller, person) =>
      specifyVisible(facts, caller, {
        ...person,
        memberships: person.memberships.map((each) => ({ ...each, proposedBy: caller.id })),
      }),
  ],
  [
    'shows the members of other workers’ families',
    (facts, caller, person) =>
      specifyVisible(
        {
          ...facts,
          assignments: facts.assignments.flatMap((each) => person.memberships.map(({ familyId }) => ({ ...each, familyId }))),
        },
        caller,
        person,
      ),
  ],
];
