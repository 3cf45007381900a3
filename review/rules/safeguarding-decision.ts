/** SAFEGUARDING_DECISION: every decision that two people made to open SAFEGUARDING, once it opens. */
import type { Rule } from './rule.ts';
import { findingOf } from './rule.ts';

export const safeguardingDecision: Rule = (entries, { decisions }) =>
  entries.flatMap((entry) => {
    const { change } = entry;
    const id = change?.records?.[0];
    const decision = id === undefined ? undefined : decisions.get(id);
    if (change?.name !== 'approveSafeguardingDecision' || change.outcome !== 'RECORDED' || id === undefined || !decision)
      return [];
    const { ground, people, decidedBy } = decision;
    return findingOf(entry, {
      rule: 'SAFEGUARDING_DECISION',
      key: id,
      person: people.length === 1 ? entry.person : null,
      people,
      workers: [decidedBy],
      facts: [{ code: 'SAFEGUARDING', ground, people: people.length }],
      entries: { safeguardingDecisionId: id },
    });
  });
