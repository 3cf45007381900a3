/** Rule 6: what gives a protected place away. */
import { beforeEach, describe, expect, test } from 'vitest';
import { callerId } from '#demo/callers.ts';
import { castKeys } from '#demo/world/cast.ts';
import { madeUpId } from '#demo/ids.ts';
import { PLACE_FIELDS, placesShown } from './places.ts';
import {
  agreed,
  amara,
  answerTo,
  ask,
  baby,
  CATEGORIES,
  chidera,
  daniel,
  day,
  FAMILY,
  from,
  gareth,
  gives,
  governance,
  leadWorker,
  lifts,
  manager,
  mash,
  restricts,
  schoolNurse,
  tellStories,
  theHub,
  ticks,
  toby,
  today,
} from './story.ts';

tellStories();

const home = [baby, toby, chidera, amara, daniel];
const protection = madeUpId('restriction', castKeys.amara);

/** Everybody agrees to everything, and every agreement is for everybody and in full. */
async function everythingIsPermitted(): Promise<void> {
  const forEverybody = { minimumAge: null, maximumAge: null, stalenessHours: null };
  await agreed('education-early-help', forEverybody);
  await agreed('police-referrals', forEverybody);
  await agreed('housing-options', forEverybody);
  await agreed('housing-tenancies', { ...forEverybody, detail: 'FULL' });
  const competent = { assessedBy: 'Priya Nair', assessedOn: today() };
  for (const person of [amara, daniel, gareth]) {
    // oxlint-disable-next-line no-await-in-loop
    await gives(person, person, CATEGORIES);
  }
  await gives(chidera, chidera, CATEGORIES, competent);
  await gives(amara, toby, CATEGORIES);
  await gives(gareth, toby, CATEGORIES);
}

/** Where the family lives and the children go to school. */
function placesOfHome(): string[] {
  const { households, people, schools } = theHub().world;
  const { line, postcode, uprn } = households.find(({ key }) => key === castKeys.motherHome)!;
  const attended = people
    .filter(({ key }) => [castKeys.toby, castKeys.chidera].includes(key as never))
    .map(({ ids }) => ids.education?.schoolId);
  return [line, postcode, uprn, ...schools.filter(({ id }) => attended.includes(id)).flatMap(({ name, urn }) => [name, urn])];
}

describe('“Place-bearing fields are … masked for everyone of a protected household …, in every category, permitted or not”', () => {
  beforeEach(everythingIsPermitted);

  test('Of nobody in the home is any such field of any record shown, nor the place in any other', async () => {
    const { shown, records, text } = await placesShown(leadWorker, home);
    expect([...shown]).toEqual([]);
    for (const place of placesOfHome()) expect(text).not.toContain(place);
    // There is something to be seen.
    expect(records).toEqual(expect.arrayContaining(['Attendance', 'HealthContacts', 'DomesticAbuse', 'Tenancy', 'Rehousing']));
    expect(records).toEqual(expect.arrayContaining(['NothingHeld', 'Unavailable']));
  });

  test('Once the protection is lifted, every one of these fields is shown', async () => {
    await lifts(protection);
    const { shown, text } = await placesShown(leadWorker, home);
    // No agency gives an e-mail address; and what a steward compares is no part of a person's view.
    const ofViews = PLACE_FIELDS.filter((field) => field !== 'ServiceContact.email' && !field.startsWith('Match'));
    expect([...shown.keys()].toSorted()).toEqual(ofViews);
    for (const place of placesOfHome()) expect(text).toContain(place);
  });

  test('The father’s places are shown all the while: he lives elsewhere', async () => {
    const { shown } = await placesShown(leadWorker, [gareth]);
    expect([...shown.keys()]).toEqual(
      expect.arrayContaining(['Address.line', 'Address.postcode', 'Source.service', 'Tenancy.landlord']),
    );
  });

  test('A worker whom the restriction exempts sees them; the school nurse, whom it does not, sees none', async () => {
    await lifts(protection);
    await restricts(amara, 'PROTECTED_ADDRESS', { exempt: [callerId(leadWorker)], absolute: false });
    expect((await placesShown(leadWorker, home)).text).toContain(placesOfHome()[0]);
    const { shown, text } = await placesShown(schoolNurse, home);
    expect([...shown]).toEqual([]);
    for (const place of placesOfHome()) expect(text).not.toContain(place);
  });
});

