import { currentVersion } from '#people/current-version.ts';
import { countsOnce, instant, isHomeProtected, liveRestriction, notTakenBack, RESTRICTION } from './sql.ts';

const CONFIRMED = (alias: string) => `${alias}.state = 'CONFIRMED' and ${currentVersion('family_member', alias)}`;
const WORKER = (alias: string) => `(select json_build_object('id', w.id, 'name', w.name, 'organisation', o.name)
  from worker w join organisation o on o.id = w.organisation_id where w.id = ${alias})`;
const LIVE_RESTRICTION = liveRestriction('$5');
/** When an assignment is over; what was ended is over when that was entered, if not before. */
const OVER = `case when a.state = 'ENDED' then least(a.ends_at, a.recorded_at) else a.ends_at end`;
/** The authority is one giver, whoever speaks for it. */
const GIVER = `case when c.capacity = 'LOCAL_AUTHORITY' then null else c.given_by end`;

/**
 * The one statement that reads what a manager may see of families; of those that are not theirs to manage it reads nothing.
 *
 * $1 family ids, $2 the caller's organisation, $3 caller, $4 whether the caller may manage at all, $5 now, $6 today in England.
 * Decisions are those of rule 5: each giver's latest, of all entered since birth; one to share counts from when it was decided.
 */
export const MANAGED_FAMILY_QUERY = `
with managed as (
  select f.id, f.name from family f where $4::boolean and f.id = any($1::uuid[]) and f.organisation_id = $2::text
), member as (
  select fm.*, fm.state = 'CONFIRMED' and coalesce(fm.from_date <= $6::date, true) and coalesce(fm.until_date >= $6::date, true) as is_current
  from family_member fm join managed f on f.id = fm.family_id
  where fm.state <> 'REJECTED' and ${currentVersion('family_member', 'fm')}
), interest as (
  select i.person, i.silent from worker_interest i where i.worker_id = $3::uuid and i.state = 'LIVE' and ${currentVersion('worker_interest', 'i')}
), tie as (
  select m.family_id, i.person as own, m.person_id as other from interest i cross join member m
  where not i.silent and (i.person = m.person_id
    or exists (select from person a join person b using (household_id) where a.id = i.person and b.id = m.person_id
      and not (b.recorded_by is not distinct from $3::uuid and ${isHomeProtected('a', { worker: '$3', organisation: '$2' }, '$5')}))
    or exists (select from family_member a join family_member b using (family_id)
      where a.person_id = i.person and b.person_id = m.person_id and ${CONFIRMED('a')} and ${CONFIRMED('b')}))
), subject as (
  select person_id from member union select own from tie
  union select c.given_by from consent c join member m on m.person_id = c.person and m.is_current where c.given_by is not null and ${countsOnce('c')}
)
select
  (select coalesce(json_agg(json_build_object('id', f.id, 'name', f.name,
      'episodes', (select coalesce(json_agg(json_build_object('id', e.id, 'agreedOn', e.agreed_on, 'openedOn', e.opened_on,
          'closedOn', e.closed_on, 'closingReason', e.closing_reason) order by e.opened_on desc, e.id), '[]')
        from episode e where e.family_id = f.id and ${currentVersion('episode', 'e')}),
      'assignments', (select coalesce(json_agg(json_build_object('id', a.id, 'worker', ${WORKER('a.worker_id')}, 'kind', a.kind,
          'startsAt', ${instant('a.starts_at')}, 'endsAt', ${instant(OVER)},
          'live', a.state = 'LIVE' and a.starts_at <= $5::timestamptz and coalesce(a.ends_at > $5::timestamptz, true))
          order by a.starts_at desc, a.id), '[]')
        from assignment a where a.family_id = f.id and ${currentVersion('assignment', 'a')}
          and coalesce(${OVER} > $5::timestamptz - interval '90 days', true)),
      'members', (select coalesce(json_agg(json_build_object('membershipId', m.id, 'personId', m.person_id, 'role', m.role,
          'state', m.state, 'assertedBy', m.asserted_by, 'evidence', m.evidence, 'current', m.is_current,
          'proposedBy', ${WORKER('m.proposed_by_id')}) order by m.person_id, m.id), '[]')
        from member m where m.family_id = f.id and not (m.state = 'PROPOSED' and exists (select from member held
          where held.family_id = m.family_id and held.person_id = m.person_id and held.is_current))),
      'kinship', (select coalesce(json_agg(json_build_object('relationshipId', r.id, 'from', r.from_person_id, 'kind', r.kind,
          'to', r.to_person_id, 'proposedBy', ${WORKER('r.proposed_by_id')}) order by r.recorded_at, r.id), '[]')
        from relationship r where r.state = 'PROPOSED' and ${currentVersion('relationship', 'r')}
          and r.from_person_id in (select m.person_id from member m where m.family_id = f.id)
          and r.to_person_id in (select m.person_id from member m where m.family_id = f.id)),
      'ties', (select coalesce(json_agg(json_build_object('own', t.own, 'other', t.other)), '[]')
        from tie t where t.family_id = f.id))), '[]')
    from managed f) as families,
  (select coalesce(json_agg(json_build_object('id', p.id, 'forename', p.forename, 'surname', p.surname,
      'dateOfBirth', p.date_of_birth, 'dueDate', p.due_date, 'unbornChildOf', p.unborn_child_of_id,
      'memberships', (select coalesce(json_agg(json_build_object('role', m.role)), '[]') from member m where m.person_id = p.id),
      'silentlyTied', exists (select from interest i where i.person = p.id and i.silent),
      'restrictions', (select coalesce(json_agg(${RESTRICTION}), '[]')
        from restriction r where r.person = p.id and ${LIVE_RESTRICTION}),
      'householdProtections', '[]'::json,
      'consents', (select coalesce(json_agg(json_build_object('category', s.category, 'purpose', s.purpose, 'recipient', s.recipient,
          'decision', s.decision, 'capacity', s.capacity, 'givenBy', s.given_by, 'decidedAt', ${instant('s.decided_at')},
          'recordedAt', ${instant('s.recorded_at')}, 'validUntil', s.valid_until,
          'withdrawn', s.decision = 'GIVEN' and exists (select from consent w
            where w.person = p.id and w.category = s.category and w.decision = 'WITHDRAWN'
              and (w.purpose is null or w.purpose = s.purpose) and (w.recipient is null or w.recipient = s.recipient)
              and (w.decided_at, w.entry) > (s.decided_at, s.entry) and ${notTakenBack('w')}))
          order by s.category, s.purpose, s.recipient, s.decided_at, s.entry), '[]')
        from (
          select distinct on (c.category, c.purpose, c.recipient, c.capacity, ${GIVER}) c.* from consent c
          where c.person = p.id and c.decision <> 'WITHDRAWN' and (c.decision <> 'GIVEN' or c.decided_at <= $5::timestamptz)
            and coalesce((c.decided_at at time zone 'Europe/London')::date >= p.date_of_birth, true)
            and exists (select from member m where m.person_id = p.id and m.is_current) and ${countsOnce('c')}
          order by c.category, c.purpose, c.recipient, c.capacity, ${GIVER}, c.decided_at desc, c.entry desc
        ) s))), '[]')
    from person p where p.id in (select person_id from subject)) as people,
  (select coalesce(json_agg(json_build_object('subject', t.id, 'epoch', coalesce(s.epoch, 0))), '[]')
    from (select $3::uuid as id union select id from managed union select person_id from subject union select person from interest) t
    left join sharing_epoch s on s.subject = t.id) as epochs
`;
