/** What an attack found of two roles in one token, of what exceptions and explanations show of people who are hidden, and of order. */
import { describe, expect, test } from 'vitest';
import { callerId } from '#demo/callers.ts';
import {
  amara,
  ago,
  answerTo,
  approves,
  ask,
  assesses,
  baby,
  changes,
  chidera,
  closes,
  comparable,
  confirms,
  councilApp,
  day,
  EARLY_HELP,
  endsTie,
  explains,
  FAMILY,
  gareth,
  gives,
  governance,
  holdsNoLonger,
  isProposed,
  isTiedTo,
  leadWorker,
  leaves,
  lifts,
  managed,
  manager,
  mash,
  nextVersion,
  opens,
  otherWorker,
  proposesToOpen,
  reads,
  refuses,
  restricts,
  schoolNurse,
  sees,
  signedInAs,
  sql,
  tellStories,
  through,
  toby,
  today,
  turns,
  withdraws,
} from '#tests/scenarios/story.ts';
import type { Who } from '#tests/scenarios/story.ts';
import { ABSENT_ID } from '#tests/support/hub.ts';

tellStories();

describe('Whoever has two roles grants themselves nothing', () => {
  const managing = signedInAs(leadWorker, 'MANAGER', 'PRACTITIONER');
  const governing = signedInAs(leadWorker, 'INFORMATION_GOVERNANCE', 'PRACTITIONER');
  const reopening = (by: Who) => changes(by, 'openFamily', { familyId: FAMILY });

  test('not as a manager who opens again the family that they work with', async () => {
    await closes('LEFT_SERVICE');
    await expect(reopening(managing)).rejects.toThrow('NOT_FOR_YOURSELF familyId');
    expect(await reads(managing, toby, 'ATTENDANCE')).toBe('CASE_CLOSED');
    await leaves(leadWorker);
    await reopening(managing);
    expect(await reads(leadWorker, toby, 'ATTENDANCE')).toBe('HIDDEN');
  });

  test('not as a manager who says who belongs to the family that they work with', async () => {
    await isProposed(gareth, null, 'SAME_UPRN');
    for (const decision of ['CONFIRM', 'REJECT'] as const) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await expect(confirms(decision, managing)).rejects.toThrow('NOT_FOR_YOURSELF membershipId');
    }
    expect(await sees(leadWorker)).not.toContain('gareth');
    await confirms('CONFIRM');
    expect(await sees(leadWorker)).toContain('gareth');
  });

  test('not as information governance that lifts what stands between them and somebody of the family that they work with', async () => {
    const order = await restricts(toby, 'COURT_ORDER', { silent: false, absolute: true });
    const lock = await restricts(chidera, 'SUBJECT_LOCK', { binds: [EARLY_HELP] });
    for (const id of [order, lock]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await expect(lifts(id, governing)).rejects.toThrow('NOT_FOR_YOURSELF restrictionId');
    }
    expect([await reads(leadWorker, toby, 'ATTENDANCE'), await reads(leadWorker, chidera, 'IDENTITY')]).toEqual([
      'RESTRICTED',
      'CONFLICT',
    ]);
    // Who only waits to belong to the family, and whom they no longer work with, is as good as a stranger's.
    await isProposed(chidera, null, 'SAME_UPRN');
    await lifts(lock, governing);
    await leaves(leadWorker);
    await lifts(order, governing);
  });
});

