/**
 * Nobody reads what colleagues asked of the log about them, put on the queue or found. A reading that names the reader alone, or items that
 * are not theirs to read, and every step about such an item, is left out as their own accesses are; where it names others too, it loses them.
 */
import { isUuid } from '#terms/ids.ts';
import type { Condition } from './filter.ts';
import type { FoundEntry } from './pages.ts';
import type { Read } from './read.ts';
import type { Ties } from './ties.ts';

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/** Of an item `i`; $1 the reviewer, $2 tied people, $3 their own families, $4 families of any tied person */
export const NOT_ABOUT_OWN = `i.worker is distinct from $1::uuid and not (coalesce(i.explanation -> 'workers', '[]') ? $1::text)
  and (i.person is null or i.person <> all($2::uuid[])) and not (coalesce(i.explanation -> 'people', '[]') ?| $2::text[])
  and (i.family is null or (i.family <> all($3::uuid[]) and (i.person is not null or i.family <> all($4::uuid[]))))`;

/**
 * Of a row `e`; $1 to $4 as an item has them. The index does not have the items that an entry names, so its bytes are asked: canonical
 * JSON, in which only ids and codes stand where these are looked for.
 */
export const NOT_OF_OWN_REVIEW = `(e.kind not in ('REVIEW', 'REVIEW_CHANGE', 'EXPORT') or (
  select position('"workerIds":["' || $1::text || '"]' in b.said) = 0
    and coalesce((select bool_or(not exists (select from review_item i where i.id = named.id[1]::uuid and not (${NOT_ABOUT_OWN})))
      from regexp_matches(substring(b.said from '"(?:itemIds|records)":\\[([^]]*)\\]'), '${UUID}', 'g') named(id)), true)
  from access_log_leaf l cross join lateral (select encode(l.bytes, 'escape') as said) b where l.index = e.index
) is not false)`;

export const notOfOwnReview: Condition = { key: 'O', values: [], text: () => NOT_OF_OWN_REVIEW };

/** Which of the items that readings name are not theirs to read. */
export async function itemsOfOwn(read: Read, found: readonly FoundEntry[], ties: Ties): Promise<readonly string[]> {
  const named = found.flatMap(({ leaf }) => leaf?.review?.filter['itemIds'] ?? []).filter(isUuid);
  if (named.length === 0) return [];
  const { reviewer, people, ownFamilies, families } = ties;
  const rows = await read<{ id: string }>('review-items-of-own', ITEMS, [reviewer, people, ownFamilies, families, named]);
  return rows.map(({ id }) => id);
}

const ITEMS = `select i.id from review_item i where i.id = any($5::uuid[]) and not (${NOT_ABOUT_OWN})`;
