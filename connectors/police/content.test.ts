import { describe, expect, it } from 'vitest';
import type { LandedRow } from '#terms/landed.ts';
import { isVictim, toReferral } from './content.ts';

function row(content: Record<string, unknown>): LandedRow {
  return {
    category: 'POLICE_REFERRALS',
    agencyPersonId: 'NOM1',
    key: 'VP1 NOM1',
    occurredAt: new Date('2026-08-20T21:15:00Z'),
    content: { risk: 'GOLD', involvement: 'SUBJECT', minor: false, others: [], concern: 'OTHER', ...content },
  };
}

describe('the victim of a matter', () => {
  it('is whom the police name as victim', () => {
    expect(isVictim(row({ involvement: 'VICTIM' }))).toBe(true);
    expect(isVictim(row({ involvement: 'SUBJECT' }))).toBe(false);
    expect(isVictim(row({ involvement: 'ALLEGED_PERPETRATOR', minor: true }))).toBe(false);
  });

  it('is a child who was present, but no adult whom the police so describe', () => {
    expect(isVictim(row({ involvement: 'CHILD_PRESENT', minor: true }))).toBe(true);
    expect(isVictim(row({ involvement: 'CHILD_PRESENT', minor: false }))).toBe(false);
  });

  it('is nobody where the row does not say', () => {
    expect(isVictim({ ...row({}), content: { risk: 'HIGH' } })).toBe(false);
  });
});

it('refuses a kept row in another form, and quotes nothing of it', () => {
  expect(() => toReferral(row({ concern: 'Said by Ada' }))).toThrow(/^A landed row is not in the form that the hub keeps\.$/);
});
