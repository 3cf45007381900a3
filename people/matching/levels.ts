/** The levels on which two records may agree in one field, from the strongest; the first that fits is taken. */
export const NO_EVIDENCE = -1;

export const FORENAME = [
  'same',
  'short form',
  'slip',
  'close',
  'alike',
  'initial',
  'two names',
  'swapped',
  'misplaced',
  'different',
] as const;
export const SURNAME = ['same', 'slip', 'close', 'part', 'alike', 'different'] as const;
export const DATE = [
  'same',
  'slip',
  'swapped',
  'two slips',
  'same year',
  'within a year',
  'within ten years',
  'different',
] as const;
export const SEX = ['same', 'different'] as const;
export const POSTCODE = ['same', 'slip', 'sector', 'district', 'area', 'different'] as const;
export const STREET = ['same', 'number and words', 'words', 'part', 'different'] as const;
export const EMAIL = ['same', 'slip', 'close', 'mailbox', 'different'] as const;
export const CODE = ['same', 'slip', 'two slips', 'different'] as const;
export const WORDS = ['same', 'slip', 'close', 'part', 'different'] as const;
