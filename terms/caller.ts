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
  /** The council app through which a worker asks: the narrower of the two wins (rule 1). */
  readonly through: ActingApp | null;
  /** Everybody's epoch when the caller was read: roles, apps and settings move it (rule 10). */
  readonly epoch: number;
}

/** Whether a caller may ask for a purpose at all through the app that acts for them: approved for it, and of the same organisation. */
export function mayActThrough({ through, organisationId }: Caller, purpose: Purpose): boolean {
  return !through || (through.approvedPurposes.includes(purpose) && through.organisationId === organisationId);
}

/** Whether the app through which a caller asks, if there is one, may act for them at all: for some purpose, and of the same organisation. */
export function isActingThrough({ through, organisationId }: Caller): boolean {
  return !through || (through.approvedPurposes.length > 0 && through.organisationId === organisationId);
}

/** A council app that acts for a worker (RFC 8693 `act`). */
export interface ActingApp {
  readonly id: string;
  readonly name: string;
  readonly organisationId: string;
  readonly approvedPurposes: readonly Purpose[];
}

/** A worker who asks themselves, and not through an app, in one of these roles: what no app may ask for (rule 1). */
export function isInPerson(caller: Caller, ...roles: readonly Role[]): boolean {
  return caller.kind === 'WORKER' && caller.through === null && roles.some((role) => hasRole(caller, role));
}

export function hasRole(caller: Caller, role: Role): boolean {
  return caller.roles.includes(role);
}
