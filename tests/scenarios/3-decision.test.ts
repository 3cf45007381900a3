/** Rule 3: a category of a visible person. The first step that withholds decides. */
import { describe, expect, test } from 'vitest';
import { addFamily } from '#tests/support/families.ts';
import {
  agreed,
  amara,
  anotherHub,
  answered,
  asksFor,
  askedOfAgencies,
  at,
  CATEGORIES,
  chidera,
  closes,
  confirms,
  daniel,
  dies,
  ends,
  FAMILY,
  gareth,
  gives,
  isLinked,
  isProposed,
  leadWorker,
  lifts,
  opensAgain,
  passes,
  reads,
  readsAltogether,
  restricts,
  schoolNurse,
  signedInAs,
  sql,
  tellStories,
  theHub,
  toby,
  withdraws,
} from './story.ts';

tellStories();

describe('“A category of a visible person: the first that applies”', () => {
  test('Everything stands in the way at once: each is told only once all that comes before it is out of the way', async () => {
    const read = () => reads(leadWorker, toby, 'HEALTH_CONTACTS');
    const order = await restricts(toby, 'COURT_ORDER', { categories: ['HEALTH_CONTACTS'] });
    await withdraws(amara, toby, 'HEALTH_CONTACTS');
    await ends('health-early-help');
    await closes('STEPPED_UP');
    await isProposed(toby, leadWorker);
    await dies(toby);

    const asManager = signedInAs(leadWorker, 'MANAGER');
    expect(await reads(asManager, toby, 'HEALTH_CONTACTS')).toBe('RESTRICTED');
    await lifts(order);
    expect(await reads(asManager, toby, 'HEALTH_CONTACTS')).toBe('DECEASED');
    await sql('update person set died_on = null where id = $1', [toby]);
    expect(await reads(asManager, toby, 'HEALTH_CONTACTS')).toBe('PURPOSE_NOT_OPEN');
    expect(await read()).toBe('MEMBERSHIP_UNCONFIRMED');
    await confirms('CONFIRM');
    expect(await read()).toBe('CASE_CLOSED');
    await opensAgain();
    expect(await read()).toBe('NO_AGREEMENT');
    await agreed('health-early-help', { maximumAge: 3 });
    expect(await read()).toBe('OUTSIDE_AGREEMENT');
    await agreed('health-early-help', { maximumAge: null });
    expect(await read()).toBe('NO_CONSENT');
    await gives(amara, toby, 'HEALTH_CONTACTS');
    expect(await read()).toBe('HealthContacts');
  });

  test('Of somebody who has died the agencies are not asked; that they have died is told', async () => {
    await dies(amara);
    const asked = await askedOfAgencies(async () => {
      for (const category of CATEGORIES)
        // oxlint-disable-next-line no-await-in-loop -- one after the other
        expect(await reads(leadWorker, amara, category)).toBe('DECEASED');
    });
    expect(asked).toEqual([]);
    expect(await answered(leadWorker, amara, 'IDENTITY', { fields: '... on Identity { deceased }' })).toMatchObject({
      deceased: true,
    });
  });

  test('What is not permitted is never asked', async () => {
    const asked = await askedOfAgencies(async () => {
      await asksFor(leadWorker, toby, CATEGORIES);
      await asksFor(leadWorker, daniel, CATEGORIES);
    });
    expect(asked).toContain(`${toby} ATTENDANCE`);
    expect(asked).not.toContain(`${toby} MENTAL_HEALTH`);
    expect(asked.filter((pair) => pair.startsWith(daniel))).toEqual([]);
  });

  test('A withheld answer says what it is, why and what would change it, and nothing about records', async () => {
    const withheld = await answered(leadWorker, toby, 'MENTAL_HEALTH');
    expect(withheld).toEqual({
      __typename: 'Withheld',
      category: 'MENTAL_HEALTH',
      reason: 'NO_CONSENT',
      explanation: 'There is no agreement to share this by whoever decides for this person.',
      remedy: 'Talk with the family about sharing, and record what they decide.',
    });
  });
});

