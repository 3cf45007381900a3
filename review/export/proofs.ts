/** Proofs as files, two for each entry (`log:verify proofs`), in a tar that is the same whenever it is made. */
import type { TarEntry } from 'modern-tar';
import { packTar } from 'modern-tar';
import type { ExportedEntry, Rendering } from './rendering.ts';

/** Two empty blocks (POSIX.1-2024, pax, ustar). */
const END = Buffer.alloc(1_024);

export const proofFiles: Rendering = {
  mediaType: 'application/x-tar',
  extension: 'tar',
  head: () => Buffer.alloc(0),
  page: async (entries) => (await packTar(entries.flatMap(filesOf))).subarray(0, -END.length),
  tail: () => END,
};

/** None where there is nothing to prove it by, or the entry's bytes were erased. */
function filesOf({ entry: { index }, proof }: ExportedEntry): TarEntry[] {
  if (!proof || proof.entry === null) return [];
  const name = String(index).padStart(12, '0');
  return [file(`${name}.entry`, proof.entry), file(`${name}.tlog-proof`, proof.proof)];
}

function file(name: string, text: string): TarEntry {
  const body = Buffer.from(text);
  return { header: { name, size: body.length, mode: 0o644, mtime: new Date(0), type: 'file' }, body };
}
