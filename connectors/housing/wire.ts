/** The rows of the housing service's reporting views, and what their codes mean to the hub. */
import { z } from 'zod';
import { londonDate, startOfLondonDay } from '#terms/clock.ts';
import type { LocalDate } from '#terms/clock.ts';
import { REVEALS } from '#connectors/contract.ts';
import type { AgencyItem } from '#connectors/contract.ts';

/** A PostgreSQL `date`, as ISO text. */
const date = z.iso.date();
/** A PostgreSQL `numeric`, as text. */
const amount = z.string().transform(Number).pipe(z.number());

const row = z.object({ person_reference: z.string(), refreshed_at: z.date() });
export type Row = z.infer<typeof row>;

export const personRow = row;
export const tenancyRow = row.extend({
  tenancy_reference: z.string(),
  tenure_code: z.string(),
  capacity_code: z.string().nullable(),
  start_date: date.nullable(),
  end_date: date.nullable(),
  landlord_name: z.string().nullable(),
  weekly_rent: amount.nullable(),
  arrears_amount: amount.nullable(),
  open_repairs: z.int().nullable(),
});
export type TenancyRow = z.infer<typeof tenancyRow>;
export const homelessnessRow = row.extend({
  application_reference: z.string(),
  approach_date: date,
  duty_code: z.string(),
  decision_code: z.string(),
  reason_code: z.string().nullable(),
  in_temporary_accommodation: z.boolean().nullable(),
  days_remaining: z.int().nullable(),
});
export type HomelessnessRow = z.infer<typeof homelessnessRow>;
export const rehousingRow = row.extend({
  application_reference: z.string(),
  band: z.string(),
  band_date: date.nullable(),
  status_code: z.string(),
  closed_date: date.nullable(),
  bedrooms_needed: z.int().nullable(),
});
export type RehousingRow = z.infer<typeof rehousingRow>;

const TENURES: Readonly<Record<string, string>> = {
  SEC: 'SECURE',
  INT: 'INTRODUCTORY',
  ASS: 'ASSURED',
  AST: 'ASSURED_SHORTHOLD',
  LIC: 'LICENCE',
};
const CAPACITIES: Readonly<Record<string, string>> = { SOLE: 'SOLE_TENANT', JOINT: 'JOINT_TENANT', MEMBER: 'HOUSEHOLD_MEMBER' };
const DUTIES: Readonly<Record<string, string>> = { PREV: 'PREVENTION', REL: 'RELIEF', MAIN: 'MAIN', NONE: 'NONE' };
const DECISIONS: Readonly<Record<string, string>> = {
  PEND: 'PENDING',
  OWED: 'DUTY_OWED',
  NOTOWED: 'NO_DUTY_OWED',
  ENDED: 'DUTY_ENDED',
};
const REASONS: Readonly<Record<string, string>> = {
  AST_END: 'END_OF_PRIVATE_TENANCY',
  FAMILY: 'FAMILY_NO_LONGER_ACCOMMODATING',
  FRIENDS: 'FAMILY_NO_LONGER_ACCOMMODATING',
  REL_NONVIOLENT: 'RELATIONSHIP_BREAKDOWN',
  DOM_ABUSE_VICTIM: 'DOMESTIC_ABUSE',
  DOM_ABUSE_PERPETRATOR: 'DOMESTIC_ABUSE',
  RENT_ARREARS: 'ARREARS',
  MORTGAGE_ARREARS: 'ARREARS',
  SUPPORTED_EVICT: 'EVICTED_FROM_SUPPORTED_HOUSING',
};
const BANDS: Readonly<Record<string, string>> = { A: 'A', B: 'B', C: 'C', D: 'D', E: 'E', F: 'F' };
const STATUSES: Readonly<Record<string, string>> = { LIVE: 'LIVE', SUSP: 'SUSPENDED', HOUSED: 'HOUSED', CLOSED: 'CLOSED' };

/** What a code means, where the hub knows it. */
function meaningOf(codes: Readonly<Record<string, string>>, code: string | null): string | undefined {
  return codes[(code ?? '').trim().toUpperCase()];
}

/** A person's record; NONE where there is nothing within the window, UNREADABLE where what there is has unknown codes only. */
export type Fields = Readonly<Record<string, unknown>> | 'NONE' | 'UNREADABLE';

