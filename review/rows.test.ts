import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Leaf, LeafDecision } from '#access-log/leaf.ts';
import { leafBytes } from '#access-log/leaf.ts';
import { isUuid } from '#terms/ids.ts';
import { madeUpLeaf, wholeLeaf } from '#tests/support/leaves.ts';
import type { Path } from '#tests/support/odd-leaves.ts';
import { arbitraryOdd, ODD, pathsOf, valueAt, withValue } from '#tests/support/odd-leaves.ts';
import type { ReviewRow } from './rows.ts';
import { rowsOf } from './rows.ts';

const [consent, override, safeguardingDecision, family, other] = Array.from({ length: 5 }, () => randomUUID()) as [
  string,
  string,
  string,
  string,
  string,
];
const rows = (more: Partial<Leaf>): ReviewRow[] => rowsOf(7, leafBytes(madeUpLeaf(more)));
const decision = (more: Partial<LeafDecision> = {}): LeafDecision => ({
  category: 'ATTENDANCE',
  outcome: 'DISCLOSED',
  basis: {},
  detail: 'FULL',
  masked: false,
  ...more,
});
const change = { name: 'recordOverride', outcome: 'RECORDED', records: [override] } as const;

describe('The rows of an entry', () => {
  test('are two where somebody else’s record named the person in a category besides', () => {
    const basis = { links: ['l@1'] };
    const named = decision({ outcome: 'UNAVAILABLE', named: true, items: 0, basis });
    const found = rows({ decisions: [named, decision({ category: 'TENANCY', outcome: 'NAMED', basis })] });
    expect(found.map(({ place, category, outcome, items, links }) => [place, category, outcome, items, links])).toEqual([
      [0, 'ATTENDANCE', 'UNAVAILABLE', 0, ['l@1']],
      [1, 'ATTENDANCE', 'NAMED', null, ['l@1']],
      [2, 'TENANCY', 'NAMED', null, ['l@1']],
    ]);
  });

  test('are one for each category decided, with what it rests on', () => {
    const leaf = madeUpLeaf({
      time: '2026-11-22T10:00:00.123Z',
      family,
      decisions: [
        decision({ items: 3, basis: { agreement: 'a@1', consent, override, safeguardingDecision, links: ['l@1', 'm@2'] } }),
        decision({ category: 'TENANCY', outcome: 'WITHHELD', reason: 'NO_CONSENT', internalReason: 'REFUSED' }),
      ],
    });
    const shared = {
      index: 7,
      at: '2026-11-22T10:00:00.123Z',
      kind: 'VIEW',
      worker: leaf.caller.id,
      app: null,
      organisation: 'northmere-early-help',
      person: leaf.person,
      family,
      purpose: 'EARLY_HELP',
      waits: true,
    };
    const links = ['l@1', 'm@2'];
    expect(rowsOf(7, leafBytes(leaf))).toEqual([
      {
        ...shared,
        place: 0,
        category: 'ATTENDANCE',
        outcome: 'DISCLOSED',
        reason: null,
        internalReason: null,
        items: 3,
        agreement: 'a@1',
        consent,
        override,
        safeguardingDecision,
        links,
      },
      {
        ...shared,
        place: 1,
        category: 'TENANCY',
        outcome: 'WITHHELD',
        reason: 'NO_CONSENT',
        internalReason: 'REFUSED',
        items: null,
        agreement: null,
        consent: null,
        override: null,
        safeguardingDecision: null,
        links: null,
      },
    ]);
  });

  test.each<[string, Partial<Leaf>, Partial<ReviewRow>[]]>([
    ['one where nothing was decided', {}, [{ category: null, outcome: null }]],
    ['hidden where nobody was shown', { visible: false }, [{ outcome: 'HIDDEN' }]],
    ['one for each family of a list', { families: [family, other] }, [{ family }, { family: other }]],
    ['one for an empty list', { families: [] }, [{ family: null }]],
    [
      'one for each person whom a search found',
      { search: { query: 'findPeople', facts: ['NAME'], people: [other, consent] } },
      [{ person: other }, { person: consent }],
    ],
    [
      'one that is hidden for a search that found nobody',
      { visible: false, search: { query: 'findPeople', facts: ['NAME'], people: [] } },
      [{ person: null, outcome: 'HIDDEN' }],
    ],
    [
      'one for each person and family that a review names',
      {
        review: {
          query: 'accessLog',
          filter: { personIds: [other], familyIds: [family], workerIds: [consent] },
          entries: 1,
          completeTo: 2,
        },
      },
      [
        { family, person: null },
        { family: null, person: other },
      ],
    ],
    [
      'one for each problem of a refusal',
      { visible: false, change: { name: 'recordConsent', outcome: 'REFUSED', problems: ['NOT_FOUND', 'TEXT_NEEDED'] } },
      [
        { outcome: 'REFUSED', reason: 'NOT_FOUND' },
        { outcome: 'REFUSED', reason: 'TEXT_NEEDED' },
      ],
    ],
    ['found by the override that it records', { kind: 'OVERRIDE', change }, [{ override, safeguardingDecision: null }]],
    [
      'found by the safeguarding decision that it records',
      { kind: 'SAFEGUARDING_DECISION', change },
      [{ override: null, safeguardingDecision: override }],
    ],
  ])('are %s', (_name, leaf, expected) => {
    const found = rows({ person: null, ...leaf });
    expect(found).toMatchObject(expected);
    expect(found.map(({ place }) => place)).toEqual(expected.map((_, place) => place));
  });

  test('tell the app that asked, or through which a worker did', () => {
    const caller = { id: other, organisation: 'o', roles: [] };
    expect(rows({ caller: { ...caller, kind: 'APP' } })).toMatchObject([{ worker: other, app: other }]);
    expect(rows({ caller: { ...caller, kind: 'WORKER', through: family } })).toMatchObject([{ worker: other, app: family }]);
    expect(rows({ caller: { ...caller, kind: 'WORKER' } })).toMatchObject([{ worker: other, app: null }]);
  });
});

