import { describe, expect, test } from 'vitest';
import { findConsent } from './consents.ts';
import type { CompetenceFacts, ConsentFacts, HolderFacts, PersonFacts } from './facts.ts';

const TODAY = '2026-11-22';
const NOON = Date.parse('2026-11-22T12:00:00Z');
const day = (date: string) => Date.parse(`${date}T12:00:00Z`);

let entries = 0;
function entry(decision: ConsentFacts['decision'], on: string, more: Partial<ConsentFacts> = {}): ConsentFacts {
  entries += 1;
  return {
    id: `entry ${entries}`,
    entry: entries,
    category: 'ATTENDANCE',
    decision,
    decidedAt: day(on),
    decidedOn: on,
    capacity: 'PARENTAL_RESPONSIBILITY',
    givenBy: 'amara',
    competenceAssessedOn: null,
    validUntil: null,
    ...more,
  };
}
const byGareth = { givenBy: 'gareth' };
const bySelf = { capacity: 'SELF', givenBy: 'chidera' } as const;
const competent = { ...bySelf, competenceAssessedOn: '2026-07-01' } as const;

const PARENTS: HolderFacts[] = ['amara', 'gareth'].map((holder) => ({
  holderKind: 'PERSON',
  holder,
  from: null,
  courtLimits: [],
}));

/** What sharing Chidera's attendance reads: PERMIT, or why not. */
function read(
  consents: ConsentFacts[],
  { dateOfBirth = '2011-04-22', holders = PARENTS, competence = [] as CompetenceFacts[], today = TODAY, at = NOON } = {},
): string {
  const person = {
    id: 'chidera',
    dateOfBirth,
    parentalResponsibility: holders,
    consents,
    competence,
  } as unknown as PersonFacts;
  const result = findConsent(person, 'ATTENDANCE', today, at);
  return 'consent' in result ? 'PERMIT' : result.reason;
}

