/** A log in memory, kept as the database keeps it. */
import type { ReadNodes } from '#access-log/tree.ts';
import { Frontier, hashLeaf } from '#access-log/verify.ts';
import type { Hash } from '#access-log/verify.ts';

export interface MemoryLog {
  readonly read: ReadNodes;
  /** Of the tree of the first leaves. */
  root(size: number): Hash;
}

export function memoryLog(leaves: readonly Uint8Array[]): MemoryLog {
  const frontier = new Frontier();
  const roots = [frontier.root()];
  const kept = leaves.map((leaf) => {
    const completed = frontier.add(hashLeaf(leaf));
    roots.push(frontier.root());
    return Buffer.from(completed.join(''), 'latin1');
  });
  return {
    read: async (indexes) => new Map(indexes.flatMap((index) => (kept[index] ? [[index, kept[index]]] : []))),
    root: (size) => roots[size] ?? '',
  };
}

export const toBase64 = (hash: Hash): string => Buffer.from(hash, 'latin1').toString('base64');
