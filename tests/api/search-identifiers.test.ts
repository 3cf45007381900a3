/** By a number or reference that somebody is known by: the hub's own, or an agency's where something of that agency is permitted. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Leaf } from '#access-log/leaf.ts';
import { callerId } from '#demo/callers.ts';
import { personId } from '#demo/council/families.ts';
import { madeUpId } from '#demo/ids.ts';
import { castKeys } from '#demo/world/cast.ts';
import { strangers } from '#tests/support/families.ts';
import type { HubResponse, TestHub } from '#tests/support/hub.ts';
import { ABSENT_ID, CAST, startHub } from '#tests/support/hub.ts';
import { leavesAdded } from '#tests/support/queries.ts';
import { readThroughLink } from '#tests/support/reviewing.ts';
import { found, identified, identify } from '#tests/support/searching.ts';
import { watchingStatements } from '#tests/support/statements.ts';

const LEAD = 'lead-worker';
const UPN = 'H801200001001';

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub({ searchLimits: { perMinute: 1_000, perHour: 1_000 } });
  await hub.owner.pool.query('create table kept_link as select * from agency_link');
  // Where homes have no part in the story, none is protected.
  await hub.owner.pool.query(`update restriction set state = 'LIFTED' where kind = 'PROTECTED_ADDRESS'`);
});
afterAll(() => hub.close());
afterEach(async () => {
  await hub.owner.pool
    .query(`delete from person_identifier; delete from agency_record; delete from restriction where reason = 'test';
    delete from agency_link; insert into agency_link select * from kept_link`);
});

const sql = (text: string, ...values: unknown[]) => hub.owner.pool.query(text, values);
const ids = (name: keyof typeof CAST) => hub.world.people.find(({ key }) => key === castKeys[name])!.ids;
const linkOf = (agency: string, name: keyof typeof CAST) => madeUpId('link', agency, castKeys[name]);
const isKnown = (person: string, kind = 'upn', value = UPN) =>
  sql('insert into person_identifier (person_id, kind, value) values ($1, $2, $3)', person, kind, value);

/** What an agency's list says of somebody whom it knows. */
const receives = (agency: string, id: string, received: object, more: { sealed?: boolean; state?: string } = {}) =>
  sql(
    `insert into agency_record (agency, agency_person_id, received, digest, delivery, first_known_at, received_at, state, sealed)
      values ($1, $2, $3, 'test', 'test', now(), now(), $4, $5)`,
    agency,
    id,
    { forename: null, surname: null, otherNames: [], identifiers: {}, ...received },
    more.state ?? 'LIVE',
    more.sealed ?? false,
  );
const restrict = (person: string, kind: string, categories: readonly string[] | null) =>
  sql(
    `insert into restriction (id, person, kind, categories, exempt, silent, starts_at, placed_by, reason)
      values ($1, $2, $3, $4, $5, false, now() - interval '1 day', $6, 'test')`,
    randomUUID(),
    person,
    kind,
    categories,
    kind === 'SEALED' ? [callerId(LEAD)] : [],
    callerId('information-governance'),
  );
const schoolId = () => `${ids('toby').education!.schoolId}/${ids('toby').education!.studentId}`;

const seen = ({ status, text, headers }: HubResponse) => ({
  status,
  text,
  headers: [...headers].filter(([name]) => name !== 'date'),
});
function likeness(leaf: Leaf): object {
  const { time: _time, requestId: _request, nonce: _nonce, ...rest } = leaf as Leaf & { nonce: string };
  return rest;
}
/** What asking shows, costs and leaves. */
async function traces(kind: string, value: string, who = LEAD) {
  const statements: string[] = [];
  let response: HubResponse | undefined;
  const leaves = await leavesAdded(hub, async () => {
    response = await watchingStatements(
      hub,
      (name) => void statements.push(name),
      () => identify(hub, who, kind, value),
    );
  });
  return { seen: seen(response!), statements, leaves: leaves.map(likeness) };
}

