import { GraphQLScalarType } from 'graphql';

/** ISO 8601 calendar dates travel through the hub as text. */
export const DateScalar = new GraphQLScalarType<string, string>({
  name: 'Date',
  description: 'A calendar date, ISO 8601: `2026-09-01`.',
  serialize: (value) => (typeof value === 'string' ? value : refuse('Date')),
  parseValue: (value) => (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : refuse('Date')),
});

export const DateTimeScalar = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'An instant, ISO 8601 in UTC: `2026-09-01T08:30:00.000Z`.',
  serialize: (value) => (value instanceof Date ? value.toISOString() : refuse('DateTime')),
  parseValue(value) {
    const date = typeof value === 'string' ? new Date(value) : new Date(NaN);
    return Number.isNaN(date.getTime()) ? refuse('DateTime') : date;
  },
});

function refuse(scalar: string): never {
  throw new TypeError(scalar === 'Date' ? 'A Date is written as 2026-09-01.' : 'A DateTime is written as 2026-09-01T08:30:00Z.');
}
