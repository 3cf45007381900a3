/**
 * Families, teams and who may decide. Nothing here is rewritten: a change adds the next version of its row, so that what held at any
 * time, and what the hub knew of it then, can be told.
 */
import { defineEntity } from '@mikro-orm/core';
import { ASSIGNMENT_KINDS, CLOSING_REASONS, FAMILY_ROLES, INTEREST_KINDS } from '#terms/family.ts';
import { Organisation, Person, Worker } from './entities.ts';

const p = defineEntity.properties;
const instant = () => p.datetime().columnType('timestamptz(3)');
const version = () => p.integer().primary().default(1);
const recordedBy = () => p.uuid().nullable().comment('The worker who entered it');
const recordedAt = () => instant().defaultRaw('now()').comment('When it was entered');

const FamilySchema = defineEntity({
  name: 'Family',
  comment: 'A family that has been in touch with early help',
  properties: {
    id: p.uuid().primary(),
    name: p.text(),
    organisation: () => p.manyToOne(Organisation).nullable().comment('The service that opened it; its managers act for it'),
  },
});
export class Family extends FamilySchema.class {}
FamilySchema.setClass(Family);

/** A person's place in a family: proposed, then confirmed or rejected by a manager (rule 2). */
const FamilyMemberSchema = defineEntity({
  name: 'FamilyMember',
  comment: 'Who belongs to which family; only confirmed members are ever shown. A change is a new version',
  properties: {
    id: p.uuid().primary(),
    version: version(),
    family: () => p.manyToOne(Family),
    person: () => p.manyToOne(Person),
    role: p.enum(FAMILY_ROLES),
    state: p.enum(['PROPOSED', 'CONFIRMED', 'REJECTED'] as const),
    assertedBy: p.enum(['WORKER', 'AGENCY'] as const),
    evidence: p.text().nullable().comment('The kind of evidence, where an agency asserts it: same UPRN, school contact, tenancy'),
    proposedBy: () => p.manyToOne(Worker).nullable(),
    confirmedBy: () => p.manyToOne(Worker).nullable(),
    fromDate: p.date().nullable(),
    untilDate: p.date().nullable(),
    recordedBy: recordedBy(),
    recordedAt: recordedAt(),
  },
  indexes: [{ properties: ['family'] }, { properties: ['person'] }],
});
export class FamilyMember extends FamilyMemberSchema.class {}
FamilyMemberSchema.setClass(FamilyMember);

/** Who may decide for a child under 16 (rule 5; Children Act 1989 s.3). */
const ParentalResponsibilitySchema = defineEntity({
  name: 'ParentalResponsibility',
  comment: 'Who holds parental responsibility for which child (Children Act 1989 s.3). A change is a new version',
  properties: {
    id: p.uuid().primary(),
    version: version(),
    child: () => p.manyToOne(Person),
    holderKind: p.enum(['PERSON', 'LOCAL_AUTHORITY'] as const),
    holder: () => p.manyToOne(Person).nullable().comment('Null where the local authority holds it'),
    source: p.text().comment('Birth, marriage, agreement, order'),
    evidence: p.text().comment('What was seen'),
    courtLimits: p
      .array()
      .columnType('text[]')
      .defaultRaw(`'{}'`)
      .comment('Categories about which a court order keeps the holder from deciding'),
    state: p.enum(['LIVE', 'ENDED'] as const).default('LIVE'),
    fromDate: p.date().nullable(),
    untilDate: p.date().nullable().comment('The last day'),
    recordedBy: recordedBy(),
    recordedAt: recordedAt(),
  },
  indexes: [{ properties: ['child'] }],
});
export class ParentalResponsibility extends ParentalResponsibilitySchema.class {}
ParentalResponsibilitySchema.setClass(ParentalResponsibility);

/** A stretch of early help, from the family's agreement to the service until it is closed (rule 3). */
const EpisodeSchema = defineEntity({
  name: 'Episode',
  comment: 'Episodes of early help; without an open one there is no access. A change is a new version',
  properties: {
    id: p.uuid().primary(),
    version: version(),
    family: () => p.manyToOne(Family),
    agreedOn: p.date().nullable().comment('When the family agreed to the service, or last renewed that; null until they do'),
    openedOn: p.date(),
    closedOn: p.date().nullable(),
    closingReason: p.enum(CLOSING_REASONS).nullable(),
    recordedBy: recordedBy(),
    recordedAt: recordedAt(),
  },
  indexes: [{ properties: ['family'] }],
});
export class Episode extends EpisodeSchema.class {}
EpisodeSchema.setClass(Episode);

/** A worker's place in the team around a family. Visibility rests on it (rule 2). */
const AssignmentSchema = defineEntity({
  name: 'Assignment',
  comment: 'Which worker works with which family, in what capacity and when. A change is a new version',
  properties: {
    id: p.uuid().primary(),
    version: version(),
    worker: () => p.manyToOne(Worker),
    family: () => p.manyToOne(Family),
    kind: p.enum(ASSIGNMENT_KINDS),
    state: p
      .enum(['LIVE', 'ENDED'] as const)
      .default('LIVE')
      .comment('Ended is ended at once, whatever any clock says'),
    startsAt: instant(),
    endsAt: instant().nullable(),
    madeBy: () => p.manyToOne(Worker).comment('The manager who made it'),
    recordedBy: recordedBy(),
    recordedAt: recordedAt(),
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

/** A worker's own tie to somebody: family, household, friends. It withholds, or where silent hides (rule 2). */
const WorkerInterestSchema = defineEntity({
  name: 'WorkerInterest',
  comment: 'Workers’ own ties to people of the index. A change is a new version',
  properties: {
    id: p.uuid().primary(),
    version: version(),
    worker: () => p.manyToOne(Worker),
    person: p.uuid().comment('May name nobody: a worker cannot look up whom they may not see'),
    kind: p.enum(INTEREST_KINDS),
    silent: p.boolean(),
    state: p.enum(['LIVE', 'ENDED'] as const).default('LIVE'),
    recordedBy: recordedBy(),
    recordedAt: recordedAt(),
  },
  indexes: [{ properties: ['worker'] }, { properties: ['person'] }],
});
export class WorkerInterest extends WorkerInterestSchema.class {}
WorkerInterestSchema.setClass(WorkerInterest);

export const familyEntities = [Family, FamilyMember, ParentalResponsibility, Episode, Assignment, WorkerInterest];
