import { describe, expect, test } from 'vitest';
import type { CategoryDeclaration, Held, PortAnswer } from '#connectors/contract.ts';
import { MENTIONS, REVEALS } from '#terms/item-marks.ts';
import type { Obligations } from './decision.ts';
import type { Mask } from './masks.ts';
import type { Release } from './release.ts';
import { release } from './release.ts';

const NOW = new Date('2026-11-22T12:00:00Z');
const SOURCE = { agency: 'Police', service: 'Northmere Station', updatedAt: new Date('2026-11-20T12:00:00Z') };
const PERMIT: Obligations = { detail: 'FULL', since: null, locates: 'SHOW', victimOnly: false, stalenessHours: null };
const REFERRALS: CategoryDeclaration = {
  name: 'POLICE_REFERRALS',
  field: 'policeReferrals',
  recordType: 'PoliceReferrals',
  service: 'Police referrals',
  items: 'referrals',
  summaryFields: [],
};
const ATTENDANCE: CategoryDeclaration = {
  ...REFERRALS,
  name: 'ATTENDANCE',
  recordType: 'Attendance',
  items: 'recentSessions',
  summaryFields: ['academicYear'],
};

const SCHOOL: Mask = { fields: ['name'], nested: new Map() };
const MASKS: Record<string, Mask> = {
  Source: { fields: ['service'], nested: new Map() },
  PoliceReferrals: { fields: [], nested: new Map([['source', { fields: ['service'], nested: new Map() }]]) },
  Attendance: { fields: [], nested: new Map([['school', SCHOOL]]) },
};

function released(
  answer: PortAnswer,
  {
    declaration = REFERRALS,
    permitted = [] as string[],
    ...obligations
  }: Partial<Obligations> & { declaration?: CategoryDeclaration; permitted?: string[] } = {},
) {
  const context: Release = {
    declaration,
    obligations: { ...PERMIT, ...obligations },
    now: NOW,
    masks: (type) => MASKS[type] ?? { fields: [], nested: new Map() },
    permits: (category, subjectIsVictim) =>
      permitted.includes(category) || (subjectIsVictim && permitted.includes(`${category} of victims`)),
    permitsOther: (agencyPersonId) => agencyPersonId === 'NOM2',
    name: (agencyPersonId, categories) =>
      agencyPersonId === 'NOM2' && !categories.includes('DOMESTIC_ABUSE') ? { id: 'amara' } : null,
    opaqueId: (id) => `opaque ${id.length}`,
  };
  return release(answer, context);
}
const held = (items: object[], more: object = {}): Held => ({
  outcome: 'HELD',
  record: { source: SOURCE, referrals: items, ...more } as unknown as Held['record'],
});
const item = (id: string, on: string, marks: object = {}) => ({ id, occurredAt: new Date(`${on}T12:00:00Z`), ...marks });

describe('A record that may be shown', () => {
  test('is shown with opaque ids and without any mark', () => {
    const { answer, items } = released(
      held([item('VP1', '2026-11-01', { [MENTIONS]: ['NOM2', 'NOM3'], [REVEALS]: { categories: [] } })]),
    );
    expect(items).toBe(1);
    const { referrals } = answer as unknown as { referrals: { others: { person: () => unknown }[] }[] };
    expect(referrals[0]!.others.map(({ person }) => person())).toEqual([{ id: 'amara' }, null]);
    expect(answer).toMatchObject({
      __typename: 'PoliceReferrals',
      detail: 'FULL',
      source: SOURCE,
      referrals: [{ id: 'opaque 3', occurredAt: new Date('2026-11-01T12:00:00Z') }],
    });
    expect(Object.getOwnPropertySymbols((answer as unknown as { referrals: object[] }).referrals[0]!)).toEqual([]);
  });

  test('loses what happened before the agreement reaches back, by the day in England', () => {
    const items = [item('A', '2026-11-01'), item('B', '2026-10-31')];
    expect(released(held(items), { since: '2026-11-01' }).items).toBe(1);
  });

  test('shows its summary fields and no others where that is what the agreement allows', () => {
    const record = held([], {
      academicYear: '2026/27',
      possibleSessions: 108,
      school: { name: 'Oldmere' },
      recentSessions: [item('S', '2026-11-01')],
    });
    const { answer } = released(record, { declaration: ATTENDANCE, detail: 'SUMMARY' });
    expect(answer).toEqual({ __typename: 'Attendance', detail: 'SUMMARY', source: SOURCE, academicYear: '2026/27' });
  });

  test('loses what gives a place away where somebody’s address is protected, at any depth', () => {
    const record = held([], { academicYear: '2026/27', school: { name: 'Oldmere' }, recentSessions: [] });
    const { answer } = released(record, { declaration: ATTENDANCE, locates: 'MASK' });
    expect(answer).toMatchObject({ school: { name: null }, academicYear: '2026/27' });
    const masked = JSON.stringify(released(held([item('A', '2026-11-01')]), { locates: 'MASK' }).answer);
    expect(masked).not.toContain('Northmere Station');
  });
});

