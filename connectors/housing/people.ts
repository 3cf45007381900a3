/**
 * The housing service's list of people, for the person index: the reporting view as a whole, whenever it was refreshed. It is read by key,
 * so that a long list holds nothing up.
 */
import { z } from 'zod';
import type { Agency } from '#connectors/contract.ts';
import { readRows, shortText } from '#connectors/transports/list-rows.ts';
import type { SqlView } from '#connectors/transports/sql-view.ts';
import { SqlViewError } from '#connectors/transports/sql-view.ts';
import type { DemographicPage, RelatedRecord } from '#terms/demographics.ts';

const PAGE_SIZE = 500;
/** What more people have is no tenancy: it stands where there is none, and each of thousands would be put beside all the others. */
const MOST_IN_TENANCY = 20;

/** References are put into pages' keys and kept as ids. */
const reference = z.string().regex(/^[\w/-]{1,64}$/);
const row = z.object({
  person_reference: reference,
  forename: shortText,
  surname: shortText,
  former_surname: shortText,
  date_of_birth: shortText,
  sex: shortText,
  phone: shortText,
  email: shortText,
  address_line: shortText,
  town: shortText,
  postcode: shortText,
  uprn: shortText,
  tenancy_reference: shortText,
  merged_into: reference.nullable(),
  sealed: z.boolean().nullable(),
});
const COLUMNS = Object.keys(row.shape).join(', ');
/** What has to be right for the next page to be found. */
const keyedSchema = z.looseObject({ person_reference: z.string(), refreshed_at: z.date() });

export function createHousingPeople(sql: SqlView): NonNullable<Agency['people']> {
  async function refreshedAt(signal: AbortSignal): Promise<Date> {
    const schema = z.object({ refreshed_at: z.date().nullable() });
    const [newest] = await sql.query(schema, 'SELECT max(refreshed_at) AS refreshed_at FROM reporting.people', [], { signal });
    // A view of nobody is a view that is being filled.
    if (!newest?.refreshed_at) throw new SqlViewError('MALFORMED');
    return newest.refreshed_at;
  }

  async function* pages(cursor: string | null, asOf: Date, signal: AbortSignal): AsyncGenerator<DemographicPage> {
    const text = `SELECT ${COLUMNS}, refreshed_at FROM reporting.people WHERE person_reference > $1 ORDER BY person_reference LIMIT ${PAGE_SIZE}`;
    // Refreshed while it was read, the view is read again.
    let same = true;
    for (let after = ''; ;) {
      // oxlint-disable-next-line no-await-in-loop -- each page begins where the last one ended
      const found = await sql.query(keyedSchema, text, [after], { signal });
      const last = found.at(-1);
      if (!last) break;
      if (last.person_reference === after) throw new SqlViewError('MALFORMED');
      same &&= found.every((one) => one.refreshed_at.getTime() === asOf.getTime());
      const members = await tenants(found, signal);
      yield { ...readPeople(found, members), asOf, delivery: 'reporting.people', cursor };
      after = last.person_reference;
    }
    yield { changes: [], rejected: {}, asOf, delivery: 'reporting.people', cursor: same ? asOf.toISOString() : cursor };
  }

  /** Everybody of the tenancies that a page names, by tenancy. */
  async function tenants(found: readonly unknown[], signal: AbortSignal): Promise<ReadonlyMap<string, readonly string[]>> {
    const schema = z.object({ person_reference: z.string(), tenancy_reference: z.string() });
    const tenancies = found.flatMap((one) => row.safeParse(one).data?.tenancy_reference ?? []);
    if (tenancies.length === 0) return new Map();
    const text = `SELECT person_reference, tenancy_reference FROM (
      SELECT person_reference, tenancy_reference, count(*) OVER (PARTITION BY tenancy_reference) AS members
      FROM reporting.people WHERE tenancy_reference = ANY($1)) tenants WHERE members <= ${MOST_IN_TENANCY}`;
    const rows = await sql.query(schema, text, [[...new Set(tenancies)]], { signal });
    const byTenancy = Map.groupBy(rows, ({ tenancy_reference }) => tenancy_reference);
    return new Map(
      [...byTenancy].map(([tenancy, of]) => [tenancy, of.map(({ person_reference }) => person_reference).toSorted()]),
    );
  }

  return async (cursor, signal) => {
    const asOf = await refreshedAt(signal);
    // Nothing can have changed since.
    if (cursor === asOf.toISOString()) return { covers: 'CHANGES', complete: true, pages: noPages() };
    return { covers: 'EVERYBODY', complete: true, pages: pages(cursor, asOf, signal) };
  };
}

async function* noPages(): AsyncGenerator<DemographicPage> {}

function readPeople(found: readonly unknown[], members: ReadonlyMap<string, readonly string[]>) {
  return readRows(found, row, (person) => {
    const { person_reference: id, merged_into: into, tenancy_reference: tenancy } = person;
    if (into !== null) return { change: 'MERGED', id, into };
    const others = (members.get(tenancy ?? '') ?? []).filter((other) => other !== id);
    const relatedTo: RelatedRecord[] = others.map((other) => ({ kind: 'SAME_TENANCY', id: other }));
    const { address_line: line, town, postcode, uprn } = person;
    const demographics = {
      forename: person.forename,
      surname: person.surname,
      otherNames: person.former_surname ? [{ forename: person.forename, surname: person.former_surname }] : [],
      dateOfBirth: person.date_of_birth,
      sex: person.sex,
      addresses: line || town || postcode || uprn ? [{ line, town, postcode, uprn }] : [],
      phones: person.phone ? [person.phone] : [],
      emails: person.email ? [person.email] : [],
      identifiers: tenancy ? { 'tenancy-reference': tenancy } : {},
      relatedTo,
    };
    return { change: 'RECORD', id, demographics, sealed: person.sealed === true };
  });
}
