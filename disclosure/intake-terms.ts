/** Rule 4: intake of an agency's demographics needs an agreement of its own, and takes in only whom that covers. */
import type { Pool } from 'pg';
import type { Clock } from '#terms/clock.ts';
import { isLocalDate, londonDate } from '#terms/clock.ts';
import { coversAge, intakeAgreements } from './agreements.ts';
import type { AgreementFacts } from './facts.ts';
import { activatedAgreement, FROM_ACTIVATED } from './sql.ts';

/** Whom the agreements in force with an agency cover. */
export interface IntakeTerms {
  /** A date of birth as received: one that is no day is as good as none. */
  covers(dateOfBirth: string | null): boolean;
}

/** Null: no agreement with the agency is in force. */
export function createFindIntakeTerms(pool: Pool, clock: Clock): (agency: string) => Promise<IntakeTerms | null> {
  return async (agency) => {
    const { rows } = await pool.query<{ agreement: AgreementFacts }>({
      name: 'intake-agreements',
      text: `select ${activatedAgreement('true')} as agreement ${FROM_ACTIVATED}`,
      values: [],
    });
    const now = clock.now();
    const today = londonDate(now);
    const agreements = intakeAgreements({ agreements: rows.map(({ agreement }) => agreement), at: now.getTime() }, agency);
    if (agreements.length === 0) return null;
    return {
      covers(dateOfBirth) {
        const day = dateOfBirth !== null && isLocalDate(dateOfBirth) ? dateOfBirth : null;
        return agreements.some((agreement) => coversAge(agreement, day, today));
      },
    };
  };
}
