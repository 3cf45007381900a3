import { describe, expect, test } from 'vitest';
import type { SearchRequest } from './asked.ts';
import { factsOf, readSearch } from './asked.ts';
import type { ComparedPerson } from './likeness.ts';
import { likenessOf } from './likeness.ts';

const NOBODY: ComparedPerson = { names: [], dateOfBirth: null, postcode: null, identifiedBy: [] };
const someone = (forename: string | null, surname: string | null, more: Partial<ComparedPerson> = {}): ComparedPerson => ({
  ...NOBODY,
  names: [{ forename, surname, link: null }],
  dateOfBirth: '2018-07-22',
  postcode: 'ZX2 4LD',
  ...more,
});
const find = (request: SearchRequest, person: ComparedPerson) => likenessOf(readSearch(request), person);
/** A second fact that agrees with nobody. */
const wrongly = { dateOfBirth: '1971-03-05' };

describe('A name is found', () => {
  test.each([
    ['as it is', 'Toby Hughes', 'Toby', 'Hughes'],
    ['in capitals', 'TOBY HUGHES', 'Toby', 'Hughes'],
    ['surname first, with a comma', 'Hughes, Toby', 'Toby', 'Hughes'],
    ['the wrong way round', 'Hughes Toby', 'Toby', 'Hughes'],
    ['with a letter too many', 'Toby Hughess', 'Toby', 'Hughes'],
    ['with a letter missing', 'Toby Huges', 'Toby', 'Hughes'],
    ['with two letters swapped', 'Tboy Hughes', 'Toby', 'Hughes'],
    ['with a slip in each part', 'Tobi Hugehs', 'Toby', 'Hughes'],
    ['by the short form', 'Bill Marsh', 'William', 'Marsh'],
    ['by the long form', 'William Marsh', 'Billy', 'Marsh'],
    ['as another alphabet brought it', 'Mohammed Khan', 'Muhammad', 'Khan'],
    ['without its accents', 'Sian Ozturk', 'Siân', 'Öztürk'],
    ['with an apostrophe or without', 'Bess OHara', 'Bess', 'O’Hara'],
    ['by one of two surnames', 'Amara Okafor', 'Amara', 'Okafor-Hughes'],
    ['by both where one is known', 'Amara Okafor-Hughes', 'Amara', 'Okafor'],
    ['by one of two forenames', 'Mary Smith', 'Mary-Jane', 'Smith'],
    ['with a middle name', 'Toby James Hughes', 'Toby', 'Hughes'],
    ['by an initial', 'T Hughes', 'Toby', 'Hughes'],
    ['as it is heard', 'Filip Cauthren', 'Philip', 'Cawthorn'],
    ['with its particle apart', 'Ana de la Cruz', 'Ana', 'Delacruz'],
  ])('%s', (_, name, forename, surname) => {
    expect(find({ name, ...wrongly }, someone(forename, surname))?.agrees).toEqual(['NAME']);
  });

  test('by a previous surname, after the present one', () => {
    const own = { forename: 'Amara', surname: 'Okafor', link: null };
    const before = { forename: 'Amara', surname: 'Bright', link: 'link@1' };
    const amara = someone(null, null, { names: [own, before] });
    expect(find({ name: 'Amara Bright', ...wrongly }, amara)).toEqual({ score: 3 * 0.95, agrees: ['NAME'], links: ['link@1'] });
    expect(find({ name: 'Amara Okafor', ...wrongly }, amara)).toMatchObject({ score: 3, links: [] });
  });
});

describe('A name is not found', () => {
  test.each([
    ['of a brother', 'Jack Hughes', 'Toby', 'Hughes'],
    ['of a namesake by forename', 'Toby Marsh', 'Toby', 'Hughes'],
    ['that is one letter and another name', 'Eva Hughes', 'Ivy', 'Hughes'],
    ['of nobody alike', 'Priya Nair', 'Toby', 'Hughes'],
    ['that is half of a name', 'Hughes', 'Toby', 'Hughes'],
  ])('%s', (_, name, forename, surname) => {
    expect(find({ name, ...wrongly }, someone(forename, surname))).toBeNull();
  });
});

