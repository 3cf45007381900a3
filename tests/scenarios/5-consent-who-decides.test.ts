/** Rule 5: who decides about sharing for a person, by age, competence, parental responsibility, care order and capacity. */
import { describe, expect, test } from 'vitest';
import {
  ago,
  amara,
  assesses,
  authority,
  chidera,
  daniel,
  day,
  decisionLogged,
  gareth,
  gives,
  holds,
  holdsNoLonger,
  leadWorker,
  passes,
  reads,
  refuses,
  sql,
  tellStories,
  toby,
  today,
  turns,
  withdraws,
} from './story.ts';

tellStories();

describe('“An adult for themselves”', () => {
  test('A stepfather who was never asked shows nothing until he agrees himself; his partner cannot agree for him', async () => {
    await expect(gives(amara, daniel, 'TENANCY')).rejects.toThrow('SUBJECT_DECIDES');
    expect(await reads(leadWorker, daniel, 'TENANCY')).toBe('NO_CONSENT');
    await gives(daniel, daniel, 'TENANCY');
    expect(await reads(leadWorker, daniel, 'TENANCY')).toBe('Tenancy');
  });

  test('An adult’s own refusal stands against a later decision in their best interests, by an attorney and by a deputy', async () => {
    await refuses(amara, amara, 'SUBSTANCE_MISUSE');
    const assessed = { assessedBy: 'A made-up doctor', assessedOn: today(), until: day(90) };
    await gives(null, amara, 'SUBSTANCE_MISUSE', { as: 'BEST_INTERESTS', ...assessed });
    await gives(gareth, amara, 'SUBSTANCE_MISUSE', { as: 'ATTORNEY', ...assessed });
    await gives(gareth, amara, 'SUBSTANCE_MISUSE', { as: 'DEPUTY', ...assessed });
    expect(await reads(leadWorker, amara, 'SUBSTANCE_MISUSE')).toBe('NO_CONSENT');
  });
});

describe('“16–17: presumed competent, themselves”', () => {
  test('A 16-year-old agrees without any assessment', async () => {
    await turns(chidera, 16);
    await gives(chidera, chidera, 'SUBSTANCE_MISUSE');
    expect(await reads(leadWorker, chidera, 'SUBSTANCE_MISUSE')).toBe('NothingHeld');
  });

  test('The parents of a 16-year-old cannot decide for them any more', async () => {
    await turns(chidera, 16);
    await expect(gives(amara, chidera, 'SUBSTANCE_MISUSE')).rejects.toThrow('SUBJECT_DECIDES');
    await expect(refuses(gareth, chidera, 'ATTENDANCE')).rejects.toThrow('SUBJECT_DECIDES');
  });

  test('A 16-year-old found to lack capacity for this decision does not decide it; a decision in their best interests counts', async () => {
    await turns(chidera, 16);
    await assesses(chidera, 'NOT_COMPETENT', 'SUBSTANCE_MISUSE');
    await expect(gives(chidera, chidera, 'SUBSTANCE_MISUSE')).rejects.toThrow('LACKS_CAPACITY');
    const assessed = { assessedBy: 'A made-up doctor', assessedOn: today(), until: day(90) };
    await gives(null, chidera, 'SUBSTANCE_MISUSE', { as: 'BEST_INTERESTS', ...assessed });
    expect(await reads(leadWorker, chidera, 'SUBSTANCE_MISUSE')).toBe('NothingHeld');
  });
});

