/**
 * Rule 11: the account of what was disclosed about one person, for the data protection officer by name, for the subject without. What was
 * shown of their record as somebody else's is in it too.
 */
import { currentVersion } from '#people/current-version.ts';
import type { LocalDate } from '#terms/clock.ts';
import { londonDate } from '#terms/clock.ts';
import { isUuid } from '#terms/ids.ts';
import type { Purpose } from '#terms/purpose.ts';
import type { LogEntry, Party } from './entries.ts';
import type { Condition } from './filter.ts';
import { textsOf } from './filter.ts';
import { restsOn, shownThrough } from './links.ts';
import type { Read } from './read.ts';

export interface Account {
  readonly personId: string;
  /** By which ids entries name them: their own, and of whoever is merged with them. */
  readonly people: readonly string[];
  readonly rendering: 'SUBJECT' | 'DPO';
  /** By which their records were taken for somebody else's. */
  readonly wrongLinks: readonly string[];
}

export interface AccountedDisclosure {
  /** The day in England. */
  readonly date: LocalDate;
  readonly organisation: Party | null;
  readonly purpose: Purpose | null;
  /** Which were shown. */
  readonly categories: readonly string[];
  /** Shown as somebody else's. */
  readonly throughLink: boolean;
  /** Whether the subject's account leaves it out until it is released: for the data protection officer; null for the subject. */
  readonly waits: boolean | null;
  /** For the data protection officer; null for the subject. */
  readonly entry: LogEntry | null;
}

/** @param told entries that the subject's account has, by their place in the log */
export function disclosuresOf(
  entries: readonly LogEntry[],
  { rendering, wrongLinks }: Account,
  told: ReadonlySet<number>,
): AccountedDisclosure[] {
  return entries.map((entry) => {
    const shown = entry.decisions.filter(({ outcome }) => outcome === 'DISCLOSED');
    const throughLink = entry.decisions.some((one) => restsOn(one, wrongLinks));
    const theirs = throughLink ? shown.filter((one) => restsOn(one, wrongLinks)) : shown;
    return {
      date: londonDate(entry.at),
      organisation: entry.organisation,
      purpose: entry.purpose,
      categories: theirs.map(({ category }) => category),
      throughLink,
      waits: rendering === 'DPO' ? theirs.length > 0 && !told.has(entry.index) : null,
      entry: rendering === 'DPO' ? entry : null,
    };
  });
}

/** Who is one with a person: whoever was kept of those who are merged comes first. Either's account is the same. */
export async function readOneAs(read: Read, personId: string): Promise<readonly [string, ...string[]]> {
  const rows = await read<{ id: string; place: number }>('review-one-as', ONE_AS, [isUuid(personId) ? personId : null]);
  const [kept = personId, ...others] = rows.map(({ id }) => id);
  return [kept, ...others];
}

/** $1 the person */
const ONE_AS = `
with kept as (select person_stands_for($1::uuid) as id where $1::uuid is not null)
select id, 0 as place from kept union all select merged, 1 from kept, person_merged_into(kept.id) merged order by place, id`;

/** Which entries an account has. */
export function accountConditions({ personId, people, rendering, wrongLinks }: Account, now: Date): Condition[] {
  const person = isUuid(personId) ? personId : null;
  const about: Condition =
    people.length === 1
      ? { key: 'P', values: [person], text: (place) => `e.person = ${place(0)}::uuid` }
      : { key: 'Pn', values: [people], text: (place) => `e.person = any(${place(0)}::uuid[])` };
  const either = wrongLinks.length > 0 ? [eitherOf(about, shownThrough(wrongLinks))] : [about];
  return rendering === 'SUBJECT' ? [...either, ...subjectConditions(person, people.filter(isUuid), now)] : either;
}

/** Which of these entries the subject's own account has. */
export async function readTold(
  read: Read,
  indexes: readonly number[],
  account: Account,
  now: Date,
): Promise<ReadonlySet<number>> {
  const values: unknown[] = [indexes];
  const conditions = accountConditions({ ...account, rendering: 'SUBJECT' }, now);
  const texts = textsOf(conditions, values);
  const rows = await read<{ index: string }>(
    `review-told-${conditions.map(({ key }) => key).join('')}`,
    `select distinct e.index from review_entry e where e.index = any($1::bigint[]) and ${texts.join(' and ')}`,
    values,
  );
  return new Set(rows.map(({ index }) => Number(index)));
}

function eitherOf(one: Condition, other: Condition): Condition {
  return {
    key: `${one.key}${other.key}`,
    values: [...one.values, ...other.values],
    text: (place) => `(${one.text(place)} or ${other.text((value) => place(one.values.length + value))})`,
  };
}

/**
 * What the subject's account has: what was disclosed, unless it waits (`rows.ts`) and was not released to them. The log does not say who
 * will read an account: one about a child may be a parent's request, and waits whole; so does one about who may be a child. Competence
 * from 12 is not taken for the child's own request. What was shown as somebody else's was decided for those: of the subject's own
 * restrictions it says nothing, and so it waits wherever there is or was one around either of the two.
 */
function subjectConditions(person: string | null, people: readonly string[], now: Date): Condition[] {
  return [
    { key: 'D', values: [], text: () => `e.outcome = 'DISCLOSED'` },
    {
      key: 'R',
      values: [person, londonDate(now), people],
      text(place) {
        const subject = `${place(0)}::uuid`;
        const theirs = `${place(2)}::uuid[]`;
        // Whoever released it before two were merged did not have the other's in mind.
        const isMeant = `(r.person = e.person or not e.person = any(${theirs}) or exists (select from person_merge m
          where m.merged_id = e.person and m.state = 'MERGED' and m.recorded_at < r.recorded_at and ${currentVersion('person_merge', 'm')}))`;
        const isReleased = `exists (select from account_release r where r.person = any(${theirs}) and e.at < r.until
          and (r.indexes is null or e.index = any(r.indexes)) and ${isMeant})`;
        const isAdult = `exists (select from person p where p.id = ${subject}
          and p.date_of_birth <= (${place(1)}::date - interval '${ADULT_YEARS} years'))`;
        const isRestricted = `exists (select from restriction r join person bound on bound.id = r.person
          join person p on p.id = bound.id or p.household_id = bound.household_id where p.id = any(${theirs} || e.person))`;
        return `(${isReleased} or not e.waits and ${isAdult} and (e.person = any(${theirs}) or not ${isRestricted}))`;
      },
    },
  ];
}

const ADULT_YEARS = 18;