const unreadable = [{ index: 7, place: 0, kind: 'UNREADABLE', at: '1970-01-01T00:00:00.000Z', worker: null, waits: false }];
const rowsOfText = (text: string): ReviewRow[] => rowsOf(7, Buffer.from(text));
const rowsOfOdd = (odd: unknown): ReviewRow[] => rowsOfText(JSON.stringify(odd) ?? '');

describe('The row of what is no leaf says so', () => {
  test.each(['not JSON', '', 'null', '7', '[]', '{}', '{"time":"2026-11-22T10:00:00.000Z","kind":"VIEW"}', '['.repeat(60_000)])(
    'where its bytes are none: %.60s',
    (bytes) => {
      expect(rowsOfText(bytes)).toMatchObject(unreadable);
    },
  );

  test.each(Object.entries(ODD))('where it has %s', (_name, odd) => {
    expect(rowsOfOdd({ ...madeUpLeaf(), ...odd })).toMatchObject(unreadable);
    expect(rowsOfOdd({ ...wholeLeaf(), ...odd })).toMatchObject(unreadable);
  });

  const [, ...places] = pathsOf(wholeLeaf());
  test.each(places.map((path) => [path.join('.'), path] as const))('where %s is of another type', (_name, path) => {
    const other = typeof valueAt(wholeLeaf(), path) === 'string' ? 7 : 'something else';
    expect(rowsOfOdd(withValue(wholeLeaf(), path, other))).toMatchObject(unreadable);
  });

  test.each(Object.keys(madeUpLeaf()))('where it has no %s', (name) => {
    expect(rowsOfOdd(withValue(wholeLeaf(), [name], undefined))).toMatchObject(unreadable);
  });

  test.each<[string, Path]>([
    ['kind', ['kind']],
    ['organisation', ['caller', 'organisation']],
    ['purpose', ['purpose']],
    ['problem', ['change', 'problems', 0]],
    ...['category', 'outcome', 'reason', 'internalReason'].map((name): [string, Path] => [name, ['decisions', 0, name]]),
    ['agreement', ['decisions', 0, 'basis', 'agreement']],
    ['link', ['decisions', 0, 'basis', 'links', 1]],
  ])('where its %s is more than the index takes', (_name, path) => {
    for (const other of ['x'.repeat(501), 'a\0b', '\ud83d', '\udc69a'])
      expect(rowsOfOdd(withValue(wholeLeaf(), path, other))).toMatchObject(unreadable);
    expect(rowsOfOdd(withValue(wholeLeaf(), path, 'é'.repeat(500)))).not.toMatchObject(unreadable);
  });
});

