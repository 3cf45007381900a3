import type { Queryable } from '#access-log/change.ts';
import type { Caller } from '#terms/caller.ts';
import type { Clock, LocalDate } from '#terms/clock.ts';
import { londonDate } from '#terms/clock.ts';
import { HubError } from '#terms/errors.ts';
import type { Purpose } from '#terms/purpose.ts';
import type { DecisionSettings } from './decide.ts';
import { FACTS_QUERY } from './facts-query.ts';
import { EVERYBODY } from './facts.ts';
import type {
  AgreementFacts,
  AssignmentFacts,
  EpisodeFacts,
  ExceptionFacts,
  Facts,
  FamilyFacts,
  FeedFacts,
  PersonFacts,
} from './facts.ts';

/** Which families and people a request asks for, by id. */
export interface FactsRequest {
  readonly caller: Caller;
  readonly purpose: Purpose;
  readonly familyIds: readonly string[];
  readonly personIds: readonly string[];
  /** To explain a decision of the past: when, and what was known then. */
  readonly asOf?: Date;
}

export type LoadFacts = (request: FactsRequest) => Promise<Facts>;

/** What `sharing_setting` keeps as `decisions`: what the hub that started last decides by. */
export function settingOf(settings: DecisionSettings): string {
  return JSON.stringify(settings);
}

/**
 * Reads the facts of everybody in a request in one round trip. Rejects with HubError where the database does not answer, or where
 * another hub was started with other settings since: what this one decides is over.
 */
export function createLoadFacts(database: Queryable, clock: Clock, settings: DecisionSettings): LoadFacts {
  const ownSetting = settingOf(settings);
  return async ({ caller, purpose, familyIds, personIds, asOf }) => {
    const now = asOf ?? clock.now();
    const today = londonDate(now);
    const reading = database.query<FactsRow>({
      name: 'disclosure-facts',
      text: FACTS_QUERY,
      values: [caller.id, caller.organisationId, purpose, familyIds, personIds, now, today, asOf ?? 'infinity'],
    });
    const { rows } = await reading.catch((cause: unknown) => {
      throw new HubError('TEMPORARILY_UNAVAILABLE', { cause });
    });
    const row = rows[0];
    if (!row) throw new Error('The facts query answered no row.');
    if (row.setting !== ownSetting) throw new HubError('TEMPORARILY_UNAVAILABLE');
    const epochs = new Map(row.epochs.map(({ subject, epoch }) => [subject, epoch]));
    return {
      at: now.getTime(),
      today,
      globalEpoch: epochs.get(EVERYBODY) ?? 0,
      assignments: row.assignments,
      exceptions: row.exceptions,
      episodes: row.episodes,
      agreements: row.agreements,
      feeds: new Map(row.feeds.map((feed) => [feed.agency, feed])),
      families: new Map(row.families.map((family) => [family.id, family])),
      people: new Map(row.people.map((person) => [person.id, asOf ? stillAlive(person, today) : person])),
      epochs,
    };
  };
}

interface FactsRow {
  readonly setting: string | null;
  readonly assignments: AssignmentFacts[];
  readonly episodes: EpisodeFacts[];
  readonly agreements: AgreementFacts[];
  readonly feeds: FeedFacts[];
  readonly families: FamilyFacts[];
  readonly people: PersonFacts[];
  readonly exceptions: ExceptionFacts[];
  readonly epochs: { readonly subject: string; readonly epoch: number }[];
}

/** Who has died since was alive then. */
function stillAlive(person: PersonFacts, today: LocalDate): PersonFacts {
  return person.diedOn !== null && person.diedOn > today ? { ...person, diedOn: null } : person;
}
