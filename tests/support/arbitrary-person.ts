/** Random facts about a person and a partner: who decides for them, what was decided, and what stands against it. */
import * as fc from 'fast-check';
import type {
  CompetenceFacts,
  ConsentFacts,
  HolderFacts,
  InterestFacts,
  MembershipFacts,
  PersonFacts,
  RestrictionFacts,
} from '#disclosure/facts.ts';
import { addDays, ageOn, londonDate } from '#terms/clock.ts';

export const TODAY = '2026-11-22';
export const NOW = Date.parse('2026-11-22T10:00:00Z');
export const DAY = 86_400_000;

export const PERSON = 'person';
export const MOTHER = 'mother';
export const FATHER = 'father';
export const PARTNER = 'partner';
export const EARLY_HELP = 'early-help';
export const OTHERS = 'others';
export const WORKER = 'worker';
export const APP = 'app';
export const FAMILY = 'family';
export const SECOND_FAMILY = 'second-family';

/** The first value but for one in `oneIn`. */
export const usually = <T>(oneIn: number, value: T, ...others: T[]) =>
  fc.oneof({ weight: oneIn - 1, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
export const mostly = <T>(value: T, ...others: T[]) => usually(20, value, ...others);

export const AGENCY_CATEGORIES = ['ATTENDANCE', 'SUSPENSIONS', 'DOMESTIC_ABUSE'];
export const category = fc.oneof(
  { weight: 4, arbitrary: fc.constant('ATTENDANCE') },
  { weight: 3, arbitrary: fc.constantFrom('SUSPENSIONS', 'DOMESTIC_ABUSE', 'DOMESTIC_ABUSE') },
);
export const someCategories = fc.oneof(
  { weight: 3, arbitrary: fc.constant(AGENCY_CATEGORIES) },
  { weight: 1, arbitrary: fc.constantFrom(['ATTENDANCE'], ['DOMESTIC_ABUSE'], ['SUSPENSIONS', 'ADDRESS'], ['IDENTITY']) },
);
/** A few instants come often, so that decisions of one instant meet. */
const someDaysAgo = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(10, 30) },
  { weight: 5, arbitrary: fc.integer({ min: 0, max: 400 }) },
);
const REPRESENTATIVES = new Set<string>(['BEST_INTERESTS', 'ATTORNEY', 'DEPUTY']);
const entry = fc.integer({ min: 1, max: 1_000_000 });

export const consent: fc.Arbitrary<ConsentFacts> = fc
  .record({
    id: fc.uuid(),
    entry,
    category,
    decision: usually<ConsentFacts['decision']>(7, 'GIVEN', 'REFUSED', 'WITHDRAWN'),
    decidedAt: fc.oneof(
      { weight: 30, arbitrary: someDaysAgo.map((days) => NOW - days * DAY) },
      { weight: 1, arbitrary: fc.constantFrom(NOW + DAY, NOW + 1) },
    ),
    capacity: usually<ConsentFacts['capacity']>(
      8,
      'PARENTAL_RESPONSIBILITY',
      'SELF',
      'LOCAL_AUTHORITY',
      'BEST_INTERESTS',
      'ATTORNEY',
      'DEPUTY',
    ),
    givenBy: usually<string | null>(3, MOTHER, FATHER, FATHER, FATHER, PERSON, 'stranger', null),
    competenceAssessedOn: mostly<string | null>(null, '2026-01-05'),
    validUntil: mostly<string | null>(null, '2026-11-21', '2026-11-22', '2027-01-01'),
  })
  .map((row) => ({
    ...row,
    // A representative's form says when capacity was assessed, most times.
    competenceAssessedOn: REPRESENTATIVES.has(row.capacity) && row.entry % 4 > 0 ? '2025-10-01' : row.competenceAssessedOn,
    givenBy: row.capacity === 'SELF' ? PERSON : row.capacity === 'LOCAL_AUTHORITY' ? null : row.givenBy,
    decidedOn: londonDate(new Date(row.decidedAt)),
  }));

const competence: fc.Arbitrary<CompetenceFacts> = fc.record({
  entry,
  categories: someCategories,
  outcome: fc.constantFrom('COMPETENT', 'NOT_COMPETENT'),
  assessedOn: fc.oneof(
    fc.constantFrom(0, 10, 30).map((days) => addDays(TODAY, -days)),
    fc.integer({ min: 0, max: 400 }).map((days) => addDays(TODAY, -days)),
  ),
});

