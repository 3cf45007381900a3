/**
 * SQL: that a row is the current version of what it tells of; rows are never rewritten, a change adds the next version.
 * @param knownAt an expression: what was entered later does not count.
 */
export function currentVersion(table: string, alias: string, knownAt = `'infinity'::timestamptz`): string {
  return `(${alias}.recorded_at <= ${knownAt} and not exists (select from ${table} later
    where later.id = ${alias}.id and later.version > ${alias}.version and later.recorded_at <= ${knownAt}))`;
}
