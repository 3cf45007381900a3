import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRecordChange } from '#access-log/change.ts';
import { connectors } from '#connectors/index.ts';
import { callerId } from '#demo/callers.ts';
import { activateAgreement, endAgreement, proposeAgreement } from '#disclosure/changes/agreements.ts';
import type { ProposeAgreementInput } from '#disclosure/changes/agreements.ts';
import { createMakeChange } from '#disclosure/changes/change.ts';
import type { Change } from '#disclosure/changes/change.ts';
import { DEFAULT_DECISION_SETTINGS } from '#disclosure/decide.ts';
import { createFindCaller } from '#people/callers.ts';
import type { Role } from '#terms/caller.ts';
import { systemClock } from '#terms/clock.ts';
import { codes } from '#tests/support/change.ts';
import type { ChangeAnswer } from '#tests/support/change.ts';
import type { TestHub } from '#tests/support/hub.ts';
import { CAST, OKAFOR_HUGHES, startHub } from '#tests/support/hub.ts';
import { HUB_KEY } from '#tests/support/log.ts';
import { familyQuery, leavesAdded, OUTCOME, peopleOf } from '#tests/support/queries.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startHub();
});
afterAll(() => hub.close());

const FIRST = 'information-governance';
const SECOND = 'information-governance-2';
const day = 86_400_000;
const from = (days: number) => new Date(Date.now() + days * day);

/** The police share with the nurses what nobody has agreed yet. */
const proposal = (id: string, more: Partial<ProposeAgreementInput> = {}): Omit<ProposeAgreementInput, 'clientKey'> => ({
  id,
  provider: 'police',
  recipients: ['northmere-community-health'],
  categories: ['MISSING_EPISODES'],
  purposes: ['EARLY_HELP'],
  detail: 'FULL',
  minimumAge: null,
  startsAt: from(-1),
  endsAt: from(100),
  legalBasis: {
    statutoryPower: 'Crime and Disorder Act 1998 s.115',
    commencement: null,
    article6: '6(1)(e) public task',
    article10: 'Data Protection Act 2018 Schedule 1 paragraph 36',
    authorityToLeavePart3: 'Data Protection Act 2018 s.36(4)',
    controller: 'The chief constable',
    dataProtectionImpactAssessment: 'DPIA-9',
    reviewOn: from(50).toISOString().slice(0, 10),
    retention: 'Nothing is kept',
    retentionStarts: 'Nothing to count',
  },
  ...more,
});

async function change(who: string, made: Change<never, object>, input: object, role: Role = 'INFORMATION_GOVERNANCE') {
  const caller = await createFindCaller(hub.database.pool)(who, [role]);
  const make = createMakeChange({
    record: createRecordChange({ ...hub.database, hubKey: HUB_KEY }),
    clock: systemClock,
    settings: DEFAULT_DECISION_SETTINGS,
    staff: null,
    agencies: connectors.map(({ id, dataKind, categories }) => ({
      id,
      dataKind,
      categories: categories.map(({ name }) => name),
    })),
    hub: 'test',
  });
  const context = { caller: caller!, requestId: randomUUID(), operationName: null, documentHash: 'hash' };
  return (await make(context, made, { clientKey: randomUUID(), ...input })) as ChangeAnswer;
}
const propose = (who: string, input: object) => change(who, proposeAgreement, input);
const activate = (who: string, id: string, version = 1) => change(who, activateAgreement, { id, version });
const end = (who: string, id: string, version = 1) => change(who, endAgreement, { id, version });

/** What the nurse reads of Toby's missing episodes: without consent for her, NO_CONSENT is the next thing after the agreement. */
const nurseReads = async (): Promise<string | undefined> => {
  const people = peopleOf(await hub.query('team-member', familyQuery(`missingEpisodes ${OUTCOME}`), { id: OKAFOR_HUGHES }));
  return people.find(({ id }) => id === CAST.toby)?.['missingEpisodes']?.reason;
};

