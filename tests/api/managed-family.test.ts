import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { AccessLog } from '#access-log/append.ts';
import type { Leaf } from '#access-log/leaf.ts';
import { callerId } from '#demo/callers.ts';
import { change } from '#tests/support/change.ts';
import { addFamily } from '#tests/support/families.ts';
import type { HubResponse, TestHub } from '#tests/support/hub.ts';
import { ABSENT_ID, CAST, OKAFOR_HUGHES, startHub } from '#tests/support/hub.ts';
import { namesAndPlaces } from '#tests/support/personal.ts';
import { leavesAdded } from '#tests/support/queries.ts';
import { watchingStatements } from '#tests/support/statements.ts';

const EVERYTHING = `query($id: ID!) { managedFamily(id: $id) { id name
  episodes { id agreedOn openedOn closedOn closingReason }
  assignments { id worker { id name organisation } kind from until live }
  proposals { membershipId name role assertedBy evidence proposedBy { id name organisation } }
  consents { personId category purpose recipient decision capacity decidedAt recordedAt validUntil withdrawn } } }`;

interface Consent {
  readonly personId: string;
  readonly category: string;
  readonly recipient: string;
  readonly decision: string;
  readonly capacity: string;
  readonly withdrawn: boolean;
}
interface Managed {
  readonly name: string;
  readonly episodes: { closedOn: string | null; closingReason: string | null }[];
  readonly assignments: { worker: { name: string }; kind: string; until: string | null; live: boolean }[];
  readonly proposals: { membershipId: string; name: string | null; role: string; assertedBy: string; evidence: string | null }[];
  readonly consents: Consent[];
}

/** Something that happens before the log is written, once. */
let meanwhile: (() => Promise<void>) | null = null;
let hub: TestHub;
beforeAll(async () => {
  const accessLog = (log: AccessLog): AccessLog => ({
    async append(leaves, epochs) {
      const happens = meanwhile;
      meanwhile = null;
      await happens?.();
      return log.append(leaves, epochs);
    },
  });
  hub = await startHub({ wrap: { accessLog } });
});
afterAll(() => hub.close());

const sql = async (text: string, values: unknown[] = []): Promise<void> => void (await hub.owner.pool.query(text, values));
/** After each test the family is again as it was made. */
afterEach(async () => {
  meanwhile = null;
  await sql(`delete from consent where recorded_at > now() - interval '1 hour'`);
  await sql(`delete from restriction where reason = 'test'`);
  await sql('delete from worker_interest');
  await sql(`delete from assignment where made_by_id = worker_id`);
  await sql(`delete from family_member where family_id in (select id from family where name = 'Added')`);
  await sql(
    `update family_member set state = 'CONFIRMED', asserted_by = 'WORKER', evidence = null, until_date = null where family_id = $1`,
    [OKAFOR_HUGHES],
  );
  await sql(`update family set organisation_id = 'northmere-early-help' where id = $1`, [OKAFOR_HUGHES]);
});

const ask = (id = OKAFOR_HUGHES, who = 'manager') => hub.query(who, EVERYTHING, { id });
const managed = async (): Promise<Managed> => {
  const { body } = await ask();
  expect(body.errors).toBeUndefined();
  if (body.data?.['managedFamily'] == null) throw new Error('The manager sees no family.');
  return body.data['managedFamily'] as unknown as Managed;
};
const propose = (person: string, assertedBy = 'AGENCY', evidence: string | null = 'SAME_UPRN') =>
  sql(
    `update family_member set state = 'PROPOSED', asserted_by = $3, evidence = $4 where family_id = $1 and person_id = $2`,
    [OKAFOR_HUGHES, person, assertedBy, evidence],
  );
const reject = (person: string) =>
  sql(`update family_member set state = 'REJECTED' where family_id = $1 and person_id = $2`, [OKAFOR_HUGHES, person]);
