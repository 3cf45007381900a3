/**
 * How large a query may be. Fragments let a short text ask for an answer without end, so depth and fields are counted as they would
 * be resolved, each fragment once; the count itself stays as small as the text.
 */
import { GraphQLError, Kind } from 'graphql';
import type { DocumentNode, SelectionSetNode, ValidationRule } from 'graphql';
import { ERRORS } from '#terms/errors.ts';

export const LARGEST = { tokens: 2_000, depth: 10, fields: 2_000 } as const;

interface Size {
  readonly depth: number;
  readonly fields: number;
}

/** Refuses an operation that is deeper, or selects more fields, than the hub answers. Introspection counts its fields only. */
export const limitSize: ValidationRule = (context) => ({
  OperationDefinition(operation) {
    const { depth, fields } = sizeOf(operation.selectionSet, context.getDocument(), new Map());
    if (depth <= LARGEST.depth && fields <= LARGEST.fields) return;
    context.reportError(new GraphQLError(ERRORS.QUERY_TOO_LARGE.message, { nodes: [operation] }));
  },
});

function sizeOf(set: SelectionSetNode, document: DocumentNode, fragments: Map<string, Size>): Size {
  let [depth, fields] = [0, 0];
  for (const selection of set.selections) {
    let size: Size;
    if (selection.kind === Kind.FRAGMENT_SPREAD) size = fragmentSize(selection.name.value, document, fragments);
    else if (!selection.selectionSet) size = { depth: 0, fields: 0 };
    else size = sizeOf(selection.selectionSet, document, fragments);
    if (selection.kind === Kind.FIELD) {
      size = { depth: selection.name.value.startsWith('__') ? 0 : size.depth + 1, fields: size.fields + 1 };
    }
    depth = Math.max(depth, size.depth);
    fields += size.fields;
  }
  return { depth, fields };
}

function fragmentSize(name: string, document: DocumentNode, fragments: Map<string, Size>): Size {
  const known = fragments.get(name);
  if (known) return known;
  // A fragment that opens itself is refused by another rule; here it must only come to an end.
  fragments.set(name, { depth: 0, fields: 0 });
  const definition = document.definitions.find((node) => node.kind === Kind.FRAGMENT_DEFINITION && node.name.value === name);
  const size =
    definition?.kind === Kind.FRAGMENT_DEFINITION
      ? sizeOf(definition.selectionSet, document, fragments)
      : { depth: 0, fields: 0 };
  fragments.set(name, size);
  return size;
}
