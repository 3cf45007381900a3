/** The tree, checkpoints and proofs against public vectors, and against every wrong bit. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { removeFolders, temporaryFolder } from '#tests/start/program.ts';
import { memoryLog, toBase64 } from '#tests/support/memory-log.ts';
import type { SigningKey } from './keys.ts';
import { signingKey, signNote, makeSigningKey, parseSigningKey } from './keys.ts';
import { consistencyProof, frontierAt, inclusionProof } from './tree.ts';
import {
  consistencyHolds,
  EMPTY_ROOT,
  Frontier,
  fromBase64,
  hashLeaf,
  inclusionHolds,
  LogCheck,
  openCheckpoint,
  openCheckpoints,
  openConsistency,
  openProof,
  parseVerifierKey,
  requestMac,
  tilePath,
  verifyProofs,
} from './verify.ts';
import type { KeptEntry } from './verify.ts';

const hex = (hash: string) => Buffer.from(hash, 'latin1').toString('hex');

/** RFC 6962's reference implementation: Certificate Transparency's test leaves, and the roots of their trees. */
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map((leaf) =>
  Buffer.from(leaf, 'hex'),
);
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const seed = Buffer.from('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60', 'hex');
const key = signingKey('hub.example/access-log', seed);
const verifier = parseVerifierKey(key.verifierKey);
const checkpointOf = (size: number, root: string, keys = [key]) =>
  signNote(`hub.example/access-log\n${size}\n${toBase64(root)}\n`, keys);
const eight = memoryLog(LEAVES);
const checkpoint = checkpointOf(8, eight.root(8));
const proofFile = async (index: number) =>
  [
    'c2sp.org/tlog-proof@v1',
    `index ${index}`,
    ...(await inclusionProof(eight.read, index, 8)).map(toBase64),
    '',
    checkpoint,
  ].join('\n');

describe('The tree', () => {
  test('has the roots of the reference implementation', () => {
    expect(Array.from({ length: 9 }, (_, size) => hex(eight.root(size)))).toEqual(ROOTS);
    expect(hex(EMPTY_ROOT)).toBe(ROOTS[0]);
  });

  test('proves that leaf 5 of 8 is in it as the reference implementation does', async () => {
    expect((await inclusionProof(eight.read, 5, 8)).map(hex)).toEqual([
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      ROOTS[4],
    ]);
  });

  test('proves that it continues that of 6 leaves as the reference implementation does', async () => {
    expect((await consistencyProof(eight.read, 6, 8)).map(hex)).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      ROOTS[4],
    ]);
  });

  const log = memoryLog(Array.from({ length: 300 }, (_, n) => Buffer.from(`entry ${n}`)));

  test('proves every leaf in every size, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 300 }), fc.nat(299), fc.nat(299), async (size, n, other) => {
        const index = n % size;
        const proof = await inclusionProof(log.read, index, size);
        const root = log.root(size);
        const claim = { index, size, leaf: hashLeaf(Buffer.from(`entry ${index}`)), root, proof };
        expect(inclusionHolds(claim)).toBe(true);
        expect(inclusionHolds({ ...claim, leaf: hashLeaf(Buffer.from('another')) })).toBe(false);
        expect(inclusionHolds({ ...claim, proof: [...proof, root] })).toBe(false);
        if (other !== index) expect(inclusionHolds({ ...claim, index: other })).toBe(false);
        if (proof.length > 0) expect(inclusionHolds({ ...claim, proof: proof.slice(1) })).toBe(false);
      }),
    );
  });

  test('proves that every size continues every smaller one, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(300), fc.nat(300), async (one, other) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        const proof = await consistencyProof(log.read, from, to);
        const claim = { from, to, fromRoot: log.root(from), toRoot: log.root(to), proof };
        expect(consistencyHolds(claim)).toBe(true);
        expect(consistencyHolds({ ...claim, fromRoot: hashLeaf(Buffer.from('another')) })).toBe(false);
        expect(consistencyHolds({ ...claim, toRoot: hashLeaf(Buffer.from('another')) })).toBe(from === 0 && to > 0);
        if (proof.length > 0) expect(consistencyHolds({ ...claim, proof: proof.slice(0, -1) })).toBe(false);
      }),
    );
  });

  test('can be gone on with from any size', async () => {
    for (const size of [0, 1, 2, 7, 8, 255, 256, 299]) {
      const frontier = await frontierAt(log.read, size);
      expect(frontier.root()).toBe(log.root(size));
      frontier.add(hashLeaf(Buffer.from(`entry ${size}`)));
      expect(frontier.root()).toBe(log.root(size + 1));
    }
  });
});

