/**
 * The one statement that reads the facts of everybody in a request. It starts from the caller's live assignments and exceptions, so
 * a hidden family or person costs what an absent one costs.
 *
 * $1 caller, $2 the caller's organisation, $3 purpose, $4 family ids, $5 person ids, $6 now, $7 today in England, $8 what was
 * entered later was not known: 'infinity' but where a decision of the past is explained
 */
import { currentVersion } from '#people/current-version.ts';
import { notMerged } from '#people/merged.ts';
import { EVERYBODY } from './facts.ts';
import { activatedAgreement, countsOnce, FROM_ACTIVATED, instant, liveRestriction, notTakenBack, RESTRICTION } from './sql.ts';

const CURRENT = (table: string, alias: string) => currentVersion(table, alias, '$8::timestamptz');
const KNOWN = (alias: string) => `${alias}.recorded_at <= $8::timestamptz`;
export const LIVE_MEMBER = `fm.state <> 'REJECTED' and ${CURRENT('family_member', 'fm')}
  and (fm.from_date is null or fm.from_date <= $7::date) and (fm.until_date is null or fm.until_date >= $7::date)`;
export const LIVE = (alias: string) =>
  `${alias}.starts_at <= $6::timestamptz and (${alias}.ends_at is null or ${alias}.ends_at > $6::timestamptz)`;
const LIVE_ASSIGNMENT = `a.state = 'LIVE' and ${LIVE('a')} and ${CURRENT('assignment', 'a')}`;
const LIVE_RESTRICTION = liveRestriction('$6', '$8::timestamptz');
/** Of several restrictions the first tells the reason, and of several grounds the first is logged: the same one each time. */
const GRAVEST_FIRST = `order by array_position(array['SEALED', 'PROTECTED_ADDRESS', 'COURT_ORDER', 'SUBJECT_LOCK'], r.kind), r.id`;
/** Whoever was a partner is a former one: that somebody ends it shows no more. */
const WAS_CONFIRMED = `exists (select from relationship was where was.id = r.id and was.state = 'CONFIRMED' and ${KNOWN('was')})`;
const PARTNER = `r.kind in ('SPOUSE', 'PARTNER', 'FORMER_PARTNER') and ${CURRENT('relationship', 'r')}
    and (r.state in ('CONFIRMED', 'PROPOSED') or (r.state = 'ENDED' and ${WAS_CONFIRMED}))`;

/** Of a member whom the caller proposed, what they entered: whoever the membership may be found to be about later. */
const ENTERED = `(select json_build_object('forename', e.forename, 'surname', e.surname, 'dateOfBirth', e.date_of_birth, 'sex', e.sex,
            'dueDate', e.due_date)
          from family_member first join person e on e.id = first.person_id and e.recorded_by = first.proposed_by_id
          where m.state = 'PROPOSED' and m.proposed_by_id = $1::uuid and first.id = m.id and first.version = 1)`;

/** Rule 3: of a list of which something is not looked at yet nobody can say who is not in it. */
const IS_PLACED = `not exists (select from agency_record r where r.agency = f.agency and r.state = 'LIVE' and not r.sealed and not r.placed)`;

/**
 * Whoever is only proposed is read as MEMBERSHIP_UNCONFIRMED in every category; that others at the address that was entered for them are
 * protected would tell the proposer who lives there.
 */
const IS_MORE_THAN_PROPOSED = `(exists (select from membership m where m.person_id = p.id and m.state = 'CONFIRMED')
            or exists (select from exception x where p.id = any(x.people)))`;

/** `own`: the caller's live assignments; `exception`: what is open to them under rule 8. All that anybody is visible through (rule 2). */
export const OWN_AND_EXCEPTIONS = `own as (
  select a.* from assignment a where a.worker_id = $1::uuid and ${LIVE_ASSIGNMENT}
), exception as (
  select d.id, 'SAFEGUARDING_DECISION' as kind, d.people, d.categories, d.ends_at from safeguarding_decision d
  where $3 = 'SAFEGUARDING' and d.recipients && array[$1::text, $2::text] and d.state = 'APPROVED' and d.ends_at > $6::timestamptz
    and ${CURRENT('safeguarding_decision', 'd')}
  union all
  select o.id, 'OVERRIDE', o.people, o.categories, o.ends_at from "override" o
  where $3 = 'SAFEGUARDING' and o.worker = $1::uuid and o.state = 'LIVE' and ${LIVE('o')} and ${CURRENT('"override"', 'o')}
)`;

