/** From what a gate decided to the leaves of the access log. */
import type { Leaf, LeafDecision } from '#access-log/leaf.ts';
import type { Caller } from '#terms/caller.ts';
import type { Purpose } from '#terms/purpose.ts';
import type { LoggedDecision, TouchedLeaf } from './ledger.ts';

/** What all leaves of one request share. */
export interface RequestDescription {
  readonly at: Date;
  readonly requestId: string;
  readonly hub: string;
  readonly caller: Caller;
  readonly purpose: Purpose | null;
  readonly operationName: string | null;
  /** SHA-256 of the document's text, hex. */
  readonly documentHash: string;
}

export function leavesOf(touched: readonly TouchedLeaf[], request: RequestDescription): Leaf[] {
  const { caller } = request;
  return touched.map((leaf) => ({
    time: request.at.toISOString(),
    kind: leaf.kind,
    caller: leafCaller(caller),
    purpose: request.purpose,
    family: leaf.familyId,
    person: leaf.personId,
    visible: leaf.visible,
    decisions: leaf.decisions.map(leafDecision),
    ...(leaf.familyIds && { families: leaf.familyIds }),
    ...(leaf.explained && { explained: leaf.explained }),
    ...(leaf.review && { review: leaf.review }),
    ...(leaf.search && { search: leaf.search }),
    ...(leaf.shown && { shown: leaf.shown }),
    epochs: {
      person: (leaf.decisions[0]?.decision ?? leaf).epoch?.person ?? null,
      global: (leaf.decisions[0]?.decision ?? leaf).epoch?.global ?? null,
    },
    operation: { name: request.operationName, document: request.documentHash },
    requestId: request.requestId,
    hub: request.hub,
  }));
}

export function leafCaller({ kind, id, organisationId, roles, through }: Caller): Leaf['caller'] {
  return { kind, id, organisation: organisationId, roles, ...(through && { through: through.id }) };
}

function leafDecision({
  category,
  outcome,
  decision,
  items,
  reason,
  links,
  fields,
  revealed,
  named,
}: LoggedDecision): LeafDecision {
  const read = reason ?? (decision.outcome === 'WITHHOLD' ? decision.reason : undefined);
  return {
    category,
    outcome,
    ...(outcome === 'WITHHELD' && read !== undefined && { reason: read }),
    ...(decision.outcome === 'WITHHOLD' && decision.internalReason !== null && { internalReason: decision.internalReason }),
    ...(items !== undefined && { items }),
    ...(named && { named }),
    basis: { ...decision.basis, ...(links && links.length > 0 && { links }) },
    ...(decision.outcome === 'PERMIT' && {
      detail: decision.obligations.detail,
      masked: decision.obligations.locates === 'MASK',
      ...(decision.obligations.since !== null && { since: decision.obligations.since }),
    }),
    ...(fields && fields.length > 0 && { fields }),
    ...(revealed && { revealed }),
  };
}
