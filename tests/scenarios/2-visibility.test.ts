/** Rule 2: visible or hidden, once per person per request. */
import { describe, expect, test } from 'vitest';
import { callerId } from '#demo/callers.ts';
import { ABSENT_ID } from '#tests/support/hub.ts';
import {
  ago,
  amara,
  ask,
  asksFor,
  baby,
  CATEGORIES,
  chidera,
  comparable,
  confirms,
  daniel,
  endsTie,
  FAMILY,
  from,
  gareth,
  gives,
  governance,
  isBorn,
  isProposed,
  isTiedTo,
  joins,
  leadWorker,
  leads,
  leaves,
  logged,
  managed,
  manager,
  nextVersion,
  otherWorker,
  passes,
  reads,
  readsAltogether,
  restricts,
  schoolNurse,
  sees,
  sql,
  tellStories,
  today,
  toby,
} from './story.ts';

tellStories();

const everybody = ['amara', 'baby', 'chidera', 'daniel', 'gareth', 'toby'];
const without = (name: string) => everybody.filter((other) => other !== name);
const family = (who: string, id = FAMILY) =>
  ask(who, 'query($id: ID!) { family(id: $id, purpose: EARLY_HELP) { name members { role person { id } } } }', { id });

describe('“Visible: a confirmed member of a family to which the caller has a live assignment. Everyone else is hidden”', () => {
  test('Who works with the family sees its members; who does not is answered as if there were no such family', async () => {
    expect(await sees(leadWorker)).toEqual(everybody);
    expect(comparable(await family(otherWorker))).toEqual(comparable(await family(otherWorker, ABSENT_ID)));
    const hidden = await asksFor(otherWorker, toby, ['IDENTITY', 'ATTENDANCE']);
    expect(comparable(hidden)).toEqual(comparable(await asksFor(otherWorker, ABSENT_ID, ['IDENTITY', 'ATTENDANCE'])));
  });

  test('A relative of a member is not thereby a member: kinship opens nothing', async () => {
    await nextVersion('family_member', { person_id: gareth, family_id: FAMILY }, { state: 'REJECTED' });
    expect(await sees(leadWorker)).toEqual(without('gareth'));
    expect(await reads(leadWorker, gareth, 'IDENTITY')).toBe('HIDDEN');
  });

  test('Who has left the family is hidden from the next day on', async () => {
    await nextVersion('family_member', { person_id: daniel, family_id: FAMILY }, { until_date: today() });
    expect(await sees(leadWorker)).toEqual(everybody);
    passes({ days: 1 });
    expect(await sees(leadWorker)).toEqual(without('daniel'));
  });

  test('To ask for somebody hidden leaves a leaf that says so', async () => {
    const read = await logged(() => reads(otherWorker, toby, 'ATTENDANCE'));
    expect(read).toMatchObject([{ caller: { id: callerId(otherWorker) }, person: toby, visible: false, decisions: [] }]);
  });

  test('Whoever is hidden cannot be told from nobody by trying to record something for them', async () => {
    const problem = (person: string) =>
      gives(amara, person, 'ATTENDANCE', { by: otherWorker }).catch(({ message }: Error) => message);
    expect(await problem(toby)).toBe('NOT_FOUND personId');
    expect(await problem(ABSENT_ID)).toBe('NOT_FOUND personId');
  });
});

