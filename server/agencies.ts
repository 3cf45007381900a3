/** The agencies that the hub joins, connected as they are configured; what some of them drop is landed in the background. */
import type { ReferenceCache } from '#connectors/cache.ts';
import type { Agency, AgencyPort, Connector } from '#connectors/contract.ts';
import { createAgencyPort } from '#connectors/resilience.ts';
import type { Database } from '#storage/database.ts';
import { createLandedStore } from '#storage/landed-store.ts';
import type { Clock } from '#terms/clock.ts';
import type { Job } from './jobs.ts';
import { LOCKS } from './jobs.ts';
import type { Logger } from './telemetry.ts';
import { describeError } from './telemetry.ts';

export interface AgenciesOptions {
  readonly database: Database;
  readonly connectors: readonly Connector[];
  readonly agencySettings: ReadonlyMap<string, unknown>;
  readonly cache: ReferenceCache;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly agencyDeadlineMs: number;
}

export interface Connected {
  readonly id: string;
  readonly agency: Agency;
  readonly port: AgencyPort;
}

export function connectAgencies(options: AgenciesOptions): Connected[] {
  const { clock, logger, cache } = options;
  const landed = createLandedStore(options.database.pool, clock);
  return options.connectors.map((connector) => {
    const settings = options.agencySettings.get(connector.id);
    if (settings === undefined) {
      // Part of the schema, and nobody to ask: what is permitted of it reads as unavailable.
      const port = createAgencyPort({ connector, agency: NOT_CONNECTED, clock, deadlineMs: options.agencyDeadlineMs });
      return { id: connector.id, agency: NOT_CONNECTED, port };
    }
    const agency = connector.connect(settings, {
      clock,
      landed,
      cache,
      report: (event) => logger[event.event === 'FILE_LANDED' ? 'info' : 'warn'](event, 'An agency reported.'),
    });
    const port = createAgencyPort({
      connector,
      agency,
      clock,
      deadlineMs: options.agencyDeadlineMs,
      onFailure: (id, timedOut) => logger.warn({ agency: id, timedOut }, 'An agency did not answer.'),
    });
    return { id: connector.id, agency, port };
  });
}

const NOT_CONNECTED: Agency = {
  ask: () => Promise.reject(new Error('The agency has no settings.')),
  close: async () => undefined,
};

/** Lands what file-drop agencies delivered. */
export function intakeJobs(
  connected: readonly Connected[],
  { intakeSeconds, logger }: { readonly intakeSeconds: number; readonly logger: Logger },
): Job[] {
  const landing = connected.filter(({ agency }) => agency.land !== undefined);
  if (landing.length === 0) return [];
  const work = async (stopping: AbortSignal) => {
    for (const { id, agency } of landing) {
      // oxlint-disable-next-line no-await-in-loop -- one agency after the other
      await agency.land?.(stopping).catch((error: unknown) => {
        logger.error({ ...describeError(error), agency: id }, 'Intake failed; it will be tried again.');
      });
    }
  };
  return [{ name: 'Intake', lock: LOCKS.intake, everySeconds: intakeSeconds, work }];
}
