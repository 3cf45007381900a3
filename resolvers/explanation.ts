import type { QueryResolvers } from '#schema/generated/types.ts';

export const explain: NonNullable<QueryResolvers['explain']> = (_root, { personId, category, recipient, at }, { gate }) =>
  gate.explain({ personId, category, recipient, at: at ?? null });