test('An agreement is in force once a second person has activated it, and until anybody ends it', async () => {
  expect(await nurseReads()).toBe('NO_AGREEMENT');
  expect(await propose(FIRST, proposal('police-nurses'))).toMatchObject({
    __typename: 'AgreementRecorded',
    id: 'police-nurses',
    version: 1,
  });
  expect(await nurseReads()).toBe('NO_AGREEMENT');
  expect(codes(await activate(FIRST, 'police-nurses'))).toEqual(['SECOND_PERSON_NEEDED']);
  expect(codes(await end(SECOND, 'police-nurses'))).toEqual(['NOT_IN_FORCE version']);
  expect(await nurseReads()).toBe('NO_AGREEMENT');

  expect(await activate(SECOND, 'police-nurses')).toMatchObject({ __typename: 'AgreementRecorded', version: 1 });
  expect(await nurseReads()).toBe('NO_CONSENT');
  expect(codes(await activate(SECOND, 'police-nurses'))).toEqual(['ALREADY_DONE version']);

  expect((await end(FIRST, 'police-nurses')).__typename).toBe('AgreementRecorded');
  expect(await nurseReads()).toBe('NO_AGREEMENT');
  expect(codes(await end(FIRST, 'police-nurses'))).toEqual(['ALREADY_ENDED version']);
  expect(codes(await activate(SECOND, 'police-nurses'))).toEqual(['ALREADY_ENDED version']);
});

describe('A change of an agreement', () => {
  const id = 'police-nurses-changed';
  const narrower = proposal(id, { minimumAge: 17 });

  test('is its next version, and leaves the earlier one in force until it is activated', async () => {
    await propose(FIRST, proposal(id));
    await activate(SECOND, id);
    expect(await propose(SECOND, narrower)).toMatchObject({ version: 2 });
    expect(await nurseReads()).toBe('NO_CONSENT');
    expect(codes(await activate(SECOND, id, 2))).toEqual(['SECOND_PERSON_NEEDED']);
    await activate(FIRST, id, 2);
    expect(await nurseReads()).toBe('OUTSIDE_AGREEMENT');
  });

  test('takes the place of the earlier one, which can be neither ended nor activated any more', async () => {
    expect(await end(FIRST, id, 1)).toMatchObject({
      problems: [{ code: 'NOT_IN_FORCE', message: expect.stringContaining('A later version') as string }],
    });
    await propose(FIRST, proposal(id, { minimumAge: 3 }));
    await propose(FIRST, proposal(id, { minimumAge: 2 }));
    await activate(SECOND, id, 4);
    expect(codes(await activate(SECOND, id, 3))).toEqual(['NOT_PROPOSED version']);
  });

  test('that changes nothing is none; what was ended can be proposed again', async () => {
    const same = proposal('police-nurses-same');
    await propose(FIRST, same);
    const reordered = { ...same, legalBasis: { ...same.legalBasis, population: null } };
    expect(codes(await propose(SECOND, reordered))).toEqual(['ALREADY_DONE']);
    await activate(SECOND, same.id);
    await end(FIRST, same.id);
    expect(await propose(SECOND, reordered)).toMatchObject({ version: 2 });
  });
});

describe('A proposal is refused', () => {
  test('where it does not say what it has to, with the place of everything that is missing', async () => {
    const { article10: _, ...legalBasis } = proposal('x').legalBasis;
    const answer = await propose(FIRST, proposal('police-incomplete', { recipients: ['the-gym'], legalBasis }));
    expect(codes(answer)).toEqual(['UNKNOWN_RECIPIENT recipients.0', 'AGREEMENT_INCOMPLETE legalBasis.article10']);
    expect(codes(await activate(SECOND, 'police-incomplete'))).toEqual(['NOT_FOUND version']);
    expect(codes(await activate(SECOND, 'police\0'))).toEqual(['TEXT_UNREADABLE']);
  });

  test('where it is over already', async () => {
    const legalBasis = { ...proposal('x').legalBasis, reviewOn: from(-5).toISOString().slice(0, 10) };
    const past = proposal('police-past', { startsAt: from(-9), endsAt: from(-2), legalBasis });
    expect(codes(await propose(FIRST, past))).toEqual(['ENDS_TOO_EARLY endsAt']);
  });

  test('to everybody but information governance, as are activating and ending', async () => {
    await propose(FIRST, proposal('police-guarded'));
    const lead = (made: Change<never, object>, input: object) => change('lead-worker', made, input, 'PRACTITIONER');
    expect(codes(await lead(proposeAgreement, proposal('police-by-worker')))).toEqual(['NOT_ENTITLED']);
    expect(codes(await lead(activateAgreement, { id: 'police-guarded', version: 1 }))).toEqual(['NOT_ENTITLED']);
    expect(codes(await lead(endAgreement, { id: 'police-missing', version: 1 }))).toEqual(['NOT_ENTITLED']);
    expect(codes(await change('council-app', proposeAgreement, proposal('police-by-app'), 'APP'))).toEqual(['NOT_ENTITLED']);
  });
});

