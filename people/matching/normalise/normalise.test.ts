import { describe, expect, it } from 'vitest';
import { normaliseRecord } from '#people/matching/record.ts';
import type { ReceivedRecord } from '#people/matching/record.ts';
import { normalisePhone } from './contacts.ts';
import { normaliseDate } from './dates.ts';
import { normaliseIdentifier } from './ids.ts';
import { normaliseForename, normaliseSurname, splitFullName } from './names.ts';
import { sameForename } from './nicknames.ts';
import { normalisePostcode, normaliseStreet, postcodeRegions } from './places.ts';

describe('names', () => {
  it('lose diacritics, titles and suffixes', () => {
    expect(normaliseForename('Mrs. Siân')).toBe('sian');
    expect(normaliseForename('Ellie-Mae')).toBe('ellie mae');
    expect(normaliseSurname('Öztürk Jr')).toBe('ozturk');
    expect(normaliseForename('Олександр')).toBe('oleksandr');
  });

  it('are one word with their particles, however an agency writes them', () => {
    for (const written of ['O’Brien', "O'Brien", 'O Brien', 'OBRIEN']) expect(normaliseSurname(written)).toBe('obrien');
    for (const written of ['MacDonald', 'Mac Donald']) expect(normaliseSurname(written)).toBe('macdonald');
    expect(normaliseSurname('de la Cruz')).toBe(normaliseSurname('Delacruz'));
  });

  it('that only say that nothing is known are none', () => {
    expect(normaliseSurname('UNKNOWN')).toBeNull();
    expect(normaliseForename(' - ')).toBeNull();
  });

  it('come apart from a full name', () => {
    expect(splitFullName('Sir Thomas de la Rue, 1st Baronet')).toEqual({ forename: 'thomas', surname: 'delarue' });
    expect(splitFullName('Okafor, Amara')).toEqual({ forename: 'amara', surname: 'okafor' });
    expect(splitFullName('Okafor')).toEqual({ forename: null, surname: 'okafor' });
  });

  it('of one person may be short, or spelt as another alphabet brought them', () => {
    expect(sameForename('william', 'bill')).toBe(true);
    expect(sameForename('mohammed', 'muhammad')).toBe(true);
    expect(sameForename('jack', 'jake')).toBe(false);
  });
});

describe('dates of birth', () => {
  it('are eight digits, from ISO, compact and British forms', () => {
    for (const written of ['2011-06-08', '20110608', '08/06/2011', '2011-06-08T00:00:00Z', '8/6/2011'])
      expect(normaliseDate(written)).toBe('20110608');
  });

  it('with a slip are kept, placeholders and words are not', () => {
    expect(normaliseDate('19431332')).toBe('19431332');
    for (const written of ['1900-01-01', '9999-12-31', 'unknown', '']) expect(normaliseDate(written)).toBeNull();
  });
});

describe('places, phones and ids', () => {
  it('know postcodes and their regions; no fixed abode is none', () => {
    expect(normalisePostcode('zx2  4ld')).toBe('zx24ld');
    expect(postcodeRegions('zx24ld')).toEqual(['zx2 4', 'zx2', 'zx']);
    expect(normalisePostcode('ZZ99 3VZ')).toBeNull();
  });

  it('write streets out and find the house', () => {
    expect(normaliseStreet('Flat 6, 112 Ropewalk St')).toEqual({
      text: 'flat 6 112 ropewalk street',
      number: '112',
      words: ['flat', 'ropewalk', 'street'],
    });
  });

  it('take a British number with and without its country code for one', () => {
    for (const written of ['07700 900123', '+44 7700 900123', '0044 (0)7700 900123'])
      expect(normalisePhone(written)).toBe('07700900123');
    expect(normalisePhone('00000000000')).toBeNull();
  });

  it('use an NHS number or a UPN only with its right check digit', () => {
    expect(normaliseIdentifier('nhs-number', '943 476 5919')).toBe('9434765919');
    expect(normaliseIdentifier('nhs-number', '943 476 5918')).toBeNull();
    expect(normaliseIdentifier('upn', 'B801200005001')).toBe('b801200005001');
    expect(normaliseIdentifier('upn', 'A801200005001')).toBeNull();
    expect(normaliseIdentifier('case', 'X-12')).toBe('x12');
  });
});

it('a record is all of it, and missing where nothing was said', () => {
  const received: ReceivedRecord = { id: '1', source: 'police', fullName: 'Toby Hughes', sex: 'Male', dateOfBirth: '' };
  expect(normaliseRecord(received)).toMatchObject({
    forename: 'toby',
    surname: 'hughes',
    sex: 'm',
    dateOfBirth: null,
    street: null,
  });
});
