/** How long it takes until one changed record has its place among a million: found, weighed, settled and linked, in the database. */
import { createHash } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { madeUpId } from '#demo/ids.ts';
import { createRandom } from '#demo/world/random.ts';
import { createLinking } from '#people/linking/linking.ts';
import { FROZEN_MODEL } from '#people/matching/frozen-model.ts';
import { knownRecord } from '#people/matching/known-record.ts';
import type { KnownRecord } from '#people/matching/known-record.ts';
import { createMatcher } from '#people/matching/placing.ts';
import type { Matcher } from '#people/matching/placing.ts';
import type { ReceivedRecord } from '#people/matching/record.ts';
import { entities } from '#server/entities.ts';
import { openDatabase } from '#storage/database.ts';
import { startEmbeddedPostgres } from '#storage/embedded-postgres.ts';
import { migrate } from '#storage/migrate.ts';
import { systemClock } from '#terms/clock.ts';
import type { Demographics } from '#terms/demographics.ts';
import { HUB_RECORDS } from '#terms/demographics.ts';
import { slip } from './errors.ts';
import { makePopulation } from './population.ts';

const CHANGES = 500;
/** Before it is timed: plans, caches, compiled code. */
const WARM_UP = 50;
const PAGE = 5_000;
/** Of the people one in so many is known to the hub. */
const HUB_SHARE = 20;
const RECORDS_A_HOUSEHOLD = 8.95;

export interface PlacingFigures {
  readonly records: number;
  readonly p50: number;
  readonly p95: number;
  readonly most: number;
}

export async function measurePlacing(say: (line: string) => void, records: number): Promise<PlacingFigures> {
  const directory = await mkdtemp(join(tmpdir(), 'family-view-bench-'));
  await chmod(directory, 0o755);
  const server = await startEmbeddedPostgres({ directory: join(directory, 'postgres'), databases: ['hub'] });
  try {
    await migrate(server.url('hub'), entities);
    const owner = await openDatabase({ url: server.url('hub'), entities, as: 'owner' });
    const hub = await openDatabase({ url: server.url('hub'), entities, as: 'application' });
    try {
      const population = Math.round(records / 2.6);
      const count = await fill(owner.pool, createMatcher(FROZEN_MODEL, { population }), records, say);
      const times = await changeSome(owner.pool, hub.pool, population, count);
      const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))] as number;
      const figures = { records: count, p50: at(0.5), p95: at(0.95), most: times.at(-1) as number };
      say(`one changed record placed among ${count}: p50 ${figures.p50.toFixed(1)} ms, p95 ${figures.p95.toFixed(1)} ms, most ${figures.most.toFixed(1)} ms`); // prettier-ignore
      return figures;
    } finally {
      await hub.close();
      await owner.close();
    }
  } finally {
    await server.stop();
    await rm(directory, { recursive: true, force: true });
  }
}

/** Records with their keys and edges, as placing all of them would leave them. @returns how many */
async function fill(pool: Pool, matcher: Matcher, records: number, say: (line: string) => void): Promise<number> {
  const began = performance.now();
  const households = Math.round(records / RECORDS_A_HOUSEHOLD);
  const population = makePopulation({ seed: 4, households, twins: households / 25, siblings: households / 25 });
  const known: KnownRecord[] = [];
  await pool.query('drop index agency_record_keys; alter table agency_record set (autovacuum_enabled = off)');
  const add = async (page: readonly Row[]) => pool.query(ADD, [JSON.stringify(page)]);
  let page: Row[] = [];
  const take = async (agency: string, id: string, received: Demographics) => {
    const record = knownRecord(agency, id, received);
    known.push(record);
    page.push({ number: known.length, agency, id, received, keys: matcher.keysOf(record), digest: `${known.length}` });
    if (page.length >= PAGE) await add(page.splice(0));
  };
  const seen = new Set<string>();
  for (const [index, record] of population.records.entries()) {
    const person = population.personOf[index] as string;
    const isKnown = Number(person.slice(1)) % HUB_SHARE === 0 && !seen.has(person) && seen.add(person);
    const said = demographicsOf(record);
    // oxlint-disable-next-line no-await-in-loop -- page after page
    if (isKnown) await take(HUB_RECORDS, madeUpId('person', person), said);
    // oxlint-disable-next-line no-await-in-loop
    await take(record.source, record.id, said);
  }
  page = await add(page).then(() => []);
  await pool.query(`select setval('agency_record_number_seq', $1)`, [known.length]);
  await pool.query(
    `insert into person (id, sex) select agency_person_id::uuid, 'UNKNOWN' from agency_record where agency = 'hub'`,
  );
  await pool.query('create index agency_record_keys on agency_record using gin (keys) with (fastupdate = off)');
  const edges = await addEdges(pool, matcher, known);
  await pool.query('insert into linking_progress (id, model, up_to, until) values (0, $1, 0, 0)', [matcher.version]);
  await pool.query('vacuum analyze agency_record');
  await pool.query('vacuum analyze match_edge');
  await pool.query('alter table agency_record reset (autovacuum_enabled)');
  say(`index of ${known.length} records and ${edges} edges filled in ${((performance.now() - began) / 1_000).toFixed(0)} s`);
  return known.length;
}