describe('A checkpoint', () => {
  test('is signed by the key of RFC 8032’s first test under its verifier key', () => {
    expect(key.verifierKey).toBe('hub.example/access-log+28187a9f+AddamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea');
    expect(openCheckpoint(checkpoint, [verifier])).toEqual({ origin: 'hub.example/access-log', size: 8, root: eight.root(8) });
  });

  test('the public example’s verifier key can be read', () => {
    expect(parseVerifierKey('example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k')).toMatchObject({
      name: 'example.com/foo',
      id: '530d903a',
    });
  });

  test('a key made is a key read', () => {
    const made = parseSigningKey(makeSigningKey('hub.example/access-log'));
    const signed = checkpointOf(8, eight.root(8), [made]);
    expect(openCheckpoint(signed, [parseVerifierKey(made.verifierKey)]).size).toBe(8);
    expect(() => openCheckpoint(signed, [verifier])).toThrow('None of the given keys signed');
  });

  test('while keys change it is signed by both, and either is enough', () => {
    const next = parseSigningKey(makeSigningKey('hub.example/access-log'));
    const both = checkpointOf(8, eight.root(8), [key, next]);
    for (const each of [key, next]) expect(openCheckpoint(both, [parseVerifierKey(each.verifierKey)]).size).toBe(8);
  });

  test('many in a file are each verified', () => {
    const file = [1, 2, 8].map((size) => checkpointOf(size, eight.root(size))).join('\n');
    expect(openCheckpoints(file, [verifier]).map(({ size }) => size)).toEqual([1, 2, 8]);
    expect(() => openCheckpoints(file.replace('\n2\n', '\n3\n'), [verifier])).toThrow('is not of this checkpoint');
    expect(() => openCheckpoints(file.slice(0, -100), [verifier])).toThrow('cannot be read');
  });

  test.each([
    ['another log’s key', checkpoint.replaceAll('hub.example/', 'pub.example/')],
    ['no signature', checkpoint.slice(0, checkpoint.indexOf('—'))],
    ['a size with a zero before it', signNote(`hub.example/access-log\n08\n${toBase64(eight.root(8))}\n`, [key])],
    ['a root that is no hash', signNote(`hub.example/access-log\n8\nAAAA\n`, [key])],
    [
      'base64 with stray bits',
      checkpoint.replace(/=\n\n/, '=\n\n').replace(/(\n[A-Za-z0-9+/]{42})([A-Za-z0-9+/])=\n\n/, '$1/=\n\n'),
    ],
    ['a text without its last newline', checkpoint.slice(0, -1)],
    ['another origin than the key’s name', signNote(`other.example/log\n8\n${toBase64(eight.root(8))}\n`, [key])],
  ])('with %s is refused', (_, note) => {
    expect(note).not.toBe(checkpoint);
    expect(() => openCheckpoint(note, [verifier])).toThrow();
  });

  test('base64 is strict', () => {
    expect(fromBase64('AA==')).toEqual(Buffer.of(0));
    for (const text of ['AB==', 'AA=', 'AA', 'A-__', 'AA==\n', ' AA==']) expect(fromBase64(text)).toBeUndefined();
  });
});

