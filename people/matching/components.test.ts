import { describe, expect, it } from 'vitest';
import { componentsOf } from './components.ts';

const star = (size: number, weight: number) => Array.from({ length: size - 1 }, (_, at) => ({ left: 0, right: at + 1, weight }));

describe('What hangs together', () => {
  it('is taken apart by asking more where it is too large', () => {
    expect(componentsOf(4, [...star(3, 8), { left: 2, right: 3, weight: 0 }], -4, 3)).toEqual([[0, 1, 2]]);
  });

  it('by decisions alone is with nobody where it is too large, and comes to an end', () => {
    expect(componentsOf(5, star(5, Infinity), -4, 3)).toEqual([]);
    expect(componentsOf(7, [...star(5, Infinity), { left: 5, right: 6, weight: 8 }], -4, 3)).toEqual([[5, 6]]);
    expect(
      componentsOf(5, [...star(3, Infinity), { left: 3, right: 4, weight: 9 }, { left: 2, right: 3, weight: 1 }], -4, 3),
    ).toEqual([
      [0, 1, 2],
      [3, 4],
    ]);
  });
});
