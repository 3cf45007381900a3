/**
 * Of whom a steward knows. A sealed record, or one of a sealed person, is nowhere: not shown, not counted, not decided. Neither is whoever
 * a silent restriction hides, nor whom the steward is tied to. Absent and hidden read the same.
 */
import type { Queryable } from '#access-log/change.ts';
import { currentVersion } from '#people/current-version.ts';
import type { StaffPeople } from '#people/staff-people.ts';
import { liveRestriction } from '#disclosure/sql.ts';

/** SQL expressions: who asks, for whom they work, when, and whom they may not know of for a tie. */
export interface Asking {
  readonly steward: string;
  readonly organisation: string;
  readonly now: string;
  readonly tied: string;
}

/** SQL: that an agency may be asked with link `alias` at a time, an expression. */
export function isUsable(alias: string, now: string): string {
  return `${alias}.state in ('AUTOMATIC', 'CONFIRMED') and ${alias}.starts_at <= ${now}::timestamptz
    and (${alias}.ends_at is null or ${alias}.ends_at > ${now}::timestamptz)`;
}

/** SQL: of whom record `alias` is, a row each: the hub's own person, or whose it is by a usable link; and who stands for them, where they are merged. */
export function peopleOf(alias: string, now: string): string {
  return `(
    select own.id from (select case when ${alias}.agency = 'hub' then ${alias}.agency_person_id::uuid end as id) own where own.id is not null
    union select person_stands_for(${alias}.agency_person_id::uuid) where ${alias}.agency = 'hub'
    union select l.person_id from agency_link l
      where l.agency = ${alias}.agency and l.agency_person_id = ${alias}.agency_person_id and ${isUsable('l', now)})`;
}

/** SQL: that restriction `r` binds the steward, by name or by organisation. */
function bindsSteward({ steward, organisation }: Asking): string {
  const names = (list: string) => `r.${list} && array[${steward}::text, ${organisation}::text]`;
  return `(r.binds is null or ${names('binds')}) and not coalesce(${names('exempt')}, false)`;
}

/** SQL: that restriction `r` seals, whomever it binds: from when it is entered, whenever it is to begin. */
function isSeal(now: string): string {
  return `r.kind = 'SEALED' and r.state = 'LIVE' and (r.ends_at is null or r.ends_at > ${now}::timestamptz)
    and ${currentVersion('restriction', 'r')}`;
}

/** SQL: that a person, an expression, is hidden from the steward. So is a child not yet born, who follows the mother's PREGNANCY. */
export function isHidden(person: string, asking: Asking): string {
  return `(${person} = any(${asking.tied}::uuid[])
    or exists (select from person expected where expected.id = ${person} and expected.date_of_birth is null and expected.due_date is not null)
    or exists (select from restriction r where r.person = ${person} and ${isSeal(asking.now)})
    or exists (select from restriction r where r.person = ${person} and ${liveRestriction(asking.now)}
      and r.silent and r.categories is null and r.kind <> 'PROTECTED_ADDRESS' and ${bindsSteward(asking)})
    or exists (select from agency_link l join agency_record sealed on sealed.agency = l.agency and sealed.agency_person_id = l.agency_person_id
      where l.person_id = ${person} and ${isUsable('l', asking.now)} and sealed.sealed))`;
}

/** SQL: that a person's places are masked for the steward: a protected address protects everybody who lives there (rule 6). */
export function isProtected(person: string, asking: Asking): string {
  return `exists (select from person resident join person lives on lives.id = resident.id or lives.household_id = resident.household_id
    join restriction r on r.person = lives.id
    where resident.id = ${person} and r.kind = 'PROTECTED_ADDRESS' and ${liveRestriction(asking.now)} and ${bindsSteward(asking)})`;
}

/** SQL: that a steward may know of record `alias`. */
export function isRecordSeen(alias: string, asking: Asking): string {
  return `not ${alias}.sealed and (${alias}.agency = 'hub' or ${alias}.state = 'LIVE')
    and not exists (select from ${peopleOf(alias, asking.now)} whose where ${isHidden('whose.id', asking)})`;
}

/** To whom a steward is tied. */
export interface StewardTies {
  /** Whom a silent interest hides from them. */
  readonly silent: readonly string[];
  /** Themselves, as the staff file knows them, and who lives or belongs with them. */
  readonly own: readonly string[];
  /** All of these; in whom they have any interest; and who lives or belongs with those. */
  readonly all: readonly string[];
}

export type ReadStewardTies = (database: Queryable, steward: string) => Promise<StewardTies>;

export function createReadStewardTies(staff: StaffPeople): ReadStewardTies {
  return async (database, steward) => {
    const self = staff && (await readSelf(database, steward, staff));
    const { rows } = await database.query<StewardTies>({ name: 'steward-ties', text: TIES, values: [steward, self] });
    if (!rows[0]) throw new Error('The query for ties answered no row.');
    return rows[0];
  };
}

async function readSelf(database: Queryable, steward: string, staff: NonNullable<StaffPeople>): Promise<string | null> {
  const { rows } = await database.query<{ subject: string }>({
    name: 'steward-subject',
    text: 'select subject from worker where id = $1',
    values: [steward],
  });
  return (rows[0] && staff.find(rows[0].subject)?.personId) ?? null;
}

const CONFIRMED = (alias: string): string => `${alias}.state = 'CONFIRMED' and ${currentVersion('family_member', alias)}`;

/** $1 the steward, $2 their own person, where it is known */
const TIES = `
with self as (
  select $2::uuid as id where $2::uuid is not null union select person_stands_for($2::uuid) where $2::uuid is not null
), interest as (
  select i.person as id, i.silent from worker_interest i
  where i.worker_id = $1 and i.state = 'LIVE' and ${currentVersion('worker_interest', 'i')}
), near as (
  select id, true as own from self union select id, false from interest
), whose as (
  -- Whoever is merged into somebody keeps their home.
  select id, own from near union select merged, near.own from near, person_merged_into(near.id) merged
), beside as (
  select id, own from whose
  union select mate.id, whose.own from whose join person a on a.id = whose.id join person mate on mate.household_id = a.household_id
  union select b.person_id, whose.own from whose join family_member a on a.person_id = whose.id and ${CONFIRMED('a')}
    join family_member b on b.family_id = a.family_id and ${CONFIRMED('b')}
), tied as (
  select id, own from beside union select person_stands_for(id), own from beside
)
select
  (select coalesce(json_agg(distinct id), '[]') from interest where silent) as silent,
  (select coalesce(json_agg(distinct id), '[]') from tied where own) as own,
  (select coalesce(json_agg(distinct id), '[]') from tied) as "all"
`;
