/** Of what two people who turn out to be one, or two again, may not agree. */
export const UNCLEAR_FACTS = [
  'CONSENT',
  'COMPETENCE',
  'PARENTAL_RESPONSIBILITY',
  'MEMBERSHIP',
  'LINK',
  'ADDRESS',
  'RESTRICTION',
  'OTHER',
] as const;
export type UnclearFact = (typeof UNCLEAR_FACTS)[number];
