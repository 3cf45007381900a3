/** What a steward is asked about, in tests: records as intake leaves them, reviews as the linking job opens them, and people known twice. */
import { randomUUID } from 'node:crypto';
import { callerId } from '#demo/callers.ts';
import type { Demographics } from '#terms/demographics.ts';
import { NO_DEMOGRAPHICS } from '#terms/demographics.ts';
import type { HubResponse, TestHub } from './hub.ts';

export const STEWARD = callerId('steward');

const RECORD = `agency personId linkId forename surname otherNames { forename surname } dateOfBirth sex emails
  addresses { line town postcode uprn } phones identifiers { kind value } asOf receivedAt`;
const REVIEW = `id kind openedAt left { ${RECORD} } right { ${RECORD} } weight probability explanation
  parts { field level bits household } mergeId unclear`;
export const QUEUE = `query($first: Int! = 200, $after: String) { matchReviews(first: $first, after: $after) {
  edges { cursor node { id } } nodes { ${REVIEW} } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`;
export const ONE = `query($id: ID!) { matchReview(id: $id) { ${REVIEW} } }`;

export interface ReadRecord {
  readonly agency: string;
  readonly personId: string | null;
  readonly linkId: string | null;
  readonly forename: string | null;
  readonly addresses: readonly object[] | null;
  readonly phones: readonly string[] | null;
  readonly identifiers: readonly { readonly kind: string; readonly value: string }[];
}
export interface ReadReview {
  readonly id: string;
  readonly kind: string;
  readonly left: ReadRecord;
  readonly right: ReadRecord;
  readonly weight: number;
  readonly probability: number;
  readonly explanation: string;
  readonly parts: readonly { readonly field: string; readonly level: string }[];
  readonly mergeId: string | null;
  readonly unclear: readonly string[];
}
export interface ReadQueue {
  readonly edges: readonly { readonly cursor: string }[];
  readonly nodes: readonly ReadReview[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** @throws where the response has errors, or no queue */
export async function readQueue(hub: TestHub, variables: object = {}, who = 'steward'): Promise<ReadQueue> {
  const { body } = await hub.query(who, QUEUE, variables);
  if (body.errors) throw new Error(JSON.stringify(body.errors));
  if (body.data?.['matchReviews'] == null) throw new Error('There is no queue for them.');
  return body.data['matchReviews'] as unknown as ReadQueue;
}

export const askForOne = (hub: TestHub, id: string, who = 'steward'): Promise<HubResponse> => hub.query(who, ONE, { id });

/** An agency's record, as its list gave it. @returns its number */
export async function addRecord(
  { owner: { pool } }: TestHub,
  agency: string,
  id: string,
  received: Partial<Demographics>,
  { sealed = false } = {},
): Promise<number> {
  const { rows } = await pool.query<{ number: number }>(
    `insert into agency_record (agency, agency_person_id, received, digest, delivery, as_of, first_known_at, received_at, state, sealed, placed)
      values ($1, $2, $3, 'made up', 'made up', now() - interval '1 day', now() - interval '1 day', now() - interval '1 day', 'LIVE', $4, true)
      returning number`,
    [agency, id, { ...NO_DEMOGRAPHICS, ...received }, sealed],
  );
  return rows[0]!.number;
}

/** The hub's own record of a person, as the linking job derives it. @returns its number */
export async function ownRecord(hub: TestHub, person: string): Promise<number> {
  const { pool } = hub.owner;
  const { rows } = await pool.query<{ number: number }>(
    `select number from agency_record where agency = 'hub' and agency_person_id = $1`,
    [person],
  );
  if (rows[0]) return rows[0].number;
  const { rows: people } = await pool.query<Record<string, string | null>>(
    `select p.forename, p.surname, p.date_of_birth::text as born, p.sex, h.line, h.town, h.postcode, h.uprn
      from person p left join household h on h.id = p.household_id where p.id = $1`,
    [person],
  );
  const { forename = null, surname = null, born = null, sex = null, ...home } = people[0]!;
  const address = { line: home['line']!, town: home['town']!, postcode: home['postcode']!, uprn: home['uprn']! };
  return addRecord(hub, 'hub', person, { forename, surname, dateOfBirth: born, sex, addresses: home['line'] ? [address] : [] });
}

/** A review as the linking job opens it. @returns its id */
export async function openReview(
  { owner: { pool } }: TestHub,
  one: number,
  other: number,
  kind = 'POSSIBLE_MATCH',
  ago = '1 hour',
): Promise<string> {
  const id = randomUUID();
  await pool.query(
    `insert into match_review (id, "left", "right", kind, weight, model, opened_at) values ($1, $2, $3, $4, 5, 'test', now() - $5::interval)`,
    [id, Math.min(one, other), Math.max(one, other), kind, ago],
  );
  return id;
}

/** A link as the linking job makes it. @returns its id */
export async function addLink(
  { owner: { pool } }: TestHub,
  person: string,
  agency: string,
  record: string,
  state: string,
): Promise<string> {
  const id = randomUUID();
  await pool.query(
    `insert into agency_link (id, version, person_id, agency, agency_person_id, state, starts_at)
      values ($1, 1, $2, $3, $4, $5, now() - interval '1 day')`,
    [id, person, agency, record, state],
  );
  return id;
}

/** Somebody whom the hub did not know. @returns their id */
export async function addPerson(
  { owner: { pool } }: TestHub,
  { forename = 'Zedekiah', surname = 'Quillfeather', born = '2015-03-04', household = null as string | null } = {},
): Promise<string> {
  const id = randomUUID();
  await pool.query(
    `insert into person (id, forename, surname, date_of_birth, sex, household_id) values ($1, $2, $3, $4, 'MALE', $5)`,
    [id, forename, surname, born, household],
  );
  return id;
}

/** The current version of every link of a record, by person: `state@version`. */
export async function linksOf({ owner: { pool } }: TestHub, agency: string, record: string): Promise<Record<string, string>> {
  const { rows } = await pool.query<{ person: string; state: string; version: number }>(
    `select person_id as person, state, version from agency_link where agency = $1 and agency_person_id = $2 and ends_at is null`,
    [agency, record],
  );
  return Object.fromEntries(rows.map(({ person, state, version }) => [person, `${state}@${version}`]));
}
