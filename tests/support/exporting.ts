/** Asking for files of entries, and fetching them. */
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { expect } from 'vitest';
import { createExporter } from '#review/export/exporter.ts';
import type { Exporter, ExporterOptions } from '#review/export/exporter.ts';
import { createIndexer } from '#review/indexing.ts';
import { createReadTies } from '#review/ties.ts';
import { systemClock } from '#terms/clock.ts';
import { change } from './change.ts';
import type { TestHub } from './hub.ts';

export interface Told {
  readonly state: string;
  readonly progress: number;
  readonly entries: number;
  readonly bytes: number;
  readonly path: string | null;
}

/** @returns the file's id */
export async function ask(hub: TestHub, input: object = {}): Promise<string> {
  const begun = await change(
    hub,
    'dpo',
    'exportAccessLog',
    { format: 'CSV', ...input },
    '... on AccessLogExportBegun { exportId }',
  );
  expect(begun.__typename).toBe('AccessLogExportBegun');
  return begun['exportId'] as string;
}

export async function tellOf(hub: TestHub, id: string, who = 'dpo'): Promise<Told | null> {
  const document = 'query ($id: ID!) { accessLogExport(id: $id) { state progress entries bytes path } }';
  const { body } = await hub.query(who, document, { id });
  expect(body.errors).toBeUndefined();
  return (body.data?.['accessLogExport'] ?? null) as Told | null;
}

/** Waits until the hub's own job has finished it. */
export async function untilReady(hub: TestHub, id: string): Promise<Told> {
  await expect.poll(() => tellOf(hub, id), { timeout: 20_000, interval: 200 }).toMatchObject({ state: 'READY' });
  const told = await tellOf(hub, id);
  if (!told) throw new Error('The file has gone.');
  return told;
}

export async function fetchFile(hub: TestHub, id: string, headers: Record<string, string> = {}, who = 'dpo'): Promise<Response> {
  const authorization = `Bearer ${await hub.token(who)}`;
  return fetch(new URL(`/exports/${id}`, hub.url), { headers: { authorization, ...headers } });
}

export async function bytesOf(response: Response): Promise<Buffer> {
  return Buffer.from(await response.arrayBuffer());
}

/** The entries in a file of comma-separated values, in its order. */
export function indexesIn(file: Buffer): number[] {
  const rows = parse(gunzipSync(file), { columns: true, bom: true }) as { readonly index: string }[];
  return [...new Set(rows.map(({ index }) => Number(index)))];
}

/** One that the test itself sets to work. */
export function exporterOf({ owner: { pool } }: TestHub, more: Partial<ExporterOptions> = {}): Exporter {
  return createExporter({
    pool,
    indexer: createIndexer({ pool }),
    readTies: createReadTies(null),
    clock: systemClock,
    hours: 24,
    ...more,
  });
}

/** Its clock, which stops the work when it has been asked so often: at the beginning, and for each part that is kept. */
export function stoppingAfter(times: number): { readonly clock: ExporterOptions['clock']; readonly signal: AbortSignal } {
  const stopping = new AbortController();
  let asked = 0;
  return {
    signal: stopping.signal,
    clock: {
      now() {
        if (++asked === times) stopping.abort();
        return new Date();
      },
    },
  };
}
