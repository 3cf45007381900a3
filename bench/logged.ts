/** Reads back what contenders wrote to the access log. */
import pg from 'pg';
import type { Leaf } from '#access-log/leaf.ts';
import { FAMILY } from './family.ts';

/** The leaves of the first request in a log, as they were before they were written. */
export async function firstLeaves(databaseUrl: string): Promise<Leaf[]> {
  const rows = await query<{ bytes: Buffer }>(
    databaseUrl,
    `select bytes from access_log_leaf
     where request_id = (select request_id from access_log_leaf order by index limit 1) order by index`,
  );
  return rows.map(({ bytes }) => {
    const { nonce: _nonce, ...leaf } = JSON.parse(bytes.toString('utf8')) as Leaf & { nonce: string };
    return leaf;
  });
}

export interface Logged {
  readonly leaves: number;
  readonly bytesPerRequest: number;
}

/** @throws where the log does not hold exactly one leaf for each person of each request. */
export async function checkLog(contender: string, databaseUrl: string, requests: number): Promise<Logged> {
  const rows = await query<Record<'leaves' | 'people' | 'requests' | 'bytes', number>>(
    databaseUrl,
    `select count(*)::int as leaves, count(distinct person_id)::int as people, count(distinct request_id)::int as requests,
       coalesce(sum(octet_length(bytes)), 0)::float8 as bytes
     from access_log_leaf`,
  );
  const { leaves = 0, people = 0, requests: logged = 0, bytes = 0 } = rows[0] ?? {};
  const { length: members } = FAMILY.members;
  if (people !== members || logged !== requests || leaves !== requests * members) {
    throw new Error(
      `${contender}: ${requests} requests were answered; the log has ${leaves} leaves of ${logged} requests and ${people} people.`,
    );
  }
  return { leaves, bytesPerRequest: bytes / requests };
}

async function query<Row extends pg.QueryResultRow>(databaseUrl: string, text: string): Promise<Row[]> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}