describe('Who decides', () => {
  test('nobody was asked', () => {
    expect(read([])).toBe('NEVER_ASKED');
    expect(read([entry('GIVEN', '2026-09-01', { category: 'SUSPENSIONS' })])).toBe('NEVER_ASKED');
  });

  test('for a child, a holder of parental responsibility', () => {
    expect(read([entry('GIVEN', '2026-09-01')])).toBe('PERMIT');
  });

  test('a stepfather without parental responsibility does not', () => {
    expect(read([entry('GIVEN', '2026-09-01', { givenBy: 'daniel' })])).not.toBe('PERMIT');
  });

  test('what somebody decided before they held parental responsibility does not count', () => {
    const holders: HolderFacts[] = [{ holderKind: 'PERSON', holder: 'amara', from: '2026-09-01', courtLimits: [] }];
    expect(read([entry('GIVEN', '2026-08-31')], { holders })).not.toBe('PERMIT');
    expect(read([entry('GIVEN', '2026-09-01')], { holders })).toBe('PERMIT');
  });

  test('a parent whose parental responsibility has ended does not', () => {
    expect(read([entry('GIVEN', '2026-09-01')], { holders: [] })).toBe('NOT_RELIED_ON');
  });

  test('the local authority does under a care order, and only then', () => {
    const authority = entry('GIVEN', '2026-09-01', { capacity: 'LOCAL_AUTHORITY', givenBy: null });
    expect(read([authority], { holders: [{ holderKind: 'LOCAL_AUTHORITY', holder: null, from: null, courtLimits: [] }] })).toBe(
      'PERMIT',
    );
    expect(read([authority])).not.toBe('PERMIT');
  });

  test('under a care order the local authority’s decision counts before a parent’s', () => {
    const holders: HolderFacts[] = [{ holderKind: 'LOCAL_AUTHORITY', holder: null, from: null, courtLimits: [] }, ...PARENTS];
    const authority = (decision: 'GIVEN' | 'REFUSED') =>
      entry(decision, '2026-08-01', { capacity: 'LOCAL_AUTHORITY', givenBy: null });
    expect(read([entry('GIVEN', '2026-09-01')], { holders })).not.toBe('PERMIT');
    expect(read([entry('REFUSED', '2026-09-01'), authority('GIVEN')], { holders })).toBe('PERMIT');
    expect(read([entry('GIVEN', '2026-09-01'), authority('REFUSED')], { holders })).toBe('REFUSED');
  });

  test('what was decided before birth does not count after', () => {
    expect(read([entry('GIVEN', '2026-09-01')], { dateOfBirth: '2026-10-01' })).toBe('NEVER_ASKED');
    expect(read([entry('GIVEN', '2026-10-02')], { dateOfBirth: '2026-10-01' })).toBe('PERMIT');
  });

  test('competence must have been assessed before the decision that it is for', () => {
    expect(read([entry('GIVEN', '2026-06-30', competent)])).not.toBe('PERMIT');
    expect(read([entry('GIVEN', '2026-07-01', competent)])).toBe('PERMIT');
  });

  test('nobody decides after a competent person’s own withdrawal but that person', () => {
    const adult = { dateOfBirth: '2000-01-01' };
    const withdrawn = [entry('GIVEN', '2026-07-01', bySelf), entry('WITHDRAWN', '2026-08-01', bySelf)];
    const interests = entry('GIVEN', '2026-09-01', {
      capacity: 'BEST_INTERESTS',
      givenBy: 'doctor',
      competenceAssessedOn: '2026-08-15',
    });
    expect(read([...withdrawn, interests], adult)).toBe('WITHDRAWN');
    expect(read([entry('WITHDRAWN', '2026-08-01', competent), entry('GIVEN', '2026-09-01')])).toBe('WITHDRAWN');
    expect(read([...withdrawn, entry('GIVEN', '2026-09-01', bySelf)], adult)).toBe('PERMIT');
  });

  test('a child assessed competent decides alone, against either parent', () => {
    expect(read([entry('REFUSED', '2026-09-01'), entry('GIVEN', '2026-08-01', competent)])).toBe('PERMIT');
    expect(read([entry('GIVEN', '2026-09-01'), entry('REFUSED', '2026-08-01', competent)])).toBe('REFUSED');
  });

  test('a child whom nobody assessed does not', () => {
    expect(read([entry('GIVEN', '2026-09-01', bySelf)])).not.toBe('PERMIT');
    expect(read([entry('GIVEN', '2026-09-01'), entry('REFUSED', '2026-09-02', bySelf)])).toBe('PERMIT');
  });

  test('from the 16th birthday the young person does, and a parent’s consent lapses', () => {
    const given = [entry('GIVEN', '2026-09-01')];
    expect(read(given, { dateOfBirth: '2010-11-23' })).toBe('PERMIT');
    expect(read(given, { dateOfBirth: '2010-11-22' })).toBe('LAPSED');
    expect(read([entry('GIVEN', '2026-11-22', bySelf)], { dateOfBirth: '2010-11-22' })).toBe('PERMIT');
  });

  test('what an unassessed child said before 16 does not count after', () => {
    expect(read([entry('GIVEN', '2026-11-21', bySelf)], { dateOfBirth: '2010-11-22' })).not.toBe('PERMIT');
  });

  test('from 16, somebody who decides in best interests does, where no decision of the person’s own stands', () => {
    const unassessed = entry('GIVEN', '2026-09-01', { capacity: 'BEST_INTERESTS', givenBy: 'doctor' });
    const interests = { ...unassessed, competenceAssessedOn: '2026-08-15' };
    expect(read([unassessed], { dateOfBirth: '2000-01-01' })).not.toBe('PERMIT');
    expect(read([interests], { dateOfBirth: '2000-01-01' })).toBe('PERMIT');
    expect(read([interests, entry('REFUSED', '2026-08-01', bySelf)], { dateOfBirth: '2000-01-01' })).toBe('REFUSED');
    expect(read([interests])).not.toBe('PERMIT');
    // Decided for a child of 15, it does not count for the same person at 16.
    expect(read([interests], { dateOfBirth: '2010-10-01' })).not.toBe('PERMIT');
  });

  test('nobody decides in the best interests of somebody found able since', () => {
    const interests = entry('GIVEN', '2026-09-01', { capacity: 'ATTORNEY', givenBy: 'son', competenceAssessedOn: '2026-08-15' });
    const found = (assessedOn: string): CompetenceFacts[] => [
      { entry: 1, categories: ['ATTENDANCE'], outcome: 'COMPETENT', assessedOn },
    ];
    const adult = { dateOfBirth: '2000-01-01' };
    expect(read([interests], { ...adult, competence: found('2026-08-10') })).toBe('PERMIT');
    expect(read([interests], { ...adult, competence: found('2026-08-20') })).not.toBe('PERMIT');
    expect(read([interests], { ...adult, competence: found('2026-09-10') })).not.toBe('PERMIT');
  });

  test('what a giver has replaced does not come back where what replaced it does not count', () => {
    const attorney = { capacity: 'ATTORNEY', givenBy: 'son' } as const;
    const counted = entry('GIVEN', '2026-09-01', { ...attorney, competenceAssessedOn: '2026-08-15' });
    expect(read([counted, entry('REFUSED', '2026-09-10', attorney)], { dateOfBirth: '2000-01-01' })).not.toBe('PERMIT');
    expect(read([counted, entry('GIVEN', '2026-09-10', attorney)], { dateOfBirth: '2000-01-01' })).toBe('NOT_RELIED_ON');
  });

  test('somebody found unable since is no longer held to what they agreed to, and whoever represents them decides', () => {
    const competence: CompetenceFacts[] = [
      { entry: 1, categories: ['ATTENDANCE'], outcome: 'NOT_COMPETENT', assessedOn: '2026-09-10' },
    ];
    const adult = { dateOfBirth: '2000-01-01', competence };
    const own = [entry('REFUSED', '2026-08-01', bySelf), entry('GIVEN', '2026-09-01', bySelf)];
    expect(read(own, adult)).toBe('NOT_RELIED_ON');
    const attorney = entry('GIVEN', '2026-09-20', { capacity: 'ATTORNEY', givenBy: 'son', competenceAssessedOn: '2026-09-10' });
    expect(read([...own, attorney], adult)).toBe('PERMIT');
    expect(read([entry('REFUSED', '2026-09-01', bySelf), attorney], adult)).toBe('REFUSED');
  });

  test('a court keeps a holder of parental responsibility, and the authority, from deciding what its order names', () => {
    const limited: HolderFacts[] = [{ holderKind: 'PERSON', holder: 'amara', from: null, courtLimits: ['ATTENDANCE'] }];
    expect(read([entry('GIVEN', '2026-09-01')], { holders: limited })).toBe('NOT_RELIED_ON');
    expect(
      read([entry('GIVEN', '2026-09-01', byGareth), entry('REFUSED', '2026-09-01')], { holders: [...limited, PARENTS[1]!] }),
    ).toBe('PERMIT');
    const authority = entry('GIVEN', '2026-09-01', { capacity: 'LOCAL_AUTHORITY', givenBy: null });
    const inCare = (from: string | null, courtLimits: string[]): HolderFacts[] => [
      { holderKind: 'LOCAL_AUTHORITY', holder: null, from, courtLimits },
    ];
    expect(read([authority], { holders: inCare('2026-09-02', []) })).toBe('NOT_RELIED_ON');
    expect(read([authority], { holders: inCare('2026-09-01', ['ATTENDANCE']) })).toBe('NOT_RELIED_ON');
    expect(read([authority], { holders: inCare('2026-09-01', []) })).toBe('PERMIT');
  });

  test('where the date of birth is unknown, only a holder of parental responsibility', () => {
    expect(read([entry('GIVEN', '2026-09-01', bySelf)], { dateOfBirth: null as never })).not.toBe('PERMIT');
  });
});

