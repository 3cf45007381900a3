/** Rule 4: one agreement permits or does not. */
import { beforeEach, describe, expect, test } from 'vitest';
import {
  activates,
  agreed,
  amara,
  answered,
  chidera,
  COMMUNITY_HEALTH,
  day,
  decisionLogged,
  EARLY_HELP,
  ends,
  from,
  gareth,
  gives,
  governance,
  leadWorker,
  passes,
  proposes,
  reads,
  schoolNurse,
  sql,
  tellStories,
  toby,
  turns,
} from './story.ts';

tellStories();

describe('“In force = activated by a second person, from ≤ now < until, provider and recipient party to it”', () => {
  /** The police agree to share with the school nurse's trust, too. */
  const withNurses = { like: 'police-referrals', recipients: [COMMUNITY_HEALTH], minimumAge: null };
  const nurseReads = () => reads(schoolNurse, toby, 'POLICE_REFERRALS');
  beforeEach(async () => {
    await gives(amara, toby, 'POLICE_REFERRALS', { to: COMMUNITY_HEALTH });
  });

  test('The family agreed, but no agreement names the nurse’s trust: nothing is shared until one does', async () => {
    expect(await nurseReads()).toBe('NO_AGREEMENT');
    await agreed('police-nurses', withNurses);
    expect(await nurseReads()).toBe('PoliceReferrals');
  });

  test('A proposal shares nothing, and who proposed it cannot activate it alone', async () => {
    const version = await proposes('police-nurses', withNurses);
    expect(await nurseReads()).toBe('NO_AGREEMENT');
    await expect(activates('police-nurses', version, governance)).rejects.toThrow('SECOND_PERSON_NEEDED');
    expect(await nurseReads()).toBe('NO_AGREEMENT');
    await activates('police-nurses', version);
    expect(await nurseReads()).toBe('PoliceReferrals');
  });

  test('One that begins tomorrow shares nothing today', async () => {
    await agreed('police-nurses', { ...withNurses, startsAt: from({ days: 1 }) });
    expect(await nurseReads()).toBe('NO_AGREEMENT');
    passes({ days: 1, minutes: 1 });
    expect(await nurseReads()).toBe('PoliceReferrals');
  });

  test('One that ended an hour ago shares nothing any more', async () => {
    await agreed('police-nurses', { ...withNurses, endsAt: from({ hours: 1 }) });
    expect(await nurseReads()).toBe('PoliceReferrals');
    passes({ hours: 2 });
    expect(await nurseReads()).toBe('NO_AGREEMENT');
  });

  test('One ended before its time ends at once, and no earlier version comes back', async () => {
    await agreed('police-nurses', withNurses);
    const version = await agreed('police-nurses', { historyMonths: 6 });
    expect(await nurseReads()).toBe('PoliceReferrals');
    await ends('police-nurses', version);
    expect(await nurseReads()).toBe('NO_AGREEMENT');
  });

  test('A new version takes the place of the old one even where it permits less, but not before it begins', async () => {
    await agreed('police-nurses', withNurses);
    await agreed('police-nurses', { minimumAge: 16, startsAt: from({ days: 1 }) });
    expect(await nurseReads()).toBe('PoliceReferrals');
    passes({ days: 1, minutes: 1 });
    expect(await nurseReads()).toBe('OUTSIDE_AGREEMENT');
  });

  test('One with another agency, or for another purpose, does not do', async () => {
    await agreed('housing-nurses', { like: 'housing-options', recipients: [COMMUNITY_HEALTH] });
    await agreed('police-nurses', { ...withNurses, purposes: ['SAFEGUARDING'] });
    expect(await nurseReads()).toBe('NO_AGREEMENT');
  });
});

