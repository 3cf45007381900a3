import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Leaf, LeafDecision } from '#access-log/leaf.ts';
import { leafBytes } from '#access-log/leaf.ts';
import { madeUpLeaf } from '#tests/support/leaves.ts';
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

  test.each([
    'not JSON',
    'null',
    '{}',
    '{"time":"soon","kind":"VIEW"}',
    '{"time":"2026-11-22T10:00:00Z","kind":"VIEW","decisions":[null]}',
    '{"time":"2026-11-22T10:00:00Z","kind":"VIEW","decisions":7}',
  ])('are one that says so where the bytes are no leaf: %s', (bytes) => {
    expect(rowsOf(7, Buffer.from(bytes))).toMatchObject([{ index: 7, place: 0, kind: 'UNREADABLE', person: null, waits: false }]);
  });

  test('hold nothing that the database cannot keep', () => {
    const time = '2026-11-22T10:00:00.000Z';
    const odd = {
      time,
      kind: 'VIEW',
      person: 'somebody',
      purpose: 'a\0b',
      decisions: [{ category: '\ud800', items: 1.5, basis: { links: ['\0', 'l'] } }],
    };
    expect(rowsOf(7, Buffer.from(JSON.stringify(odd)))).toMatchObject([
      { kind: 'VIEW', person: null, purpose: null, category: null, items: null, links: ['l'] },
    ]);
  });
});

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
