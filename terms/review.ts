/** The words of the review of the access log that the database, the schema and the rules share. */

/** Why something is on the queue. `BY_HAND`: an officer put it there. */
export const REVIEW_RULES = [
  'BREAK_GLASS',
  'SAFEGUARDING_DECISION',
  'NEW_MEMBER_THEN_VIEWED',
  'PROTECTED_ADDRESS_REVEALED',
  'RESTRICTED_PERSON',
  'OWN_RECORD_OR_HOUSEHOLD',
  'SAME_ADDRESS',
  'COLLEAGUE',
  'SAME_SURNAME',
  'NO_ACTIVE_CASE',
  'VOLUME_SPIKE',
  'OUT_OF_HOURS',
  'REPEATED_REFUSAL',
  'RANDOM_SAMPLE',
  'BY_HAND',
] as const;
export type ReviewRule = (typeof REVIEW_RULES)[number];

/** Every case of these is looked at, and before any other. */
export const ALWAYS_REVIEWED: readonly ReviewRule[] = [
  'BREAK_GLASS',
  'SAFEGUARDING_DECISION',
  'NEW_MEMBER_THEN_VIEWED',
  'PROTECTED_ADDRESS_REVEALED',
  'RESTRICTED_PERSON',
  'OWN_RECORD_OR_HOUSEHOLD',
  'SAME_ADDRESS',
  'COLLEAGUE',
  'BY_HAND',
];

/** A plain reason closes these; whatever else is raised a person closes. */
export const CLOSED_BY_REASON: readonly ReviewRule[] = [
  'NEW_MEMBER_THEN_VIEWED',
  'RESTRICTED_PERSON',
  'SAME_ADDRESS',
  'COLLEAGUE',
  'SAME_SURNAME',
  'NO_ACTIVE_CASE',
  'VOLUME_SPIKE',
];

/** What explains an access fully. */
export const PLAIN_REASONS = ['LEAD_WORKER', 'TEAM_MEMBER', 'COVER', 'DUTY', 'CLOSING_WORK'] as const;
export type PlainReason = (typeof PLAIN_REASONS)[number];

export const REVIEW_STEPS = ['PUT', 'STARTED', 'EXPLAINED', 'CLOSED'] as const;
export type ReviewStepKind = (typeof REVIEW_STEPS)[number];

export const REVIEW_STATES = ['OPEN', 'AWAITING_EXPLANATION', 'INVESTIGATING', 'CLOSED'] as const;
export type ReviewState = (typeof REVIEW_STATES)[number];

export const DISPOSITIONS = ['JUSTIFIED', 'NOT_JUSTIFIED', 'TRAINING'] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

/** What a file of entries of the log may be. */
export const EXPORT_FORMATS = ['CSV', 'FHIR_AUDIT_EVENT', 'PROOFS'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** `VOID`: what the officer may read of changed while it was made. */
export const EXPORT_STATES = ['WAITING', 'RUNNING', 'READY', 'VOID'] as const;
export type ExportState = (typeof EXPORT_STATES)[number];
