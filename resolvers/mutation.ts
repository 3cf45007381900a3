/** Every mutation is derived from the list of changes: nobody writes one, so nobody can skip the log. */
import type { GraphQLFieldResolver } from 'graphql';
import type { ChangeInput } from '#disclosure/changes/change.ts';
import { CHANGES } from '#disclosure/changes/index.ts';
import type { HubContext } from './context.ts';

type Resolver = GraphQLFieldResolver<unknown, HubContext, { readonly input: ChangeInput }>;

/** Answers the change's result, or the problems for which nothing was recorded. */
export const Mutation: Readonly<Record<string, Resolver>> = Object.fromEntries(
  CHANGES.map(
    (change) => [change.name, (_root, { input }, { change: make }) => make(change, input)] satisfies [string, Resolver],
  ),
);
