/**
 * What explains an access fully: at that time the worker worked with a family of the person's, in whatever capacity; as lead worker also to
 * finish after it was closed. It tells why they saw this person. It does not tell why so much, or why at night.
 */
import type { Fact } from '#review/explanations.ts';
import type { ReviewSettings } from '#review/queue-settings.ts';
import { addDays, londonDate } from '#terms/clock.ts';
import type { PlainReason } from '#terms/review.ts';
import type { AssignmentFacts, EntryFacts, RuleEntry } from './rule.ts';

export interface Plain {
  readonly closedBy: PlainReason | null;
  readonly facts: readonly Fact[];
}

/** What speaks most for the access, first. */
const KINDS = ['LEAD_WORKER', 'TEAM_MEMBER', 'COVER', 'DUTY'] as const;

export function plainReason(entry: RuleEntry, { assignments }: EntryFacts, settings: ReviewSettings): Plain {
  const ranked = KINDS.flatMap((kind) => assignments.filter((one) => one.kind === kind));
  const judged = ranked.map((assignment) => ({ assignment, closedBy: reasonOf(assignment, entry, settings) }));
  const [best] = [...judged.filter(({ closedBy }) => closedBy !== null), ...judged];
  if (!best) return { closedBy: null, facts: [{ code: 'NOT_ASSIGNED' }] };
  const { id, kind, since } = best.assignment;
  return { closedBy: best.closedBy, facts: [{ code: 'ASSIGNED', kind, assignment: id, since }] };
}

/** Each assignment is judged by its own family: that another one is open explains nothing. */
function reasonOf(
  { kind, openEpisode, closedOn }: AssignmentFacts,
  { at }: RuleEntry,
  { closureDays }: ReviewSettings,
): PlainReason | null {
  if (openEpisode) return kind;
  const isFinishing = kind === 'LEAD_WORKER' && closedOn !== null && londonDate(at) <= addDays(closedOn, closureDays);
  return isFinishing ? 'CLOSING_WORK' : null;
}
