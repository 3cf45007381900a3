/**
 * Nothing about a person is reached but through the gate. First on the schema itself: which edges there are. Then with queries made
 * by chance over the whole schema, for everybody who may ask and every state of a family: whatever is answered is in the log.
 */
import { getNamedType, GraphQLID } from 'graphql';
import type { GraphQLResolveInfo } from 'graphql';
import { describe, expect, test } from 'vitest';
import type { HubContext } from '#resolvers/context.ts';
import { categories, edges, hasDirective, objectTypes, reachable, schema } from '#tests/support/walk.ts';

const RECORD_TYPES = categories.map(({ recordType }) => recordType);
const CATEGORY_EDGES = categories.map(({ field }) => `Person.${field}`);
const isCategoryEdge = ({ name }: { name: string }) => CATEGORY_EDGES.includes(name);

/** Whatever an agency's record, or what is answered in its place, is made of. */
const OF_RECORDS = [...reachable('Query')].filter((type) => !reachable('Query', isCategoryEdge).has(type)).toSorted();
const LOCATING = objectTypes.filter((type) => Object.values(type.getFields()).some((field) => hasDirective(field, 'locates')));

/** Every edge that leads to a person, and why nobody comes through it whom the gate has not let through. */
const TO_PERSON: Readonly<Record<string, string>> = {
  'Query.person': 'gate.person answers it',
  'Query.personByIdentifier': 'gate.search answers whom the gate sees, where IDENTITY is permitted',
  'FamilyMember.person': 'gate.members answers the members',
  'ConsentReview.person': 'the prompts are of whom gate.members answers',
  'Relationship.from': 'relationshipsOf takes both ends from gate.members, where RELATIONSHIPS is permitted for both',
  'Relationship.to': 'as the other end',
  'PersonMention.person': 'the gate names whom it sees and permits for the same categories, and nobody else',
  'Exception.people': 'gate.person answers each',
};

/** Every resolver that is not graphql's own, by type; graphql's own read what these have made. */
const RESOLVERS: Readonly<Record<string, readonly string[]>> = {
  // Of an entry that the officer may read whole.
  AccessLogEntry: ['proof'],
  Caller: ['organisation', 'roles', 'through'],
  Exception: ['categories', 'people'],
  // Of a VisibleFamily, which only the gate makes.
  Family: ['consentReviews', 'leadWorker', 'members', 'name', 'relationships', 'team'],
  FamilyMember: ['entered', 'from', 'role', 'until'],
  // Of a VisiblePerson that gate.search has answered: `identity` and `address` ask gate.own.
  FoundPerson: ['address', 'agrees', 'id', 'identity'],
  // Nothing about anybody.
  InformationSharingAgreement: [
    'categories',
    'detail',
    'endsAt',
    'historyMonths',
    'id',
    'legalBasis',
    'maximumAge',
    'minimumAge',
    'provider',
    'purposes',
    'recipients',
    'stalenessHours',
    'startsAt',
  ],
  ManagedAssignment: ['from', 'until'],
  ManagedConsent: ['decidedAt', 'recordedAt'],
  // Of a ManagedFamily, which only the gate makes.
  ManagedFamily: ['assignments', 'consents', 'episodes', 'proposals', 'relationshipProposals'],
  MembershipProposal: ['name'],
  RelationshipProposal: ['from', 'to'],
  // `identity` and `address` ask gate.own; all others are derived from the agencies' declarations.
  Person: ['address', 'identity', ...categories.map(({ field }) => field)].toSorted(),
  // The lists of items of a record that the gate has answered.
  ...Object.fromEntries(categories.flatMap(({ recordType, items }) => (items ? [[recordType, [items]]] : []))),
  TeamMember: ['assignment', 'from', 'until'],
};

