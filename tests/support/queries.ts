/** Pieces of queries, and what a test reads from their answers. */
import type { Leaf, LeafDecision } from '#access-log/leaf.ts';
import type { Question } from '#connectors/contract.ts';
import { connectors } from '#connectors/index.ts';
import type { TestHub } from './hub.ts';

const all = connectors.flatMap(({ categories }) => categories);

/** What to select of a category to learn its outcome. */
export const OUTCOME = '{ __typename ... on Withheld { reason } }';

/** The fields of Person that are the agencies' categories. */
export const CATEGORY_FIELDS: readonly string[] = all.map(({ field }) => field);

export const CATEGORY_NAMES: readonly string[] = all.map(({ name }) => name);

/** Selects the outcome of every agency's every category. */
export const EVERY_CATEGORY = CATEGORY_FIELDS.map((field) => `${field} ${OUTCOME}`).join('\n');

/** One family with its members, and a selection for each of them. */
export const familyQuery = (selection: string): string =>
  `query($id: ID!) { family(id: $id, purpose: EARLY_HELP) { members { person { id ${selection} } } } }`;

export const personQuery = (selection: string): string =>
  `query($id: ID!) { person(id: $id, purpose: EARLY_HELP) { id ${selection} } }`;

export interface Outcome {
  readonly __typename: string;
  readonly reason?: string;
  readonly [field: string]: unknown;
}
export type PersonAnswer = { readonly id: string } & Record<string, Outcome>;

/** The people of an answer to `familyQuery`. */
export function peopleOf({ body }: { body: { data?: Record<string, unknown> } }): PersonAnswer[] {
  const family = body.data?.['family'] as { members: { person: PersonAnswer }[] } | null | undefined;
  if (!family) throw new Error('The answer has no family.');
  return family.members.map(({ person }) => person);
}

/** What each person's every category came to, by `person CATEGORY`: the reason where it was withheld, otherwise the type. */
export function outcomesOf(people: readonly PersonAnswer[]): Map<string, string> {
  const outcomes = people.flatMap((person) =>
    all.map(
      ({ field, name }) => [`${person.id} ${name}`, person[field]?.reason ?? person[field]?.__typename ?? 'missing'] as const,
    ),
  );
  return new Map(outcomes);
}

/** The leaves that some work adds to the access log. */
export async function leavesAdded(hub: TestHub, work: () => Promise<unknown>): Promise<Leaf[]> {
  const before = (await hub.leaves()).length;
  await work();
  return (await hub.leaves()).slice(before);
}

/** Each person and category that an agency was asked for, as `person CATEGORY`. */
export function pairsAsked(questions: readonly Question[]): string[] {
  return questions.flatMap(({ subjects }) =>
    subjects.flatMap(({ subject, categories }) => categories.map(({ category }) => `${subject} ${category}`)),
  );
}

/** Each person and category that the log says was permitted, as `person CATEGORY`. */
export function pairsPermitted(leaves: readonly Leaf[]): string[] {
  return leaves.flatMap(({ person, decisions }) => decisions.filter(isPermit).map(({ category }) => `${person} ${category}`));
}

/** Only a permit says how much may be shown. */
function isPermit(decision: LeafDecision): boolean {
  return decision.detail !== undefined;
}
