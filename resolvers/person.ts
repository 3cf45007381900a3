import { addressOf, identityOf } from '#disclosure/own-categories.ts';
import type { PersonResolvers } from '#schema/generated/types.ts';
import { leafPaths } from './look-ahead.ts';

/** The hub's own categories; those of the agencies are derived in `categories.ts`. */
export const Person: Pick<PersonResolvers, 'identity' | 'address'> = {
  identity: (person, _args, { gate }, info) => identityOf(gate, person, leafPaths(info.fieldNodes, info)),
  address: (person, _args, { gate }, info) => addressOf(gate, person, leafPaths(info.fieldNodes, info)),
};
