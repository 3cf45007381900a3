import { addressOf, identityOf } from '#disclosure/own-categories.ts';
import type { PersonResolvers } from '#schema/generated/types.ts';
import { recordFields } from './look-ahead.ts';

/** The hub's own categories; those of the agencies are derived in `categories.ts`. */
export const Person: Pick<PersonResolvers, 'identity' | 'address'> = {
  identity: (person, _args, { gate }, info) => identityOf(gate, person, recordFields(info.fieldNodes, info, 'Identity')),
  address: (person, _args, { gate }, info) => addressOf(gate, person, recordFields(info.fieldNodes, info, 'Address')),
};
