/** Looking for people as somebody. */
import type { HubResponse, TestHub } from './hub.ts';

export interface Search {
  readonly name?: string;
  readonly dateOfBirth?: string | null;
  readonly postcode?: string;
  readonly identifier?: { readonly kind: string; readonly value: string };
}

export interface Found {
  readonly id: string;
  readonly identity: { readonly name?: string };
  readonly address: { readonly __typename: string; readonly reason?: string; readonly postcode?: string | null };
  readonly agrees: readonly string[];
}

const FIND = (purpose: string) => `query($name: String, $dateOfBirth: Date, $postcode: String, $identifier: IdentifierInput) {
  findPeople(name: $name, dateOfBirth: $dateOfBirth, postcode: $postcode, identifier: $identifier, purpose: ${purpose}) {
    id agrees identity { __typename ... on Identity { name dateOfBirth } } address { __typename ... on Address { postcode } ... on Withheld { reason } } } }`;
const IDENTIFY = `query($kind: String!, $value: String!) { personByIdentifier(kind: $kind, value: $value, purpose: EARLY_HELP) {
  id identity { __typename } } }`;

export const search = async (hub: TestHub, who: string, facts: Search, purpose = 'EARLY_HELP'): Promise<HubResponse> =>
  hub.query(who, FIND(purpose), facts);

/** @throws where the response has errors */
export async function found(hub: TestHub, who: string, facts: Search, purpose = 'EARLY_HELP'): Promise<readonly Found[]> {
  const { body } = await search(hub, who, facts, purpose);
  if (body.errors) throw new Error(JSON.stringify(body.errors));
  return body.data?.['findPeople'] as unknown as readonly Found[];
}

export const identify = async (hub: TestHub, who: string, kind: string, value: string): Promise<HubResponse> =>
  hub.query(who, IDENTIFY, { kind, value });

/** The id of who is known by it; null where nobody is. @throws where the response has errors */
export async function identified(hub: TestHub, who: string, kind: string, value: string): Promise<string | null> {
  const { body } = await identify(hub, who, kind, value);
  if (body.errors) throw new Error(JSON.stringify(body.errors));
  return (body.data?.['personByIdentifier'] as unknown as { id: string } | null)?.id ?? null;
}
