/** Queries and inputs made by chance, over whatever the schema has: aliases, fragments, directives and repetitions in every place. */
import {
  astFromValue,
  GraphQLError,
  Kind,
  parse,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  print,
} from 'graphql';
import type { GraphQLCompositeType, GraphQLField, GraphQLInputType, GraphQLObjectType } from 'graphql';
import type { Random } from '#demo/world/random.ts';
import { LARGEST } from '#server/limits.ts';
import { reachable, schema } from './walk.ts';

/** What may stand in an argument or input field, by its path: `family.id`, `recordConsent.input.givenBy.personId`. */
export type Suggest = (path: string, type: string) => unknown;

/** A value of an input type: what is suggested, by chance where nothing is; optional parts come and go. */
export function valueOf(type: GraphQLInputType, path: string, random: Random, suggest: Suggest): unknown {
  if (isNonNullType(type)) return valueOf(type.ofType as GraphQLInputType, path, random, suggest);
  if (isListType(type)) return [valueOf(type.ofType as GraphQLInputType, path, random, suggest)];
  if (isEnumType(type)) {
    return suggest(path, type.name) ?? random.pick(type.getValues()).name;
  }
  if (!isInputObjectType(type)) return suggest(path, type.name);
  const entries = Object.values(type.getFields()).flatMap((field) => {
    if (!isNonNullType(field.type) && random.chance(0.5)) return [];
    return [[field.name, valueOf(field.type, `${path}.${field.name}`, random, suggest)] as const];
  });
  return Object.fromEntries(entries);
}