describe('The person whom a number stands for', () => {
  test('is whom a worker entered it for, however it is written', async () => {
    await isKnown(CAST.toby);
    await isKnown(CAST.gareth, 'nhs-number', '943 476 5919');
    for (const written of [UPN, UPN.toLowerCase(), ` ${UPN} `]) {
      // oxlint-disable-next-line no-await-in-loop
      expect(await identified(hub, LEAD, 'upn', written)).toBe(CAST.toby);
    }
    expect(await identified(hub, LEAD, 'nhs-number', '943-476-5919')).toBe(CAST.gareth);
    expect(await identified(hub, LEAD, 'NHS_NUMBER', '943 476 5919')).toBe(CAST.gareth);
    expect(await identified(hub, LEAD, 'nhs-number', UPN)).toBeNull();
    expect(await identified(hub, 'council-app', 'upn', UPN)).toBe(CAST.toby);
  });

  test('is whom the agency’s own reference stands for', async () => {
    expect(await identified(hub, LEAD, 'school-and-student', schoolId())).toBe(CAST.toby);
    expect(await identified(hub, LEAD, 'nhs-number', ids('amara').health!.nhsNumber)).toBe(CAST.amara);
    expect(await identified(hub, LEAD, 'person-reference', ids('amara').housing!.personReference)).toBe(CAST.amara);
    // A reference of housing's is none of the police's.
    expect(await identified(hub, LEAD, 'nominal-reference', ids('amara').housing!.personReference)).toBeNull();
  });

  test('is whose record at an agency has it', async () => {
    await receives('education', schoolId(), { identifiers: { upn: UPN } });
    expect(await identified(hub, LEAD, 'upn', UPN)).toBe(CAST.toby);
    expect(await identified(hub, LEAD, 'tenancy-reference', UPN)).toBeNull();
  });

  test('is asked of the agencies like any other, once', async () => {
    hub.forget();
    const document = `{ personByIdentifier(kind: "school-and-student", value: "${schoolId()}", purpose: EARLY_HELP) {
      attendance { __typename } suspensions { __typename } } }`;
    const { body } = await hub.query(LEAD, document);
    expect(body.data?.['personByIdentifier']).toEqual({
      attendance: { __typename: 'Attendance' },
      suspensions: { __typename: 'NothingHeld' },
    });
    expect(hub.asked.get('education')).toHaveLength(1);
  });

  test('counts as shown, with the agency link without which they would not have been found', async () => {
    const leaves = await leavesAdded(hub, () => identified(hub, LEAD, 'school-and-student', schoolId()));
    const link = `${linkOf('education', 'toby')}@1`;
    expect(leaves).toMatchObject([
      { kind: 'VIEW', person: CAST.toby, decisions: [{ category: 'IDENTITY', outcome: 'DISCLOSED', basis: { links: [link] } }] },
      { kind: 'SEARCH', visible: true, search: { query: 'personByIdentifier', facts: ['IDENTIFIER'], people: [CAST.toby] } },
    ]);
    expect(JSON.stringify(leaves)).not.toContain(schoolId());
    const shown = await readThroughLink(hub, linkOf('education', 'toby'));
    expect(shown.entries.nodes[0]).toMatchObject({ kind: 'VIEW', person: { id: CAST.toby } });

    await isKnown(CAST.toby, 'school-and-student', schoolId());
    const own = await leavesAdded(hub, () => identified(hub, LEAD, 'school-and-student', schoolId()));
    expect(own[0]?.decisions[0]?.basis).not.toHaveProperty('links');
  });
});

