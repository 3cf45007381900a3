import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findConsent } from '#disclosure/consents.ts';
import type { ConsentFacts, PersonFacts } from '#disclosure/facts.ts';
import { mergeConsents } from './consents.ts';
import type { StoredConsent } from './consents.ts';

const [KEPT, MERGED, MOTHER] = ['kept', 'merged', 'mother'];
const NOW = Date.parse('2026-11-22T12:00:00Z');
const RECIPIENTS = ['early-help', 'health'];

let entries = 0;
function said(
  person: string,
  decision: StoredConsent['decision'],
  hour: number,
  more: Partial<StoredConsent> = {},
): StoredConsent {
  return {
    id: `consent ${(entries += 1)}`,
    entry: entries,
    person,
    category: 'ATTENDANCE',
    purpose: decision === 'WITHDRAWN' ? null : 'EARLY_HELP',
    recipient: decision === 'WITHDRAWN' ? null : 'early-help',
    decision,
    decidedAt: new Date(NOW - (24 - hour) * 3_600_000).toISOString(),
    capacity: 'SELF',
    givenBy: person,
    ...more,
  };
}

/** What a recipient reads of an adult who decided this. */
function resultOf(person: string, consents: readonly StoredConsent[], recipient = 'early-help'): string {
  const facts = consents
    .filter((consent) => consent.person === person && (consent.recipient === null || consent.recipient === recipient))
    .map((consent): ConsentFacts => ({
      ...consent,
      decidedAt: Date.parse(consent.decidedAt),
      decidedOn: consent.decidedAt.slice(0, 10),
      competenceAssessedOn: null,
      validUntil: null,
    }));
  const adult = { id: person, dateOfBirth: '1980-01-01', consents: facts, competence: [], parentalResponsibility: [] };
  const result = findConsent(adult as unknown as PersonFacts, 'ATTENDANCE', '2026-11-22', NOW);
  return 'consent' in result ? 'GIVEN' : result.reason;
}

/** As they are entered: the copies, and what is told again, after everything that there was. */
function afterMerge(consents: readonly StoredConsent[]): StoredConsent[] {
  const { copies, stricter } = mergeConsents(consents, KEPT!, MERGED!);
  const last = Math.max(0, ...consents.map(({ entry }) => entry));
  return [...consents, ...[...copies, ...stricter].map((consent, place) => ({ ...consent, entry: last + place + 1 }))];
}

describe('Consents of two people who are one', () => {
  test('count together', () => {
    expect(resultOf(KEPT!, afterMerge([said(MERGED!, 'GIVEN', 1)]))).toBe('GIVEN');
    expect(mergeConsents([said(MERGED!, 'GIVEN', 1), said(KEPT!, 'GIVEN', 2)], KEPT!, MERGED!).areUnlike).toBe(false);
  });

  test.each([
    ['REFUSED', KEPT, MERGED],
    ['REFUSED', MERGED, KEPT],
    ['WITHDRAWN', KEPT, MERGED],
    ['WITHDRAWN', MERGED, KEPT],
  ] as const)('%s by the one stands against what the other gave later or at the same time', (decision, one, other) => {
    for (const hour of [1, 2, 3])
      for (const isFirst of [true, false]) {
        const [first, second] = isFirst
          ? [() => said(one!, decision, 2), () => said(other!, 'GIVEN', hour)]
          : [() => said(other!, 'GIVEN', hour), () => said(one!, decision, 2)];
        const consents = [first(), second()];
        expect(mergeConsents(consents, KEPT!, MERGED!).areUnlike).toBe(true);
        expect(resultOf(KEPT!, afterMerge(consents))).toBe(decision);
      }
  });

  test('are what was said last of one’s own side: a refusal that was answered by a consent is over', () => {
    const consents = [said(MERGED!, 'REFUSED', 1), said(MERGED!, 'GIVEN', 2), said(KEPT!, 'GIVEN', 3)];
    expect(mergeConsents(consents, KEPT!, MERGED!)).toMatchObject({ stricter: [], areUnlike: false });
    const resumed = [said(MERGED!, 'WITHDRAWN', 1), said(MERGED!, 'GIVEN', 2), said(KEPT!, 'GIVEN', 3)];
    expect(mergeConsents(resumed, KEPT!, MERGED!)).toMatchObject({ stricter: [], areUnlike: false });
  });

  test('can be given anew', () => {
    const merged = afterMerge([said(MERGED!, 'REFUSED', 1), said(KEPT!, 'GIVEN', 2)]);
    expect(resultOf(KEPT!, [...merged, { ...said(KEPT!, 'GIVEN', 4), entry: 1_000_000 }])).toBe('GIVEN');
  });

  test('are those that either gave for a child too', () => {
    const forChild = { person: 'child', capacity: 'PARENTAL_RESPONSIBILITY' } as const;
    const consents = [
      said(MERGED!, 'REFUSED', 1, forChild),
      said(KEPT!, 'GIVEN', 2, forChild),
      said(MOTHER!, 'GIVEN', 3, { ...forChild, category: 'SUSPENSIONS' }),
    ];
    const { copies, stricter } = mergeConsents(consents, KEPT!, MERGED!);
    expect(copies).toMatchObject([{ person: 'child', givenBy: KEPT, decision: 'REFUSED' }]);
    expect(stricter).toMatchObject([{ person: 'child', givenBy: KEPT, decision: 'REFUSED', decidedAt: consents[1]!.decidedAt }]);
  });

  test('never share more than both sides did: what was refused or withdrawn of either stays so, and nothing is shared that neither gave', () => {
    const one = fc.record({
      person: fc.constantFrom(KEPT!, MERGED!),
      decision: fc.constantFrom('GIVEN', 'REFUSED', 'WITHDRAWN' as const),
      hour: fc.integer({ min: 0, max: 5 }),
      recipient: fc.constantFrom(...RECIPIENTS),
      isForAll: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 8 }), (all) => {
        const consents = all.map(({ person, decision, hour, recipient, isForAll }) =>
          said(person, decision, hour, { recipient: decision === 'WITHDRAWN' && isForAll ? null : recipient }),
        );
        const merged = afterMerge(consents);
        for (const recipient of RECIPIENTS) {
          const sides = [resultOf(KEPT!, consents, recipient), resultOf(MERGED!, consents, recipient)];
          const result = resultOf(KEPT!, merged, recipient);
          if (sides.some((side) => side === 'REFUSED' || side === 'WITHDRAWN')) expect(result).not.toBe('GIVEN');
          if (result === 'GIVEN') expect(sides).toContain('GIVEN');
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
