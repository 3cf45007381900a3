/** Rules 2 and 6: looking for people, among those whom the caller may know of and by what they may be shown of them. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Leaf } from '#access-log/leaf.ts';
import { callerId } from '#demo/callers.ts';
import { personId } from '#demo/council/families.ts';
import { castKeys } from '#demo/world/cast.ts';
import { addFamily, strangers } from '#tests/support/families.ts';
import type { HubResponse, TestHub } from '#tests/support/hub.ts';
import { CAST, OKAFOR_HUGHES, startHub } from '#tests/support/hub.ts';
import { leavesAdded } from '#tests/support/queries.ts';
import type { Search } from '#tests/support/searching.ts';
import { found, search } from '#tests/support/searching.ts';
import { watchingStatements } from '#tests/support/statements.ts';

const LEAD = 'lead-worker';
/** The mother's home, which is protected, and the father's, which is not. */
const [HER_POSTCODE, HIS_POSTCODE, NOBODYS] = ['ZX2 4LD', 'ZX3 7RS', 'AB1 2CD'];

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub({ searchLimits: { perMinute: 1_000, perHour: 1_000 } });
});
afterAll(() => hub.close());

const sql = (text: string, ...values: unknown[]) => hub.owner.pool.query(text, values);
/** After each test the family is again as it was made, and the worker's families of its people are gone. */
afterEach(async () => {
  await sql(`update assignment set ends_at = now() where family_id in (select id from family where name = 'Added')`);
  await sql(`delete from restriction where reason = 'test'`);
  await sql('delete from worker_interest');
  await sql('delete from safeguarding_decision');
  await sql(`update restriction set exempt = '{}'`);
  await sql(
    `update family_member set state = 'CONFIRMED', asserted_by = 'WORKER', proposed_by_id = $2 where family_id = $1`,
    OKAFOR_HUGHES,
    callerId(LEAD),
  );
  await sql('update episode set closed_on = null, closing_reason = null where family_id = $1', OKAFOR_HUGHES);
});

const inWorld = (name: keyof typeof CAST) => hub.world.people.find(({ key }) => key === castKeys[name])!;
const bornOn = (name: keyof typeof CAST) => inWorld(name).dateOfBirth!;
const idsFound = async (facts: Search, who = LEAD, purpose = 'EARLY_HELP') =>
  (await found(hub, who, facts, purpose)).map(({ id }) => id);

const restrict = (
  person: string,
  kind: string,
  more: { silent?: boolean; categories?: string[] | null; exempt?: string[] } = {},
) =>
  sql(
    `insert into restriction (id, person, kind, categories, exempt, silent, starts_at, placed_by, reason)
      values ($1, $2, $3, $4, $5, $6, now() - interval '1 day', $7, 'test')`,
    randomUUID(),
    person,
    kind,
    more.categories ?? null,
    more.exempt ?? [],
    more.silent ?? false,
    callerId('information-governance'),
  );

/** Everything about a response that a caller could compare. */
const seen = ({ status, text, headers }: HubResponse) => ({
  status,
  text,
  headers: [...headers].filter(([name]) => name !== 'date'),
});

/** A leaf less what tells one request from another. */
function likeness(leaf: Leaf): object {
  const { time: _time, requestId: _request, nonce: _nonce, ...rest } = leaf as Leaf & { nonce: string };
  return rest;
}

/** What a search shows, costs and leaves. */
async function traces(facts: Search, who = LEAD) {
  const statements: string[] = [];
  let response: HubResponse | undefined;
  const leaves = await leavesAdded(hub, async () => {
    response = await watchingStatements(
      hub,
      (name) => void statements.push(name),
      () => search(hub, who, facts),
    );
  });
  return { seen: seen(response!), statements, leaves: leaves.map(likeness) };
}

