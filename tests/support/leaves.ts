import { randomUUID } from 'node:crypto';
import type { Leaf, LeafChange, LeafDecision } from '#access-log/leaf.ts';

/** A leaf as of a view that showed nothing. */
export function madeUpLeaf(more: Partial<Leaf> = {}): Leaf {
  return {
    time: new Date().toISOString(),
    kind: 'VIEW',
    caller: { kind: 'WORKER', id: randomUUID(), organisation: 'northmere-early-help', roles: ['PRACTITIONER'] },
    purpose: 'EARLY_HELP',
    family: null,
    person: randomUUID(),
    visible: true,
    decisions: [],
    epochs: { person: 0, global: 0 },
    operation: { name: null, document: 'none' },
    requestId: randomUUID(),
    hub: 'test',
    ...more,
  };
}

/** One that has every member there is. */
export function wholeLeaf(): Required<Leaf> {
  const ids = () => [randomUUID(), randomUUID()];
  const decision: Required<LeafDecision> = {
    category: 'ATTENDANCE',
    outcome: 'DISCLOSED',
    reason: 'NO_CONSENT',
    internalReason: 'REFUSED',
    items: 3,
    named: true,
    basis: {
      agreement: 'education-early-help@1',
      consent: randomUUID(),
      assignment: randomUUID(),
      episode: randomUUID(),
      restriction: randomUUID(),
      interest: randomUUID(),
      override: randomUUID(),
      safeguardingDecision: randomUUID(),
      links: ids().map((id) => `${id}@1`),
    },
    detail: 'FULL',
    since: '2026-09-01',
    masked: false,
    fields: ['rate'],
    revealed: { SUSPENSIONS: true },
  };
  const change: Required<LeafChange> = {
    name: 'recordOverride',
    outcome: 'RECORDED',
    problems: ['NOT_FOUND'],
    records: ids(),
    categories: ['ATTENDANCE'],
    recipients: ['northmere-mash'],
    purposes: ['EARLY_HELP'],
    what: ['CHILD_MISSING'],
  };
  const caller: Required<Leaf['caller']> = { ...madeUpLeaf().caller, through: randomUUID() };
  return {
    ...madeUpLeaf({ family: randomUUID() }),
    caller,
    decisions: [decision],
    change,
    shown: ['NAME'],
    explained: { category: 'ATTENDANCE', recipient: 'northmere-mash', at: '2026-09-01T08:30:00.000Z' },
    families: ids(),
    review: { query: 'accessLog', filter: { personIds: ids(), familyIds: ids() }, entries: 1, completeTo: 2 },
    search: { query: 'findPeople', facts: ['NAME', 'POSTCODE'], people: ids() },
    erased: [{ from: 0, to: 1 }],
    operation: { name: 'Family', document: 'none' },
  };
}
