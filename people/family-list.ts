import type { Pool } from 'pg';
import type { Clock, LocalDate } from '#terms/clock.ts';
import type { Caller } from '#terms/caller.ts';
import { HubError } from '#terms/errors.ts';
import type { AssignmentKind } from '#terms/family.ts';
import { currentVersion } from './current-version.ts';

export interface FamilyListEntry {
  readonly id: string;
  readonly name: string;
  readonly assignment: AssignmentKind;
  /** Days in England. */
  readonly from: LocalDate;
  readonly until: LocalDate | null;
}

export interface FamilyList {
  readonly families: readonly FamilyListEntry[];
  /** The caller's epoch when the list was read: it moves with their assignments (rule 10). */
  readonly epoch: number;
}

export type ListFamilies = (caller: Caller) => Promise<FamilyList>;

/** The families that a caller has live assignments to, by name. Rejects with HubError where the database does not answer. */
export function createListFamilies(pool: Pool, clock: Clock): ListFamilies {
  return async (caller) => {
    const reading = pool.query<FamilyList>({
      name: 'people-family-list',
      text: `
        select coalesce((select epoch from sharing_epoch where subject = $1), 0)::int as epoch,
          coalesce(json_agg(json_build_object('id', f.id, 'name', f.name, 'assignment', a.kind,
            'from', (a.starts_at at time zone 'Europe/London')::date,
            'until', (a.ends_at at time zone 'Europe/London')::date) order by f.name, f.id, a.starts_at), '[]') as families
        from assignment a join family f on f.id = a.family_id
        where a.worker_id = $1 and a.state = 'LIVE' and a.starts_at <= $2 and (a.ends_at is null or a.ends_at > $2)
          and ${currentVersion('assignment', 'a')}`,
      values: [caller.id, clock.now()],
    });
    const { rows } = await reading.catch((cause: unknown) => {
      throw new HubError('TEMPORARILY_UNAVAILABLE', { cause });
    });
    return rows[0] ?? { families: [], epoch: 0 };
  };
}
