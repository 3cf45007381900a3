import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { callerId } from '#demo/callers.ts';
import { addDays, monthsBefore } from '#terms/clock.ts';
import { change } from '#tests/support/change.ts';
import type { Asked } from '#tests/support/explain.ts';
import {
  GOVERNANCE,
  LEAD,
  NOTHING,
  TEAM,
  ask,
  declare,
  explain,
  inWords,
  lift,
  restrict,
  resultsOf,
  sql,
  stepOf,
  stopOf,
  today,
} from '#tests/support/explain.ts';
import { addFamily } from '#tests/support/families.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { CAST, OKAFOR_HUGHES, startHub } from '#tests/support/hub.ts';
import { leavesAdded } from '#tests/support/queries.ts';

const EARLY_HELP = 'northmere-early-help';
const HEALTH = 'northmere-community-health';

/** Epochs that appended leaves rested on. */
const rested: ReadonlyMap<string, number>[] = [];
let hub: TestHub;
beforeAll(async () => {
  hub = await startHub({
    wrap: {
      accessLog: (log) => ({
        append(leaves, epochs) {
          rested.push(epochs);
          return log.append(leaves, epochs);
        },
      }),
    },
  });
});
afterAll(() => hub.close());
afterEach(async () => {
  await lift(hub);
  await sql(hub, 'delete from "override"');
  await sql(hub, `update episode set closed_on = null, closing_reason = null where family_id = $1`, [OKAFOR_HUGHES]);
});

const openedOn = () => monthsBefore(hub.world.madeOn, 4);
const decidedOn = () => inWords(addDays(openedOn(), 1));
const NOT_AGAIN = 'Do not ask again unless circumstances change.';

