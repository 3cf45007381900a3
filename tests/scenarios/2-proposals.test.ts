/** Rule 2: members and kinship that a worker proposes and a manager confirms, and what is told of them until then. */
import { describe, expect, test } from 'vitest';
import { callerId } from '#demo/callers.ts';
import { strangers } from '#tests/support/families.ts';
import { ABSENT_ID } from '#tests/support/hub.ts';
import { traces } from '#tests/support/made-once.ts';
import {
  adds,
  bears,
  decides,
  decidesTie,
  entered,
  enteredOf,
  idOf,
  isRelated,
  isRelatedNoLonger,
  kinship,
  kofi,
  membershipOf,
  waiting,
} from './proposals.ts';
import {
  amara,
  answered,
  ask,
  baby,
  CATEGORIES,
  changes,
  chidera,
  closes,
  daniel,
  day,
  EARLY_HELP,
  FAMILY,
  gareth,
  gives,
  isProposed,
  isTiedTo,
  leadWorker,
  leads,
  logged,
  manager,
  nextVersion,
  otherWorker,
  reads,
  readsAltogether,
  restricts,
  schoolNurse,
  sees,
  signedInAs,
  sql,
  tellStories,
  theHub,
  toby,
  today,
} from './story.ts';

tellStories();

const everybody = ['amara', 'baby', 'chidera', 'daniel', 'gareth', 'toby'];

