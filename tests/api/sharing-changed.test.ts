/** What a decision rests on is changed between the decision and its place in the log: the answer is made anew, once, or not at all. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { callerId } from '#demo/callers.ts';
import { madeUpId } from '#demo/ids.ts';
import { change, codes } from '#tests/support/change.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { CAST, OKAFOR_HUGHES, startHub } from '#tests/support/hub.ts';
import { familyQuery, leavesAdded, OUTCOME, peopleOf } from '#tests/support/queries.ts';
import { watchingStatements } from '#tests/support/statements.ts';

/** What is done while a request waits between its decisions and the log: once for each time it gets there. */
let meanwhile: (() => Promise<unknown>)[] = [];
let appended: string[] = [];
let hub: TestHub;
beforeAll(async () => {
  hub = await startHub({
    wrap: {
      accessLog: (log) => ({
        async append(leaves, epochs) {
          await meanwhile.shift()?.();
          const outcome = await log.append(leaves, epochs);
          appended.push(outcome);
          return outcome;
        },
      }),
    },
  });
});
afterEach(() => {
  meanwhile = [];
  appended = [];
});
afterAll(() => hub.close());

const sql = (text: string, values: unknown[] = []) => hub.owner.pool.query(text, values);
const view = (who = 'lead-worker') =>
  hub.query(who, familyQuery(`attendance ${OUTCOME} identity ${OUTCOME}`), { id: OKAFOR_HUGHES });
const withdraw = async () => {
  const answer = await change(hub, 'lead-worker', 'withdrawConsent', {
    personId: CAST.toby,
    categories: ['ATTENDANCE'],
    decidedAt: new Date().toISOString(),
    withdrawnBy: { capacity: 'PARENTAL_RESPONSIBILITY', personId: CAST.amara },
    method: 'PHONE',
  });
  expect(codes(answer)).toEqual(['ConsentWithdrawn']);
};

/** Everything that can lessen disclosure (rule 10), each on a table of its own. `$1` is Toby, `$2` the family, `$3` the lead worker. */
const CHANGES: Readonly<Record<string, string>> = {
  'a consent': `insert into consent (id, person, category, decision, decided_at, capacity, given_by, method, recorded_by)
     values (gen_random_uuid(), $1, 'TENANCY', 'WITHDRAWN', now(), 'SELF', $1, 'PHONE', $3)`,
  'an assessment of competence': `insert into competence_assessment (id, person, categories, outcome, assessed_by, assessed_on, recorded_by)
     values (gen_random_uuid(), $1, '{TENANCY}', 'NOT_COMPETENT', 'A doctor', current_date, $3)`,
  'parental responsibility': `update parental_responsibility set evidence = evidence where child_id = $1`,
  'a restriction': `insert into restriction (id, person, kind, categories, exempt, silent, placed_by, reason)
     values (gen_random_uuid(), $1, 'COURT_ORDER', '{TENANCY}', '{}', false, $3, 'test')`,
  'a membership': `update family_member set from_date = from_date where person_id = $1 and family_id = $2`,
  'an assignment': `update assignment set starts_at = starts_at where family_id = $2 and worker_id = $3`,
  'an episode': `update episode set opened_on = opened_on where family_id = $2`,
  'a declared interest': `insert into worker_interest (id, worker_id, person, kind, silent, state)
     values (gen_random_uuid(), $3, $1, 'FRIEND', false, 'ENDED')`,
  'a death': `update person set died_on = died_on where id = $1`,
  'an override': `insert into override (id, worker, organisation, people, categories, reason_code, narrative, starts_at, ends_at, state)
     values (gen_random_uuid(), $3, 'northmere-early-help', array[$1::uuid], '{TENANCY}', 'OTHER', 'test', now(), now() + interval '1 hour', 'ENDED')`,
  'a safeguarding decision': `insert into safeguarding_decision (id, ground, people, categories, recipients, reason, state, decided_by, ends_at)
     values (gen_random_uuid(), 'MASH', array[$1::uuid], '{TENANCY}', '{}', 'test', 'ENDED', $3, now())`,
  'a link to an agency’s record': `update agency_link set starts_at = starts_at where person_id = $1`,
  'a partner': `update relationship set kind = kind where from_person_id = $1 or to_person_id = $1`,
  'an agreement': `insert into agreement_event (agreement, version, event, recorded_by) values ('housing-tenancies', 1, 'ENDED', $3)`,
  'a council app or a worker': `update worker set name = name where subject = 'other-worker'`,
  'a setting': `select sharing_set('test', gen_random_uuid()::text)`,
};
const VALUES: Readonly<Record<string, string>> = { $1: CAST.toby, $2: OKAFOR_HUGHES, $3: callerId('lead-worker') };
const run = (text: string) => sql(text.replaceAll(/\$[123]/g, (place) => `'${VALUES[place]}'`));

