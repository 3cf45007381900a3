/** fake_1000 through the same doors as `npm run link`. */
import { LIMITS_FOR_FILES, trainForFiles } from '#commands/link-model.ts';
import { readPeople } from '#commands/link-files.ts';
import { describeFigures } from '#commands/link-figures.ts';
import { readColumnMap } from '#commands/link-options.ts';
import { link } from '#people/matching/linking.ts';

const file = (name: string): string => new URL(`data/${name}`, import.meta.url).pathname;

export async function measureFake1000(say: (line: string) => void): Promise<void> {
  const map = await readColumnMap(file('fake_1000.columns.json'));
  const { records, truth } = await readPeople(file('fake_1000.csv'), 'left', map, say);
  const sorted = records.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const labels = sorted.map(({ id }) => truth.get(id) ?? null);
  const linked = link(sorted, trainForFiles(sorted, false), { across: false, limits: LIMITS_FOR_FILES });
  say('fake_1000');
  for (const line of describeFigures(sorted, labels, linked, false)) say(`  ${line}`);
}
