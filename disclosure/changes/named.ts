/** What restrictions and exceptions name: people who need not be anybody, categories of agencies or the hub's own, recipients. */
import type { Category } from '#terms/category.ts';
import { HUB_CATEGORIES } from '#terms/category.ts';
import { isUuid } from '#terms/ids.ts';
import type { Problem } from '#terms/problems.ts';
import { problem } from '#terms/problems.ts';
import type { About, Scope } from './change.ts';
import { listProblems, recipientProblems } from './input.ts';

type Path = readonly (string | number)[];

const MOST_NAMED = 50;

/** Some people, each once. */
export function peopleProblems(ids: readonly string[], ...path: Path): Problem[] {
  return ids.length > MOST_NAMED ? [problem('TOO_MANY_NAMED', ...path)] : listProblems(ids, ...path);
}

/** Ids of the right form. Whether they are anybody's is not told. */
export function namedPeopleProblems(ids: readonly string[], ...path: Path): Problem[] {
  if (ids.length > MOST_NAMED) return peopleProblems(ids, ...path);
  const unknown = ids.flatMap((id, place) => (isUuid(id) ? [] : [problem('NOT_FOUND', ...path, place)]));
  return [...peopleProblems(ids, ...path), ...unknown];
}

/** Whom these ids stand for: of people who are merged the one who was kept, each once; any other id for itself. */
export async function whomTheyStandFor({ database }: Scope, ids: readonly string[]): Promise<string[]> {
  const { rows } = await database.query<{ id: string }>({
    text: `select person_stands_for(named.id) as id from unnest($1::uuid[]) with ordinality named(id, place) order by named.place`,
    values: [ids],
  });
  return [...new Set(rows.map(({ id }) => id))];
}

/** Organisations, workers and apps, each once. */
export async function namedRecipientProblems(scope: Scope, ids: readonly string[], ...path: Path): Promise<Problem[]> {
  return ids.length > MOST_NAMED
    ? [problem('TOO_MANY_NAMED', ...path)]
    : recipientProblems(scope, ids, { workers: true }, ...path);
}

/** Categories of agencies and the hub's own, each once. */
export function namedCategoryProblems({ agencies }: Scope, categories: readonly Category[], ...path: Path): Problem[] {
  const known = new Set([...HUB_CATEGORIES, ...agencies.flatMap((agency) => agency.categories)]);
  const unknown = categories.flatMap((category, place) =>
    known.has(category) ? [] : [problem('UNKNOWN_CATEGORY', ...path, place)],
  );
  return [...listProblems(categories, ...path), ...unknown];
}

/** One leaf for each person named, or one for the attempt where it names nobody or more than may be. */
export function aboutPeople(ids: readonly string[], more: Omit<About, 'personId'>): About[] {
  const people = ids.length > MOST_NAMED ? [] : [...new Set(ids)].filter(isUuid);
  return people.length === 0 ? [more] : people.map((personId) => ({ ...more, personId }));
}
