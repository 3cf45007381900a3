/** Chance that can be repeated: the same seed gives the same sequence on every machine. Not for anything secret. */
export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** A whole number from min to max, both included. */
  int(min: number, max: number): number;
  /** True in a share p (0 to 1) of cases. */
  chance(p: number): boolean;
  /** One of a list; throws a RangeError where the list is empty. */
  pick<T>(list: readonly T[]): T;
  /** One of a list of [value, weight], as often as its weight among all weights; throws a RangeError where there is none. */
  pickWeighted<T>(list: readonly (readonly [value: T, weight: number])[]): T;
  /** A copy in another order. */
  shuffle<T>(list: readonly T[]): T[];
}

/** A sequence of its own for each seed; the parts stay apart, so that ('ab', 1) and ('a', 'b1') differ. */
export function createRandom(...seedParts: (string | number)[]): Random {
  const next = sfc32(hash(seedParts.join('\u0000')));
  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  return {
    next,
    int,
    chance: (p) => next() < p,
    pick: (list) => itemAt(list, int(0, list.length - 1)),
    pickWeighted(list) {
      let left = next() * list.reduce((sum, [, weight]) => sum + weight, 0);
      const index = list.findIndex(([, weight]) => (left -= weight) < 0);
      // Rounding can leave a hair's breadth over after the last weight.
      return itemAt(list, index < 0 ? list.length - 1 : index)[0];
    },
    shuffle(list) {
      const copy = [...list];
      for (let end = copy.length - 1; end > 0; end--) {
        const other = int(0, end);
        [copy[end], copy[other]] = [itemAt(copy, other), itemAt(copy, end)];
      }
      return copy;
    },
  };
}

/** Large primes: each kind of id is scattered by one of its own, so that a person's ids have nothing in common. */
const STRIDES = {
  school: 7_368_787n,
  property: 15_485_863n,
  nhsNumber: 32_452_843n,
  patient: 141_650_939n,
  pupil: 67_867_967n,
  student: 86_028_121n,
  nominal: 104_395_301n,
  housing: 122_949_823n,
} as const;

/**
 * Gives each number from 0 to modulus − 1 another one of them, no two the same, so that ids made by counting do not look counted.
 * The modulus may have no prime factors but 2, 3 and 5. Throws a RangeError where the number is not below it.
 */
export function scatter(kind: keyof typeof STRIDES, number: number, modulus: number): number {
  if (!Number.isInteger(number) || number < 0 || number >= modulus)
    throw new RangeError('The world has no more ids of this kind.');
  return Number((BigInt(number + 1) * STRIDES[kind]) % BigInt(modulus));
}

function itemAt<T>(list: readonly T[], index: number): T {
  if (index < 0 || index >= list.length) throw new RangeError('There is nothing to choose from.');
  return list[index] as T;
}

/** 128 bits from text (cyrb128, public domain). */
function hash(text: string): [number, number, number, number] {
  let [a, b, c, d] = [1779033703, 3144134277, 1013904242, 2773480762];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    a = b ^ Math.imul(a ^ code, 597399067);
    b = c ^ Math.imul(b ^ code, 2869860233);
    c = d ^ Math.imul(c ^ code, 951274213);
    d = a ^ Math.imul(d ^ code, 2716044179);
  }
  a = Math.imul(c ^ (a >>> 18), 597399067);
  b = Math.imul(d ^ (b >>> 22), 2869860233);
  c = Math.imul(a ^ (c >>> 17), 951274213);
  d = Math.imul(b ^ (d >>> 19), 2716044179);
  return [a ^ b ^ c ^ d, b ^ a, c ^ a, d ^ a];
}

/** Small Fast Counter, 32 bits (Chris Doty-Humphrey, public domain). */
function sfc32([a, b, c, counter]: [number, number, number, number]): () => number {
  return () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
}
