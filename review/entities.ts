/** An index over the log’s bytes, by what a review asks for. It can be emptied and made again: where the two differ, the bytes count. */
import { defineEntity } from '@mikro-orm/core';

const p = defineEntity.properties;

/** In the order of time, of what few entries have. */
const whereSet = (column: string) => ({
  name: `review_entry_${column}`,
  expression: `create index "review_entry_${column}" on "review_entry" ("${column}", "at", "index") where ${column} is not null`,
});

/** One row for each category that an entry decided; one without, where it decided none. */
const ReviewEntrySchema = defineEntity({
  name: 'ReviewEntry',
  comment: 'What the access log’s entries say, one row per category decided: an index that can be made again from their bytes',
  properties: {
    index: p.bigint('number').primary().autoincrement(false).comment('The entry’s place in the log'),
    place: p.integer().primary().autoincrement(false).comment('The row’s place among those of its entry, from 0'),
    at: p.datetime().columnType('timestamptz(3)').comment('When the hub decided, by its clock'),
    kind: p.text().comment('What was done; UNREADABLE where the bytes are no leaf'),
    worker: p.uuid().nullable().comment('The worker or app that asked'),
    app: p.uuid().nullable().comment('The app that asked, or through which a worker asked'),
    organisation: p.text().nullable().comment('The organisation that the caller answers to'),
    person: p.uuid().nullable().comment('The person whom it is about'),
    family: p.uuid().nullable().comment('The family through which the person was reached, or that a list named'),
    purpose: p.text().nullable().comment('The purpose asked for'),
    category: p.text().nullable().comment('Which category was decided; null where none was'),
    outcome: p.text().nullable().comment('What came of it'),
    reason: p.text().nullable().comment('Why it was withheld or refused, as the client read it'),
    internalReason: p.text().nullable().comment('What the client did not read'),
    items: p.integer().nullable().comment('How many items were shown'),
    agreement: p.text().nullable().comment('The agreement that it rests on, `id@version`'),
    consent: p.uuid().nullable().comment('The consent that it rests on'),
    override: p.uuid().nullable().comment('The override that it rests on, or records'),
    safeguardingDecision: p.uuid().nullable().comment('The safeguarding decision that it rests on, or records'),
    links: p.array().columnType('text[]').nullable().comment('The agency links that were asked with, `id@version`'),
    waits: p.boolean().comment('Left out of the subject’s own account until it is released (rule 11)'),
  },
  indexes: [
    { properties: ['person', 'at', 'index'] },
    { properties: ['worker', 'at', 'index'] },
    { properties: ['family', 'at', 'index'] },
    { properties: ['category', 'at', 'index'] },
    { properties: ['organisation', 'at', 'index'] },
    { properties: ['at', 'index'] },
    { properties: ['reason', 'at', 'index'] },
    { properties: ['kind', 'at', 'index'] },
    { properties: ['outcome', 'at', 'index'] },
    { properties: ['purpose', 'at', 'index'] },
    whereSet('override'),
    whereSet('app'),
    whereSet('internal_reason'),
    whereSet('safeguarding_decision'),
    whereSet('agreement'),
    whereSet('consent'),
    {
      // In whatever version.
      name: 'review_entry_agreement_id',
      expression: `create index "review_entry_agreement_id" on "review_entry" (split_part(agreement, '@', 1), "at", "index") where agreement is not null`,
    },
    {
      name: 'review_entry_links',
      expression: `create index "review_entry_links" on "review_entry" using gin ("links")`,
    },
  ],
});
export class ReviewEntry extends ReviewEntrySchema.class {}
ReviewEntrySchema.setClass(ReviewEntry);

/** The one row whose lock says who indexes. */
const ReviewCursorSchema = defineEntity({
  name: 'ReviewCursor',
  comment: 'How far the access log has been indexed for review',
  properties: {
    id: p.integer().primary().autoincrement(false),
    next: p.bigint('number').comment('The first entry that has no rows yet'),
  },
});
export class ReviewCursor extends ReviewCursorSchema.class {}
ReviewCursorSchema.setClass(ReviewCursor);

export const reviewEntities = [ReviewEntry, ReviewCursor];
