/**
 * Verifies what the access log proves, and needs nothing of the hub: no library, no database, no network. Runs alone:
 * `node verify.ts --key VKEY …` (Node 22.18 or later). Formats: RFC 6962/9162 Merkle tree over SHA-256; C2SP signed-note,
 * tlog-checkpoint, tlog-proof, tlog-tiles, and tlog-witness's request for a consistency proof.
 */
import { createHmac, createPublicKey, hash, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** 32 bytes, a character each (`latin1`): several times faster to make than a Buffer. */
export type Hash = string;

/** Says in one sentence what does not hold, and of which entry. */
export class VerifyError extends Error {
  override name = 'VerifyError';
}

function must(holds: boolean, sentence: string): asserts holds {
  if (!holds) throw new VerifyError(sentence);
}

// The tree (RFC 9162, 2.1)

export const EMPTY_ROOT: Hash = hash('sha256', '', 'binary');
const leafInput = Buffer.alloc(65_536);
const nodeInput = Buffer.alloc(65, 1);

/** H(00‖data). @throws over 65,535 bytes. */
export function hashLeaf(data: Uint8Array): Hash {
  must(data.length < leafInput.length, 'An entry has more than 65,535 bytes.');
  leafInput.set(data, 1);
  return hash('sha256', leafInput.subarray(0, data.length + 1), 'binary');
}

/** H(01‖left‖right). */
export function hashNode(left: Hash, right: Hash): Hash {
  nodeInput.write(left, 1, 'latin1');
  nodeInput.write(right, 33, 'latin1');
  return hash('sha256', nodeInput, 'binary');
}

/** What a growing tree needs to know of itself: the roots of its complete subtrees, the largest first. */
export class Frontier {
  size = 0;
  readonly peaks: Hash[] = [];

  /** @returns the roots of the subtrees that this leaf completes, its own hash first. */
  add(leaf: Hash): Hash[] {
    const completed = [leaf];
    let node = leaf;
    for (let left = this.size; left % 2 === 1; left = (left - 1) / 2) {
      node = hashNode(this.peaks.pop() ?? '', node);
      completed.push(node);
    }
    this.peaks.push(node);
    this.size += 1;
    return completed;
  }

  root(): Hash {
    return this.peaks.reduceRight((right, left) => (right ? hashNode(left, right) : left), '') || EMPTY_ROOT;
  }
}

export interface Inclusion {
  readonly index: number;
  readonly size: number;
  readonly leaf: Hash;
  readonly root: Hash;
  /** From the leaf to the root. */
  readonly proof: readonly Hash[];
}

/** RFC 9162, 2.1.3.2. */
export function inclusionHolds({ index, size, leaf, root, proof }: Inclusion): boolean {
  if (!isCount(index) || !isCount(size) || index >= size) return false;
  let [place, last, node] = [index, size - 1, leaf];
  for (const sibling of proof) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      node = hashNode(sibling, node);
      while (place % 2 === 0 && place !== 0) [place, last] = [half(place), half(last)];
    } else node = hashNode(node, sibling);
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && node === root;
}

export interface Consistency {
  readonly from: number;
  readonly to: number;
  readonly fromRoot: Hash;
  readonly toRoot: Hash;
  readonly proof: readonly Hash[];
}

/** RFC 9162, 2.1.4.2; every tree grew from the empty one. */
export function consistencyHolds({ from, to, fromRoot, toRoot, proof }: Consistency): boolean {
  if (!isCount(from) || !isCount(to) || from > to) return false;
  if (from === to) return proof.length === 0 && fromRoot === toRoot;
  if (from === 0) return proof.length === 0 && fromRoot === EMPTY_ROOT;
  let [place, last] = [from - 1, to - 1];
  while (place % 2 === 1) [place, last] = [half(place), half(last)];
  const [first, ...rest] = place === 0 ? [fromRoot, ...proof] : proof;
  if (first === undefined) return false;
  let [before, after] = [first, first];
  for (const sibling of rest) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      [before, after] = [hashNode(sibling, before), hashNode(sibling, after)];
      while (place % 2 === 0 && place !== 0) [place, last] = [half(place), half(last)];
    } else after = hashNode(after, sibling);
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && before === fromRoot && after === toRoot;
}

