import type { LandedFile, LandedRow, LandedStore } from '#terms/landed.ts';

/** A store of landed files for tests, as strict as the real one: a file once, and no older row over a newer. */
export function createLandedInMemory(): LandedStore & { readonly files: LandedFile[] } {
  const files: LandedFile[] = [];
  const kept = new Map<string, { readonly agency: string; readonly asOf: Date; readonly row: LandedRow }>();
  const hasLanded = (agency: string, checksum: string, asOf: Date): boolean =>
    files.some((file) => file.agency === agency && file.checksum === checksum && file.asOf.getTime() === asOf.getTime());
  return {
    files,
    hasLanded: async (agency, checksum, asOf) => hasLanded(agency, checksum, asOf),
    async land(file, rows) {
      if (hasLanded(file.agency, file.checksum, file.asOf)) throw new Error('This file has landed before.');
      const keys = rows.map((row) => JSON.stringify([file.agency, row.category, row.key]));
      if (new Set(keys).size < keys.length) throw new Error('One file has two rows with one key.');
      files.push(file);
      for (const [index, row] of rows.entries()) {
        const key = keys[index] ?? '';
        const before = kept.get(key);
        if (before && before.asOf > file.asOf) continue;
        // What is kept goes through a database: only what JSON can say survives.
        const content = JSON.parse(JSON.stringify(row.content)) as LandedRow['content'];
        kept.set(key, { agency: file.agency, asOf: file.asOf, row: { ...row, content } });
      }
    },
    rowsOf: async (agency, ids, categories) =>
      [...kept.values()]
        .filter((entry) => entry.agency === agency)
        .map(({ row }) => row)
        .filter((row) => ids.includes(row.agencyPersonId) && categories.includes(row.category)),
    async newestFiles(agency) {
      const newest = new Map<string, LandedFile>();
      for (const file of files.filter((file) => file.agency === agency)) {
        const known = newest.get(file.feed);
        if (!known || known.asOf <= file.asOf) newest.set(file.feed, file);
      }
      return newest;
    },
  };
}