export interface WalkQuery {
  readonly document: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** How many fields to begin with, about. */
const FIELDS = 220;

/** One query from the root, by chance, as large as the hub takes it; `roots` come in any case, under two aliases each. */
export function makeQuery(random: Random, suggest: Suggest, roots: readonly string[]): WalkQuery {
  for (let fields = FIELDS; ; fields *= 0.8) {
    const document = makeDocument(random, suggest, roots, fields);
    if (isWithinLimit(document)) return { document, variables: { yes: true, no: false } };
  }
}

function isWithinLimit(document: string): boolean {
  try {
    return parse(document, { maxTokens: LARGEST.tokens }).kind === Kind.DOCUMENT;
  } catch (error) {
    if (error instanceof GraphQLError && error.message.includes('tokens')) return false;
    throw error;
  }
}

function makeDocument(random: Random, suggest: Suggest, roots: readonly string[], most: number): string {
  const fragments: string[] = [];
  let names = 0;
  const fresh = (): string => `x${(names += 1)}`;

  const asked = (field: GraphQLField<unknown, unknown>, owner: string): string => {
    const given = field.args
      .filter((argument) => isNonNullType(argument.type) && (argument.defaultValue === undefined || random.chance(0.7)))
      .map((argument) => {
        const value = valueOf(argument.type, `${owner}.${field.name}.${argument.name}`, random, suggest);
        return `${argument.name}: ${print(astFromValue(value, argument.type)!)}`;
      });
    return given.length > 0 ? `(${given.join(', ')})` : '';
  };

  const fieldText = (field: GraphQLField<unknown, unknown>, owner: string, depth: number, fields: number): string => {
    const named = getNamedType(field.type);
    const below = isCompositeType(named) ? ` ${selectionSet(named, depth - 1, fields)}` : '';
    // What takes arguments may not be merged with itself under other ones.
    const alias = owner === 'Query' || field.args.length > 0 || random.chance(0.35) ? `${fresh()}: ` : '';
    return `${alias}${field.name}${asked(field, owner)}${random.chance(0.08) ? random.pick(INCLUDED) : ''}${below}`;
  };

  /** A field that must not be asked, decided or logged. */
  const leftOut = (field: GraphQLField<unknown, unknown>): string => {
    const below = isCompositeType(getNamedType(field.type)) ? ' { __typename }' : '';
    return `${fresh()}: ${field.name} ${random.pick(LEFT_OUT)}${below}`;
  };

  /** As it is, or once more, in a fragment, or under a condition that holds. */
  const disguised = (text: string, type: string): string => {
    const way = random.next();
    if (way < 0.1) return `... on ${type} ${random.pick(INCLUDED)} { ${text} }`;
    if (way < 0.16) return `... ${random.pick(INCLUDED)} { ${text} }`;
    if (way < 0.22) return `${text} ${text}`;
    if (way < 0.25) return `${text} ... on ${type} ${random.pick(LEFT_OUT)} { ${fresh()}: __typename }`;
    if (way < 0.4) {
      const name = fresh();
      fragments.push(`fragment ${name} on ${type} { ${text} }`);
      return way < 0.33 ? `...${name}` : `...${name} ... on ${type} { ...${name} }`;
    }
    return text;
  };

  const fieldsOf = (type: GraphQLObjectType, depth: number, fields: number): string[] => {
    const all = random.shuffle(Object.values(type.getFields()));
    const leaves = all.filter((field) => isLeafType(getNamedType(field.type)) && random.chance(0.65));
    const composite = depth < 3 ? [] : all.filter((field) => isCompositeType(getNamedType(field.type)));
    const room = Math.max(0, fields - leaves.length);
    const taken = composite.slice(0, Math.max(Math.min(1, room), Math.floor(room / 9)));
    const shares = taken.map((field) => (leadsFar(field) ? 5 : 1));
    const share = room / (shares.reduce((sum, one) => sum + one, 0) || 1);
    const texts = [
      ...leaves.map((field) => fieldText(field, type.name, depth, 0)),
      ...taken.map((field, place) => fieldText(field, type.name, depth, share * (shares[place] ?? 0))),
    ];
    return [...texts, ...all.filter((field) => field.args.length === 0 && random.chance(0.04)).map(leftOut)];
  };

  const selectionSet = (type: GraphQLCompositeType, depth: number, fields: number): string => {
    const always = type.name === 'Person' ? ['__typename', 'id'] : ['__typename'];
    if (depth < 1) return `{ ${always.join(' ')} }`;
    if (!isAbstractType(type)) {
      const parts = fieldsOf(type, depth, fields).map((text) => disguised(text, type.name));
      return `{ ${[...always, ...parts].join(' ')} }`;
    }
    const members = schema.getPossibleTypes(type).filter(() => random.chance(0.9));
    const parts = members.map((member) => `... on ${member.name} ${selectionSet(member, depth, fields / 2)}`);
    return `{ ${[...always, ...parts.map((text) => disguised(text, type.name))].join(' ')} }`;
  };

  const query = schema.getQueryType()!;
  const others = Object.values(query.getFields()).filter(({ name }) => !roots.includes(name) && random.chance(0.4));
  const chosen = [...roots.flatMap((name) => [query.getFields()[name]!, query.getFields()[name]!]), ...others];
  const texts = chosen.map((field) => disguised(fieldText(field, 'Query', LARGEST.depth, most / chosen.length), 'Query'));
  const operation = `query Walk($yes: Boolean! = true, $no: Boolean! = false) { ${texts.join(' ')} }`;
  return [operation, ...fragments].join('\n');
}

/** Whether people or records lie that way. */
function leadsFar(field: GraphQLField<unknown, unknown>): boolean {
  const named = getNamedType(field.type);
  const types = isAbstractType(named) ? schema.getPossibleTypes(named) : [named];
  return types.some(({ name }) => ['Person', 'Source'].some((far) => reachable(name).has(far)));
}

const INCLUDED = ['@include(if: $yes)', '@skip(if: $no)', '@include(if: true)', '@include(if: $yes) @skip(if: false)'];
const LEFT_OUT = ['@include(if: $no)', '@skip(if: $yes)', '@skip(if: true) @include(if: $yes)'];
