/** In which codes an AuditEvent says what our entries say: DICOM's and HL7's, as IHE BALP has them, and our own beside them. */
import type { AuditEvent, CodeableConcept, Coding } from 'fhir/r4.js';
import type { LogEntry } from '#review/entries.ts';
import type { Purpose } from '#terms/purpose.ts';

const codesOf =
  (system: string) =>
  (code: string, display?: string): Coding => ({ system, code, ...(display !== undefined && { display }) });

const dicom = codesOf('http://dicom.nema.org/resources/ontology/DCM');
const lifecycle = codesOf('http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle');
const reason = codesOf('http://terminology.hl7.org/CodeSystem/v3-ActReason');
const entityType = codesOf('http://terminology.hl7.org/CodeSystem/audit-entity-type');
const entityRole = codesOf('http://terminology.hl7.org/CodeSystem/object-role');
const ourKind = codesOf('urn:family-view:access-log-kind');
const ourPurpose = codesOf('urn:family-view:purpose');

const concept = (coding: Coding): CodeableConcept => ({ coding: [coding] });

export const AGENT = {
  worker: concept(codesOf('http://terminology.hl7.org/CodeSystem/v3-ParticipationType')('IRCP', 'information recipient')),
  app: concept(dicom('110150', 'Application')),
  receiver: concept(dicom('110152', 'Destination Role ID')),
  sender: concept(dicom('110153', 'Source Role ID')),
  refuser: concept(
    codesOf('http://terminology.hl7.org/CodeSystem/extra-security-role-type')('authserver', 'authorization server'),
  ),
} as const;

export const ENTITY = {
  person: { type: entityType('1', 'Person'), role: entityRole('1', 'Patient') },
  family: { type: entityType('4', 'Other'), role: entityRole('4', 'Domain Resource') },
  decision: { type: entityType('4', 'Other'), role: entityRole('4', 'Domain Resource') },
  query: { type: entityType('2', 'System Object'), role: entityRole('24', 'Query') },
  entry: { type: entityType('2', 'System Object'), role: entityRole('13', 'Security Resource') },
  change: { type: entityType('2', 'System Object'), role: entityRole('13', 'Security Resource') },
  request: { type: codesOf('https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType')('XrequestId') },
} as const;

export const SERVER = codesOf('http://terminology.hl7.org/CodeSystem/security-source-type')('4', 'Application Server');

/** None of the purposes of health care is ours; these come nearest. */
const REASONS: Readonly<Record<Purpose, Coding>> = {
  EARLY_HELP: reason('COC', 'coordination of care'),
  SAFEGUARDING: reason('THREAT', 'threat'),
};

export function purposeCodes(purpose: Purpose): CodeableConcept {
  return { coding: [REASONS[purpose], ourPurpose(purpose)] };
}

interface EventCodes {
  readonly type: Coding;
  readonly action?: NonNullable<AuditEvent['action']>;
  readonly subtype?: Coding;
}

const disclosure: EventCodes = {
  type: dicom('110106', 'Export'),
  action: 'R',
  subtype: lifecycle('disclose', 'Disclose Record Lifecycle Event'),
};
const query: EventCodes = { type: dicom('110112', 'Query'), action: 'E' };
const record: EventCodes = { type: dicom('110110', 'Patient Record'), action: 'C' };
const alert = dicom('110113', 'Security Alert');
const logUsed = dicom('110101', 'Audit Log Used');
const securityOf = (subtype: Coding): EventCodes => ({ type: alert, action: 'C', subtype });

/** Of each kind: that it was recorded is an action `C`, for facts are added and never changed. */
const EVENTS: Readonly<Record<LogEntry['kind'], EventCodes>> = {
  VIEW: disclosure,
  MANAGEMENT_VIEW: disclosure,
  FAMILY_LIST: query,
  EXPLANATION: query,
  SEARCH: query,
  MATCH_REVIEW: query,
  CONSENT_CHANGE: record,
  COMPETENCE_CHANGE: record,
  PARENTAL_RESPONSIBILITY_CHANGE: record,
  FAMILY_CHANGE: record,
  MEMBERSHIP_CHANGE: record,
  RELATIONSHIP_CHANGE: record,
  MATCH_CHANGE: record,
  RESTRICTION_CHANGE: securityOf(dicom('110135', 'Object Security Attributes Changed')),
  SAFEGUARDING_DECISION: securityOf(dicom('110135', 'Object Security Attributes Changed')),
  ASSIGNMENT_CHANGE: securityOf(dicom('110136', 'Security Roles Changed')),
  AGREEMENT_CHANGE: securityOf(dicom('110136', 'Security Roles Changed')),
  INTEREST_CHANGE: securityOf(dicom('110137', 'User security Attributes Changed')),
  OVERRIDE: securityOf(dicom('110127', 'Emergency Override Started')),
  REVIEW: { type: logUsed, action: 'R' },
  EXPORT: { type: logUsed, action: 'R' },
  REVIEW_CHANGE: { type: logUsed, action: 'C' },
  ACCOUNT_RELEASE: { type: logUsed, action: 'C' },
  HOLD_CHANGE: { type: logUsed, action: 'C' },
  ERASURE: { type: logUsed, action: 'D', subtype: lifecycle('destroy', 'Destroy/Delete Record Lifecycle Event') },
  UNREADABLE: { type: dicom('110100', 'Application Activity') },
};

/** As BALP has a request that was denied. */
const refusal: EventCodes = {
  type: alert,
  action: 'E',
  subtype: codesOf('https://profiles.ihe.net/ITI/BALP/CodeSystem/AuthZsubType')(
    'AuthZ-Consent',
    'Authorization Decision using Roles and Consent',
  ),
};

const OVERRIDE_ENDED = securityOf(dicom('110138', 'Emergency Override Stopped'));

/** Whether something was, or would have been, given to the caller. */
export function isDisclosure(kind: LogEntry['kind']): boolean {
  return EVENTS[kind] === disclosure;
}

export function eventCodes({ kind, change }: LogEntry, isDone: boolean): Pick<AuditEvent, 'type' | 'subtype' | 'action'> {
  const named = kind === 'OVERRIDE' && change?.name === 'endOverride' ? OVERRIDE_ENDED : EVENTS[kind];
  const { type, action, subtype } = isDisclosure(kind) && !isDone ? refusal : named;
  return { type, subtype: [...(subtype ? [subtype] : []), ourKind(kind)], ...(action && { action }) };
}
