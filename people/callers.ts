import type { Pool } from 'pg';
import type { Caller, Role } from '#terms/caller.ts';
import type { Purpose } from '#terms/purpose.ts';

/** The caller whom a proven `sub` claim stands for, with the roles that sign-in gave; undefined where the hub knows none. */
export type FindCaller = (subject: string, roles: readonly Role[]) => Promise<Caller | undefined>;

export function createFindCaller(pool: Pool): FindCaller {
  return async (subject, roles) => {
    const { rows } = await pool.query<CallerRow>({
      name: 'people-caller',
      text: `
        select w.id, w.kind, w.name, w.approved_purposes, o.id as organisation_id, o.name as organisation_name,
          coalesce((select epoch from sharing_epoch where subject = '00000000-0000-0000-0000-000000000000'), 0)::int as epoch
        from worker w join organisation o on o.id = w.organisation_id where w.subject = $1`,
      values: [subject],
    });
    const row = rows[0];
    return (
      row && {
        kind: row.kind,
        id: row.id,
        name: row.name,
        organisationId: row.organisation_id,
        organisationName: row.organisation_name,
        // An app has only the role of an app, whatever its token says, and a worker never has it.
        roles: roles.filter((role) => (role === 'APP') === (row.kind === 'APP')),
        approvedPurposes: row.approved_purposes,
        through: null,
        epoch: row.epoch,
      }
    );
  };
}

interface CallerRow {
  readonly id: string;
  readonly kind: 'WORKER' | 'APP';
  readonly name: string;
  readonly approved_purposes: Purpose[];
  readonly organisation_id: string;
  readonly organisation_name: string;
  readonly epoch: number;
}
