/** The made-up council's information sharing agreements. */
import type { AgreementEvent, LegalBasis } from '#disclosure/entities.ts';
import type { RequiredEntityData } from '@mikro-orm/core';
import { callerId } from '#demo/callers.ts';
import { addDays, londonDate } from '#terms/clock.ts';

export interface AgreementRow {
  readonly id: string;
  readonly version: number;
  readonly provider: string;
  readonly recipients: string[];
  readonly categories: string[];
  readonly purposes: string[];
  readonly detail: 'FULL' | 'SUMMARY';
  readonly minimumAge: number | null;
  readonly maximumAge: number | null;
  readonly historyMonths: number | null;
  readonly stalenessHours: number | null;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly legalBasis: LegalBasis;
}

/** What differs between the agreements; all else is as most of them have it. */
type Terms = Pick<AgreementRow, 'id' | 'provider' | 'recipients' | 'categories'> &
  Partial<Omit<AgreementRow, 'legalBasis'>> & { readonly legalBasis: Partial<LegalBasis> & Pick<LegalBasis, 'statutoryPower'> };

const EVERY_TEAM = ['northmere-early-help', 'northmere-community-health'];
const EARLY_HELP = ['northmere-early-help'];
const SAFEGUARDING = ['northmere-early-help', 'northmere-mash'];
/** Whose stewards decide which records are about one person. */
const STEWARDS = ['northmere-information'];

const CATEGORIES = {
  education: ['ATTENDANCE', 'SUSPENSIONS', 'SPECIAL_EDUCATIONAL_NEEDS'],
  health: ['HEALTH_CONTACTS', 'MENTAL_HEALTH', 'SUBSTANCE_MISUSE'],
  police: ['POLICE_REFERRALS', 'DOMESTIC_ABUSE', 'MISSING_EPISODES'],
  housing: ['TENANCY', 'HOMELESSNESS', 'REHOUSING'],
};
type MadeUpAgency = keyof typeof CATEGORIES;

const children = { statutoryPower: 'Children Act 2004 s.10' };
const safeguarding = { statutoryPower: 'Children Act 1989 s.47; Children Act 2004 s.11' };
const special = { article9: '9(2)(g), Data Protection Act 2018 Schedule 1 paragraph 18' };
const health = { ...special, confidentialityRoute: 'Explicit consent of the person, or of who may decide for them' };
const police = {
  ...special,
  article10: 'Data Protection Act 2018 s.10(5) and Schedule 1 paragraph 36',
  authorityToLeavePart3: 'Data Protection Act 2018 s.36(4), with Crime and Disorder Act 1998 s.115',
  retention: 'Landed rows: 24 months',
  retentionStarts: 'The end of the episode',
};

/** All of them, for one period. */
export function agreements(startsAt: Date, endsAt: Date): AgreementRow[] {
  const agencies = Object.keys(CATEGORIES) as MadeUpAgency[];
  const terms = [...earlyHelp(), ...agencies.map(forSafeguarding), ...agencies.map(forIntake)];
  return terms.map(({ legalBasis, ...row }) => ({
    version: 1,
    purposes: ['EARLY_HELP'],
    detail: 'FULL',
    minimumAge: null,
    maximumAge: null,
    historyMonths: 24,
    stalenessHours: null,
    proposedBy: callerId('information-governance'),
    startsAt,
    endsAt,
    proposedAt: startsAt,
    legalBasis: {
      article6: '6(1)(e) public task',
      controller: 'Northmere Council',
      dataProtectionImpactAssessment: 'DPIA-2026-04',
      reviewOn: addDays(londonDate(endsAt), -90),
      retention: 'Not kept by the hub',
      retentionStarts: 'Nothing to count: shown, and not kept',
      ...legalBasis,
    },
    ...row,
  }));
}