describe('The rows of a leaf', () => {
  const whole = wholeLeaf();
  const shown = rowsOfOdd(whole);

  test('are the same whatever members a later version adds, and whichever need not be there are left out', () => {
    expect(shown).toHaveLength(11);
    const objects = pathsOf(whole).filter((path) => {
      const value = valueAt(whole, path);
      return typeof value === 'object' && !Array.isArray(value) && !['revealed', 'filter'].includes(String(path.at(-1)));
    });
    expect(objects.length).toBeGreaterThan(8);
    for (const path of objects) expect(rowsOfOdd(withValue(whole, [...path, 'later'], [{ than: 'this' }]))).toEqual(shown);
    for (const name of ['change', 'shown', 'explained', 'families', 'search', 'review', 'erased'])
      expect(rowsOfOdd(withValue(whole, [name], undefined))).not.toMatchObject(unreadable);
  });

  test('have a kind that a later version knows, or that every object has', () => {
    for (const kind of ['FORECAST', 'toString', '__proto__']) expect(rowsOfOdd({ ...whole, kind })[0]?.kind).toBe(kind);
  });

  test('are as many as a leaf has room for', () => {
    const families = Array.from({ length: 1_600 }, () => randomUUID());
    expect(rows({ families })).toHaveLength(1_600);
  });

  test('hold nothing that the database cannot keep, whatever the bytes say', () => {
    fc.assert(
      fc.property(arbitraryOdd, (odd) => {
        for (const { index: _index, place: _place, ...row } of rowsOfOdd(odd))
          expect(Object.entries(row).filter(isRefused)).toEqual([]);
      }),
      { numRuns: 3_000 },
    );
  });
});

const UUIDS = ['worker', 'app', 'person', 'family', 'consent', 'override', 'safeguardingDecision'];

/** What PostgreSQL would not take for the column, or its index. */
function isRefused([name, value]: [string, unknown]): boolean {
  if (value === null) return false;
  if (name === 'waits') return typeof value !== 'boolean';
  if (name === 'items') return !Number.isInteger(value) || Math.abs(value as number) >= 2 ** 31;
  const texts = (name === 'links' ? value : [value]) as unknown[];
  return texts.some((text) => {
    if (typeof text !== 'string' || !text.isWellFormed() || text.includes('\0') || Buffer.byteLength(text) > 2_600) return true;
    if (name === 'at') return !/^\d{4}-.{19}$/.test(text) || text.startsWith('0000');
    return UUIDS.includes(name) && !isUuid(text);
  });
}

describe('An entry waits for a release', () => {
  test.each<[string, Partial<Leaf>]>([
    ['asked for safeguarding', { purpose: 'SAFEGUARDING' }],
    ['under an override', { decisions: [decision({ basis: { override } })] }],
    ['under a safeguarding decision', { decisions: [decision({ basis: { safeguardingDecision } })] }],
    ['with domestic abuse shown', { decisions: [decision({ category: 'DOMESTIC_ABUSE' })] }],
    [
      'with domestic abuse permitted, and nothing held',
      { decisions: [decision({ category: 'DOMESTIC_ABUSE', outcome: 'NOTHING_HELD' })] },
    ],
    [
      'with domestic abuse of another',
      { decisions: [decision({ category: 'DOMESTIC_ABUSE', outcome: 'WITHHELD', reason: 'OTHER_PERSON' })] },
    ],
    [
      'with a mention in another’s domestic abuse',
      { decisions: [{ category: 'DOMESTIC_ABUSE', outcome: 'NOT_NAMED', basis: {} }] },
    ],
    ['with an item that reveals domestic abuse', { decisions: [decision({ revealed: { DOMESTIC_ABUSE: false } })] }],
    ['with a place masked', { decisions: [decision(), decision({ category: 'TENANCY', masked: true })] }],
    ['with a restriction', { decisions: [decision({ basis: { restriction: other } })] }],
    [
      'with a protected address',
      { decisions: [decision(), { category: 'ADDRESS', outcome: 'WITHHELD', reason: 'PROTECTED', basis: {} }] },
    ],
  ])('%s', (_name, leaf) => {
    expect(new Set(rows(leaf).map(({ waits }) => waits))).toEqual(new Set([true]));
  });

  test('and not otherwise', () => {
    const withheld = { outcome: 'WITHHELD', reason: 'NO_CONSENT', basis: { consent } };
    const decisions = [decision({ revealed: { SUSPENSIONS: true } }), { category: 'DOMESTIC_ABUSE', ...withheld }];
    expect(rows({ decisions }).map(({ waits }) => waits)).toEqual([false, false]);
  });
});
