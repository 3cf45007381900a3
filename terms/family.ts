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
