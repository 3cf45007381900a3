/** The simulated health system: a FHIR R4 server in UK Core's profiles, for the patients of a made-up world. */
import fastify from 'fastify';
import type { FastifyReply } from 'fastify';
import { createWriting } from '#demo/systems/as-written.ts';
import type { SimulatedSystem } from '#demo/systems/system.ts';
import type { World, WorldPerson } from '#demo/world/world.ts';
import type { Clock } from '#terms/clock.ts';
import type { HealthContact } from './contacts.ts';
import { contactsOf } from './contacts.ts';
import { createTokenServer } from './oauth.ts';
import type { Resource } from './resources.ts';
import { contactResources, patientResource } from './resources.ts';
import { createPages, dateFilter, operationOutcome, patientIds } from './search.ts';

export interface HealthOptions {
  readonly world: World;
  readonly clock: Clock;
  /** Any free one unless told. */
  readonly port?: number;
}

const NHS_NUMBER = 'https://fhir.nhs.uk/Id/nhs-number|';

/** Listens on 127.0.0.1. `settings` are URL, TOKEN_URL, CLIENT_ID and CLIENT_SECRET. */
export async function startHealth({ world, clock, port = 0 }: HealthOptions): Promise<SimulatedSystem> {
  const client = { id: 'family-view', secret: `health-${world.seed}` };
  const tokens = createTokenServer(client, clock);
  const records = createRecords(world, clock);
  const requests: string[] = [];
  const app = fastify({ forceCloseConnections: true });

  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, new URLSearchParams(String(body))),
  );
  app.addHook('onRequest', async (request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    requests.push(`${request.method} ${path}`);
    if (path.startsWith('/fhir') && !tokens.accepts(request.headers.authorization))
      return fhir(reply.code(401), operationOutcome('login', 'Access is not authorised.'));
  });

  app.post('/oauth2/token', async (request, reply) => {
    const answer = tokens.grant(request.headers.authorization, formOf(request.body));
    return answer ?? reply.code(401).send({ error: 'invalid_client' });
  });

  const origin = () => `http://127.0.0.1:${(app.server.address() as { port: number }).port}`;
  const pages = createPages(() => `${origin()}/fhir`);
  app.post('/fhir/:resourceType/_search', async (request, reply) => {
    const form = formOf(request.body);
    const found = records.find((request.params as { resourceType: string }).resourceType, form);
    if (!found) return fhir(reply.code(400), operationOutcome('not-supported', 'The search is not supported.'));
    return fhir(reply, pages.first(found, form.get('_count')));
  });
  app.get('/fhir', async (request, reply) => {
    const bundle = pages.next(String((request.query as { _page?: string })._page ?? ''));
    return bundle ? fhir(reply, bundle) : fhir(reply.code(410), operationOutcome('expired', 'The search has expired.'));
  });

  await app.listen({ host: '127.0.0.1', port });
  return {
    settings: {
      URL: `${origin()}/fhir`,
      TOKEN_URL: `${origin()}/oauth2/token`,
      CLIENT_ID: client.id,
      CLIENT_SECRET: client.secret,
    },
    requests,
    close: () => app.close(),
  };
}

/** Finds resources by the few searches that are supported; null for any other. */
function createRecords(world: World, clock: Clock) {
  const write = createWriting(world);
  const byNhsNumber = new Map<string, WorldPerson>();
  const byPatientId = new Map<string, WorldPerson>();
  for (const person of world.people) {
    if (!person.ids.health) continue;
    byNhsNumber.set(person.ids.health.nhsNumber, person);
    byPatientId.set(person.ids.health.patientId, person);
  }
  const planned = new Map<string, readonly HealthContact[]>();

  function contacts(patientId: string): Resource[] {
    const person = byPatientId.get(patientId);
    if (!person) return [];
    const own = planned.get(patientId) ?? contactsOf(world, person);
    planned.set(patientId, own);
    return own.flatMap((contact) => contactResources(patientId, contact, clock.now()));
  }

  /** By NHS number, by the server's own id, or all of them; updated since a time, where one is given. */
  function patients(form: URLSearchParams): Resource[] | null {
    const isUpdated = dateFilter(form.get('_lastUpdated'));
    if (!isUpdated) return null;
    const found = askedFor(form.get('identifier'), form.get('_id'));
    return found
      .map((person) => patientResource(person, write('health', person), world.madeOn))
      .filter(({ meta }) => isUpdated((meta as { lastUpdated: string }).lastUpdated));
  }

  function askedFor(identifier: string | null, ids: string | null): readonly WorldPerson[] {
    if (identifier === null && ids === null) return [...byPatientId.values()];
    if (identifier === null) return patientIds(ids).flatMap((id) => byPatientId.get(id) ?? []);
    const tokens = identifier.split(',').filter((token) => token.startsWith(NHS_NUMBER));
    return [...new Set(tokens.map((token) => token.slice(NHS_NUMBER.length)))].flatMap((number) => byNhsNumber.get(number) ?? []);
  }

  return {
    find(resourceType: string, form: URLSearchParams): Resource[] | null {
      const isIn = dateFilter(form.get('date'));
      if (resourceType === 'Patient') return patients(form);
      if ((resourceType !== 'Encounter' && resourceType !== 'Appointment') || !isIn) return null;
      const ids = new Set(patientIds(form.get('patient') ?? form.get('actor')));
      const found = [...ids].flatMap(contacts).filter((resource) => resource.resourceType === resourceType);
      return found.filter((resource) => isIn(startOf(resource)));
    },
  };
}

function startOf({ start, period }: Resource): string {
  const from = start ?? (period as { start?: unknown } | undefined)?.start;
  return typeof from === 'string' ? from : '';
}

function formOf(body: unknown): URLSearchParams {
  return body instanceof URLSearchParams ? body : new URLSearchParams();
}

function fhir(reply: FastifyReply, body: unknown): FastifyReply {
  return reply.type('application/fhir+json; charset=utf-8').send(JSON.stringify(body));
}