describe('A proof in a file', () => {
  test('shows its entry in its checkpoint', async () => {
    for (const [index, leaf] of LEAVES.entries()) {
      expect(openProof(await proofFile(index), leaf, [verifier])).toMatchObject({ index, size: 8 });
    }
  });

  test('shows no other entry', async () => {
    expect(() => openProof('c2sp.org/tlog-proof@v1', LEAVES[4]!, [verifier])).toThrow('no checkpoint after it');
    const file = await proofFile(5);
    expect(() => openProof(file, LEAVES[4]!, [verifier])).toThrow('Entry 5: the proof does not lead');
  });

  test('with any single bit flipped is refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(7), fc.nat(), async (index, place) => {
        const bytes = Buffer.from(await proofFile(index));
        const at = place % bytes.length;
        bytes[at]! ^= 1 << (place % 8);
        expect(() => openProof(bytes.toString('utf8'), LEAVES[index]!, [verifier])).toThrow();
      }),
      { numRuns: 1_000 },
    );
  });

  test('shows that the log continues an older checkpoint', async () => {
    const older = openCheckpoint(checkpointOf(6, eight.root(6)), [verifier]);
    const file = ['old 6', ...(await consistencyProof(eight.read, 6, 8)).map(toBase64), '', checkpoint].join('\n');
    expect(openConsistency(file, older, [verifier]).size).toBe(8);
    const changed = { ...older, root: eight.root(5) };
    expect(() => openConsistency(file, changed, [verifier])).toThrow('something before entry 6 was changed or removed');
    expect(() => openConsistency(file, { ...older, size: 5 }, [verifier])).toThrow('“old 5”');
    expect(() => openConsistency(file, { ...older, origin: 'other.example/log' }, [verifier])).toThrow('of different logs');
  });
});

