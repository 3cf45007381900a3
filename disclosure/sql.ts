/** What several statements of this room say of restrictions and instants, said once. */
import { currentVersion } from '#people/current-version.ts';

/** An instant as milliseconds since 1970. */
export function instant(column: string): string {
  return `(extract(epoch from ${column}) * 1000)::bigint`;
}

/**
 * That restriction `r` is in force at a time, an expression. What has no start holds since it was entered, and what was lifted is lifted,
 * whatever the clocks of several hubs say. What was entered after `knownAt` does not count.
 */
export function liveRestriction(now: string, knownAt?: string): string {
  return `r.state = 'LIVE' and (r.starts_at is null or r.starts_at <= ${now}::timestamptz)
  and (r.ends_at is null or r.ends_at > ${now}::timestamptz) and ${currentVersion('restriction', 'r', knownAt)}`;
}

/** Restriction `r` as the rules read it. */
export const RESTRICTION = `json_build_object('id', r.id, 'kind', r.kind, 'categories', r.categories, 'binds', r.binds,
  'exempt', r.exempt, 'silent', r.silent)`;
