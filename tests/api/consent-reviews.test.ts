import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { TestHub } from '#tests/support/hub.ts';
import { CAST, OKAFOR_HUGHES, startHub } from '#tests/support/hub.ts';
import { managing } from '#tests/support/managing.ts';
import { leavesAdded } from '#tests/support/queries.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub();
});
afterAll(() => hub.close());
afterEach(() => reset());

const { sql, restrict, reset } = managing(() => hub);

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
