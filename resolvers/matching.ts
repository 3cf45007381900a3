import type { QueryResolvers } from '#schema/generated/types.ts';

export const matchReviews: NonNullable<QueryResolvers['matchReviews']> = async (_root, page, { gate, matching }) => {
  const reading = await matching.matchReviews(page);
  gate.reviewed(reading);
  return reading.connection;
};

export const matchReview: NonNullable<QueryResolvers['matchReview']> = async (_root, { id }, { gate, matching }) => {
  const reading = await matching.matchReview(id);
  gate.reviewed(reading);
  return reading.connection;
};
