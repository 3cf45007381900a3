import { describe, expect, it } from 'vitest';
import { boy, smallPopulation } from '#tests/support/matching.ts';
import { blockingRules } from './blocking.ts';
import { fieldsOf } from './comparisons.ts';
import { findPairs } from './pairs.ts';
import type { RuleLog } from './pairs.ts';
import type { PersonRecord } from './record.ts';

const FIELDS = ['forename', 'surname', 'dateOfBirth', 'postcode', 'street', 'locality'];
const found = (records: readonly PersonRecord[], rule: string): number => {
  const one = blockingRules(FIELDS).filter(({ name }) => name === rule);
  expect(one).toHaveLength(1);
  const [key, other] = records.map((record) => one[0]?.key(record));
  return key !== null && key === other ? 1 : 0;
};

describe('blocking keys', () => {
  it('are alike for those who sound alike, and for swapped names', () => {
    expect(found([boy({ id: 'a' }), boy({ id: 'b', surname: 'Hewes' })], 'sound of surname + dateOfBirth')).toBe(1);
    const swapped = boy({ id: 'b', forename: 'Hughes', surname: 'Oliver' });
    expect(found([boy({ id: 'a' }), swapped], 'names + year of birth')).toBe(1);
  });

  it('match nothing where a part is missing', () => {
    const [one, other] = [boy({ id: 'a', postcode: null }), boy({ id: 'b', postcode: null })];
    expect(found([one, other], 'dateOfBirth + postcode')).toBe(0);
  });

  it('find nearly all pairs of one person among many, each once, and say which rule found how many', () => {
    const { records, personOf } = smallPopulation(3);
    const seen = new Set<string>();
    const logged: RuleLog[] = [];
    findPairs(records, fieldsOf(records), { across: true }, (left, right) => {
      const pair = `${Math.min(left, right)} ${Math.max(left, right)}`;
      expect(seen.has(pair)).toBe(false);
      seen.add(pair);
    }, (entry) => logged.push(entry)); // prettier-ignore
    expect(logged.reduce((sum, { pairs }) => sum + pairs, 0)).toBe(seen.size);
    let [all, reached] = [0, 0];
    for (const [left, person] of personOf.entries())
      for (let right = left + 1; right < personOf.length; right++)
        if (personOf[right] === person) {
          all++;
          if (seen.has(`${left} ${right}`)) reached++;
        }
    expect(reached / all).toBeGreaterThan(0.995);
  });
});