describe('Together', () => {
  test.each([
    ['a surname and the postcode', { name: 'Hughes', postcode: 'zx24ld' }, ['NAME', 'POSTCODE']],
    ['a forename and the day of birth', { name: 'Toby', dateOfBirth: '2018-07-22' }, ['NAME', 'DATE_OF_BIRTH']],
    ['the day of birth and the postcode', { dateOfBirth: '2018-07-22', postcode: 'ZX2 4LD' }, ['DATE_OF_BIRTH', 'POSTCODE']],
    ['a day with a slip', { name: 'Hughes', dateOfBirth: '2018-07-23' }, ['NAME', 'DATE_OF_BIRTH']],
    ['a day with two digits swapped', { name: 'Hughes', dateOfBirth: '2081-07-22' }, ['NAME', 'DATE_OF_BIRTH']],
    ['a postcode with a slip', { name: 'Hughes', postcode: 'ZX2 4LB' }, ['NAME', 'POSTCODE']],
    ['a postcode round the corner', { name: 'Hughes', postcode: 'ZX2 4AA' }, ['NAME', 'POSTCODE']],
  ])('%s find somebody', (_, request, agrees) => {
    expect(find(request, someone('Toby', 'Hughes'))?.agrees).toEqual(agrees);
  });

  test('day and month may have changed places', () => {
    const born = someone('Toby', 'Hughes', { dateOfBirth: '2018-04-11' });
    expect(find({ name: 'Hughes', dateOfBirth: '2018-11-04' }, born)?.agrees).toEqual(['NAME', 'DATE_OF_BIRTH']);
  });

  test.each([
    ['a postcode', { name: 'Nair', postcode: 'ZX2 4LD' }],
    ['a day of birth', { name: 'Nair', dateOfBirth: '2018-07-22' }],
    ['a year of birth', { name: 'Hughes', dateOfBirth: '2018-01-01' }],
    ['a district', { name: 'Hughes', postcode: 'ZX2 9AA' }],
  ])('%s alone does not', (_, request) => {
    expect(find(request, someone('Toby', 'Hughes'))).toBeNull();
  });

  test('an identifier alone does', () => {
    const asked = { name: 'Nair', identifier: { kind: 'upn', value: 'x' } };
    expect(find(asked, someone('Toby', 'Hughes', { identifiedBy: [null] }))).toMatchObject({ agrees: ['IDENTIFIER'], links: [] });
    expect(find(asked, someone('Toby', 'Hughes', { identifiedBy: ['link@2'] }))?.links).toEqual(['link@2']);
    expect(find(asked, someone('Toby', 'Hughes', { identifiedBy: ['link@2', null] }))?.links).toEqual([]);
  });

  test('what is not known counts as what does not agree', () => {
    const request = { name: 'Toby Hughes', postcode: 'ZX2 4LD', dateOfBirth: '2018-07-22' };
    const other = find(request, someone('Toby', 'Hughes', { postcode: 'AB1 2CD' }));
    expect(find(request, someone('Toby', 'Hughes', { postcode: null }))).toEqual(other);
    expect(find(request, someone('Toby', 'Hughes', { dateOfBirth: null }))).toEqual(
      find(request, someone('Toby', 'Hughes', { dateOfBirth: '1950-11-30' })),
    );
  });

  test('more that agrees goes before less', () => {
    const request = { name: 'Toby Hughes', dateOfBirth: '2018-07-22', postcode: 'ZX2 4LD' };
    const scores = [
      someone('Toby', 'Hughes'),
      someone('Tobi', 'Hughes'),
      someone('Toby', 'Hughes', { postcode: null }),
      someone('Toby', 'Hughes', { dateOfBirth: null }),
      someone('Chidera', 'Hughes', { dateOfBirth: '2011-04-22' }),
    ].map((person) => find(request, person)?.score ?? 0);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    expect(new Set(scores).size).toBe(scores.length);
  });
});

describe('What is asked', () => {
  test('is two facts at least that say something', () => {
    const tooFew: readonly SearchRequest[] = [
      {},
      { name: 'Toby Hughes' },
      { name: 'Toby Hughes', postcode: null },
      { name: 'Toby Hughes', postcode: 'ZX2' },
      { name: 'Toby Hughes', postcode: 'ZZ99 3VZ' },
      { name: 'Toby Hughes', dateOfBirth: '1900-01-01' },
      { name: '?', postcode: 'ZX2 4LD' },
      { name: 'T', postcode: 'ZX2 4LD' },
      { name: 'unknown', postcode: 'ZX2 4LD' },
      { postcode: 'ZX2 4LD', identifier: { kind: 'upn', value: ' - ' } },
    ];
    for (const request of tooFew) expect(() => readSearch(request)).toThrow('at least two');
    expect(factsOf(readSearch({ postcode: 'ZX2 4LD', identifier: { kind: 'upn', value: 'A1' } }))).toEqual([
      'POSTCODE',
      'IDENTIFIER',
    ]);
  });

  test('is no longer than such facts are', () => {
    expect(() => readSearch({ name: 'a'.repeat(201), postcode: 'ZX2 4LD' })).toThrow('outside what the field accepts');
    expect(() => readSearch({ postcode: 'ZX2 4LD', identifier: { kind: 'upn', value: '1'.repeat(201) } })).toThrow('outside');
  });

  test('may be an identifier as people write it', () => {
    const value = (kind: string, written: string) =>
      readSearch({ postcode: 'ZX2 4LD', identifier: { kind, value: written } }).identifier?.value;
    expect(value('nhs-number', '943 476-5919')).toBe('9434765919');
    expect(value('school-and-student', ' A1/b2 ')).toBe('a1/b2');
  });
});