describe('“A member proposed by a worker … every category is MEMBERSHIP_UNCONFIRMED, until a manager confirms”', () => {
  test('A mother’s new partner: the lead worker enters him, her manager confirms him, and colleagues see him from then on', async () => {
    const added = await adds({ new: kofi }, { role: 'STEP_PARENT' });
    expect(added).toMatchObject({ state: 'PROPOSED' });
    expect(await readsAltogether(leadWorker, idOf(added))).toEqual(['MEMBERSHIP_UNCONFIRMED']);
    expect(await sees(schoolNurse)).toEqual(everybody);
    expect((await waiting()).proposals).toMatchObject([
      { name: 'Kofi Mensah', assertedBy: 'WORKER', proposedBy: { name: 'Priya Nair' } },
    ]);
    await decides(membershipOf(added), 'CONFIRM');
    expect(
      await answered(schoolNurse, idOf(added), 'IDENTITY', { fields: '... on Identity { name dateOfBirth sex }' }),
    ).toMatchObject({ name: 'Kofi Mensah', dateOfBirth: '1984-03-02', sex: 'MALE' });
    expect(await reads(leadWorker, idOf(added), 'ATTENDANCE')).not.toBe('Attendance');
    expect((await waiting()).proposals).toEqual([]);
  });

  test('Until then she reads what she entered of him, and nobody else does; it is in the log that she did', async () => {
    const added = await adds({ new: kofi });
    const own = { name: 'Kofi Mensah', dateOfBirth: '1984-03-02', sex: 'MALE', dueDate: null };
    expect(await enteredOf(leadWorker)).toEqual([own]);
    const [leaf] = (await logged(() => enteredOf(leadWorker))).filter(({ person }) => person === idOf(added));
    expect(leaf).toMatchObject({
      visible: true,
      shown: ['PROPOSAL'],
      decisions: [{ category: 'IDENTITY', outcome: 'WITHHELD' }],
    });
    expect(await enteredOf(schoolNurse)).toEqual([]);
    // What the index holds of whoever the membership is found to be about is not hers to read.
    await nextVersion('family_member', { id: membershipOf(added) }, { person_id: (await strangers(theHub()))[0] });
    expect(await enteredOf(leadWorker)).toEqual([own]);
    await decides(membershipOf(added), 'CONFIRM');
    expect(await enteredOf(leadWorker)).toEqual([]);
  });

  test('Of somebody whom she proposes by a number, or a restriction keeps from her, she reads nothing', async () => {
    await adds({ identifier: { kind: 'NHS_NUMBER', value: '9434765919' } });
    expect(await enteredOf(leadWorker)).toEqual([{ name: null, dateOfBirth: null, sex: 'UNKNOWN', dueDate: null }]);
    await isProposed(gareth, leadWorker);
    expect(await enteredOf(leadWorker)).toHaveLength(1);
    const added = await adds({ new: kofi });
    await restricts(idOf(added), 'SUBJECT_LOCK', { binds: [callerId(leadWorker)] });
    expect(await enteredOf(leadWorker)).toHaveLength(1);
  });

  test('Rejected, he is nobody’s member, and nobody’s kin', async () => {
    const added = await adds({ new: kofi }, { relationships: [{ kind: 'PARTNER', toPersonId: amara }] });
    await decides(membershipOf(added), 'REJECT');
    expect(await reads(leadWorker, idOf(added), 'IDENTITY')).toBe('HIDDEN');
    expect(await sql('select state from relationship where from_person_id = $1 order by version', [idOf(added)])).toEqual([
      { state: 'PROPOSED' },
      { state: 'REJECTED' },
    ]);
    expect((await waiting()).relationshipProposals).toEqual([]);
  });

  test('What he is to others is decided with his membership, and shown with it', async () => {
    const added = await adds({ new: kofi }, { relationships: [{ kind: 'STEP_PARENT', toPersonId: toby }] });
    expect((await kinship()).filter(({ from }) => from === idOf(added))).toEqual([]);
    await decides(membershipOf(added), 'CONFIRM');
    expect(await kinship(schoolNurse)).toContainEqual(
      expect.objectContaining({ kind: 'STEP_PARENT', from: idOf(added), to: toby }),
    );
  });

  test('A manager adds at once; one who works with the family only proposes, and does not confirm', async () => {
    expect(await adds({ new: kofi }, { by: manager })).toMatchObject({ state: 'CONFIRMED' });
    const both = signedInAs(leadWorker, 'MANAGER', 'PRACTITIONER');
    const added = await adds({ new: { forename: 'Esi' } }, { by: both });
    expect(added).toMatchObject({ state: 'PROPOSED' });
    await expect(decides(membershipOf(added), 'CONFIRM', both)).rejects.toThrow('SECOND_PERSON_NEEDED');
    const managing = signedInAs(leadWorker, 'MANAGER');
    await expect(adds({ new: kofi }, { by: managing })).rejects.toThrow('NOT_FOR_YOURSELF familyId');
  });

  test('Only who works with the family or manages it may add, while its episode is open', async () => {
    await expect(adds({ new: kofi }, { by: 'dpo' })).rejects.toThrow('NOT_ENTITLED');
    const input = { familyId: FAMILY, role: 'OTHER', person: { new: kofi } };
    expect(await traces(theHub(), otherWorker, 'addFamilyMember', input)).toEqual(
      await traces(theHub(), otherWorker, 'addFamilyMember', { ...input, familyId: ABSENT_ID }),
    );
    await isTiedTo(leadWorker, gareth);
    await expect(adds({ new: kofi })).rejects.toThrow('CONFLICT_OF_INTEREST');
    await closes('AIMS_ACHIEVED');
    await expect(adds({ new: kofi }, { by: schoolNurse })).rejects.toThrow('NO_OPEN_EPISODE familyId');
  });

  test('Nothing that was entered is in the log', async () => {
    const leaves = await logged(() => adds({ new: kofi }, { relationships: [{ kind: 'PARTNER', toPersonId: amara }] }));
    expect(leaves).toMatchObject([
      { kind: 'MEMBERSHIP_CHANGE', family: FAMILY, change: { what: ['PROPOSED', 'OTHER'] } },
      { kind: 'MEMBERSHIP_CHANGE', family: FAMILY, person: amara, change: { what: ['PROPOSED', 'PARTNER'] } },
    ]);
    expect(JSON.stringify(leaves)).not.toMatch(/Kofi|Mensah|1984/);
  });
});

