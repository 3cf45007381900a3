/** Rule 6: information governance places and lifts what stands above every agreement and consent. */
import { newRows } from '#access-log/change.ts';
import { currentVersion } from '#people/current-version.ts';
import type { Category } from '#terms/category.ts';
import { isUuid } from '#terms/ids.ts';
import type { Problem } from '#terms/problems.ts';
import { problem } from '#terms/problems.ts';
import type { RestrictionKind } from '#terms/sharing.ts';
import { Restriction } from '#disclosure/entities.ts';
import { roleProblems } from './authority.ts';
import type { Change, ChangeInput, Made, Scope } from './change.ts';
import { conflictProblems, ownWorkProblems, peopleInView } from './conflicts.ts';
import { textProblems } from './input.ts';
import { aboutPeople, namedCategoryProblems, namedRecipientProblems } from './named.ts';

/** What is left out, or null, is without limit: the whole person, everybody, from now on. */
export interface PlaceRestrictionInput extends ChangeInput {
  readonly personId: string;
  readonly kind: RestrictionKind;
  readonly categories?: readonly Category[] | null;
  readonly binds?: readonly string[] | null;
  readonly exempt?: readonly string[] | null;
  readonly silent: boolean;
  readonly absolute: boolean;
  readonly from?: Date | null;
  readonly until?: Date | null;
  readonly reason: string;
}

export interface RestrictionRecorded {
  readonly restrictionId: string;
  readonly version: number;
  readonly recordedAt: string;
}

export const placeRestriction: Change<PlaceRestrictionInput, RestrictionRecorded> = {
  name: 'placeRestriction',
  kind: 'RESTRICTION_CHANGE',
  resultType: 'RestrictionRecorded',
  async make(input, scope): Promise<Made<RestrictionRecorded>> {
    const { personId, kind, silent, absolute } = input;
    const what = [kind, ...(silent ? ['SILENT'] : []), ...(absolute ? ['ABSOLUTE'] : [])];
    const about = { what, categories: input.categories ?? [] };
    const problems = await placingProblems(scope, input);
    if (problems.length > 0) return { about: aboutPeople([personId], about), problems };
    const row = {
      id: scope.newId(),
      version: 1,
      person: personId,
      kind,
      categories: listOrNull(input.categories),
      binds: listOrNull(input.binds),
      exempt: [...(input.exempt ?? [])],
      silent,
      absolute,
      state: 'LIVE' as const,
      startsAt: input.from ?? null,
      endsAt: input.until ?? null,
      placedBy: scope.caller.id,
      reason: input.reason,
      recordedBy: scope.caller.id,
      recordedAt: scope.now,
    };
    return {
      about: aboutPeople([personId], { ...about, recipients: row.binds ?? [], records: [row.id] }),
      result: recorded(row),
      rows: [newRows(Restriction, row)],
    };
  },
};

function listOrNull(list: readonly string[] | null | undefined): string[] | null {
  return list == null ? null : [...list];
}

async function placingProblems(scope: Scope, input: PlaceRestrictionInput): Promise<Problem[]> {
  const refused = roleProblems(scope, 'INFORMATION_GOVERNANCE');
  if (refused.length > 0) return refused;
  const { personId, reason } = input;
  if (!(await peopleInView(scope, [personId])).has(personId)) return [problem('NOT_FOUND', 'personId')];
  return [
    ...(await conflictProblems(scope, { people: [personId] })),
    ...coverProblems(scope, input),
    ...(await bindingProblems(scope, input)),
    ...timeProblems(scope, input),
    ...textProblems(reason, 'reason'),
  ];
}

function coverProblems(scope: Scope, { kind, categories }: PlaceRestrictionInput): Problem[] {
  if (categories == null) return [];
  if (kind === 'PROTECTED_ADDRESS') return [problem('COVERS_ADDRESS_ONLY', 'categories')];
  return namedCategoryProblems(scope, categories, 'categories');
}

async function bindingProblems(scope: Scope, { binds, exempt, absolute }: PlaceRestrictionInput): Promise<Problem[]> {
  const isExempting = exempt != null && exempt.length > 0;
  return [
    ...(binds == null ? [] : await namedRecipientProblems(scope, binds, 'binds')),
    ...(isExempting ? await namedRecipientProblems(scope, exempt, 'exempt') : []),
    ...(isExempting && absolute ? [problem('ABSOLUTE_EXEMPTS_NOBODY', 'exempt')] : []),
  ];
}

function timeProblems({ now }: Scope, { from, until }: PlaceRestrictionInput): Problem[] {
  const begins = from != null && from > now ? from : now;
  return until != null && until <= begins ? [problem('ENDS_TOO_EARLY', 'until')] : [];
}

export interface LiftRestrictionInput extends ChangeInput {
  readonly restrictionId: string;
  readonly reason: string;
}

