import { addressOf, identityOf } from '#disclosure/own-categories.ts';
import { readIdentifier, readSearch } from '#people/search/asked.ts';
import type { FoundPersonResolvers, QueryResolvers } from '#schema/generated/types.ts';
import { categoriesBelow, recordFields } from './look-ahead.ts';

export const findPeople: NonNullable<QueryResolvers['findPeople']> = async (_root, request, { gate, admitSearch }) => {
  const asked = readSearch(request);
  await admitSearch('findPeople');
  return gate.search.find(asked);
};

export const personByIdentifier: NonNullable<QueryResolvers['personByIdentifier']> = async (
  _root,
  { kind, value },
  { gate, admitSearch, categoryFields },
  info,
) => {
  const asked = readIdentifier(kind, value);
  await admitSearch('personByIdentifier');
  const person = await gate.search.byIdentifier(asked);
  if (person) gate.lookAhead([person], categoriesBelow(info.fieldNodes, info, categoryFields));
  return person;
};

/** Who somebody is and where they live, decided as for a Person; no agency's categories. */
export const FoundPerson: FoundPersonResolvers = {
  id: ({ person }) => person.id,
  identity: ({ person }, _args, { gate }, info) => identityOf(gate, person, recordFields(info.fieldNodes, info, 'Identity')),
  address: ({ person }, _args, { gate }, info) => addressOf(gate, person, recordFields(info.fieldNodes, info, 'Address')),
  agrees: ({ agrees }) => [...agrees],
};
