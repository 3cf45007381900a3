/** Dates of birth as eight digits, year first. One with a slip in it (month 13) is kept as it is: it still resembles the right one. */

/** What systems store where the date is not known. */
const PLACEHOLDERS = new Set([
  '19000101',
  '19010101',
  '18991231',
  '18991230',
  '19700101',
  '00010101',
  '99991231',
  '00000000',
  '99999999',
  '11111111',
]);

/** ISO (with or without a time), YYYYMMDD, or DD/MM/YYYY. */
export function normaliseDate(text: string): string | null {
  const trimmed = text.trim();
  const british = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(trimmed);
  const digits = british
    ? `${british[3]}${british[2]?.padStart(2, '0')}${british[1]?.padStart(2, '0')}`
    : (trimmed.split(/[T ]/, 1)[0] ?? '').replaceAll(/\D/g, '');
  if (digits.length < 6 || digits.length > 9 || PLACEHOLDERS.has(digits)) return null;
  return digits;
}

/** The day of an eight-digit date, counted from 1 January 1600; null where there is no such day. */
export function dayNumber(digits: string): number | null {
  if (digits.length !== 8) return null;
  const digit = (at: number): number => digits.charCodeAt(at) - 48;
  const year = digit(0) * 1_000 + digit(1) * 100 + digit(2) * 10 + digit(3);
  const month = digit(4) * 10 + digit(5);
  const day = digit(6) * 10 + digit(7);
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  return Math.round((year - 1600) * 365.25 + (month - 1) * 30.44 + day);
}
