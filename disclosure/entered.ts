/**
 * Rule 2: a member proposed by a worker shows only what the proposer entered, to the proposer, until a manager decides. The index may know
 * more of them, and shows none of it: every category is withheld.
 */
import type { MembershipFacts, PersonFacts } from './facts.ts';
import type { Gate } from './gate.ts';
import type { VisiblePerson } from './visible.ts';

export interface EnteredRecord {
  readonly name: string | null;
  readonly dateOfBirth: string | null;
  readonly sex: PersonFacts['sex'];
  readonly dueDate: string | null;
}

/** What the caller entered of a member; null where they entered nothing, somebody has decided, or more than that keeps the person from them. */
export function enteredOf(gate: Gate, visible: VisiblePerson, { entered }: MembershipFacts): EnteredRecord | null {
  if (!entered) return null;
  const decision = gate.own(visible, 'IDENTITY');
  if (decision.outcome === 'PERMIT' || decision.reason !== 'MEMBERSHIP_UNCONFIRMED') return null;
  gate.entered(visible);
  const { forename, surname, dateOfBirth, sex, dueDate } = entered;
  const name = [forename, surname].filter((part) => part !== null).join(' ') || null;
  return { name, dateOfBirth, sex, dueDate };
}
