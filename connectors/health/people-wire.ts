/** FHIR R4 Patients in UK Core's profile, as demographics. Nothing clinical is read. */
import { z } from 'zod';
import { distinct, readRows, shortText } from '#connectors/transports/list-rows.ts';
import type { RowsRead } from '#connectors/transports/list-rows.ts';
import type { Address, Demographics, OtherName } from '#terms/demographics.ts';
import { NO_IDENTIFIER, UNREADABLE } from '#terms/demographics.ts';
import { NHS_NUMBER, readPatient } from './wire.ts';

/** http://terminology.hl7.org/CodeSystem/v3-Confidentiality: restricted and very restricted; S is the spine's own older flag. */
const RESTRICTED: ReadonlySet<string> = new Set(['R', 'V', 'S', 'REDACTED']);
const ADDRESS_KEY = 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-AddressKey';

const periodSchema = z.object({ end: z.string().optional() }).optional();
const nameSchema = z.object({
  use: z.string().optional(),
  given: z.array(shortText).default([]),
  family: shortText,
  period: periodSchema,
});
const addressKeySchema = z.object({
  url: z.string(),
  extension: z
    .array(
      z.object({
        url: z.string(),
        valueString: shortText,
        valueCoding: z.object({ code: z.string().optional() }).optional(),
        valueCodeableConcept: z.object({ coding: z.array(z.object({ code: z.string().optional() })).default([]) }).optional(),
      }),
    )
    .default([]),
});
const addressSchema = z.object({
  use: z.string().optional(),
  line: z.array(shortText).default([]),
  city: shortText,
  postalCode: shortText,
  period: periodSchema,
  extension: z.array(addressKeySchema).default([]),
});
const referenceSchema = z.object({
  reference: z.string().optional(),
  identifier: z.object({ system: z.string().optional(), value: z.string().optional() }).optional(),
});
const patientSchema = z.object({
  meta: z.object({ security: z.array(z.object({ code: z.string().optional() })).default([]) }).default({ security: [] }),
  name: z.array(nameSchema).default([]),
  gender: shortText,
  birthDate: shortText,
  address: z.array(addressSchema).default([]),
  telecom: z.array(z.object({ system: z.string().optional(), value: shortText })).default([]),
  link: z.array(z.object({ type: z.string(), other: referenceSchema })).default([]),
});
type WirePatient = z.infer<typeof patientSchema>;

/** The number that the patient is asked by: 10 digits, verified. Null where there is none, undefined where the resource cannot be read. */
export function numberOf(resource: unknown): string | null | undefined {
  try {
    const numbers = readPatient(resource).nhsNumbers.filter(({ value, verified }) => verified && /^\d{10}$/.test(value));
    return numbers[0]?.value ?? null;
  } catch {
    return undefined;
  }
}

/** The ids of the patients that replace one of these, where the resource does not give their number. */
export function replacementIds(resources: readonly unknown[]): string[] {
  return distinct(resources.map((resource) => replacementOf(patientSchema.safeParse(resource).data)?.patientId));
}

/** `numbers` has the NHS numbers of patients who replace others, by the server's own id of them. */
export function readPatients(resources: readonly unknown[], numbers: ReadonlyMap<string, string>): RowsRead {
  return readRows(resources, z.looseObject({}), (resource) => {
    const wire = patientSchema.safeParse(resource);
    const id = numberOf(resource);
    if (!wire.success || id === undefined) return UNREADABLE;
    const replacement = replacementOf(wire.data);
    const into = replacement && (replacement.nhsNumber ?? numbers.get(replacement.patientId ?? ''));
    // Without a number, or under the same one, whoever stays says it all.
    if (into) return id === null || id === into ? null : { change: 'MERGED', id, into };
    if (id === null) return NO_IDENTIFIER;
    const sealed = wire.data.meta.security.some(({ code }) => RESTRICTED.has(code ?? ''));
    return { change: 'RECORD', id, demographics: demographicsOf(wire.data, id), sealed };
  });
}

function replacementOf(patient: WirePatient | undefined): { nhsNumber?: string; patientId?: string } | null {
  const other = patient?.link.find(({ type }) => type === 'replaced-by')?.other;
  if (!other) return null;
  const nhsNumber = other.identifier?.system === NHS_NUMBER ? other.identifier.value?.replaceAll(' ', '') : undefined;
  if (nhsNumber && /^\d{10}$/.test(nhsNumber)) return { nhsNumber };
  const patientId = /(?:^|\/)Patient\/([A-Za-z0-9.-]{1,64})$/.exec(other.reference ?? '')?.[1];
  return patientId ? { patientId } : null;
}

function demographicsOf(patient: WirePatient, nhsNumber: string): Demographics {
  const names = patient.name.toSorted((a, b) => nameRank(a) - nameRank(b)).map(nameOf);
  const [name, ...otherNames] = names;
  const of = (system: string) =>
    distinct(patient.telecom.filter((telecom) => telecom.system === system).map(({ value }) => value));
  return {
    forename: name?.forename ?? null,
    surname: name?.surname ?? null,
    otherNames,
    dateOfBirth: patient.birthDate,
    sex: patient.gender,
    addresses: patient.address.toSorted((a, b) => addressRank(a) - addressRank(b)).map(addressOf),
    phones: of('phone'),
    emails: of('email'),
    identifiers: { 'nhs-number': nhsNumber },
    relatedTo: [],
  };
}

/** http://hl7.org/fhir/name-use: what they are called now first. */
function nameRank({ use, period }: z.infer<typeof nameSchema>): number {
  const place = ['official', 'usual'].indexOf(use ?? '');
  return (period?.end === undefined ? 0 : 10) + (place === -1 ? 5 : place);
}

function nameOf({ given, family }: z.infer<typeof nameSchema>): OtherName {
  return { forename: given.filter((part) => part !== null).join(' ') || null, surname: family };
}

/** http://hl7.org/fhir/address-use: where they live now first. */
function addressRank({ use, period }: z.infer<typeof addressSchema>): number {
  const place = ['home', undefined, 'temp', 'billing', 'old'].indexOf(use);
  return (period?.end === undefined ? 0 : 10) + (place === -1 ? 2 : place);
}

function addressOf({ line, city, postalCode, extension }: z.infer<typeof addressSchema>): Address {
  const keys = extension.filter(({ url }) => url === ADDRESS_KEY).map((one) => one.extension);
  const uprn = keys.find((parts) => parts.some((part) => codesOf(part).includes('UPRN')))?.find(({ url }) => url === 'value');
  return {
    line: line.filter((part) => part !== null).join(', ') || null,
    town: city,
    postcode: postalCode,
    uprn: uprn?.valueString ?? null,
  };
}

function codesOf({ valueCoding, valueCodeableConcept }: z.infer<typeof addressKeySchema>['extension'][number]) {
  return [valueCoding, ...(valueCodeableConcept?.coding ?? [])].map((coding) => coding?.code);
}