describe('“Under 16: a child assessed competent for this decision decides, and their decision beats every parent’s”', () => {
  const competent = () => ({ assessedBy: 'Priya Nair', assessedOn: today() });

  test('A competent 15-year-old who refused is not overruled by both her parents', async () => {
    await gives(amara, chidera, 'MENTAL_HEALTH');
    await gives(gareth, chidera, 'MENTAL_HEALTH');
    expect(await reads(leadWorker, chidera, 'MENTAL_HEALTH')).toBe('NO_CONSENT');
  });

  test('A competent 15-year-old who agreed is not overruled by both her parents', async () => {
    await refuses(amara, chidera, 'SUSPENSIONS');
    await refuses(gareth, chidera, 'SUSPENSIONS');
    expect(await reads(leadWorker, chidera, 'SUSPENSIONS')).toBe('Suspensions');
  });

  test('A child who has not been assessed does not decide', async () => {
    await expect(refuses(toby, toby, 'HEALTH_CONTACTS')).rejects.toThrow('COMPETENCE_NOT_ASSESSED');
    expect(await reads(leadWorker, toby, 'HEALTH_CONTACTS')).toBe('HealthContacts');
    await refuses(toby, toby, 'HEALTH_CONTACTS', competent());
    expect(await reads(leadWorker, toby, 'HEALTH_CONTACTS')).toBe('NO_CONSENT');
  });

  test('A child assessed competent for one decision is not thereby competent for another', async () => {
    await assesses(toby, 'COMPETENT', 'SUSPENSIONS');
    await refuses(toby, toby, 'SUSPENSIONS');
    await expect(refuses(toby, toby, 'HEALTH_CONTACTS')).rejects.toThrow('COMPETENCE_NOT_ASSESSED');
  });

  test('An assessment says who made it, and is not later than the decision', async () => {
    await expect(gives(toby, toby, 'ATTENDANCE', { assessedOn: today() })).rejects.toThrow('COMPETENCE_NOT_ASSESSED');
    const afterwards = { ...competent(), at: ago({ days: 2 }) };
    await expect(gives(toby, toby, 'ATTENDANCE', afterwards)).rejects.toThrow('COMPETENCE_NOT_ASSESSED');
  });

  test('A child found not competent later is not held to what they agreed to; the parents decide, but a refusal stands', async () => {
    await assesses(chidera, 'NOT_COMPETENT', ['ATTENDANCE', 'MENTAL_HEALTH']);
    expect(await reads(leadWorker, chidera, 'ATTENDANCE')).toBe('NO_CONSENT');
    await gives(amara, chidera, ['ATTENDANCE', 'MENTAL_HEALTH']);
    expect(await reads(leadWorker, chidera, 'ATTENDANCE')).toBe('Attendance');
    expect(await reads(leadWorker, chidera, 'MENTAL_HEALTH')).toBe('NO_CONSENT');
  });
});

describe('“Otherwise holders of parental responsibility … Anyone else → NOT_A_PR_HOLDER”', () => {
  test('A stepfather without parental responsibility can neither agree nor refuse for a child', async () => {
    await expect(gives(daniel, toby, 'SUBSTANCE_MISUSE')).rejects.toThrow('NOT_A_PR_HOLDER');
    await expect(refuses(daniel, toby, 'ATTENDANCE')).rejects.toThrow('NOT_A_PR_HOLDER');
    expect(await reads(leadWorker, toby, 'ATTENDANCE')).toBe('Attendance');
  });

  test('A stepfather decides once his parental responsibility is recorded with its evidence, from that day on', async () => {
    await expect(holds(daniel, toby, { evidence: ' ' })).rejects.toThrow('TEXT_NEEDED');
    await holds(daniel, toby, { source: 'AGREEMENT', from: today() });
    await expect(gives(daniel, toby, 'SUBSTANCE_MISUSE', { at: ago({ days: 2 }) })).rejects.toThrow('NOT_A_PR_HOLDER');
    await gives(daniel, toby, 'SUBSTANCE_MISUSE');
    expect(await reads(leadWorker, toby, 'SUBSTANCE_MISUSE')).toBe('NothingHeld');
  });

  test('What somebody agreed to counts no more once they hold no parental responsibility', async () => {
    await gives(gareth, toby, 'SUBSTANCE_MISUSE');
    expect(await reads(leadWorker, toby, 'SUBSTANCE_MISUSE')).toBe('NothingHeld');
    await holdsNoLonger(gareth, toby);
    expect(await reads(leadWorker, toby, 'SUBSTANCE_MISUSE')).toBe('NO_CONSENT');
  });

  test('A court keeps a parent from deciding about mental health: that parent’s refusal counts no more, nor is a new one taken', async () => {
    expect(await reads(leadWorker, toby, 'MENTAL_HEALTH')).toBe('NO_CONSENT');
    await holds(gareth, toby, { source: 'BIRTH_REGISTRATION', courtLimits: ['MENTAL_HEALTH'] });
    expect(await reads(leadWorker, toby, 'MENTAL_HEALTH')).toBe('NothingHeld');
    await expect(refuses(gareth, toby, 'MENTAL_HEALTH')).rejects.toThrow('LIMITED_BY_COURT');
    await refuses(gareth, toby, 'ATTENDANCE');
    expect(await reads(leadWorker, toby, 'ATTENDANCE')).toBe('NO_CONSENT');
  });
});