export const FACTS_QUERY = `
with ${OWN_AND_EXCEPTIONS}, entry_family as (
  select distinct family_id from own where family_id = any($4::uuid[])
), asked as (
  select fm.person_id from family_member fm join entry_family using (family_id) where ${LIVE_MEMBER}
  union
  select fm.person_id from family_member fm join own using (family_id) where fm.person_id = any($5::uuid[]) and ${LIVE_MEMBER}
  union
  select p.id from person p join exception e on p.id = any(e.people)
    where p.id = any($5::uuid[]) and ${notMerged('p.id', '$8::timestamptz')}
), partner as (
  select r.from_person_id as person_id, r.to_person_id as other_id, r.state = 'PROPOSED' as is_proposed from relationship r
    where ${PARTNER} and r.from_person_id in (select person_id from asked)
  union
  select r.to_person_id, r.from_person_id, r.state = 'PROPOSED' from relationship r
    where ${PARTNER} and r.to_person_id in (select person_id from asked)
), subject as (
  select person_id from asked
  union
  select p.unborn_child_of_id from person p join asked a on a.person_id = p.id where p.unborn_child_of_id is not null
  union
  select fm.person_id from family_member fm join own using (family_id)
    where fm.person_id in (select other_id from partner) and ${LIVE_MEMBER}
), membership as (
  select fm.* from family_member fm join subject using (person_id)
  where fm.family_id in (select family_id from own) and ${LIVE_MEMBER}
)
select
  (select value from sharing_setting where name = 'decisions') as setting,
  (select coalesce(json_agg(json_build_object('id', o.id, 'familyId', o.family_id, 'kind', o.kind,
      'startsAt', ${instant('o.starts_at')}, 'endsAt', ${instant('o.ends_at')}) order by o.starts_at, o.id), '[]')
    from own o where o.family_id in (select family_id from membership union select family_id from entry_family)) as assignments,
  (select coalesce(json_agg(json_build_object('id', x.id, 'kind', x.kind, 'people', x.people, 'categories', x.categories,
      'endsAt', ${instant('x.ends_at')}) order by x.ends_at desc, x.id), '[]')
    from exception x where x.people && array(select person_id from subject)) as exceptions,
  (select coalesce(json_agg(json_build_object('id', e.id, 'familyId', e.family_id, 'openedOn', e.opened_on,
      'closedOn', e.closed_on, 'closingReason', e.closing_reason) order by e.opened_on desc, e.id), '[]')
    from episode e where e.family_id in (select family_id from membership) and ${CURRENT('episode', 'e')}) as episodes,
  (select coalesce(json_agg(${activatedAgreement(KNOWN('x'))}), '[]')
    ${FROM_ACTIVATED}
    where ${KNOWN('v')} and exists (select from subject)) as agreements,
  (select coalesce(json_agg(json_build_object('agency', f.agency, 'complete', f.complete and ${IS_PLACED}, 'asOf', ${instant('f.as_of')})), '[]')
    from agency_feed f where exists (select from subject)) as feeds,
  (select coalesce(json_agg(json_build_object('id', f.id, 'name', f.name,
      'team', (select coalesce(json_agg(json_build_object(
          'worker', json_build_object('id', w.id, 'name', w.name, 'organisation', o.name),
          'kind', a.kind, 'startsAt', ${instant('a.starts_at')}, 'endsAt', ${instant('a.ends_at')}) order by a.starts_at, a.id), '[]')
        from assignment a join worker w on w.id = a.worker_id join organisation o on o.id = w.organisation_id
        where a.family_id = f.id and ${LIVE_ASSIGNMENT}),
      'relationships', (select coalesce(json_agg(json_build_object('id', r.id, 'fromPerson', r.from_person_id, 'kind', r.kind,
          'toPerson', r.to_person_id) order by r.id), '[]')
        from relationship r
        where r.state = 'CONFIRMED' and ${CURRENT('relationship', 'r')}
          and r.from_person_id in (select m.person_id from membership m where m.family_id = f.id)
          and r.to_person_id in (select m.person_id from membership m where m.family_id = f.id)))), '[]')
    from family f join entry_family ef on ef.family_id = f.id) as families,
  (select coalesce(json_agg(json_build_object('id', p.id, 'forename', p.forename, 'surname', p.surname,
      'dateOfBirth', p.date_of_birth, 'sex', p.sex, 'diedOn', p.died_on, 'dueDate', p.due_date,
      'unbornChildOf', p.unborn_child_of_id,
      'household', (select json_build_object('id', h.id, 'line', h.line, 'town', h.town, 'postcode', h.postcode, 'uprn', h.uprn)
        from household h where h.id = p.household_id),
      'memberships', (select coalesce(json_agg(json_build_object('id', m.id, 'familyId', m.family_id, 'role', m.role,
          'state', m.state, 'assertedBy', m.asserted_by, 'proposedBy', m.proposed_by_id, 'fromDate', m.from_date,
          'untilDate', m.until_date, 'entered', ${ENTERED}) order by m.id), '[]') from membership m where m.person_id = p.id),
      'parentalResponsibility', (select coalesce(json_agg(json_build_object('holderKind', pr.holder_kind, 'holder', pr.holder_id, 'from', pr.from_date,
          'courtLimits', pr.court_limits)), '[]')
        from parental_responsibility pr where pr.child_id = p.id and pr.state = 'LIVE' and ${CURRENT('parental_responsibility', 'pr')}
          and (pr.from_date is null or pr.from_date <= $7::date) and (pr.until_date is null or pr.until_date >= $7::date)),
      'consents', (select coalesce(json_agg(json_build_object('id', c.id, 'entry', c.entry, 'category', c.category,
          'decision', c.decision, 'decidedAt', ${instant('c.decided_at')},
          'decidedOn', (c.decided_at at time zone 'Europe/London')::date, 'capacity', c.capacity, 'givenBy', c.given_by,
          'competenceAssessedOn', c.competence_assessed_on, 'validUntil', c.valid_until)), '[]')
        from consent c where c.person = p.id and (c.recipient = $2 or c.recipient is null) and (c.purpose = $3 or c.purpose is null)
          and ${KNOWN('c')} and ${countsOnce('c', '$8::timestamptz')}),
      'competence', (select coalesce(json_agg(json_build_object('entry', k.entry, 'categories', k.categories, 'outcome', k.outcome,
          'assessedOn', k.assessed_on)), '[]')
        from competence_assessment k where k.person = p.id and ${KNOWN('k')} and ${notTakenBack('k', '$8::timestamptz')}),
      'interest', (select json_build_object('id', i.id, 'silent', i.silent) from worker_interest i
        where i.person = p.id and i.worker_id = $1::uuid and i.state = 'LIVE' and ${CURRENT('worker_interest', 'i')}
        order by i.silent desc limit 1),
      'partners', (select coalesce(json_agg(distinct t.other_id order by t.other_id), '[]') from partner t
        where t.person_id = p.id and exists (select from partner known where known.person_id = p.id and not known.is_proposed)),
      'restrictions', (select coalesce(json_agg(${RESTRICTION} ${GRAVEST_FIRST}), '[]')
        from restriction r where r.person = p.id and ${LIVE_RESTRICTION}),
      'householdProtections', (select coalesce(json_agg(${RESTRICTION} ${GRAVEST_FIRST}), '[]')
        from restriction r join person lives on lives.id = r.person
        where r.kind = 'PROTECTED_ADDRESS' and ${LIVE_RESTRICTION}
          and (lives.id = p.id or lives.household_id = p.household_id and ${IS_MORE_THAN_PROPOSED})),
      'links', (select coalesce(json_agg(json_build_object('id', l.id, 'version', l.version, 'agency', l.agency,
          'agencyPersonId', l.agency_person_id, 'state', l.state) order by l.agency_person_id), '[]')
        from agency_link l where l.person_id = p.id and l.state <> 'REJECTED' and ${LIVE('l')}),
      'epoch', coalesce((select s.epoch from sharing_epoch s where s.subject = p.id), 0))), '[]')
    from person p where p.id in (select person_id from subject)) as people,
  (select coalesce(json_agg(json_build_object('subject', t.id, 'epoch', coalesce(s.epoch, 0))), '[]')
    from (
      select '${EVERYBODY}'::uuid as id union select $1::uuid union select person_id from subject
      union select family_id from membership union select family_id from entry_family
    ) t left join sharing_epoch s on s.subject = t.id) as epochs
`;