describe('“Assignments: LEAD_WORKER, TEAM_MEMBER, COVER (≤ 28 days), DUTY (≤ 14 days). A manager makes them”', () => {
  test('A colleague covers for a week: sees the family, and an hour after the end of cover no more', async () => {
    await joins(otherWorker, 'COVER', from({ days: 7 }));
    expect(await sees(otherWorker)).toEqual(everybody);
    passes({ days: 7, hours: 1 });
    expect(await sees(otherWorker)).toBeNull();
    expect(await reads(otherWorker, toby, 'ATTENDANCE')).toBe('HIDDEN');
  });

  test('Nobody covers for longer than 28 days, nor without an end', async () => {
    await expect(joins(otherWorker, 'COVER', from({ days: 28, minutes: 1 }))).rejects.toThrow('ENDS_TOO_LATE');
    await expect(joins(otherWorker, 'COVER')).rejects.toThrow('END_NEEDED');
    await joins(otherWorker, 'COVER', from({ days: 28 }));
  });

  test('A worker on duty sees the family for 14 days at most', async () => {
    await expect(joins(otherWorker, 'DUTY', from({ days: 14, minutes: 1 }))).rejects.toThrow('ENDS_TOO_LATE');
    await joins(otherWorker, 'DUTY', from({ days: 14 }));
    passes({ days: 13 });
    expect(await sees(otherWorker)).toEqual(everybody);
    passes({ days: 1 });
    expect(await sees(otherWorker)).toBeNull();
  });

  test('Who leaves the team sees nothing any more, at once', async () => {
    expect(await sees(schoolNurse)).toEqual(everybody);
    await leaves(schoolNurse);
    expect(await sees(schoolNurse)).toBeNull();
  });

  test('The next lead worker takes the place of the last', async () => {
    await leads(otherWorker);
    expect(await sees(otherWorker)).toEqual(everybody);
    expect(await sees(leadWorker)).toBeNull();
  });

  test('An assignment that begins tomorrow shows nothing today', async () => {
    await sql(
      `insert into assignment (id, worker_id, family_id, kind, starts_at, made_by_id) values (gen_random_uuid(), $1, $2, 'TEAM_MEMBER', $3, $4)`,
      [callerId(otherWorker), FAMILY, from({ days: 1 }), callerId(manager)],
    );
    expect(await sees(otherWorker)).toBeNull();
    passes({ days: 1, minutes: 1 });
    expect(await sees(otherWorker)).toEqual(everybody);
  });

  test('Nobody but a manager assigns anybody', async () => {
    for (const by of [leadWorker, otherWorker, governance, 'dpo', 'mash']) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await expect(joins(otherWorker, 'TEAM_MEMBER', undefined, by)).rejects.toThrow('NOT_ENTITLED');
    }
  });
});

describe('“A member proposed by a worker … every category is MEMBERSHIP_UNCONFIRMED, until a manager confirms”', () => {
  test('Who proposed the father sees that the proposal stands, and nothing else of him; colleagues see nobody', async () => {
    await isProposed(gareth, leadWorker);
    expect(await sees(leadWorker)).toEqual(everybody);
    expect(await readsAltogether(leadWorker, gareth)).toEqual(['MEMBERSHIP_UNCONFIRMED']);
    expect(await sees(schoolNurse)).toEqual(without('gareth'));
  });

  test('Confirmed by a manager he is a member for everybody; rejected, for nobody', async () => {
    await isProposed(gareth, leadWorker);
    await isProposed(daniel, leadWorker);
    await nextVersion('family_member', { person_id: daniel, family_id: FAMILY }, { state: 'CONFIRMED' });
    await confirms('CONFIRM');
    expect(await sees(schoolNurse)).toEqual(everybody);
    expect(await reads(leadWorker, gareth, 'TENANCY')).toBe('Tenancy');
    await isProposed(gareth, leadWorker);
    await confirms('REJECT');
    expect(await sees(leadWorker)).toEqual(without('gareth'));
  });

  test('Nothing is recorded for somebody who is not confirmed', async () => {
    await isProposed(gareth, leadWorker);
    await expect(gives(gareth, gareth, 'MENTAL_HEALTH')).rejects.toThrow('NOT_PERMITTED');
  });
});

describe('“One asserted by an agency (same UPRN, school contact, tenancy) is hidden; the manager sees name and kind of evidence”', () => {
  test('Hidden from every worker until a manager, who sees name and evidence, confirms', async () => {
    await isProposed(gareth, null, 'SAME_UPRN');
    expect(await sees(leadWorker)).toEqual(without('gareth'));
    expect((await managed()).proposals).toMatchObject([{ name: 'Gareth Hughes', evidence: 'SAME_UPRN' }]);
    await confirms('CONFIRM');
    expect(await sees(leadWorker)).toEqual(everybody);
    expect((await managed()).proposals).toEqual([]);
  });

  test('Of somebody under a silent seal the manager is told nothing', async () => {
    await isProposed(gareth, null, 'TENANCY');
    await restricts(gareth, 'SEALED', { silent: true });
    expect((await managed()).proposals).toEqual([]);
  });
});