describe('A refusal by a child who was assessed competent', () => {
  const assessed = (on: string) => ({ assessedBy: 'A made-up doctor', assessedOn: on });
  const agreedByAmara = async () => {
    await sql('delete from consent where person = $1', [chidera]);
    await sql('delete from competence_assessment where person = $1', [chidera]);
    await gives(amara, chidera, 'ATTENDANCE', { at: ago({ days: 20 }) });
    expect(await reads(leadWorker, chidera, 'ATTENDANCE')).toBe('Attendance');
  };

  test.each([
    ['with the form, and anew the same day', 0, 0],
    ['the day before the form, and anew on its day', -1, 0],
    ['two days before the form, and anew as of the day between', -2, -1],
  ])('is not undone by assessing them: %s', async (_when, first, anew) => {
    await agreedByAmara();
    await refuses(chidera, chidera, 'ATTENDANCE', assessed(day(first)));
    await assesses(chidera, 'NOT_COMPETENT', 'ATTENDANCE', day(anew));
    expect(await reads(leadWorker, chidera, 'ATTENDANCE')).toBe('NO_CONSENT');
  });

  test('is not undone by assessing them the day after', async () => {
    await agreedByAmara();
    await refuses(chidera, chidera, 'ATTENDANCE', { at: ago({ days: 1 }), ...assessed(day(-1)) });
    await assesses(chidera, 'NOT_COMPETENT', 'ATTENDANCE');
    expect(await reads(leadWorker, chidera, 'ATTENDANCE')).toBe('NO_CONSENT');
  });

  test('is taken though somebody found otherwise that day; what they agree to is not', async () => {
    await agreedByAmara();
    await assesses(chidera, 'NOT_COMPETENT', 'ATTENDANCE');
    await expect(gives(chidera, chidera, 'ATTENDANCE', assessed(today()))).rejects.toThrow('COMPETENCE_NOT_ASSESSED');
    await refuses(chidera, chidera, 'ATTENDANCE', assessed(today()));
    expect(await reads(leadWorker, chidera, 'ATTENDANCE')).toBe('NO_CONSENT');
  });
});

describe('The end of a safeguarding decision', () => {
  test('tells nobody who lives or belongs with those to whom they are tied', async () => {
    await isTiedTo(mash, amara);
    const [stranger] = await sql<{ id: string }>('select person_id as id from family_member where family_id <> $1 limit 1', [
      FAMILY,
    ]);
    for (const person of [toby, stranger!.id, ABSENT_ID]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const decisionId = await proposesToOpen(person, ['ATTENDANCE'], { for: EARLY_HELP });
      // oxlint-disable-next-line no-await-in-loop
      await changes(mash, 'endSafeguardingDecision', { decisionId });
    }
    // To approve shows more, and stays somebody else's.
    const decisionId = await proposesToOpen(toby, ['ATTENDANCE'], { by: manager });
    await expect(approves(decisionId, mash)).rejects.toThrow('CONFLICT_OF_INTEREST');
  });

  test('is somebody else’s where it names the very person to whom they are tied', async () => {
    const decisionId = await proposesToOpen(amara, ['ATTENDANCE'], { by: manager });
    await isTiedTo(mash, amara);
    await expect(changes(mash, 'endSafeguardingDecision', { decisionId })).rejects.toThrow('CONFLICT_OF_INTEREST');
  });
});

describe('Whom a safeguarding decision names for an organisation', () => {
  const named = (who: Who) =>
    answerTo<{ people: { id: string }[] }[]>(who, '{ myExceptions { kind people(purpose: SAFEGUARDING) { id } } }');

  test.each<[string, Who]>([
    ['managers', signedInAs(manager, 'MANAGER')],
    ['data protection officers', signedInAs(otherWorker, 'DPO')],
    ['who has no role', signedInAs(otherWorker)],
    ['a council app that is approved for early help alone', councilApp],
    ['a worker through such an app', through(otherWorker)],
  ])('is not read by %s', async (_who, who) => {
    await opens([toby], ['ATTENDANCE'], { for: EARLY_HELP });
    expect(await named(otherWorker)).toEqual([{ kind: 'SAFEGUARDING_DECISION', people: [{ id: toby }] }]);
    expect(await named(who)).toEqual([]);
  });

  test('nobody who may not ask for SAFEGUARDING can tell from nobody, other than by working with them', async () => {
    const read = async (id: string, who: Who) =>
      comparable(await ask(who, `query($id: ID!) { person(id: $id, purpose: SAFEGUARDING) { id } }`, { id }));
    await opens([gareth], ['TENANCY'], { for: EARLY_HELP });
    for (const who of [signedInAs(manager, 'MANAGER'), through(otherWorker)]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect(await read(gareth, who)).toEqual(await read(ABSENT_ID, who));
    }
    expect(await reads(councilApp, gareth, 'TENANCY', 'SAFEGUARDING')).toBe('PURPOSE_NOT_OPEN');
  });

  test('is read through an app that is approved for it', async () => {
    await opens([toby], ['ATTENDANCE'], { for: EARLY_HELP });
    await sql(`update worker set approved_purposes = '{EARLY_HELP,SAFEGUARDING}' where subject = $1`, [councilApp]);
    for (const who of [through(otherWorker), councilApp]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect(await named(who)).toMatchObject([{ people: [{ id: toby }] }]);
    }
  });
});

