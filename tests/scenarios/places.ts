/** Every field of every record that the schema marks as giving a place away, and what somebody reads in it. */
import { isObjectType, isUnionType, getNamedType } from 'graphql';
import type { GraphQLField, GraphQLObjectType } from 'graphql';
import { connectors } from '#connectors/index.ts';
import { createResolvers } from '#resolvers/index.ts';
import { createSchema } from '#schema/index.ts';
import type { Who } from './stage.ts';
import { answerTo, FAMILY } from './stage.ts';

const categories = connectors.flatMap((connector) => connector.categories);
const schema = createSchema(connectors, createResolvers(categories));
const typeNamed = (name: string) => schema.getType(name) as GraphQLObjectType;

function givesPlaceAway({ astNode }: GraphQLField<unknown, unknown>): boolean {
  return astNode?.directives?.some(({ name }) => name.value === 'locates') ?? false;
}

/** Selects everything below a type, but for other people. */
function selection(type: GraphQLObjectType): string {
  const fields = Object.values(type.getFields()).flatMap((field) => {
    const below = getNamedType(field.type);
    if (!isObjectType(below)) return field.name;
    return below.name === 'PersonMention' ? [] : `${field.name} ${selection(below)}`;
  });
  return `{ __typename ${fields.join(' ')} }`;
}

/** Each of Person's answers: every field of every type that it may be. */
function answers(): string[] {
  return Object.values(typeNamed('Person').getFields()).flatMap((field) => {
    const type = getNamedType(field.type);
    if (!isUnionType(type)) return [];
    const members = type.getTypes().map((member) => `... on ${member.name} ${selection(member)}`);
    return `${field.name} { __typename ${members.join(' ')} }`;
  });
}

/** All names of such fields, as `Type.field`. */
export const PLACE_FIELDS: readonly string[] = Object.values(schema.getTypeMap())
  .filter((type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith('__'))
  .flatMap((type) =>
    Object.values(type.getFields()).flatMap((field) => (givesPlaceAway(field) ? `${type.name}.${field.name}` : [])),
  )
  .toSorted();

export interface Places {
  /** What is read in each such field of these people's answers, without nulls. */
  readonly shown: ReadonlyMap<string, readonly unknown[]>;
  /** The answers of these people that are a record, by type. */
  readonly records: readonly string[];
  readonly text: string;
}

/** What somebody reads of some members' every category. */
export async function placesShown(who: Who, people: readonly string[]): Promise<Places> {
  const document = `query($id: ID!) { family(id: $id, purpose: EARLY_HELP) { members { person { id ${answers().join(' ')} } } } }`;
  const { members } = await answerTo<{ members: { person: { id: string } & Record<string, Found> }[] }>(who, document, {
    id: FAMILY,
  });
  const found = members.map(({ person }) => person).filter(({ id }) => people.includes(id));
  const shown = new Map<string, unknown[]>();
  for (const value of found) note(value, shown);
  const types = found.flatMap((person) =>
    Object.values(person).flatMap((answer) => (typeof answer === 'object' ? (answer.__typename ?? []) : [])),
  );
  return { shown, records: types.filter((type) => type !== 'Withheld'), text: JSON.stringify(found) };
}

interface Found {
  readonly __typename?: string;
}

function note(value: unknown, shown: Map<string, unknown[]>): void {
  if (Array.isArray(value)) return value.forEach((entry) => note(entry, shown));
  if (typeof value !== 'object' || value === null) return;
  const { __typename: type, ...fields } = value as Found & Record<string, unknown>;
  for (const [field, read] of Object.entries(fields)) {
    const name = `${type}.${field}`;
    if (PLACE_FIELDS.includes(name) && read !== null) shown.set(name, [...(shown.get(name) ?? []), read]);
    note(read, shown);
  }
}