describe('“A record of its own per child (holder; source; evidence; from; until; court limits)”', () => {
  const lastOf = async (holder: string) => {
    const rows = await sql(
      `select from_date::text as "from", until_date::text as "until", court_limits as "courtLimits", state from parental_responsibility
        where child_id = $1 and holder_id = $2 order by version desc limit 1`,
      [toby, holder],
    );
    return rows[0];
  };

  test('What is recorded anew of a holder leaves as it was what it does not say', async () => {
    const first = { from: day(-5), until: day(9), courtLimits: ['ATTENDANCE'] };
    await holds(amara, toby, first);
    await holds(amara, toby, { evidence: 'Seen again' });
    expect(await lastOf(amara)).toEqual({ ...first, state: 'LIVE' });
    await holds(amara, toby, { from: null, until: null, courtLimits: null });
    expect(await lastOf(amara)).toEqual({ ...first, state: 'LIVE' });
    await holds(amara, toby, { from: day(-7), until: day(12), courtLimits: [] });
    expect(await lastOf(amara)).toEqual({ from: day(-7), until: day(12), courtLimits: [], state: 'LIVE' });
  });

  test('What a court limits stays limited when it has ended and is recorded anew, until somebody says otherwise', async () => {
    await holds(amara, toby, { courtLimits: ['ATTENDANCE'] });
    await holdsNoLonger(amara, toby);
    await holds(amara, toby);
    await expect(gives(amara, toby, 'ATTENDANCE')).rejects.toThrow('LIMITED_BY_COURT');
    await holds(amara, toby, { courtLimits: [] });
    await gives(amara, toby, 'ATTENDANCE');
  });

  test('It begins anew after its end, so that what was agreed before counts no more', async () => {
    await gives(gareth, toby, 'SUBSTANCE_MISUSE', { at: ago({ days: 20 }) });
    expect(await reads(leadWorker, toby, 'SUBSTANCE_MISUSE')).toBe('NothingHeld');
    await holdsNoLonger(gareth, toby);
    await holds(gareth, toby);
    expect(await lastOf(gareth)).toMatchObject({ from: today(), state: 'LIVE' });
    expect(await reads(leadWorker, toby, 'SUBSTANCE_MISUSE')).toBe('NO_CONSENT');
    await gives(gareth, toby, 'SUBSTANCE_MISUSE');
    expect(await reads(leadWorker, toby, 'SUBSTANCE_MISUSE')).toBe('NothingHeld');
  });

  test('After its last day too, which is then forgotten', async () => {
    await gives(gareth, toby, 'SUBSTANCE_MISUSE', { at: ago({ days: 20 }) });
    await holds(gareth, toby, { until: day(3), courtLimits: ['TENANCY'] });
    passes({ days: 4 });
    await holds(gareth, toby);
    expect(await lastOf(gareth)).toEqual({ from: today(), until: null, courtLimits: ['TENANCY'], state: 'LIVE' });
    expect(await reads(leadWorker, toby, 'SUBSTANCE_MISUSE')).toBe('NO_CONSENT');
  });
});

