import type { CodegenConfig } from '@graphql-codegen/cli';

/** Types for resolvers, and the whole schema as one file to review, from the SDL of the hub and its agencies. */
const config: CodegenConfig = {
  schema: ['schema/*.graphql', 'connectors/*/*.graphql'],
  generates: {
    'schema/generated/types.ts': {
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        enumsAsTypes: true,
        useTypeImports: true,
        strictScalars: true,
        immutableTypes: true,
        defaultScalarType: 'unknown',
        scalars: { Date: 'string', DateTime: { input: 'Date', output: 'Date' } },
        contextType: '../../resolvers/context.ts#HubContext',
        mappers: {
          Caller: '../../terms/caller.ts#Caller as CallerParent',
          Person: '../../disclosure/visible.ts#VisiblePerson',
          FoundPerson: '../../disclosure/search.ts#FoundPerson as FoundPersonParent',
          Family: '../../disclosure/visible.ts#VisibleFamily',
          InformationSharingAgreement: '../../disclosure/agreement-versions.ts#AgreementVersion',
          LegalBasis: '../../disclosure/entities.ts#LegalBasis as LegalBasisParent',
          Exception: '../../disclosure/exception-list.ts#OpenException',
          FamilyMember: '../../resolvers/family.ts#FamilyMemberParent',
          TeamMember: '../../disclosure/facts.ts#TeamMemberFacts',
          ConsentReview: '../../disclosure/consent-reviews.ts#ConsentReview as ConsentReviewParent',
          ManagedFamily: '../../disclosure/managed-family.ts#ManagedFamily as ManagedFamilyParent',
          ManagedAssignment: '../../disclosure/managed-family.ts#ManagedAssignment as ManagedAssignmentParent',
          ManagedConsent: '../../disclosure/managed-family.ts#StandingConsent',
          MembershipProposal: '../../disclosure/managed-family.ts#Proposal',
          RelationshipProposal: '../../disclosure/managed-family.ts#TieProposal',
          AccessLogEntry: '../../review/entries.ts#LogEntry',
        },
      },
    },
    'schema/generated/family-view.graphql': { plugins: ['schema-ast'], config: { includeDirectives: true } },
  },
};

export default config;
