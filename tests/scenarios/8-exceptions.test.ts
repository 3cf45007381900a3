/** Rule 8: safeguarding decisions and overrides. They open SAFEGUARDING for whom and what they name, for a while. */
import { describe, expect, test } from 'vitest';
import { addDays, londonDate, startOfLondonDay } from '#terms/clock.ts';
import { workingDaysAfter } from '#terms/working-days.ts';
import { ABSENT_ID } from '#tests/support/hub.ts';
import {
  agreed,
  amara,
  answered,
  approves,
  answerTo,
  breaksTheGlass,
  changes,
  chidera,
  closes,
  councilApp,
  decisionLogged,
  dies,
  EARLY_HELP,
  ends,
  from,
  gareth,
  governance,
  itemsSeen,
  leadWorker,
  logged,
  manager,
  mash,
  opens,
  otherWorker,
  passes,
  proposesToOpen,
  reads,
  readsAltogether,
  restricts,
  schoolNurse,
  sees,
  signedInAs,
  tellStories,
  through,
  today,
  toby,
  turns,
} from './story.ts';
import type { Who } from './story.ts';

tellStories();

const safeguarding = (who: Who, person: string, category: string) => reads(who, person, category, 'SAFEGUARDING');

describe('“Safeguarding decision: MASH or section 47; named people and categories, reason, approver ≠ caller, ends within 15 working days”', () => {
  test('Proposed, it opens nothing; approved by a second person, it opens what it names, to whom it names', async () => {
    const id = await proposesToOpen(toby, ['MENTAL_HEALTH']);
    expect(await safeguarding(otherWorker, toby, 'MENTAL_HEALTH')).toBe('HIDDEN');
    await expect(approves(id, mash)).rejects.toThrow('SECOND_PERSON_NEEDED');
    await approves(id, manager);
    expect(await safeguarding(otherWorker, toby, 'MENTAL_HEALTH')).toBe('NothingHeld');
    expect(await safeguarding(mash, toby, 'MENTAL_HEALTH')).toBe('HIDDEN');
  });

  test('It opens no other category and no other person', async () => {
    await opens(toby, ['MENTAL_HEALTH']);
    expect(await safeguarding(otherWorker, toby, 'ATTENDANCE')).toBe('PURPOSE_NOT_OPEN');
    expect(await safeguarding(otherWorker, toby, 'IDENTITY')).toBe('Identity');
    expect(await safeguarding(otherWorker, chidera, 'MENTAL_HEALTH')).toBe('HIDDEN');
  });

  test('For a whole organisation it opens to all who work there and may ask for SAFEGUARDING', async () => {
    await opens(toby, ['ATTENDANCE'], { for: ['northmere-mash', EARLY_HELP] });
    expect(await safeguarding(mash, toby, 'ATTENDANCE')).toBe('Attendance');
    expect(await safeguarding(otherWorker, toby, 'ATTENDANCE')).toBe('Attendance');
    expect(await safeguarding(signedInAs(manager, 'MANAGER'), toby, 'ATTENDANCE')).toBe('HIDDEN');
  });

  test('It ends when it says, and at once where somebody ends it', async () => {
    await opens(toby, ['ATTENDANCE'], { until: from({ hours: 2 }) });
    passes({ hours: 2, minutes: 1 });
    expect(await safeguarding(otherWorker, toby, 'ATTENDANCE')).toBe('HIDDEN');
    const id = await opens(toby, ['ATTENDANCE']);
    expect(await safeguarding(otherWorker, toby, 'ATTENDANCE')).toBe('Attendance');
    await changes(mash, 'endSafeguardingDecision', { decisionId: id });
    expect(await safeguarding(otherWorker, toby, 'ATTENDANCE')).toBe('HIDDEN');
  });

  test('It lasts to the end of the 15th working day at the latest', async () => {
    const latest = startOfLondonDay(addDays(workingDaysAfter(today(), 15), 1));
    await opens(toby, ['ATTENDANCE'], { until: latest.toISOString() });
    const later = new Date(latest.getTime() + 60_000);
    expect(londonDate(later) > workingDaysAfter(today(), 15)).toBe(true);
    await expect(opens(toby, ['ATTENDANCE'], { until: later.toISOString() })).rejects.toThrow('ENDS_TOO_LATE');
  });

  test('It needs a reason, and whom, what and for whom', async () => {
    const input = {
      ground: 'MASH',
      personIds: [toby],
      categories: ['ATTENDANCE'],
      recipients: [EARLY_HELP],
      endsAt: from({ days: 1 }),
    };
    const record = (more: object) => changes(mash, 'recordSafeguardingDecision', { ...input, reason: 'Made up', ...more });
    await expect(record({ reason: ' ' })).rejects.toThrow('TEXT_NEEDED reason');
    for (const field of ['personIds', 'categories', 'recipients']) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await expect(record({ [field]: [] })).rejects.toThrow(`NOTHING_NAMED ${field}`);
    }
  });

  test('Only the front door and managers decide it', async () => {
    for (const by of [leadWorker, governance, 'dpo', councilApp]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await expect(proposesToOpen(toby, ['ATTENDANCE'], { by })).rejects.toThrow('NOT_ENTITLED');
    }
  });
});

