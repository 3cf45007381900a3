import { randomUUID } from 'node:crypto';
import type { Leaf } from '#access-log/leaf.ts';

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
