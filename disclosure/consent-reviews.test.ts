import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, ageOn } from '#terms/clock.ts';
import { reviewPrompts } from './consent-reviews.ts';
import type { CompetenceFacts, ConsentFacts, PersonFacts } from './facts.ts';

const noon = (date: string) => Date.parse(`${date}T12:00:00Z`);

let entries = 0;
function entry(decision: ConsentFacts['decision'], on: string, more: Partial<ConsentFacts> = {}): ConsentFacts {
  entries += 1;
  return {
    id: `entry ${entries}`,
    entry: entries,
    category: 'ATTENDANCE',
    decision,
    decidedAt: noon(on),
    decidedOn: on,
    capacity: 'PARENTAL_RESPONSIBILITY',
    givenBy: 'amara',
    competenceAssessedOn: null,
    validUntil: null,
    ...more,
  };
}
const given = (on: string, more: Partial<ConsentFacts> = {}) => entry('GIVEN', on, more);
const own = { capacity: 'SELF', givenBy: 'chidera' } as const;

function chidera(consents: ConsentFacts[], more: Partial<PersonFacts> = {}): PersonFacts {
  return {
    id: 'chidera',
    dateOfBirth: '2011-04-22',
    diedOn: null,
    parentalResponsibility: ['amara', 'gareth'].map((holder) => ({ holderKind: 'PERSON', holder, from: null, courtLimits: [] })),
    competence: [],
    consents,
    ...more,
  } as unknown as PersonFacts;
}

/** The prompts on a day, each with its birthday. */
const prompts = (person: PersonFacts, today: string) =>
  reviewPrompts(person, { today, at: noon(today) }).map(({ prompt, on }) => `${prompt} ${on}`);

describe('From 12', () => {
  const agreed = chidera([given('2022-05-01')]);

  test('a child’s parents are to be asked again from the birthday on', () => {
    expect(prompts(agreed, '2023-04-21')).toEqual([]);
    expect(prompts(agreed, '2023-04-22')).toEqual(['TURNED_12 2023-04-22']);
    expect(prompts(agreed, '2026-11-22')).toEqual(['TURNED_12 2023-04-22']);
  });

  test('no longer, once one of them has decided again', () => {
    const again = given('2023-04-22', { givenBy: 'gareth', category: 'SUSPENSIONS' });
    expect(prompts(chidera([given('2022-05-01'), again]), '2023-05-01')).toEqual([]);
    expect(prompts(chidera([given('2022-05-01'), { ...again, decidedOn: '2023-04-21' }]), '2023-05-01')).toHaveLength(1);
  });

  test('not where nothing of theirs stands', () => {
    const none: ConsentFacts[][] = [
      [],
      [entry('REFUSED', '2022-05-01')],
      [given('2022-05-01'), entry('WITHDRAWN', '2022-06-01')],
      [given('2022-05-01', { validUntil: '2023-04-30' })],
      [given('2022-05-01', { givenBy: 'daniel' })],
      [given('2022-05-01', { ...own, competenceAssessedOn: '2022-05-01' })],
    ];
    for (const consents of none) expect(prompts(chidera(consents), '2023-05-01')).toEqual([]);
  });

  test('for a child in care, the authority is', () => {
    const care = [{ holderKind: 'LOCAL_AUTHORITY' as const, holder: null, from: null, courtLimits: [] }];
    const byAuthority = given('2022-05-01', { capacity: 'LOCAL_AUTHORITY', givenBy: null });
    expect(prompts(chidera([byAuthority], { parentalResponsibility: care }), '2023-05-01')).toHaveLength(1);
  });
});

describe('Before 16', () => {
  const agreed = chidera([given('2026-05-01')]);

  test('the prompt stands for twelve weeks, to the day', () => {
    expect(prompts(agreed, '2027-01-28')).toEqual(['TURNS_16 2027-04-22']);
    expect(prompts(agreed, '2027-01-27')).toEqual([]);
    expect(prompts(agreed, '2027-04-21')).toEqual(['TURNS_16 2027-04-22']);
  });

  test('both prompts stand for a consent older than the 12th birthday', () => {
    expect(prompts(chidera([given('2022-05-01')]), '2027-02-01')).toEqual(['TURNED_12 2023-04-22', 'TURNS_16 2027-04-22']);
  });

  test('it ends where the child, assessed competent, decides', () => {
    const competent = { ...own, competenceAssessedOn: '2026-06-01' };
    expect(prompts(chidera([given('2026-05-01'), given('2026-06-01', competent)]), '2027-02-01')).toEqual([]);
    expect(prompts(chidera([given('2026-05-01'), entry('REFUSED', '2026-06-01', competent)]), '2027-02-01')).toEqual([]);
  });
});