describe('Somebody whom the hub knows', () => {
  test('of another family of the worker’s is one person in two families', async () => {
    const [stranger = ''] = await strangers(theHub());
    const input = { name: 'Other', members: [{ personId: stranger, role: 'PARENT' }] };
    const other = await changes(manager, 'openFamily', input, '... on FamilyOpened { familyId }');
    const add = () => adds({ personId: stranger }, { role: 'OTHER_RELATIVE' });
    await expect(add()).rejects.toThrow('NOT_FOUND person.personId');
    await changes(manager, 'assignLeadWorker', { familyId: other['familyId'], workerId: callerId(leadWorker) });
    const added = await add();
    expect(added['personId']).toBeNull();
    await expect(add()).rejects.toThrow('ALREADY_DONE person.personId');
    await decides(membershipOf(added), 'CONFIRM');
    expect(await reads(schoolNurse, stranger, 'IDENTITY')).toBe('Identity');
  });

  test('and whom the worker does not see cannot be told from nobody', async () => {
    await restricts(gareth, 'SEALED', { silent: true });
    const [stranger = ''] = await strangers(theHub());
    const ask = (personId: string) =>
      traces(theHub(), leadWorker, 'addFamilyMember', { familyId: FAMILY, role: 'OTHER', person: { personId } });
    const absent = await ask(ABSENT_ID);
    expect(await ask(gareth)).toEqual(absent);
    expect(await ask(stranger)).toEqual(absent);
  });

  test('waits no longer in another’s proposal once they are a member', async () => {
    await nextVersion('family_member', { person_id: gareth, family_id: FAMILY }, { state: 'REJECTED' });
    await sql(
      `insert into family_member (id, family_id, person_id, role, state, asserted_by, evidence)
        select gen_random_uuid(), $1, $2, 'OTHER', 'PROPOSED', 'AGENCY', 'SAME_UPRN'`,
      [FAMILY, gareth],
    );
    expect((await waiting()).proposals).toHaveLength(1);
    await adds({ personId: gareth }, { by: manager, role: 'PARENT' });
    expect((await waiting()).proposals).toEqual([]);
  });

  test('is not made a child not yet born by calling them one', async () => {
    const [stranger = ''] = await strangers(theHub());
    const input = { name: 'Other', members: [{ personId: stranger, role: 'PARENT' }] };
    const other = await changes(manager, 'openFamily', input, '... on FamilyOpened { familyId }');
    await changes(manager, 'assignLeadWorker', { familyId: other['familyId'], workerId: callerId(leadWorker) });
    await expect(adds({ personId: stranger }, { role: 'UNBORN_CHILD' })).rejects.toThrow('ROLE_DOES_NOT_FIT role');
    await leads(otherWorker);
    await expect(adds({ personId: toby }, { role: 'UNBORN_CHILD', by: manager })).rejects.toThrow('ROLE_DOES_NOT_FIT role');
  });
});

describe('“Proposing a member by identifier answers the same whether or not anyone matches”', () => {
  const known = '9434765919';
  const propose = (value: string) => ({ familyId: FAMILY, role: 'OTHER', person: { identifier: { kind: 'NHS_NUMBER', value } } });
  const told = async (value: string) => {
    const { text, ...rest } = (await traces(theHub(), leadWorker, 'addFamilyMember', propose(value))) as { text: string };
    return { ...rest, text };
  };

  test('the same answer, statements and leaves; a new person who has the number, and nothing else', async () => {
    await sql(`insert into person_identifier (person_id, kind, value) values ($1, 'nhs-number', $2)`, [toby, known]);
    expect(await told(known)).toEqual(await told('9434765870'));
    const added = await adds({ identifier: { kind: 'NHS_NUMBER', value: '943 476 5919' } });
    expect(idOf(added)).not.toBe(toby);
    expect(await entered(idOf(added))).toMatchObject({
      forename: null,
      surname: null,
      born: null,
      numbers: [`nhs-number ${known}`],
    });
    expect(await readsAltogether(leadWorker, idOf(added))).toEqual(['MEMBERSHIP_UNCONFIRMED']);
  });

  test.each([
    ['NHS_NUMBER', '9434765918'],
    ['NHS_NUMBER', '12345'],
    ['UPN', 'C801200005001'],
  ])('a slip in a number, %s %s, is said as one', async (kind, value) => {
    await expect(adds({ identifier: { kind, value } })).rejects.toThrow('IDENTIFIER_WRONG person.identifier.value');
    const numbered = { ...kofi, identifiers: [{ kind, value }] };
    await expect(adds({ new: numbered })).rejects.toThrow('IDENTIFIER_WRONG person.new.identifiers.0.value');
  });
});

