/** An officer asks for a file of entries of the access log. It is made in the background, of what they may read. */
import { newRows } from '#access-log/change.ts';
import { ReviewExport } from '#review/export/entities.ts';
import type { AccessLogFilter, ReadFilter } from '#review/filter.ts';
import { readFilter } from '#review/filter.ts';
import { HubError } from '#terms/errors.ts';
import type { Problem } from '#terms/problems.ts';
import { problem } from '#terms/problems.ts';
import type { ExportFormat } from '#terms/review.ts';
import { roleProblems } from './authority.ts';
import type { Change, ChangeInput, Made, Scope } from './change.ts';

export interface ExportAccessLogInput extends ChangeInput {
  readonly format: ExportFormat;
  readonly filter?: AccessLogFilter | null;
}

export interface AccessLogExportBegun {
  readonly exportId: string;
  readonly recordedAt: string;
}

/** Of one officer, at a time. */
const MOST_EXPORTS = 5;
/** In which it is begun, at least. */
const DAY_MS = 86_400_000;

export const exportAccessLog: Change<ExportAccessLogInput, AccessLogExportBegun> = {
  name: 'exportAccessLog',
  kind: 'EXPORT',
  resultType: 'AccessLogExportBegun',
  async make({ format, filter }, scope): Promise<Made<AccessLogExportBegun>> {
    const { kept, problems: unusable } = keptOf(filter ?? {});
    const about = { what: [format], review: { query: 'exportAccessLog', filter: kept, entries: 0, completeTo: 0 } };
    const problems = await exportingProblems(scope, unusable);
    if (problems.length > 0) return { about: [about], problems };
    const { caller, now } = scope;
    const row = {
      id: scope.newId(),
      requestedBy: caller.id,
      requestedAt: now,
      format,
      filter: kept,
      state: 'WAITING' as const,
      reached: 0,
      entries: 0,
      parts: 0,
      bytes: 0,
      expiresAt: new Date(now.getTime() + DAY_MS),
    };
    return {
      about: [{ ...about, records: [row.id] }],
      result: { exportId: row.id, recordedAt: now.toISOString() },
      rows: [newRows(ReviewExport, row)],
    };
  },
};

async function exportingProblems(scope: Scope, unusable: readonly Problem[]): Promise<Problem[]> {
  const refused = roleProblems(scope, 'DPO');
  if (refused.length > 0) return refused;
  const { rows } = await scope.database.query<{ count: number }>({
    text: `select count(*)::int as count from review_export where requested_by = $1 and state <> 'VOID' and expires_at > $2`,
    values: [scope.caller.id, scope.now],
  });
  return [...unusable, ...((rows[0]?.count ?? 0) < MOST_EXPORTS ? [] : [problem('TOO_MANY_EXPORTS')])];
}

/** The filter as the log keeps it, or why it can be none. */
function keptOf(filter: AccessLogFilter): { readonly kept: ReadFilter['kept']; readonly problems: readonly Problem[] } {
  try {
    return { kept: readFilter(filter).kept, problems: [] };
  } catch (error) {
    if (!(error instanceof HubError) || error.argument === undefined) throw error;
    const path = error.argument.split('.');
    return { kept: {}, problems: [problem(path.at(-1) === 'until' ? 'UNTIL_TOO_EARLY' : 'TOO_MANY_NAMED', ...path)] };
  }
}