interface Restricting {
  readonly categories?: string[] | null;
  readonly silent?: boolean;
  readonly binds?: string[] | null;
}
const restrict = (person: string, { categories = null, silent = true, binds = null }: Restricting = {}) =>
  sql(
    `insert into restriction (id, person, kind, categories, binds, exempt, silent, starts_at, placed_by, reason)
      values ($1, $2, 'SEALED', $3, $4, '{}', $5, now() - interval '1 day', $6, 'test')`,
    [randomUUID(), person, categories, binds, silent, callerId('information-governance')],
  );
const declare = (person: string, { silent = false, state = 'LIVE' } = {}) =>
  sql(`insert into worker_interest (id, worker_id, person, kind, silent, state) values ($1, $2, $3, 'FAMILY', $4, $5)`, [
    randomUUID(),
    callerId('manager'),
    person,
    silent,
    state,
  ]);
const assign = (starts: string, ends: string | null, state = 'LIVE') =>
  sql(
    `insert into assignment (id, worker_id, family_id, kind, state, starts_at, ends_at, made_by_id)
      select gen_random_uuid(), id, $2, 'TEAM_MEMBER', $5, now() + $3::interval, now() + $4::interval, id from worker where id = $1`,
    [callerId('other-worker'), OKAFOR_HUGHES, starts, ends, state],
  );

const consentsAbout = ({ consents }: Managed, person: string, category: string, recipient = 'northmere-early-help') =>
  consents.filter((row) => row.personId === person && row.category === category && row.recipient === recipient);
const brief = ({ decision, withdrawn }: Consent) => `${decision}${withdrawn ? ' WITHDRAWN' : ''}`;

/** Everything about a response that a caller could compare. */
const seen = ({ status, text, headers }: HubResponse) => ({
  status,
  text,
  headers: [...headers].filter(([name]) => name !== 'date'),
});

describe('A manager', () => {
  test('sees the episodes and the team of a family of the own service', async () => {
    const { name, episodes, assignments, proposals } = await managed();
    expect(name).toBe('Okafor-Hughes');
    expect(episodes).toMatchObject([{ closedOn: null, closingReason: null }]);
    expect(assignments.map(({ worker, kind, until, live }) => [worker.name, kind, until, live]).toSorted()).toEqual([
      ['Family Support App', 'TEAM_MEMBER', null, true],
      ['Priya Nair', 'LEAD_WORKER', null, true],
      ['Tom Askew', 'TEAM_MEMBER', null, true],
    ]);
    expect(proposals).toEqual([]);
  });

  test('sees who will work with the family, and who did within 90 days', async () => {
    await assign('-200 days', '-91 days');
    await assign('-200 days', '-89 days');
    await assign('3 days', null);
    await assign('-1 day', null, 'ENDED');
    const { assignments } = await managed();
    const added = assignments.filter(({ worker }) => worker.name === 'Leah Brookes');
    expect(added.map(({ live, until }) => [live, until !== null])).toEqual([
      [false, false],
      [false, true],
      [false, true],
    ]);
  });

  test('sees of each giver the decision that stands, in what capacity, and nobody’s name', async () => {
    const family = await managed();
    expect(consentsAbout(family, CAST.toby, 'MENTAL_HEALTH').map(brief).toSorted()).toEqual(['GIVEN', 'REFUSED']);
    expect(consentsAbout(family, CAST.chidera, 'MENTAL_HEALTH').map((row) => `${row.capacity} ${brief(row)}`)).toEqual([
      'PARENTAL_RESPONSIBILITY GIVEN',
      'SELF REFUSED',
    ]);
    expect(consentsAbout(family, CAST.toby, 'ATTENDANCE', 'northmere-community-health')).toHaveLength(1);
    expect(family.consents.filter(({ personId }) => personId === CAST.daniel)).toEqual([]);
    const { text } = await ask();
    const names = hub.world.people.flatMap(({ forename }) => forename ?? []);
    expect(names.filter((name) => text.includes(name) && !'Priya Nair Tom Askew'.includes(name))).toEqual([]);
    expect(namesAndPlaces(hub.world).filter((name) => text.includes(name) && name !== 'Okafor-Hughes')).toEqual(
      expect.not.arrayContaining(['Toby', 'Hughes Close']),
    );
  });
});
