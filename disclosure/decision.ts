/** What a decision says: the result of `decide`, and what the access log keeps of it. */
import type { LocalDate } from '#terms/clock.ts';
import type { WithheldReason } from '#terms/withheld-reason.ts';
import type { Detail } from './facts.ts';

export type Decision = Permit | Withhold;

export interface Permit {
  readonly outcome: 'PERMIT';
  readonly basis: Basis;
  readonly obligations: Obligations;
  readonly epoch: Epochs;
}

export interface Withhold {
  readonly outcome: 'WITHHOLD';
  /** What a client may read. */
  readonly reason: WithheldReason;
  /** What the access log and the lead worker's explanation know besides. */
  readonly internalReason: InternalReason | null;
  readonly basis: Basis;
  readonly epoch: Epochs;
}

export type InternalReason =
  | 'NEVER_ASKED'
  | 'NOT_RELIED_ON'
  | 'REFUSED'
  | 'WITHDRAWN'
  | 'LAPSED'
  | 'DECISION_DISPUTED'
  | 'SILENT_RESTRICTION'
  | 'INTEREST'
  | 'AGE_UNKNOWN'
  | 'NOT_ENTITLED';

/** What the decision rests on, by id. */
export interface Basis {
  /** `id@version` */
  readonly agreement?: string;
  readonly consent?: string;
  readonly assignment?: string;
  readonly episode?: string;
  readonly restriction?: string;
  readonly interest?: string;
  readonly override?: string;
  readonly safeguardingDecision?: string;
}

/** One step of rule 3, as `explain` tells it. */
export interface DecisionStep {
  readonly name: StepName;
  /** `LIFTED`: an exception stands in for it. */
  readonly result: 'PASSED' | 'STOPPED' | 'LIFTED';
  readonly reason?: WithheldReason;
  readonly internalReason?: InternalReason;
  readonly basis: Basis;
}
export type StepName = 'RESTRICTION' | 'DECEASED' | 'PURPOSE' | 'MEMBERSHIP' | 'EPISODE' | 'AGREEMENT' | 'CONSENT';

/** What must be done to an answer before it is released (rule 9). */
export interface Obligations {
  readonly detail: Detail;
  /** Nothing that happened before may be asked for. */
  readonly since: LocalDate | null;
  /** Whether fields marked `@locates` are shown. */
  readonly locates: 'SHOW' | 'MASK';
  /** Only items in which the subject is the victim (rule 7). */
  readonly victimOnly: boolean;
  /** What the agency last updated longer ago counts as unavailable. */
  readonly stalenessHours: number | null;
}

/** What must not have moved when the answer is released (rule 10). */
export interface Epochs {
  readonly person: number;
  readonly global: number;
}