describe('The schema', () => {
  test('has no way to an agency’s record but a category of a person', () => {
    const into = edges.filter(({ to }) => to.some((type) => RECORD_TYPES.includes(type)));
    expect(into.map(({ name }) => name).toSorted()).toEqual(CATEGORY_EDGES.toSorted());
    expect(into.filter(({ field }) => !hasDirective(field, 'category'))).toEqual([]);
    expect(OF_RECORDS).toEqual(expect.arrayContaining(['Source', 'School', 'PersonMention', 'Unavailable', 'NothingHeld']));
    for (const type of RECORD_TYPES) expect(OF_RECORDS).toContain(type);
  });

  test('has no way to a place but a category of a person, or their address', () => {
    const locating = LOCATING.map(({ name }) => name).filter((name) => !OF_RECORDS.includes(name));
    // And what agencies say of where somebody lives, which a steward reads to tell one person from another, masked as an address is.
    expect(locating.toSorted()).toEqual(['Address', 'MatchAddress', 'MatchRecord']);
    const into = (type: string) => edges.filter(({ to }) => to.includes(type)).map(({ name }) => name);
    expect(into('Address').toSorted()).toEqual(['FoundPerson.address', 'Person.address']);
    expect(into('Identity').toSorted()).toEqual(['FoundPerson.identity', 'Person.identity']);
    expect(into('FoundPerson')).toEqual(['Query.findPeople']);
    expect(into('MatchAddress')).toEqual(['MatchRecord.addresses']);
    expect(into('MatchRecord')).toEqual(['MatchReview.left', 'MatchReview.right']);
  });

  test('leads to a person by the edges of this list, and to a family by the gate alone', () => {
    const into = (type: string) =>
      edges
        .filter(({ to }) => to.includes(type))
        .map(({ name }) => name)
        .toSorted();
    expect(into('Person')).toEqual(Object.keys(TO_PERSON).toSorted());
    expect(into('Family')).toEqual(['Query.family']);
    expect(into('ManagedFamily')).toEqual(['Query.managedFamily']);
    expect(into('FamilyMember')).toEqual(['Family.members']);
    expect(into('PersonMention').every((name) => OF_RECORDS.includes(name.split('.')[0] ?? ''))).toBe(true);
  });

  test('reaches nobody and nothing from a change: no person, family, record or place, and no text but a problem’s', () => {
    const reached = reachable('Mutation');
    for (const { name } of Object.values(schema.getMutationType()?.getFields() ?? {}))
      expect(edges.map((edge) => edge.name)).toContain(`Mutation.${name}`);
    expect([...reached].filter((type) => OF_RECORDS.includes(type) || LOCATING.some(({ name }) => name === type))).toEqual([]);
    expect(
      [...reached].filter((type) =>
        /^(Person|Family|FamilySummary|ManagedFamily|Identity|Address|Relationships?|PersonMention|Explanation)$/.test(type),
      ),
    ).toEqual([]);
    const texts = objectTypes
      .filter(({ name }) => reached.has(name))
      .flatMap((type) =>
        Object.values(type.getFields())
          .filter((field) => getNamedType(field.type).name === 'String')
          .map((field) => `${type.name}.${field.name}`),
      );
    expect(texts.toSorted()).toEqual(['Problem.message', 'Problem.path']);
  });

  test('leads from whom a search found to nothing but who they are and where they live', () => {
    expect([...reachable('FoundPerson')].toSorted()).toEqual(['Address', 'FoundPerson', 'Identity', 'Withheld']);
  });

  test('has resolvers of its own in the places of this list only', () => {
    const found = objectTypes.flatMap((type) => {
      const own = Object.values(type.getFields()).filter(({ resolve }) => resolve !== undefined);
      return own.length > 0 && !['Query', 'Mutation'].includes(type.name)
        ? [[type.name, own.map(({ name }) => name).toSorted()]]
        : [];
    });
    expect(Object.fromEntries(found)).toEqual(RESOLVERS);
    expect(Object.values(schema.getTypeMap()).filter((type) => 'resolveType' in type && type.resolveType)).toEqual([]);
  });

  test('answers a category with what the gate answers, and nothing else', () => {
    const fields = schema.getType('Person') as (typeof objectTypes)[number];
    const [person, given] = [{ id: 'somebody' }, Promise.resolve({})];
    for (const { field, name } of categories) {
      const asked: unknown[] = [];
      const gate = { answer: (...args: unknown[]) => (asked.push(args), given) };
      const info = { fieldNodes: [], fragments: {}, variableValues: {}, schema } as unknown as GraphQLResolveInfo;
      const context = { gate } as unknown as HubContext;
      expect(fields.getFields()[field]?.resolve?.(person, {}, context, info)).toBe(given);
      expect(asked).toEqual([[person, name, []]]);
    }
  });

  test('has no ids below a person but the person’s own and those of items, which the gate makes opaque', () => {
    const below = reachable('Person');
    const ids = objectTypes
      .filter(({ name }) => below.has(name))
      .flatMap((type) => {
        const isItem = type.getInterfaces().some(({ name }) => name === 'Item');
        return Object.values(type.getFields())
          .filter((field) => getNamedType(field.type) === GraphQLID && !(isItem && field.name === 'id'))
          .map((field) => `${type.name}.${field.name}`);
      });
    expect(ids).toEqual(['Person.id']);
    const items = categories.flatMap(({ recordType, items: list }) => (list ? [`${recordType}.${list}`] : []));
    const isItemType = (name: string) =>
      objectTypes.some((type) => type.name === name && type.getInterfaces().some((face) => face.name === 'Item'));
    expect(
      edges
        .filter(({ to }) => to.some(isItemType))
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(items.toSorted());
  });
});
