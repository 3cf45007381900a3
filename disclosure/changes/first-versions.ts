/** Rule 2: how a membership or a tie of kinship begins: a worker proposes it, or a manager who would confirm it makes it. */
import type { LocalDate } from '#terms/clock.ts';
import type { FamilyRole, RelationshipKind } from '#terms/family.ts';
import type { Scope } from './change.ts';

/** Waits for a manager, or holds at once. */
export type FirstState = 'PROPOSED' | 'CONFIRMED';

/** The first version of a membership. */
export function memberRow(
  { newId, caller, now }: Scope,
  state: FirstState,
  family: string,
  person: string,
  role: FamilyRole,
  fromDate: LocalDate | null = null,
) {
  const isProposed = state === 'PROPOSED';
  return {
    id: newId(),
    version: 1,
    family,
    person,
    role,
    state,
    assertedBy: 'WORKER' as const,
    evidence: null,
    proposedBy: isProposed ? caller.id : null,
    confirmedBy: isProposed ? null : caller.id,
    fromDate,
    untilDate: null,
    recordedBy: caller.id,
    recordedAt: now,
  };
}

/** The first version of a tie of kinship. */
export function tieRow(
  { newId, caller, now }: Scope,
  state: FirstState,
  tie: { fromPerson: string; kind: RelationshipKind; toPerson: string; proposedWith?: string; fromDate?: LocalDate | null },
) {
  return {
    id: newId(),
    version: 1,
    fromDate: null,
    proposedWith: null,
    ...tie,
    state,
    untilDate: null,
    proposedBy: state === 'PROPOSED' ? caller.id : null,
    recordedBy: caller.id,
    recordedAt: now,
  };
}
