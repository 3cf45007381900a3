/**
 * Which health services the hub knows, and which categories a contact with each belongs to. A service that is not listed never
 * leaves the connector: so sexual health, termination, gender identity and asylum services, and all that nobody thought of (rule 7).
 *
 * Codes are SNOMED CT, from the set that UK Core binds to a care setting (https://fhir.hl7.org.uk/ValueSet/UKCore-CareSettingType).
 */
import type { Category } from '#terms/category.ts';

export const SNOMED_CT = 'http://snomed.info/sct';

export interface Service {
  /** In words of ours. */
  readonly name: string;
  /** The agency's categories that a contact is shown in. */
  readonly categories: readonly Category[];
  /** Categories of others that it gives away besides. */
  readonly reveals: readonly Category[];
}

const HEALTH: readonly Category[] = ['HEALTH_CONTACTS'];
const MENTAL_HEALTH: readonly Category[] = ['HEALTH_CONTACTS', 'MENTAL_HEALTH'];
const SUBSTANCE_MISUSE: readonly Category[] = ['HEALTH_CONTACTS', 'SUBSTANCE_MISUSE'];
const BOTH: readonly Category[] = ['HEALTH_CONTACTS', 'MENTAL_HEALTH', 'SUBSTANCE_MISUSE'];

const SERVICES: ReadonlyMap<string, Service> = new Map([
  listed('1078501000000104', 'Health visiting', HEALTH),
  listed('931821000000105', 'School nursing', HEALTH),
  listed('310067008', 'Community paediatrics', HEALTH),
  listed('829981000000108', 'Community child health', HEALTH),
  listed('310101009', 'Speech and language therapy', HEALTH),
  listed('310102002', 'Speech and language therapy', HEALTH),
  listed('310104001', 'Speech and language therapy', HEALTH),
  listed('788007007', 'General practice', HEALTH),
  listed('310000008', 'Emergency department', HEALTH),
  listed('409971007', 'Emergency department', HEALTH),
  listed('714088003', 'Maternity', HEALTH, ['PREGNANCY']),
  listed('714089006', 'Maternity', HEALTH, ['PREGNANCY']),
  listed('310117003', 'Child and adolescent mental health', MENTAL_HEALTH),
  listed('788002001', 'Adult mental health', MENTAL_HEALTH),
  listed('708168004', 'Mental health', MENTAL_HEALTH),
  listed('89301000000108', 'Community mental health team', MENTAL_HEALTH),
  listed('92151000000102', 'Mental health crisis team', MENTAL_HEALTH),
  listed('788125002', 'Drug and alcohol service', SUBSTANCE_MISUSE),
  listed('109201000000109', 'Drug and alcohol service', SUBSTANCE_MISUSE),
  listed('893261000000103', 'Mental health and substance misuse (dual diagnosis)', BOTH),
]);

function listed(code: string, name: string, categories: readonly Category[], reveals: readonly Category[] = []) {
  return [code, { name, categories, reveals }] as const;
}

export interface Coding {
  readonly system?: string | undefined;
  readonly code?: string | undefined;
}

/** The service that codings of one concept stand for: the SNOMED CT ones decide, and all of them must be listed. */
export function serviceOf(codings: readonly Coding[]): Service | null {
  const services = codings.filter(({ system }) => system === SNOMED_CT).map(({ code }) => SERVICES.get(code ?? '') ?? null);
  return services.includes(null) ? null : (services[0] ?? null);
}
