/**
 * Rule 11: the account of what was disclosed about one person, for the data protection officer by name, for the subject without. What was
 * shown of their record as somebody else's is in it too.
 */
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

/** Which entries an account has. */
export function accountConditions({ personId, rendering, wrongLinks }: Account, now: Date): Condition[] {
  const person = isUuid(personId) ? personId : null;
  const about: Condition = { key: 'P', values: [person], text: (place) => `e.person = ${place(0)}::uuid` };
  const either = wrongLinks.length > 0 ? [eitherOf(about, shownThrough(wrongLinks))] : [about];
  return rendering === 'SUBJECT' ? [...either, ...subjectConditions(person, now)] : either;
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
function subjectConditions(person: string | null, now: Date): Condition[] {
  return [
    { key: 'D', values: [], text: () => `e.outcome = 'DISCLOSED'` },
    {
      key: 'R',
      values: [person, londonDate(now)],
      text(place) {
        const subject = `${place(0)}::uuid`;
        const isReleased = `exists (select from account_release r where r.person = ${subject} and e.at < r.until
          and (r.indexes is null or e.index = any(r.indexes)))`;
        const isAdult = `exists (select from person p where p.id = ${subject}
          and p.date_of_birth <= (${place(1)}::date - interval '${ADULT_YEARS} years'))`;
        const isRestricted = `exists (select from restriction r join person bound on bound.id = r.person
          join person p on p.id = bound.id or p.household_id = bound.household_id where p.id in (${subject}, e.person))`;
        return `(${isReleased} or not e.waits and ${isAdult} and (e.person = ${subject} or not ${isRestricted}))`;
      },
    },
  ];
}

const ADULT_YEARS = 18;
