/** The made-up council's information sharing agreements. */
import type { Agreement, AgreementEvent } from '#disclosure/entities.ts';
import type { RequiredEntityData } from '@mikro-orm/core';
import { callerId } from '#demo/callers.ts';

type Row = RequiredEntityData<Agreement>;

const EVERY_TEAM = ['northmere-early-help', 'northmere-community-health'];
const EARLY_HELP = ['northmere-early-help'];

const common: Pick<
  Row,
  'version' | 'purposes' | 'detail' | 'minimumAge' | 'maximumAge' | 'historyMonths' | 'stalenessHours' | 'proposedBy'
> = {
  version: 1,
  purposes: ['EARLY_HELP'],
  detail: 'FULL',
  minimumAge: null,
  maximumAge: null,
  historyMonths: 24,
  stalenessHours: null,
  proposedBy: callerId('information-governance'),
};

const basis = (statutoryPower: string, more: Partial<Row['legalBasis']> = {}) => ({
  statutoryPower,
  article6: '6(1)(e) public task',
  controller: 'Northmere Council',
  dataProtectionImpactAssessment: 'DPIA-2026-04',
  reviewOn: '2027-04-01',
  retention: 'Not kept by the hub',
  ...more,
});
const children = 'Children Act 2004 s.10';
const health = { article9: '9(2)(g), Data Protection Act 2018 Schedule 1 paragraph 18' };
const police = {
  article9: '9(2)(g), Data Protection Act 2018 Schedule 1 paragraph 18',
  article10: 'Data Protection Act 2018 s.10(5) and Schedule 1 paragraph 36; leaves Part 3 by s.36(4)',
  retention: 'Landed rows: 24 months from the end of the episode',
};

/** One agreement for each of the ways in which partners really share: by age, in summary, with a limit on stale files. */
export function agreements(startsAt: Date, endsAt: Date): Row[] {
  const agreement = (row: Omit<Row, keyof typeof common | 'startsAt' | 'endsAt' | 'proposedAt'> & Partial<Row>): Row => ({
    ...common,
    startsAt,
    endsAt,
    proposedAt: startsAt,
    ...row,
  });
  return [
    agreement({
      id: 'education-early-help',
      provider: 'education',
      recipients: EVERY_TEAM,
      categories: ['ATTENDANCE', 'SUSPENSIONS', 'SPECIAL_EDUCATIONAL_NEEDS'],
      minimumAge: 4,
      maximumAge: 20,
      legalBasis: basis(children),
    }),
    agreement({
      id: 'health-early-help',
      provider: 'health',
      recipients: EVERY_TEAM,
      categories: ['HEALTH_CONTACTS', 'MENTAL_HEALTH', 'SUBSTANCE_MISUSE'],
      legalBasis: basis(children, health),
    }),
    agreement({
      id: 'police-referrals',
      provider: 'police',
      recipients: EARLY_HELP,
      categories: ['POLICE_REFERRALS'],
      minimumAge: 10,
      historyMonths: 12,
      stalenessHours: 72,
      legalBasis: basis('Crime and Disorder Act 1998 s.115', police),
    }),
    agreement({
      id: 'police-missing',
      provider: 'police',
      recipients: EARLY_HELP,
      categories: ['MISSING_EPISODES'],
      historyMonths: 12,
      stalenessHours: 72,
      legalBasis: basis('Crime and Disorder Act 1998 s.115', police),
    }),
    agreement({
      id: 'operation-encompass',
      provider: 'police',
      recipients: EARLY_HELP,
      categories: ['DOMESTIC_ABUSE'],
      historyMonths: 12,
      stalenessHours: 72,
      legalBasis: basis('Domestic Abuse Act 2021 s.49A', police),
    }),
    agreement({
      id: 'housing-tenancies',
      provider: 'housing',
      recipients: EARLY_HELP,
      categories: ['TENANCY'],
      detail: 'SUMMARY',
      minimumAge: 16,
      legalBasis: basis('Localism Act 2011 s.1'),
    }),
    agreement({
      id: 'housing-options',
      provider: 'housing',
      recipients: EARLY_HELP,
      categories: ['HOMELESSNESS', 'REHOUSING'],
      minimumAge: 16,
      legalBasis: basis('Homelessness Reduction Act 2017; Localism Act 2011 s.1'),
    }),
  ];
}

/** A second person activated all of them. */
export function agreementEvents(agreements: readonly Row[]): RequiredEntityData<AgreementEvent>[] {
  return agreements.map(({ id, version, startsAt }) => ({
    agreement: id,
    version,
    event: 'ACTIVATED',
    recordedBy: callerId('information-governance-2'),
    recordedAt: startsAt,
  }));
}