export const restriction: fc.Arbitrary<RestrictionFacts> = fc.record({
  id: fc.uuid(),
  kind: fc.constantFrom('PROTECTED_ADDRESS', 'SEALED', 'SUBJECT_LOCK', 'COURT_ORDER'),
  categories: usually<string[] | null>(3, ['SUSPENSIONS', 'DOMESTIC_ABUSE'], null, ['ATTENDANCE'], ['IDENTITY', 'ADDRESS']),
  binds: usually<string[] | null>(4, null, [EARLY_HELP], [WORKER], [OTHERS], [APP], []),
  exempt: usually<string[]>(8, [], [EARLY_HELP], [WORKER], [APP], [OTHERS]),
  silent: fc.boolean(),
});
/** None for five in six. */
const restrictions = fc.oneof(
  { weight: 5, arbitrary: fc.constant<RestrictionFacts[]>([]) },
  { weight: 1, arbitrary: fc.array(restriction, { minLength: 1, maxLength: 3 }) },
);

const interest: fc.Arbitrary<InterestFacts | null> = usually<InterestFacts | null>(
  30,

  null,
  { id: 'interest', silent: false },
  { id: 'interest', silent: true },
);

const membership: fc.Arbitrary<MembershipFacts> = fc.record({
  id: fc.uuid(),
  familyId: usually(4, FAMILY, SECOND_FAMILY),
  role: fc.constant('CHILD'),
  state: usually<MembershipFacts['state']>(2, 'CONFIRMED', 'PROPOSED'),
  assertedBy: usually<MembershipFacts['assertedBy']>(3, 'WORKER', 'AGENCY'),
  proposedBy: fc.constantFrom(WORKER, 'colleague', null),
  fromDate: fc.constant(null),
  untilDate: fc.constant(null),
});
/** A confirmed member of the first family for most. */
const memberships = fc
  .tuple(membership, fc.array(membership, { maxLength: 2 }), usually(7, true, false))
  .map(([first, more, settled]): MembershipFacts[] =>
    settled ? [{ ...first, familyId: FAMILY, state: 'CONFIRMED', assertedBy: 'WORKER' }, ...more] : more,
  );

const holder = (name: string): fc.Arbitrary<HolderFacts> =>
  fc.record({
    holderKind: fc.constant('PERSON'),
    holder: fc.constant(name),
    from: mostly<string | null>(null, '2026-11-12', '2026-06-01'),
    courtLimits: mostly<string[]>([], ['ATTENDANCE'], ['DOMESTIC_ABUSE']),
  });
const localAuthority: HolderFacts = { holderKind: 'LOCAL_AUTHORITY', holder: null, from: null, courtLimits: [] };
const lateAuthority: HolderFacts = { ...localAuthority, from: addDays(TODAY, -20), courtLimits: ['SUSPENSIONS'] };
const holders: fc.Arbitrary<PersonFacts['parentalResponsibility']> = fc.oneof(
  { weight: 12, arbitrary: fc.tuple(holder(MOTHER), holder(FATHER)) },
  { weight: 2, arbitrary: fc.tuple(holder(MOTHER)) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(localAuthority, lateAuthority), holder(MOTHER)) },
  { weight: 1, arbitrary: fc.constant<HolderFacts[]>([]) },
);

/** Around today are the 16th and 18th birthdays; some were born or turned 16 in the months in which decisions were made. */
const dateOfBirth = fc.oneof(
  { weight: 8, arbitrary: fc.constant<string | null>('2016-05-01') },
  { weight: 6, arbitrary: fc.constantFrom('1990-01-01', '1985-07-15') },
  { weight: 5, arbitrary: fc.constantFrom('2010-11-22', '2010-11-23', '2010-06-01', '2011-11-23', '2008-11-22', '2008-11-23') },
  { weight: 1, arbitrary: fc.constantFrom('2026-09-01', null) },
);

/** Most decisions are made by who usually makes them: from 16 the person, before that a parent, for a child in care the council. */
function madeBy(
  own: Pick<PersonFacts, 'id' | 'dateOfBirth' | 'parentalResponsibility'>,
  unusual: boolean,
  row: ConsentFacts,
): ConsentFacts {
  const { id, dateOfBirth: born } = own;
  if (row.capacity === 'SELF') return { ...row, givenBy: id };
  if (unusual || row.capacity !== 'PARENTAL_RESPONSIBILITY') return row;
  if (born !== null && ageOn(born, row.decidedOn) >= 16) return { ...row, capacity: 'SELF', givenBy: id };
  const inCare = own.parentalResponsibility.some(({ holderKind }) => holderKind === 'LOCAL_AUTHORITY');
  return inCare ? { ...row, capacity: 'LOCAL_AUTHORITY', givenBy: null } : row;
}

