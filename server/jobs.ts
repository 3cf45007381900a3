/** What one hub process of all does in the background. An advisory lock in PostgreSQL says which. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool, PoolClient } from 'pg';
import type { Agency } from '#connectors/contract.ts';
import type { Logger } from './telemetry.ts';
import { describeError } from './telemetry.ts';

export interface JobsOptions {
  readonly pool: Pool;
  readonly agencies: readonly { readonly id: string; readonly agency: Agency }[];
  readonly everySeconds: number;
  readonly logger: Logger;
}

export interface Jobs {
  /** Resolves when the first round has ended, whoever ran it. */
  readonly firstRound: Promise<void>;
  stop(): Promise<void>;
}

/** Any number that no other use of advisory locks in this database has. */
const INTAKE_LOCK = 4_716_230;

/** Lands what file-drop agencies delivered, again and again, until stopped. */
export function startJobs({ pool, agencies, everySeconds, logger }: JobsOptions): Jobs {
  const stopping = new AbortController();
  const landing = agencies.filter(({ agency }) => agency.land !== undefined);
  let firstRound: Promise<void> = Promise.resolve();

  const round = () =>
    asLeader(pool, async () => {
      for (const { id, agency } of landing) {
        await agency.land?.(stopping.signal).catch((error: unknown) => {
          logger.error({ ...describeError(error), agency: id }, 'Intake failed; it will be tried again.');
        });
      }
    }).catch((error: unknown) => logger.error(describeError(error), 'Intake could not begin; it will be tried again.'));

  const run = async () => {
    firstRound = round();
    await firstRound;
    while (!stopping.signal.aborted) {
      await sleep(everySeconds * 1000, undefined, { signal: stopping.signal, ref: false }).catch(() => undefined);
      if (!stopping.signal.aborted) await round();
    }
  };
  const running = landing.length > 0 ? run() : Promise.resolve();
  return {
    firstRound,
    async stop() {
      stopping.abort();
      await running;
    },
  };
}

/** Runs work while this process alone holds the lock; does nothing where another has it. */
async function asLeader(pool: Pool, work: () => Promise<void>): Promise<void> {
  const client: PoolClient = await pool.connect();
  let broken: Error | undefined;
  try {
    const { rows } = await client.query<{ leader: boolean }>('select pg_try_advisory_lock($1) as leader', [INTAKE_LOCK]);
    if (!rows[0]?.leader) return;
    try {
      await work();
    } finally {
      await client.query('select pg_advisory_unlock($1)', [INTAKE_LOCK]);
    }
  } catch (error) {
    // A lock on a broken connection ends with the connection.
    broken = error as Error;
    throw error;
  } finally {
    client.release(broken);
  }
}