describe('To the lead worker, each step is told in plain words', () => {
  test('of what may be shown, with what is done to it', async () => {
    const told = await explain(hub);
    expect(told).toMatchObject({
      category: 'ATTENDANCE',
      recipient: 'Priya Nair',
      outcome: 'PERMIT',
      reason: null,
      remedy: null,
    });
    expect(told.explanation).toBe('The recipient may be shown this.');
    expect(told.steps.map(({ rule, text }) => [rule, text])).toEqual([
      ['2', 'The recipient works with a family of this person, as lead worker.'],
      ['3.1', 'No restriction stands against this.'],
      ['3.2', 'There is no record that this person has died.'],
      ['3.3', 'The recipient may ask for early help.'],
      ['3.4', 'A manager has confirmed that this person belongs to the family.'],
      ['3.5', `An episode of early help has been open since ${inWords(openedOn())}.`],
      [
        '3.6',
        `An agreement lets Education share this with the recipient’s organisation. It ends on ${inWords(addDays(hub.world.madeOn, 730))}.`,
      ],
      ['3.8', `Whoever decides for this person agreed on ${decidedOn()}.`],
      ['3', 'A record of Education is known to be about this person.'],
    ]);
    expect(new Set(told.steps.map(({ result }) => result))).toEqual(new Set(['PASSED']));
    expect(told.obligations).toEqual([
      `Nothing from before ${inWords(monthsBefore(today(), 24))} is shown.`,
      'What would give away where somebody lives, learns or is treated is left out.',
    ]);
  });

  test.each([
    [
      'disputed',
      CAST.toby,
      'MENTAL_HEALTH',
      () =>
        `Those who decide disagree: Agreed by a holder of parental responsibility on ${decidedOn()}; Refused by a holder of parental responsibility on ${decidedOn()}.`,
      `A refusal is answered only by a new decision of whoever refused. ${NOT_AGAIN}`,
    ],
    ['refused', CAST.chidera, 'MENTAL_HEALTH', () => `Refused by the person themselves on ${decidedOn()}.`, NOT_AGAIN],
    [
      'never asked',
      CAST.daniel,
      'HEALTH_CONTACTS',
      () => 'Whoever decides for this person has not been asked.',
      'Talk with the family about sharing, and record what they decide.',
    ],
  ])('of consent that was %s', async (_, person, category, text, remedy) => {
    const told = await explain(hub, { person, category });
    expect(told).toMatchObject({ outcome: 'WITHHOLD', reason: 'NO_CONSENT', remedy, obligations: [] });
    expect(stopOf(told)).toEqual(['3.8', 'CONSENT', text()]);
    expect(told.explanation).toBe(`The recipient is not shown this. ${text()}`);
    expect(stepOf(told, 'LINK')).toMatchObject({ result: 'NOT_REACHED', text: 'Not reached.' });
  });

  test('of an agreement that does not cover the age, and what follows is not reached', async () => {
    const told = await explain(hub, { person: CAST.daniel });
    expect(told).toMatchObject({ outcome: 'WITHHOLD', reason: 'OUTSIDE_AGREEMENT' });
    expect(stopOf(told)).toEqual(['3.7', 'AGREEMENT', 'The agreement with Education does not cover a person of this age.']);
    expect(resultsOf(told).slice(-3)).toEqual(['AGREEMENT STOPPED', 'CONSENT NOT_REACHED', 'LINK NOT_REACHED']);
  });

  test('of what only the victim may be shown of, in summary or with stale files', async () => {
    expect((await explain(hub, { person: CAST.amara, category: 'DOMESTIC_ABUSE' })).obligations).toEqual([
      `Nothing from before ${inWords(monthsBefore(today(), 12))} is shown.`,
      'What would give away where somebody lives, learns or is treated is left out.',
      'Only what shows this person as the victim is shown.',
      'What the agency last updated more than 72 hours ago counts as unavailable.',
    ]);
    expect((await explain(hub, { person: CAST.amara, category: 'TENANCY' })).obligations[0]).toBe('Only a summary is shown.');
  });

  test('of the hub’s own categories', async () => {
    expect(await explain(hub, { category: 'IDENTITY' })).toMatchObject({ outcome: 'PERMIT' });
    const address = await explain(hub, { category: 'ADDRESS' });
    expect(address).toMatchObject({ outcome: 'WITHHOLD', reason: 'PROTECTED' });
    expect(stopOf(address)).toEqual(['3.1', 'RESTRICTION', 'This is protected.']);
  });

  test('of a child not yet born, whom they know of', async () => {
    expect(await explain(hub, { person: CAST.baby, category: 'IDENTITY' })).toMatchObject({ outcome: 'PERMIT' });
    await restrict(hub, CAST.amara, { categories: ['PREGNANCY'], silent: false });
    expect((await ask(hub, 'lead-worker', { person: CAST.baby, category: 'IDENTITY' })).text).toBe(NOTHING);
  });

  test('of a record that the agency is not known to have', async () => {
    await sql(hub, `update agency_link set state = 'CANDIDATE' where agency = 'education' and person_id = $1`, [CAST.toby]);
    const candidate = await explain(hub);
    await sql(hub, `update agency_link set state = 'REJECTED' where agency = 'education' and person_id = $1`, [CAST.toby]);
    const nobody = await explain(hub);
    await sql(hub, `update agency_link set state = 'AUTOMATIC' where agency = 'education' and person_id = $1`, [CAST.toby]);
    expect(candidate).toMatchObject({ outcome: 'WITHHOLD', reason: 'NOT_LINKED', obligations: [] });
    expect(stopOf(candidate)?.[2]).toContain('This does not mean there is nothing.');
    expect(nobody).toMatchObject({ outcome: 'PERMIT' });
    expect(stepOf(nobody, 'LINK').text).toContain('nothing is held');
  });

  test('without the names of people, codes or ids', async () => {
    const { rows } = await hub.owner.pool.query<{ name: string }>(
      `select forename as name from person where id = any($1) and forename is not null
        union select surname from person where id = any($1) and surname is not null`,
      [Object.values(CAST)],
    );
    for (const person of Object.values(CAST)) {
      for (const category of ['ATTENDANCE', 'MENTAL_HEALTH', 'DOMESTIC_ABUSE', 'TENANCY', 'ADDRESS', 'PREGNANCY']) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        const { explanation, remedy, steps, obligations } = await explain(hub, { person, category });
        const text = [explanation, remedy, ...steps.map((step) => step.text), ...obligations].join('\n');
        expect(rows.filter(({ name }) => text.includes(name))).toEqual([]);
        expect(text).not.toMatch(/[A-Z]{2,}|_|[0-9a-f]{8}-|undefined|null|NaN/);
        expect(steps.flatMap(({ basis }) => basis)).toEqual([]);
        expect(steps).toHaveLength(9);
      }
    }
  });
});

