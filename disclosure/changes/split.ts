/**
 * Two people who were taken for one are two again. What had moved goes back as it stands now, and what nobody has touched since is as it was.
 * What was recorded meanwhile stays with the one who was kept; but nobody can say of whom it was meant, so that what lessens sharing holds for
 * both, and what widened it for neither.
 */
import type { NewRows } from '#access-log/change.ts';
import { newRows } from '#access-log/change.ts';
import { currentVersion } from '#people/current-version.ts';
import { MatchDecision, PersonMerge } from '#people/linking/entities.ts';
import { notMerged } from '#people/merged.ts';
import { Consent } from '#disclosure/entities.ts';
import { isUuid } from '#terms/ids.ts';
import type { UnclearFact } from '#terms/matching.ts';
import type { Problem } from '#terms/problems.ts';
import { problem } from '#terms/problems.ts';
import { roleProblems } from './authority.ts';
import type { Change, ChangeInput, Made, Scope } from './change.ts';
import { textProblems } from './input.ts';
import { decisionRow, hubRecord } from './match-rows.ts';
import type { MergeRecorded, Moved } from './merge.ts';
import { ABOUT_EITHER, aboutMerge, consentRow } from './merge.ts';
import { renameConsent } from './merging/consents.ts';
import { readStored } from './merging/stored.ts';
import type { FullConsent, Stored } from './merging/stored.ts';
import { copyOf, currentOf, names, nextVersion, readHistories, renamed, rowsOf } from './merging/versioned.ts';
import type { Added, Histories, History, Row, TableName } from './merging/versioned.ts';
import { aboutPeople } from './named.ts';
import { peopleSeen, tiedProblems } from './stewarding.ts';

export interface SplitInput extends ChangeInput {
  readonly mergeId: string;
  readonly rationale: string;
}

export const split: Change<SplitInput, MergeRecorded> = {
  name: 'split',
  kind: 'MATCH_CHANGE',
  resultType: 'MergeRecorded',
  async make({ mergeId, rationale }, scope): Promise<Made<MergeRecorded>> {
    const told = { what: ['SPLIT'], records: isUuid(mergeId) ? [mergeId] : [] };
    const refused = roleProblems(scope, 'STEWARD');
    const known = refused.length > 0 ? undefined : await mergeInView(scope, mergeId);
    if (!known) return { about: [told], problems: refused.length > 0 ? refused : [problem('NOT_FOUND', 'mergeId')] };
    const { kept, merged } = known;
    const problems = await splittingProblems(scope, known, rationale);
    if (problems.length > 0) return { about: aboutPeople([kept, merged], told), problems };
    const histories = await readHistories(scope, [kept, merged]);
    const stored = await readStored(scope, kept, merged);
    const since = sinceMerge(known, histories, stored);
    const added = [...broughtBack(known, histories), ...heldByBoth(scope, known, since)];
    const consents = stricterConsents(scope, known, since.consents);
    const row = {
      id: mergeId,
      version: known.version + 1,
      kept,
      merged,
      state: 'SPLIT' as const,
      moved: known.moved,
      unclear: since.unclear,
      recordedBy: scope.caller.id,
      recordedAt: scope.now,
    };
    const decision = decisionRow(scope, hubRecord(kept), hubRecord(merged), {
      verdict: 'DIFFERENT',
      grounds: 'SPLIT',
      rationale,
    });
    const rows: NewRows[] = [
      newRows(MatchDecision, decision),
      newRows(PersonMerge, row),
      newRows(Consent, ...consents.map((consent) => consentRow(scope, consent, null))),
      ...rowsOf(scope, added),
    ];
    return {
      about: aboutMerge(kept, merged, [mergeId, decision.id], added, consents, told.what),
      result: { mergeId, version: row.version, unclear: row.unclear, recordedAt: scope.now.toISOString() },
      rows,
    };
  },
};

interface MergeRow {
  readonly version: number;
  readonly kept: string;
  readonly merged: string;
  readonly state: 'MERGED' | 'SPLIT';
  readonly moved: readonly Moved[];
  /** Whether the kept one was merged into somebody else since. */
  readonly isFurtherMerged: boolean;
}

/** Of people of whom the steward may not know there is none. What hides the one who was merged hides the kept one since. */
async function mergeInView(scope: Scope, id: string): Promise<MergeRow | undefined> {
  const { rows } = await scope.database.query<MergeRow & { stands: string }>({
    text: `
      select m.version, m.kept_id as kept, m.merged_id as merged, m.state, m.moved, not ${notMerged('m.kept_id')} as "isFurtherMerged",
        person_stands_for(m.kept_id) as stands
      from person_merge m where m.id = any($1::uuid[]) and ${currentVersion('person_merge', 'm')}`,
    values: [[id].filter(isUuid)],
  });
  const [row] = rows;
  const seen = await peopleSeen(scope, row ? [row.stands] : []);
  return row && seen.has(row.stands) ? row : undefined;
}

