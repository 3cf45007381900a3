/** The person index as it runs: agencies' lists are taken in, and what they say is linked with whom the hub knows. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { TestHub } from '#tests/support/hub.ts';
import { CAST, startHub } from '#tests/support/hub.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub({ peopleSeconds: 3_600 });
});
afterAll(() => hub.close());

async function count(sql: string): Promise<number> {
  const { rows } = await hub.owner.pool.query<{ count: number }>(`select count(*)::int as count from ${sql}`);
  return rows[0]?.count ?? -1;
}

const WRONG = `agency_link l where l.ends_at is null and l.state in ('AUTOMATIC', 'CONFIRMED')
  and exists (select from agency_link before where before.agency = l.agency and before.agency_person_id = l.agency_person_id
    and before.version = 1 and before.person_id <> l.person_id)`;

test('Every list is taken in and every record placed; nobody’s record becomes somebody else’s, and a steward is asked about the doubtful one', async () => {
  const asked = `agency_link where version = 1 and state in ('AUTOMATIC', 'CONFIRMED')`;
  const before = await count(asked);
  await vi.waitFor(
    async () => {
      expect(await count(`agency_record where agency = 'hub'`)).toBeGreaterThan(10);
      expect(await count('(select from agency_record group by agency having count(*) > 10) a')).toBe(5);
      expect(await count('agency_record where not placed')).toBe(0);
      expect(await count('linking_due where number is not null')).toBe(0);
    },
    { timeout: 60_000, interval: 500 },
  );
  const still = await count(`agency_link where ends_at is null and state in ('AUTOMATIC', 'CONFIRMED')`);
  expect(await count(WRONG)).toBe(0);

  const { body } = await hub.query(
    'steward',
    readFileSync(new URL('../../docs/queries/steward-reviews.graphql', import.meta.url), 'utf8'),
  );
  expect(body.data?.['matchReviews']).toMatchObject({
    nodes: [
      {
        kind: 'POSSIBLE_MATCH',
        explanation: 'forename, surname and sex agree; date of birth nearly agrees; no shared id',
        left: { agency: 'hub', personId: CAST.chidera, forename: 'Chidera', addresses: null },
        right: { agency: 'police', personId: null, surname: 'HUGHES', addresses: null },
      },
    ],
  });
  expect(still).toBeGreaterThan(0.97 * before);
}, 90_000);
