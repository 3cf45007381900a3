/** Asking for changes in tests: each with a key of its own where the test gives none. */
import { randomUUID } from 'node:crypto';
import type { TestHub } from './hub.ts';

export interface ChangeAnswer {
  readonly __typename: string;
  readonly problems?: { readonly code: string; readonly message: string; readonly path: readonly string[] }[];
  readonly [field: string]: unknown;
}

/** Asks for one change and answers its result or its problems. @throws where the response has errors. */
export async function change(
  hub: TestHub,
  who: string,
  name: string,
  input: Readonly<Record<string, unknown>>,
  fields = '',
): Promise<ChangeAnswer> {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input`;
  const document = `mutation ($input: ${type}!) { ${name}(input: $input) { __typename ${fields} ... on Problems { problems { code message path } } } }`;
  const { body } = await hub.query(who, document, { input: { clientKey: randomUUID(), ...input } });
  if (body.errors) throw new Error(JSON.stringify(body.errors));
  return body.data?.[name] as unknown as ChangeAnswer;
}

/** The codes of a change's problems, each with its place: `NOT_FOUND personId`. */
export function codes({ __typename, problems }: ChangeAnswer): string[] {
  return problems?.map(({ code, path }) => [code, path.join('.')].join(' ').trim()) ?? [__typename];
}
