/** Rule 5: one visit to a whole family, on one form. */
import { describe, expect, test } from 'vitest';
import {
  ago,
  amara,
  chidera,
  closes,
  daniel,
  day,
  decisionLogged,
  gareth,
  leadWorker,
  managed,
  reads,
  tellStories,
  ticks,
  toby,
  today,
  visits,
} from './story.ts';

tellStories();

describe('“One visit, whole family: each adult for themselves; unticked means not asked; all or nothing”', () => {
  test('Everybody’s ticks of one visit count from then on', async () => {
    await visits([
      ticks(daniel, daniel, ['TENANCY', 'MENTAL_HEALTH']),
      ticks(amara, amara, 'SUBSTANCE_MISUSE'),
      ticks(amara, toby, 'SUBSTANCE_MISUSE'),
      ticks(amara, toby, 'ATTENDANCE', 'REFUSED'),
    ]);
    expect(await reads(leadWorker, daniel, 'TENANCY')).toBe('Tenancy');
    expect(await reads(leadWorker, daniel, 'MENTAL_HEALTH')).toBe('NothingHeld');
    expect(await reads(leadWorker, amara, 'SUBSTANCE_MISUSE')).toBe('NothingHeld');
    expect(await reads(leadWorker, toby, 'SUBSTANCE_MISUSE')).toBe('NothingHeld');
    expect(await reads(leadWorker, toby, 'ATTENDANCE')).toBe('NO_CONSENT');
  });

  test('One row that cannot stand, and nothing of the form is recorded', async () => {
    const good = ticks(daniel, daniel, 'TENANCY');
    await expect(visits([good, ticks(daniel, toby, 'SUBSTANCE_MISUSE')])).rejects.toThrow(/^NOT_A_PR_HOLDER rows\.1/);
    expect(await reads(leadWorker, daniel, 'TENANCY')).toBe('NO_CONSENT');
    await visits([good]);
    expect(await reads(leadWorker, daniel, 'TENANCY')).toBe('Tenancy');
  });

  test('What was left unticked was not asked: it is neither agreed nor refused', async () => {
    await visits([ticks(daniel, daniel, 'TENANCY')]);
    expect(await decisionLogged(leadWorker, daniel, 'MENTAL_HEALTH')).toMatchObject({
      reason: 'NO_CONSENT',
      internalReason: 'NEVER_ASKED',
    });
    expect(await reads(leadWorker, amara, 'HEALTH_CONTACTS')).toBe('HealthContacts');
  });

  test('Nobody ticks for another adult', async () => {
    await expect(visits([ticks(amara, daniel, 'TENANCY')])).rejects.toThrow('SUBJECT_DECIDES');
    await expect(visits([ticks(gareth, amara, 'TENANCY')])).rejects.toThrow('SUBJECT_DECIDES');
  });

  test('A child ticks for themselves only where assessed competent', async () => {
    await expect(visits([ticks(toby, toby, 'SUBSTANCE_MISUSE')])).rejects.toThrow('COMPETENCE_NOT_ASSESSED');
    const competent = { assessedBy: 'Priya Nair', assessedOn: today() };
    await visits([ticks(chidera, chidera, 'SUBSTANCE_MISUSE', 'GIVEN', competent)]);
    expect(await reads(leadWorker, chidera, 'SUBSTANCE_MISUSE')).toBe('NothingHeld');
  });

  test('What one giver ticks both ways is no decision', async () => {
    const both = [ticks(daniel, daniel, 'TENANCY'), ticks(daniel, daniel, 'TENANCY', 'REFUSED')];
    await expect(visits(both)).rejects.toThrow('NAMED_TWICE');
  });

  test('A form of last week, entered today, does not undo what was decided since', async () => {
    await visits([ticks(daniel, daniel, 'TENANCY', 'REFUSED')], ago({ days: 1 }));
    await visits([ticks(daniel, daniel, 'TENANCY')], ago({ days: 7 }));
    expect(await reads(leadWorker, daniel, 'TENANCY')).toBe('NO_CONSENT');
  });
});

describe('“It also opens or renews agreement to the service”', () => {
  const agreedOn = async () => (await managed()).episodes[0]?.agreedOn;

  test('The manager sees the day of the visit; a form entered late does not take it back', async () => {
    expect(await agreedOn()).not.toBe(today());
    await visits([ticks(daniel, daniel, 'TENANCY')], ago({ days: 2 }));
    expect(await agreedOn()).toBe(day(-2));
    await visits([ticks(daniel, daniel, 'TENANCY')], ago({ days: 9 }));
    expect(await agreedOn()).toBe(day(-2));
  });

  test('Of a family whose episode is closed nothing is recorded', async () => {
    await closes('AIMS_ACHIEVED');
    await expect(visits([ticks(daniel, daniel, 'TENANCY')])).rejects.toThrow('NO_OPEN_EPISODE');
  });
});
