/** Rule 5: agreement to share, per person, category, purpose and recipient: which of several decisions stands, and until when. */
import { describe, expect, test } from 'vitest';
import {
  ago,
  amara,
  asksFor,
  chidera,
  COMMUNITY_HEALTH,
  comparable,
  daniel,
  day,
  decisionLogged,
  explains,
  FAMILY,
  answerTo,
  from,
  gareth,
  gives,
  holdsNoLonger,
  itIs,
  leadWorker,
  otherWorker,
  passes,
  reads,
  refuses,
  restore,
  schoolNurse,
  tellStories,
  toby,
  today,
  turns,
  withdraws,
} from './story.ts';

tellStories();

describe('“Agreement to share, per person, category, purpose, recipient”', () => {
  test('What was agreed with one organisation is not agreed with another', async () => {
    await gives(amara, toby, 'SUBSTANCE_MISUSE');
    expect(await reads(leadWorker, toby, 'SUBSTANCE_MISUSE')).toBe('NothingHeld');
    expect(await reads(schoolNurse, toby, 'SUBSTANCE_MISUSE')).toBe('NO_CONSENT');
    await gives(amara, toby, 'SUBSTANCE_MISUSE', { to: COMMUNITY_HEALTH });
    expect(await reads(schoolNurse, toby, 'SUBSTANCE_MISUSE')).toBe('NothingHeld');
  });

  test('What was agreed for one child or one category is not agreed for another', async () => {
    await gives(amara, toby, 'SUBSTANCE_MISUSE');
    expect(await reads(leadWorker, chidera, 'SUBSTANCE_MISUSE')).toBe('NO_CONSENT');
    await withdraws(amara, toby, 'ATTENDANCE');
    expect(await reads(leadWorker, toby, 'HEALTH_CONTACTS')).toBe('HealthContacts');
  });

  test('Either parent’s agreement is enough where nobody refuses', async () => {
    await gives(gareth, toby, 'SUBSTANCE_MISUSE');
    expect(await reads(leadWorker, toby, 'SUBSTANCE_MISUSE')).toBe('NothingHeld');
  });
});

describe('“Each giver’s latest decision stands, ordered by when it was decided, then by entry”', () => {
  test('A parent who thinks again is heard, both ways', async () => {
    await refuses(amara, toby, 'HEALTH_CONTACTS');
    expect(await reads(leadWorker, toby, 'HEALTH_CONTACTS')).toBe('NO_CONSENT');
    await gives(amara, toby, 'HEALTH_CONTACTS');
    expect(await reads(leadWorker, toby, 'HEALTH_CONTACTS')).toBe('HealthContacts');
  });

  test('A form entered late counts from the day it was decided: a later refusal stands', async () => {
    await refuses(amara, toby, 'HEALTH_CONTACTS', { at: ago({ days: 1 }) });
    await gives(amara, toby, 'HEALTH_CONTACTS', { at: ago({ days: 3 }) });
    expect(await reads(leadWorker, toby, 'HEALTH_CONTACTS')).toBe('NO_CONSENT');
  });

  test('Of two decisions of one moment the one entered later stands', async () => {
    const at = ago({ hours: 1 });
    await refuses(amara, toby, 'HEALTH_CONTACTS', { at });
    await gives(amara, toby, 'HEALTH_CONTACTS', { at });
    expect(await reads(leadWorker, toby, 'HEALTH_CONTACTS')).toBe('HealthContacts');
    await refuses(amara, toby, 'HEALTH_CONTACTS', { at });
    expect(await reads(leadWorker, toby, 'HEALTH_CONTACTS')).toBe('NO_CONSENT');
  });

  test('Nothing can be decided in the future, nor before the child was born', async () => {
    await expect(gives(amara, toby, 'ATTENDANCE', { at: from({ days: 1 }) })).rejects.toThrow('IN_THE_FUTURE');
    await expect(gives(amara, toby, 'ATTENDANCE', { at: ago({ days: 9 * 366 }) })).rejects.toThrow('BEFORE_BIRTH');
  });

  test('A consent given until a day ends with that day', async () => {
    await gives(daniel, daniel, 'TENANCY', { until: day(7) });
    passes({ days: 7 });
    expect(await reads(leadWorker, daniel, 'TENANCY')).toBe('Tenancy');
    passes({ days: 1 });
    expect(await reads(leadWorker, daniel, 'TENANCY')).toBe('NO_CONSENT');
  });
});

