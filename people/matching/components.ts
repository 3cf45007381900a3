/** Records that hang together through pairs, and sets that can be joined. */
export class Sets {
  readonly #parent: Int32Array;

  constructor(size: number) {
    this.#parent = Int32Array.from({ length: size }, (_, index) => index);
  }

  /** The set of a record, named by its lowest index. */
  find(index: number): number {
    let root = index;
    while (this.#parent[root] !== root) root = this.#parent[root] as number;
    for (let at = index; at !== root;) {
      const next = this.#parent[at] as number;
      this.#parent[at] = root;
      at = next;
    }
    return root;
  }

  join(left: number, right: number): void {
    const [a, b] = [this.find(left), this.find(right)];
    if (a < b) this.#parent[b] = a;
    else this.#parent[a] = b;
  }
}

export interface Edge {
  readonly left: number;
  readonly right: number;
  readonly weight: number;
}

/**
 * Sets of two records or more, each in ascending order. One that is too large is held together by too little: it is taken apart
 * by asking more of its edges. What hangs together by decisions alone (infinite) cannot be: of one that is too large nobody is with anybody.
 */
export function componentsOf(size: number, edges: readonly Edge[], least: number, largest: number): number[][] {
  const found: number[][] = [];
  let left: readonly Edge[] = edges;
  for (let threshold = least; left.some(({ weight }) => weight < Infinity) || threshold === least; threshold += 2) {
    const strong = left.filter(({ weight }) => weight >= threshold);
    const sets = new Sets(size);
    for (const edge of strong) sets.join(edge.left, edge.right);
    const members = new Map<number, number[]>();
    for (const index of new Set(strong.flatMap((edge) => [edge.left, edge.right]))) {
      const root = sets.find(index);
      const list = members.get(root);
      if (list) list.push(index);
      else members.set(root, [index]);
    }
    const tooLarge = new Set<number>();
    for (const [root, list] of members) {
      if (list.length > largest) tooLarge.add(root);
      else found.push(list.toSorted((a, b) => a - b));
    }
    left = strong.filter((edge) => tooLarge.has(sets.find(edge.left)));
  }
  return found.toSorted(([a = 0], [b = 0]) => a - b);
}
