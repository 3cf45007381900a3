/** What several statements of this room say of restrictions, instants and who may be hidden, said once. */
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

/** Agreement `g`, activated by event `v`, as the rules read it. `known` says which of events `x` count. */
export function activatedAgreement(known: string): string {
  return `json_build_object('id', g.id, 'version', g.version, 'provider', g.provider, 'recipients', g.recipients,
      'categories', g.categories, 'purposes', g.purposes, 'detail', g.detail, 'minimumAge', g.minimum_age,
      'maximumAge', g.maximum_age, 'historyMonths', g.history_months, 'stalenessHours', g.staleness_hours,
      'startsAt', ${instant('g.starts_at')}, 'endsAt', ${instant('g.ends_at')},
      'proposedBy', g.proposed_by, 'activatedBy', v.recorded_by,
      'ended', exists (select from agreement_event x
        where x.agreement = g.id and x.version = g.version and x.event = 'ENDED' and ${known}))`;
}

export const FROM_ACTIVATED = `from agreement g
  join agreement_event v on v.agreement = g.id and v.version = g.version and v.event = 'ACTIVATED'`;

/** That a copy, which a merge of two people made, counts: they are merged still. What is no copy counts. */
export function notTakenBack(alias: string, knownAt?: string): string {
  return `(${alias}.merge is null or exists (select from person_merge merging
    where merging.id = ${alias}.merge and merging.state = 'MERGED' and ${currentVersion('person_merge', 'merging', knownAt)}))`;
}

/**
 * That consent `alias` counts. What a giver decided who is merged into somebody since counts once, as its copy: whoever was kept has the last
 * word for both. A withdrawal counts in any case.
 */
export function countsOnce(alias: string, knownAt = `'infinity'::timestamptz`): string {
  const merged = `gone.state = 'MERGED' and ${currentVersion('person_merge', 'gone', knownAt)}`;
  return `${notTakenBack(alias, knownAt)} and (${alias}.decision = 'WITHDRAWN' or ${alias}.given_by is null or not (
    ${alias}.given_by = any(array(select gone.merged_id from person_merge gone where ${merged}))
    and exists (select from person_merge gone where gone.merged_id = ${alias}.given_by and ${alias}.recorded_at <= gone.recorded_at and ${merged})))`;
}

/** What may hide person `p` from a worker, an expression, at a time, another: the part of a person that the rules read for it. */
export function whatMayHide(worker: string, now: string): string {
  return `json_build_object('id', p.id, 'dateOfBirth', p.date_of_birth, 'dueDate', p.due_date, 'unbornChildOf', p.unborn_child_of_id,
    'memberships', (select coalesce(json_agg(json_build_object('role', fm.role)), '[]')
      from family_member fm where fm.person_id = p.id and fm.state <> 'REJECTED' and ${currentVersion('family_member', 'fm')}),
    'interest', (select json_build_object('id', i.id, 'silent', i.silent) from worker_interest i
      where i.person = p.id and i.worker_id = ${worker}::uuid and i.state = 'LIVE' and ${currentVersion('worker_interest', 'i')}
      order by i.silent desc limit 1),
    'restrictions', (select coalesce(json_agg(${RESTRICTION}), '[]')
      from restriction r where r.person = p.id and ${liveRestriction(now)}),
    'householdProtections', '[]'::json,
    'epoch', coalesce((select s.epoch from sharing_epoch s where s.subject = p.id), 0))`;
}

/**
 * That the home of person `alias` is protected from a caller, by worker and organisation, expressions, at a time, another. Whoever is tied to
 * somebody there is not told so by a refusal: a new person at each of many addresses would find the one (rule 6).
 */
export function isHomeProtected(alias: string, caller: { worker: string; organisation: string }, now: string): string {
  const names = (list: string): string => `r.${list} && array[${caller.worker}::text, ${caller.organisation}::text]`;
  return `exists (select from person lives join restriction r on r.person = lives.id
    where lives.household_id = ${alias}.household_id and r.kind = 'PROTECTED_ADDRESS' and ${liveRestriction(now)}
      and (r.binds is null or ${names('binds')}) and not ${names('exempt')})`;
}
