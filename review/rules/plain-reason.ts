/**
 * What explains an access fully: at that time the worker worked with a family of the person's, in whatever capacity; as lead worker also to
 * finish after it was closed. It tells why they saw this person. It does not tell why so much, or why at night.
 */
import type { Fact } from '#review/explanations.ts';
import type { ReviewSettings } from '#review/queue-settings.ts';
import { addDays, londonDate } from '#terms/clock.ts';
import type { PlainReason } from '#terms/review.ts';
import type { EntryFacts, RuleEntry } from './rule.ts';

export interface Plain {
  readonly closedBy: PlainReason | null;
  readonly facts: readonly Fact[];
}

/** What speaks most for the access, first. */
const KINDS = ['LEAD_WORKER', 'TEAM_MEMBER', 'COVER', 'DUTY'] as const;

export function plainReason(entry: RuleEntry, facts: EntryFacts, { closureDays }: ReviewSettings): Plain {
  const assignment = KINDS.map((kind) => facts.assignments.find((one) => one.kind === kind)).find((found) => found !== undefined);
  if (!assignment) return { closedBy: null, facts: [{ code: 'NOT_ASSIGNED' }] };
  const { id, kind, since } = assignment;
  const assigned: Fact = { code: 'ASSIGNED', kind, assignment: id, since };
  if (facts.openEpisode) return { closedBy: kind, facts: [assigned] };
  const { closedOn } = facts;
  const isFinishing = kind === 'LEAD_WORKER' && closedOn !== null && londonDate(entry.at) <= addDays(closedOn, closureDays);
  return { closedBy: isFinishing ? 'CLOSING_WORK' : null, facts: [assigned] };
}
