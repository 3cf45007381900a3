/** Pupils and their contacts as Wonde lists them, as demographics. Notes and comments are not read at all. */
import { z } from 'zod';
import { distinct, readRows, shortText } from '#connectors/transports/list-rows.ts';
import type { RowsRead } from '#connectors/transports/list-rows.ts';
import type { Address, Demographics, OtherName, RelatedRecord } from '#terms/demographics.ts';
import { contactId } from './asking.ts';
import type { WondeTime } from './wonde-time.ts';
import { readDay, wondeTimeSchema } from './wonde-time.ts';

const id = z.string().regex(/^[\w-]{1,64}$/);

const addressSchema = z.object({
  apartment: shortText,
  house_name: shortText,
  house_number: shortText,
  street: shortText,
  town: shortText,
  postcode: shortText,
});
const detailsSchema = z
  .object({
    data: z.object({
      phones: z.object({ phone: shortText, mobile: shortText, home: shortText, work: shortText }).nullish(),
      emails: z.object({ email: shortText, home: shortText, work: shortText }).nullish(),
      addresses: z.object({ home: addressSchema.nullish(), postal: addressSchema.nullish() }).nullish(),
    }),
  })
  .nullish();
const personSchema = z.object({
  id,
  forename: shortText,
  surname: shortText,
  legal_forename: shortText,
  legal_surname: shortText,
  gender: shortText,
  date_of_birth: wondeTimeSchema.nullish(),
  contact_details: detailsSchema,
});
const studentSchema = personSchema.extend({
  education_details: z.object({ data: z.object({ upn: shortText }) }).nullish(),
  contacts: z.object({ data: z.array(z.object({ id })) }).nullish(),
});
const deletionSchema = z.object({ id, type: z.string(), restored_at: wondeTimeSchema.nullish() });
const schoolSchema = z.object({ id });

export const readSchoolId = (value: unknown): string | null => schoolSchema.safeParse(value).data?.id ?? null;

export function readStudents(schoolId: string, values: readonly unknown[]): RowsRead {
  return readRows(values, studentSchema, (row) => {
    const upn = row.education_details?.data.upn;
    const contacts = distinct((row.contacts?.data ?? []).map((contact) => contactId(schoolId, contact.id)));
    const relatedTo: RelatedRecord[] = contacts.toSorted().map((related) => ({ kind: 'SCHOOL_CONTACT', id: related }));
    const demographics = { ...demographicsOf(row), identifiers: upn ? { upn } : {}, relatedTo };
    return { change: 'RECORD', id: `${schoolId}/${row.id}`, demographics, sealed: false };
  });
}

export function readContacts(schoolId: string, values: readonly unknown[]): RowsRead {
  return readRows(values, personSchema, (row) => ({
    change: 'RECORD',
    id: contactId(schoolId, row.id),
    demographics: demographicsOf(row),
    sealed: false,
  }));
}

/** A deletion of something other than a person is none of ours; one that was taken back is listed as changed. */
export function readDeletions(schoolId: string, values: readonly unknown[]): RowsRead {
  return readRows(values, deletionSchema, ({ id: deleted, type, restored_at }) => {
    const own = { student: `${schoolId}/${deleted}`, contact: contactId(schoolId, deleted) }[type];
    return own === undefined || restored_at ? null : { change: 'DELETED', id: own };
  });
}

function demographicsOf(row: z.infer<typeof personSchema>): Demographics {
  const { phones, emails, addresses } = row.contact_details?.data ?? {};
  return {
    forename: row.forename,
    surname: row.surname,
    otherNames: legalName(row),
    dateOfBirth: row.date_of_birth ? dayOf(row.date_of_birth) : null,
    sex: row.gender,
    addresses: [addresses?.home, addresses?.postal].flatMap((address) => addressOf(address)),
    phones: distinct([phones?.mobile, phones?.phone, phones?.home, phones?.work]),
    emails: distinct([emails?.email, emails?.home, emails?.work]),
    identifiers: {},
    relatedTo: [],
  };
}

/** Where it is another than the name that the school calls them by. */
function legalName(row: z.infer<typeof personSchema>): OtherName[] {
  const [forename, surname] = [row.legal_forename ?? row.forename, row.legal_surname ?? row.surname];
  return forename === row.forename && surname === row.surname ? [] : [{ forename, surname }];
}

/** What cannot be read as a day is left as it came. */
function dayOf(value: WondeTime): string {
  try {
    return readDay(value);
  } catch {
    return (typeof value === 'string' ? value : value.date).slice(0, 40);
  }
}

function addressOf(address: z.infer<typeof addressSchema> | null | undefined): Address[] {
  if (!address) return [];
  const { apartment, house_name, house_number, street, town, postcode } = address;
  const numbered = [house_number, street].filter((part) => part !== null).join(' ');
  const line = [apartment, house_name, numbered].filter((part) => part).join(', ') || null;
  return line || town || postcode ? [{ line, town, postcode, uprn: null }] : [];
}
