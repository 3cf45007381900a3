import type { MembershipFacts } from '#disclosure/facts.ts';
import { consentReviewsOf } from '#disclosure/consent-reviews.ts';
import { enteredOf } from '#disclosure/entered.ts';
import { relationshipsOf } from '#disclosure/own-categories.ts';
import type { VisiblePerson } from '#disclosure/visible.ts';
import type { FamilyMemberResolvers, FamilyResolvers, TeamMemberResolvers } from '#schema/generated/types.ts';
import { londonDate } from '#terms/clock.ts';
import { categoriesBelow, nodesAt } from './look-ahead.ts';

export interface FamilyMemberParent {
  readonly person: VisiblePerson;
  readonly membership: MembershipFacts;
}

export const Family: FamilyResolvers = {
  name: ({ family }) => family.name,
  leadWorker: ({ family }) => family.team.find((member) => member.kind === 'LEAD_WORKER')?.worker ?? null,
  team: ({ family }) => [...family.team],
  members: (family, _args, { gate }) =>
    gate.members(family).flatMap((person) => {
      const inFamily = person.person.memberships.filter((entry) => entry.familyId === family.id);
      const membership = inFamily.find((entry) => entry.state === 'CONFIRMED') ?? inFamily[0];
      return membership ? [{ person, membership }] : [];
    }),

  relationships(family, _args, { gate, categoryFields }, info) {
    const answer = relationshipsOf(gate, family);
    if (answer.__typename === 'Withheld') return answer;
    for (const end of ['from', 'to'] as const) {
      const people = nodesAt(info.fieldNodes, ['relationships', end], info);
      const selection = people && categoriesBelow(people, info, categoryFields);
      if (selection)
        gate.lookAhead(
          answer.relationships.map((tie) => tie[end]),
          selection,
        );
    }
    return answer;
  },

  consentReviews(family, _args, { caller, gate, categoryFields }, info) {
    const reviews = consentReviewsOf(gate, family, caller);
    const nodes = nodesAt(info.fieldNodes, ['person'], info);
    const people = reviews.map(({ person }) => person);
    if (nodes) gate.lookAhead(people, categoriesBelow(nodes, info, categoryFields));
    return reviews;
  },
};

export const FamilyMember: FamilyMemberResolvers = {
  role: ({ membership }) => membership.role,
  entered: ({ person, membership }, _args, { gate }) => enteredOf(gate, person, membership),
  from: ({ membership }) => membership.fromDate,
  until: ({ membership }) => membership.untilDate,
};

export const TeamMember: TeamMemberResolvers = {
  assignment: ({ kind }) => kind,
  from: ({ startsAt }) => londonDate(new Date(startsAt)),
  until: ({ endsAt }) => (endsAt === null ? null : londonDate(new Date(endsAt))),
};