const half = (count: number): number => Math.floor(count / 2);
const isCount = (count: number): boolean => Number.isSafeInteger(count) && count >= 0;

// Signed checkpoints (C2SP signed-note, tlog-checkpoint)

export interface VerifierKey {
  readonly name: string;
  /** Eight hex digits. */
  readonly id: string;
  readonly key: KeyObject;
}

const ED25519 = 1;

/** `name+hex(id)+base64(01‖public key)`. */
export function parseVerifierKey(text: string): VerifierKey {
  const wrong = 'A verifier key reads NAME+ID+KEY; this one does not.';
  const [, name, id, encoded] = /^([^+\s]+)\+([0-9a-f]{8})\+(.+)$/u.exec(text.trim()) ?? [];
  must(name !== undefined && id !== undefined && encoded !== undefined, wrong);
  const bytes = fromBase64(encoded);
  must(bytes?.length === 33 && bytes[0] === ED25519, wrong);
  must(
    id === keyId(name, bytes.subarray(1)),
    'The id in the verifier key is not that of its name and key: it was copied wrongly.',
  );
  const x = bytes.subarray(1).toString('base64url');
  return { name, id, key: createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x } }) };
}

/** First 4 bytes of SHA-256(name‖0A‖01‖public key), hex. */
export function keyId(name: string, publicKey: Uint8Array): string {
  return hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), Buffer.of(ED25519), publicKey]), 'hex').slice(0, 8);
}

export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Hash;
}

/** Reads a checkpoint. @throws VerifyError unless one of the keys, named as its origin is, signed it; and where one did so wrongly. */
export function openCheckpoint(note: string, keys: readonly VerifierKey[]): Checkpoint {
  const end = note.lastIndexOf('\n\n');
  must(end > 0 && note.endsWith('\n'), 'The checkpoint is not a signed note: text, an empty line, signatures.');
  // oxlint-disable-next-line no-control-regex -- a note has none
  must(!/[\u0000-\u0009\u000b-\u001f\u007f\ufffd]/u.test(note), 'The checkpoint holds characters that a note may not.');
  const text = note.slice(0, end + 1);
  const [origin = '', count = '', encodedRoot = ''] = text.split('\n');
  const signatures = note.slice(end + 2, -1).split('\n');
  must(signatures.length <= 100, 'The checkpoint has more than 100 signatures.');
  let signed = false;
  for (const line of signatures) {
    const [, name, encoded] = /^\u2014 ([^+\s]+) (\S+)$/u.exec(line) ?? [];
    const bytes = encoded === undefined ? undefined : fromBase64(encoded);
    must(bytes !== undefined && bytes.length > 4, 'A signature of the checkpoint cannot be read.');
    const id = bytes.subarray(0, 4).toString('hex');
    const known = keys.find((key) => key.name === name && key.id === id);
    if (!known) continue;
    must(
      verify(null, Buffer.from(text), known.key, bytes.subarray(4)),
      `The signature by ${known.name}+${id} is not of this checkpoint.`,
    );
    signed ||= name === origin;
  }
  must(signed, 'None of the given keys signed the checkpoint under its own name.');
  const root = fromBase64(encodedRoot);
  must(/^(0|[1-9]\d{0,15})$/.test(count) && isCount(Number(count)), 'The checkpoint’s size is no number.');
  must(root?.length === 32, 'The checkpoint’s root is not a SHA-256 hash in base64.');
  return { origin, size: Number(count), root: root.toString('latin1') };
}

/** @returns them by size. @throws VerifyError where they are of different logs, or two of one size of different trees. */
function ofOneLog(checkpoints: readonly Checkpoint[]): Checkpoint[] {
  const bySize = checkpoints.toSorted((a, b) => a.size - b.size);
  for (const [place, { origin, size, root }] of bySize.entries()) {
    const before = bySize[place - 1];
    must(!before || before.origin === origin, `The checkpoints are of different logs: ${before?.origin} and ${origin}.`);
    must(before?.size !== size || before.root === root, `Two checkpoints of ${size} entries differ: no log has both.`);
  }
  return bySize;
}

/** Strict base64 (RFC 4648, 4: padded, no stray bits); undefined for anything else. */
export function fromBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}

