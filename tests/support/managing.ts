/** What tests of a manager's view of a family ask for, change and put back. */
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { callerId } from '#demo/callers.ts';
import type { HubResponse, TestHub } from './hub.ts';
import { OKAFOR_HUGHES } from './hub.ts';

export const EVERYTHING = `query($id: ID!) { managedFamily(id: $id) { id name
  episodes { id agreedOn openedOn closedOn closingReason }
  assignments { id worker { id name organisation } kind from until live }
  proposals { membershipId name role assertedBy evidence proposedBy { id name organisation } }
  consents { personId category purpose recipient decision capacity decidedAt recordedAt validUntil withdrawn } } }`;

export interface ManagedConsent {
  readonly personId: string;
  readonly category: string;
  readonly recipient: string;
  readonly decision: string;
  readonly capacity: string;
  readonly withdrawn: boolean;
}
export interface Managed {
  readonly name: string;
  readonly episodes: { closedOn: string | null; closingReason: string | null }[];
  readonly assignments: { worker: { name: string }; kind: string; until: string | null; live: boolean }[];
  readonly proposals: { membershipId: string; name: string | null; role: string; assertedBy: string; evidence: string | null }[];
  readonly consents: ManagedConsent[];
}

export interface Restricting {
  readonly categories?: string[] | null;
  readonly silent?: boolean;
  readonly binds?: string[] | null;
}

/** Everything about the README's family that a test of its manager does. */
export interface Managing {
  sql(text: string, values?: unknown[]): Promise<void>;
  ask(id?: string, who?: string): Promise<HubResponse>;
  /** What the manager reads. @throws where that is no family. */
  managed(): Promise<Managed>;
  propose(person: string, assertedBy?: string, evidence?: string | null): Promise<void>;
  reject(person: string): Promise<void>;
  restrict(person: string, restricting?: Restricting): Promise<void>;
  /** The manager's own tie to somebody. */
  declare(person: string, options?: { silent?: boolean; state?: string }): Promise<void>;
  /** Assigns another worker; the times are intervals from now. */
  assign(starts: string, ends: string | null, state?: string): Promise<void>;
  /** Makes the family again as it was. */
  reset(): Promise<void>;
}

export function managing(hub: () => TestHub): Managing {
  const sql: Managing['sql'] = async (text, values = []) => void (await hub().owner.pool.query(text, values));
  const ask: Managing['ask'] = (id = OKAFOR_HUGHES, who = 'manager') => hub().query(who, EVERYTHING, { id });
  return {
    sql,
    ask,
    async managed() {
      const { body } = await ask();
      expect(body.errors).toBeUndefined();
      if (body.data?.['managedFamily'] == null) throw new Error('The manager sees no family.');
      return body.data['managedFamily'] as unknown as Managed;
    },
    propose: (person, assertedBy = 'AGENCY', evidence = 'SAME_UPRN') =>
      sql(
        `update family_member set state = 'PROPOSED', asserted_by = $3, evidence = $4 where family_id = $1 and person_id = $2`,
        [OKAFOR_HUGHES, person, assertedBy, evidence],
      ),
    reject: (person) =>
      sql(`update family_member set state = 'REJECTED' where family_id = $1 and person_id = $2`, [OKAFOR_HUGHES, person]),
    restrict: (person, { categories = null, silent = true, binds = null } = {}) =>
      sql(
        `insert into restriction (id, person, kind, categories, binds, exempt, silent, starts_at, placed_by, reason)
          values ($1, $2, 'SEALED', $3, $4, '{}', $5, now() - interval '1 day', $6, 'test')`,
        [randomUUID(), person, categories, binds, silent, callerId('information-governance')],
      ),
    declare: (person, { silent = false, state = 'LIVE' } = {}) =>
      sql(`insert into worker_interest (id, worker_id, person, kind, silent, state) values ($1, $2, $3, 'FAMILY', $4, $5)`, [
        randomUUID(),
        callerId('manager'),
        person,
        silent,
        state,
      ]),
    assign: (starts, ends, state = 'LIVE') =>
      sql(
        `insert into assignment (id, worker_id, family_id, kind, state, starts_at, ends_at, made_by_id)
          select gen_random_uuid(), id, $2, 'TEAM_MEMBER', $5, now() + $3::interval, now() + $4::interval, id from worker where id = $1`,
        [callerId('other-worker'), OKAFOR_HUGHES, starts, ends, state],
      ),
    async reset() {
      await sql(`delete from consent where recorded_at > now() - interval '1 hour'`);
      await sql(`delete from restriction where reason = 'test'`);
      await sql('delete from worker_interest');
      await sql('delete from assignment where made_by_id = worker_id');
      await sql(`delete from family_member where family_id in (select id from family where name = 'Added') or version > 1`);
      await sql(
        `update family_member set state = 'CONFIRMED', asserted_by = 'WORKER', evidence = null, until_date = null where family_id = $1`,
        [OKAFOR_HUGHES],
      );
      await sql(`update family set organisation_id = 'northmere-early-help' where id = $1`, [OKAFOR_HUGHES]);
    },
  };
}

/** Everything about a response that a caller could compare. */
export const seen = ({ status, text, headers }: HubResponse) => ({
  status,
  text,
  headers: [...headers].filter(([name]) => name !== 'date'),
});
