/** The family of the bench: six made-up people, known to all four agencies, with everything agreed. */
import { madeUpId } from '#demo/ids.ts';
import type { BenchAgency } from './agencies.ts';

export interface BenchMember {
  readonly id: string;
  readonly key: string;
  readonly forename: string;
  readonly dateOfBirth: string;
  readonly role: 'PARENT' | 'CHILD';
}

const THIS_YEAR = new Date().getUTCFullYear();

const member = (key: string, forename: string, age: number, role: BenchMember['role']): BenchMember => ({
  id: madeUpId('bench', 'person', key),
  key,
  forename,
  dateOfBirth: `${THIS_YEAR - age}-05-14`,
  role,
});

export const FAMILY = {
  id: madeUpId('bench', 'family'),
  name: 'Bench',
  /** Youngest first, as the hub answers. */
  members: [
    member('nia', 'Nia', 3, 'CHILD'),
    member('owen', 'Owen', 6, 'CHILD'),
    member('iris', 'Iris', 9, 'CHILD'),
    member('sam', 'Sam', 13, 'CHILD'),
    member('rosa', 'Rosa', 36, 'PARENT'),
    member('dev', 'Dev', 38, 'PARENT'),
  ],
} as const satisfies { id: string; name: string; members: readonly BenchMember[] };

export const ORGANISATION = { id: 'bench-early-help', name: 'Bench Early Help' } as const;

export const LEAD_WORKER = { id: madeUpId('bench', 'worker', 'lead'), subject: 'bench-lead-worker' } as const;

/** The rows that decisions about the family rest on. */
export const BASIS = {
  episode: madeUpId('bench', 'episode'),
  assignment: madeUpId('bench', 'assignment'),
  agreement: (agency: BenchAgency) => `bench-${agency.id}`,
  consent: (person: BenchMember, agency: BenchAgency) => madeUpId('bench', 'consent', person.key, agency.id),
  link: (person: BenchMember, agency: BenchAgency) => madeUpId('bench', 'link', person.key, agency.id),
} as const;

/** The months that the bench's agreements reach back. */
export const HISTORY_MONTHS = 24;

export function fullName({ forename }: BenchMember): string {
  return `${forename} ${FAMILY.name}`;
}

/** An agency's own id of a member. */
export function agencyPersonId(person: BenchMember, agency: BenchAgency): string {
  return `${agency.id.slice(0, 2).toUpperCase()}${madeUpId('bench', agency.id, person.key).slice(0, 8)}`;
}