function hashesOf(lines: readonly string[]): Hash[] {
  return lines.map((line) => {
    const bytes = fromBase64(line);
    must(bytes?.length === 32, 'A hash in the proof is not 32 bytes in base64.');
    return bytes.toString('latin1');
  });
}

/** A file of lines, an empty line, and a checkpoint. */
function beforeCheckpoint(file: string): { lines: string[]; note: string } {
  const end = file.indexOf('\n\n');
  must(end > 0, 'The proof has no checkpoint after it.');
  return { lines: file.slice(0, end).split('\n'), note: file.slice(end + 2) };
}

/** C2SP tlog-proof: that the entry is in the tree of the checkpoint within. @returns the entry's index and the checkpoint. */
export function openProof(file: string, entry: Uint8Array | Hash, keys: readonly VerifierKey[]): Checkpoint & { index: number } {
  const { lines, note } = beforeCheckpoint(file);
  const [version, indexLine = '', ...rest] = lines;
  must(version === 'c2sp.org/tlog-proof@v1', 'The proof’s first line is not c2sp.org/tlog-proof@v1.');
  must(/^index (0|[1-9]\d{0,15})$/.test(indexLine), 'The proof’s second line is not “index N”.');
  const index = Number(indexLine.slice(6));
  const checkpoint = openCheckpoint(note, keys);
  const leaf = typeof entry === 'string' ? entry : hashLeaf(entry);
  const holds = inclusionHolds({ index, size: checkpoint.size, leaf, root: checkpoint.root, proof: hashesOf(rest) });
  must(holds, `Entry ${index}: the proof does not lead from this entry to the checkpoint’s root.`);
  return { ...checkpoint, index };
}

/** C2SP tlog-witness, `old N`, hashes, the newer checkpoint: that nothing before the older one was changed or removed. */
export function openConsistency(file: string, older: Checkpoint, keys: readonly VerifierKey[]): Checkpoint {
  const { lines, note } = beforeCheckpoint(file);
  const [oldLine, ...rest] = lines;
  must(oldLine === `old ${older.size}`, `The proof does not begin with “old ${older.size}”, the size of the older checkpoint.`);
  const newer = openCheckpoint(note, keys);
  must(newer.origin === older.origin, 'The two checkpoints are of different logs.');
  const proof = hashesOf(rest);
  const holds = consistencyHolds({ from: older.size, to: newer.size, fromRoot: older.root, toRoot: newer.root, proof });
  must(
    holds,
    `The log of ${newer.size} entries does not continue that of ${older.size}: something before entry ${older.size} was changed or removed.`,
  );
  return newer;
}

// A whole log

/** One entry as it is kept. Null bytes: erased, past its schedule; its hash stays. */
export interface KeptEntry {
  readonly index: number;
  readonly bytes: Uint8Array | null;
  readonly leaf: Hash;
  /** What the database keeps beside it: the subtrees that it completes, and, on the last entry of a request, its hub's HMAC. */
  readonly kept?: { readonly completed: Uint8Array; readonly mac: Uint8Array | null };
}

export interface LogCheckOptions {
  /** Roots that the log must have had at their sizes. */
  readonly checkpoints: readonly Checkpoint[];
  /** Secrets of the hubs; without any, the HMACs of requests are not checked. What a checkpoint covers needs none. */
  readonly hubKeys?: readonly Uint8Array[];
  /** Whether entries before the first HMAC may have none, as those of the first releases. */
  readonly mayBeOlder?: boolean;
  /** Where to go on; the empty log otherwise. */
  readonly from?: Frontier;
}

/** Follows a log from entry to entry. Every method throws VerifyError at the first entry that does not hold. */
export class LogCheck {
  readonly tree: Frontier;
  private readonly checkpoints: readonly Checkpoint[];
  /** Place of the checkpoint to come. */
  private next = 0;
  private readonly hubKeys: readonly Uint8Array[];
  private mayBeOlder: boolean;
  /** Hashes of the entries that no checkpoint covers, and for which no hub has vouched yet. */
  private unvouched: Hash[] = [];
  /** Of the requests that no checkpoint covers. Every entry has a nonce: a request that is there twice was copied. */
  private readonly macs = new Set<string>();
  private proven: number;
  private readonly erased: { from: number; to: number }[] = [];
  private readonly erasures: Range[] = [];

