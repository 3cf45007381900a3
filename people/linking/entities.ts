/**
 * Agencies' records of people, what hangs together among them, and what stewards decided. Which record is about which person is
 * derived from these: `agency_link` holds the answer.
 */
import { defineEntity } from '@mikro-orm/core';
import { Person } from '#people/entities.ts';
import type { Demographics } from '#terms/demographics.ts';

const p = defineEntity.properties;
const instant = () => p.datetime().columnType('timestamptz(3)');
const recordedAt = () => instant().defaultRaw('now()').comment('When it was entered');

const RECORD_STATES = ['LIVE', 'DELETED', 'MERGED'] as const;
export type RecordState = (typeof RECORD_STATES)[number];

/** One record of a person, at an agency or (agency `hub`) the hub's own. */
const AgencyRecordSchema = defineEntity({
  name: 'AgencyRecord',
  comment: 'Demographics of each agency’s people, as received; kept under the agency’s agreement for the person index (rule 4)',
  properties: {
    number: p.integer().primary().autoincrement().comment('Stands for the record in edges and reviews'),
    agency: p.text(),
    agencyPersonId: p.text().comment('The id that the agency itself uses; of the hub’s own people the person’s'),
    received: p.json<Demographics>(),
    digest: p.text().comment('SHA-256 of what was received, hex: the same again changes nothing'),
    delivery: p.text().comment('The file or page that it came in'),
    asOf: instant().nullable().comment('When the agency made that'),
    firstKnownAt: instant(),
    receivedAt: instant(),
    state: p.enum(RECORD_STATES),
    mergedInto: p.text().nullable().comment('The agency’s own id of the record that stays'),
    sealed: p.boolean().default(false).comment('Never matched and never shown: adoption, gender recognition, witness protection'),
    keys: p.array().columnType('bigint[]').defaultRaw(`'{}'`).comment('Hashes of its blocking keys; none where it takes no part'),
    placed: p.boolean().default(false).comment('Whether its links are derived from what it is now'),
  },
  uniques: [{ properties: ['agency', 'agencyPersonId'] }],
  indexes: [
    {
      name: 'agency_record_keys',
      // Without a pending list no reader pays for what others wrote.
      expression: `create index "agency_record_keys" on "agency_record" using gin ("keys") with (fastupdate = off)`,
    },
    {
      name: 'agency_record_merged_into',
      expression: `create index "agency_record_merged_into" on "agency_record" ("agency", "merged_into") where merged_into is not null`,
    },
    {
      name: 'agency_record_hub_to_place',
      expression: `create index "agency_record_hub_to_place" on "agency_record" ("number") where agency = 'hub' and not placed`,
    },
    {
      name: 'agency_record_hub_sealed',
      expression: `create index "agency_record_hub_sealed" on "agency_record" ("number") where agency = 'hub' and sealed`,
    },
    {
      name: 'agency_record_to_place',
      expression: `create index "agency_record_to_place" on "agency_record" ("number") where not placed`,
    },
    {
      name: 'agency_record_list_to_place',
      expression: `create index "agency_record_list_to_place" on "agency_record" ("agency") where state = 'LIVE' and not sealed and not placed`,
    },
    {
      name: 'agency_record_uprn',
      expression: `create index "agency_record_uprn" on "agency_record" ((received -> 'addresses' -> 0 ->> 'uprn')) where state = 'LIVE' and not sealed`,
    },
  ],
});
export class AgencyRecord extends AgencyRecordSchema.class {}
AgencyRecordSchema.setClass(AgencyRecord);

/** What became of an agency's record, and when the hub heard. */
const AgencyRecordChangeSchema = defineEntity({
  name: 'AgencyRecordChange',
  comment: 'What became of agencies’ records, and by which delivery; never what they said',
  properties: {
    entry: p.bigint('number').primary().autoincrement().comment('Order of entry'),
    agency: p.text(),
    agencyPersonId: p.text(),
    change: p.enum(['RECEIVED', 'CHANGED', 'DELETED', 'MERGED'] as const),
    digest: p.text().nullable().comment('SHA-256 of what was received, hex'),
    delivery: p.text(),
    recordedAt: recordedAt(),
  },
  indexes: [{ properties: ['agency', 'agencyPersonId'] }],
});
export class AgencyRecordChange extends AgencyRecordChangeSchema.class {}
AgencyRecordChangeSchema.setClass(AgencyRecordChange);

/** Two records that may be of one person. */
const MatchEdgeSchema = defineEntity({
  name: 'MatchEdge',
  comment: 'Pairs of records that may be of one person, as the model weighs them',
  properties: {
    left: p.integer().primary().autoincrement(false).comment('The lower number of the two'),
    right: p.integer().primary().autoincrement(false),
    weight: p.float().columnType('double precision').comment('Bits: log2 of the odds for one person'),
    model: p.text().comment('Version of the model that weighed it'),
    parts: p
      .json<readonly object[]>()
      .nullable()
      .comment('What of it agrees, and what that weighs; where a steward may be asked'),
  },
  indexes: [{ properties: ['right'] }],
});
export class MatchEdge extends MatchEdgeSchema.class {}
MatchEdgeSchema.setClass(MatchEdge);

