/**
 * Two people of the index who turn out to be one: everything that is known of the one follows to the other, at once and in one transaction.
 * Where the two do not agree the stricter holds, and a steward is asked. `split` takes it back.
 */
import type { NewRows } from '#access-log/change.ts';
import { newRows } from '#access-log/change.ts';
import { MatchDecision, PersonIdentifier, PersonMerge } from '#people/linking/entities.ts';
import { CompetenceAssessment, Consent } from '#disclosure/entities.ts';
import type { UnclearFact } from '#terms/matching.ts';
import type { Problem } from '#terms/problems.ts';
import { problem } from '#terms/problems.ts';
import { roleProblems } from './authority.ts';
import type { About, Change, ChangeInput, Made, Scope } from './change.ts';
import { textProblems } from './input.ts';
import { decisionRow, hubRecord } from './match-rows.ts';
import { mergeConsents } from './merging/consents.ts';
import type { Merging } from './merging/moves.ts';
import {
  heldTogether,
  movedLinks,
  movedMemberships,
  movedPlainly,
  movedRelationships,
  movedResponsibilities,
  protectedWith,
} from './merging/moves.ts';
import { cannotFollow, readStored } from './merging/stored.ts';
import type { FullConsent, Stored } from './merging/stored.ts';
import { currentOf, readHistories, rowsOf } from './merging/versioned.ts';
import type { Added, Histories, TableName } from './merging/versioned.ts';
import { aboutPeople } from './named.ts';
import { peopleSeen, tiedProblems } from './stewarding.ts';

export interface MergeInput extends ChangeInput {
  readonly keepPersonId: string;
  readonly mergePersonId: string;
  readonly rationale: string;
}

export interface MergeRecorded {
  readonly mergeId: string;
  readonly version: number;
  /** Of what the two do not agree: the stricter holds, and a steward is asked. */
  readonly unclear: readonly UnclearFact[];
  readonly recordedAt: string;
}

/** What a merge did: a row in the version that it added; or what there was before it, to tell what came after. */
export type Moved =
  | { readonly table: TableName; readonly id: string; readonly version: number }
  | {
      readonly lastConsent: number;
      readonly lastAssessment: number;
      /** The kept one's own, and what had moved. */
      readonly known: Readonly<Partial<Record<TableName, readonly string[]>>>;
    };

/** Of these whatever is recorded while two are merged may be about either. */
export const ABOUT_EITHER = ['restriction', 'worker_interest', 'access_log_hold'] as const;

export const merge: Change<MergeInput, MergeRecorded> = {
  name: 'merge',
  kind: 'MATCH_CHANGE',
  resultType: 'MergeRecorded',
  async make({ keepPersonId: kept, mergePersonId: merged, rationale }, scope): Promise<Made<MergeRecorded>> {
    const what = { what: ['MERGED'] };
    const problems = await mergingProblems(scope, kept, merged, rationale);
    if (problems.length > 0) return { about: aboutPeople([kept, merged], what), problems };
    const histories = await readHistories(scope, [kept, merged]);
    const stored = await readStored(scope, kept, merged);
    const id = scope.newId();
    const { added, unclear } = moveAll({ kept, merged, scope, histories }, stored);
    const consents = mergeConsents(stored.consents, kept, merged);
    const row = {
      id,
      version: 1,
      kept,
      merged,
      state: 'MERGED' as const,
      moved: [...added.map(movedOf), before(histories, added, stored)],
      unclear: [
        ...new Set([...unclear, ...(consents.areUnlike ? ['CONSENT' as const] : []), ...assessedUnlike(stored, kept)]),
      ].toSorted(),
      recordedBy: scope.caller.id,
      recordedAt: scope.now,
    };
    const decision = decisionRow(scope, hubRecord(kept), hubRecord(merged), { verdict: 'SAME', grounds: 'MERGE', rationale });
    return {
      about: aboutMerge(kept, merged, [id, decision.id], added, consents.copies, what.what),
      result: { mergeId: id, version: 1, unclear: row.unclear, recordedAt: scope.now.toISOString() },
      rows: [
        newRows(MatchDecision, decision),
        newRows(PersonMerge, row),
        ...copies(scope, { stored, kept, merged, merge: id, consents: [...consents.copies, ...consents.stricter] }),
        ...rowsOf(scope, added),
      ],
    };
  },
};

