import type { AccessLogEntryResolvers, QueryResolvers } from '#schema/generated/types.ts';
import { isInPerson } from '#terms/caller.ts';
import type { Caller } from '#terms/caller.ts';

export const accessLog: NonNullable<QueryResolvers['accessLog']> = async (_root, request, { gate, review }) => {
  const reading = await review.accessLog(request);
  gate.reviewed(reading);
  return reading.connection;
};

export const accountOfDisclosures: NonNullable<QueryResolvers['accountOfDisclosures']> = async (
  _root,
  request,
  { gate, review },
) => {
  const reading = await review.accountOfDisclosures(request);
  gate.reviewed(reading);
  return reading.connection;
};

export const shownThroughLink: NonNullable<QueryResolvers['shownThroughLink']> = async (_root, request, { gate, review }) => {
  const reading = await review.shownThroughLink(request);
  gate.reviewed(reading);
  return reading.connection;
};

/** A checkpoint and what continues it say nothing of anybody. */
function mayVerify(caller: Caller): boolean {
  return isInPerson(caller, 'DPO', 'INFORMATION_GOVERNANCE');
}

export const accessLogCheckpoint: NonNullable<QueryResolvers['accessLogCheckpoint']> = (_root, _args, { caller, proofs }) =>
  mayVerify(caller) ? proofs.checkpoint() : null;

export const accessLogContinuation: NonNullable<QueryResolvers['accessLogContinuation']> = (
  _root,
  { older },
  { caller, proofs },
) => (mayVerify(caller) ? proofs.continuation(older) : null);

export const AccessLogEntry: AccessLogEntryResolvers = {
  // Its bytes name everybody whom it is about.
  async proof({ index, isWhole }, _args, { proofs }) {
    const proof = isWhole ? await proofs.entry(index) : null;
    return proof?.entry == null ? null : { entry: proof.entry, proof: proof.proof };
  },
};