  constructor({ checkpoints, hubKeys = [], mayBeOlder = false, from = new Frontier() }: LogCheckOptions) {
    this.tree = from;
    this.proven = from.size;
    this.hubKeys = hubKeys;
    this.mayBeOlder = mayBeOlder;
    this.checkpoints = ofOneLog(checkpoints).filter(({ size }) => size >= from.size);
    this.compareCheckpoints();
  }

  /** @returns the roots of the subtrees that the entry completes, its own hash first. */
  add({ index, bytes, leaf, kept }: KeptEntry): Hash[] {
    must(index === this.tree.size, `Entry ${Math.min(index, this.tree.size)}: it is missing, or there twice.`);
    if (bytes === null) this.lack(index);
    else if (ERASURE.test(bytes)) this.erasures.push(...erasedBy(bytes, index));
    const completed = this.tree.add(leaf);
    if (kept) {
      const isSame = Buffer.from(kept.completed).toString('latin1') === completed.join('');
      must(isSame, `Entry ${index}: its bytes, or the hashes kept beside them, were changed.`);
    }
    // What a checkpoint still to come covers needs no hub to vouch for it.
    if (this.hubKeys.length > 0 && this.next === this.checkpoints.length) this.compareMac(index, leaf, kept?.mac ?? null);
    this.compareCheckpoints();
    return completed;
  }

  /** @returns the root of the whole. */
  end(head?: { readonly size: number; readonly peaks: readonly Hash[] }): Hash {
    const { size, peaks } = this.tree;
    const beyond = this.checkpoints[this.next];
    must(!beyond, `Entry ${size}: it is gone, and everything after it: a checkpoint proves ${beyond?.size} entries.`);
    this.compareErased();
    const isVouchedFor = this.mayBeOlder || this.unvouched.length === 0;
    must(isVouchedFor, `Entry ${size - this.unvouched.length}: no hub vouches for it.`);
    must(
      !head || head.size === size,
      `Entry ${Math.min(head?.size ?? 0, size)}: the head counts ${head?.size} entries, and there are ${size}.`,
    );
    // Two trees may have one root and other peaks, from which other trees grow.
    must(!head || head.peaks.join('') === peaks.join(''), `The head’s tree is not that of its ${size} entries.`);
    return this.tree.root();
  }

  private compareMac(index: number, leaf: Hash, mac: Uint8Array | null): void {
    this.unvouched.push(leaf);
    const { unvouched, mayBeOlder } = this;
    // Of what may be older only so much is kept as the first request may consist of.
    if (mac === null && mayBeOlder && unvouched.length > 2 * LONGEST_REQUEST) unvouched.splice(0, LONGEST_REQUEST);
    if (mac === null) return;
    const isOf = (leaves: readonly Hash[]) => this.hubKeys.some((key) => requestMac(key, leaves).equals(mac));
    const first = mayBeOlder ? index : index + 1 - unvouched.length;
    must(
      mayBeOlder ? unvouched.some((_, place) => isOf(unvouched.slice(-1 - place))) : isOf(unvouched),
      `Entry ${first}: no hub wrote it, or not so.`,
    );
    const known = Buffer.from(mac).toString('latin1');
    must(!this.macs.has(known), `Entry ${first}: it is a copy of an earlier one.`);
    this.macs.add(known);
    this.mayBeOlder = false;
    this.unvouched = [];
  }

  private compareCheckpoints(): void {
    const { tree } = this;
    for (let next = this.checkpoints[this.next]; next?.size === tree.size; next = this.checkpoints[++this.next]) {
      const where =
        this.proven + 1 < next.size ? `Entries ${this.proven} to ${next.size - 1}: one of them` : `Entry ${next.size - 1}: it`;
      must(next.root === tree.root(), `${where} was changed after the checkpoint of ${next.size} entries was signed.`);
      this.proven = next.size;
    }
  }

  private lack(index: number): void {
    const last = this.erased.at(-1);
    if (last?.to === index - 1) last.to = index;
    else this.erased.push({ from: index, to: index });
  }

