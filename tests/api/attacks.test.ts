/** What was once found by attacking the hub, each kept as a test. */
import { randomUUID } from 'node:crypto';
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

const soon = (hours = 24) => new Date(Date.now() + hours * 3_600_000).toISOString();
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();

describe('The hub’s role in the database', () => {
  test('cannot use the functions of the epochs’ triggers for triggers of its own', async () => {
    const { rows } = await hub.owner.pool.query<{ name: string }>(
      `select proname as name from pg_proc where proname like '%_moves_epochs'`,
    );
    expect(rows.length).toBeGreaterThan(15);
    const client = await hub.database.pool.connect();
    try {
      // Where the database still lets anybody make temporary tables: the migration takes that away from its own.
      await client.query('create temporary table fake (person uuid)');
      for (const { name } of rows) {
        await expect(
          client.query(
            `create trigger t after insert on fake referencing new table as moved for each statement execute function public.${name}()`,
          ),
        ).rejects.toThrow('permission denied');
      }
    } finally {
      client.release(true);
    }
    const { rows: usable } = await hub.owner.pool.query<{ name: string }>(`
      select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where n.nspname = 'public' and p.prosecdef and has_function_privilege('family_view_application', p.oid, 'execute') order by 1`);
    expect(usable.map(({ name }) => name)).toEqual(['access_log_append', 'access_log_lock', 'sharing_set']);
  });
});

describe('Nobody acts for themselves', () => {
  const decision = (recipients: string[]) => ({
    ground: 'MASH',
    personIds: [CAST.toby],
    categories: ['ATTENDANCE'],
    recipients,
    reason: 'made up',
    endsAt: soon(),
  });

  test('as the recipient of a safeguarding decision that they make, or approve', async () => {
    const own = await change(hub, 'mash', 'recordSafeguardingDecision', decision([callerId('mash')]));
    expect(codes(own)).toEqual(['NOT_FOR_YOURSELF recipients.0']);
    const made = await change(
      hub,
      'manager',
      'recordSafeguardingDecision',
      decision([callerId('mash')]),
      '... on SafeguardingDecisionRecorded { decisionId }',
    );
    const approved = await change(hub, 'mash', 'approveSafeguardingDecision', { decisionId: made['decisionId'] });
    expect(codes(approved)).toEqual(['NOT_FOR_YOURSELF']);
  });

  test('by lifting a restriction that binds them', async () => {
    const placed = await change(
      hub,
      'information-governance-2',
      'placeRestriction',
      {
        personId: CAST.toby,
        kind: 'SUBJECT_LOCK',
        binds: [callerId('information-governance')],
        silent: false,
        absolute: true,
        reason: 'made up',
      },
      '... on RestrictionRecorded { restrictionId }',
    );
    const lift = (who: string) =>
      change(hub, who, 'liftRestriction', { restrictionId: placed['restrictionId'], reason: 'made up' });
    expect(codes(await lift('information-governance'))).toEqual(['NOT_FOR_YOURSELF restrictionId']);
    expect(codes(await lift('information-governance-2'))).toEqual(['RestrictionRecorded']);
  });
});

describe('A refused form', () => {
  const row = (personId: string) => ({
    personId,
    categories: ['ATTENDANCE'],
    recipients: ['northmere-early-help'],
    decision: 'GIVEN',
    givenBy: { capacity: 'SELF' },
  });
  const form = (familyId: string, people: number) => ({
    familyId,
    formReference: 'F-1',
    noticeVersion: '1',
    decidedAt: ago(60_000),
    method: 'IN_PERSON',
    rows: Array.from({ length: people }, () => row(randomUUID())),
  });

  test('about hundreds of people leaves one leaf, and none about whom the client made up', async () => {
    for (const who of ['dpo', 'lead-worker']) {
      const leaves = await leavesAdded(hub, () => change(hub, who, 'recordFamilyAgreement', form(ABSENT_ID, 150)));
      expect(leaves.map(({ person }) => person)).toEqual([null]);
    }
    const own = await leavesAdded(hub, () => change(hub, 'lead-worker', 'recordFamilyAgreement', form(OKAFOR_HUGHES, 150)));
    expect(own).toHaveLength(1);
  });
});

