import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CAST, OKAFOR_HUGHES, startHub } from '#tests/support/hub.ts';
import type { TestHub } from '#tests/support/hub.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub();
});
afterAll(() => hub.close());

const TOBY = `person(id: "${CAST.toby}", purpose: EARLY_HELP)`;

/** Fragments each of which opens the next one twice: a short text that selects two to the power of `levels` fields. */
function doubling(levels: number, on: string, field: string, through = (spread: string) => `${spread} ${spread}`): string {
  const fragments = Array.from(
    { length: levels },
    (_, level) => `fragment F${level} on ${on} { ${through(`...F${level + 1}`)} }`,
  );
  return [...fragments, `fragment F${levels} on ${on} { ${field} }`].join('\n');
}

describe('A query made to exhaust the hub', () => {
  test('with fragments that double is refused in a moment, and holds up nobody', async () => {
    const begun = performance.now();
    const [refused, live] = await Promise.all([
      hub.query('lead-worker', `{ ${TOBY} { ...F0 } } ${doubling(60, 'Person', 'attendance { __typename }')}`),
      fetch(new URL('/health/live', hub.url)),
    ]);
    expect(live.status).toBe(200);
    expect(refused.body.errors?.[0]?.extensions['code']).toBe('QUERY_TOO_LARGE');
    expect(performance.now() - begun).toBeLessThan(5_000);
  });

  test('with fragments that double but stay small is answered once per field', async () => {
    const { body } = await hub.query(
      'lead-worker',
      `{ ${TOBY} { ...F0 } } ${doubling(8, 'Person', 'attendance { __typename }')}`,
    );
    expect(body.data).toEqual({ person: { attendance: { __typename: 'Attendance' } } });
  });

  test('that goes from person to person is refused', async () => {
    const step = (spread: string) =>
      `policeReferrals { ... on PoliceReferrals { referrals { others { person { ${spread} } } } } }`;
    const { body } = await hub.query('lead-worker', `{ ${TOBY} { ...F0 } } ${doubling(5, 'Person', 'id', step)}`);
    expect(body.errors?.[0]?.extensions['code']).toBe('QUERY_TOO_LARGE');
    expect(body.data).toBeUndefined();
  });

  test('with more aliases than fit is refused', async () => {
    const aliases = Array.from({ length: 400 }, (_, place) => `a${place}: attendance { __typename }`).join(' ');
    expect((await hub.query('lead-worker', `{ ${TOBY} { ${aliases} } }`)).status).toBe(400);
  });

  test('leaves no leaf where it was refused', async () => {
    const before = (await hub.leaves()).length;
    await hub.query('lead-worker', `{ ${TOBY} { ...F0 } } ${doubling(20, 'Person', 'id')}`);
    expect((await hub.leaves()).length).toBe(before);
  });
});

describe('What the log says', () => {
  test('counts the items that the query took, not those that it could have taken', async () => {
    const items = async (selection: string) => {
      await hub.query('lead-worker', `{ ${TOBY} { attendance { ... on Attendance { ${selection} } } } }`);
      const leaf = (await hub.leaves()).at(-1);
      return leaf?.decisions.find(({ category }) => category === 'ATTENDANCE')?.items;
    };
    expect(await items('academicYear')).toBe(0);
    expect(await items('recentSessions(last: 2) { id }')).toBe(2);
    expect(await items('a: recentSessions(last: 3) { id } b: recentSessions(last: 5) { id }')).toBe(5);
  });

  test('names in a record only those of whom the query reads', async () => {
    const named = async (selection: string) => {
      const before = (await hub.leaves()).length;
      const family = `family(id: "${OKAFOR_HUGHES}", purpose: EARLY_HELP) { members { person { id } } }`;
      await hub.query(
        'lead-worker',
        `{ ${family} ${TOBY} { domesticAbuse { ... on DomesticAbuse { incidents { ${selection} } } } } }`,
      );
      const added = (await hub.leaves()).slice(before);
      return added.filter(({ decisions }) => decisions.some(({ outcome }) => outcome === 'NAMED')).map(({ person }) => person);
    };
    expect(await named('occurredAt')).toEqual([]);
    expect(await named('others { person { id } }')).toEqual([CAST.amara]);
  });

  test('finds everybody by the family through which they were reached', async () => {
    const before = (await hub.leaves()).length;
    await hub.query('lead-worker', `{ person(id: "${CAST.baby}", purpose: EARLY_HELP) { identity { __typename } } }`);
    const families = (await hub.leaves()).slice(before).map(({ person, family }) => ({ person, family }));
    expect(families).toEqual(
      expect.arrayContaining([CAST.baby, CAST.amara].map((person) => ({ person, family: OKAFOR_HUGHES }))),
    );
  });

  test('holds under an operation name of any length', async () => {
    const { status } = await hub.query('lead-worker', `query ${'N'.repeat(70_000)} { ${TOBY} { id } }`);
    expect(status).toBe(200);
    expect((await hub.leaves()).at(-1)?.operation.name).toBe('N'.repeat(100));
  });
});

