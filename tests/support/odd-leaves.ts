/** Leaves as no hub of this version writes them: by somebody's mistake, or of a later version. They cannot be taken out of the log. */
import fc from 'fast-check';
import type { Pool } from 'pg';
import { appendStatement } from '#access-log/append.ts';
import { hashLeaf, requestMac } from '#access-log/verify.ts';
import { arbitraryText } from './arbitrary-entry.ts';
import { madeUpLeaf, wholeLeaf } from './leaves.ts';
import { HUB_KEY } from './log.ts';

/** Where a value is within others. */
export type Path = readonly (string | number)[];

/** Each place of a value, and of the values in it. */
export function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([name, one]) =>
    pathsOf(one, [...path, Array.isArray(value) ? Number(name) : name]),
  );
  return [path, ...inner];
}

export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce((within, name) => (within as Record<string, unknown>)[name], value);
}

/** The same with another value in one place; undefined: without it. */
export function withValue(value: unknown, [name, ...rest]: Path, other: unknown): unknown {
  if (name === undefined) return other;
  const within = value as Record<string, unknown>;
  const changed = withValue(within[name], rest, other);
  return Array.isArray(value) ? value.with(Number(name), changed) : { ...within, [name]: changed };
}

/** So little alike that it cannot be made shorter. */
export const LONG = Array.from({ length: 6_000 }, (_, n) => ((n * 7_919) % 9_973).toString(36)).join('');

const decided = (more: object) => ({ decisions: [{ category: 'ATTENDANCE', outcome: 'DISCLOSED', basis: {}, ...more }] });
const calledBy = (organisation: string) => ({ caller: { ...madeUpLeaf().caller, organisation } });

/** Of each, what is odd about it. */
export const ODD: Readonly<Record<string, object>> = {
  'more items than an integer has': decided({ items: 3_000_000_000 }),
  'half an item': decided({ items: 1.5 }),
  'a time in the year 20000': { time: '+020000-01-01T00:00:00.000Z' },
  'a time in the year 9999': { time: '9999-12-31T23:59:59.999Z' },
  'a time in the year 0': { time: '0000-06-01T00:00:00.000Z' },
  'a time before Christ': { time: '-000044-03-15T12:00:00.000Z' },
  'a time of wherever it is read': { time: '2026-11-22T10:00:00.000' },
  'a time of no day': { time: '2026-11-41T10:00:00.000Z' },
  'a null character in the organisation': calledBy('a\0b'),
  'half a character in the organisation': calledBy('a\ud800'),
  'a very long organisation': calledBy(LONG),
  'a very long category': decided({ category: LONG }),
  'a very long link': decided({ basis: { links: [LONG] } }),
  'a filter that is no list': { kind: 'REVIEW', review: { query: 'x', filter: { a: 'b' }, entries: 1, completeTo: 1 } },
  'fields that are no list': decided({ fields: 7 }),
  'fields that are no text': decided({ fields: [7] }),
  'no basis': decided({ basis: null }),
  'what a change was, and no list': { change: { name: 'x', outcome: 'REFUSED', what: 7 } },
  'a change that came of nothing known': { change: { name: 'x', outcome: 'DISCLOSED' } },
  'a change that is a number': { change: 7 },
  'families that are numbers': { kind: 'FAMILY_LIST', families: [7, null, {}] },
  'an explanation of lists': { explained: { category: [], recipient: {}, at: '2026-09-01T08:30:00.000Z' } },
  'an explanation as of never': { explained: { category: 'ATTENDANCE', recipient: 'x', at: 'never' } },
  'a category that is none': decided({ category: null }),
  'a day that is none': decided({ since: 'never' }),
  'problems without end': { change: { name: 'x', outcome: 'REFUSED', problems: Array.from({ length: 15_000 }, () => '') } },
  'nobody who asked': { caller: null },
  'a kind that is a number': { kind: 7 },
};

/** A leaf with something else in one place, or something else altogether. */
export const arbitraryOdd: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue(),
  fc
    .tuple(
      fc.constantFrom(...pathsOf(wholeLeaf())),
      fc.oneof(
        fc.jsonValue({ stringUnit: 'binary' }),
        arbitraryText,
        fc.constantFrom(LONG, '\0', '\ud800', 2 ** 31, -(2 ** 31), 1e300, '0000-06-01T00:00:00.000Z', '2026-11-22', undefined),
      ),
    )
    .map(([path, other]) => withValue(wholeLeaf(), path, other)),
);

/** Written as a hub writes, which vouches for them; what finds them in the log is in order. @returns the first one's place */
export async function writeOdd(pool: Pool, leaves: readonly unknown[]): Promise<number> {
  const bytes = leaves.map((leaf) => (leaf instanceof Buffer ? leaf : Buffer.from(JSON.stringify(leaf) ?? 'undefined')));
  const mac = requestMac(HUB_KEY, bytes.map(hashLeaf));
  const { rows } = await pool.query<{ first: string[] }>(
    appendStatement([{ leaves: leaves.map(() => madeUpLeaf()), bytes, mac, epochs: new Map() }]),
  );
  return Number(rows[0]?.first[0]);
}