describe('While an answer is on its way to the log', () => {
  test.each(Object.keys(CHANGES))('%s changes: it is made anew', async (what) => {
    meanwhile = [() => run(CHANGES[what]!)];
    const response = await view();
    expect(appended[0]).toBe('MOVED');
    // Who signed in before the change of an app, an agreement or a setting is asked to ask again.
    const isForEverybody = ['an agreement', 'a council app or a worker', 'a setting'].includes(what);
    if (isForEverybody) expect(response.body.errors?.[0]?.extensions['code']).toBe('SHARING_CHANGED');
    else expect(peopleOf(response)).toHaveLength(6);
  });

  test('a consent is withdrawn: the answer is without what it permitted, and the log has it after the withdrawal', async () => {
    meanwhile = [withdraw];
    const leaves = await leavesAdded(hub, async () => {
      const toby = peopleOf(await view()).find(({ id }) => id === CAST.toby);
      expect(toby?.['attendance']).toMatchObject({ __typename: 'Withheld', reason: 'NO_CONSENT' });
    });
    expect(appended).toEqual(['MOVED', 'WRITTEN']);
    expect(leaves[0]?.kind).toBe('CONSENT_CHANGE');
    expect(leaves.slice(1).every(({ kind }) => kind === 'VIEW')).toBe(true);
  });

  test('whoever asks for their families is taken off one: the list is made anew, without it', async () => {
    const listed = async () => (await hub.query('other-worker', '{ myFamilies { id } }')).body.data?.['myFamilies'];
    const joined = await change(
      hub,
      'manager',
      'addTeamMember',
      { familyId: OKAFOR_HUGHES, workerId: callerId('other-worker'), kind: 'TEAM_MEMBER' },
      '... on AssignmentRecorded { assignmentId }',
    );
    expect(await listed()).toContainEqual({ id: OKAFOR_HUGHES });
    appended = [];
    meanwhile = [() => change(hub, 'manager', 'endTeamMember', { assignmentId: joined['assignmentId'] })];
    expect(await listed()).not.toContainEqual({ id: OKAFOR_HUGHES });
    expect(appended).toEqual(['MOVED', 'WRITTEN']);
  });

  test('something changes each time: nothing is shown and nothing logged, and the client is told to ask again', async () => {
    meanwhile = [withdraw, withdraw];
    const leaves = await leavesAdded(hub, async () => {
      const { status, body } = await view();
      expect({ status, data: body.data, code: body.errors?.[0]?.extensions['code'] }).toEqual({
        status: 503,
        data: undefined,
        code: 'SHARING_CHANGED',
      });
    });
    expect(leaves.map(({ kind }) => kind)).toEqual(['CONSENT_CHANGE', 'CONSENT_CHANGE']);
  });

  test('something changes that concerns nobody in it: it is answered as it was', async () => {
    const stranger = hub.world.people.find(({ key }) => key.startsWith('p-'))!;
    meanwhile = [() => sql('update person set died_on = died_on where id = $1', [madeUpId('person', stranger.key)])];
    expect(peopleOf(await view())).toHaveLength(6);
    expect(appended).toEqual(['WRITTEN']);
  });

  test('somebody else’s household becomes a protected one: everybody who lives there is looked at anew', async () => {
    meanwhile = [
      () =>
        sql(
          `insert into restriction (id, person, kind, exempt, silent, placed_by, reason)
            values ($1, $2, 'PROTECTED_ADDRESS', '{}', false, $3, 'test')`,
          [randomUUID(), CAST.gareth, callerId('information-governance')],
        ),
    ];
    await view();
    expect(appended[0]).toBe('MOVED');
  });
});

describe('The check of what has changed', () => {
  test('costs no statement: a view is sign-in, facts and append', async () => {
    const statements: string[] = [];
    await watchingStatements(
      hub,
      (name) => statements.push(name),
      () => view(),
    );
    expect(statements.filter((name) => !name.includes('landed'))).toEqual([
      'people-caller',
      'disclosure-facts',
      'access-log-append',
    ]);
  });
});

describe('A hub that stops in the middle of a change', () => {
  test('holds nobody up for long: the server ends what it left open', async () => {
    const { rows } = await hub.database.pool.query<{ timeout: string }>(
      `select current_setting('idle_in_transaction_session_timeout') as timeout`,
    );
    expect(rows[0]?.timeout).toBe('5s');
  });
});