describe('Looking for somebody', () => {
  test('finds them among the worker’s families, with who they are and which facts agree', async () => {
    const toby = { name: 'Toby Hughes', dateOfBirth: bornOn('toby') };
    expect(await found(hub, LEAD, toby)).toEqual([
      {
        id: CAST.toby,
        agrees: ['NAME', 'DATE_OF_BIRTH'],
        identity: { __typename: 'Identity', ...toby },
        address: { __typename: 'Withheld', reason: 'PROTECTED' },
      },
    ]);
    const gareth = await found(hub, LEAD, { name: 'Garath Huges', postcode: 'zx37rs' });
    expect(gareth).toMatchObject([{ id: CAST.gareth, agrees: ['NAME', 'POSTCODE'], address: { postcode: HIS_POSTCODE } }]);
  });

  test('takes at least two facts that say something, and leaves nothing where they are fewer', async () => {
    const wrong: readonly Search[] = [
      {},
      { name: 'Toby Hughes' },
      { name: 'Toby', postcode: 'ZX' },
      { name: '', postcode: HIS_POSTCODE },
    ];
    for (const facts of wrong) {
      // oxlint-disable-next-line no-await-in-loop -- the leaves of each are its own
      const { seen: shown, leaves, statements } = await traces(facts);
      expect(JSON.parse(shown.text)).toMatchObject({ data: null, errors: [{ extensions: { code: 'TOO_FEW_FACTS' } }] });
      expect([leaves, statements]).toEqual([[], ['people-caller']]);
    }
  });

  test('finds 20 at most, best first', async () => {
    const people = Array.from({ length: 30 }, () => randomUUID());
    await sql(
      `insert into person (id, forename, surname, date_of_birth, sex)
        select id, case when n <= 25 then 'Marjorie' else 'Marjory' end, 'Quillfeather', case when n = 20 then date '1980-05-17' end, 'FEMALE'
        from unnest($1::uuid[]) with ordinality as made(id, n)`,
      people,
    );
    await addFamily(hub, people);
    const ids = await idsFound({ name: 'Marjorie Quillfeather', dateOfBirth: '1980-05-17' });
    const named = people.slice(0, 25).filter((id) => id !== people[19]);
    expect(ids).toEqual([people[19], ...named.toSorted().slice(0, 19)]);
  });

  test('is one entry of the log, with the facts by kind and whom it found, beside what was decided of them', async () => {
    const facts = { name: 'Gareth Hughes', postcode: HIS_POSTCODE, identifier: { kind: 'made-up', value: 'R-4711' } };
    const leaves = await leavesAdded(hub, () => found(hub, LEAD, facts));
    expect(leaves).toMatchObject([
      {
        kind: 'VIEW',
        person: CAST.gareth,
        decisions: [
          { category: 'IDENTITY', outcome: 'DISCLOSED', fields: ['dateOfBirth', 'name'] },
          { category: 'ADDRESS', outcome: 'DISCLOSED', fields: ['postcode'] },
        ],
      },
      {
        kind: 'SEARCH',
        purpose: 'EARLY_HELP',
        person: null,
        visible: true,
        search: { query: 'findPeople', facts: ['NAME', 'POSTCODE', 'IDENTIFIER'], people: [CAST.gareth] },
      },
    ]);
    const log = JSON.stringify(leaves);
    for (const value of ['Gareth', 'Hughes', HIS_POSTCODE, 'zx37rs', 'made-up', '4711']) expect(log).not.toContain(value);
  });

  test('in vain is an entry too', async () => {
    const leaves = await leavesAdded(hub, () => found(hub, LEAD, { name: 'Nobody Here', dateOfBirth: '1999-09-09' }));
    expect(leaves).toMatchObject([
      { kind: 'SEARCH', visible: false, decisions: [], search: { facts: ['NAME', 'DATE_OF_BIRTH'], people: [] } },
    ]);
  });

  test('says of whom it found what was compared, although the query selects nothing of it', async () => {
    const document = `{ findPeople(name: "Gareth Hughes", dateOfBirth: "1901-02-03", purpose: EARLY_HELP) { id } }`;
    const leaves = await leavesAdded(hub, () => hub.query(LEAD, document));
    expect(leaves[0]).toMatchObject({ person: CAST.gareth, decisions: [{ category: 'IDENTITY', outcome: 'DISCLOSED' }] });
  });

  test('is once in a request, whatever its names', async () => {
    const one = (alias: string, name: string) =>
      `${alias}: findPeople(name: "${name}", postcode: "ZX3 7RS", purpose: EARLY_HELP) { id }`;
    for (const document of [
      `{ ${one('a', 'Gareth')} ${one('b', 'Toby')} }`,
      `{ ${one('a', 'Gareth')} ...More } fragment More on Query { ${one('b', 'Toby')} }`,
      `{ ${one('a', 'Gareth')} ... on Query @skip(if: true) { ${one('b', 'Toby')} } }`,
      `{ a: personByIdentifier(kind: "upn", value: "1", purpose: EARLY_HELP) { id } b: personByIdentifier(kind: "upn", value: "2", purpose: EARLY_HELP) { id } }`,
    ]) {
      // oxlint-disable-next-line no-await-in-loop -- the leaves of each are its own
      const leaves = await leavesAdded(hub, async () => {
        const { status, body } = await hub.query(LEAD, document);
        expect([status, body.errors?.[0]?.extensions['code']]).toEqual([400, 'ONE_SEARCH']);
      });
      expect(leaves).toEqual([]);
    }
    const both = `{ ${one('a', 'Gareth')} ... on Query { ${one('a', 'Gareth')} } personByIdentifier(kind: "upn", value: "1", purpose: EARLY_HELP) { id } }`;
    const leaves = await leavesAdded(hub, async () => expect((await hub.query(LEAD, both)).body.errors).toBeUndefined());
    expect(leaves.filter(({ kind }) => kind === 'SEARCH')).toHaveLength(2);
  });
});

