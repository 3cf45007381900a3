/** FHIR R4 resources as UK Core's published examples have them. */
import { createHash } from 'node:crypto';
import type { Written } from '#demo/systems/as-written.ts';
import type { WorldPerson } from '#demo/world/world.ts';
import type { LocalDate } from '#terms/clock.ts';
import { startOfLondonDay } from '#terms/clock.ts';
import type { HealthContact } from './contacts.ts';

const UK_CORE = 'https://fhir.hl7.org.uk';
const SNOMED_CT = 'http://snomed.info/sct';
const ORGANISATION = { reference: 'Organization/community-trust', display: 'Three Rivers Community NHS Trust' };

export interface Resource {
  readonly resourceType: string;
  readonly id: string;
  readonly [element: string]: unknown;
}

/** `as`: as the health system has written them down. */
export function patientResource(person: WorldPerson, as: Written, madeOn: LocalDate): Resource {
  const { patientId, nhsNumber } = person.ids.health ?? { patientId: '', nhsNumber: '' };
  return {
    resourceType: 'Patient',
    id: patientId,
    meta: {
      lastUpdated: startOfLondonDay(madeOn).toISOString(),
      profile: [`${UK_CORE}/StructureDefinition/UKCore-Patient`],
      security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-Confidentiality', code: 'U', display: 'unrestricted' }],
    },
    identifier: [
      {
        extension: [
          {
            url: `${UK_CORE}/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus`,
            valueCodeableConcept: {
              coding: [
                {
                  system: `${UK_CORE}/CodeSystem/UKCore-NHSNumberVerificationStatusEngland`,
                  code: '01',
                  display: 'Number present and verified',
                },
              ],
            },
          },
        ],
        system: 'https://fhir.nhs.uk/Id/nhs-number',
        value: nhsNumber,
      },
    ],
    name: [{ use: 'official', family: as.surname, given: as.forename === null ? [] : [as.forename] }],
    gender: as.sex.toLowerCase(),
    ...(as.dateOfBirth === null ? {} : { birthDate: as.dateOfBirth }),
    ...(person.diedOn === null ? {} : { deceasedDateTime: person.diedOn }),
    ...(as.phone === null ? {} : { telecom: [{ system: 'phone', value: as.phone, use: 'mobile' }] }),
    ...(as.line === null ? {} : { address: [addressOf(as)] }),
  };
}

function addressOf({ line, town, postcode }: Written) {
  return { use: 'home', line: [line], city: town, ...(postcode === null ? {} : { postalCode: postcode }) };
}

/** What one contact looks like at an instant: an appointment until it has taken place, then an encounter. */
export function contactResources(patientId: string, contact: HealthContact, now: Date): Resource[] {
  const start = new Date(startOfLondonDay(contact.day).getTime() + contact.minute * 60_000);
  if (start > now) return [appointment(patientId, contact, start, 'booked', now)];
  if (contact.end === 'NO_SHOW') return [appointment(patientId, contact, start, 'noshow')];
  if (contact.end === 'CANCELLED') return [appointment(patientId, contact, start, 'cancelled')];
  const took = encounter(patientId, contact, start);
  return contact.booked ? [appointment(patientId, contact, start, 'fulfilled'), took] : [took];
}

function encounter(patientId: string, contact: HealthContact, start: Date): Resource {
  const id = uuid('Encounter', patientId, contact.key);
  return {
    resourceType: 'Encounter',
    id,
    meta: { lastUpdated: start.toISOString(), profile: [`${UK_CORE}/StructureDefinition/UKCore-Encounter`] },
    identifier: [{ system: 'https://tools.ietf.org/html/rfc4122', value: id }],
    status: 'finished',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: contact.encounterClass },
    type: [{ text: 'Review' }],
    serviceType: serviceType(contact),
    subject: { reference: `Patient/${patientId}` },
    participant: [{ individual: { reference: 'Practitioner/clinician', display: 'A clinician' } }],
    period: { start: start.toISOString(), end: new Date(start.getTime() + 30 * 60_000).toISOString() },
    reasonCode: [{ text: 'Clinical reasons are for clinicians.' }],
    serviceProvider: ORGANISATION,
  };
}

function appointment(patientId: string, contact: HealthContact, start: Date, status: string, now = start): Resource {
  const channel =
    contact.encounterClass === 'VR' ? { code: 'Video', display: 'Video' } : { code: 'In-person', display: 'In person' };
  const made = new Date(Math.min(start.getTime() - 21 * 86_400_000, now.getTime() - 86_400_000)).toISOString();
  return {
    resourceType: 'Appointment',
    id: uuid('Appointment', patientId, contact.key),
    meta: {
      lastUpdated: status === 'booked' ? made : start.toISOString(),
      profile: [`${UK_CORE}/StructureDefinition/UKCore-Appointment`],
    },
    extension: [
      {
        url: `${UK_CORE}/StructureDefinition/Extension-UKCore-DeliveryChannel`,
        valueCodeableConcept: { coding: [{ system: `${UK_CORE}/CodeSystem/UKCore-DeliveryChannel`, ...channel }] },
      },
    ],
    status,
    serviceType: [serviceType(contact)],
    description: 'Clinical reasons are for clinicians.',
    start: start.toISOString(),
    end: new Date(start.getTime() + 30 * 60_000).toISOString(),
    created: made,
    participant: [{ actor: { reference: `Patient/${patientId}` }, required: 'required', status: 'accepted' }],
  };
}

function serviceType({ service: { code, display } }: HealthContact) {
  return { coding: [{ system: SNOMED_CT, code, display }] };
}

/** The same for the same parts, in the form of a UUID. */
function uuid(...parts: string[]): string {
  const hex = createHash('sha256').update(parts.join('\u0000')).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
