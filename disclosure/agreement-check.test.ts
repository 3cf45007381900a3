import { describe, expect, test } from 'vitest';
import type { AgreementProposal, KnownParties } from './agreement-check.ts';
import { checkAgreement } from './agreement-check.ts';
import type { LegalBasis } from './entities.ts';

const KNOWN: KnownParties = {
  agencies: [
    { id: 'education', dataKind: 'OTHER', categories: ['ATTENDANCE', 'SUSPENSIONS'] },
    { id: 'health', dataKind: 'HEALTH', categories: ['HEALTH_CONTACTS'] },
    { id: 'police', dataKind: 'CRIMINAL_OFFENCE', categories: ['POLICE_REFERRALS'] },
  ],
  organisations: ['early-help', 'mash'],
};

const BASIS: LegalBasis = {
  statutoryPower: 'Children Act 2004 s.10',
  article6: '6(1)(e) public task',
  controller: 'The council',
  dataProtectionImpactAssessment: 'DPIA-7',
  reviewOn: '2027-04-01',
  retention: 'Nothing is kept',
  retentionStarts: 'Nothing to count',
};
const EDUCATION: AgreementProposal = {
  id: 'education-early-help',
  provider: 'education',
  recipients: ['early-help'],
  categories: ['ATTENDANCE'],
  purposes: ['EARLY_HELP'],
  detail: 'FULL',
  minimumAge: 4,
  maximumAge: 20,
  historyMonths: 24,
  stalenessHours: null,
  startsAt: new Date('2026-09-01T00:00:00Z'),
  endsAt: new Date('2027-09-01T00:00:00Z'),
  legalBasis: BASIS,
};
const HEALTH: AgreementProposal = {
  ...EDUCATION,
  provider: 'health',
  categories: ['HEALTH_CONTACTS'],
  legalBasis: { ...BASIS, article9: '9(2)(g)', confidentialityRoute: 'Consent' },
};
const POLICE: AgreementProposal = {
  ...EDUCATION,
  provider: 'police',
  categories: ['POLICE_REFERRALS'],
  legalBasis: { ...BASIS, article10: 'Schedule 1 paragraph 36', authorityToLeavePart3: 's.36(4)' },
};
const INTAKE: AgreementProposal = {
  ...EDUCATION,
  categories: ['IDENTITY'],
  purposes: [],
  legalBasis: { ...BASIS, population: 'Children on roll' },
};

const places = (proposal: AgreementProposal, change: Partial<AgreementProposal> = {}, known = KNOWN): string[] =>
  checkAgreement({ ...proposal, ...change }, known).map(({ path }) => path.join('.'));
const withBasis = (proposal: AgreementProposal, change: { [Key in keyof LegalBasis]?: LegalBasis[Key] | undefined }): string[] =>
  places(proposal, { legalBasis: { ...proposal.legalBasis, ...change } as LegalBasis });

describe('An agreement that says what it has to is in order', () => {
  test.each([EDUCATION, HEALTH, POLICE, INTAKE])('$provider $categories', (proposal) => {
    expect(checkAgreement(proposal, KNOWN)).toEqual([]);
  });
});

describe('Whatever it is about, it cites', () => {
  const always = [
    'statutoryPower',
    'article6',
    'controller',
    'dataProtectionImpactAssessment',
    'reviewOn',
    'retention',
    'retentionStarts',
  ] as const;
  test.each(always)('%s', (field) => {
    for (const proposal of [EDUCATION, HEALTH, POLICE, INTAKE]) {
      expect(withBasis(proposal, { [field]: undefined })).toEqual([`legalBasis.${field}`]);
    }
  });

  test.each(['', '  ', '-', 'TBC', 'tba.', 'n/a', 'None', 'to be confirmed', '???'])(
    'nothing that stands for nothing: “%s”',
    (text) => {
      expect(withBasis(EDUCATION, { statutoryPower: text, reviewOn: text })).toEqual([
        'legalBasis.statutoryPower',
        'legalBasis.reviewOn',
      ]);
    },
  );

  test('a text that somebody will read', () => {
    expect(withBasis(EDUCATION, { retention: 'x y'.repeat(1_000) })).toEqual(['legalBasis.retention']);
    expect(withBasis(EDUCATION, { retention: 'Nothing\0 is kept' })).toEqual(['legalBasis.retention']);
  });
});

describe('What an agency’s data are in law', () => {
  test('police data need a condition under Article 10, and the authority to leave Part 3', () => {
    expect(withBasis(POLICE, { article10: undefined })).toEqual(['legalBasis.article10']);
    expect(withBasis(POLICE, { authorityToLeavePart3: undefined })).toEqual(['legalBasis.authorityToLeavePart3']);
  });

  test('health data need a condition under Article 9, and a route through confidentiality', () => {
    expect(withBasis(HEALTH, { article9: undefined })).toEqual(['legalBasis.article9']);
    expect(withBasis(HEALTH, { confidentialityRoute: undefined })).toEqual(['legalBasis.confidentialityRoute']);
  });

  test('that holds for intake too: whom the police know, and who is a patient, is such data', () => {
    expect(places(INTAKE, { provider: 'police' })).toEqual(['legalBasis.article10', 'legalBasis.authorityToLeavePart3']);
    expect(places(INTAKE, { provider: 'health' })).toEqual(['legalBasis.article9', 'legalBasis.confidentialityRoute']);
  });
});

