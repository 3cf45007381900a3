import { isDeepStrictEqual } from 'node:util';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { decide } from '#disclosure/decide.ts';
import type { InternalReason } from '#disclosure/decision.ts';
import { isInSight } from '#disclosure/visibility.ts';
import { PARTNER, consentCase, decisionCase } from '#tests/support/arbitrary-facts.ts';
import type { Case } from '#tests/support/arbitrary-facts.ts';
import { WITHHELD_REASONS } from '#terms/withheld-reason.ts';
import { specify, specifyVisible } from './specification.ts';
import { WRONG_DECISIONS, WRONG_VISIBILITIES } from './wrong-specifications.ts';

const numRuns = Number(process.env['LAW_RUNS'] ?? 1000);
/** Long runs take their time. */
const timeout = 20_000 + 5 * numRuns;
const RUNS_TO_CATCH = 10_000;

/** What is wrong with a decision, as the specification sees it; null: nothing. */
function disagreement({ facts, request }: Case, specification = specify): object | null {
  const decided = decide(facts, request);
  const specified = specification(facts, request);
  const found = { decided, specified };
  if (decided.outcome === 'PERMIT') {
    return specified.outcome === 'PERMIT' && isDeepStrictEqual(decided.obligations, specified.obligations) ? null : found;
  }
  if (specified.outcome === 'PERMIT') return found;
  if (specified.reason !== null && specified.reason !== decided.reason) return found;
  if (specified.internalReason !== undefined && specified.internalReason !== decided.internalReason) return found;
  return null;
}

describe('What is decided', () => {
  test('is what the rules say, with the same reason and the same obligations', { timeout }, () => {
    fc.assert(
      fc.property(decisionCase, (made) => {
        expect(disagreement(made)).toBeNull();
      }),
      { numRuns },
    );
  });

  test('is what rule 5 says, whoever decided, when, and however able', { timeout }, () => {
    fc.assert(
      fc.property(consentCase, (made) => {
        expect(disagreement(made)).toBeNull();
      }),
      { numRuns },
    );
  });

  test('shows the people of rule 2, and nobody else', { timeout }, () => {
    fc.assert(
      fc.property(decisionCase, ({ facts, request }) => {
        for (const person of [request.person, facts.people.get(PARTNER) ?? request.person]) {
          expect(isInSight(facts, request.caller, person)).toBe(specifyVisible(facts, request.caller, person));
        }
      }),
      { numRuns },
    );
  });
});

describe('The random facts', () => {
  let cases: Case[] = [];
  beforeAll(() => {
    cases = fc.sample(decisionCase, { numRuns: RUNS_TO_CATCH, seed: 1 });
  });

  test('permit in a quarter to a third of the cases', () => {
    const permits = cases.filter(({ facts, request }) => decide(facts, request).outcome === 'PERMIT').length;
    expect(permits / cases.length).toBeGreaterThan(0.25);
    expect(permits / cases.length).toBeLessThan(1 / 3);
  });

  test('withhold for every reason that a decision can have, of people in sight', () => {
    const seen = new Set<string>();
    for (const { facts, request } of cases) {
      const decided = decide(facts, request);
      if (decided.outcome === 'WITHHOLD' && isInSight(facts, request.caller, request.person)) seen.add(decided.reason);
    }
    // The gate alone gives these two, when it knows what the agency answered.
    const fromTheGate = ['OTHER_PERSON', 'NOT_LINKED'];
    expect([...seen].sort()).toEqual(WITHHELD_REASONS.filter((reason) => !fromTheGate.includes(reason)).sort());
  });

  test('withhold for every reason that the access log knows besides', () => {
    const reasons: Record<InternalReason, number> = {
      NEVER_ASKED: 0,
      NOT_RELIED_ON: 0,
      REFUSED: 0,
      WITHDRAWN: 0,
      LAPSED: 0,
      DECISION_DISPUTED: 0,
      SILENT_RESTRICTION: 0,
      INTEREST: 0,
      AGE_UNKNOWN: 0,
      NOT_ENTITLED: 0,
    };
    for (const { facts, request } of cases) {
      const decided = decide(facts, request);
      if (decided.outcome === 'WITHHOLD' && decided.internalReason !== null) reasons[decided.internalReason] += 1;
    }
    expect(Object.entries(reasons).filter(([, times]) => times === 0)).toEqual([]);
  });

  test('permit under every obligation, by every exception, for the hub and for the agencies', () => {
    const seen = new Set<string>();
    for (const { facts, request } of cases) {
      const decided = decide(facts, request);
      if (decided.outcome !== 'PERMIT') continue;
      const { detail, since, locates, victimOnly, stalenessHours } = decided.obligations;
      seen
        .add(detail)
        .add(locates)
        .add(`victim only ${victimOnly}`)
        .add(`all history ${since === null}`);
      seen.add(`however stale ${stalenessHours === null}`).add(request.category);
      for (const basis of Object.keys(decided.basis)) seen.add(basis);
      if (request.caller.kind === 'APP') seen.add('an app');
      if (request.caller.through !== null) seen.add('an app for a worker');
    }
    const categories = ['ATTENDANCE', 'SUSPENSIONS', 'DOMESTIC_ABUSE', 'IDENTITY', 'ADDRESS', 'PREGNANCY', 'RELATIONSHIPS'];
    const bases = ['agreement', 'consent', 'assignment', 'episode', 'override', 'safeguardingDecision'];
    const eitherWay = ['victim only', 'all history', 'however stale'].flatMap((each) => [`${each} true`, `${each} false`]);
    const obligations = ['FULL', 'SUMMARY', 'SHOW', 'MASK', ...eitherWay];
    const callers = ['an app', 'an app for a worker'];
    expect([...seen].sort()).toEqual([...categories, ...bases, ...obligations, ...callers].sort());
  });
});

describe('A hub is found out that', () => {
  let cases: Case[] = [];
  beforeAll(() => {
    const half = { numRuns: RUNS_TO_CATCH / 2, seed: 2 };
    cases = [...fc.sample(decisionCase, half), ...fc.sample(consentCase, half)];
  });

  test.each(WRONG_DECISIONS)('%s', (_, wrong) => {
    expect(cases.some((made) => disagreement(made, wrong) !== null)).toBe(true);
  });

  test.each(WRONG_VISIBILITIES)('%s', (_, wrong) => {
    const differs = ({ facts, request: { caller, person } }: Case) =>
      isInSight(facts, caller, person) !== wrong(facts, caller, person);
    expect(cases.some(differs)).toBe(true);
  });
});
