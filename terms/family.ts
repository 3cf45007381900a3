/** What somebody is to a family. */
export const FAMILY_ROLES = [
  'PARENT',
  'STEP_PARENT',
  'CARER',
  'CHILD',
  'UNBORN_CHILD',
  'GRANDPARENT',
  'OTHER_RELATIVE',
  'OTHER',
] as const;
export type FamilyRole = (typeof FAMILY_ROLES)[number];

/** What one person is to another. */
export const RELATIONSHIP_KINDS = [
  'MOTHER',
  'FATHER',
  'PARENT',
  'STEP_PARENT',
  'GRANDPARENT',
  'SIBLING',
  'SPOUSE',
  'PARTNER',
  'FORMER_PARTNER',
  'OTHER_KIN',
] as const;
export type RelationshipKind = (typeof RELATIONSHIP_KINDS)[number];

/** In what capacity a worker works with a family. */
export const ASSIGNMENT_KINDS = ['LEAD_WORKER', 'TEAM_MEMBER', 'COVER', 'DUTY'] as const;
export type AssignmentKind = (typeof ASSIGNMENT_KINDS)[number];

/** Why an episode of early help was closed. */
export const CLOSING_REASONS = [
  'AIMS_ACHIEVED',
  'UNABLE_TO_ENGAGE',
  'STEPPED_UP',
  'MOVED_AWAY',
  'LEFT_SERVICE',
  'OTHER',
] as const;
export type ClosingReason = (typeof CLOSING_REASONS)[number];

/** What ties a worker to somebody of the index outside work. */
export const INTEREST_KINDS = ['SELF', 'HOUSEHOLD', 'FAMILY', 'FRIEND', 'OTHER'] as const;
export type InterestKind = (typeof INTEREST_KINDS)[number];
