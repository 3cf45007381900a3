/** Rule 11: the account of what was disclosed about one person, for the data protection officer by name, for the subject without. */
import type { LocalDate } from '#terms/clock.ts';
import { londonDate } from '#terms/clock.ts';
import type { Purpose } from '#terms/purpose.ts';
import type { LogEntry, Party } from './entries.ts';
import type { Condition } from './filter.ts';

export interface AccountedDisclosure {
  /** The day in England. */
  readonly date: LocalDate;
  readonly organisation: Party | null;
  readonly purpose: Purpose | null;
  /** Which were shown. */
  readonly categories: readonly string[];
  /** For the data protection officer; null for the subject. */
  readonly entry: LogEntry | null;
}

export function disclosuresOf(entries: readonly LogEntry[], rendering: 'SUBJECT' | 'DPO'): AccountedDisclosure[] {
  return entries.map((entry) => ({
    date: londonDate(entry.at),
    organisation: entry.organisation,
    purpose: entry.purpose,
    categories: entry.decisions.flatMap(({ category, outcome }) => (outcome === 'DISCLOSED' ? [category] : [])),
    entry: rendering === 'DPO' ? entry : null,
  }));
}

/**
 * What the subject's account has: what was disclosed, unless it waits (`rows.ts`) and was not released. The log does not say who will
 * read an account: one about a child may be a parent's request, and waits whole; so does one about who may be a child. Competence from 12
 * is not taken for the child's own request.
 */
export function subjectConditions(now: Date): Condition[] {
  const isReleased = `exists (select from account_release r where r.person = e.person and e.at < r.until
    and (r.indexes is null or e.index = any(r.indexes)))`;
  return [
    { key: 'D', values: [], text: () => `e.outcome = 'DISCLOSED'` },
    {
      key: 'R',
      values: [londonDate(now)],
      text: (place) => `(${isReleased} or not e.waits and exists (select from person p where p.id = e.person
        and p.date_of_birth <= (${place(0)}::date - interval '${ADULT_YEARS} years')))`,
    },
  ];
}

const ADULT_YEARS = 18;
