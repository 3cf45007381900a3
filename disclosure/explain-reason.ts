/** The reasoning of a decision, step by step: rule 2, the steps of rule 3 as `decide` takes them, and whether the agency can be asked. */
import type { WithheldReason } from '#terms/withheld-reason.ts';
import { decide } from './decide.ts';
import type { DecisionStep, StepName } from './decision.ts';
import { tellLink, tellSilent, tellStep, tellVisibility } from './explain-steps.ts';
import * as words from './explain-words.ts';
import type { ExplanationStep, ExplanationStepName, Reasoning, ReasoningRequest, TakenStep } from './explanation.ts';

/** In order, with the rule of each. */
const STEPS: readonly { readonly name: ExplanationStepName; readonly rule: string }[] = [
  { name: 'VISIBILITY', rule: '2' },
  { name: 'RESTRICTION', rule: '3.1' },
  { name: 'DECEASED', rule: '3.2' },
  { name: 'PURPOSE', rule: '3.3' },
  { name: 'MEMBERSHIP', rule: '3.4' },
  { name: 'EPISODE', rule: '3.5' },
  { name: 'AGREEMENT', rule: '3.6' },
  { name: 'CONSENT', rule: '3.8' },
  { name: 'LINK', rule: '3' },
];
const OF_DECIDE = STEPS.map(({ name }) => name).filter((name): name is StepName => name !== 'VISIBILITY' && name !== 'LINK');

/** Explains what a recipient may see of one category of one person. */
export function reason(request: ReasoningRequest): Reasoning {
  const { facts, recipient, purpose, category, provider, settings, full } = request;
  const seen = tellVisibility(request);
  const person = facts.people.get(request.personId);
  if (seen.result === 'STOPPED' || !person) return stopAt(seen, [], full);

  const traced = new Map<StepName, DecisionStep>();
  const asked = { caller: recipient, purpose, person, category, provider: provider?.id ?? null, settings };
  const decision = decide(facts, asked, (step) => traced.set(step.name, step));

  const taken: TakenStep[] = [seen];
  let before = {};
  for (const name of OF_DECIDE) {
    const step = traced.get(name) ?? null;
    taken.push(tellStep(request, person, name, step, before));
    before = step?.basis ?? before;
    if (step?.result === 'STOPPED') break;
  }
  const last = taken.at(-1) ?? seen;
  const isStopped = last.result === 'STOPPED';
  if (decision.outcome === 'WITHHOLD' && decision.internalReason === 'SILENT_RESTRICTION') {
    if (full)
      return stopAt(tellSilent(person, decision.basis.restriction, isStopped ? last.text : null), [seen], full, decision.reason);
    if (!isStopped) return notReliedOn(taken);
  }
  if (decision.outcome === 'WITHHOLD') return stopAt(last, taken, full, decision.reason);

  const link = tellLink(request, person);
  if (link.result === 'STOPPED') return { ...stopAt(link, taken, full, 'NOT_LINKED'), permitted: true };
  return {
    outcome: 'PERMIT',
    reason: null,
    steps: inOrder([...taken, link], full),
    stop: null,
    obligations: words.obligationWords(decision.obligations),
    permitted: true,
  };
}

/** Where nobody is there whose decision could be explained. */
export function hiddenFromAll(full: boolean): Reasoning {
  return stopAt({ ...words.visibility.nobodyAssigned, name: 'VISIBILITY', result: 'STOPPED', basis: [] }, [], full);
}

/**
 * What would be permitted reads as resting on a decision that cannot be relied on: the same whether that is so, or something withholds
 * silently.
 */
export function notReliedOn(taken: readonly Pick<ExplanationStep, 'name' | 'result' | 'text'>[]): Reasoning {
  const stop: TakenStep = { ...words.consent.notReliedOn, name: 'CONSENT', result: 'STOPPED', basis: [] };
  const before = taken.flatMap(({ name, result, text }) =>
    name === 'CONSENT' || name === 'LINK' || result === 'NOT_REACHED' ? [] : { name, result, text, basis: [], remedy: null },
  );
  return stopAt(stop, before, false, 'NO_CONSENT');
}

/** A reasoning that ends with a step; without a reason the person is hidden. */
function stopAt(last: TakenStep, before: readonly TakenStep[], full: boolean, why: WithheldReason | null = null): Reasoning {
  const steps = inOrder([...before.filter((step) => step !== last), last], full);
  return {
    outcome: why === null ? 'HIDDEN' : 'WITHHOLD',
    reason: why,
    steps: why === 'OUTSIDE_AGREEMENT' ? steps.map(windowOfAgreement) : steps,
    stop: { text: last.text, remedy: last.remedy },
    obligations: [],
    permitted: false,
  };
}

/** The ages and the window of an agreement are a rule of their own. */
function windowOfAgreement(step: ExplanationStep): ExplanationStep {
  return step.name === 'AGREEMENT' ? { ...step, rule: '3.7' } : step;
}

/** All steps, those taken and those not reached. */
function inOrder(taken: readonly TakenStep[], full: boolean): ExplanationStep[] {
  return STEPS.map(({ name, rule }) => {
    const step = taken.find((one) => one.name === name);
    if (!step) return { rule, name, result: 'NOT_REACHED', text: words.NOT_REACHED, basis: [] };
    return { rule, name, result: step.result, text: step.text, basis: full ? step.basis : [] };
  });
}
