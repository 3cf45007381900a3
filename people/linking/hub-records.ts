/**
 * The hub's own people as records among the agencies': derived from what workers entered, for everybody whose membership of a family was
 * ever confirmed. Triggers mark whose may have changed; one that says the same again changes nothing.
 */
import { createHash } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { currentVersion } from '#people/current-version.ts';
import { inTransaction } from '#storage/transaction.ts';
import type { Demographics } from '#terms/demographics.ts';
import { HUB_RECORDS } from '#terms/demographics.ts';
import { isSealedRecord } from './sealed-sql.ts';

const MOST = 500;

const MARKED = `select entry, person from linking_due where person is not null order by entry limit ${MOST}`;
/** Seals end with time, too. $1 now */
const UNSEALED = `
  select r.agency_person_id as person from agency_record r
  where r.agency = '${HUB_RECORDS}' and r.sealed and not ${isSealedRecord('r.agency_person_id::uuid', '$1::timestamptz')} limit ${MOST}`;

const IS_DUE = `select exists (select from linking_due where person is not null) or exists (${UNSEALED}) as due`;

/** Of these, and of whoever is merged into them; who was known first is placed first. $1 people, $2 now */
const DERIVE = `
  select p.id, p.forename, p.surname, p.date_of_birth::text as born, p.sex, h.line, h.town, h.postcode, h.uprn,
    (select coalesce(json_agg(json_build_array(i.kind, i.value) order by i.recorded_at, i.value), '[]')
      from person_identifier i where i.person_id = p.id) as identifiers,
    (select coalesce(json_agg(m.kept_id order by m.kept_id), '[]') from person_merge m
      where m.merged_id = p.id and m.state = 'MERGED' and ${currentVersion('person_merge', 'm')}) as merged,
    (select min(fm.recorded_at) from family_member fm where fm.person_id = p.id and fm.state = 'CONFIRMED') as known,
    ${isSealedRecord('p.id', '$2::timestamptz')} as sealed,
    exists (select from restriction s where s.person = p.id and s.kind = 'SEALED') as "everSealed"
  from person p left join household h on h.id = p.household_id
  where p.id in (select unnest($1::uuid[]) union select person_merged_into(kept) from unnest($1::uuid[]) kept)
  order by known, p.id`;

const KEEP = `
  insert into agency_record as r (agency, agency_person_id, received, digest, delivery, first_known_at, received_at, state, sealed)
    select '${HUB_RECORDS}', id, received, digest, '${HUB_RECORDS}', known, $2, 'LIVE', sealed
      from jsonb_to_recordset($1::jsonb) p(id text, received jsonb, digest text, known timestamptz, sealed boolean)
    on conflict (agency, agency_person_id) do update set received = excluded.received, digest = excluded.digest, state = excluded.state,
      first_known_at = excluded.first_known_at, received_at = excluded.received_at, sealed = excluded.sealed, placed = false
    where r.digest <> excluded.digest or r.sealed <> excluded.sealed`;
/** Who is linked to somebody sealed takes no part either, and does again once the seal is lifted. */
const LOOK_AGAIN = `
  update agency_record r set placed = false from agency_link l
    where l.person_id = any($1::uuid[]) and r.agency = l.agency and r.agency_person_id = l.agency_person_id and l.ends_at is null and r.placed`;

interface Derived {
  readonly id: string;
  readonly forename: string | null;
  readonly surname: string | null;
  readonly born: string | null;
  readonly sex: string;
  readonly line: string | null;
  readonly town: string | null;
  readonly postcode: string | null;
  readonly uprn: string | null;
  readonly identifiers: readonly (readonly [kind: string, value: string])[];
  readonly merged: readonly string[];
  readonly known: Date | null;
  readonly sealed: boolean;
  readonly everSealed: boolean;
}

/** Brings the records of marked people up to date, a batch at a time. @returns how many people were looked at */
export async function keepHubRecords(pool: Pool, now: Date): Promise<number> {
  const { rows } = await pool.query<{ due: boolean }>({ name: 'linking-people-due', text: IS_DUE, values: [now] });
  if (rows[0]?.due !== true) return 0;
  return inTransaction(pool, async (client) => {
    const marked = await client.query<{ entry: string; person: string }>({ name: 'linking-people-marked', text: MARKED });
    const over = await client.query<{ person: string }>({ name: 'linking-people-unsealed', text: UNSEALED, values: [now] });
    const people = [...new Set([...marked.rows, ...over.rows].map(({ person }) => person))];
    if (people.length === 0) return 0;
    await keep(client, people, now);
    const entries = marked.rows.map(({ entry }) => entry);
    await client.query({ name: 'linking-people-done', text: `delete from linking_due where entry = any($1::bigint[])`, values: [entries] }); // prettier-ignore
    return people.length;
  });
}

async function keep(client: PoolClient, people: readonly string[], now: Date): Promise<void> {
  const { rows } = await client.query<Derived>({ name: 'linking-people', text: DERIVE, values: [people, now] });
  const records = rows.flatMap(({ known, ...person }) => {
    const received = demographicsOf(person);
    return known === null
      ? []
      : [{ id: person.id, received, digest: digestOf([received, person.merged]), known, sealed: person.sealed }];
  });
  await client.query({ name: 'linking-people-keep', text: KEEP, values: [JSON.stringify(records), now] });
  const sealed = rows.filter(({ everSealed }) => everSealed).map(({ id }) => id);
  if (sealed.length > 0) await client.query({ name: 'linking-people-sealed', text: LOOK_AGAIN, values: [sealed] });
}

const digestOf = (what: unknown): string => createHash('sha256').update(JSON.stringify(what)).digest('hex');

function demographicsOf(person: Omit<Derived, 'known'>): Demographics {
  const { line, town, postcode, uprn } = person;
  return {
    forename: person.forename,
    surname: person.surname,
    otherNames: [],
    dateOfBirth: person.born,
    sex: person.sex === 'FEMALE' || person.sex === 'MALE' ? person.sex : null,
    addresses: line === null && postcode === null ? [] : [{ line, town, postcode, uprn }],
    phones: [],
    emails: [],
    // Of two of a kind the one entered last.
    identifiers: Object.fromEntries(person.identifiers),
    relatedTo: [],
  };
}
