import { currentVersion } from '#people/current-version.ts';

/** $1 ids */
export const WORKERS = `select id, subject, organisation_id as organisation from worker where id = any($1::uuid[])`;

/** $1 ids */
export const OVERRIDES = `select id, reason_code as reason, organisation, people from "override" where id = any($1::uuid[]) and version = 1`;

/** $1 ids */
export const DECISIONS = `select id, ground, people, decided_by as "decidedBy" from safeguarding_decision where id = any($1::uuid[]) and version = 1`;

const START = (day: string) => `(${day}::timestamp at time zone 'Europe/London')`;
/** Somebody was shown to exist, and not to an app on its own. */
const SEEN = `v.kind = 'VIEW' and v.person is not null and v.outcome is distinct from 'HIDDEN' and v.app is distinct from v.worker`;

/**
 * How many people a worker saw on a day, where that is more than $3; of these, how many of families that they did not cover for a
 * colleague; and the median of their days of the $4 before, less those on which they saw nobody. Entries before $2 count.
 */
export const DAYS = `
select d.worker, d.day::text, n.people, n.not_covered as "notCovered", b.median, b.days
from jsonb_to_recordset($1::jsonb) as d(worker uuid, day date, next date)
  cross join lateral (
    select count(distinct v.person)::int as people,
      count(distinct v.person) filter (where not exists (select from assignment a where a.worker_id = d.worker and a.family_id = v.family
        and a.kind = 'COVER' and a.state = 'LIVE' and a.starts_at <= v.at and a.ends_at > v.at
        and ${currentVersion('assignment', 'a', 'v.at')}))::int as not_covered
    from review_entry v where v.worker = d.worker and v.at >= ${START('d.day')} and v.at < ${START('d.next')} and v.index < $2 and ${SEEN}
  ) n
  cross join lateral (
    select coalesce(percentile_cont(0.5) within group (order by one.people), 0)::float8 as median, count(*)::int as days
    from (
      select count(distinct v.person) as people from review_entry v
      where n.people > $3 and v.worker = d.worker and v.at >= ${START('(d.day - $4::int)')} and v.at < ${START('d.day')} and ${SEEN}
      group by (v.at at time zone 'Europe/London')::date
    ) one
  ) b
where n.people > $3
`;

/** How many views of a week from Monday were on Saturday or Sunday, before hour $3 or from hour $4 on. One request is one view. */
export const WEEKS = `
select d.worker, d.day::text, n.*
from jsonb_to_recordset($1::jsonb) as d(worker uuid, day date)
  cross join lateral (
    select count(distinct v.at)::int as "all", count(distinct v.at) filter (where extract(isodow from l.at) > 5
      or extract(hour from l.at) < $3 or extract(hour from l.at) >= $4)::int as "outOfHours"
    from review_entry v cross join lateral (select v.at at time zone 'Europe/London' as at) l
    where v.worker = d.worker and v.at >= ${START('d.day')} and v.at < ${START('(d.day + 7)')} and v.index < $2 and ${SEEN}
  ) n
`;

/** How many entries of a worker were refused within the hour up to one; changes with these problems, $2. */
export const REFUSALS = `
select e.index, (
  select count(distinct v.index)::int from review_entry v
  where v.worker = e.worker and v.at > e.at - interval '1 hour' and v.at <= e.at and v.index <= e.index
    and case when v.outcome = 'REFUSED' then v.reason = any($2::text[])
      else v.outcome = 'HIDDEN' and (v.family is null or v.person is null) end
) as count
from jsonb_to_recordset($1::jsonb) as e(index bigint, worker uuid, at timestamptz)
`;
