/** The person index: lists of people are taken in, records are linked, whom they put beside a family is proposed, and stewards are asked. */
import type { Pool } from 'pg';
import type { Agency } from '#connectors/contract.ts';
import { createFindIntakeTerms } from '#disclosure/intake-terms.ts';
import { createMatchReviews } from '#disclosure/matching/match-reviews.ts';
import { createFamilyProposals } from '#people/linking/family-proposals.ts';
import { createIntake } from '#people/linking/intake.ts';
import { createLinking, DEFAULT_POPULATION } from '#people/linking/linking.ts';
import { FROZEN_MODEL } from '#people/matching/frozen-model.ts';
import { createMatcher } from '#people/matching/placing.ts';
import type { StaffPeople } from '#people/staff-people.ts';
import type { Clock } from '#terms/clock.ts';
import { createIntakeOfPeople } from './intake-of-people.ts';
import type { Job } from './jobs.ts';
import { LOCKS } from './jobs.ts';
import type { Logger } from './telemetry.ts';

export interface PersonIndexOptions {
  readonly pool: Pool;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly staff: StaffPeople;
  readonly agencies: readonly { readonly id: string; readonly agency: Agency }[];
  /** About how many people the council's area has; left out: those of a small one. */
  readonly population?: number;
  /** Agencies whose list of people is right although most are missing. */
  readonly shortLists?: readonly string[];
  /** How often agencies are asked for their lists; left out: there are no jobs. */
  readonly peopleSeconds?: number;
}

export interface PersonIndex {
  readonly jobs: readonly Job[];
  /** Takes in every agency's list of people once. */
  readonly intakeOfPeople: Job['work'];
  readonly openMatching: ReturnType<typeof createMatchReviews>;
}

export function createPersonIndex(options: PersonIndexOptions): PersonIndex {
  const { pool, clock, logger, staff, agencies, population = DEFAULT_POPULATION, shortLists = [], peopleSeconds } = options;
  const intakeOfPeople = createIntakeOfPeople({
    agencies,
    intake: createIntake(pool, clock),
    findTerms: createFindIntakeTerms(pool, clock),
    logger,
    acceptShort: shortLists,
  });
  const makeScorer = () => createMatcher(FROZEN_MODEL, { population });
  return {
    intakeOfPeople,
    openMatching: createMatchReviews({ database: pool, clock, staff, makeScorer }),
    jobs: peopleSeconds === undefined ? [] : [intakeJob(intakeOfPeople, peopleSeconds), ...indexJobs(pool, clock, population)],
  };
}

/** Nobody waits for any of them at the start: the first lists are long. */
function intakeJob(work: Job['work'], everySeconds: number): Job {
  return { name: 'Intake of people', lock: LOCKS.people, everySeconds, unhurried: true, work };
}

function indexJobs(pool: Pool, clock: Clock, population: number): Job[] {
  const { work: link } = createLinking({ pool, clock, population });
  const proposeMembers = createFamilyProposals({ pool, clock });
  const propose = async (stopping: AbortSignal) => void (await proposeMembers(stopping));
  return [
    { name: 'Linking', lock: LOCKS.linking, everySeconds: 1, unhurried: true, work: link },
    { name: 'Proposing', lock: LOCKS.familyProposals, everySeconds: 60, unhurried: true, work: propose },
  ];
}
