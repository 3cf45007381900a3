/** Asks the health system's FHIR server, for everybody at once: one search for each resource type (and its further pages). */
import { createFhirClient } from '#connectors/transports/fhir.ts';
import type { FhirClient } from '#connectors/transports/fhir.ts';
import { TransportError } from '#connectors/transports/http.ts';
import { createClientCredentials } from '#connectors/transports/oauth.ts';
import type { Clock } from '#terms/clock.ts';
import type { Contact, Patient, Reading } from './wire.ts';
import { NHS_NUMBER, readAppointment, readEncounter, readPatient } from './wire.ts';

const PAGE_SIZE = '200';
const SCOPE = 'system/Patient.read system/Encounter.read system/Appointment.read';

/** Throws TransportError: WRONG_PERSON where the answer is about somebody who was not asked about. */
export interface HealthClient {
  /** Who has one of these NHS numbers (10 digits each). */
  patients(nhsNumbers: readonly string[], signal: AbortSignal): Promise<Patient[]>;
  /** Encounters and appointments of these patients with services that the hub knows; `from` null for all there are. */
  contacts(patientIds: readonly string[], from: Date | null, signal: AbortSignal): Promise<Contact[]>;
  close(): Promise<void>;
}

export interface HealthClientOptions {
  readonly url: string;
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly clock: Clock;
}

export function createHealthClient({ url, tokenUrl, clientId, clientSecret, clock }: HealthClientOptions): HealthClient {
  const authorise = createClientCredentials({ tokenUrl, clientId, clientSecret, scope: SCOPE, clock });
  const fhir = createFhirClient({ url, authorise });

  return {
    async patients(nhsNumbers, signal) {
      const identifier = nhsNumbers.map((nhsNumber) => `${NHS_NUMBER}|${nhsNumber}`).join(',');
      const patients = (await find(fhir, 'Patient', { identifier }, signal)).map(readPatient);
      const asked = new Set(nhsNumbers);
      if (patients.some((patient) => !patient.nhsNumbers.some(({ value }) => asked.has(value))))
        throw new TransportError('WRONG_PERSON');
      return patients;
    },
    async contacts(patientIds, from, signal) {
      const patient = patientIds.map((id) => `Patient/${id}`).join(',');
      const params = { patient, ...(from && { date: `ge${from.toISOString()}` }) };
      const [encounters, appointments] = await Promise.all([
        find(fhir, 'Encounter', params, signal),
        find(fhir, 'Appointment', params, signal),
      ]);
      return contactsIn([...encounters.map(readEncounter), ...appointments.map(readAppointment)], patientIds);
    },
    close: fhir.close,
  };
}

async function find(fhir: FhirClient, resourceType: string, params: Readonly<Record<string, string>>, signal: AbortSignal) {
  const resources = await fhir.search(resourceType, { ...params, _count: PAGE_SIZE }, { signal });
  return resources.filter((resource) => resource.resourceType === resourceType);
}

function contactsIn(readings: readonly Reading[], patientIds: readonly string[]): Contact[] {
  const asked = new Set(patientIds);
  if (readings.some((reading) => !reading.patientIds.some((id) => asked.has(id)))) throw new TransportError('WRONG_PERSON');
  // A resource that moves to the next page while we read comes twice.
  return [...new Map(readings.flatMap(({ contact }) => (contact ? [[contact.id, contact] as const] : []))).values()];
}
