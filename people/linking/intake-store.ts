/** The statements of intake: records are kept as received, and what became of them is added to their history. */
import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '#storage/transaction.ts';
import type { DemographicChange, DemographicPage } from '#terms/demographics.ts';
import type { KeptRecord, KnownRecord, PageChanges, PageTerms } from './intake-page.ts';
import { changesOf } from './intake-page.ts';

export interface PageKept {
  readonly agency: string;
  readonly page: DemographicPage;
  readonly terms: PageTerms;
  readonly at: Date;
  /** Whether the page's cursor is kept with it: where each page stands for itself. */
  readonly keepCursor: boolean;
}

/** Keeps a page, all of it or nothing. */
export async function keepPage(pool: Pool, { agency, page, terms, at, keepCursor }: PageKept): Promise<PageChanges> {
  return inTransaction(pool, async (client) => {
    const known = await knownRecords(client, agency, page.changes.flatMap(idsIn));
    const changes = changesOf(page, known, terms);
    const stamp = { agency, delivery: page.delivery, asOf: page.asOf, at };
    await write(client, INSERT, changes.added, stamp);
    await write(client, REPLACE, changes.replaced, stamp);
    await endRecords(client, changes.gone, stamp);
    await sameAgain(client, agency, changes.same, page.asOf);
    await addEntries(client, changes.entries, stamp);
    if (keepCursor) {
      await client.query({
        text: `insert into agency_feed (agency, complete, as_of, cursor) values ($1, false, $2, $3)
          on conflict (agency) do update set cursor = excluded.cursor`,
        values: [agency, page.asOf, page.cursor],
      });
    }
    return changes;
  });
}

/** The ids of an agency's live records. */
export async function liveRecords(pool: Pool, agency: string): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>({
    text: `select agency_person_id as id from agency_record where agency = $1 and state = 'LIVE'`,
    values: [agency],
  });
  return rows.map(({ id }) => id);
}

export interface Feed {
  readonly complete: boolean;
  readonly cursor: string | null;
}

export async function readFeed(pool: Pool, agency: string): Promise<Feed | null> {
  const { rows } = await pool.query<Feed>({
    text: 'select complete, cursor from agency_feed where agency = $1',
    values: [agency],
  });
  return rows[0] ?? null;
}

/** A list has been read to its end. */
export async function finishFeed(pool: Pool, agency: string, feed: Feed & { readonly asOf: Date }): Promise<void> {
  await pool.query({
    text: `insert into agency_feed (agency, complete, as_of, cursor) values ($1, $2, $3, $4) on conflict (agency)
      do update set complete = excluded.complete, as_of = greatest(agency_feed.as_of, excluded.as_of), cursor = excluded.cursor`,
    values: [agency, feed.complete, feed.asOf, feed.cursor],
  });
}

/** From now on nobody can say that whoever is not in it is not known to the agency (rule 3). */
export async function markIncomplete(pool: Pool, agency: string): Promise<void> {
  await pool.query({ text: 'update agency_feed set complete = false where agency = $1 and complete', values: [agency] });
}

/** Without an agreement: nothing more is taken in, and the records that there are take no part in matching (rule 4). */
export async function stopFeed(pool: Pool, agency: string, at: Date): Promise<void> {
  await pool.query({
    text: `insert into agency_feed (agency, complete, as_of, stopped_at, anew_from) values ($1, false, $2, $2, 0) on conflict (agency)
      do update set complete = false, stopped_at = $2, anew_from = 0 where agency_feed.stopped_at is null`,
    values: [agency, at],
  });
  await placeAnew(pool, agency);
}

/** There is an agreement (again). */
export async function resumeFeed(pool: Pool, agency: string): Promise<void> {
  await pool.query({
    text: 'update agency_feed set stopped_at = null, anew_from = 0 where agency = $1 and stopped_at is not null',
    values: [agency],
  });
  await placeAnew(pool, agency);
}

/** So many at once that no statement takes long. */
const PART = 2_000;

/** Everything that the agency ever sent is placed anew, part after part; where a hub stops in between, the next round goes on. */
async function placeAnew(pool: Pool, agency: string): Promise<void> {
  for (let isLeft = true; isLeft;) {
    // oxlint-disable-next-line no-await-in-loop -- part after part
    const { rows } = await pool.query<{ isLeft: boolean }>({
      text: `with part as materialized (
          select r.number from agency_feed f join agency_record r on r.agency = f.agency and r.number > f.anew_from
            where f.agency = $1 order by r.number limit ${PART} for no key update of r
        ), marked as (
          update agency_record r set placed = false from part where r.number = part.number and r.placed
        )
        update agency_feed set anew_from = (select max(number) from part) where agency = $1 and anew_from is not null
          returning anew_from is not null as "isLeft"`,
      values: [agency],
    });
    isLeft = rows[0]?.isLeft ?? false;
  }
}

