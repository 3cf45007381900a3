import type {
  ManagedAssignmentResolvers,
  ManagedConsentResolvers,
  ManagedFamilyResolvers,
  MembershipProposalResolvers,
  RelationshipProposalResolvers,
} from '#schema/generated/types.ts';

export const ManagedFamily: ManagedFamilyResolvers = {
  episodes: ({ episodes }) => [...episodes],
  assignments: ({ assignments }) => [...assignments],
  proposals: (family) => family.proposals(),
  relationshipProposals: (family) => family.relationshipProposals(),
  consents: (family) => family.consents(),
};

export const ManagedAssignment: ManagedAssignmentResolvers = {
  from: ({ startsAt }) => new Date(startsAt),
  until: ({ endsAt }) => (endsAt === null ? null : new Date(endsAt)),
};

export const MembershipProposal: MembershipProposalResolvers = {
  name: (proposal) => proposal.name(),
};

export const RelationshipProposal: RelationshipProposalResolvers = {
  from: (proposal) => proposal.from(),
  to: (proposal) => proposal.to(),
};

export const ManagedConsent: ManagedConsentResolvers = {
  decidedAt: ({ decidedAt }) => new Date(decidedAt),
  recordedAt: ({ recordedAt }) => new Date(recordedAt),
};