test('A search does not come by GET: an address is kept where nobody should read it', async () => {
  const query = '{ findPeople(name: "Gareth Hughes", postcode: "ZX3 7RS", purpose: EARLY_HELP) { id } }';
  const leaves = await leavesAdded(hub, async () => {
    const headers = { authorization: `Bearer ${await hub.token(LEAD)}`, 'apollo-require-preflight': 'true' };
    const response = await fetch(`${hub.url}?${new URLSearchParams({ query })}`, { headers });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'SEARCH_BY_POST' } }] });
  });
  expect(leaves).toEqual([]);
});

describe('Nobody is found', () => {
  test.each(['other-worker', 'manager', 'dpo', 'steward', 'mash', 'operator'])(
    'by who does not work with them (%s): it looks, costs and leaves what a search for nobody does',
    async (who) => {
      const toby = await traces({ name: 'Toby Hughes', dateOfBirth: bornOn('toby') }, who);
      const nobody = await traces({ name: 'Nobody Here', dateOfBirth: '1999-09-09' }, who);
      expect(toby).toEqual(nobody);
      expect(toby.seen.text).toBe('{"data":{"findPeople":[]}}\n');
      expect(toby.statements).toEqual([
        'people-caller',
        'people-search-admit',
        'disclosure-search',
        'disclosure-facts',
        'access-log-append',
      ]);
    },
  );

  const hiding: Readonly<Record<string, () => Promise<unknown>>> = {
    'a silent seal': () => restrict(CAST.gareth, 'SEALED', { silent: true }),
    'a silent lock': () => restrict(CAST.gareth, 'SUBJECT_LOCK', { silent: true }),
    'a silent interest of the worker’s': () =>
      sql(
        `insert into worker_interest (id, worker_id, person, kind, silent) values (gen_random_uuid(), $1, $2, 'FRIEND', true)`,
        callerId(LEAD),
        CAST.gareth,
      ),
    'being asserted by an agency alone': () =>
      sql(
        `update family_member set state = 'PROPOSED', asserted_by = 'AGENCY', proposed_by_id = null where person_id = $1`,
        CAST.gareth,
      ),
    'being proposed by another worker': () =>
      sql(
        `update family_member set state = 'PROPOSED', proposed_by_id = $2 where person_id = $1`,
        CAST.gareth,
        callerId('team-member'),
      ),
  };
  test.each(Object.keys(hiding))('who is hidden by %s, and it reads as if they did not exist', async (name) => {
    const gareth = { name: 'Gareth Hughes', dateOfBirth: bornOn('gareth'), postcode: HIS_POSTCODE };
    expect(await idsFound(gareth)).toEqual([CAST.gareth]);
    await hiding[name]?.();
    expect(await traces(gareth)).toEqual(await traces({ name: 'Nobody Here', dateOfBirth: '1999-09-09', postcode: NOBODYS }));
  });

  const withholding: Readonly<Record<string, () => Promise<unknown>>> = {
    'a court order': () => restrict(CAST.gareth, 'COURT_ORDER', { categories: ['IDENTITY'] }),
    'a silent restriction of IDENTITY': () => restrict(CAST.gareth, 'COURT_ORDER', { categories: ['IDENTITY'], silent: true }),
    'being proposed by the worker': () =>
      sql(`update family_member set state = 'PROPOSED', proposed_by_id = $2 where person_id = $1`, CAST.gareth, callerId(LEAD)),
    'a case that is closed': () =>
      sql(
        `update episode set closed_on = current_date - 60, closing_reason = 'AIMS_ACHIEVED' where family_id = $1`,
        OKAFOR_HUGHES,
      ),
  };
  test.each(Object.keys(withholding))('whose IDENTITY is withheld by %s, although they are a member', async (name) => {
    await withholding[name]?.();
    expect(await idsFound({ name: 'Gareth Hughes', dateOfBirth: bornOn('gareth'), postcode: HIS_POSTCODE })).toEqual([]);
  });

  test('before they are born: they are found by their mother', async () => {
    await sql(`update restriction set exempt = array[$1] where person = $2`, callerId(LEAD), CAST.amara);
    expect(await idsFound({ name: 'Okafor', postcode: HER_POSTCODE })).toEqual([CAST.amara]);
  });
});