describe('An item that gives another category away', () => {
  const camhs = item('A', '2026-11-01', { [REVEALS]: { categories: ['MENTAL_HEALTH'] } });
  const plain = item('B', '2026-11-02');

  test('is left out where that is not permitted', () => {
    expect(released(held([camhs, plain])).items).toBe(1);
    expect(released(held([camhs, plain]), { permitted: ['MENTAL_HEALTH'] }).items).toBe(2);
  });

  test('reads, alone, exactly as if nothing were held', () => {
    expect(released(held([camhs])).answer).toEqual(released({ outcome: 'NOTHING_HELD', source: SOURCE }).answer);
  });

  test('keeps its place without what gives it away, where it has such a form', () => {
    const suspended = item('S', '2026-11-01', {
      code: 'E',
      [REVEALS]: { categories: ['SUSPENSIONS'], otherwise: { code: null } },
    });
    const record = (items: object[]) => held([], { academicYear: '2026/27', recentSessions: items });
    expect(released(record([suspended]), { declaration: ATTENDANCE }).answer).toMatchObject({ recentSessions: [{ code: null }] });
    expect(released(record([suspended]), { declaration: ATTENDANCE, permitted: ['SUSPENSIONS'] }).answer).toMatchObject({
      recentSessions: [{ code: 'E' }],
    });
  });

  test('is covered by a permit for victims only where the person is the victim', () => {
    const of = (subjectIsVictim: boolean) =>
      held([item('A', '2026-11-01', { [REVEALS]: { categories: ['DOMESTIC_ABUSE'], subjectIsVictim } }), plain]);
    expect(released(of(true), { permitted: ['DOMESTIC_ABUSE of victims'] }).items).toBe(2);
    expect(released(of(false), { permitted: ['DOMESTIC_ABUSE of victims'] }).items).toBe(1);
  });
});

describe('An item of what somebody did to another', () => {
  const done = (...needsOthers: string[]) =>
    held([
      item('A', '2026-11-01', { [REVEALS]: { categories: ['DOMESTIC_ABUSE'], subjectIsVictim: false, needsOthers } }),
      plainItem(),
    ]);
  const shown = (...others: string[]) => released(done(...others), { permitted: ['DOMESTIC_ABUSE'] }).items;

  test('is shown only where everybody else in it has permitted it too', () => {
    expect(shown('NOM2')).toBe(2);
    expect(shown('NOM2', 'NOM3')).toBe(1);
  });

  test('is not shown where nobody else is known', () => {
    expect(shown()).toBe(1);
  });
});

describe('A person in somebody else’s record', () => {
  test('is asked about for every category that the item shows', () => {
    const revealing = { [MENTIONS]: ['NOM2'], [REVEALS]: { categories: ['DOMESTIC_ABUSE'], subjectIsVictim: true } };
    const { answer } = released(held([item('VP1', '2026-11-01', revealing)]), { permitted: ['DOMESTIC_ABUSE'] });
    const { referrals } = answer as unknown as { referrals: { others: { person: () => unknown }[] }[] };
    expect(referrals[0]!.others.map(({ person }) => person())).toEqual([null]);
  });
});

describe('What is not shown', () => {
  test('has no age that an agreement with a limit can count on', () => {
    const timeless: PortAnswer = { outcome: 'NOTHING_HELD', source: { agency: 'Police' } };
    expect(released(timeless).answer.__typename).toBe('NothingHeld');
    expect(released(timeless, { stalenessHours: 72 }).answer).toMatchObject({
      __typename: 'Unavailable',
      since: NOW,
      lastAnswered: null,
    });
  });

  test('reads OTHER_PERSON under a permit for victims only, records or none', () => {
    const reason = { __typename: 'Withheld', reason: 'OTHER_PERSON' };
    expect(released(held([]), { victimOnly: true }).answer).toMatchObject(reason);
    expect(released({ outcome: 'NOTHING_HELD', source: SOURCE }, { victimOnly: true }).answer).toEqual(
      released(held([]), { victimOnly: true }).answer,
    );
  });

  test('counts as unavailable once the agency’s own date is older than the agreement allows', () => {
    expect(released(held([plainItem()]), { stalenessHours: 49 }).answer.__typename).toBe('PoliceReferrals');
    for (const answer of [held([plainItem()]), { outcome: 'NOTHING_HELD', source: SOURCE } as const]) {
      expect(released(answer, { stalenessHours: 48 }).answer).toEqual({
        __typename: 'Unavailable',
        category: 'POLICE_REFERRALS',
        source: SOURCE,
        since: NOW,
        lastAnswered: SOURCE.updatedAt,
      });
    }
  });

  test('of an agency that did not answer is said as it is, without its place', () => {
    const since = new Date('2026-11-22T11:00:00Z');
    const { answer, items } = released(
      { outcome: 'UNAVAILABLE', source: SOURCE, since, lastAnswered: null },
      { locates: 'MASK' },
    );
    expect(answer).toEqual({
      __typename: 'Unavailable',
      category: 'POLICE_REFERRALS',
      source: { ...SOURCE, service: null },
      since,
      lastAnswered: null,
    });
    expect(items).toBe(0);
  });
});

function plainItem() {
  return item('A', '2026-11-01');
}
