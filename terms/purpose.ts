/** Why a caller asks. A purpose is an entitlement, never a claim (rule 1). */
export const PURPOSES = ['EARLY_HELP', 'SAFEGUARDING'] as const;
export type Purpose = (typeof PURPOSES)[number];

export function isPurpose(value: unknown): value is Purpose {
  return (PURPOSES as readonly unknown[]).includes(value);
}
