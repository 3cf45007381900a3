/**
 * The schools' lists of pupils and of their contacts, for the person index: everybody once a day, in between what changed and what was
 * deleted. A school that does not answer costs the whole reading: its pupils are not gone because it is silent.
 */
import type { Agency } from '#connectors/contract.ts';
import { createJsonApi } from '#connectors/transports/json-api.ts';
import type { Query } from '#connectors/transports/json-api.ts';
import { planReading } from '#connectors/transports/list-cursor.ts';
import type { RowsRead } from '#connectors/transports/list-rows.ts';
import { TransportError } from '#connectors/transports/http.ts';
import type { Clock } from '#terms/clock.ts';
import type { DemographicPage } from '#terms/demographics.ts';
import { readContacts, readDeletions, readSchoolId, readStudents } from './people-wire.ts';

const PAGE_SIZE = 500;

interface List {
  readonly path: string;
  readonly query: Query;
  readonly read: (schoolId: string, values: readonly unknown[]) => RowsRead;
}

const LISTS: readonly List[] = [
  { path: 'students', query: { include: 'education_details,contact_details,contacts' }, read: readStudents },
  { path: 'contacts', query: { include: 'contact_details' }, read: readContacts },
];
const DELETIONS: List = { path: 'deletions', query: {}, read: readDeletions };

export interface EducationPeople {
  readonly people: NonNullable<Agency['people']>;
  close(): Promise<void>;
}

export interface EducationPeopleOptions {
  readonly url: string;
  readonly token: string;
  /** All of the borough: a school takes its access back without a word, and its pupils are then not known to be at none. */
  readonly schools: readonly string[];
  readonly clock: Clock;
}

export function createEducationPeople({ url, token, schools: all, clock }: EducationPeopleOptions): EducationPeople {
  const api = createJsonApi({ url, token });

  async function listSchools(signal: AbortSignal): Promise<string[]> {
    const schools = await api.getPages('schools', { per_page: PAGE_SIZE }, { signal });
    return schools.map((school) => {
      const schoolId = readSchoolId(school);
      if (schoolId === null) throw new TransportError('MALFORMED');
      return schoolId;
    });
  }

  async function* pages(
    schools: readonly string[],
    cursor: string | null,
    asOf: Date,
    signal: AbortSignal,
  ): AsyncGenerator<DemographicPage> {
    const { changedSince, nextCursor } = planReading(cursor, asOf);
    const since: Query = changedSince ? { updated_after: wondeTimestamp(changedSince) } : {};
    for (const schoolId of schools) {
      for (const { path, query, read } of changedSince ? [...LISTS, DELETIONS] : LISTS) {
        const resource = `schools/${encodeURIComponent(schoolId)}/${path}`;
        for await (const values of api.pages(resource, { ...query, ...since, per_page: PAGE_SIZE }, { signal }))
          yield { ...read(schoolId, values), asOf, delivery: resource, cursor };
      }
    }
    // Only once every school has answered.
    yield { changes: [], rejected: {}, asOf, delivery: 'schools', cursor: nextCursor };
  }

  return {
    async people(cursor, signal) {
      const asOf = clock.now();
      const covers = planReading(cursor, asOf).changedSince ? 'CHANGES' : 'EVERYBODY';
      const schools = await listSchools(signal);
      const complete = all.length > 0 && all.every((id) => schools.includes(id));
      return { covers, complete, pages: pages(schools, cursor, asOf, signal) };
    },
    close: api.close,
  };
}

/** `2026-09-01 08:00:00`, in UTC. */
function wondeTimestamp(instant: Date): string {
  return instant.toISOString().slice(0, 19).replace('T', ' ');
}
