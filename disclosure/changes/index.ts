/** Every mutation of the hub, by its name. A new one is a file and a line. */
import { releaseAccount } from './account-release.ts';
import { addFamilyMember } from './add-member.ts';
import { activateAgreement, endAgreement, proposeAgreement } from './agreements.ts';
import { recordBirth } from './birth.ts';
import type { Change } from './change.ts';
import { recordCompetence } from './competence.ts';
import { recordConsent, withdrawConsent } from './consents.ts';
import { exportAccessLog } from './exports.ts';
import { recordFamilyAgreement } from './family-agreement.ts';
import { endParentalResponsibility, recordParentalResponsibility } from './parental-responsibility.ts';
import { closeFamily, openFamily } from './families.ts';
import { liftHold, placeHold } from './holds.ts';
import { declareInterest, endInterest } from './interests.ts';
import { confirmDifferent, confirmSame, unlinkRecord } from './matching.ts';
import { confirmFamilyMember } from './members.ts';
import { merge } from './merge.ts';
import { endOverride, recordOverride } from './overrides.ts';
import { confirmRelationship, endRelationship, recordRelationship } from './relationships.ts';
import { liftRestriction, placeRestriction } from './restrictions.ts';
import { closeReview, explainAccess, sampleForReview, startReview } from './reviews.ts';
import { approveSafeguardingDecision, endSafeguardingDecision, recordSafeguardingDecision } from './safeguarding.ts';
import { split } from './split.ts';
import { addTeamMember, assignLeadWorker, endTeamMember } from './teams.ts';

export const CHANGES: readonly Change<never, object>[] = [
  recordConsent,
  withdrawConsent,
  recordFamilyAgreement,
  recordCompetence,
  recordParentalResponsibility,
  endParentalResponsibility,
  openFamily,
  closeFamily,
  assignLeadWorker,
  addTeamMember,
  endTeamMember,
  addFamilyMember,
  confirmFamilyMember,
  recordBirth,
  recordRelationship,
  endRelationship,
  confirmRelationship,
  placeRestriction,
  liftRestriction,
  declareInterest,
  endInterest,
  recordSafeguardingDecision,
  approveSafeguardingDecision,
  endSafeguardingDecision,
  recordOverride,
  endOverride,
  proposeAgreement,
  activateAgreement,
  endAgreement,
  releaseAccount,
  exportAccessLog,
  startReview,
  closeReview,
  sampleForReview,
  explainAccess,
  placeHold,
  liftHold,
  confirmSame,
  confirmDifferent,
  unlinkRecord,
  merge,
  split,
];
