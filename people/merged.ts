/**
 * Two people of the index may turn out to be one: their facts are then the kept one's, and the other's id is nobody's until they are
 * split again. `person_stands_for` and `person_merged_into`, of the database, follow merges of merges.
 */
import { currentVersion } from './current-version.ts';

/** SQL: that a person is not merged into another. @param person an expression @param knownAt what was entered later does not count */
export function notMerged(person: string, knownAt?: string): string {
  return `not exists (select from person_merge gone where gone.merged_id = ${person} and gone.state = 'MERGED'
    and ${currentVersion('person_merge', 'gone', knownAt)})`;
}
