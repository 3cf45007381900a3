/** What an inquiry still needs of the access log stays, by information governance alone. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
