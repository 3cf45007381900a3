import { isPurpose } from '#terms/purpose.ts';
import type { InformationSharingAgreementResolvers } from '#schema/generated/types.ts';

export const InformationSharingAgreement: InformationSharingAgreementResolvers = {
  id: ({ proposal }) => proposal.id,
  provider: ({ proposal }) => proposal.provider,
  recipients: ({ proposal }) => [...proposal.recipients],
  categories: ({ proposal }) => [...proposal.categories],
  purposes: ({ proposal }) => proposal.purposes.filter(isPurpose),
  detail: ({ proposal }) => proposal.detail,
  minimumAge: ({ proposal }) => proposal.minimumAge,
  maximumAge: ({ proposal }) => proposal.maximumAge,
  historyMonths: ({ proposal }) => proposal.historyMonths,
  stalenessHours: ({ proposal }) => proposal.stalenessHours,
  startsAt: ({ proposal }) => proposal.startsAt,
  endsAt: ({ proposal }) => proposal.endsAt,
  legalBasis: ({ proposal }) => proposal.legalBasis,
};