  /** Both in order, side by side. */
  private compareErased(): void {
    const named = this.erasures.toSorted((a, b) => a.from - b.from);
    let place = 0;
    for (const { from, to } of this.erased) {
      for (let index = from; index <= to;) {
        while ((named[place]?.to ?? Infinity) < index) place += 1;
        const range = named[place];
        must(
          range !== undefined && range.from <= index,
          `Entry ${index}: its bytes are gone, and no erasure in the log names it.`,
        );
        index = range.to + 1;
      }
    }
  }
}

/** More entries than a request has. */
const LONGEST_REQUEST = 4_096;

/** What a hub vouches for the entries of one request with. */
export function requestMac(hubKey: Uint8Array, leaves: readonly Hash[]): Buffer {
  return createHmac('sha256', hubKey).update(leaves.join(''), 'latin1').digest();
}

/** First and last entry. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** Entries are canonical JSON: members are sorted, without spaces. */
const ERASURE = {
  mark: Buffer.from('"kind":"ERASURE"'),
  test: (bytes: Uint8Array) =>
    (bytes instanceof Buffer ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)).includes(ERASURE.mark),
};

/** The ranges that an erasure names: none before whom it is logged may be later than itself. */
function erasedBy(bytes: Uint8Array, index: number): Range[] {
  const { kind, erased } = readErasure(bytes);
  if (kind !== 'ERASURE' || !Array.isArray(erased)) return [];
  const ranges = erased.map((range: Partial<Range> | null) => ({ from: Number(range?.from), to: Number(range?.to) }));
  return ranges.filter(({ from, to }) => isCount(from) && from <= to && to < index);
}

/** What cannot be read names nothing. */
function readErasure(bytes: Uint8Array): { readonly kind?: unknown; readonly erased?: unknown } {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8')) as object;
  } catch {
    return {};
  }
}

// An export on disk (C2SP tlog-tiles): checkpoint, tile/<level>/<N>, tile/entries/<N>; an entry of no bytes was erased

const TILE = 256;
/** Tiles. */
const READ_AHEAD = 4;

/** `x001/x234/067`, and `.p/W` for one of fewer than 256. */
export function tilePath(level: string | number, tile: number, width = TILE): string {
  const digits =
    String(tile)
      .padStart(Math.ceil(String(tile).length / 3) * 3, '0')
      .match(/.{3}/g) ?? [];
  const path = digits.map((part, place) => (place < digits.length - 1 ? `x${part}` : part)).join('/');
  return `tile/${level}/${path}${width < TILE ? `.p/${width}` : ''}`;
}

/** @returns its checkpoint, which holds for everything in the directory, and continues the others. @throws VerifyError at the first entry at fault. */
export async function verifyExport(
  directory: string,
  keys: readonly VerifierKey[],
  others: readonly Checkpoint[] = [],
): Promise<Checkpoint> {
  const read = (path: string) =>
    readFile(join(directory, path)).catch(() => {
      throw new VerifyError(`The export lacks ${path}.`);
    });
  const checkpoint = openCheckpoint((await read('checkpoint')).toString('utf8'), keys);
  const levels: Hash[][] = [];
  const check = new LogCheck({ checkpoints: [...others, checkpoint] });
  const beyond = others.find(({ size }) => size > checkpoint.size);
  must(
    !beyond,
    `The export ends after ${checkpoint.size} entries, and a checkpoint proves ${beyond?.size}: it is older than that, or the log lost its end.`,
  );
  const readTile = (tile: number): Promise<Buffer[]> => {
    const width = Math.min(TILE, checkpoint.size - tile * TILE);
    return Promise.all([read(tilePath('entries', tile, width)), read(tilePath(0, tile, width))]);
  };
  const begun: Promise<Buffer[]>[] = [];
  for (let tile = 0; tile * TILE < checkpoint.size; tile++) {
    // While this one is checked, those after it are read.
    for (let ahead = tile + begun.length; begun.length < READ_AHEAD && ahead * TILE < checkpoint.size; ahead++) {
      const reading = readTile(ahead);
      reading.catch(() => undefined);
      begun.push(reading);
    }
    // oxlint-disable-next-line no-await-in-loop -- in order, and not all in memory
    const [bundle, hashes] = (await begun.shift()) as [Buffer, Buffer];
    const width = Math.min(TILE, checkpoint.size - tile * TILE);
    must(hashes.length === width * 32, `${tilePath(0, tile, width)} has not ${width} hashes.`);
    const completed = addBundle(check, tile * TILE, bundle, hashes.toString('latin1'));
    // Each hash of level l is the root of 256 of level l−1.
    for (let level = 1; completed[8 * level] !== undefined; level++) (levels[level] ??= []).push(completed[8 * level] as Hash);
  }
  check.end();
  for (const { path, hashes } of tilesOf(levels)) {
    // oxlint-disable-next-line no-await-in-loop
    must((await read(path)).toString('latin1') === hashes.join(''), `${path} was changed: it is not what the entries come to.`);
  }
  return checkpoint;
}

