/** Reads from a query, before its fields are resolved, what it selects: so that each agency is asked once for everybody. */
import { getDirectiveValues, GraphQLIncludeDirective, GraphQLSkipDirective, isObjectType, Kind } from 'graphql';
import type { FieldNode, GraphQLResolveInfo, SelectionNode, SelectionSetNode } from 'graphql';
import type { Selection } from '#disclosure/visible.ts';
import type { Category } from '#terms/category.ts';

type Info = Pick<GraphQLResolveInfo, 'fragments' | 'variableValues' | 'schema'>;

/** The category that each field of Person is. */
export type CategoryFields = ReadonlyMap<string, { readonly name: Category; readonly recordType: string }>;

/** The fields selected below some fields of one kind, by name, with fragments opened and what is skipped left out. */
export function selectedFields(nodes: readonly FieldNode[], info: Info): Map<string, FieldNode[]> {
  const fields = new Map<string, FieldNode[]>();
  // A fragment adds nothing the second time, and opening it again and again would take for ever.
  const opened = new Set<string>();
  for (const node of nodes) if (node.selectionSet) collect(node.selectionSet, info, fields, opened);
  return fields;
}

function collect(set: SelectionSetNode, info: Info, fields: Map<string, FieldNode[]>, opened: Set<string>): void {
  for (const selection of set.selections) {
    if (!isIncluded(selection, info)) continue;
    if (selection.kind === Kind.FIELD) {
      const known = fields.get(selection.name.value);
      if (known) known.push(selection);
      else fields.set(selection.name.value, [selection]);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      collect(selection.selectionSet, info, fields, opened);
    } else if (!opened.has(selection.name.value)) {
      opened.add(selection.name.value);
      const fragment = info.fragments[selection.name.value];
      if (fragment) collect(fragment.selectionSet, info, fields, opened);
    }
  }
}

function isIncluded(node: SelectionNode, { variableValues }: Info): boolean {
  const skip = getDirectiveValues(GraphQLSkipDirective, node, variableValues);
  const include = getDirectiveValues(GraphQLIncludeDirective, node, variableValues);
  return skip?.['if'] !== true && include?.['if'] !== false;
}

/** The field nodes at a path below: `['members', 'person']`; undefined where the query does not go there. */
export function nodesAt(nodes: readonly FieldNode[], path: readonly string[], info: Info): readonly FieldNode[] | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return nodes;
  const below = selectedFields(nodes, info).get(first);
  return below && nodesAt(below, rest, info);
}

/** Which categories are selected below nodes that stand for a Person, and which fields of each record. */
export function categoriesBelow(nodes: readonly FieldNode[], info: Info, fields: CategoryFields): Selection {
  const selection = new Map<Category, string[]>();
  for (const [name, fieldNodes] of selectedFields(nodes, info)) {
    const field = fields.get(name);
    if (field) selection.set(field.name, recordFields(fieldNodes, info, field.recordType));
  }
  return selection;
}

/** The fields of a category's record that are selected, sorted: what a worker who is shown it can see. For the access log. */
export function recordFields(nodes: readonly FieldNode[], info: Info, recordType: string): string[] {
  const type = info.schema.getType(recordType);
  if (!isObjectType(type)) return [];
  const known = type.getFields();
  return [...selectedFields(nodes, info).keys()].filter((name) => name in known && name !== 'source').toSorted();
}
