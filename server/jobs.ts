/** What one hub process of all does in the background, again and again, or each for itself. An advisory lock in PostgreSQL says which. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import type { Logger } from './telemetry.ts';
import { describeError } from './telemetry.ts';

export interface Job {
  /** For the log, as in “Intake”. */
  readonly name: string;
  /** Its own number among the advisory locks of this database; null: every process does it for itself. */
  readonly lock: number | null;
  readonly everySeconds: number;
  /** Its first round may take long, and nobody waits for it. */
  readonly unhurried?: true;
  work(stopping: AbortSignal): Promise<void>;
}

export interface Jobs {
  /** Resolves when the first round of each that is not unhurried has ended, whoever ran it. */
  readonly firstRound: Promise<void>;
  /** Lets the rounds that have begun end. */
  stop(): Promise<void>;
}

/** Any numbers that no other use of advisory locks in this database has. */
export const LOCKS = {
  intake: 4_716_230,
  checkpoints: 4_716_231,
  deliveries: 4_716_232,
  retention: 4_716_239,
  reviewIndex: 4_716_233,
  reviewRules: 4_716_234,
  exports: 4_716_235,
  people: 4_716_236,
  linking: 4_716_237,
  familyProposals: 4_716_238,
} as const;

export function startJobs(pool: Pool, jobs: readonly Job[], logger: Logger): Jobs {
  const stopping = new AbortController();
  const started = jobs.map((job) => ({ ...startJob(pool, job, stopping.signal, logger), unhurried: job.unhurried ?? false }));
  const hurried = started.filter(({ unhurried }) => !unhurried);
  return {
    firstRound: Promise.all(hurried.map(({ firstRound }) => firstRound)).then(() => undefined),
    async stop() {
      stopping.abort();
      await Promise.all(started.map(({ ended }) => ended));
    },
  };
}

function startJob(pool: Pool, { name, lock, everySeconds, work }: Job, stopping: AbortSignal, logger: Logger) {
  const round = () =>
    (lock === null ? work(stopping) : asLeader(pool, lock, () => work(stopping))).catch((error: unknown) => {
      logger.error({ ...describeError(error), job: name }, `${name} failed; it will be tried again.`);
    });
  const firstRound = round();
  const goOn = async () => {
    await firstRound;
    while (!stopping.aborted) {
      // oxlint-disable-next-line no-await-in-loop -- round after round
      await sleep(everySeconds * 1000, undefined, { signal: stopping, ref: false }).catch(() => undefined);
      // oxlint-disable-next-line no-await-in-loop
      if (!stopping.aborted) await round();
    }
  };
  return { firstRound, ended: goOn() };
}

/** Runs work while this process alone holds the lock; does nothing where another has it. */
async function asLeader(pool: Pool, lock: number, work: () => Promise<void>): Promise<void> {
  const client: PoolClient = await pool.connect();
  let broken: Error | undefined;
  try {
    const { rows } = await client.query<{ leader: boolean }>('select pg_try_advisory_lock($1) as leader', [lock]);
    if (!rows[0]?.leader) return;
    try {
      await work();
    } finally {
      await client.query('select pg_advisory_unlock($1)', [lock]);
    }
  } catch (error) {
    // A lock on a broken connection ends with the connection.
    broken = error as Error;
    throw error;
  } finally {
    client.release(broken);
  }
}