describe('A whole log', () => {
  const erasure = (from: number, to: number) => Buffer.from(JSON.stringify({ erased: [{ from, to }], kind: 'ERASURE' }));
  /** Null: erased. */
  const follow = (...entries: readonly (Buffer | null)[]) => {
    const check = new LogCheck({ checkpoints: [] });
    for (const [index, bytes] of entries.entries()) check.add({ index, bytes, leaf: hashLeaf(bytes ?? Buffer.from('gone')) });
    return check.end();
  };

  test('may lack what an erasure names that was written after it', () => {
    expect(() => follow(null, null, Buffer.from('kept'), erasure(0, 1))).not.toThrow();
    expect(() => follow(null, Buffer.from('kept'), null, erasure(0, 0))).toThrow('Entry 2: its bytes are gone');
  });

  test('may not lack what an erasure named before it was written', () => {
    expect(() => follow(erasure(1, 1), null)).toThrow('Entry 1: its bytes are gone');
    expect(() => follow(erasure(0, 9), null)).toThrow('Entry 1: its bytes are gone');
  });

  test('names the first that is gone, whatever the erasures’ ranges overlap', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 40 }), fc.array(fc.tuple(fc.nat(40), fc.nat(40))), (gone, ranges) => {
        const named = ranges.filter(([from, to]) => from <= to && to < gone.length);
        const first = gone.findIndex((isGone, index) => isGone && !named.some(([from, to]) => from <= index && index <= to));
        const entries = [
          ...gone.map((isGone) => (isGone ? null : Buffer.from('kept'))),
          ...named.map(([from, to]) => erasure(from, to)),
        ];
        if (first === -1) expect(() => follow(...entries)).not.toThrow();
        else expect(() => follow(...entries)).toThrow(`Entry ${first}: its bytes are gone`);
      }),
    );
  });

  test('is not held up by an erasure that cannot be read, and it names nothing', () => {
    for (const text of ['{"kind":"ERASURE"', '{"erased":{},"kind":"ERASURE"}', '{"erased":[null,{"to":0}],"kind":"ERASURE"}']) {
      expect(() => follow(null, Buffer.from(text))).toThrow('Entry 0: its bytes are gone');
    }
  });

  test('of which much was erased, and that has many checkpoints, is verified in a time that grows with its size', () => {
    const leaf = hashLeaf(Buffer.from('x'));
    /** Milliseconds for a log of so many entries, every second of which is gone. */
    const timeOf = (entries: number): number => {
      const tree = new Frontier();
      const checkpoints = [];
      for (let size = 1; size <= entries; size++) {
        tree.add(leaf);
        checkpoints.push({ origin: 'hub.example/access-log', size, root: tree.root() });
      }
      const begin = performance.now();
      const check = new LogCheck({ checkpoints });
      for (let index = 0; index < entries; index++) check.add({ index, bytes: index % 2 ? Buffer.from('x') : null, leaf });
      for (let first = 0; first < entries; first += 2_000) {
        const erased = Array.from({ length: 1_000 }, (_, n) => ({ from: first + 2 * n, to: first + 2 * n }));
        const bytes = Buffer.from(JSON.stringify({ erased, kind: 'ERASURE' }));
        check.add({ index: check.tree.size, bytes, leaf: hashLeaf(bytes) });
      }
      check.end();
      return performance.now() - begin;
    };
    timeOf(8_000);
    const small = Math.min(...Array.from({ length: 3 }, () => timeOf(8_000)));
    const large = Math.min(timeOf(80_000), timeOf(80_000));
    // Ten times as many: a time that grew with the square would be a hundred times as long.
    expect(large / small).toBeLessThan(40);
  }, 60_000);

  test('has the head that follows from its entries', () => {
    const check = () => {
      const made = new LogCheck({ checkpoints: [] });
      made.add({ index: 0, bytes: LEAVES[1]!, leaf: hashLeaf(LEAVES[1]!) });
      return made;
    };
    const root = check().end();
    expect(check().end({ size: 1, peaks: [root] })).toBe(root);
    expect(() => check().end({ size: 2, peaks: [root] })).toThrow('Entry 1: the head counts 2 entries, and there are 1');
    expect(() => check().end({ size: 1, peaks: [EMPTY_ROOT] })).toThrow('The head’s tree is not that of its 1 entries');
  });

  const bytes = LEAVES.slice(1, 7);
  const [one, two] = [Buffer.from('a secret of the hubs'), Buffer.from('and the one they had before')];
  /** Requests of these entries, each with a hub's secret or none. */
  const requests = (...made: readonly (readonly [indexes: readonly number[], by: Buffer | null])[]): KeptEntry[] => {
    const tree = new Frontier();
    return made.flatMap(([indexes, by]) =>
      indexes.map((which, place) => {
        const leaves = indexes.map((index) => hashLeaf(bytes[index]!));
        const isLast = place === indexes.length - 1;
        const index = tree.size;
        const completed = Buffer.from(tree.add(leaves[place]!).join(''), 'latin1');
        const kept = { completed, mac: by && isLast ? requestMac(by, leaves) : null };
        return { index, bytes: bytes[which]!, leaf: leaves[place]!, kept };
      }),
    );
  };
  const checkBy = (entries: readonly KeptEntry[], more: Partial<ConstructorParameters<typeof LogCheck>[0]> = {}) => {
    const check = new LogCheck({ checkpoints: [], hubKeys: [one], ...more });
    for (const entry of entries) check.add(entry);
    return check.end();
  };
  const rootOf = (entries: readonly KeptEntry[]) => checkBy(entries, { hubKeys: [] });

  test('has each request from a hub, once', () => {
    expect(() => checkBy(requests([[0, 1], one], [[2], one]))).not.toThrow();
    expect(() => checkBy(requests([[0, 1], one], [[2], two]))).toThrow('Entry 2: no hub wrote it, or not so');
    expect(() => checkBy(requests([[0, 1], one], [[2], null]))).toThrow('Entry 2: no hub vouches for it');
    expect(() => checkBy(requests([[0, 1], one], [[2], one], [[0, 1], one]))).toThrow('Entry 3: it is a copy of an earlier one');
  });

  test('needs no hub for what a checkpoint still to come covers', () => {
    const old = requests([[0, 1], two], [[2], null]);
    const checkpoints = [{ origin: 'hub.example/access-log', size: 3, root: rootOf(old) }];
    expect(() => checkBy(old, { checkpoints })).not.toThrow();
    expect(() => checkBy(requests([[0, 1], two], [[2], null], [[3], one]), { checkpoints })).not.toThrow();
    expect(() => checkBy(requests([[0, 1], two], [[2], null], [[3], two]), { checkpoints })).toThrow('Entry 3: no hub wrote it');
  });

  test('may begin with entries for which no hub vouches, where it is said to be older', () => {
    const mayBeOlder = true;
    expect(() => checkBy(requests([[0, 1, 2], null]), { mayBeOlder })).not.toThrow();
    expect(() => checkBy(requests([[0, 1], null], [[2, 3], one], [[4], one]), { mayBeOlder })).not.toThrow();
    expect(() => checkBy(requests([[0, 1], null], [[2, 3], two]), { mayBeOlder })).toThrow('Entry 3: no hub wrote it');
    expect(() => checkBy(requests([[0], null], [[2], one], [[3], null]), { mayBeOlder })).toThrow('Entry 2: no hub vouches');
    expect(() => checkBy(requests([[0], null], [[2], one]))).toThrow('Entry 0: no hub wrote it');
  });

  test('is one: not of checkpoints of two', () => {
    const checkpoint = { origin: 'hub.example/access-log', size: 8, root: eight.root(8) };
    const ofTwo = (more: object) => new LogCheck({ checkpoints: [checkpoint, { ...checkpoint, ...more }] });
    expect(() => ofTwo({})).not.toThrow();
    expect(() => ofTwo({ size: 9, root: eight.root(7) })).not.toThrow();
    expect(() => ofTwo({ origin: 'other.example/log', size: 9 })).toThrow(
      'different logs: hub.example/access-log and other.example/log',
    );
    expect(() => ofTwo({ root: eight.root(7) })).toThrow('Two checkpoints of 8 entries differ');
    const file = [eight.root(8), eight.root(7)].map((root) => checkpointOf(8, root)).join('\n');
    expect(() => openCheckpoints(file, [verifier])).toThrow('Two checkpoints of 8 entries differ');
  });
});

