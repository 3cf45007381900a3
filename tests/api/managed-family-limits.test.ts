import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { AccessLog } from '#access-log/append.ts';
import type { Leaf } from '#access-log/leaf.ts';
import { callerId } from '#demo/callers.ts';
import { createLoadManagedFamilies } from '#disclosure/managed-family.ts';
import { createFindCaller } from '#people/callers.ts';
import type { Caller } from '#terms/caller.ts';
import { systemClock } from '#terms/clock.ts';
import { addFamily } from '#tests/support/families.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { ABSENT_ID, CAST, OKAFOR_HUGHES, startHub } from '#tests/support/hub.ts';
import type { Managed } from '#tests/support/managing.ts';
import { EVERYTHING, managing, seen } from '#tests/support/managing.ts';
import { leavesAdded } from '#tests/support/queries.ts';
import { watchingStatements } from '#tests/support/statements.ts';

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
afterEach(() => {
  meanwhile = null;
  return reset();
});
const { sql, ask, managed, propose, reject, restrict, declare, reset } = managing(() => hub);

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

  test('of whom they declared that they are tied to a member', async () => {
    await declare(CAST.daniel);
    await expectAbsent();
  });

  test('but somebody to whom they are silently tied is merely not there, as when they act', async () => {
    await declare(CAST.toby, { silent: true });
    const { text } = await ask();
    expect(await isShown()).toBe(true);
    expect(text).not.toContain(CAST.toby);
    expect(text).toContain(CAST.amara);
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

  test('but somebody of whom a manager has said that they are no member is none of it', async () => {
    await declare(CAST.gareth);
    expect(await isShown()).toBe(false);
    await reject(CAST.gareth);
    expect(await isShown()).toBe(true);
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

describe('Several families', () => {
  test('are read by one statement, each with what was decided for its own members', async () => {
    const other = await addFamily(hub, [CAST.gareth]);
    await sql(`update family set organisation_id = 'northmere-early-help' where id = $1`, [other]);
    await propose(CAST.gareth);
    const statements: string[] = [];
    const query = `{ a: managedFamily(id: "${OKAFOR_HUGHES}") { name } b: managedFamily(id: "${other}") { name consents { personId } }
      c: managedFamily(id: "${OKAFOR_HUGHES}") { consents { personId } } }`;
    const { body } = await watchingStatements(
      hub,
      (name) => void statements.push(name),
      () => hub.query('manager', query),
    );
    expect(statements).toEqual(['people-caller', 'disclosure-managed-families', 'access-log-append']);
    expect(body.data).toMatchObject({ a: { name: 'Okafor-Hughes' }, b: { name: 'Added' } });
    const people = (alias: string) => {
      const family = body.data?.[alias] as unknown as Pick<Managed, 'consents'>;
      return new Set(family.consents.map(({ personId }) => personId));
    };
    expect(people('b')).toEqual(new Set([CAST.gareth]));
    expect(people('c')).toEqual(new Set([CAST.toby, CAST.chidera, CAST.amara]));
  });

  test('read no more than is shown: nothing that was decided for somebody only proposed', async () => {
    await propose(CAST.gareth);
    const [manager] = await managers();
    const { people } = await createLoadManagedFamilies(hub.database.pool, systemClock)(manager, [OKAFOR_HUGHES]);
    expect(people.get(CAST.toby)?.consents).not.toEqual([]);
    expect(people.get(CAST.gareth)?.consents).toEqual([]);
  });

  test('are found for a worker who is a manager, not for an app, nor through one', async () => {
    const load = createLoadManagedFamilies(hub.database.pool, systemClock);
    const [manager, ...others] = await managers();
    expect((await load(manager, [OKAFOR_HUGHES])).families.size).toBe(1);
    for (const caller of others) expect((await load(caller, [OKAFOR_HUGHES])).families.size).toBe(0);
  });

  /** The manager; an app in the same role; the manager through an app. */
  async function managers(): Promise<[Caller, Caller, Caller]> {
    const found = await createFindCaller(hub.database.pool)('manager', ['MANAGER']);
    if (!found) throw new Error('There is no manager.');
    const { id, name, organisationId } = found;
    const through = { id: callerId('council-app'), name, organisationId, approvedPurposes: ['EARLY_HELP' as const] };
    return [found, { ...found, kind: 'APP', id }, { ...found, through }];
  }
});