describe('What is entered', () => {
  const homeOf = async (person: string) => (await entered(person))['household'];

  test.each([
    [{}, 'ONE_WAY_NEEDED person'],
    [{ personId: toby, unknownFather: true }, 'ONE_WAY_NEEDED person'],
    [{ new: {} }, 'NAME_NEEDED person.new'],
    [{ new: { forename: ' ' } }, 'TEXT_NEEDED person.new.forename'],
    [{ new: { ...kofi, livesWithPersonId: ABSENT_ID } }, 'NOT_FOUND person.new.livesWithPersonId'],
    [{ unknownFather: true }, 'ROLE_DOES_NOT_FIT role'],
  ])('%j is refused', async (person, refusal) => {
    await expect(adds(person)).rejects.toThrow(refusal);
  });

  test('is not to come, and nobody born is an UNBORN_CHILD', async () => {
    await expect(adds({ new: { ...kofi, dateOfBirth: day(1) } })).rejects.toThrow('IN_THE_FUTURE person.new.dateOfBirth');
    await expect(adds({ new: kofi }, { role: 'UNBORN_CHILD' })).rejects.toThrow('ROLE_DOES_NOT_FIT role');
    const both = [{ kind: 'PARTNER', toPersonId: amara, fromPersonId: amara }];
    await expect(adds({ new: kofi }, { relationships: both })).rejects.toThrow('ONE_WAY_NEEDED relationships.0');
    const hidden = [{ kind: 'PARTNER', toPersonId: ABSENT_ID }];
    await expect(adds({ new: kofi }, { relationships: hidden })).rejects.toThrow('NOT_FOUND relationships.0.toPersonId');
  });

  test('“A protected address protects all who live there”: also who is entered as living with her, or at her address', async () => {
    const [home] = await sql<{ line: string; town: string; postcode: string; uprn: string }>(
      'select h.line, h.town, h.postcode, h.uprn from household h join person p on p.household_id = h.id where p.id = $1',
      [amara],
    );
    const at = { line: home!.line.toUpperCase(), town: home!.town, postcode: home!.postcode.replace(' ', '') };
    for (const more of [{ livesWithPersonId: amara }, { address: at }, { address: { ...at, line: 'Flat', uprn: home!.uprn } }]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const added = await adds({ new: { ...kofi, ...more } });
      // Nobody finds out by proposing people, one address after the other, at which of them somebody is protected.
      // oxlint-disable-next-line no-await-in-loop
      expect(await readsAltogether(leadWorker, idOf(added))).toEqual(['MEMBERSHIP_UNCONFIRMED']);
      // oxlint-disable-next-line no-await-in-loop
      await decides(membershipOf(added), 'CONFIRM');
      // oxlint-disable-next-line no-await-in-loop
      expect(await reads(schoolNurse, idOf(added), 'ADDRESS')).toBe('PROTECTED');
    }
  });

  test('at an address of its own is a household of its own', async () => {
    const address = { line: '1 Nowhere Lane', town: 'Northmere', postcode: 'ZZ1 1ZZ' };
    const added = await adds({ new: { ...kofi, address } }, { by: manager });
    const again = await adds({ new: { forename: 'Esi', address } }, { by: manager });
    expect(await homeOf(idOf(again))).toBe(await homeOf(idOf(added)));
    const read = await answered(leadWorker, idOf(added), 'ADDRESS', { fields: '... on Address { line postcode }' });
    expect(read).toMatchObject({ line: '1 Nowhere Lane', postcode: 'ZZ1 1ZZ' });
  });
});

describe('A father of whom nothing is known', () => {
  const add = (more = {}) =>
    adds({ unknownFather: true }, { role: 'PARENT', relationships: [{ kind: 'FATHER', toPersonId: chidera }], ...more });

  test('stands in the family as somebody’s father, without a name, a birthday or a number by which he could be taken for anybody', async () => {
    const added = await add();
    expect(await entered(idOf(added))).toMatchObject({ forename: null, surname: null, born: null, household: null, numbers: [] });
    await decides(membershipOf(added), 'CONFIRM');
    expect(await kinship()).toContainEqual(expect.objectContaining({ kind: 'FATHER', from: idOf(added), to: chidera }));
    expect(await answered(leadWorker, idOf(added), 'IDENTITY', { fields: '... on Identity { name }' })).toMatchObject({
      name: null,
    });
    expect(new Set(await readsAltogether(leadWorker, idOf(added)))).not.toContain('Attendance');
  });

  test('is somebody’s father', async () => {
    await expect(add({ relationships: [] })).rejects.toThrow('CHILD_NEEDED relationships');
  });
});

