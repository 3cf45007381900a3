import { readFileSync, readdirSync } from 'node:fs';

const folder = new URL('.', import.meta.url);

/** The GraphQL contract: the hub's own part (`schema/*.graphql`) and each agency's, which lives in the agency's folder. */
export function typeDefinitions(agencies: readonly { readonly sdl: string }[]): string[] {
  const own = readdirSync(folder)
    .filter((file) => file.endsWith('.graphql'))
    .toSorted()
    .map((file) => readFileSync(new URL(file, folder), 'utf8'));
  return [...own, ...agencies.map((agency) => agency.sdl)];
}
