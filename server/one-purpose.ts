/** Rule 1: one purpose a request. Every `purpose` argument and the header must say the same, whether or not a field is skipped. */
import { Kind, visit } from 'graphql';
import type { DocumentNode, OperationDefinitionNode, ValueNode } from 'graphql';
import { HubError } from '#terms/errors.ts';
import type { Purpose } from '#terms/purpose.ts';
import { isPurpose } from '#terms/purpose.ts';

/** The header by which a caller may state the purpose besides. */
export const PURPOSE_HEADER = 'x-purpose-of-use';

export interface PurposeRequest {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly header: string | undefined;
}

/** The request's one purpose; null where it names none. @throws HubError PURPOSE_CONFLICT where it names several, or an unknown one. */
export function onePurpose({ document, operation, variables, header }: PurposeRequest): Purpose | null {
  const found = new Set<unknown>();
  const look = (node: DocumentNode['definitions'][number]) =>
    visit(node, {
      Argument(argument) {
        if (argument.name.value === 'purpose') found.add(valueOf(argument.value, operation, variables));
      },
    });
  look(operation);
  for (const definition of document.definitions) if (definition.kind === Kind.FRAGMENT_DEFINITION) look(definition);
  if (header !== undefined) found.add(header);

  const [purpose, ...others] = found;
  if (purpose === undefined && found.size === 0) return null;
  if (others.length > 0 || !isPurpose(purpose)) throw new HubError('PURPOSE_CONFLICT');
  return purpose;
}

function valueOf(value: ValueNode, operation: OperationDefinitionNode, variables: Readonly<Record<string, unknown>>): unknown {
  if (value.kind === Kind.ENUM) return value.value;
  if (value.kind !== Kind.VARIABLE) return undefined;
  const { name } = value;
  if (variables[name.value] !== undefined) return variables[name.value];
  const definition = operation.variableDefinitions?.find((candidate) => candidate.variable.name.value === name.value);
  return definition?.defaultValue && valueOf(definition.defaultValue, operation, variables);
}