describe('“An unborn child follows the mother’s PREGNANCY category. At birth consent starts afresh”', () => {
  const expects = (more: object = {}, by: string = leadWorker) =>
    adds({ unbornChildOf: { motherPersonId: amara, dueDate: day(100), ...more } }, { role: 'UNBORN_CHILD', by });

  test('A worker proposes the child, who lives where she does; no manager sees it, and one who is told of it confirms', async () => {
    const added = await expects();
    const mother = await entered(amara);
    expect(await entered(idOf(added))).toMatchObject({ mother: amara, due: day(100), household: mother['household'] });
    expect(await sees(leadWorker)).toContain(idOf(added));
    expect(await sees(schoolNurse)).toEqual(everybody);
    expect(await waiting()).toEqual({ proposals: [], relationshipProposals: [] });
    await decides(membershipOf(added), 'CONFIRM');
    expect(await sees(schoolNurse)).toContain(idOf(added));
    expect(await kinship()).toContainEqual(expect.objectContaining({ kind: 'MOTHER', from: amara, to: idOf(added) }));
    await restricts(amara, 'COURT_ORDER', { categories: ['PREGNANCY'] });
    expect(await sees(schoolNurse)).not.toContain(idOf(added));
  });

  test('Not where her PREGNANCY is withheld, not by a manager, and not with a date that cannot be', async () => {
    await expect(expects({}, manager)).rejects.toThrow('NOT_ENTITLED person.unbornChildOf.motherPersonId');
    await expect(expects({ dueDate: day(400) })).rejects.toThrow('DUE_DATE_UNLIKELY person.unbornChildOf.dueDate');
    await expect(expects({ motherPersonId: ABSENT_ID })).rejects.toThrow('NOT_FOUND person.unbornChildOf.motherPersonId');
    await restricts(amara, 'COURT_ORDER', { categories: ['PREGNANCY'] });
    await expect(expects()).rejects.toThrow('NOT_PERMITTED person.unbornChildOf.motherPersonId');
  });

  test('Born, the child is somebody new in the same place: a member, her mother’s, under the same restrictions; no consent is hers', async () => {
    await restricts(baby, 'COURT_ORDER', { categories: ['HEALTH_CONTACTS'] });
    await sql(
      `insert into consent (id, person, category, purpose, recipient, decision, decided_at, capacity, given_by, method, recorded_by)
        select gen_random_uuid(), $1, 'MENTAL_HEALTH', 'EARLY_HELP', $2, 'GIVEN', now(), 'PARENTAL_RESPONSIBILITY', $3, 'IN_PERSON', $4`,
      [baby, EARLY_HELP, amara, callerId(leadWorker)],
    );
    const ada = await bears(baby);
    expect(await sees(leadWorker)).toEqual([...everybody.filter((name) => name !== 'baby'), ada].toSorted());
    const read = await answered(schoolNurse, ada, 'IDENTITY', { fields: '... on Identity { name dateOfBirth age dueDate }' });
    expect(read).toMatchObject({ name: 'Ada Okafor', dateOfBirth: today(), age: 0, dueDate: null });
    expect(await kinship()).toContainEqual(expect.objectContaining({ kind: 'MOTHER', from: amara, to: ada }));
    expect(await reads(leadWorker, ada, 'MENTAL_HEALTH')).toBe('NO_CONSENT');
    expect(await reads(leadWorker, ada, 'HEALTH_CONTACTS')).toBe('RESTRICTED');
    expect(await reads(leadWorker, baby, 'IDENTITY')).toBe('HIDDEN');
    const [place] = await sql('select role, state, confirmed_by_id as by from family_member where person_id = $1', [ada]);
    expect(place).toEqual({ role: 'CHILD', state: 'CONFIRMED', by: callerId(manager) });
    await expect(bears(ada)).rejects.toThrow('ALREADY_DONE personId');
    await expect(bears(baby)).rejects.toThrow('NOT_FOUND personId');
  });

  test('Who was told silently of a tie does not see the child once born either', async () => {
    await isTiedTo(leadWorker, baby, { by: manager, silent: true });
    const ada = await bears(baby, {}, schoolNurse);
    expect(await reads(schoolNurse, ada, 'IDENTITY')).toBe('Identity');
    expect(await reads(leadWorker, ada, 'IDENTITY')).toBe('HIDDEN');
  });

  test('Nobody grown takes the place of a child whom a manager confirmed as one to come', async () => {
    await expect(bears(baby, { ...kofi })).rejects.toThrow('BIRTH_DATE_UNLIKELY dateOfBirth');
    await expect(bears(baby, { dateOfBirth: day(-60) })).rejects.toThrow('BIRTH_DATE_UNLIKELY dateOfBirth');
    // Where nobody knows the due date, within a year.
    await sql('update person set due_date = null where id = $1', [baby]);
    await expect(bears(baby, { dateOfBirth: day(-370) })).rejects.toThrow('BIRTH_DATE_UNLIKELY dateOfBirth');
    const ada = await bears(baby, { dateOfBirth: day(-60) });
    expect(await sees(leadWorker)).toContain(ada);
  });

  test('No birth is to come, has no name, or is of somebody born or hidden', async () => {
    await expect(bears(baby, { dateOfBirth: day(1) })).rejects.toThrow('IN_THE_FUTURE dateOfBirth');
    await expect(bears(baby, { forename: null, surname: null })).rejects.toThrow('NAME_NEEDED');
    await expect(bears(toby)).rejects.toThrow('ALREADY_DONE personId');
    await expect(bears(baby, {}, otherWorker)).rejects.toThrow('NOT_FOUND personId');
    await expect(bears(baby, {}, manager)).rejects.toThrow('NOT_ENTITLED');
  });
});

