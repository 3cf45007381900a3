/**
 * A request holds one search of each kind: aliases are no way round how often somebody may search. It comes by POST: an address, with the
 * names and dates in it, would be kept by proxies and browsers.
 */
import { visit } from 'graphql';
import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import { HubError } from '#terms/errors.ts';

/** Fields of Query, and of nothing else. */
const SEARCHES: readonly string[] = ['findPeople', 'personByIdentifier'];

/** Whether or not a field is skipped. @throws HubError ONE_SEARCH where a document would search twice in one way, SEARCH_BY_POST */
export function oneSearch({ definitions }: DocumentNode, operation: OperationDefinitionNode, method: string): void {
  const found = new Map<string, string>();
  for (const definition of [operation, ...definitions.filter(({ kind }) => kind === 'FragmentDefinition')]) {
    visit(definition, {
      Field({ name: { value: name }, alias }) {
        if (!SEARCHES.includes(name)) return;
        if (method !== 'POST') throw new HubError('SEARCH_BY_POST');
        // The same under the same name is one field.
        const key = alias?.value ?? name;
        if ((found.get(name) ?? key) !== key) throw new HubError('ONE_SEARCH');
        found.set(name, key);
      },
    });
  }
}
