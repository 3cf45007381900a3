/** The 23 letters of a Unique Pupil Number, in the order of their values; I, O and S are never used. */
const UPN_LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ';
const UPN_SHAPE = /^[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]$/;

/**
 * The letter that leads a Unique Pupil Number, from the twelve characters that follow it: 12 digits, or 11 digits and a letter
 * for a temporary number. Σ(value × position, positions 2 to 13) mod 23 (Department for Education, school census rule 1510).
 */
export function upnCheckLetter(twelveDigits: string): string {
  if (!UPN_SHAPE.test(`A${twelveDigits}`))
    throw new RangeError('A UPN check letter needs 12 digits, of which the last may be a letter.');
  let sum = 0;
  for (const [index, character] of [...twelveDigits].entries()) {
    const letterValue = UPN_LETTERS.indexOf(character);
    sum += (letterValue >= 0 ? letterValue : Number(character)) * (index + 2);
  }
  return UPN_LETTERS.charAt(sum % 23);
}

/** Whether text is a Unique Pupil Number, permanent or temporary, with the right check letter. */
export function isUpn(text: string): boolean {
  return UPN_SHAPE.test(text) && text.charAt(0) === upnCheckLetter(text.slice(1));
}

/**
 * The tenth digit of an NHS number, from the nine before it; null where it would be 10: no such number is issued.
 * 11 − Σ(digit × weight, weights 10 to 2) mod 11, and 11 counts as 0 (NHS Data Dictionary).
 */
export function nhsNumberCheckDigit(nineDigits: string): number | null {
  if (!/^[0-9]{9}$/.test(nineDigits)) throw new RangeError('An NHS number check digit needs 9 digits.');
  let sum = 0;
  for (const [index, digit] of [...nineDigits].entries()) sum += Number(digit) * (10 - index);
  const check = 11 - (sum % 11);
  if (check === 10) return null;
  return check === 11 ? 0 : check;
}

/** Whether text is an NHS number: 10 digits without spaces, the last of them the right check digit. */
export function isNhsNumber(text: string): boolean {
  return /^[0-9]{10}$/.test(text) && nhsNumberCheckDigit(text.slice(0, 9)) === Number(text.charAt(9));
}

/** Whether text has the form of a school's Unique Reference Number: 6 digits. It has no check digit. */
export function isUrn(text: string): boolean {
  return /^[1-9][0-9]{5}$/.test(text);
}

/** Whether text has the form of a Unique Property Reference Number: 12 digits at most, more than 0. It has no check digit. */
export function isUprn(text: string): boolean {
  return /^[0-9]{1,12}$/.test(text) && Number(text) > 0;
}

/** The identifiers of a person that somebody may enter, and how the person index names them. */
export const IDENTIFIER_KINDS = { NHS_NUMBER: 'nhs-number', UPN: 'upn' } as const;
export type IdentifierKind = keyof typeof IDENTIFIER_KINDS;

/** An identifier as the index keeps it, without the spaces that people write it with; null where its form or its check digit is wrong. */
export function readIdentifier(kind: IdentifierKind, text: string): string | null {
  const plain = text.replaceAll(/\s/g, '').toUpperCase();
  const isValid = { NHS_NUMBER: isNhsNumber, UPN: isUpn }[kind](plain);
  return isValid ? plain : null;
}
