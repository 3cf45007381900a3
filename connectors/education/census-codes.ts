/** Code sets of the school census (Department for Education), as the values of the GraphQL enums. */

const REASONS = {
  PP: 'PHYSICAL_ASSAULT_PUPIL',
  PA: 'PHYSICAL_ASSAULT_ADULT',
  VP: 'VERBAL_ABUSE_PUPIL',
  VA: 'VERBAL_ABUSE_ADULT',
  BU: 'BULLYING',
  RA: 'RACIST_ABUSE',
  LG: 'ABUSE_SEXUAL_ORIENTATION',
  DS: 'ABUSE_DISABILITY',
  SM: 'SEXUAL_MISCONDUCT',
  DA: 'DRUGS_AND_ALCOHOL',
  DM: 'DAMAGE',
  TH: 'THEFT',
  DB: 'PERSISTENT_DISRUPTION',
  OW: 'OFFENSIVE_WEAPON',
  MT: 'SOCIAL_MEDIA',
  PH: 'PROTECTIVE_MEASURES',
} as const;
export type SuspensionReason = (typeof REASONS)[keyof typeof REASONS] | 'OTHER';

const NEEDS = {
  SPLD: 'SPECIFIC_LEARNING_DIFFICULTY',
  MLD: 'MODERATE_LEARNING_DIFFICULTY',
  SLD: 'SEVERE_LEARNING_DIFFICULTY',
  PMLD: 'PROFOUND_LEARNING_DIFFICULTY',
  SEMH: 'SOCIAL_EMOTIONAL_AND_MENTAL_HEALTH',
  SLCN: 'SPEECH_LANGUAGE_AND_COMMUNICATION',
  HI: 'HEARING_IMPAIRMENT',
  VI: 'VISION_IMPAIRMENT',
  MSI: 'MULTI_SENSORY_IMPAIRMENT',
  PD: 'PHYSICAL_DISABILITY',
  ASD: 'AUTISTIC_SPECTRUM_DISORDER',
  DS: 'DOWN_SYNDROME',
  NSA: 'NOT_ASSESSED',
} as const;
export type SpecialEducationalNeed = (typeof NEEDS)[keyof typeof NEEDS] | 'OTHER';

const REASON_OF: ReadonlyMap<string, SuspensionReason> = new Map(Object.entries(REASONS));
const NEED_OF: ReadonlyMap<string, SpecialEducationalNeed> = new Map(Object.entries(NEEDS));

/** The reason for a suspension, from the code set of 2020. */
export function suspensionReason(code: string | null | undefined): SuspensionReason {
  return REASON_OF.get(code ?? '') ?? 'OTHER';
}

export function specialEducationalNeed(code: string): SpecialEducationalNeed {
  return NEED_OF.get(code) ?? 'OTHER';
}