describe('“Under a care order the authority’s decision counts”', () => {
  test('From the care order on the parents’ agreement counts no more, and only the local authority decides', async () => {
    await holds(authority, toby);
    expect(await reads(leadWorker, toby, 'ATTENDANCE')).toBe('NO_CONSENT');
    await expect(gives(amara, toby, 'ATTENDANCE')).rejects.toThrow('AUTHORITY_DECIDES');
    await gives(authority, toby, ['ATTENDANCE', 'MENTAL_HEALTH']);
    expect(await reads(leadWorker, toby, 'ATTENDANCE')).toBe('Attendance');
    expect(await reads(leadWorker, toby, 'MENTAL_HEALTH')).toBe('NothingHeld');
  });

  test('The local authority refuses, and withdraws what it agreed to', async () => {
    await holds(authority, toby);
    await refuses(authority, toby, 'ATTENDANCE');
    await gives(authority, toby, 'HEALTH_CONTACTS');
    expect(await reads(leadWorker, toby, 'HEALTH_CONTACTS')).toBe('HealthContacts');
    await withdraws(authority, toby, 'HEALTH_CONTACTS');
    expect(await reads(leadWorker, toby, 'HEALTH_CONTACTS')).toBe('NO_CONSENT');
    expect(await decisionLogged(leadWorker, toby, 'ATTENDANCE')).toMatchObject({ internalReason: 'REFUSED' });
  });

  test('Without a care order the local authority decides nothing', async () => {
    await expect(gives(authority, toby, 'SUBSTANCE_MISUSE')).rejects.toThrow('NOT_A_PR_HOLDER');
  });

  test('A competent child in care decides before the local authority', async () => {
    await holds(authority, chidera);
    await gives(authority, chidera, 'MENTAL_HEALTH');
    expect(await reads(leadWorker, chidera, 'MENTAL_HEALTH')).toBe('NO_CONSENT');
    expect(await reads(leadWorker, chidera, 'ATTENDANCE')).toBe('Attendance');
  });
});

describe('“16+ lacking capacity: BEST_INTERESTS (assessor, decider, review date), attorney or deputy”', () => {
  const assessed = () => ({ assessedBy: 'A made-up doctor', assessedOn: today() });
  const shared = 'NothingHeld';

  test('A decision in somebody’s best interests holds to the end of its review date, and not a day longer', async () => {
    await gives(null, daniel, 'MENTAL_HEALTH', { as: 'BEST_INTERESTS', ...assessed(), until: day(30) });
    expect(await reads(leadWorker, daniel, 'MENTAL_HEALTH')).toBe(shared);
    passes({ days: 30 });
    expect(await reads(leadWorker, daniel, 'MENTAL_HEALTH')).toBe(shared);
    passes({ days: 1 });
    expect(await reads(leadWorker, daniel, 'MENTAL_HEALTH')).toBe('NO_CONSENT');
  });

  test('It is not taken without who assessed the lack of capacity, nor without a review date', async () => {
    const unassessed = gives(null, daniel, 'MENTAL_HEALTH', { as: 'BEST_INTERESTS', until: day(30) });
    await expect(unassessed).rejects.toThrow('CAPACITY_NOT_ASSESSED');
    const unlimited = gives(null, daniel, 'MENTAL_HEALTH', { as: 'BEST_INTERESTS', ...assessed() });
    await expect(unlimited).rejects.toThrow('REVIEW_NEEDED');
  });

  test('An attorney decides, and has to be named', async () => {
    await expect(gives(null, daniel, 'MENTAL_HEALTH', { as: 'ATTORNEY', ...assessed() })).rejects.toThrow('GIVER_NEEDED');
    await gives(amara, daniel, 'MENTAL_HEALTH', { as: 'ATTORNEY', ...assessed() });
    expect(await reads(leadWorker, daniel, 'MENTAL_HEALTH')).toBe(shared);
  });

  test('Who is found able again decides alone: what was decided in their best interests counts no more', async () => {
    const yesterday = { at: ago({ days: 1 }), assessedBy: 'A made-up doctor', assessedOn: day(-1), until: day(30) };
    await gives(null, daniel, 'MENTAL_HEALTH', { as: 'BEST_INTERESTS', ...yesterday });
    expect(await reads(leadWorker, daniel, 'MENTAL_HEALTH')).toBe(shared);
    await assesses(daniel, 'COMPETENT', 'MENTAL_HEALTH');
    expect(await reads(leadWorker, daniel, 'MENTAL_HEALTH')).toBe('NO_CONSENT');
    await gives(daniel, daniel, 'MENTAL_HEALTH');
    expect(await reads(leadWorker, daniel, 'MENTAL_HEALTH')).toBe(shared);
  });

  test('Nobody under 16 is decided for in this way', async () => {
    const decided = gives(null, toby, 'SUBSTANCE_MISUSE', { as: 'BEST_INTERESTS', ...assessed(), until: day(30) });
    await expect(decided).rejects.toThrow('SUBJECT_TOO_YOUNG');
  });
});
