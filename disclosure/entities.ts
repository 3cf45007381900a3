/**
 * Agreements, consents, restrictions and exceptions. Nothing here is rewritten: what changes gets the next version of its row or a
 * row of its own, so that what held at any time, and what the hub knew of it then, can be told.
 */
import { defineEntity } from '@mikro-orm/core';
import {
  CAPACITIES,
  CONSENT_DECISIONS,
  CONSENT_METHODS,
  OVERRIDE_REASONS,
  RESTRICTION_KINDS,
  SAFEGUARDING_GROUNDS,
} from '#terms/sharing.ts';

const p = defineEntity.properties;
const instant = () => p.datetime().columnType('timestamptz(3)');
const textArray = () => p.array().columnType('text[]');
const uuidArray = () => p.array().columnType('uuid[]');
const version = () => p.integer().primary().default(1);
const recordedBy = () => p.uuid().nullable().comment('The worker who entered it');
const recordedAt = () => instant().defaultRaw('now()').comment('When it was entered');
const merge = () => p.uuid().nullable().comment('Copied by this merge of two people: it counts while they are merged');

/** What an agreement must cite (rule 4). `disclosure/agreement-check.ts` says which of it is needed when. */
export interface LegalBasis {
  readonly statutoryPower: string;
  /** Where the power is Children Act 2004 s.16LA: the instrument that commenced it. */
  readonly commencement?: string;
  readonly article6: string;
  readonly article9?: string;
  /** For criminal offence data: the condition under which it may be processed. */
  readonly article10?: string;
  /** For police data: the authority under which it may leave Data Protection Act 2018 Part 3. */
  readonly authorityToLeavePart3?: string;
  /** For health data: how the common law duty of confidentiality is met. */
  readonly confidentialityRoute?: string;
  readonly controller: string;
  readonly dataProtectionImpactAssessment: string;
  readonly reviewOn: string;
  readonly retention: string;
  /** The event from which the retention is counted. */
  readonly retentionStarts?: string;
  /** For IDENTITY, intake and matching: whose demographics. */
  readonly population?: string;
}

/** An information sharing agreement. A change is a new version; a version is never edited (rule 4). */
const AgreementSchema = defineEntity({
  name: 'Agreement',
  comment:
    'Information sharing agreements as proposed; a change is a new version. It is in force only where an event activates it',
  properties: {
    id: p.text().primary(),
    version: p.integer().primary(),
    provider: p.text().comment('The agency that shares, by the id of its connector'),
    recipients: textArray().comment('The organisations that receive'),
    categories: textArray(),
    purposes: textArray(),
    detail: p.enum(['FULL', 'SUMMARY'] as const),
    minimumAge: p.integer().nullable().comment('Completed years of the subject'),
    maximumAge: p.integer().nullable().comment('Completed years of the subject'),
    historyMonths: p.integer().nullable().comment('How far back items may reach; null: without limit'),
    stalenessHours: p.integer().nullable().comment('What is older counts as unavailable; null: without limit'),
    startsAt: instant(),
    endsAt: instant(),
    proposedBy: p.uuid(),
    proposedAt: instant().defaultRaw('now()'),
    legalBasis: p.json<LegalBasis>(),
  },
});
export class Agreement extends AgreementSchema.class {}
AgreementSchema.setClass(Agreement);

/** What became of a version of an agreement: activated by a second person, ended before its time. */
const AgreementEventSchema = defineEntity({
  name: 'AgreementEvent',
  comment: 'What became of a version of an agreement',
  properties: {
    agreement: p.text().primary(),
    version: p.integer().primary(),
    event: p.enum(['ACTIVATED', 'ENDED'] as const).primary(),
    recordedBy: p.uuid(),
    recordedAt: recordedAt(),
  },
});
export class AgreementEvent extends AgreementEventSchema.class {}
AgreementEventSchema.setClass(AgreementEvent);

/** A decision about sharing by somebody who may decide for the person (rule 5). Never changed; the giver's latest stands. */
const ConsentSchema = defineEntity({
  name: 'Consent',
  comment: 'Decisions about sharing, one row per person, category, purpose, recipient and decision; never changed',
  properties: {
    id: p.uuid().primary(),
    entry: p.bigint('number').unique().autoincrement().comment('Order of entry'),
    person: p.uuid(),
    category: p.text(),
    purpose: p.text().nullable().comment('Null: every purpose; for withdrawals only'),
    recipient: p.text().nullable().comment('Null: every recipient; for withdrawals only'),
    decision: p.enum(CONSENT_DECISIONS),
    decidedAt: instant().comment('When it was decided, which may be before it was entered'),
    capacity: p.enum(CAPACITIES),
    givenBy: p.uuid().nullable().comment('Null where the local authority decided'),
    competenceAssessedBy: p.text().nullable().comment('Who assessed competence, or the lack of capacity'),
    competenceAssessedOn: p.date().nullable(),
    method: p.enum(CONSENT_METHODS),
    validUntil: p.date().nullable().comment('The last day; for best interests the day of review'),
    form: p.uuid().nullable().comment('The family agreement form it was ticked on'),
    recordedBy: p.uuid(),
    recordedAt: recordedAt(),
    merge: merge(),
  },
  indexes: [
    { properties: ['person'] },
    {
      name: 'consent_merge',
      expression: `create index "consent_merge" on "consent" ("merge") where merge is not null`,
    },
  ],
  checks: [
    {
      name: 'consent_only_withdrawals_cover_all',
      expression: `((decision = 'WITHDRAWN'::text) OR ((purpose IS NOT NULL) AND (recipient IS NOT NULL)))`,
    },
  ],
});
export class Consent extends ConsentSchema.class {}
ConsentSchema.setClass(Consent);