describe('A prompt to look at consent again', () => {
  const reviews = () =>
    answerTo<{ consentReviews: { prompt: string; person: { id: string } }[] }>(
      schoolNurse,
      'query($id: ID!) { family(id: $id, purpose: EARLY_HELP) { consentReviews { prompt person { id } } } }',
      { id: FAMILY },
    );

  test.each([
    ['silent', true, 'NO_CONSENT'],
    ['plain', false, 'RESTRICTED'],
  ])('says nothing of what is under a %s restriction', async (_how, silent, read) => {
    await sql(`delete from consent where person = $1`, [toby]);
    await turns(toby, 12, day(-40));
    const none = await reviews();
    await gives(amara, toby, 'MENTAL_HEALTH', { at: ago({ days: 100 }), to: 'northmere-community-health' });
    expect((await reviews()).consentReviews).toEqual([{ prompt: 'TURNED_12', person: { id: toby } }]);
    await restricts(toby, 'COURT_ORDER', { categories: ['MENTAL_HEALTH'], silent, absolute: true });
    expect(await reads(schoolNurse, toby, 'MENTAL_HEALTH')).toBe(read);
    expect(await reviews()).toEqual(none);
  });

  test('still says what is under a restriction on something else', async () => {
    await turns(toby, 12, day(-40));
    await restricts(toby, 'COURT_ORDER', { categories: ['MENTAL_HEALTH'], silent: true, absolute: true });
    expect((await reviews()).consentReviews).toEqual([{ prompt: 'TURNED_12', person: { id: toby } }]);
  });
});

describe('Somebody hidden who decides for a child', () => {
  const ATTENDANCE = 'ATTENDANCE';
  /** What the lead worker is told where an ordinary decision cannot be relied on. */
  const notReliedOn = async () => {
    await sql('delete from consent where person = $1', [toby]);
    await gives(amara, toby, ATTENDANCE);
    await holdsNoLonger(amara, toby);
    const told = await explains(leadWorker, toby, ATTENDANCE);
    expect(told).toMatchObject({ outcome: 'WITHHOLD', reason: 'NO_CONSENT' });
    expect(told?.explanation).toContain('cannot be relied on');
    await sql(`delete from parental_responsibility where child_id = $1 and holder_id = $2 and state = 'ENDED'`, [toby, amara]);
    await sql('delete from consent where person = $1', [toby]);
    return told;
  };
  const isHidden = {
    'sealed for everybody': () => restricts(gareth, 'SEALED', { silent: true, absolute: true }),
    'sealed for the lead worker': () => restricts(gareth, 'SEALED', { silent: true, binds: [callerId(leadWorker)] }),
    'silently tied to the lead worker': () => isTiedTo(leadWorker, gareth, { by: manager, silent: true }),
  };

  test.each(Object.keys(isHidden) as (keyof typeof isHidden)[])(
    'refuses, and the lead worker reads that no decision can be relied on (%s)',
    async (how) => {
      const ordinary = await notReliedOn();
      for (const amaraAgrees of [true, false]) {
        /* oxlint-disable no-await-in-loop -- one after the other */
        if (amaraAgrees) await gives(amara, toby, ATTENDANCE);
        await refuses(gareth, toby, ATTENDANCE);
        const seal = await isHidden[how]();
        expect(await explains(leadWorker, toby, ATTENDANCE)).toEqual(ordinary);
        await (how.startsWith('sealed') ? lifts(seal) : endsTie(seal));
        expect((await explains(leadWorker, toby, ATTENDANCE))?.explanation).toContain('Refused by a holder');
        await sql('delete from consent where person = $1', [toby]);
        /* oxlint-enable no-await-in-loop */
      }
    },
  );

  test('withdraws, and the lead worker reads the same', async () => {
    const ordinary = await notReliedOn();
    await gives(amara, toby, ATTENDANCE);
    await withdraws(gareth, toby, ATTENDANCE);
    await isHidden['sealed for everybody']();
    expect(await explains(leadWorker, toby, ATTENDANCE)).toEqual(ordinary);
  });

  test('agrees, and the lead worker reads what they read where anybody agreed', async () => {
    await sql('delete from consent where person = $1', [toby]);
    const told = () =>
      answerTo<{ steps: { name: string; text: string }[] }>(
        leadWorker,
        `query($p: ID!, $r: ID!) { explain(personId: $p, category: "ATTENDANCE", recipient: $r, purpose: EARLY_HELP) {
          outcome reason explanation remedy steps { name result text } obligations } }`,
        { p: toby, r: EARLY_HELP },
      );
    await gives(amara, toby, ATTENDANCE);
    const byAmara = await told();
    await sql('delete from consent where person = $1', [toby]);
    await gives(gareth, toby, ATTENDANCE);
    await isHidden['sealed for everybody']();
    expect(await reads(leadWorker, toby, ATTENDANCE)).toBe('Attendance');
    expect(await told()).toEqual(byAmara);
    expect(JSON.stringify(byAmara)).not.toContain('parental');
  });

  test.each(['member', 'stranger'])('is told of to information governance, and not to the manager (a %s)', async (what) => {
    await sql('delete from consent where person = $1', [toby]);
    await gives(amara, toby, ATTENDANCE);
    await refuses(gareth, toby, ATTENDANCE);
    if (what === 'stranger') await nextVersion('family_member', { person_id: gareth, family_id: FAMILY }, { state: 'REJECTED' });
    const read = async () =>
      (await managed()).consents.filter(({ personId }) => personId === toby).map(({ decision }) => decision);
    expect(await read()).toEqual(['GIVEN', 'REFUSED']);
    await isHidden['sealed for everybody']();
    expect(await read()).toEqual(['GIVEN']);
    expect((await explains(leadWorker, toby, ATTENDANCE))?.explanation).toContain('cannot be relied on');
    expect((await explains(governance, toby, ATTENDANCE))?.explanation).toContain(gareth);
  });
});

