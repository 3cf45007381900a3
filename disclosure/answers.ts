/** The four outcomes, as the GraphQL unions have them. */
import type { Category } from '#terms/category.ts';
import type { Source } from '#terms/source.ts';
import type { Withheld } from './explanations.ts';
import type { Detail } from './facts.ts';

export type Answer = RecordAnswer | NothingHeldAnswer | Withheld | UnavailableAnswer;

/** A record of the category's own type. */
export interface RecordAnswer {
  readonly __typename: string;
  readonly source: Source;
  readonly detail: Detail;
  readonly [field: string]: unknown;
}

export interface NothingHeldAnswer {
  readonly __typename: 'NothingHeld';
  readonly category: Category;
  readonly source: Source;
}

export interface UnavailableAnswer {
  readonly __typename: 'Unavailable';
  readonly category: Category;
  readonly source: Source;
  readonly since: Date;
  readonly lastAnswered: Date | null;
}
