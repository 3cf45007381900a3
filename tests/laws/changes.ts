/** Ways to change a case: what the laws compare before and after. */
import type { AgreementFacts, ConsentFacts, ExceptionFacts, Facts, RestrictionFacts } from '#disclosure/facts.ts';
import type { Case } from '#tests/support/arbitrary-facts.ts';
import { FAMILY, NOW, PERSON, TODAY, WORKER } from '#tests/support/arbitrary-person.ts';
import { withPerson } from '#tests/support/arbitrary-facts.ts';
import type { Caller } from '#terms/caller.ts';
import { addDays } from '#terms/clock.ts';

export type Change = (example: Case) => Case;

export const withFacts = ({ facts, request }: Case, change: Partial<Facts>): Case => ({
  facts: { ...facts, ...change },
  request,
});
export const withRequest = ({ facts, request }: Case, change: Partial<Case['request']>): Case => ({
  facts,
  request: { ...request, ...change },
});
export const withCaller = (example: Case, change: Partial<Caller>): Case =>
  withRequest(example, { caller: { ...example.request.caller, ...change } });
export const withAgreements = (example: Case, change: (row: AgreementFacts) => AgreementFacts): Case =>
  withFacts(example, { agreements: example.facts.agreements.map(change) });
export const withExceptions = (example: Case, change: (row: ExceptionFacts) => ExceptionFacts): Case =>
  withFacts(example, { exceptions: example.facts.exceptions.map(change) });
/** One decision more about what is asked. */
export const withConsent = (example: Case, added: ConsentFacts): Case =>
  withPerson(example, {
    consents: [...example.request.person.consents, { ...added, category: example.request.category }],
  });
export const withRestriction = (example: Case, added: RestrictionFacts): Case => {
  const { restrictions, householdProtections } = example.request.person;
  return withPerson(example, {
    restrictions: [...restrictions, added],
    householdProtections: added.kind === 'PROTECTED_ADDRESS' ? [...householdProtections, added] : householdProtections,
  });
};
/** Everybody but the person who is asked about. */
export const withOthers = (example: Case, change: Partial<Case['request']['person']>): Case =>
  withFacts(example, {
    people: new Map(
      [...example.facts.people].map(([id, other]) => [id, id === example.request.person.id ? other : { ...other, ...change }]),
    ),
  });

const practitioner = (example: Case, purpose: 'EARLY_HELP' | 'SAFEGUARDING'): Case =>
  withRequest(
    withCaller(
      withAgreements(example, (row) => ({ ...row, purposes: ['EARLY_HELP', 'SAFEGUARDING'] })),
      { kind: 'WORKER', id: WORKER, roles: ['PRACTITIONER'], through: null },
    ),
    { purpose },
  );

/** Opened by an override that names the person and what is asked. */
export const excepted = (example: Case): Case =>
  withFacts(practitioner(example, 'SAFEGUARDING'), {
    exceptions: [{ id: 'override', kind: 'OVERRIDE', people: [PERSON], categories: [example.request.category], endsAt: NOW + 1 }],
  });

/** Served by the caller as lead worker, and agreed to by the person: everything that an exception lifts is in place. */
export const served = (example: Case): Case => {
  const { person, category } = example.request;
  const agreed: ConsentFacts = {
    id: 'agreed',
    entry: 1,
    category,
    decision: 'GIVEN',
    decidedAt: NOW,
    decidedOn: TODAY,
    capacity: 'SELF',
    givenBy: person.id,
    competenceAssessedOn: TODAY,
    validUntil: null,
  };
  return withPerson(
    withFacts(practitioner(example, 'EARLY_HELP'), {
      assignments: [{ id: 'lead', familyId: FAMILY, kind: 'LEAD_WORKER', startsAt: NOW, endsAt: null }],
      episodes: [{ id: 'open', familyId: FAMILY, openedOn: addDays(TODAY, -1), closedOn: null, closingReason: null }],
    }),
    {
      memberships: [
        {
          id: 'confirmed',
          familyId: FAMILY,
          role: 'CHILD',
          state: 'CONFIRMED',
          assertedBy: 'WORKER',
          proposedBy: null,
          fromDate: null,
          untilDate: null,
        },
      ],
      consents: [agreed],
      competence: [],
    },
  );
};

/** Every list, at any depth, twice over and in another order; maps too. The person stays the same object everywhere. */
export function shuffled(example: Case, seed: number): Case {
  let turn = seed;
  const next = (): number => (turn = (turn * 48_271) % 2_147_483_647);
  const shuffle = <T>(list: readonly T[]): T[] =>
    [...list, ...list]
      .map((value) => ({ value, place: next() }))
      .toSorted((one, other) => one.place - other.place)
      .map(({ value }) => value);
  const deeply = (value: unknown): unknown => {
    if (Array.isArray(value)) return shuffle(value.map(deeply));
    if (value instanceof Map) return new Map(shuffle([...value]).map(([key, each]) => [key, deeply(each)]));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, deeply(each)]));
  };
  const facts = deeply(example.facts) as Facts;
  const request = deeply(example.request) as Case['request'];
  return withPerson({ facts, request }, {});
}

/** A copy that nothing can be written to. */
export function frozen(example: Case): Case {
  const refuse = (): never => {
    throw new TypeError('These facts cannot be changed.');
  };
  const deeply = (value: unknown): void => {
    if (value === null || typeof value !== 'object' || Object.isFrozen(value)) return;
    if (value instanceof Map) Object.assign(value, { set: refuse, delete: refuse, clear: refuse });
    Object.freeze(value);
    for (const each of value instanceof Map ? value.values() : Object.values(value)) deeply(each);
  };
  const copy = structuredClone(example);
  deeply(copy);
  return copy;
}

/** Facts as nobody expects them. */
export const ODDITIES: readonly Change[] = [
  (example) => withFacts(example, { people: new Map() }),
  (example) => withFacts(example, { assignments: [], episodes: [], exceptions: [], agreements: [] }),
  (example) => withRequest(example, { category: '' }),
  (example) => withRequest(example, { category: '__proto__' }),
  (example) => withRequest(example, { provider: null }),
  (example) => withRequest(example, { provider: '' }),
  (example) => withRequest(example, { settings: { closureDays: 0 } }),
  (example) => withRequest(example, { settings: { closureDays: -1 } }),
  (example) => withPerson(example, { dateOfBirth: '2008-02-29' }),
  (example) => withPerson(example, { dateOfBirth: '2027-01-01' }),
  (example) => withPerson(example, { dateOfBirth: null, dueDate: '2027-01-01', unbornChildOf: 'mother' }),
  (example) => withPerson(example, { partners: [PERSON, 'nobody'] }),
  (example) => withPerson(example, { consents: example.request.person.consents.map((row) => ({ ...row, givenBy: null })) }),
  (example) => withPerson(example, { memberships: [], parentalResponsibility: [], consents: [], competence: [] }),
  (example) => withAgreements(example, (row) => ({ ...row, recipients: [], minimumAge: 30, maximumAge: 3, historyMonths: 0 })),
];
