/**
 * What is withheld, and who is hidden, cannot be told from what is not there: by the bytes of the response, by what it costs, or by
 * how much it leaves in the log.
 */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { callerId } from '#demo/callers.ts';
import { familyId, personId } from '#demo/council/families.ts';
import type { WithheldReason } from '#terms/withheld-reason.ts';
import { WITHHELD_REASONS } from '#terms/withheld-reason.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { ABSENT_ID, CAST, OKAFOR_HUGHES, startHub } from '#tests/support/hub.ts';
import { CATEGORY_FIELDS, CATEGORY_NAMES } from '#tests/support/queries.ts';
import type { Trace } from '#tests/support/traces.ts';
import { likeness, likenessOfNobody, likenessWithoutReason, reasonsIn, traceOf } from '#tests/support/traces.ts';
import { keepFacts } from '#tests/support/walk-council.ts';

let hub: TestHub;
let restore: () => Promise<void>;
const sql = async (...statements: readonly string[]): Promise<void> => {
  // oxlint-disable-next-line no-await-in-loop -- one after the other
  for (const statement of statements) await hub.owner.pool.query(statement);
};

/** A child of whom all four agencies hold something, and about whom everything may be shared with the lead worker. */
const TOBY = `'${CAST.toby}'`;
const OF_TOBY = `person = ${TOBY}`;
const LEAD = callerId('lead-worker');
const OFFICER = callerId('information-governance');
const consent = (decision: string, { giver = CAST.amara, capacity = 'PARENTAL_RESPONSIBILITY', days = 2, until = 'null' } = {}) =>
  `insert into consent (id, person, category, purpose, recipient, decision, decided_at, capacity, given_by, method, valid_until, recorded_by)
    select gen_random_uuid(), ${TOBY}, c, 'EARLY_HELP', 'northmere-early-help', '${decision}', now() - interval '${days} days', '${capacity}',
      '${giver}', 'IN_PERSON', ${until}, '${LEAD}' from unnest('{${CATEGORY_NAMES.join()}}'::text[]) c`;
const [RESTRICTION, INTEREST] = ['22222222-2222-4222-8222-222222222222', '33333333-3333-4333-8333-333333333333'];
const restriction = (kind: string, { silent = false, categories = 'null', person = TOBY } = {}) =>
  `insert into restriction (id, person, kind, categories, exempt, silent, placed_by, reason)
    values ('${RESTRICTION}', ${person}, '${kind}', ${categories}, '{}', ${silent}, '${OFFICER}', 'test')`;
const interest = (silent: boolean) =>
  `insert into worker_interest (id, worker_id, person, kind, silent) values ('${INTEREST}', '${LEAD}', ${TOBY}, 'FRIEND', ${silent})`;
const NO_CONSENTS = `delete from consent where ${OF_TOBY}`;

beforeAll(async () => {
  hub = await startHub({ freshMissing: true });
  await sql(
    NO_CONSENTS,
    consent('GIVEN'),
    `delete from restriction where person = '${CAST.amara}'`,
    `update agreement set minimum_age = null, maximum_age = null, history_months = null`,
  );
  restore = await keepFacts(hub);
});
afterAll(() => hub.close());
afterEach(() => restore());

const WITHHELD = '{ __typename ... on Withheld { category reason explanation remedy } }';
const of = (fields: readonly string[]) => fields.map((field) => `${field} ${WITHHELD}`).join(' ');
const AGENCIES = of(CATEGORY_FIELDS);
const EVERYTHING = of([...CATEGORY_FIELDS, 'identity', 'address']);
/** What there is of the child. */
const RECORDS = ['Attendance', 'SpecialEducationalNeeds', 'HealthContacts', 'PoliceReferrals', 'DomesticAbuse', 'Tenancy'];
const asks = (selection: string, purpose = 'EARLY_HELP') =>
  `query($id: ID!) { person(id: $id, purpose: ${purpose}) { ${selection} } }`;

/** Brings something about, and asks; then everything is again as it was. */
async function after(statements: readonly string[], document: string, id: string, who?: string): Promise<Trace> {
  await sql(...statements);
  const found = await traceOf(hub, document, id, who);
  await restore();
  return found;
}