async function mergingProblems(scope: Scope, kept: string, merged: string, rationale: string): Promise<Problem[]> {
  const refused = roleProblems(scope, 'STEWARD');
  if (refused.length > 0) return refused;
  const seen = await peopleSeen(scope, [kept, merged]);
  const absent = [
    ...(seen.has(kept) ? [] : [problem('NOT_FOUND', 'keepPersonId')]),
    ...(seen.has(merged) ? [] : [problem('NOT_FOUND', 'mergePersonId')]),
  ];
  if (absent.length > 0) return absent;
  if (kept === merged) return [problem('NAMED_TWICE', 'mergePersonId')];
  return [
    ...(await tiedProblems(scope, [kept, merged])),
    ...((await cannotFollow(scope, kept, merged)) ? [problem('KEEP_THE_OTHER', 'mergePersonId')] : []),
    ...textProblems(rationale, 'rationale'),
  ];
}

function moveAll(
  merging: Merging,
  { different, protections, livesElsewhere }: Stored,
): { added: Added[]; unclear: UnclearFact[] } {
  const parts = [
    movedMemberships(merging),
    movedResponsibilities(merging),
    protectedWith(merging, protections, livesElsewhere),
    movedLinks(merging, new Set(different)),
  ];
  return {
    added: [
      ...movedPlainly(merging),
      ...movedRelationships(merging),
      ...heldTogether(merging),
      ...parts.flatMap(({ added }) => added),
    ],
    unclear: parts.flatMap(({ unclear }) => unclear),
  };
}

/** Found able of the one, and unable of the other: the latest assessment stands, as of one person, and a steward is asked. */
function assessedUnlike({ assessments }: Stored, kept: string): UnclearFact[] {
  const isUnlike = assessments.some(
    (one) =>
      one.person === kept &&
      assessments.some(
        (other) =>
          other.person !== kept &&
          other.outcome !== one.outcome &&
          other.categories.some((each) => one.categories.includes(each)),
      ),
  );
  return isUnlike ? ['COMPETENCE'] : [];
}

interface Copying {
  readonly stored: Stored;
  readonly kept: string;
  readonly merged: string;
  readonly merge: string;
  readonly consents: readonly FullConsent[];
}

/** Rows that have no versions: they are said again of the kept one, and count while the merge stands. */
function copies(scope: Scope, { stored, kept, merged, merge: of, consents }: Copying): NewRows[] {
  const entered = { recordedBy: scope.caller.id, recordedAt: scope.now, merge: of };
  const own = new Set(stored.identifiers.filter(({ person }) => person === kept).map(({ kind, value }) => `${kind} ${value}`));
  const identifiers = stored.identifiers.filter(({ person, kind, value }) => person === merged && !own.has(`${kind} ${value}`));
  return [
    newRows(Consent, ...consents.map((consent) => consentRow(scope, consent, of))),
    newRows(
      CompetenceAssessment,
      ...stored.assessments
        .filter(({ person }) => person === merged)
        .map(({ entry: _entry, ...rest }) => ({
          ...rest,
          ...entered,
          id: scope.newId(),
          person: kept,
          categories: [...rest.categories],
        })),
    ),
    newRows(PersonIdentifier, ...identifiers.map((one) => ({ ...one, ...entered, person: kept }))),
  ];
}

/** A decision told again, of whom it says. @param merge null: it counts whatever becomes of any merge */
export function consentRow(scope: Scope, { entry: _entry, ...consent }: FullConsent, mergeId: string | null) {
  return {
    ...consent,
    id: scope.newId(),
    decidedAt: new Date(consent.decidedAt),
    recordedBy: scope.caller.id,
    recordedAt: scope.now,
    merge: mergeId,
  };
}

function movedOf({ table, row }: Added): Moved {
  return { table, id: row.id, version: row.version };
}

function before(histories: Histories, added: readonly Added[], { lastConsent, lastAssessment }: Stored): Moved {
  const known = ABOUT_EITHER.map((table) => {
    const ids = [
      ...histories.of(table).map((history) => currentOf(history).id),
      ...added.filter((one) => one.table === table).map(({ row }) => row.id),
    ];
    return [table, [...new Set(ids)]] as const;
  });
  return { lastConsent, lastAssessment, known: Object.fromEntries(known) };
}

/** One leaf for each of the two, which names the links that moved; and for whoever else's rows tell of them now. */
export function aboutMerge(
  kept: string,
  merged: string,
  records: readonly string[],
  added: readonly Added[],
  consents: readonly FullConsent[],
  what: readonly string[],
): About[] {
  const links = added.filter(({ table }) => table === 'agency_link').map(({ row }) => `${row.id}@${row.version}`);
  const children = added.filter(({ table }) => table === 'parental_responsibility').map(({ row }) => String(row['child_id']));
  const others = [...new Set([...children, ...consents.map(({ person }) => person)])].filter(
    (id) => id !== kept && id !== merged,
  );
  return [
    ...[kept, merged].map((personId) => ({ personId, what, records: [...records, ...links] })),
    ...others.toSorted().map((personId) => ({ personId, what, records })),
  ];
}
