/** Decisions that break a law, each by a mistake that somebody could make. */
import { decide } from '#disclosure/decide.ts';
import type { Decision } from '#disclosure/decision.ts';
import type { AgreementFacts, ConsentFacts, RestrictionFacts } from '#disclosure/facts.ts';
import type { Case } from '#tests/support/arbitrary-facts.ts';
import { withPerson } from '#tests/support/arbitrary-facts.ts';
import { NOW } from '#tests/support/arbitrary-person.ts';
import type { Change } from './changes.ts';
import { served, withAgreements, withCaller, withExceptions, withFacts, withRequest } from './changes.ts';
import type { Decide } from './laws.ts';

/** Decides about other facts than it was given. */
const about =
  (change: Change): Decide =>
  (facts, request) => {
    const changed = change({ facts, request });
    return decide(changed.facts, changed.request);
  };
/** Makes something else of what was decided. */
const making =
  (change: (decision: Decision, example: Case) => Decision): Decide =>
  (facts, request) =>
    change(decide(facts, request), { facts, request });

const withheld = ({ basis, epoch }: Decision, reason: 'NO_CONSENT' | 'NO_AGREEMENT'): Decision => ({
  outcome: 'WITHHOLD',
  reason,
  internalReason: null,
  basis,
  epoch,
});
const inSafeguarding = (change: Change): Change => {
  return (example) => (example.request.purpose === 'SAFEGUARDING' ? change(example) : example);
};
const withConsents = (example: Case, consents: readonly ConsentFacts[]): Case => withPerson(example, { consents });
const onlyConsents =
  (keep: (row: ConsentFacts, all: readonly ConsentFacts[]) => boolean): Change =>
  (example) => {
    const about = example.request.person.consents.filter(({ category }) => category === example.request.category);
    return withConsents(
      example,
      about.filter((row) => keep(row, about)),
    );
  };
const onlyRestrictions =
  (keep: (row: RestrictionFacts, example: Case) => boolean): Change =>
  (example) => {
    const { restrictions, householdProtections } = example.request.person;
    const kept = (rows: readonly RestrictionFacts[]) => rows.filter((row) => keep(row, example));
    return withPerson(example, { restrictions: kept(restrictions), householdProtections: kept(householdProtections) });
  };
const isAfter = (one: ConsentFacts, other: ConsentFacts): boolean =>
  one.decidedAt > other.decidedAt || (one.decidedAt === other.decidedAt && one.entry > other.entry);
const isOfSameGiver = (one: ConsentFacts, other: ConsentFacts): boolean =>
  one.capacity === other.capacity && one.givenBy === other.givenBy;
const others = ({ facts, request }: Case) => [...facts.people.values()].filter(({ id }) => id !== request.person.id);

const everything = ({ request }: Case): AgreementFacts => ({
  id: 'everything',
  version: 1,
  provider: request.provider ?? '',
  recipients: [request.caller.organisationId],
  categories: [request.category],
  purposes: [request.purpose],
  detail: 'FULL',
  minimumAge: null,
  maximumAge: null,
  historyMonths: null,
  stalenessHours: null,
  startsAt: NOW,
  endsAt: NOW + 1,
  proposedBy: 'first',
  activatedBy: 'second',
  ended: false,
});
/** What each agreement alone would decide. */
const byEachAgreement = ({ facts, request }: Case): Decision[] =>
  [...new Set(facts.agreements.map(({ id }) => id))].map((only) =>
    decide({ ...facts, agreements: facts.agreements.filter(({ id }) => id === only) }, request),
  );

export const takesNoAgreementForEveryAgreement = about((example) =>
  example.facts.agreements.length === 0 ? withFacts(example, { agreements: [everything(example)] }) : example,
);
export const letsOneActivateTheirOwnAgreement = about((example) =>
  withAgreements(example, (row) => ({ ...row, activatedBy: row.activatedBy === null ? null : 'somebody' })),
);
export const takesNeverAskedForYes = about((example) =>
  example.request.person.consents.length === 0 ? withConsents(example, served(example).request.person.consents) : example,
);
export const takesSafeguardingWithoutExceptionForEarlyHelp = about(
  inSafeguarding((example) =>
    example.facts.exceptions.length === 0 ? withRequest(example, { purpose: 'EARLY_HELP' }) : example,
  ),
);
export const forgetsWhenAnExceptionEnds = about((example) => withExceptions(example, (row) => ({ ...row, endsAt: Infinity })));

