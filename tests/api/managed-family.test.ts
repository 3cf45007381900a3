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
  sql(`update family_member set state = 'PROPOSED', asserted_by = $3, evidence = $4 where family_id = $1 and person_id = $2`, [
    OKAFOR_HUGHES,
    person,
    assertedBy,
    evidence,
  ]);
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
    expect(
      consentsAbout(family, CAST.chidera, 'MENTAL_HEALTH')
        .map((row) => `${row.capacity} ${brief(row)}`)
        .toSorted(),
    ).toEqual(['PARENTAL_RESPONSIBILITY GIVEN', 'SELF REFUSED']);
    expect(consentsAbout(family, CAST.toby, 'ATTENDANCE', 'northmere-community-health')).toHaveLength(1);
    expect(family.consents.filter(({ personId }) => personId === CAST.daniel)).toEqual([]);
    expect(JSON.stringify(family)).not.toMatch(/Toby|Chidera|Amara|Daniel|Gareth/);
  });

  const consent = (more: object = {}) => ({
    personId: CAST.toby,
    categories: ['ATTENDANCE'],
    purposes: ['EARLY_HELP'],
    recipients: ['northmere-early-help'],
    decision: 'GIVEN',
    decidedAt: new Date().toISOString(),
    givenBy: { capacity: 'PARENTAL_RESPONSIBILITY', personId: CAST.amara },
    method: 'IN_PERSON',
    ...more,
  });
  const withdrawal = {
    personId: CAST.toby,
    categories: ['ATTENDANCE', 'MENTAL_HEALTH'],
    decidedAt: new Date().toISOString(),
    withdrawnBy: { capacity: 'PARENTAL_RESPONSIBILITY', personId: CAST.amara },
    method: 'PHONE',
  };
  const recorded = async (name: string, input: Record<string, unknown>) =>
    expect((await change(hub, 'lead-worker', name, input)).__typename).not.toBe('Problems');

  test('sees a withdrawal on every consent that it ended, on no refusal, and a new consent without it', async () => {
    const read = async (category: string, recipient?: string) =>
      consentsAbout(await managed(), CAST.toby, category, recipient)
        .map(brief)
        .toSorted();
    expect(await read('ATTENDANCE')).toEqual(['GIVEN', 'GIVEN']);
    await recorded('withdrawConsent', withdrawal);
    expect(await read('ATTENDANCE')).toEqual(['GIVEN WITHDRAWN', 'GIVEN WITHDRAWN']);
    expect(await read('ATTENDANCE', 'northmere-community-health')).toEqual(['GIVEN WITHDRAWN']);
    expect(await read('MENTAL_HEALTH')).toEqual(['GIVEN WITHDRAWN', 'REFUSED']);
    await recorded('recordConsent', consent());
    expect(await read('ATTENDANCE')).toEqual(['GIVEN', 'GIVEN WITHDRAWN']);
    expect(await read('ATTENDANCE', 'northmere-community-health')).toEqual(['GIVEN WITHDRAWN']);
  });

  test('sees a giver’s latest decision, by when it was decided, not when it was entered', async () => {
    const read = async () =>
      consentsAbout(await managed(), CAST.toby, 'ATTENDANCE')
        .map(brief)
        .toSorted();
    await recorded('recordConsent', consent({ decision: 'REFUSED' }));
    expect(await read()).toEqual(['GIVEN', 'REFUSED']);
    const yesterday = new Date(Date.now() - 86_400_000).toISOString();
    await recorded('recordConsent', consent({ decidedAt: yesterday }));
    expect(await read()).toEqual(['GIVEN', 'REFUSED']);
  });

  test('sees what was decided for members of today, not for those who were', async () => {
    expect(consentsAbout(await managed(), CAST.amara, 'TENANCY')).toHaveLength(1);
    await sql(`update family_member set until_date = current_date - 2 where family_id = $1 and person_id = $2`, [
      OKAFOR_HUGHES,
      CAST.amara,
    ]);
    expect(consentsAbout(await managed(), CAST.amara, 'TENANCY')).toEqual([]);
  });
});

