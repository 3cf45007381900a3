/** Rule 1: a purpose is an entitlement, never a claim. */
import type { Caller } from '#terms/caller.ts';
import { hasRole, mayActThrough } from '#terms/caller.ts';
import type { Purpose } from '#terms/purpose.ts';

/** An app acting for a worker has the narrower of both. */
export function isEntitled(caller: Caller, purpose: Purpose): boolean {
  if (!mayActThrough(caller, purpose)) return false;
  if (hasRole(caller, 'APP')) return caller.approvedPurposes.includes(purpose);
  return hasRole(caller, 'PRACTITIONER') || (purpose === 'SAFEGUARDING' && hasRole(caller, 'MASH'));
}