describe('No refusal of a change gives a place away either', () => {
  const decision = { purposes: ['EARLY_HELP'], recipients: ['northmere-early-help'], decision: 'GIVEN', method: 'IN_PERSON' };
  const then = { decidedAt: from({ days: 1 }) };
  const by = (personId: string) => ({ capacity: 'PARENTAL_RESPONSIBILITY', personId });
  const refused: readonly (readonly [string, string, () => object, string?])[] = [
    [
      'proposeAgreement',
      leadWorker,
      () => ({
        id: 'x',
        provider: 'x',
        recipients: [],
        categories: [],
        purposes: [],
        detail: 'FULL',
        startsAt: from({}),
        endsAt: from({}),
        legalBasis: {
          statutoryPower: '',
          article6: '',
          controller: '',
          dataProtectionImpactAssessment: '',
          reviewOn: today(),
          retention: '',
        },
      }),
    ],
    ['activateAgreement', governance, () => ({ id: 'health-early-help', version: 1 }), 'AgreementVersion'],
    ['endAgreement', governance, () => ({ id: 'health-early-help', version: 9 }), 'AgreementVersion'],
    ['recordConsent', leadWorker, () => ({ personId: toby, categories: ['ADDRESS'], ...decision, ...then, givenBy: by(daniel) })],
    [
      'withdrawConsent',
      leadWorker,
      () => ({ personId: amara, categories: ['TENANCY'], ...then, method: 'PHONE', withdrawnBy: by(gareth) }),
    ],
    [
      'recordFamilyAgreement',
      leadWorker,
      () => ({
        familyId: FAMILY,
        formReference: '',
        noticeVersion: '',
        ...then,
        method: 'ONLINE',
        rows: [ticks(daniel, amara, 'TENANCY')],
      }),
    ],
    [
      'recordCompetence',
      leadWorker,
      () => ({ personId: toby, categories: ['X'], outcome: 'COMPETENT', assessedBy: '', assessedOn: day(1) }),
    ],
    [
      'recordParentalResponsibility',
      leadWorker,
      () => ({ childId: toby, holderKind: 'PERSON', holderId: toby, source: 'BIRTH', evidence: '' }),
    ],
    ['endParentalResponsibility', leadWorker, () => ({ id: toby, evidence: '' })],
    ['openFamily', manager, () => ({ familyId: FAMILY })],
    ['closeFamily', manager, () => ({ familyId: FAMILY, closedOn: day(1), reason: 'OTHER' })],
    ['assignLeadWorker', manager, () => ({ familyId: FAMILY, workerId: callerId(leadWorker) })],
    ['addTeamMember', manager, () => ({ familyId: FAMILY, workerId: callerId('other-worker'), kind: 'DUTY' })],
    ['endTeamMember', manager, () => ({ assignmentId: FAMILY })],
    [
      'confirmFamilyMember',
      manager,
      () => ({ membershipId: madeUpId('member', castKeys.family, castKeys.amara), decision: 'CONFIRM' }),
    ],
    [
      'addFamilyMember',
      leadWorker,
      () => ({
        familyId: FAMILY,
        role: 'OTHER',
        person: { new: { livesWithPersonId: amara, address: { line: '', town: '', postcode: '', uprn: '0' } } },
      }),
    ],
    ['recordBirth', leadWorker, () => ({ personId: toby, dateOfBirth: day(1), sex: 'MALE' })],
    ['recordRelationship', leadWorker, () => ({ fromPersonId: amara, kind: 'MOTHER', toPersonId: toby })],
    ['endRelationship', leadWorker, () => ({ relationshipId: amara })],
    ['confirmRelationship', manager, () => ({ relationshipId: amara, decision: 'CONFIRM' })],
    ['placeRestriction', governance, () => ({ personId: amara, kind: 'PROTECTED_ADDRESS', categories: ['ADDRESS'], reason: '' })],
    ['liftRestriction', governance, () => ({ restrictionId: protection, reason: '' })],
    ['declareInterest', leadWorker, () => ({ personId: amara, kind: 'FRIEND', silent: true })],
    ['endInterest', manager, () => ({ interestId: amara })],
    [
      'recordSafeguardingDecision',
      mash,
      () => ({
        ground: 'MASH',
        personIds: [amara, amara],
        categories: ['ADDRESS'],
        recipients: [],
        reason: '',
        endsAt: from({ days: 99 }),
      }),
    ],
    ['approveSafeguardingDecision', manager, () => ({ decisionId: amara })],
    ['endSafeguardingDecision', manager, () => ({ decisionId: amara })],
    [
      'recordOverride',
      leadWorker,
      () => ({ personIds: [amara, amara], categories: ['ADDRESS'], reasonCode: 'OTHER', narrative: '', hours: 9 }),
    ],
    ['endOverride', leadWorker, () => ({ overrideId: amara })],
    ['releaseAccount', governance, () => ({ personId: amara, until: from({ days: 9 }) })],
    ['exportAccessLog', leadWorker, () => ({ format: 'CSV', filter: { personIds: [amara] } })],
    ['placeHold', governance, () => ({ personId: amara, familyId: FAMILY, reason: '' })],
    ['liftHold', governance, () => ({ holdId: amara, reason: '' })],
    ['startReview', 'dpo', () => ({ itemId: amara })],
    ['closeReview', 'dpo', () => ({ itemId: amara, disposition: 'JUSTIFIED', note: '' })],
    ['sampleForReview', 'dpo', () => ({ entryIndex: 999_999, note: '' })],
    ['explainAccess', manager, () => ({ itemId: amara, explanation: '' })],
    ['confirmSame', 'steward', () => ({ reviewId: amara, rationale: '' })],
    ['confirmDifferent', 'steward', () => ({ reviewId: amara, rationale: '' })],
    ['unlinkRecord', 'steward', () => ({ linkId: amara, rationale: '' })],
    ['merge', 'steward', () => ({ keepPersonId: amara, mergePersonId: amara, rationale: '' })],
    ['split', 'steward', () => ({ mergeId: amara, rationale: '' })],
  ];

  test('Every mutation is refused once: no problem tells a place', async () => {
    const places = placesOfHome();
    for (const [name, who, input, type = `${name[0]!.toUpperCase()}${name.slice(1)}`] of refused) {
      const document = `mutation ($input: ${type}Input!) { ${name}(input: $input) { ... on Problems { problems { code message path } } } }`;
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const { text } = await ask(who, document, { input: { clientKey: name, ...input() } });
      expect(text).toContain('"code"');
      expect(places.filter((place) => text.includes(place))).toEqual([]);
    }
  });

  test('Of all the mutations none is left out', async () => {
    const { mutationType } = await answerTo<{ mutationType: { fields: { name: string }[] } }>(
      leadWorker,
      '{ __schema { mutationType { fields { name } } } }',
    );
    expect(refused.map(([name]) => name).toSorted()).toEqual(mutationType.fields.map(({ name }) => name).toSorted());
  });
});