/** What agencies may hold of the child, and how they are linked to it. */
const HELD: Readonly<Record<string, readonly string[]>> = {
  'records at every agency': [],
  'no link to any': [`delete from agency_link where person_id = ${TOBY}`],
  'links to records that are not there': [
    `update agency_link set agency_person_id = 'Z9/' || agency_person_id where person_id = ${TOBY}`,
  ],
  'links that wait for a steward': [`update agency_link set state = 'CANDIDATE' where person_id = ${TOBY}`],
  'nothing in the files that the police sent': [`delete from landed_row`],
};

/** And of what the hub itself may hold. */
const HELD_BY_THE_HUB = {
  'neither a name nor a home': [
    `update person set forename = null, surname = null, sex = 'UNKNOWN', household_id = null where id = ${TOBY}`,
  ],
};

interface Case {
  readonly reads: WithheldReason;
  readonly arrange: readonly string[];
  readonly purpose?: string;
  readonly who?: string;
  /** Whether the hub's own categories are withheld too. */
  readonly own?: boolean;
}

const CLOSED = `update episode set closed_on = current_date, closing_reason = 'STEPPED_UP' where family_id = '${OKAFOR_HUGHES}'`;
const NOTHING_TOLD: Readonly<Record<string, Case>> = {
  'who is sealed': { reads: 'PROTECTED', arrange: [restriction('SEALED')], own: true },
  'whom a court protects': { reads: 'RESTRICTED', arrange: [restriction('COURT_ORDER')], own: true },
  'who asked for a lock': { reads: 'CONFLICT', arrange: [restriction('SUBJECT_LOCK')], own: true },
  'in whom the worker has an interest': { reads: 'CONFLICT', arrange: [interest(false)], own: true },
  'who has died': { reads: 'DECEASED', arrange: [`update person set died_on = current_date where id = ${TOBY}`] },
  'for a purpose that is not open': { reads: 'PURPOSE_NOT_OPEN', arrange: [], purpose: 'SAFEGUARDING', own: true },
  'to an app without the purpose': {
    reads: 'PURPOSE_NOT_OPEN',
    arrange: [`update worker set approved_purposes = '{}' where subject = 'council-app'`],
    who: 'council-app',
    own: true,
  },
  'whom a manager has not confirmed': {
    reads: 'MEMBERSHIP_UNCONFIRMED',
    arrange: [
      `update family_member set state = 'PROPOSED', proposed_by_id = '${LEAD}', asserted_by = 'WORKER' where person_id = ${TOBY}`,
    ],
    own: true,
  },
  'whose episode is closed': { reads: 'CASE_CLOSED', arrange: [CLOSED], own: true },
  'without an agreement': {
    reads: 'NO_AGREEMENT',
    arrange: [
      `insert into agreement_event (agreement, version, event, recorded_by) select id, version, 'ENDED', proposed_by from agreement`,
    ],
  },
  'whose age no agreement covers': { reads: 'OUTSIDE_AGREEMENT', arrange: ['update agreement set minimum_age = 90'] },
  'whose age is not known': {
    reads: 'OUTSIDE_AGREEMENT',
    arrange: ['update agreement set minimum_age = 4', `update person set date_of_birth = null where id = ${TOBY}`],
  },
};

/** Why there is no consent, which the worker does not read. */
const NO_CONSENT: Readonly<Record<string, Case>> = Object.fromEntries(
  Object.entries({
    NEVER_ASKED: [NO_CONSENTS],
    REFUSED: [NO_CONSENTS, consent('REFUSED')],
    WITHDRAWN: [consent('WITHDRAWN', { days: 1 })],
    LAPSED: [NO_CONSENTS, consent('GIVEN', { until: 'current_date - 1' })],
    DECISION_DISPUTED: [consent('REFUSED', { giver: CAST.gareth })],
    NOT_RELIED_ON: [NO_CONSENTS, consent('GIVEN', { giver: CAST.daniel })],
    SILENT_RESTRICTION: [restriction('COURT_ORDER', { silent: true, categories: `'{${CATEGORY_NAMES.join()}}'` })],
  }).map(([finer, arrange]) => [finer, { reads: 'NO_CONSENT', arrange }] as const),
);

/** Every trace of a case, by what is held; the first is of records at every agency. */
async function tracesOf({ arrange, purpose, who, own }: Case): Promise<Trace[]> {
  const traces: Trace[] = [];
  for (const held of Object.values({ ...HELD, ...(own && HELD_BY_THE_HUB) })) {
    // oxlint-disable-next-line no-await-in-loop -- each finds the council as it was
    traces.push(await after([...arrange, ...held], asks(own ? EVERYTHING : AGENCIES, purpose), CAST.toby, who));
  }
  return traces;
}