export const liftsRestrictionsInAnEmergency = about(inSafeguarding(onlyRestrictions(() => false)));
export const looksForOrganisationsAmongThoseBound = about(
  onlyRestrictions(({ binds }, { request }) => binds === null || binds.includes(request.caller.organisationId)),
);
export const forgetsTheActingApp = about((example) => withCaller(example, { through: null }));
export const looksAtTheLastRestrictionOnly = about((example) => {
  const { restrictions, householdProtections } = example.request.person;
  return withPerson(example, {
    restrictions: restrictions.slice(-1),
    householdProtections: householdProtections.filter((row) => row === restrictions.at(-1)),
  });
});
export const exemptsFromAllWhoIsExemptFromOne = about((example) => {
  const { id, organisationId } = example.request.caller;
  const isExempt = example.request.person.restrictions.some(
    ({ exempt }) => exempt.includes(id) || exempt.includes(organisationId),
  );
  return isExempt ? onlyRestrictions(() => false)(example) : example;
});

export const takesTheLastRowForTheLatest = about(
  onlyConsents((row, all) => row === all.findLast((other) => isOfSameGiver(other, row))),
);
export const usesTheFirstAgreementFound = about((example) =>
  withFacts(example, { agreements: example.facts.agreements.slice(0, 1) }),
);
export const looksAtTheFirstAssignmentOnly = about((example) =>
  withFacts(example, { assignments: example.facts.assignments.slice(0, 1) }),
);

export const letsAWithdrawalTakeBackARefusal = about(
  onlyConsents(
    (row, all) =>
      row.decision !== 'REFUSED' ||
      !all.some((other) => other.decision === 'WITHDRAWN' && isOfSameGiver(other, row) && isAfter(other, row)),
  ),
);
export const revivesTheDecisionBeforeAWithdrawnOne = about(
  onlyConsents((row, all) => {
    const next = all.filter((other) => isAfter(other, row)).find((one, _, later) => later.every((other) => !isAfter(one, other)));
    return row.decision !== 'WITHDRAWN' && next?.decision !== 'WITHDRAWN';
  }),
);
export const forgetsWithdrawals = about(onlyConsents(({ decision }) => decision !== 'WITHDRAWN'));
export const letsAWithdrawalEndTheGiversOwnConsentOnly = about(
  onlyConsents(
    (row, all) =>
      row.decision !== 'WITHDRAWN' &&
      !all.some((other) => other.decision === 'WITHDRAWN' && isOfSameGiver(other, row) && isAfter(other, row)),
  ),
);
export const countsWithdrawalsFromTheNextMoment = about(
  onlyConsents(({ decision, decidedAt }) => decision !== 'WITHDRAWN' || decidedAt < NOW),
);
export const takesOneConsentForEnough = about(
  onlyConsents(
    (row, all) => row.decision !== 'REFUSED' || !all.some((other) => other.decision === 'GIVEN' && !isOfSameGiver(other, row)),
  ),
);
export const takesTheFirstDecisionForTheLatest = about(
  onlyConsents((row, all) => !all.some((other) => isOfSameGiver(other, row) && isAfter(row, other))),
);

export const usesTheNarrowestAgreement = making((decision, example) => {
  const permits = byEachAgreement(example).filter((each) => each.outcome === 'PERMIT');
  const since = ({ obligations }: (typeof permits)[number]): string => obligations.since ?? '';
  return permits.toSorted((one, other) => (since(one) > since(other) ? -1 : 1))[0] ?? decision;
});
export const wantsEveryAgreementToCoverTheAge = making((decision, example) =>
  byEachAgreement(example).some((each) => each.outcome === 'WITHHOLD' && each.reason === 'OUTSIDE_AGREEMENT')
    ? withheld(decision, 'NO_AGREEMENT')
    : decision,
);