test('Tiles are named as C2SP tlog-tiles names them', () => {
  expect(tilePath(0, 0)).toBe('tile/0/000');
  expect(tilePath('entries', 1_234_067)).toBe('tile/entries/x001/x234/067');
  expect(tilePath(1, 5, 17)).toBe('tile/1/005.p/17');
});

describe('Proofs in one folder', () => {
  afterAll(removeFolders);

  async function folderOf(logs: readonly { readonly entry: string; readonly by: SigningKey }[]): Promise<string> {
    const folder = temporaryFolder();
    for (const [index, { entry, by }] of logs.entries()) {
      const log = memoryLog([Buffer.from(entry), Buffer.from(entry)]);
      const note = signNote(`${by.name}\n2\n${toBase64(log.root(2))}\n`, [by]);
      const hashes = (await inclusionProof(log.read, index, 2)).map(toBase64);
      const file = join(folder, String(index).padStart(12, '0'));
      writeFileSync(`${file}.entry`, entry);
      writeFileSync(`${file}.tlog-proof`, ['c2sp.org/tlog-proof@v1', `index ${index}`, ...hashes, '', note].join('\n'));
    }
    return folder;
  }
  const other = signingKey('other.example/access-log', seed);
  const verifyBoth = async (...logs: Parameters<typeof folderOf>[0]) =>
    verifyProofs(await folderOf(logs), [verifier, parseVerifierKey(other.verifierKey)]);

  test('are of one log: not of two of different names, nor of two of the same size that one key signed', async () => {
    expect(await verifyBoth({ entry: 'a', by: key }, { entry: 'a', by: key })).toMatchObject({ entries: 2, newest: { size: 2 } });
    const refusal = '000000000001.tlog-proof: It is of another log than those before it.';
    await expect(verifyBoth({ entry: 'a', by: key }, { entry: 'a', by: other })).rejects.toThrow(refusal);
    await expect(verifyBoth({ entry: 'a', by: key }, { entry: 'b', by: key })).rejects.toThrow(refusal);
  });
});
