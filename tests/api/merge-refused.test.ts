/** Whom a steward may not bring together or apart, and what they are told: nothing that tells of whom they may not know. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { callerId, CALLERS } from '#demo/callers.ts';
import { change, codes } from '#tests/support/change.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { ABSENT_ID, CAST, startHub } from '#tests/support/hub.ts';
import { addPerson, STEWARD } from '#tests/support/stewarding.ts';
import { keepFacts } from '#tests/support/walk-council.ts';

const { toby: TOBY, amara: AMARA, daniel: DANIEL, gareth: GARETH } = CAST;
const WHY = 'The school has him under both names';
const FIELDS = '... on MergeRecorded { mergeId version unclear recordedAt }';

let hub: TestHub;
/** A boy whom the hub knows twice: as Toby, and as Tobias. */
let tobias: string;
let restore: () => Promise<void>;
beforeAll(async () => {
  hub = await startHub();
  tobias = await addPerson(hub, { forename: 'Tobias', surname: 'Hughes' });
  restore = await keepFacts(hub);
});
beforeEach(() => restore());
afterAll(() => hub.close());

const sql = async <Row extends object = Record<string, unknown>>(text: string, ...values: unknown[]) =>
  hub.owner.pool.query<Row>(text, values);
const merge = (keepPersonId = TOBY, mergePersonId = tobias, who = 'steward') =>
  change(hub, who, 'merge', { keepPersonId, mergePersonId, rationale: WHY }, FIELDS);
const split = (mergeId: unknown, who = 'steward') => change(hub, who, 'split', { mergeId, rationale: WHY }, FIELDS);
async function merged(keep = TOBY, other = tobias): Promise<{ mergeId: string }> {
  const answer = await merge(keep, other);
  if (answer.problems) throw new Error(codes(answer).join());
  return answer as unknown as { mergeId: string };
}
async function unmerge(mergeId: string): Promise<void> {
  expect(codes(await split(mergeId))).toEqual(['MergeRecorded']);
}
const restrict = (person: string, { kind = 'COURT_ORDER', silent = false }: { kind?: string; silent?: boolean }) =>
  sql(
    `insert into restriction (id, person, kind, exempt, silent, placed_by, reason) values (gen_random_uuid(), $1, $2, '{}', $3, $4, 'test')`,
    person,
    kind,
    silent,
    callerId('information-governance'),
  );
const tie = (worker: string, person: string, silent = false) =>
  sql(
    `insert into worker_interest (id, worker_id, person, kind, silent) values (gen_random_uuid(), $1, $2, 'FRIEND', $3)`,
    worker,
    person,
    silent,
  );

describe('Nobody merges or splits', () => {
  test('without the role', async () => {
    const { mergeId } = await merged();
    for (const { key } of CALLERS.filter((caller) => caller.key !== 'steward')) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect([codes(await merge(DANIEL, GARETH, key)), codes(await split(mergeId, key))]).toEqual([
        ['NOT_ENTITLED'],
        ['NOT_ENTITLED'],
      ]);
    }
  });

  test('whom they may not know of, in the same words as whom there is not', async () => {
    const sealed = await addPerson(hub);
    await restrict(sealed, { kind: 'SEALED' });
    const silent = await addPerson(hub);
    await restrict(silent, { silent: true });
    const tied = await addPerson(hub);
    await tie(STEWARD, tied, true);
    for (const id of [ABSENT_ID, 'nobody', CAST.baby, sealed, silent, tied]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect(codes(await merge(TOBY, id))).toEqual(['NOT_FOUND mergePersonId']);
      // oxlint-disable-next-line no-await-in-loop
      expect(codes(await merge(id, TOBY))).toEqual(['NOT_FOUND keepPersonId']);
    }
    const { mergeId } = await merged();
    await restrict(TOBY, { kind: 'SEALED' });
    for (const id of [mergeId, ABSENT_ID, 'nobody'])
      // oxlint-disable-next-line no-await-in-loop
      expect(codes(await split(id))).toEqual(['NOT_FOUND mergeId']);
  });

  test('their own household or family', async () => {
    await tie(STEWARD, AMARA);
    expect(codes(await merge())).toEqual(['CONFLICT_OF_INTEREST']);
  });

  test('somebody with themselves, twice, or without saying why', async () => {
    expect(codes(await merge(TOBY, TOBY))).toEqual(['NAMED_TWICE mergePersonId']);
    const blank = { keepPersonId: TOBY, mergePersonId: tobias, rationale: '' };
    expect(codes(await change(hub, 'steward', 'merge', blank))).toEqual(['TEXT_NEEDED rationale']);
    const { mergeId } = await merged();
    expect(codes(await merge())).toEqual(['NOT_FOUND mergePersonId']);
    expect(codes(await merge(tobias, DANIEL))).toEqual(['NOT_FOUND keepPersonId']);
    await unmerge(mergeId);
    expect(codes(await split(mergeId))).toEqual(['ALREADY_ENDED mergeId']);
  });

  test('whose death, or whose child not yet born, could not follow: the other is kept', async () => {
    expect(codes(await merge(DANIEL, AMARA))).toEqual(['KEEP_THE_OTHER mergePersonId']);
    const late = await addPerson(hub);
    await sql('update person set died_on = current_date - 1 where id = $1', late);
    expect(codes(await merge(TOBY, late))).toEqual(['KEEP_THE_OTHER mergePersonId']);
    expect(codes(await merge(late, TOBY))).toEqual(['MergeRecorded']);
  });

  test('an earlier merge before a later one', async () => {
    const third = await addPerson(hub);
    const { mergeId: first } = await merged(tobias, third);
    const { mergeId: second } = await merged(TOBY, tobias);
    expect(codes(await split(first))).toEqual(['SPLIT_LATER_FIRST mergeId']);
    await unmerge(second);
    await unmerge(first);
    const { rows } = await sql('select person_stands_for($1) as it', third);
    expect(rows).toEqual([{ it: third }]);
  });

  test('the same two at the same time but once', async () => {
    const answers = await Promise.all([merge(), merge(), merge(tobias, TOBY)]);
    expect(answers.filter(({ __typename }) => __typename === 'MergeRecorded')).toHaveLength(1);
    expect((await sql('select from person_merge')).rows).toHaveLength(1);
  });
});