export const looksAtTheLastAssignmentOnly = about((example) =>
  withFacts(example, { assignments: example.facts.assignments.slice(-1) }),
);
export const takesNoAssignmentForEveryAssignment = about((example) =>
  example.facts.assignments.length === 0 ? withFacts(example, { assignments: served(example).facts.assignments }) : example,
);
export const wantsEveryConsentToStand = making((decision, { request }) => {
  const about = request.person.consents.filter(({ category }) => category === request.category);
  const ended = (row: ConsentFacts) => about.some((other) => other.decision === 'WITHDRAWN' && isAfter(other, row));
  return about.some((row) => row.decision === 'GIVEN' && ended(row)) ? withheld(decision, 'NO_CONSENT') : decision;
});

export const readsConsentsOfAllTogether = about((example) =>
  withConsents(example, [...example.request.person.consents, ...others(example).flatMap(({ consents }) => consents)]),
);
export const withholdsWhatAPartnerRefused = making((decision, example) => {
  const refused = others(example).some(({ consents }) => consents.some((row) => row.decision === 'REFUSED'));
  return refused ? withheld(decision, 'NO_CONSENT') : decision;
});
export const takesAPartnerNeverAskedForOneWhoAgreed = making((decision, example) => {
  const isAsked = others(example).some(({ consents }) => consents.length > 0);
  return decision.outcome === 'WITHHOLD' || isAsked
    ? decision
    : { ...decision, obligations: { ...decision.obligations, victimOnly: false } };
});

const inAnEmergency = (change: Partial<Extract<Decision, { outcome: 'PERMIT' }>['obligations']>): Decide =>
  making((decision, { request }) =>
    decision.outcome === 'PERMIT' && request.purpose === 'SAFEGUARDING'
      ? { ...decision, obligations: { ...decision.obligations, ...change } }
      : decision,
  );
export const showsPlacesInAnEmergency = inAnEmergency({ locates: 'SHOW' });
export const showsAllOfThePastInAnEmergency = inAnEmergency({ since: null });
export const asksForNoAgreementInAnEmergency = about(
  inSafeguarding((example) => withFacts(example, { agreements: [...example.facts.agreements, everything(example)] })),
);
export const asksForConsentInAnEmergency = making((decision, { request }) =>
  request.purpose === 'SAFEGUARDING' && !request.person.consents.some((row) => row.decision === 'GIVEN')
    ? withheld(decision, 'NO_CONSENT')
    : decision,
);

export const takesTheAppsPurposesForTheWorkersRoles = about((example) => {
  const { through, roles } = example.request.caller;
  return through ? withCaller(example, { roles: [...roles, 'PRACTITIONER'] }) : example;
});
export const bindsTheWorkerAlone = about((example) => {
  const { through, organisationId } = example.request.caller;
  const isEntitled = through?.approvedPurposes.includes(example.request.purpose) && through.organisationId === organisationId;
  return isEntitled ? withCaller(example, { through: null }) : example;
});

export const saysThatARestrictionIsSilent = about((example) =>
  withPerson(example, { restrictions: example.request.person.restrictions.map((row) => ({ ...row, silent: false })) }),
);
export const answersForASilentRestrictionFirst = making((decision) =>
  decision.outcome === 'WITHHOLD' && decision.internalReason === 'SILENT_RESTRICTION'
    ? { ...decision, reason: 'NO_CONSENT' }
    : decision,
);
export const hushesEverythingForOneSilentRestriction = making((decision, { request }) =>
  request.person.restrictions.some(({ silent }) => silent) ? withheld(decision, 'NO_CONSENT') : decision,
);

export const sortsFactsWhereTheyAre: Decide = (facts, request) => {
  (facts.agreements as AgreementFacts[]).sort((one, other) => other.version - one.version);
  return decide(facts, request);
};
export const countsOnEveryPartner: Decide = (facts, request) => {
  for (const id of request.person.partners) if (facts.people.get(id) === undefined) throw new Error('No such person.');
  return decide(facts, request);
};
let times = 0;
export const refusesEveryHundredth: Decide = (facts, request) => {
  times += 1;
  const decision = decide(facts, request);
  return times % 100 === 0 ? withheld(decision, 'NO_CONSENT') : decision;
};
