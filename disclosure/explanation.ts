/** What an explanation says, and whose decision it is about. */
import type { AgencyPort } from '#connectors/contract.ts';
import type { Caller } from '#terms/caller.ts';
import type { Category } from '#terms/category.ts';
import type { Purpose } from '#terms/purpose.ts';
import type { WithheldReason } from '#terms/withheld-reason.ts';
import type { DecisionSettings } from './decide.ts';
import type { StepName } from './decision.ts';
import type { Facts } from './facts.ts';

/** Whose decision about whom and what is explained. */
export interface ReasoningRequest {
  /** As the recipient's own request would read them. */
  readonly facts: Facts;
  readonly recipient: Caller;
  /** The recipient's role is not known, since it is not the recipient who asks. */
  readonly taken: boolean;
  readonly purpose: Purpose;
  readonly personId: string;
  readonly category: Category;
  /** Null for the hub's own categories. */
  readonly provider: Pick<AgencyPort, 'id' | 'name'> | null;
  readonly settings: DecisionSettings;
  /** For information governance: with ids, and with what withholds silently. */
  readonly full: boolean;
  /** Who decided about the person and is hidden from whoever asks. */
  readonly hiddenGivers: ReadonlySet<string>;
}

/** What whether somebody is seen rests on. */
export type SeeingRequest = Pick<ReasoningRequest, 'facts' | 'recipient' | 'purpose' | 'settings'>;

/** The reasoning about one category of one person for one recipient. */
export interface Reasoning {
  readonly outcome: 'PERMIT' | 'WITHHOLD' | 'HIDDEN';
  /** Where it is withheld. */
  readonly reason: WithheldReason | null;
  /** All nine, in order. */
  readonly steps: readonly ExplanationStep[];
  /** What the step that stopped says. */
  readonly stop: Stop | null;
  /** In words; none where nothing may be shown. */
  readonly obligations: readonly string[];
  /** Whether the rules permit it, whether or not the agency can be asked. */
  readonly permitted: boolean;
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

/** What stops, and what would change it. */
export interface Stop {
  readonly text: string;
  readonly remedy: string | null;
}

/** A step that was taken. */
export interface TakenStep extends Omit<ExplanationStep, 'rule'> {
  readonly result: 'PASSED' | 'STOPPED' | 'LIFTED';
  readonly remedy: string | null;
}
