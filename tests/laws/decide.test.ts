import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide } from '#disclosure/decide.ts';
import { decisionCase } from '#tests/support/arbitrary-facts.ts';
import type { Law } from './laws.ts';
import * as laws from './laws.ts';
import * as allMistakes from './mistakes.ts';

const numRuns = Number(process.env['LAW_RUNS'] ?? 1_000);
const seed = Number(process.env['LAW_SEED'] ?? Date.now() % 2 ** 31);
console.log(`Laws of the decision: ${numRuns} cases each, LAW_SEED=${seed}`);
/** Mistakes are looked for among the same cases each time, so that finding one is not a matter of luck. */
const KNOWN_CASES = { numRuns: 10_000, seed: 2, endOnFailure: true };

const mistakes = { ...allMistakes };
/** Each law, and mistakes that it must find. */
const LAWS: readonly (readonly [string, Law, (keyof typeof mistakes)[]])[] = [
  [
    'withholds by default',
    laws.withholdsByDefault,
    [
      'takesNoAgreementForEveryAgreement',
      'letsOneActivateTheirOwnAgreement',
      'takesNeverAskedForYes',
      'takesNoAssignmentForEveryAssignment',
      'takesSafeguardingWithoutExceptionForEarlyHelp',
      'forgetsWhenAnExceptionEnds',
    ],
  ],
  [
    'withholds what a restriction covers, whatever else is agreed',
    laws.restrictionTrumps,
    ['liftsRestrictionsInAnEmergency', 'looksForOrganisationsAmongThoseBound', 'forgetsTheActingApp'],
  ],
  [
    'never discloses more for one restriction more',
    laws.addedRestrictionNeverDisclosesMore,
    ['looksAtTheLastRestrictionOnly', 'exemptsFromAllWhoIsExemptFromOne'],
  ],
  [
    'does not depend on the order or the repetition of facts',
    laws.orderAndDuplicatesDoNotMatter,
    ['takesTheLastRowForTheLatest', 'usesTheFirstAgreementFound', 'looksAtTheFirstAssignmentOnly'],
  ],
  [
    'never discloses more for one refusal or withdrawal more',
    laws.addedRefusalOrWithdrawalNeverDisclosesMore,
    ['letsAWithdrawalTakeBackARefusal', 'revivesTheDecisionBeforeAWithdrawnOne'],
  ],
  [
    'withholds after a withdrawal of this moment, by whomever',
    laws.withdrawalOfThisMomentWithholds,
    ['forgetsWithdrawals', 'letsAWithdrawalEndTheGiversOwnConsentOnly', 'countsWithdrawalsFromTheNextMoment'],
  ],
  [
    'withholds once one of those who decide refuses',
    laws.refusalByWhoDecidesWithholds,
    ['takesOneConsentForEnough', 'takesTheFirstDecisionForTheLatest'],
  ],
  [
    'never discloses more for one agreement less',
    laws.removedAgreementNeverDisclosesMore,
    ['usesTheNarrowestAgreement', 'wantsEveryAgreementToCoverTheAge'],
  ],
  [
    'never discloses more for one assignment, exception, episode, membership or consent less',
    laws.removedPermittingFactNeverDisclosesMore,
    [
      'looksAtTheLastAssignmentOnly',
      'takesNoAssignmentForEveryAssignment',
      'takesSafeguardingWithoutExceptionForEarlyHelp',
      'wantsEveryConsentToStand',
    ],
  ],
  [
    'is the same whatever other people agreed to',
    laws.othersConsentsDoNotMatter,
    ['readsConsentsOfAllTogether', 'withholdsWhatAPartnerRefused'],
  ],
  [
    'discloses no more for what a partner refused or was never asked',
    laws.othersRefusalOnlyReduces,
    ['takesAPartnerNeverAskedForOneWhoAgreed'],
  ],
  [
    'lets an exception stand in for assignment, membership, episode and consent, and for nothing else',
    laws.exceptionLiftsNothingElse,
    [
      'liftsRestrictionsInAnEmergency',
      'showsPlacesInAnEmergency',
      'showsAllOfThePastInAnEmergency',
      'asksForNoAgreementInAnEmergency',
      'asksForConsentInAnEmergency',
    ],
  ],
  [
    'gives an app that acts for a worker no more than either may have',
    laws.actingAppHasTheNarrowerOfBoth,
    ['forgetsTheActingApp', 'takesTheAppsPurposesForTheWorkersRoles', 'bindsTheWorkerAlone'],
  ],
  [
    'does not let a silent restriction be noticed',
    laws.silentRestrictionIsNotNoticed,
    ['saysThatARestrictionIsSilent', 'answersForASilentRestrictionFirst'],
  ],
  [
    'is the same where a silent restriction is on something else',
    laws.silentRestrictionChangesNothingElse,
    ['hushesEverythingForOneSilentRestriction'],
  ],
  [
    'is made whatever the facts, changes none of them, and is the same again',
    laws.decidesEverythingPurely,
    ['sortsFactsWhereTheyAre', 'countsOnEveryPartner', 'refusesEveryHundredth'],
  ],
];

/** A name in camel case as a sentence. */
const spelt = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

describe('The decision', { timeout: 3_600_000 }, () => {
  test('permits often enough for these laws to mean something', () => {
    const sample = fc.sample(decisionCase, { numRuns: 500, seed });
    const share = sample.filter(({ facts, request }) => decide(facts, request).outcome === 'PERMIT').length / sample.length;
    expect(share).toBeGreaterThan(0.15);
    expect(share).toBeLessThan(0.5);
  });

  describe.each(LAWS)('%s', (_, law, broken) => {
    test('always', () => {
      fc.assert(law(decide), { numRuns, seed });
    });

    test.each(broken.map((name) => [spelt(name), mistakes[name]] as const))('but not where it %s', (_mistake, wrong) => {
      expect(fc.check(law(wrong), KNOWN_CASES).failed).toBe(true);
    });
  });
});
