/** Sets linked as `npm run link` links any file: trained on themselves, knowing nothing of who anybody is. */
import { readPeople } from '#commands/link-files.ts';
import { describeFigures, measureLinked } from '#commands/link-figures.ts';
import type { LinkFigures } from '#commands/link-figures.ts';
import { linkFiles } from '#commands/link-model.ts';
import { readColumnMap } from '#commands/link-options.ts';
import { byIdentity, normaliseRecord } from '#people/matching/record.ts';
import type { PersonRecord } from '#people/matching/record.ts';
import { atLeast } from './goals.ts';
import type { Goal } from './goals.ts';
import { makeAccounts, makeBiographies, makeFieldBook } from './made-sets.ts';
import type { MadeSet } from './made-sets.ts';

export interface LabelledSet {
  readonly records: readonly PersonRecord[];
  readonly labels: readonly (string | null)[];
}

interface BenchSet {
  readonly name: string;
  readonly across: boolean;
  make(): Promise<LabelledSet>;
  /** What is to be reached; nothing where the set is only there to show that it does not go wrong. */
  goals(figures: LinkFigures): readonly Goal[];
}

const made = ({ records, personOf }: MadeSet): Promise<LabelledSet> => {
  const list = records.map((record, index) => ({ record: normaliseRecord(record), label: personOf[index] ?? null }));
  list.sort((a, b) => byIdentity(a.record, b.record));
  return Promise.resolve({ records: list.map(({ record }) => record), labels: list.map(({ label }) => label) });
};

/** The floors are what Splink reaches on the public sets after whose manner these are made. */
const SETS: readonly BenchSet[] = [
  {
    name: 'fake_1000',
    across: false,
    make: readFake1000,
    goals: ({ clusters }) => [atLeast('fake_1000: F1 of clusters', 0.965, clusters.f1)],
  },
  {
    name: 'field book, 5,000 deduplicated',
    across: false,
    make: () => made(makeFieldBook(1, 2_000, 5, 6, false, true)),
    goals: ({ half }) => [atLeast('field book deduplicated: F1 at p ≥ .5', 0.9929, half.f1)],
  },
  {
    name: 'field book, 5,000 deduplicated, without ids',
    across: false,
    make: () => made(makeFieldBook(1, 2_000, 5, 6, false, false)),
    goals: () => [],
  },
  {
    name: 'field book, 5,000 × 5,000',
    across: true,
    make: () => made(makeFieldBook(2, 5_000, 1, 4, true, true)),
    goals: ({ half }) => [atLeast('field book linked: F1 at p ≥ .5', 0.9992, half.f1)],
  },
  {
    name: 'field book, 5,000 × 5,000, without ids',
    across: true,
    make: () => made(makeFieldBook(2, 5_000, 1, 4, true, false)),
    goals: () => [],
  },
  { name: 'accounts, 20,000', across: false, make: () => made(makeAccounts(2, 5_000)), goals: () => [] },
  { name: 'biographies, 20,000', across: false, make: () => made(makeBiographies(2, 2_000)), goals: () => [] },
];

export async function measureSets(say: (line: string) => void): Promise<{ figures: Record<string, LinkFigures>; goals: Goal[] }> {
  const figures: Record<string, LinkFigures> = {};
  const goals: Goal[] = [];
  for (const set of SETS) {
    const { records, labels } = await set.make();
    const began = performance.now();
    const { linked } = await linkFiles(records, { across: set.across });
    if (linked === null) continue;
    const measured = measureLinked(records, labels, linked, set.across);
    say(`${set.name}: ${records.length} records, ${((performance.now() - began) / 1_000).toFixed(1)} s`);
    for (const line of describeFigures(measured)) say(`  ${line}`);
    figures[set.name] = measured;
    goals.push(...set.goals(measured));
  }
  return { figures, goals };
}

const file = (name: string): string => new URL(`data/${name}`, import.meta.url).pathname;

async function readFake1000(): Promise<LabelledSet> {
  const map = await readColumnMap(file('fake_1000.columns.json'));
  const { records, truth } = await readPeople(file('fake_1000.csv'), 'left', map, () => undefined);
  const sorted = records.toSorted(byIdentity);
  return { records: sorted, labels: sorted.map(({ id }) => truth.get(id) ?? null) };
}