describe('Somebody who is in a family as a child not yet born', () => {
  const isUndated = (motherToo = true) =>
    sql(
      `update person set due_date = null, date_of_birth = null, unborn_child_of_id = case when $2 then null else unborn_child_of_id end
        where id = $1`,
      [baby, motherToo],
    );

  test('is hidden where neither a date nor the mother is known', async () => {
    expect(await sees(leadWorker)).toContain('baby');
    await isUndated();
    expect(await sees(leadWorker)).not.toContain('baby');
    expect(await reads(leadWorker, baby, 'IDENTITY')).toBe('HIDDEN');
    await expect(gives(amara, baby, 'HEALTH_CONTACTS')).rejects.toThrow('NOT_FOUND personId');
    expect(await explains(leadWorker, baby, 'IDENTITY')).toBeNull();
  });

  test('follows the mother’s PREGNANCY where she is known', async () => {
    await isUndated(false);
    expect(await sees(leadWorker)).toContain('baby');
    await restricts(amara, 'SEALED', { categories: ['PREGNANCY'], silent: false, absolute: true });
    expect(await sees(leadWorker)).not.toContain('baby');
  });

  test('is hidden from managers too, who do not put them into another family', async () => {
    await isUndated();
    const opening = (personId: string) => changes(manager, 'openFamily', { name: 'New', members: [{ personId, role: 'CHILD' }] });
    await expect(opening(baby)).rejects.toThrow('NOT_FOUND members.0.personId');
    await isProposed(baby, leadWorker);
    expect((await managed()).proposals).toEqual([]);
  });

  test('is born with a date of birth, whatever the family calls them', async () => {
    await sql('update person set date_of_birth = $2, due_date = null, unborn_child_of_id = null where id = $1', [baby, today()]);
    expect(await sees(leadWorker)).toContain('baby');
  });
});

describe('The order of a family’s members', () => {
  const ids = async () => {
    const document = 'query($id: ID!) { family(id: $id, purpose: EARLY_HELP) { members { person { id } } } }';
    const { members } = await answerTo<{ members: { person: { id: string } }[] }>(leadWorker, document, { id: FAMILY });
    return members.map(({ person }) => person.id);
  };

  test.each([false, true])('says nothing of an age that is withheld: last, by id (silently: %s)', async (silent) => {
    const before = await ids();
    expect(before.slice(0, 3)).toEqual([baby, toby, chidera]);
    for (const person of [toby, chidera]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await restricts(person, 'SEALED', { categories: ['IDENTITY'], silent, absolute: true });
    }
    const others = before.filter((id) => id !== toby && id !== chidera);
    expect(await ids()).toEqual([...others, ...[toby, chidera].toSorted()]);
    await turns(toby, 40);
    await turns(chidera, 1);
    expect(await ids()).toEqual([...others, ...[toby, chidera].toSorted()]);
  });
});