describe('Children Act 2004 s.16LA is no power before it is commenced', () => {
  const spellings = [
    'Children Act 2004 s.16LA',
    's. 16LA',
    'section 16LA',
    '16la',
    'Children Act 2004, s16LA(2)',
    's.10 and 16 LA',
  ];
  test.each(spellings)('%s', (statutoryPower) => {
    expect(withBasis(EDUCATION, { statutoryPower })).toEqual(['legalBasis.statutoryPower']);
    expect(withBasis(EDUCATION, { statutoryPower, commencement: 'not yet commenced' })).toEqual(['legalBasis.statutoryPower']);
    expect(withBasis(EDUCATION, { statutoryPower, commencement: 'The commencement regulations' })).toEqual([]);
  });

  test('wherever it is relied on', () => {
    expect(withBasis(HEALTH, { confidentialityRoute: 'Lifted by s.16LA' })).toEqual(['legalBasis.confidentialityRoute']);
  });

  test.each(['Education Act 1996 s.116LA', 'Children Act 1989 s.16L', 's.16LAB'])(
    'another section is another: %s',
    (statutoryPower) => {
      expect(withBasis(EDUCATION, { statutoryPower })).toEqual([]);
    },
  );
});

describe('Intake of demographics and matching', () => {
  test('needs an agreement of its own', () => {
    expect(places(INTAKE, { categories: ['ATTENDANCE', 'IDENTITY'], purposes: ['EARLY_HELP'] })).toEqual(['categories.1']);
  });

  test('says whose demographics', () => {
    expect(withBasis(INTAKE, { population: undefined })).toEqual(['legalBasis.population']);
  });

  test('alone may name no purpose', () => {
    expect(places(INTAKE, { purposes: ['EARLY_HELP'] })).toEqual([]);
    expect(places(EDUCATION, { purposes: [] })).toEqual(['purposes']);
  });
});

describe('Nonsense', () => {
  test.each<[string, Partial<AgreementProposal>, string[]]>([
    ['an id that the log could not name', { id: 'education@2' }, ['id']],
    ['an agency that there is not', { provider: 'libraries' }, ['provider']],
    ['another agency’s category', { categories: ['ATTENDANCE', 'HEALTH_CONTACTS'] }, ['categories.1']],
    ['a category of the hub’s own that needs no agreement', { categories: ['ADDRESS'] }, ['categories.0']],
    ['no category', { categories: [] }, ['categories']],
    ['no recipient', { recipients: [] }, ['recipients']],
    ['a recipient that there is not', { recipients: ['early-help', 'gym'] }, ['recipients.1']],
    ['a purpose that there is not', { purposes: ['CURIOSITY'] }, ['purposes.0']],
    ['a recipient twice', { recipients: ['mash', 'mash'] }, ['recipients.1']],
    ['a category twice', { categories: ['ATTENDANCE', 'ATTENDANCE'] }, ['categories.1']],
    ['a purpose twice', { purposes: ['EARLY_HELP', 'EARLY_HELP'] }, ['purposes.1']],
    ['an end that is its beginning', { startsAt: EDUCATION.endsAt }, ['endsAt']],
    ['a beginning that is no time', { startsAt: new Date(NaN) }, ['startsAt']],
    ['ages the wrong way round', { minimumAge: 20, maximumAge: 4 }, ['maximumAge']],
    ['an age below nothing', { minimumAge: -1 }, ['minimumAge']],
    ['half an age', { maximumAge: 15.5 }, ['maximumAge']],
    ['no history', { historyMonths: 0 }, ['historyMonths']],
    ['more history than the calendar has', { historyMonths: 2_000_000_000 }, ['historyMonths']],
    ['no staleness', { stalenessHours: 0 }, ['stalenessHours']],
  ])('%s', (_, change, expected) => {
    expect(places(EDUCATION, change)).toEqual(expected);
  });

  test.each(['soon', '2027-02-30', '2027-13-01', '1 April 2027'])('a review on %s', (reviewOn) => {
    expect(withBasis(EDUCATION, { reviewOn })).toEqual(['legalBasis.reviewOn']);
  });

  test('a review after the end; on the day of the end is soon enough', () => {
    expect(withBasis(EDUCATION, { reviewOn: '2027-09-02' })).toEqual(['legalBasis.reviewOn']);
    expect(withBasis(EDUCATION, { reviewOn: '2027-09-01' })).toEqual([]);
  });
});

test('Where it is not known which organisations there are, recipients are not looked up, but must be named', () => {
  const known = { ...KNOWN, organisations: null };
  expect(places(EDUCATION, { recipients: ['gym'] }, known)).toEqual([]);
  expect(places(EDUCATION, { recipients: [' '] }, known)).toEqual(['recipients.0']);
});

test('Everything that is wrong is said at once, each in one sentence', () => {
  const problems = checkAgreement({ ...POLICE, recipients: [], legalBasis: { ...BASIS, controller: '' } }, KNOWN);
  expect(problems.map(({ path }) => path.join('.'))).toEqual([
    'recipients',
    'legalBasis.controller',
    'legalBasis.article10',
    'legalBasis.authorityToLeavePart3',
  ]);
  expect(checkAgreement({ ...EDUCATION, recipients: [`a\nb${'c'.repeat(1_000)}`] }, KNOWN)[0]?.message).toMatch(/^.{20,150}\.$/);
  for (const { message } of problems) expect(message).toMatch(/^[^\n]+\.$/);
});
