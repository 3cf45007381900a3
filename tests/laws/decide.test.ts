import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Decision } from '#disclosure/decision.ts';
import { decide } from '#disclosure/decide.ts';
import type { Case } from '#tests/support/arbitrary-facts.ts';
import { agreement, consent, decisionCase, NOW, restriction, withPerson } from '#tests/support/arbitrary-facts.ts';

const numRuns = Number(process.env['LAW_RUNS'] ?? 1_000);
const seed = Number(process.env['LAW_SEED'] ?? Date.now() % 2 ** 31);
console.log(`Laws of the decision: ${numRuns} cases each, LAW_SEED=${seed}`);

const law = <Example>(property: fc.IProperty<Example>) => fc.assert(property, { numRuns, seed });
const decided = ({ facts, request }: Case): Decision => decide(facts, request);
const permits = (example: Case): boolean => decided(example).outcome === 'PERMIT';

/** How much a decision shows: nothing, a summary, everything; then how far back. */
function width(decision: Decision): [number, string] {
  if (decision.outcome === 'WITHHOLD') return [0, ''];
  return [decision.obligations.detail === 'FULL' ? 2 : 1, decision.obligations.since ?? ''];
}
const showsNoMore = (less: Decision, more: Decision): boolean => width(less)[0] <= width(more)[0];

describe('The decision', { timeout: 600_000 }, () => {
  test('permits often enough for these laws to mean something', () => {
    const sample = fc.sample(decisionCase, { numRuns: 500, seed });
    const share = sample.filter(permits).length / sample.length;
    expect(share).toBeGreaterThan(0.05);
    expect(share).toBeLessThan(0.95);
  });

  test('withholds by default: without agreement, consent, assignment, episode or entitlement nothing is permitted', () => {
    const without: ((example: Case) => Case)[] = [
      ({ facts, request }) => ({ facts: { ...facts, agreements: [] }, request }),
      (example) => withPerson(example, { consents: [] }),
      ({ facts, request }) => ({ facts: { ...facts, assignments: [] }, request }),
      ({ facts, request }) => ({ facts: { ...facts, episodes: [] }, request }),
      ({ facts, request }) => ({ facts, request: { ...request, caller: { ...request.caller, roles: [] } } }),
      (example) => withPerson(example, { memberships: [] }),
    ];
    law(fc.property(decisionCase, fc.constantFrom(...without), (example, remove) => !permits(remove(example))));
  });

  test('never shows more when a restriction is added', () => {
    law(
      fc.property(decisionCase, restriction, (example, added) => {
        const { restrictions, householdProtections } = example.request.person;
        const restricted = withPerson(example, {
          restrictions: [...restrictions, added],
          householdProtections: added.kind === 'PROTECTED_ADDRESS' ? [...householdProtections, added] : householdProtections,
        });
        return permits(example) || !permits(restricted);
      }),
    );
  });

  test('withholds whatever a restriction that binds the caller covers', () => {
    law(
      fc.property(decisionCase, restriction, (example, added) => {
        fc.pre(added.kind !== 'PROTECTED_ADDRESS' && added.exempt.length === 0);
        const covering = { ...added, categories: [example.request.category] };
        return !permits(withPerson(example, { restrictions: [covering] }));
      }),
    );
  });

  test('gives a silent restriction away by nothing but what a missing consent would read', () => {
    law(
      fc.property(decisionCase, restriction, (example, added) => {
        const silent = { ...added, silent: true, exempt: [], categories: [example.request.category] };
        const { restrictions, householdProtections } = example.request.person;
        const [open, hushed] = [
          decided(example),
          decided(withPerson(example, { restrictions: [...restrictions, silent], householdProtections })),
        ];
        if (hushed.outcome === 'PERMIT') return added.kind === 'PROTECTED_ADDRESS' && open.outcome === 'PERMIT';
        return hushed.reason === (open.outcome === 'WITHHOLD' ? open.reason : 'NO_CONSENT');
      }),
    );
  });

  test('never shows more when a refusal or withdrawal is added', () => {
    law(
      fc.property(
        decisionCase,
        consent,
        fc.constantFrom('REFUSED' as const, 'WITHDRAWN' as const),
        (example, entry, decision) => {
          const consents = [...example.request.person.consents, { ...entry, decision }];
          return permits(example) || !permits(withPerson(example, { consents }));
        },
      ),
    );
  });

  test('withholds after a withdrawal of this moment', () => {
    law(
      fc.property(decisionCase, consent, (example, entry) => {
        const { person, category } = example.request;
        const withdrawal = { ...entry, category, decision: 'WITHDRAWN' as const, decidedAt: NOW };
        return !permits(withPerson(example, { consents: [...person.consents, withdrawal] }));
      }),
    );
  });

  test('never shows more when an agreement is taken away', () => {
    law(
      fc.property(decisionCase, fc.nat(3), ({ facts, request }, index) => {
        const taken = facts.agreements[index % facts.agreements.length]?.id;
        const agreements = facts.agreements.filter(({ id }) => id !== taken);
        return showsNoMore(decide({ ...facts, agreements }, request), decide(facts, request));
      }),
    );
  });

  test('is never made by somebody whose agreement nobody else activated', () => {
    law(
      fc.property(decisionCase, agreement, ({ facts, request }, added) => {
        const alone = { ...added, activatedBy: added.proposedBy };
        return !permits({ facts: { ...facts, agreements: [alone] }, request });
      }),
    );
  });

  test('does not depend on the order or the repetition of facts', () => {
    law(
      fc.property(decisionCase, fc.nat(), ({ facts, request }, turn) => {
        const turned = <T>(list: readonly T[]): T[] => {
          const at = list.length === 0 ? 0 : turn % list.length;
          return [...list.slice(at), ...list.slice(0, at), ...list].toReversed();
        };
        // Two rows cannot have the same id and version; with equal ones, which comes first may matter.
        const unique = [...new Map(facts.agreements.map((row) => [`${row.id}@${row.version}`, row])).values()];
        const known = { ...facts, agreements: unique };
        const { person } = request;
        const other = withPerson(
          { facts: { ...known, agreements: turned(unique) }, request },
          { consents: turned(person.consents), restrictions: turned(person.restrictions) },
        );
        const [one, two] = [decide(known, request), decided(other)];
        return one.outcome === two.outcome && width(one).join() === width(two).join();
      }),
    );
  });
});
