import { defineEntity } from '@mikro-orm/core';
import { ASSIGNMENT_KINDS, FAMILY_ROLES, RELATIONSHIP_KINDS } from '#terms/family.ts';

const p = defineEntity.properties;
const instant = () => p.datetime().columnType('timestamptz(3)');

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
  },
});
export class Person extends PersonSchema.class {}
PersonSchema.setClass(Person);

const FamilySchema = defineEntity({
  name: 'Family',
  comment: 'A family that has been in touch with early help',
  properties: { id: p.uuid().primary(), name: p.text() },
});
export class Family extends FamilySchema.class {}
FamilySchema.setClass(Family);

/** A person's place in a family: proposed, then confirmed by a manager (rule 2). */
const FamilyMemberSchema = defineEntity({
  name: 'FamilyMember',
  comment: 'Who belongs to which family; only confirmed members are ever shown',
  properties: {
    id: p.uuid().primary(),
    family: () => p.manyToOne(Family),
    person: () => p.manyToOne(Person),
    role: p.enum(FAMILY_ROLES),
    state: p.enum(['PROPOSED', 'CONFIRMED'] as const),
    assertedBy: p.enum(['WORKER', 'AGENCY'] as const),
    proposedBy: () => p.manyToOne(Worker).nullable(),
    confirmedBy: () => p.manyToOne(Worker).nullable(),
    fromDate: p.date().nullable(),
    untilDate: p.date().nullable(),
  },
  indexes: [{ properties: ['family'] }, { properties: ['person'] }],
});
export class FamilyMember extends FamilyMemberSchema.class {}
FamilyMemberSchema.setClass(FamilyMember);

/** Kinship: `from` is the `kind` of `to`. */
const RelationshipSchema = defineEntity({
  name: 'Relationship',
  comment: 'Kinship between two people: from_person is the kind of to_person',
  properties: {
    id: p.uuid().primary(),
    fromPerson: () => p.manyToOne(Person),
    kind: p.enum(RELATIONSHIP_KINDS),
    toPerson: () => p.manyToOne(Person),
  },
  indexes: [{ properties: ['fromPerson'] }, { properties: ['toPerson'] }],
});
export class Relationship extends RelationshipSchema.class {}
RelationshipSchema.setClass(Relationship);

/** Who may decide for a child under 16 (rule 5; Children Act 1989 s.3). */
const ParentalResponsibilitySchema = defineEntity({
  name: 'ParentalResponsibility',
  comment: 'Who holds parental responsibility for which child (Children Act 1989 s.3)',
  properties: {
    id: p.uuid().primary(),
    child: () => p.manyToOne(Person),
    holderKind: p.enum(['PERSON', 'LOCAL_AUTHORITY'] as const),
    holder: () => p.manyToOne(Person).nullable().comment('Null where the local authority holds it'),
    source: p.text().comment('Birth, marriage, agreement, order'),
    evidence: p.text().comment('What was seen'),
    fromDate: p.date().nullable(),
    untilDate: p.date().nullable(),
  },
  indexes: [{ properties: ['child'] }],
});
export class ParentalResponsibility extends ParentalResponsibilitySchema.class {}
ParentalResponsibilitySchema.setClass(ParentalResponsibility);

/** A stretch of early help, from the family's agreement to the service until it is closed (rule 3). */
const EpisodeSchema = defineEntity({
  name: 'Episode',
  comment: 'Episodes of early help; without an open one there is no access',
  properties: {
    id: p.uuid().primary(),
    family: () => p.manyToOne(Family),
    agreedOn: p.date().comment('When the family agreed to the service'),
    openedOn: p.date(),
    closedOn: p.date().nullable(),
    closingReason: p
      .enum(['AIMS_ACHIEVED', 'UNABLE_TO_ENGAGE', 'STEPPED_UP', 'MOVED_AWAY', 'LEFT_SERVICE', 'OTHER'] as const)
      .nullable(),
  },
  indexes: [{ properties: ['family'] }],
});
export class Episode extends EpisodeSchema.class {}
EpisodeSchema.setClass(Episode);

/** A worker's place in the team around a family. Visibility rests on it (rule 2). */
const AssignmentSchema = defineEntity({
  name: 'Assignment',
  comment: 'Which worker works with which family, in what capacity and when',
  properties: {
    id: p.uuid().primary(),
    worker: () => p.manyToOne(Worker),
    family: () => p.manyToOne(Family),
    kind: p.enum(ASSIGNMENT_KINDS),
    startsAt: instant(),
    endsAt: instant().nullable(),
    madeBy: () => p.manyToOne(Worker).comment('The manager who made it'),
  },
  indexes: [{ properties: ['worker', 'family'] }, { properties: ['family'] }],
  // Rule 2: 28 and 14 days. Written as PostgreSQL keeps it, so that a comparison finds no difference.
  checks: [
    {
      name: 'assignment_cover_ends',
      expression: `((kind <> 'COVER'::text) OR COALESCE((ends_at <= (starts_at + '672:00:00'::interval)), false))`,
    },
    {
      name: 'assignment_duty_ends',
      expression: `((kind <> 'DUTY'::text) OR COALESCE((ends_at <= (starts_at + '336:00:00'::interval)), false))`,
    },
  ],
});
export class Assignment extends AssignmentSchema.class {}
AssignmentSchema.setClass(Assignment);

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
    state: p.enum(['AUTOMATIC', 'CONFIRMED', 'CANDIDATE', 'REJECTED'] as const),
    startsAt: instant(),
    endsAt: instant().nullable(),
  },
  indexes: [
    { properties: ['person', 'agency'] },
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
  properties: { agency: p.text().primary(), complete: p.boolean(), asOf: instant() },
});
export class AgencyFeed extends AgencyFeedSchema.class {}
AgencyFeedSchema.setClass(AgencyFeed);

export const peopleEntities = [
  Organisation,
  Worker,
  Household,
  Person,
  Family,
  FamilyMember,
  Relationship,
  ParentalResponsibility,
  Episode,
  Assignment,
  AgencyLink,
  AgencyFeed,
];