describe('“Override (break glass): an entitled worker alone, named people and categories, reason code and narrative, ≤ 4 hours”', () => {
  test('A worker who knows nothing of the family sees what they name, for four hours and no longer', async () => {
    expect(await safeguarding(otherWorker, toby, 'ATTENDANCE')).toBe('HIDDEN');
    await breaksTheGlass(toby, ['ATTENDANCE']);
    expect(await safeguarding(otherWorker, toby, 'ATTENDANCE')).toBe('Attendance');
    passes({ hours: 3, minutes: 59 });
    expect(await safeguarding(otherWorker, toby, 'ATTENDANCE')).toBe('Attendance');
    passes({ minutes: 1 });
    expect(await safeguarding(otherWorker, toby, 'ATTENDANCE')).toBe('HIDDEN');
  });

  test('Nobody takes more than four hours', async () => {
    await expect(breaksTheGlass(toby, ['ATTENDANCE'], { hours: 5 })).rejects.toThrow('ENDS_TOO_LATE');
    await breaksTheGlass(toby, ['ATTENDANCE'], { hours: 1 });
    passes({ hours: 1 });
    expect(await safeguarding(otherWorker, toby, 'ATTENDANCE')).toBe('HIDDEN');
  });

  test('It opens to that worker alone, and ends at once when they end it', async () => {
    const id = await breaksTheGlass(toby, ['ATTENDANCE']);
    expect(await safeguarding(schoolNurse, toby, 'ATTENDANCE')).toBe('PURPOSE_NOT_OPEN');
    expect(await safeguarding(mash, toby, 'ATTENDANCE')).toBe('HIDDEN');
    await changes(otherWorker, 'endOverride', { overrideId: id });
    expect(await safeguarding(otherWorker, toby, 'ATTENDANCE')).toBe('HIDDEN');
  });

  test('Neither managers, nor officers, nor apps break the glass', async () => {
    for (const by of [manager, governance, 'dpo', 'steward', 'operator', councilApp]) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await expect(breaksTheGlass(toby, ['ATTENDANCE'], { by })).rejects.toThrow('NOT_ENTITLED');
    }
  });

  test('Nobody breaks it for their own family', async () => {
    await changes(otherWorker, 'declareInterest', { personId: toby, kind: 'FAMILY' });
    await expect(breaksTheGlass(toby, ['ATTENDANCE'])).rejects.toThrow('CONFLICT_OF_INTEREST');
  });

  test('To name nobody is answered like naming somebody: whether there is such a person is not told', async () => {
    await breaksTheGlass(ABSENT_ID, ['ATTENDANCE']);
    expect(await safeguarding(otherWorker, ABSENT_ID, 'ATTENDANCE')).toBe('HIDDEN');
  });

  test('It is on the worker’s screen while it lasts', async () => {
    const shown = () => answerTo(otherWorker, '{ myExceptions { kind categories endsAt } }');
    expect(await shown()).toEqual([]);
    await breaksTheGlass(toby, ['ATTENDANCE']);
    expect(await shown()).toMatchObject([{ kind: 'OVERRIDE', categories: ['ATTENDANCE'] }]);
    passes({ hours: 4 });
    expect(await shown()).toEqual([]);
  });

  test('That the glass was broken is in the log, and so is that each disclosure rests on it; what was written is not', async () => {
    const [leaf] = await logged(() => breaksTheGlass(toby, ['ATTENDANCE']));
    expect(leaf).toMatchObject({ kind: 'OVERRIDE', person: toby, change: { what: ['LIVE', 'CHILD_MISSING'] } });
    expect(JSON.stringify(leaf)).not.toContain('Made up');
    const { basis } = await decisionLogged(otherWorker, toby, 'ATTENDANCE', 'SAFEGUARDING');
    expect(basis['override']).toBe(leaf?.change?.records?.[0]);
  });
});

