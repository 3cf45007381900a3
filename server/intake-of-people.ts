/**
 * Asks each agency for its list of people and takes it in, one agency after the other: what goes wrong with one costs only that one. What is
 * said about it are counts, never a person.
 */
import type { Agency } from '#connectors/contract.ts';
import type { Intake, IntakeResult, IntakeTerms } from '#people/linking/intake.ts';
import type { Logger } from './telemetry.ts';
import { describeError } from './telemetry.ts';

export interface IntakeOfPeopleOptions {
  readonly agencies: readonly { readonly id: string; readonly agency: Agency }[];
  readonly intake: Intake;
  /** Null: no agreement with the agency is in force (rule 4). */
  readonly findTerms: (agency: string) => Promise<IntakeTerms | null>;
  readonly logger: Logger;
  /** Agencies whose list is right although most are missing. */
  readonly acceptShort?: readonly string[];
  /** The longest that an agency may take for one page, in milliseconds. */
  readonly patienceMs?: number;
}

const PATIENCE_MS = 120_000;

export function createIntakeOfPeople(options: IntakeOfPeopleOptions): (stopping: AbortSignal) => Promise<void> {
  const { agencies, intake, findTerms, logger, acceptShort = [], patienceMs = PATIENCE_MS } = options;
  const told = new Set<string>();

  async function takeIn(id: string, agency: Agency, stopping: AbortSignal): Promise<void> {
    const { people } = agency;
    if (!people) return;
    const patience = createPatience(patienceMs, stopping);
    const taking = intake({
      agency: id,
      read: (cursor) => people.call(agency, cursor, patience.signal),
      // Before each page, so that nothing is kept of an agency that was given up.
      async findTerms() {
        patience.renew();
        return findTerms(id);
      },
      acceptShort: acceptShort.includes(id),
    });
    const result = await Promise.race([taking, patience.lost]).finally(patience.end);
    if (result.outcome === 'NO_AGREEMENT') {
      if (!told.has(id)) logger.warn({ agency: id, event: 'PEOPLE_NOT_AGREED' }, NOT_AGREED);
      told.add(id);
      return;
    }
    told.delete(id);
    tell(id, result);
  }

  function tell(agency: string, { outcome, changes, leftOut, rejected }: IntakeResult): void {
    if (outcome === 'TOO_SHORT') logger.warn({ agency, event: 'PEOPLE_LIST_TOO_SHORT' }, TOO_SHORT);
    const refused = Object.values(rejected).reduce((sum, count) => sum + count, 0);
    const happened = Object.values(changes).some((count) => count > 0);
    if (refused > 0)
      logger.warn({ agency, event: 'PEOPLE_REJECTED', rejected }, 'Rows of an agency’s list of people were rejected.');
    if (happened || leftOut > 0)
      logger.info({ agency, event: 'PEOPLE_TAKEN_IN', changes, leftOut }, 'A list of people was taken in.');
  }

  return async (stopping) => {
    for (const { id, agency } of agencies) {
      if (stopping.aborted) return;
      // oxlint-disable-next-line no-await-in-loop -- one agency after the other
      await takeIn(id, agency, stopping).catch((error: unknown) => {
        if (stopping.aborted) return;
        logger.error({ ...describeError(error), agency: id }, 'Intake of people failed; it will be tried again.');
      });
    }
  };
}

/** Is lost where it is not renewed in time, or where the hub stops. */
function createPatience(milliseconds: number, stopping: AbortSignal) {
  const late = new AbortController();
  const signal = AbortSignal.any([late.signal, stopping]);
  const start = () => setTimeout(() => late.abort(new Error('The agency did not answer in time.')), milliseconds);
  let timer = start();
  const { promise: lost, reject } = Promise.withResolvers<never>();
  signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  return {
    signal,
    lost,
    renew() {
      signal.throwIfAborted();
      clearTimeout(timer);
      timer = start();
    },
    end: () => clearTimeout(timer),
  };
}

const NOT_AGREED =
  'No agreement for intake (category IDENTITY) is in force with this agency: its list of people is not asked for.';
const TOO_SHORT =
  'More than half of the people whom this agency listed before are missing: nobody was taken to be gone, and it counts as incomplete.';