describe('A later refusal', () => {
  test('by the same child counts, assessed or not', () => {
    expect(read([entry('GIVEN', '2026-08-01', competent), entry('REFUSED', '2026-09-01', bySelf)])).not.toBe('PERMIT');
  });

  test('by a representative counts against an adult’s own older consent', () => {
    const attorney = entry('REFUSED', '2026-09-01', { capacity: 'ATTORNEY', givenBy: 'attorney' });
    expect(read([entry('GIVEN', '2026-08-01', bySelf), attorney], { dateOfBirth: '2000-01-01' })).not.toBe('PERMIT');
    // And is answered by the adult's own newer one.
    expect(read([attorney, entry('GIVEN', '2026-09-02', bySelf)], { dateOfBirth: '2000-01-01' })).toBe('PERMIT');
  });
});

describe('What stands', () => {
  test('each giver’s latest decision, by when it was decided', () => {
    expect(read([entry('REFUSED', '2026-09-01'), entry('GIVEN', '2026-09-02')])).toBe('PERMIT');
    expect(read([entry('GIVEN', '2026-09-02'), entry('REFUSED', '2026-09-03')])).toBe('REFUSED');
  });

  test('a form entered late does not overtake what was decided after it', () => {
    const refusedFriday = entry('REFUSED', '2026-09-04');
    const givenMondayEnteredLater = entry('GIVEN', '2026-08-31');
    expect(read([refusedFriday, givenMondayEnteredLater])).toBe('REFUSED');
  });

  test('of decisions of one instant, the one entered last', () => {
    expect(read([entry('GIVEN', '2026-09-01'), entry('REFUSED', '2026-09-01')])).toBe('REFUSED');
  });

  test('one parent’s consent does not answer the other’s refusal', () => {
    expect(read([entry('REFUSED', '2026-08-01', byGareth), entry('GIVEN', '2026-09-01')])).toBe('DECISION_DISPUTED');
    expect(
      read([entry('REFUSED', '2026-08-01', byGareth), entry('GIVEN', '2026-09-01'), entry('GIVEN', '2026-09-02', byGareth)]),
    ).toBe('PERMIT');
  });

  test('a withdrawal ends every consent decided before it, whoever gave it', () => {
    const given = [entry('GIVEN', '2026-08-01'), entry('GIVEN', '2026-08-02', byGareth)];
    expect(read([...given, entry('WITHDRAWN', '2026-09-01', byGareth)])).toBe('WITHDRAWN');
  });

  test('a refusal is answered by that giver’s new decision only, not by a withdrawal of theirs', () => {
    const disputed = [entry('REFUSED', '2026-08-01'), entry('GIVEN', '2026-09-02', byGareth)];
    expect(read([...disputed, entry('WITHDRAWN', '2026-09-01')])).toBe('DECISION_DISPUTED');
  });

  test('a withdrawal never revives anything older, and a new consent answers it', () => {
    const withdrawn = [entry('GIVEN', '2026-07-01'), entry('WITHDRAWN', '2026-09-01')];
    expect(read(withdrawn)).toBe('WITHDRAWN');
    expect(read([...withdrawn, entry('GIVEN', '2026-08-15')])).toBe('WITHDRAWN');
    expect(read([...withdrawn, entry('GIVEN', '2026-09-02')])).toBe('PERMIT');
  });

  test('a consent ends after its last day, and nothing older takes its place', () => {
    const limited = entry('GIVEN', '2026-09-01', { validUntil: TODAY });
    expect(read([entry('GIVEN', '2026-08-01'), limited])).toBe('PERMIT');
    expect(read([entry('GIVEN', '2026-08-01'), { ...limited, validUntil: '2026-11-21' }])).toBe('LAPSED');
  });

  test('what is decided later than now does not count yet', () => {
    expect(read([entry('GIVEN', '2026-11-23')])).toBe('NEVER_ASKED');
  });
});