describe('Somebody proposed as a member', () => {
  test('shows the manager their name and the kind of evidence, and nothing else', async () => {
    await propose(CAST.gareth);
    await propose(CAST.toby, 'WORKER', null);
    const { proposals, consents } = await managed();
    const priya = { id: callerId('lead-worker'), name: 'Priya Nair', organisation: 'Northmere Council Early Help' };
    const any = { membershipId: expect.any(String) as string };
    expect(proposals).toHaveLength(2);
    expect(proposals).toEqual(
      expect.arrayContaining([
        { ...any, name: 'Gareth Hughes', role: 'PARENT', assertedBy: 'AGENCY', evidence: 'SAME_UPRN', proposedBy: priya },
        { ...any, name: 'Toby Hughes', role: 'CHILD', assertedBy: 'WORKER', evidence: null, proposedBy: priya },
      ]),
    );
    const { text } = await ask();
    for (const person of [CAST.gareth, CAST.toby]) expect(text).not.toContain(person);
    expect(consents.length).toBeGreaterThan(0);
  });

  test('has no name where a restriction keeps who they are from the manager, to be noticed or not', async () => {
    for (const silent of [false, true]) {
      await propose(CAST.gareth);
      await restrict(CAST.gareth, { categories: ['IDENTITY'], silent });
      expect((await managed()).proposals).toMatchObject([{ name: null, role: 'PARENT' }]);
      await sql(`delete from restriction where reason = 'test'`);
    }
    await restrict(CAST.gareth, { silent: false });
    expect((await managed()).proposals).toMatchObject([{ name: null, role: 'PARENT' }]);
  });

  test('is no longer a proposal once it was decided about', async () => {
    await propose(CAST.gareth);
    const [proposal] = (await managed()).proposals;
    await sql(
      `insert into family_member (id, version, family_id, person_id, role, state, asserted_by, confirmed_by_id)
        select id, 2, family_id, person_id, role, 'CONFIRMED', asserted_by, $2 from family_member where id = $1`,
      [proposal?.membershipId, callerId('manager')],
    );
    const { proposals, consents } = await managed();
    expect(proposals).toEqual([]);
    expect(consents.some(({ personId }) => personId === CAST.gareth)).toBe(true);
    await sql('delete from family_member where version = 2 and id = $1', [proposal?.membershipId]);
  });
});

describe('Somebody hidden from the manager', () => {
  const BOUND = {
    everybody: null,
    'the manager': [callerId('manager')],
    'their organisation': ['northmere-early-help'],
  };

  test.each(Object.entries(BOUND))('leaves no trace where a silent restriction binds %s', async (_whom, binds) => {
    await propose(CAST.gareth);
    await reject(CAST.gareth);
    await reject(CAST.amara);
    const without = seen(await ask());
    await propose(CAST.gareth);
    await sql(`update family_member set state = 'CONFIRMED' where family_id = $1 and person_id = $2`, [
      OKAFOR_HUGHES,
      CAST.amara,
    ]);
    expect(seen(await ask())).not.toEqual(without);
    await restrict(CAST.gareth, { binds });
    await restrict(CAST.amara, { binds });
    expect(seen(await ask())).toEqual(without);
  });

  test('is seen by a manager whom the restriction does not bind', async () => {
    await propose(CAST.gareth);
    await restrict(CAST.gareth, { binds: ['northmere-mash', callerId('lead-worker')] });
    expect((await managed()).proposals).toMatchObject([{ name: 'Gareth Hughes' }]);
  });

  test('is a child not yet born, whoever proposes it', async () => {
    await reject(CAST.baby);
    const without = seen(await ask());
    await propose(CAST.baby, 'WORKER');
    expect(seen(await ask())).toEqual(without);
  });

  test('leaves a leaf that says so', async () => {
    await restrict(CAST.amara);
    const leaves = await leavesAdded(hub, ask);
    const ofHer = leaves.filter(({ person }) => person === CAST.amara);
    expect(ofHer).toMatchObject([{ kind: 'MANAGEMENT_VIEW', visible: false, family: OKAFOR_HUGHES }]);
    expect(ofHer[0]).not.toHaveProperty('shown');
  });
});