test('What is permitted shows what is held: it is never the same', async () => {
  const [held, ...others] = await tracesOf({ reads: 'NOT_LINKED', arrange: [], own: true });
  for (const other of others) expect(likeness(other)).not.toEqual(likeness(held!));
  expect(reasonsIn(held!)).toEqual(new Set([...RECORDS, 'NothingHeld', 'Identity', 'Address']));
  expect(held!.asked.length).toBeGreaterThan(4);
});

describe('What is withheld of somebody', () => {
  test.each(Object.entries(NOTHING_TOLD))('%s is the same, whatever is held', async (_, one) => {
    const [held, ...others] = await tracesOf(one);
    expect(reasonsIn(held!)).toEqual(new Set([one.reads]));
    expect(held).toMatchObject({ asked: [], leaves: [{ leaf: { visible: true } }] });
    for (const other of others) expect(likeness(other)).toEqual(likeness(held!));
  });

  test.each([
    ['whose episode is closed', [CLOSED], 'EARLY_HELP', 'CASE_CLOSED'],
    ['for a purpose that is not open', [], 'SAFEGUARDING', 'PURPOSE_NOT_OPEN'],
  ])('%s is the same, whether or not anybody is related', async (_, arrange, purpose, reason) => {
    const document = `query($id: ID!) { family(id: $id, purpose: ${purpose}) { relationships ${WITHHELD} } }`;
    const found = await after(arrange, document, OKAFOR_HUGHES);
    expect(found.response.text).toContain(reason);
    const none = await after([...arrange, 'delete from relationship'], document, OKAFOR_HUGHES);
    expect(likeness(none)).toEqual(likeness(found));
  });
});

describe('What is not agreed to', () => {
  test.each(Object.keys(NO_CONSENT).slice(1))(
    'because of %s is the same as what was never asked, whatever is held',
    async (finer) => {
      const [never] = await tracesOf(NO_CONSENT['NEVER_ASKED']!);
      expect(reasonsIn(never!)).toEqual(new Set(['NO_CONSENT']));
      expect(never?.asked).toEqual([]);
      for (const found of await tracesOf(NO_CONSENT[finer]!)) {
        const logged = found.leaves.flatMap(({ leaf }) => leaf.decisions.map(({ internalReason }) => internalReason));
        expect(new Set(logged)).toEqual(new Set([finer]));
        expect(likenessWithoutReason(found)).toEqual(likenessWithoutReason(never!));
      }
    },
  );
});

describe('Where an agency could not be asked', () => {
  const unlinked = async (...statements: readonly string[]): Promise<Trace> => {
    const found = await after(statements, asks(AGENCIES), CAST.toby);
    expect(reasonsIn(found)).toEqual(new Set(['NOT_LINKED']));
    expect(found.asked).toEqual([]);
    return found;
  };

  test('since a link waits for a steward, it is the same, whether or not there is such a record', async () => {
    const waiting = HELD['links that wait for a steward']!;
    const found = await unlinked(...waiting);
    expect(likeness(await unlinked(...waiting, ...HELD['links to records that are not there']!))).toEqual(likeness(found));
  });

  test('since there is no link, it is the same, whether or not the police sent anything', async () => {
    const none = ['update agency_feed set complete = false', ...HELD['no link to any']!];
    const found = await unlinked(...none);
    expect(likeness(await unlinked(...none, 'delete from landed_row'))).toEqual(likeness(found));
  });
});