/** At once. The version that lifts it keeps the reason for that; the one before keeps why it was placed. */
export const liftRestriction: Change<LiftRestrictionInput, RestrictionRecorded> = {
  name: 'liftRestriction',
  kind: 'RESTRICTION_CHANGE',
  resultType: 'RestrictionRecorded',
  async make({ restrictionId, reason }, scope): Promise<Made<RestrictionRecorded>> {
    const what = { what: ['LIFTED'], records: isUuid(restrictionId) ? [restrictionId] : [] };
    const refused = roleProblems(scope, 'INFORMATION_GOVERNANCE');
    const known = refused.length > 0 ? undefined : await restrictionInView(scope, restrictionId);
    const isOwn = known?.binds?.includes(scope.caller.id) ?? false;
    if (!known) return { about: [what], problems: refused.length > 0 ? refused : [problem('NOT_FOUND', 'restrictionId')] };
    const about = [{ ...what, personId: known.person, categories: known.categories ?? [] }];
    const isOver = known.state === 'LIFTED' || (known.endsAt !== null && known.endsAt <= scope.now);
    const problems = [
      ...(isOver ? [problem('ALREADY_ENDED', 'restrictionId')] : []),
      ...(isOwn
        ? [problem('NOT_FOR_YOURSELF', 'restrictionId')]
        : await ownWorkProblems(scope, { people: [known.person] }, 'restrictionId')),
      ...(await conflictProblems(scope, { people: [known.person] })),
      ...textProblems(reason, 'reason'),
    ];
    if (problems.length > 0) return { about, problems };
    const lifted = (row: RestrictionRow) => ({
      ...row,
      version: row.version + 1,
      state: 'LIFTED' as const,
      reason,
      recordedBy: scope.caller.id,
      recordedAt: scope.now,
    });
    const row = lifted(known);
    return {
      about,
      result: recorded(row),
      rows: [newRows(Restriction, row, ...(await atFormerHomes(scope, known)).map(lifted))],
    };
  },
};

/** What protects, word for word, the homes of those who are merged into somebody whose address is protected: of each one. */
async function atFormerHomes({ database }: Scope, { id, kind }: RestrictionRow): Promise<RestrictionRow[]> {
  if (kind !== 'PROTECTED_ADDRESS') return [];
  const { rows } = await database.query<{ row: StoredRestriction }>({
    text: `
      select distinct on (r.person) ${STORED} as row
      from restriction own join restriction r on r.person in (select person_merged_into(own.person)) and r.kind = own.kind
        and r.placed_by = own.placed_by and r.reason = own.reason and r.exempt = own.exempt and r.binds is not distinct from own.binds
      where own.id = $1 and ${currentVersion('restriction', 'own')} and r.state = 'LIVE' and ${currentVersion('restriction', 'r')}
      order by r.person, r.id`,
    values: [id],
  });
  return rows.map(({ row }) => asRestriction(row));
}

interface RestrictionRow {
  readonly id: string;
  readonly version: number;
  readonly person: string;
  readonly kind: RestrictionKind;
  readonly categories: string[] | null;
  readonly binds: string[] | null;
  readonly exempt: string[];
  readonly silent: boolean;
  readonly absolute: boolean;
  readonly state: 'LIVE' | 'LIFTED';
  readonly startsAt: Date | null;
  readonly endsAt: Date | null;
  readonly placedBy: string;
}
type StoredRestriction = Omit<RestrictionRow, 'startsAt' | 'endsAt'> & {
  readonly startsAt: string | null;
  readonly endsAt: string | null;
};

const STORED = `json_build_object('id', r.id, 'version', r.version, 'person', r.person, 'kind', r.kind, 'categories', r.categories,
  'binds', r.binds, 'exempt', r.exempt, 'silent', r.silent, 'absolute', r.absolute, 'state', r.state, 'startsAt', r.starts_at,
  'endsAt', r.ends_at, 'placedBy', r.placed_by)`;

/** Of somebody hidden from the caller there is none. */
async function restrictionInView(scope: Scope, id: string): Promise<RestrictionRow | undefined> {
  const { rows } = await scope.database.query<{ row: StoredRestriction }>({
    text: `
      select ${STORED} as row from restriction r where r.id = any($1::uuid[]) and ${currentVersion('restriction', 'r')}`,
    values: [[id].filter(isUuid)],
  });
  const inView = await peopleInView(
    scope,
    rows.map(({ row }) => row.person),
  );
  // A silent one that names the caller is not to be noticed by them.
  const isSilentOnCaller = ({ silent, binds }: StoredRestriction) => silent && binds?.includes(scope.caller.id);
  const found = rows.map(({ row }) => row).find((row) => inView.has(row.person) && !isSilentOnCaller(row));
  return found && asRestriction(found);
}

function asRestriction(stored: StoredRestriction): RestrictionRow {
  return { ...stored, startsAt: instantOrNull(stored.startsAt), endsAt: instantOrNull(stored.endsAt) };
}

function instantOrNull(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}

function recorded(row: { readonly id: string; readonly version: number; readonly recordedAt: Date }): RestrictionRecorded {
  return { restrictionId: row.id, version: row.version, recordedAt: row.recordedAt.toISOString() };
}
