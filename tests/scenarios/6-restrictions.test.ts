/** Rule 6: restrictions stand above every agreement and consent. */
import { describe, expect, test } from 'vitest';
import { callerId } from '#demo/callers.ts';
import { ABSENT_ID } from '#tests/support/hub.ts';
import {
  amara,
  askedOfAgencies,
  asksFor,
  baby,
  chidera,
  COMMUNITY_HEALTH,
  comparable,
  councilApp,
  daniel,
  from,
  gareth,
  gives,
  leadWorker,
  lifts,
  managed,
  manager,
  passes,
  reads,
  readsAltogether,
  restricts,
  schoolNurse,
  sees,
  sql,
  tellStories,
  through,
  toby,
} from './story.ts';

tellStories();

describe('“SEALED: adoption, gender recognition, witness protection … visible or silent”', () => {
  test('Somebody under a silent seal is nowhere, and asking for them is answered like asking for nobody', async () => {
    await restricts(gareth, 'SEALED', { silent: true });
    expect(await sees(leadWorker)).toEqual(['amara', 'baby', 'chidera', 'daniel', 'toby']);
    const sealed = await asksFor(leadWorker, gareth, ['IDENTITY']);
    expect(comparable(sealed)).toEqual(comparable(await asksFor(leadWorker, ABSENT_ID, ['IDENTITY'])));
  });

  test('The manager sees nothing of them either, not even that they decided anything', async () => {
    const ids = async () => (await managed(manager)).consents.map(({ personId }) => personId);
    expect(await ids()).toContain(gareth);
    await restricts(gareth, 'SEALED', { silent: true });
    expect(await ids()).not.toContain(gareth);
  });

  test('To record something for them is answered like recording it for nobody', async () => {
    await restricts(toby, 'SEALED', { silent: true });
    const problems = (child: string) => gives(amara, child, 'ATTENDANCE').catch(({ message }: Error) => message);
    expect(await problems(toby)).toBe('NOT_FOUND personId');
    expect(await problems(toby)).toBe(await problems(ABSENT_ID));
  });

  test('A seal that may be noticed protects every category', async () => {
    await restricts(gareth, 'SEALED');
    expect(await readsAltogether(leadWorker, gareth)).toEqual(['PROTECTED']);
  });
});

describe('“SUBJECT_LOCK … recipients they bind or exempt”', () => {
  test('A mother does not want one worker to see her records: that worker reads CONFLICT, the others read on', async () => {
    await restricts(amara, 'SUBJECT_LOCK', { binds: [callerId(leadWorker)] });
    // Her address is protected besides.
    expect(await readsAltogether(leadWorker, amara)).toEqual(['CONFLICT', 'PROTECTED']);
    expect(await reads(schoolNurse, amara, 'HEALTH_CONTACTS')).toBe('HealthContacts');
    expect(await reads(leadWorker, toby, 'ATTENDANCE')).toBe('Attendance');
  });

  test('A silent lock hides her from that worker alone', async () => {
    await restricts(gareth, 'SUBJECT_LOCK', { binds: [callerId(leadWorker)], silent: true });
    expect(await reads(leadWorker, gareth, 'IDENTITY')).toBe('HIDDEN');
    expect(await reads(schoolNurse, gareth, 'IDENTITY')).toBe('Identity');
  });

  test('One that binds an organisation binds all who work there, and nobody else', async () => {
    await restricts(toby, 'SUBJECT_LOCK', { binds: [COMMUNITY_HEALTH] });
    expect(await readsAltogether(schoolNurse, toby)).toEqual(['CONFLICT']);
    expect(await reads(leadWorker, toby, 'ATTENDANCE')).toBe('Attendance');
  });

  test('One that binds a council app binds the worker who asks through it', async () => {
    await restricts(toby, 'SUBJECT_LOCK', { binds: [callerId(councilApp)] });
    expect(await reads(leadWorker, toby, 'ATTENDANCE')).toBe('Attendance');
    expect(await reads(through(leadWorker), toby, 'ATTENDANCE')).toBe('CONFLICT');
  });
});

