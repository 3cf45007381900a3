import type { QueryResolvers } from '#schema/generated/types.ts';

export const reviewQueue: NonNullable<QueryResolvers['reviewQueue']> = async (_root, request, { gate, queue }) => {
  const reading = await queue.reviewQueue(request);
  gate.reviewed(reading);
  return reading.connection;
};

export const reviewItem: NonNullable<QueryResolvers['reviewItem']> = async (_root, request, { gate, queue }) => {
  const reading = await queue.reviewItem(request);
  gate.reviewed(reading);
  return reading.connection;
};

export const explanationsDue: NonNullable<QueryResolvers['explanationsDue']> = async (_root, request, { gate, queue }) => {
  const reading = await queue.explanationsDue(request);
  gate.reviewed(reading);
  return reading.connection && [...reading.connection];
};