describe('A manager opens a family of people whom the hub does not know', () => {
  const opens = (members: object[]) =>
    changes(manager, 'openFamily', { name: 'New', members }, '... on FamilyOpened { familyId membershipIds }');

  test('They are members at once, who live together where one names the other', async () => {
    const [stranger = ''] = await strangers(theHub());
    const opened = await opens([
      { personId: stranger, role: 'PARENT' },
      { new: { forename: 'Esi', livesWithPersonId: stranger }, role: 'CHILD' },
      { new: { forename: 'Ama', surname: 'Mensah' }, role: 'CHILD' },
    ]);
    const rows = await sql<{ forename: string; same: boolean }>(
      `select p.forename, p.household_id is not distinct from s.household_id as same from family_member fm
        join person p on p.id = fm.person_id join person s on s.id = $2 where fm.family_id = $1 and p.id <> $2 order by 1`,
      [opened['familyId'], stranger],
    );
    expect(rows).toEqual([
      { forename: 'Ama', same: false },
      { forename: 'Esi', same: true },
    ]);
    expect(opened['membershipIds']).toHaveLength(3);
  });

  test('Who is entered at one address lives together, although the number of the property was given for one of them alone', async () => {
    const address = { line: '2 Nowhere Lane', town: 'Northmere', postcode: 'ZZ1 1ZZ' };
    const opened = await opens([
      { new: { forename: 'Esi', address: { ...address, uprn: '99887766' } }, role: 'PARENT' },
      { new: { forename: 'Ama', address: { ...address, line: ' 2 NOWHERE lane' } }, role: 'CHILD' },
      { new: { forename: 'Kwame', address: { ...address, line: 'Garden flat', uprn: '099887766' } }, role: 'CHILD' },
    ]);
    const rows = await sql(
      `select distinct p.household_id from family_member fm join person p on p.id = fm.person_id where fm.family_id = $1`,
      [opened['familyId']],
    );
    expect(rows).toHaveLength(1);
  });

  test.each([
    ['protected, nothing tells who lives there', amara, null],
    ['not, their own household stays somebody else’s', gareth, 'CONFLICT_OF_INTEREST'],
  ])('A manager enters somebody new at the home of whom they are tied to: where it is %s', async (_what, tied, refusal) => {
    const [address] = await sql<{ line: string; town: string; postcode: string }>(
      'select h.line, h.town, h.postcode from household h join person p on p.household_id = h.id where p.id = $1',
      [tied],
    );
    await isTiedTo(manager, tied);
    const opened = await opens([{ new: { forename: 'Esi', address }, role: 'PARENT' }]);
    const assigns = changes(manager, 'assignLeadWorker', { familyId: opened['familyId'], workerId: callerId(leadWorker) });
    if (refusal === null) expect(await assigns).toMatchObject({ __typename: 'AssignmentRecorded' });
    else await expect(assigns).rejects.toThrow(refusal);
    const read = `query($id: ID!) { managedFamily(id: $id) { name } }`;
    const { body } = await ask(manager, read, { id: opened['familyId'] });
    expect(body.data?.['managedFamily']).toEqual(refusal === null ? { name: 'New' } : null);
  });

  test.each([
    [{ role: 'CHILD' }, 'ONE_WAY_NEEDED members.0'],
    [{ role: 'CHILD', personId: toby, new: kofi }, 'ONE_WAY_NEEDED members.0'],
    [{ role: 'UNBORN_CHILD', new: kofi }, 'ROLE_DOES_NOT_FIT members.0.role'],
    [{ role: 'CHILD', new: { ...kofi, livesWithPersonId: toby } }, 'NOT_FOUND members.0.new.livesWithPersonId'],
  ])('but not with %j', async (member, refusal) => {
    await expect(opens([member])).rejects.toThrow(refusal);
  });
});