describe('What the police were asked for', () => {
  const landed = (category: string, content: string) =>
    `update landed_row set content = content || '${content}' where category = '${category}'`;

  test('and would show another person is the same, whether there is anything or not', async () => {
    // She agreed to this, and none of her partners did.
    const document = asks(of(['domesticAbuse']));
    const found = await after([landed('DOMESTIC_ABUSE', '{"involvement":"ALLEGED_PERPETRATOR"}')], document, CAST.amara);
    expect(reasonsIn(found)).toEqual(new Set(['OTHER_PERSON']));
    expect(found.asked).toHaveLength(1);
    expect(reasonsIn(await after([], document, CAST.amara))).toEqual(new Set(['DomesticAbuse']));
    expect(likeness(await after(['delete from landed_row'], document, CAST.amara))).toEqual(likeness(found));
  });

  test('and is of a category that was not agreed to reads and costs what nothing does', async () => {
    const document = asks('policeReferrals { __typename ... on NothingHeld { category source { agency service coversFrom } } }');
    const refused = [`delete from consent where ${OF_TOBY} and category = 'DOMESTIC_ABUSE'`];
    const found = await after([...refused, landed('POLICE_REFERRALS', '{"concern":"DOMESTIC_ABUSE"}')], document, CAST.toby);
    expect(reasonsIn(found)).toEqual(new Set(['NothingHeld']));
    expect(reasonsIn(await after(refused, document, CAST.toby))).toEqual(new Set(['PoliceReferrals']));
    const { seen, statements, asked } = await after([...refused, 'delete from landed_row'], document, CAST.toby);
    expect({ seen, statements, asked }).toEqual({ seen: found.seen, statements: found.statements, asked: found.asked });
  });
});

test('Every reason of the list is among these', () => {
  const reasons = Object.values(NOTHING_TOLD).map(({ reads }) => reads);
  expect(new Set([...reasons, 'NO_CONSENT', 'NOT_LINKED', 'OTHER_PERSON'])).toEqual(new Set(WITHHELD_REASONS));
});

describe('Nobody', () => {
  const ENDED = `update assignment set ends_at = now() where family_id = '${OKAFOR_HUGHES}'`;
  const proposed = (state: string, by: string) =>
    `update family_member set state = '${state}', asserted_by = '${by}', proposed_by_id = null where person_id = ${TOBY}`;
  const stranger = () => personId(hub.world.families[20]!.members[0]!.personKey);
  const hidden: Readonly<Record<string, readonly [id: string | (() => string), ...arrange: string[]]>> = {
    'an id that nothing can have': ['nonsense'],
    'an empty id': [''],
    'somebody of another worker’s family': [stranger],
    'somebody silently sealed': [CAST.toby, restriction('SEALED', { silent: true })],
    'somebody in whom the worker has a silent interest': [CAST.toby, interest(true)],
    'somebody whose family the worker has left': [CAST.toby, ENDED],
    'somebody whom only an agency asserts': [CAST.toby, proposed('PROPOSED', 'AGENCY')],
    'somebody whom a manager rejected': [CAST.toby, proposed('REJECTED', 'WORKER')],
    'a child not yet born, whose mother’s PREGNANCY is restricted': [
      CAST.baby,
      restriction('COURT_ORDER', { categories: `'{PREGNANCY}'`, person: `'${CAST.amara}'` }),
    ],
    'a child not yet born, whose mother is silently sealed': [
      CAST.baby,
      restriction('SEALED', { silent: true, person: `'${CAST.amara}'` }),
    ],
  };
  const idOf = (id: string | (() => string)) => (typeof id === 'string' ? id : id());
  const families: typeof hidden = {
    'an id that nothing can have': ['nonsense'],
    'another worker’s family': [() => familyId(hub.world.families[20]!.key)],
    'a family that the worker has left': [OKAFOR_HUGHES, ENDED],
  };
  const COSTS = { asked: [], leaves: [{ leaf: { visible: false } }] };

  test.each(Object.entries(hidden))('is %s: null, at the same cost', async (_, [id, ...arrange]) => {
    for (const selection of [EVERYTHING, 'id']) {
      const absent = await after([], asks(selection), ABSENT_ID);
      expect(absent).toMatchObject({ seen: { text: '{"data":{"person":null}}\n' }, ...COSTS });
      expect(likenessOfNobody(await after(arrange, asks(selection), idOf(id)))).toEqual(likenessOfNobody(absent));
    }
  });

  test.each(Object.entries(families))('is %s: no family, at the same cost', async (_, [id, ...arrange]) => {
    const document = `query($id: ID!) { family(id: $id, purpose: EARLY_HELP) { name members { person { id ${EVERYTHING} } } } }`;
    const absent = await after([], document, ABSENT_ID);
    expect(absent).toMatchObject({ seen: { text: '{"data":{"family":null}}\n' }, ...COSTS });
    expect(likenessOfNobody(await after(arrange, document, idOf(id)))).toEqual(likenessOfNobody(absent));
  });
});
