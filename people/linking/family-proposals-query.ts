/** What the search for families' further members asks the database. */
import { currentVersion } from '#people/current-version.ts';
import { LIMITS_FOR_HUB } from '#people/matching/clusters.ts';
import { HUB_RECORDS } from '#terms/demographics.ts';

/** Who waits for a manager in one family, of whom agencies assert. */
export const MOST_WAITING = 20;
/** Where more records than these share a property, it is no home of one family: a hostel, a block. */
const MOST_AT_ONE_PROPERTY = 12;

const LIVE = (alias: string): string => `${alias}.state = 'LIVE' and not ${alias}.sealed`;
/** Without an agreement for its list an agency's records say nothing (rule 4). */
const IN_USE = (alias: string): string => `${LIVE(alias)}
      and not exists (select from agency_feed f where f.agency = ${alias}.agency and f.stopped_at is not null)`;
const UPRN = (alias: string): string => `${alias}.received -> 'addresses' -> 0 ->> 'uprn'`;
const PLAIN = (postcode: string): string => `upper(replace(${postcode}, ' ', ''))`;
const CONFIRMED = `fm.state = 'CONFIRMED' and ${currentVersion('family_member', 'fm')} and coalesce(fm.from_date <= $2::date, true)
    and coalesce(fm.until_date >= $2::date, true)`;
const USABLE = `l.state in ('AUTOMATIC', 'CONFIRMED') and coalesce(l.ends_at > $1::timestamptz, true)`;
/** A seal holds from when it is entered, as in matching. */
const IN_FORCE_AT = (
  now: string,
): string => `r.state = 'LIVE' and (r.kind = 'SEALED' or coalesce(r.starts_at <= ${now}::timestamptz, true))
    and coalesce(r.ends_at > ${now}::timestamptz, true) and ${currentVersion('restriction', 'r')}`;
const IN_FORCE = IN_FORCE_AT('$1');

const IS_OPEN = `e.closed_on is null and ${currentVersion('episode', 'e')}`;

/** Of somebody who is sealed, protected, at home with somebody protected, or silently restricted. */
const GUARDED = (person: string): string => `exists (select from guarded g where g.id = ${person})`;

/** A person's own id, and those of whoever is merged into them. */
const IDS_OF = (person: string): string =>
  `select ${person}::text union select merged::text from person_merged_into(${person}) merged`;

/** Whom record `o` is about, or who was made from it, or was kept of those; what a steward took back since does not count. */
const PERSON_OF = `coalesce(
    (select l.person_id from agency_link l where l.agency = o.agency and l.agency_person_id = o.agency_person_id and ${USABLE} limit 1),
    (select person_stands_for(made.person) from (
        select d.left_id::uuid as person, d.entry, d.left_agency, d.left_id, d.right_agency, d.right_id from match_decision d
          where d.left_agency = '${HUB_RECORDS}' and d.right_agency = o.agency and d.right_id = o.agency_person_id and d.grounds = 'MADE_FROM'
        union all
        select d.right_id::uuid, d.entry, d.left_agency, d.left_id, d.right_agency, d.right_id from match_decision d
          where d.right_agency = '${HUB_RECORDS}' and d.left_agency = o.agency and d.left_id = o.agency_person_id and d.grounds = 'MADE_FROM'
      ) made
      where not exists (select from match_decision later where later.left_agency = made.left_agency and later.left_id = made.left_id
        and later.right_agency = made.right_agency and later.right_id = made.right_id and later.entry > made.entry
        and later.verdict = 'DIFFERENT')
      order by made.entry limit 1))`;

/** What moves whenever a record, a link, a membership or a restriction does. */
export const FAMILY_MARKS = `
select concat((select max(entry) from agency_record_change), ' ', (select max(number) from agency_record), ' ',
  (select epoch from sharing_epoch where subject = 'ffffffff-ffff-ffff-ffff-ffffffffffff')) as marks
`;

/** Families with an open episode, some at a time: all at once would take longer than a statement may. $1 after which, $2 how many */
export const FAMILIES = `
select distinct e.family_id as id from episode e where e.family_id > $1::uuid and ${IS_OPEN} order by e.family_id limit $2
`;

/**
 * For each of these families with an open episode the first record beside one of its members that is nobody's whom the family has, or had, and who is
 * not likely to be one of them.
 *
 * $1 now, $2 today in England, $3 how many may wait, $4 families
 */