describe('Kinship', () => {
  test('is proposed by a worker, shown to nobody, and once a manager confirms it to everybody who works with the family', async () => {
    const tie = await isRelated(daniel, 'GRANDPARENT', chidera);
    const before = await kinship();
    expect(before.map(({ id }) => id)).not.toContain(tie);
    expect((await waiting()).relationshipProposals).toEqual([
      {
        relationshipId: tie,
        from: 'Daniel Marsh',
        kind: 'GRANDPARENT',
        to: 'Chidera Hughes',
        proposedBy: { name: 'Priya Nair' },
      },
    ]);
    await decidesTie(tie, 'CONFIRM');
    expect(await kinship(schoolNurse)).toContainEqual({ id: tie, kind: 'GRANDPARENT', from: daniel, to: chidera });
    await expect(decidesTie(tie, 'REJECT')).rejects.toThrow('NOT_PROPOSED relationshipId');
    await isRelatedNoLonger(tie, schoolNurse);
    expect(await kinship()).toEqual(before);
    await expect(isRelatedNoLonger(tie)).rejects.toThrow('ALREADY_ENDED relationshipId');
  });

  test('is not confirmed by whoever proposed it or works with the family, nor proposed twice', async () => {
    const both = signedInAs(leadWorker, 'MANAGER', 'PRACTITIONER');
    const tie = await isRelated(daniel, 'GRANDPARENT', chidera, both);
    await expect(decidesTie(tie, 'CONFIRM', both)).rejects.toThrow('SECOND_PERSON_NEEDED');
    await expect(isRelated(daniel, 'GRANDPARENT', chidera)).rejects.toThrow('ALREADY_DONE kind');
    const other = await isRelated(daniel, 'OTHER_KIN', chidera, schoolNurse);
    await expect(decidesTie(other, 'CONFIRM', both)).rejects.toThrow('NOT_FOR_YOURSELF relationshipId');
    await expect(decidesTie(other, 'CONFIRM', leadWorker)).rejects.toThrow('NOT_ENTITLED');
  });

  test('A colleague cannot tell that it was proposed: they propose the same, and cannot take the other’s proposal back', async () => {
    const tie = await isRelated(daniel, 'GRANDPARENT', chidera);
    const ending = (relationshipId: string) => traces(theHub(), schoolNurse, 'endRelationship', { relationshipId });
    expect(await ending(tie)).toEqual(await ending(ABSENT_ID));
    await isRelated(daniel, 'GRANDPARENT', chidera, schoolNurse);
    await isRelatedNoLonger(tie);
    expect((await waiting()).relationshipProposals).toHaveLength(1);
  });

  test('of whoever is hidden cannot be told from that of nobody, neither to workers nor to managers', async () => {
    const [own] = (await kinship()).filter(({ from, to }) => from === gareth && to === toby);
    const waits = await isRelated(gareth, 'OTHER_KIN', amara);
    await restricts(gareth, 'SEALED', { silent: true });
    const recording = (fromPersonId: string) =>
      traces(theHub(), leadWorker, 'recordRelationship', { fromPersonId, kind: 'SIBLING', toPersonId: toby });
    expect(await recording(gareth)).toEqual(await recording(ABSENT_ID));
    const ending = (relationshipId: string) => traces(theHub(), leadWorker, 'endRelationship', { relationshipId });
    expect(await ending(own!.id)).toEqual(await ending(ABSENT_ID));
    expect((await waiting()).relationshipProposals).toEqual([]);
    await expect(decidesTie(waits, 'CONFIRM')).rejects.toThrow('NOT_FOUND relationshipId');
  });

  test('is between two people of one family of the worker’s', async () => {
    const [stranger = ''] = await strangers(theHub());
    await expect(isRelated(amara, 'SIBLING', amara)).rejects.toThrow('TWO_PEOPLE_NEEDED toPersonId');
    await expect(isRelated(amara, 'SIBLING', stranger)).rejects.toThrow('NOT_FOUND toPersonId');
    const input = { name: 'Other', members: [{ personId: stranger, role: 'PARENT' }] };
    const other = await changes(manager, 'openFamily', input, '... on FamilyOpened { familyId }');
    await changes(manager, 'assignLeadWorker', { familyId: other['familyId'], workerId: callerId(leadWorker) });
    await expect(isRelated(amara, 'SIBLING', stranger)).rejects.toThrow('NOT_MEMBER toPersonId');
    await isRelated(amara, 'OTHER_KIN', toby);
    expect((await waiting()).relationshipProposals).toHaveLength(1);
    await restricts(amara, 'COURT_ORDER', { categories: ['RELATIONSHIPS'] });
    expect((await waiting()).relationshipProposals).toEqual([]);
    await expect(isRelated(amara, 'MOTHER', toby)).rejects.toThrow('NOT_PERMITTED fromPersonId');
  });
});

