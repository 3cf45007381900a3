import type {
  ManagedAssignmentResolvers,
  ManagedConsentResolvers,
  ManagedFamilyResolvers,
  MembershipProposalResolvers,
} from '#schema/generated/types.ts';

export const ManagedFamily: ManagedFamilyResolvers = {
  episodes: ({ episodes }) => [...episodes],
  assignments: ({ assignments }) => [...assignments],
  proposals: (family) => family.proposals(),
  consents: (family) => family.consents(),
};

export const ManagedAssignment: ManagedAssignmentResolvers = {
  from: ({ startsAt }) => new Date(startsAt),
  until: ({ endsAt }) => (endsAt === null ? null : new Date(endsAt)),
};

export const MembershipProposal: MembershipProposalResolvers = {
  name: (proposal) => proposal.name(),
};

export const ManagedConsent: ManagedConsentResolvers = {
  decidedAt: ({ decidedAt }) => new Date(decidedAt),
  recordedAt: ({ recordedAt }) => new Date(recordedAt),
};
