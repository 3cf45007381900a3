/**
 * RANDOM_SAMPLE: so many views of each week, drawn when it is over. A week's entries are those that the first checkpoint signed after it
 * proves, and the first one after the week before does not: each entry is of one week. That checkpoint's root is the seed: whoever has the
 * log draws the same, and nobody knows what is drawn, nor can choose it, while the week lasts.
 */
import { createHash } from 'node:crypto';
import type { Queryable } from '#access-log/change.ts';
import { startOfLondonDay } from '#terms/clock.ts';
import type { Finding } from './rules/rule.ts';
import { weekOf } from './weeks.ts';

export interface DrawnWeek {
  /** Where the next week begins. */
  readonly to: number;
  readonly findings: readonly Finding[];
}

/** The entries with the smallest SHA-256 of root ‖ week ‖ index (in decimal), in the order of the log. */
export function sampleOf(
  { root, week, count }: { readonly root: Uint8Array; readonly week: string; readonly count: number },
  indexes: readonly number[],
): number[] {
  const hashed = indexes.map((index) => ({
    index,
    hash: createHash('sha256').update(root).update(`${week}\n${index}`).digest('hex'),
  }));
  const smallest = hashed.toSorted((a, b) => (a.hash < b.hash ? -1 : 1)).slice(0, count);
  return smallest.map(({ index }) => index).toSorted((a, b) => a - b);
}

export interface EndedWeek {
  readonly week: string;
  readonly from: number;
  /** The checkpoint that ends it. */
  readonly ends: SignedCheckpoint;
}

/** The week that begins with an entry; null where it is not over, or not all of it is indexed. */
export async function findEndedWeek(database: Queryable, from: number, indexed: number): Promise<EndedWeek | null> {
  const begins = await firstCheckpoint(database, 'size >= $1 and signed_at >= $2', from, new Date(0));
  if (!begins) return null;
  const { name: week, nextMonday } = weekOf(begins.signedAt);
  const over = startOfLondonDay(nextMonday);
  // A week has many checkpoints: they are gone through once, when it is over.
  const newest = await newestCheckpoint(database);
  if (!newest || newest < over) return null;
  const ends = await firstCheckpoint(database, 'size > $1 and signed_at >= $2', from, over);
  return ends && ends.size <= indexed ? { week, from, ends } : null;
}

export async function drawSample(database: Queryable, { week, from, ends }: EndedWeek, count: number): Promise<DrawnWeek> {
  const views = await readViews(database, from, ends.size);
  const byIndex = new Map(views.map((view) => [view.index, view]));
  const drawn = sampleOf({ root: ends.root, week, count }, [...byIndex.keys()]);
  const findings = drawn.flatMap((index): Finding[] => {
    const view = byIndex.get(index);
    if (!view) return [];
    return [
      {
        ...view,
        rule: 'RANDOM_SAMPLE',
        key: `${week} ${index}`,
        entry: index,
        asked: null,
        closedBy: null,
        facts: [{ code: 'SAMPLE', week, of: views.length, size: ends.size }],
        entries: { indexes: [index] },
      },
    ];
  });
  return { to: ends.size, findings };
}

interface SignedCheckpoint {
  readonly size: number;
  readonly signedAt: Date;
  readonly root: Buffer;
}

/** A checkpoint’s third line is the root. Nothing is signed that was not verified first. */
async function firstCheckpoint(
  database: Queryable,
  which: string,
  size: number,
  at: Date,
): Promise<SignedCheckpoint | undefined> {
  const { rows } = await database.query<{ size: string; note: string; at: string }>({
    name: `review-checkpoint ${which}`,
    text: `select size, note, (extract(epoch from signed_at) * 1000)::bigint as at from access_log_checkpoint where ${which}
      order by size limit 1`,
    values: [size, at],
  });
  const [row] = rows;
  return (
    row && {
      size: Number(row.size),
      signedAt: new Date(Number(row.at)),
      root: Buffer.from(row.note.split('\n')[2] ?? '', 'base64'),
    }
  );
}

async function newestCheckpoint(database: Queryable): Promise<Date | undefined> {
  const text =
    'select (extract(epoch from signed_at) * 1000)::bigint as at from access_log_checkpoint order by size desc limit 1';
  const { rows } = await database.query<{ at: string }>({ name: 'review-newest-checkpoint', text, values: [] });
  return rows[0] && new Date(Number(rows[0].at));
}

type View = Pick<Finding, 'worker' | 'organisation' | 'person' | 'family'> & { readonly index: number };

/** Of somebody who was shown to exist. */
async function readViews(database: Queryable, from: number, to: number): Promise<View[]> {
  const { rows } = await database.query<Omit<View, 'index'> & { index: string }>({
    name: 'review-week-views',
    text: `select distinct on (index) index, worker, organisation, person, family from review_entry
      where index >= $1 and index < $2 and kind = 'VIEW' and person is not null and outcome is distinct from 'HIDDEN'
      order by index, place`,
    values: [from, to],
  });
  return rows.map(({ index, ...view }) => ({ ...view, index: Number(index) }));
}
