import { expect, it } from 'vitest';
import { measurePopulation } from './measure-population.ts';

it('a made-up population is linked within its goals, and no twins or siblings are joined', { timeout: 90_000 }, () => {
  const figures = measurePopulation(() => undefined, { households: 1_500, twins: 500, siblings: 1_000 });
  expect(figures).toMatchObject({ twinsJoined: 0, siblingsJoined: 0 });
  expect(figures.precision).toBeGreaterThanOrEqual(0.9995);
  expect(figures.recall).toBeGreaterThanOrEqual(0.97);
  expect(figures.toReview).toBeLessThanOrEqual(0.03);
});
