/**
 * Rule 2: whom agencies' records put beside a member of a family, the same property, a school contact, a tenancy, is proposed to the manager,
 * and shown to nobody else. Never somebody who is sealed, protected or silently restricted, nor by way of such a member; never anybody a
 * second time, whatever became of the first; and never somebody who may be a member already.
 */
import type { Pool, PoolClient } from 'pg';
import { inTransaction } from '#storage/transaction.ts';
import type { Clock, LocalDate } from '#terms/clock.ts';
import { ageOn, londonDate } from '#terms/clock.ts';
import type { Demographics } from '#terms/demographics.ts';
import { HUB_RECORDS } from '#terms/demographics.ts';
import type { FamilyRole } from '#terms/family.ts';
import { AS_FOUND, FAMILIES, FAMILY_CANDIDATES, FAMILY_MARKS, MOST_WAITING, PROPOSE } from './family-proposals-query.ts';

export interface FamilyProposalsOptions {
  readonly pool: Pool;
  readonly clock: Clock;
  /** Looked at in one statement. */
  readonly familiesAtOnce?: number;
  /** Statements of one go: the next goes on from there. */
  readonly statements?: number;
}

/** Before every id. */
const START = '00000000-0000-0000-0000-000000000000';

/**
 * @returns a function that proposes whom it finds in some families more, and answers how many; after the last it begins again, and where
 * nothing has changed since it last began it only looks whether something has.
 */
export function createFamilyProposals(options: FamilyProposalsOptions): (stopping: AbortSignal) => Promise<number> {
  const { pool, clock, familiesAtOnce = 100, statements = 10 } = options;
  let known: string | undefined;
  let begun: string | undefined;
  let after = START;

  /** One for each family in turn: whoever is proposed counts for whoever comes after. */
  async function proposeIn(families: readonly string[], stopping: AbortSignal): Promise<number> {
    let count = 0;
    for (let round = 0; round < MOST_WAITING && !stopping.aborted; round++) {
      const now = clock.now();
      // oxlint-disable-next-line no-await-in-loop -- each round rests on the last
      const { rows } = await pool.query<Candidate>({
        name: 'family-proposals-candidates',
        text: FAMILY_CANDIDATES,
        values: [now, londonDate(now), MOST_WAITING, families],
      });
      if (rows.length === 0) break;
      // A record that two families are beside makes one person, whom the next round finds.
      const each = new Map(rows.map((row) => [row.person ?? `${row.agency} ${row.agencyPersonId}`, row]));
      for (const candidate of each.values()) {
        // oxlint-disable-next-line no-await-in-loop -- short transactions, one after the other
        if (await inTransaction(pool, (client) => propose(client, candidate, now)).catch(unlessGuarded)) count += 1;
      }
    }
    return count;
  }

  return async (stopping) => {
    if (after === START) {
      const marks = await pool.query<{ marks: string }>({ name: 'family-proposals-marks', text: FAMILY_MARKS });
      begun = marks.rows[0]?.marks ?? '';
      if (begun === known) return 0;
    }
    let count = 0;
    for (let statement = 0; statement < statements && !stopping.aborted; statement++) {
      // oxlint-disable-next-line no-await-in-loop -- some families after the others
      const { rows } = await pool.query<{ id: string }>({
        name: 'family-proposals-families',
        text: FAMILIES,
        values: [after, familiesAtOnce],
      });
      const families = rows.map(({ id }) => id);
      // oxlint-disable-next-line no-await-in-loop
      count += await proposeIn(families, stopping);
      if (stopping.aborted) break;
      after = families.length < familiesAtOnce ? START : (families.at(-1) ?? START);
      if (after === START) {
        known = begun;
        break;
      }
    }
    return count;
  };
}

interface Candidate {
  readonly family: string;
  /** What puts the record beside a member. */
  readonly evidence: string;
  readonly agency: string;
  readonly agencyPersonId: string;
  readonly received: Demographics;
  /** Whom the record is about, or who was made from it before; null: nobody whom the hub knows. */
  readonly person: string | null;
}

/** What was sealed, changed or guarded since it was found: the next round finds what holds then. */
class GuardedMeanwhile extends Error {}

function unlessGuarded(error: unknown): false {
  if (error instanceof GuardedMeanwhile) return false;
  throw error;
}

async function propose(client: PoolClient, candidate: Candidate, now: Date): Promise<true> {
  const { family, evidence, received, agency, agencyPersonId } = candidate;
  const kept = await client.query({
    name: 'family-proposals-record',
    text: AS_FOUND,
    values: [agency, agencyPersonId, received],
  });
  if (kept.rowCount === 0) throw new GuardedMeanwhile();
  const person = candidate.person ?? (await makePerson(client, candidate, now));
  // Last, for it takes the place of this change in the order of the log until the transaction ends.
  await client.query('select access_log_lock()');
  const made = await client.query({
    name: 'family-proposals-member',
    text: PROPOSE,
    values: [crypto.randomUUID(), family, person, roleOf(received, evidence, londonDate(now)), evidence, now],
  });
  if (made.rowCount === 0) throw new GuardedMeanwhile();
  return true;
}

/** A name and a birthday; what else the agency knows stays with its record. That the two are one person is kept, for linking. */
async function makePerson(client: PoolClient, { agency, agencyPersonId, received }: Candidate, now: Date): Promise<string> {
  const person = crypto.randomUUID();
  const { forename, surname, sex } = received;
  await client.query(
    `insert into person (id, forename, surname, date_of_birth, sex, recorded_at) values ($1, $2, $3, $4, $5, $6)`,
    [person, plain(forename), plain(surname), birthOf(received, londonDate(now)), sexOf(sex), now],
  );
  const [left, right] = [
    { agency: HUB_RECORDS, id: person },
    { agency, id: agencyPersonId },
  ].toSorted((a, b) => (a.agency < b.agency ? -1 : 1));
  await client.query(
    `insert into match_decision (id, left_agency, left_id, right_agency, right_id, verdict, grounds, recorded_at)
      values ($1, $2, $3, $4, $5, 'SAME', 'MADE_FROM', $6)`,
    [crypto.randomUUID(), left?.agency, left?.id, right?.agency, right?.id, now],
  );
  return person;
}

function plain(name: string | null): string | null {
  return name?.trim() || null;
}

/** What is no day, or one to come, is not known. */
function birthOf({ dateOfBirth }: Demographics, today: LocalDate): LocalDate | null {
  if (dateOfBirth === null || !/^\d{4}-\d{2}-\d{2}$/.test(dateOfBirth) || dateOfBirth > today) return null;
  const read = new Date(`${dateOfBirth}T00:00:00Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(dateOfBirth) ? dateOfBirth : null;
}

function sexOf(sex: string | null): 'FEMALE' | 'MALE' | 'UNKNOWN' {
  const first = sex?.trim().charAt(0).toUpperCase();
  if (first === 'F') return 'FEMALE';
  return first === 'M' ? 'MALE' : 'UNKNOWN';
}

/** As far as a record can tell: the manager who confirms knows better. */
function roleOf(received: Demographics, evidence: string, today: LocalDate): FamilyRole {
  const born = birthOf(received, today);
  if (born !== null && ageOn(born, today) < 18) return 'CHILD';
  return evidence === 'NEXT_OF_KIN' ? 'OTHER_RELATIVE' : 'OTHER';
}
