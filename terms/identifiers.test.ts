import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isNhsNumber, isUpn, isUprn, isUrn, nhsNumberCheckDigit, upnCheckLetter } from './identifiers.ts';

const digits = (length: number) => fc.stringMatching(new RegExp(`^[0-9]{${length}}$`));
const upnLetter = fc.constantFrom(...'ABCDEFGHJKLMNPQRTUVWXYZ');

/** A number with one of its digits, from `first` on, replaced by another digit. */
const oneDigitChanged = (number: string, first: number, at: number, by: number): string => {
  const index = first + (at % (number.length - first));
  const changed = (Number(number.charAt(index)) + by) % 10;
  return number.slice(0, index) + changed + number.slice(index + 1);
};

describe('Unique Pupil Numbers', () => {
  it('have the check letter of the published examples', () => {
    expect(upnCheckLetter('801200005001')).toBe('B');
    expect(upnCheckLetter('207000016049')).toBe('P');
    expect(isUpn('B801200005001')).toBe(true);
    expect(isUpn('P207000016049')).toBe(true);
    expect(isUpn('Q207000016049')).toBe(false);
  });

  it('may be temporary, ending in a letter that counts as its place among the 23', () => {
    // 2×8 + 4×1 + 5×2 + 10×5 + 13×22 = 366 ≡ 21 (mod 23).
    expect(upnCheckLetter('80120000500Z')).toBe('Y');
    expect(isUpn('Y80120000500Z')).toBe(true);
    expect(isUpn('B80120000500Z')).toBe(false);
  });

  it.each([
    '',
    'B80120000500',
    'B8012000050011',
    'b801200005001',
    '0801200005001',
    'I801200005001',
    'B80120000500S',
    'B801200005001\n',
  ])('are not %j', (text) => {
    expect(isUpn(text)).toBe(false);
  });

  it('are valid with the computed letter, and any single digit changed is found', () => {
    fc.assert(
      fc.property(digits(12), fc.nat(11), fc.integer({ min: 1, max: 9 }), (rest, at, by) => {
        const upn = upnCheckLetter(rest) + rest;
        expect(isUpn(upn)).toBe(true);
        expect(isUpn(oneDigitChanged(upn, 1, at, by))).toBe(false);
      }),
    );
  });

  it('are found out where the check letter or the last letter of a temporary one is changed', () => {
    fc.assert(
      fc.property(digits(11), upnLetter, upnLetter, (start, last, other) => {
        fc.pre(last !== other);
        const letter = upnCheckLetter(start + last);
        expect(isUpn(letter + start + last)).toBe(true);
        expect(isUpn(letter + start + other)).toBe(false);
        expect(isUpn(other + start + last)).toBe(other === letter);
      }),
    );
  });

  it('get no check letter from anything but twelve characters of the right kind', () => {
    expect(() => upnCheckLetter('80120000500')).toThrow(RangeError);
    expect(() => upnCheckLetter('80120000500O')).toThrow(RangeError);
  });
});

describe('NHS numbers', () => {
  it('have the check digit of the published examples', () => {
    expect(nhsNumberCheckDigit('943476591')).toBe(9);
    expect(nhsNumberCheckDigit('401023213')).toBe(7);
    expect(isNhsNumber('9434765919')).toBe(true);
    expect(isNhsNumber('9434765918')).toBe(false);
  });

  it('end in 0 where the sum leaves nothing over, and do not exist where the check would be 10', () => {
    expect(nhsNumberCheckDigit('000000000')).toBe(0);
    // The last weight is 2: a sum of 12 leaves 1, and 11 − 1 is 10.
    expect(nhsNumberCheckDigit('000000006')).toBeNull();
    for (let last = 0; last <= 9; last++) expect(isNhsNumber(`000000006${last}`)).toBe(false);
  });

  it.each(['', '943476591', '94347659190', '943 476 5919', '943476591X', '9434765919\n'])('are not %j', (text) => {
    expect(isNhsNumber(text)).toBe(false);
  });

  it('are valid with the computed digit, and any single digit changed is found', () => {
    fc.assert(
      fc.property(digits(9), fc.nat(9), fc.integer({ min: 1, max: 9 }), (start, at, by) => {
        const check = nhsNumberCheckDigit(start);
        fc.pre(check !== null);
        const number = `${start}${check}`;
        expect(isNhsNumber(number)).toBe(true);
        expect(isNhsNumber(oneDigitChanged(number, 0, at, by))).toBe(false);
      }),
    );
  });

  it('get no check digit from anything but nine digits', () => {
    expect(() => nhsNumberCheckDigit('12345678')).toThrow(RangeError);
    expect(() => nhsNumberCheckDigit('12345678a')).toThrow(RangeError);
  });
});

describe('reference numbers without a check digit', () => {
  it('are six digits for a school', () => {
    expect(isUrn('900001')).toBe(true);
    for (const text of ['', '90000', '9000011', '000001', '90000a']) expect(isUrn(text)).toBe(false);
  });

  it('are up to twelve digits for a property', () => {
    for (const text of ['1', '000012345678', '999000000001']) expect(isUprn(text)).toBe(true);
    for (const text of ['', '0', '000000000000', '9990000000010', '12 3', '-1']) expect(isUprn(text)).toBe(false);
  });
});
