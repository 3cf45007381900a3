/** Category fields are derived from the agencies' declarations: nobody writes one, so nobody can skip the gate. */
import type { GraphQLFieldResolver } from 'graphql';
import type { CategoryDeclaration } from '#connectors/contract.ts';
import type { VisiblePerson } from '#disclosure/visible.ts';
import { HubError } from '#terms/errors.ts';
import type { HubContext } from './context.ts';
import { recordFields } from './look-ahead.ts';

type Resolvers = Record<string, Record<string, GraphQLFieldResolver<never, HubContext, never>>>;

/** One resolver on Person per category, and one on its record for the list of items, which takes `last`. */
export function categoryResolvers(categories: readonly CategoryDeclaration[]): Resolvers {
  const resolvers: Resolvers = { Person: {} };
  for (const { name, field, recordType, items } of categories) {
    const ask: GraphQLFieldResolver<VisiblePerson, HubContext> = (person, _args, { gate }, info) =>
      gate.answer(person, name, recordFields(info.fieldNodes, info, recordType));
    resolvers['Person'] = { ...resolvers['Person'], [field]: ask as never };
    if (items) resolvers[recordType] = { [items]: takeLast(items) as never };
  }
  return resolvers;
}

/** The newest `last` items, where the field has that argument; all of them where it has not. The log counts what is taken. */
function takeLast(items: string): GraphQLFieldResolver<Record<string, readonly unknown[] | null>, HubContext, { last?: number }> {
  return (record, { last }, { gate }) => {
    if (last !== undefined && (last < 1 || last > 100)) throw new HubError('BAD_ARGUMENT', { argument: 'last' });
    const list = record[items]?.slice(0, last) ?? null;
    gate.shown(record, list?.length ?? 0);
    return list;
  };
}
