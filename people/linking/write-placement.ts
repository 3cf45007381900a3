/**
 * Writes what became of a batch of records, all of it or nothing, and only where they and what is linked are still what was read. Links come last:
 * they take the log's head until the end, and nobody decides about a record meanwhile.
 */
import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '#storage/transaction.ts';
import type { Placement } from './store.ts';

/**
 * Two who take themselves for the leader wait for each other, and the second finds that its batch is done. What is lost with a server that
 * falls is due again, and the log never keeps what rests on it: it is written later, and waits for the disk.
 */
const LOCK = `select pg_advisory_xact_lock(4716237, 1); set local synchronous_commit = off`;

/** In the order of their numbers, as intake does. What is linked may be sealed meanwhile without having been due. */
const LOCK_RECORDS = `
  select number from agency_record r join unnest($1::int[], $2::text[]) as read(number, version) using (number)
    where r.xmin::text = read.version order by number for no key update of r`;

const REMOVE_EDGES = `
  delete from match_edge e using unnest($1::int[], $2::int[]) gone("left", "right") where e."left" = gone."left" and e."right" = gone."right"`;
const ADD_EDGES = `
  insert into match_edge ("left", "right", weight, model, parts)
    select "left", "right", weight, $4, parts from unnest($1::int[], $2::int[], $3::float8[], $5::jsonb[]) e("left", "right", weight, parts)`;
const PLACE = `
  update agency_record r set placed = true, keys = (select coalesce(array_agg(k::bigint), '{}') from jsonb_array_elements_text(p.keys) k)
    from jsonb_to_recordset($1::jsonb) p(number int, keys jsonb) where r.number = p.number`;
const MARKS_DONE = `delete from linking_due where entry = any($1::bigint[])`;
/** A pair of which another question is open keeps that one. */
const ASK = `
  insert into match_review as m (id, "left", "right", kind, weight, model, opened_at)
    select id, "left", "right", kind, weight, $6, $7::timestamptz from unnest($1::uuid[], $2::int[], $3::int[], $4::text[], $5::float8[])
      asked(id, "left", "right", kind, weight)
    on conflict ("left", "right") do update set kind = excluded.kind, weight = excluded.weight, model = excluded.model, closed_at = null,
      opened_at = case when m.closed_at is null then m.opened_at else excluded.opened_at end
    where m.closed_at is not null or m.kind <> 'UNCLEAR_FACTS'`;
const CLOSE = `update match_review set closed_at = $2 where id = any($1::uuid[]) and closed_at is null`;
/** Under the lock of the log's head nobody decides, seals or merges: whoever did since it was read has marked it. */
const MARKED = `
  select exists (select from linking_due d where not pg_visible_in_snapshot(d.written_by, $2::pg_snapshot) and (d.number = any($1::int[]) or d.person in (
    select l.person_id from agency_record r join agency_link l on l.agency = r.agency and l.agency_person_id = r.agency_person_id
      where r.number = any($1::int[])
    union select r.agency_person_id::uuid from agency_record r where r.number = any($1::int[]) and r.agency = 'hub'))) as marked`;
const LINK = `
  insert into agency_link (id, version, person_id, agency, agency_person_id, state, starts_at, ends_at)
    select l.id, l.version, l.person, r.agency, r.agency_person_id, l.state, $6::timestamptz, case when l.ended then $6::timestamptz end
      from unnest($1::uuid[], $2::int[], $3::uuid[], $4::int[], $5::text[], $7::boolean[])
        with ordinality l(id, version, person, record, state, ended, place)
        join agency_record r on r.number = l.record order by l.place`;

export function createWritePlacement(pool: Pool, now: () => Date): (placement: Placement) => Promise<boolean> {
  return (placement) =>
    inTransaction(pool, (client) => write(client, placement, now())).then(
      () => true,
      (error: unknown) => {
        if (error instanceof ChangedMeanwhile) return false;
        throw error;
      },
    );
}

class ChangedMeanwhile extends Error {}

async function write(client: PoolClient, placement: Placement, now: Date): Promise<void> {
  const run = async (name: string, text: string, values: readonly unknown[]): Promise<number> =>
    (await client.query({ name: `linking-${name}`, text, values: [...values] })).rowCount ?? 0;
  const { edges, placed, linked, due, reviews, links, model } = placement;
  await client.query(LOCK);
  const read = new Map([...placed.map(({ record }) => record), ...linked].map(({ number, version }) => [number, version]));
  if ((await run('lock-records', LOCK_RECORDS, [[...read.keys()], [...read.values()]])) < read.size) throw new ChangedMeanwhile();
  await run('place', PLACE, [JSON.stringify(placed.map(({ record: { number }, keys }) => ({ number, keys })))]);
  if (edges.remove.length > 0) await run('remove-edges', REMOVE_EDGES, ends(edges.remove));
  if (edges.add.length > 0) {
    const parts = edges.add.map((edge) => edge.parts && JSON.stringify(edge.parts));
    await run('add-edges', ADD_EDGES, [...ends(edges.add), edges.add.map(({ weight }) => weight), model, parts]);
  }
  if (due.marks.length > 0 && (await run('marks-done', MARKS_DONE, [due.marks])) < due.marks.length) throw new ChangedMeanwhile();
  if (reviews.close.length > 0) await run('close', CLOSE, [reviews.close, now]);
  if (reviews.open.length > 0) await run('ask', ASK, [...columnsOf(reviews.open), model, now]);
  if (links.length > 0) await writeLinks(client, placement, now);
}

async function writeLinks(client: PoolClient, { links, lookedAt, due }: Placement, now: Date): Promise<void> {
  await client.query('select access_log_lock()');
  const { rows } = await client.query<{ marked: boolean }>({
    name: 'linking-marked',
    text: MARKED,
    values: [lookedAt, due.asOf],
  });
  if (rows[0]?.marked !== false) throw new ChangedMeanwhile();
  await client.query({
    name: 'linking-link',
    text: LINK,
    values: [
      links.map(({ follows }) => follows?.id ?? randomUUID()),
      links.map(({ follows }) => (follows?.version ?? 0) + 1),
      links.map(({ person }) => person),
      links.map(({ record }) => record),
      links.map(({ state }) => state),
      now,
      links.map(({ ended }) => ended),
    ],
  });
}

type Pair = { readonly left: number; readonly right: number };

const ends = (pairs: readonly Pair[]): [number[], number[]] => [pairs.map(({ left }) => left), pairs.map(({ right }) => right)];

const columnsOf = (asked: Placement['reviews']['open']): unknown[] => [
  asked.map(() => randomUUID()),
  ...ends(asked),
  asked.map(({ kind }) => kind),
  asked.map(({ weight }) => weight),
];