test('What an agreement says is checked again when it is activated, as things are then', async () => {
  await propose(FIRST, proposal('police-later'));
  await hub.owner.pool.query(
    `update agreement set legal_basis = legal_basis - 'authorityToLeavePart3' where id = 'police-later'`,
  );
  expect(codes(await activate(SECOND, 'police-later'))).toEqual(['AGREEMENT_INCOMPLETE legalBasis.authorityToLeavePart3']);
  await hub.owner.pool.query(`update agreement set ends_at = now() - interval '1 hour', legal_basis = legal_basis
    || '{"authorityToLeavePart3": "s.36(4)", "reviewOn": "2020-01-01"}' where id = 'police-later'`);
  expect(codes(await activate(SECOND, 'police-later'))).toEqual(['ENDS_TOO_EARLY version']);
});

test('Of two who activate at once, one does; of two who propose at once, both do', async () => {
  await propose(FIRST, proposal('police-twice'));
  // Who comes second reads that it is done, or, where both had read before either wrote, that something has changed.
  const answers = await Promise.allSettled([activate(SECOND, 'police-twice'), activate(SECOND, 'police-twice')]);
  const done = answers.filter((answer) => answer.status === 'fulfilled' && answer.value.__typename === 'AgreementRecorded');
  expect(done).toHaveLength(1);
  expect(codes(await activate(SECOND, 'police-twice'))).toEqual(['ALREADY_DONE version']);
  const versions = await Promise.all([4, 5].map((minimumAge) => propose(FIRST, proposal('police-twice', { minimumAge }))));
  expect(versions.map(({ version }) => version).toSorted()).toEqual([2, 3]);
});

test('Each step is a leaf that names the version and what it covers; of what is refused, nothing that anybody wrote', async () => {
  const written = 'Anything at all';
  const leaves = await leavesAdded(hub, async () => {
    await propose(FIRST, proposal('police-logged'));
    await activate(SECOND, 'police-logged');
    await end(FIRST, 'police-logged');
    await propose(FIRST, proposal(written, { categories: [written], recipients: [written] }));
    await activate(SECOND, written);
  });
  const covered = { categories: ['MISSING_EPISODES'], recipients: ['northmere-community-health'], purposes: ['EARLY_HELP'] };
  const recorded = { outcome: 'RECORDED', records: ['police-logged@1'], ...covered };
  expect(leaves).toMatchObject([
    {
      kind: 'AGREEMENT_CHANGE',
      caller: { id: callerId(FIRST) },
      change: { name: 'proposeAgreement', what: ['PROPOSED'], ...recorded },
    },
    {
      kind: 'AGREEMENT_CHANGE',
      caller: { id: callerId(SECOND) },
      change: { name: 'activateAgreement', what: ['ACTIVATED'], ...recorded },
    },
    { kind: 'AGREEMENT_CHANGE', caller: { id: callerId(FIRST) }, change: { name: 'endAgreement', what: ['ENDED'], ...recorded } },
    { change: { name: 'proposeAgreement', outcome: 'REFUSED', what: ['PROPOSED'] } },
    { change: { name: 'activateAgreement', outcome: 'REFUSED', problems: ['NOT_FOUND'] } },
  ]);
  expect(JSON.stringify(leaves)).not.toContain(written);
});
