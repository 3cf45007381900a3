import { defineEntity } from '@mikro-orm/core';
import { RELATIONSHIP_KINDS } from '#terms/family.ts';

const p = defineEntity.properties;
const instant = () => p.datetime().columnType('timestamptz(3)');
const recordedAt = () => instant().defaultRaw('now()').comment('When it was entered');

/** An organisation that receives what is shared. Agreements and consents name it as a recipient. */
const OrganisationSchema = defineEntity({
  name: 'Organisation',
  comment: 'Organisations that receive what is shared',
  properties: { id: p.text().primary(), name: p.text() },
});
export class Organisation extends OrganisationSchema.class {}
OrganisationSchema.setClass(Organisation);

/** A worker or council app that may sign in. Roles come from sign-in and are not kept here. */
const WorkerSchema = defineEntity({
  name: 'Worker',
  comment: 'Workers and council apps that may sign in',
  properties: {
    id: p.uuid().primary(),
    kind: p.enum(['WORKER', 'APP'] as const),
    subject: p.text().unique().comment('The `sub` claim that sign-in knows the worker or app by'),
    name: p.text(),
    organisation: () => p.manyToOne(Organisation),
    approvedPurposes: p.array().columnType('text[]').comment('For an app: the purposes that information governance approved'),
  },
});
export class Worker extends WorkerSchema.class {}
WorkerSchema.setClass(Worker);

/** Where people live together. A protected address protects all of them (rule 6). */
const HouseholdSchema = defineEntity({
  name: 'Household',
  comment: 'Where people live together',
  properties: {
    id: p.uuid().primary(),
    line: p.text(),
    town: p.text(),
    postcode: p.text(),
    uprn: p.text().nullable().comment('Unique Property Reference Number, up to 12 digits'),
  },
  indexes: [
    {
      name: 'household_uprn',
      expression: `create index "household_uprn" on "household" (ltrim(uprn, '0'))`,
    },
    {
      name: 'household_address',
      expression: `create index "household_address" on "household" (upper(replace(postcode, ' ', '')), lower(trim(both from line)))`,
    },
  ],
});
export class Household extends HouseholdSchema.class {}
HouseholdSchema.setClass(Household);

const PersonSchema = defineEntity({
  name: 'Person',
  comment: 'The person index: one row for each human being',
  properties: {
    id: p.uuid().primary(),
    forename: p.text().nullable().comment('Null for a child not yet born'),
    surname: p.text().nullable(),
    dateOfBirth: p.date().nullable(),
    sex: p.enum(['FEMALE', 'MALE', 'INDETERMINATE', 'UNKNOWN'] as const),
    diedOn: p.date().nullable(),
    dueDate: p.date().nullable().comment('For a child not yet born'),
    unbornChildOf: () =>
      p.manyToOne(Person).nullable().deleteRule('restrict').comment('The mother of a child not yet born; ended at birth'),
    household: () => p.manyToOne(Household).nullable(),
    recordedBy: p
      .uuid()
      .nullable()
      .comment('The worker who entered them; null: nobody did, they were made from an agency’s record'),
    recordedAt: recordedAt(),
  },
  indexes: [{ properties: ['household'] }],
});
export class Person extends PersonSchema.class {}
PersonSchema.setClass(Person);

/** As for members: whoever is proposed as somebody's kin is not shown as such until a manager confirms it. */
export const RELATIONSHIP_STATES = ['PROPOSED', 'CONFIRMED', 'REJECTED', 'ENDED'] as const;
export type RelationshipState = (typeof RELATIONSHIP_STATES)[number];

/** Kinship: `from` is the `kind` of `to`. */
const RelationshipSchema = defineEntity({
  name: 'Relationship',
  comment:
    'Kinship between two people: from_person is the kind of to_person. Only what is confirmed is shown. A change is a new version',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().primary().default(1),
    fromPerson: () => p.manyToOne(Person),
    kind: p.enum(RELATIONSHIP_KINDS),
    toPerson: () => p.manyToOne(Person),
    state: p
      .enum(RELATIONSHIP_STATES)
      .comment('Ended is ended at once; who was once confirmed as a partner counts as a former one'),
    fromDate: p.date().nullable(),
    untilDate: p.date().nullable().comment('The last day'),
    proposedBy: () => p.manyToOne(Worker).nullable(),
    proposedWith: p.uuid().nullable().comment('The membership that it was proposed with, and is decided with'),
    recordedBy: p.uuid().nullable().comment('The worker who entered it'),
    recordedAt: recordedAt(),
  },
  indexes: [{ properties: ['fromPerson'] }, { properties: ['toPerson'] }, { properties: ['proposedWith'] }],
});
export class Relationship extends RelationshipSchema.class {}
RelationshipSchema.setClass(Relationship);

const LINK_STATES = ['AUTOMATIC', 'CONFIRMED', 'CANDIDATE', 'REJECTED'] as const;
export type LinkState = (typeof LINK_STATES)[number];

/** Which record at an agency is about which person. Only live automatic or confirmed links are ever asked with. */
const AgencyLinkSchema = defineEntity({
  name: 'AgencyLink',
  comment: 'Which agency record is about which person; a change ends the row and adds the next version',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().primary(),
    person: () => p.manyToOne(Person),
    agency: p.text(),
    agencyPersonId: p.text().comment('The id that the agency itself uses'),
    state: p.enum(LINK_STATES),
    startsAt: instant(),
    endsAt: instant().nullable(),
  },
  indexes: [
    { properties: ['person', 'agency'] },
    { properties: ['agency', 'agencyPersonId'] },
    {
      // A record is about one person: two live links would show one person's record as another's.
      name: 'agency_link_one_person',
      expression: `create unique index "agency_link_one_person" on "agency_link" ("agency", "agency_person_id") where ends_at is null and state in ('AUTOMATIC', 'CONFIRMED')`,
    },
  ],
});
export class AgencyLink extends AgencyLinkSchema.class {}
AgencyLinkSchema.setClass(AgencyLink);

/** Whether an agency's demographic feed is complete, so that "no candidate" means "nothing held" (rule 3). */
const AgencyFeedSchema = defineEntity({
  name: 'AgencyFeed',
  comment: 'The state of each agency’s demographic feed',
  properties: {
    agency: p.text().primary(),
    complete: p.boolean(),
    asOf: instant(),
    cursor: p.text().nullable().comment('From where its list is read on'),
    stoppedAt: instant().nullable().comment('Since when no agreement for its intake is in force (rule 4); null while one is'),
    anewFrom: p
      .integer()
      .nullable()
      .comment('Up to which number its records are marked to be placed anew; null: all are that have to be'),
  },
});
export class AgencyFeed extends AgencyFeedSchema.class {}
AgencyFeedSchema.setClass(AgencyFeed);

export const peopleEntities = [Organisation, Worker, Household, Person, Relationship, AgencyLink, AgencyFeed];
