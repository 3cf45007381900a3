/** The reasoning of a decision, step by step: rule 2, the steps of rule 3 as `decide` takes them, and whether the agency can be asked. */
import type { AgencyPort } from '#connectors/contract.ts';
import type { Caller } from '#terms/caller.ts';
import type { Category } from '#terms/category.ts';
import type { Purpose } from '#terms/purpose.ts';
import type { WithheldReason } from '#terms/withheld-reason.ts';
import type { DecisionSettings } from './decide.ts';
import { decide } from './decide.ts';
import type { DecisionStep, StepName } from './decision.ts';
import { exceptionsFor } from './exceptions.ts';
import { tellStep } from './explain-step.ts';
import type { Stop } from './explain-words.ts';
import * as words from './explain-words.ts';
import type { Facts, PersonFacts } from './facts.ts';
import { isHiddenByRestriction } from './restrictions.ts';
import { isInSight, isUnborn, sightsOf } from './visibility.ts';

/** Whose decision about whom and what is explained. */
export interface ReasoningRequest {
  /** As the recipient's own request would read them. */
  readonly facts: Facts;
  readonly recipient: Caller;
  /** The recipient's roles are not known: they are not the caller. */
  readonly taken: boolean;
  readonly purpose: Purpose;
  readonly personId: string;
  readonly category: Category;
  /** Null for the hub's own categories. */
  readonly provider: Pick<AgencyPort, 'id' | 'name'> | null;
  readonly settings: DecisionSettings;
  /** For information governance: with ids, and what withholds silently. */
  readonly full: boolean;
}

export interface ExplanationStep {
  /** The rule of sharing that it carries out: `3.6`. */
  readonly rule: string;
  readonly name: ExplanationStepName;
  readonly result: 'PASSED' | 'STOPPED' | 'LIFTED' | 'NOT_REACHED';
  readonly text: string;
  /** Ids of what it rests on; for information governance only. */
  readonly basis: readonly string[];
}
export type ExplanationStepName = 'VISIBILITY' | StepName | 'LINK';

export interface Reasoning {
  readonly outcome: 'PERMIT' | 'WITHHOLD' | 'HIDDEN';
  readonly reason: WithheldReason | null;
  /** All of them, in order. */
  readonly steps: readonly ExplanationStep[];
  /** What the step that stopped says. */
  readonly stop: Stop | null;
  /** In words; none where nothing may be shown. */
  readonly obligations: readonly string[];
  /** Whether the rules permit it, whether or not the agency can be asked. */
  readonly permitted: boolean;
}

/** In order, with the rule of each. */
const RULES: readonly (readonly [ExplanationStepName, string])[] = [
  ['VISIBILITY', '2'],
  ['RESTRICTION', '3.1'],
  ['DECEASED', '3.2'],
  ['PURPOSE', '3.3'],
  ['MEMBERSHIP', '3.4'],
  ['EPISODE', '3.5'],
  ['AGREEMENT', '3.6'],
  ['CONSENT', '3.8'],
  ['LINK', '3'],
];
/** The window and the ages of an agreement are a rule of their own. */
const OUTSIDE_AGREEMENT_RULE = '3.7';

/** One step as it was taken. */
export interface Told {
  readonly name: ExplanationStepName;
  readonly result: 'PASSED' | 'LIFTED';
  readonly text: string;
  readonly basis: readonly string[];
}
type Taken = Told | (Stop & { readonly name: ExplanationStepName; readonly result: 'STOPPED'; readonly basis: readonly string[] });

/** The reasoning of one category of one person for one recipient. */
export function reason(request: ReasoningRequest): Reasoning {
  const { facts, recipient, purpose, category, provider, settings, full } = request;
  const seen = tellVisibility(request);
  const person = facts.people.get(request.personId);
  if (seen.result === 'STOPPED' || !person) return stopped('HIDDEN', null, [], seen);

  const traced: DecisionStep[] = [];
  const decision = decide(
    facts,
    { caller: recipient, purpose, person, category, provider: provider?.id ?? null, settings },
    (step) => traced.push(step),
  );
  const told = traced.map((step, place) => tellStep(request, person, step, traced[place - 1]?.basis ?? {}));
  const last = traced.at(-1);
  if (decision.outcome === 'WITHHOLD' && decision.internalReason === 'SILENT_RESTRICTION' && full) {
    const without = last?.result === 'STOPPED' ? (told.at(-1)?.text ?? null) : null;
    return stopped('WITHHOLD', decision.reason, [seen], silentStop(person, decision.basis.restriction, without));
  }
  const passed = [seen, ...inOrder(told.filter((step) => step.result !== 'STOPPED'))];
  const stop = told.find((step) => step.result === 'STOPPED');
  if (stop && decision.outcome === 'WITHHOLD') return stopped('WITHHOLD', decision.reason, passed, stop);
  if (decision.outcome === 'WITHHOLD') return atConsent(passed);

  const asked = tellLink(request, person);
  if (asked.result === 'STOPPED') return { ...stopped('WITHHOLD', 'NOT_LINKED', passed, asked), permitted: true };
  return {
    outcome: 'PERMIT',
    reason: null,
    steps: numbered([...passed, asked], full),
    stop: null,
    obligations: words.obligationWords(decision.obligations),
    permitted: true,
  };
}
