/**
 * About whom a steward may decide: whoever is sealed or hidden from them is not there, and of themselves, their household, their family and
 * whom they have a tie to somebody else decides (rule 1).
 */
import { notMerged } from '#people/merged.ts';
import { isUuid } from '#terms/ids.ts';
import type { Problem } from '#terms/problems.ts';
import { problem } from '#terms/problems.ts';
import { createReadStewardTies, isHidden, isRecordSeen, peopleOf } from '#disclosure/matching/sight.ts';
import type { Asking } from '#disclosure/matching/sight.ts';
import { isReviewSeen } from '#disclosure/matching/review-query.ts';
import type { MatchReviewKind } from '#people/linking/entities.ts';
import type { LinkState } from '#people/entities.ts';
import type { Scope } from './change.ts';
import { conflictProblems, ownWorkProblems } from './conflicts.ts';

/** One side of a pair, or of a decision: a record by its agency and the agency's own id; of the hub's own people the person's. */
export interface RecordName {
  readonly agency: string;
  readonly id: string;
}

export interface PairedRecord extends RecordName {
  /** Whose it is: the hub's own person, or who is kept of those it was merged with. */
  readonly ownPerson: string | null;
}

export interface Pair {
  readonly id: string;
  readonly kind: MatchReviewKind;
  readonly isClosed: boolean;
  readonly left: PairedRecord;
  readonly right: PairedRecord;
  /** Of whom the two records are: by the hub's own record, or by a usable link. */
  readonly people: readonly string[];
}

const ASKING: Asking = { steward: '$1', organisation: '$2', now: '$3', tied: '$4' };

async function askedBy(scope: Scope): Promise<unknown[]> {
  const { caller, database, now } = scope;
  const { silent } = await createReadStewardTies(scope.staff)(database, caller.id);
  return [caller.id, caller.organisationId, now, silent];
}

/** The pair of a review, whether it still waits or not; none where it is not to be known of. */
export async function pairInView(scope: Scope, reviewId: string): Promise<Pair | undefined> {
  const record = (number: string) => `(select json_build_object('agency', a.agency, 'id', a.agency_person_id,
    'ownPerson', case when a.agency = 'hub' then person_stands_for(a.agency_person_id::uuid) end) from agency_record a where a.number = ${number})`;
  const { rows } = await scope.database.query<Pair>({
    text: `
      select v.id, v.kind, v.closed_at is not null as "isClosed", ${record('v."left"')} as left, ${record('v."right"')} as right,
        (select coalesce(json_agg(distinct person_stands_for(whose.id)), '[]')
          from agency_record a cross join lateral ${peopleOf('a', '$3')} whose where a.number in (v."left", v."right")) as people
      from match_review v where v.id = any($5::uuid[]) and ${isReviewSeen(ASKING)}`,
    values: [...(await askedBy(scope)), [reviewId].filter(isUuid)],
  });
  return rows[0];
}

/** Of these ids, those of people whom the steward may know of; whoever is merged into another person is nobody. */
export async function peopleSeen(scope: Scope, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await scope.database.query<{ id: string }>({
    text: `select p.id from person p where p.id = any($5::uuid[]) and ${notMerged('p.id')} and not ${isHidden('p.id', ASKING)}`,
    values: [...(await askedBy(scope)), ids.filter(isUuid)],
  });
  return new Set(rows.map(({ id }) => id));
}

export interface LinkRow {
  readonly id: string;
  readonly version: number;
  readonly person: string;
  readonly agency: string;
  readonly agencyPersonId: string;
  readonly state: LinkState;
}

/** The current version of a link that is not at its end, where the steward may know of the record and the person. */
export async function linkInView(scope: Scope, linkId: string): Promise<LinkRow | undefined> {
  const { rows } = await scope.database.query<LinkRow>({
    text: `
      select l.id, l.version, l.person_id as person, l.agency, l.agency_person_id as "agencyPersonId", l.state from agency_link l
      where l.id = any($5::uuid[]) and l.ends_at is null and not ${isHidden('l.person_id', ASKING)}
        and not exists (select from agency_record a where a.agency = l.agency and a.agency_person_id = l.agency_person_id
          and a.state = 'LIVE' and not (${isRecordSeen('a', ASKING)}))
        and not exists (select from agency_record a where a.agency = l.agency and a.agency_person_id = l.agency_person_id and a.sealed)`,
    values: [...(await askedBy(scope)), [linkId].filter(isUuid)],
  });
  return rows[0];
}

/** Nobody decides for themselves, their household or their family, for whom they have a tie to, or in what they work with themselves. */
export async function tiedProblems(scope: Scope, people: readonly string[]): Promise<Problem[]> {
  const { own } = await createReadStewardTies(scope.staff)(scope.database, scope.caller.id);
  if (people.some((id) => own.includes(id))) return [problem('NOT_FOR_YOURSELF')];
  const conflicts = await conflictProblems(scope, { people });
  return conflicts.length > 0 ? conflicts : ownWorkProblems(scope, { people });
}
