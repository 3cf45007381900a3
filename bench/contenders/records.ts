/** One batched call to one agency, for the contenders that are not the hub. */
import { Pool } from 'undici';
import { recordsPath } from '#bench/agencies.ts';
import type { BenchAgency, WireRecord } from '#bench/agencies.ts';

export type AskRecords = (agency: BenchAgency, ids: readonly string[]) => Promise<readonly WireRecord[]>;

/** As many connections as the hub's four agencies have together. */
const CONNECTIONS = 64;

export function createAskRecords(upstreamUrl: string): AskRecords {
  const pool = new Pool(upstreamUrl, { connections: CONNECTIONS });
  return async (agency, ids) => {
    const { body } = await pool.request({ method: 'GET', path: `${recordsPath(agency)}?ids=${ids.join(',')}` });
    const { data } = (await body.json()) as { data: WireRecord[] };
    return data;
  };
}
