/**
 * Everybody whom a caller may possibly see, with what they could be found by. It starts from the caller's own assignments and
 * exceptions, as the facts do: of anybody else nothing is read, and of nobody where they live. Whom the rules hide, and what may not be
 * compared, is taken out after.
 */
import type { Queryable } from '#access-log/change.ts';
import { LIVE, LIVE_MEMBER, OWN_AND_EXCEPTIONS } from './facts-query.ts';
import { liveRestriction } from './sql.ts';
import type { AskedIdentifier } from '#people/search/asked.ts';
import type { Name } from '#people/matching/normalise/names.ts';
import type { Caller } from '#terms/caller.ts';
import type { Clock } from '#terms/clock.ts';
import { londonDate } from '#terms/clock.ts';
import { HubError } from '#terms/errors.ts';
import type { Purpose } from '#terms/purpose.ts';

/** Somebody who may be who is looked for. */
export interface Candidate extends Name {
  readonly id: string;
  readonly dateOfBirth: string | null;
  /** Whether the hub itself knows them by the identifier that is asked for. */
  readonly isIdentified: boolean;
  /** What agencies say of who they are, by usable links. */
  readonly records: readonly CandidateRecord[];
}

export interface CandidateRecord {
  /** `id@version` */
  readonly link: string;
  readonly agency: string;
  readonly names: readonly Name[];
  readonly isIdentified: boolean;
}

export interface CandidatesRequest {
  readonly caller: Caller;
  readonly purpose: Purpose;
  readonly identifier: AskedIdentifier | null;
  /** Agencies that know people by that kind of identifier. */
  readonly agencies: readonly string[];
}

export type ReadCandidates = (request: CandidatesRequest) => Promise<readonly Candidate[]>;

/** One statement, whatever is asked. Rejects with HubError where the database does not answer. */
export function createReadCandidates(database: Queryable, clock: Clock): ReadCandidates {
  return async ({ caller, purpose, identifier, agencies }) => {
    const now = clock.now();
    const { kind = null, value = null, leftOut = '' } = identifier ?? {};
    const reading = database.query<Candidate>({
      name: 'disclosure-search',
      text: CANDIDATES,
      values: [caller.id, caller.organisationId, purpose, kind, value, now, londonDate(now), 'infinity', agencies, leftOut],
    });
    const { rows } = await reading.catch((cause: unknown) => {
      throw new HubError('TEMPORARILY_UNAVAILABLE', { cause });
    });
    return rows;
  };
}

/** Of nobody, where no identifier is asked for. */
const IS_ASKED_FOR = (value: string): string =>
  `($5::text is not null and coalesce(lower(regexp_replace(${value}, $10, '', 'g')) = $5::text, false))`;

/**
 * $1 caller, $2 the caller's organisation, $3 purpose, $4 kind of identifier, $5 its value, $6 now, $7 today in England, $8 'infinity',
 * $9 agencies that know people by this kind, $10 what is left out of a value. A sealed record says nothing, nor does any agency's of
 * somebody who is sealed; a record that is gone says nothing either, nor one of an agency without an agreement for its list (rule 4). Records that say nothing else than the hub are left out.
 */
const CANDIDATES = `
with ${OWN_AND_EXCEPTIONS}, candidate as (
  select fm.person_id as id from family_member fm join own using (family_id) where ${LIVE_MEMBER}
  union
  select unnest(e.people) from exception e
), said as (
  select p.id as person_id, l.id, l.id || '@' || l.version as link, l.agency,
    case when s.received is null then '[]'::jsonb
      when lower(s.received ->> 'forename') = lower(p.forename) and lower(s.received ->> 'surname') = lower(p.surname) then '[]'::jsonb
      else jsonb_build_array(jsonb_build_object('forename', s.received -> 'forename', 'surname', s.received -> 'surname'))
    end || coalesce(s.received -> 'otherNames', '[]'::jsonb) as names,
    (l.agency = any($9::text[]) and ${IS_ASKED_FOR('l.agency_person_id')})
      or ${IS_ASKED_FOR(`s.received -> 'identifiers' ->> $4::text`)} as identified
  from candidate c join person p using (id) join agency_link l on l.person_id = c.id
    left join agency_record g on g.agency = l.agency and g.agency_person_id = l.agency_person_id
    left join lateral (select g.received where not exists (select from agency_feed f where f.agency = g.agency and f.stopped_at is not null)) s on true
  where l.state in ('AUTOMATIC', 'CONFIRMED') and ${LIVE('l')} and (g.number is null or (g.state = 'LIVE' and not g.sealed))
    and not exists (select from restriction r where r.person = c.id and r.kind = 'SEALED' and ${liveRestriction('$6', '$8::timestamptz')})
), record as (
  select s.person_id, json_agg(json_build_object('link', s.link, 'agency', s.agency, 'names', s.names,
    'isIdentified', s.identified) order by s.id) as records
  from said s where s.identified or s.names <> '[]'::jsonb group by s.person_id
)
select p.id, p.forename, p.surname, p.date_of_birth::text as "dateOfBirth",
  exists (select from person_identifier i where i.person_id = p.id and i.kind = $4::text and ${IS_ASKED_FOR('i.value')}) as "isIdentified",
  coalesce(r.records, '[]') as records
from candidate join person p using (id) left join record r on r.person_id = p.id`;
