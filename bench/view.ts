/** The one question that every contender is asked, and whether two answers to it say the same. */
import { isDeepStrictEqual } from 'node:util';
import { AGENCIES, ITEMS_PER_RECORD } from './agencies.ts';
import type { BenchAgency } from './agencies.ts';
import { FAMILY } from './family.ts';

const category = ({ field, recordType }: BenchAgency): string => `
        ${field} {
          __typename
          ... on ${recordType} {
            source { agency service updatedAt }
            status
            level
            rate
            items { id occurredAt kind outcome }
          }
          ... on NothingHeld { source { agency } }
          ... on Withheld { reason explanation remedy }
          ... on Unavailable { since lastAnswered }
        }`;

export const OPERATION_NAME = 'FamilyView';

export const DOCUMENT = `query ${OPERATION_NAME}($id: ID!) {
  family(id: $id, purpose: EARLY_HELP) {
    id
    name
    members {
      role
      person {
        id
        identity { __typename ... on Identity { name dateOfBirth } }${AGENCIES.map(category).join('')}
      }
    }
  }
}`;

export const REQUEST_BODY = JSON.stringify({
  query: DOCUMENT,
  operationName: OPERATION_NAME,
  variables: { id: FAMILY.id },
});

/** What is wrong with an answer as such; null where it is whole. */
export function problemOf(body: string): string | null {
  const view: unknown = JSON.parse(body);
  const ids = findAll(view, 'items').flatMap((items) =>
    Array.isArray(items) ? items.map((item: { id: string }) => item.id) : [],
  );
  const expected = FAMILY.members.length * AGENCIES.length * ITEMS_PER_RECORD;
  if ((view as { errors?: unknown }).errors !== undefined) return 'The answer has errors.';
  return new Set(ids).size === expected ? null : `The answer has ${new Set(ids).size} items, and not ${expected}.`;
}

/** Whether two answers name the same people and the same values. Ids of items differ: the hub makes its own. */
export function saySame(body: string, other: string): boolean {
  const withoutItemIds = (text: string): unknown =>
    JSON.parse(text, (key, value: unknown) =>
      key === 'items' && Array.isArray(value) ? value.map((item: object) => ({ ...item, id: 'an id' })) : value,
    );
  return isDeepStrictEqual(withoutItemIds(body), withoutItemIds(other));
}

function findAll(value: unknown, name: string): unknown[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === name ? [inner] : findAll(inner, name)));
}