describe('“DOMESTIC_ABUSE between partners … another’s refusal only ever reduces”', () => {
  /** Whether anything in which she is not the victim could be shown. */
  const isWhole = async (): Promise<boolean> => {
    theHub().forget();
    await reads(leadWorker, amara, 'DOMESTIC_ABUSE');
    const asked = [...theHub().asked.values()].flat().flatMap(({ subjects }) => subjects.flatMap(({ categories }) => categories));
    return asked.some(({ category, victimOnly }) => category === 'DOMESTIC_ABUSE' && !victimOnly);
  };
  const allAgree = async () => {
    for (const person of [amara, gareth, daniel]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await gives(person, person, CATEGORIES);
    }
  };
  const partnersOf = (person: string) =>
    sql<{ id: string }>(
      `select id from relationship where (from_person_id = $1 or to_person_id = $1) and kind in ('SPOUSE', 'PARTNER', 'FORMER_PARTNER')`,
      [person],
    );

  test('A partner who is only proposed, and has not agreed, lessens what is shown; rejected, no more', async () => {
    await allAgree();
    expect(await isWhole()).toBe(true);
    const added = await adds({ new: kofi }, { relationships: [{ kind: 'PARTNER', toPersonId: amara }] });
    expect(await isWhole()).toBe(false);
    expect((await kinship()).filter(({ from }) => from === idOf(added))).toEqual([]);
    await decides(membershipOf(added), 'REJECT');
    expect(await isWhole()).toBe(true);
  });

  test('Where no partner is known, a proposal alone shows no more, though that partner agreed', async () => {
    await allAgree();
    for (const { id } of await partnersOf(amara)) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await nextVersion('relationship', { id }, { state: 'REJECTED' });
    }
    expect(await isWhole()).toBe(false);
    const tie = await isRelated(daniel, 'PARTNER', amara);
    expect(await isWhole()).toBe(false);
    await decidesTie(tie, 'CONFIRM');
    expect(await isWhole()).toBe(true);
  });

  test('A worker who ends a partnership does not thereby show more: who was a partner is a former one', async () => {
    await allAgree();
    const added = await adds({ new: kofi }, { relationships: [{ kind: 'PARTNER', toPersonId: amara }] });
    await decides(membershipOf(added), 'CONFIRM');
    expect(await isWhole()).toBe(false);
    const [tie] = (await kinship()).filter(({ from }) => from === idOf(added));
    await isRelatedNoLonger(tie!.id);
    expect(await isWhole()).toBe(false);
  });

  test('A proposal of one’s own that is taken back counts no more', async () => {
    await allAgree();
    const tie = await isRelated(chidera, 'PARTNER', amara);
    expect(await isWhole()).toBe(false);
    await isRelatedNoLonger(tie);
    expect(await isWhole()).toBe(true);
  });
});