/** The tiles above the entries. */
function* tilesOf(levels: readonly (readonly Hash[])[]): Generator<{ path: string; hashes: readonly Hash[] }> {
  for (const [level, hashes = []] of levels.entries()) {
    for (let first = 0; first < hashes.length; first += TILE) {
      const tile = hashes.slice(first, first + TILE);
      yield { path: tilePath(level, first / TILE, tile.length), hashes: tile };
    }
  }
}

/** @returns the roots of the subtrees that its last entry completes. */
function addBundle(check: LogCheck, first: number, bundle: Buffer, hashes: string): Hash[] {
  let completed: Hash[] = [];
  let offset = 0;
  for (let place = 0; place * 32 < hashes.length; place++) {
    const index = first + place;
    must(offset + 2 <= bundle.length, `Entry ${index}: it is missing.`);
    const length = bundle.readUInt16BE(offset);
    offset += 2 + length;
    must(offset <= bundle.length, `Entry ${index}: its end is missing.`);
    const kept = hashes.slice(place * 32, place * 32 + 32);
    const bytes = length === 0 ? null : bundle.subarray(offset - length, offset);
    // The byte before an entry has been read: it serves as the prefix of its hash.
    if (bytes) bundle[offset - length - 1] = 0;
    const leaf = bytes ? hash('sha256', bundle.subarray(offset - length - 1, offset), 'binary') : kept;
    must(leaf === kept, `Entry ${index}: its bytes, or the hash kept beside them, were changed.`);
    completed = check.add({ index, bytes, leaf });
  }
  must(offset === bundle.length, `Entry ${first + hashes.length / 32}: there is more after the last entry of its tile.`);
  return completed;
}

// Proofs in a folder: of entry 7, 000000000007.entry, its exact bytes, and 000000000007.tlog-proof

/** Each proof has a checkpoint of its own, of one log. @returns the newest, and how many hold. @throws VerifyError at the first at fault. */
export async function verifyProofs(
  folder: string,
  keys: readonly VerifierKey[],
): Promise<{ readonly newest: Checkpoint; readonly entries: number }> {
  const files = await readdir(folder).catch(() => {
    throw new VerifyError(`${folder} is no folder that can be read.`);
  });
  const names = new Set(files.flatMap((file) => /^(.*)\.(?:entry|tlog-proof)$/su.exec(file)?.[1] ?? []));
  const roots = new Map<number, Hash>();
  let newest: Checkpoint | undefined;
  for (const name of [...names].toSorted()) {
    // oxlint-disable-next-line no-await-in-loop -- in order, and not all in memory
    const checkpoint = await verifyPair(folder, name, keys);
    const { origin, size, root } = checkpoint;
    const isSame = (newest?.origin ?? origin) === origin && (roots.get(size) ?? root) === root;
    must(isSame, `${name}.tlog-proof: It is of another log than those before it.`);
    roots.set(size, root);
    if (size >= (newest?.size ?? 0)) newest = checkpoint;
  }
  must(newest !== undefined, 'The folder has no proofs.');
  return { newest, entries: names.size };
}

