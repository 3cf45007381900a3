import { describe, expect, it } from 'vitest';
import { toHomelessness, toRehousing, toTenancy } from './wire.ts';
import type { HomelessnessRow, RehousingRow, TenancyRow } from './wire.ts';

const TODAY = '2026-09-01';
const refreshed = { person_reference: 'HP1', refreshed_at: new Date('2026-09-01T03:00:00Z') };

const tenancy = (rest: Partial<TenancyRow>): TenancyRow => ({
  ...refreshed,
  tenancy_reference: 'T1',
  tenure_code: 'SEC',
  capacity_code: 'SOLE',
  start_date: '2020-01-01',
  end_date: null,
  landlord_name: null,
  weekly_rent: 100,
  arrears_amount: 0,
  open_repairs: 0,
  ...rest,
});

describe('a person’s tenancy', () => {
  it('is the current one, however recent an ended one is', () => {
    const ended = tenancy({ tenure_code: 'LIC', start_date: '2026-06-01', end_date: '2026-08-01' });

    expect(toTenancy([ended, tenancy({})], null, TODAY)).toMatchObject({ tenure: 'SECURE', endedOn: null });
    expect(toTenancy([tenancy({ tenure_code: 'AST', end_date: TODAY }), ended], null, TODAY)).toMatchObject({ endedOn: TODAY });
  });

  it('is else the one that ended last, if within the window', () => {
    const ended = [tenancy({ end_date: '2024-05-01' }), tenancy({ end_date: '2026-05-01', tenure_code: 'LIC' })];

    expect(toTenancy(ended, '2026-01-01', TODAY)).toMatchObject({ tenure: 'LICENCE', startedOn: null, endedOn: '2026-05-01' });
    expect(toTenancy(ended, '2026-06-01', TODAY)).toBe('NONE');
  });

  it('counts whole weeks of rent owed, of tenants only', () => {
    expect(toTenancy([tenancy({ arrears_amount: 399 })], null, TODAY)).toMatchObject({ inArrears: true, arrearsWeeks: 3 });
    expect(toTenancy([tenancy({ arrears_amount: -20 })], null, TODAY)).toMatchObject({ inArrears: false, arrearsWeeks: 0 });
    expect(toTenancy([tenancy({ arrears_amount: 399, weekly_rent: 0 })], null, TODAY)).toMatchObject({
      inArrears: true,
      arrearsWeeks: null,
    });
    expect(toTenancy([tenancy({ arrears_amount: 399, capacity_code: 'MEMBER' })], null, TODAY)).toMatchObject({
      inArrears: null,
    });
  });

  it('takes no code for the name of something else', () => {
    expect(toTenancy([tenancy({ tenure_code: 'constructor', capacity_code: '__proto__' })], null, TODAY)).toMatchObject({
      tenure: 'OTHER',
      capacity: null,
    });
  });
});

it('puts the newest application as homeless first, at the start of its day in England', () => {
  const application = (rest: Partial<HomelessnessRow>): HomelessnessRow => ({
    ...refreshed,
    application_reference: 'H1',
    approach_date: '2026-07-01',
    duty_code: 'PREV',
    decision_code: 'PEND',
    reason_code: null,
    in_temporary_accommodation: null,
    days_remaining: null,
    ...rest,
  });

  expect(
    toHomelessness([application({}), application({ approach_date: '2026-08-01', application_reference: 'H2' })], null),
  ).toMatchObject({
    applications: [{ id: 'H2 HP1', occurredAt: new Date('2026-07-31T23:00:00Z') }, { id: 'H1 HP1' }],
  });
});

it('shows the live application for a home before any that was closed, and a closed one within the window only', () => {
  const application = (rest: Partial<RehousingRow>): RehousingRow => ({
    ...refreshed,
    application_reference: 'R1',
    band: 'A',
    band_date: '2025-01-01',
    status_code: 'LIVE',
    closed_date: null,
    bedrooms_needed: 2,
    ...rest,
  });
  const closed = application({ status_code: 'HOUSED', closed_date: '2026-08-01', band: 'C' });

  expect(toRehousing([closed, application({})], null)).toMatchObject({ band: 'A', status: 'LIVE' });
  expect(toRehousing([closed], '2026-07-01')).toMatchObject({ band: 'C', status: 'HOUSED', bandFrom: null });
  expect(toRehousing([closed], '2026-08-02')).toBe('NONE');
});
