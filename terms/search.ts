/** What somebody may be looked for by. */
export const SEARCH_FACTS = ['NAME', 'DATE_OF_BIRTH', 'POSTCODE', 'IDENTIFIER'] as const;
export type SearchFact = (typeof SEARCH_FACTS)[number];
