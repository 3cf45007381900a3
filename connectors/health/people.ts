/**
 * The health system's list of patients, for the person index: everybody once a day, in between who was updated. FHIR's search does not
 * tell of deletions: whoever is gone is missed when everybody is read.
 */
import type { Agency } from '#connectors/contract.ts';
import { createFhirClient } from '#connectors/transports/fhir.ts';
import type { FhirResource } from '#connectors/transports/fhir.ts';
import { planReading } from '#connectors/transports/list-cursor.ts';
import { createClientCredentials } from '#connectors/transports/oauth.ts';
import type { DemographicPage } from '#terms/demographics.ts';
import type { HealthClientOptions } from './client.ts';
import { numberOf, readPatients, replacementIds } from './people-wire.ts';

const PAGE_SIZE = '200';

export interface HealthPeople {
  readonly people: NonNullable<Agency['people']>;
  close(): Promise<void>;
}

export function createHealthPeople({ url, tokenUrl, clientId, clientSecret, clock }: HealthClientOptions): HealthPeople {
  const authorise = createClientCredentials({ tokenUrl, clientId, clientSecret, scope: 'system/Patient.read', clock });
  const fhir = createFhirClient({ url, authorise });

  async function* pages(cursor: string | null, asOf: Date, signal: AbortSignal): AsyncGenerator<DemographicPage> {
    const { changedSince, nextCursor } = planReading(cursor, asOf);
    const params = { _count: PAGE_SIZE, ...(changedSince && { _lastUpdated: `ge${changedSince.toISOString()}` }) };
    let number = 0;
    for await (const found of fhir.pages('Patient', params, { signal })) {
      number += 1;
      const patients = found.filter(({ resourceType }) => resourceType === 'Patient');
      const numbers = await numbersOf(patients, signal);
      yield { ...readPatients(patients, numbers), asOf, delivery: `Patient page ${number}`, cursor };
    }
    yield { changes: [], rejected: {}, asOf, delivery: 'Patient', cursor: nextCursor };
  }

  /** The NHS numbers of those who replace patients of a page: mostly they are in it themselves. */
  async function numbersOf(patients: readonly FhirResource[], signal: AbortSignal): Promise<ReadonlyMap<string, string>> {
    const wanted = replacementIds(patients);
    const missing = wanted.filter((id) => !patients.some((patient) => patient['id'] === id));
    const others = missing.length > 0 ? await fhir.search('Patient', { _id: missing.join(',') }, { signal }) : [];
    const replacing = [...patients, ...others].filter(({ id }) => wanted.includes(String(id)));
    return new Map(
      replacing.flatMap((patient) => {
        const nhsNumber = numberOf(patient);
        return !nhsNumber ? [] : [[String(patient['id']), nhsNumber] as const];
      }),
    );
  }

  return {
    async people(cursor, signal) {
      const asOf = clock.now();
      const covers = planReading(cursor, asOf).changedSince ? 'CHANGES' : 'EVERYBODY';
      return { covers, complete: true, pages: pages(cursor, asOf, signal) };
    },
    close: fhir.close,
  };
}
