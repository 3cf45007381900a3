/** Every mutation of the hub, by its name. A new one is a file and a line. */
import type { Change } from './change.ts';
import { recordCompetence } from './competence.ts';
import { recordConsent, withdrawConsent } from './consents.ts';
import { recordFamilyAgreement } from './family-agreement.ts';
import { endParentalResponsibility, recordParentalResponsibility } from './parental-responsibility.ts';

export const CHANGES: readonly Change<never, object>[] = [
  recordConsent,
  withdrawConsent,
  recordFamilyAgreement,
  recordCompetence,
  recordParentalResponsibility,
  endParentalResponsibility,
];
