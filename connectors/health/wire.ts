/**
 * FHIR R4 resources in UK Core's profiles, as values of ours. That a contact occurred, with which service, of what kind and how
 * it ended: clinical content (reasons, types, notes) is not read at all. Every function throws MALFORMED for what it cannot read.
 */
import { z } from 'zod';
import { readAs } from '#connectors/transports/http.ts';
import type { LocalDate } from '#terms/clock.ts';
import { startOfLondonDay } from '#terms/clock.ts';
import type { Service } from './services.ts';
import { serviceOf } from './services.ts';

export const NHS_NUMBER = 'https://fhir.nhs.uk/Id/nhs-number';
const VERIFICATION = 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus';
const DELIVERY_CHANNEL = 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-DeliveryChannel';

const codeableSchema = z.object({
  coding: z.array(z.object({ system: z.string().optional(), code: z.string().optional() })).default([]),
});
const extensionsSchema = z.array(z.object({ url: z.string(), valueCodeableConcept: codeableSchema.optional() })).default([]);
const referenceSchema = z.object({ reference: z.string().optional() });
const metaSchema = z.object({ lastUpdated: z.string().optional() }).optional();

/** FHIR's own rule for ids; it also keeps commas out of the search that an id is put into. */
const idSchema = z.string().regex(/^[A-Za-z0-9.-]{1,64}$/);

const patientSchema = z.object({
  id: idSchema,
  identifier: z
    .array(z.object({ system: z.string().optional(), value: z.string().optional(), extension: extensionsSchema }))
    .default([]),
  birthDate: z.string().optional(),
});
const encounterSchema = z.object({
  id: idSchema,
  meta: metaSchema,
  status: z.string(),
  class: z.object({ code: z.string().optional() }),
  serviceType: codeableSchema.optional(),
  subject: referenceSchema.optional(),
  period: z.object({ start: z.string().optional() }).optional(),
});
const appointmentSchema = z.object({
  id: idSchema,
  meta: metaSchema,
  extension: extensionsSchema,
  status: z.string(),
  serviceType: z.array(codeableSchema).default([]),
  start: z.string().optional(),
  participant: z.array(z.object({ actor: referenceSchema.optional() })).default([]),
});

export interface Patient {
  readonly id: string;
  readonly nhsNumbers: readonly { readonly value: string; readonly verified: boolean }[];
  readonly birthDate: LocalDate | null;
}

export function readPatient(resource: unknown): Patient {
  const { id, identifier, birthDate } = readAs(patientSchema, resource);
  return {
    id,
    nhsNumbers: identifier.flatMap(({ system, value, extension }) =>
      system === NHS_NUMBER && value ? [{ value: value.replaceAll(' ', ''), verified: isVerified(extension) }] : [],
    ),
    // FHIR allows a year or a month alone; an age cannot be told from it.
    birthDate: birthDate && /^\d{4}-\d{2}-\d{2}$/.test(birthDate) ? birthDate : null,
  };
}

export type Kind = 'CLINIC' | 'HOME_VISIT' | 'REMOTE' | 'SCHOOL' | 'EMERGENCY' | 'INPATIENT' | 'UNKNOWN';
export type Outcome = 'ATTENDED' | 'NO_SHOW' | 'CANCELLED' | 'PLANNED' | 'UNKNOWN';

/** A contact, past or planned. */
export interface Contact {
  readonly id: string;
  /** Whom it is about: more than one where an appointment is of a group. */
  readonly patientIds: readonly string[];
  readonly occurredAt: Date;
  readonly service: Service;
  readonly kind: Kind;
  readonly outcome: Outcome;
  readonly updatedAt: Date | null;
}

/** What a resource says, whether or not it may leave the connector. */
export interface Reading {
  readonly patientIds: readonly string[];
  /** Null for what is left out: a service that is not listed, an error, no date, or shown already. */
  readonly contact: Contact | null;
}

export function readEncounter(resource: unknown): Reading {
  const wire = readAs(encounterSchema, resource);
  const patientIds = patientsIn([wire.subject]);
  const service = wire.serviceType ? serviceOf(wire.serviceType.coding) : null;
  const occurredAt = instantOf(wire.period?.start);
  if (wire.status === 'entered-in-error' || !service || !occurredAt) return { patientIds, contact: null };
  const kind = encounterKind(wire.class.code, service);
  const outcome = ENCOUNTER_OUTCOMES.get(wire.status) ?? 'UNKNOWN';
  const id = `Encounter/${wire.id}`;
  return {
    patientIds,
    contact: { id, patientIds, occurredAt, service, kind, outcome, updatedAt: instantOf(wire.meta?.lastUpdated) },
  };
}

