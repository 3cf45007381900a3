/** Telephone numbers and email addresses as they are compared. */

/** Digits from the area code's 0 on; British numbers lose their country code. Too short, or one digit repeated, is none. */
export function normalisePhone(text: string): string | null {
  const digits = text.replaceAll(/\D/g, '').replace(/^(00)?44(0)?(?=\d{9,10}$)/, '0');
  return digits.length < 7 || /^(\d)\1+$/.test(digits.slice(2)) ? null : digits;
}

export function normaliseEmail(text: string): string | null {
  const plain = text.trim().toLowerCase();
  return plain.length < 5 || /^(none|unknown|noemail|no-?reply|na)\b/.test(plain) ? null : plain;
}
