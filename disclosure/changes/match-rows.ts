/** The rows by which a decision about two records, and the link that follows from it, are kept. */
import { currentVersion } from '#people/current-version.ts';
import type { LinkState } from '#people/entities.ts';
import { HUB_RECORDS } from '#terms/demographics.ts';
import type { Scope } from './change.ts';
import type { LinkRow, RecordName } from './stewarding.ts';

interface Decided {
  readonly verdict: 'SAME' | 'DIFFERENT';
  readonly grounds: 'STEWARD' | 'MERGE' | 'SPLIT';
  readonly rationale: string;
}

/** Of the pair the lower by agency, then id, comes first. */
export function decisionRow(scope: Scope, one: RecordName, other: RecordName, { verdict, grounds, rationale }: Decided) {
  const isInOrder = one.agency < other.agency || (one.agency === other.agency && one.id < other.id);
  const [left, right] = isInOrder ? [one, other] : [other, one];
  return {
    id: scope.newId(),
    leftAgency: left.agency,
    leftId: left.id,
    rightAgency: right.agency,
    rightId: right.id,
    verdict,
    grounds,
    rationale,
    recordedBy: scope.caller.id,
    recordedAt: scope.now,
  };
}

export function hubRecord(person: string): RecordName {
  return { agency: HUB_RECORDS, id: person };
}

/** The links of a record as they stand, whoever's they are; those that are usable first. */
export async function linksOf({ database }: Scope, { agency, id }: RecordName): Promise<readonly LinkRow[]> {
  const { rows } = await database.query<LinkRow>({
    text: `
      select l.id, l.version, l.person_id as person, l.agency, l.agency_person_id as "agencyPersonId", l.state from agency_link l
      where l.agency = $1 and l.agency_person_id = $2 and l.ends_at is null
      order by array_position(array['CONFIRMED', 'AUTOMATIC', 'CANDIDATE', 'REJECTED'], l.state), l.id`,
    values: [agency, id],
  });
  return rows;
}

export function isUsableState(state: LinkState): boolean {
  return state === 'AUTOMATIC' || state === 'CONFIRMED';
}

/** The next version of a link: the one before ends with it. */
export function nextLink({ now }: Pick<Scope, 'now'>, link: LinkRow, changed: Partial<Pick<LinkRow, 'person' | 'state'>>) {
  return { ...link, ...changed, version: link.version + 1, startsAt: now, endsAt: null };
}

export function newLink(scope: Scope, person: string, record: RecordName, state: LinkState) {
  return {
    id: scope.newId(),
    version: 1,
    person,
    agency: record.agency,
    agencyPersonId: record.id,
    state,
    startsAt: scope.now,
    endsAt: null,
  };
}

/** SQL: the decisions that stand, each pair's latest, as `standing`. */
export const STANDING_DECISIONS = `standing as (
  select d.* from match_decision d where not exists (select from match_decision later
    where (later.left_agency, later.left_id, later.right_agency, later.right_id) = (d.left_agency, d.left_id, d.right_agency, d.right_id)
      and later.entry > d.entry))`;

export const CURRENT_MERGE = `m.state = 'MERGED' and ${currentVersion('person_merge', 'm')}`;
