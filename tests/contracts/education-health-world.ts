import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createMemoryCache } from '#connectors/cache.ts';
import type { AgencyItem, AgencyRecord, Answer, Connector, ConnectorEvent, Question } from '#connectors/contract.ts';
import { REVEALS } from '#connectors/contract.ts';
import { NOTHING_HAPPENED } from '#demo/world/story.ts';
import type { World, WorldPerson, WorldStory } from '#demo/world/world.ts';
import type { LandedStore } from '#terms/landed.ts';

export const clock = { now: () => new Date('2026-03-10T10:00:00Z') };
function person(key: string, dateOfBirth: string, ids: WorldPerson['ids'], story: Partial<WorldStory> = {}): WorldPerson {
  const name = { key, forename: key, surname: 'Okafor', householdKey: 'h', sex: 'FEMALE' as const };
  return { ...name, dateOfBirth, dueDate: null, diedOn: null, ids, story: { ...NOTHING_HAPPENED, ...story } };
}

export const [ELM, OAK] = ['A1930499544', 'A1930499545'];
const school = (schoolId: string, studentId: string) => ({ schoolId, studentId, upn: 'B801200005001' });
const BUSY = {
  healthContacts: 12,
  mentalHealthContacts: 8,
  suspensions: 12,
  specialEducationalNeeds: 'PLAN',
  absence: 'SEVERE',
} as const;

/** Amara goes to Elm Park and is known everywhere, Ben to Oak Road and nothing has happened to him, Grace is their mother. */
export const world: World = {
  seed: 3,
  madeOn: '2026-03-10',
  schools: [
    { id: ELM, name: 'Elm Park School', urn: '123456', phase: 'SECONDARY' },
    { id: OAK, name: 'Oak Road School', urn: '123457', phase: 'PRIMARY' },
  ],
  households: [],
  families: [],
  people: [
    person('amara', '2013-05-01', { education: school(ELM, 'A11'), health: { nhsNumber: '9000000009', patientId: 'pa' } }, BUSY),
    person('ben', '2018-02-01', { education: school(OAK, 'A22'), health: { nhsNumber: '9000000017', patientId: 'pb' } }),
    person(
      'grace',
      '1988-02-01',
      { health: { nhsNumber: '9000000025', patientId: 'pg' } },
      { healthContacts: 9, substanceMisuseContacts: 4 },
    ),
  ],
};

const closing: (() => Promise<unknown>)[] = [];

/** Has something closed when the file's tests are over. */
export function closeLater(close: () => Promise<unknown>): void {
  closing.push(close);
}

export const closeAll = () => Promise.all(closing.splice(0).map((close) => close()));

export function connect<S>(connector: Connector<S>, settings: Readonly<Record<string, string>>) {
  const events: ConnectorEvent[] = [];
  const landed = {} as LandedStore;
  const cache = createMemoryCache(() => clock.now().getTime());
  const agency = connector.connect(connector.settings.parse(settings), {
    clock,
    landed,
    cache,
    report: (event) => void events.push(event),
  });
  closeLater(agency.close);
  return { events, ask: (question: Question) => agency.ask(question, AbortSignal.timeout(10_000)) };
}

export function about(
  subject: string,
  ids: readonly string[],
  categories: readonly string[],
  since: string | null = '2024-03-10',
) {
  return { subject, ids, categories: categories.map((category) => ({ category, since, victimOnly: false })) };
}

export function recordOf(answer: Answer | undefined): AgencyRecord {
  if (answer?.outcome !== 'HELD') throw new Error('No record is held.');
  return answer.record;
}

export const itemsOf = (answer: Answer | undefined, field: string) => recordOf(answer)[field] as AgencyItem[];
export const revealsOf = (item: AgencyItem) => item[REVEALS]?.categories ?? [];

/** A server that gives the same JSON for whatever path ends in the same words. */
export async function serve(answers: Readonly<Record<string, unknown>>, type = 'application/json'): Promise<string> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '', 'http://x').pathname;
    const found = Object.entries(answers).find(([end]) => path.endsWith(end))?.[1];
    response.writeHead(found === undefined ? 404 : 200, { 'content-type': path.endsWith('token') ? 'application/json' : type });
    response.end(JSON.stringify(found ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closeLater(async () => server.closeAllConnections());
  closeLater(async () => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A whole list in Wonde's manner. */
export const list = (...data: unknown[]) => ({ data, meta: { pagination: { next: null, more: false } } });

const VERIFICATION = 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-NHSNumberVerificationStatus';
/** The settings of a health system with one patient and one encounter. */
export async function serveHealth(value: string, status: string, subject = 'Patient/p1') {
  const extension = [{ url: VERIFICATION, valueCodeableConcept: { coding: [{ code: status }] } }];
  const patient = {
    resourceType: 'Patient',
    id: 'p1',
    identifier: [{ system: 'https://fhir.nhs.uk/Id/nhs-number', value, extension }],
  };
  const encounter = {
    resourceType: 'Encounter',
    id: 'e1',
    status: 'finished',
    class: { code: 'AMB' },
    subject: { reference: subject },
  };
  const bundle = (...entry: unknown[]) => ({
    resourceType: 'Bundle',
    type: 'searchset',
    entry: entry.map((resource) => ({ resource })),
  });
  const url = await serve(
    {
      token: { access_token: 't', token_type: 'Bearer', expires_in: 60 },
      'Patient/_search': bundle(patient),
      'Encounter/_search': bundle(encounter),
      'Appointment/_search': bundle(),
    },
    'application/fhir+json',
  );
  return { URL: `${url}/fhir`, TOKEN_URL: `${url}/token`, CLIENT_ID: 'c', CLIENT_SECRET: 's' };
}
