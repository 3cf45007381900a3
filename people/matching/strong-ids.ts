/** Strong identifiers (NHS number, UPN): one that is shared speaks for one person; two different ones of a kind block a merge. */
import { isStrongKind } from './normalise/ids.ts';
import type { PersonRecord } from './record.ts';

export type StrongIds = 'shared' | 'different' | 'none';

/** Different wins: whoever has two NHS numbers between them is not one person, whatever else they share. */
export function compareStrongIds(left: PersonRecord, right: PersonRecord): StrongIds {
  let shared = false;
  for (const kind in left.identifiers) {
    if (!isStrongKind(kind)) continue;
    const [a, b] = [left.identifiers[kind], right.identifiers[kind]];
    if (a === null || a === undefined || b === null || b === undefined) continue;
    if (a !== b) return 'different';
    shared = true;
  }
  return shared ? 'shared' : 'none';
}
