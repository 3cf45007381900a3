/** Rule 1: nobody reviews their own accesses, their household or their family. What is left out for that leaves no trace. */
import { currentVersion } from '#people/current-version.ts';
import type { StaffPeople } from '#people/staff-people.ts';
import type { Read } from './read.ts';

/** Whom a reviewer may not read about. */
export interface Ties {
  readonly reviewer: string;
  /**
   * Themselves, by the staff file, and in whom they have a live interest; whoever lives or belongs with those; and whom a silent
   * restriction hides from them by name.
   */
  readonly people: readonly string[];
  /** To which they belong, or somebody in whom they have an interest. */
  readonly ownFamilies: readonly string[];
  /** To which anybody of these people belongs. */
  readonly families: readonly string[];
  /** What this rests on, as it was read: nothing that adds to it may have been recorded when the answer is released. */
  readonly epochs: ReadonlyMap<string, number>;
}

export type ReadTies = (read: Read, reviewer: string) => Promise<Ties>;

export function createReadTies(staff: StaffPeople): ReadTies {
  return async (read, reviewer) => {
    const self = staff && (await readSelf(read, reviewer, staff));
    const [row] = await read<TiesRow>('review-ties', TIES, [reviewer, self]);
    if (!row) throw new Error('The query for ties answered no row.');
    return { ...row, reviewer, epochs: new Map(row.epochs.map(({ subject, epoch }) => [subject, epoch])) };
  };
}

async function readSelf(read: Read, reviewer: string, staff: NonNullable<StaffPeople>): Promise<string | null> {
  const text = 'select subject from worker where id = $1';
  const [worker] = await read<{ subject: string }>('review-subject', text, [reviewer]);
  return (worker && staff.find(worker.subject)?.personId) ?? null;
}

interface TiesRow extends Omit<Ties, 'reviewer' | 'epochs'> {
  readonly epochs: readonly { readonly subject: string; readonly epoch: number }[];
}

const CONFIRMED = (alias: string): string => `${alias}.state = 'CONFIRMED' and ${currentVersion('family_member', alias)}`;

/** $1 the reviewer, $2 the reviewer's own person, where it is known */
const TIES = `
with interest as (
  select $2::uuid as id where $2::uuid is not null
  union select person_stands_for($2::uuid) where $2::uuid is not null
  union select i.person from worker_interest i where i.worker_id = $1 and i.state = 'LIVE' and ${currentVersion('worker_interest', 'i')}
  union select r.person from restriction r where r.silent and r.categories is null and r.binds @> array[$1::text] and r.state = 'LIVE'
    and (r.ends_at is null or r.ends_at > now()) and ${currentVersion('restriction', 'r')}
), whose as (
  -- Whoever is merged into somebody keeps their home.
  select id from interest union select merged from interest, person_merged_into(interest.id) merged
), beside as (
  select id from whose
  union select mate.id from whose i join person own on own.id = i.id join person mate on mate.household_id = own.household_id
  union select b.person_id from interest i join family_member a on a.person_id = i.id and ${CONFIRMED('a')}
    join family_member b on b.family_id = a.family_id and ${CONFIRMED('b')}
), near as (
  select id from beside union select person_stands_for(id) from beside
), tied as (
  -- Entries name the id that whoever is merged with somebody had.
  select id from near union select merged from near, person_merged_into(near.id) merged
), own_family as (
  select distinct m.family_id as id from family_member m join interest i on i.id = m.person_id where ${CONFIRMED('m')}
), tied_family as (
  select distinct m.family_id as id from family_member m join tied t on t.id = m.person_id where ${CONFIRMED('m')}
), subject as (
  select $1::uuid as id union select id from tied union select id from tied_family
)
select
  (select coalesce(json_agg(id), '[]') from tied) as people,
  (select coalesce(json_agg(id), '[]') from own_family) as "ownFamilies",
  (select coalesce(json_agg(id), '[]') from tied_family) as families,
  (select json_agg(json_build_object('subject', s.id, 'epoch', coalesce(e.epoch, 0))) from subject s
    left join sharing_epoch e on e.subject = s.id) as epochs
`;