/** One agreement for each of the ways in which partners really share: by age, in summary, with a limit on stale files. */
function earlyHelp(): Terms[] {
  return [
    {
      id: 'education-early-help',
      provider: 'education',
      recipients: EVERY_TEAM,
      categories: CATEGORIES.education,
      minimumAge: 4,
      maximumAge: 20,
      legalBasis: children,
    },
    {
      id: 'health-early-help',
      provider: 'health',
      recipients: EVERY_TEAM,
      categories: CATEGORIES.health,
      legalBasis: { ...children, ...health },
    },
    {
      id: 'police-referrals',
      provider: 'police',
      recipients: EARLY_HELP,
      categories: ['POLICE_REFERRALS'],
      minimumAge: 10,
      historyMonths: 12,
      stalenessHours: 72,
      legalBasis: { ...police, statutoryPower: 'Crime and Disorder Act 1998 s.115' },
    },
    {
      id: 'police-missing',
      provider: 'police',
      recipients: EARLY_HELP,
      categories: ['MISSING_EPISODES'],
      historyMonths: 12,
      stalenessHours: 72,
      legalBasis: { ...police, statutoryPower: 'Crime and Disorder Act 1998 s.115' },
    },
    {
      id: 'operation-encompass',
      provider: 'police',
      recipients: EARLY_HELP,
      categories: ['DOMESTIC_ABUSE'],
      historyMonths: 12,
      stalenessHours: 72,
      legalBasis: { ...police, statutoryPower: 'Domestic Abuse Act 2021 s.49A' },
    },
    {
      id: 'housing-tenancies',
      provider: 'housing',
      recipients: EARLY_HELP,
      categories: ['TENANCY'],
      detail: 'SUMMARY',
      minimumAge: 16,
      legalBasis: { statutoryPower: 'Localism Act 2011 s.1' },
    },
    {
      id: 'housing-options',
      provider: 'housing',
      recipients: EARLY_HELP,
      categories: ['HOMELESSNESS', 'REHOUSING'],
      minimumAge: 16,
      legalBasis: { statutoryPower: 'Homelessness Reduction Act 2017; Localism Act 2011 s.1' },
    },
  ];
}

const SAFEGUARDING_BASIS: Readonly<Record<MadeUpAgency, Partial<LegalBasis>>> = {
  education: {},
  health: { ...special, confidentialityRoute: 'Overriding public interest: protecting a child from serious harm' },
  police,
  housing: {},
};

/** Opened by a safeguarding decision or an override only (rule 8). */
function forSafeguarding(agency: MadeUpAgency): Terms {
  return {
    id: `safeguarding-${agency}`,
    provider: agency,
    recipients: SAFEGUARDING,
    categories: CATEGORIES[agency],
    purposes: ['SAFEGUARDING'],
    legalBasis: { ...SAFEGUARDING_BASIS[agency], ...safeguarding },
  };
}

const INTAKE_BASIS: Readonly<Record<MadeUpAgency, Terms['legalBasis']>> = {
  education: { ...children, population: 'Children on the roll of Northmere’s schools, and the contacts that the schools hold' },
  health: { ...children, ...health, population: 'Patients of Northmere Community Health who live in Northmere' },
  police: {
    ...police,
    statutoryPower: 'Crime and Disorder Act 1998 s.115',
    population: 'People named in a vulnerability referral',
  },
  housing: { statutoryPower: 'Localism Act 2011 s.1', population: 'Tenants, applicants, and their households' },
};

/** Demographics as received, to match each agency's records with the people of the index. */
function forIntake(agency: MadeUpAgency): Terms {
  return {
    id: `intake-${agency}`,
    provider: agency,
    recipients: STEWARDS,
    categories: ['IDENTITY'],
    purposes: [],
    historyMonths: null,
    legalBasis: {
      ...INTAKE_BASIS[agency],
      retention: 'Demographics as received: 12 months',
      retentionStarts: 'The last file or answer that names the person',
    },
  };
}

/** A second person activated all of them. */
export function agreementEvents(rows: readonly AgreementRow[]): RequiredEntityData<AgreementEvent>[] {
  return rows.map(({ id, version, startsAt }) => ({
    agreement: id,
    version,
    event: 'ACTIVATED',
    recordedBy: callerId('information-governance-2'),
    recordedAt: startsAt,
  }));
}
