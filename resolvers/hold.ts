import type { QueryResolvers } from '#schema/generated/types.ts';

export const accessLogHolds: NonNullable<QueryResolvers['accessLogHolds']> = async (
  _root,
  _args,
  { caller, gate, listHolds },
) => {
  const reading = await listHolds(caller);
  gate.reviewed(reading);
  return reading.connection && [...reading.connection];
};