describe('“The widest single one in force is used, two never combine”', () => {
  const tenancy = '... on Tenancy { detail tenure inArrears capacity }';
  const oneMonth = { like: 'housing-tenancies', detail: 'FULL', historyMonths: 1 };

  test('Of one for a summary and one in full, the one in full', async () => {
    expect(await answered(leadWorker, gareth, 'TENANCY', { fields: tenancy })).toMatchObject({
      detail: 'SUMMARY',
      inArrears: null,
    });
    await agreed('housing-full', { like: 'housing-tenancies', detail: 'FULL' });
    const seen = await answered(leadWorker, gareth, 'TENANCY', { fields: tenancy });
    expect(seen).toMatchObject({ detail: 'FULL', inArrears: false, capacity: 'SOLE_TENANT' });
  });

  test('In full for one month and a summary for two years: in full for one month, never in full for two years', async () => {
    await agreed('housing-full', oneMonth);
    const decision = await decisionLogged(leadWorker, gareth, 'TENANCY');
    expect(decision).toMatchObject({ detail: 'FULL', basis: { agreement: 'housing-full@1' } });
    expect(decision.since! > day(-32)).toBe(true);
  });

  test('The wider one is for older people: the narrower one is used', async () => {
    await agreed('housing-full', { ...oneMonth, minimumAge: 60 });
    expect(await decisionLogged(leadWorker, gareth, 'TENANCY')).toMatchObject({
      detail: 'SUMMARY',
      basis: { agreement: 'housing-tenancies@1' },
    });
  });

  test('One names the category and another the recipient: neither permits', async () => {
    await gives(amara, toby, 'MENTAL_HEALTH', { to: COMMUNITY_HEALTH });
    await agreed('health-early-help', { recipients: [EARLY_HELP] });
    await agreed('health-nurses', { like: 'health-early-help', recipients: [COMMUNITY_HEALTH], categories: ['HEALTH_CONTACTS'] });
    expect(await reads(schoolNurse, toby, 'HEALTH_CONTACTS')).toBe('HealthContacts');
    expect(await reads(schoolNurse, toby, 'MENTAL_HEALTH')).toBe('NO_AGREEMENT');
  });
});

describe('“Age or window → OUTSIDE_AGREEMENT”', () => {
  test('Police referrals are agreed from the age of 10: from the 10th birthday on, and not the day before', async () => {
    await turns(toby, 10, day(1));
    expect(await reads(leadWorker, toby, 'POLICE_REFERRALS')).toBe('OUTSIDE_AGREEMENT');
    await turns(toby, 10);
    expect(await reads(leadWorker, toby, 'POLICE_REFERRALS')).toBe('PoliceReferrals');
  });

  test('Attendance is agreed up to the age of 20: to the day before the 21st birthday', async () => {
    await turns(chidera, 21, day(1));
    expect(await reads(leadWorker, chidera, 'ATTENDANCE')).toBe('Attendance');
    await turns(chidera, 21);
    expect(await reads(leadWorker, chidera, 'ATTENDANCE')).toBe('OUTSIDE_AGREEMENT');
  });

  test('Whose age nobody knows is outside, where an agreement has a limit', async () => {
    await sql('update person set date_of_birth = null where id = $1', [toby]);
    expect(await reads(leadWorker, toby, 'ATTENDANCE')).toBe('OUTSIDE_AGREEMENT');
  });
});

describe('“`agreements check` rejects”', () => {
  /** The agreement again, changed a little so that it is a new version, and without what it has to cite. */
  const proposed = (id: string, legalBasis: object) => proposes(id, { historyMonths: 23, legalBasis });

  test.each([
    ['police data without an Article 10 condition', 'police-referrals', 'article10'],
    ['police data without the legal authority to leave Part 3', 'police-referrals', 'authorityToLeavePart3'],
    ['health data without a confidentiality route', 'health-early-help', 'confidentialityRoute'],
    ['health data without an Article 9 condition', 'health-early-help', 'article9'],
    ['any data without a statutory power', 'education-early-help', 'statutoryPower'],
    ['any data without a basis under UK GDPR Article 6', 'education-early-help', 'article6'],
    ['any data without a controller', 'housing-tenancies', 'controller'],
    ['any data without a data protection impact assessment', 'housing-tenancies', 'dataProtectionImpactAssessment'],
    ['any data without saying how long they are kept', 'police-missing', 'retention'],
    ['any data without the event from which that is counted', 'police-missing', 'retentionStarts'],
    ['demographics without their population', 'intake-housing', 'population'],
  ])('An agreement about %s is not taken', async (_what, id, field) => {
    await expect(proposed(id, { [field]: '' })).rejects.toThrow(`AGREEMENT_INCOMPLETE legalBasis.${field}`);
    await expect(proposed(id, {})).resolves.toBe(2);
  });

  test('An agreement that is not reviewed before it ends is not taken', async () => {
    await expect(proposed('housing-tenancies', { reviewOn: day(1_000) })).rejects.toThrow(
      'AGREEMENT_INCOMPLETE legalBasis.reviewOn',
    );
  });

  test('Nor is one that rests on Children Act 2004 s.16LA before its commencement is cited', async () => {
    const basis = { statutoryPower: 'Children Act 2004 s.16LA' };
    await expect(proposed('education-early-help', basis)).rejects.toThrow('AGREEMENT_INCOMPLETE');
    await expect(proposed('education-early-help', { ...basis, commencement: 'SI 2026/999' })).resolves.toBe(2);
  });
});
