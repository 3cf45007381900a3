import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CAST, OKAFOR_HUGHES, startHub } from '#tests/support/hub.ts';
import type { TestHub } from '#tests/support/hub.ts';

const ONE_FAMILY = readFileSync(new URL('../../docs/queries/one-family.graphql', import.meta.url), 'utf8');

interface Outcome {
  readonly __typename: string;
  readonly reason?: string;
  readonly [field: string]: unknown;
}
interface Member {
  readonly role: string;
  readonly person: { readonly id: string } & Record<string, Outcome>;
}

let hub: TestHub;
let members: Member[];
let family: { name: string; leadWorker: { name: string }; team: unknown[]; relationships: { relationships: { kind: string }[] } };

beforeAll(async () => {
  hub = await startHub();
  const { body } = await hub.query('lead-worker', ONE_FAMILY, { id: OKAFOR_HUGHES });
  expect(body.errors).toBeUndefined();
  family = body.data?.['family'] as never;
  members = (family as unknown as { members: Member[] }).members;
});
afterAll(() => hub.close());

const member = (name: keyof typeof CAST): Member['person'] => {
  const found = members.find(({ person }) => person.id === CAST[name]);
  if (!found) throw new Error(`${name} is not in the answer.`);
  return found.person;
};
const reads = (name: keyof typeof CAST, field: string): string => {
  const { __typename, reason } = member(name)[field] as Outcome;
  return reason ?? __typename;
};

describe('The lead worker’s view of the Okafor-Hughes family', () => {
  test('names the family, its lead worker and the team around it', () => {
    expect(family.name).toBe('Okafor-Hughes');
    expect(family.leadWorker.name).toBe('Priya Nair');
    expect(family.team).toContainEqual({
      assignment: 'TEAM_MEMBER',
      worker: { name: 'Tom Askew', organisation: 'Northmere Community Health NHS Trust' },
    });
  });

  test('lists the youngest first, beginning with the child not yet born', () => {
    expect(members.map(({ person }) => person.id)).toEqual([
      CAST.baby,
      CAST.toby,
      CAST.chidera,
      CAST.daniel,
      CAST.amara,
      CAST.gareth,
    ]);
  });

  test('shows all four outcomes in one answer', () => {
    expect(reads('toby', 'attendance')).toBe('Attendance');
    expect(reads('toby', 'suspensions')).toBe('NothingHeld');
    expect(reads('daniel', 'healthContacts')).toBe('NO_CONSENT');
    expect(reads('toby', 'missingEpisodes')).toBe('Unavailable');
  });

  test('tells since when the police’s stale file counts as unavailable, and when it was made', () => {
    const { since, lastAnswered } = member('chidera')['missingEpisodes'] as unknown as { since: string; lastAnswered: string };
    const hours = (Date.parse(since) - Date.parse(lastAnswered)) / 3_600_000;
    expect(hours).toBe(72);
    expect(Date.parse(since)).toBeLessThan(Date.now());
  });

  test('withholds everything of the step-parent, who was never asked', () => {
    const agencyFields = Object.keys(member('daniel')).filter((field) => !['id', 'identity', 'address'].includes(field));
    expect(agencyFields).toHaveLength(12);
    for (const field of agencyFields) expect(['NO_CONSENT', 'OUTSIDE_AGREEMENT']).toContain(reads('daniel', field));
  });

  test('follows the 15-year-old’s own decisions before her mother’s', () => {
    expect(reads('chidera', 'suspensions')).toBe('Suspensions');
    // She refused; her mother agreed.
    expect(reads('chidera', 'mentalHealth')).toBe('NO_CONSENT');
  });

  test('withholds what two parents disagree about', () => {
    expect(reads('toby', 'healthContacts')).toBe('HealthContacts');
    expect(reads('toby', 'mentalHealth')).toBe('NO_CONSENT');
  });

  test('withholds the protected address from everybody in the home, and shows the other parent’s', () => {
    for (const name of ['baby', 'toby', 'chidera', 'amara', 'daniel'] as const) {
      expect(member(name)['address']).toMatchObject({ category: 'ADDRESS', reason: 'PROTECTED' });
    }
    expect(member('gareth')['address']).toMatchObject({ postcode: 'ZX3 7RS' });
  });

  test('masks the school, the services and the landlord of the protected home', () => {
    expect(member('toby')['attendance']).toMatchObject({
      school: { name: null },
      source: { service: null, agency: 'Education' },
    });
    expect(
      (member('toby')['healthContacts'] as unknown as { contacts: { service: null }[] }).contacts.map(
        (contact) => contact.service,
      ),
    ).toEqual(expect.arrayContaining([null]));
    const home = hub.world.households.find(({ key }) => key === 'okafor-home');
    expect(JSON.stringify(members)).not.toContain(home?.postcode);
    expect(JSON.stringify(members)).not.toContain(home?.line);
  });

  test('shows the unborn child with a due date and without a name, through the mother’s pregnancy', () => {
    expect(member('baby')['identity']).toMatchObject({
      name: null,
      age: null,
      dueDate: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) as string,
    });
  });

  test('says that it could not ask where no record is known to be about somebody', () => {
    expect(reads('gareth', 'policeReferrals')).toBe('NOT_LINKED');
  });

  test('keeps to the ages that an agreement names', () => {
    expect(reads('toby', 'policeReferrals')).toBe('OUTSIDE_AGREEMENT');
    expect(reads('amara', 'attendance')).toBe('OUTSIDE_AGREEMENT');
  });

  test('shows a summary, and no more, where the agreement allows a summary', () => {
    expect(member('gareth')['tenancy']).toMatchObject({ detail: 'SUMMARY', tenure: 'SECURE', inArrears: null, landlord: null });
  });

  test('names in an incident only those permitted for the same category', () => {
    const { incidents } = member('toby')['domesticAbuse'] as unknown as {
      incidents: { others: { person: { id: string } | null }[] }[];
    };
    const others = incidents.flatMap((incident) => incident.others);
    expect(others).toContainEqual({ person: { id: CAST.amara } });
    expect(others.map(({ person }) => person?.id)).not.toContain(CAST.daniel);
  });

  test('tells who is related to whom', () => {
    expect(family.relationships.relationships).toContainEqual({
      from: { id: CAST.amara },
      kind: 'MOTHER',
      to: { id: CAST.baby },
    });
  });

  test('lets nothing of an agency’s own identifiers through', () => {
    const text = JSON.stringify(members);
    for (const person of hub.world.people) {
      const { education, health, police, housing } = person.ids;
      for (const id of [
        education?.studentId,
        education?.upn,
        health?.nhsNumber,
        health?.patientId,
        police?.nominalReference,
        housing?.personReference,
      ]) {
        if (id !== undefined) expect(text).not.toContain(id);
      }
    }
  });
});