async function splittingProblems(scope: Scope, known: MergeRow, rationale: string): Promise<Problem[]> {
  return [
    ...(known.state === 'SPLIT' ? [problem('ALREADY_ENDED', 'mergeId')] : []),
    ...(known.isFurtherMerged ? [problem('SPLIT_LATER_FIRST', 'mergeId')] : []),
    ...(await tiedProblems(scope, [known.kept, known.merged])),
    ...textProblems(rationale, 'rationale'),
  ];
}

/** What was recorded of the kept one while they were one. */
interface Since {
  readonly rows: readonly { readonly table: TableName; readonly row: Row }[];
  readonly consents: readonly FullConsent[];
  readonly unclear: UnclearFact[];
}

const UNCLEAR: Readonly<Partial<Record<TableName, UnclearFact>>> = {
  restriction: 'RESTRICTION',
  family_member: 'MEMBERSHIP',
  parental_responsibility: 'PARENTAL_RESPONSIBILITY',
};

function sinceMerge({ kept, moved }: MergeRow, histories: Histories, stored: Stored): Since {
  const before = moved.find((one) => 'known' in one);
  const rows = ABOUT_EITHER.flatMap((table) =>
    histories
      .of(table)
      // What another merge brought is of somebody else.
      .filter(([first]) => first['person'] === kept && !before?.known[table]?.includes(first.id))
      .map(currentOf)
      .filter((row) => row['person'] === kept && row['state'] === 'LIVE')
      .map((row) => ({ table, row })),
  );
  const consents = stored.consents.filter(({ entry, merge }) => merge === null && entry > (before?.lastConsent ?? Infinity));
  const touched = moved.flatMap((one) => ('table' in one && isTouched(histories, one) ? [one.table] : []));
  const unclear = [
    ...[...rows.map(({ table }) => table), ...touched].map((table) => UNCLEAR[table] ?? 'OTHER'),
    ...(consents.length > 0 ? ['CONSENT' as const] : []),
    ...(stored.assessments.some(({ entry, merge }) => merge === null && entry > (before?.lastAssessment ?? Infinity))
      ? ['COMPETENCE' as const]
      : []),
  ];
  return { rows, consents, unclear: [...new Set(unclear)].toSorted() };
}

type MovedRow = Extract<Moved, { table: TableName }>;

function isTouched(histories: Histories, { table, id, version }: MovedRow): boolean {
  const history = historyOf(histories, table, id);
  return history !== undefined && currentOf(history).version > version && table !== 'agency_link';
}

function historyOf(histories: Histories, table: TableName, id: string): History | undefined {
  return histories.of(table).find(([first]) => first.id === id);
}

/** What moved goes back. What the merge added, or ended, is as it was; unless somebody has changed it since. */
function broughtBack({ kept, merged, moved }: MergeRow, histories: Histories): Added[] {
  return moved.flatMap((one): Added[] => {
    if (!('table' in one)) return [];
    const { table, id, version } = one;
    const history = historyOf(histories, table, id);
    if (!history) return [];
    const current = currentOf(history);
    const former = history.find((row) => row.version === version - 1);
    const isAsMoved = current.version === version;
    if (!former) return isAsMoved ? [nextVersion(table, current, { ...current, state: 'LIFTED' })] : [];
    // A link's own times are not what it says: where it has ended it has ended.
    if (isAsMoved)
      return [nextVersion(table, current, { ...former, ...(table === 'agency_link' && { ends_at: current['ends_at'] }) })];
    const moves = names(table, former, merged) && !names(table, former, kept) && names(table, current, kept);
    if (!moves) return [];
    // Who lifted it took the two for one.
    const isLifted = table === 'restriction' && former['state'] === 'LIVE' && current['state'] === 'LIFTED';
    return [nextVersion(table, current, { ...renamed(table, current, kept, merged), ...(isLifted && { state: 'LIVE' }) })];
  });
}

/** Restrictions, ties and holds of which nobody can say whom they were meant for. */
function heldByBoth(scope: Scope, { merged }: MergeRow, { rows }: Since): Added[] {
  return rows.map(({ table, row }) => copyOf(table, scope, { ...row, person: merged }));
}

/** Refusals and withdrawals hold for both. Of what was agreed to nobody can say of whom: it ends, and is asked again. */
function stricterConsents(scope: Scope, { kept, merged }: MergeRow, since: readonly FullConsent[]): FullConsent[] {
  const lessening = since.filter(({ decision }) => decision !== 'GIVEN').map((consent) => renameConsent(consent, kept, merged));
  const ended = since
    .filter(({ decision, person }) => decision === 'GIVEN' && person === kept)
    .map((consent) => ({ ...consent, decision: 'WITHDRAWN' as const, decidedAt: scope.now.toISOString(), validUntil: null }));
  return [...lessening, ...ended];
}
