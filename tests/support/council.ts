/** The made-up council that tests run against: small, and always the same people. */
export const COUNCIL = { seed: 1, families: 40 } as const;
