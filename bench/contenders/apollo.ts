/** Contender 3, Apollo Server as it comes: standalone, default plugins, DataLoader. No sign-in, no decision, no log. */
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { makeExecutableSchema } from '@graphql-tools/schema';
import DataLoader from 'dataloader';
import { AGENCIES, sdlOf } from '#bench/agencies.ts';
import type { BenchAgency, WireRecord } from '#bench/agencies.ts';
import { agencyPersonId, FAMILY, fullName } from '#bench/family.ts';
import type { BenchMember } from '#bench/family.ts';
import { answerParent } from '#bench/processes.ts';
import type { ContenderSettings, ContenderStarted } from '#bench/processes.ts';
import { typeDefinitions } from '#schema/type-definitions.ts';
import { createAskRecords } from './records.ts';
import type { AskRecords } from './records.ts';

interface Context {
  /** By agency; new for each request. */
  readonly loaders: ReadonlyMap<string, DataLoader<string, WireRecord>>;
}

function createLoaders(askRecords: AskRecords): Context['loaders'] {
  return new Map(
    AGENCIES.map((agency) => [
      agency.id,
      new DataLoader<string, WireRecord>(async (ids) => {
        const records = new Map((await askRecords(agency, ids)).map((record) => [record.person, record]));
        return ids.map((id) => records.get(id) ?? new Error('An agency left somebody out.'));
      }),
    ]),
  );
}

const category =
  (agency: BenchAgency) =>
  async (person: BenchMember, _args: unknown, { loaders }: Context) => {
    const record = await loaders.get(agency.id)?.load(agencyPersonId(person, agency));
    const source = { agency: agency.name, service: agency.service, updatedAt: record?.updatedAt };
    return { ...record, __typename: agency.recordType, source, detail: 'FULL' };
  };

const resolvers = {
  Query: { family: (_root: unknown, { id }: { id: string }) => (id === FAMILY.id ? FAMILY : null) },
  Family: { members: () => FAMILY.members.map((person) => ({ role: person.role, person })) },
  Person: {
    identity: (person: BenchMember) => ({
      __typename: 'Identity',
      name: fullName(person),
      dateOfBirth: person.dateOfBirth,
    }),
    ...Object.fromEntries(AGENCIES.map((agency) => [agency.field, category(agency)])),
  },
};

async function start({ upstreamUrl }: ContenderSettings): Promise<ContenderStarted> {
  const askRecords = createAskRecords(upstreamUrl);
  const typeDefs = typeDefinitions(AGENCIES.map((agency) => ({ sdl: sdlOf(agency) })));
  const server = new ApolloServer<Context>({ schema: makeExecutableSchema({ typeDefs, resolvers }) });
  return startStandaloneServer(server, {
    listen: { host: '127.0.0.1', port: 0 },
    context: async () => ({ loaders: createLoaders(askRecords) }),
  });
}

answerParent(start);
