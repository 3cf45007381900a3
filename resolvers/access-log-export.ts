import type { QueryResolvers } from '#schema/generated/types.ts';

export const accessLogExport: NonNullable<QueryResolvers['accessLogExport']> = (_root, { id }, { caller, downloads }) =>
  downloads.one(caller, id);

export const accessLogExports: NonNullable<QueryResolvers['accessLogExports']> = (_root, _args, { caller, downloads }) =>
  downloads.list(caller);
