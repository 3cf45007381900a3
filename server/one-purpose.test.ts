import { parse } from 'graphql';
import type { OperationDefinitionNode } from 'graphql';
import { describe, expect, test } from 'vitest';
import { HubError } from '#terms/errors.ts';
import { onePurpose } from './one-purpose.ts';

function read(text: string, variables: Record<string, unknown> = {}, header?: string): string | null {
  const document = parse(text);
  const operation = document.definitions.find((node): node is OperationDefinitionNode => node.kind === 'OperationDefinition');
  try {
    return onePurpose({ document, operation: operation!, variables, header });
  } catch (error) {
    return error instanceof HubError ? error.code : String(error);
  }
}

describe('One purpose a request', () => {
  test('is read from an argument, a variable, or a variable’s default', () => {
    expect(read('{ family(id: "1", purpose: EARLY_HELP) { id } }')).toBe('EARLY_HELP');
    expect(read('query($p: Purpose!) { family(id: "1", purpose: $p) { id } }', { p: 'SAFEGUARDING' })).toBe('SAFEGUARDING');
    expect(read('query($p: Purpose! = EARLY_HELP) { family(id: "1", purpose: $p) { id } }')).toBe('EARLY_HELP');
  });

  test('is none where nothing asks about a person', () => {
    expect(read('{ me { id } }')).toBeNull();
  });

  test('cannot be two, in fields, aliases, fragments or skipped fields', () => {
    expect(read('{ a: person(id: "1", purpose: EARLY_HELP) { id } b: person(id: "1", purpose: SAFEGUARDING) { id } }')).toBe(
      'PURPOSE_CONFLICT',
    );
    expect(
      read(
        '{ person(id: "1", purpose: EARLY_HELP) { id } ...F } fragment F on Query { me { id } b: person(id: "2", purpose: SAFEGUARDING) { id } }',
      ),
    ).toBe('PURPOSE_CONFLICT');
    expect(
      read(
        '{ a: person(id: "1", purpose: EARLY_HELP) { id } b: person(id: "1", purpose: SAFEGUARDING) @include(if: false) { id } }',
      ),
    ).toBe('PURPOSE_CONFLICT');
  });

  test('must agree with the header', () => {
    const query = '{ person(id: "1", purpose: EARLY_HELP) { id } }';
    expect(read(query, {}, 'EARLY_HELP')).toBe('EARLY_HELP');
    expect(read(query, {}, 'SAFEGUARDING')).toBe('PURPOSE_CONFLICT');
    expect(read(query, {}, 'anything')).toBe('PURPOSE_CONFLICT');
    expect(read('{ me { id } }', {}, 'anything')).toBe('PURPOSE_CONFLICT');
  });
});