describe('From 16', () => {
  const agreed = given('2026-05-01');

  test('the prompt stands from the birthday on, since what others agreed to has lapsed', () => {
    expect(prompts(chidera([agreed]), '2027-04-22')).toEqual(['TURNED_16 2027-04-22']);
    expect(prompts(chidera([agreed]), '2028-01-01')).toEqual(['TURNED_16 2027-04-22']);
  });

  test('it ends with the young person’s own consent to anything, and with their refusal of what had been agreed', () => {
    const ask = (...since: ConsentFacts[]) => prompts(chidera([agreed, ...since]), '2027-06-01');
    expect(ask(given('2027-04-22', { ...own, category: 'SUSPENSIONS' }))).toEqual([]);
    expect(ask(entry('REFUSED', '2027-05-01', own))).toEqual([]);
    expect(ask(entry('REFUSED', '2027-05-01', { ...own, category: 'SUSPENSIONS' }))).toHaveLength(1);
    expect(ask(given('2027-05-01', { capacity: 'BEST_INTERESTS', givenBy: null, validUntil: '2028-05-01' }))).toEqual([]);
  });

  test('what they agreed to before, as a competent child, does not end it', () => {
    const competence: CompetenceFacts[] = [
      { entry: 1, categories: ['SUSPENSIONS'], outcome: 'COMPETENT', assessedOn: '2026-06-01' },
    ];
    const before = given('2026-06-01', { ...own, category: 'SUSPENSIONS' });
    expect(prompts(chidera([agreed, before], { competence }), '2027-06-01')).toEqual(['TURNED_16 2027-04-22']);
    expect(prompts(chidera([before], { competence }), '2027-06-01')).toEqual([]);
  });

  test('nothing lapsed where it had been withdrawn, was refused or had expired', () => {
    const none: ConsentFacts[][] = [
      [],
      [entry('REFUSED', '2026-05-01')],
      [agreed, entry('WITHDRAWN', '2026-06-01')],
      [agreed, entry('WITHDRAWN', '2027-05-01', own)],
      [given('2026-05-01', { validUntil: '2027-01-01' })],
    ];
    for (const consents of none) expect(prompts(chidera(consents), '2027-06-01')).toEqual([]);
  });
});

test('Whoever has died, is not yet born or of unknown age is prompted about by nobody', () => {
  const consents = [given('2022-05-01')];
  expect(prompts(chidera(consents, { diedOn: '2026-01-01' }), '2026-11-22')).toEqual([]);
  expect(prompts(chidera(consents, { dateOfBirth: null }), '2026-11-22')).toEqual([]);
});

test('A birthday is the first day of that age, on 29 February too', () => {
  const leap = (dateOfBirth: string, on: string, today: string) =>
    prompts(chidera([given(on)], { dateOfBirth }), today).map((text) => text.split(' ')[1]);
  expect(leap('2012-02-29', '2020-01-01', '2024-02-29')).toEqual(['2024-02-29']);
  expect(leap('2088-02-29', '2096-01-01', '2100-02-28')).toEqual([]);
  expect(leap('2088-02-29', '2096-01-01', '2100-03-01')).toEqual(['2100-03-01']);

  const born = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('1990-01-01', days));
  fc.assert(
    fc.property(born, fc.integer({ min: 13 * 365, max: 17 * 365 }), (dateOfBirth, days) => {
      const today = addDays(dateOfBirth, days);
      const consents = [given(addDays(dateOfBirth, 4_000))];
      const found = reviewPrompts(chidera(consents, { dateOfBirth }), { today, at: noon(today) });
      for (const { prompt, on } of found) {
        const age = prompt === 'TURNED_12' ? 12 : 16;
        expect([ageOn(dateOfBirth, addDays(on, -1)), ageOn(dateOfBirth, on)]).toEqual([age - 1, age]);
      }
      const expected = ageOn(dateOfBirth, today) >= 16 ? ['TURNED_16'] : ['TURNED_12'];
      expect(found.map(({ prompt }) => prompt)).toEqual(expect.arrayContaining(expected));
    }),
  );
});
