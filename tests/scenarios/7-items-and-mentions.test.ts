/** Rule 7: items that touch more than one category or person. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contactsOf } from '#demo/systems/health/contacts.ts';
import { castKeys } from '#demo/world/cast.ts';
import { madeUpId } from '#demo/ids.ts';
import { familyQuery, personQuery } from '#tests/support/queries.ts';
import { policeRecorded, startEducationWithCodes } from './agency-records.ts';
import {
  amara,
  answered,
  answerTo,
  anotherHub,
  asksFor,
  at,
  comparable,
  chidera,
  daniel,
  decisionLogged,
  FAMILY,
  gareth,
  gives,
  itemsSeen,
  leadWorker,
  lifts,
  reads,
  refuses,
  restricts,
  sql,
  tellStories,
  theHub,
  toby,
  today,
  withdraws,
} from './story.ts';
import type { Who } from './story.ts';

tellStories();

const competent = () => ({ assessedBy: 'Priya Nair', assessedOn: today() });
const SERVICE = 'id service';

describe('“An item is shown only if every category it reveals is permitted”', () => {
  test('A child’s contacts with CAMHS are no health contacts to be seen while mental health is not agreed', async () => {
    const before = await itemsSeen(leadWorker, chidera, 'HEALTH_CONTACTS', SERVICE);
    await gives(chidera, chidera, 'MENTAL_HEALTH', competent());
    const after = await itemsSeen(leadWorker, chidera, 'HEALTH_CONTACTS', SERVICE);
    const mentalHealth = await itemsSeen(leadWorker, chidera, 'MENTAL_HEALTH', SERVICE);
    expect(mentalHealth).toHaveLength(4);
    expect(after.length - before.length).toBe(4);
    expect(before.map(({ id }) => id)).not.toContain(mentalHealth[0]?.['id']);
  });

  test('Nor do they show through mental health alone: they are health contacts, too', async () => {
    await gives(chidera, chidera, 'MENTAL_HEALTH', competent());
    await withdraws(chidera, chidera, 'HEALTH_CONTACTS');
    // A record whose every item is left out reads as if there were none.
    expect(await reads(leadWorker, chidera, 'MENTAL_HEALTH')).toBe('NothingHeld');
  });

  test('Homelessness because of domestic abuse shows only where domestic abuse is agreed too', async () => {
    expect(await itemsSeen(leadWorker, amara, 'HOMELESSNESS', 'reason')).toEqual([{ reason: 'DOMESTIC_ABUSE' }]);
    await withdraws(amara, amara, 'DOMESTIC_ABUSE');
    expect(await reads(leadWorker, amara, 'HOMELESSNESS')).toBe('NothingHeld');
  });

  test('A contact with a midwife shows only where the pregnancy may be known', async () => {
    await lifts(madeUpId('restriction', castKeys.amara));
    const services = async () => (await itemsSeen(leadWorker, amara, 'HEALTH_CONTACTS', SERVICE)).map(({ service }) => service);
    expect(await services()).toContain('Maternity');
    await restricts(amara, 'COURT_ORDER', { categories: ['PREGNANCY'] });
    expect(await services()).not.toContain('Maternity');
  });

  test('A police referral about domestic abuse shows only where domestic abuse is agreed too', async () => {
    await policeRecorded({ category: 'POLICE_REFERRALS', person: amara, involvement: 'VICTIM', concern: 'DOMESTIC_ABUSE' });
    const concerns = async () =>
      (await itemsSeen(leadWorker, amara, 'POLICE_REFERRALS', 'concern')).map(({ concern }) => concern);
    expect(await concerns()).toContain('DOMESTIC_ABUSE');
    await withdraws(amara, amara, 'DOMESTIC_ABUSE');
    expect(await concerns()).not.toContain('DOMESTIC_ABUSE');
  });

  test('The log tells which other categories an item gave away', async () => {
    await gives(chidera, chidera, 'MENTAL_HEALTH', competent());
    expect(await decisionLogged(leadWorker, chidera, 'HEALTH_CONTACTS')).toMatchObject({ revealed: { MENTAL_HEALTH: true } });
  });

  test('Sexual health never enters the hub, though the trust holds it', async () => {
    await lifts(madeUpId('restriction', castKeys.amara));
    const { world } = theHub();
    const held = contactsOf(
      world,
      world.people.find(({ key }) => key === castKeys.amara)!,
    );
    expect(held.map(({ service }) => service.display)).toContain('Sexual health service');
    const { text } = await asksFor(leadWorker, amara, ['HEALTH_CONTACTS'], {
      fields: '... on HealthContacts { contacts { service kind } }',
    });
    expect(text).toContain('Maternity');
    expect(text).not.toMatch(/sexual/i);
  });
});

describe('“Attendance codes E and Y5 lose code and meaning, not their place in the totals”', () => {
  let education: Awaited<ReturnType<typeof startEducationWithCodes>>;
  let worker: Who;
  beforeAll(async () => {
    education = await startEducationWithCodes();
    worker = at(await anotherHub({ settings: { education: education.settings } }), leadWorker);
  });
  afterAll(() => education.close());
  const totals = 'possibleSessions attendedSessions authorisedAbsenceSessions unauthorisedAbsenceSessions';
  const fields = `... on Attendance { ${totals} recentSessions(last: 2) { session code meaning countsAs } }`;
  const attendance = async () => {
    const { recentSessions, ...rest } = (await answered(worker, chidera, 'ATTENDANCE', { fields }))!;
    const [afternoon, morning] = recentSessions as Record<string, unknown>[];
    return { morning, afternoon, totals: rest };
  };
  const hidden = { code: null, meaning: null, countsAs: null };

  test('A suspended morning shows its code only where suspensions are agreed, and counts all the same', async () => {
    const before = await attendance();
    expect(before.morning).toMatchObject({ session: 'MORNING', code: 'E', meaning: 'Suspended or permanently excluded' });
    await withdraws(chidera, chidera, 'SUSPENSIONS');
    const after = await attendance();
    expect(after.morning).toEqual({ session: 'MORNING', ...hidden });
    expect(after.totals).toEqual(before.totals);
  });

  test('An afternoon in detention shows its code only where every police category is agreed', async () => {
    expect((await attendance()).afternoon).toEqual({ session: 'AFTERNOON', ...hidden });
    await gives(chidera, chidera, 'DOMESTIC_ABUSE', competent());
    expect((await attendance()).afternoon).toMatchObject({ code: 'Y5', meaning: 'In criminal justice detention' });
  });
});

describe('“The gate names only people visible and permitted for the same category in this request, all others are ‘another person’”', () => {
  const INCIDENTS = 'domesticAbuse { ... on DomesticAbuse { incidents { others { person { id } } } } }';
  interface Read {
    readonly id: string;
    readonly domesticAbuse: { readonly incidents: { readonly others: { readonly person: { readonly id: string } | null }[] }[] };
  }
  const named = ({ domesticAbuse }: Read) =>
    domesticAbuse.incidents.flatMap((incident) => incident.others.map(({ person }) => person?.id ?? 'another person'));
  /** Whom the child's incidents name, where the whole family is asked for. */
  const others = async () => {
    const { members } = await answerTo<{ members: { person: Read }[] }>(leadWorker, familyQuery(INCIDENTS), { id: FAMILY });
    return named(members.find(({ person }) => person.id === toby)!.person);
  };

  test('The mother, who agreed, is named; who is not known to the hub is another person', async () => {
    expect(await others()).toEqual(expect.arrayContaining([amara, 'another person']));
  });

  test('Who asks for the child alone is told of nobody else', async () => {
    const alone = await answerTo<Read>(leadWorker, personQuery(INCIDENTS), { id: toby });
    expect(new Set(named(alone))).toEqual(new Set(['another person']));
  });

  test('Once she withdraws, she is another person, too', async () => {
    const before = await others();
    await withdraws(amara, amara, 'DOMESTIC_ABUSE');
    expect(await others()).toEqual(before.map(() => 'another person'));
  });

  test('Under a silent seal she is another person', async () => {
    await restricts(amara, 'SEALED', { silent: true });
    expect(new Set(await others())).toEqual(new Set(['another person']));
  });

  test('Nothing that an officer wrote is shown', async () => {
    const fields = '... on DomesticAbuse { incidents { id risk involvement schoolInformed } }';
    const { text } = await asksFor(leadWorker, toby, ['DOMESTIC_ABUSE'], { fields });
    expect(text).toContain('CHILD_PRESENT');
    expect(text).not.toContain('Officers attended');
    expect(text).not.toContain('stayed upstairs');
  });
});

