/** The words of consent, restriction and exception that the database, the schema and the decision share. */

/** In what capacity somebody decides about sharing (rule 5). */
export const CAPACITIES = ['SELF', 'PARENTAL_RESPONSIBILITY', 'BEST_INTERESTS', 'ATTORNEY', 'DEPUTY', 'LOCAL_AUTHORITY'] as const;
export type Capacity = (typeof CAPACITIES)[number];

export const CONSENT_DECISIONS = ['GIVEN', 'REFUSED', 'WITHDRAWN'] as const;
export type ConsentDecision = (typeof CONSENT_DECISIONS)[number];

/** How a decision reached the worker who entered it. */
export const CONSENT_METHODS = ['IN_PERSON', 'PHONE', 'WRITTEN', 'ONLINE'] as const;
export type ConsentMethod = (typeof CONSENT_METHODS)[number];

/** Rule 6. SEALED: adoption, gender recognition, witness protection. */
export const RESTRICTION_KINDS = ['PROTECTED_ADDRESS', 'SEALED', 'SUBJECT_LOCK', 'COURT_ORDER'] as const;
export type RestrictionKind = (typeof RESTRICTION_KINDS)[number];

/** Why a worker breaks the glass (rule 8). */
export const OVERRIDE_REASONS = [
  'IMMEDIATE_DANGER',
  'CHILD_MISSING',
  'SUSPECTED_SIGNIFICANT_HARM',
  'RISK_TO_LIFE',
  'OTHER',
] as const;
export type OverrideReason = (typeof OVERRIDE_REASONS)[number];

/** What a safeguarding decision rests on (rule 8; Children Act 1989 s.47). */
export const SAFEGUARDING_GROUNDS = ['MASH', 'SECTION_47'] as const;
export type SafeguardingGround = (typeof SAFEGUARDING_GROUNDS)[number];
