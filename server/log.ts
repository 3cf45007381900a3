/** The access log of a running hub: what writes to it, what vouches for it, and whether it can be trusted. */
import type { Pool } from 'pg';
import type { Registry } from 'prom-client';
import { fetch } from 'undici';
import type { AccessLog } from '#access-log/append.ts';
import { createAccessLog } from '#access-log/append.ts';
import type { RecordChange } from '#access-log/change.ts';
import { createRecordChange } from '#access-log/change.ts';
import { createCheckpointFolder } from '#access-log/checkpoint-folder.ts';
import { createSigner, newestCheckpoint, oldestUnsigned } from '#access-log/checkpoints.ts';
import { deliverCheckpoints } from '#access-log/deliveries.ts';
import type { Schedule } from '#access-log/retention.ts';
import { eraseExpired } from '#access-log/retention.ts';
import { parseVerifierKey, VerifyError } from '#access-log/verify.ts';
import { createWritten } from '#access-log/written.ts';
import type { Database } from '#storage/database.ts';
import type { Clock } from '#terms/clock.ts';
import { HubError } from '#terms/errors.ts';
import type { Job } from './jobs.ts';
import { LOCKS } from './jobs.ts';
import type { LogKeys } from './log-keys.ts';
import { createLogMeter } from './metrics-log.ts';
import type { Logger } from './telemetry.ts';

export interface LogOptions extends LogKeys {
  /** Whom to tell of every checkpoint, besides. */
  readonly webhookUrl: string | null;
  readonly checkpointSeconds: number;
  /** What is erased when, and the login that does; null: nothing is erased here. */
  readonly retention: { readonly pool: Pool; readonly schedule: Schedule } | null;
  /** Names this process in the log. */
  readonly hub: string;
}

export interface HubLog {
  readonly accessLog: AccessLog;
  readonly record: RecordChange;
  readonly jobs: readonly Job[];
  /** Signs and exports a checkpoint where the log has grown. @returns its note, or null. @throws VerifyError */
  sign(): Promise<string | null>;
  /** @throws VerifyError where the log is not what was signed, and what was written since */
  check(): Promise<void>;
  /** @returns whether checkpoints keep up. @throws where the log cannot be trusted any more */
  health(): Promise<'SIGNED' | 'BEHIND'>;
}

export interface HubLogTools {
  readonly clock: Clock;
  readonly logger: Logger;
  /** Where it counts what it writes. */
  readonly registry: Registry;
}

export function createHubLog(database: Database, options: LogOptions, { clock, logger, registry }: HubLogTools): HubLog {
  const { pool } = database;
  const { hubKey, signingKeys, webhookUrl, checkpointSeconds } = options;
  const folder = createCheckpointFolder(options.folder, options.isFolderGiven);
  const signer = createSigner({ pool, clock, keys: signingKeys, hubKey, folder });
  const meter = createLogMeter(registry, () => distrusted === undefined);
  const { onBatch } = meter;
  const written = createWritten(
    pool,
    signingKeys.map(({ verifierKey }) => parseVerifierKey(verifierKey)),
  );
  const onWritten = written.add;
  const onShortened = () => distrust('it is shorter than it was');
  const accessLog = createAccessLog({ pool, hubKey, onWritten, onBatch, onShortened });
  const record = createRecordChange({ ...database, hubKey, onWritten });
  let distrusted: string | undefined;

  function distrust(why: string): void {
    distrusted ??= why;
    logger.fatal({ event: 'ACCESS_LOG_DISTRUSTED', why }, 'The access log is not what was written: nothing is shown any more.');
  }

  /** Whatever of the log turns out not to hold, the log is distrusted for. */
  async function watched<Result>(work: () => Promise<Result>): Promise<Result> {
    return work().catch((error: unknown) => {
      if (error instanceof VerifyError) distrust(error.message);
      throw error;
    });
  }

  const compare = (): Promise<void> => watched(() => written.compare());
  const sign = async (): Promise<string | null> => {
    await compare();
    return watched(() => signer.sign());
  };

  const deliveries = (url: string): Job => ({
    name: 'Telling of checkpoints',
    lock: LOCKS.deliveries,
    everySeconds: checkpointSeconds,
    work: (stopping) => deliverCheckpoints(pool, url, (note) => post(url, note, stopping), stopping),
  });
  const erasing = (retention: NonNullable<LogOptions['retention']>): Job => ({
    name: 'Erasing',
    lock: LOCKS.retention,
    everySeconds: 6 * 3_600,
    work: async (stopping) => {
      const count = await watched(() => eraseExpired({ ...retention, clock, hubKey, hub: options.hub }, stopping));
      if (count > 0) logger.info({ event: 'ENTRIES_ERASED', count }, 'Entries past their schedule were erased.');
    },
  });
  return {
    accessLog: meter.watch({
      append: (leaves, epochs) =>
        distrusted === undefined
          ? accessLog.append(leaves, epochs)
          : Promise.reject(new Error('The access log cannot be trusted.')),
    }),
    record: (request, decide) =>
      distrusted === undefined ? record(request, decide) : Promise.reject(new HubError('ACCESS_LOG_UNAVAILABLE')),
    sign,
    async check() {
      await signer.check();
      const isEmpty = (await newestCheckpoint(pool)) !== null && (await folder.latest()) === undefined;
      if (isEmpty)
        logger.warn({ event: 'CHECKPOINT_FOLDER_EMPTY' }, 'The checkpoint folder has none of the checkpoints signed so far.');
    },
    jobs: [
      { name: 'Signing', lock: LOCKS.checkpoints, everySeconds: checkpointSeconds, work: async () => void (await sign()) },
      // The hub that signs does not know what another wrote.
      { name: 'Comparing', lock: null, everySeconds: checkpointSeconds, work: compare },
      ...(webhookUrl === null ? [] : [deliveries(webhookUrl)]),
      ...(options.retention === null ? [] : [erasing(options.retention)]),
    ],
    async health() {
      if (distrusted !== undefined) throw new Error('The access log cannot be trusted.');
      const unsigned = await oldestUnsigned(pool);
      const age = unsigned ? (clock.now().getTime() - unsigned.getTime()) / 1000 : 0;
      return age > Math.max(60, 10 * checkpointSeconds) ? 'BEHIND' : 'SIGNED';
    },
  };
}

const POST_LIMIT_MS = 10_000;

async function post(url: string, note: string, stopping: AbortSignal): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: note,
    redirect: 'error',
    signal: AbortSignal.any([stopping, AbortSignal.timeout(POST_LIMIT_MS)]),
  });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`The receiver of checkpoints answered ${response.status}.`);
}
