import type { Category } from './category.ts';

/** The categories besides its own that an item gives away, and what stands in its place where one is not permitted (rule 7). */
export const REVEALS = Symbol('reveals');
export interface Reveals {
  readonly categories: readonly Category[];
  /** Fields to overwrite where a category is not permitted; without it the item is left out. */
  readonly otherwise?: Readonly<Record<string, unknown>>;
  /** Whether the item shows the subject as the victim: where not, a permit for victims only does not cover it. */
  readonly subjectIsVictim?: boolean;
  /** The agency's own ids of other people who must be permitted these categories too; none of them known: it is not shown. */
  readonly needsOthers?: readonly string[];
}

/** The agency's own ids of the other people an item is about; the gate answers the item's `others` from them (rule 7). */
export const MENTIONS = Symbol('mentions');
