/** Rule 9: what has to be done to an answer before it is shown, and that everything is decided and logged. */
import { describe, expect, test } from 'vitest';
import { policeRecorded } from './agency-records.ts';
import {
  agreed,
  amara,
  answered,
  ask,
  asksFor,
  day,
  decisionLogged,
  FAMILY,
  gareth,
  itemsSeen,
  leadWorker,
  logged,
  chidera,
  reads,
  tellStories,
  theHub,
  toby,
} from './story.ts';

tellStories();

describe('“FULL or SUMMARY (each record type declares its summary fields)”', () => {
  const fields = '... on Tenancy { detail tenure capacity startedOn inArrears openRepairs landlord }';

  test('A summary of a tenancy tells how the home is held, and nothing of its age, arrears, repairs or landlord', async () => {
    expect(await answered(leadWorker, gareth, 'TENANCY', { fields })).toEqual({
      __typename: 'Tenancy',
      detail: 'SUMMARY',
      tenure: 'SECURE',
      capacity: 'SOLE_TENANT',
      startedOn: null,
      inArrears: null,
      openRepairs: null,
      landlord: null,
    });
    expect(await decisionLogged(leadWorker, gareth, 'TENANCY')).toMatchObject({ detail: 'SUMMARY' });
  });

  test('In full it tells all of them', async () => {
    await agreed('housing-tenancies', { detail: 'FULL' });
    const tenancy = await answered(leadWorker, gareth, 'TENANCY', { fields });
    expect(tenancy).toMatchObject({
      detail: 'FULL',
      capacity: 'SOLE_TENANT',
      inArrears: false,
      landlord: expect.any(String) as string,
    });
  });

  test('A summary of contacts lists none of them', async () => {
    await agreed('health-early-help', { detail: 'SUMMARY' });
    const contacts = '... on HealthContacts { detail contacts { id } }';
    expect(await answered(leadWorker, toby, 'HEALTH_CONTACTS', { fields: contacts })).toMatchObject({
      detail: 'SUMMARY',
      contacts: null,
    });
  });
});

describe('“Months of history (cut before an item leaves the connector)”', () => {
  const referrals = async () => (await itemsSeen(leadWorker, amara, 'POLICE_REFERRALS', 'occurredAt')).length;

  test('Of referrals agreed for twelve months, one of eleven months ago is shown and one of thirteen is not', async () => {
    const before = await referrals();
    await policeRecorded({ category: 'POLICE_REFERRALS', person: amara, involvement: 'SUBJECT', days: 335 });
    expect(await referrals()).toBe(before + 1);
    await policeRecorded({ category: 'POLICE_REFERRALS', person: amara, involvement: 'SUBJECT', days: 397 });
    expect(await referrals()).toBe(before + 1);
    await agreed('police-referrals', { historyMonths: 24 });
    expect(await referrals()).toBe(before + 2);
  });

  test('The agency is asked for no more than that, and the log says since when', async () => {
    await agreed('health-early-help', { historyMonths: 3 });
    theHub().forget();
    const { since } = await decisionLogged(leadWorker, toby, 'HEALTH_CONTACTS');
    expect(since! >= day(-93) && since! < day(-88)).toBe(true);
    const asked = theHub().asked.get('health')?.[0]?.subjects[0]?.categories[0];
    expect(asked).toMatchObject({ category: 'HEALTH_CONTACTS', since });
  });
});

describe('“An agreement’s limit on what is stale”', () => {
  test('The police’s file of missing people is nine days old: unavailable under an agreement for three, shown under one for ten', async () => {
    const fields = '... on Unavailable { since lastAnswered }';
    const unavailable = await answered(leadWorker, chidera, 'MISSING_EPISODES', { fields });
    expect(unavailable?.__typename).toBe('Unavailable');
    const hours = (Date.parse(String(unavailable?.['since'])) - Date.parse(String(unavailable?.['lastAnswered']))) / 3_600_000;
    expect(hours).toBe(72);
    await agreed('police-missing', { stalenessHours: 240 });
    expect(await itemsSeen(leadWorker, chidera, 'MISSING_EPISODES', 'risk')).toHaveLength(2);
  });
});

describe('“Hub-owned categories are decided and logged too”', () => {
  test('To read who somebody is, where they live and how they are related is in the log, with the fields that were read', async () => {
    const document = `query($id: ID!) { family(id: $id, purpose: EARLY_HELP) {
      members { person { identity { ... on Identity { name } } address { ... on Address { postcode } } } }
      relationships { ... on Relationships { relationships { kind } } } } }`;
    const leaves = await logged(() => ask(leadWorker, document, { id: FAMILY }));
    const of = (person: string) => leaves.find((leaf) => leaf.person === person)?.decisions ?? [];
    expect(of(gareth)).toMatchObject([
      { category: 'IDENTITY', outcome: 'DISCLOSED', fields: ['name'] },
      { category: 'ADDRESS', outcome: 'DISCLOSED', fields: ['postcode'] },
      { category: 'RELATIONSHIPS', outcome: 'DISCLOSED' },
    ]);
    expect(of(toby).find(({ category }) => category === 'ADDRESS')).toMatchObject({ outcome: 'WITHHELD', reason: 'PROTECTED' });
    // The child who is expected is seen through the mother's pregnancy.
    expect(of(amara).map(({ category }) => category)).toContain('PREGNANCY');
  });

  test('What is withheld is logged like what is shown, with the reason that was read and the one that was not', async () => {
    const leaves = await logged(() => asksFor(leadWorker, toby, ['MENTAL_HEALTH', 'POLICE_REFERRALS', 'SUSPENSIONS']));
    expect(leaves[0]?.decisions).toMatchObject([
      { category: 'MENTAL_HEALTH', outcome: 'WITHHELD', reason: 'NO_CONSENT', internalReason: 'DECISION_DISPUTED' },
      { category: 'POLICE_REFERRALS', outcome: 'WITHHELD', reason: 'OUTSIDE_AGREEMENT' },
      { category: 'SUSPENSIONS', outcome: 'NOTHING_HELD' },
    ]);
  });

  test('The log names agreement, consent, assignment and episode on which a disclosure rests, and no data', async () => {
    const leaves = await logged(() => reads(leadWorker, toby, 'HEALTH_CONTACTS'));
    const { basis, items } = leaves[0]!.decisions[0]!;
    expect(basis).toMatchObject({
      agreement: 'health-early-help@1',
      consent: expect.any(String) as string,
      assignment: expect.any(String) as string,
      episode: expect.any(String) as string,
      links: [expect.stringMatching(/@1$/) as string],
    });
    expect(items).toBe(0);
    expect(JSON.stringify(leaves)).not.toContain('Hughes');
  });
});
