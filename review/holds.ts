/** What is kept of the log past its schedule, for whoever places it and for data protection officers; never about themselves or their own. */
import type { Pool } from 'pg';
import type { LeafReview } from '#access-log/leaf.ts';
import { currentVersion } from '#people/current-version.ts';
import type { Caller } from '#terms/caller.ts';
import { hasRole, isInPerson } from '#terms/caller.ts';
import type { Party } from './entries.ts';
import { createRead } from './read.ts';
import type { Reviewed } from './review.ts';
import type { ReadTies } from './ties.ts';

export interface LiveHold {
  readonly id: string;
  /** One of these three. */
  readonly person: Party | null;
  readonly family: { readonly id: string } | null;
  readonly worker: Party | null;
  readonly reason: string;
  readonly placedBy: Party;
  readonly placedAt: Date;
}

/** What is in force, the newest first. Null for everybody else. Rejects with HubError. */
export type ListHolds = (caller: Caller) => Promise<Reviewed<readonly LiveHold[]>>;

export function createListHolds(pool: Pool, readTies: ReadTies): ListHolds {
  const read = createRead(pool);
  return async (caller) => {
    const kept = (entries: number): LeafReview => ({ query: 'accessLogHolds', filter: {}, entries, completeTo: 0 });
    if (!isInPerson(caller, 'INFORMATION_GOVERNANCE', 'DPO'))
      return { connection: null, personId: null, review: kept(0), epochs: new Map() };
    const ties = await readTies(read, caller.id);
    const rows = await read<{ row: Omit<LiveHold, 'placedAt'> & { readonly placedAt: string } }>('review-holds', HOLDS, [
      caller.id,
      ties.people,
      [...ties.ownFamilies, ...ties.families],
      hasRole(caller, 'DPO'),
    ]);
    const holds = rows.map(({ row }) => ({ ...row, placedAt: new Date(row.placedAt) }));
    return { connection: holds, personId: null, review: kept(holds.length), epochs: ties.epochs };
  };
}

const named = (id: string, name: string): string =>
  `case when ${id} is not null then json_build_object('id', ${id}, 'name', ${name}) end`;

/** $1 the reader, $2 tied people, $3 families of theirs, $4 whether they read people’s names: information governance knows them by id */
const HOLDS = `
select json_build_object('id', h.id,
    'person', ${named('h.person', `case when $4 then nullif(concat_ws(' ', p.forename, p.surname), '') end`)},
    'family', case when h.family is not null then json_build_object('id', h.family) end,
    'worker', ${named('h.worker', 'w.name')}, 'reason', h.reason, 'placedBy', ${named('h.recorded_by', 'b.name')}, 'placedAt', h.recorded_at) as row
from access_log_hold h
  left join person p on p.id = h.person left join worker w on w.id = h.worker left join worker b on b.id = h.recorded_by
where h.state = 'LIVE' and ${currentVersion('access_log_hold', 'h')}
  and h.worker is distinct from $1::uuid and (h.person is null or h.person <> all($2::uuid[]))
  and (h.family is null or h.family <> all($3::uuid[]))
order by h.recorded_at desc, h.id`;