describe('A restriction on some categories', () => {
  const categories = ['ATTENDANCE'];
  const kinds = async () =>
    new Set((await managed()).consents.flatMap((row) => (row.personId === CAST.toby ? row.category : [])));

  test('that may be noticed leaves their consents out', async () => {
    expect(await kinds()).toContain('ATTENDANCE');
    await restrict(CAST.toby, { categories, silent: false });
    expect(await kinds()).not.toContain('ATTENDANCE');
    expect(await kinds()).toContain('MENTAL_HEALTH');
  });

  test('that is silent changes nothing that could be noticed', async () => {
    const before = seen(await ask());
    await restrict(CAST.toby, { categories });
    expect(seen(await ask())).toEqual(before);
  });
});

interface Traces {
  readonly seen: ReturnType<typeof seen>;
  readonly statements: string[];
  readonly leaves: Leaf[];
}

/** What asking for an id shows, costs and leaves. */
async function traces(who: string, id: string): Promise<Traces> {
  const statements: string[] = [];
  let shown: Traces['seen'] | undefined;
  const leaves = await leavesAdded(hub, async () => {
    shown = seen(
      await watchingStatements(
        hub,
        (name) => void statements.push(name),
        () => ask(id, who),
      ),
    );
  });
  if (!shown) throw new Error('There is no response.');
  return { seen: shown, statements, leaves };
}

/** A leaf less what tells one request from another. */
function likeness(leaf: Leaf): object {
  const { time: _time, requestId: _request, family: _family, nonce: _nonce, ...rest } = leaf as Leaf & { nonce: string };
  return rest;
}

/** The family looks, costs and leaves what one does that does not exist, and one that cannot. */
async function expectAbsent(who = 'manager'): Promise<void> {
  const hidden = await traces(who, OKAFOR_HUGHES);
  expect(hidden.seen).toMatchObject({ status: 200, text: '{"data":{"managedFamily":null}}\n' });
  expect(hidden.statements).toEqual(['people-caller', 'disclosure-managed-families', 'access-log-append']);
  expect(hidden.leaves).toMatchObject([
    { kind: 'MANAGEMENT_VIEW', family: OKAFOR_HUGHES, person: null, visible: false, decisions: [] },
  ]);
  for (const id of [ABSENT_ID, 'okafor', OKAFOR_HUGHES.toUpperCase(), '']) {
    const other = await traces(who, id);
    expect(other.seen).toEqual(hidden.seen);
    expect(other.statements).toEqual(hidden.statements);
    expect(other.leaves.map(likeness)).toEqual(hidden.leaves.map(likeness));
    expect(other.leaves[0]?.family).toBe(id === ABSENT_ID ? ABSENT_ID : null);
  }
}

describe('A family cannot be told from an absent one', () => {
  test.each(['lead-worker', 'other-worker', 'mash', 'dpo', 'information-governance', 'steward', 'operator', 'council-app'])(
    'by somebody who is no manager (%s)',
    (who) => expectAbsent(who),
  );

  test('by an app that claims to be a manager', async () => {
    const authorization = `Bearer ${await hub.token('council-app', { roles: ['MANAGER', 'APP'] })}`;
    const { text } = await hub.query(null, EVERYTHING, { id: OKAFOR_HUGHES }, { authorization });
    expect(text).toBe('{"data":{"managedFamily":null}}\n');
  });

  test('by a manager of another service, or where no service is known', async () => {
    await sql(`update family set organisation_id = 'northmere-mash' where id = $1`, [OKAFOR_HUGHES]);
    await expectAbsent();
    await sql('update family set organisation_id = null where id = $1', [OKAFOR_HUGHES]);
    await expectAbsent();
  });
});