describe('What changed is told as it was', () => {
  test('when a consent was withdrawn and given again', async () => {
    const change1 = { personId: CAST.chidera, categories: ['ATTENDANCE'], method: 'PHONE' };
    const self = { capacity: 'SELF', competenceAssessedBy: 'Priya Nair', competenceAssessedOn: openedOn() };
    const now = () => new Date().toISOString();
    const withdrawn = await change(
      hub,
      'lead-worker',
      'withdrawConsent',
      { ...change1, decidedAt: now(), withdrawnBy: { capacity: 'SELF' } },
      '... on ConsentWithdrawn { recordedAt }',
    );
    const given = await change(
      hub,
      'lead-worker',
      'recordConsent',
      { ...change1, purposes: ['EARLY_HELP'], recipients: [EARLY_HELP], decision: 'GIVEN', decidedAt: now(), givenBy: self },
      '... on ConsentRecorded { recordedAt }',
    );
    const [first, second] = [String(withdrawn['recordedAt']), String(given['recordedAt'])];
    const before = new Date(Date.parse(first) - 1).toISOString();
    const between = new Date(Date.parse(second) - 1).toISOString();

    const person = CAST.chidera;
    expect(await explain(hub, { person, at: before })).toMatchObject({ at: before, outcome: 'PERMIT' });
    const withheld = await explain(hub, { person, at: between });
    expect(withheld).toMatchObject({ outcome: 'WITHHOLD', reason: 'NO_CONSENT', remedy: NOT_AGAIN });
    expect(stopOf(withheld)?.[2]).toBe(`Withdrawn by the person themselves on ${inWords(today())}.`);
    for (const at of [second, null]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect(stepOf(await explain(hub, { person, at }), 'CONSENT').text).toBe(
        `Agreed by the person themselves on ${inWords(today())}.`,
      );
    }
    expect(withheld.explanation).toContain(`This is as it was, and as far as it was known, on ${inWords(today())}.`);
    expect(withheld.explanation.split('as it stands today')).toHaveLength(2);
    expect((await explain(hub, { person })).explanation).not.toContain('as it stands today');
  });

  test('when what was agreed to has expired, and when a child has grown', async () => {
    await sql(hub, `update consent set valid_until = current_date - 3 where person = $1 and category = 'SUSPENSIONS'`, [
      CAST.toby,
    ]);
    const expired = await explain(hub, { category: 'SUSPENSIONS' });
    await sql(hub, `update consent set valid_until = null where person = $1 and category = 'SUSPENSIONS'`, [CAST.toby]);
    expect(stopOf(expired)?.[2]).toBe(`What was agreed held until ${inWords(addDays(today(), -3))}.`);

    const { rows } = await hub.owner.pool.query<{ born: string }>(
      `select to_char(date_of_birth, 'YYYY-MM-DD') as born from person where id = $1`,
      [CAST.chidera],
    );
    await sql(hub, `update person set date_of_birth = $2 where id = $1`, [CAST.chidera, addDays(today(), -16 * 365 - 10)]);
    const grown = await explain(hub, { person: CAST.chidera, category: 'SPECIAL_EDUCATIONAL_NEEDS' });
    await sql(hub, `update person set date_of_birth = $2 where id = $1`, [CAST.chidera, rows[0]!.born]);
    expect(stopOf(grown)?.[2]).toBe('What others agreed to for a child lapsed at the start of the 16th birthday.');
    expect(grown.remedy).toBe('Ask the person themselves, and record what they decide.');
  });

  test('when an agreement has expired', async () => {
    const { rows } = await hub.owner.pool.query<{ ends: Date }>(
      `select ends_at as ends from agreement where id = 'health-early-help'`,
    );
    await sql(hub, `update agreement set ends_at = now() - interval '5 days' where id = 'health-early-help'`);
    const told = await explain(hub, { category: 'HEALTH_CONTACTS' });
    const before = await explain(hub, {
      category: 'HEALTH_CONTACTS',
      at: new Date(Date.now() - 6 * 86_400_000).toISOString(),
    });
    await sql(hub, `update agreement set ends_at = $1 where id = 'health-early-help'`, [rows[0]!.ends]);
    expect(told).toMatchObject({ reason: 'NO_AGREEMENT', remedy: 'Ask information governance whether an agreement is planned.' });
    expect(stopOf(told)).toEqual([
      '3.6',
      'AGREEMENT',
      `No agreement in force lets Health share this with the recipient’s organisation. The last one ended on ${inWords(addDays(today(), -5))}.`,
    ]);
    expect(before.outcome).toBe('PERMIT');

    await sql(
      hub,
      `insert into agreement_event (agreement, version, event, recorded_by) values ('health-early-help', 1, 'ENDED', $1)`,
      [GOVERNANCE],
    );
    const ended = await explain(hub, { category: 'HEALTH_CONTACTS' });
    await sql(hub, `delete from agreement_event where agreement = 'health-early-help' and event = 'ENDED'`);
    expect(stopOf(ended)?.[2]).toContain('The last one was ended before its time.');
  });

  test('when the episode was closed: the lead worker may finish, the team may not', async () => {
    await sql(hub, `update episode set closed_on = $2, closing_reason = 'AIMS_ACHIEVED' where family_id = $1`, [
      OKAFOR_HUGHES,
      addDays(today(), -10),
    ]);
    const closed = inWords(addDays(today(), -10));
    expect(stepOf(await explain(hub), 'EPISODE')).toMatchObject({
      result: 'PASSED',
      text: `The episode of early help was closed on ${closed}; the lead worker may finish until ${inWords(addDays(today(), 18))}.`,
    });
    const team = await explain(hub, { recipient: TEAM });
    expect(team).toMatchObject({ outcome: 'WITHHOLD', reason: 'CASE_CLOSED' });
    expect(stopOf(team)?.[2]).toBe(`No episode of early help is open for this family. The last one was closed on ${closed}.`);
  });

  test('when somebody of an organisation worked with the family, who no longer does', async () => {
    const id = randomUUID();
    const version = (number: number, state: string, daysAgo: number) =>
      sql(
        hub,
        `insert into assignment (id, version, worker_id, family_id, kind, state, starts_at, made_by_id, recorded_at)
          values ($1, $2, $3, $4, 'TEAM_MEMBER', $5, now() - interval '10 days', $6, now() - make_interval(days => $7))`,
        [id, number, callerId('mash'), OKAFOR_HUGHES, state, callerId('manager'), daysAgo],
      );
    await version(1, 'LIVE', 10);
    await version(2, 'ENDED', 0);
    const request = { category: 'IDENTITY', recipient: 'northmere-mash' };
    const at = new Date(Date.now() - 86_400_000).toISOString();
    expect(await explain(hub, { ...request, at })).toMatchObject({ outcome: 'PERMIT' });
    expect(await explain(hub, request)).toMatchObject({ outcome: 'HIDDEN' });
  });

  test('before the first record there is nothing to tell the lead worker', async () => {
    const at = `${addDays(openedOn(), -1)}T12:00:00.000Z`;
    expect((await ask(hub, 'lead-worker', { at })).text).toBe(NOTHING);
    const told = await explain(hub, { at }, 'information-governance');
    expect(told).toMatchObject({ at, outcome: 'HIDDEN', reason: null });
    expect(stopOf(told)).toEqual(['2', 'VISIBILITY', 'The recipient is not assigned to a family of this person.']);
  });

  test('of the future nothing is known, nor of a category that is none', async () => {
    const leaves = await leavesAdded(hub, async () => {
      const impossible = { at: new Date(Date.now() + 60_000).toISOString(), category: 'PUNCTUALITY' };
      for (const [argument, value] of Object.entries(impossible)) {
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        const { body } = await ask(hub, 'lead-worker', { [argument]: value });
        expect(body.errors?.map(({ extensions }) => extensions)).toEqual([{ code: 'BAD_ARGUMENT', argument }]);
      }
    });
    expect(leaves).toEqual([]);
  });
});

