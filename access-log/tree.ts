/**
 * Which nodes of the log's tree prove something, and where they are kept. The root of every complete subtree stands with the leaf that
 * ends it: that of level l, number n, with leaf (n+1)·2^l−1, at offset 32·l (RFC 9162, 2.1).
 */
import type { Hash } from './verify.ts';
import { EMPTY_ROOT, Frontier, hashNode, VerifyError } from './verify.ts';

/** Leaves from, and up to but not including, to. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** Reads what is kept with leaves: for each subtree that the leaf ends, 32 bytes, the leaf's own hash first. */
export type ReadNodes = (leaves: readonly number[]) => Promise<ReadonlyMap<number, Uint8Array>>;

/** From the leaf to the root (RFC 9162, 2.1.3.1). @throws where the log has no such leaf, or not so many. */
export async function inclusionProof(read: ReadNodes, index: number, size: number): Promise<Hash[]> {
  if (index < 0 || index >= size) throw new RangeError('There is no such leaf in a tree of this size.');
  const spans: Span[] = [];
  for (let [from, to] = [0, size]; to - from > 1;) {
    const middle = middleOf(from, to);
    const isLeft = index < middle;
    spans.unshift(isLeft ? { from: middle, to } : { from, to: middle });
    [from, to] = isLeft ? [from, middle] : [middle, to];
  }
  return rootsOf(read, spans);
}

/** RFC 9162, 2.1.4.1. Empty where both trees are one, or the older one is empty. */
export async function consistencyProof(read: ReadNodes, older: number, size: number): Promise<Hash[]> {
  if (older < 0 || older > size) throw new RangeError('The older tree is not part of a tree of this size.');
  if (older === 0) return [];
  const spans: Span[] = [];
  let [from, to] = [0, size];
  while (to !== older) {
    const middle = middleOf(from, to);
    const isLeft = older <= middle;
    spans.unshift(isLeft ? { from: middle, to } : { from, to: middle });
    [from, to] = isLeft ? [from, middle] : [middle, to];
  }
  if (from > 0) spans.unshift({ from, to });
  return rootsOf(read, spans);
}

/** The tree of the first leaves, to go on from. */
export async function frontierAt(read: ReadNodes, size: number): Promise<Frontier> {
  const frontier = new Frontier();
  const nodes = nodesOf({ from: 0, to: size });
  frontier.peaks.push(...(await readNodes(read, nodes)));
  frontier.size = size;
  return frontier;
}

interface Node {
  readonly leaf: number;
  readonly level: number;
}

/** The complete subtrees of a span, the largest first. */
function nodesOf({ from, to }: Span): Node[] {
  const nodes: Node[] = [];
  for (let start = from; start < to;) {
    let level = 0;
    while (start % 2 ** (level + 1) === 0 && start + 2 ** (level + 1) <= to) level += 1;
    start += 2 ** level;
    nodes.push({ leaf: start - 1, level });
  }
  return nodes;
}

async function readNodes(read: ReadNodes, nodes: readonly Node[]): Promise<Hash[]> {
  if (nodes.length === 0) return [];
  const kept = await read(nodes.map(({ leaf }) => leaf));
  return nodes.map(({ leaf, level }) => {
    const bytes = kept.get(leaf)?.subarray(32 * level, 32 * level + 32);
    if (bytes?.length !== 32) throw new VerifyError(`Entry ${leaf}: the tree’s hash that ends with it is missing.`);
    return Buffer.from(bytes).toString('latin1');
  });
}

async function rootsOf(read: ReadNodes, spans: readonly Span[]): Promise<Hash[]> {
  const nodes = spans.map(nodesOf);
  const hashes = await readNodes(read, nodes.flat());
  let place = 0;
  return nodes.map(({ length }) => fold(hashes.slice(place, (place += length))));
}

function fold(peaks: readonly Hash[]): Hash {
  return peaks.length === 0 ? EMPTY_ROOT : peaks.reduceRight((right, left) => hashNode(left, right));
}

/** A tree is split at the largest power of two below its size. */
function middleOf(from: number, to: number): number {
  return from + 2 ** (Math.ceil(Math.log2(to - from)) - 1);
}