async function verifyPair(folder: string, name: string, keys: readonly VerifierKey[]): Promise<Checkpoint> {
  const read = (file: string) =>
    readFile(join(folder, file)).catch(() => {
      throw new VerifyError(`${file} is missing, or cannot be read.`);
    });
  const [entry, proof] = [await read(`${name}.entry`), await read(`${name}.tlog-proof`)];
  try {
    const { index, ...checkpoint } = openProof(proof.toString('utf8'), entry, keys);
    must(name === String(index).padStart(12, '0'), `It is of entry ${index}, and not named so.`);
    return checkpoint;
  } catch (error) {
    throw error instanceof VerifyError ? new VerifyError(`${name}.tlog-proof: ${error.message}`) : error;
  }
}

/** Every checkpoint in a file that holds one or, as a day's file does, many. */
export function openCheckpoints(file: string, keys: readonly VerifierKey[]): Checkpoint[] {
  const parts = file.trimEnd().split('\n\n');
  must(parts.length % 2 === 0, 'The last checkpoint in the file is cut off.');
  const noteAt = (n: number) => `${parts[2 * n]}\n\n${parts[2 * n + 1]}\n`;
  const opened = Array.from({ length: parts.length / 2 }, (_, n) => openCheckpoint(noteAt(n), keys));
  ofOneLog(opened);
  return opened;
}

// As a program

export const USAGE = `Verifies what the access log proves. Exit code 0 only when all holds.
  --key VKEY …  checkpoint FILE                 a checkpoint, or a file of several
  --key VKEY …  proof FILE ENTRY                that the entry, a file of its exact bytes, is in the log
  --key VKEY …  proofs FOLDER                   the same, of every N.entry by its N.tlog-proof, as a download has them
  --key VKEY …  consistency CHECKPOINT FILE     that nothing up to the older checkpoint was changed or removed
  --key VKEY …  export DIRECTORY [FILE …]       a whole export, and that it continues the checkpoints in the files`;

/** `--key VKEY`, as often as there are keys, and the other words. */
export function readArguments(args: readonly string[]): { keys: VerifierKey[]; words: string[] } {
  const keys: VerifierKey[] = [];
  const words: string[] = [];
  for (let place = 0; place < args.length; place++) {
    if (args[place] === '--key') keys.push(parseVerifierKey(args[++place] ?? ''));
    else words.push(args[place] ?? '');
  }
  return { keys, words };
}

/** @returns what holds, in a sentence. @throws VerifyError saying what does not; Error with the usage. */
export async function verifyCommand(args: readonly string[]): Promise<string> {
  const { keys, words } = readArguments(args);
  const [what, file, other, ...more] = words;
  if (keys.length === 0 || !what || !file || (more.length > 0 && what !== 'export')) throw new Error(USAGE);
  const text = (path: string) => readFile(path, 'utf8');
  const proven = ({ size, origin }: Checkpoint) => `a checkpoint of ${size} entries of ${origin}`;
  if (what === 'checkpoint' && other === undefined) {
    const checkpoints = openCheckpoints(await text(file), keys);
    return `Signed: ${checkpoints.map(proven).join('; ')}.`;
  }
  if (what === 'proof' && other !== undefined) {
    const { index, ...checkpoint } = openProof(await text(file), await readFile(other), keys);
    return `Entry ${index} is in the log, by ${proven(checkpoint)}.`;
  }
  if (what === 'proofs' && other === undefined) {
    const { newest, entries } = await verifyProofs(file, keys);
    return `Every one of ${entries} entries is in the log, by ${proven(newest)} or an older one.`;
  }
  if (what === 'consistency' && other !== undefined) {
    const older = openCheckpoint(await text(file), keys);
    const newer = openConsistency(await text(other), older, keys);
    return `The log of ${newer.size} entries continues that of ${older.size}: nothing before was changed or removed.`;
  }
  if (what === 'export') {
    const others = (await Promise.all(words.slice(2).map(text))).flatMap((each) => openCheckpoints(each, keys));
    return `Every entry holds, by ${proven(await verifyExport(file, keys, others))}.`;
  }
  throw new Error(USAGE);
}

/** Also where it is run through a link: it would say nothing, and that with exit code 0. */
function isProgram(): boolean {
  try {
    return realpathSync(process.argv[1] ?? '') === realpathSync(fileURLToPath(import.meta.url));
  } catch {
    return false;
  }
}

if (isProgram()) {
  try {
    console.log(await verifyCommand(process.argv.slice(2)));
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
