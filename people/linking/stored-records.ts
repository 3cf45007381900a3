/** Reads what linking needs from the database: a statement for each question, of everything that a batch asks about at once. */
import type { Pool } from 'pg';
import { currentVersion } from '#people/current-version.ts';
import type { DecisionEntry } from '#people/matching/decisions.ts';
import type { Key } from '#people/matching/placing.ts';
import { HUB_RECORDS } from '#terms/demographics.ts';
import { isSealedPerson, isSealedRecord } from './sealed-sql.ts';
import type { Due, RecordStore, StoredEdge, StoredLink, StoredRecord, StoredReview } from './store.ts';

/** What is not kept yet is asked for first: people with whom somebody works, then what was decided, then the rest as it came. */
const DUE = `
  select d.*, pg_current_snapshot()::text as "asOf" from (
  (select null as entry, number from agency_record where agency = '${HUB_RECORDS}' and not placed order by number limit $1)
  union all
  (select entry::text, number from linking_due where number is not null order by entry limit $1)
  union all
  (select null, number from agency_record where not placed order by number limit $1)) d`;

/** $1 numbers, $2 now */
const RECORDS = `
  select json_build_object('number', r.number, 'agency', r.agency, 'id', r.agency_person_id, 'received', r.received, 'version', r.xmin::text,
    'state', r.state, 'keys', r.keys::text[], 'firstKnownAt', extract(epoch from r.first_known_at) * 1000,
    'mergedInto', case when r.state = 'MERGED' then agency_record_now(r.agency, r.agency_person_id) end,
    'sealed', r.sealed
      or exists (select from agency_feed f where f.agency = r.agency and f.stopped_at is not null)
      or case when r.agency = '${HUB_RECORDS}' then ${isSealedRecord('r.agency_person_id::uuid', '$2::timestamptz')} else false end
      or exists (select from agency_link l
      where l.agency = r.agency and l.agency_person_id = r.agency_person_id and l.state in ('AUTOMATIC', 'CONFIRMED') and l.ends_at is null
        and ${isSealedPerson('l.person_id', '$2::timestamptz')})) as record
  from agency_record r where r.number = any($1::int[])`;

const KEPT = `
  with recursive kept(person, now) as (
    select p, p from unnest($1::uuid[]) p
    union
    select k.person, m.kept_id from kept k join person_merge m on m.merged_id = k.now
      where m.state = 'MERGED' and ${currentVersion('person_merge', 'm')}
  )
  select k.person, k.now from kept k where not exists (select from person_merge m
    where m.merged_id = k.now and m.state = 'MERGED' and ${currentVersion('person_merge', 'm')})`;

const HOLDERS = `
  select k.key, array(select r.number from agency_record r where r.keys @> array[k.key] limit $2) as numbers
  from unnest($1::bigint[]) k(key)`;

const EDGES = `
  select "left", "right", weight, model from match_edge where "left" = any($1::int[])
  union
  select "left", "right", weight, model from match_edge where "right" = any($1::int[])`;

/** Also those about records that their agencies merged into these. */
const DECISIONS = `
  with recursive alias(agency, id) as (
    select agency, agency_person_id from agency_record where number = any($1::int[])
    union
    select r.agency, r.agency_person_id from alias a join agency_record r on r.agency = a.agency and r.merged_into = a.id
      where r.state = 'MERGED'
  ), about as (
    select d.entry from alias a join match_decision d on d.left_agency = a.agency and d.left_id = a.id
    union
    select d.entry from alias a join match_decision d on d.right_agency = a.agency and d.right_id = a.id
  )
  select d.entry::float8 as entry, json_build_array(d.left_agency, d.left_id, d.right_agency, d.right_id)::text as pair, d.verdict,
    agency_record_now(d.left_agency, d.left_id) as "left", agency_record_now(d.right_agency, d.right_id) as "right"
  from about join match_decision d using (entry)`;

/** $1 numbers, $2 now */
const LINKS = `
  select l.id, l.version, l.person_id as person, r.number as record, l.state, coalesce(l.ends_at <= $2::timestamptz, false) as ended,
    h.number as hub
  from agency_record r
    join agency_link l on l.agency = r.agency and l.agency_person_id = r.agency_person_id
    left join agency_record h on h.agency = '${HUB_RECORDS}' and h.agency_person_id = l.person_id::text
  where r.number = any($1::int[])
    and not exists (select from agency_link later where later.id = l.id and later.version > l.version)`;

const REVIEWS = `
  select id, "left", "right", kind, weight, closed_at is null as open from match_review where "left" = any($1::int[])
  union
  select id, "left", "right", kind, weight, closed_at is null as open from match_review where "right" = any($1::int[])`;

interface DueRow {
  readonly entry: string | null;
  readonly number: number;
  /** Read before anything else is: what comes later is not known. */
  readonly asOf: string;
}

type ReadRecord = Omit<StoredRecord, 'hub'> & { readonly firstKnownAt: number };

export function createStoredRecords(pool: Pool, now: () => Date): Omit<RecordStore, 'write'> {
  /** Nothing is asked about nothing. */
  const ask = async <Row extends object>(
    name: string,
    text: string,
    about: readonly unknown[],
    ...more: unknown[]
  ): Promise<Row[]> => {
    if (about.length === 0) return [];
    return (await pool.query<Row>({ name: `linking-${name}`, text, values: [about, ...more] })).rows;
  };
  return {
    async due(most): Promise<Due> {
      const { rows } = await pool.query<DueRow>({ name: 'linking-due', text: DUE, values: [most] });
      const marks = rows.flatMap(({ entry }) => entry ?? []);
      return { records: [...new Set(rows.map(({ number }) => number))], marks, asOf: rows[0]?.asOf ?? '' };
    },
    async records(numbers) {
      const rows = (await ask<{ record: ReadRecord }>('records', RECORDS, numbers, now())).map(({ record }) => record);
      const people = rows.filter(({ agency }) => agency === HUB_RECORDS).map(({ id }) => id);
      const kept = new Map(
        (await ask<{ person: string; now: string }>('kept', KEPT, people)).map((row) => [row.person, row.now]),
      );
      return rows.map(({ firstKnownAt, ...record }) => ({
        ...record,
        hub: record.agency === HUB_RECORDS ? { person: kept.get(record.id) ?? record.id, firstKnownAt } : null,
      }));
    },
    async holders(keys, most) {
      const rows = await ask<{ key: Key; numbers: number[] }>('holders', HOLDERS, keys, most);
      return new Map(rows.map(({ key, numbers }) => [key, numbers]));
    },
    edges: (numbers) => ask<StoredEdge>('edges', EDGES, numbers),
    async decisions(numbers) {
      const rows = await ask<DecisionEntry & { left: number | null; right: number | null }>('decisions', DECISIONS, numbers);
      // Of a record that is not there yet nothing can be said.
      return rows.flatMap(({ left, right, ...decision }) =>
        left === null || right === null ? [] : [{ ...decision, left, right }],
      );
    },
    links: (numbers) => ask<StoredLink>('links', LINKS, numbers, now()),
    reviews: (numbers) => ask<StoredReview>('reviews', REVIEWS, numbers),
  };
}
