import type { IResolvers } from '@graphql-tools/utils';
import type { CategoryDeclaration } from '#connectors/contract.ts';
import { AccessLogEntry } from './access-log.ts';
import { InformationSharingAgreement } from './agreement.ts';
import { Caller } from './caller.ts';
import { categoryResolvers } from './categories.ts';
import { Exception } from './exception.ts';
import { Family, FamilyMember, TeamMember } from './family.ts';
import { ManagedAssignment, ManagedConsent, ManagedFamily, MembershipProposal, RelationshipProposal } from './managed-family.ts';
import { Mutation } from './mutation.ts';
import { Person } from './person.ts';
import { Query } from './query.ts';
import { FoundPerson } from './search.ts';
import { DateScalar, DateTimeScalar } from './scalars.ts';

/** All resolvers of the hub and of the agencies' categories. */
export function createResolvers(categories: readonly CategoryDeclaration[]): IResolvers {
  const derived = categoryResolvers(categories);
  return {
    Query,
    Mutation,
    AccessLogEntry,
    Caller,
    Exception,
    InformationSharingAgreement,
    Family,
    FamilyMember,
    FoundPerson,
    TeamMember,
    ManagedFamily,
    ManagedAssignment,
    ManagedConsent,
    MembershipProposal,
    RelationshipProposal,
    ...derived,
    Person: { ...derived['Person'], ...Person },
    Date: DateScalar,
    DateTime: DateTimeScalar,
  } as IResolvers;
}
