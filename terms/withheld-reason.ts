/** Why something is withheld, as a client may read it (rule 3). The list is closed; finer reasons stay in the log. */
export const WITHHELD_REASONS = [
  'PROTECTED',
  'RESTRICTED',
  'CONFLICT',
  'DECEASED',
  'PURPOSE_NOT_OPEN',
  'MEMBERSHIP_UNCONFIRMED',
  'CASE_CLOSED',
  'NO_AGREEMENT',
  'OUTSIDE_AGREEMENT',
  'NO_CONSENT',
  'OTHER_PERSON',
  'NOT_LINKED',
] as const;
export type WithheldReason = (typeof WITHHELD_REASONS)[number];