describe('“DOMESTIC_ABUSE between partners: while the other party has not permitted it … only items where the subject is the victim”', () => {
  const involvements = async (person: string) =>
    (await itemsSeen(leadWorker, person, 'DOMESTIC_ABUSE', 'involvement')).map(({ involvement }) => involvement);
  /** Daniel, who lives with Amara, is said to have done something to her, and she to him. */
  const policeKnowOfBoth = async () => {
    await policeRecorded({ category: 'DOMESTIC_ABUSE', person: daniel, involvement: 'ALLEGED_PERPETRATOR', others: [amara] });
    await policeRecorded({ category: 'DOMESTIC_ABUSE', person: daniel, involvement: 'VICTIM', others: [amara], days: 9 });
    await gives(daniel, daniel, 'DOMESTIC_ABUSE');
  };

  test('What he did to her is shown only while she has permitted it; what was done to him is shown', async () => {
    await policeKnowOfBoth();
    expect(await involvements(daniel)).toEqual(['ALLEGED_PERPETRATOR', 'VICTIM']);
    await withdraws(amara, amara, 'DOMESTIC_ABUSE');
    expect(await involvements(daniel)).toEqual(['VICTIM']);
    await gives(amara, amara, 'DOMESTIC_ABUSE');
    expect(await involvements(daniel)).toEqual(['ALLEGED_PERPETRATOR', 'VICTIM']);
  });

  test('What he did to somebody whom the hub does not know is not shown, whatever his partner says', async () => {
    await policeRecorded({ category: 'DOMESTIC_ABUSE', person: daniel, involvement: 'ALLEGED_PERPETRATOR' });
    await gives(daniel, daniel, 'DOMESTIC_ABUSE');
    expect(await reads(leadWorker, daniel, 'DOMESTIC_ABUSE')).toBe('NothingHeld');
  });

  test('Another’s refusal only ever reduces: what was done to her is shown whatever her partners say', async () => {
    expect(await involvements(amara)).toEqual(['VICTIM', 'VICTIM']);
    await refuses(daniel, daniel, 'DOMESTIC_ABUSE');
    await refuses(gareth, gareth, 'DOMESTIC_ABUSE');
    expect(await involvements(amara)).toEqual(['VICTIM', 'VICTIM']);
  });

  test('Another’s agreement shows nothing that the person did not permit', async () => {
    await policeKnowOfBoth();
    await withdraws(daniel, daniel, 'DOMESTIC_ABUSE');
    expect(await reads(leadWorker, daniel, 'DOMESTIC_ABUSE')).toBe('NO_CONSENT');
  });

  test('Where nothing but what he did is held, it reads OTHER_PERSON, byte for byte as where nothing is held', async () => {
    await withdraws(amara, amara, 'DOMESTIC_ABUSE');
    await gives(daniel, daniel, 'DOMESTIC_ABUSE');
    const withoutRecords = comparable(await asksFor(leadWorker, daniel, ['DOMESTIC_ABUSE']));
    expect(withoutRecords.text).toContain('OTHER_PERSON');
    await policeRecorded({ category: 'DOMESTIC_ABUSE', person: daniel, involvement: 'ALLEGED_PERPETRATOR', others: [amara] });
    expect(comparable(await asksFor(leadWorker, daniel, ['DOMESTIC_ABUSE']))).toEqual(withoutRecords);
  });

  test('A partner who is hidden from the worker has permitted nothing', async () => {
    await policeKnowOfBoth();
    await restricts(amara, 'SEALED', { silent: true });
    expect(await involvements(daniel)).toEqual(['VICTIM']);
  });

  test('A child who was present is a victim in their own right', async () => {
    await sql(`delete from relationship where from_person_id = $1 or to_person_id = $1`, [daniel]);
    expect(await involvements(toby)).toEqual(['CHILD_PRESENT']);
  });
});
