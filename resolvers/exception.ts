import type { ExceptionResolvers } from '#schema/generated/types.ts';
import { categoriesBelow } from './look-ahead.ts';

export const Exception: ExceptionResolvers = {
  categories: ({ categories }) => [...categories],

  async people({ personIds }, _args, { gate, categoryFields }, info) {
    const people = (await Promise.all(personIds.map((id) => gate.person(id)))).filter((person) => person !== null);
    gate.lookAhead(people, categoriesBelow(info.fieldNodes, info, categoryFields));
    return people;
  },
};