describe('Nobody manages a family of their own', () => {
  const isShown = async () => (await ask()).body.data?.['managedFamily'] !== null;

  test.each([false, true])('of whom they declared that they are tied to a member (silent: %s)', async (silent) => {
    await declare(CAST.daniel, { silent });
    await expectAbsent();
  });

  test('of whom a member lives with somebody whom they are tied to', async () => {
    const { rows } = await hub.owner.pool.query<{ id: string }>(
      `select p.id from person p where not exists (select from family_member m where m.person_id = p.id and m.family_id = $1) limit 1`,
      [OKAFOR_HUGHES],
    );
    const neighbour = rows[0]?.id ?? '';
    await declare(neighbour);
    expect(await isShown()).toBe(true);
    const { rows: before } = await hub.owner.pool.query<{ household_id: string }>(
      'select household_id from person where id = $1',
      [neighbour],
    );
    const move = (household: unknown) => sql('update person set household_id = $2 where id = $1', [neighbour, household]);
    const { rows: home } = await hub.owner.pool.query<{ household_id: string }>('select household_id from person where id = $1', [
      CAST.gareth,
    ]);
    await move(home[0]?.household_id);
    expect(await isShown()).toBe(false);
    await move(before[0]?.household_id);
  });

  test('of whom a member belongs to another family with somebody whom they are tied to', async () => {
    const { rows } = await hub.owner.pool.query<{ id: string }>(
      `select person_id as id from family_member m join person p on p.id = m.person_id
        where m.family_id <> $1 and p.date_of_birth is not null order by person_id limit 1`,
      [OKAFOR_HUGHES],
    );
    await declare(rows[0]?.id ?? '');
    expect(await isShown()).toBe(true);
    await addFamily(hub, [rows[0]?.id ?? '', CAST.gareth]);
    expect(await isShown()).toBe(false);
  });

  test('but an interest that has ended is none', async () => {
    await declare(CAST.daniel, { state: 'ENDED' });
    expect(await isShown()).toBe(true);
  });

  test('and an interest in somebody hidden does not tell that they belong to the family', async () => {
    await restrict(CAST.daniel);
    const before = seen(await ask());
    await declare(CAST.daniel);
    await declare(CAST.baby);
    expect(seen(await ask())).toEqual(before);
  });
});

describe('The access log', () => {
  const shownIn = (leaves: readonly Leaf[]) =>
    leaves.map(({ kind, family, person, visible, shown }) => ({ kind, family, person, visible, shown }));
  const leavesOf = (selection: string) =>
    leavesAdded(hub, () => hub.query('manager', `{ managedFamily(id: "${OKAFOR_HUGHES}") { ${selection} } }`));
  const leaf = (person: string | null, ...shown: string[]) => ({
    kind: 'MANAGEMENT_VIEW',
    family: OKAFOR_HUGHES,
    person,
    visible: true,
    shown: shown.length > 0 ? shown : undefined,
  });

  test('says of each person what was shown of them, and of nobody else', async () => {
    await propose(CAST.gareth);
    const leaves = await leavesOf('proposals { name role } again: proposals { role } consents { category }');
    expect(shownIn(leaves)).toHaveLength(4);
    expect(shownIn(leaves)).toEqual(
      expect.arrayContaining([
        leaf(CAST.gareth, 'NAME', 'PROPOSAL'),
        leaf(CAST.toby, 'CONSENTS'),
        leaf(CAST.chidera, 'CONSENTS'),
        leaf(CAST.amara, 'CONSENTS'),
      ]),
    );
    const { rows } = await hub.owner.pool.query<{ epoch: number }>(
      'select epoch::int as epoch from sharing_epoch where subject = $1',
      [CAST.gareth],
    );
    expect(leaves.find(({ person }) => person === CAST.gareth)?.epochs.person).toBe(rows[0]?.epoch);
  });

  test('says that a name was shown only where the query reads it', async () => {
    await propose(CAST.gareth);
    expect(shownIn(await leavesOf('proposals { membershipId }'))).toEqual([leaf(CAST.gareth, 'PROPOSAL')]);
  });

  test('tells of the family alone where nobody of it was shown', async () => {
    expect(shownIn(await leavesOf('name assignments { worker { name } }'))).toEqual([leaf(null)]);
  });

  test('is behind nothing that has been restricted, withdrawn or declared meanwhile', async () => {
    await propose(CAST.gareth);
    meanwhile = () => restrict(CAST.gareth);
    const leaves = await leavesAdded(hub, async () => expect((await managed()).proposals).toEqual([]));
    expect(leaves.filter(({ person }) => person === CAST.gareth)).toMatchObject([{ visible: false }]);
    meanwhile = () => declare(CAST.toby);
    expect((await ask()).text).toBe('{"data":{"managedFamily":null}}\n');
  });
});

