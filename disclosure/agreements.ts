/** Rule 4: one agreement permits or does not. The widest single one in force is used; two never combine. */
import type { Category } from '#terms/category.ts';
import type { LocalDate } from '#terms/clock.ts';
import { ageOn } from '#terms/clock.ts';
import type { Purpose } from '#terms/purpose.ts';
import type { AgreementFacts, Facts, Instant } from './facts.ts';

export interface AgreementRequest {
  readonly provider: string;
  readonly recipient: string;
  readonly category: Category;
  readonly purpose: Purpose;
  readonly dateOfBirth: LocalDate | null;
}

export type AgreementResult =
  | { readonly agreement: AgreementFacts }
  | { readonly reason: 'NO_AGREEMENT' | 'OUTSIDE_AGREEMENT'; readonly ageUnknown: boolean };

/** Finds the agreement that a category of a person may be shared under. */
export function findAgreement(facts: Pick<Facts, 'agreements' | 'at' | 'today'>, request: AgreementRequest): AgreementResult {
  const parties = latestVersions(facts.agreements, facts.at).filter(
    (agreement) =>
      isInForce(agreement, facts.at) &&
      agreement.provider === request.provider &&
      agreement.recipients.includes(request.recipient) &&
      agreement.categories.includes(request.category) &&
      agreement.purposes.includes(request.purpose),
  );
  if (parties.length === 0) return { reason: 'NO_AGREEMENT', ageUnknown: false };

  const covering = parties.filter((agreement) => coversAge(agreement, request.dateOfBirth, facts.today));
  const widest = covering.toSorted(widestFirst)[0];
  if (!widest) return { reason: 'OUTSIDE_AGREEMENT', ageUnknown: request.dateOfBirth === null };
  return { agreement: widest };
}

/** Rule 4: the agreements in force for taking in an agency's demographics; what each covers it covers by itself. */
export function intakeAgreements({ agreements, at }: Pick<Facts, 'agreements' | 'at'>, provider: string): AgreementFacts[] {
  return latestVersions(agreements, at).filter(
    (agreement) => isInForce(agreement, at) && agreement.provider === provider && agreement.categories.includes('IDENTITY'),
  );
}

/** A started, activated version replaces all earlier ones of the same agreement, even where it permits less, or has been ended. */
function latestVersions(agreements: readonly AgreementFacts[], at: Instant): AgreementFacts[] {
  const latest = new Map<string, AgreementFacts>();
  for (const agreement of agreements) {
    if (!isActivated(agreement) || agreement.startsAt > at) continue;
    const other = latest.get(agreement.id);
    if (!other || other.version < agreement.version) latest.set(agreement.id, agreement);
  }
  return [...latest.values()];
}

function isActivated(agreement: AgreementFacts): boolean {
  return agreement.activatedBy !== null && agreement.activatedBy !== agreement.proposedBy;
}

function isInForce(agreement: AgreementFacts, at: Instant): boolean {
  return !agreement.ended && agreement.startsAt <= at && at < agreement.endsAt;
}

export function coversAge(agreement: AgreementFacts, dateOfBirth: LocalDate | null, today: LocalDate): boolean {
  if (agreement.minimumAge === null && agreement.maximumAge === null) return true;
  if (dateOfBirth === null) return false;
  const age = ageOn(dateOfBirth, today);
  return (agreement.minimumAge ?? 0) <= age && age <= (agreement.maximumAge ?? Infinity);
}

function widestFirst(a: AgreementFacts, b: AgreementFacts): number {
  return (
    Number(b.detail === 'FULL') - Number(a.detail === 'FULL') ||
    compare(b.historyMonths ?? Infinity, a.historyMonths ?? Infinity) ||
    compare(b.stalenessHours ?? Infinity, a.stalenessHours ?? Infinity) ||
    (a.id < b.id ? -1 : 1)
  );
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