describe('“One holder’s consent against another’s standing refusal … A refusal is answered only by that giver’s new decision”', () => {
  test('Parents who disagree: nothing is shown, and the log knows that they do', async () => {
    expect(await reads(leadWorker, toby, 'MENTAL_HEALTH')).toBe('NO_CONSENT');
    expect(await decisionLogged(leadWorker, toby, 'MENTAL_HEALTH')).toMatchObject({ internalReason: 'DECISION_DISPUTED' });
  });

  test('However often the one parent agrees, the other’s refusal stands until that parent agrees', async () => {
    await gives(amara, toby, 'MENTAL_HEALTH');
    expect(await reads(leadWorker, toby, 'MENTAL_HEALTH')).toBe('NO_CONSENT');
    await gives(gareth, toby, 'MENTAL_HEALTH');
    expect(await reads(leadWorker, toby, 'MENTAL_HEALTH')).toBe('NothingHeld');
  });

  test('A refusal ends with the parental responsibility of who refused', async () => {
    await holdsNoLonger(gareth, toby);
    expect(await reads(leadWorker, toby, 'MENTAL_HEALTH')).toBe('NothingHeld');
  });
});

describe('“A withdrawal never revives anything older”', () => {
  test('A form entered days after a withdrawal does not undo it; one that was decided since does', async () => {
    await withdraws(amara, toby, 'ATTENDANCE', { at: ago({ days: 2 }) });
    await gives(amara, toby, 'ATTENDANCE', { at: ago({ days: 5 }) });
    expect(await reads(leadWorker, toby, 'ATTENDANCE')).toBe('NO_CONSENT');
    await gives(amara, toby, 'ATTENDANCE', { at: ago({ days: 1 }) });
    expect(await reads(leadWorker, toby, 'ATTENDANCE')).toBe('Attendance');
  });

  test('One parent’s withdrawal ends the other’s older consent too', async () => {
    await withdraws(amara, toby, 'ATTENDANCE');
    expect(await decisionLogged(leadWorker, toby, 'ATTENDANCE')).toMatchObject({ internalReason: 'WITHDRAWN' });
    await gives(gareth, toby, 'ATTENDANCE');
    expect(await reads(leadWorker, toby, 'ATTENDANCE')).toBe('Attendance');
  });

  test('A second withdrawal leaves no earlier consent standing', async () => {
    await gives(amara, toby, 'SUBSTANCE_MISUSE', { at: ago({ days: 4 }) });
    await withdraws(amara, toby, 'SUBSTANCE_MISUSE', { at: ago({ days: 3 }) });
    await gives(amara, toby, 'SUBSTANCE_MISUSE', { at: ago({ days: 2 }) });
    await withdraws(amara, toby, 'SUBSTANCE_MISUSE', { at: ago({ days: 1 }) });
    expect(await reads(leadWorker, toby, 'SUBSTANCE_MISUSE')).toBe('NO_CONSENT');
  });

  test('A withdrawal dated before every consent there is is taken for a slip, and not recorded', async () => {
    await expect(withdraws(amara, toby, 'ATTENDANCE', { at: ago({ days: 2_000 }) })).rejects.toThrow('ENDS_NOTHING');
  });

  test('A withdrawal takes back nobody’s refusal', async () => {
    await withdraws(gareth, toby, 'MENTAL_HEALTH');
    await gives(amara, toby, 'MENTAL_HEALTH');
    expect(await decisionLogged(leadWorker, toby, 'MENTAL_HEALTH')).toMatchObject({ internalReason: 'DECISION_DISPUTED' });
  });

  test('A withdrawal is for every organisation, whoever enters it', async () => {
    expect(await reads(schoolNurse, toby, 'ATTENDANCE')).toBe('Attendance');
    await withdraws(gareth, toby, 'ATTENDANCE');
    expect(await reads(schoolNurse, toby, 'ATTENDANCE')).toBe('NO_CONSENT');
  });
});

describe('“Withdrawn by: the giver, any holder, or the subject from 12 years without a competence test”', () => {
  test('A child withdraws on their 12th birthday, and not the day before', async () => {
    await turns(toby, 12, day(1));
    await expect(withdraws(toby, toby, 'ATTENDANCE')).rejects.toThrow('MAY_NOT_WITHDRAW');
    expect(await reads(leadWorker, toby, 'ATTENDANCE')).toBe('Attendance');
    await turns(toby, 12);
    await withdraws(toby, toby, 'ATTENDANCE');
    expect(await reads(leadWorker, toby, 'ATTENDANCE')).toBe('NO_CONSENT');
  });

  test('A holder withdraws what the other one agreed to; a stepfather cannot', async () => {
    await expect(withdraws(daniel, toby, 'HEALTH_CONTACTS')).rejects.toThrow('MAY_NOT_WITHDRAW');
    await withdraws(gareth, toby, 'HEALTH_CONTACTS');
    expect(await reads(leadWorker, toby, 'HEALTH_CONTACTS')).toBe('NO_CONSENT');
  });

  test('Nobody withdraws for an adult but the adult', async () => {
    await expect(withdraws(gareth, amara, 'TENANCY')).rejects.toThrow('MAY_NOT_WITHDRAW');
    await withdraws(amara, amara, 'TENANCY');
    expect(await reads(leadWorker, amara, 'TENANCY')).toBe('NO_CONSENT');
  });
});