describe('“Both lift assignment and steps 4, 5 and 8”', () => {
  test('Without assignment, consent or an open episode the override shows what it names', async () => {
    await closes('LEFT_SERVICE');
    await breaksTheGlass(chidera, ['MENTAL_HEALTH', 'HEALTH_CONTACTS']);
    expect(await safeguarding(otherWorker, chidera, 'MENTAL_HEALTH')).toBe('MentalHealth');
  });

  test('Under EARLY_HELP it changes nothing: the family is as hidden as before', async () => {
    await breaksTheGlass(toby, ['ATTENDANCE']);
    await opens(toby, ['ATTENDANCE']);
    expect(await reads(otherWorker, toby, 'ATTENDANCE')).toBe('HIDDEN');
    expect(await sees(otherWorker)).toBeNull();
  });

  test('A worker of the family reads more of a child by it, but under SAFEGUARDING only', async () => {
    await breaksTheGlass(chidera, ['MENTAL_HEALTH', 'HEALTH_CONTACTS'], { by: leadWorker });
    expect(await safeguarding(leadWorker, chidera, 'MENTAL_HEALTH')).toBe('MentalHealth');
    expect(await reads(leadWorker, chidera, 'MENTAL_HEALTH')).toBe('NO_CONSENT');
  });
});

describe('“Nothing else: never a restriction, an address, a missing agreement or its window”', () => {
  const EVERYTHING = ['IDENTITY', 'ADDRESS', 'ATTENDANCE', 'POLICE_REFERRALS', 'HEALTH_CONTACTS'];
  const inBothWays = async (person: string) => {
    await breaksTheGlass(person, EVERYTHING);
    await opens(person, EVERYTHING);
  };

  test('A protected address stays protected, and every place masked', async () => {
    await inBothWays(toby);
    expect(await safeguarding(otherWorker, toby, 'ADDRESS')).toBe('PROTECTED');
    const fields = '... on Attendance { school { name urn } source { service } }';
    expect(await answered(otherWorker, toby, 'ATTENDANCE', { purpose: 'SAFEGUARDING', fields })).toMatchObject({
      school: { name: null, urn: null },
      source: { service: null },
    });
  });

  test('A court order stays in force, overridable or not', async () => {
    await restricts(toby, 'COURT_ORDER', { categories: ['ATTENDANCE'], absolute: false });
    await inBothWays(toby);
    expect(await safeguarding(otherWorker, toby, 'ATTENDANCE')).toBe('RESTRICTED');
    expect(await safeguarding(otherWorker, toby, 'HEALTH_CONTACTS')).toBe('HealthContacts');
  });

  test('Who is under a silent seal stays hidden', async () => {
    await restricts(gareth, 'SEALED', { silent: true });
    await inBothWays(gareth);
    expect(await readsAltogether(otherWorker, gareth, 'SAFEGUARDING')).toEqual(['HIDDEN']);
  });

  test('Without an agreement for SAFEGUARDING nothing is shared', async () => {
    await breaksTheGlass(toby, ['ATTENDANCE'], { by: schoolNurse });
    expect(await safeguarding(schoolNurse, toby, 'ATTENDANCE')).toBe('NO_AGREEMENT');
    await inBothWays(toby);
    await ends('safeguarding-health');
    expect(await safeguarding(otherWorker, toby, 'HEALTH_CONTACTS')).toBe('NO_AGREEMENT');
  });

  test('The agreement’s ages and its months of history stay as agreed', async () => {
    await agreed('safeguarding-police', { minimumAge: 10 });
    await agreed('safeguarding-health', { historyMonths: 1 });
    await inBothWays(toby);
    expect(await safeguarding(otherWorker, toby, 'POLICE_REFERRALS')).toBe('OUTSIDE_AGREEMENT');
    await turns(toby, 10);
    expect(await safeguarding(otherWorker, toby, 'POLICE_REFERRALS')).toBe('PoliceReferrals');
    expect((await decisionLogged(otherWorker, toby, 'HEALTH_CONTACTS', 'SAFEGUARDING')).since! > addDays(today(), -32)).toBe(
      true,
    );
  });

  test('Somebody who has died is not opened either', async () => {
    await dies(amara);
    await inBothWays(amara);
    expect(await safeguarding(otherWorker, amara, 'HEALTH_CONTACTS')).toBe('DECEASED');
  });

  test('An app that acts for the worker needs SAFEGUARDING of its own', async () => {
    await breaksTheGlass(toby, ['ATTENDANCE']);
    expect(await safeguarding(otherWorker, toby, 'ATTENDANCE')).toBe('Attendance');
    expect(await safeguarding(through(otherWorker), toby, 'ATTENDANCE')).toBe('HIDDEN');
  });

  test('A CAMHS contact under an override needs both of its categories named', async () => {
    await breaksTheGlass(chidera, ['HEALTH_CONTACTS']);
    const seen = await itemsSeen(otherWorker, chidera, 'HEALTH_CONTACTS', 'id', 'SAFEGUARDING');
    await breaksTheGlass(chidera, ['MENTAL_HEALTH']);
    const more = await itemsSeen(otherWorker, chidera, 'HEALTH_CONTACTS', 'id', 'SAFEGUARDING');
    expect(more.length - seen.length).toBe(4);
  });
});
