/** Queries over whatever the schema has: whole ones, and ones made by chance with aliases, fragments, conditions and repetitions. */
import {
  astFromValue,
  getNamedType,
  GraphQLError,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  Kind,
  parse,
  print,
} from 'graphql';
import type { GraphQLCompositeType, GraphQLField, GraphQLInputType } from 'graphql';
import { createRandom } from '#demo/world/random.ts';
import type { Random } from '#demo/world/random.ts';
import { LARGEST } from '#server/limits.ts';
import { isPerson, leadsTo, objectTypes, reachable, schema } from './walk.ts';

type Field = GraphQLField<unknown, unknown>;

/** What may stand in an argument or input field, by its path: `Query.family.id`, `recordConsent.input.givenBy.personId`. */
export type Suggest = (path: string, type: string) => unknown;

/** Chance that can be repeated. The first numbers of seeds that are alike are alike themselves. */
export function chanceOf(...seed: readonly string[]): Random {
  const random = createRandom(...seed);
  for (let skipped = 0; skipped < 16; skipped++) random.next();
  return random;
}

/** A value of an input type: as suggested, by chance where it is not said, with optional parts that come and go. */
export function valueOf(type: GraphQLInputType, path: string, random: Random, suggest: Suggest): unknown {
  if (isNonNullType(type)) return valueOf(type.ofType as GraphQLInputType, path, random, suggest);
  if (isListType(type)) return [valueOf(type.ofType as GraphQLInputType, path, random, suggest)];
  if (isEnumType(type)) return suggest(path, type.name) ?? random.pick(type.getValues()).name;
  if (!isInputObjectType(type)) return suggest(path, type.name);
  const given = Object.values(type.getFields()).filter((field) => isNonNullType(field.type) || random.chance(0.5));
  return Object.fromEntries(given.map((field) => [field.name, valueOf(field.type, `${path}.${field.name}`, random, suggest)]));
}

/** What a query needs to ask for: conditions by variable. */
export const CONDITIONS = { yes: true, no: false } as const;

const query = schema.getQueryType();
const ROOTS = Object.values(query?.getFields() ?? {});
export const ROOT_NAMES: readonly string[] = ROOTS.map(({ name }) => name);

/** None of its arguments is needed, and some are. */
const NEEDS_SOME = 'Query.findPeople';

function argumentsOf({ name, args }: Field, owner: string, random: Random, suggest: Suggest): string {
  const given = args.filter(
    ({ type, defaultValue }) =>
      (isNonNullType(type) && (defaultValue === undefined || random.chance(0.7))) || `${owner}.${name}` === NEEDS_SOME,
  );
  const texts = given.flatMap(({ name: argument, type }) => {
    const value = astFromValue(valueOf(type, `${owner}.${name}.${argument}`, random, suggest), type);
    return value ? [`${argument}: ${print(value)}`] : [];
  });
  return texts.length > 0 ? `(${texts.join(', ')})` : '';
}

/** What is always selected, so that the answer can be read along the query. */
function always(type: GraphQLCompositeType): string[] {
  return isPerson(type) ? ['__typename', 'id'] : ['__typename'];
}

/** Every field of everything below some fields of Query. Of people whom another person's record or a tie names: the id. */
export function wholeQuery(names: readonly string[], random: Random, suggest: Suggest): string {
  const whole = (type: GraphQLCompositeType, isNamed: boolean): string => {
    if (isAbstractType(type)) {
      const members = schema.getPossibleTypes(type).map((member) => `... on ${member.name} ${whole(member, isNamed)}`);
      return `{ ${[...always(type), ...members].join(' ')} }`;
    }
    const fields = type.name === 'Person' && isNamed ? [] : Object.values(type.getFields());
    return `{ ${[...always(type), ...fields.map((field) => wholeField(field, type.name))].join(' ')} }`;
  };
  const wholeField = (field: Field, owner: string): string => {
    const named = getNamedType(field.type);
    const below = isCompositeType(named) ? ` ${whole(named, !['FamilyMember', 'Query'].includes(owner))}` : '';
    return `${field.name}${argumentsOf(field, owner, random, suggest)}${below}`;
  };
  const fields = ROOTS.filter(({ name }) => names.includes(name));
  return `query Whole($yes: Boolean!, $no: Boolean!) { ... @include(if: $yes) @skip(if: $no) { ${fields.map((field) => wholeField(field, 'Query')).join(' ')} } }`;
}

