/**
 * NEW_MEMBER_THEN_VIEWED: somebody was seen within days of becoming a member of a family that was there before: the first time that each
 * worker did. Work with the family explains it, unless the viewer had proposed the member.
 */
import { londonDate } from '#terms/clock.ts';
import { plainReason } from './plain-reason.ts';
import type { Rule } from './rule.ts';
import { findingOf, isView, oncePerDay } from './rule.ts';

export const newMemberThenViewed: Rule = (entries, { facts, settings }) =>
  entries.flatMap((entry) => {
    const found = facts.get(entry.index);
    const member = found?.newMember;
    if (!isView(entry) || !entry.visible || !found || !member) return [];
    const byViewer = member.proposedBy === entry.worker;
    const plain = plainReason(entry, found, settings);
    const told = [{ code: 'NEW_MEMBER', membership: member.id, on: londonDate(member.at), byViewer } as const, ...plain.facts];
    const closedBy = byViewer ? null : plain.closedBy;
    const key = [member.id, entry.worker, ...(closedBy === null ? [] : [closedBy])].join(' ');
    return findingOf(entry, { rule: 'NEW_MEMBER_THEN_VIEWED', ...oncePerDay(entry, told, closedBy), key });
  });