export function readAppointment(resource: unknown): Reading {
  const wire = readAs(appointmentSchema, resource);
  const patientIds = patientsIn(wire.participant.map(({ actor }) => actor));
  const services = wire.serviceType.map(({ coding }) => serviceOf(coding));
  const service = services.includes(null) ? null : (services[0] ?? null);
  const occurredAt = instantOf(wire.start);
  if (NOT_SHOWN.has(wire.status) || !service || !occurredAt) return { patientIds, contact: null };
  const channel = codesOf(wire.extension, DELIVERY_CHANNEL)[0];
  const kind = channel === 'Telephone' || channel === 'Video' ? 'REMOTE' : 'UNKNOWN';
  const outcome = APPOINTMENT_OUTCOMES.get(wire.status) ?? 'UNKNOWN';
  const id = `Appointment/${wire.id}`;
  return {
    patientIds,
    contact: { id, patientIds, occurredAt, service, kind, outcome, updatedAt: instantOf(wire.meta?.lastUpdated) },
  };
}

/** http://hl7.org/fhir/encounter-status */
const ENCOUNTER_OUTCOMES: ReadonlyMap<string, Outcome> = new Map([
  ['planned', 'PLANNED'],
  ['arrived', 'ATTENDED'],
  ['triaged', 'ATTENDED'],
  ['in-progress', 'ATTENDED'],
  ['onleave', 'ATTENDED'],
  ['finished', 'ATTENDED'],
  ['cancelled', 'CANCELLED'],
]);

/** http://hl7.org/fhir/appointmentstatus */
const APPOINTMENT_OUTCOMES: ReadonlyMap<string, Outcome> = new Map([
  ['proposed', 'PLANNED'],
  ['pending', 'PLANNED'],
  ['booked', 'PLANNED'],
  ['waitlist', 'PLANNED'],
  ['noshow', 'NO_SHOW'],
  ['cancelled', 'CANCELLED'],
]);

/** An appointment that took place is shown as its encounter. */
const NOT_SHOWN: ReadonlySet<string> = new Set(['fulfilled', 'arrived', 'checked-in', 'entered-in-error']);

/** http://terminology.hl7.org/CodeSystem/v3-ActCode */
const CLASSES: ReadonlyMap<string, Kind> = new Map([
  ['AMB', 'CLINIC'],
  ['HH', 'HOME_VISIT'],
  ['VR', 'REMOTE'],
  ['EMER', 'EMERGENCY'],
  ['IMP', 'INPATIENT'],
  ['ACUTE', 'INPATIENT'],
  ['NONAC', 'INPATIENT'],
  ['SS', 'INPATIENT'],
]);

/** FHIR has no class for a school: a school nurse who works "in the field" does so at school. */
function encounterKind(code: string | undefined, service: Service): Kind {
  if (code === 'FLD' && service.name === 'School nursing') return 'SCHOOL';
  return CLASSES.get(code ?? '') ?? 'UNKNOWN';
}

function isVerified(extension: z.infer<typeof extensionsSchema>): boolean {
  return codesOf(extension, VERIFICATION).includes('01');
}

function codesOf(extensions: z.infer<typeof extensionsSchema>, url: string): (string | undefined)[] {
  return extensions
    .filter((one) => one.url === url)
    .flatMap(({ valueCodeableConcept: concept }) => concept?.coding.map(({ code }) => code) ?? []);
}

function patientsIn(references: readonly (z.infer<typeof referenceSchema> | undefined)[]): string[] {
  return references.flatMap((reference) => /(?:^|\/)Patient\/([\w.-]+)/.exec(reference?.reference ?? '')?.[1] ?? []);
}

/** Null for no time, and for a year or month alone. A day is its beginning in England. */
function instantOf(text: string | undefined): Date | null {
  if (text === undefined) return null;
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return Number.isNaN(Date.parse(text)) ? null : startOfLondonDay(text);
  const time = /^\d{4}-\d{2}-\d{2}T.*(?:Z|[+-]\d{2}:\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? null : new Date(time);
}
