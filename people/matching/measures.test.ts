import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { damerauLevenshtein, jaro, jaroWinkler, withinOneEdit } from './measures.ts';
import { createRandom } from './random.ts';

const random = createRandom(1);
const LETTERS = [...'abcdeimnorst'];
const word = (): string => Array.from({ length: random.int(0, 12) }, () => random.pick(LETTERS)).join('');
/** Half of the pairs are a word and the same word after a few slips: most random words have nothing in common. */
const slipped = (text: string): string => {
  const letters = [...text];
  for (let slip = random.int(0, 4); slip > 0; slip--) {
    const at = random.int(0, letters.length);
    const kind = random.int(0, 2);
    if (kind === 0) letters.splice(at, 1);
    else if (kind === 1) letters.splice(at, 0, random.pick(LETTERS));
    else letters.splice(at, 2, ...letters.slice(at, at + 2).toReversed());
  }
  return letters.join('');
};

describe('string measures', () => {
  it('agree with DuckDB’s on 20,000 random pairs', async () => {
    const pairs = Array.from({ length: 20_000 }, (_, index): [string, string] => {
      const left = word();
      return [left, index % 2 === 0 ? word() : slipped(left)];
    });
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    const rows = pairs.map(([left, right], index) => `(${index}, '${left}', '${right}')`).join(',');
    const answer = await connection.runAndReadAll(`
      select jaro_similarity(l, r), jaro_winkler_similarity(l, r), damerau_levenshtein(l, r)
      from (values ${rows}) pair(i, l, r) order by i`);
    const theirs = answer.getRows().map(([j, w, d]) => [Number(j).toFixed(9), Number(w).toFixed(9), Number(d)]);
    const ours = pairs.map(([l, r]) => [jaro(l, r).toFixed(9), jaroWinkler(l, r).toFixed(9), damerauLevenshtein(l, r)]);
    const differing = pairs.filter((_, index) => String(ours[index]) !== String(theirs[index]));
    expect(differing).toEqual([]);
    connection.closeSync();
  });

  it('know one slip of the finger without measuring the whole distance', () => {
    const short = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
    fc.assert(
      fc.property(short, short, (left, right) => {
        expect(withinOneEdit(left, right)).toBe(damerauLevenshtein(left, right) <= 1);
      }),
      { numRuns: 2_000 },
    );
  });

  it('are the same both ways', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (left, right) => {
        expect(damerauLevenshtein(left, right)).toBe(damerauLevenshtein(right, left));
        expect(withinOneEdit(left, right)).toBe(withinOneEdit(right, left));
      }),
    );
  });
});
