/** Reads the rows of an agency's list of people: what fits, and how many do not. Nothing of a row that does not fit is kept. */
import { z } from 'zod';
import type { ZodType } from 'zod';
import type { DemographicChange } from '#terms/demographics.ts';
import { UNREADABLE } from '#terms/demographics.ts';

/** A field as agencies write names, places and numbers: short text, a blank one is none. Longer is a note, and makes the row unreadable. */
export const shortText = z
  .string()
  .max(200)
  // PostgreSQL keeps neither a null character nor half of a pair.
  .refine((text) => !text.includes('\0') && text.isWellFormed())
  .nullish()
  .transform((text) => text?.trim() || null);

export interface RowsRead {
  readonly changes: readonly DemographicChange[];
  readonly rejected: Readonly<Record<string, number>>;
}

/** `change` gives what a row says of somebody, the reason why they cannot take part, or null where it says nothing of anybody. */
export function readRows<Row>(
  values: readonly unknown[],
  schema: ZodType<Row>,
  change: (row: Row) => DemographicChange | string | null,
): RowsRead {
  const changes: DemographicChange[] = [];
  const rejected: Record<string, number> = {};
  for (const value of values) {
    const row = schema.safeParse(value);
    const read = row.success ? change(row.data) : UNREADABLE;
    if (typeof read === 'string') rejected[read] = (rejected[read] ?? 0) + 1;
    else if (read !== null) changes.push(read);
  }
  return { changes, rejected };
}

/** The distinct texts of a list, in its order. */
export function distinct(texts: readonly (string | null | undefined)[]): string[] {
  return [...new Set(texts.flatMap((text) => text || []))];
}
