import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { TransportError } from '#connectors/transports/http.ts';
import { SNOMED_CT } from './services.ts';
import { readAppointment, readEncounter, readPatient } from './wire.ts';

/** A published example of HL7 UK Core. */
function example(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(`./fixtures/ukcore/UKCore-${name}.json`, import.meta.url), 'utf8'));
}

const coding = (code: string, system = SNOMED_CT) => ({ coding: [{ system, code }] });
const RICHARD = 'UKCore-Patient-RichardSmith-Example';

describe('patients', () => {
  it('of UK Core give NHS number, verification and date of birth', () => {
    expect(readPatient(example('Patient-RichardSmith'))).toEqual({
      id: RICHARD,
      nhsNumbers: [{ value: '9912003888', verified: true }],
      birthDate: '1970-09-11',
    });
  });

  it('that are babies are read alike', () => {
    expect(readPatient(example('Patient-BabyPatient'))).toMatchObject({
      birthDate: '2021-02-11',
      nhsNumbers: [{ value: '9912003890' }],
    });
  });

  it('of whom only the year of birth is known have no date of birth', () => {
    expect(readPatient({ ...example('Patient-RichardSmith'), birthDate: '1970' }).birthDate).toBeNull();
  });

  it.each(['02', '03', '07'])('with verification status %s are not verified', (status) => {
    const text = JSON.stringify(example('Patient-RichardSmith')).replace('"code":"01"', `"code":"${status}"`);
    expect(readPatient(JSON.parse(text)).nhsNumbers).toEqual([{ value: '9912003888', verified: false }]);
  });

  it('have no NHS number where the identifier is of another system', () => {
    const text = JSON.stringify(example('Patient-RichardSmith')).replace(
      'https://fhir.nhs.uk/Id/nhs-number',
      'https://other.example',
    );
    expect(readPatient(JSON.parse(text)).nhsNumbers).toEqual([]);
  });

  it('are refused with an id that would change the next search', () => {
    expect(() => readPatient({ resourceType: 'Patient', id: 'a,Patient/b' })).toThrow(new TransportError('MALFORMED'));
  });
});

describe('encounters', () => {
  const published = example('Encounter-InpatientEncounter');

  it('of UK Core are read, and left out where the service is not said', () => {
    expect(readEncounter(published)).toEqual({ patientIds: [RICHARD], contact: null });
  });

  it('of UK Core are shown with a service that the hub knows, without clinical content', () => {
    const { contact } = readEncounter({ ...published, serviceType: coding('310000008') });
    expect(contact).toMatchObject({
      id: 'Encounter/UKCore-Encounter-InpatientEncounter-Example',
      patientIds: [RICHARD],
      occurredAt: new Date('2019-12-10T13:00:00Z'),
      kind: 'INPATIENT',
      outcome: 'ATTENDED',
    });
    expect(contact?.service.name).toBe('Emergency department');
    expect(JSON.stringify(contact)).not.toContain('General treatment');
  });

  it.each([
    ['sexual health', coding('788122004')],
    ['gender identity', coding('896974005')],
    ['a code of another system', coding('310000008', 'https://local.example')],
    ['a known and an unknown service in one', { coding: [...coding('788007007').coding, ...coding('788122004').coding] }],
  ])('of %s are left out', (_what, serviceType) => {
    expect(readEncounter({ ...published, serviceType }).contact).toBeNull();
  });

  it('keep their service where it is also coded locally', () => {
    const serviceType = { coding: [{ system: 'https://local.example', code: 'GP' }, ...coding('788007007').coding] };
    expect(readEncounter({ ...published, serviceType }).contact?.service.name).toBe('General practice');
  });

  it.each([{ status: 'entered-in-error' }, { period: {} }, { period: { start: '2019-12' } }])(
    'are left out with %o',
    (change) => {
      expect(readEncounter({ ...published, serviceType: coding('310000008'), ...change }).contact).toBeNull();
    },
  );

  it.each([
    ['AMB', '788007007', 'CLINIC'],
    ['HH', '1078501000000104', 'HOME_VISIT'],
    ['VR', '788007007', 'REMOTE'],
    ['FLD', '931821000000105', 'SCHOOL'],
    ['FLD', '1078501000000104', 'UNKNOWN'],
    ['EMER', '310000008', 'EMERGENCY'],
  ])('of class %s with service %s are of kind %s', (code, service, kind) => {
    expect(readEncounter({ ...published, class: { code }, serviceType: coding(service) }).contact?.kind).toBe(kind);
  });
});

describe('appointments', () => {
  const published = example('Appointment-OrthopaedicSurgery');
  const known = { ...published, serviceType: [coding('310117003')] };

  it('of UK Core are read, and left out where the service is unknown', () => {
    expect(readAppointment(published)).toEqual({ patientIds: [RICHARD], contact: null });
  });

  it('of UK Core are shown with a service that the hub knows, without clinical content', () => {
    const { contact } = readAppointment(known);
    expect(contact).toMatchObject({ occurredAt: new Date('2022-03-11T10:46:00Z'), kind: 'UNKNOWN', outcome: 'PLANNED' });
    expect(contact?.service.categories).toEqual(['HEALTH_CONTACTS', 'MENTAL_HEALTH']);
    expect(JSON.stringify(contact)).not.toMatch(/pain|X-ray|eat/);
  });

  it.each([
    ['noshow', 'NO_SHOW'],
    ['cancelled', 'CANCELLED'],
    ['pending', 'PLANNED'],
    ['something new', 'UNKNOWN'],
  ])('with status %s end as %s', (status, outcome) => {
    expect(readAppointment({ ...known, status }).contact?.outcome).toBe(outcome);
  });

  it.each(['fulfilled', 'arrived', 'checked-in', 'entered-in-error'])('with status %s are left out', (status) => {
    expect(readAppointment({ ...known, status }).contact).toBeNull();
  });

  it('by telephone or video are remote', () => {
    const text = JSON.stringify(known).replace('"In-person"', '"Telephone"');
    expect(readAppointment(JSON.parse(text)).contact?.kind).toBe('REMOTE');
  });
});