describe('“An unborn child follows the mother’s PREGNANCY category … At birth consent starts afresh”', () => {
  const TIES =
    'query($id: ID!) { family(id: $id, purpose: EARLY_HELP) { members { person { id } } relationships { ... on Relationships { relationships { from { id } to { id } } } } } }';

  test('Where the mother’s pregnancy is withheld, nobody is expected: not a member, not a relative, not counted', async () => {
    expect((await ask(leadWorker, TIES, { id: FAMILY })).text).toContain(baby);
    await restricts(amara, 'COURT_ORDER', { categories: ['PREGNANCY'] });
    const { text } = await ask(leadWorker, TIES, { id: FAMILY });
    expect(text).toContain(amara);
    expect(text).not.toContain(baby);
    expect(await sees(leadWorker)).toEqual(without('baby'));
    expect(await reads(leadWorker, baby, 'IDENTITY')).toBe('HIDDEN');
  });

  test('Where the mother is hidden, so is the child', async () => {
    await restricts(amara, 'SEALED', { silent: true });
    expect(await sees(leadWorker)).toEqual(without('baby').filter((name) => name !== 'amara'));
  });

  test('Before birth nobody agrees for the child', async () => {
    await expect(gives(amara, baby, 'HEALTH_CONTACTS')).rejects.toThrow('NOT_YET_BORN');
  });

  test('Once born, the child has nothing agreed: what was decided before does not count, and cannot be entered', async () => {
    await sql(
      `insert into consent (id, person, category, purpose, recipient, decision, decided_at, capacity, given_by, method, recorded_by)
        select gen_random_uuid(), $1, 'HEALTH_CONTACTS', 'EARLY_HELP', recipient, 'GIVEN', $2, 'PARENTAL_RESPONSIBILITY', $3, 'IN_PERSON', recorded_by
        from consent where person = $3 limit 1`,
      [baby, ago({ days: 3 }), amara],
    );
    await isBorn(baby);
    await sql(
      `insert into parental_responsibility (id, child_id, holder_kind, holder_id, source, evidence) values (gen_random_uuid(), $1, 'PERSON', $2, 'BIRTH', 'Seen')`,
      [baby, amara],
    );
    expect(await reads(leadWorker, baby, 'HEALTH_CONTACTS')).toBe('NO_CONSENT');
    await expect(gives(amara, baby, 'HEALTH_CONTACTS', { at: ago({ days: 3 }) })).rejects.toThrow('BEFORE_BIRTH');
    await gives(amara, baby, 'HEALTH_CONTACTS');
    expect(await reads(leadWorker, baby, 'HEALTH_CONTACTS')).toBe('NothingHeld');
  });

  test('Once born, the child is seen whether or not the mother’s pregnancy may be', async () => {
    await restricts(amara, 'COURT_ORDER', { categories: ['PREGNANCY'] });
    await isBorn(baby);
    expect(await sees(leadWorker)).toEqual(everybody);
  });
});

describe('“The worker’s own declared interest withholds (CONFLICT) or, where silent, hides”', () => {
  test('A worker who is the father’s aunt says so: everything of him reads CONFLICT to her, and to nobody else', async () => {
    await isTiedTo(leadWorker, gareth);
    expect(await readsAltogether(leadWorker, gareth)).toEqual(['CONFLICT']);
    expect(await reads(schoolNurse, gareth, 'IDENTITY')).toBe('Identity');
    expect(await reads(leadWorker, toby, 'ATTENDANCE')).toBe('Attendance');
  });

  test('Recorded silently by her manager, he is hidden from her', async () => {
    await isTiedTo(leadWorker, gareth, { by: manager, silent: true });
    expect(await sees(leadWorker)).toEqual(without('gareth'));
    const hidden = await asksFor(leadWorker, gareth, CATEGORIES);
    expect(comparable(hidden)).toEqual(comparable(await asksFor(leadWorker, ABSENT_ID, CATEGORIES)));
    expect(await sees(schoolNurse)).toEqual(everybody);
  });

  test('She cannot end it, nor make it silent; her manager ends it', async () => {
    await expect(isTiedTo(leadWorker, toby, { silent: true })).rejects.toThrow('NOT_FOR_YOURSELF');
    const tie = await isTiedTo(leadWorker, gareth);
    await expect(endsTie(tie, leadWorker)).rejects.toThrow('NOT_ENTITLED');
    await endsTie(tie);
    expect(await reads(leadWorker, gareth, 'TENANCY')).toBe('Tenancy');
  });

  test('Whether there is somebody with an id cannot be learnt by declaring an interest in them', async () => {
    const declare = (person: string) => isTiedTo(otherWorker, person).then(() => 'recorded');
    expect([await declare(chidera), await declare(ABSENT_ID)]).toEqual(['recorded', 'recorded']);
  });
});
