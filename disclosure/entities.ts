import { defineEntity } from '@mikro-orm/core';

const p = defineEntity.properties;
const instant = () => p.datetime().columnType('timestamptz(3)');
const textArray = () => p.array().columnType('text[]');

/** What an agreement must cite before it can be activated (rule 4). */
export interface LegalBasis {
  readonly statutoryPower: string;
  readonly article6: string;
  readonly article9?: string;
  readonly article10?: string;
  readonly controller: string;
  readonly dataProtectionImpactAssessment: string;
  readonly reviewOn: string;
  readonly retention: string;
}

/** An information sharing agreement. A change is a new version; a version is never edited (rule 4). */
const AgreementSchema = defineEntity({
  name: 'Agreement',
  comment: 'Information sharing agreements; a change is a new version',
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
    activatedBy: p.uuid().nullable().comment('A second person'),
    activatedAt: instant().nullable(),
    legalBasis: p.json<LegalBasis>(),
  },
});
export class Agreement extends AgreementSchema.class {}
AgreementSchema.setClass(Agreement);

/** A decision about sharing by somebody who may decide for the person (rule 5). Never changed; the giver's latest stands. */
const ConsentSchema = defineEntity({
  name: 'Consent',
  comment: 'Decisions about sharing, one row per person, category, purpose, recipient and decision; never changed',
  properties: {
    id: p.uuid().primary(),
    entry: p.bigint('number').unique().autoincrement().comment('Order of entry'),
    person: p.uuid(),
    category: p.text(),
    purpose: p.text(),
    recipient: p.text(),
    decision: p.enum(['GIVEN', 'REFUSED', 'WITHDRAWN'] as const),
    decidedAt: instant().comment('When it was decided, which may be before it was entered'),
    capacity: p.enum(['SELF', 'PARENTAL_RESPONSIBILITY', 'BEST_INTERESTS', 'ATTORNEY', 'DEPUTY', 'LOCAL_AUTHORITY'] as const),
    givenBy: p.uuid().nullable().comment('Null where the local authority decided'),
    competenceAssessedBy: p.text().nullable().comment('Under 16 deciding for themselves: who assessed competence'),
    competenceAssessedOn: p.date().nullable(),
    method: p.enum(['IN_PERSON', 'PHONE', 'WRITTEN', 'ONLINE'] as const),
    validUntil: p.date().nullable(),
    recordedBy: p.uuid(),
    recordedAt: instant(),
  },
  indexes: [{ properties: ['person'] }],
});
export class Consent extends ConsentSchema.class {}
ConsentSchema.setClass(Consent);

/** Something that stands above agreement and consent (rule 6). */
const RestrictionSchema = defineEntity({
  name: 'Restriction',
  comment: 'Protected addresses, sealed records, subject locks and court orders',
  properties: {
    id: p.uuid().primary(),
    person: p.uuid(),
    kind: p.enum(['PROTECTED_ADDRESS', 'SEALED', 'SUBJECT_LOCK', 'COURT_ORDER'] as const),
    categories: textArray().nullable().comment('Null: the whole person'),
    exempt: textArray().comment('Organisations and workers that the restriction does not bind'),
    silent: p.boolean().comment('Not to be noticed by anybody whom it binds'),
    startsAt: instant(),
    endsAt: instant().nullable(),
    placedBy: p.uuid(),
    reason: p.text(),
  },
  indexes: [{ properties: ['person'] }],
});
export class Restriction extends RestrictionSchema.class {}
RestrictionSchema.setClass(Restriction);

export const disclosureEntities = [Agreement, Consent, Restriction];
