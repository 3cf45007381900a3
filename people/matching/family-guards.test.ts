import { describe, expect, it } from 'vitest';
import { boy, HUB, trainedModel } from '#tests/support/matching.ts';
import { explain } from './explain.ts';
import { createScorer, probabilityOf } from './fellegi-sunter.ts';
import { link } from './linking.ts';

const model = trainedModel();
const scorer = createScorer(model);
const oliver = boy({ id: 'a' });
const clustersOf = (...records: Parameters<typeof link>[0][number][]): number[] => [...link(records, model, HUB).clusterOf];
/** One the education service has, the other the police. */
const atPolice = (changes: Partial<Parameters<typeof boy>[0]> = {}) => boy({ id: 'b', source: 'police', ...changes });

describe('the same boy at two agencies', () => {
  it('is one person, also with a slip in his name or at a former address', () => {
    for (const changes of [{}, { forename: 'Olivr' }, { postcode: 'ZX9 1AA', street: '3 Ash Road', locality: 'Saltby' }])
      expect({ changes, clusters: clustersOf(oliver, atPolice(changes)) }).toEqual({ changes, clusters: [0, 0] });
  });

  it('is two where a strong id says so, whatever else agrees', () => {
    const [one, other] = [
      boy({ id: 'a', identifiers: { 'nhs-number': '9434765919' } }),
      atPolice({ identifiers: { 'nhs-number': '9434765870' } }),
    ];
    expect(scorer.score(one, other)).toMatchObject({ strongIds: 'different', weight: -20 });
    expect(clustersOf(one, other)).toEqual([0, 1]);
    expect(explain(scorer.score(one, other))).toMatch(/: two people, by their ids$/);
  });

  it('is one by a strong id alone, where forename and date of birth do not contradict it', () => {
    const ids = { identifiers: { 'nhs-number': '9434765919' } };
    const elsewhere = { surname: 'Okafor', postcode: 'ZX9 1AA', street: '3 Ash Road', locality: 'Saltby', ...ids };
    expect(clustersOf(boy({ id: 'a', ...ids }), atPolice(elsewhere))).toEqual([0, 0]);
    // However little else they have in common.
    const little = atPolice({ ...elsewhere, forename: null, sex: 'F', dateOfBirth: '2014-03-12' });
    expect(scorer.weigh(boy({ id: 'a', ...ids }), little)).toBe(25);
    const other = atPolice({ ...elsewhere, forename: 'Muhammad', dateOfBirth: '1971-12-30' });
    expect(clustersOf(boy({ id: 'a', ...ids }), other)).toEqual([0, 1]);
  });
});

describe('two of one family', () => {
  it('are never one: twins, even with names that sound alike', () => {
    for (const [one, other] of [
      ['Oliver', 'George'],
      ['Eva', 'Ava'],
      ['Jack', 'Jake'],
      ['Ella', 'Emma'],
    ] as const) {
      const score = scorer.score(boy({ id: 'a', forename: one }), atPolice({ forename: other }));
      expect(probabilityOf(score.weight)).toBeLessThan(0.5);
      expect(explain(score)).toMatch(/no shared id: probably twins$/);
    }
  });

  it('are never one because one’s number is on the other’s record: a steward is asked', () => {
    const ids = { identifiers: { 'nhs-number': '9434765919' } };
    const [one, twin] = [boy({ id: 'a', ...ids }), atPolice({ forename: 'George', ...ids })];
    const score = scorer.score(one, twin);
    expect(score).toMatchObject({ strongIds: 'shared', apart: true, weight: -1 });
    expect(score.weight).toBeGreaterThanOrEqual(model.bands.review);
    expect(clustersOf(one, twin)).toEqual([0, 1]);
    expect(explain(score)).toMatch(/; forename differs; same .*: a new name, or somebody else’s number$/);
    const sister = atPolice({ forename: 'Georgia', dateOfBirth: '2017-09-02', sex: 'F', ...ids });
    expect(clustersOf(one, sister)).toEqual([0, 1]);
    // The same phone and home besides.
    const phone = { phone: '07700900123' };
    expect(clustersOf(boy({ id: 'a', ...ids, ...phone }), atPolice({ forename: 'George', ...ids, ...phone }))).toEqual([0, 1]);
  });

  it('are told in words', () => {
    expect(explain(scorer.score(oliver, atPolice({ forename: 'George' })))).toBe(
      'surname, date of birth and sex agree; forename differs; same postcode, street and town; no shared id: probably twins',
    );
  });

  it('are never one: brothers, and a father with his son’s name', () => {
    expect(clustersOf(oliver, atPolice({ forename: 'George', dateOfBirth: '2017-09-02' }))).toEqual([0, 1]);
    const father = scorer.score(oliver, atPolice({ dateOfBirth: '1984-06-20' }));
    expect(father.weight).toBeLessThan(HUB.limits.join);
    expect(clustersOf(oliver, atPolice({ dateOfBirth: '1984-06-20' }))).toEqual([0, 1]);
    expect(explain(father)).toMatch(/: perhaps a parent and child of one name$/);
  });

  it('are not brought together by a record that may be of either', () => {
    const george = boy({ id: 'b', source: 'health', forename: 'George' });
    const nobody = boy({ id: 'c', source: 'police', forename: null });
    expect(clustersOf(oliver, george, nobody)).toEqual([0, 1, 2]);
  });
});
