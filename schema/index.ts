import { makeExecutableSchema } from '@graphql-tools/schema';
import type { IResolvers } from '@graphql-tools/utils';
import { GraphQLError, isObjectType } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import type { CategoryDeclaration, Connector } from '#connectors/contract.ts';
import { typeDefinitions } from './type-definitions.ts';

/**
 * The executable schema of the hub and its agencies.
 * @throws where an agency's SDL and its declarations do not say the same.
 */
export function createSchema(connectors: readonly Connector[], resolvers: IResolvers): GraphQLSchema {
  const schema = makeExecutableSchema({ typeDefs: typeDefinitions(connectors), resolvers });
  for (const connector of connectors) {
    for (const category of connector.categories) checkDeclaration(schema, connector.id, category);
  }
  return schema;
}

/** What a category's field on Person must look like, so that its four outcomes are never confused and never null. */
function checkDeclaration(schema: GraphQLSchema, agency: string, { name, field, recordType }: CategoryDeclaration): void {
  const person = schema.getType('Person');
  const definition = isObjectType(person) ? person.getFields()[field] : undefined;
  const directive = definition?.astNode?.directives?.find((applied) => applied.name.value === 'category');
  const argument = directive?.arguments?.[0]?.value;
  if (!definition || argument?.kind !== 'StringValue' || argument.value !== name) {
    throw new GraphQLError(`${agency}: Person.${field} must be marked @category(name: "${name}").`);
  }
  const members = `${recordType} | NothingHeld | Withheld | Unavailable`;
  const union = definition.type.toString().replace(/!$/, '');
  const type = schema.getType(union);
  const found =
    type && 'getTypes' in type
      ? type
          .getTypes()
          .map((member) => member.name)
          .join(' | ')
      : '';
  if (!definition.type.toString().endsWith('!') || found !== members) {
    throw new GraphQLError(`${agency}: Person.${field} must be a non-null union ${members}.`);
  }
}