/** The current tenancy, or the one that ended last within the window. */
export function toTenancy(rows: readonly TenancyRow[], since: LocalDate | null, today: LocalDate): Fields {
  const isCurrent = ({ end_date }: TenancyRow): boolean => end_date === null || end_date >= today;
  const [newest] = rows
    .filter((row) => isCurrent(row) || isWithin(row.end_date, since))
    .sort(
      (a, b) =>
        Number(isCurrent(b)) - Number(isCurrent(a)) ||
        compare(isCurrent(a) ? b.start_date : b.end_date, isCurrent(a) ? a.start_date : a.end_date),
    );
  if (!newest) return 'NONE';

  const capacity = meaningOf(CAPACITIES, newest.capacity_code) ?? null;
  // Rent is the tenant's matter, not that of everybody who lives there.
  const arrears = capacity === 'HOUSEHOLD_MEMBER' ? null : newest.arrears_amount;
  const rent = newest.weekly_rent;
  return {
    tenure: meaningOf(TENURES, newest.tenure_code) ?? 'OTHER',
    capacity,
    startedOn: isWithin(newest.start_date, since) ? newest.start_date : null,
    endedOn: newest.end_date,
    inArrears: arrears === null ? null : arrears > 0,
    arrearsWeeks: arrears === null || rent === null || rent <= 0 ? null : Math.max(0, Math.floor(arrears / rent)),
    openRepairs: newest.open_repairs,
    landlord: newest.landlord_name,
  };
}

/** The applications, newest first. Where one has a duty or decision that the hub does not know, none is shown. */
export function toHomelessness(rows: readonly HomelessnessRow[], since: LocalDate | null): Fields {
  const within = rows.filter((row) => isWithin(row.approach_date, since));
  if (within.length === 0) return 'NONE';
  const items = within.sort((a, b) => compare(b.approach_date, a.approach_date)).flatMap(toApplication);
  // Part of the story, shown as the whole, would mislead.
  return items.length === within.length ? { applications: items } : 'UNREADABLE';
}

function toApplication(row: HomelessnessRow): AgencyItem[] {
  const [duty, decision] = [meaningOf(DUTIES, row.duty_code), meaningOf(DECISIONS, row.decision_code)];
  if (!duty || !decision) return [];
  const reason = meaningOf(REASONS, row.reason_code) ?? 'OTHER';
  return [
    {
      id: `${row.application_reference} ${row.person_reference}`,
      occurredAt: startOfLondonDay(row.approach_date),
      duty,
      decision,
      reason,
      inTemporaryAccommodation: row.in_temporary_accommodation,
      daysRemaining: row.days_remaining,
      ...(reason === 'DOMESTIC_ABUSE' && {
        [REVEALS]: {
          categories: ['DOMESTIC_ABUSE'],
          subjectIsVictim: row.reason_code?.trim().toUpperCase() === 'DOM_ABUSE_VICTIM',
        },
      }),
    },
  ];
}

/** The live application, or the one that was closed last within the window. */
export function toRehousing(rows: readonly RehousingRow[], since: LocalDate | null): Fields {
  const within = rows.filter(({ closed_date }) => closed_date === null || isWithin(closed_date, since));
  if (within.length === 0) return 'NONE';
  const [newest] = within.sort(
    (a, b) => compare(b.closed_date ?? '9999', a.closed_date ?? '9999') || compare(b.band_date, a.band_date),
  );
  if (!newest || !meaningOf(BANDS, newest.band) || !meaningOf(STATUSES, newest.status_code)) return 'UNREADABLE';
  return {
    band: meaningOf(BANDS, newest.band),
    bandFrom: isWithin(newest.band_date, since) ? newest.band_date : null,
    status: meaningOf(STATUSES, newest.status_code),
    bedroomsNeeded: newest.bedrooms_needed,
  };
}

/** The day on which the oldest of the rows was refreshed, and when; null where there is none. */
export function refreshOf(rows: readonly Row[]): { readonly updatedAt: Date; readonly coversTo: LocalDate } | null {
  if (rows.length === 0) return null;
  const updatedAt = new Date(Math.min(...rows.map((row) => row.refreshed_at.getTime())));
  return { updatedAt, coversTo: londonDate(updatedAt) };
}

/** Nothing that happened before the window may leave (rule 9), a date no more than an item. */
function isWithin(day: LocalDate | null, since: LocalDate | null): boolean {
  return day !== null && (since === null || day >= since);
}

function compare(a: string | null, b: string | null): number {
  return (a ?? '').localeCompare(b ?? '');
}