export const FAMILY_CANDIDATES = `
with protected_home as materialized (
  select p.household_id as id from restriction r join person p on p.id = r.person where r.kind = 'PROTECTED_ADDRESS' and ${IN_FORCE}
), protected_place as materialized (
  select case when coalesce(h.uprn, '') = '' then ${PLAIN('h.postcode')} else 'at ' || ltrim(h.uprn, '0') end as place
    from protected_home p join household h on h.id = p.id
), guarded as materialized (
  select r.person as id from restriction r where (r.silent or r.kind in ('SEALED', 'PROTECTED_ADDRESS')) and ${IN_FORCE}
  union
  select p.id from person p join protected_home h on h.id = p.household_id
), member as materialized (
  select fm.family_id, fm.person_id from family_member fm
  where fm.family_id = any($4::uuid[]) and ${CONFIRMED} and not ${GUARDED('fm.person_id')}
    and exists (select from episode e where e.family_id = fm.family_id and ${IS_OPEN})
), source as materialized (
  select m.family_id, o.number, o.agency, o.received from member m
    join agency_link l on l.person_id = m.person_id and ${USABLE}
    join agency_record o on o.agency = l.agency and o.agency_person_id = l.agency_person_id and ${IN_USE('o')}
), beside as (
  select s.family_id, o.number, related.kind as evidence, 1 as place from source s
    cross join lateral jsonb_to_recordset(s.received -> 'relatedTo') as related(kind text, id text)
    join agency_record o on o.agency = s.agency and o.agency_person_id = related.id and ${IN_USE('o')}
  union
  select s.family_id, o.number, 'SAME_UPRN', 2 from source s
    join agency_record o on ${UPRN('o')} = ${UPRN('s')} and ${IN_USE('o')} and o.agency <> '${HUB_RECORDS}'
    where (select count(*) from (select from agency_record n where ${UPRN('n')} = ${UPRN('s')} and ${LIVE('n')}
      limit ${MOST_AT_ONE_PROPERTY + 1}) few) <= ${MOST_AT_ONE_PROPERTY}
)
select distinct on (b.family_id) b.family_id as family, b.evidence, o.agency, o.agency_person_id as "agencyPersonId", o.received, known.person
from beside b
  join agency_record o on o.number = b.number
  cross join lateral (select ${PERSON_OF} as person) known
where coalesce(trim(o.received ->> 'forename'), '') || coalesce(trim(o.received ->> 'surname'), '') <> ''
  and not exists (select from family_member had where had.family_id = b.family_id and had.person_id = known.person)
  and (known.person is null or not ${GUARDED('known.person')})
  and not exists (select from person dead where dead.id = known.person and dead.died_on is not null)
  and not exists (select from jsonb_path_query(o.received, '$.addresses[*]') home
    where 'at ' || ltrim(home ->> 'uprn', '0') in (select place from protected_place)
      or ${PLAIN(`home ->> 'postcode'`)} in (select place from protected_place))
  and not exists (
    select from family_member had join match_edge e on e.weight >= ${LIMITS_FOR_HUB.join} and (e."left" = o.number or e."right" = o.number)
      join agency_record twin on twin.number = case when e."left" = o.number then e."right" else e."left" end
    where had.family_id = b.family_id and (
      twin.agency = '${HUB_RECORDS}' and twin.agency_person_id in (${IDS_OF('had.person_id')})
      or exists (select from agency_link l where l.person_id = had.person_id and l.agency = twin.agency
        and l.agency_person_id = twin.agency_person_id and ${USABLE})
      or exists (select from match_decision d where d.grounds = 'MADE_FROM' and (
        d.left_agency = '${HUB_RECORDS}' and d.left_id in (${IDS_OF('had.person_id')}) and d.right_agency = twin.agency and d.right_id = twin.agency_person_id
        or d.right_agency = '${HUB_RECORDS}' and d.right_id in (${IDS_OF('had.person_id')}) and d.left_agency = twin.agency and d.left_id = twin.agency_person_id))))
  and (select count(*) from family_member waits where waits.family_id = b.family_id and waits.state = 'PROPOSED' and waits.asserted_by = 'AGENCY'
    and ${currentVersion('family_member', 'waits')}) < $3
order by b.family_id, b.place, b.number
`;

/** That a record is still what was found; nobody seals it until this transaction ends. $1 agency, $2 its id of the record, $3 as received */
export const AS_FOUND = `
select from agency_record o where o.agency = $1 and o.agency_person_id = $2 and o.received = $3::jsonb and ${LIVE('o')} for share
`;

/**
 * Under the lock of the log's head nobody restricts, adds or merges anybody meanwhile; whoever was merged is who was kept. $1 the membership, $2 the family, $3 the person, $4 role,
 * $5 evidence, $6 now
 */
export const PROPOSE = `
insert into family_member (id, family_id, person_id, role, state, asserted_by, evidence, recorded_at)
  select $1, $2::uuid, kept.id, $4, 'PROPOSED', 'AGENCY', $5, $6::timestamptz from (select person_stands_for($3::uuid) as id) kept
  where not exists (select from restriction r where r.person = kept.id and (r.silent or r.kind in ('SEALED', 'PROTECTED_ADDRESS'))
      and ${IN_FORCE_AT('$6')})
    and not exists (select from family_member had where had.family_id = $2::uuid and had.person_id = kept.id)
`;
