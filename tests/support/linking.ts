/** Agencies' records as intake keeps them, stewards' decisions as they are entered, and what linking makes of both. */
import { createHash, randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { World } from '#demo/world/world.ts';
import { createLinking, DEFAULT_POPULATION } from '#people/linking/linking.ts';
import { systemClock } from '#terms/clock.ts';
import type { Demographics } from '#terms/demographics.ts';

export interface Reference {
  readonly agency: string;
  readonly id: string;
}

export interface IndexTools {
  /** As intake does. */
  receive(record: Reference, said: Demographics, more?: { state?: string; into?: string; sealed?: boolean }): Promise<void>;
  /** As a steward's mutation does. */
  decide(one: Reference, other: Reference, verdict: 'SAME' | 'DIFFERENT'): Promise<void>;
  /** Works until nothing is due. */
  link(pool?: Pool): Promise<void>;
  /** All versions of the links to a record, oldest first: `STATE`, and `ended` where that is over by itself. */
  versions(record: Reference, person: string): Promise<string[]>;
  /** Open questions about a record, with its person. */
  questions(record: Reference): Promise<string[]>;
  /** Takes everything of the index away, but the people. */
  forget(): Promise<void>;
}

/** @param hub the hub's own pool */
export function indexTools(owner: Pool, hub: Pool): IndexTools {
  const sql = async <Row extends object>(text: string, ...values: unknown[]) => (await owner.query<Row>(text, values)).rows;
  return {
    async receive({ agency, id }, said, { state = 'LIVE', into, sealed = false } = {}) {
      await sql(
        `insert into agency_record (agency, agency_person_id, received, digest, delivery, first_known_at, received_at, state, merged_into, sealed)
           values ($1, $2, $3, $4, 'a test', now(), now(), $5, $6, $7)
         on conflict (agency, agency_person_id) do update set received = excluded.received, digest = excluded.digest, state = excluded.state,
           merged_into = excluded.merged_into, sealed = excluded.sealed, received_at = now(), placed = false`,
        agency, id, said, createHash('sha256').update(JSON.stringify(said)).digest('hex'), state, into ?? null, sealed,
      ); // prettier-ignore
    },
    async decide(one, other, verdict) {
      const [left, right] = [one, other].toSorted((a, b) => (`${a.agency} ${a.id}` < `${b.agency} ${b.id}` ? -1 : 1));
      await sql(
        `insert into match_decision (id, left_agency, left_id, right_agency, right_id, verdict, grounds) values ($1, $2, $3, $4, $5, $6, 'STEWARD')`,
        randomUUID(), left?.agency, left?.id, right?.agency, right?.id, verdict,
      ); // prettier-ignore
    },
    async link(pool = hub) {
      const linking = createLinking({ pool, clock: systemClock, population: DEFAULT_POPULATION });
      const isDue = async () =>
        (
          await sql<{ due: boolean }>(
            'select exists (select from agency_record where not placed) or exists (select from linking_due) as due',
          )
        )[0]?.due;
      // oxlint-disable-next-line no-await-in-loop -- until nothing is due
      do await linking.work();
      while (
        // oxlint-disable-next-line no-await-in-loop
        await isDue()
      );
    },
    async versions({ agency, id }, person) {
      const rows = await sql<{ state: string; ended: boolean }>(
        `select state, ends_at = starts_at as ended from agency_link
         where agency = $1 and agency_person_id = $2 and person_id = $3 order by version`,
        agency, id, person,
      ); // prettier-ignore
      return rows.map(({ state, ended }) => (ended ? `${state} ended` : state));
    },
    async questions({ agency, id }) {
      const rows = await sql<{ said: string }>(
        `select m.kind || ' ' || o.agency || ' ' || o.agency_person_id as said from agency_record r
           join match_review m on r.number in (m."left", m."right")
           join agency_record o on o.number in (m."left", m."right") and o.number <> r.number
         where r.agency = $1 and r.agency_person_id = $2 and m.closed_at is null order by 1`,
        agency, id,
      ); // prettier-ignore
      return rows.map(({ said }) => said);
    },
    async forget() {
      await owner.query(`delete from match_edge; delete from match_review; delete from match_decision; delete from person_merge;
        delete from agency_record; delete from linking_due; delete from restriction where reason = 'Made up by a test';
        insert into linking_due (person) select distinct person_id from family_member where state = 'CONFIRMED'`);
    },
  };
}

/** Who somebody of the made-up council is, as an agency that knows them well has it. */
export function demographicsOf(world: World, key: string): Demographics {
  const person = world.people.find((one) => one.key === key);
  if (!person) throw new Error('There is nobody with this key.');
  const home = world.households.find((household) => household.key === person.householdKey);
  return {
    forename: person.forename,
    surname: person.surname,
    otherNames: [],
    dateOfBirth: person.dateOfBirth,
    sex: person.sex,
    addresses: home ? [{ line: home.line, town: home.town, postcode: home.postcode, uprn: home.uprn }] : [],
    phones: [],
    emails: [],
    identifiers: {},
    relatedTo: [],
  };
}