describe('“COURT_ORDER … from, until”', () => {
  test('On one category it withholds that one, whoever agrees, and the agency is not asked', async () => {
    await restricts(toby, 'COURT_ORDER', { categories: ['ATTENDANCE'] });
    await gives(amara, toby, 'ATTENDANCE');
    const asked = await askedOfAgencies(async () => {
      expect(await reads(leadWorker, toby, 'ATTENDANCE')).toBe('RESTRICTED');
      expect(await reads(leadWorker, toby, 'SUSPENSIONS')).toBe('NothingHeld');
    });
    expect(asked).toEqual([`${toby} SUSPENSIONS`]);
  });

  test('It begins when it says and ends when it says', async () => {
    await restricts(toby, 'COURT_ORDER', { categories: ['ATTENDANCE'], from: from({ hours: 1 }), until: from({ hours: 3 }) });
    expect(await reads(leadWorker, toby, 'ATTENDANCE')).toBe('Attendance');
    passes({ hours: 2 });
    expect(await reads(leadWorker, toby, 'ATTENDANCE')).toBe('RESTRICTED');
    passes({ hours: 2 });
    expect(await reads(leadWorker, toby, 'ATTENDANCE')).toBe('Attendance');
  });

  test('Lifted, it ends at once', async () => {
    const order = await restricts(toby, 'COURT_ORDER');
    expect(await readsAltogether(leadWorker, toby)).toEqual(['RESTRICTED']);
    await lifts(order);
    expect(await reads(leadWorker, toby, 'ATTENDANCE')).toBe('Attendance');
    await expect(lifts(order)).rejects.toThrow('ALREADY_ENDED');
  });

  test('A silent one on some categories reads like a missing consent, byte for byte', async () => {
    const withoutConsent = comparable(await asksFor(leadWorker, toby, ['SUBSTANCE_MISUSE']));
    await gives(amara, toby, 'SUBSTANCE_MISUSE');
    await restricts(toby, 'COURT_ORDER', { categories: ['SUBSTANCE_MISUSE', 'POLICE_REFERRALS'], silent: true });
    expect(comparable(await asksFor(leadWorker, toby, ['SUBSTANCE_MISUSE']))).toEqual(withoutConsent);
    // What is withheld anyway keeps its reason.
    expect(await reads(leadWorker, toby, 'POLICE_REFERRALS')).toBe('OUTSIDE_AGREEMENT');
  });
});

describe('“Absolute or overridable”', () => {
  const nurse = callerId(schoolNurse);

  test('An overridable one does not bind a worker whom it exempts', async () => {
    await restricts(toby, 'COURT_ORDER', { categories: ['ATTENDANCE'], exempt: [nurse], absolute: false });
    expect(await reads(schoolNurse, toby, 'ATTENDANCE')).toBe('Attendance');
    expect(await reads(leadWorker, toby, 'ATTENDANCE')).toBe('RESTRICTED');
  });

  test('An absolute one exempts nobody', async () => {
    await expect(restricts(toby, 'COURT_ORDER', { exempt: [nurse] })).rejects.toThrow('ABSOLUTE_EXEMPTS_NOBODY');
  });

  test('Nobody but information governance places or lifts one', async () => {
    const order = await restricts(toby, 'COURT_ORDER');
    for (const who of [leadWorker, manager, 'mash', 'dpo', 'steward', 'operator', councilApp]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await expect(restricts(toby, 'COURT_ORDER', {}, who)).rejects.toThrow('NOT_ENTITLED');
      // oxlint-disable-next-line no-await-in-loop
      await expect(lifts(order, who)).rejects.toThrow('NOT_ENTITLED');
    }
  });
});

describe('“PROTECTED_ADDRESS … everyone of a protected household”', () => {
  test('The address of everybody who lives there is protected; the father’s, who lives elsewhere, is shown', async () => {
    for (const person of [baby, toby, chidera, amara, daniel]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect(await reads(leadWorker, person, 'ADDRESS')).toBe('PROTECTED');
    }
    expect(await reads(leadWorker, gareth, 'ADDRESS')).toBe('Address');
  });

  test('Who moves in is protected with them', async () => {
    await sql('update person set household_id = (select household_id from person where id = $1) where id = $2', [amara, gareth]);
    expect(await reads(leadWorker, gareth, 'ADDRESS')).toBe('PROTECTED');
  });

  test('A worker whom it names as exempt sees it; the others do not', async () => {
    await restricts(gareth, 'PROTECTED_ADDRESS', { exempt: [callerId(leadWorker)], absolute: false });
    expect(await reads(leadWorker, gareth, 'ADDRESS')).toBe('Address');
    expect(await reads(schoolNurse, gareth, 'ADDRESS')).toBe('PROTECTED');
  });
});
