import { currentVersion } from '#people/current-version.ts';

/** What held when the entry was made, as it was known then. */
const CURRENT = (table: string, alias: string) => currentVersion(table, alias, 'e.at');
const SINCE = (column: string) => `(${column} at time zone 'Europe/London')::date`;
const LIVE_RESTRICTION = `r.state = 'LIVE' and (r.starts_at is null or r.starts_at <= e.at) and (r.ends_at is null or r.ends_at > e.at)
  and ${CURRENT('restriction', 'r')}`;
const LIVE_INTEREST = `i.worker_id = e.worker and i.state = 'LIVE' and ${CURRENT('worker_interest', 'i')}`;
const FAMILIES = `(select e.family as id where e.family is not null
  union select m.family_id from family_member m where m.person_id = e.person and m.state = 'CONFIRMED' and ${CURRENT('family_member', 'm')})`;
const MEMBERS = `select m.person_id from family_member m where m.family_id = e.family and m.state = 'CONFIRMED' and ${CURRENT('family_member', 'm')}`;
const OPEN_EPISODE = (
  families: string,
) => `exists (select from episode ep where ep.family_id ${families} and ep.opened_on <= e.day
    and (ep.closed_on is null or ep.closed_on > e.day) and ${CURRENT('episode', 'ep')})`;
const CLOSED_ON = (
  families: string,
) => `(select max(ep.closed_on)::text from episode ep where ep.family_id ${families} and ep.closed_on <= e.day
    and ${CURRENT('episode', 'ep')})`;
const ANY_FAMILY = `in (select id from ${FAMILIES} f)`;

/**
 * What holds about the worker and the person of each entry, at its time; where it names a family alone, who of their own belongs to it.
 *
 * $1 entries: index, at, day (in England), worker, person, family, self (the worker's own person by the staff file); $2 for how many days
 * a member is new. A surname is the last word of a worker's name.
 */
export const ABOUT = `
with protection as materialized (
  select r.*, home.household_id from restriction r left join person home on home.id = r.person where r.kind = 'PROTECTED_ADDRESS'
)
select e.index,
  (select coalesce(json_agg(json_build_object('id', a.id, 'kind', a.kind, 'since', ${SINCE('a.starts_at')},
      'openEpisode', ${OPEN_EPISODE('= a.family_id')}, 'closedOn', ${CLOSED_ON('= a.family_id')}) order by a.starts_at, a.id), '[]')
    from assignment a where a.worker_id = e.worker and a.family_id ${ANY_FAMILY} and a.state = 'LIVE'
      and a.starts_at <= e.at and (a.ends_at is null or a.ends_at > e.at) and ${CURRENT('assignment', 'a')}) as assignments,
  ${OPEN_EPISODE(ANY_FAMILY)} as "openEpisode",
  ${CLOSED_ON(ANY_FAMILY)} as "closedOn",
  (select coalesce(json_agg(r.id order by r.id), '[]') from restriction r
    where r.person = e.person and r.kind <> 'PROTECTED_ADDRESS' and ${LIVE_RESTRICTION}) as restrictions,
  exists (select from protection r where (r.person = e.person or r.household_id = p.household_id) and ${LIVE_RESTRICTION})
    as "protectedHome",
  (select coalesce(json_agg(json_build_object('kind', o.kind, 'by', o.by)), '[]') from (
    select i.kind, 'INTEREST' as by from worker_interest i where (i.person = e.person or (e.person is null and i.person in (${MEMBERS})))
      and ${LIVE_INTEREST}
    union select 'HOUSEHOLD', 'INTEREST' from worker_interest i join person own on own.id = i.person
      where i.kind = 'SELF' and own.household_id = p.household_id and own.id <> e.person and ${LIVE_INTEREST}
    union select case when own.id = e.person then 'SELF' else 'HOUSEHOLD' end, 'STAFF_FILE' from person own
      where own.id = e.self and (own.id = e.person or own.household_id = p.household_id)
    union select 'FAMILY', 'STAFF_FILE' from person own
      join person mate on mate.id = own.id or mate.household_id = own.household_id
      where own.id = e.self and e.person is null and mate.id in (${MEMBERS})
  ) o) as interests,
  (select json_build_object('id', n.id, 'at', n.confirmed, 'proposedBy', n.proposed_by_id) from (
    select m.id, m.proposed_by_id, m.family_id,
      (select min(c.recorded_at) from family_member c where c.id = m.id and c.state = 'CONFIRMED') as confirmed
    from family_member m where m.person_id = e.person and m.state = 'CONFIRMED' and ${CURRENT('family_member', 'm')}
  ) n where n.confirmed > e.at - make_interval(days => $2)
    and n.confirmed > (select min(first.recorded_at) from family_member first where first.family_id = n.family_id)
    order by n.confirmed desc, n.id limit 1) as "newMember",
  h.postcode, h.uprn, p.surname,
  (select case when lower(p.surname) = lower(substring(w.name from '\\S+$'))
      then (select count(*)::int from person same where lower(same.surname) = lower(p.surname)) end
    from worker w where w.id = e.worker) as "surnamePeople"
from jsonb_to_recordset($1::jsonb) as e(index bigint, at timestamptz, day date, worker uuid, person uuid, family uuid, self uuid)
  left join person p on p.id = e.person left join household h on h.id = p.household_id
`;