test('However many families are asked for, one statement reads them', async () => {
  const other = await addFamily(hub, []);
  await sql(`update family set organisation_id = 'northmere-early-help' where id = $1`, [other]);
  const statements: string[] = [];
  const query = `{ a: managedFamily(id: "${OKAFOR_HUGHES}") { name } b: managedFamily(id: "${other}") { name consents { decision } }
    c: managedFamily(id: "${OKAFOR_HUGHES}") { consents { decision } } }`;
  const { body } = await watchingStatements(
    hub,
    (name) => void statements.push(name),
    () => hub.query('manager', query),
  );
  expect(body.data).toMatchObject({ a: { name: 'Okafor-Hughes' }, b: { name: 'Added', consents: [] } });
  expect(statements).toEqual(['people-caller', 'disclosure-managed-families', 'access-log-append']);
});

describe('The lead worker is prompted to look at consent again', () => {
  const REVIEWS = `query($id: ID!) { family(id: $id, purpose: EARLY_HELP) { consentReviews { prompt on
    person { id attendance { __typename } suspensions { __typename } } } } }`;
  interface Review {
    readonly prompt: string;
    readonly on: string;
    readonly person: { readonly id: string };
  }
  const reviews = async (): Promise<string[]> => {
    const { body } = await hub.query('lead-worker', REVIEWS, { id: OKAFOR_HUGHES });
    const family = body.data?.['family'] as unknown as { consentReviews: Review[] };
    return family.consentReviews.map(({ prompt, on, person }) => [prompt, on, person.id].join(' '));
  };
  const day = async (interval: string) => {
    const { rows } = await hub.owner.pool.query<{ day: string }>(
      `select to_char((now() at time zone 'Europe/London') + $1::interval, 'YYYY-MM-DD') as day`,
      [interval],
    );
    return rows[0]?.day ?? '';
  };
  const born = (person: string, on: string) => sql('update person set date_of_birth = $2 where id = $1', [person, on]);

  test('twelve weeks before a child turns 16, and for nobody else', async () => {
    expect(await reviews()).toEqual([]);
    const { rows } = await hub.owner.pool.query<{ born: string }>(
      `select to_char(date_of_birth, 'YYYY-MM-DD') as born from person where id = $1`,
      [CAST.chidera],
    );
    await born(CAST.chidera, await day('60 days -16 years'));
    expect(await reviews()).toEqual([`TURNS_16 ${await day('60 days')} ${CAST.chidera}`]);
    await born(CAST.chidera, await day('-20 days -16 years'));
    expect(await reviews()).toEqual([`TURNED_16 ${await day('-20 days')} ${CAST.chidera}`]);

    hub.forget();
    const leaves = await leavesAdded(hub, reviews);
    expect([...hub.asked].map(([agency, questions]) => [agency, questions.length])).toEqual([['education', 1]]);
    expect(leaves.find(({ person }) => person === CAST.chidera)?.decisions).toContainEqual(
      expect.objectContaining({ category: 'IDENTITY', outcome: 'DISCLOSED', fields: ['dateOfBirth'] }),
    );
    expect(leaves.find(({ person }) => person === CAST.toby)?.decisions).toEqual([]);

    await restrict(CAST.chidera, { categories: ['IDENTITY'], silent: false });
    expect(await reviews()).toEqual([]);
    await born(CAST.chidera, rows[0]?.born ?? '');
  });
});
