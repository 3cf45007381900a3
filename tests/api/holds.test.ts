/** What an inquiry still needs of the access log stays, by information governance alone. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { callerId } from '#demo/callers.ts';
import { change, codes } from '#tests/support/change.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { ABSENT_ID, CAST, OKAFOR_HUGHES, startHub } from '#tests/support/hub.ts';
import { leavesAdded } from '#tests/support/queries.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub();
});
afterAll(() => hub.close());

const OFFICER = 'information-governance';
const RESULT = '... on HoldRecorded { holdId version recordedAt }';
const reason = 'Made up by a test: complaint 17';
const place = (input: object, who = OFFICER) => change(hub, who, 'placeHold', { reason, ...input }, RESULT);
const lift = (holdId: unknown, who = OFFICER) => change(hub, who, 'liftHold', { holdId, reason }, RESULT);

describe('A hold', () => {
  test('is placed on a person, a family or a worker, lifted once, and both are in the log, without the reason', async () => {
    for (const input of [{ personId: CAST.toby }, { familyId: OKAFOR_HUGHES }, { workerId: callerId('lead-worker') }]) {
      const leaves = await leavesAdded(hub, async () => {
        const { holdId } = await place(input);
        expect(await lift(holdId)).toMatchObject({ version: 2 });
        expect(codes(await lift(holdId))).toEqual(['ALREADY_ENDED holdId']);
      });
      expect(leaves.map(({ kind, change: made }) => [kind, made?.name, made?.outcome])).toEqual([
        ['HOLD_CHANGE', 'placeHold', 'RECORDED'],
        ['HOLD_CHANGE', 'liftHold', 'RECORDED'],
        ['HOLD_CHANGE', 'liftHold', 'REFUSED'],
      ]);
      expect(JSON.stringify(leaves)).not.toContain('complaint');
    }
  });

  test('is on exactly one, and has a reason', async () => {
    expect(codes(await place({}))).toEqual(['NAME_ONE personId']);
    expect(codes(await place({ personId: CAST.toby, workerId: CAST.toby }))).toEqual(['NAME_ONE personId']);
    expect(codes(await place({ personId: CAST.toby, reason: ' ' }))).toHaveLength(1);
    expect(codes(await place({ workerId: 'nobody' }))).toEqual(['NOT_FOUND workerId']);
  });

  test('says nothing of who there is', async () => {
    expect(codes(await place({ personId: ABSENT_ID }))).toEqual(['HoldRecorded']);
    expect(codes(await lift(ABSENT_ID))).toEqual(['NOT_FOUND holdId']);
  });

  test.each(['lead-worker', 'manager', 'dpo', 'operator'])('is not for a %s', async (who) => {
    expect(codes(await place({ personId: CAST.toby }, who))).toEqual(['NOT_ENTITLED']);
    const { holdId } = await place({ personId: CAST.toby });
    expect(codes(await lift(holdId, who))).toEqual(['NOT_ENTITLED']);
  });

  test('on the officer’s own entries, or about their household or family, is lifted by a colleague', async () => {
    const { holdId } = await place({ workerId: callerId(OFFICER) });
    expect(codes(await lift(holdId))).toEqual(['NOT_FOR_YOURSELF holdId']);
    expect(codes(await lift(holdId, 'information-governance-2'))).toEqual(['HoldRecorded']);
    const hidden = await place({ personId: CAST.daniel });
    await hub.owner.pool.query(
      `insert into worker_interest (id, worker_id, person, kind, silent, state) values (gen_random_uuid(), $1, $2, 'FRIEND', true, 'LIVE')`,
      [callerId(OFFICER), CAST.daniel],
    );
    expect(codes(await lift(hidden['holdId']))).toEqual(['NOT_FOUND holdId']);
    const about = await place({ personId: CAST.toby });
    await change(hub, OFFICER, 'declareInterest', { personId: CAST.chidera, kind: 'FRIEND' });
    expect(codes(await lift(about['holdId']))).toEqual(['CONFLICT_OF_INTEREST']);
    expect(codes(await lift(about['holdId'], 'information-governance-2'))).toEqual(['HoldRecorded']);
  });
});

describe('The holds in force', () => {
  const HOLDS = '{ accessLogHolds { id person { id name } family { id } worker { id name } reason placedBy { name } placedAt } }';
  const list = async (who = OFFICER) => {
    const { body } = await hub.query(who, HOLDS);
    expect(body.errors).toBeUndefined();
    return (body.data?.['accessLogHolds'] ?? null) as { id: string }[] | null;
  };
  beforeEach(async () => {
    await hub.owner.pool.query('delete from access_log_hold');
    await hub.owner.pool.query('delete from worker_interest');
  });

  test('are listed for information governance and officers, the newest first, until they are lifted', async () => {
    const [person, family, worker] = [
      await place({ personId: CAST.toby }),
      await place({ familyId: OKAFOR_HUGHES }),
      await place({ workerId: callerId('lead-worker') }),
    ];
    const shared = { person: null, family: null, worker: null, reason, placedBy: { name: expect.any(String) as string } };
    const all = [
      { id: worker['holdId'], worker: { id: callerId('lead-worker'), name: 'Priya Nair' } },
      { id: family['holdId'], family: { id: OKAFOR_HUGHES } },
      { id: person['holdId'], person: { id: CAST.toby, name: 'Toby Hughes' } },
    ].map((hold) => ({ ...shared, ...hold, placedAt: expect.any(String) as string }));
    expect(await list('dpo')).toEqual(all);
    expect(await list()).toEqual(all.with(2, { ...all[2]!, person: { id: CAST.toby, name: null } } as never));
    await lift(family['holdId']);
    expect((await list())?.map(({ id }) => id)).toEqual([worker['holdId'], person['holdId']]);
  });

  test('are nobody else’s to read, and every reading is in the log', async () => {
    for (const who of ['lead-worker', 'manager', 'operator', 'council-app']) {
      // oxlint-disable-next-line no-await-in-loop
      const leaves = await leavesAdded(hub, async () => expect(await list(who)).toBeNull());
      expect(leaves).toMatchObject([{ kind: 'REVIEW', visible: false, review: { query: 'accessLogHolds', entries: 0 } }]);
    }
    await place({ personId: CAST.toby });
    const leaves = await leavesAdded(hub, () => list('dpo'));
    expect(leaves).toMatchObject([{ kind: 'REVIEW', visible: true, review: { query: 'accessLogHolds', entries: 1 } }]);
  });

  test('leave out what is about the reader, their household or their family', async () => {
    const own = await place({ workerId: callerId('dpo') });
    const theirs = await place({ personId: CAST.toby });
    const family = await place({ familyId: OKAFOR_HUGHES });
    await change(hub, 'dpo', 'declareInterest', { personId: CAST.chidera, kind: 'FRIEND' });
    expect(await list('dpo')).toEqual([]);
    expect(new Set((await list())?.map(({ id }) => id))).toEqual(new Set([own, theirs, family].map(({ holdId }) => holdId)));
  });
});
