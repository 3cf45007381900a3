/** One page of entries, in the order of time: which they are, by the index, and what they say, by their bytes. */
import type { Leaf } from '#access-log/leaf.ts';
import { HubError } from '#terms/errors.ts';
import type { Condition } from './filter.ts';
import { textsOf } from './filter.ts';
import type { Read } from './read.ts';
import { readLeaf } from './rows.ts';
import type { Ties } from './ties.ts';

export interface PageRequest {
  readonly first: number;
  readonly after?: string | null | undefined;
  readonly orderBy: 'NEWEST_FIRST' | 'OLDEST_FIRST';
}

export interface FoundEntry {
  readonly cursor: string;
  readonly index: number;
  readonly at: Date;
  /** Undefined where the bytes are no leaf. */
  readonly leaf: Leaf | undefined;
}

export interface Page {
  readonly entries: readonly FoundEntry[];
  readonly pageInfo: PageInfo;
}

export interface PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly startCursor: string | null;
  readonly endCursor: string | null;
}

export interface PageQuery extends PageRequest {
  /** Whose entries these never are, nor about whom. */
  readonly reviewer: string;
  readonly ties: Ties;
  /** How much of the log is taken in. */
  readonly completeTo: number;
  readonly conditions: readonly Condition[];
}

const MOST_ENTRIES = 200;

/** @throws HubError BAD_ARGUMENT where the page cannot be meant */
export function checkPage({ first, after }: PageRequest): void {
  if (first < 1 || first > MOST_ENTRIES) throw new HubError('BAD_ARGUMENT', { argument: 'first' });
  readCursor(after);
}

export async function readPage(read: Read, query: PageQuery): Promise<Page> {
  const { first } = query;
  const start = readCursor(query.after);
  const found = await readPlaces(read, query, start);
  const shown = found.slice(0, first);
  const bytes = await readBytes(read, shown);
  const cursors = shown.map(cursorOf);
  return {
    // What was erased meanwhile has nothing to show.
    entries: shown.flatMap((place) => {
      const entry = bytes.get(place.index);
      return entry ? [{ cursor: cursorOf(place), index: place.index, at: new Date(place.at), leaf: readLeaf(entry) }] : [];
    }),
    pageInfo: {
      hasNextPage: found.length > first,
      hasPreviousPage: start !== null,
      startCursor: cursors[0] ?? null,
      endCursor: cursors.at(-1) ?? null,
    },
  };
}

/** By time and index, so that a page begins where the last one ended, whatever was logged in between. */
async function readPlaces(read: Read, query: PageQuery, start: Place | null): Promise<Place[]> {
  const { reviewer, ties, completeTo, first, orderBy } = query;
  const [beyond, order] = orderBy === 'NEWEST_FIRST' ? (['<', 'desc'] as const) : (['>', 'asc'] as const);
  const values: unknown[] = [reviewer, ties.people, ties.ownFamilies, ties.families, completeTo, first + 1];
  const conditions = [...query.conditions, ...(start ? [after(start, beyond)] : [])];
  const texts = textsOf(conditions, values);
  const rows = await read<{ at: string; index: string }>(
    `review-page-${order}-${conditions.map(({ key }) => key).join('')}`,
    `select (extract(epoch from e.at) * 1000)::bigint as at, e.index from review_entry e
      where ${[...texts, NOT_OWN_ENTRY, 'e.index < $5'].join(' and ')}
      group by e.at, e.index order by e.at ${order}, e.index ${order} limit $6`,
    values,
  );
  return rows.map(({ at, index }) => ({ at: Number(at), index: Number(index) }));
}

/** $1 the reviewer, $2 tied people, $3 their own families, $4 families of any tied person */
export const NOT_OWN_ENTRY = `e.worker is distinct from $1::uuid and (e.person is null or e.person <> all($2::uuid[]))
  and (e.family is null or (e.family <> all($3::uuid[]) and (e.person is not null or e.family <> all($4::uuid[]))))`;

async function readBytes(read: Read, places: readonly Place[]): Promise<ReadonlyMap<number, Uint8Array>> {
  const rows = await read<{ index: string; bytes: Buffer }>(
    'review-entries',
    'select index, bytes from access_log_leaf where index = any($1::bigint[]) and bytes is not null',
    [places.map(({ index }) => index)],
  );
  return new Map(rows.map(({ index, bytes }) => [Number(index), bytes]));
}

interface Place {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly index: number;
}

function after({ at, index }: Place, beyond: '<' | '>'): Condition {
  return {
    key: '0',
    values: [new Date(at).toISOString(), index],
    text: (place) => `(e.at, e.index) ${beyond} (${place(0)}::timestamptz, ${place(1)}::bigint)`,
  };
}

function cursorOf({ at, index }: Place): string {
  return Buffer.from(`${at}.${index}`).toString('base64url');
}

const CURSOR = /^(-?\d{1,14})\.(\d{1,15})$/;

/** @throws HubError BAD_ARGUMENT where no page of this hub ended there */
function readCursor(cursor: string | null | undefined): Place | null {
  if (cursor == null) return null;
  const [, at, index] = CURSOR.exec(Buffer.from(cursor, 'base64url').toString('latin1')) ?? [];
  const place = { at: Number(at), index: Number(index) };
  if (at === undefined || index === undefined || cursorOf(place) !== cursor || !isPossible(place.at))
    throw new HubError('BAD_ARGUMENT', { argument: 'after' });
  return place;
}

/** Years of four digits: further ones PostgreSQL and JavaScript write otherwise. @param at milliseconds since 1970 */
export function isPossible(at: number): boolean {
  return at >= FIRST && at <= LAST;
}

const FIRST = Date.parse('0001-01-01T00:00:00.000Z');
const LAST = Date.parse('9999-12-31T23:59:59.999Z');
