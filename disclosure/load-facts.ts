import type { Pool } from 'pg';
import type { Caller } from '#terms/caller.ts';
import type { Clock } from '#terms/clock.ts';
import { londonDate } from '#terms/clock.ts';
import { HubError } from '#terms/errors.ts';
import type { Purpose } from '#terms/purpose.ts';
import { FACTS_QUERY } from './facts-query.ts';
import type { AgreementFacts, AssignmentFacts, EpisodeFacts, Facts, FamilyFacts, FeedFacts, PersonFacts } from './facts.ts';

/** Which families and people a request asks for, by id. */
export interface FactsRequest {
  readonly caller: Caller;
  readonly purpose: Purpose;
  readonly familyIds: readonly string[];
  readonly personIds: readonly string[];
}

export type LoadFacts = (request: FactsRequest) => Promise<Facts>;

/** Reads the facts of everybody in a request in one round trip. Rejects with HubError where the database does not answer. */
export function createLoadFacts(pool: Pool, clock: Clock): LoadFacts {
  return async ({ caller, purpose, familyIds, personIds }) => {
    const now = clock.now();
    const today = londonDate(now);
    const reading = pool.query<FactsRow>({
      name: 'disclosure-facts',
      text: FACTS_QUERY,
      values: [caller.id, caller.organisationId, purpose, familyIds, personIds, now, today],
    });
    const { rows } = await reading.catch((cause: unknown) => {
      throw new HubError('TEMPORARILY_UNAVAILABLE', { cause });
    });
    const row = rows[0];
    if (!row) throw new Error('The facts query answered no row.');
    return {
      at: now.getTime(),
      today,
      globalEpoch: row.global_epoch,
      assignments: row.assignments,
      episodes: row.episodes,
      agreements: row.agreements,
      feeds: new Map(row.feeds.map((feed) => [feed.agency, feed])),
      families: new Map(row.families.map((family) => [family.id, family])),
      people: new Map(row.people.map((person) => [person.id, person])),
    };
  };
}

interface FactsRow {
  readonly assignments: AssignmentFacts[];
  readonly episodes: EpisodeFacts[];
  readonly agreements: AgreementFacts[];
  readonly feeds: FeedFacts[];
  readonly families: FamilyFacts[];
  readonly people: PersonFacts[];
  readonly global_epoch: number;
}
