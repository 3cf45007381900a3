import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Case } from '#tests/support/arbitrary-facts.ts';
import { decisionCase, restriction, withPerson } from '#tests/support/arbitrary-facts.ts';
import type { Decision } from './decision.ts';
import { decide } from './decide.ts';
import { tellConsent } from './explain-consents.ts';
import { reasonForLeadWorker } from './explain-lead.ts';
import { notReliedOn, reason } from './explain-reason.ts';
import { isSeen } from './explain-steps.ts';
import { day, dayOf, obligationWords, summary } from './explain-words.ts';
import type { Reasoning, ReasoningRequest } from './explanation.ts';
import type { ConsentFacts, PersonFacts } from './facts.ts';

const law = <Example>(property: fc.IProperty<Example>) => fc.assert(property, { numRuns: 500 });

const NOBODY: ReadonlySet<string> = new Set();
const asked = ({ facts, request }: Case, full: boolean): ReasoningRequest => {
  const { caller, purpose, person, category, provider, settings } = request;
  const agency = provider === null ? null : { id: provider, name: 'Education' };
  const linked = {
    ...person,
    links: [{ id: 'link', version: 1, agency: 'education', agencyPersonId: '1', state: 'CONFIRMED' as const }],
  };
  return {
    facts: { ...facts, people: new Map([...facts.people, [person.id, linked]]) },
    recipient: caller,
    taken: false,
    purpose,
    personId: person.id,
    category,
    provider: agency,
    settings,
    full,
    hiddenGivers: NOBODY,
  };
};
const decided = ({ facts, request }: Case): Decision => decide(facts, request);
const isVisible = (example: Case): boolean => isSeen(asked(example, true), example.request.person);
/** As the lead worker of all of the person's families tells it of themselves. */
const ownReasoning = (example: Case): Reasoning => {
  const request = asked(example, false);
  const families = new Set(example.request.person.memberships.map(({ familyId }) => familyId));
  return reasonForLeadWorker(request, { caller: request.recipient, families, own: request.facts, hiddenGivers: NOBODY });
};

const STEPS = [
  'VISIBILITY 2',
  'RESTRICTION 3.1',
  'DECEASED 3.2',
  'PURPOSE 3.3',
  'MEMBERSHIP 3.4',
  'EPISODE 3.5',
  'AGREEMENT 3.6',
  'CONSENT 3.8',
  'LINK 3',
];

describe('An explanation', () => {
  test('has all steps in order, and nothing is reached after the one that stops', () => {
    law(
      fc.property(decisionCase, fc.boolean(), (example, full) => {
        const { steps, outcome, reason: why, stop, obligations } = full ? reason(asked(example, true)) : ownReasoning(example);
        expect(steps.map(({ name, rule }) => `${name} ${rule === '3.7' ? '3.6' : rule}`)).toEqual(STEPS);
        const stopped = steps.findIndex(({ result }) => result === 'STOPPED');
        expect(steps.map(({ result }) => result === 'NOT_REACHED')).toEqual(
          steps.map((_, place) => stopped !== -1 && place > stopped),
        );
        expect(stop?.text ?? null).toBe(steps[stopped]?.text ?? null);
        expect(outcome === 'PERMIT').toBe(stopped === -1);
        expect(why !== null).toBe(outcome === 'WITHHOLD');
        if (outcome !== 'PERMIT') expect(obligations).toEqual([]);
        for (const { text } of steps) expect(text).toMatch(/^[A-Z].*\.$/s);
      }),
    );
  });

  test('comes to what was decided', () => {
    law(
      fc.property(decisionCase, fc.boolean(), (example, full) => {
        fc.pre(isVisible(example));
        const decision = decided(example);
        const { outcome, reason: why } = full ? reason(asked(example, true)) : ownReasoning(example);
        expect(outcome).toBe(decision.outcome);
        expect(why).toBe(decision.outcome === 'WITHHOLD' ? decision.reason : null);
      }),
    );
  });

  test('hides whoever is hidden', () => {
    law(
      fc.property(decisionCase, (example) => {
        fc.pre(!isVisible(example));
        expect(reason(asked(example, true)).outcome).toBe('HIDDEN');
      }),
    );
  });

  test('gives the lead worker no ids, whatever it rests on', () => {
    law(
      fc.property(decisionCase, (example) => {
        expect(ownReasoning(example).steps.flatMap(({ basis }) => basis)).toEqual([]);
      }),
    );
  });

  test('gives away nothing of what is silent: it reads as without, or like a decision that cannot be relied on', () => {
    const interest = fc.constantFrom({ id: 'interest', silent: true }, null);
    law(
      fc.property(decisionCase, fc.array(restriction, { maxLength: 2 }), interest, (example, more, tie) => {
        const { person } = example.request;
        const visible = person.restrictions.filter(({ silent }) => !silent);
        const householdProtections = person.householdProtections.filter(({ silent }) => !silent);
        const plain = { restrictions: visible, householdProtections, interest: null };
        const added = more.map((one) => ({ ...one, silent: true }));
        const without = ownReasoning(withPerson(example, plain));
        const restrictions = [...visible, ...added];
        const silent = { ...plain, restrictions, householdProtections: [...householdProtections, ...added], interest: tie };
        const told = ownReasoning(withPerson(example, silent));
        const disguised = without.permitted ? notReliedOn(without.steps) : without;
        expect([without, disguised]).toContainEqual(told);
        if (tie) expect(told).toEqual(disguised);
      }),
    );
  });
});

