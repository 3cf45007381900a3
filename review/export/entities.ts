/** Files of entries that officers asked for: made in parts, fetched by who asked, and gone after a while. */
import { defineEntity } from '@mikro-orm/core';
import type { ReadFilter } from '#review/filter.ts';
import { EXPORT_FORMATS, EXPORT_STATES } from '#terms/review.ts';

const p = defineEntity.properties;
const instant = () => p.datetime().columnType('timestamptz(3)');

const ReviewExportSchema = defineEntity({
  name: 'ReviewExport',
  comment: 'A file of entries of the access log that an officer asked for, and how far it has come',
  properties: {
    id: p.uuid().primary(),
    requestedBy: p.uuid().comment('The officer: nobody else may fetch it'),
    requestedAt: instant(),
    format: p.enum(EXPORT_FORMATS),
    filter: p.json<ReadFilter['kept']>().comment('Which entries: ids and codes'),
    state: p.enum(EXPORT_STATES),
    completeTo: p.bigint('number').nullable().comment('How many entries of the log it takes in; null until it was begun'),
    ground: p
      .text()
      .nullable()
      .comment('What the officer may read of, as it was when it was begun: where it changes, the file is void'),
    after: p.text().nullable().comment('The cursor of the last entry that was looked at'),
    reached: p.bigint('number').comment('How many entries of the log have been looked at, about'),
    entries: p.bigint('number').comment('How many entries it has'),
    parts: p.integer(),
    bytes: p.bigint('number'),
    expiresAt: instant().comment('When its parts are removed'),
  },
  indexes: [{ properties: ['requestedBy', 'requestedAt'] }],
});
export class ReviewExport extends ReviewExportSchema.class {}
ReviewExportSchema.setClass(ReviewExport);

const ReviewExportPartSchema = defineEntity({
  name: 'ReviewExportPart',
  comment: 'One part of such a file: gzip members, one after the other',
  properties: {
    export: p.uuid().primary(),
    place: p.integer().primary().autoincrement(false).comment('From 0'),
    start: p.bigint('number').comment('Its first byte’s place in the file'),
    content: p.blob(),
  },
});
export class ReviewExportPart extends ReviewExportPartSchema.class {}
ReviewExportPartSchema.setClass(ReviewExportPart);

export const exportEntities = [ReviewExport, ReviewExportPart];
