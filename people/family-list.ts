import type { Pool } from 'pg';
import type { Clock, LocalDate } from '#terms/clock.ts';
import type { Caller } from '#terms/caller.ts';
import { HubError } from '#terms/errors.ts';
import type { AssignmentKind } from '#terms/family.ts';

export interface FamilyListEntry {
  readonly id: string;
  readonly name: string;
  readonly assignment: AssignmentKind;
  /** Days in England. */
  readonly from: LocalDate;
  readonly until: LocalDate | null;
}

export type ListFamilies = (caller: Caller) => Promise<readonly FamilyListEntry[]>;

/** The families that a caller has live assignments to, by name. Rejects with HubError where the database does not answer. */
export function createListFamilies(pool: Pool, clock: Clock): ListFamilies {
  return async (caller) => {
    const reading = pool.query<FamilyListEntry>({
      name: 'people-family-list',
      text: `
        select f.id, f.name, a.kind as assignment,
          to_char(a.starts_at at time zone 'Europe/London', 'YYYY-MM-DD') as from,
          to_char(a.ends_at at time zone 'Europe/London', 'YYYY-MM-DD') as until
        from assignment a join family f on f.id = a.family_id
        where a.worker_id = $1 and a.starts_at <= $2 and (a.ends_at is null or a.ends_at > $2)
        order by f.name, f.id, a.starts_at`,
      values: [caller.id, clock.now()],
    });
    const { rows } = await reading.catch((cause: unknown) => {
      throw new HubError('TEMPORARILY_UNAVAILABLE', { cause });
    });
    return rows;
  };
}