describe('In words', () => {
  test('a date is written out, as it is in England', () => {
    expect(day('2026-11-03')).toBe('3 November 2026');
    expect(dayOf(Date.parse('2026-06-30T23:30:00Z'))).toBe('1 July 2026');
  });

  test('every obligation has a sentence, and what is not obliged has none', () => {
    const none = { detail: 'FULL', since: null, locates: 'SHOW', victimOnly: false, stalenessHours: null } as const;
    expect(obligationWords(none)).toEqual([]);
    const all = { detail: 'SUMMARY', since: '2025-01-31', locates: 'MASK', victimOnly: true, stalenessHours: 24 } as const;
    expect(obligationWords(all)).toEqual([
      'Only a summary is shown.',
      'Nothing from before 31 January 2025 is shown.',
      'What would give away where somebody lives, learns or is treated is left out.',
      'Only what shows this person as the victim is shown.',
      'What the agency last updated more than 24 hours ago counts as unavailable.',
    ]);
  });

  test('the past is said to be the past', () => {
    const told = summary({ outcome: 'PERMIT', stop: null, ofOrganisation: false, asOf: Date.parse('2026-11-03T12:00:00Z') });
    expect(told).toContain('The recipient may be shown this. This is as it was, and as far as it was known, on 3 November 2026.');
  });

  describe('a consent is told by who decided, in what capacity', () => {
    const NOW = Date.parse('2026-11-22T12:00:00Z');
    const entry = (place: number, more: Partial<ConsentFacts>): ConsentFacts => ({
      id: `consent-${place}`,
      entry: place,
      category: 'ATTENDANCE',
      decision: 'GIVEN',
      decidedAt: NOW - (10 - place) * 86_400_000,
      decidedOn: `2026-11-${12 + place}`,
      capacity: 'SELF',
      givenBy: 'amara',
      competenceAssessedOn: null,
      validUntil: null,
      ...more,
    });
    const tellWithout = (hiddenGivers: ReadonlySet<string>, full: boolean, ...consents: ConsentFacts[]) => {
      const amara = { id: 'amara', dateOfBirth: '1989-05-06', consents, competence: [], parentalResponsibility: [] };
      const facts = { today: '2026-11-22', at: NOW } as never;
      return tellConsent(facts, amara as unknown as PersonFacts, 'ATTENDANCE', { full, hiddenGivers });
    };
    const tell = (full: boolean, ...consents: ConsentFacts[]) => tellWithout(NOBODY, full, ...consents);
    const attorney = { capacity: 'ATTORNEY', givenBy: 'daniel' } as const;

    test.each([
      ['agreed', [entry(1, {})], 'Agreed by the person themselves on 13 November 2026.'],
      [
        'disputed by a representative since',
        [entry(1, {}), entry(2, { ...attorney, decision: 'REFUSED' })],
        'Those who decide disagree: Agreed by the person themselves on 13 November 2026; Refused by an attorney on 14 November 2026.',
      ],
      [
        'withdrawn',
        [entry(1, {}), entry(2, { decision: 'WITHDRAWN' })],
        'Withdrawn by the person themselves on 14 November 2026.',
      ],
      ['expired', [entry(1, { validUntil: '2026-11-20' })], 'What was agreed held until 20 November 2026.'],
      [
        'of a parent, once grown',
        [entry(1, { capacity: 'PARENTAL_RESPONSIBILITY' })],
        'What others agreed to for a child lapsed at the start of the 16th birthday.',
      ],
      [
        'of nobody who decides',
        [entry(1, { givenBy: 'daniel' })],
        'The decision on record cannot be relied on at present. Do not ask the family again; ask information governance.',
      ],
      ['never asked', [], 'Whoever decides for this person has not been asked.'],
    ] as const)('%s', (_, consents, text) => {
      expect(tell(false, ...consents)).toMatchObject({ text, basis: [] });
    });

    test('without what somebody hidden decided: where that withholds, no decision can be relied on', () => {
      const refused = [entry(1, {}), entry(2, { ...attorney, decision: 'REFUSED' })];
      const { text } = tellWithout(new Set(['daniel']), false, ...refused);
      expect(text).toBe(tell(false, entry(1, { givenBy: 'daniel' })).text);
      const both = [...refused, entry(3, { decision: 'REFUSED' }), entry(4, { ...attorney, decision: 'REFUSED' })];
      expect(tellWithout(new Set(['daniel']), false, ...both).text).toBe('Refused by the person themselves on 15 November 2026.');
      expect(tellWithout(new Set(['daniel']), true, ...refused).text).toContain('(giver daniel)');
    });

    test('in full with every decision, who gave it, in which order, and which one stands', () => {
      const told = tell(true, entry(1, {}), entry(2, { decision: 'WITHDRAWN' }), entry(3, {}), entry(4, { category: 'TENANCY' }));
      expect(told.basis).toEqual(['consent-3']);
      expect(told.text).toBe(
        'Agreed by the person themselves on 15 November 2026. On record: ' +
          'Agreed by the person themselves on 13 November 2026 (giver amara), entered as number 1, does not stand; ' +
          'Withdrawn by the person themselves on 14 November 2026 (giver amara), entered as number 2, does not stand; ' +
          'Agreed by the person themselves on 15 November 2026 (giver amara), entered as number 3, relied on.',
      );
      expect(tell(true, entry(1, { givenBy: 'daniel' })).text).toContain('Whoever agreed no longer decides for this person');
      expect(tell(true).text).toBe('Whoever decides for this person has not been asked. Nothing is on record.');
    });
  });
});
