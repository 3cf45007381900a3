/** The rows by which a decision about two records, and the link that follows from it, are kept. */
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

/** What stands of a record and one of the hub's own. */
export interface Word {
  /** The person of the hub's own record, and who stands for them. */
  readonly own: string;
  readonly person: string;
  readonly verdict: 'SAME' | 'DIFFERENT';
}

/** What stewards said of an agency's record and the hub's own people, each pair's latest; what they said of one merged into it counts too. */
export async function wordsAbout({ database }: Scope, { agency, id }: RecordName): Promise<readonly Word[]> {
  const { rows } = await database.query<Word>({
    text: `
      with recursive alias(id) as (
        select $2::text
        union
        select r.agency_person_id from alias a join agency_record r on r.agency = $1 and r.merged_into = a.id where r.state = 'MERGED'
      ), word as (
        select d.right_id as own, a.id as record, d.verdict, d.entry from alias a
          join match_decision d on d.left_agency = $1 and d.left_id = a.id and d.right_agency = '${HUB_RECORDS}'
        union all
        select d.left_id, a.id, d.verdict, d.entry from alias a
          join match_decision d on d.right_agency = $1 and d.right_id = a.id and d.left_agency = '${HUB_RECORDS}'
      ), latest as (
        select distinct on (own, record) own, verdict from word order by own, record, entry desc
      )
      select own, person_stands_for(own::uuid) as person, min(verdict) as verdict from latest group by own order by own`,
    values: [agency, id],
  });
  return rows;
}
