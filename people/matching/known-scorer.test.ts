import { describe, expect, it } from 'vitest';
import type { Demographics } from '#terms/demographics.ts';
import { FROZEN_MODEL } from './frozen-model.ts';
import { knownRecord } from './known-record.ts';
import { createMatcher } from './placing.ts';

const matcher = createMatcher(FROZEN_MODEL, { population: 100_000 });
const HOME = { line: '27 Lapwing Drive', town: 'Oldmere', postcode: 'ZX2 4LD', uprn: null };
const FORMER = { line: '3 Ash Road', town: 'Saltby', postcode: 'ZX9 1AA', uprn: null };
const TOBY: Demographics = {
  forename: 'Toby',
  surname: 'Hughes',
  otherNames: [],
  dateOfBirth: '2018-07-22',
  sex: 'M',
  addresses: [HOME],
  phones: [],
  emails: [],
  identifiers: {},
  relatedTo: [],
};
const as = (changes: Partial<Demographics> = {}, source = 'education') => knownRecord(source, source, { ...TOBY, ...changes });
const judge = (one: Partial<Demographics>, other: Partial<Demographics> = {}) => matcher.judge(as(one), as(other, 'health'));
const alias = (forename: string | null, surname: string | null = null) => ({ otherNames: [{ forename, surname }] });

describe('A record with other names and homes', () => {
  it('agrees by the one that agrees best, at the price of having had a choice, the same both ways', () => {
    const married = { surname: 'Okafor', addresses: [FORMER] };
    const [before, known] = [judge(married).weight, judge({ ...married, ...alias(null, 'Hughes') }).weight];
    expect(known).toBeGreaterThan(before);
    expect(known).toBeLessThan(judge({ addresses: [FORMER] }).weight);
    expect(judge({ addresses: [FORMER, HOME], dateOfBirth: null }).weight).toBeGreaterThan(
      judge({ addresses: [FORMER], dateOfBirth: null }).weight,
    );
    expect(judge({}, { ...married, ...alias(null, 'Hughes') })).toEqual(judge({ ...married, ...alias(null, 'Hughes') }));
  });

  it('is found by any of them, and the number that both have counts', () => {
    const keys = new Set(matcher.keysOf(as({ surname: 'Okafor', ...alias(null, 'Hughes'), addresses: [FORMER, HOME] })));
    const shared = (changes: Partial<Demographics>) => matcher.keysOf(as(changes)).filter((key) => keys.has(key)).length;
    expect(shared({ addresses: [] })).toBeGreaterThan(0);
    expect(shared({ forename: 'Leo', surname: 'Marsh' })).toBeGreaterThan(0);
    const phones = ['07700 900123', '07700 900456'];
    expect(judge({ phones, addresses: [] }, { phones: [...phones].reverse(), dateOfBirth: null }).weight).toBeGreaterThan(
      judge({ phones: ['07700 900123'], addresses: [] }, { phones: ['07700 900456'], dateOfBirth: null }).weight,
    );
  });

  it('is not a twin’s because the twin is called so besides', () => {
    const twin = judge({ forename: 'Leo' });
    expect(twin.apart).toBe(true);
    expect(judge({ forename: 'Leo', ...alias('Toby') })).toEqual(twin);
    expect(judge({ forename: 'Zephyrinus', ...alias('Toby') }).weight).toBeLessThan(matcher.limits.join);
    expect(judge({ forename: 'Leo', ...alias('Toby', 'Hughes') }, alias('Leo'))).toEqual(twin);
  });

  it('looks like a twin under a previous surname too', () => {
    const adopted = { forename: 'Leo', surname: 'Okafor', addresses: [FORMER] };
    expect(judge(adopted).apart).toBe(false);
    expect(judge({ ...adopted, ...alias(null, 'Hughes') }).apart).toBe(true);
  });

  it('is read whatever it holds: what is no text counts as nothing', () => {
    const odd = { forename: 7, otherNames: 'none', addresses: [null, { line: 3 }], phones: [null, 5], identifiers: null };
    expect(as(odd as never)).toMatchObject({ forename: null, otherNames: [], otherHomes: [], phone: null, identifiers: {} });
  });
});