describe('What else decides what a caller sees', () => {
  const read = async (who: string, fields: string) => {
    const { body } = await hub.query(who, `query($id: ID!) { person(id: $id, purpose: EARLY_HELP) { ${fields} } }`, {
      id: CAST.toby,
    });
    return body.data?.['person'] as unknown as Record<string, Outcome>;
  };
  const SOME = 'attendance { __typename ... on Withheld { reason } } policeReferrals { __typename ... on Withheld { reason } }';

  test('a school nurse of another organisation sees what was agreed with hers', async () => {
    expect(await read('team-member', SOME)).toEqual({
      attendance: { __typename: 'Attendance' },
      policeReferrals: { __typename: 'Withheld', reason: 'NO_AGREEMENT' },
    });
  });

  test('an app approved for early help sees what the organisation that it acts for may see', async () => {
    expect(await read('council-app', SOME)).toMatchObject({ attendance: { __typename: 'Attendance' } });
  });

  test('an app whose approval has been taken back is not entitled to the purpose', async () => {
    await hub.owner.pool.query(`update worker set approved_purposes = '{}' where subject = 'council-app'`);
    expect(await read('council-app', SOME)).toMatchObject({ attendance: { reason: 'PURPOSE_NOT_OPEN' } });
    await hub.owner.pool.query(`update worker set approved_purposes = '{EARLY_HELP}' where subject = 'council-app'`);
  });

  test('the same list can be shortened by the query', async () => {
    const answer = await read('lead-worker', 'attendance { ... on Attendance { recentSessions(last: 3) { id } } }');
    expect((answer['attendance'] as unknown as { recentSessions: unknown[] }).recentSessions).toHaveLength(3);
  });

  test('a list of an impossible length is refused with one clear error that names the argument', async () => {
    const { body } = await hub.query(
      'lead-worker',
      `query($id: ID!) { person(id: $id, purpose: EARLY_HELP) { attendance { ... on Attendance { recentSessions(last: 0) { id } } } } }`,
      { id: CAST.toby },
    );
    expect(body.errors?.map((error) => error.extensions)).toEqual([{ code: 'BAD_ARGUMENT', argument: 'last' }]);
  });
});
