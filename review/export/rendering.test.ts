import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryEntries, arbitraryText } from '#tests/support/arbitrary-entry.ts';
import type { ExportFormat } from '#terms/review.ts';
import type { ExportedEntry, Rendering } from './rendering.ts';
import { RENDERINGS } from './rendering.ts';

const ABOUT = { id: '0b7a3c55-6a1e-4d57-8d6e-5f0f3a3c2f10', at: new Date('2026-11-23T09:00:00Z') };

const proof = fc.option(fc.record({ entry: fc.option(arbitraryText), proof: arbitraryText }));
const exported = fc
  .tuple(arbitraryEntries, fc.array(proof, { minLength: 5, maxLength: 5 }))
  .map(([entries, proofs]) => entries.map((entry, place): ExportedEntry => ({ entry, proof: proofs[place] ?? null })));

async function file({ head, page, tail }: Rendering, pages: readonly (readonly ExportedEntry[])[]): Promise<Buffer> {
  const rendered: Uint8Array[] = [];
  for (const entries of pages) rendered.push(await page(entries));
  return Buffer.concat([head(ABOUT), ...rendered, tail()]);
}

test.each(Object.keys(RENDERINGS) as ExportFormat[])('%s: the file is the same, wherever its pages end', async (format) => {
  await fc.assert(
    fc.asyncProperty(exported, fc.array(fc.nat(5), { maxLength: 4 }), async (entries, cuts) => {
      const places = [0, ...cuts.toSorted((a, b) => a - b), entries.length];
      const pages = places.slice(1).map((end, place) => entries.slice(places[place], end));
      expect(await file(RENDERINGS[format], pages)).toEqual(await file(RENDERINGS[format], [entries]));
    }),
    { numRuns: 50 },
  );
});