describe('A silent restriction', () => {
  test('reads like everything beside it, whatever withholds that', async () => {
    await hub.owner.pool.query(
      `insert into restriction (id, person, kind, categories, exempt, silent, starts_at, placed_by, reason)
       values (gen_random_uuid(), $1, 'COURT_ORDER', '{HEALTH_CONTACTS}', '{}', true, now() - interval '1 day', $1, 'A test')`,
      [CAST.amara],
    );
    const reasons = async (who: string, purpose: string) => {
      const field = '{ __typename ... on Withheld { reason } }';
      const { body } = await hub.query(
        who,
        `{ person(id: "${CAST.amara}", purpose: ${purpose}) { healthContacts ${field} substanceMisuse ${field} } }`,
      );
      return body.data?.['person'] as unknown as { healthContacts: object; substanceMisuse: object };
    };
    for (const [who, purpose] of [
      ['lead-worker', 'SAFEGUARDING'],
      ['lead-worker', 'EARLY_HELP'],
      ['team-member', 'EARLY_HELP'],
    ] as const) {
      const { healthContacts, substanceMisuse } = await reasons(who, purpose);
      expect(healthContacts).toEqual(substanceMisuse);
    }
    await hub.owner.pool.query('delete from restriction where person = $1 and silent', [CAST.amara]);
  });
});

describe('The database refuses', () => {
  const refused = (statement: string, values: unknown[] = []) =>
    expect(hub.owner.pool.query(statement, values)).rejects.toThrow();

  test('cover without an end, or longer than 28 days, and duty longer than 14', async () => {
    const assignment = (kind: string, ends: string) =>
      `insert into assignment (id, worker_id, family_id, kind, starts_at, ends_at, made_by_id)
       select gen_random_uuid(), id, '${OKAFOR_HUGHES}', '${kind}', now(), ${ends}, id from worker where subject = 'other-worker'`;
    await refused(assignment('COVER', 'null'));
    await refused(assignment('COVER', `now() + interval '29 days'`));
    await refused(assignment('DUTY', `now() + interval '15 days'`));
    await hub.owner.pool.query(assignment('COVER', `now() + interval '28 days'`));
    await hub.owner.pool.query(`delete from assignment where kind = 'COVER'`);
  });

  test('one agency record that is linked to two people', async () => {
    await refused(
      `insert into agency_link (id, version, person_id, agency, agency_person_id, state, starts_at)
       select gen_random_uuid(), 1, $2, agency, agency_person_id, 'CONFIRMED', now() from agency_link where person_id = $1 and agency = 'health'`,
      [CAST.toby, CAST.daniel],
    );
  });
});

test('A child not yet born, of whom no mother is known, is hidden', async () => {
  await hub.owner.pool.query('update person set unborn_child_of_id = null where id = $1', [CAST.baby]);
  const { body } = await hub.query(
    'lead-worker',
    `{ family(id: "${OKAFOR_HUGHES}", purpose: EARLY_HELP) { members { person { id } } } }`,
  );
  expect(JSON.stringify(body)).not.toContain(CAST.baby);
  await hub.owner.pool.query('update person set unborn_child_of_id = $2 where id = $1', [CAST.baby, CAST.amara]);
});
