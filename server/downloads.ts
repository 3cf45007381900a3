/** Gives an officer a file of entries of the access log, once that it was fetched is in the log itself. */
import { createHash } from 'node:crypto';
import type { AccessLog } from '#access-log/append.ts';
import { leavesOf } from '#disclosure/leaves.ts';
import { EVERYBODY } from '#disclosure/facts.ts';
import type { Downloads, ExportFile } from '#review/export/downloads.ts';
import type { Caller } from '#terms/caller.ts';
import type { Clock } from '#terms/clock.ts';
import type { ErrorCode } from '#terms/errors.ts';
import { HubError } from '#terms/errors.ts';
import { isUuid } from '#terms/ids.ts';

/** @throws HubError NOT_FOUND, EXPORT_NOT_READY, EXPORT_GONE, SHARING_CHANGED, ACCESS_LOG_UNAVAILABLE */
export type FetchExport = (caller: Caller, id: string, requestId: string) => Promise<ExportFile>;

export interface FetchExportOptions {
  readonly downloads: Downloads;
  readonly accessLog: AccessLog;
  readonly clock: Clock;
  /** Names this hub process in the log. */
  readonly hub: string;
}

const REFUSED = {
  ABSENT: 'NOT_FOUND',
  NOT_READY: 'EXPORT_NOT_READY',
  GONE: 'EXPORT_GONE',
} as const satisfies Record<string, ErrorCode>;

/** There is no document: what was asked is the path. */
const DOCUMENT_HASH = createHash('sha256').update('GET /exports/:id').digest('hex');

export function createFetchExport({ downloads, accessLog, clock, hub }: FetchExportOptions): FetchExport {
  return async (caller, id, requestId) => {
    const found = await downloads.file(caller, id);
    const file = typeof found === 'string' ? null : found;
    const [entries, completeTo] = [file?.entries ?? 0, file?.completeTo ?? 0];
    const filter = { exportIds: isUuid(id) ? [id] : [] };
    const review = { query: 'fetchExport', filter, entries, completeTo };
    const touched = { kind: 'EXPORT', familyId: null, personId: null, visible: file !== null, decisions: [], review } as const;
    const description = {
      at: clock.now(),
      requestId,
      hub,
      caller,
      purpose: null,
      operationName: null,
      documentHash: DOCUMENT_HASH,
    };
    const epochs = new Map([...(file?.epochs ?? []), [EVERYBODY, caller.epoch]]);
    const written = await accessLog.append(leavesOf([touched], description), epochs).catch((cause: unknown) => {
      throw new HubError('ACCESS_LOG_UNAVAILABLE', { cause });
    });
    if (written !== 'WRITTEN') throw new HubError('SHARING_CHANGED');
    if (typeof found === 'string') throw new HubError(REFUSED[found]);
    return found;
  };
}
