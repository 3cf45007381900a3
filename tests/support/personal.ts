/** What is personal, or an agency's own, in the made-up council: what must not be found where it does not belong. */
import type { World } from '#demo/world/world.ts';

/** Everybody's ids at every agency. */
export function agencyIds(world: World): string[] {
  return world.people.flatMap(({ ids }) => Object.values(ids).flatMap((id) => Object.values(id as Record<string, string>)));
}

/** Names of people, families and schools, and addresses. Those of three letters or fewer may be part of another word. */
export function namesAndPlaces(world: World): string[] {
  const texts = [
    ...world.people.flatMap(({ forename, surname }) => [forename, surname]),
    ...world.families.map(({ name }) => name),
    ...world.households.flatMap(({ line, postcode, uprn }) => [line, postcode, uprn]),
    ...world.schools.flatMap(({ name, urn }) => [name, urn]),
  ];
  return [...new Set(texts.filter((text) => text !== null && text.length > 3))] as string[];
}

/** Every text within an answer. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