describe('Of somebody else’s decision', () => {
  test('their role is taken, and said to be', async () => {
    const team = await explain(hub, { recipient: TEAM });
    expect(team).toMatchObject({ recipient: 'Tom Askew', outcome: 'PERMIT' });
    expect(stepOf(team, 'VISIBILITY').text).toBe(
      'The recipient works with a family of this person, in the team around the family.',
    );
    expect(stepOf(team, 'PURPOSE').text).toBe(
      'The recipient may ask for early help. Roles come from sign-in and are not kept: the recipient is taken to be a practitioner.',
    );
    const app = await explain(hub, { recipient: callerId('council-app') });
    expect(app.outcome).toBe('PERMIT');
    expect(stepOf(app, 'PURPOSE').text).toContain('is taken to be an app.');
    expect(stepOf(await explain(hub), 'PURPOSE').text).not.toContain('taken');
  });

  test('an organisation’s is that of its worker who may be shown most', async () => {
    const health = await explain(hub, { recipient: HEALTH });
    expect(health).toMatchObject({ recipient: 'Northmere Community Health NHS Trust', outcome: 'PERMIT' });
    expect(health.explanation).toContain('Of the organisation’s workers, this is the one who may be shown most.');
    await declare(hub, LEAD, CAST.toby, false);
    expect((await explain(hub, { recipient: EARLY_HELP }, 'information-governance')).outcome).toBe('PERMIT');
  });

  test('nobody of some organisations is assigned', async () => {
    for (const [recipient, text] of [
      ['northmere-mash', 'Nobody of this organisation is assigned to a family of this person.'],
      [callerId('other-worker'), 'The recipient is not assigned to a family of this person.'],
    ] as const) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const told = await explain(hub, { recipient });
      expect(told).toMatchObject({ outcome: 'HIDDEN', reason: null, obligations: [] });
      expect(stopOf(told)).toEqual(['2', 'VISIBILITY', text]);
      expect(told.explanation).toBe(`This person is hidden from the recipient. ${text}`);
    }
  });

  test('another family of the person’s is not told of', async () => {
    const other = await addFamily(hub, [CAST.gareth]);
    await sql(hub, 'update assignment set worker_id = $2 where family_id = $1', [other, callerId('other-worker')]);
    const request = { person: CAST.gareth, category: 'IDENTITY', recipient: callerId('other-worker') };
    expect(stopOf(await explain(hub, request))?.[2]).toBe('The recipient is not assigned to a family of this person.');
    expect(await explain(hub, request, 'information-governance')).toMatchObject({ outcome: 'PERMIT' });
    await sql(hub, 'update assignment set worker_id = $2 where family_id = $1', [other, callerId('mash')]);
    const ofOrganisation = { ...request, recipient: 'northmere-mash' };
    expect(stopOf(await explain(hub, ofOrganisation))?.[2]).toContain('Nobody of this organisation');
    expect(await explain(hub, ofOrganisation, 'information-governance')).toMatchObject({ outcome: 'PERMIT' });
    await sql(hub, 'update assignment set ends_at = now() where family_id = $1', [other]);
  });

  test('an override stands in for what it lifts, and for nothing else', async () => {
    const id = randomUUID();
    const safeguarding = { category: 'MENTAL_HEALTH', purpose: 'SAFEGUARDING', recipient: callerId('other-worker') };
    await sql(
      hub,
      `insert into "override" (id, worker, organisation, people, categories, reason_code, narrative, starts_at, ends_at)
        values ($1, $2, $3, $4, '{MENTAL_HEALTH}', 'RISK_TO_LIFE', 'made up', now() - interval '1 minute', now() + interval '1 hour')`,
      [id, callerId('other-worker'), EARLY_HELP, [CAST.toby]],
    );
    const who = 'information-governance';
    const told = await explain(hub, safeguarding, who);
    expect(told.outcome).toBe('PERMIT');
    expect(resultsOf(told)).toEqual([
      'VISIBILITY LIFTED',
      'RESTRICTION PASSED',
      'DECEASED PASSED',
      'PURPOSE PASSED',
      'MEMBERSHIP LIFTED',
      'EPISODE LIFTED',
      'AGREEMENT PASSED',
      'CONSENT LIFTED',
      'LINK PASSED',
    ]);
    expect(stepOf(told, 'CONSENT')).toMatchObject({ text: 'An override stands in for this.', basis: [id] });
    expect((await explain(hub, { ...safeguarding, recipient: EARLY_HELP }, who)).outcome).toBe('PERMIT');
    // That a colleague broke the glass is not the lead worker's to know: it reads like nobody.
    for (const recipient of [callerId('other-worker'), EARLY_HELP]) {
      // oxlint-disable-next-line no-await-in-loop
      await expect(explain(hub, { ...safeguarding, recipient }, 'lead-worker')).rejects.toThrow('{"explain":null}');
    }
    expect(stopOf(await explain(hub, { ...safeguarding, category: 'SUBSTANCE_MISUSE' }, who))).toEqual([
      '3.3',
      'PURPOSE',
      'Safeguarding is not open to the recipient for this category of this person. Roles come from sign-in and are not kept: the recipient is taken to be a practitioner.',
    ]);
  });

  test('a safeguarding decision opens for everybody of an organisation', async () => {
    await sql(
      hub,
      `insert into safeguarding_decision (id, ground, people, categories, recipients, reason, state, decided_by, approved_by, ends_at)
        values (gen_random_uuid(), 'MASH', $1, '{ADDRESS}', '{northmere-mash}', 'made up', 'APPROVED', $2, $3, now() + interval '1 day')`,
      [[CAST.gareth], callerId('mash'), callerId('manager')],
    );
    const request = { person: CAST.gareth, category: 'IDENTITY', recipient: 'northmere-mash', purpose: 'SAFEGUARDING' };
    expect(await explain(hub, request, 'information-governance')).toMatchObject({ outcome: 'PERMIT' });
    await sql(hub, 'delete from safeguarding_decision');
    expect(stopOf(await explain(hub, request, 'information-governance'))?.[2]).toContain('Nobody of this organisation');
  });
});