interface Row {
  readonly number: number;
  readonly agency: string;
  readonly id: string;
  readonly received: Demographics;
  readonly keys: readonly string[];
  readonly digest: string;
}

const ADD = `
  insert into agency_record (number, agency, agency_person_id, received, digest, delivery, first_known_at, received_at, state, keys, placed)
    select number, agency, id, received, digest, 'bench', now(), now(), 'LIVE',
      (select coalesce(array_agg(k::bigint), '{}') from jsonb_array_elements_text(keys) k), true
    from jsonb_to_recordset($1::jsonb) r(number int, agency text, id text, received jsonb, digest text, keys jsonb)`;

/** Every two that share a key which is no crowd's. */
async function addEdges(pool: Pool, matcher: Matcher, known: readonly KnownRecord[]): Promise<number> {
  const client = await pool.connect();
  let count = 0;
  const seen = new Set<number>();
  try {
    await client.query('begin');
    await client.query(`set local work_mem = '512MB'`);
    await client.query(`declare held cursor for
      select array_agg(number order by number) as numbers from (select number, unnest(keys) as key from agency_record) k
        group by key having count(*) between 2 and ${matcher.crowd}`);
    for (;;) {
      // oxlint-disable-next-line no-await-in-loop -- page after page
      const { rows } = await client.query<{ numbers: number[] }>(`fetch ${2 * PAGE} from held`);
      if (rows.length === 0) break;
      const edges: [left: number, right: number, weight: number][] = [];
      for (const { numbers } of rows)
        for (const [index, left] of numbers.entries())
          for (const right of numbers.slice(index + 1)) {
            const pair = left * 2 ** 24 + right;
            if (seen.has(pair)) continue;
            seen.add(pair);
            const { weight } = matcher.judge(known[left - 1] as KnownRecord, known[right - 1] as KnownRecord);
            if (weight >= matcher.review) edges.push([left, right, weight]);
          }
      // oxlint-disable-next-line no-await-in-loop
      await client.query(`insert into match_edge ("left", "right", weight, model) select l, r, w, $4 from unnest($1::int[], $2::int[], $3::float8[]) e(l, r, w)`, [
        edges.map(([left]) => left), edges.map(([, right]) => right), edges.map(([, , weight]) => weight), matcher.version,
      ]); // prettier-ignore
      count += edges.length;
    }
    await client.query('commit');
  } finally {
    client.release();
  }
  return count;
}

/** One record at a time has another phone, a slip in its name or a new home. @returns the times, in milliseconds, from the least */
async function changeSome(owner: Pool, hub: Pool, population: number, count: number): Promise<number[]> {
  const random = createRandom('changes', 1);
  const linking = createLinking({ pool: hub, clock: systemClock, population });
  const times: number[] = [];
  for (let change = 0; change < WARM_UP + CHANGES; change++) {
    const number = random.int(1, count);
    /* oxlint-disable no-await-in-loop -- one after the other */
    const { rows } = await owner.query<{ received: Demographics }>('select received from agency_record where number = $1', [
      number,
    ]);
    const { received } = rows[0] as { received: Demographics };
    const changed = {
      ...received,
      ...(change % 3 === 0 && { phones: [`07${random.int(100_000_000, 999_999_999)}`] }),
      ...(change % 3 === 1 && { surname: slip(random, received.surname ?? 'Smith') }),
      ...(change % 3 === 2 && {
        addresses: [
          { line: `${random.int(1, 180)} Made Up Lane`, town: 'Saltby', postcode: 'ZX9 1AA', uprn: null },
          ...received.addresses,
        ],
      }),
    };
    const digest = createHash('sha256').update(JSON.stringify(changed)).digest('hex');
    await owner.query('update agency_record set received = $2, digest = $3, placed = false where number = $1', [
      number,
      changed,
      digest,
    ]);
    const began = performance.now();
    await linking.work();
    if (change >= WARM_UP) times.push(performance.now() - began);
    /* oxlint-enable no-await-in-loop */
  }
  return times.toSorted((a, b) => a - b);
}

function demographicsOf(record: ReceivedRecord): Demographics {
  const { postcode, street, locality, identifiers } = record;
  return {
    forename: record.forename ?? null,
    surname: record.surname ?? null,
    otherNames: [],
    dateOfBirth: record.dateOfBirth ?? null,
    sex: record.sex ?? null,
    addresses: [{ line: street ?? null, town: locality ?? null, postcode: postcode ?? null, uprn: null }],
    phones: record.phone ? [record.phone] : [],
    emails: [],
    identifiers: Object.fromEntries(Object.entries(identifiers ?? {}).flatMap(([kind, value]) => (value ? [[kind, value]] : []))),
    relatedTo: [],
  };
}
