import { readFileSync } from 'node:fs';
import { validate } from '@cedar-policy/cedar-wasm/nodejs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide } from '#disclosure/decide.ts';
import type { EpisodeFacts } from '#disclosure/facts.ts';
import type { Case } from '#tests/support/arbitrary-facts.ts';
import { consentCase, decisionCase } from '#tests/support/arbitrary-facts.ts';
import { FAMILY, TODAY } from '#tests/support/arbitrary-person.ts';
import { addDays } from '#terms/clock.ts';
import { served, withFacts } from '#tests/laws/changes.ts';
import type { Judge } from './judge.ts';
import { createJudge, readPolicies } from './judge.ts';

const numRuns = Number(process.env['LAW_RUNS'] ?? 1_000);
const seed = Number(process.env['LAW_SEED'] ?? Date.now() % 2 ** 31);
console.log(`Cedar judges ${numRuns} cases, LAW_SEED=${seed}`);
/** Mistakes are looked for among the same cases each time, so that finding one is not a matter of luck. */
const KNOWN_CASES = { numRuns: 10_000, seed: 2, endOnFailure: true };

const policies = readPolicies();

/** Everything but the episodes of the family permits: some are closed, and some that are open begin tomorrow. */
const closingCase: fc.Arbitrary<Case> = fc
  .tuple(
    decisionCase,
    fc.array(
      fc.record<EpisodeFacts>({
        id: fc.uuid(),
        familyId: fc.constant(FAMILY),
        openedOn: fc.constantFrom('2026-01-01', addDays(TODAY, 1)),
        closedOn: fc.constantFrom(null, addDays(TODAY, -10), addDays(TODAY, -20)),
        closingReason: fc.constantFrom('AIMS_ACHIEVED', 'STEPPED_UP'),
      }),
      { minLength: 2, maxLength: 3 },
    ),
  )
  .map(([example, episodes]) => withFacts(served(example), { episodes }));
const cases = fc.oneof(
  { weight: 8, arbitrary: decisionCase },
  { weight: 2, arbitrary: consentCase },
  { weight: 1, arbitrary: closingCase },
);

const permits = ({ facts, request }: Case): boolean => decide(facts, request).outcome === 'PERMIT';
const agreesWith = (judge: Judge) => fc.property(cases, (example) => judge(example) === permits(example));

/** The policies with one of them rewritten. */
function altered(id: string, from: string, to: string) {
  const policy = policies.get(id) ?? '';
  expect(policy).toContain(from);
  return new Map([...policies, [id, policy.replace(from, to)]]);
}

describe('Cedar, by policies written from the rules', { timeout: 3_600_000 }, () => {
  test('allows what the decision permits, and nothing else', () => {
    fc.assert(agreesWith(createJudge(policies)), { numRuns, seed });
  });

  test('is asked about nothing that its schema does not know', () => {
    const answer = validate({
      schema: readFileSync(new URL('policies.cedarschema', import.meta.url), 'utf8'),
      policies: { staticPolicies: Object.fromEntries(policies) },
    });
    expect(answer).toMatchObject({ type: 'success', validationErrors: [], validationWarnings: [] });
  });

  test('would be found wrong without any one of its policies', () => {
    const without = (removed: string) => createJudge(new Map([...policies].filter(([id]) => id !== removed)));
    const unfound = new Map([...policies.keys()].map((id) => [id, without(id)]));
    const used = new Set<string>();
    const judge = createJudge(policies, (id) => used.add(id));
    const someUnfound = fc.property(cases, (example) => {
      used.clear();
      judge(example);
      // Without a policy that no answer rested on, all answers would be the same.
      for (const id of used) if (unfound.get(id)?.(example) === !permits(example)) unfound.delete(id);
      return unfound.size > 0;
    });
    fc.check(someUnfound, KNOWN_CASES);
    expect([...unfound.keys()]).toEqual([]);
  });

  test.each([
    ['5 16 and over, those appointed speak', 'context.age >= 16', 'context.age > 16'],
    ['5 16 and over, those appointed speak', '!context.foundAbleSince', 'true'],
    ['5 the able decide for themselves', '>= 16', '>= 18'],
    ['4 until its end', '<=', '<'],
    ['3.8 consent is needed', '(action == Action::"SAFEGUARDING" && context.excepted)', 'context.excepted'],
  ])('would be found wrong where “%s” did not say %s but %s', (id, from, to) => {
    expect(fc.check(agreesWith(createJudge(altered(id, from, to))), KNOWN_CASES).failed).toBe(true);
  });
});
