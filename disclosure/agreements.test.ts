import { describe, expect, test } from 'vitest';
import { findAgreement } from './agreements.ts';
import type { AgreementFacts } from './facts.ts';

const at = Date.parse('2026-11-22T12:00:00Z');
const hour = 3_600_000;
const facts = (...agreements: AgreementFacts[]) => ({ agreements, at, today: '2026-11-22' });

const AGREEMENT: AgreementFacts = {
  id: 'education-early-help',
  version: 1,
  provider: 'education',
  recipients: ['early-help'],
  categories: ['ATTENDANCE'],
  purposes: ['EARLY_HELP'],
  detail: 'FULL',
  minimumAge: 4,
  maximumAge: 20,
  historyMonths: 24,
  stalenessHours: null,
  startsAt: at - hour,
  endsAt: at + hour,
  activatedBy: 'second',
  ended: false,
  proposedBy: 'first',
};
const REQUEST = {
  provider: 'education',
  recipient: 'early-help',
  category: 'ATTENDANCE',
  purpose: 'EARLY_HELP',
  dateOfBirth: '2018-07-22',
} as const;

const read = (agreements: AgreementFacts[], request: Partial<typeof REQUEST> | { dateOfBirth: string | null } = {}): string => {
  const result = findAgreement(facts(...agreements), { ...REQUEST, ...request });
  return 'agreement' in result ? `${result.agreement.id}@${result.agreement.version}` : result.reason;
};

describe('An agreement', () => {
  test('permits what it names', () => {
    expect(read([AGREEMENT])).toBe('education-early-help@1');
  });

  test.each([
    ['another agency', { provider: 'health' }],
    ['another recipient', { recipients: ['mash'] }],
    ['another category', { categories: ['SUSPENSIONS'] }],
    ['another purpose', { purposes: ['SAFEGUARDING'] }],
    ['nobody at all', { recipients: [] }],
  ])('does not permit for %s', (_what, change) => {
    expect(read([{ ...AGREEMENT, ...change }])).toBe('NO_AGREEMENT');
  });

  test('is in force from its start until just before its end', () => {
    expect(read([{ ...AGREEMENT, startsAt: at }])).toBe('education-early-help@1');
    expect(read([{ ...AGREEMENT, startsAt: at + 1 }])).toBe('NO_AGREEMENT');
    expect(read([{ ...AGREEMENT, endsAt: at + 1 }])).toBe('education-early-help@1');
    expect(read([{ ...AGREEMENT, endsAt: at }])).toBe('NO_AGREEMENT');
  });

  test('needs a second person to activate it', () => {
    expect(read([{ ...AGREEMENT, activatedBy: null }])).toBe('NO_AGREEMENT');
    expect(read([{ ...AGREEMENT, activatedBy: 'first' }])).toBe('NO_AGREEMENT');
  });

  test('keeps to its ages, both included', () => {
    expect(read([AGREEMENT], { dateOfBirth: '2022-11-22' })).toBe('education-early-help@1');
    expect(read([AGREEMENT], { dateOfBirth: '2022-11-23' })).toBe('OUTSIDE_AGREEMENT');
    expect(read([AGREEMENT], { dateOfBirth: '2005-11-23' })).toBe('education-early-help@1');
    expect(read([AGREEMENT], { dateOfBirth: '2005-11-22' })).toBe('OUTSIDE_AGREEMENT');
  });

  test('with ages does not cover somebody whose age is unknown', () => {
    expect(read([AGREEMENT], { dateOfBirth: null })).toBe('OUTSIDE_AGREEMENT');
    expect(read([{ ...AGREEMENT, minimumAge: null, maximumAge: null }], { dateOfBirth: null })).toBe('education-early-help@1');
  });

  test('is replaced by its next version once that has started, even where that permits less', () => {
    const next = { ...AGREEMENT, version: 2, categories: [] };
    expect(read([AGREEMENT, next])).toBe('NO_AGREEMENT');
    expect(read([AGREEMENT, { ...next, startsAt: at + hour }])).toBe('education-early-help@1');
  });
});

describe('Of several agreements', () => {
  const summary = { ...AGREEMENT, id: 'summary', detail: 'SUMMARY', historyMonths: null } as const;
  const short = { ...AGREEMENT, id: 'short', historyMonths: 6 };

  test('the widest single one is used: full detail before summary, then the longer history', () => {
    expect(read([summary, short, AGREEMENT])).toBe('education-early-help@1');
    expect(read([summary, short])).toBe('short@1');
    expect(read([short, { ...AGREEMENT, id: 'endless', historyMonths: null }])).toBe('endless@1');
  });

  test('two never combine: ages of one do not widen the other', () => {
    const full = { ...AGREEMENT, maximumAge: 6 };
    const result = findAgreement(facts(full, summary), REQUEST);
    expect('agreement' in result && result.agreement.detail).toBe('SUMMARY');
  });
});
