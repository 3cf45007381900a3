import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createScorer } from '#people/matching/fellegi-sunter.ts';
import { link } from '#people/matching/linking.ts';
import type { Decision } from '#people/matching/linking.ts';
import type { PersonRecord } from '#people/matching/record.ts';
import { boy, HUB, smallPopulation, trainedModel } from '#tests/support/matching.ts';

const model = trainedModel();
const { records } = smallPopulation(2);
const RUNS = { numRuns: 200 };

/** A few records that may well be of one person: of one home, with this or that in common. */
const fewRecords = fc
  .uniqueArray(
    fc.record({
      source: fc.constantFrom('education', 'health', 'police', 'housing'),
      forename: fc.constantFrom('Oliver', 'Olivr', 'Ollie', 'George', null),
      surname: fc.constantFrom('Hughes', 'Huges', 'Okafor'),
      dateOfBirth: fc.constantFrom('2014-03-11', '2014-11-03', '2016-01-02', null),
      street: fc.constantFrom('27 Lapwing Drive', '3 Ash Road', null),
      identifiers: fc.constantFrom({}, { 'nhs-number': '9434765919' }, { 'nhs-number': '9434765870' }),
    }),
    { minLength: 2, maxLength: 7, selector: (record) => JSON.stringify(record) },
  )
  .map((list) => list.map((changes, index) => boy({ id: `r${index}`, ...changes })));

/** Who is one person with whom, by ids. */
function peopleOf(list: readonly PersonRecord[], decisions: readonly Decision[] = []): string[] {
  const { clusterOf } = link(list, model, { ...HUB, decisions });
  const members = new Map<number, string[]>();
  for (const [index, cluster] of clusterOf.entries()) members.set(cluster, [...(members.get(cluster) ?? []), list[index]!.id]);
  return [...members.values()].map((ids) => ids.toSorted().join(' ')).toSorted();
}

describe('linking', () => {
  it('gives the same people in whatever order the records come', () => {
    fc.assert(
      fc.property(
        fewRecords.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([list, shuffled]) => {
          expect(peopleOf(shuffled)).toEqual(peopleOf(list));
        },
      ),
      RUNS,
    );
  });

  it('weighs a pair the same both ways', () => {
    const scorer = createScorer(model);
    const index = fc.nat({ max: records.length - 1 });
    fc.assert(
      fc.property(index, index, (left, right) => {
        expect(scorer.weigh(records[left]!, records[right]!)).toBe(scorer.weigh(records[right]!, records[left]!));
      }),
      { numRuns: 5_000 },
    );
    fc.assert(
      fc.property(fewRecords, ([left, right]) => {
        expect(scorer.weigh(left!, right!)).toBe(scorer.weigh(right!, left!));
      }),
      RUNS,
    );
  });

  it('never undoes that a steward called two records different people, whatever comes later', () => {
    fc.assert(
      fc.property(fewRecords, fewRecords, fc.boolean(), (before, later, alsoSame) => {
        const all = [...before, ...later.map((record) => ({ ...record, id: `later-${record.id}` }))];
        const different: Decision = { left: 'r1', right: 'r0', verdict: 'different' };
        const same = all.slice(2).flatMap(({ id }): Decision[] => [
          { left: 'r0', right: id, verdict: 'same' },
          { left: id, right: 'r1', verdict: 'same' },
        ]);
        const people = peopleOf(all, alsoSame ? [...same, different] : [different]);
        const together = people.map((ids) => ids.split(' ')).filter((ids) => ids.includes('r0') && ids.includes('r1'));
        expect(together).toEqual([]);
      }),
      RUNS,
    );
  });

  it('joins those whom a steward called the same, however little they have in common', () => {
    const [one, other] = [
      boy({ id: 'one' }),
      boy({ id: 'other', forename: 'Amara', surname: 'Okafor', dateOfBirth: '1984-06-20' }),
    ];
    expect(peopleOf([one, other])).toEqual(['one', 'other']);
    expect(peopleOf([one, other], [{ left: 'other', right: 'one', verdict: 'same' }])).toEqual(['one other']);
  });
});
