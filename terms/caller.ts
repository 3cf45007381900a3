import type { Purpose } from './purpose.ts';

/** The roles that sign-in may give (rule 1). They hold until the token ends. */
export const ROLES = ['PRACTITIONER', 'MANAGER', 'MASH', 'INFORMATION_GOVERNANCE', 'DPO', 'STEWARD', 'OPERATOR', 'APP'] as const;
export type Role = (typeof ROLES)[number];

/** Who asks: a worker or a council app, as sign-in proved it and the hub knows it. */
export interface Caller {
  readonly kind: 'WORKER' | 'APP';
  /** The hub's own id of the worker or app. */
  readonly id: string;
  readonly name: string;
  /** The recipient organisation that the caller answers to; agreements and consents name it. */
  readonly organisationId: string;
  readonly organisationName: string;
  readonly roles: readonly Role[];
  /** For an app: the purposes that information governance approved (rule 1). */
  readonly approvedPurposes: readonly Purpose[];
}

export function hasRole(caller: Caller, role: Role): boolean {
  return caller.roles.includes(role);
}
