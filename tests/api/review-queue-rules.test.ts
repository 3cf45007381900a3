/** What each rule of review raises of what really happened, in the made-up council; and what a plain reason closes at once. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest';
import { callerId } from '#demo/callers.ts';
import { familyId, personId } from '#demo/council/families.ts';
import { DEFAULT_REVIEW_SETTINGS } from '#review/queue-settings.ts';
import { readStaff } from '#review/queue-staff.ts';
import { makeWorld } from '#demo/world/make-world.ts';
import { change } from '#tests/support/change.ts';
import { COUNCIL } from '#tests/support/council.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { ABSENT_ID, CAST, OKAFOR_HUGHES, startHub } from '#tests/support/hub.ts';
import { familyQuery, personQuery } from '#tests/support/queries.ts';
import { movedClock, raised, readItem, readQueue } from '#tests/support/queue.ts';

const clock = movedClock();
const HOME = 'SW1A 1AA';
/** The team member is one of the council's people, by the file; the other worker lives at Gareth's postcode. */
const { members } = makeWorld({ ...COUNCIL, madeOn: inject('madeOn') }).families[33]!;
const [SELF, MATE] = [personId(members[0]!.personKey), personId(members[1]!.personKey)];
const staff = readStaff(`subject,personId,postcode,uprn,organisation
team-member,${SELF},,,northmere-community-health
other-worker,,${HOME},,northmere-early-help`);
let hub: TestHub;
beforeAll(async () => {
  hub = await startHub({ clock, review: { settings: DEFAULT_REVIEW_SETTINGS, staff } });
  await sql('create schema kept; create table kept.episode as table episode; create table kept.restriction as table restriction');
});
afterEach(async () => {
  clock.set(0, 10);
  await raised(hub);
  await sql(`delete from review_item; delete from worker_interest; delete from family_member where role = 'OTHER'; delete from "override";
    delete from episode; insert into episode table kept.episode; delete from restriction; insert into restriction table kept.restriction;
    update worker set name = 'Leah Brookes' where subject = 'other-worker'`);
});
afterAll(() => hub.close());

const sql = async (text: string, values: unknown[] = []): Promise<void> => void (await hub.owner.pool.query(text, values));
const view = (who: string, id: string, selection = 'identity { __typename }') => hub.query(who, personQuery(selection), { id });
const viewFamily = (who: string, id = OKAFOR_HUGHES) => hub.query(who, familyQuery('identity { __typename }'), { id });
/** What is open, and what was closed at once. */
const all = () => raised(hub, { state: ['OPEN', 'INVESTIGATING', 'AWAITING_EXPLANATION', 'CLOSED'] });
const sentences = async () => (await readQueue(hub, { state: ['OPEN', 'CLOSED'] })).nodes.map(({ sentence }) => sentence);