/** One visit, whole family: the form on which several decisions were made (rule 5). */
const FamilyAgreementFormSchema = defineEntity({
  name: 'FamilyAgreementForm',
  comment: 'Forms on which a whole family decided at one visit',
  properties: {
    id: p.uuid().primary(),
    family: p.uuid(),
    reference: p.text().comment('The form’s own reference'),
    noticeVersion: p.text().comment('Which privacy notice the family was given'),
    decidedAt: instant(),
    recordedBy: p.uuid(),
    recordedAt: recordedAt(),
  },
  indexes: [{ properties: ['family'] }],
});
export class FamilyAgreementForm extends FamilyAgreementFormSchema.class {}
FamilyAgreementFormSchema.setClass(FamilyAgreementForm);

/** Whether a person could decide about sharing: Gillick under 16, Mental Capacity Act 2005 from 16. Never changed. */
const CompetenceAssessmentSchema = defineEntity({
  name: 'CompetenceAssessment',
  comment: 'Whether a person can decide about sharing; the latest for a category stands',
  properties: {
    id: p.uuid().primary(),
    entry: p.bigint('number').unique().autoincrement().comment('Order of entry'),
    person: p.uuid(),
    categories: textArray().comment('The decisions it is about'),
    outcome: p.enum(['COMPETENT', 'NOT_COMPETENT'] as const),
    assessedBy: p.text(),
    assessedOn: p.date(),
    recordedBy: p.uuid(),
    recordedAt: recordedAt(),
    merge: merge(),
  },
  indexes: [{ properties: ['person'] }],
});
export class CompetenceAssessment extends CompetenceAssessmentSchema.class {}
CompetenceAssessmentSchema.setClass(CompetenceAssessment);

/** Something that stands above agreement and consent (rule 6). */
const RestrictionSchema = defineEntity({
  name: 'Restriction',
  comment: 'Protected addresses, sealed records, subject locks and court orders. A change is a new version',
  properties: {
    id: p.uuid().primary(),
    version: version(),
    person: p.uuid(),
    kind: p.enum(RESTRICTION_KINDS),
    categories: textArray().nullable().comment('Null: the whole person'),
    binds: textArray().nullable().comment('Organisations and workers that it binds; null: everybody'),
    exempt: textArray().comment('Organisations and workers that it does not bind'),
    silent: p.boolean().comment('Not to be noticed by anybody whom it binds'),
    absolute: p.boolean().default(true).comment('Nobody may be exempted from it'),
    state: p
      .enum(['LIVE', 'LIFTED'] as const)
      .default('LIVE')
      .comment('Lifted is lifted at once, whatever any clock says'),
    startsAt: instant().nullable().comment('Null: since it was placed'),
    endsAt: instant().nullable(),
    placedBy: p.uuid(),
    reason: p.text(),
    recordedBy: recordedBy(),
    recordedAt: recordedAt(),
  },
  indexes: [{ properties: ['person'] }],
});
export class Restriction extends RestrictionSchema.class {}
RestrictionSchema.setClass(Restriction);

/** Break glass: a worker alone opens SAFEGUARDING for named people and categories, for at most four hours (rule 8). */
const OverrideSchema = defineEntity({
  name: 'Override',
  comment: 'Break glass, by a worker alone, for at most four hours. A change is a new version',
  properties: {
    id: p.uuid().primary(),
    version: version(),
    worker: p.uuid(),
    organisation: p.text(),
    people: uuidArray().comment('May name nobody: a worker cannot look up whom they may not see'),
    categories: textArray(),
    reasonCode: p.enum(OVERRIDE_REASONS),
    narrative: p.text(),
    startsAt: instant(),
    endsAt: instant(),
    state: p.enum(['LIVE', 'ENDED'] as const).default('LIVE'),
    recordedBy: recordedBy(),
    recordedAt: recordedAt(),
  },
  indexes: [{ properties: ['worker'] }],
  checks: [
    {
      name: 'override_ends_within_four_hours',
      expression: `((ends_at > starts_at) AND (ends_at <= (starts_at + '04:00:00'::interval)))`,
    },
  ],
});
export class Override extends OverrideSchema.class {}
OverrideSchema.setClass(Override);

/** Two people open SAFEGUARDING for named people, categories and recipients, for at most fifteen working days (rule 8). */
const SafeguardingDecisionSchema = defineEntity({
  name: 'SafeguardingDecision',
  comment: 'Decisions of MASH or under section 47, by two people. A change is a new version',
  properties: {
    id: p.uuid().primary(),
    version: version(),
    ground: p.enum(SAFEGUARDING_GROUNDS),
    people: uuidArray(),
    categories: textArray(),
    recipients: textArray().comment('Organisations and workers for whom it opens SAFEGUARDING'),
    reason: p.text(),
    state: p.enum(['PROPOSED', 'APPROVED', 'ENDED'] as const),
    decidedBy: p.uuid(),
    approvedBy: p.uuid().nullable().comment('A second person'),
    endsAt: instant(),
    recordedBy: recordedBy(),
    recordedAt: recordedAt(),
  },
  checks: [
    {
      name: 'safeguarding_decision_by_two',
      expression: `((state <> 'APPROVED'::text) OR COALESCE((approved_by <> decided_by), false))`,
    },
  ],
});
export class SafeguardingDecision extends SafeguardingDecisionSchema.class {}
SafeguardingDecisionSchema.setClass(SafeguardingDecision);

export const disclosureEntities = [
  Agreement,
  AgreementEvent,
  Consent,
  FamilyAgreementForm,
  CompetenceAssessment,
  Restriction,
  Override,
  SafeguardingDecision,
];
