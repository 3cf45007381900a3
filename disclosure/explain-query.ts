/** What `explain` reads besides the facts of decisions: who the recipient is, and what may keep the caller from asking. */
import type { Queryable } from '#access-log/change.ts';
import { currentVersion } from '#people/current-version.ts';
import type { Caller } from '#terms/caller.ts';
import { londonDate } from '#terms/clock.ts';
import { HubError } from '#terms/errors.ts';
import { isUuid } from '#terms/ids.ts';
import type { Purpose } from '#terms/purpose.ts';
import type { Instant, PersonFacts } from './facts.ts';
import { countsOnce, liveRestriction, whatMayHide } from './sql.ts';

export interface ExplainedGround {
  readonly recipient: Recipient | null;
  readonly personExists: boolean;
  /** The caller has declared an interest in the person, their household or their family, or is named in a silent restriction on them. */
  readonly conflict: boolean;
  /** Who else decided about sharing for the person, as far as it may hide them from the caller. */
  readonly givers: readonly PersonFacts[];
  /** Since when each family has had the person on record. */
  readonly onRecord: readonly { readonly familyId: string; readonly since: Instant }[];
}

/** Who receives: an organisation, or one worker or app. */
export interface Recipient {
  readonly kind: 'ORGANISATION' | 'WORKER' | 'APP';
  readonly id: string;
  readonly name: string;
  readonly organisationId: string;
  readonly organisationName: string;
  readonly approvedPurposes: readonly Purpose[];
}

export interface WorkersRequest {
  readonly organisationId: string;
  readonly personId: string;
  /** Of these families; null: of any. */
  readonly families: readonly string[] | null;
  readonly purpose: Purpose;
  readonly at: Date;
  /** What was entered later was not known; null: now. */
  readonly asOf: Date | null;
}

/** Each in one round trip. They reject with HubError where the database does not answer. */
export interface ReadExplained {
  /** Costs the same whoever exists. */
  ground(caller: Caller, personId: string, recipient: string, at: Date): Promise<ExplainedGround>;
  /** Those of an organisation who work with the person, lead workers first, or named them in an override. */
  workers(request: WorkersRequest): Promise<readonly Recipient[]>;
}

export function createReadExplained(database: Queryable): ReadExplained {
  const read = <Row extends object>(name: string, text: string, values: unknown[]): Promise<Row[]> =>
    database.query<Row>({ name, text, values }).then(
      ({ rows }) => rows,
      (cause: unknown) => {
        throw new HubError('TEMPORARILY_UNAVAILABLE', { cause });
      },
    );
  return {
    async ground(caller, personId, recipient, at) {
      const worker = isUuid(recipient) ? recipient : null;
      const [row] = await read<ExplainedGround>('explained-ground', GROUND, [caller.id, personId, recipient, worker, at]);
      if (!row) throw new Error('The query answered no row.');
      return row;
    },
    workers: ({ organisationId, personId, families, purpose, at, asOf }) =>
      read('explained-workers', WORKERS, [organisationId, personId, families, purpose, at, londonDate(at), asOf ?? 'infinity']),
  };
}

const RECIPIENT = `'id', w.id, 'kind', w.kind, 'name', w.name, 'organisationId', o.id, 'organisationName', o.name,
  'approvedPurposes', w.approved_purposes`;

/** $1 caller, $2 person, $3 recipient, $4 the same where it can be a worker's id, $5 now */
const GROUND = `
select
  coalesce(
    (select json_build_object('id', o.id, 'kind', 'ORGANISATION', 'name', o.name, 'organisationId', o.id, 'organisationName', o.name,
      'approvedPurposes', '[]'::json) from organisation o where o.id = $3),
    (select json_build_object(${RECIPIENT}) from worker w join organisation o on o.id = w.organisation_id where w.id = $4::uuid)
  ) as recipient,
  exists (select from person where id = $2::uuid) as "personExists",
  exists (select from worker_interest i
    where i.worker_id = $1::uuid and i.state = 'LIVE' and ${currentVersion('worker_interest', 'i')} and (
      i.person = $2::uuid
      or not i.silent and exists (select from person own join person other using (household_id)
        where own.id = i.person and other.id = $2::uuid)
      or not i.silent and exists (select from family_member own join family_member other using (family_id)
        where own.person_id = i.person and other.person_id = $2::uuid and own.state = 'CONFIRMED' and other.state = 'CONFIRMED'
          and ${currentVersion('family_member', 'own')} and ${currentVersion('family_member', 'other')})))
  or exists (select from restriction r
    where r.person = $2::uuid and r.silent and r.binds @> array[$1::text] and not r.exempt @> array[$1::text] and ${liveRestriction('$5')}) as conflict,
  (select coalesce(json_agg(${whatMayHide('$1', '$5')}), '[]') from person p
    where p.id in (select c.given_by from consent c where c.person = $2::uuid and c.given_by <> c.person and ${countsOnce('c')})) as givers,
  (select coalesce(json_agg(json_build_object('familyId', f.family_id, 'since', f.since)), '[]')
    from (select family_id, (extract(epoch from min(recorded_at)) * 1000)::bigint as since from family_member
      where person_id = $2::uuid group by family_id) f) as "onRecord"
`;

const CURRENT = (table: string, alias: string) => currentVersion(table, alias, '$7::timestamptz');
const LIVE = (alias: string) =>
  `${alias}.starts_at <= $5::timestamptz and (${alias}.ends_at is null or ${alias}.ends_at > $5::timestamptz)`;

/** Of one organisation, for one person. */
const MOST_WORKERS = 50;

/** $1 organisation, $2 person, $3 families or null, $4 purpose, $5 when, $6 that day in England, $7 what was entered later was not known */
const WORKERS = `
select w.id, w.kind, w.name, o.id as "organisationId", o.name as "organisationName", w.approved_purposes as "approvedPurposes"
from worker w join organisation o on o.id = w.organisation_id
left join lateral (
  select bool_or(a.kind = 'LEAD_WORKER') as leads from assignment a join family_member fm using (family_id)
  where a.worker_id = w.id and a.state = 'LIVE' and ${LIVE('a')} and ${CURRENT('assignment', 'a')}
    and fm.person_id = $2::uuid and ($3::uuid[] is null or fm.family_id = any($3::uuid[]))
    and fm.state <> 'REJECTED' and ${CURRENT('family_member', 'fm')}
    and (fm.from_date is null or fm.from_date <= $6::date) and (fm.until_date is null or fm.until_date >= $6::date)
) assigned on true
where w.organisation_id = $1 and (assigned.leads is not null or $4 = 'SAFEGUARDING' and (
  exists (select from "override" v where v.worker = w.id and $2::uuid = any(v.people) and v.state = 'LIVE' and ${LIVE('v')}
    and ${CURRENT('"override"', 'v')})
  or exists (select from safeguarding_decision d where $2::uuid = any(d.people) and d.recipients @> array[w.id::text]
    and d.state = 'APPROVED' and d.ends_at > $5::timestamptz and ${CURRENT('safeguarding_decision', 'd')})))
order by assigned.leads desc nulls last, w.kind desc, w.id
limit ${MOST_WORKERS}
`;