describe('Nobody is told of', () => {
  test('an absent, a hidden and an ambiguous number: they read, cost and leave the same', async () => {
    const absent = await traces('upn', UPN);
    expect(absent.seen.text).toBe('{"data":{"personByIdentifier":null}}\n');
    expect(absent.statements).toEqual([
      'people-caller',
      'people-search-admit',
      'disclosure-search',
      'disclosure-facts',
      'access-log-append',
    ]);
    expect(absent.leaves).toMatchObject([{ kind: 'SEARCH', visible: false, person: null, search: { people: [] } }]);

    const [stranger] = (await strangers(hub)) as [string];
    await isKnown(stranger);
    expect(await traces('upn', UPN)).toEqual(absent);
    await isKnown(CAST.toby);
    // Nobody hidden makes it ambiguous.
    expect(await identified(hub, LEAD, 'upn', UPN)).toBe(CAST.toby);
    expect(await traces('upn', UPN, 'other-worker')).toEqual(await traces('upn', 'A2', 'other-worker'));
    await isKnown(CAST.chidera);
    expect(await traces('upn', UPN)).toEqual(absent);
    for (const value of ['', ' ', "' or 1=1 --", 'x'.repeat(200)]) {
      // oxlint-disable-next-line no-await-in-loop -- the leaves of each are its own
      const { seen: shown, statements } = await traces('upn', value);
      expect({ shown, statements }).toEqual({ shown: absent.seen, statements: absent.statements });
    }
    expect((await identify(hub, LEAD, 'upn', 'x'.repeat(201))).body.errors?.[0]?.extensions['code']).toBe('BAD_ARGUMENT');
  });

  test('whose IDENTITY is withheld', async () => {
    await isKnown(CAST.toby);
    await restrict(CAST.toby, 'COURT_ORDER', ['IDENTITY']);
    expect(await traces('upn', UPN)).toEqual(await traces('upn', 'A2'));
  });

  test('at a protected address by a tenancy, or by a school’s own number: it would tell where they are', async () => {
    const told: readonly (readonly [kind: string, value: string])[] = [
      ['school-and-student', schoolId()],
      ['tenancy-reference', 'T-4711'],
    ];
    await isKnown(CAST.toby, 'tenancy-reference', 'T-4711');
    await isKnown(CAST.toby);
    for (const [kind, value] of told) {
      // oxlint-disable-next-line no-await-in-loop
      expect(await identified(hub, LEAD, kind, value)).toBe(CAST.toby);
    }
    await restrict(CAST.toby, 'PROTECTED_ADDRESS', null);
    for (const [kind, value] of told) {
      // oxlint-disable-next-line no-await-in-loop -- the leaves of each are its own
      expect(await traces(kind, value)).toEqual(await traces(kind, 'X0'));
    }
    expect(await identified(hub, LEAD, 'upn', UPN)).toBe(CAST.toby);
  });

  test('by what an agency says of them, while there is no agreement for its list', async () => {
    await receives('education', schoolId(), {
      identifiers: { upn: UPN },
      otherNames: [{ forename: 'Toby', surname: 'Brightwater' }],
    });
    const brightwater = { name: 'Toby Brightwater', dateOfBirth: '1999-09-09' };
    expect(await found(hub, LEAD, brightwater)).toHaveLength(1);
    await sql(`insert into agency_feed (agency, complete, as_of, stopped_at) values ('education', false, now(), now())
      on conflict (agency) do update set stopped_at = now()`);
    expect(await identified(hub, LEAD, 'upn', UPN)).toBeNull();
    expect(await found(hub, LEAD, brightwater)).toEqual([]);
    // The agency may still be asked by its own reference, unless the record is sealed.
    expect(await identified(hub, LEAD, 'school-and-student', schoolId())).toBe(CAST.toby);
    await sql(`update agency_record set sealed = true where agency = 'education'`);
    expect(await identified(hub, LEAD, 'school-and-student', schoolId())).toBeNull();
    await sql(`update agency_feed set stopped_at = null where agency = 'education'`);
  });

  test('whom an agency alone knows by it, where nothing of that agency is permitted', async () => {
    const reference = ids('toby').police!.nominalReference;
    expect(await identified(hub, LEAD, 'nominal-reference', reference)).toBe(CAST.toby);
    await restrict(CAST.toby, 'COURT_ORDER', ['POLICE_REFERRALS', 'DOMESTIC_ABUSE', 'MISSING_EPISODES']);
    expect(await traces('nominal-reference', reference)).toEqual(await traces('nominal-reference', 'NOM0'));
    expect(await identified(hub, LEAD, 'school-and-student', schoolId())).toBe(CAST.toby);
    // The police's word for a number of the school's is the police's too.
    await receives('police', reference, { identifiers: { upn: UPN } });
    expect(await identified(hub, LEAD, 'upn', UPN)).toBeNull();
  });

  test.each(['CANDIDATE', 'REJECTED', null])('by a link that is not usable (%s)', async (state) => {
    await sql(
      'update agency_link set state = coalesce($2, state), ends_at = case when $2 is null then now() end where id = $1',
      linkOf('education', 'toby'),
      state,
    );
    expect(await identified(hub, LEAD, 'school-and-student', schoolId())).toBeNull();
  });

  test.each([
    ['sealed', { sealed: true }],
    ['deleted', { state: 'DELETED' }],
  ])('by a record that is %s at the agency', async (_, more) => {
    await receives(
      'education',
      schoolId(),
      { identifiers: { upn: UPN }, otherNames: [{ forename: 'Toby', surname: 'Brightwater' }] },
      more,
    );
    expect(await identified(hub, LEAD, 'upn', UPN)).toBeNull();
    expect(await identified(hub, LEAD, 'school-and-student', schoolId())).toBeNull();
    expect(await found(hub, LEAD, { name: 'Toby Brightwater', dateOfBirth: '1999-09-09' })).toEqual([]);
  });

  test('who is sealed, by what agencies say of them, although the seal exempts the worker', async () => {
    await receives('education', schoolId(), { otherNames: [{ forename: 'Toby', surname: 'Brightwater' }] });
    expect(await identified(hub, LEAD, 'school-and-student', schoolId())).toBe(CAST.toby);
    await restrict(CAST.toby, 'SEALED', null);
    expect(await identified(hub, LEAD, 'school-and-student', schoolId())).toBeNull();
    expect(await found(hub, LEAD, { name: 'Toby Brightwater', dateOfBirth: '1999-09-09' })).toEqual([]);
    expect(await found(hub, LEAD, { name: 'Toby Hughes', dateOfBirth: '1999-09-09' })).toMatchObject([{ id: CAST.toby }]);
  });
});

