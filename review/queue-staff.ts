/** The staff's own people and addresses, from an optional file: what tells whether somebody looks at themselves, a neighbour or a colleague. */
import { parse } from 'csv-parse/sync';
import { isUuid } from '#terms/ids.ts';

export interface StaffMember {
  /** As sign-in knows them. */
  readonly subject: string;
  readonly personId: string | null;
  /** In capitals, without spaces. */
  readonly postcode: string | null;
  readonly uprn: string | null;
  readonly organisation: string | null;
}

export interface Staff {
  find(subject: string): StaffMember | undefined;
  /** Whoever of the staff this person is. */
  ofPerson(personId: string): StaffMember | undefined;
}

const COLUMNS = ['subject', 'personid', 'postcode', 'uprn', 'organisation'];

/** @throws Error where it is no such file, in a sentence that quotes nothing of it */
export function readStaff(text: string): Staff {
  const rows = parseRows(text);
  const members = rows.map((row, place): StaffMember => {
    const value = (name: string) => row[name]?.trim() || null;
    const subject = value('subject');
    const personId = value('personid')?.toLowerCase() ?? null;
    const uprn = value('uprn');
    const isUsable = subject !== null && (personId === null || isUuid(personId)) && (uprn === null || /^\d{1,12}$/.test(uprn));
    if (!isUsable) throw new Error(`row ${place + 1} has no subject, or a person’s id or UPRN that is none`);
    return {
      subject,
      personId,
      postcode: plainPostcode(value('postcode')),
      uprn: plainUprn(uprn),
      organisation: value('organisation'),
    };
  });
  if (new Set(members.map(({ subject }) => subject)).size < members.length) throw new Error('it has a subject twice');
  const bySubject = new Map(members.map((member) => [member.subject, member]));
  const byPerson = new Map(members.flatMap((member) => (member.personId === null ? [] : [[member.personId, member] as const])));
  return { find: (subject) => bySubject.get(subject), ofPerson: (id) => byPerson.get(id) };
}

export function plainPostcode(text: string | null): string | null {
  return text?.replaceAll(/\s/g, '').toUpperCase() || null;
}

/** Written with leading zeros or without. */
export function plainUprn(text: string | null): string | null {
  return text?.replace(/^0+/, '') || null;
}

function parseRows(text: string): Record<string, string>[] {
  try {
    return parse(text, {
      bom: true,
      skip_empty_lines: true,
      columns(header: string[]) {
        const names = header.map((name) => name.trim().toLowerCase());
        if (!names.includes('subject') || names.some((name) => !COLUMNS.includes(name))) throw new Error('columns');
        return names;
      },
    });
  } catch {
    throw new Error('it is no CSV with the columns subject, personId, postcode, uprn, organisation');
  }
}
