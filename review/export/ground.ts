import { createHash } from 'node:crypto';
import type { Ties } from '#review/ties.ts';

/**
 * What an officer may read of, in short: a file is theirs as long as it is the same. Whatever else is recorded about those people they
 * are not to learn from it.
 */
export function groundOf({ people, ownFamilies, families }: Ties): string {
  const sets = [people, ownFamilies, families].map((ids) => [...new Set(ids)].toSorted());
  return createHash('sha256').update(JSON.stringify(sets)).digest('hex');
}