describe('A withdrawal', () => {
  const tenancy = (more: object) => ({ personId: CAST.gareth, categories: ['TENANCY'], method: 'PHONE', ...more });
  const by = { capacity: 'SELF' };

  test('dated before every consent is no withdrawal, and says so', async () => {
    const slip = await change(
      hub,
      'lead-worker',
      'withdrawConsent',
      tenancy({ decidedAt: '2002-11-22T10:00:00Z', withdrawnBy: by }),
    );
    expect(codes(slip)).toEqual(['ENDS_NOTHING decidedAt']);
  });

  test('of now ends a consent that a clock ahead dated a little later', async () => {
    const given = { purposes: ['EARLY_HELP'], recipients: ['northmere-early-help'], decision: 'GIVEN', givenBy: by };
    const ahead = await change(
      hub,
      'lead-worker',
      'recordConsent',
      tenancy({ ...given, decidedAt: new Date(Date.now() + 50_000).toISOString() }),
    );
    expect(codes(ahead)).toEqual(['ConsentRecorded']);
    await change(hub, 'lead-worker', 'withdrawConsent', tenancy({ decidedAt: new Date().toISOString(), withdrawnBy: by }));
    const { rows } = await hub.owner.pool.query<{ decision: string }>(
      `select decision from consent where person = $1 and category = 'TENANCY' order by decided_at desc, entry desc limit 1`,
      [CAST.gareth],
    );
    expect(rows[0]?.decision).toBe('WITHDRAWN');
  });

  test('is the giver’s for what they gave, not for all that is named beside it', async () => {
    await hub.owner.pool.query(
      `insert into consent (id, person, category, purpose, recipient, decision, decided_at, capacity, given_by, method, recorded_by)
        values (gen_random_uuid(), $1, 'TENANCY', 'EARLY_HELP', 'northmere-early-help', 'GIVEN', now() - interval '1 day', 'ATTORNEY', $2, 'PHONE', $2)`,
      [CAST.gareth, CAST.daniel],
    );
    const attorney = { capacity: 'ATTORNEY', personId: CAST.daniel };
    const beside = {
      personId: CAST.gareth,
      categories: ['TENANCY', 'HOMELESSNESS'],
      method: 'PHONE',
      decidedAt: ago(1_000),
      withdrawnBy: attorney,
    };
    expect(codes(await change(hub, 'lead-worker', 'withdrawConsent', beside))).toEqual(['MAY_NOT_WITHDRAW withdrawnBy']);
  });
});

describe('An app that acts for a worker', () => {
  test('without approval, or of another organisation, shows and changes nothing', async () => {
    const token = await hub.token('lead-worker', { act: { sub: 'council-app' } } as never);
    const ask = (query: string) => hub.query(null, query, {}, { authorization: `Bearer ${token}` });
    await hub.owner.pool.query(`update worker set approved_purposes = '{}' where subject = 'council-app'`);
    const { body } = await ask(
      `{ myFamilies { name } family(id: "${OKAFOR_HUGHES}", purpose: EARLY_HELP) { name } person(id: "${CAST.toby}", purpose: EARLY_HELP) { id } }`,
    );
    expect(body.data).toEqual({ myFamilies: [], family: null, person: null });
    const declared = await ask(
      `mutation { declareInterest(input: { clientKey: "x", personId: "${CAST.toby}", kind: FRIEND }) { ... on Problems { problems { code } } } }`,
    );
    expect(declared.text).toContain('NOT_ENTITLED');
    await hub.owner.pool.query(`update worker set approved_purposes = '{EARLY_HELP}' where subject = 'council-app'`);
    const broken = await ask(
      `mutation { recordOverride(input: { clientKey: "y", personIds: ["${CAST.toby}"], categories: ["TENANCY"], reasonCode: OTHER, narrative: "made up" }) { ... on Problems { problems { code } } } }`,
    );
    expect(broken.text).toContain('NOT_ENTITLED');
  });
});

describe('What cannot be meant', () => {
  test.each([
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:59-12:00',
    '0202-11-22T10:00:00Z',
    '2027-02-30T00:00:00Z',
    '2027-04-31T10:00:00Z',
    '2027-01-01T24:00:00Z',
  ])('is no time: %s', async (until) => {
    const { status } = await hub.query(
      'manager',
      'mutation ($input: AddTeamMemberInput!) { addTeamMember(input: $input) { __typename } }',
      { input: { clientKey: 'z', familyId: OKAFOR_HUGHES, workerId: callerId('other-worker'), kind: 'TEAM_MEMBER', until } },
    );
    expect(status).toBe(400);
  });

  test('is refused as such, however many wrong values there are', async () => {
    const document = 'mutation ($input: RecordConsentInput!) { recordConsent(input: $input) { __typename } }';
    for (const count of [3, 60]) {
      const purposes = Array.from({ length: count }, (_, place) => `wrong-${place}`);
      hub.logLines.length = 0;
      const { status, body } = await hub.query('lead-worker', document, { input: { clientKey: 'x', purposes } });
      const errors = new Set(body.errors?.map(({ extensions }) => extensions['code']));
      expect({ status, errors }).toEqual({ status: 400, errors: new Set(['BAD_USER_INPUT']) });
      expect(hub.logLines.filter((line) => line.includes('masked'))).toEqual([]);
    }
  });

  test('is nobody’s id: a text that cannot be kept', async () => {
    const { status, body } = await hub.query(
      'lead-worker',
      'query ($r: ID!) { explain(personId: "' +
        CAST.toby +
        '", category: "ATTENDANCE", recipient: $r, purpose: EARLY_HELP) { outcome } }',
      { r: 'a\u0000b' },
    );
    expect({ status, data: body.data }).toEqual({ status: 200, data: { explain: null } });
  });
});
