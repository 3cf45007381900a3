/** The frozen model: how often records of one person, and of two, agree on each level, and how common each value is. */
import { z } from 'zod';
import { createComparison } from './comparisons.ts';
import type { Comparison, Lore } from './comparisons.ts';
import { frequenciesOf } from './term-frequencies.ts';
import type { TermFrequencies } from './term-frequencies.ts';

const share = z.number().min(0).max(1);

export const modelSchema = z.strictObject({
  version: z.string().min(1),
  trainedOn: z.string(),
  /** How likely two records taken by chance are of one person. */
  prior: z.number().gt(0).lt(1),
  newYearIsUnknown: z.boolean(),
  /** Bits: from join on two records are linked without a steward, from review on one looks at them. */
  bands: z.strictObject({ join: z.number(), review: z.number() }),
  comparisons: z.array(
    z.strictObject({ field: z.string(), levels: z.array(z.strictObject({ level: z.string(), m: share, u: share })) }),
  ),
  frequencies: z.record(z.string(), z.strictObject({ total: z.number(), counts: z.record(z.string(), z.number()) })),
});

export type LinkageModel = z.infer<typeof modelSchema>;
export type FieldModel = LinkageModel['comparisons'][number];

const NOBODY = frequenciesOf({ total: 0, counts: {} });

export interface Prepared {
  readonly comparisons: readonly Comparison[];
  readonly frequencies: readonly (TermFrequencies | null)[];
}

/** The model's comparisons, ready to use. @throws where the model was made for other levels than the program knows. */
export function prepare(model: Pick<LinkageModel, 'comparisons' | 'frequencies' | 'newYearIsUnknown'>): Prepared {
  const stored = model.frequencies['forename'];
  const lore: Lore = { forenames: stored ? frequenciesOf(stored) : NOBODY, newYearIsUnknown: model.newYearIsUnknown };
  const comparisons = model.comparisons.map(({ field, levels }) => {
    const comparison = createComparison(field, lore);
    if (comparison.levels.join() !== levels.map(({ level }) => level).join())
      throw new RangeError(`The model's levels of ${field} are not the program's: train it again.`);
    return comparison;
  });
  const frequencies = comparisons.map(({ field, byFrequency }) => {
    const counts = byFrequency ? model.frequencies[field] : undefined;
    return counts === undefined ? null : field === 'forename' ? lore.forenames : frequenciesOf(counts);
  });
  return { comparisons, frequencies };
}

/** Whether more than a person or two are called so. */
export const isInUse = (name: string | null, names: TermFrequencies): boolean => name !== null && names.count(name) > 2;
