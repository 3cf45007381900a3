import type { CallerResolvers } from '#schema/generated/types.ts';

export const Caller: CallerResolvers = {
  organisation: ({ organisationName }) => organisationName,
  roles: ({ roles }) => [...roles],
  through: ({ through }) => through?.name ?? null,
};