describe('The rules raise', () => {
  test('a safeguarding decision, once two people made it', async () => {
    const endsAt = new Date(clock.now().getTime() + 86_400_000).toISOString();
    const decision = {
      ground: 'MASH',
      personIds: [CAST.toby],
      categories: ['ATTENDANCE'],
      recipients: ['northmere-mash'],
      reason: 'test',
      endsAt,
    };
    const { decisionId } = await change(
      hub,
      'mash',
      'recordSafeguardingDecision',
      decision,
      '... on SafeguardingDecisionRecorded { decisionId }',
    );
    expect(await all()).toEqual([]);
    await change(hub, 'manager', 'approveSafeguardingDecision', { decisionId });
    await hub.query('mash', personQuery('attendance { __typename }').replace('EARLY_HELP', 'SAFEGUARDING'), { id: CAST.toby });
    expect(await all()).toEqual(['SAFEGUARDING_DECISION Margaret Osei']);
    const { entries } = await readItem(hub, (await readQueue(hub)).nodes[0]!.id);
    expect(entries.nodes.map(({ kind }) => kind)).toEqual(['SAFEGUARDING_DECISION', 'SAFEGUARDING_DECISION', 'VIEW']);
  });

  test('a view of somebody whom the viewer had proposed as a member, days before; not of one whom another had', async () => {
    const stranger = personId(hub.world.families[35]!.members[0]!.personKey);
    const join = (proposedBy: string, at = clock.now()) =>
      sql(
        `insert into family_member (id, family_id, person_id, role, state, asserted_by, proposed_by_id, confirmed_by_id, recorded_at)
          values ($1, $2, $3, 'OTHER', 'CONFIRMED', 'WORKER', $4, $5, $6)`,
        [randomUUID(), OKAFOR_HUGHES, stranger, callerId(proposedBy), callerId('manager'), at],
      );
    await join('lead-worker');
    await viewFamily('lead-worker');
    await viewFamily('team-member');
    await viewFamily('lead-worker');
    expect((await all()).toSorted()).toEqual([
      'NEW_MEMBER_THEN_VIEWED Priya Nair',
      'NEW_MEMBER_THEN_VIEWED Tom Askew TEAM_MEMBER',
    ]);
    clock.set(8, 10);
    await sql(`delete from review_item`);
    await viewFamily('lead-worker');
    expect(await all()).toEqual([]);
  });

  test('nobody of a family that was opened with them as its members', async () => {
    const family = familyId(hub.world.families[12]!.key);
    const known = (at: Date) => sql('update family_member set recorded_at = $2 where family_id = $1', [family, at]);
    await known(clock.now());
    await viewFamily('other-worker', family);
    expect(await all()).toEqual([]);
    await known(new Date('2026-01-01T00:00:00Z'));
  });

  test('a protected address that was shown; not one that was masked', async () => {
    const address = 'address { ... on Address { postcode } } attendance { ... on Attendance { school { name } } }';
    await view('lead-worker', CAST.toby, address);
    expect(await all()).toEqual([]);
    await sql(`update restriction set exempt = '{northmere-early-help}', absolute = false where person = $1`, [CAST.amara]);
    await view('lead-worker', CAST.toby, 'attendance { ... on Attendance { persistentlyAbsent } }');
    expect(await all()).toEqual([]);
    await view('lead-worker', CAST.toby, address);
    await view('lead-worker', CAST.toby, address);
    expect(await all()).toEqual(['PROTECTED_ADDRESS_REVEALED Priya Nair']);
    expect((await sentences())[0]).toMatch(/ADDRESS.*ATTENDANCE/);
  });

  const order = {
    personId: CAST.gareth,
    kind: 'COURT_ORDER',
    categories: ['TENANCY'],
    silent: false,
    absolute: true,
    reason: 'test',
  };

  test('whoever looks for somebody under a restriction; the lead worker’s own work closes it', async () => {
    await change(hub, 'information-governance', 'placeRestriction', order);
    await viewFamily('lead-worker');
    expect(await all()).toEqual(['RESTRICTED_PERSON Priya Nair LEAD_WORKER']);
    expect(await sentences()).toEqual([
      expect.stringMatching(/^About somebody under a restriction\. Lead worker of this family since /),
    ]);
    await view('other-worker', CAST.gareth);
    expect(await raised(hub)).toEqual(['RESTRICTED_PERSON Leah Brookes']);
  });

  test('whoever looks through a family that was closed, though another one is open; being in its team explains nothing', async () => {
    await change(hub, 'information-governance', 'placeRestriction', order);
    const copyOf = (table: string, more: string) =>
      `insert into ${table} select (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'family_id', $1::uuid, ${more}))).*
        from ${table} t where t.family_id = $2`;
    const family = randomUUID();
    await sql(
      `insert into family select (jsonb_populate_record(f, jsonb_build_object('id', $1::uuid))).* from family f where f.id = $2`,
      [family, OKAFOR_HUGHES],
    );
    await sql(
      `insert into family_member (id, family_id, person_id, role, state, asserted_by, recorded_at)
        values (gen_random_uuid(), $1, $2, 'OTHER', 'CONFIRMED', 'WORKER', now() - interval '900 days')`,
      [family, CAST.gareth],
    );
    await sql(`${copyOf('assignment', `'worker_id', $3::uuid, 'kind', 'TEAM_MEMBER', 'ends_at', null`)} limit 1`, [
      family,
      OKAFOR_HUGHES,
      callerId('other-worker'),
    ]);
    await sql(`${copyOf('episode', `'opened_on', '2020-01-01', 'closed_on', '2020-06-01', 'closing_reason', 'OTHER'`)} limit 1`, [
      family,
      OKAFOR_HUGHES,
    ]);
    await view('other-worker', CAST.gareth);
    await viewFamily('lead-worker');
    expect((await raised(hub, { state: ['OPEN', 'CLOSED'], rules: ['RESTRICTED_PERSON'] })).toSorted()).toEqual([
      'RESTRICTED_PERSON Leah Brookes',
      'RESTRICTED_PERSON Priya Nair LEAD_WORKER',
    ]);
    await sql('delete from assignment where family_id = $1', [family]);
  });

  test('a worker’s own family and household, by what they declared, though nothing was shown', async () => {
    await change(hub, 'lead-worker', 'declareInterest', { personId: CAST.gareth, kind: 'FAMILY', silent: false });
    await change(hub, 'other-worker', 'declareInterest', { personId: CAST.daniel, kind: 'SELF', silent: false });
    await view('lead-worker', CAST.gareth);
    await view('lead-worker', CAST.toby);
    await view('other-worker', CAST.toby);
    await viewFamily('other-worker');
    expect((await all()).toSorted()).toEqual([
      'OWN_RECORD_OR_HOUSEHOLD Leah Brookes',
      'OWN_RECORD_OR_HOUSEHOLD Leah Brookes',
      'OWN_RECORD_OR_HOUSEHOLD Priya Nair',
    ]);
    expect((await sentences()).toSorted()).toEqual([
      'Somebody of the worker’s own family, by what was declared.',
      'Somebody of the worker’s own household, by what was declared.',
      'This is the worker’s own record, by what was declared.',
    ]);
  });

  test('by the staff file, their own record and household, their neighbours and colleagues', async () => {
    const { rows } = await hub.owner.pool.query<{ postcode: string; uprn: string }>(
      'select h.postcode, h.uprn from household h join person p on p.household_id = h.id where p.id = $1',
      [CAST.gareth],
    );
    await sql('update household h set postcode = $2, uprn = null from person p where p.household_id = h.id and p.id = $1', [
      CAST.gareth,
      'sw1a1aa',
    ]);
    await view('team-member', SELF);
    await view('team-member', MATE);
    await view('other-worker', CAST.gareth);
    await view('lead-worker', SELF);
    await view('lead-worker', CAST.gareth);
    expect((await all()).toSorted()).toEqual([
      'COLLEAGUE Priya Nair',
      'OWN_RECORD_OR_HOUSEHOLD Tom Askew',
      'OWN_RECORD_OR_HOUSEHOLD Tom Askew',
      'SAME_ADDRESS Leah Brookes',
    ]);
    expect((await readQueue(hub)).notEvaluated).toEqual([]);
    await sql('update household h set postcode = $2, uprn = $3 from person p where p.household_id = h.id and p.id = $1', [
      CAST.gareth,
      rows[0]?.postcode,
      rows[0]?.uprn,
    ]);
  });

  test('a rare surname with a second fact; a common one never', async () => {
    await sql(`update worker set name = 'Leah Okafor' where subject = 'other-worker'`);
    const rule = { rules: ['SAME_SURNAME'] };
    await view('other-worker', CAST.amara);
    expect(await raised(hub, rule)).toEqual(['SAME_SURNAME Leah Okafor']);
    await sql(
      `delete from review_item; update person set surname = 'Okafor' where id in (select id from person where surname <> 'Okafor' limit 30)`,
    );
    await view('other-worker', CAST.amara);
    expect(await raised(hub, rule)).toEqual([]);
  });

  test('a view of a family without an open episode; the lead worker finishes', async () => {
    await sql(`update episode set closed_on = $2::date - 3, closing_reason = 'AIMS_ACHIEVED' where family_id = $1`, [
      OKAFOR_HUGHES,
      clock.now(),
    ]);
    await viewFamily('lead-worker');
    await viewFamily('team-member');
    const found = await all();
    expect(new Set(found)).toEqual(new Set(['NO_ACTIVE_CASE Priya Nair CLOSING_WORK', 'NO_ACTIVE_CASE Tom Askew']));
    expect((await sentences())[0]).toMatch(/^The family had been closed on /);
  });

  test('far more people in a day than on other days; once', async () => {
    const families = hub.world.families.slice(10, 30).map(({ key }) => familyId(key));
    for (const id of families.slice(0, 3)) await viewFamily('other-worker', id);
    expect(await raised(hub, { rules: ['VOLUME_SPIKE'] })).toEqual([]);
    for (const id of families) await viewFamily('other-worker', id);
    expect(await raised(hub, { rules: ['VOLUME_SPIKE'] })).toEqual(['VOLUME_SPIKE Leah Brookes']);
    for (const id of families) await viewFamily('other-worker', id);
    expect(await raised(hub, { rules: ['VOLUME_SPIKE'] })).toEqual(['VOLUME_SPIKE Leah Brookes']);
    // What they do every day is no spike.
    for (let day = 1; day <= 2; day++) {
      clock.set(day, 10);
      await sql('delete from review_item');
      for (const id of families) await viewFamily('other-worker', id);
      expect(await raised(hub, { rules: ['VOLUME_SPIKE'] })).toEqual([]);
    }
  });

  test('a cover’s day is explained by the families that they cover', async () => {
    clock.set(14, 10);
    const families = hub.world.families.slice(10, 30).map(({ key }) => familyId(key));
    await sql(
      `insert into assignment (id, worker_id, family_id, kind, state, starts_at, ends_at, made_by_id)
        select gen_random_uuid(), $1, id, 'COVER', 'LIVE', $3::timestamptz - interval '1 day', $3::timestamptz + interval '5 days', $2
        from family where id = any($4::uuid[])`,
      [callerId('worker-001'), callerId('manager'), clock.now(), families],
    );
    for (const id of families) await viewFamily('worker-001', id);
    expect(await raised(hub, { rules: ['VOLUME_SPIKE'], state: ['OPEN', 'CLOSED'] })).toEqual([
      'VOLUME_SPIKE Early help worker 001 COVER',
    ]);
  });

  test('more than five views out of hours in a week, however many people each shows', async () => {
    clock.set(21, 22);
    for (let times = 0; times < 5; times++) await viewFamily('lead-worker');
    expect(await all()).toEqual([]);
    clock.set(23, 6);
    await viewFamily('lead-worker');
    clock.set(23, 10);
    await viewFamily('lead-worker');
    expect(await all()).toEqual(['OUT_OF_HOURS Priya Nair']);
    expect(await sentences()).toEqual(['6 of 7 views that week out of hours.']);
    const { entries } = await readItem(hub, (await readQueue(hub)).nodes[0]!.id);
    expect(new Set(entries.nodes.map(({ worker }) => worker?.name))).toEqual(new Set(['Priya Nair']));
  });

  test('five refusals within an hour; not four, and not one more an hour later', async () => {
    clock.set(30, 10);
    for (let times = 0; times < 3; times++) await view('other-worker', times % 2 === 0 ? CAST.toby : ABSENT_ID);
    await viewFamily('other-worker');
    expect(await all()).toEqual([]);
    clock.set(30, 12);
    await view('other-worker', CAST.toby);
    expect(await all()).toEqual([]);
    for (let times = 0; times < 2; times++) await view('other-worker', CAST.toby);
    await change(hub, 'other-worker', 'endOverride', { overrideId: ABSENT_ID });
    await change(hub, 'other-worker', 'closeFamily', { familyId: OKAFOR_HUGHES, closedOn: '2026-01-01', reason: 'OTHER' }).catch(
      () => undefined,
    );
    expect(await all()).toEqual(['REPEATED_REFUSAL Leah Brookes']);
    expect(await sentences()).toEqual([expect.stringMatching(/^Was refused [56] times within an hour\.$/)]);
  });
});