/** How many fields to begin with, about. */
const FIELDS = 220;

/** A query made by chance, as large as the hub takes it: these fields of Query under two aliases each, and others besides. */
export function makeQuery(names: readonly string[], random: Random, suggest: Suggest): string {
  for (let fields = FIELDS; ; fields *= 0.8) {
    const document = makeDocument(names, random, suggest, fields);
    if (isWithinLimit(document)) return document;
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

/** Types from which people can be reached, or what an agency answers. */
const FAR = new Set(
  objectTypes.map(({ name }) => name).filter((name) => ['Person', 'Withheld'].some((far) => reachable(name).has(far))),
);
const INCLUDED = ['@include(if: $yes)', '@skip(if: $no)', '@include(if: true)', '@include(if: $yes) @skip(if: false)'];
const LEFT_OUT = ['@include(if: $no)', '@skip(if: $yes)', '@skip(if: true) @include(if: $yes)'];

function makeDocument(names: readonly string[], random: Random, suggest: Suggest, most: number): string {
  const fragments: string[] = [];
  let count = 0;
  const fresh = (): string => `x${(count += 1)}`;

  const fieldText = (field: Field, owner: string, depth: number, most: number): string => {
    const named = getNamedType(field.type);
    const below = isCompositeType(named) ? ` ${selection(named, depth - 1, most)}` : '';
    // What takes arguments may not be merged with itself under other ones.
    const alias = owner === 'Query' || field.args.length > 0 || random.chance(0.35) ? `${fresh()}: ` : '';
    const condition = random.chance(0.08) ? ` ${random.pick(INCLUDED)}` : '';
    return `${alias}${field.name}${argumentsOf(field, owner, random, suggest)}${condition}${below}`;
  };

  /** A field that must not be asked, decided or logged. */
  const leftOut = (field: Field): string => {
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
    if (way >= 0.4) return text;
    const name = fresh();
    fragments.push(`fragment ${name} on ${type} { ${text} }`);
    return way < 0.33 ? `...${name}` : `...${name} ... on ${type} { ...${name} }`;
  };

  const fieldsOf = (type: GraphQLCompositeType, depth: number, most: number): string[] => {
    if (isAbstractType(type)) {
      const members = schema.getPossibleTypes(type).filter(() => random.chance(0.9));
      return members.map((member) => `... on ${member.name} ${selection(member, depth, most / 2)}`);
    }
    const all = random.shuffle(Object.values('getFields' in type ? type.getFields() : {}));
    const leaves = all.filter((field) => isLeafType(getNamedType(field.type)) && random.chance(0.7));
    const composite = all.filter((field) => isCompositeType(getNamedType(field.type)) && depth >= 3);
    const taken = composite.slice(0, Math.ceil(most / 9));
    const shares = taken.map((field) => (leadsTo(field).some((name) => FAR.has(name)) ? 5 : 1));
    const share = most / (shares.reduce((sum, one) => sum + one, 0) || 1);
    const texts = taken.map((field, place) => fieldText(field, type.name, depth, share * (shares[place] ?? 0) - 1));
    const decoys = all.filter((field) => field.args.length === 0 && random.chance(0.04)).map(leftOut);
    return [...leaves.map((field) => fieldText(field, type.name, depth, 0)), ...texts, ...decoys];
  };

  const selection = (type: GraphQLCompositeType, depth: number, most: number): string => {
    const parts = depth < 1 || most < 0 ? [] : fieldsOf(type, depth, most).map((text) => disguised(text, type.name));
    return `{ ${[...always(type), ...parts].join(' ')} }`;
  };

  const [twice, others] = [true, false].map((is) => ROOTS.filter(({ name }) => names.includes(name) === is));
  const chosen = [...(twice ?? []), ...(twice ?? []), ...(others ?? []).filter(() => random.chance(0.3))];
  const texts = chosen.map((field) => {
    const share = names.includes(field.name) ? most / names.length / 2 : most / 12;
    return disguised(fieldText(field, 'Query', LARGEST.depth, share), 'Query');
  });
  const operation = `query Walk($yes: Boolean! = true, $no: Boolean! = false) { ... @include(if: $yes) @skip(if: $no) { ${texts.join(' ')} } }`;
  return [operation, ...fragments].join('\n');
}