describe('“A parent’s consent for a child lapses at the start of the 16th birthday, Europe/London”', () => {
  /** The next such day of the year, on which Toby turns 16. */
  const birthday = async (rest: string) => {
    const year = Number(today().slice(0, 4)) + (today().slice(5) < rest ? 0 : 1);
    await turns(toby, 16, `${year}-${rest}`);
    return (time: string, days = 0) => new Date(Date.parse(`${year}-${rest}T${time}Z`) + days * 86_400_000).toISOString();
  };

  test('In summer time that is 23:00 in UTC, the evening before', async () => {
    const at = await birthday('07-15');
    itIs(at('22:59:59', -1));
    expect(await reads(leadWorker, toby, 'HEALTH_CONTACTS')).toBe('HealthContacts');
    itIs(at('23:00:00', -1));
    expect(await reads(leadWorker, toby, 'HEALTH_CONTACTS')).toBe('NO_CONSENT');
  });

  test('In winter time that is midnight in UTC', async () => {
    const at = await birthday('01-15');
    itIs(at('23:59:59', -1));
    expect(await reads(leadWorker, toby, 'HEALTH_CONTACTS')).toBe('HealthContacts');
    itIs(at('00:00:00'));
    expect(await reads(leadWorker, toby, 'HEALTH_CONTACTS')).toBe('NO_CONSENT');
  });

  test('From then on the young person’s own agreement counts', async () => {
    await turns(toby, 16);
    expect(await decisionLogged(leadWorker, toby, 'HEALTH_CONTACTS')).toMatchObject({ internalReason: 'LAPSED' });
    await gives(toby, toby, 'HEALTH_CONTACTS');
    expect(await reads(leadWorker, toby, 'HEALTH_CONTACTS')).toBe('HealthContacts');
  });

  test('The lead worker is reminded at 12, for 12 weeks before 16, and once the consent has lapsed', async () => {
    const document = 'query($id: ID!) { family(id: $id, purpose: EARLY_HELP) { consentReviews { prompt person { id } } } }';
    const prompts = async () => {
      const { consentReviews } = await answerTo<{ consentReviews: { prompt: string; person: { id: string } }[] }>(
        leadWorker,
        document,
        { id: FAMILY },
      );
      return consentReviews.filter(({ person }) => person.id === toby).map(({ prompt }) => prompt);
    };
    expect(await prompts()).toEqual([]);
    await turns(toby, 12);
    expect(await prompts()).toEqual(['TURNED_12']);
    await turns(toby, 16, day(84));
    expect(await prompts()).toContain('TURNS_16');
    await turns(toby, 16, day(85));
    expect(await prompts()).not.toContain('TURNS_16');
    await turns(toby, 16);
    expect(await prompts()).toEqual(['TURNED_16']);
  });
});

describe('“Never asked, refused, withdrawn, lapsed and disputed read NO_CONSENT with one explanation and one remedy”', () => {
  const ways: Record<string, () => Promise<unknown>> = {
    NEVER_ASKED: async () => undefined,
    REFUSED: () => refuses(gareth, toby, 'SUBSTANCE_MISUSE'),
    WITHDRAWN: async () => {
      await gives(amara, toby, 'SUBSTANCE_MISUSE');
      await withdraws(amara, toby, 'SUBSTANCE_MISUSE');
    },
    LAPSED: async () => {
      await gives(amara, toby, 'SUBSTANCE_MISUSE', { at: ago({ days: 1 }) });
      await turns(toby, 16);
    },
    DECISION_DISPUTED: async () => {
      await gives(amara, toby, 'SUBSTANCE_MISUSE');
      await refuses(gareth, toby, 'SUBSTANCE_MISUSE');
    },
  };

  test('The answers are the same byte for byte; only the log tells which it is', async () => {
    const answers: unknown[] = [];
    for (const [reason, happens] of Object.entries(ways)) {
      // oxlint-disable no-await-in-loop -- one after the other, each on a family as it was made
      await happens();
      answers.push(comparable(await asksFor(leadWorker, toby, ['SUBSTANCE_MISUSE'])));
      expect(await decisionLogged(leadWorker, toby, 'SUBSTANCE_MISUSE')).toMatchObject({ internalReason: reason });
      await restore();
      // oxlint-enable no-await-in-loop
    }
    expect(JSON.stringify(answers[0])).toContain('NO_CONSENT');
    expect(answers).toEqual(Object.keys(ways).map(() => answers[0]));
  });

  test('The lead worker is told of a refusal not to ask again unless circumstances change; nobody else of the service is', async () => {
    await refuses(gareth, toby, 'SUBSTANCE_MISUSE');
    const explained = await explains(leadWorker, toby, 'SUBSTANCE_MISUSE');
    expect(explained).toMatchObject({ reason: 'NO_CONSENT', remedy: 'Do not ask again unless circumstances change.' });
    expect(await explains(otherWorker, toby, 'SUBSTANCE_MISUSE')).toBeNull();
  });
});
