import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boy } from '#tests/support/matching.ts';
import { eachPairOf, groupBy, stretchesOf } from './groups.ts';
import { codesOf } from './keys.ts';
import type { PersonRecord } from './record.ts';

const few = fc.option(fc.constantFrom('a', 'b', 'c'));
const records = fc
  .array(fc.tuple(few, few, few), { maxLength: 30 })
  .map((list) =>
    list.map(([forename, surname, email], index): PersonRecord => ({ ...boy({ id: `r${index}` }), forename, surname, email })),
  );
const PARTS = [
  ({ forename }: PersonRecord) => forename,
  ({ surname }: PersonRecord) => surname,
  ({ email }: PersonRecord) => email,
];
const groupsOf = (list: readonly PersonRecord[]) => groupBy(PARTS.map((part) => codesOf(list, part)));

describe('records grouped by several keys', () => {
  it('make exactly the pairs that have all of them, and agree in all', () => {
    fc.assert(
      fc.property(records, (list) => {
        const found: string[] = [];
        eachPairOf(groupsOf(list), (left, right) => found.push(`${left} ${right}`));
        const expected = list.flatMap((one, left) =>
          list.flatMap((other, right) =>
            left < right && PARTS.every((part) => part(one) !== null && part(one) === part(other)) ? [`${left} ${right}`] : [],
          ),
        );
        expect(found.toSorted()).toEqual(expected.toSorted());
        expect(groupsOf(list).pairs).toBe(expected.length);
      }),
    );
  });

  it('can be looked at in stretches: each pair is in one of them', () => {
    fc.assert(
      fc.property(records, fc.integer({ min: 1, max: 20 }), (list, size) => {
        const groups = groupsOf(list);
        const [whole, parts]: [string[], string[]] = [[], []];
        eachPairOf(groups, (left, right) => whole.push(`${left} ${right}`));
        for (const stretch of stretchesOf(groups, size))
          eachPairOf(groups, (left, right) => parts.push(`${left} ${right}`), stretch);
        expect(parts).toEqual(whole);
      }),
    );
  });

  it('leave out a key that too many have, and leave its records to other keys', () => {
    const crowd = Array.from({ length: 2_001 }, (_, index) => boy({ id: `r${index}` }));
    const groups = groupBy([codesOf(crowd, ({ surname }) => surname)]);
    expect(groups).toMatchObject({ pairs: 0, leftOut: 1, members: new Int32Array(0) });
    expect(groups.of.every((group) => group === -1)).toBe(true);
  });
});
