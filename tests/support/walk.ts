/** The schema as a graph, and answers read along their documents: for tests that go everywhere. */
import { getArgumentValues, getNamedType, isAbstractType, isCompositeType, isObjectType, Kind, parse } from 'graphql';
import type { FieldNode, FragmentDefinitionNode, GraphQLField, GraphQLObjectType, OperationDefinitionNode } from 'graphql';
import { collectFields, collectSubfields } from 'graphql/execution/collectFields.js';
import { connectors } from '#connectors/index.ts';
import { createResolvers } from '#resolvers/index.ts';
import { createSchema } from '#schema/index.ts';

export const categories = connectors.flatMap((connector) => connector.categories);
export const schema = createSchema(connectors, createResolvers(categories));

export const objectTypes: readonly GraphQLObjectType[] = Object.values(schema.getTypeMap()).filter(
  (type): type is GraphQLObjectType => isObjectType(type) && !type.name.startsWith('__'),
);

/** A field that leads to objects: `Person.attendance`. */
export interface Edge {
  readonly name: string;
  readonly from: string;
  readonly field: GraphQLField<unknown, unknown>;
  /** What it may lead to, whatever union or interface stands between. */
  readonly to: readonly string[];
}

export const edges: readonly Edge[] = objectTypes.flatMap((from) =>
  Object.values(from.getFields()).flatMap((field) => {
    const to = leadsTo(field);
    return to.length > 0 ? [{ name: `${from.name}.${field.name}`, from: from.name, field, to }] : [];
  }),
);

/** The types of object that a field may lead to. */
export function leadsTo({ type }: GraphQLField<unknown, unknown>): string[] {
  const named = getNamedType(type);
  if (isAbstractType(named)) return schema.getPossibleTypes(named).map(({ name }) => name);
  return isObjectType(named) ? [named.name] : [];
}

/** The types that can be reached from one, itself included, by edges of which none is left out. */
export function reachable(start: string, isLeftOut: (edge: Edge) => boolean = () => false): ReadonlySet<string> {
  const found = new Set([start]);
  // A set that grows while it is gone through: each type once, whatever cycles there are.
  for (const from of found) {
    for (const edge of edges) if (edge.from === from && !isLeftOut(edge)) for (const type of edge.to) found.add(type);
  }
  return found;
}

export function hasDirective({ astNode }: GraphQLField<unknown, unknown>, name: string): boolean {
  return astNode?.directives?.some((directive) => directive.name.value === name) ?? false;
}

/** The category that a field of Person is: an agency's, or the hub's own. */
export function categoryOf(field: string): string | null {
  const own: Readonly<Record<string, string>> = { identity: 'IDENTITY', address: 'ADDRESS' };
  return categories.find((category) => category.field === field)?.name ?? own[field] ?? null;
}

export interface MetField {
  readonly name: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly value: unknown;
  readonly locates: boolean;
}

/** An object of an answer. */
export interface Met {
  readonly type: string;
  /** The edge that led to it; null for the root. */
  readonly by: string | null;
  readonly fields: readonly MetField[];
  /** The category of a person that it is part of. */
  readonly of: { readonly personId: string; readonly category: string } | null;
  /** For a Person, or one who was found: their id. */
  readonly personId: string | null;
}

/**
 * Every object of an answer. Where a selection can be of several types, the document must select `__typename`; of a person, `id`.
 * @throws where the answer has other fields than the document selects.
 */
export function readAnswer(document: string, variables: Readonly<Record<string, unknown>>, data: object): Met[] {
  const { definitions } = parse(document);
  const operation = definitions.find((node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION);
  const isFragment = (node: (typeof definitions)[number]): node is FragmentDefinitionNode =>
    node.kind === Kind.FRAGMENT_DEFINITION;
  const fragments = Object.fromEntries(definitions.filter(isFragment).map((node) => [node.name.value, node]));
  const root = operation && schema.getRootType(operation.operation);
  if (!root) throw new Error('There is no operation.');
  const met: Met[] = [];

  const read = (
    type: GraphQLObjectType,
    value: object,
    selected: ReadonlyMap<string, readonly FieldNode[]>,
    from: Pick<Met, 'by' | 'of'>,
  ): void => {
    const answered = value as Readonly<Record<string, unknown>>;
    const keys = [...selected.keys()];
    if (keys.join() !== Object.keys(answered).join())
      throw new Error(`${type.name} has ${Object.keys(answered).join()}, not ${keys.join()}.`);
    const fields = [...selected].flatMap(([key, nodes]) => {
      const name = nodes[0]?.name.value ?? '';
      const definition = type.getFields()[name];
      return definition ? [{ name, nodes, definition, value: answered[key] }] : [];
    });
    const personId = isPerson(type) ? String(answered['id']) : null;
    const shown = fields.map(({ name, nodes, definition, value: one }) => ({
      name,
      arguments: nodes[0] ? getArgumentValues(definition, nodes[0], variables) : {},
      value: one,
      locates: hasDirective(definition, 'locates'),
    }));
    met.push({ type: type.name, ...from, personId, fields: shown });
    for (const { name, nodes, definition, value: one } of fields) {
      const category = personId === null ? null : categoryOf(name);
      const of = category === null || personId === null ? (personId === null ? from.of : null) : { personId, category };
      for (const object of objectsIn(one)) {
        const below = runtimeType(definition, object);
        if (below)
          read(below, object, collectSubfields(schema, fragments, variables, below, nodes), { by: `${type.name}.${name}`, of });
      }
    }
  };
  read(root, data, collectFields(schema, fragments, variables, root, operation.selectionSet), { by: null, of: null });
  return met;
}

/** What is of one person, with their id. */
export function isPerson({ name }: { readonly name: string }): boolean {
  return name === 'Person' || name === 'FoundPerson';
}

function objectsIn(value: unknown): object[] {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  return typeof value === 'object' && value !== null ? [value] : [];
}

function runtimeType({ type }: GraphQLField<unknown, unknown>, value: object): GraphQLObjectType | null {
  const named = getNamedType(type);
  if (!isCompositeType(named)) return null;
  const found = isAbstractType(named) ? schema.getType(String((value as { __typename?: unknown }).__typename)) : named;
  if (!isObjectType(found)) throw new Error(`An answer does not say which ${named.name} it is.`);
  return found;
}
