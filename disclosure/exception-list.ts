import type { Pool } from 'pg';
import { currentVersion } from '#people/current-version.ts';
import type { Caller } from '#terms/caller.ts';
import type { Category } from '#terms/category.ts';
import type { Clock } from '#terms/clock.ts';
import { HubError } from '#terms/errors.ts';
import { isEntitled } from './entitlement.ts';

/** A safeguarding decision or an override that is open to the caller. Whom it names is asked of the gate. */
export interface OpenException {
  readonly id: string;
  readonly kind: 'SAFEGUARDING_DECISION' | 'OVERRIDE';
  readonly categories: readonly Category[];
  readonly endsAt: Date;
  readonly personIds: readonly string[];
}

export type ListExceptions = (caller: Caller) => Promise<readonly OpenException[]>;

/**
 * What is open to a caller under rule 8, what ends first first: shown on the screen while it lasts. To who may not ask for SAFEGUARDING
 * nothing is, whomever their organisation's decisions name. Rejects with HubError.
 */
export function createListExceptions(pool: Pool, clock: Clock): ListExceptions {
  return async (caller) => {
    if (!isEntitled(caller, 'SAFEGUARDING')) return [];
    const reading = pool.query<OpenException>({
      name: 'disclosure-exceptions',
      text: `
        select d.id, 'SAFEGUARDING_DECISION' as kind, d.categories, d.ends_at as "endsAt", d.people as "personIds"
        from safeguarding_decision d
        where d.recipients && array[$1::text, $2::text] and d.state = 'APPROVED' and d.ends_at > $3
          and ${currentVersion('safeguarding_decision', 'd')}
        union all
        select o.id, 'OVERRIDE', o.categories, o.ends_at, o.people from "override" o
        where o.worker = $1::uuid and o.state = 'LIVE' and o.starts_at <= $3 and o.ends_at > $3 and ${currentVersion('"override"', 'o')}
        order by "endsAt", id`,
      values: [caller.id, caller.organisationId, clock.now()],
    });
    const { rows } = await reading.catch((cause: unknown) => {
      throw new HubError('TEMPORARILY_UNAVAILABLE', { cause });
    });
    // The driver gives instants as text.
    return rows.map((row) => ({ ...row, endsAt: new Date(row.endsAt) }));
  };
}