const somebody = (id: string, born: fc.Arbitrary<string | null>, partners: fc.Arbitrary<string[]>): fc.Arbitrary<PersonFacts> =>
  fc
    .record({
      dateOfBirth: born,
      diedOn: usually<string | null>(40, null, '2026-10-01'),
      memberships,
      parentalResponsibility: holders,
      consents: fc.uniqueArray(fc.tuple(consent, usually(6, false, true)), {
        minLength: 1,
        maxLength: 6,
        selector: ([row]) => row.entry,
      }),
      competence: fc.oneof(
        { weight: 2, arbitrary: fc.constant<CompetenceFacts[]>([]) },
        { weight: 1, arbitrary: fc.uniqueArray(competence, { maxLength: 3, selector: (row) => row.entry }) },
      ),
      interest,
      partners,
      restrictions,
      otherProtections: restrictions,
    })
    .map(({ consents, otherProtections, ...own }) => ({
      id,
      forename: 'Toby',
      surname: 'Hughes',
      sex: 'MALE' as const,
      dueDate: null,
      unbornChildOf: null,
      household: null,
      ...own,
      consents: consents.map(([row, unusual]) => madeBy({ id, ...own }, unusual, row)),
      householdProtections: [...own.restrictions, ...otherProtections].filter(({ kind }) => kind === 'PROTECTED_ADDRESS'),
      links: [],
      epoch: 0,
    }));

export const person = somebody(
  PERSON,
  dateOfBirth,
  fc.oneof(
    { weight: 2, arbitrary: fc.constant<string[]>([PARTNER]) },
    { weight: 1, arbitrary: fc.constantFrom<string[][]>([], [PARTNER, 'unseen'], ['unseen']) },
  ),
);
export const partner = somebody(PARTNER, mostly<string | null>('1985-07-15', '2008-11-22', null), fc.constant([PERSON]));

const fewInstants = fc.constantFrom(...[-1, 0, 1, 2, 10, 200].map((days) => NOW - days * DAY), NOW + 1);
const fewDays = fc.constantFrom(...[-1, 0, 1, 2, 10, 200].map((days) => addDays(TODAY, -days)));

/** Nothing stands against the person but what was decided about ATTENDANCE, by whom and how able they were. */
export const decidedBySome: fc.Arbitrary<Partial<PersonFacts>> = fc
  .record({
    dateOfBirth: fc.constantFrom(
      '2016-05-01',
      '1990-01-01',
      '2010-11-23',
      '2010-11-22',
      '2010-11-20',
      '2010-11-12',
      '2026-11-21',
      null,
    ),
    consents: fc.uniqueArray(
      fc.record({
        decision: fc.constantFrom<ConsentFacts['decision'][]>('GIVEN', 'GIVEN', 'GIVEN', 'REFUSED', 'WITHDRAWN'),
        entry: fc.integer({ min: 1, max: 20 }),
        decidedAt: fewInstants,
        capacity: fc.constantFrom<ConsentFacts['capacity'][]>(
          ...(['SELF', 'SELF', 'PARENTAL_RESPONSIBILITY', 'PARENTAL_RESPONSIBILITY', 'PARENTAL_RESPONSIBILITY'] as const),
          ...(['BEST_INTERESTS', 'ATTORNEY', 'DEPUTY', 'LOCAL_AUTHORITY'] as const),
        ),
        givenBy: fc.constantFrom(MOTHER, MOTHER, FATHER, 'stranger'),
        competenceAssessedOn: fc.option(fewDays, { freq: 2 }),
        validUntil: usually(6, null, TODAY, addDays(TODAY, -1)),
      }),
      { minLength: 1, maxLength: 5, selector: (row) => row.entry },
    ),
    competence: fc.uniqueArray(
      fc.record({
        entry: fc.integer({ min: 1, max: 20 }),
        categories: usually(5, ['ATTENDANCE'], ['SUSPENSIONS']),
        outcome: fc.constantFrom<CompetenceFacts['outcome'][]>('COMPETENT', 'NOT_COMPETENT'),
        assessedOn: fewDays,
      }),
      { maxLength: 3, selector: (row) => row.entry },
    ),
    parentalResponsibility: holders,
  })
  .map((own) => ({
    ...own,
    consents: own.consents.map((row) => ({
      ...row,
      id: `consent ${row.entry}`,
      category: 'ATTENDANCE',
      givenBy: row.capacity === 'SELF' ? PERSON : row.capacity === 'LOCAL_AUTHORITY' ? null : row.givenBy,
      decidedOn: londonDate(new Date(row.decidedAt)),
    })),
    diedOn: null,
    interest: null,
    restrictions: [],
    memberships: [
      {
        id: 'membership',
        familyId: FAMILY,
        role: 'CHILD' as const,
        state: 'CONFIRMED' as const,
        assertedBy: 'WORKER' as const,
        proposedBy: WORKER,
        fromDate: null,
        untilDate: null,
      },
    ],
  }));