/** What a steward decided of two records: a permanent input. Of one pair the latest entry stands. */
const MatchDecisionSchema = defineEntity({
  name: 'MatchDecision',
  comment: 'Stewards’ decisions that two records are of one person, or of two; the latest of a pair stands',
  properties: {
    id: p.uuid().primary(),
    entry: p.bigint('number').unique().autoincrement().comment('Order of entry'),
    leftAgency: p.text(),
    leftId: p.text().comment('Of the pair the lower by agency, then id'),
    rightAgency: p.text(),
    rightId: p.text(),
    verdict: p.enum(['SAME', 'DIFFERENT'] as const),
    grounds: p
      .enum(['STEWARD', 'MERGE', 'SPLIT', 'MADE_FROM'] as const)
      .comment('MADE_FROM: the hub’s person was made from the record'),
    rationale: p.text().nullable().comment('As the steward wrote it; it never leaves this table'),
    recordedBy: p.uuid().nullable().comment('The steward'),
    recordedAt: recordedAt(),
  },
  indexes: [{ properties: ['leftAgency', 'leftId'] }, { properties: ['rightAgency', 'rightId'] }],
});
export class MatchDecision extends MatchDecisionSchema.class {}
MatchDecisionSchema.setClass(MatchDecision);

export const MATCH_REVIEW_KINDS = ['POSSIBLE_MATCH', 'WEAKENED_LINK', 'DUPLICATE_PERSON', 'UNCLEAR_FACTS'] as const;
export type MatchReviewKind = (typeof MATCH_REVIEW_KINDS)[number];

/** A pair that waits for a steward. */
const MatchReviewSchema = defineEntity({
  name: 'MatchReview',
  comment: 'Pairs of records that a steward is asked about',
  properties: {
    id: p.uuid().primary(),
    left: p.integer().comment('The lower number of the two'),
    right: p.integer(),
    kind: p.enum(MATCH_REVIEW_KINDS),
    weight: p.float().columnType('double precision'),
    model: p.text(),
    openedAt: instant(),
    closedAt: instant().nullable().comment('Decided, or no longer in question'),
  },
  uniques: [{ properties: ['left', 'right'] }],
  indexes: [
    { properties: ['right'] },
    {
      name: 'match_review_open',
      expression: `create index "match_review_open" on "match_review" ("opened_at", "id") where closed_at is null`,
    },
    {
      name: 'match_review_queue',
      // As the queue is ordered: what may be wrong first.
      expression: `create index "match_review_queue" on "match_review" ((case when kind in ('WEAKENED_LINK', 'DUPLICATE_PERSON') then 0 else 1 end), "opened_at", "id") where closed_at is null`,
    },
  ],
});
export class MatchReview extends MatchReviewSchema.class {}
MatchReviewSchema.setClass(MatchReview);

/** An identifier that somebody told the hub. */
const PersonIdentifierSchema = defineEntity({
  name: 'PersonIdentifier',
  comment: 'Identifiers of the hub’s own people, as workers entered them',
  properties: {
    person: () => p.manyToOne(Person).primary(),
    kind: p.text().primary().comment('nhs-number, upn …'),
    value: p.text().primary(),
    recordedBy: p.uuid().nullable().comment('The worker who entered it'),
    recordedAt: recordedAt(),
    merge: p.uuid().nullable().comment('Copied by this merge of two people, and removed when they are split'),
  },
  indexes: [{ properties: ['kind', 'value'] }],
});
export class PersonIdentifier extends PersonIdentifierSchema.class {}
PersonIdentifierSchema.setClass(PersonIdentifier);

/** Two people of the index who turned out to be one, until they are split again. */
const PersonMergeSchema = defineEntity({
  name: 'PersonMerge',
  comment: 'People of the index who turned out to be one, in versions: merged, or split again',
  properties: {
    id: p.uuid().primary(),
    version: p.integer().primary().default(1),
    kept: () => p.manyToOne(Person),
    merged: () => p.manyToOne(Person).comment('Whose facts moved to the one who was kept'),
    state: p.enum(['MERGED', 'SPLIT'] as const),
    moved: p.json<readonly object[]>().comment('Which versions of which rows moved: what a split takes back'),
    unclear: p.array().columnType('text[]').defaultRaw(`'{}'`).comment('Of what the two did not agree: a steward is asked'),
    recordedBy: p.uuid().nullable().comment('The steward'),
    recordedAt: recordedAt(),
  },
  indexes: [{ properties: ['kept'] }, { properties: ['merged'] }],
});
export class PersonMerge extends PersonMergeSchema.class {}
PersonMergeSchema.setClass(PersonMerge);

/** What linking has to look at again: added to by triggers, so that no writer can forget it. */
const LinkingDueSchema = defineEntity({
  name: 'LinkingDue',
  comment: 'Records and people that linking has to look at again; a row goes when that is done',
  properties: {
    entry: p.bigint('number').primary().autoincrement().comment('Order of entry'),
    number: p.integer().nullable().comment('A record: something was decided about it, or merged into it'),
    person: p.uuid().nullable().comment('A person of the hub, whose own record may have changed'),
    writtenBy: p
      .string()
      .columnType('xid8')
      .defaultRaw('pg_current_xact_id()')
      .comment('The transaction: whoever reads tells by it what was not there yet'),
  },
});
export class LinkingDue extends LinkingDueSchema.class {}
LinkingDueSchema.setClass(LinkingDue);

const LinkingProgressSchema = defineEntity({
  name: 'LinkingProgress',
  comment: 'By which model records are placed: where a hub starts with another, all are placed anew',
  properties: {
    id: p.integer().primary().autoincrement(false),
    model: p.text(),
    upTo: p.integer().comment('Numbers up to here are to be placed by it, or are'),
    until: p.integer().comment('The last number that was placed by the one before'),
  },
});
export class LinkingProgress extends LinkingProgressSchema.class {}
LinkingProgressSchema.setClass(LinkingProgress);

export const linkingEntities = [
  LinkingDue,
  LinkingProgress,
  AgencyRecord,
  AgencyRecordChange,
  MatchEdge,
  MatchDecision,
  MatchReview,
  PersonIdentifier,
  PersonMerge,
];