describe('“None confirmed → NOT_LINKED … unless the feed is complete and holds no candidate → NothingHeld with the feed’s date”', () => {
  const source = { fields: '... on NothingHeld { source { updatedAt } }' };

  test('Nothing held, not asked and not answered are three different answers', async () => {
    expect(await reads(leadWorker, toby, 'SUSPENSIONS')).toBe('NothingHeld');
    expect(await reads(leadWorker, gareth, 'POLICE_REFERRALS')).toBe('NOT_LINKED');
    expect(await reads(leadWorker, chidera, 'MISSING_EPISODES')).toBe('Unavailable');
    const notLinked = await answered(leadWorker, gareth, 'POLICE_REFERRALS');
    expect(notLinked?.['explanation']).toContain('This does not mean there is nothing.');
  });

  test('Nobody of a complete feed can be this child: nothing is held, as of the feed’s day', async () => {
    await isLinked(toby, 'education', null);
    const [feed] = await sql<{ as_of: Date }>(`select as_of from agency_feed where agency = 'education'`);
    const asked = await askedOfAgencies(async () =>
      expect(await answered(leadWorker, toby, 'ATTENDANCE', source)).toMatchObject({
        __typename: 'NothingHeld',
        source: { updatedAt: new Date(feed!.as_of).toISOString() },
      }),
    );
    expect(asked).toEqual([]);
  });

  test('A record that may be the child’s, but is not confirmed, is never asked for, and is not “nothing”', async () => {
    await isLinked(toby, 'education', 'CANDIDATE');
    const asked = await askedOfAgencies(async () => expect(await reads(leadWorker, toby, 'ATTENDANCE')).toBe('NOT_LINKED'));
    expect(asked).toEqual([]);
    await isLinked(toby, 'education', 'CONFIRMED');
    expect(await reads(leadWorker, toby, 'ATTENDANCE')).toBe('Attendance');
  });

  test('Nobody of an incomplete feed is known to be this child: that is not “nothing” either', async () => {
    await sql(`update agency_feed set complete = false where agency = 'education'`);
    await isLinked(toby, 'education', null);
    expect(await reads(leadWorker, toby, 'ATTENDANCE')).toBe('NOT_LINKED');
  });

  test('Without consent nobody learns whether there is a link', async () => {
    await withdraws(amara, toby, 'ATTENDANCE');
    await isLinked(toby, 'education', 'CANDIDATE');
    expect(await reads(leadWorker, toby, 'ATTENDANCE')).toBe('NO_CONSENT');
  });
});

describe('“Hub-owned categories go through steps 1, 3 and 5 only”', () => {
  test('Who somebody is needs no agreement and no consent', async () => {
    for (const id of ['health-early-help', 'education-early-help', 'housing-tenancies']) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await ends(id);
    }
    expect(await reads(leadWorker, daniel, 'IDENTITY')).toBe('Identity');
    expect(await reads(leadWorker, gareth, 'ADDRESS')).toBe('Address');
  });

  test('It needs the purpose, an open episode, and no restriction', async () => {
    expect(await reads(signedInAs(leadWorker, 'DPO'), gareth, 'IDENTITY')).toBe('PURPOSE_NOT_OPEN');
    await restricts(gareth, 'COURT_ORDER', { categories: ['IDENTITY'] });
    expect(await reads(leadWorker, gareth, 'IDENTITY')).toBe('RESTRICTED');
    expect(await reads(leadWorker, gareth, 'ADDRESS')).toBe('Address');
    await closes('STEPPED_UP');
    expect(await reads(leadWorker, gareth, 'ADDRESS')).toBe('CASE_CLOSED');
  });
});

describe('“Episode: no open episode, no access; after closure the lead worker alone for 28 days, to finish”', () => {
  const both = async () => [await reads(leadWorker, toby, 'IDENTITY'), await reads(schoolNurse, toby, 'IDENTITY')];

  test('The lead worker has 28 days to finish, the team none', async () => {
    await closes('AIMS_ACHIEVED');
    expect(await both()).toEqual(['Identity', 'CASE_CLOSED']);
    passes({ days: 28 });
    expect(await both()).toEqual(['Identity', 'CASE_CLOSED']);
    passes({ days: 1 });
    expect(await both()).toEqual(['CASE_CLOSED', 'CASE_CLOSED']);
  });

  test.each([
    ['stepped up to social care', 'STEPPED_UP'],
    ['moved away', 'MOVED_AWAY'],
    ['left the service', 'LEFT_SERVICE'],
  ])('A family that has %s is closed to everybody the same day', async (_what, reason) => {
    await closes(reason);
    expect(await both()).toEqual(['CASE_CLOSED', 'CASE_CLOSED']);
  });

  test('A council that sets seven days has seven days', async () => {
    const strict = await anotherHub({ decisionSettings: { closureDays: 7 } });
    await closes('AIMS_ACHIEVED');
    passes({ days: 7 });
    expect(await reads(at(strict, leadWorker), toby, 'IDENTITY')).toBe('Identity');
    passes({ days: 1 });
    expect(await reads(at(strict, leadWorker), toby, 'IDENTITY')).toBe('CASE_CLOSED');
  });

  test('A family that comes back is open to its team again', async () => {
    await closes('LEFT_SERVICE');
    await opensAgain();
    expect(await both()).toEqual(['Identity', 'Identity']);
  });

  test('An episode that begins tomorrow opens nothing today', async () => {
    await sql(`update episode set opened_on = current_date + 2 where family_id = $1`, [FAMILY]);
    expect(await both()).toEqual(['CASE_CLOSED', 'CASE_CLOSED']);
    passes({ days: 3 });
    expect(await both()).toEqual(['Identity', 'Identity']);
  });

  test('A family that never had an episode shows nothing of anybody', async () => {
    await sql('delete from episode where family_id = $1', [FAMILY]);
    expect(await readsAltogether(leadWorker, gareth)).toEqual(['CASE_CLOSED']);
  });

  test('A child of two families of the worker is seen through the one that is open', async () => {
    await addFamily(theHub(), [toby]);
    await closes('STEPPED_UP');
    expect(await reads(leadWorker, toby, 'HEALTH_CONTACTS')).toBe('HealthContacts');
    expect(await reads(leadWorker, chidera, 'HEALTH_CONTACTS')).toBe('CASE_CLOSED');
  });
});
