/** What officers asked to have as a file: how far it has come, and its bytes. Nobody else's can be told from one that is not there. */
import type { Pool } from 'pg';
import type { Caller } from '#terms/caller.ts';
import { isInPerson } from '#terms/caller.ts';
import type { Clock } from '#terms/clock.ts';
import { isUuid } from '#terms/ids.ts';
import type { ExportFormat, ExportState } from '#terms/review.ts';
import { createRead } from '#review/read.ts';
import type { ReadTies } from '#review/ties.ts';
import { groundOf } from './ground.ts';
import { RENDERINGS } from './rendering.ts';

export interface AccessLogExport {
  readonly id: string;
  readonly format: ExportFormat;
  readonly state: ExportState | 'EXPIRED';
  readonly filter: readonly { readonly name: string; readonly values: readonly string[] }[];
  readonly completeTo: number | null;
  /** From 0 to 1. */
  readonly progress: number;
  readonly entries: number;
  /** Of the compressed file. */
  readonly bytes: number;
  readonly requestedAt: Date;
  readonly expiresAt: Date;
  /** Where it is fetched; null where it cannot be. */
  readonly path: string | null;
}

/** A whole file, of somebody who may have it. */
export interface ExportFile {
  readonly id: string;
  readonly entries: number;
  readonly completeTo: number;
  readonly bytes: number;
  /** As it is called when it is saved. */
  readonly name: string;
  /** What may not have moved when it is released. */
  readonly epochs: ReadonlyMap<string, number>;
  /** Its bytes from one place up to, and not including, another. @throws where a part is there no more */
  read(from: number, to: number): AsyncGenerator<Uint8Array>;
}

export interface Downloads {
  /** One's own, the newest first; null for everybody but data protection officers. */
  list(caller: Caller): Promise<AccessLogExport[] | null>;
  one(caller: Caller, id: string): Promise<AccessLogExport | null>;
  /** The file, or why there is none. */
  file(caller: Caller, id: string): Promise<ExportFile | 'ABSENT' | 'NOT_READY' | 'GONE'>;
}

export interface DownloadsOptions {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly readTies: ReadTies;
}

export function createDownloads({ pool, clock, readTies }: DownloadsOptions): Downloads {
  const read = createRead(pool);

  async function stored(caller: Caller, id: string | null): Promise<StoredExport[]> {
    const rows = await read<{ row: StoredExport }>('exports', EXPORTS, [caller.id, id]);
    return rows.map(({ row }) => row);
  }

  async function* bytesOf(id: string, from: number, to: number): AsyncGenerator<Uint8Array> {
    const [first] = await read<{ place: number }>('export-place', PLACE, [id, from]);
    let place = first?.place ?? 0;
    for (let at = from; at < to; place++) {
      // oxlint-disable-next-line no-await-in-loop -- part after part
      const [part] = await read<{ start: string; content: Buffer }>('export-bytes', BYTES, [id, place]);
      const content = part?.content.subarray(at - Number(part.start), to - Number(part.start));
      if (!content || content.length === 0) throw new Error('A part of the file is not there any more.');
      yield content;
      at += content.length;
    }
  }

  return {
    async list(caller) {
      if (!isInPerson(caller, 'DPO')) return null;
      const rows = await stored(caller, null);
      return rows.map((row) => asExport(row, clock.now()));
    },
    async one(caller, id) {
      if (!isInPerson(caller, 'DPO') || !isUuid(id)) return null;
      const [row] = await stored(caller, id);
      return row ? asExport(row, clock.now()) : null;
    },
    async file(caller, id) {
      if (!isInPerson(caller, 'DPO') || !isUuid(id)) return 'ABSENT';
      const [row] = await stored(caller, id);
      if (!row) return 'ABSENT';
      const { state, entries, bytes } = asExport(row, clock.now());
      if (state === 'WAITING' || state === 'RUNNING') return 'NOT_READY';
      const ties = await readTies(read, caller.id);
      if (state !== 'READY' || row.ground !== groundOf(ties)) return 'GONE';
      return {
        id,
        entries,
        bytes,
        completeTo: row.completeTo ?? 0,
        name: `access-log-${row.requestedAt.slice(0, 10)}-${id.slice(0, 8)}.${RENDERINGS[row.format].extension}.gz`,
        epochs: ties.epochs,
        read: (from, to) => bytesOf(id, from, to),
      };
    },
  };
}

interface StoredExport {
  readonly id: string;
  readonly format: ExportFormat;
  readonly state: ExportState;
  readonly filter: Readonly<Record<string, readonly string[]>>;
  readonly completeTo: number | null;
  readonly reached: number;
  readonly entries: number;
  readonly bytes: number;
  readonly ground: string | null;
  readonly requestedAt: string;
  readonly expiresAt: string;
}

function asExport(row: StoredExport, now: Date): AccessLogExport {
  const { id, format, entries, bytes, completeTo, reached } = row;
  const expiresAt = new Date(row.expiresAt);
  const state = row.state !== 'VOID' && expiresAt <= now ? 'EXPIRED' : row.state;
  const isReady = state === 'READY';
  return {
    id,
    format,
    state,
    filter: Object.entries(row.filter).map(([name, values]) => ({ name, values })),
    completeTo,
    progress: isReady ? 1 : Math.min(0.99, completeTo ? reached / completeTo : 0),
    entries,
    bytes,
    requestedAt: new Date(row.requestedAt),
    expiresAt,
    path: isReady ? `/exports/${id}` : null,
  };
}

/** $1 whose, $2 which; null: the newest */
const EXPORTS = `
  select json_build_object('id', id, 'format', format, 'state', state, 'filter', filter, 'completeTo', complete_to, 'reached', reached, 'entries', entries,
    'bytes', bytes, 'ground', ground, 'requestedAt', requested_at, 'expiresAt', expires_at) as row
  from review_export where requested_by = $1 and ($2::uuid is null or id = $2::uuid) order by requested_at desc, id limit 20`;
/** $2 a byte's place in the file */
const PLACE = 'select place from review_export_part where export = $1 and start <= $2::bigint order by place desc limit 1';
const BYTES = 'select start, content from review_export_part where export = $1 and place = $2';
