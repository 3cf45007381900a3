/** Rule 11: information governance releases what the subject's own account leaves out. It is added to, and never taken back. */
import { newRows } from '#access-log/change.ts';
import { AccountRelease } from '#access-log/entities.ts';
import type { Problem } from '#terms/problems.ts';
import { problem } from '#terms/problems.ts';
import { roleProblems } from './authority.ts';
import type { Change, ChangeInput, Made, Scope } from './change.ts';
import { conflictProblems, peopleInView } from './conflicts.ts';
import { listProblems, pastProblems } from './input.ts';
import { aboutPeople } from './named.ts';

/** Of these entries, or, where they are left out, all. */
export interface ReleaseAccountInput extends ChangeInput {
  readonly personId: string;
  readonly until: Date;
  readonly indexes?: readonly number[] | null;
}

export interface AccountReleased {
  readonly releaseId: string;
  readonly recordedAt: string;
}

const MOST_INDEXES = 1_000;

export const releaseAccount: Change<ReleaseAccountInput, AccountReleased> = {
  name: 'releaseAccount',
  kind: 'ACCOUNT_RELEASE',
  resultType: 'AccountReleased',
  async make(input, scope): Promise<Made<AccountReleased>> {
    const { personId, until } = input;
    const indexes = input.indexes?.map(String) ?? null;
    const about = { what: [indexes ? 'SOME' : 'ALL'] };
    const problems = await releasingProblems(scope, input);
    if (problems.length > 0) return { about: aboutPeople([personId], about), problems };
    const { caller, now } = scope;
    const row = { id: scope.newId(), person: personId, until, indexes, releasedBy: caller.id, recordedAt: now };
    return {
      about: aboutPeople([personId], { ...about, records: [row.id] }),
      result: { releaseId: row.id, recordedAt: now.toISOString() },
      rows: [newRows(AccountRelease, row)],
    };
  },
};

async function releasingProblems(scope: Scope, { personId, until, indexes }: ReleaseAccountInput): Promise<Problem[]> {
  const refused = roleProblems(scope, 'INFORMATION_GOVERNANCE');
  if (refused.length > 0) return refused;
  if (!(await peopleInView(scope, [personId])).has(personId)) return [problem('NOT_FOUND', 'personId')];
  return [
    ...(await conflictProblems(scope, { people: [personId] })),
    ...pastProblems(scope, until, 'until'),
    ...(indexes == null ? [] : await indexProblems(scope, indexes)),
  ];
}

/** Of what the log does not have yet, nobody has decided. */
async function indexProblems({ database }: Scope, indexes: readonly number[]): Promise<Problem[]> {
  if (indexes.length > MOST_INDEXES) return [problem('FORM_TOO_LARGE', 'indexes')];
  const { rows } = await database.query<{ size: string }>({ text: 'select size from access_log_head where id = 0', values: [] });
  const isThere = indexes.every((index) => index >= 0 && index < Number(rows[0]?.size ?? 0));
  return isThere ? listProblems(indexes.map(String), 'indexes') : [problem('NOT_FOUND', 'indexes')];
}