interface Stamp {
  readonly agency: string;
  readonly delivery: string;
  readonly asOf: Date;
  readonly at: Date;
}

/** Whom a change touches. PostgreSQL takes no null character, and no id that is kept has one. */
function idsIn(change: DemographicChange): string[] {
  return [change.id, ...(change.change === 'MERGED' ? [change.into] : [])].filter((id) => !id.includes('\0'));
}

async function knownRecords(client: PoolClient, agency: string, ids: readonly string[]): Promise<Map<string, KnownRecord>> {
  // In the order of their numbers, as everybody who locks several of them.
  const { rows } = await client.query<KnownRecord>({
    text: `select agency_person_id as id, digest, state, merged_into as "mergedInto", sealed, as_of as "asOf"
      from agency_record where agency = $1 and agency_person_id = any($2) order by number for update`,
    values: [agency, ids],
  });
  return new Map(rows.map((row) => [row.id, { ...row, asOf: row.asOf && new Date(row.asOf) }]));
}

const RECORDS = `unnest($5::text[], $6::jsonb[], $7::text[], $8::text[], $9::text[], $10::boolean[])
  as u(id, received, digest, state, merged_into, sealed)`;

const INSERT = `
  insert into agency_record (agency, agency_person_id, received, digest, delivery, as_of, first_known_at, received_at, state,
    merged_into, sealed)
  select $1, u.id, u.received, u.digest, $2, $3, $4, $4, u.state, u.merged_into, u.sealed from ${RECORDS}`;

const REPLACE = `
  update agency_record r set received = u.received, digest = u.digest, delivery = $2, as_of = greatest(r.as_of, $3), received_at = $4, state = u.state,
    merged_into = u.merged_into, sealed = u.sealed, keys = case when u.sealed then '{}' else r.keys end, placed = false
  from ${RECORDS} where r.agency = $1 and r.agency_person_id = u.id`;

async function write(
  client: PoolClient,
  text: string,
  records: readonly KeptRecord[],
  { agency, delivery, asOf, at }: Stamp,
): Promise<void> {
  if (records.length === 0) return;
  const columns = [
    records.map(({ id }) => id),
    records.map(({ received }) => JSON.stringify(received)),
    records.map(({ digest }) => digest),
    records.map(({ state }) => state),
    records.map(({ mergedInto }) => mergedInto),
    records.map(({ sealed }) => sealed),
  ];
  await client.query({ text, values: [agency, delivery, asOf, at, ...columns] });
}

/** They take no part from now on: what they were found by goes at once. Whoever stays in place of another is looked at anew. */
async function endRecords(client: PoolClient, gone: PageChanges['gone'], { agency, delivery, asOf, at }: Stamp): Promise<void> {
  if (gone.length === 0) return;
  await client.query({
    text: `update agency_record r set state = u.state, merged_into = u.merged_into, delivery = $2, as_of = $3, received_at = $4,
        keys = '{}', placed = false
      from unnest($5::text[], $6::text[], $7::text[]) as u(id, state, merged_into)
      where r.agency = $1 and r.agency_person_id = u.id`,
    values: [
      agency,
      delivery,
      asOf,
      at,
      gone.map(({ id }) => id),
      gone.map(({ state }) => state),
      gone.map(({ mergedInto }) => mergedInto),
    ],
  });
  const staying = gone.flatMap(({ mergedInto }) => mergedInto ?? []);
  if (staying.length === 0) return;
  await client.query({
    text: `update agency_record set placed = false where agency = $1 and agency_person_id = any($2) and state = 'LIVE'`,
    values: [agency, staying],
  });
}

async function sameAgain(client: PoolClient, agency: string, ids: readonly string[], asOf: Date): Promise<void> {
  if (ids.length === 0) return;
  await client.query({
    text: `update agency_record set as_of = $3 where agency = $1 and agency_person_id = any($2) and (as_of is null or as_of < $3)`,
    values: [agency, ids, asOf],
  });
}

async function addEntries(client: PoolClient, entries: PageChanges['entries'], { agency, delivery, at }: Stamp): Promise<void> {
  if (entries.length === 0) return;
  await client.query({
    text: `insert into agency_record_change (agency, agency_person_id, change, digest, delivery, recorded_at)
      select $1, u.id, u.change, u.digest, $2, $3
      from unnest($4::text[], $5::text[], $6::text[]) with ordinality as u(id, change, digest, place) order by u.place`,
    values: [
      agency,
      delivery,
      at,
      entries.map(({ id }) => id),
      entries.map(({ change }) => change),
      entries.map(({ digest }) => digest),
    ],
  });
}