describe('In the access log', () => {
  test('each explanation leaves one leaf that says of whom, for whom and of when', async () => {
    const at = new Date(Date.now() - 86_400_000).toISOString();
    const leaves = await leavesAdded(hub, () => ask(hub, 'lead-worker', { at, recipient: TEAM }));
    expect(leaves).toMatchObject([
      {
        kind: 'EXPLANATION',
        caller: { id: LEAD },
        purpose: 'EARLY_HELP',
        family: OKAFOR_HUGHES,
        person: CAST.toby,
        visible: true,
        decisions: [],
        explained: { category: 'ATTENDANCE', recipient: TEAM, at },
      },
    ]);
    const two = `{ a: explain(personId: "${CAST.toby}", category: "ATTENDANCE", recipient: "${LEAD}", purpose: EARLY_HELP) { outcome }
      b: explain(personId: "${CAST.toby}", category: "SUSPENSIONS", recipient: "${LEAD}", purpose: EARLY_HELP) { outcome } }`;
    expect(await leavesAdded(hub, () => hub.query('lead-worker', two))).toHaveLength(2);
    // Of an unborn child too: the mother's part in it is nobody's view of her.
    expect(await leavesAdded(hub, () => ask(hub, 'lead-worker', { person: CAST.baby, category: 'IDENTITY' }))).toHaveLength(1);
  });

  test('an explanation rests on what was read of the present, and not of the past', async () => {
    const restedOn = async (who: string, more: Partial<Asked> = {}) => {
      await explain(hub, more, who);
      return [...rested.at(-1)!.keys()];
    };
    const at = new Date(Date.now() - 1_000).toISOString();
    expect(await restedOn('lead-worker')).toEqual(expect.arrayContaining([CAST.toby, OKAFOR_HUGHES, LEAD]));
    // Who decided about him may come to be hidden.
    expect(await restedOn('lead-worker')).toEqual(expect.arrayContaining([CAST.amara, CAST.gareth]));
    expect(await restedOn('information-governance')).toEqual(expect.arrayContaining([CAST.toby, OKAFOR_HUGHES, GOVERNANCE]));
    expect(await restedOn('information-governance', { at })).not.toContain(CAST.toby);
    // Whether they may ask is judged now.
    expect(await restedOn('lead-worker', { at })).toContain(CAST.toby);
  });

  test('no more than twenty are answered at once', async () => {
    const many = Array.from(
      { length: 21 },
      (_, place) =>
        `e${place}: explain(personId: "${CAST.toby}", category: "ATTENDANCE", recipient: "${LEAD}", purpose: EARLY_HELP) { outcome }`,
    );
    const { body } = await hub.query('lead-worker', `{ ${many.join('\n')} }`);
    expect(body.errors?.map(({ extensions }) => extensions['code'])).toEqual(['QUERY_TOO_LARGE']);
    expect(Object.values(body.data ?? {}).filter((told) => told !== null)).toHaveLength(20);
  });
});
