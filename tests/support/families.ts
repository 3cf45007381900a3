/** Further families of the made-up council's own people, for tests that need one of a certain size. */
import { randomUUID } from 'node:crypto';
import { callerId } from '#demo/callers.ts';
import { personId } from '#demo/council/families.ts';
import type { TestHub } from './hub.ts';

/** Adds a family of these people (ids of the hub) with an open episode, assigned to the lead worker. Returns its id. */
export async function addFamily({ owner: { pool } }: TestHub, people: readonly string[]): Promise<string> {
  const family = randomUUID();
  const manager = callerId('manager');
  await pool.query('insert into family (id, name) values ($1, $2)', [family, 'Added']);
  await pool.query(
    `insert into episode (id, family_id, agreed_on, opened_on) values ($1, $2, current_date - 30, current_date - 30)`,
    [randomUUID(), family],
  );
  await pool.query(
    `insert into family_member (id, family_id, person_id, role, state, asserted_by, confirmed_by_id)
      select gen_random_uuid(), $1, unnest($2::uuid[]), 'OTHER', 'CONFIRMED', 'WORKER', $3`,
    [family, people, manager],
  );
  await pool.query(
    `insert into assignment (id, worker_id, family_id, kind, starts_at, made_by_id)
      values (gen_random_uuid(), $1, $2, 'LEAD_WORKER', now() - interval '30 days', $3)`,
    [callerId('lead-worker'), family, manager],
  );
  return family;
}

/** People of many families: two pupils of each of six schools, and eight adults. None of them is under a restriction. */
export async function twentyPeople({ owner: { pool }, world }: TestHub): Promise<string[]> {
  const { rows } = await pool.query<{ person: string }>('select person from restriction');
  const restricted = new Set(rows.map(({ person }) => person));
  const living = world.people.filter(({ key, diedOn }) => diedOn === null && !restricted.has(personId(key)));
  const bySchool = Map.groupBy(living, (person) => person.ids.education?.schoolId ?? null);
  const pupils = [...bySchool].flatMap(([school, people]) => (school === null || people.length < 2 ? [] : people.slice(0, 2)));
  const adults = living.filter(({ dateOfBirth }) => dateOfBirth !== null && dateOfBirth < '2000').slice(0, 8);
  return [...pupils.slice(0, 12), ...adults].map(({ key }) => personId(key));
}

/** Adults of families that neither the lead worker nor the other worker works with. None of them is under a restriction. */
export async function strangers({ owner: { pool }, world }: TestHub): Promise<string[]> {
  const { rows } = await pool.query<{ person: string }>('select person from restriction');
  const restricted = new Set(rows.map(({ person }) => person));
  const living = new Set(world.people.filter(({ diedOn }) => diedOn === null).map(({ key }) => key));
  const parents = world.families.slice(30).flatMap(({ members }) => members.filter(({ role }) => role === 'PARENT'));
  const ids = parents.filter(({ personKey }) => living.has(personKey)).map(({ personKey }) => personId(personKey));
  return ids.filter((id) => !restricted.has(id));
}
