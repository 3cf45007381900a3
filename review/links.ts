/**
 * Rule 11: what was shown through an agency link. Where the link is wrong, one person's record was shown as another's, and both are owed an
 * account of it. The agency's own id is never shown.
 */
import type { LinkState } from '#people/entities.ts';
import { isUuid } from '#terms/ids.ts';
import type { EntryDecision, Party } from './entries.ts';
import type { Condition } from './filter.ts';
import type { Read } from './read.ts';
import type { Ties } from './ties.ts';

export interface LinkVersion {
  readonly version: number;
  readonly person: Party;
  readonly state: LinkState;
  readonly startsAt: Date;
  readonly endsAt: Date | null;
}

export interface LinkHistory {
  readonly agency: string;
  /** Oldest first. */
  readonly versions: readonly LinkVersion[];
  /** Whoever else the same record was ever taken for, by other links. */
  readonly others: readonly Party[];
}

/** Null where there is none, and where it is or was about somebody whom the reviewer may not read about: these cost the same. */
export async function readLink(read: Read, linkId: string, { people }: Ties): Promise<LinkHistory | null> {
  const [row] = await read<LinkRow>('review-link', LINK, [isUuid(linkId) ? linkId : null, people]);
  if (!row) return null;
  const versions = row.versions.map(({ startsAt, endsAt, ...version }) => ({
    ...version,
    startsAt: new Date(startsAt),
    endsAt: endsAt === null ? null : new Date(endsAt),
  }));
  return { agency: row.agency, versions, others: row.others };
}

/** As decisions name the versions of a link: `id@version`. */
export function namesOf(linkId: string, { versions }: LinkHistory): string[] {
  return versions.map(({ version }) => `${linkId}@${version}`);
}

/**
 * Versions of links by which records that are now known to be this person's were taken for somebody else's; none of a person of the reviewer's
 * ties. Whoever is merged with the person is nobody else.
 */
export async function readWrongLinks(read: Read, personId: string, { people }: Ties): Promise<string[]> {
  const rows = await read<{ link: string }>('review-wrong-links', WRONG_LINKS, [isUuid(personId) ? personId : null, people]);
  return rows.map(({ link }) => link);
}

/** What tells that something was shown through a link: of the record, that there is none, or that it was named. */
const SHOWN = ['DISCLOSED', 'NOTHING_HELD', 'NAMED'] as const;

/**
 * That a row's decision showed something through one of these. The entries are found first: a plan that does not know the links would
 * else walk the whole log by time.
 */
export function shownThrough(links: readonly string[]): Condition {
  const isMet = (row: string, value: string): string =>
    `${row}.links && ${value}::text[] and ${row}.outcome in (${SHOWN.map((outcome) => `'${outcome}'`).join(', ')})`;
  return {
    key: 'L',
    values: [links],
    text: (place) =>
      `(e.index = any(array(select distinct l.index from review_entry l where ${isMet('l', place(0))})) and ${isMet('e', place(0))})`,
  };
}

/** Whether one of these was asked with. */
export function restsOn({ basis }: EntryDecision, links: readonly string[]): boolean {
  return basis.links.some((link) => links.includes(link));
}

interface LinkRow {
  readonly agency: string;
  readonly versions: readonly (Omit<LinkVersion, 'startsAt' | 'endsAt'> & {
    readonly startsAt: string;
    readonly endsAt: string | null;
  })[];
  readonly others: readonly Party[];
}

const USABLE = (alias: string): string => `${alias}.state in ('AUTOMATIC', 'CONFIRMED')`;
const PARTY = `json_build_object('id', p.id, 'name', case when coalesce(p.forename, p.surname) is not null
  then concat_ws(' ', p.forename, p.surname) end)`;

/** $1 the link, $2 tied people */
const LINK = `
with version as (
  select * from agency_link where id = $1::uuid
), other as (
  select distinct l.person_id from agency_link l join version v on v.agency = l.agency and v.agency_person_id = l.agency_person_id
  where ${USABLE('l')} and l.person_id not in (select person_id from version)
)
select (select agency from version order by version desc limit 1) as agency,
  (select json_agg(json_build_object('version', v.version, 'person', ${PARTY}, 'state', v.state, 'startsAt', v.starts_at,
    'endsAt', v.ends_at) order by v.version) from version v join person p on p.id = v.person_id) as versions,
  (select coalesce(json_agg(${PARTY} order by p.id), '[]') from other o join person p on p.id = o.person_id) as others
where exists (select from version)
  and not exists (select from (select person_id from version union all select person_id from other) about where about.person_id = any($2::uuid[]))`;

/** $1 the person, $2 tied people */
const WRONG_LINKS = `
select distinct l.id || '@' || l.version as link
from agency_link own
  join agency_link l on l.agency = own.agency and l.agency_person_id = own.agency_person_id
    and person_stands_for(l.person_id) <> person_stands_for(own.person_id)
where own.person_id = $1::uuid and own.person_id <> all($2::uuid[]) and ${USABLE('own')}
  and own.starts_at <= now() and (own.ends_at is null or own.ends_at > now())`;