describe('Among other facts', () => {
  test('an identifier finds somebody whatever else is wrong, before anybody else', async () => {
    await isKnown(CAST.toby);
    const facts = { name: 'Gareth Hughes', identifier: { kind: 'upn', value: UPN } };
    expect(await found(hub, LEAD, facts)).toMatchObject([
      { id: CAST.toby, agrees: ['NAME', 'IDENTIFIER'] },
      { id: CAST.gareth, agrees: ['NAME'] },
    ]);
  });

  test('a previous name that an agency has finds somebody, with its link, where something of that agency is permitted', async () => {
    const reference = ids('amara').housing!.personReference;
    await receives('housing', reference, {
      forename: 'Amara',
      surname: 'Brightwater',
      otherNames: [{ forename: 'A', surname: 'Oduya' }],
    });
    const facts = { name: 'Amara Brightwater', dateOfBirth: '1999-09-09' };
    const leaves = await leavesAdded(hub, async () =>
      expect(await found(hub, LEAD, facts)).toMatchObject([
        { id: CAST.amara, agrees: ['NAME'], identity: { name: 'Amara Okafor' } },
      ]),
    );
    expect(leaves[0]?.decisions[0]?.basis['links']).toEqual([`${linkOf('housing', 'amara')}@1`]);
    expect(await found(hub, LEAD, { ...facts, name: 'Oduya, Amara' })).toMatchObject([{ id: CAST.amara }]);
    await restrict(CAST.amara, 'COURT_ORDER', ['TENANCY', 'HOMELESSNESS', 'REHOUSING']);
    expect(await found(hub, LEAD, facts)).toEqual([]);
  });

  test('nobody is found by the record of somebody else', async () => {
    const [stranger] = (await strangers(hub)) as [string];
    const record = hub.world.people.find(({ key }) => personId(key) === stranger)!.ids.health?.nhsNumber ?? ABSENT_ID;
    expect(await identified(hub, LEAD, 'nhs-number', record)).toBeNull();
  });
});
