import { isActingThrough } from '#terms/caller.ts';
import type { QueryResolvers } from '#schema/generated/types.ts';
import { accessLog, accessLogCheckpoint, accessLogContinuation, accountOfDisclosures, shownThroughLink } from './access-log.ts';
import { accessLogHolds } from './hold.ts';
import { accessLogExport, accessLogExports } from './access-log-export.ts';
import { explain } from './explanation.ts';
import { categoriesBelow, nodesAt } from './look-ahead.ts';
import { matchReview, matchReviews } from './matching.ts';
import { explanationsDue, reviewItem, reviewQueue } from './review-queue.ts';
import { findPeople, personByIdentifier } from './search.ts';

export const Query: QueryResolvers = {
  me: (_root, _args, { caller }) => caller,

  async myFamilies(_root, _args, { caller, gate, listFamilies }) {
    const own = await listFamilies(caller);
    const list = isActingThrough(caller) ? own : { ...own, families: [] };
    gate.listed(list);
    return list.families.map((family) => ({ ...family }));
  },

  myExceptions: async (_root, _args, { caller, listExceptions }) => [...(await listExceptions(caller))],

  async family(_root, { id }, { gate, categoryFields }, info) {
    const family = await gate.family(id);
    if (!family) return null;
    const people = nodesAt(info.fieldNodes, ['members', 'person'], info);
    if (people) gate.lookAhead(gate.members(family), categoriesBelow(people, info, categoryFields));
    return family;
  },

  agreements: async (_root, _args, { caller, listAgreements }) => (caller.kind === 'WORKER' ? [...(await listAgreements())] : []),

  managedFamily: (_root, { id }, { gate }) => gate.managed(id),

  async person(_root, { id }, { gate, categoryFields }, info) {
    const person = await gate.person(id);
    if (person) gate.lookAhead([person], categoriesBelow(info.fieldNodes, info, categoryFields));
    return person;
  },

  findPeople,
  personByIdentifier,
  explain,
  accessLog,
  accountOfDisclosures,
  shownThroughLink,
  accessLogCheckpoint,
  accessLogContinuation,
  accessLogExport,
  accessLogExports,
  accessLogHolds,
  reviewQueue,
  reviewItem,
  explanationsDue,
  matchReviews,
  matchReview,
};
