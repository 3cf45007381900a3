import { GraphQLScalarType } from 'graphql';
import { isLocalDate } from '#terms/clock.ts';

/** ISO 8601 calendar dates travel through the hub as text. */
export const DateScalar = new GraphQLScalarType<string, string>({
  name: 'Date',
  description: 'A calendar date, ISO 8601: `2026-09-01`.',
  serialize: (value) => (typeof value === 'string' ? value : refuse('Date')),
  parseValue: (value) => (typeof value === 'string' && isLocalDate(value) && isOurTime(value) ? value : refuse('Date')),
});

export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'An instant, ISO 8601 in UTC: `2026-09-01T08:30:00.000Z`.',
  // A change's result is kept as text, to be answered again.
  serialize: (value) => (value instanceof Date ? value.toISOString() : typeof value === 'string' ? value : refuse('DateTime')),
  parseValue(value) {
    const isInstant = typeof value === 'string' && ISO_INSTANT.test(value) && isLocalDate(value.slice(0, 10));
    const date = new Date(isInstant ? value : NaN);
    return Number.isNaN(date.getTime()) || !isOurTime(date.toISOString()) ? refuse('DateTime') : date;
  },
});

/** JavaScript takes 30 February for 2 March, and 24:00 for the next day. */
const ISO_INSTANT = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

/** Nobody of the index was born before, and no agreement lasts longer: another year is a slip of the pen. */
const isOurTime = (text: string): boolean => text >= '1850' && text < '2300';

function refuse(scalar: string): never {
  throw new TypeError(scalar === 'Date' ? 'A Date is written as 2026-09-01.' : 'A DateTime is written as 2026-09-01T08:30:00Z.');
}
