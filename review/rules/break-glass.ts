/** BREAK_GLASS: every override. The service's manager is asked for an explanation, and a data protection officer finds. */
import type { Rule } from './rule.ts';
import { findingOf } from './rule.ts';

export const breakGlass: Rule = (entries, { overrides }) =>
  entries.flatMap((entry) => {
    const { change } = entry;
    const id = change?.records?.[0];
    const override = id === undefined ? undefined : overrides.get(id);
    if (change?.name !== 'recordOverride' || change.outcome !== 'RECORDED' || id === undefined || !override) return [];
    const { reason, organisation, people } = override;
    return findingOf(entry, {
      rule: 'BREAK_GLASS',
      key: id,
      asked: organisation,
      person: people.length === 1 ? entry.person : null,
      people,
      facts: [{ code: 'OVERRIDE', reason, people: people.length }],
      entries: { overrideId: id },
    });
  });
