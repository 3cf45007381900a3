/** The simulated education system: REST and JSON in Wonde's manner, for the schools and pupils of a made-up world. */
import fastify from 'fastify';
import type { FastifyRequest } from 'fastify';
import { createWriting } from '#demo/systems/as-written.ts';
import type { SimulatedSystem } from '#demo/systems/system.ts';
import type { World, WorldPerson } from '#demo/world/world.ts';
import type { Clock } from '#terms/clock.ts';
import { addDays, londonDate } from '#terms/clock.ts';
import { contactsOfPupils } from './people.ts';
import { createRegisters } from './registers.ts';
import type { Filter, SchoolRecords } from './school.ts';
import { createSchool } from './school.ts';
import { pageOf } from './wonde.ts';

export interface EducationOptions {
  readonly world: World;
  readonly clock: Clock;
  /** Any free one unless told. */
  readonly port?: number;
}

const LISTS = {
  'attendance-codes': (school, _filter) => school.attendanceCodes(),
  'attendance-summaries': (school, filter) => school.summaries(filter),
  'attendance/session': (school, filter) => school.sessions(filter),
  exclusions: (school, filter) => school.exclusions(filter),
  students: (school, filter) => school.students(filter),
  contacts: (school, filter) => school.contacts(filter),
  // Nobody leaves the made-up council.
  deletions: () => [],
} satisfies Record<string, (school: SchoolRecords, filter: Filter) => unknown[]>;

/** Listens on 127.0.0.1. `settings` are URL, TOKEN and SCHOOLS. */
export async function startEducation({ world, clock, port = 0 }: EducationOptions): Promise<SimulatedSystem> {
  const token = `education-${world.seed}`;
  const schools = schoolsOf(world);
  const requests: string[] = [];
  const app = fastify({ forceCloseConnections: true });

  app.addHook('onRequest', async (request, reply) => {
    requests.push(`${request.method} ${request.url.split('?', 1)[0]}`);
    if (request.headers.authorization !== `Bearer ${token}`)
      return reply.code(401).send({ error: 'invalid_token', error_description: 'The access token is not valid.' });
  });

  app.get('/v1.0/schools', async (request) =>
    pageOf(
      [...schools.values()].map((school) => school.details()),
      new URL(request.url, `http://${request.headers.host}`),
    ),
  );
  app.get('/v1.0/schools/:schoolId', async (request, reply) => {
    const school = schools.get(schoolIdOf(request));
    return school ? { data: school.details() } : notFound(reply);
  });
  for (const [resource, list] of Object.entries(LISTS)) {
    app.get(`/v1.0/schools/:schoolId/${resource}`, async (request, reply) => {
      const school = schools.get(schoolIdOf(request));
      if (!school) return notFound(reply);
      const url = new URL(request.url, `http://${request.headers.host}`);
      // Whom a school holds has not changed since the world was made.
      const unchanged = (url.searchParams.get('updated_after') ?? '') > world.madeOn;
      return pageOf(unchanged ? [] : list(school, filterOf(url, clock)), url);
    });
  }

  const origin = await app.listen({ host: '127.0.0.1', port });
  const settings = { URL: `${origin}/v1.0/`, TOKEN: token, SCHOOLS: [...schools.keys()].join(',') };
  return { settings, requests, close: () => app.close() };
}

function schoolsOf(world: World): ReadonlyMap<string, SchoolRecords> {
  const registers = createRegisters(world.seed, world.madeOn);
  const [contactsOf, write] = [contactsOfPupils(world), createWriting(world)];
  const pupils = Map.groupBy(world.people, (person) => person.ids.education?.schoolId);
  const byStudent = (people: readonly WorldPerson[]) =>
    new Map(people.map((person) => [person.ids.education?.studentId ?? '', person]));
  return new Map(
    world.schools.map((school) => [
      school.id,
      createSchool({ seed: world.seed, school, pupils: byStudent(pupils.get(school.id) ?? []), registers, contactsOf, write }),
    ]),
  );
}

/** Registers are complete up to yesterday. Without dates Wonde answers with all there is; here with this year and the last. */
function filterOf({ searchParams }: URL, clock: Clock): Filter {
  const yesterday = addDays(londonDate(clock.now()), -1);
  const before = searchParams.get('attendance_date_before') ?? yesterday;
  return {
    studentIds: searchParams.get('students')?.split(',') ?? null,
    from: searchParams.get('attendance_date_after') ?? addDays(yesterday, -730),
    to: before < yesterday ? before : yesterday,
    withContacts: searchParams.get('include')?.split(',').includes('contacts') ?? false,
  };
}

function schoolIdOf(request: FastifyRequest): string {
  return (request.params as { schoolId: string }).schoolId;
}

function notFound(reply: { code(status: number): { send(body: unknown): unknown } }): unknown {
  return reply.code(404).send({ error: 'not_found', error_description: 'There is no such school, or it has not given access.' });
}