describe('A postcode', () => {
  test('that is protected agrees with nobody: it reads, costs and leaves what another one does', async () => {
    for (const name of ['Amara Okafor', 'Okafor', 'Toby Hughes', 'Hughes']) {
      // oxlint-disable-next-line no-await-in-loop -- the leaves of each are its own
      const [hers, other] = [await traces({ name, postcode: HER_POSTCODE }), await traces({ name, postcode: NOBODYS })];
      expect(hers).toEqual(other);
    }
    expect(await found(hub, LEAD, { name: 'Amara Okafor', postcode: HER_POSTCODE })).toMatchObject([
      { id: CAST.amara, agrees: ['NAME'], address: { reason: 'PROTECTED' } },
    ]);
    expect(await idsFound({ name: 'Okafor', postcode: HER_POSTCODE })).toEqual([]);
    expect(await idsFound({ dateOfBirth: bornOn('amara'), postcode: HER_POSTCODE })).toEqual([]);
  });

  test('agrees where the protection exempts the worker', async () => {
    await sql(`update restriction set exempt = array[$1] where person = $2`, callerId(LEAD), CAST.amara);
    expect(await found(hub, LEAD, { name: 'Okafor', postcode: HER_POSTCODE })).toMatchObject([
      { id: CAST.amara, agrees: ['NAME', 'POSTCODE'], address: { postcode: HER_POSTCODE } },
    ]);
    expect(await found(hub, LEAD, { dateOfBirth: bornOn('toby'), postcode: HER_POSTCODE })).toMatchObject([
      { id: CAST.toby, agrees: ['DATE_OF_BIRTH', 'POSTCODE'] },
    ]);
  });

  test('agrees with nobody whose ADDRESS is withheld otherwise', async () => {
    await restrict(CAST.gareth, 'COURT_ORDER', { categories: ['ADDRESS'] });
    expect(await traces({ name: 'Gareth', postcode: HIS_POSTCODE })).toEqual(await traces({ name: 'Gareth', postcode: NOBODYS }));
  });
});

describe('For SAFEGUARDING', () => {
  const decide = (people: readonly string[], categories: readonly string[]) =>
    sql(
      `insert into safeguarding_decision (id, ground, people, categories, recipients, reason, state, decided_by, approved_by, ends_at)
        values (gen_random_uuid(), 'MASH', $1, $2, '{northmere-mash}', 'test', 'APPROVED', $3, $4, now() + interval '1 day')`,
      people,
      categories,
      callerId('information-governance'),
      callerId('information-governance-2'),
    );

  test('only whom an exception names is found, and by their postcode only where it names ADDRESS', async () => {
    const gareth = { name: 'Gareth Hughes', postcode: HIS_POSTCODE };
    expect(await idsFound(gareth, 'mash', 'SAFEGUARDING')).toEqual([]);
    await decide([CAST.gareth], ['ATTENDANCE']);
    expect(await found(hub, 'mash', gareth, 'SAFEGUARDING')).toMatchObject([{ id: CAST.gareth, agrees: ['NAME'] }]);
    expect(await idsFound({ name: 'Toby Hughes', dateOfBirth: bornOn('toby') }, 'mash', 'SAFEGUARDING')).toEqual([]);
    await decide([CAST.gareth], ['ADDRESS']);
    expect(await found(hub, 'mash', gareth, 'SAFEGUARDING')).toMatchObject([{ agrees: ['NAME', 'POSTCODE'] }]);
    expect(await idsFound(gareth, 'mash')).toEqual([]);
  });

  test('a worker’s own family is not, where nothing names it', async () => {
    expect(await idsFound({ name: 'Gareth Hughes', postcode: HIS_POSTCODE }, LEAD, 'SAFEGUARDING')).toEqual([]);
  });
});

test('Through an app that is approved for nothing nobody is there', async () => {
  const token = await hub.token(LEAD, { act: { sub: 'council-app' } });
  const ask = async () => {
    const response = await fetch(hub.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query: '{ findPeople(name: "Gareth Hughes", postcode: "ZX3 7RS", purpose: EARLY_HELP) { id } }' }),
    });
    return response.json();
  };
  expect(await ask()).toEqual({ data: { findPeople: [{ id: CAST.gareth }] } });
  await sql(`update worker set approved_purposes = '{}' where subject = 'council-app'`);
  expect(await ask()).toEqual({ data: { findPeople: [] } });
  await sql(`update worker set approved_purposes = '{EARLY_HELP}' where subject = 'council-app'`);
});

test('A stranger is found once their family is the worker’s', async () => {
  const [id] = (await strangers(hub)) as [string];
  const person = hub.world.people.find(({ key }) => personId(key) === id)!;
  const facts = { name: `${person.forename} ${person.surname}`, dateOfBirth: person.dateOfBirth };
  expect(await idsFound(facts)).not.toContain(id);
  await addFamily(hub, [id]);
  expect((await idsFound(facts))[0]).toBe(id);
});
